package rollouts

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/internal/clock"
	"schalter/internal/errs"
)

// ServiceLinks are all services that an organisation's authorities are competent for, by name, each with its link or without. The caller
// has asked the viewer's rights.
func (s *Service) ServiceLinks(ctx context.Context, organisationID string) (_ []*ServiceLink, err error) {
	defer errs.Wrap(&err, "rollouts.ServiceLinks(%s)", organisationID)
	o := s.Organisations.Organisation(organisationID)
	if o == nil {
		return nil, nil
	}
	handled := s.Directory.Handled(o.AuthorityIDs, s.DB.Clock().Now())
	rows, err := s.DB.Client().PortalLink.Query().Where(portallink.URLNotNil(),
		portallink.Or(portallink.OrganisationID(o.ID), portallink.AuthorityIDIn(o.AuthorityIDs...))).Order(ent.Asc(portallink.FieldID)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	best := map[string]*ent.PortalLink{}
	for _, row := range rows {
		if known := best[row.ServiceID]; known == nil || rank(row) >= rank(known) {
			best[row.ServiceID] = row
		}
	}
	list := make([]*ServiceLink, len(handled))
	for i, h := range handled {
		list[i] = &ServiceLink{ServiceID: h.ServiceID, AuthorityID: h.AuthorityID}
		if row := best[h.ServiceID]; row != nil {
			list[i].Link, list[i].Online = showLink(row), row.OnlineSince != nil
		}
	}
	return list, nil
}

// rank says which of several links of a service counts: one that citizens see, one that works, the newest.
func rank(l *ent.PortalLink) int {
	switch {
	case l.OnlineSince != nil:
		return 2
	case l.State == portallink.StateOK:
		return 1
	}
	return 0
}

// Count counts services with those that citizens can do online.
func Count(list []*ServiceLink) ServiceLinkCount {
	c := ServiceLinkCount{Services: len(list)}
	for _, l := range list {
		if l.Online {
			c.Online++
		}
	}
	return c
}

// OnlineRow is one online service of an organisation, for a file in the terms of XZuFi.
type OnlineRow struct {
	ID, ServiceID, German, English, LeikaKey, AuthorityID, RegionARS, URL string
	CheckedAt                                                             time.Time
}

// OnlineRows are all that citizens can do online at an organisation, the first that was reported first. The caller has asked the viewer's
// rights.
func (s *Service) OnlineRows(ctx context.Context, organisationID string) (_ []OnlineRow, err error) {
	defer errs.Wrap(&err, "rollouts.OnlineRows(%s)", organisationID)
	o := s.Organisations.Organisation(organisationID)
	if o == nil {
		return nil, nil
	}
	links, err := s.DB.Client().PortalLink.Query().Where(portallink.URLNotNil(), portallink.OnlineSinceNotNil(),
		portallink.Or(portallink.OrganisationID(o.ID), portallink.AuthorityIDIn(o.AuthorityIDs...))).Order(ent.Asc(portallink.FieldID)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	rows := make([]OnlineRow, len(links))
	for i, l := range links {
		facts, _ := s.Directory.ServiceFacts(l.ServiceID)
		rows[i] = OnlineRow{
			ID: l.ID, ServiceID: l.ServiceID, German: facts.German, English: facts.English, LeikaKey: valueOf(facts.LeikaKey), AuthorityID: valueOf(l.AuthorityID),
			RegionARS: l.RegionArs, URL: valueOf(l.URL),
		}
		if l.CheckedAt != nil {
			rows[i].CheckedAt = *l.CheckedAt
		}
	}
	return rows, nil
}

// LinkRow is one row of the list of an organisation's services in a file.
type LinkRow struct {
	Service, LeikaKey, AuthorityID, URL string
	State                               LinkState
	Online                              bool
	CheckedOn                           string
}

// LinkRows are the services of an organisation with their links, for a file. The caller has asked the viewer's rights.
func (s *Service) LinkRows(ctx context.Context, organisationID string) ([]LinkRow, error) {
	list, err := s.ServiceLinks(ctx, organisationID)
	if err != nil {
		return nil, err
	}
	rows := make([]LinkRow, len(list))
	for i, l := range list {
		facts, _ := s.Directory.ServiceFacts(l.ServiceID)
		rows[i] = LinkRow{Service: facts.German, LeikaKey: valueOf(facts.LeikaKey), AuthorityID: l.AuthorityID, Online: l.Online}
		if l.Link != nil {
			rows[i].URL, rows[i].State = valueOf(l.Link.URL), l.Link.State
			if l.Link.CheckedAt != nil {
				rows[i].CheckedOn = clock.Day(*l.Link.CheckedAt)
			}
		}
	}
	return rows, nil
}
