package account

import (
	"context"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/identity"
	"schalter/ent/linktoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Validate checks the input and brings names to NFC.
func (in *AccountRegisterInput) Validate() error {
	var ps errs.Problems
	mail.NoteTyped(&ps, &in.Email, "email")
	noteNames(&ps, &in.GivenName, &in.FamilyName)
	noteLocale(&ps, in.Locale, "locale")
	if in.TermsVersion == "" {
		ps.Add(errs.Required, "termsVersion")
	}
	in.StartPlan.addProblems(&ps, "startPlan")
	return ps.Err()
}

// Register starts a registration and has a link mailed. Each registration has its own link, and what was typed with it lies
// sealed there: it counts when that link is opened, whatever others type for the same address. Register answers alike, after like
// work, for an address without an account, with one that waits for its link, and with an active one (whose holder is told). It
// fails with RATE_LIMITED when one network registers too often.
func (s *Service) Register(ctx context.Context, in AccountRegisterInput, from Client) (err error) {
	defer errs.Wrap(&err, "account.Register")
	if err := in.Validate(); err != nil {
		return err
	}
	if in.TermsVersion != s.terms {
		return errs.RefuseText(errs.Stale, "terms_version", nil, "termsVersion")
	}
	return s.db.Tx(viewer.System(ctx, "register"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.countAndCheckNetworks(ctx, tx, s.limits.RegistrationsPerNetwork, "register-network", from); err != nil {
			return err
		}
		// The counters' rows also make registrations of one address follow each other.
		may, err := s.countLinkRequest(ctx, tx, in.Email, from)
		if err != nil {
			return err
		}
		o, err := s.accountFor(ctx, tx, in)
		if err != nil {
			return err
		}
		subject := o.ID
		if o.State == account.StateEMAIL_PENDING && may == mayMail {
			if subject, err = s.insertRegistration(ctx, tx, o, in); err != nil {
				return err
			}
		}
		return s.enqueueMail(ctx, tx, jobRegistrationMail, subject, o.ID, may)
	})
}

// pending is what was typed with one registration. Secret is the link's, until it is mailed.
type pending struct {
	Email        string     `json:"email"`
	GivenName    string     `json:"givenName"`
	FamilyName   string     `json:"familyName"`
	Locale       Locale     `json:"locale"`
	TermsVersion string     `json:"termsVersion"`
	StartPlan    *StartPlan `json:"startPlan,omitempty"`
	Secret       string     `json:"secret,omitempty"`
}

func pendingAAD(tokenID string) string { return "link|" + tokenID + "|registration" }

// accountFor is the account of the address, locked, or a new one that knows nothing but the address.
func (s *Service) accountFor(ctx context.Context, tx *store.Tx, in AccountRegisterInput) (*opened, error) {
	existing, err := s.byEmail(ctx, tx.Client, in.Email)
	if err != nil {
		return nil, err
	}
	if existing != nil {
		return s.lock(ctx, tx, existing.ID)
	}
	accountID := id.New(id.Account, tx.Now)
	key, wrapped, err := s.vault.NewKey(ctx, keyAAD(accountID))
	if err != nil {
		return nil, err
	}
	sealed, err := sealProfile(key, accountID, profile{Email: in.Email})
	if err != nil {
		return nil, err
	}
	err = tx.Account.Create().SetID(accountID).SetEmailIndex(s.emailIndex(in.Email)).SetSealedProfile(sealed).
		SetState(account.StateEMAIL_PENDING).SetTrustLevel(account.TrustLevelNONE).SetLocale(account.Locale(in.Locale)).
		SetTermsVersion(in.TermsVersion).SetCreatedAt(tx.Now).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).Exec(ctx)
	if err != nil {
		return nil, err
	}
	return s.open(ctx, tx.Client, accountID)
}

// insertRegistration stores a registration in the row of its link, which is mailed afterwards.
func (s *Service) insertRegistration(ctx context.Context, tx *store.Tx, o *opened, in AccountRegisterInput) (tokenID string, err error) {
	token, hash, err := newToken()
	if err != nil {
		return "", err
	}
	tokenID = id.New(id.Token, tx.Now)
	sealed, err := sealPending(o.key, tokenID, pending{
		Email: in.Email, GivenName: in.GivenName, FamilyName: in.FamilyName, Locale: in.Locale, TermsVersion: in.TermsVersion,
		StartPlan: in.StartPlan.plan(), Secret: token,
	})
	if err != nil {
		return "", err
	}
	return tokenID, tx.LinkToken.Create().SetID(tokenID).SetTokenHash(hash).SetPurpose(linktoken.PurposeEMAIL_CONFIRM).SetAccountID(o.ID).
		SetSealed(sealed).SetCreatedAt(tx.Now).SetExpiresAt(tx.Now.Add(linkLife)).Exec(ctx)
}

func sealPending(key vault.Key, tokenID string, p pending) ([]byte, error) {
	return key.SealJSON(pendingAAD(tokenID), p)
}

// pendingOf opens the registration of a link; nil for a link of before each had its own.
func (o *opened) pendingOf(link *ent.LinkToken) (*pending, error) {
	if len(link.Sealed) == 0 {
		return nil, nil
	}
	p := &pending{}
	if err := o.key.OpenJSON(pendingAAD(link.ID), link.Sealed, p); err != nil {
		return nil, err
	}
	return p, nil
}

// enqueueMail has a mail written about subject after the commit, or one that warns the account. When none may be written, or
// there is no account, a job without effect is queued, so that the work is the same.
func (s *Service) enqueueMail(ctx context.Context, tx *store.Tx, kind job.Kind, subject, accountID string, may mailPermission) error {
	switch {
	case accountID == "" || may == mayNot:
		subject = id.New(id.Account, tx.Now)
	case may == mayWarn:
		kind, subject = jobWarningMail, accountID
	}
	return job.Enqueue(ctx, tx, kind, subject, tx.Now, "")
}

// mailRegistration mails the link of a registration, or tells the holder of an account that somebody tried to register.
func (s *Service) mailRegistration(ctx context.Context, subject string) error {
	if id.Is(id.Token, subject) {
		return s.mailLink(ctx, subject)
	}
	return s.mailTo(ctx, subject, func(ctx context.Context, tx *store.Tx, o *opened, asked Asked) error {
		switch {
		case o.State == account.StateACTIVE:
			return s.mailer.AlreadyRegistered(ctx, tx, o.ID, asked)
		case o.State == account.StateEMAIL_PENDING && o.profile.FamilyName != "":
			// It was made before registrations had links of their own.
			token, err := issueLink(ctx, tx, linktoken.PurposeEMAIL_CONFIRM, o.ID)
			if err != nil {
				return err
			}
			return s.mailer.EmailLink(ctx, tx, o.ID, o.profile.Email, string(o.Locale), token, true, asked)
		}
		return nil
	})
}

// mailLink mails the secret of a link, once: after that nobody here knows it any more.
func (s *Service) mailLink(ctx context.Context, tokenID string) error {
	row, err := s.db.Client().LinkToken.Get(ctx, tokenID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.mailTo(ctx, row.AccountID, func(ctx context.Context, tx *store.Tx, o *opened, asked Asked) error {
		link, err := tx.LinkToken.Get(ctx, tokenID)
		if err != nil {
			return err
		}
		p, err := o.pendingOf(link)
		if err != nil || p == nil || p.Secret == "" || o.State != account.StateEMAIL_PENDING {
			return err
		}
		again, err := tx.LinkToken.Query().Where(linktoken.AccountID(o.ID), linktoken.PurposeEQ(linktoken.PurposeEMAIL_CONFIRM), linktoken.IDNEQ(tokenID)).Exist(ctx)
		if err != nil {
			return err
		}
		if err := s.mailer.EmailLink(ctx, tx, o.ID, p.Email, string(p.Locale), p.Secret, again, asked); err != nil {
			return err
		}
		p.Secret = ""
		sealed, err := sealPending(o.key, tokenID, *p)
		if err != nil {
			return err
		}
		return tx.LinkToken.UpdateOneID(tokenID).SetSealed(sealed).Exec(ctx)
	})
}

// Validate checks that both are given.
func (in *EmailConfirmInput) Validate() error {
	var ps errs.Problems
	noteGiven(&ps, in.Token, "token")
	noteGiven(&ps, in.Password, "password")
	return ps.Err()
}

// ConfirmEmail proves the e-mail address by the link's token, makes the account what was typed with the link's registration, sets
// the password, which no one could before, and signs in. Other registrations with the address end.
func (s *Service) ConfirmEmail(ctx context.Context, in EmailConfirmInput, from Client) (_ *SignedIn, err error) {
	defer errs.Wrap(&err, "account.ConfirmEmail")
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = viewer.System(ctx, "email-confirm")
	accountID, signed, err := s.confirmEmail(ctx, in, from)
	noteFirstSignIn(ctx, accountID, signed, err)
	if err != nil {
		return nil, err
	}
	signed.Viewer, err = s.loadViewer(ctx, accountID)
	return signed, err
}

func (s *Service) confirmEmail(ctx context.Context, in EmailConfirmInput, from Client) (accountID string, signed *SignedIn, err error) {
	accountID, secret, err := s.checkLinkAndHash(ctx, linktoken.PurposeEMAIL_CONFIRM, in.Token, in.Password)
	if err != nil {
		return accountID, nil, err
	}
	err = s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		o, err := s.lock(ctx, tx, accountID)
		if err != nil {
			return err
		}
		link, err := useLink(ctx, tx, linktoken.PurposeEMAIL_CONFIRM, in.Token)
		if err != nil {
			return err
		}
		if o.State != account.StateEMAIL_PENDING {
			return errs.RefuseText(errs.Expired, "link_used", nil, "token")
		}
		if err := setPassword(ctx, tx, accountID, secret); err != nil {
			return err
		}
		if err := s.applyRegistration(ctx, tx, o, link); err != nil {
			return err
		}
		if err := s.recordSuccess(ctx, tx, o.profile.Email, from); err != nil {
			return err
		}
		signed, err = s.openSession(ctx, tx, o, from)
		return err
	})
	return accountID, signed, err
}

// applyRegistration makes an account that waited for its link what was typed with the registration of the link.
func (s *Service) applyRegistration(ctx context.Context, tx *store.Tx, o *opened, link *ent.LinkToken) error {
	p, err := o.pendingOf(link)
	if err != nil {
		return err
	}
	return s.activateAs(ctx, tx, o, p)
}

// activateAs opens an account whose e-mail is proven now; p is nil where nothing else was typed. It gets a new key: all that others typed
// for its address lay under the old one and is destroyed with it.
func (s *Service) activateAs(ctx context.Context, tx *store.Tx, o *opened, p *pending) error {
	update := tx.Account.UpdateOneID(o.ID).SetState(account.StateACTIVE).SetTrustLevel(account.TrustLevelEMAIL).SetEmailProvenAt(tx.Now)
	if p != nil {
		o.profile.Email, o.profile.GivenName, o.profile.FamilyName, o.profile.StartPlan = p.Email, p.GivenName, p.FamilyName, p.StartPlan
		o.Locale = account.Locale(p.Locale)
		update.SetLocale(o.Locale).SetTermsVersion(p.TermsVersion)
	}
	key, wrapped, err := s.vault.NewKey(ctx, keyAAD(o.ID))
	if err != nil {
		return err
	}
	o.key = key
	sealed, err := sealProfile(key, o.ID, o.profile)
	if err != nil {
		return err
	}
	if err := update.SetSealedProfile(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).Exec(ctx); err != nil {
		return err
	}
	return tx.LinkToken.Update().Where(linktoken.AccountID(o.ID), linktoken.SealedNotNil()).ClearSealed().Exec(ctx)
}

// checkLinkAndHash checks a link and the password that is to be set by it, and hashes the password outside of the transaction.
func (s *Service) checkLinkAndHash(ctx context.Context, purpose linktoken.Purpose, token, password string) (accountID, secret string, err error) {
	accountID, p, err := s.linkOwner(ctx, purpose, token)
	if err != nil {
		return "", "", err
	}
	if err := checkPassword(password, p, "password"); err != nil {
		return accountID, "", err
	}
	secret, err = s.hashNew(ctx, password)
	return accountID, secret, err
}

// linkOwner is the account that a link belongs to and its profile, as it is or, for the link of a registration, as it will be.
func (s *Service) linkOwner(ctx context.Context, purpose linktoken.Purpose, token string) (accountID string, _ profile, err error) {
	link, err := findLink(ctx, s.db.Client(), purpose, token, s.db.Clock().Now())
	if err != nil {
		return "", profile{}, err
	}
	o, err := s.open(ctx, s.db.Client(), link.AccountID)
	if err != nil {
		return "", profile{}, err
	}
	p, err := o.pendingOf(link)
	if err != nil {
		return "", profile{}, err
	}
	if p != nil {
		o.profile.Email, o.profile.GivenName, o.profile.FamilyName = p.Email, p.GivenName, p.FamilyName
	}
	return link.AccountID, o.profile, nil
}

func (s *Service) hashNew(ctx context.Context, password string) (string, error) {
	leave, err := s.hasher.acquireSlot()
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
