package organisation

import (
	"context"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/membership"
	"schalter/ent/predicate"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/legal"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Employment is a person's new work for an organisation.
type Employment struct {
	OrganisationID string
	AccountID      string
	Roles          []OrganisationRole
	AllAuthorities bool
	AuthorityIDs   []string
}

// Employ makes an account a member of an organisation and returns the id of the membership. An account that holds a platform role, or
// had part in connecting the organisation as an operator, becomes no member of it (WRONG_STATE).
func (s *Service) Employ(ctx context.Context, tx *store.Tx, in Employment) (_ string, err error) {
	defer errs.Wrap(&err, "organisation.Employ(%s)", in.OrganisationID)
	person, err := s.ports.Persons.Hold(ctx, tx, in.AccountID)
	if err != nil {
		return "", err
	}
	organisation, err := tx.Organisation.Get(ctx, in.OrganisationID)
	if err != nil {
		return "", err
	}
	switch {
	case person.Role:
		return "", errs.RefuseText(errs.WrongState, "member_staff", nil)
	case slices.Contains(organisation.Excluded, in.AccountID):
		return "", errs.RefuseText(errs.WrongState, "connect_involved", nil)
	}
	roles := make([]string, len(in.Roles))
	for i, r := range in.Roles {
		roles[i] = string(r)
	}
	membershipID := id.New(id.Membership, tx.Now)
	return membershipID, tx.Membership.Create().SetID(membershipID).SetOrganisationID(in.OrganisationID).
		SetAccountID(in.AccountID).SetRoles(roles).SetAllAuthorities(in.AllAuthorities).SetAuthorityIds(in.AuthorityIDs).
		SetCreatedAt(tx.Now).Exec(ctx)
}

// Employs reports whether an account works for any organisation, which keeps it from being purged.
func (s *Service) Employs(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	return tx.Membership.Query().Where(membership.AccountID(accountID)).Exist(ctx)
}

// Internal opens what only members and operators see of an organisation; nil for all others.
func (s *Service) Internal(ctx context.Context, organisationID string) *OrganisationInternal {
	v := viewer.From(ctx)
	if v.HasRole(viewer.Operator) || v.MemberOf(organisationID) != nil {
		return &OrganisationInternal{OrganisationID: organisationID}
	}
	return nil
}

// MembersOf lists the members of an organisation by name, for its members and for operators; for all others the organisation has no list
// (NOT_FOUND). An empty role is every role.
func (s *Service) MembersOf(ctx context.Context, organisationID, search string, role OrganisationRole, req pagination.Request) (_ pagination.Slice[*Membership], err error) {
	defer errs.Wrap(&err, "organisation.MembersOf(%s)", organisationID)
	if s.Internal(ctx, organisationID) == nil {
		return pagination.Slice[*Membership]{}, errs.New(errs.NotFound, "no such organisation")
	}
	rows, err := s.db.Client().Membership.Query().Where(membership.OrganisationID(organisationID)).
		All(viewer.System(ctx, "members-of-a-body"))
	if err != nil {
		return pagination.Slice[*Membership]{}, err
	}
	all, err := s.withNames(ctx, rows)
	if err != nil {
		return pagination.Slice[*Membership]{}, err
	}
	words := strings.Fields(latin.Search(search))
	var found []pagination.Item[*Membership]
	for _, m := range all {
		if (role == "" || slices.Contains(m.Roles, role)) && matches(m.Name, words) {
			found = append(found, pagination.Item[*Membership]{Node: m, Position: latin.Search(m.Name) + "|" + m.ID})
		}
	}
	slices.SortFunc(found, func(a, b pagination.Item[*Membership]) int { return strings.Compare(a.Position, b.Position) })
	return cutPage(req, found), nil
}

// MembershipsOf lists what an account works for, the oldest first. Callers pass the id of an account that has proven to be
// itself.
func (s *Service) MembershipsOf(ctx context.Context, accountID string) (_ []*Membership, err error) {
	defer errs.Wrap(&err, "organisation.MembershipsOf(%s)", accountID)
	own := viewer.With(ctx, &viewer.Viewer{AccountID: accountID})
	rows, err := s.db.Client().Membership.Query().Where(membership.AccountID(accountID)).Order(ent.Asc(membership.FieldID)).All(own)
	if err != nil {
		return nil, err
	}
	return s.withNames(own, rows)
}

// Memberships finds memberships by their ids; those that the context's viewer may not see are left out. The viewer sees the
// own ones and those of colleagues.
func (s *Service) Memberships(ctx context.Context, ids []string) (_ map[string]*Membership, err error) {
	defer errs.Wrap(&err, "organisation.Memberships")
	rows, err := s.db.Client().Membership.Query().Where(membership.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, err
	}
	return s.byID(ctx, rows)
}

func (s *Service) byID(ctx context.Context, rows []*ent.Membership) (map[string]*Membership, error) {
	list, err := s.withNames(ctx, rows)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*Membership, len(list))
	for _, m := range list {
		found[m.ID] = m
	}
	return found, nil
}

// MembersByID finds members of an organisation by their ids, for its members and for operators; nobody for all others.
func (s *Service) MembersByID(ctx context.Context, organisationID string, ids []string) (_ map[string]*Membership, err error) {
	defer errs.Wrap(&err, "organisation.MembersByID(%s)", organisationID)
	if s.Internal(ctx, organisationID) == nil {
		return nil, nil
	}
	rows, err := s.db.Client().Membership.Query().Where(membership.OrganisationID(organisationID), membership.IDIn(ids...)).All(viewer.System(ctx, "members-by-id"))
	if err != nil {
		return nil, err
	}
	return s.byID(ctx, rows)
}

// MembershipName is the name of a member; NOT_FOUND when the context's viewer may not see the membership.
func (s *Service) MembershipName(ctx context.Context, membershipID string) (string, error) {
	found, err := s.Memberships(ctx, []string{membershipID})
	if err != nil {
		return "", err
	}
	if m := found[membershipID]; m != nil {
		return m.Name, nil
	}
	return "", errs.New(errs.NotFound, "no such membership")
}

// ClerkOf returns an account's membership by which it answers the case mail of an authority; NOT_FOUND when there is none. The
// caller has asked the viewer's rights.
func (s *Service) ClerkOf(ctx context.Context, accountID, authorityID string) (*Membership, error) {
	return s.findClerk(ctx, authorityID, membership.AccountID(accountID))
}

// ClerkByID returns a membership if by it somebody answers the case mail of an authority; NOT_FOUND otherwise. The caller has
// asked the viewer's rights.
func (s *Service) ClerkByID(ctx context.Context, membershipID, authorityID string) (*Membership, error) {
	return s.findClerk(ctx, authorityID, membership.ID(membershipID))
}

func (s *Service) findClerk(ctx context.Context, authorityID string, who predicate.Membership) (_ *Membership, err error) {
	defer errs.Wrap(&err, "organisation.findClerk(%s)", authorityID)
	nobody := errs.New(errs.NotFound, "no such colleague")
	organisation := s.current.Load().keeper(authorityID)
	if organisation == nil {
		return nil, nobody
	}
	rows, err := s.db.Client().Membership.Query().Where(membership.OrganisationID(organisation.ID), who).All(viewer.System(ctx, "clerk"))
	if err != nil {
		return nil, err
	}
	list, err := s.withNames(ctx, rows)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 || !list[0].clerkFor(authorityID) {
		return nil, nobody
	}
	return list[0], nil
}

// withNames makes read models of memberships that the viewer may see, with the members' names.
func (s *Service) withNames(ctx context.Context, rows []*ent.Membership) ([]*Membership, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	accounts := make([]string, len(rows))
	for i, row := range rows {
		accounts[i] = row.AccountID
	}
	names, err := s.people.Names(viewer.System(ctx, "names-of-members"), accounts)
	if err != nil {
		return nil, err
	}
	me, today := viewer.From(ctx).AccountID, legal.DayOf(s.db.Clock().Now())
	list := make([]*Membership, len(rows))
	for i, row := range rows {
		list[i] = toMembership(row)
		list[i].Name, list[i].Me = names[row.AccountID], row.AccountID == me
		list[i].endAbsence(today)
	}
	return list, nil
}

func toMembership(row *ent.Membership) *Membership {
	m := &Membership{
		ID: row.ID, Version: row.Version, OrganisationID: row.OrganisationID, AccountID: row.AccountID, AllAuthorities: row.AllAuthorities,
		AuthorityIDs: row.AuthorityIds, UnitID: row.UnitID, AbsentUntil: row.AbsentUntil, DeputyID: row.DeputyID,
	}
	for _, r := range row.Roles {
		m.Roles = append(m.Roles, OrganisationRole(r))
	}
	return m
}

// clerkFor reports whether the member answers the case mail of an authority of the organisation.
func (m *Membership) clerkFor(authorityID string) bool {
	return m.has(Clerk) && (m.AllAuthorities || slices.Contains(m.AuthorityIDs, authorityID))
}

func (m *Membership) has(role OrganisationRole) bool { return slices.Contains(m.Roles, role) }

// IsMember reports whether a membership still is an account's, inside the transaction that asks.
func (s *Service) IsMember(ctx context.Context, tx *store.Tx, membershipID, accountID string) (bool, error) {
	return tx.Membership.Query().Where(membership.ID(membershipID), membership.AccountID(accountID)).Exist(ctx)
}

// InMarket reports whether an account has a part in what an organisation does in the market, or with "" any organisation: clerks alone have none.
func (s *Service) InMarket(ctx context.Context, tx *store.Tx, organisationID, accountID string) (bool, error) {
	q := tx.Membership.Query().Where(membership.AccountID(accountID))
	if organisationID != "" {
		q.Where(membership.OrganisationID(organisationID))
	}
	rows, err := q.All(ctx)
	return slices.ContainsFunc(rows, func(row *ent.Membership) bool {
		return slices.ContainsFunc(row.Roles, func(role string) bool { return role != string(Clerk) })
	}), err
}
