package orders

import (
	"context"

	"schalter/ent"
	"schalter/ent/marketorder"
	"schalter/internal/errs"
	"schalter/internal/permit"
)

// maxToDo is how many orders are looked through for what is to be done.
const maxToDo = 50

// ToDo lists the orders of an organisation that can still be changed, those that wait longest first; nothing for who prepares none there.
func (s *Service) ToDo(ctx context.Context, organisationID string) (_ []*Order, err error) {
	defer errs.Wrap(&err, "orders.ToDo(%s)", organisationID)
	v, err := permit.SignedIn(ctx)
	if err != nil || !buys(v, organisationID) {
		return nil, err
	}
	rows, err := s.db.Client().MarketOrder.Query().Where(marketorder.OrganisationID(organisationID), marketorder.StateIn(marketorder.StateDRAFT, marketorder.StateRETURNED)).
		Order(ent.Asc(marketorder.FieldStateSince, marketorder.FieldID)).Limit(maxToDo).All(system(ctx))
	if err != nil {
		return nil, err
	}
	return s.shown(system(ctx), rows)
}

// Count is how many orders concern an organisation that were not cancelled. The caller has asked the viewer's rights.
func (s *Service) Count(ctx context.Context, organisationID string) (_ int, err error) {
	defer errs.Wrap(&err, "orders.Count(%s)", organisationID)
	return s.db.Client().MarketOrder.Query().Where(concerns(organisationID), marketorder.StateNEQ(marketorder.StateCANCELLED)).Count(system(ctx))
}

// maxWaiting is where counting what waits for the operators stops.
const maxWaiting = 1000

// CountWaiting is how many orders wait for the operators, counted up to 1,000; for operators.
func (s *Service) CountWaiting(ctx context.Context) (n int, err error) {
	defer errs.Wrap(&err, "orders.CountWaiting")
	if _, err := permit.Operator(ctx); err != nil {
		return 0, err
	}
	err = s.db.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM market_order WHERE state = 'SUBMITTED' LIMIT ?) AS waiting`, maxWaiting).Scan(&n)
	return n, err
}

// Each calls fn with all orders that concern an organisation, the first that began first. The caller has asked the viewer's rights.
func (s *Service) Each(ctx context.Context, organisationID string, fn func(*Order) error) (err error) {
	defer errs.Wrap(&err, "orders.Each(%s)", organisationID)
	const batch = 200
	for after := ""; ; {
		rows, err := s.db.Client().MarketOrder.Query().Where(concerns(organisationID), marketorder.IDGT(after)).Order(ent.Asc(marketorder.FieldID)).Limit(batch).All(system(ctx))
		if err != nil || len(rows) == 0 {
			return err
		}
		list, err := s.shown(system(ctx), rows)
		if err != nil {
			return err
		}
		for _, o := range list {
			if err := fn(o); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}
