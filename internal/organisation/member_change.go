package organisation

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/membership"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MemberChange changes what a member does for an organisation; what is nil stays.
type MemberChange struct {
	MembershipID    string
	ExpectedVersion int
	Roles           *[]OrganisationRole
	AllAuthorities  *bool
	AuthorityIDs    *[]string
	// UnitID is the unit that the member works in; AbsentUntil the last day of an absence, and DeputyID the membership that answers meanwhile.
	UnitID      graphql.Omittable[*string]
	AbsentUntil graphql.Omittable[*string]
	DeputyID    graphql.Omittable[*string]
}

// givenHere are the roles that an admin can give. BUYER goes to members with a checked account of the market only; SIGNATORY is an
// operator's to confirm.
var givenHere = []OrganisationRole{Clerk, Admin, DigitalOfficer}

// keptByOne are the roles that somebody in an organisation must go on to have.
var keptByOne = map[OrganisationRole]string{Admin: "last_admin", Signatory: "last_signatory"}

// UpdateMember changes a member's roles and authorities, for the organisation's admins, and unit, absence and deputy; absence and deputy members
// change for themselves, too. NOT_FOUND for all others. It counts at once. The member and the other admins are told of roles and authorities.
// Refusals: STALE, REQUIRED (no role is left, a deputy without an absence), INVALID (a role that is not given here, a day, a deputy), NOT_FOUND (an
// authority, a unit or a colleague that is not the organisation's), LAST_OF_ROLE.
func (s *Service) UpdateMember(ctx context.Context, in MemberChange) (_ *Membership, err error) {
	defer errs.Wrap(&err, "organisation.UpdateMember(%s)", in.MembershipID)
	v, err := s.requireManagerOfMember(ctx, in.MembershipID, in.isOwn())
	if err != nil {
		return nil, err
	}
	var after *ent.Membership
	err = s.db.Tx(viewer.System(ctx, "member-update"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockMember(ctx, tx, in.MembershipID)
		if err != nil {
			return err
		}
		if row.Version != in.ExpectedVersion {
			return errs.Refuse(errs.Stale)
		}
		was := toMembership(row)
		given, err := s.rolesToGive(ctx, tx, row)
		if err != nil {
			return err
		}
		now, err := s.applyMemberChange(ctx, tx, in, was, given)
		if err != nil {
			return err
		}
		if err := s.requireOthers(ctx, tx, row, now, "roles"); err != nil {
			return err
		}
		update := tx.Membership.UpdateOne(row).SetRoles(roleNames(now.Roles)).SetAllAuthorities(now.AllAuthorities).SetAuthorityIds(now.AuthorityIDs).
			SetVersion(row.Version + 1)
		setOrClear(now.UnitID, update.SetUnitID, update.ClearUnitID)
		setOrClear(now.AbsentUntil, update.SetAbsentUntil, update.ClearAbsentUntil)
		setOrClear(now.DeputyID, update.SetDeputyID, update.ClearDeputyID)
		if after, err = update.Save(ctx); err != nil {
			return err
		}
		if in.UnitID.IsSet() || in.AbsentUntil.IsSet() || in.DeputyID.IsSet() {
			if err := s.ports.Audit.Record(ctx, tx, v, "member.work", row.ID, row.OrganisationID, now.workDetail()); err != nil {
				return err
			}
		}
		if !in.changesRights() {
			return nil
		}
		detail := strings.Join(append([]string{row.AccountID}, roleNames(now.Roles)...), " ")
		return s.completeMemberChange(ctx, tx, v, row, "member.update", detail, s.ports.Notices.MemberChanged)
	})
	if err != nil {
		return nil, err
	}
	list, err := s.withNames(ctx, []*ent.Membership{after})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// RemoveMember ends a membership, for the organisation's admins; NOT_FOUND for all others. It counts at once: what the member reads or
// fetches by it ends, and its cases are unassigned. The member and the other admins are told. LAST_OF_ROLE for the last admin.
func (s *Service) RemoveMember(ctx context.Context, membershipID string) (err error) {
	defer errs.Wrap(&err, "organisation.RemoveMember(%s)", membershipID)
	v, err := s.requireAdminOfMember(ctx, membershipID)
	if err != nil {
		return err
	}
	return s.db.Tx(viewer.System(ctx, "member-remove"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockMember(ctx, tx, membershipID)
		if err != nil {
			return err
		}
		if err := s.requireOthers(ctx, tx, row, &Membership{}, "membershipId"); err != nil {
			return err
		}
		if err := s.dismiss(ctx, tx, row); err != nil {
			return err
		}
		return s.completeMemberChange(ctx, tx, v, row, "member.remove", row.AccountID, s.ports.Notices.MemberRemoved)
	})
}

// dismiss ends a membership, with all that rested on it elsewhere.
func (s *Service) dismiss(ctx context.Context, tx *store.Tx, row *ent.Membership) error {
	if err := tx.Membership.Update().Where(membership.DeputyID(row.ID)).ClearDeputyID().Exec(ctx); err != nil {
		return err
	}
	if err := tx.Membership.DeleteOne(row).Exec(ctx); err != nil || s.ports.Market == nil {
		return err
	}
	return s.ports.Market.Left(ctx, tx, row.AccountID, row.OrganisationID)
}

// DismissRestored ends every membership of an account that a restored backup brought back although it was deleted: none was left then.
// Nobody is told of it again.
func (s *Service) DismissRestored(ctx context.Context, tx *store.Tx, accountID string) (err error) {
	defer errs.Wrap(&err, "organisation.DismissRestored(%s)", accountID)
	rows, err := tx.Membership.Query().Where(membership.AccountID(accountID)).Order(ent.Asc(membership.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := s.dismiss(ctx, tx, row); err != nil {
			return err
		}
		if err := s.ports.Cases.Unassign(ctx, tx, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// requireAdminOfMember returns the viewer, or fails unless it is an admin of the organisation that a membership belongs to: with
// NOT_FOUND, so that no id can be probed.
func (s *Service) requireAdminOfMember(ctx context.Context, membershipID string) (*viewer.Viewer, error) {
	return s.requireManagerOfMember(ctx, membershipID, false)
}

// requireManagerOfMember is requireAdminOfMember, which lets who is the member pass, too, where the member may do it.
func (s *Service) requireManagerOfMember(ctx context.Context, membershipID string, orSelf bool) (*viewer.Viewer, error) {
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.db.Client().Membership.Get(viewer.System(ctx, "member-managed"), membershipID)
	if err != nil && !ent.IsNotFound(err) {
		return nil, err
	}
	if row == nil || !isAdminOf(v, row.OrganisationID) && (!orSelf || row.AccountID != v.AccountID) {
		return nil, errNoMember
	}
	return v, nil
}

var errNoMember = errs.New(errs.NotFound, "no such membership")

// lockMember makes all changes of an organisation's members follow each other, so that two admins do not remove each other, and reads one.
func lockMember(ctx context.Context, tx *store.Tx, membershipID string) (*ent.Membership, error) {
	_, err := tx.Exec(ctx, `UPDATE organisation SET version = version WHERE id = (SELECT organisation_id FROM membership WHERE id = ?)`, membershipID)
	if err != nil {
		return nil, err
	}
	row, err := tx.Membership.Get(ctx, membershipID)
	if ent.IsNotFound(err) {
		return nil, errNoMember
	}
	return row, err
}

// applyMemberChange is the membership as it is to be after the change.
func (s *Service) applyMemberChange(ctx context.Context, tx *store.Tx, in MemberChange, was *Membership, given []OrganisationRole) (*Membership, error) {
	now := *was
	var ps errs.Problems
	if in.Roles != nil {
		now.Roles = nil
		for _, role := range *in.Roles {
			switch {
			case slices.Contains(now.Roles, role):
			case !slices.Contains(given, role) && !was.has(role):
				ps.AddText(errs.InvalidValue, "member_role_not_given", nil, "roles")
			default:
				now.Roles = append(now.Roles, role)
			}
		}
		if len(*in.Roles) == 0 {
			ps.AddText(errs.Required, "member_role_missing", nil, "roles")
		}
	}
	if in.AllAuthorities != nil {
		now.AllAuthorities = *in.AllAuthorities
	}
	if in.AuthorityIDs != nil {
		now.AuthorityIDs = slices.Compact(slices.Sorted(slices.Values(*in.AuthorityIDs)))
		n, err := tx.Channel.Query().Where(channel.OrganisationID(was.OrganisationID), channel.IDIn(now.AuthorityIDs...)).Count(ctx)
		if err != nil {
			return nil, err
		}
		if n != len(now.AuthorityIDs) {
			ps.AddText(errs.Missing, "authority_unknown", nil, "authorityIds")
		}
	}
	if err := s.applyWork(ctx, tx, in, &now, &ps); err != nil {
		return nil, err
	}
	return &now, ps.Err()
}

func roleNames(roles []OrganisationRole) []string {
	list := make([]string, len(roles))
	for i, r := range roles {
		list[i] = string(r)
	}
	return list
}

// rolesToGive are those that an admin can give a member.
func (s *Service) rolesToGive(ctx context.Context, tx *store.Tx, row *ent.Membership) ([]OrganisationRole, error) {
	if s.ports.Market == nil {
		return givenHere, nil
	}
	active, err := s.ports.Market.ActiveAt(ctx, tx, row.AccountID, row.OrganisationID)
	if err != nil || !active {
		return givenHere, err
	}
	return append(slices.Clone(givenHere), Buyer), nil
}

// requireOthers refuses to take a role from its last member who can act: nobody could take in another admin, and nobody could sign.
func (s *Service) requireOthers(ctx context.Context, tx *store.Tx, row *ent.Membership, now *Membership, field string) error {
	was := toMembership(row)
	for _, role := range []OrganisationRole{Admin, Signatory} {
		if !was.has(role) || now.has(role) {
			continue
		}
		accounts, err := accountsWith(ctx, tx, row.OrganisationID, role)
		if err != nil {
			return err
		}
		others, err := s.ports.Persons.Identify(ctx, tx, slices.DeleteFunc(accounts, func(a string) bool { return a == row.AccountID }))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(others, func(p Person) bool { return p.Open && !p.Role }) {
			return errs.RefuseText(errs.LastOfRole, keptByOne[role], nil, field)
		}
	}
	return nil
}

// completeMemberChange makes a change of a membership count everywhere, writes it to the audit log and tells the member and the admins.
func (s *Service) completeMemberChange(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.Membership, action, detail string,
	notify func(ctx context.Context, tx *store.Tx, accountID, organisation string) error) error {
	if err := s.ports.Persons.RightsChanged(ctx, tx, row.AccountID); err != nil {
		return err
	}
	if err := s.ports.Cases.Unassign(ctx, tx, row.ID); err != nil {
		return err
	}
	if err := s.ports.Audit.Record(ctx, tx, by, action, row.ID, row.OrganisationID, detail); err != nil {
		return err
	}
	name := ""
	if o := s.Organisation(row.OrganisationID); o != nil {
		name = o.Name
	}
	if err := notify(ctx, tx, row.AccountID, name); err != nil {
		return err
	}
	return tellAdmins(ctx, tx, row.OrganisationID, func(accountID string) error {
		if accountID == by.AccountID || accountID == row.AccountID {
			return nil
		}
		return s.ports.Notices.MembersTold(ctx, tx, accountID, name)
	})
}
