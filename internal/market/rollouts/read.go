package rollouts

import (
	"context"
	"slices"

	"entgo.io/ent/dialect/sql"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/ent/rollout"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
)

// byID is the order in which rollouts began.
var byID = store.Order[*ent.Rollout]{ID: func(row *ent.Rollout) string { return row.ID }}

// show makes the read models of rows: the sheets of all are read together. It leaves out what the viewer may not see.
func (s *Service) show(ctx context.Context, a access, rows []*ent.Rollout) ([]*Rollout, error) {
	var versionIDs []string
	for _, row := range rows {
		if !slices.Contains(versionIDs, row.OfferingVersionID) {
			versionIDs = append(versionIDs, row.OfferingVersionID)
		}
	}
	sheets, err := s.Catalogue.VersionsByID(ctx, versionIDs)
	if err != nil {
		return nil, err
	}
	list := make([]*Rollout, len(rows))
	for i, row := range rows {
		if list[i], err = s.showOne(ctx, a, row, sheets[row.OfferingVersionID]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) showOne(ctx context.Context, a access, row *ent.Rollout, sheet *catalogue.OfferingVersion) (*Rollout, error) {
	content, _, err := s.open(ctx, row)
	if err != nil {
		return nil, err
	}
	st := a.towards(row)
	return &Rollout{
		ID: row.ID, Version: row.Version, OrderID: row.OrderID, Reference: row.Reference, OrganisationID: row.OrganisationID, OrderedByID: row.OrderedByID,
		UnitID: row.UnitID, Offering: sheet, Subject: content.Subject, Technical: content.Technical, VendorID: row.VendorID, ITProviderID: row.ItProviderID,
		ProcedureID: row.ProcedureID, ProcedureVersion: row.ProcedureVersion, WishedOn: row.WishedOn, AlreadyInUse: row.AlreadyInUse,
		Parameters: sheet.Filled(content.Parameters), TicketID: row.TicketID, State: RolloutState(row.State), StartedAt: row.StartedAt,
		LiveSince: row.LiveSince, ViewerParty: st.party(), row: row, standing: st,
	}, nil
}

// list reads one page of the rollouts that any of several queries finds.
func (s *Service) list(ctx context.Context, a access, either []*ent.RolloutQuery, order store.Order[*ent.Rollout], req pagination.Request) (pagination.Slice[*Rollout], error) {
	return store.ReadPageOfAny(system(ctx), either, order, req, func(ctx context.Context, rows []*ent.Rollout) ([]*Rollout, error) { return s.show(ctx, a, rows) })
}

// Rollout finds one for those who may see it; NOT_FOUND for all others.
func (s *Service) Rollout(ctx context.Context, rolloutID string) (_ *Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.Rollout(%s)", rolloutID)
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().Rollout.Get(system(ctx), rolloutID)
	if ent.IsNotFound(err) || err == nil && !a.towards(row).sees() {
		return nil, errs.New(errs.NotFound, "no such rollout")
	}
	if err != nil {
		return nil, err
	}
	list, err := s.show(ctx, a, []*ent.Rollout{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// OfOrders finds the rollouts of orders, by the orders' ids, as far as the viewer may see them: the newest, where one before ended.
func (s *Service) OfOrders(ctx context.Context, orderIDs []string) (_ map[string]*Rollout, err error) {
	defer errs.Wrap(&err, "rollouts.OfOrders")
	a, err := s.accessOf(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Client().Rollout.Query().Where(rollout.OrderIDIn(orderIDs...)).Order(rollout.ByID()).All(system(ctx))
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(row *ent.Rollout) bool { return !a.towards(row).sees() })
	list, err := s.show(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*Rollout, len(list))
	for _, r := range list {
		found[r.OrderID] = r
	}
	return found, nil
}

// Waiting lists those that are not live yet, the one that began first before the others, or with brokenLinks those with a link that does not
// work; for operators.
func (s *Service) Waiting(ctx context.Context, brokenLinks bool, req pagination.Request) (_ pagination.Slice[*Rollout], err error) {
	defer errs.Wrap(&err, "rollouts.Waiting")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*Rollout]{}, err
	}
	a, err := s.accessOf(ctx)
	if err != nil {
		return pagination.Slice[*Rollout]{}, err
	}
	if brokenLinks {
		broken := s.DB.Client().Rollout.Query().Where(rollout.StateNEQ(rollout.StateENDED), withBrokenLink)
		return s.list(ctx, a, []*ent.RolloutQuery{broken}, byID, req)
	}
	var either []*ent.RolloutQuery
	for _, state := range []rollout.State{rollout.StateORDERED, rollout.StateIN_PROGRESS} {
		either = append(either, s.DB.Client().Rollout.Query().Where(rollout.StateEQ(state)))
	}
	return s.list(ctx, a, either, byID, req)
}

// withBrokenLink keeps rollouts of which a link does not work.
func withBrokenLink(q *sql.Selector) {
	links := sql.Table(portallink.Table)
	q.Where(sql.In(q.C(rollout.FieldID), sql.Select(links.C(portallink.FieldRolloutID)).From(links).Where(sql.EQ(links.C(portallink.FieldState), string(portallink.StateBROKEN)))))
}

// SettingUp lists those that the viewer sets up for others, the newest first: by a vendor's session, or as a member of who may.
func (s *Service) SettingUp(ctx context.Context, req pagination.Request) (_ pagination.Slice[*Rollout], err error) {
	defer errs.Wrap(&err, "rollouts.SettingUp")
	a, err := s.accessOf(ctx)
	if err != nil || len(a.setsUp) == 0 {
		return pagination.Slice[*Rollout]{}, err
	}
	newest := byID
	newest.Descending = true
	var either []*ent.RolloutQuery
	for _, one := range a.settingUp() {
		either = append(either, s.DB.Client().Rollout.Query().Where(one))
	}
	return s.list(ctx, a, either, newest, req)
}

// OfOrganisation lists those for an organisation, the newest first: for operators, and for members with a part in the market.
func (s *Service) OfOrganisation(ctx context.Context, organisationID string, req pagination.Request) (_ pagination.Slice[*Rollout], err error) {
	defer errs.Wrap(&err, "rollouts.OfOrganisation(%s)", organisationID)
	a, err := s.accessOf(ctx)
	if err != nil || !a.operator && !slices.Contains(a.reads, organisationID) {
		return pagination.Slice[*Rollout]{}, err
	}
	newest := byID
	newest.Descending = true
	return s.list(ctx, a, []*ent.RolloutQuery{s.DB.Client().Rollout.Query().Where(rollout.OrganisationID(organisationID))}, newest, req)
}

func idsOf(of []*Rollout) []string {
	ids := make([]string, len(of))
	for i, r := range of {
		ids[i] = r.ID
	}
	return ids
}

func nonEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
