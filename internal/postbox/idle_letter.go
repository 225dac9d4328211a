package postbox

import (
	"context"
	"time"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/letter"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Where a warning by mail reached no address of the person, a letter warns, and the mailbox is deleted 30 days after it was posted at the
// earliest. Where there is no address for a letter, or it came back, the mailbox stays until its owner acts.

// letterAgain is how long after a letter could not be ordered it is tried again: the person may have proven an address meanwhile.
const letterAgain = 7 * 24 * time.Hour

// EndLetters orders letters that warn of a mailbox's end.
type EndLetters interface {
	// Order has a letter printed to the proven address of a person, about the mailbox with a reference in which something happened last at a time;
	// empty where no letter can go there.
	Order(ctx context.Context, tx *store.Tx, accountID, reference string, lastActivity time.Time) (letterID string, err error)
}

// orderLetter orders the letter about a mailbox whose deletion is held. The caller saves the side.
func (s *Service) orderLetter(ctx context.Context, tx *store.Tx, side *sides.Side) error {
	letterID, err := s.ports.EndLetters.Order(ctx, tx, side.Reader, side.Reference, side.LastActivityAt)
	if err != nil {
		return err
	}
	if letterID == "" {
		again := tx.Now.Add(letterAgain)
		side.EndLetterDueAt = &again
		return nil
	}
	side.EndLetterID, side.EndLetterDueAt = &letterID, nil
	return nil
}

// settleHeld orders the letter that is due, or deletes a mailbox of whose end a letter warned in time.
func (s *Service) settleHeld(ctx context.Context, tx *store.Tx, side *sides.Side) error {
	switch {
	case side.EndLetterDueAt != nil && !tx.Now.Before(*side.EndLetterDueAt):
		if err := s.orderLetter(ctx, tx, side); err != nil {
			return err
		}
		return sides.Save(ctx, tx, side)
	case !side.WarnedByLetter() || tx.Now.Before(*side.DeletesAt):
		return nil
	}
	if moved, err := s.moveEnd(ctx, tx, side); err != nil || moved {
		return err
	}
	return s.deleteIdle(ctx, tx, side)
}

// LettersWanted says which of some letters still are to be posted: of all others the mailbox is gone, or something happened in it.
func (s *Service) LettersWanted(ctx context.Context, tx *store.Tx, letterIDs []string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "postbox.LettersWanted")
	rows, err := tx.Side.Query().Where(entside.EndLetterIDIn(letterIDs...)).Select(entside.FieldEndLetterID).All(ctx)
	wanted := make(map[string]bool, len(rows))
	for _, row := range rows {
		wanted[*row.EndLetterID] = true
	}
	return wanted, err
}

// LetterPosted records when the letter about a mailbox was posted: it is deleted 30 days after that at the earliest.
func (s *Service) LetterPosted(ctx context.Context, tx *store.Tx, letterID string, at time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.LetterPosted(%s)", letterID)
	return s.withLetter(ctx, tx, letterID, func(ctx context.Context, side *sides.Side) error {
		if side.EndLetterSentAt != nil {
			return nil
		}
		end := legal.DayOf(at).AddDays(letter.DaysToKeep).End()
		if end.After(*side.DeletesAt) {
			side.DeletesAt = &end
		}
		side.EndLetterSentAt = &at
		return s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.DeletionAnnounced, Actor: chain.Platform})
	})
}

// LetterEnded records that nobody printed the letter in its time: another one is ordered.
func (s *Service) LetterEnded(ctx context.Context, tx *store.Tx, letterID string) (err error) {
	defer errs.Wrap(&err, "postbox.LetterEnded(%s)", letterID)
	return s.withLetter(ctx, tx, letterID, func(_ context.Context, side *sides.Side) error {
		now := tx.Now
		side.EndLetterID, side.EndLetterDueAt = nil, &now
		return nil
	})
}

// LetterReturned records that the letter came back: the mailbox stays until its owner acts.
func (s *Service) LetterReturned(ctx context.Context, tx *store.Tx, letterID string) (err error) {
	defer errs.Wrap(&err, "postbox.LetterReturned(%s)", letterID)
	return s.withLetter(ctx, tx, letterID, func(ctx context.Context, side *sides.Side) error {
		if side.EndLetterReturnedAt != nil {
			return nil
		}
		now := tx.Now
		side.EndLetterReturnedAt = &now
		return s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.DeletionHeld, Actor: chain.Platform})
	})
}

// withLetter changes the mailbox that a letter is about, if it still waits for it.
func (s *Service) withLetter(ctx context.Context, tx *store.Tx, letterID string, change func(ctx context.Context, side *sides.Side) error) error {
	ctx = viewer.System(ctx, "postbox.letter")
	mailboxID, err := tx.Side.Query().Where(entside.EndLetterID(letterID)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	side, opens, err := s.Sides.LockIfOpens(ctx, tx, mailboxID)
	if ent.IsNotFound(err) || err == nil && (!opens || side.EndLetterID == nil || *side.EndLetterID != letterID) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := change(ctx, side); err != nil {
		return err
	}
	return sides.Save(ctx, tx, side)
}

// SettleWarned looks at the mailboxes of a person of whose end a mail warned that came back: their deletion is held at once where it
// reached no other address.
func (s *Service) SettleWarned(ctx context.Context, accountID string) (err error) {
	defer errs.Wrap(&err, "postbox.SettleWarned")
	ctx = viewer.System(ctx, "postbox.warned")
	ids, err := s.db.Client().Side.Query().Where(entside.KindEQ(entside.KindOWNER), entside.Reader(accountID), entside.WarningsGT(0), entside.DeletionHeldAtIsNil()).
		Order(ent.Asc(entside.FieldDeletesAt)).Limit(idleAtOnce).IDs(ctx)
	if err != nil || len(ids) == 0 {
		return err
	}
	return s.settleOwner(ctx, accountID, ids)
}
