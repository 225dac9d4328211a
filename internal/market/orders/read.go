package orders

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/marketorder"
	"schalter/ent/predicate"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Filter narrows a list of orders; what is nil narrows nothing.
type Filter struct {
	// OrganisationID is whom they concern: who ordered, or whom they are for. ForOrganisationID is whom they are for, ByOrganisationID who ordered.
	OrganisationID, ForOrganisationID, ByOrganisationID *string
	State                                               *OrderState
}

var (
	byUpdate = store.Order[*ent.MarketOrder]{
		Descending: true, ID: func(row *ent.MarketOrder) string { return row.ID },
		Column: marketorder.FieldUpdatedAt, At: func(row *ent.MarketOrder) time.Time { return row.UpdatedAt },
	}
	byWait = store.Order[*ent.MarketOrder]{
		ID: func(row *ent.MarketOrder) string { return row.ID }, Column: marketorder.FieldStateSince,
		At: func(row *ent.MarketOrder) time.Time { return row.StateSince },
	}
)

// Orders lists those that the viewer may see, the last that changed first.
func (s *Service) Orders(ctx context.Context, f Filter, req pagination.Request) (_ pagination.Slice[*Order], err error) {
	defer errs.Wrap(&err, "orders.Orders")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return pagination.Slice[*Order]{}, err
	}
	q := s.db.Client().MarketOrder.Query()
	if f.ForOrganisationID != nil {
		q.Where(marketorder.ForOrganisationID(s.idOf(*f.ForOrganisationID)))
	}
	if f.ByOrganisationID != nil {
		q.Where(marketorder.OrganisationID(s.idOf(*f.ByOrganisationID)))
	}
	if f.State != nil {
		q.Where(marketorder.StateEQ(marketorder.State(*f.State)))
	}
	own := organisationsOf(v)
	switch {
	case f.OrganisationID != nil:
		organisationID := s.idOf(*f.OrganisationID)
		if !v.HasRole(viewer.Operator) && !slices.Contains(own, organisationID) {
			q.Where(concerns(own...))
		}
		own = []string{organisationID}
	case v.HasRole(viewer.Operator):
		return store.ReadPage(system(ctx), q, byUpdate, req, s.shown)
	}
	either := []*ent.MarketOrderQuery{q.Clone().Where(marketorder.OrganisationIDIn(own...)), q.Where(marketorder.ForOrganisationIDIn(own...))}
	return store.ReadPageOfAny(system(ctx), either, byUpdate, req, s.shown)
}

// Waiting lists the orders in a state, the one that is in it longest first; for operators. An empty state is every state.
func (s *Service) Waiting(ctx context.Context, state OrderState, req pagination.Request) (_ pagination.Slice[*Order], err error) {
	defer errs.Wrap(&err, "orders.Waiting")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*Order]{}, err
	}
	q := s.db.Client().MarketOrder.Query()
	if state != "" {
		q.Where(marketorder.StateEQ(marketorder.State(state)))
	}
	return store.ReadPage(system(ctx), q, byWait, req, s.shown)
}

// idOf is the one id of an organisation, whichever it is asked for by.
func (s *Service) idOf(organisationID string) string {
	if o := s.ports.Organisations.Organisation(organisationID); o != nil {
		return o.ID
	}
	return organisationID
}

// organisationsOf are those in whose part in the market the viewer has one.
func organisationsOf(v *viewer.Viewer) (ids []string) {
	for i := range v.Memberships {
		if m := &v.Memberships[i]; m.InMarket() {
			ids = append(ids, m.OrganisationID)
		}
	}
	return ids
}

// concerns keeps what organisations ordered, or what was ordered for them.
func concerns(organisationIDs ...string) predicate.MarketOrder {
	return marketorder.Or(marketorder.OrganisationIDIn(organisationIDs...), marketorder.ForOrganisationIDIn(organisationIDs...))
}

// sees reports whether an order exists for the viewer.
func sees(v *viewer.Viewer, row *ent.MarketOrder) bool {
	return v.HasRole(viewer.Operator) || takesPart(v, row.OrganisationID) || takesPart(v, row.ForOrganisationID)
}

// OrdersByID reads orders by their ids; what the viewer may not see is left out.
func (s *Service) OrdersByID(ctx context.Context, ids []string) (_ map[string]*Order, err error) {
	defer errs.Wrap(&err, "orders.OrdersByID")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(s string) bool { return !id.Is(id.Order, s) })
	found := map[string]*Order{}
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := s.db.Client().MarketOrder.Query().Where(marketorder.IDIn(ids...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(row *ent.MarketOrder) bool { return !sees(v, row) })
	list, err := s.shown(system(ctx), rows)
	for _, o := range list {
		found[o.ID] = o
	}
	return found, err
}

// Order reads an order by its id; NOT_FOUND where there is none for the viewer.
func (s *Service) Order(ctx context.Context, orderID string) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.Order(%s)", orderID)
	found, err := s.OrdersByID(ctx, []string{orderID})
	if err == nil && found[orderID] == nil {
		err = errNoOrder()
	}
	return found[orderID], err
}

// ByReference reads an order by its reference; NOT_FOUND where there is none for the viewer.
func (s *Service) ByReference(ctx context.Context, typed string) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.ByReference")
	if _, err := permit.SignedIn(ctx); err != nil {
		return nil, err
	}
	reference, err := checkcode.ParseOrderReference(typed)
	if err != nil {
		return nil, errNoOrder()
	}
	orderID, err := s.db.Client().MarketOrder.Query().Where(marketorder.Reference(reference)).OnlyID(system(ctx))
	if ent.IsNotFound(err) {
		return nil, errNoOrder()
	}
	if err != nil {
		return nil, err
	}
	return s.Order(ctx, orderID)
}

// shown opens rows.
func (s *Service) shown(ctx context.Context, rows []*ent.MarketOrder) ([]*Order, error) {
	list := make([]*Order, len(rows))
	for i, row := range rows {
		content, err := s.open(ctx, row)
		if err != nil {
			return nil, err
		}
		list[i] = show(row, content, s.ports.Catalogue.Offering(row.OfferingID))
	}
	return list, nil
}

// SheetsOf are the sheets of orders, in their order: of those that can still be changed the current ones, else as they were submitted.
func (s *Service) SheetsOf(ctx context.Context, list []*Order) (_ []*catalogue.OfferingVersion, err error) {
	defer errs.Wrap(&err, "orders.SheetsOf")
	var ids []string
	for _, o := range list {
		if o.VersionID != nil {
			ids = append(ids, *o.VersionID)
		}
	}
	frozen, err := s.ports.Catalogue.VersionsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	sheets := make([]*catalogue.OfferingVersion, len(list))
	for i, o := range list {
		if o.VersionID != nil {
			sheets[i] = frozen[*o.VersionID]
		} else if offering := s.ports.Catalogue.Offering(o.OfferingID); offering != nil {
			sheets[i] = offering.Current
		}
	}
	return sheets, nil
}
