package account

import (
	"context"
	"crypto/rand"
	"time"

	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/permit"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	codeDays     = 30
	codeAttempts = 5
	// At most lettersMax letters are handed over within letterWindow; then an operator can grant another one.
	lettersMax   = 3
	letterWindow = 90 * 24 * time.Hour
)

// SetPostalAddress gives or changes the address and queues a letter with a new code; earlier codes are void and trust falls
// back to EMAIL. Giving the proven address once more changes nothing. LETTER_LIMIT says when the next letter can go.
func (s *Service) SetPostalAddress(ctx context.Context, in PostalAddressSetInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.SetPostalAddress")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	err = s.withLockedAccount(ctx, "postal-address", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		address := in.Address.of(o.profile)
		if err := s.checkPrintable(address); err != nil {
			return err
		}
		if o.profile.Address != nil && sameAddress(*o.profile.Address, address) {
			return nil
		}
		return s.orderLetter(ctx, tx, o, address)
	})
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// checkPrintable refuses an address that no letter can bear.
func (s *Service) checkPrintable(address postal.Address) error {
	p := s.printer.CheckAddress(address)
	if p == nil {
		return nil
	}
	p.Field = append([]string{"address"}, p.Field...)
	return &errs.Refusal{Problems: []errs.Problem{*p}}
}

// ReviewAddress returns an address of the signed-in account as a letter would bear it, or why it is refused: what SetPostalAddress
// says, without ordering a letter.
func (s *Service) ReviewAddress(ctx context.Context, in PostalAddressInput) (_ *postal.Address, err error) {
	defer errs.Wrap(&err, "account.ReviewAddress")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	me, err := s.Person(ctx, v.AccountID)
	if err != nil {
		return nil, err
	}
	address, err := in.To(me.Name())
	if err != nil {
		return nil, err
	}
	return address, s.checkPrintable(*address)
}

// ReissueLetter orders a new letter with a new code to the address given last; earlier codes are void. WRONG_STATE when no
// address was given or it is proven already, LETTER_LIMIT when too many letters went out.
func (s *Service) ReissueLetter(ctx context.Context, _ ActivationLetterReissueInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.ReissueLetter")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	err = s.withLockedAccount(ctx, "letter-reissue", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		past, err := s.loadAttempts(ctx, tx.Client, o)
		if err != nil {
			return err
		}
		if len(past) == 0 || o.TrustLevel == account.TrustLevelPOSTAL {
			return errs.Refuse(errs.WrongState)
		}
		address := past[0].address
		address.Recipient = fullName(o.profile.GivenName, o.profile.FamilyName)
		return s.orderLetter(ctx, tx, o, address)
	})
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// withLockedAccount runs fn over the locked account.
func (s *Service) withLockedAccount(ctx context.Context, reason, accountID string, fn func(context.Context, *store.Tx, *opened) error) error {
	return s.db.Tx(viewer.System(ctx, reason), func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, accountID)
		if err != nil {
			return err
		}
		return fn(ctx, tx, o)
	})
}

// orderLetter makes a new code for an address and queues its letter.
func (s *Service) orderLetter(ctx context.Context, tx *store.Tx, o *opened, address postal.Address) error {
	past, err := s.loadAttempts(ctx, tx.Client, o)
	if err != nil {
		return err
	}
	if next := past.nextAt(tx.Now); next != nil {
		return errs.RefuseText(errs.LetterLimit, "letter_limit", []any{*next})
	}
	if err := s.resetTrust(ctx, tx, o, activation.StateREPLACED); err != nil {
		return err
	}
	if err := past.forgetUnsent(ctx, tx); err != nil {
		return err
	}
	activationID, secret := id.New(id.Activation, tx.Now), checkcode.New(rand.Reader)
	sealed, err := o.key.SealJSON(addressAAD(activationID), address)
	if err != nil {
		return err
	}
	err = tx.Activation.Create().SetID(activationID).SetAccountID(o.ID).SetState(activation.StateLIVE).SetSealedAddress(sealed).
		SetCodeHash(s.codeHash(activationID, o.ID, secret)).SetAttemptsLeft(codeAttempts).SetAbroad(address.Country != home).
		SetLetterQueuedAt(tx.Now).SetExpiresAt(unprintedEnd(tx.Now)).Exec(ctx)
	if err != nil {
		return err
	}
	// Of earlier letters only the days count, for the limit; where they went is nobody's matter any more.
	err = tx.Activation.Update().Where(activation.AccountID(o.ID), activation.IDNEQ(activationID)).SetSealedAddress([]byte{}).Exec(ctx)
	if err != nil {
		return err
	}
	return s.queueLetter(ctx, tx, o, activationID, sealedLetter{Address: address, Code: secret})
}

// resetTrust makes a live code void and lets trust fall back: what the next letter proves is name and address together.
func (s *Service) resetTrust(ctx context.Context, tx *store.Tx, o *opened, became activation.State) error {
	err := tx.Activation.Update().Where(activation.AccountID(o.ID), activation.StateEQ(activation.StateLIVE)).
		SetState(became).SetAttemptsLeft(0).Exec(ctx)
	if err != nil {
		return err
	}
	if err := s.discardLetters(ctx, tx, o.ID); err != nil {
		return err
	}
	if o.TrustLevel == account.TrustLevelPOSTAL {
		o.TrustLevel = account.TrustLevelEMAIL
		noteTrust(ctx, tx, o)
	}
	o.profile.Address = nil
	return saveProfile(ctx, tx, o)
}

// saveProfile writes what was changed in an opened account.
func saveProfile(ctx context.Context, tx *store.Tx, o *opened) error {
	sealed, err := sealProfile(o.key, o.ID, o.profile)
	if err != nil {
		return err
	}
	err = tx.Account.UpdateOneID(o.ID).SetSealedProfile(sealed).SetTrustLevel(o.TrustLevel).SetLocale(o.Locale).
		SetNewMessageMail(o.NewMessageMail).SetSingleKeyShortcuts(o.SingleKeyShortcuts).Exec(ctx)
	if err != nil {
		return err
	}
	// What the profile said before must not open any more.
	return renewSoon(ctx, tx, o.ID)
}

func addressAAD(activationID string) string { return "activation|" + activationID + "|address" }
