package delivery

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/ent/inboundmail"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// Forget destroys what is kept of deliveries whose mailbox was deleted: what names the case, and the content of answers that
// wait for a decision. A mail that is still queued is sent all the same and keeps only what it needs for that. An answer that
// comes later finds no mailbox. The context must be the platform's own.
func (s *Service) Forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) (err error) {
	defer errs.Wrap(&err, "delivery.Forget")
	for part := range slices.Chunk(deliveryIDs, 500) {
		if err := s.forgetDeliveries(ctx, tx, part); err != nil {
			return err
		}
	}
	return nil
}

// forgetDeliveries is Forget for as many deliveries as fit into one statement.
func (s *Service) forgetDeliveries(ctx context.Context, tx *store.Tx, deliveryIDs []string) error {
	mails, err := tx.GatewayMail.Query().Where(gatewaymail.DeliveryIDIn(deliveryIDs...)).All(ctx)
	if err != nil || len(mails) == 0 {
		return err
	}
	var mailIDs, references []string
	for _, m := range mails {
		mailIDs = append(mailIDs, m.ID)
		if m.Reference != nil && !slices.Contains(references, *m.Reference) {
			references = append(references, *m.Reference)
		}
	}
	others, err := tx.GatewayMail.Query().Where(gatewaymail.ReferenceIn(references...), gatewaymail.IDNotIn(mailIDs...)).IDs(ctx)
	if err != nil {
		return err
	}
	if err := s.forgetAnswers(ctx, tx, append(others, mailIDs...)); err != nil {
		return err
	}
	// Nobody needs to confirm an answer that no mailbox is there for.
	unsent := tx.GatewayMail.Delete().Where(gatewaymail.IDIn(others...), gatewaymail.KindEQ(gatewaymail.KindCONFIRM), gatewaymail.StateEQ(gatewaymail.StateQUEUED))
	if _, err := unsent.Exec(ctx); err != nil {
		return err
	}
	if err := tx.GatewayMail.Update().Where(gatewaymail.IDIn(append(others, mailIDs...)...)).ClearReference().Exec(ctx); err != nil {
		return err
	}
	return forgetSettled(ctx, tx, mailIDs...)
}

// forgetSettled takes the delivery from mails that are settled and whose case was forgotten.
func forgetSettled(ctx context.Context, tx *store.Tx, mailIDs ...string) error {
	return tx.GatewayMail.Update().Where(gatewaymail.IDIn(mailIDs...), gatewaymail.KindEQ(gatewaymail.KindMESSAGE),
		gatewaymail.ReferenceIsNil(), gatewaymail.StateNEQ(gatewaymail.StateQUEUED)).ClearDeliveryID().Exec(ctx)
}

// keepMailsFor is how long mails stay that no answer to a case can refer to any more.
const keepMailsFor = 90 * 24 * time.Hour

// sweepMails deletes mails about no case, such as tests and notices, and those whose case was forgotten, when they are old.
func (s *Service) sweepMails(ctx context.Context, now time.Time) error {
	for range sweepRounds {
		n := 0
		err := s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			old, err := tx.GatewayMail.Query().Where(gatewaymail.StateNEQ(gatewaymail.StateQUEUED), gatewaymail.CreatedAtLT(now.Add(-keepMailsFor)),
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

// forgetAnswers destroys what is kept of answers. Of those that are held or in quarantine the sender stays for the operators; of
// all others nothing stays.
func (s *Service) forgetAnswers(ctx context.Context, tx *store.Tx, mailIDs []string) error {
	about := inboundmail.GatewayMailIDIn(mailIDs...)
	waiting, err := tx.InboundMail.Query().Where(about, inboundmail.StateIn(waitingStates...)).Order(ent.Asc(inboundmail.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range waiting {
		if err := s.forgetAnswer(ctx, tx, row); err != nil {
			return err
		}
	}
	settled, err := tx.InboundMail.Query().Where(about, inboundmail.StateIn(inboundmail.StateACCEPTED, inboundmail.StateREPORTED, inboundmail.StateIGNORED)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range settled {
		tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, row.BlobKey) })
		if err := tx.InboundMail.DeleteOne(row).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// forgetAnswer leaves of a mail in quarantine only its sender, under a new key.
func (s *Service) forgetAnswer(ctx context.Context, tx *store.Tx, row *ent.InboundMail) error {
	update := tx.InboundMail.UpdateOneID(row.ID).SetState(inboundmail.StateQUARANTINED).SetReason(string(ReasonMailboxGone)).
		ClearBlobKey().SetSettledAt(tx.Now)
	// A mail that does not open holds nothing to destroy.
	if a, err := s.openEnvelope(ctx, row); err == nil {
		left := arrivalEnvelope{Sender: a.envelope.Sender, From: a.envelope.From, Signature: a.envelope.Signature}
		sealed, wrapped, err := s.resealEnvelope(ctx, row.ID, left)
		if err != nil {
			return err
		}
		update.SetSealedEnvelope(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
	} else if !errors.Is(err, errLost) {
		return err
	}
	tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, row.BlobKey) })
	if err := update.Exec(ctx); err != nil {
		return err
	}
	// A random digest in place of the mail's own: a guess at the content must find nothing to compare with.
	blind := make([]byte, sha256.Size)
	if _, err := rand.Read(blind); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE inbound_mail SET digest = ? WHERE id = ?`, blind, row.ID)
	return err
}
