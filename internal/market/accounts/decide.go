package accounts

import (
	"context"

	"schalter/ent"
	"schalter/ent/marketaccount"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Decision is what an operator says to a request.
type Decision struct {
	ID              string
	ExpectedVersion int
	Approve         bool
	// MaySign confirms that the person may sign; only where the request says so.
	MaySign bool
	// Note is the reason; required to reject.
	Note *string
	// OrganisationID replaces an organisation that was asked for as a new one although it is there.
	OrganisationID *string
}

// Decide approves or rejects a request for an account; for operators. Approved, the person is a member of the organisation with the role
// BUYER, and SIGNATORY where that was confirmed; rejected, the reason is told and the person may ask again. Either is told by mail.
// Refusals: STALE; WRONG_STATE for a request that does not wait any more, and for the operator's own; REQUIRED without a reason.
func (s *Service) Decide(ctx context.Context, in Decision) (_ *MarketAccount, err error) {
	defer errs.Wrap(&err, "accounts.Decide(%s)", in.ID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	var row *ent.MarketAccount
	err = s.db.Tx(viewer.System(ctx, "market-account-decide"), func(ctx context.Context, tx *store.Tx) error {
		if row, err = s.waiting(ctx, tx, v, in); err != nil {
			return err
		}
		content, err := s.open(ctx, row)
		if err != nil {
			return err
		}
		content.Note = in.Note
		if in.Approve {
			row, err = s.approve(ctx, tx, v, row, content, in)
		} else {
			row, err = s.reject(ctx, tx, v, row, content)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.show(ctx, row, true)
}

func (in *Decision) validate() error {
	var ps errs.Problems
	if in.Note != nil && latin.Blank(*in.Note) {
		in.Note = nil
	}
	switch {
	case in.Note != nil:
		noteText(&ps, in.Note, maxNote, "note")
	case !in.Approve:
		ps.AddText(errs.Required, "market_reason_missing", nil, "note")
	}
	return ps.Err()
}

var errNoAccount = errs.New(errs.NotFound, "no such market account")

// lock makes all changes of an account follow each other and reads it.
func lock(ctx context.Context, tx *store.Tx, rowID string) (*ent.MarketAccount, error) {
	if _, err := tx.Exec(ctx, `UPDATE market_account SET version = version WHERE id = ?`, rowID); err != nil {
		return nil, err
	}
	row, err := tx.MarketAccount.Get(ctx, rowID)
	if ent.IsNotFound(err) {
		return nil, errNoAccount
	}
	return row, err
}

// waiting reads a request that the operator may decide about now.
func (s *Service) waiting(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in Decision) (*ent.MarketAccount, error) {
	row, err := lock(ctx, tx, in.ID)
	if err != nil {
		return nil, err
	}
	next := Rejected
	if in.Approve {
		next = Active
	}
	switch {
	case row.Version != in.ExpectedVersion:
		return nil, errs.Refuse(errs.Stale)
	case !MarketAccountState(row.State).CanBecome(next):
		return nil, errs.RefuseText(errs.WrongState, "request_decided", nil)
	case in.MaySign && !row.MaySign:
		return nil, errs.RefuseText(errs.InvalidValue, "market_signing_not_asked", nil, "maySign")
	}
	operator, err := s.ports.Persons.Hold(ctx, tx, v.AccountID)
	if err != nil {
		return nil, err
	}
	person, err := s.ports.Persons.Hold(ctx, tx, row.AccountID)
	if err != nil {
		return nil, err
	}
	if s.ports.Persons.Same(operator, person) {
		return nil, errs.RefuseText(errs.WrongState, "market_decide_self", nil)
	}
	return row, nil
}

// approve lets a person in, and tells it.
func (s *Service) approve(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.MarketAccount, content sealed, in Decision) (*ent.MarketAccount, error) {
	row, err := s.admit(ctx, tx, v, row, content, in)
	if err != nil {
		return nil, err
	}
	return row, s.ports.Notices.MarketAccountApproved(ctx, tx, row.AccountID, s.nameOf(row.OrganisationID, content.Form), in.MaySign)
}

func (s *Service) admit(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.MarketAccount, content sealed, in Decision) (*ent.MarketAccount, error) {
	organisationID, err := s.admitOrganisation(ctx, tx, row, in)
	if err != nil {
		return nil, err
	}
	if err := s.fillOrganisation(ctx, tx, organisationID, content); err != nil {
		return nil, err
	}
	if err := s.takeOver(ctx, tx, row, content); err != nil {
		return nil, err
	}
	roles := []string{buyer}
	if in.MaySign {
		roles = append(roles, signatory)
	}
	for _, role := range content.InvitedRoles {
		if role != buyer {
			roles = append(roles, role)
		}
	}
	membershipID, err := s.ports.Organisations.Admit(ctx, tx, organisationID, row.AccountID, roles)
	if err != nil {
		return nil, err
	}
	if in.MaySign {
		if err := s.confirmSigning(ctx, tx, v, organisationID, membershipID, content.Form); err != nil {
			return nil, err
		}
	}
	row, err = s.settle(ctx, tx, v, row, content, func(u *ent.MarketAccountUpdateOne) {
		u.SetState(marketaccount.StateACTIVE).SetMaySign(in.MaySign).SetOrganisationID(organisationID).SetPlace(row.AccountID)
	})
	if err != nil {
		return nil, err
	}
	return row, s.ports.Audit.Record(ctx, tx, v, "market.account.approve", row.ID, organisationID, fingerprintOf(content.Claims))
}

// The roles that an account of the market gives, as package organisation names them.
const (
	buyer     = "BUYER"
	signatory = "SIGNATORY"
)

// admitOrganisation lets the organisation in that was asked for, or puts a known one in its place.
func (s *Service) admitOrganisation(ctx context.Context, tx *store.Tx, row *ent.MarketAccount, in Decision) (string, error) {
	o := s.ports.Organisations.Organisation(row.OrganisationID)
	if in.OrganisationID == nil || *in.OrganisationID == row.OrganisationID {
		if o != nil && !o.Confirmed {
			return row.OrganisationID, s.ports.Organisations.Confirm(ctx, tx, row.OrganisationID)
		}
		return s.ports.Organisations.Ensure(ctx, tx, row.OrganisationID)
	}
	known := s.ports.Organisations.Organisation(*in.OrganisationID)
	switch {
	case o == nil || o.Confirmed:
		return "", errs.RefuseText(errs.WrongState, "market_organisation_known", nil, "organisationId")
	case known == nil || !known.Confirmed:
		return "", errs.RefuseText(errs.Missing, "organisation_unknown", nil, "organisationId")
	}
	if err := s.ports.Organisations.Withdraw(ctx, tx, row.OrganisationID); err != nil {
		return "", err
	}
	return s.ports.Organisations.Ensure(ctx, tx, known.ID)
}

// fillOrganisation gives an organisation what the request said of it, which the operator has seen.
func (s *Service) fillOrganisation(ctx context.Context, tx *store.Tx, organisationID string, content sealed) error {
	if err := s.ports.Organisations.AddMailboxes(ctx, tx, organisationID, content.Form.FunctionalMailboxes); err != nil {
		return err
	}
	if content.Claims.TaxNumber != nil {
		if err := s.ports.Organisations.NoteTaxNumber(ctx, tx, organisationID, *content.Claims.TaxNumber); err != nil {
			return err
		}
	}
	if content.Form.DigitalOfficer == nil {
		return nil
	}
	return s.ports.Organisations.NoteDigitalOfficer(ctx, tx, organisationID, *content.Form.DigitalOfficer)
}

// takeOver ends the account that a new one replaces, and binds the new certificate.
func (s *Service) takeOver(ctx context.Context, tx *store.Tx, row *ent.MarketAccount, content sealed) error {
	if row.Replaces == nil {
		return nil
	}
	before, err := lock(ctx, tx, *row.Replaces)
	if err != nil {
		return err
	}
	if MarketAccountState(before.State) == Active {
		if err := end(ctx, tx, before, Disabled); err != nil {
			return err
		}
		if before.MaySign {
			if err := s.ports.Organisations.TakeRoles(ctx, tx, before.OrganisationID, before.AccountID, []string{signatory}); err != nil {
				return err
			}
		}
	}
	return s.ports.Certificates.Bind(ctx, tx, content.SignInID, row.AccountID)
}

// end takes an account out of use: its certificate and its person are free for another one.
func end(ctx context.Context, tx *store.Tx, row *ent.MarketAccount, state MarketAccountState) error {
	if !MarketAccountState(row.State).CanBecome(state) {
		return errs.RefuseText(errs.WrongState, "request_decided", nil)
	}
	return tx.MarketAccount.UpdateOne(row).SetState(marketaccount.State(state)).ClearPlace().ClearLiveCertificate().SetVersion(row.Version + 1).Exec(ctx)
}

func (s *Service) reject(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.MarketAccount, content sealed) (*ent.MarketAccount, error) {
	row, err := s.settle(ctx, tx, v, row, content, func(u *ent.MarketAccountUpdateOne) {
		u.SetState(marketaccount.StateREJECTED).ClearPlace().ClearLiveCertificate()
	})
	if err != nil {
		return nil, err
	}
	if err := reopenInvitation(ctx, tx, content.InvitationID); err != nil {
		return nil, err
	}
	name := s.nameOf(row.OrganisationID, content.Form)
	if err := s.ports.Organisations.Withdraw(ctx, tx, row.OrganisationID); err != nil {
		return nil, err
	}
	if err := s.ports.Audit.Record(ctx, tx, v, "market.account.reject", row.ID, row.OrganisationID, fingerprintOf(content.Claims)); err != nil {
		return nil, err
	}
	return row, s.ports.Notices.MarketAccountRejected(ctx, tx, row.AccountID, name, *content.Note)
}

// settle writes a decision.
func (s *Service) settle(ctx context.Context, tx *store.Tx, v *viewer.Viewer, row *ent.MarketAccount, content sealed, change func(*ent.MarketAccountUpdateOne)) (*ent.MarketAccount, error) {
	box, err := s.ports.Vault.BoxJSON(ctx, aad(row.ID), content)
	if err != nil {
		return nil, err
	}
	update := tx.MarketAccount.UpdateOne(row).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetDecidedAt(tx.Now).SetDecidedBy(v.AccountID).
		SetVersion(row.Version + 1)
	change(update)
	return update.Save(ctx)
}

func (s *Service) nameOf(organisationID string, form MarketAccountForm) string {
	if o := s.ports.Organisations.Organisation(organisationID); o != nil {
		return o.Name
	}
	return form.OrganisationName
}

// confirmSigning writes that a person may sign for its own organisation from today on.
func (s *Service) confirmSigning(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID, membershipID string, form MarketAccountForm) error {
	rowID := id.New(id.SigningAuthority, tx.Now)
	box, err := s.ports.Vault.BoxJSON(ctx, signingAAD(rowID), signingSealed{Evidence: form.Evidence})
	if err != nil {
		return err
	}
	return tx.SigningAuthority.Create().SetID(rowID).SetOrganisationID(organisationID).SetSignerOrganisationID(organisationID).SetMembershipID(membershipID).
		SetValidFrom(clock.Day(tx.Now)).SetNillableValidTo(form.SignUntil).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).
		SetConfirmedBy(v.AccountID).SetCreatedAt(tx.Now).Exec(ctx)
}
