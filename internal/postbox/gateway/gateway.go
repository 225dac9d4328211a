package gateway

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// RecordFact appends a fact to a delivery by mail, and applies its consequences: the owner is told, a failure writes the notice,
// and HANDED_OVER and FAILED destroy the transit copy. The same fact twice counts once. Of a delivery that is not there any more
// nothing is recorded. The context must be the platform's own.
func (s *Service) RecordFact(ctx context.Context, tx *store.Tx, deliveryID string, f casemail.Fact) (err error) {
	defer errs.Wrap(&err, "postbox.RecordFact(%s)", deliveryID)
	d, owner, err := s.lockDelivery(ctx, tx, deliveryID)
	if err != nil || d == nil {
		return err
	}
	if f.Unread {
		return s.recordUnreadReport(ctx, tx, owner, d, f.Code)
	}
	known, err := isKnownFact(ctx, tx, d.ID, f)
	if err != nil {
		return err
	}
	var failure *casemail.FailureCode
	if f.State == casemail.Failed && !known {
		failure = &f.Failure
	}
	if err := conversation.SaveAttempt(ctx, tx, d.ID, f.NextAttempt, failure); err != nil {
		return err
	}
	if known {
		return s.destroyTransitCopy(ctx, tx, owner, d, f.State)
	}
	if err := s.conversation.AddFact(ctx, tx, owner, d, conversation.Fact{State: f.State, By: s.actorFor(d, f.State), Code: f.Code, Status: f.Status, Event: chain.DeliveryChanged}); err != nil {
		return err
	}
	if owner != nil {
		if err := s.applyConsequences(ctx, tx, owner, d, f); err != nil {
			return err
		}
	}
	return s.destroyTransitCopy(ctx, tx, owner, d, f.State)
}

// unsettledStates are the states in which a delivery may still move by what a mail server says.
var unsettledStates = []delivery.State{delivery.StateQUEUED, delivery.StateDEFERRED, delivery.StateHANDED_OVER, delivery.StateRELAYED}

// recordUnreadReport records once that a report came which could not be read. It has no consequences.
func (s *Service) recordUnreadReport(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, code string) error {
	if owner == nil || !slices.Contains(unsettledStates, d.State) {
		return nil
	}
	known, err := tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(d.ID), deliveryfact.Code(code)).Exist(ctx)
	if err != nil || known {
		return err
	}
	state := casemail.DeliveryState(d.State)
	if err := s.conversation.AddFact(ctx, tx, owner, d, conversation.Fact{State: state, By: chain.Platform, Code: code, Event: chain.DeliveryChanged}); err != nil {
		return err
	}
	return sides.Save(ctx, tx, owner)
}

// lockDelivery reads a delivery and locks the owner's side, which is nil when the owner deleted the mailbox.
func (s *Service) lockDelivery(ctx context.Context, tx *store.Tx, deliveryID string) (*ent.Delivery, *sides.Side, error) {
	d, err := tx.Delivery.Get(ctx, deliveryID)
	if ent.IsNotFound(err) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	owner, err := s.sides.LockByID(ctx, tx, d.OwnerSideID)
	if ent.IsNotFound(err) {
		return d, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	// Read again now that nobody else moves it.
	d, err = tx.Delivery.Get(ctx, deliveryID)
	if ent.IsNotFound(err) {
		return nil, nil, nil
	}
	return d, owner, err
}

// isKnownFact reports whether a fact says nothing new. Of repeated deferrals for the same cause only the first is kept; a
// failure that is only reported says nothing of a message that arrived.
func isKnownFact(ctx context.Context, tx *store.Tx, deliveryID string, f casemail.Fact) (bool, error) {
	if f.State == casemail.Failed && f.Reported {
		return conversation.HasFact(ctx, tx, deliveryID, deliveryfact.StateFAILED, deliveryfact.StateDELIVERED, deliveryfact.StateOPENED,
			deliveryfact.StateCONFIRMED, deliveryfact.StateANSWERED)
	}
	if f.State != casemail.Deferred {
		return conversation.HasFact(ctx, tx, deliveryID, deliveryfact.State(f.State))
	}
	last, err := tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(deliveryID)).Order(ent.Desc(deliveryfact.FieldID)).First(ctx)
	if err != nil {
		return false, err
	}
	return last.State == deliveryfact.StateDEFERRED && last.Code == f.Code && last.Status == f.Status, nil
}

// actorFor is who a fact comes from: what a person at the authority did is the authority's, everything else the mail servers'.
func (s *Service) actorFor(d *ent.Delivery, state casemail.DeliveryState) chain.Actor {
	if state == casemail.Opened || state == casemail.Confirmed || state == casemail.Answered {
		return chain.Actor{ID: d.AuthorityID, Name: s.directory.AuthorityName(d.AuthorityID), Capacity: "authority"}
	}
	return chain.Platform
}

// applyConsequences does what a new fact means for the owner. The notice depends on the failure itself, whatever state is derived
// from all facts; only where a person at the authority had this very message, by its opening, receipt or answer, it would say what
// is not so.
func (s *Service) applyConsequences(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, f casemail.Fact) error {
	if f.State == casemail.Opened {
		owner.RecordActivity(tx.Now)
	}
	if f.State == casemail.Failed {
		reached, err := conversation.HasFact(ctx, tx, d.ID, deliveryfact.StateOPENED, deliveryfact.StateCONFIRMED, deliveryfact.StateANSWERED)
		if err != nil {
			return err
		}
		if !reached {
			if err := s.conversation.WriteNotice(ctx, tx, owner, d, f.Failure); err != nil {
				return err
			}
		}
	}
	return sides.Save(ctx, tx, owner)
}

// destroyTransitCopy destroys what was held for a delivery that a state ended; of a delivery whose owner is gone nothing stays.
func (s *Service) destroyTransitCopy(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, state casemail.DeliveryState) error {
	if state != casemail.HandedOver && state != casemail.Failed {
		return nil
	}
	if err := s.dropTransitMessage(ctx, tx, d); err != nil {
		return err
	}
	if owner == nil {
		return conversation.DeleteDeliveries(ctx, tx, d.ID)
	}
	return nil
}
