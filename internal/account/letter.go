package account

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/activation"
	entletter "schalter/ent/letter"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// letterKept is how long a printed letter, which holds a code, is kept.
const letterKept = 7 * 24 * time.Hour

// sealedLetter is the content of a letter's row.
type sealedLetter struct {
	Address postal.Address `json:"address"`
	Code    string         `json:"code"`
	PDF     []byte         `json:"pdf,omitempty"`
}

func letterAAD(letterID string) string { return "letter|" + letterID }

func (s *Service) box(ctx context.Context, letterID string, l sealedLetter) (vault.Box, error) {
	plain, err := json.Marshal(l)
	if err != nil {
		return vault.Box{}, err
	}
	return s.vault.Box(ctx, letterAAD(letterID), plain)
}

func (s *Service) unbox(ctx context.Context, row *ent.Letter) (l sealedLetter, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	plain, err := s.vault.Unbox(ctx, letterAAD(row.ID), box)
	if err != nil {
		return l, err
	}
	return l, json.Unmarshal(plain, &l)
}

// queueLetter writes down what is to be printed; the printing is a job.
func (s *Service) queueLetter(ctx context.Context, tx *store.Tx, o *opened, activationID string, l sealedLetter) error {
	letterID := id.New(id.Letter, tx.Now)
	box, err := s.box(ctx, letterID, l)
	if err != nil {
		return err
	}
	err = tx.Letter.Create().SetID(letterID).SetAccountID(o.ID).SetActivationID(activationID).SetState(entletter.StateQUEUED).
		SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetCreatedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	return job.Enqueue(ctx, tx, jobPrintLetter, letterID, tx.Now, "")
}

// discardLetters takes letters back that were not printed yet: their code is void.
func discardLetters(ctx context.Context, tx *store.Tx, accountID string) error {
	_, err := tx.Letter.Delete().Where(entletter.AccountID(accountID), entletter.StateEQ(entletter.StateQUEUED)).Exec(ctx)
	return err
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
	box, err := s.printed(ctx, row)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := s.lock(ctx, tx, row.AccountID); err != nil {
			return err
		}
		n, err := tx.Letter.Update().Where(entletter.ID(letterID), entletter.StateEQ(entletter.StateQUEUED)).
			SetState(entletter.StatePRINTED).SetPrintedAt(tx.Now).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		return s.announceLetter(ctx, tx, row)
	})
}

func (s *Service) printed(ctx context.Context, row *ent.Letter) (vault.Box, error) {
	l, err := s.unbox(ctx, row)
	if err != nil {
		return vault.Box{}, err
	}
	o, err := s.open(ctx, s.db.Client(), row.AccountID)
	if err != nil {
		return vault.Box{}, err
	}
	a, err := s.db.Client().Activation.Get(ctx, row.ActivationID)
	if err != nil {
		return vault.Box{}, err
	}
	l.PDF, err = s.printer.ActivationLetter(ctx, ActivationLetter{
		Address: l.Address, Locale: Locale(o.Locale), Code: l.Code, Date: row.CreatedAt, ExpiresAt: a.ExpiresAt,
		Reference: reference(row.ID),
	})
	if err != nil {
		return vault.Box{}, fmt.Errorf("print: %w", err)
	}
	return s.box(ctx, row.ID, l)
}

// reference is what is printed of a letter's id: its random end.
func reference(letterID string) string {
	const shown = 8
	return strings.ToUpper(letterID[len(letterID)-shown:])
}

func (s *Service) announceLetter(ctx context.Context, tx *store.Tx, row *ent.Letter) error {
	a, err := tx.Activation.Get(ctx, row.ActivationID)
	if err != nil {
		return err
	}
	if err := tx.Activation.UpdateOne(a).SetLetterPrintedAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	if a.State != activation.StateLIVE {
		return nil
	}
	from, to := expected(a.LetterQueuedAt, a.Abroad)
	return s.mailer.LetterOnItsWay(ctx, tx, row.AccountID, from, to)
}
