package accounts

import (
	"context"

	"schalter/ent"
	"schalter/ent/marketaccount"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Replace exchanges the certificate of the viewer's own account for the one that the session was signed in by last: one that was renewed,
// or another in place of a lost one. Of the same person and tax number it counts at once; any other waits for an operator as an account
// of its own, and until then the one before stays. Refusals as in Request; STALE; WRONG_STATE for an account that is not active or has
// this certificate already.
func (s *Service) Replace(ctx context.Context, rowID string, expectedVersion int) (_ *MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.Replace(%s)", rowID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	var row *ent.MarketAccount
	err = s.db.Tx(viewer.System(ctx, "market-certificate-replace"), func(ctx context.Context, tx *store.Tx) error {
		row, err = s.replace(ctx, tx, v, rowID, expectedVersion)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.show(ctx, row, true)
}

func (s *Service) replace(ctx context.Context, tx *store.Tx, v *viewer.Viewer, rowID string, expectedVersion int) (*ent.MarketAccount, error) {
	row, err := lock(ctx, tx, rowID)
	if err != nil {
		return nil, err
	}
	switch {
	case row.AccountID != v.AccountID:
		return nil, errNoAccount
	case row.Version != expectedVersion:
		return nil, errs.Refuse(errs.Stale)
	case MarketAccountState(row.State) != Active:
		return nil, errs.RefuseText(errs.WrongState, "market_account_not_active", nil)
	}
	signIn, err := s.ports.Certificates.CertificateIn(ctx, tx, v.SessionID)
	if err != nil {
		return nil, err
	}
	if signIn == nil {
		return nil, errs.RefuseText(errs.CertificateSignInRequired, "market_certificate_missing", nil)
	}
	if err := s.followEachOther(ctx, tx, signIn.Claims); err != nil {
		return nil, err
	}
	content, err := s.open(ctx, row)
	if err != nil {
		return nil, err
	}
	if content.Claims.Fingerprint == signIn.Claims.Fingerprint {
		return nil, errs.RefuseText(errs.WrongState, "certificate_unchanged", nil)
	}
	shared, err := s.checkNext(ctx, tx, v, row, content, signIn.Claims)
	if err != nil {
		return nil, err
	}
	if samePersons(content.Claims, signIn.Claims) && sameTaxNumber(content.Claims, signIn.Claims) {
		return s.exchange(ctx, tx, v, row, content, signIn, shared)
	}
	return s.proposeExchange(ctx, tx, row, content, signIn, shared)
}

// checkNext holds the new certificate against the account as if it were asked for with it. Of the same tax number it takes the place of
// the one before.
func (s *Service) checkNext(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.MarketAccount, content sealed, next Claims) (bool, error) {
	account, err := s.ports.Persons.Hold(ctx, tx, v.AccountID)
	if err != nil {
		return false, err
	}
	p := registrant{givenName: content.Form.GivenName, familyName: content.Form.FamilyName, email: account.Email, proven: true}
	form := content.Form
	form.FunctionalMailboxes = nil
	if !sameTaxNumber(content.Claims, next) {
		return s.check(ctx, tx, row.OrganisationID, form, next, p)
	}
	limited := next
	limited.TaxNumber = nil
	return s.check(ctx, tx, row.OrganisationID, form, limited, p)
}

func (s *Service) exchange(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.MarketAccount, content sealed, signIn *SignIn, shared bool) (*ent.MarketAccount, error) {
	if err := s.ports.Certificates.Bind(ctx, tx, signIn.ID, row.AccountID); err != nil {
		return nil, err
	}
	content.Claims = signIn.Claims
	box, err := s.ports.Vault.BoxJSON(ctx, aad(row.ID), content)
	if err != nil {
		return nil, err
	}
	row, err = tx.MarketAccount.UpdateOne(row).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).
		SetCertificateIndex(s.certificateIndex(signIn.Claims)).SetLiveCertificate(s.certificateIndex(signIn.Claims)).
		SetCertificateValidTo(signIn.Claims.ValidTo).SetShared(shared).SetVersion(row.Version + 1).Save(ctx)
	if err != nil {
		return nil, err
	}
	return row, s.ports.Audit.Record(ctx, tx, v, "market.certificate.replace", row.ID, row.OrganisationID, fingerprintOf(signIn.Claims))
}

// proposeExchange makes the account that takes the place of the one before when an operator approves it.
func (s *Service) proposeExchange(ctx context.Context, tx *store.Tx, before *ent.MarketAccount, content sealed, signIn *SignIn, shared bool) (*ent.MarketAccount, error) {
	place := before.AccountID + "|next"
	if waits, err := tx.MarketAccount.Query().Where(marketaccount.Place(place)).Exist(ctx); err != nil || waits {
		if err == nil {
			err = errs.RefuseText(errs.Taken, "certificate_exchange_waits", nil)
		}
		return nil, err
	}
	content.Claims, content.SignInID, content.Note = signIn.Claims, signIn.ID, nil
	// What the invitation gave was given once; an admin may have taken it away since.
	content.InvitationID, content.InvitedRoles = "", nil
	content.Form.MaySign = before.MaySign
	row, err := s.store(ctx, tx, newAccount{
		accountID: before.AccountID, organisationID: before.OrganisationID, place: place, shared: shared, replaces: &before.ID, content: content,
		key: s.keyedHash("replace", before.ID, signIn.ID, id.New(id.MarketAccount, tx.Now)),
	})
	if err != nil {
		return nil, err
	}
	by := &viewer.Viewer{AccountID: before.AccountID}
	return row, s.ports.Audit.Record(ctx, tx, by, "market.certificate.propose", row.ID, before.OrganisationID, fingerprintOf(signIn.Claims))
}
