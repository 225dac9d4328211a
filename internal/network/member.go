package network

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/networkmember"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

var byMemberID = store.Order[*ent.NetworkMember]{ID: func(row *ent.NetworkMember) string { return row.ID }}

// Members lists who takes part in a group, in the order in which they first joined; nil for who does not, but operators see it. Of a search
// those whose name or organisation has its words.
func (s *Service) Members(ctx context.Context, g *Group, search string, req pagination.Request) (_ *pagination.Slice[*Profile], err error) {
	defer errs.Wrap(&err, "network.Members(%s)", g.ID)
	if !g.standing.reads() {
		return nil, nil
	}
	words, err := wordsOf(search)
	if err != nil {
		return nil, err
	}
	q := s.DB.Client().NetworkMember.Query().Where(networkmember.GroupID(g.ID), networkmember.LeftAtIsNil())
	if len(words) > 0 {
		return s.findMembers(ctx, q, words, req)
	}
	page, err := store.ReadPage(system(ctx), q, byMemberID, req, s.profiles)
	if err != nil {
		return nil, err
	}
	page.Items = slices.DeleteFunc(page.Items, func(i pagination.Item[*Profile]) bool { return i.Node == nil })
	return &page, nil
}

// findMembers looks through the members: their names stand in no index.
func (s *Service) findMembers(ctx context.Context, q *ent.NetworkMemberQuery, words []string, req pagination.Request) (*pagination.Slice[*Profile], error) {
	rows, err := q.Order(ent.Asc(networkmember.FieldID)).Limit(maxSearched).All(system(ctx))
	if err != nil {
		return nil, err
	}
	var items []pagination.Item[*Profile]
	for part := range slices.Chunk(rows, 500) {
		list, err := s.profiles(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if p != nil && hasWords(latin.Search(p.Name+" "+p.OrganisationName), words) {
				items = append(items, pagination.Item[*Profile]{Node: p, Position: p.ID})
			}
		}
	}
	page := cutPage(req, items)
	return &page, nil
}

// profiles are members as the others see them; nil for those whose membership ended, and for operators who are none any more.
func (s *Service) profiles(ctx context.Context, rows []*ent.NetworkMember) ([]*Profile, error) {
	members, err := s.Organisations.Members(system(ctx), distinct(rows, func(row *ent.NetworkMember) string { return valueOf(row.MembershipID) }))
	if err != nil {
		return nil, err
	}
	joinedAlone := distinct(rows, withoutMembership)
	operators, err := s.People.Names(system(ctx), joinedAlone)
	if err != nil {
		return nil, err
	}
	operating, err := s.People.Operating(system(ctx), joinedAlone)
	if err != nil {
		return nil, err
	}
	list := make([]*Profile, len(rows))
	for i, row := range rows {
		p := &Profile{ID: row.ID, Moderator: row.Moderator, Operator: row.MembershipID == nil}
		if p.Operator {
			if !operating[row.AccountID] {
				continue
			}
			p.Name = operators[row.AccountID]
		} else {
			m, there := members[*row.MembershipID]
			if !there {
				continue
			}
			p.Name = m.Name
			p.OrganisationName, _ = s.Organisations.OrganisationName(m.OrganisationID)
		}
		if row.LeftAt == nil {
			list[i] = p
		}
	}
	return list, nil
}

// withoutMembership is the account of who joined as an operator; empty for others.
func withoutMembership(row *ent.NetworkMember) string {
	if row.MembershipID != nil {
		return ""
	}
	return row.AccountID
}

// OwnProfiles are who the viewer is in each group, nil where they do not take part.
func (s *Service) OwnProfiles(ctx context.Context, groups []*Group) (_ []*Profile, err error) {
	defer errs.Wrap(&err, "network.OwnProfiles")
	var rows []*ent.NetworkMember
	for _, g := range groups {
		if g.Joined {
			rows = append(rows, g.standing.member)
		}
	}
	list, err := s.profiles(ctx, rows)
	if err != nil {
		return nil, err
	}
	own := make([]*Profile, len(groups))
	for i, g := range groups {
		if at := slices.Index(rows, g.standing.member); g.Joined && at >= 0 {
			own[i] = list[at]
		}
	}
	return own, nil
}

// Moderators are the members of each group who may hide posts, for operators; nil for everybody else.
func (s *Service) Moderators(ctx context.Context, groups []*Group) (_ [][]*Profile, err error) {
	defer errs.Wrap(&err, "network.Moderators")
	lists := make([][]*Profile, len(groups))
	a, err := accessOf(ctx)
	if err != nil || !a.operator || len(groups) == 0 {
		return lists, err
	}
	rows, err := s.DB.Client().NetworkMember.Query().Where(networkmember.GroupIDIn(distinct(groups, func(g *Group) string { return g.ID })...),
		networkmember.Moderator(true), networkmember.LeftAtIsNil()).Order(ent.Asc(networkmember.FieldID)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	list, err := s.profiles(ctx, rows)
	if err != nil {
		return nil, err
	}
	for i, g := range groups {
		lists[i] = []*Profile{}
		for at, row := range rows {
			if row.GroupID == g.ID && list[at] != nil {
				lists[i] = append(lists[i], list[at])
			}
		}
	}
	return lists, nil
}

// AuthorsOf are who wrote posts, nil for those who take part no more and for the platform.
func (s *Service) AuthorsOf(ctx context.Context, posts []*GroupPost) (_ []*Profile, err error) {
	defer errs.Wrap(&err, "network.AuthorsOf")
	authors := make([]*Profile, len(posts))
	ids := distinct(posts, func(p *GroupPost) string {
		if p.Removed {
			return ""
		}
		return valueOf(p.memberID)
	})
	if len(ids) == 0 {
		return authors, nil
	}
	rows, err := s.DB.Client().NetworkMember.Query().Where(networkmember.IDIn(ids...), networkmember.LeftAtIsNil()).All(system(ctx))
	if err != nil {
		return nil, err
	}
	list, err := s.profiles(ctx, rows)
	if err != nil {
		return nil, err
	}
	for i, p := range posts {
		at := slices.IndexFunc(rows, func(row *ent.NetworkMember) bool { return !p.Removed && row.ID == valueOf(p.memberID) })
		if at >= 0 {
			authors[i] = list[at]
		}
	}
	return authors, nil
}
