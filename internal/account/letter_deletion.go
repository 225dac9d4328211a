package account

import (
	"context"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	entletter "schalter/ent/letter"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/letter"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Letters that warn of a mailbox's end where no mail did: ordered by the postbox, printed with all others, reported when they come back.

// traceKept is how long it is kept that such a letter went out, without what it said: letters come back after weeks.
const traceKept = 90 * day

// maxReason bounds why a letter came back, in characters.
const maxReason = 200

// Letter is a letter about a mailbox's end as operators see it, without the person it was for.
type Letter struct {
	ID         string
	Reference  string
	QueuedAt   time.Time
	PrintedAt  *time.Time
	ReturnedAt *time.Time
	Reason     *string
}

func toLetter(row *ent.Letter) *Letter {
	return &Letter{
		ID: row.ID, Reference: letter.ReferenceOf(row.ID), QueuedAt: row.CreatedAt.UTC(), PrintedAt: row.PrintedAt, ReturnedAt: row.ReturnedAt, Reason: row.ReturnReason,
	}
}

// OrderEndLetter queues the letter to a person's proven address that warns of the end of the mailbox with a reference, in which
// something happened last at a time. It is empty where no letter can go there.
func (s *Service) OrderEndLetter(ctx context.Context, tx *store.Tx, accountID, mailbox string, lastActivity time.Time) (_ string, err error) {
	defer errs.Wrap(&err, "account.OrderEndLetter(%s)", accountID)
	o, err := s.open(ctx, tx.Client, accountID)
	if err != nil {
		return "", err
	}
	if o.profile.Address == nil || s.printer.CheckAddress(*o.profile.Address) != nil {
		return "", nil
	}
	return s.insertLetter(ctx, tx, sealedLetter{Address: *o.profile.Address, Locale: Locale(o.Locale), Mailbox: mailbox, LastActivity: lastActivity}, func(create *ent.LetterCreate) {
		create.SetPurpose(entletter.PurposeDELETION).SetAccountID(accountID)
	})
}

// dropUnwanted takes back those of some letters, as long as they wait, whose mailbox is gone or in which something happened since.
func (s *Service) dropUnwanted(ctx context.Context, tx *store.Tx, rows []*ent.Letter) error {
	var about []string
	for _, row := range rows {
		if row.Purpose == entletter.PurposeDELETION {
			about = append(about, row.ID)
		}
	}
	if len(about) == 0 {
		return nil
	}
	wanted, err := s.endings.LettersWanted(ctx, tx, about)
	if err != nil {
		return err
	}
	var unwanted []string
	for _, letterID := range about {
		if !wanted[letterID] {
			unwanted = append(unwanted, letterID)
		}
	}
	_, err = tx.Letter.Delete().Where(entletter.IDIn(unwanted...), entletter.StateEQ(entletter.StateQUEUED)).Exec(ctx)
	return err
}

// blankPrinted destroys what letters said that were printed a week ago and of which a trace is kept.
func (s *Service) blankPrinted(ctx context.Context, tx *store.Tx, now time.Time) error {
	rows, err := tx.Letter.Query().Where(entletter.PurposeEQ(entletter.PurposeDELETION), entletter.PrintedAtLT(now.Add(-letterKept)), entletter.PagesGT(0)).
		Order(ent.Asc(entletter.FieldPrintedAt)).Limit(sweepBatch).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		nothing, err := s.sealLetter(ctx, row.ID, sealedLetter{})
		if err != nil {
			return err
		}
		// A letter without pages is one of which nothing is left.
		err = tx.Letter.UpdateOne(row).SetSealed(nothing.Sealed).SetKekID(nothing.KEK).SetWrappedKey(nothing.Blob).SetPages(0).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// ReturnLetter records that a letter about a mailbox's end came back, by the reference printed on it: the mailbox is kept until its owner acts.
// For operators; it is in the audit log. The second time changes nothing. Refusals: REQUIRED, TOO_LONG, NOT_FOUND where no such letter was
// posted in the last 90 days.
func (s *Service) ReturnLetter(ctx context.Context, printed, reason string) (_ *Letter, err error) {
	defer errs.Wrap(&err, "account.ReturnLetter")
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	printed, reason = strings.ToLower(strings.TrimSpace(printed)), strings.TrimSpace(reason)
	var ps errs.Problems
	noteGiven(&ps, printed, "reference")
	noteGiven(&ps, reason, "reason")
	if len([]rune(reason)) > maxReason {
		ps.Add(errs.TooLong, "reason")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var back *Letter
	err = s.db.Tx(viewer.System(ctx, "letter-returned"), func(ctx context.Context, tx *store.Tx) error {
		row, err := postedAs(ctx, tx, printed)
		if err != nil {
			return err
		}
		back = toLetter(row)
		n, err := tx.Letter.Update().Where(entletter.ID(row.ID), entletter.StateEQ(entletter.StatePRINTED)).
			SetState(entletter.StateRETURNED).SetReturnedAt(tx.Now).SetReturnReason(reason).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		now := tx.Now
		back.ReturnedAt, back.Reason = &now, &reason
		if err := s.endings.LetterReturned(ctx, tx, row.ID); err != nil {
			return err
		}
		return s.recordAct(ctx, tx, v, "letter.returned", row.ID, "")
	})
	if err != nil {
		return nil, err
	}
	return back, nil
}

// postedAs finds the letter about a mailbox's end that was posted with a reference.
func postedAs(ctx context.Context, tx *store.Tx, printed string) (*ent.Letter, error) {
	unknown := errs.Refuse(errs.Missing, "reference")
	if len(printed) != len(letter.ReferenceOf(id.New(id.Letter, tx.Now))) {
		return nil, unknown
	}
	row, err := tx.Letter.Query().Where(entletter.PurposeEQ(entletter.PurposeDELETION), func(s *sql.Selector) { s.Where(sql.HasSuffix(s.C(entletter.FieldID), printed)) },
		entletter.StateIn(entletter.StatePRINTED, entletter.StateRETURNED)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	return row, err
}

// EndLetter finds a letter about a mailbox's end, for operators; NOT_FOUND otherwise.
func (s *Service) EndLetter(ctx context.Context, letterID string) (_ *Letter, err error) {
	defer errs.Wrap(&err, "account.EndLetter(%s)", letterID)
	unknown := errs.New(errs.NotFound, "no such letter")
	if _, err := permit.Operator(ctx); err != nil {
		return nil, unknown
	}
	row, err := s.db.Client().Letter.Query().Where(entletter.ID(letterID), entletter.PurposeEQ(entletter.PurposeDELETION)).Only(viewer.System(ctx, "end-letter"))
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	return toLetter(row), nil
}
