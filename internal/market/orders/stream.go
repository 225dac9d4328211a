package orders

import (
	"context"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Operators is the stream of all orders. Transactions lock streams in the order of their names, and a ticket's is locked early, where it is
// made: those of the market come behind it.
const Operators = "trade.~"

// AudienceOf is the stream of an organisation's orders.
func AudienceOf(organisationID string) string { return "trade." + organisationID }

// publish has those who see an order learn that it changed.
func publish(tx *store.Tx, row *ent.MarketOrder) {
	readers := []string{Operators, AudienceOf(row.OrganisationID)}
	if row.ForOrganisationID != row.OrganisationID {
		readers = append(readers, AudienceOf(row.ForOrganisationID))
	}
	for _, reader := range readers {
		tx.Append(store.Entry{Reader: reader, Topic: store.TopicChange, SideID: row.ID, At: tx.Now})
	}
}

// Touch has those who see an order learn that its contract or its rollout changed, in the transaction that changes it.
// Nothing for an order that is not there.
func (s *Service) Touch(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "orders.Touch(%s)", orderID)
	row, err := tx.MarketOrder.Get(system(ctx), orderID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err == nil {
		publish(tx, row)
	}
	return err
}

// Follow is the stream that a viewer asks for, with what lets them read it: an organisation's, or with nil that of operators.
func (s *Service) Follow(organisationID *string) (reader string, allowed func(*viewer.Viewer) error) {
	if organisationID == nil {
		return Operators, func(v *viewer.Viewer) error {
			_, err := permit.Operator(viewer.With(context.Background(), v))
			return err
		}
	}
	foundID := ""
	if o := s.ports.Organisations.Organisation(*organisationID); o != nil {
		foundID = o.ID
	}
	return AudienceOf(foundID), func(v *viewer.Viewer) error {
		switch {
		case !v.SignedIn():
			return errs.New(errs.Unauthenticated, "sign in first")
		case foundID == "" || !v.HasRole(viewer.Operator) && !takesPart(v, foundID):
			return errs.New(errs.NotFound, "no such organisation")
		}
		return nil
	}
}

// Changed reads what an entry of a stream is about, with the rights of this moment; nil when there is nothing to see any more.
func (s *Service) Changed(ctx context.Context, e store.Entry) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.Changed(%s)", e.SideID)
	found, err := s.OrdersByID(ctx, []string{e.SideID})
	return found[e.SideID], err
}
