package orders

import (
	"context"
	"slices"
	"strconv"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Decision is what operators say to an order that was submitted.
type Decision struct {
	OrderID         string
	ExpectedVersion int
	// Release has the contract offered and the rollout begun; otherwise the order is returned, with a note.
	Release bool
	Note    *string
}

// Decide releases or returns an order; for operators. Released, contract, rollout and what is told in the ticket are of one transaction.
// Refusals: STALE; WRONG_STATE for an order that does not wait; REQUIRED without a note to return it.
func (s *Service) Decide(ctx context.Context, in Decision) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.Decide(%s)", in.OrderID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	in.Note = orNil(in.Note)
	noteText(&ps, in.Note, maxReason, latin.Text, "note")
	if in.Note == nil && !in.Release {
		ps.AddText(errs.Required, "order_return_reason", nil, "note")
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var decided *locked
	err = s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if decided, err = s.lock(ctx, tx, in.OrderID); err != nil {
			return err
		}
		switch {
		case decided == nil:
			return errs.RefuseText(errs.Missing, "order_unknown", nil, "orderId")
		case decided.seen() != in.ExpectedVersion:
			return errs.RefuseText(errs.Stale, "order_stale", nil, "expectedVersion")
		case in.Release:
			return s.release(ctx, tx, v, decided, in.Note)
		}
		return s.giveBack(ctx, tx, v, decided, *in.Note)
	})
	if err != nil {
		return nil, err
	}
	return s.showLocked(decided), nil
}

// giveBack returns an order, which keeps its place.
func (s *Service) giveBack(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, note string) error {
	next, err := OrderState(l.State).after(returns)
	if err != nil {
		return err
	}
	if err := s.ports.Tickets.AddToTicket(ctx, tx, tellingOf(l, "return", with(returnedNote, note))); err != nil {
		return err
	}
	l.sealed.DecisionNote = &note
	err = s.change(ctx, tx, l, next, func(u *ent.MarketOrderUpdateOne) { u.SetDecidedAt(tx.Now).SetDecidedBy(v.AccountID) })
	if err != nil {
		return err
	}
	return s.ports.Audit.Record(ctx, tx, v, "order.return", l.ID, l.OrganisationID, "")
}

// Cancelling ends an order before its release.
type Cancelling struct {
	OrderID         string
	ExpectedVersion int
	Reason          *string
}

// Cancel ends an order that was not released; for buyers of the organisation that ordered. Its place is free then. Refusals: STALE; WRONG_STATE
// for one that was released, which ends by its contract.
func (s *Service) Cancel(ctx context.Context, in Cancelling) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.Cancel(%s)", in.OrderID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	in.Reason = orNil(in.Reason)
	noteText(&ps, in.Reason, maxReason, latin.Text, "reason")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var ended *locked
	err = s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if ended, err = s.lockSeen(ctx, tx, v, in.OrderID, &in.ExpectedVersion); err != nil {
			return err
		}
		if err := s.requireBuyer(ctx, tx, v, ended.OrganisationID); err != nil {
			return err
		}
		return s.cancel(ctx, tx, v, ended, in.Reason)
	})
	if err != nil {
		return nil, err
	}
	return s.showLocked(ended), nil
}

func (s *Service) cancel(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, reason *string) error {
	next, err := OrderState(l.State).after(cancels)
	if err != nil {
		return err
	}
	if l.TicketID != nil {
		t := tellingOf(l, "cancel", cancelledNote)
		if reason != nil {
			t.Text = with(cancelledReason, *reason)
		}
		t.Ends = true
		if err := s.ports.Tickets.AddToTicket(ctx, tx, t); err != nil {
			return err
		}
	}
	l.sealed.CancelReason = reason
	if err := s.change(ctx, tx, l, next, func(u *ent.MarketOrderUpdateOne) { u.ClearPlace() }); err != nil {
		return err
	}
	return s.ports.Audit.Record(ctx, tx, v, "order.cancel", l.ID, l.OrganisationID, "")
}

// ContactChange is who is spoken to about an order from now on.
type ContactChange struct {
	OrderID            string
	ExpectedVersion    int
	Subject, Technical *Contact
}

// ChangeContacts changes whom an order names, at any time before it is cancelled; for members with a part in the market of who ordered and of
// whom it is for. Once it was submitted, both must be there, and they take part in the ticket.
func (s *Service) ChangeContacts(ctx context.Context, in ContactChange) (_ *Order, err error) {
	defer errs.Wrap(&err, "orders.ChangeContacts(%s)", in.OrderID)
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	var ps errs.Problems
	w := Wish{Subject: in.Subject, Technical: in.Technical}
	w.validate(&ps)
	if err := ps.Err(); err != nil {
		return nil, err
	}
	var changed *locked
	err = s.inTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if changed, err = s.lock(ctx, tx, in.OrderID); err != nil {
			return err
		}
		switch {
		case changed == nil || !takesPart(v, changed.OrganisationID) && !takesPart(v, changed.ForOrganisationID):
			return errs.RefuseText(errs.Missing, "order_unknown", nil, "orderId")
		case changed.seen() != in.ExpectedVersion:
			return errs.RefuseText(errs.Stale, "order_stale", nil, "expectedVersion")
		}
		return s.changeContacts(ctx, tx, v, changed, in)
	})
	if err != nil {
		return nil, err
	}
	return s.showLocked(changed), nil
}

func (s *Service) changeContacts(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, in ContactChange) error {
	next, err := OrderState(l.State).after(changesContact)
	if err != nil {
		return err
	}
	if l.TicketID != nil {
		var ps errs.Problems
		checkContacts(&ps, in.Subject, in.Technical)
		if err := ps.Err(); err != nil {
			return err
		}
	}
	before := contacts(l.Subject, l.Technical)
	l.sealed.Subject, l.sealed.Technical = in.Subject, in.Technical
	if err := s.replaceInTicket(ctx, tx, l, before); err != nil {
		return err
	}
	if err := s.change(ctx, tx, l, next, func(*ent.MarketOrderUpdateOne) {}); err != nil {
		return err
	}
	if next == Released {
		if err := s.ports.Releases.ContactsChanged(ctx, tx, s.showLocked(l)); err != nil {
			return err
		}
	}
	return s.ports.Audit.Record(ctx, tx, v, "order.contacts", l.ID, l.OrganisationID, strconv.Itoa(l.Version))
}

// replaceInTicket has those take part in the ticket of an order, if it has one, whom it names now instead of those it named before.
func (s *Service) replaceInTicket(ctx context.Context, tx *store.Tx, l *locked, before []Contact) error {
	now := contacts(l.Subject, l.Technical)
	if l.TicketID == nil || slices.Equal(emails(before), emails(now)) {
		return nil
	}
	return s.ports.Tickets.Replace(ctx, tx, l.ID, before, now)
}

func emails(list []Contact) (addresses []string) {
	for _, c := range list {
		addresses = append(addresses, c.Email)
	}
	return addresses
}

// contacts are those that are there.
func contacts(list ...*Contact) (there []Contact) {
	for _, c := range list {
		if c != nil {
			there = append(there, *c)
		}
	}
	return there
}

// takesPart reports whether a viewer has a part in what an organisation does in the market.
func takesPart(v *viewer.Viewer, organisationID string) bool {
	m := v.MemberOf(organisationID)
	return m != nil && m.InMarket()
}
