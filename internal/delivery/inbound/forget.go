package inbound

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"slices"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// Forget destroys what is kept of deliveries whose mailbox was deleted: what names the case, and the content of answers that
// wait for a decision. A mail that is still queued is sent all the same and keeps only what it needs for that. An answer that
// comes later finds no mailbox. The context must be the platform's own.
func (s *Service) Forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) (err error) {
	defer errs.Wrap(&err, "inbound.Forget")
	for part := range slices.Chunk(deliveryIDs, 500) {
		mails, err := s.out.MailsOf(ctx, tx, part)
		if err != nil {
			return err
		}
		// The answers first: a mail that comes in locks its own row before the row of the mail that it answers.
		if err := s.forgetAnswers(ctx, tx, mails.IDs()); err != nil {
			return err
		}
		if err := s.out.ForgetMails(ctx, tx, mails); err != nil {
			return err
		}
	}
	return nil
}

// forgetAnswers destroys what is kept of answers. Of those that are held or in quarantine the sender stays for the operators; of
// all others nothing stays.
func (s *Service) forgetAnswers(ctx context.Context, tx *store.Tx, mailIDs []string) error {
	if len(mailIDs) == 0 {
		return nil
	}
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
