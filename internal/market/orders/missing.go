package orders

import (
	"context"

	"schalter/ent/marketorder"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MissingOf says for each order what keeps it from being submitted, as [Service.Submit] would; nothing of those that wait or are over. The orders
// were read for the viewer.
func (s *Service) MissingOf(ctx context.Context, list []*Order) (_ []errs.Problems, err error) {
	defer errs.Wrap(&err, "orders.MissingOf")
	found := make([]errs.Problems, len(list))
	at := map[string]int{}
	var ids []string
	for i, o := range list {
		if o.State.open() {
			at[o.ID] = i
			ids = append(ids, o.ID)
		}
	}
	if len(ids) == 0 {
		return found, nil
	}
	client := s.db.Client()
	rows, err := client.MarketOrder.Query().Where(marketorder.IDIn(ids...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	opened := make([]*locked, len(rows))
	for i, row := range rows {
		opened[i] = &locked{MarketOrder: row, offering: s.ports.Catalogue.Offering(row.OfferingID)}
		if opened[i].sealed, err = s.open(system(ctx), row); err != nil {
			return nil, err
		}
	}
	missing, err := s.missing(system(ctx), client, opened, clock.Day(s.db.Clock().Now()))
	for i := range missing {
		found[at[rows[i].ID]] = missing[i]
	}
	return found, err
}

// Editable reports whether the viewer may change an order now.
func (s *Service) Editable(ctx context.Context, o *Order) bool {
	return o.State.open() && buys(viewer.From(ctx), o.OrganisationID)
}

// SubmittableOf says for each order whether the viewer may submit it today, once nothing is missing.
func (s *Service) SubmittableOf(ctx context.Context, list []*Order) (_ []bool, err error) {
	defer errs.Wrap(&err, "orders.SubmittableOf")
	may, v := make([]bool, len(list)), viewer.From(ctx)
	asks := false
	for i, o := range list {
		may[i] = s.Editable(ctx, o)
		asks = asks || may[i]
	}
	if !asks {
		return may, nil
	}
	err = s.db.Read(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		acting, err := s.ports.Accounts.Acting(ctx, tx, v)
		if err != nil {
			return err
		}
		signable, err := s.ports.Accounts.Signable(ctx, tx, v, clock.Day(tx.Now))
		for i, o := range list {
			may[i] = may[i] && acting != nil && acting.OrganisationID == o.OrganisationID && signable[o.ForOrganisationID]
		}
		return err
	})
	return may, err
}
