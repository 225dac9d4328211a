package accounts

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/marketaccount"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Asked is what somebody asks for.
type Asked struct {
	Form           MarketAccountForm
	IdempotencyKey string
	// TermsVersion is that of the terms that somebody without an account accepts.
	TermsVersion string
	// InvitationToken is that of a link by which an admin of the organisation invited the person; empty without one.
	InvitationToken string
}

// Request asks for an account in the market, for the person of the session, who has signed in by an organisation certificate; who has no
// account on the platform gets one by that. It waits for an operator. The same again answers the same.
//
// Refusals: CERTIFICATE_SIGN_IN_REQUIRED without such a sign-in; CERTIFICATE_EMAIL_MISMATCH and CERTIFICATE_NAME_MISMATCH where the
// certificate is neither the person's nor on a functional mailbox of the organisation; CERTIFICATE_IN_USE; ACCOUNT_LIMIT_REACHED for its
// tax number; TAKEN where the person has or waits for an account; EXPIRED for a certificate that is over.
func (s *Service) Request(ctx context.Context, in Asked) (_ *MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.Request")
	v := viewer.From(ctx)
	if v.SessionID == "" {
		return nil, errs.New(errs.Unauthenticated, "sign in first")
	}
	if err := in.Form.validate(clock.Day(s.db.Clock().Now())); err != nil {
		return nil, err
	}
	if o := in.Form.OrganisationID; o != nil && s.ports.Organisations.Organisation(*o) == nil {
		return nil, errs.RefuseText(errs.Missing, "organisation_unknown", nil, "organisationId")
	}
	var row *ent.MarketAccount
	err = s.db.Tx(viewer.System(ctx, "market-account-request"), func(ctx context.Context, tx *store.Tx) error {
		signIn, err := s.ports.Certificates.CertificateIn(ctx, tx, v.SessionID)
		if err != nil {
			return err
		}
		if signIn == nil {
			return errs.RefuseText(errs.CertificateSignInRequired, "market_certificate_missing", nil)
		}
		if err := s.followEachOther(ctx, tx, signIn.Claims); err != nil {
			return err
		}
		key := s.keyedHash("request", signIn.Claims.Fingerprint, in.IdempotencyKey)
		if row, err = s.asked(ctx, tx, key, in.Form); row != nil || err != nil {
			return err
		}
		row, err = s.request(ctx, tx, v, signIn, key, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.show(ctx, row, true)
}

// followEachOther makes requests with one certificate, and those of one tax number, wait for each other: the limit holds however many come
// at once.
func (s *Service) followEachOther(ctx context.Context, tx *store.Tx, c Claims) error {
	for _, key := range [][]string{{"certificate", c.Fingerprint}, {"tax-number", valueOrEmpty(c.TaxNumber)}} {
		if key[1] == "" {
			continue
		}
		if _, err := tx.Count(ctx, text(s.keyedHash(append([]string{"counter"}, key...)...)), time.Minute); err != nil {
			return err
		}
	}
	return nil
}

// asked is what the same request made before; IDEMPOTENCY_CONFLICT where the key was used for another one.
func (s *Service) asked(ctx context.Context, tx *store.Tx, key []byte, form MarketAccountForm) (*ent.MarketAccount, error) {
	row, err := tx.MarketAccount.Query().Where(marketaccount.RequestKey(key)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	before, err := s.open(ctx, row)
	if err != nil {
		return nil, err
	}
	digest, err := form.digest()
	if err == nil && before.Asked != digest {
		err = errs.Refuse(errs.IdempotencyConflict)
	}
	return row, err
}

func (s *Service) request(ctx context.Context, tx *store.Tx, v *viewer.Viewer, signIn *SignIn, key []byte, in Asked) (*ent.MarketAccount, error) {
	digest, err := in.Form.digest()
	if err != nil {
		return nil, err
	}
	content := sealed{Form: in.Form, Asked: digest, Claims: signIn.Claims}
	person, err := s.registrant(ctx, tx, v, in.Form)
	if err != nil {
		return nil, err
	}
	organisationID, err := s.organisationOf(ctx, tx, &content.Form)
	if err != nil {
		return nil, err
	}
	if in.InvitationToken != "" {
		if err := s.requestInvited(ctx, tx, organisationID, in.InvitationToken, &content); err != nil {
			return nil, err
		}
	}
	shared, err := s.check(ctx, tx, organisationID, content.Form, signIn.Claims, person)
	if err != nil {
		return nil, err
	}
	accountID := v.AccountID
	if accountID == "" {
		accountID, err = s.ports.Certificates.NewAccount(ctx, tx, signIn.ID, Applicant{
			GivenName: in.Form.GivenName, FamilyName: in.Form.FamilyName, Email: in.Form.Email, Locale: v.Locale, TermsVersion: in.TermsVersion,
		})
	} else {
		err = s.ports.Certificates.Bind(ctx, tx, signIn.ID, accountID)
	}
	if err != nil {
		return nil, err
	}
	if taken, err := tx.MarketAccount.Query().Where(marketaccount.Place(accountID)).Exist(ctx); err != nil || taken {
		if err == nil {
			err = errs.RefuseText(errs.Taken, "market_account_there", nil)
		}
		return nil, err
	}
	row, err := s.store(ctx, tx, newAccount{accountID: accountID, organisationID: organisationID, place: accountID, key: key, shared: shared, content: content})
	if err != nil {
		return nil, err
	}
	by := &viewer.Viewer{AccountID: accountID, Locale: v.Locale}
	return row, s.ports.Audit.Record(ctx, tx, by, "market.account.request", row.ID, organisationID, fingerprintOf(signIn.Claims))
}

// registrant is the person of the session. Who has an account is the person that the account is of.
func (s *Service) registrant(ctx context.Context, tx *store.Tx, v *viewer.Viewer, form MarketAccountForm) (registrant, error) {
	p := registrant{givenName: form.GivenName, familyName: form.FamilyName, email: form.Email}
	if v.AccountID == "" {
		return p, nil
	}
	account, err := s.ports.Persons.Hold(ctx, tx, v.AccountID)
	if err != nil {
		return p, err
	}
	switch {
	case account.Role:
		return p, errs.RefuseText(errs.WrongState, "member_staff", nil)
	case !sameAddress(account.Email, form.Email):
		return p, errs.RefuseText(errs.InvalidValue, "market_email_of_account", []any{account.Email}, "email")
	case latin.Search(account.Name) != latin.Search(form.GivenName+" "+form.FamilyName):
		return p, errs.RefuseText(errs.InvalidValue, "market_name_of_account", []any{account.Name}, "familyName")
	}
	p.proven = true
	return p, nil
}

// organisationOf finds the organisation that a form means: by its id, by its ARS, or a new one that an operator has yet to let in.
func (s *Service) organisationOf(ctx context.Context, tx *store.Tx, form *MarketAccountForm) (string, error) {
	if form.OrganisationID != nil {
		o := s.ports.Organisations.Organisation(*form.OrganisationID)
		switch {
		case o == nil || !o.Confirmed:
			return "", errs.RefuseText(errs.Missing, "organisation_unknown", nil, "organisationId")
		case o.Dissolved:
			return "", errs.RefuseText(errs.WrongState, "organisation_dissolved", nil, "organisationId")
		}
		form.OrganisationName, form.Kind = o.Name, o.Kind
		return o.ID, nil
	}
	if form.ARS != nil {
		if o := s.ports.Organisations.OfARS(*form.ARS); o != nil && o.Kind == form.Kind {
			return o.ID, nil
		}
	}
	if s.ports.Organisations.DirectoryKind(form.Kind) {
		return "", errs.RefuseText(errs.Required, "organisation_of_directory", nil, "organisationId")
	}
	return s.ports.Organisations.Propose(ctx, tx, form.OrganisationName, form.Kind, form.ARS)
}

// check holds a certificate against person, organisation and tax number.
func (s *Service) check(ctx context.Context, tx *store.Tx, organisationID string, form MarketAccountForm, c Claims, p registrant) (shared bool, err error) {
	if !c.ValidTo.After(tx.Now) {
		return false, errs.RefuseText(errs.Expired, "market_certificate_ended", nil)
	}
	boxes, err := s.mailboxes(ctx, tx, organisationID, form.FunctionalMailboxes, c)
	if err != nil {
		return false, err
	}
	shared, ps := checkCertificate(c, p, boxes)
	if o := s.ports.Organisations.Organisation(organisationID); form.MaySign && neverSigns(form.Kind, o) {
		ps.AddText(errs.NotAuthorisedToSign, "it_association_never_signs", nil, "maySign")
	}
	if c.TaxNumber != nil && !validTaxNumber(*c.TaxNumber) {
		ps.AddText(errs.InvalidValue, "tax_number_malformed", nil)
	}
	if err := ps.Err(); err != nil {
		return false, err
	}
	if err := s.checkUnused(ctx, tx, c); err != nil {
		return false, err
	}
	return shared, s.checkLimit(ctx, tx, c)
}

// neverSigns reports whether an organisation may only set services up.
func neverSigns(kind string, o *Organisation) bool {
	if o != nil {
		kind = o.Kind
	}
	return kind == "IT_ASSOCIATION" || kind == "VENDOR"
}

// mailboxes are those that count for a certificate: the organisation's and those of the form, as far as they are nobody else's.
func (s *Service) mailboxes(ctx context.Context, tx *store.Tx, organisationID string, named []string, c Claims) (m mailboxes, err error) {
	if m.own, err = s.ports.Organisations.Mailboxes(ctx, tx, organisationID); err != nil {
		return m, err
	}
	m.own = append(m.own, named...)
	for _, address := range append(named, valueOrEmpty(c.Email)) {
		if address == "" {
			continue
		}
		owner, err := s.ports.Organisations.MailboxOwner(ctx, tx, address)
		if err != nil {
			return m, err
		}
		if owner == "" || owner == organisationID {
			continue
		}
		if c.Email != nil && sameAddress(address, *c.Email) {
			m.foreign = true
			continue
		}
		return m, errs.RefuseText(errs.Taken, "mailbox_of_another", []any{address}, "functionalMailboxes")
	}
	return m, nil
}

// checkUnused refuses a certificate that another waiting or active account has.
func (s *Service) checkUnused(ctx context.Context, tx *store.Tx, c Claims) error {
	used, err := tx.MarketAccount.Query().Where(marketaccount.LiveCertificate(s.certificateIndex(c))).Exist(ctx)
	if err == nil && used {
		return errs.RefuseText(errs.CertificateInUse, "certificate_of_another_account", nil)
	}
	return err
}

// checkLimit refuses one account more than a tax number may have. Others of the tax number wait until the transaction ends.
func (s *Service) checkLimit(ctx context.Context, tx *store.Tx, c Claims) error {
	if c.TaxNumber == nil {
		return nil
	}
	n, err := tx.MarketAccount.Query().Where(marketaccount.TaxIndex(s.taxIndex(*c.TaxNumber)), marketaccount.StateIn(liveStates...)).Count(ctx)
	if err == nil && n >= s.ports.Limit {
		return errs.RefuseText(errs.AccountLimitReached, "market_account_limit", []any{n, s.ports.Limit})
	}
	return err
}

// liveStates are those that take a place.
var liveStates = []marketaccount.State{marketaccount.StatePENDING_REVIEW, marketaccount.StateACTIVE}

// newAccount is a row to be written.
type newAccount struct {
	accountID, organisationID, place string
	key                              []byte
	shared                           bool
	replaces                         *string
	content                          sealed
}

func (s *Service) store(ctx context.Context, tx *store.Tx, n newAccount) (*ent.MarketAccount, error) {
	rowID := id.New(id.MarketAccount, tx.Now)
	box, err := s.ports.Vault.BoxJSON(ctx, aad(rowID), n.content)
	if err != nil {
		return nil, err
	}
	c := n.content.Claims
	create := tx.MarketAccount.Create().SetID(rowID).SetAccountID(n.accountID).SetOrganisationID(n.organisationID).SetRequestKey(n.key).SetPlace(n.place).
		SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetCertificateIndex(s.certificateIndex(c)).SetLiveCertificate(s.certificateIndex(c)).
		SetPersonIndex(s.keyedHash("person", latin.Search(n.content.Form.GivenName+" "+n.content.Form.FamilyName))).SetShared(n.shared).
		SetMaySign(n.content.Form.MaySign).SetCertificateValidTo(c.ValidTo).SetNillableReplaces(n.replaces).SetRequestedAt(tx.Now)
	if c.TaxNumber != nil {
		create.SetTaxIndex(s.taxIndex(*c.TaxNumber))
	}
	return create.Save(ctx)
}

func (s *Service) certificateIndex(c Claims) []byte { return s.keyedHash("certificate", c.Fingerprint) }
func (s *Service) taxIndex(number string) []byte    { return s.keyedHash("tax-number", number) }

func aad(rowID string) string { return "market-account|" + rowID }

func (s *Service) open(ctx context.Context, row *ent.MarketAccount) (out sealed, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return out, s.ports.Vault.UnboxJSON(ctx, aad(row.ID), box, &out)
}
