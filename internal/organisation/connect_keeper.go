package organisation

import (
	"context"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/membership"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// keeperFor is the organisation that has the channel of a newly connected authority: that of the directory, else a new one. The accounts
// in excluded are never its members.
func (s *Service) keeperFor(ctx context.Context, tx *store.Tx, by *viewer.Viewer, authorityID string, facts AuthorityFacts, excluded []string) (organisationID string, err error) {
	known := s.current.Load().ofAuthority[authorityID]
	if known == nil {
		organisationID, err = s.Found(ctx, tx, NewOrganisation{Name: facts.Name, Kind: facts.Kind, RegionARS: facts.RegionARS})
	} else {
		organisationID, err = s.Ensure(ctx, tx, known.ID)
	}
	if err != nil {
		return "", err
	}
	if err := s.standDown(ctx, tx, by, organisationID, excluded); err != nil {
		return "", err
	}
	row, err := tx.Organisation.Get(ctx, organisationID)
	if err != nil {
		return "", err
	}
	for _, accountID := range row.Excluded {
		excluded = withMember(excluded, accountID)
	}
	return organisationID, tx.Organisation.UpdateOne(row).SetExcluded(excluded).Exec(ctx)
}

// standDown takes the roles of admins and clerks from all members: a letter to the official address proves more than what they were given
// by, such as an account of the market or an earlier connection that was closed. Who may order and sign still may. Those who had part in
// the connection as operators leave altogether.
func (s *Service) standDown(ctx context.Context, tx *store.Tx, by *viewer.Viewer, organisationID string, excluded []string) error {
	if _, err := tx.Exec(ctx, `UPDATE organisation SET version = version WHERE id = ?`, organisationID); err != nil {
		return err
	}
	members, err := tx.Membership.Query().Where(membership.OrganisationID(organisationID)).Order(ent.Asc(membership.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range members {
		rest := slices.DeleteFunc(slices.Clone(row.Roles), func(r string) bool {
			return r == string(Admin) || r == string(Clerk) || slices.Contains(excluded, row.AccountID)
		})
		if len(rest) == len(row.Roles) {
			continue
		}
		action, tell := "member.update", s.ports.Notices.MemberChanged
		if len(rest) == 0 {
			action, tell, err = "member.remove", s.ports.Notices.MemberRemoved, s.dismiss(ctx, tx, row)
		} else {
			err = tx.Membership.UpdateOne(row).SetRoles(rest).SetAllAuthorities(false).ClearAuthorityIds().SetVersion(row.Version + 1).Exec(ctx)
		}
		if err != nil {
			return err
		}
		detail := strings.Join(append([]string{row.AccountID}, rest...), " ")
		if err := s.completeMemberChange(ctx, tx, by, row, action, detail, tell); err != nil {
			return err
		}
	}
	return nil
}

// appointFirst makes an account the first admin and clerk of a newly connected organisation, beside what it is there already.
func (s *Service) appointFirst(ctx context.Context, tx *store.Tx, organisationID, accountID string) (membershipID string, err error) {
	first := []OrganisationRole{Admin, Clerk}
	row, err := tx.Membership.Query().Where(membership.OrganisationID(organisationID), membership.AccountID(accountID)).Only(ctx)
	if ent.IsNotFound(err) {
		return s.Employ(ctx, tx, Employment{OrganisationID: organisationID, AccountID: accountID, Roles: first, AllAuthorities: true})
	}
	if err != nil {
		return "", err
	}
	err = tx.Membership.UpdateOne(row).SetRoles(append(row.Roles, roleNames(first)...)).SetAllAuthorities(true).SetVersion(row.Version + 1).Exec(ctx)
	if err == nil {
		err = s.ports.Persons.RightsChanged(ctx, tx, accountID)
	}
	return row.ID, err
}
