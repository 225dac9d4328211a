package postbox

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
	"schalter/internal/store"
)

// A message on its way to an authority's own mailbox is held by a transit side: nobody reads it. With the hand-over, or
// when the delivery failed, its view goes, and with the last view the side: the authority keeps no side here.

// dropTransitMessage destroys the transit copy of a message; what is still waiting on the side gets a new key.
func (s *Service) dropTransitMessage(ctx context.Context, tx *store.Tx, d *ent.Delivery) error {
	side, err := s.lockByID(ctx, tx, d.AuthoritySideID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || !side.transit() {
		return err
	}
	view, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(d.MessageID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := removeFromSide(ctx, tx, side.ID, view); err != nil {
		return err
	}
	left, err := tx.ViewMessage.Query().Where(viewmessage.SideID(side.ID)).Exist(ctx)
	if err != nil {
		return err
	}
	if left {
		err = s.renewKey(ctx, tx, side)
	} else {
		err = tx.Side.DeleteOneID(side.ID).Exec(ctx)
	}
	return errors.Join(err, s.deleteUnheld(ctx, tx, side.MailboxID))
}

// Outgoing opens what a delivery is to send, or returns casemail.ErrGone. The context must be the platform's own.
func (s *Service) Outgoing(ctx context.Context, deliveryID string) (_ *casemail.Outgoing, err error) {
	defer errs.Wrap(&err, "postbox.Outgoing(%s)", deliveryID)
	return retryOnNewKey(ctx, func(ctx context.Context) (*casemail.Outgoing, error) { return s.findOutgoing(ctx, deliveryID) })
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
	side, err := s.openSide(ctx, row)
	if err != nil {
		return nil, err
	}
	view, err := s.db.Client().ViewMessage.Query().Where(viewmessage.SideID(side.ID), viewmessage.MessageID(d.MessageID)).WithMessage().Only(ctx)
	if err != nil {
		return nil, goneIfNotFound(err)
	}
	m, err := s.openMessage(ctx, side, view, view.Edges.Message)
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

func (s *Service) outgoing(ctx context.Context, side *openSide, m *Message) (*casemail.Outgoing, error) {
	text, err := s.messageText(ctx, m)
	if err != nil {
		return nil, err
	}
	out := &casemail.Outgoing{
		MessageID: m.ID, Reference: side.Reference, Title: side.head.Title, Kind: m.Kind, PersonName: m.SenderName,
		Address: side.head.Address, TrustLevel: side.head.TrustLevel, Subject: m.Subject, Text: text, SentAt: m.SentAt,
		ReceiptRequested: m.ReceiptRequested,
	}
	for _, serviceID := range m.ServiceIDs {
		out.Services = append(out.Services, s.Directory.ServiceName(serviceID, "de"))
	}
	out.Documents, err = s.outgoingDocuments(ctx, side, m.ID)
	return out, err
}

// messageText is the text of a message that is not locked.
func (s *Service) messageText(ctx context.Context, m *Message) (string, error) {
	texts, err := s.MessageTexts(ctx, []*Message{m})
	if err != nil {
		return "", err
	}
	if texts[0] == nil {
		return "", noSuchMessage()
	}
	return *texts[0], nil
}

func (s *Service) outgoingDocuments(ctx context.Context, side *openSide, messageID string) ([]casemail.OutgoingDocument, error) {
	held, err := s.heldWith(ctx, s.db.Client(), side, messageID)
	if err != nil {
		return nil, err
	}
	list := make([]casemail.OutgoingDocument, len(held))
	for i, d := range held {
		list[i] = casemail.OutgoingDocument{
			Filename: d.meta.Filename, MediaType: d.meta.MediaType, Size: d.row.Size,
			Open: func(ctx context.Context) (io.ReadCloser, error) { return s.openBytes(ctx, d) },
		}
	}
	return list, nil
}
