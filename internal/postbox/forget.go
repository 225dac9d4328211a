package postbox

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/viewmessage"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// What names a thing that is deleted goes with it, or forgets the name. The list of all that names anything, and of what
// becomes of it, is internal/testkit/names.go.

// forgetMailbox has what stays after a mailbox forget it.
func (s *Service) forgetMailbox(ctx context.Context, tx *store.Tx, owner *ent.Side) error {
	if err := tx.ForgetSide(ctx, owner.Reader, owner.ID); err != nil {
		return err
	}
	if err := conversation.ForgetOwner(ctx, tx, owner.ID); err != nil {
		return err
	}
	if err := s.ports.Notices.Withdraw(ctx, tx, owner.Reader, owner.ID); err != nil {
		return err
	}
	if err := conversation.ForgetPredecessor(ctx, tx, owner.ID); err != nil {
		return err
	}
	if err := sides.ForgetActor(ctx, tx, owner.ID); err != nil {
		return err
	}
	return sides.ForgetResult(ctx, tx, owner.Reader, owner.ID)
}

// notifyByGateway makes the gateway tell the authorities that were written to at their own mailboxes. What is not handed over yet
// goes on; of all other deliveries nothing is left.
func (s *Service) notifyByGateway(ctx context.Context, tx *store.Tx, owner *ent.Side) error {
	written, err := s.Conversation.WrittenTo(ctx, tx.Client, owner.ID)
	if err != nil {
		return err
	}
	rows, err := tx.Delivery.Query().Where(delivery.OwnerSideID(owner.ID), delivery.ChannelEQ(delivery.ChannelSMIME)).
		Order(ent.Asc(delivery.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	var told, all []string
	for _, d := range rows {
		all = append(all, d.ID)
		knows := slices.ContainsFunc(written, func(w conversation.Correspondent) bool { return w.AuthorityID == d.AuthorityID })
		if knows && !slices.Contains(told, d.AuthorityID) {
			told = append(told, d.AuthorityID)
			if err := s.ports.Gateway.TellDeleted(ctx, tx, d.AuthorityID, owner.Reference); err != nil {
				return err
			}
		}
		held, err := tx.ViewMessage.Query().Where(viewmessage.SideID(d.AuthoritySideID), viewmessage.MessageID(d.MessageID)).Exist(ctx)
		if err != nil {
			return err
		}
		if !held {
			if err := conversation.DeleteDeliveries(ctx, tx, d.ID); err != nil {
				return err
			}
		}
	}
	return s.ports.Gateway.Forget(ctx, tx, all)
}
