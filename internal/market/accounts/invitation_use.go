package accounts

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/invitation"
	"schalter/internal/errs"
	"schalter/internal/mail/idn"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Invitations lists the open invitations of an organisation, the newest first; for its admins and operators, empty for all others.
func (s *Service) Invitations(ctx context.Context, organisationID string) (_ []*Invitation, err error) {
	defer errs.Wrap(&err, "accounts.Invitations(%s)", organisationID)
	if !seesInvitations(viewer.From(ctx), organisationID) {
		return nil, nil
	}
	ctx = viewer.System(ctx, "invitations")
	rows, err := s.db.Client().Invitation.Query().Where(invitation.OrganisationID(organisationID), invitation.UsedAtIsNil(), invitation.RevokedAtIsNil(),
		invitation.ExpiresAtGT(s.db.Clock().Now())).Order(ent.Desc(invitation.FieldID)).Limit(MaxInvitations).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]*Invitation, len(rows))
	for i, row := range rows {
		if list[i], err = s.showInvitation(ctx, row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func seesInvitations(v *viewer.Viewer, organisationID string) bool {
	m := v.MemberOf(organisationID)
	return v.HasRole(viewer.Operator) || m != nil && m.Admin
}

// Invitation finds an invitation, for admins of its organisation and operators; nil otherwise.
func (s *Service) Invitation(ctx context.Context, rowID string) (_ *Invitation, err error) {
	defer errs.Wrap(&err, "accounts.Invitation(%s)", rowID)
	v := viewer.From(ctx)
	ctx = viewer.System(ctx, "invitation-read")
	row, err := s.db.Client().Invitation.Get(ctx, rowID)
	if ent.IsNotFound(err) || err == nil && !seesInvitations(v, row.OrganisationID) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.showInvitation(ctx, row)
}

// InvitationOf finds an invitation by the token of its link, for anyone who has the link; nil for an unknown one.
func (s *Service) InvitationOf(ctx context.Context, token string) (_ *Invitation, err error) {
	defer errs.Wrap(&err, "accounts.InvitationOf")
	ctx = viewer.System(ctx, "invitation-by-link")
	row, err := s.db.Client().Invitation.Query().Where(invitation.TokenHash(hashToken(token))).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.showInvitation(ctx, row)
}

// redeem uses an invitation by its token, by a person with this address, and returns it with what is sealed of it. Refusals: NOT_FOUND,
// EXPIRED for one that was used, taken back or has ended, INVALID for another address.
func (s *Service) redeem(ctx context.Context, tx *store.Tx, token, email string) (*ent.Invitation, invitationSealed, error) {
	row, err := tx.Invitation.Query().Where(invitation.TokenHash(hashToken(token))).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, invitationSealed{}, errs.RefuseText(errs.Missing, "invitation_unknown", nil, "invitationToken")
	}
	if err != nil {
		return nil, invitationSealed{}, err
	}
	if row, err = lockInvitation(ctx, tx, row.ID); err != nil {
		return nil, invitationSealed{}, err
	}
	if state := stateOf(row, tx.Now); state != InvitationOpen {
		text := map[InvitationState]string{InvitationUsed: "invitation_used", InvitationRevoked: "invitation_revoked", InvitationExpired: "invitation_expired"}[state]
		return nil, invitationSealed{}, errs.RefuseText(errs.Expired, text, nil, "invitationToken")
	}
	content, err := s.openInvitation(ctx, row)
	if err != nil {
		return nil, content, err
	}
	if !idn.Same(content.Email, email) {
		return nil, content, errs.RefuseText(errs.InvalidValue, "invitation_other_address", []any{content.Email}, "email")
	}
	row, err = tx.Invitation.UpdateOne(row).SetUsedAt(tx.Now).Save(ctx)
	return row, content, err
}

// requestInvited notes in a request by whom the person was invited, and what the invitation gives when an operator lets the person in.
func (s *Service) requestInvited(ctx context.Context, tx *store.Tx, organisationID, token string, content *sealed) error {
	row, invited, err := s.redeem(ctx, tx, token, content.Form.Email)
	if err != nil {
		return err
	}
	if o := s.ports.Organisations.Organisation(row.OrganisationID); o == nil || o.ID != organisationID {
		return errs.RefuseText(errs.InvalidValue, "invitation_other_organisation", nil, "organisationId")
	}
	content.InvitationID, content.InvitedBy, content.InvitedRoles = row.ID, invited.InvitedBy, invited.Roles
	return nil
}

// reopenInvitation lets an invitation be used again whose request was rejected: the person may ask again.
func reopenInvitation(ctx context.Context, tx *store.Tx, rowID string) error {
	if rowID == "" {
		return nil
	}
	return tx.Invitation.Update().Where(invitation.ID(rowID)).ClearUsedAt().Exec(ctx)
}

// AcceptInvitation makes the viewer a member with the roles of an invitation to the viewer's own address, where no account of the market is
// needed for them, or the viewer has one at the organisation. WRONG_STATE where one must be asked for first; other refusals as of redeem.
func (s *Service) AcceptInvitation(ctx context.Context, token string) (membershipID string, err error) {
	defer errs.Wrap(&err, "accounts.AcceptInvitation")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return "", err
	}
	err = s.db.Tx(viewer.System(ctx, "invitation-accept"), func(ctx context.Context, tx *store.Tx) error {
		person, err := s.ports.Persons.Hold(ctx, tx, v.AccountID)
		if err != nil {
			return err
		}
		row, invited, err := s.redeem(ctx, tx, token, person.Email)
		if err != nil {
			return err
		}
		active, err := s.ActiveAt(ctx, tx, v.AccountID, row.OrganisationID)
		if err != nil {
			return err
		}
		if slices.Contains(invited.Roles, buyer) && !active {
			return errs.RefuseText(errs.WrongState, "invitation_needs_certificate", nil)
		}
		if membershipID, err = s.ports.Organisations.Admit(ctx, tx, row.OrganisationID, v.AccountID, invited.Roles); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "invitation.accept", row.ID, row.OrganisationID, "")
	})
	return membershipID, err
}

// endedInvitationKept is how long an invitation is kept after its end.
const endedInvitationKept = 90

// SweepInvitations deletes invitations 90 days after their end.
func (s *Service) SweepInvitations(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "accounts.SweepInvitations")
	return s.db.Tx(viewer.System(ctx, "invitation-sweep"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Invitation.Delete().Where(invitation.ExpiresAtLT(now.AddDate(0, 0, -endedInvitationKept))).Exec(ctx)
		return err
	})
}
