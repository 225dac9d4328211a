package orders

import (
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/marketorder"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Save begins a draft, or changes one or an order that was returned; for buyers of the organisation. Everything but the offering may be missing.
// Refusals: STALE, also for another sheet than was seen; NOT_ORDERABLE and NOT_ELIGIBLE; ALREADY_ORDERED, also where the organisation has a
// draft of it; WRONG_STATE for an order that cannot be changed any more.
func (s *Service) Save(ctx context.Context, in Saving) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.Save(%s)", in.OrganisationID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	p := s.placeNames(in.OrganisationID, in.OnBehalfOfID, in.UnitID, in.OfferingID)
	if err := s.mayPrepare(v, p.organisationID); err != nil {
		return nil, err
	}
	asked, err := digest(in)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	in.validate(&ps)
	checkBeginning(&ps, in.OrderID == nil, in.IdempotencyKey)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var saved *locked
	err = s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.requireBuyer(ctx, tx, v, p.organisationID); err != nil {
			return err
		}
		if in.OrderID != nil {
			saved, err = s.saveAgain(ctx, tx, v, p, in)
			return err
		}
		drafts, err := s.begin(ctx, tx, v, []place{p}, in.Wish, in.IdempotencyKey, asked, func(int) []string { return []string{"onBehalfOfId"} })
		if err == nil {
			saved = drafts[0]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.showLocked(saved), nil
}

// SaveForMembers begins a draft for each of several members of a union: all, or none.
func (s *Service) SaveForMembers(ctx context.Context, in SavingForMembers) (_ []*Order, err error) {
	defer errs.Wrap(&err, "orders.SaveForMembers(%s)", in.OrganisationID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	union := s.placeNames(in.OrganisationID, nil, nil, in.OfferingID)
	if err := s.mayPrepare(v, union.organisationID); err != nil {
		return nil, err
	}
	asked, err := digest(in)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	in.validate(&ps)
	checkBeginning(&ps, true, in.IdempotencyKey)
	places := s.placesOf(&ps, in)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var saved []*locked
	err = s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.requireBuyer(ctx, tx, v, union.organisationID); err != nil {
			return err
		}
		saved, err = s.begin(ctx, tx, v, places, in.Wish, in.IdempotencyKey, asked, func(i int) []string { return []string{"onBehalfOfIds", strconv.Itoa(i)} })
		return err
	})
	if err != nil {
		return nil, err
	}
	list := make([]*Order, len(saved))
	for i, l := range saved {
		list[i] = s.showLocked(l)
	}
	return list, nil
}

func (s *Service) placesOf(ps *errs.Problems, in SavingForMembers) []place {
	switch n := len(in.OnBehalfOfIDs); {
	case n == 0:
		ps.AddText(errs.Required, "order_members_missing", nil, "onBehalfOfIds")
	case n > maxMembers:
		ps.AddText(errs.TooMany, "order_members_many", []any{maxMembers}, "onBehalfOfIds")
		return nil
	}
	var places []place
	for i, memberID := range in.OnBehalfOfIDs {
		p := s.placeNames(in.OrganisationID, &memberID, nil, in.OfferingID)
		if slices.Contains(places, p) {
			ps.AddText(errs.InvalidValue, "order_member_twice", nil, "onBehalfOfIds", strconv.Itoa(i))
		}
		places = append(places, p)
	}
	return places
}

// mayPrepare refuses who prepares no orders for an organisation.
func (s *Service) mayPrepare(v *viewer.Viewer, organisationID string) error {
	m := v.MemberOf(organisationID)
	switch {
	case m == nil:
		return errs.RefuseText(errs.Missing, "organisation_unknown", nil, "organisationId")
	case !buys(v, organisationID):
		return errs.RefuseText(errs.NotEligible, "order_buyers_only", nil, "organisationId")
	}
	return nil
}

func checkBeginning(ps *errs.Problems, begins bool, key string) {
	if begins && (key == "" || len(key) > maxKey) {
		ps.Add(errs.InvalidValue, "idempotencyKey")
	}
}

// begin writes a draft for each place, or finds those that the same key made before.
func (s *Service) begin(ctx context.Context, tx *store.Tx, v *viewer.Viewer, places []place, w Wish, key, asked string, field func(int) []string) ([]*locked, error) {
	offering, err := s.ports.Catalogue.Hold(ctx, tx, places[0].offeringID)
	if err != nil {
		return nil, err
	}
	// The same request at the same time waits, and finds what the first one made.
	if _, err := tx.Count(ctx, "order-begin|"+hex.EncodeToString(s.keyedHash("begin", v.AccountID, key)), time.Minute); err != nil {
		return nil, err
	}
	if there, err := s.begun(ctx, tx, v, offering, key, asked); there != nil || err != nil {
		return there, err
	}
	content, err := s.beginning(ctx, tx, v, places, w, offering, field)
	if err != nil {
		return nil, err
	}
	content.Asked = asked
	drafts := make([]*locked, len(places))
	for i, p := range places {
		own := content
		if err := s.fillContacts(ctx, tx, &own, p); err != nil {
			return nil, err
		}
		requestKey := s.keyedHash("save", v.AccountID, key, strconv.Itoa(i))
		if drafts[i], err = s.create(ctx, tx, p, offering, v.AccountID, requestKey, w, own); err != nil {
			return nil, err
		}
		publish(tx, drafts[i].MarketOrder)
		if err := s.ports.Audit.Record(ctx, tx, v, "order.begin", drafts[i].ID, p.organisationID, p.forID+" "+p.offeringID); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// begun are the drafts that the same key of an account made before; IDEMPOTENCY_CONFLICT where it asked for something else.
func (s *Service) begun(ctx context.Context, tx *store.Tx, v *viewer.Viewer, o *catalogue.Offering, key, asked string) (there []*locked, err error) {
	for i := 0; ; i++ {
		row, err := tx.MarketOrder.Query().Where(marketorder.RequestKey(s.keyedHash("save", v.AccountID, key, strconv.Itoa(i)))).Only(ctx)
		if ent.IsNotFound(err) {
			return there, nil
		}
		if err != nil {
			return nil, err
		}
		l := &locked{MarketOrder: row, offering: o}
		if l.sealed, err = s.open(ctx, row); err != nil {
			return nil, err
		}
		if l.Asked != asked {
			return nil, errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
		}
		there = append(there, l)
	}
}

// beginning checks new drafts and makes what they all say.
func (s *Service) beginning(ctx context.Context, tx *store.Tx, v *viewer.Viewer, places []place, w Wish, o *catalogue.Offering, field func(int) []string) (c sealed, err error) {
	var ps errs.Problems
	if checkOffering(&ps, o); o == nil {
		return c, ps.Err()
	}
	confirmed, err := s.confirmedFor(ctx, tx.Client, places[0].organisationID, clock.Day(tx.Now), slices.ContainsFunc(places, func(p place) bool { return p.forID != p.organisationID }))
	if err != nil {
		return c, err
	}
	taken, err := takenPlaces(ctx, tx.Client, places)
	if err != nil {
		return c, err
	}
	for i, p := range places {
		var own errs.Problems
		s.checkPlace(&own, p, o, confirmed, clock.Day(tx.Now))
		if taken[p.live()] || taken[p.draft()] {
			s.refuseTaken(&own, p)
		}
		for _, problem := range own {
			if len(problem.Field) > 0 && problem.Field[0] == "onBehalfOfId" || len(places) > 1 {
				problem.Field = field(i)
			}
			ps = append(ps, problem)
		}
	}
	c.take(&ps, w, o.Current)
	s.checkPartners(&ps, c, o.Current)
	if err := ps.Err(); err != nil {
		return c, err
	}
	c.PreparedBy, err = s.ports.People.Name(ctx, tx, v.AccountID)
	return c, err
}

// take puts what was written into what is sealed.
func (c *sealed) take(ps *errs.Problems, w Wish, sheet *catalogue.OfferingVersion) {
	c.Subject, c.Technical, c.VendorID, c.ITProviderID = w.Subject, w.Technical, w.VendorID, w.ITProviderID
	c.ProcedureID, c.ProcedureVersion, c.WishedOn, c.Note, c.PortalURL = w.ProcedureID, w.ProcedureVersion, w.WishedOn, w.Note, w.PortalURL
	c.Values = sheet.Fill(ps, c.Values, w.Parameters, "parameters")
}

// fillContacts gives a new draft the contacts that the organisation names for its orders: who orders, or else whom it is for.
func (s *Service) fillContacts(ctx context.Context, tx *store.Tx, c *sealed, p place) error {
	for _, organisationID := range slices.Compact([]string{p.organisationID, p.forID}) {
		if c.Subject != nil && c.Technical != nil {
			return nil
		}
		subject, technical, err := s.ports.Organisations.Contacts(ctx, tx, organisationID)
		if err != nil {
			return err
		}
		if c.Subject == nil {
			c.Subject = subject
		}
		if c.Technical == nil {
			c.Technical = technical
		}
	}
	return nil
}

// saveAgain changes a draft, or an order that was returned. For whom it is stays.
func (s *Service) saveAgain(ctx context.Context, tx *store.Tx, v *viewer.Viewer, p place, in Saving) (*locked, error) {
	l, err := s.lockSeen(ctx, tx, v, *in.OrderID, in.ExpectedVersion)
	if err != nil {
		return nil, err
	}
	next, err := OrderState(l.State).after(saves)
	if err != nil {
		return nil, err
	}
	if placeOf(l.MarketOrder) != p {
		return nil, errs.RefuseText(errs.InvalidValue, "order_place_fixed", nil, "organisationId")
	}
	var ps errs.Problems
	before := contacts(l.Subject, l.Technical)
	l.take(&ps, in.Wish, l.offering.Current)
	s.checkPartners(&ps, l.sealed, l.offering.Current)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	if err := s.replaceInTicket(ctx, tx, l, before); err != nil {
		return nil, err
	}
	err = s.change(ctx, tx, l, next, func(u *ent.MarketOrderUpdateOne) { u.SetAlreadyInUse(in.AlreadyInUse) })
	if err != nil {
		return nil, err
	}
	return l, s.ports.Audit.Record(ctx, tx, v, "order.save", l.ID, l.OrganisationID, "")
}

// lockSeen locks an order of an organisation that the viewer buys for, at the version that was seen.
func (s *Service) lockSeen(ctx context.Context, tx *store.Tx, v *viewer.Viewer, orderID string, version *int) (*locked, error) {
	l, err := s.lock(ctx, tx, orderID)
	switch {
	case err != nil:
		return nil, err
	case l == nil || !buys(v, l.OrganisationID):
		return nil, errs.RefuseText(errs.Missing, "order_unknown", nil, "orderId")
	case version == nil || *version != l.seen():
		return nil, errs.RefuseText(errs.Stale, "order_stale", nil, "expectedVersion")
	}
	return l, nil
}
