package orders

import (
	"context"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// release lets an order go on: its contract is offered, its rollout begins, and both are told in the ticket with the contract as a file. What
// was ordered is the sheet of the submission, whatever became of the offering since; only who is there no more gets no contract.
func (s *Service) release(ctx context.Context, tx *store.Tx, v *viewer.Viewer, l *locked, note *string) error {
	next, err := OrderState(l.State).after(releases)
	if err != nil {
		return err
	}
	if err := s.checkThere(l); err != nil {
		return err
	}
	l.sealed.DecisionNote = note
	err = s.change(ctx, tx, l, next, func(u *ent.MarketOrderUpdateOne) { u.SetDecidedAt(tx.Now).SetDecidedBy(v.AccountID) })
	if err != nil {
		return err
	}
	order := s.showLocked(l)
	sheets, err := s.SheetsOf(ctx, []*Order{order})
	if err != nil {
		return err
	}
	offered, err := s.ports.Releases.Offer(ctx, tx, order, sheets[0])
	if err != nil {
		return err
	}
	if err := s.ports.Releases.Begin(ctx, tx, order); err != nil {
		return err
	}
	t := tellingOf(l, "release", releasedText(l, note))
	t.Files = offered.Files
	if err := s.ports.Tickets.AddToTicket(ctx, tx, t); err != nil {
		return err
	}
	return s.ports.Audit.Record(ctx, tx, v, "order.release", l.ID, l.OrganisationID, offered.ContractID)
}

// checkThere refuses an order of an organisation that is dissolved, or for one.
func (s *Service) checkThere(l *locked) error {
	for _, organisationID := range []string{l.OrganisationID, l.ForOrganisationID} {
		if o := s.ports.Organisations.Organisation(organisationID); o == nil || o.Dissolved {
			return errs.RefuseText(errs.WrongState, "organisation_dissolved", nil, "orderId")
		}
	}
	return nil
}

func releasedText(l *locked, note *string) Text {
	t := with(releasedNote, l.Reference)
	add := func(more Text) { t = Text{German: t.German + more.German, English: t.English + more.English} }
	if l.AlreadyInUse {
		add(releasedInUse)
	}
	if note != nil {
		add(with(releasedReason, *note))
	}
	return t
}

// ContractDeclined gives an order back whose contract was declined: it keeps its place, can be changed and submitted again, or cancelled. The
// context must be the platform's own.
func (s *Service) ContractDeclined(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "orders.ContractDeclined(%s)", orderID)
	l, err := s.lock(ctx, tx, orderID)
	if l == nil || err != nil {
		return err
	}
	next, err := OrderState(l.State).after(declines)
	if err != nil {
		return err
	}
	l.sealed.DecisionNote = nil
	return s.change(ctx, tx, l, next, func(*ent.MarketOrderUpdateOne) {})
}

// ContractEnded frees the place of an order whose contract ended: it can be ordered again. The context must be the platform's own.
func (s *Service) ContractEnded(ctx context.Context, tx *store.Tx, orderID string) (err error) {
	defer errs.Wrap(&err, "orders.ContractEnded(%s)", orderID)
	l, err := s.lock(ctx, tx, orderID)
	if l == nil || err != nil || OrderState(l.State) != Released {
		return err
	}
	return s.change(ctx, tx, l, Released, func(u *ent.MarketOrderUpdateOne) { u.ClearPlace() })
}
