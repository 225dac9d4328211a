package account

import (
	"context"
	"time"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/activation"
	"schalter/ent/letter"
	"schalter/ent/letterbatch"
	"schalter/ent/letterreader"
	"schalter/ent/predicate"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	// printWait is how long a letter waits for its batch.
	printWait = 30 * 24 * time.Hour
	// endedKept is how long the trace of a letter that ended unprinted is kept, without its content.
	endedKept = 90 * 24 * time.Hour
	// maxEnded is where counting them stops.
	maxEnded = 1000
)

// unprintedEnd is when a code is over whose letter, ordered at a time, nobody reports as printed. It is not before the day that such
// a letter names, should it have been posted all the same.
func unprintedEnd(ordered time.Time) time.Time { return codeEnds(ordered.Add(printWait)) }

// endedLetters are letters that waited too long for a batch, and letters of batches that are not reported as printed and past the
// day to which the letters say that their code is good.
func endedLetters(now time.Time) predicate.Letter {
	batch := sql.Table(letterbatch.Table)
	lastDay := clock.EndOfDay(now.In(clock.Berlin).AddDate(0, 0, -codeDays-1))
	old := sql.Select(batch.C(letterbatch.FieldID)).From(batch).Where(sql.LTE(batch.C(letterbatch.FieldCreatedAt), lastDay))
	return letter.Or(
		letter.And(letter.StateEQ(letter.StateQUEUED), letter.CreatedAtLTE(now.Add(-printWait))),
		letter.And(letter.StateEQ(letter.StateBATCHED), func(s *sql.Selector) { s.Where(sql.In(s.C(letter.FieldBatchID), old)) }),
	)
}

// endLetters ends letters that waited too long, at most a batch of them: nobody prints them, their codes are void, and the persons
// are told to order a new one. It returns how many it ended.
func (s *Service) endLetters(ctx context.Context, now time.Time) (int, error) {
	rows, err := s.db.Client().Letter.Query().Where(endedLetters(now)).Order(ent.Asc(letter.FieldCreatedAt)).Limit(sweepBatch).All(ctx)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		if err := s.endLetter(ctx, row); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// endLetter ends one letter in a transaction of its own.
func (s *Service) endLetter(ctx context.Context, row *ent.Letter) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.lockOwner(ctx, tx, row); err != nil {
			return err
		}
		ended, err := s.endUnprinted(ctx, tx, row)
		switch {
		case err == nil && ended && row.Purpose == letter.PurposeDELETION:
			return s.endings.LetterEnded(ctx, tx, row.ID)
		case err != nil || !ended || row.Purpose != letter.PurposeACTIVATION:
			return err
		}
		// The code never went out: no letter is under way any more, and the person can order another one at once.
		n, err := tx.Activation.Update().Where(activation.ID(row.ActivationID), activation.StateEQ(activation.StateLIVE), activation.LetterPrintedAtIsNil()).
			SetState(activation.StateREPLACED).SetAttemptsLeft(0).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		// Nor does it count as handed over, should its file have been fetched: nobody can enter its code any more.
		if _, err := tx.LetterReader.Delete().Where(letterreader.SubjectID(row.ActivationID)).Exec(ctx); err != nil {
			return err
		}
		return s.mailer.LetterNotPrinted(ctx, tx, row.AccountID)
	})
}

// endUnprinted takes a letter that was not reported as printed out of its batch and destroys its content; false when it was reported
// meanwhile.
func (s *Service) endUnprinted(ctx context.Context, tx *store.Tx, row *ent.Letter) (bool, error) {
	nothing, err := s.sealLetter(ctx, row.ID, sealedLetter{})
	if err != nil {
		return false, err
	}
	n, err := tx.Letter.Update().Where(letter.ID(row.ID), letter.StateIn(letter.StateQUEUED, letter.StateBATCHED)).
		SetState(letter.StateENDED).SetEndedAt(tx.Now).SetSealed(nothing.Sealed).SetKekID(nothing.KEK).SetWrappedKey(nothing.Blob).Save(ctx)
	if err != nil || n == 0 || row.BatchID == nil {
		return n > 0, err
	}
	return true, tx.LetterBatch.UpdateOneID(*row.BatchID).AddLetters(-1).Exec(ctx)
}

// LettersEnded is how many letters of the last 90 days ended before they were printed, because they waited too long or were replaced; for operators.
func (s *Service) LettersEnded(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "account.LettersEnded")
	if _, err := permit.Operator(ctx); err != nil {
		return 0, err
	}
	err = s.db.QueryRow(viewer.System(ctx, "letters-ended"), `SELECT COUNT(*) FROM (SELECT 1 FROM letter WHERE state = 'ENDED' AND ended_at > ? LIMIT ?) AS ended`,
		s.db.Clock().Now().Add(-endedKept), maxEnded).Scan(&n)
	return n, err
}

// endAllLetters ends all letters that waited too long, before any is printed.
func (s *Service) endAllLetters(ctx context.Context) error {
	for {
		n, err := s.endLetters(ctx, s.db.Clock().Now())
		if err != nil || n < sweepBatch {
			return err
		}
	}
}
