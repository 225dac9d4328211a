package network

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/networkgroup"
	"schalter/ent/networkgroupoffering"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/pagination"
)

// Groups lists the groups by name: for members of organisations and operators, nothing for everybody else. Archived ones are for operators
// and for who joined.
func (s *Service) Groups(ctx context.Context, req pagination.Request) (none pagination.Slice[*Group], err error) {
	defer errs.Wrap(&err, "network.Groups")
	a, err := accessOf(ctx)
	if err != nil || !a.inside() {
		return none, err
	}
	// There are at most MaxGroups.
	rows, err := s.DB.Client().NetworkGroup.Query().All(system(ctx))
	if err != nil {
		return none, err
	}
	list, err := s.shown(ctx, a, rows)
	if err != nil {
		return none, err
	}
	var items []pagination.Item[*Group]
	for _, g := range list {
		if !g.Archived || g.standing.reads() {
			items = append(items, pagination.Item[*Group]{Node: g, Position: latin.Search(g.Name) + "|" + g.ID})
		}
	}
	slices.SortFunc(items, func(a, b pagination.Item[*Group]) int { return strings.Compare(a.Position, b.Position) })
	return cutPage(req, items), nil
}

// cutPage is a page of a list in memory, which is in the order of its positions.
func cutPage[T any](req pagination.Request, all []pagination.Item[T]) pagination.Slice[T] {
	rest := slices.DeleteFunc(all, func(i pagination.Item[T]) bool {
		return req.After != "" && i.Position <= req.After || req.Before != "" && i.Position >= req.Before
	})
	if req.Backward {
		slices.Reverse(rest)
	}
	return pagination.Cut(req, rest[:min(len(rest), req.Limit+1)])
}

// BySlug finds a group by its slug, Group by its id; NOT_FOUND where there is none for the viewer.
func (s *Service) BySlug(ctx context.Context, slug string) (_ *Group, err error) {
	defer errs.Wrap(&err, "network.BySlug")
	a, err := insideAccess(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().NetworkGroup.Query().Where(networkgroup.Slug(slug)).Only(system(ctx))
	if err != nil {
		return nil, asMissing(err)
	}
	return s.one(ctx, a, row)
}

// Group finds a group by its id.
func (s *Service) Group(ctx context.Context, groupID string) (_ *Group, err error) {
	defer errs.Wrap(&err, "network.Group(%s)", groupID)
	a, err := insideAccess(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().NetworkGroup.Get(system(ctx), groupID)
	if err != nil {
		return nil, asMissing(err)
	}
	return s.one(ctx, a, row)
}

func (s *Service) one(ctx context.Context, a access, row *ent.NetworkGroup) (*Group, error) {
	list, err := s.shown(ctx, a, []*ent.NetworkGroup{row})
	if err != nil {
		return nil, err
	}
	if g := list[0]; !g.Archived || g.standing.reads() {
		return g, nil
	}
	return nil, errNoGroup()
}

// GroupsOfPosts are the groups of posts that the viewer read.
func (s *Service) GroupsOfPosts(ctx context.Context, posts []*GroupPost) (_ []*Group, err error) {
	defer errs.Wrap(&err, "network.GroupsOfPosts")
	a, err := insideAccess(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Client().NetworkGroup.Query().Where(networkgroup.IDIn(distinct(posts, func(p *GroupPost) string { return p.GroupID })...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	list, err := s.shown(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	groups := make([]*Group, len(posts))
	for i, p := range posts {
		at := slices.IndexFunc(list, func(g *Group) bool { return g.ID == p.GroupID && g.standing.reads() })
		if at < 0 {
			return nil, errNoGroup()
		}
		groups[i] = list[at]
	}
	return groups, nil
}

// shown makes read models of groups.
func (s *Service) shown(ctx context.Context, a access, rows []*ent.NetworkGroup) ([]*Group, error) {
	ids := distinct(rows, func(row *ent.NetworkGroup) string { return row.ID })
	standings, err := standingsIn(ctx, s.DB.Client(), a, ids)
	if err != nil {
		return nil, err
	}
	offerings, err := s.offeringsIn(ctx, s.DB.Client(), ids)
	if err != nil {
		return nil, err
	}
	list := make([]*Group, len(rows))
	for i, row := range rows {
		texts, err := textsOf(row)
		if err != nil {
			return nil, err
		}
		in, is := textIn(texts, localeOf(ctx)), standings[row.ID]
		list[i] = &Group{
			ID: row.ID, Version: row.Version, Slug: row.Slug, Name: in.Name, Description: in.Description, WholeMarket: valueOf(row.WholeMarket),
			OfferingIDs: offerings[row.ID], Archived: row.Archived, Joined: is.joined(), Moderator: is.moderates(), standing: is,
		}
		if a.operator {
			list[i].Texts = texts
		}
	}
	return list, nil
}

func textsOf(row *ent.NetworkGroup) (texts []*GroupText, err error) {
	err = json.Unmarshal([]byte(row.Texts), &texts)
	return texts, err
}

// textIn is the text in a viewer's language, "de" or "en".
func textIn(texts []*GroupText, viewerLocale string) *GroupText {
	wanted := German
	if viewerLocale == "en" {
		wanted = English
	}
	for _, t := range texts {
		if t.Locale == wanted {
			return t
		}
	}
	return &GroupText{}
}

// offeringsIn are the ids of the offerings of each group.
func (s *Service) offeringsIn(ctx context.Context, client *ent.Client, groupIDs []string) (map[string][]string, error) {
	found := map[string][]string{}
	if len(groupIDs) == 0 {
		return found, nil
	}
	rows, err := client.NetworkGroupOffering.Query().Where(networkgroupoffering.GroupIDIn(groupIDs...)).Order(ent.Asc(networkgroupoffering.FieldID)).All(system(ctx))
	for _, row := range rows {
		found[row.GroupID] = append(found[row.GroupID], row.OfferingID)
	}
	return found, err
}

// GroupsOfOfferings is what everybody may know of the groups of offerings, by offering; those without one, or with an archived one, are left
// out.
func (s *Service) GroupsOfOfferings(ctx context.Context, offeringIDs []string) (_ map[string]*OfferingGroup, err error) {
	defer errs.Wrap(&err, "network.GroupsOfOfferings")
	found := map[string]*OfferingGroup{}
	if len(offeringIDs) == 0 {
		return found, nil
	}
	links, err := s.DB.Client().NetworkGroupOffering.Query().Where(networkgroupoffering.OfferingIDIn(offeringIDs...)).All(system(ctx))
	if err != nil || len(links) == 0 {
		return found, err
	}
	ids := distinct(links, func(l *ent.NetworkGroupOffering) string { return l.GroupID })
	rows, err := s.DB.Client().NetworkGroup.Query().Where(networkgroup.IDIn(ids...), networkgroup.Archived(false)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	groups := map[string]*OfferingGroup{}
	for _, row := range rows {
		texts, err := textsOf(row)
		if err != nil {
			return nil, err
		}
		groups[row.ID] = &OfferingGroup{Slug: row.Slug, Name: textIn(texts, localeOf(ctx)).Name}
	}
	for _, l := range links {
		if g := groups[l.GroupID]; g != nil {
			found[l.OfferingID] = g
		}
	}
	return found, nil
}
