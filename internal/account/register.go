package account

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/identity"
	"schalter/ent/linktoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Validate checks the input and brings names to NFC.
func (in *AccountRegisterInput) Validate() error {
	var ps errs.Problems
	noteEmail(&ps, &in.Email, "email")
	noteName(&ps, &in.GivenName, "givenName")
	noteName(&ps, &in.FamilyName, "familyName")
	noteLocale(&ps, in.Locale, "locale")
	if in.TermsVersion == "" {
		ps.Add(errs.Required, "termsVersion")
	}
	in.StartPlan.note(&ps, "startPlan")
	return ps.Err()
}

// Register starts a registration and has a link mailed. It answers alike, after like work, for an address without an
// account, with one that waits for its link (which gets the link again and the new name), and with an active one (whose
// holder is told). It fails with RATE_LIMITED when one network registers too often.
func (s *Service) Register(ctx context.Context, in AccountRegisterInput, from Client) (err error) {
	defer errs.Wrap(&err, "account.Register")
	if err := in.Validate(); err != nil {
		return err
	}
	if in.TermsVersion != s.terms {
		return errs.RefuseText(errs.Stale, "terms_version", nil, "termsVersion")
	}
	ctx = viewer.System(ctx, "register")
	r, err := s.seal(ctx, in)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		ok, err := s.within(ctx, tx, s.limits.RegistrationsPerNetwork, time.Hour, "register-network", from.network())
		if err != nil || !ok {
			return orTooMany(err)
		}
		// The counter's row also makes registrations of one address follow each other.
		mayMail, err := s.within(ctx, tx, s.limits.MailsPerAddress, 24*time.Hour, "link-mail", foldEmail(in.Email))
		if err != nil {
			return err
		}
		accountID, err := s.writeDown(ctx, tx, r)
		if err != nil {
			return err
		}
		return s.enqueueMail(ctx, tx, jobRegistrationMail, accountID, mayMail)
	})
}

func orTooMany(err error) error {
	if err == nil {
		return errTooMany
	}
	return err
}

// registration is an input with the sealed form that a new account would have. It is sealed in any case.
type registration struct {
	AccountRegisterInput
	accountID string
	wrapped   vault.Wrapped
	sealed    []byte
}

func (s *Service) seal(ctx context.Context, in AccountRegisterInput) (r registration, err error) {
	r = registration{AccountRegisterInput: in, accountID: id.New(id.Account, s.db.Clock().Now())}
	existing, err := s.byEmail(ctx, s.db.Client(), in.Email)
	if err != nil {
		return r, err
	}
	if existing != nil {
		r.accountID = existing.ID
	}
	var key vault.Key
	if key, r.wrapped, err = s.vault.NewKey(ctx, keyAAD(r.accountID)); err != nil {
		return r, err
	}
	r.sealed, err = sealProfile(key, r.accountID, profile{
		Email: in.Email, GivenName: in.GivenName, FamilyName: in.FamilyName, StartPlan: in.StartPlan.plan(),
	})
	return r, err
}

// writeDown writes a new account, the new name of one that waits for its link, or nothing new for any other.
func (s *Service) writeDown(ctx context.Context, tx *store.Tx, r registration) (accountID string, err error) {
	existing, err := s.byEmail(ctx, tx.Client, r.Email)
	switch {
	case err != nil:
		return "", err
	case existing == nil:
		return r.accountID, s.create(ctx, tx, r)
	case existing.State != account.StateEMAIL_PENDING || existing.ID != r.accountID:
		_, err := tx.Exec(ctx, `UPDATE account SET version = version + 1 WHERE id = ?`, existing.ID)
		return existing.ID, err
	}
	// The link may have been followed since it was read: then the account is its owner's and stays as it is.
	return existing.ID, tx.Account.Update().Where(account.ID(existing.ID), account.StateEQ(account.StateEMAIL_PENDING)).SetSealedProfile(r.sealed).SetKekID(r.wrapped.KEK).
		SetWrappedKey(r.wrapped.Blob).SetLocale(account.Locale(r.Locale)).SetTermsVersion(r.TermsVersion).AddVersion(1).Exec(ctx)
}

func (s *Service) create(ctx context.Context, tx *store.Tx, r registration) error {
	return tx.Account.Create().SetID(r.accountID).SetEmailIndex(s.emailIndex(r.Email)).SetSealedProfile(r.sealed).
		SetState(account.StateEMAIL_PENDING).SetTrustLevel(account.TrustLevelNONE).SetLocale(account.Locale(r.Locale)).
		SetTermsVersion(r.TermsVersion).SetCreatedAt(tx.Now).SetKekID(r.wrapped.KEK).SetWrappedKey(r.wrapped.Blob).Exec(ctx)
}

// enqueueMail has a mail with a link written after the commit. When none may be written a job without effect is queued, so
// that the work is the same.
func (s *Service) enqueueMail(ctx context.Context, tx *store.Tx, kind job.Kind, accountID string, may bool) error {
	if accountID == "" || !may {
		accountID = id.New(id.Account, tx.Now)
	}
	return job.Enqueue(ctx, tx, kind, accountID, tx.Now, "")
}

func (s *Service) mailRegistration(ctx context.Context, accountID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Account.Get(ctx, accountID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		switch row.State {
		case account.StateEMAIL_PENDING:
			return s.mailEmailLink(ctx, tx, accountID)
		case account.StateACTIVE:
			return s.mailer.AlreadyRegistered(ctx, tx, accountID)
		}
		return nil
	})
}

func (s *Service) mailEmailLink(ctx context.Context, tx *store.Tx, accountID string) error {
	again, err := tx.LinkToken.Query().Where(linktoken.AccountID(accountID), linktoken.PurposeEQ(linktoken.PurposeEMAIL_CONFIRM)).Exist(ctx)
	if err != nil {
		return err
	}
	token, err := issueLink(ctx, tx, linktoken.PurposeEMAIL_CONFIRM, accountID)
	if err != nil {
		return err
	}
	return s.mailer.EmailLink(ctx, tx, accountID, token, again)
}

// Validate checks that both are given.
func (in *EmailConfirmInput) Validate() error {
	var ps errs.Problems
	noteGiven(&ps, in.Token, "token")
	noteGiven(&ps, in.Password, "password")
	return ps.Err()
}

// ConfirmEmail proves the e-mail address by the link's token, sets the password, which no one could before, and signs in.
func (s *Service) ConfirmEmail(ctx context.Context, in EmailConfirmInput, from Client) (_ *SignedIn, err error) {
	defer errs.Wrap(&err, "account.ConfirmEmail")
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = viewer.System(ctx, "email-confirm")
	accountID, secret, err := s.redeemable(ctx, linktoken.PurposeEMAIL_CONFIRM, in.Token, in.Password)
	if err != nil {
		return nil, err
	}
	var signed *SignedIn
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, accountID)
		if err != nil {
			return err
		}
		if err := useLink(ctx, tx, linktoken.PurposeEMAIL_CONFIRM, in.Token); err != nil {
			return err
		}
		if o.State != account.StateEMAIL_PENDING {
			return errs.RefuseText(errs.Expired, "link_used", nil, "token")
		}
		if err := setPassword(ctx, tx, accountID, secret); err != nil {
			return err
		}
		err = tx.Account.UpdateOneID(accountID).SetState(account.StateACTIVE).SetTrustLevel(account.TrustLevelEMAIL).
			SetEmailProvenAt(tx.Now).Exec(ctx)
		if err != nil {
			return err
		}
		if err := s.succeeded(ctx, tx, o.profile.Email, from); err != nil {
			return err
		}
		signed, err = s.openSession(ctx, tx, o, from)
		return err
	})
	if err != nil {
		return nil, err
	}
	signed.Viewer, err = s.view(ctx, accountID)
	return signed, err
}

// redeemable checks a link and the password that is to be set by it, and hashes the password outside of the transaction.
func (s *Service) redeemable(ctx context.Context, purpose linktoken.Purpose, token, password string) (accountID, secret string, err error) {
	accountID, err = findLink(ctx, s.db.Client(), purpose, token, s.db.Clock().Now())
	if err != nil {
		return "", "", err
	}
	o, err := s.open(ctx, s.db.Client(), accountID)
	if err != nil {
		return "", "", err
	}
	if err := checkPassword(password, o.profile, "password"); err != nil {
		return "", "", err
	}
	secret, err = s.hashNew(ctx, password)
	return accountID, secret, err
}

func (s *Service) hashNew(ctx context.Context, password string) (string, error) {
	leave, err := s.hasher.place()
	if err != nil {
		return "", err
	}
	defer leave()
	return s.hasher.hash(ctx, password)
}

// setPassword makes secret the only password of the account, which must be locked.
func setPassword(ctx context.Context, tx *store.Tx, accountID, secret string) error {
	n, err := tx.Identity.Update().Where(identity.AccountID(accountID), identity.KindEQ(identity.KindPASSWORD)).
		SetSecret(secret).SetChangedAt(tx.Now).Save(ctx)
	if err != nil || n > 0 {
		return err
	}
	return tx.Identity.Create().SetAccountID(accountID).SetKind(identity.KindPASSWORD).SetSecret(secret).
		SetChangedAt(tx.Now).Exec(ctx)
}
