package delivery

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/ent/inboundmail"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// Forget destroys what is kept of deliveries whose mailbox was deleted: what names the case, and the content of answers that
// wait for a decision. A mail that is still queued goes on and keeps only what it needs for that. An answer that comes later
// finds no mailbox. The context must be the platform's own.
func (s *Service) Forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) (err error) {
	defer errs.Wrap(&err, "delivery.Forget")
	for part := range slices.Chunk(deliveryIDs, 500) {
		if err := s.forget(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) error {
	mailIDs, err := tx.GatewayMail.Query().Where(gatewaymail.DeliveryIDIn(deliveryIDs...)).IDs(ctx)
	if err != nil || len(mailIDs) == 0 {
		return err
	}
	if err := s.forgetAnswers(ctx, tx, mailIDs); err != nil {
		return err
	}
	if err := tx.GatewayMail.Update().Where(gatewaymail.IDIn(mailIDs...)).ClearReference().Exec(ctx); err != nil {
		return err
	}
	return forgetSettled(ctx, tx, mailIDs...)
}

// forgetSettled takes the delivery from mails that are settled and whose case was forgotten.
func forgetSettled(ctx context.Context, tx *store.Tx, mailIDs ...string) error {
	return tx.GatewayMail.Update().Where(gatewaymail.IDIn(mailIDs...), gatewaymail.KindEQ(gatewaymail.KindMESSAGE),
		gatewaymail.ReferenceIsNil(), gatewaymail.StateNEQ(gatewaymail.StateQUEUED)).ClearDeliveryID().Exec(ctx)
}

// mailsKept is how long mails stay that no answer to a case can come to any more.
const mailsKept = 90 * 24 * time.Hour

// sweepMails deletes mails about no case, such as tests and notices, and those whose case was forgotten, when they are old.
func (s *Service) sweepMails(ctx context.Context, now time.Time) error {
	for range sweepRounds {
		n := 0
		err := s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			old, err := tx.GatewayMail.Query().Where(gatewaymail.StateNEQ(gatewaymail.StateQUEUED), gatewaymail.CreatedAtLT(now.Add(-mailsKept)),
				gatewaymail.Or(gatewaymail.KindNEQ(gatewaymail.KindMESSAGE), gatewaymail.DeliveryIDIsNil())).
				Order(ent.Asc(gatewaymail.FieldCreatedAt)).Limit(sweepBatch).IDs(ctx)
			if err != nil || len(old) == 0 {
				return err
			}
			n, err = tx.GatewayMail.Delete().Where(gatewaymail.IDIn(old...)).Exec(ctx)
			return err
		})
		if err != nil || n < sweepBatch {
			return err
		}
	}
	return nil
}

// forgetAnswers destroys the content of answers that were held or not accepted; their envelopes stay for the operators.
func (s *Service) forgetAnswers(ctx context.Context, tx *store.Tx, mailIDs []string) error {
	waiting, err := tx.InboundMail.Query().Where(inboundmail.GatewayMailIDIn(mailIDs...), inboundmail.BlobKeyNotNil(),
		inboundmail.StateIn(inboundmail.StateHELD, inboundmail.StateQUARANTINED)).Order(ent.Asc(inboundmail.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range waiting {
		if err := s.forgetAnswer(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) forgetAnswer(ctx context.Context, tx *store.Tx, row *ent.InboundMail) error {
	a, err := s.openEnvelope(ctx, row)
	if err != nil {
		return err
	}
	a.envelope.Content = nil
	sealed, err := a.sealEnvelope()
	if err != nil {
		return err
	}
	blobKey := row.BlobKey
	tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, blobKey) })
	return tx.InboundMail.UpdateOneID(row.ID).SetState(inboundmail.StateQUARANTINED).SetReason(string(ReasonMailboxGone)).
		SetSealedEnvelope(sealed).ClearBlobKey().SetSettledAt(tx.Now).Exec(ctx)
}
