package orders

import (
	"context"

	"schalter/ent"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Submitting hands an order in.
type Submitting struct {
	OrderID         string
	ExpectedVersion int
	// AcknowledgeCosts says that the cost of interfaces is the municipality's; it must be true.
	AcknowledgeCosts bool
	// ActingPerson names who uses a shared account.
	ActingPerson *string
}

// Submit hands an order to the operators, with the sheet as it stands, and opens its ticket; for a person who may sign for the organisation that
// it is for on this day. Refusals are those of [Service.Missing]; NOT_AUTHORISED_TO_SIGN; STALE, also for another sheet than was seen;
// REQUIRED without the acknowledgement, or without the name of who uses a shared account.
func (s *Service) Submit(ctx context.Context, in Submitting) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.Submit(%s)", in.OrderID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	in.ActingPerson = orNil(in.ActingPerson)
	noteText(&ps, in.ActingPerson, maxActing, latin.Line, "actingPerson")
	if !in.AcknowledgeCosts {
		ps.AddText(errs.Required, "order_costs", nil, "acknowledgeInterfaceCosts")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var submitted *locked
	err = s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if submitted, err = s.lockSeen(ctx, tx, v, in.OrderID, &in.ExpectedVersion); err != nil {
			return err
		}
		return s.submit(ctx, tx, v, submitted, in)
	})
	if err != nil {
		return nil, err
	}
	return s.showLocked(submitted), nil
}

func (s *Service) submit(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, in Submitting) error {
	next, err := OrderState(l.State).after(submits)
	if err != nil {
		return err
	}
	if err := s.mayHandIn(ctx, tx, v, l, in.ActingPerson); err != nil {
		return err
	}
	return s.handIn(ctx, tx, v, l, next, in.ActingPerson)
}

// handIn freezes the sheet of an order that lacks nothing, and opens its ticket.
func (s *Service) handIn(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, next OrderState, acting *string) error {
	missing, err := s.missing(ctx, tx.Client, []*locked{l}, clock.Day(tx.Now))
	if err == nil {
		err = missing[0].Err()
	}
	if err != nil {
		return err
	}
	name, err := s.ports.People.Name(ctx, tx, v.AccountID)
	if err != nil {
		return err
	}
	again := OrderState(l.State) == Returned
	l.sealed.SubmittedBy, l.sealed.ActingPerson = &name, acting
	ticketID := valueOf(l.TicketID)
	if ticketID == "" {
		if ticketID, err = s.ports.Tickets.Open(ctx, tx, s.ticketOf(v, l)); err != nil {
			return err
		}
	} else if again {
		if err := s.ports.Tickets.AddToTicket(ctx, tx, tellingOf(l, "submit", withActing(submittedAgain, l))); err != nil {
			return err
		}
	}
	err = s.change(ctx, tx, l, next, func(u *ent.MarketOrderUpdateOne) {
		u.SetVersionID(l.offering.Current.ID).SetSheet(l.offering.Current.Version).SetPlace(placeOf(l.MarketOrder).live()).SetSubmittedBy(v.AccountID).
			SetPlacedAt(tx.Now).SetCostsAcknowledgedAt(tx.Now).SetTicketID(ticketID)
	})
	if err != nil {
		return err
	}
	// The audit log has no names: who used a shared account stands in the order.
	detail := l.offering.Current.ID
	if acting != nil {
		detail += " acting-person-named"
	}
	return s.ports.Audit.Record(ctx, tx, v, "order.submit", l.ID, l.OrganisationID, detail)
}

// mayHandIn refuses who may not sign today for the organisation that an order is for, and a shared account without the name of its user.
func (s *Service) mayHandIn(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, acting *string) error {
	if by := s.ports.Organisations.Organisation(l.OrganisationID); by != nil && (by.Kind == itAssociation || by.Kind == vendor) {
		var ps errs.Problems
		s.checkPlace(&ps, placeOf(l.MarketOrder), l.offering, nil, clock.Day(tx.Now))
		return ps.Err()
	}
	signer, err := s.ports.Accounts.MaySign(ctx, tx, v, l.ForOrganisationID, clock.Day(tx.Now))
	switch {
	case err != nil:
		return err
	case signer.OrganisationID != l.OrganisationID:
		return errs.RefuseText(errs.NotAuthorisedToSign, "not_authorised_to_sign", nil)
	}
	return checkActing(signer, acting)
}

// checkActing asks a shared account for the name of who uses it, and an own one for none.
func checkActing(signer *accounts.Signer, acting *string) error {
	switch {
	case signer.Shared && acting == nil:
		return errs.RefuseText(errs.Required, "acting_person_missing", nil, "actingPerson")
	case !signer.Shared && acting != nil:
		return errs.RefuseText(errs.InvalidValue, "acting_person_own", nil, "actingPerson")
	}
	return nil
}

// missing says for each order what keeps it from being submitted.
func (s *Service) missing(ctx context.Context, client *ent.Client, list []*locked, today string) ([]errs.Problems, error) {
	var places []place
	for _, l := range list {
		places = append(places, placeOf(l.MarketOrder))
	}
	taken, err := takenPlaces(ctx, client, places)
	if err != nil {
		return nil, err
	}
	confirmed := map[string]map[string]bool{}
	found := make([]errs.Problems, len(list))
	for i, l := range list {
		p := places[i]
		if _, asked := confirmed[p.organisationID]; !asked && p.forID != p.organisationID {
			if confirmed[p.organisationID], err = s.confirmedFor(ctx, client, p.organisationID, today, true); err != nil {
				return nil, err
			}
		}
		own := valueOf(l.Place) == p.live()
		s.checkComplete(&found[i], p, l.AlreadyInUse, l.sealed, l.offering, confirmed[p.organisationID], taken[p.live()] && !own, today)
	}
	return found, nil
}

// names are those of an offering in both languages.
func names(v *catalogue.OfferingVersion) Text {
	return Text{German: v.TextIn(catalogue.German).Name, English: v.TextIn(catalogue.English).Name}
}
