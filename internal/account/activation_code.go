package account

import (
	"context"
	"crypto/hmac"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/activation"
	"schalter/internal/checkcode"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// codeEnds is when a code is over whose letter is of a time: with the 30th day after it, as the letter says.
func codeEnds(printed time.Time) time.Time {
	return clock.EndOfDay(printed.In(clock.Berlin).AddDate(0, 0, codeDays))
}

// codeHash binds a code to its activation, which has one address forever, and to the account.
func (s *Service) codeHash(activationID, accountID, secret string) []byte {
	return s.platform.MAC(vault.BlindIndex, "activation-code", activationID, accountID, secret)
}

// Activate proves the postal address by the code of the letter. A slip that the check symbol shows is no try. WRONG_CODE says
// how many tries are left, CODE_VOID that a new letter is needed, EXPIRED that the code is too old, WRONG_STATE that no letter
// is under way. Wrong codes never block the account.
func (s *Service) Activate(ctx context.Context, in AccountActivateInput) (_ *Viewer, err error) {
	defer errs.Wrap(&err, "account.Activate")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var refused error
	err = s.withLockedAccount(ctx, "activate", v.AccountID, func(ctx context.Context, tx *store.Tx, o *opened) error {
		// A wrong code is counted, so the refusal must not undo the transaction.
		refused, err = s.tryCode(ctx, tx, o, in.Code)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return nil, err
	}
	return s.loadViewer(ctx, v.AccountID)
}

// Validate checks the form of the code and its check symbol.
func (in *AccountActivateInput) Validate() error {
	if len(in.Code) > 100 {
		return errs.RefuseText(errs.InvalidValue, "code_malformed", nil, "code")
	}
	if in.Code == "" {
		return errs.Refuse(errs.Required, "code")
	}
	if _, err := checkcode.Parse(in.Code); err != nil {
		return errs.RefuseText(errs.InvalidValue, "code_malformed", nil, "code")
	}
	return nil
}

// tryCode compares a typed code with the newest one. A refusal is no error of the transaction: the try is counted all the same.
func (s *Service) tryCode(ctx context.Context, tx *store.Tx, o *opened, typed string) (refused, err error) {
	secret, err := checkcode.Parse(typed)
	if err != nil {
		return nil, err
	}
	past, err := s.loadAttempts(ctx, tx.Client, o)
	if err != nil {
		return nil, err
	}
	current := past.current()
	switch {
	case current == nil:
		return errs.Refuse(errs.WrongState), nil
	case current.row.State == activation.StateVOID:
		return errs.Refuse(errs.CodeVoid, "code"), nil
	case !tx.Now.Before(current.row.ExpiresAt):
		return errs.RefuseText(errs.Expired, "code_expired", nil, "code"), nil
	case !current.handedOver:
		// Nobody has its code yet, so this one is of an earlier letter, or guessed. Neither is a try.
		return errs.RefuseText(errs.WrongState, "code_not_sent", nil, "code"), nil
	case !hmac.Equal(current.row.CodeHash, s.codeHash(current.row.ID, o.ID, secret)):
		return s.countWrongCode(ctx, tx, current.row)
	}
	// The letter proves nothing about a person who read it before it was posted.
	if read, err := s.couldRead(ctx, tx, o, current.row.ID); err != nil || read {
		if err == nil {
			refused = errs.RefuseText(errs.WrongState, "code_read_by_you", nil, "code")
		}
		return refused, err
	}
	return nil, s.acceptCode(ctx, tx, o, current)
}

func (s *Service) countWrongCode(ctx context.Context, tx *store.Tx, row *ent.Activation) (refused, err error) {
	left := row.AttemptsLeft - 1
	update := tx.Activation.UpdateOne(row).SetAttemptsLeft(left)
	if left > 0 {
		return errs.RefuseText(errs.WrongCode, "wrong_code", []any{left}, "code"), update.Exec(ctx)
	}
	if err := s.discardLetters(ctx, tx, row.AccountID); err != nil {
		return nil, err
	}
	return errs.Refuse(errs.CodeVoid, "code"), update.SetState(activation.StateVOID).Exec(ctx)
}

// acceptCode raises the trust in the account: the address of the letter is proven.
func (s *Service) acceptCode(ctx context.Context, tx *store.Tx, o *opened, current *attempt) error {
	if err := tx.Activation.UpdateOne(current.row).SetState(activation.StateUSED).Exec(ctx); err != nil {
		return err
	}
	o.TrustLevel = account.TrustLevelPOSTAL
	noteTrust(ctx, tx, o)
	o.profile.Address = &current.address
	if err := saveProfile(ctx, tx, o); err != nil {
		return err
	}
	if err := s.discardLetters(ctx, tx, o.ID); err != nil {
		return err
	}
	return s.mailer.AccountActive(ctx, tx, o.ID)
}
