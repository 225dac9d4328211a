package gateway

import (
	"context"
	"errors"
	"io"

	"schalter/ent"
	"schalter/ent/delivery"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// A message on its way to an authority's own mailbox is held by a transit side: nobody reads it. With the hand-over, or
// when the delivery failed, its view goes, and with the last view the side: the authority keeps no side here.

// dropTransitMessage destroys the transit copy of a message; what is still waiting on the side gets a new key.
func (s *Service) dropTransitMessage(ctx context.Context, tx *store.Tx, d *ent.Delivery) error {
	side, err := s.sides.LockByID(ctx, tx, d.AuthoritySideID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || !side.IsTransit() {
		return err
	}
	view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(d.MessageID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	origins, err := documents.OriginsOn(ctx, tx, side.ID)
	if err != nil {
		return err
	}
	if err := conversation.RemoveFromSide(ctx, tx, side.ID, view); err != nil {
		return err
	}
	left, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID)).Exist(ctx)
	if err != nil {
		return err
	}
	if left {
		err = s.sides.RenewKey(ctx, tx, side)
	} else {
		err = sides.DropTransit(ctx, tx, side.ID)
	}
	return errors.Join(err, s.conversation.DeleteUnheld(ctx, tx, side.MailboxID, origins...))
}

// Outgoing opens what a delivery is to send, or returns casemail.ErrGone. The context must be the platform's own.
func (s *Service) Outgoing(ctx context.Context, deliveryID string) (_ *casemail.Outgoing, err error) {
	defer errs.Wrap(&err, "postbox.Outgoing(%s)", deliveryID)
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (*casemail.Outgoing, error) { return s.findOutgoing(ctx, deliveryID) })
}

func (s *Service) findOutgoing(ctx context.Context, deliveryID string) (*casemail.Outgoing, error) {
	d, err := s.db.Client().Delivery.Query().Where(delivery.ID(deliveryID)).Only(ctx)
	if err != nil {
		return nil, goneIfNotFound(err)
	}
	row, err := s.db.Client().Side.Query().Where(entside.ID(d.AuthoritySideID), entside.KindEQ(entside.KindTRANSIT)).Only(ctx)
	if err != nil {
		return nil, goneIfNotFound(err)
	}
	side, err := s.sides.OpenRow(ctx, row)
	if err != nil {
		return nil, err
	}
	view, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(d.MessageID)).WithMessage().Only(ctx)
	if err != nil {
		return nil, goneIfNotFound(err)
	}
	m, err := s.conversation.OpenMessage(ctx, side, view, view.Edges.Message)
	if err != nil {
		return nil, err
	}
	out, err := s.outgoing(ctx, side, m)
	if err != nil {
		return nil, err
	}
	out.DeliveryID, out.AuthorityID = d.ID, d.AuthorityID
	return out, nil
}

func goneIfNotFound(err error) error {
	if ent.IsNotFound(err) {
		return casemail.ErrGone
	}
	return err
}

func (s *Service) outgoing(ctx context.Context, side *sides.Side, m *conversation.Message) (*casemail.Outgoing, error) {
	text, err := s.MessageText(ctx, m)
	if err != nil {
		return nil, err
	}
	out := &casemail.Outgoing{
		MessageID: m.ID, Reference: side.Reference, Title: side.Head.Title, Kind: m.Kind, PersonName: m.SenderName,
		Address: side.Head.Address, TrustLevel: side.Head.TrustLevel, Subject: m.Subject, Text: text, SentAt: m.SentAt,
		ReceiptRequested: m.ReceiptRequested,
	}
	for _, serviceID := range m.ServiceIDs {
		out.Services = append(out.Services, s.directory.ServiceName(serviceID, "de"))
	}
	out.Documents, err = s.outgoingDocuments(ctx, side, m.ID)
	return out, err
}

// MessageText is the text of a message that is not locked.
func (s *Service) MessageText(ctx context.Context, m *conversation.Message) (string, error) {
	texts, err := s.conversation.MessageTexts(ctx, []*conversation.Message{m})
	if err != nil {
		return "", err
	}
	if texts[0] == nil {
		return "", conversation.NoSuchMessage()
	}
	return *texts[0], nil
}

func (s *Service) outgoingDocuments(ctx context.Context, side *sides.Side, messageID string) ([]casemail.OutgoingDocument, error) {
	held, err := s.documents.HeldWith(ctx, s.db.Client(), side, messageID)
	if err != nil {
		return nil, err
	}
	list := make([]casemail.OutgoingDocument, len(held))
	for i, d := range held {
		list[i] = casemail.OutgoingDocument{
			Filename: d.Meta.Filename, MediaType: d.Meta.MediaType, Size: d.Row.Size,
			Open: func(ctx context.Context) (io.ReadCloser, error) { return s.documents.OpenBytes(ctx, d) },
		}
	}
	return list, nil
}
