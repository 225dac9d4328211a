package account

import (
	"context"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/activation"
	entletter "schalter/ent/letter"
	"schalter/ent/predicate"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/letter"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// letterKept is how long a printed letter, which holds a code, is kept.
const letterKept = 7 * 24 * time.Hour

// sealedLetter is the content of a letter's row: all that its print depends on, so that it prints the same as often as it is
// asked for.
type sealedLetter struct {
	Address postal.Address `json:"address"`
	Code    string         `json:"code"`
	Locale  Locale         `json:"locale,omitempty"`
	// Contact is whom a letter to an authority speaks to.
	Contact string `json:"contact,omitempty"`
	// Mailbox is the reference of the one of whose end it warns; such a letter has no code.
	Mailbox string `json:"mailbox,omitempty"`
	// LastActivity is when something last happened in that mailbox; letters of before did not name it.
	LastActivity time.Time `json:"lastActivity,omitzero"`
	PDF          []byte    `json:"pdf,omitempty"`
}

// printable is what the printer is given for a letter of a day; its code, if it has one, is good for 30 days from then at least.
func (l sealedLetter) printable(row *ent.Letter, on time.Time) CodeLetter {
	return CodeLetter{
		Connect: row.Purpose == entletter.PurposeCONNECT, Contact: l.Contact, Mailbox: l.Mailbox, LastActivity: l.LastActivity, Address: l.Address, Locale: l.Locale, Code: l.Code,
		Date: on, ExpiresAt: codeEnds(on), Reference: letter.ReferenceOf(row.ID),
	}
}

func letterAAD(letterID string) string { return "letter|" + letterID }

func (s *Service) sealLetter(ctx context.Context, letterID string, l sealedLetter) (vault.Box, error) {
	return s.vault.BoxJSON(ctx, letterAAD(letterID), l)
}

func (s *Service) openLetter(ctx context.Context, row *ent.Letter) (l sealedLetter, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return l, s.vault.UnboxJSON(ctx, letterAAD(row.ID), box, &l)
}

// queueLetter queues the letter of an activation. It waits for a batch, or is printed by a job.
func (s *Service) queueLetter(ctx context.Context, tx *store.Tx, o *opened, activationID string, l sealedLetter) error {
	l.Locale = Locale(o.Locale)
	_, err := s.insertLetter(ctx, tx, l, func(create *ent.LetterCreate) {
		create.SetPurpose(entletter.PurposeACTIVATION).SetAccountID(o.ID).SetActivationID(activationID)
	})
	return err
}

// QueueConnectLetter queues the letter that brings an authority the code of its connect request. It returns when the code is over
// unless the letter was printed before; then Options.ConnectPrinted says the time.
func (s *Service) QueueConnectLetter(ctx context.Context, tx *store.Tx, requestID string, to postal.Address, contact, secret string) (ends time.Time, err error) {
	defer errs.Wrap(&err, "account.QueueConnectLetter(%s)", requestID)
	_, err = s.insertLetter(ctx, tx, sealedLetter{Address: to, Code: secret, Locale: German, Contact: contact}, func(create *ent.LetterCreate) {
		create.SetPurpose(entletter.PurposeCONNECT).SetRequestID(requestID)
	})
	return unprintedEnd(tx.Now), err
}

// CheckAddress returns why no letter can bear an address, its field relative to the address; nil when one can.
func (s *Service) CheckAddress(a postal.Address) *errs.Problem { return s.printer.CheckAddress(a) }

// insertLetter writes the row of a letter, sealed under a key of its own; about adds what it is for.
func (s *Service) insertLetter(ctx context.Context, tx *store.Tx, l sealedLetter, about func(*ent.LetterCreate)) (letterID string, err error) {
	letterID = id.New(id.Letter, tx.Now)
	box, err := s.sealLetter(ctx, letterID, l)
	if err != nil {
		return "", err
	}
	create := tx.Letter.Create().SetID(letterID).SetState(entletter.StateQUEUED).
		SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetCreatedAt(tx.Now)
	about(create)
	if err := create.Exec(ctx); err != nil || s.batches {
		return letterID, err
	}
	return letterID, job.Enqueue(ctx, tx, jobPrintLetter, letterID, tx.Now, "")
}

// discardLetters takes letters back that were not printed yet: their code is void.
func (s *Service) discardLetters(ctx context.Context, tx *store.Tx, accountID string) error {
	return s.discardWhere(ctx, tx, entletter.And(entletter.AccountID(accountID), entletter.PurposeEQ(entletter.PurposeACTIVATION)))
}

// discardWhere deletes letters that wait, and ends those of batches that are not reported as printed.
func (s *Service) discardWhere(ctx context.Context, tx *store.Tx, which predicate.Letter) error {
	if _, err := tx.Letter.Delete().Where(which, entletter.StateEQ(entletter.StateQUEUED)).Exec(ctx); err != nil {
		return err
	}
	rows, err := tx.Letter.Query().Where(which, entletter.StateEQ(entletter.StateBATCHED)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := s.endUnprinted(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}

// DiscardConnectLetters takes the letters of a connect request back that were not reported as printed yet: their code is void.
func (s *Service) DiscardConnectLetters(ctx context.Context, tx *store.Tx, requestID string) error {
	return s.discardWhere(ctx, tx, entletter.RequestID(requestID))
}

// LetterWaits reports whether the letter of a connect request is neither printed nor fetched for printing: until then nobody has its
// code. One that is gone was handed over. The context must be the platform's own.
func (s *Service) LetterWaits(ctx context.Context, tx *store.Tx, requestID string) (_ bool, err error) {
	defer errs.Wrap(&err, "account.LetterWaits(%s)", requestID)
	waits, err := tx.Letter.Query().Where(entletter.RequestID(requestID), entletter.StateIn(entletter.StateQUEUED, entletter.StateBATCHED)).Exist(ctx)
	if err != nil || !waits {
		return false, err
	}
	readers, err := s.Readers(ctx, tx, requestID)
	return len(readers) == 0, err
}

// printLetter makes the PDF of a letter that waits, and tells the person that it is on its way. A letter that is not there
// any more was taken back.
func (s *Service) printLetter(ctx context.Context, letterID string) (err error) {
	defer errs.Wrap(&err, "account.printLetter(%s)", letterID)
	row, err := s.db.Client().Letter.Get(ctx, letterID)
	if ent.IsNotFound(err) || err == nil && row.State != entletter.StateQUEUED {
		return nil
	}
	if err != nil {
		return err
	}
	now := s.db.Clock().Now()
	if !row.CreatedAt.After(now.Add(-printWait)) {
		return s.endLetter(ctx, row)
	}
	box, err := s.printPDF(ctx, row, now)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.lockOwner(ctx, tx, row); err != nil {
			return err
		}
		if err := s.dropUnwanted(ctx, tx, []*ent.Letter{row}); err != nil {
			return err
		}
		n, err := tx.Letter.Update().Where(entletter.ID(letterID), entletter.StateEQ(entletter.StateQUEUED)).
			SetState(entletter.StatePRINTED).SetPrintedAt(tx.Now).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		return s.letterPrinted(ctx, tx, row, tx.Now)
	})
}

// lockOwner makes changes of the letter's account follow each other; a letter to an authority has none, and one about a mailbox's end
// changes nothing of it.
func (s *Service) lockOwner(ctx context.Context, tx *store.Tx, row *ent.Letter) error {
	if row.Purpose != entletter.PurposeACTIVATION {
		return nil
	}
	_, err := s.lock(ctx, tx, row.AccountID)
	return err
}

// printPDF is the sealed content of a letter with its PDF as of a day.
func (s *Service) printPDF(ctx context.Context, row *ent.Letter, on time.Time) (vault.Box, error) {
	l, err := s.openLetter(ctx, row)
	if err != nil {
		return vault.Box{}, err
	}
	if l.PDF, err = s.printer.Letter(ctx, l.printable(row, on)); err != nil {
		return vault.Box{}, fmt.Errorf("print: %w", err)
	}
	return s.sealLetter(ctx, row.ID, l)
}

// letterPrinted begins the life of the code, with the time at which its letter was printed, and tells the person that the letter is
// on its way.
func (s *Service) letterPrinted(ctx context.Context, tx *store.Tx, row *ent.Letter, at time.Time) error {
	switch row.Purpose {
	case entletter.PurposeCONNECT:
		return s.connectPrinted(ctx, tx, row.RequestID, codeEnds(at))
	case entletter.PurposeDELETION:
		return s.endings.LetterPosted(ctx, tx, row.ID, at)
	}
	a, err := tx.Activation.Get(ctx, row.ActivationID)
	if err != nil {
		return err
	}
	update := tx.Activation.UpdateOne(a).SetLetterPrintedAt(at)
	if a.State == activation.StateLIVE {
		update.SetExpiresAt(codeEnds(at))
	}
	if err := update.Exec(ctx); err != nil || a.State != activation.StateLIVE {
		return err
	}
	from, to := expectedArrival(at, a.Abroad)
	return s.mailer.LetterOnItsWay(ctx, tx, row.AccountID, from, to)
}
