package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/invitation"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const (
	// InvitationLife is how long the link of an invitation can be used.
	InvitationLife = 14 * 24 * time.Hour
	// MaxInvitations is how many invitations of an organisation are open, and how many it sends within a day.
	MaxInvitations = 50
	// admin and digitalOfficer are roles that an invitation gives beside BUYER.
	admin          = "ADMIN"
	digitalOfficer = "DIGITAL_OFFICER"
)

// InvitationState is where an invitation stands (enum InvitationState of the contract).
type InvitationState string

// The states of an invitation.
const (
	InvitationOpen    InvitationState = "OPEN"
	InvitationUsed    InvitationState = "USED"
	InvitationRevoked InvitationState = "REVOKED"
	InvitationExpired InvitationState = "EXPIRED"
)

// Invitation is what an admin sent to a colleague (type Invitation of the contract).
type Invitation struct {
	ID             string
	OrganisationID string
	Email          string
	Roles          []string
	// InvitedBy is the name of who invited, as it was then.
	InvitedBy string
	State     InvitationState
	ExpiresAt time.Time
}

// invitationSealed is what is sealed of an invitation. The names of its JSON fields stay as they are.
type invitationSealed struct {
	Email     string   `json:"email"`
	Roles     []string `json:"roles"`
	InvitedBy string   `json:"invitedBy"`
}

func invitationAAD(rowID string) string { return "invitation|" + rowID }

// Inviting is what an admin writes to invite a colleague.
type Inviting struct {
	OrganisationID, Email string
	Roles                 []string
}

// Invite mails a colleague a link by which the colleague asks for an account of the organisation, or joins it; for its admins, NOT_FOUND
// for all others. Invited again, an address has one link that counts, the last. SIGNATORY is an operator's to confirm. Refusals: REQUIRED,
// INVALID for a role that no invitation gives, TOO_MANY.
func (s *Service) Invite(ctx context.Context, in Inviting) (_ *Invitation, err error) {
	defer errs.Wrap(&err, "accounts.Invite(%s)", in.OrganisationID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	o, err := s.managed(ctx, v, in.OrganisationID)
	if err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	var row *ent.Invitation
	err = s.db.Tx(viewer.System(ctx, "member-invite"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.holdManager(ctx, tx, v, o.ID); err != nil {
			return err
		}
		row, err = s.invite(ctx, tx, v, o, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showInvitation(ctx, row)
}

func (in *Inviting) validate() error {
	var ps errs.Problems
	mail.NoteTyped(&ps, &in.Email, "email")
	in.Roles = slices.Compact(slices.Sorted(slices.Values(in.Roles)))
	if len(in.Roles) == 0 {
		ps.AddText(errs.Required, "invitation_role_missing", nil, "roles")
	}
	for _, role := range in.Roles {
		if role != buyer && role != admin && role != digitalOfficer {
			ps.AddText(errs.InvalidValue, "invitation_role_not_given", nil, "roles")
			break
		}
	}
	return ps.Err()
}

var errNoOrganisation = errs.New(errs.NotFound, "no such organisation")

// managed is an organisation that the viewer is an admin of.
func (s *Service) managed(ctx context.Context, v *viewer.Viewer, organisationID string) (*Organisation, error) {
	o := s.ports.Organisations.Organisation(organisationID)
	if m := v.MemberOf(organisationID); o == nil || m == nil || !m.Admin {
		return nil, errNoOrganisation
	}
	return o, nil
}

// holdManager refuses who is no admin any more; until the transaction ends nobody takes the role away, and invitations of an organisation
// follow each other.
func (s *Service) holdManager(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID string) error {
	manages, err := s.ports.Organisations.Manages(ctx, tx, organisationID, v.AccountID)
	if err == nil && !manages {
		err = errNoOrganisation
	}
	return err
}

func (s *Service) invite(ctx context.Context, tx *store.Tx, v *viewer.Viewer, o *Organisation, in Inviting) (*ent.Invitation, error) {
	recent, err := tx.Invitation.Query().Where(invitation.OrganisationID(o.ID), invitation.CreatedAtGT(tx.Now.AddDate(0, 0, -1))).Count(ctx)
	if err != nil {
		return nil, err
	}
	index := s.keyedHash("invitation", idn.Key(in.Email))
	open := tx.Invitation.Query().Where(invitation.OrganisationID(o.ID), invitation.UsedAtIsNil(), invitation.RevokedAtIsNil(), invitation.ExpiresAtGT(tx.Now))
	waiting, err := open.Clone().Where(invitation.EmailIndexNEQ(index)).Count(ctx)
	if err != nil {
		return nil, err
	}
	if recent >= MaxInvitations || waiting >= MaxInvitations {
		return nil, errs.RefuseText(errs.TooMany, "too_many_invitations", []any{MaxInvitations})
	}
	err = tx.Invitation.Update().Where(invitation.OrganisationID(o.ID), invitation.EmailIndex(index), invitation.UsedAtIsNil(), invitation.RevokedAtIsNil()).
		SetRevokedAt(tx.Now).Exec(ctx)
	if err != nil {
		return nil, err
	}
	by, err := s.ports.Persons.Hold(ctx, tx, v.AccountID)
	if err != nil {
		return nil, err
	}
	token, hash, err := newToken()
	if err != nil {
		return nil, err
	}
	rowID := id.New(id.Invitation, tx.Now)
	box, err := s.ports.Vault.BoxJSON(ctx, invitationAAD(rowID), invitationSealed{Email: in.Email, Roles: in.Roles, InvitedBy: by.Name})
	if err != nil {
		return nil, err
	}
	row, err := tx.Invitation.Create().SetID(rowID).SetOrganisationID(o.ID).SetInvitedBy(v.AccountID).SetSealed(box.Sealed).SetKekID(box.KEK).
		SetWrappedKey(box.Blob).SetEmailIndex(index).SetTokenHash(hash).SetCreatedAt(tx.Now).SetExpiresAt(tx.Now.Add(InvitationLife)).Save(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.ports.Audit.Record(ctx, tx, v, "invitation.create", row.ID, o.ID, ""); err != nil {
		return nil, err
	}
	return row, s.ports.Notices.Invited(ctx, tx, Invited{
		Email: in.Email, Locale: v.Locale, Organisation: o.Name, By: by.Name, Token: token, ByCertificate: slices.Contains(in.Roles, buyer), Until: row.ExpiresAt,
	})
}

// newToken returns a random secret as it is handed out, and the hash that is kept of it.
func newToken() (token string, hash []byte, err error) {
	var b [32]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", nil, err
	}
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, hashToken(token), nil
}

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// RevokeInvitation takes an invitation back; for admins of the organisation, NOT_FOUND for all others. One that was taken back or has ended
// already stays so. WRONG_STATE for one that was used.
func (s *Service) RevokeInvitation(ctx context.Context, rowID string) (err error) {
	defer errs.Wrap(&err, "accounts.RevokeInvitation(%s)", rowID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "invitation-revoke"), func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Invitation.Get(ctx, rowID)
		if ent.IsNotFound(err) {
			return errNoInvitation
		}
		if err != nil {
			return err
		}
		if _, err := s.managed(ctx, v, row.OrganisationID); err != nil {
			return errNoInvitation
		}
		if err := s.holdManager(ctx, tx, v, row.OrganisationID); err != nil {
			return err
		}
		if row, err = lockInvitation(ctx, tx, rowID); err != nil {
			return err
		}
		switch {
		case row.UsedAt != nil:
			return errs.RefuseText(errs.WrongState, "invitation_used", nil)
		case row.RevokedAt != nil:
			return nil
		}
		if err := tx.Invitation.UpdateOne(row).SetRevokedAt(tx.Now).Exec(ctx); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "invitation.revoke", row.ID, row.OrganisationID, "")
	})
}

var errNoInvitation = errs.New(errs.NotFound, "no such invitation")

// lockInvitation makes all changes of an invitation follow each other and reads it.
func lockInvitation(ctx context.Context, tx *store.Tx, rowID string) (*ent.Invitation, error) {
	if _, err := tx.Exec(ctx, `UPDATE invitation SET used_at = used_at WHERE id = ?`, rowID); err != nil {
		return nil, err
	}
	return tx.Invitation.Get(ctx, rowID)
}

func (s *Service) openInvitation(ctx context.Context, row *ent.Invitation) (out invitationSealed, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return out, s.ports.Vault.UnboxJSON(ctx, invitationAAD(row.ID), box, &out)
}

func stateOf(row *ent.Invitation, now time.Time) InvitationState {
	switch {
	case row.UsedAt != nil:
		return InvitationUsed
	case row.RevokedAt != nil:
		return InvitationRevoked
	case !now.Before(row.ExpiresAt):
		return InvitationExpired
	}
	return InvitationOpen
}

func (s *Service) showInvitation(ctx context.Context, row *ent.Invitation) (*Invitation, error) {
	content, err := s.openInvitation(ctx, row)
	if err != nil {
		return nil, err
	}
	return &Invitation{
		ID: row.ID, OrganisationID: row.OrganisationID, Email: content.Email, Roles: content.Roles, InvitedBy: content.InvitedBy,
		State: stateOf(row, s.db.Clock().Now()), ExpiresAt: row.ExpiresAt,
	}, nil
}
