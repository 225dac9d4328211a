package rollouts

import (
	"context"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/internal/errs"
)

// LinksOf are the links of rollouts that were read, in the order of the sheet's services.
func (s *Service) LinksOf(ctx context.Context, of []*Rollout) (_ [][]*PortalLink, err error) {
	defer errs.Wrap(&err, "rollouts.LinksOf")
	rows, err := s.DB.Client().PortalLink.Query().Where(portallink.RolloutIDIn(idsOf(of)...)).Order(ent.Asc(portallink.FieldPosition)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	lists := make([][]*PortalLink, len(of))
	for i, r := range of {
		for _, row := range rows {
			if row.RolloutID == r.ID {
				lists[i] = append(lists[i], showLink(row))
			}
		}
	}
	return lists, nil
}

func showLink(row *ent.PortalLink) *PortalLink {
	l := &PortalLink{
		ID: row.ID, RolloutID: row.RolloutID, ServiceID: row.ServiceID, URL: row.URL, State: LinkState(row.State), ProblemKey: row.Problem,
		ReportedAt: row.ReportedAt, CheckedAt: row.CheckedAt,
	}
	if row.Status != nil {
		l.Status = *row.Status
	}
	return l
}

// Link finds a link for those who may see its rollout; NOT_FOUND for all others.
func (s *Service) Link(ctx context.Context, linkID string) (_ *PortalLink, err error) {
	defer errs.Wrap(&err, "rollouts.Link(%s)", linkID)
	row, err := s.DB.Client().PortalLink.Get(system(ctx), linkID)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "no such link")
	}
	if err != nil {
		return nil, err
	}
	if _, err := s.Rollout(ctx, row.RolloutID); err != nil {
		return nil, err
	}
	return showLink(row), nil
}
