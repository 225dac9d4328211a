package outbound

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/store"
)

// CaseMails are the mails of deliveries, and the other mails that name the same cases.
type CaseMails struct{ own, others []string }

// IDs are the ids of all of them.
func (m CaseMails) IDs() []string { return slices.Concat(m.others, m.own) }

// MailsOf returns the mails of deliveries with all that name the same cases; none when there is none of these deliveries.
func (s *Service) MailsOf(ctx context.Context, tx *store.Tx, deliveryIDs []string) (CaseMails, error) {
	var found CaseMails
	mails, err := tx.GatewayMail.Query().Where(gatewaymail.DeliveryIDIn(deliveryIDs...)).All(ctx)
	if err != nil || len(mails) == 0 {
		return found, err
	}
	var references []string
	for _, m := range mails {
		found.own = append(found.own, m.ID)
		if m.Reference != nil && !slices.Contains(references, *m.Reference) {
			references = append(references, *m.Reference)
		}
	}
	found.others, err = tx.GatewayMail.Query().Where(gatewaymail.ReferenceIn(references...), gatewaymail.IDNotIn(found.own...)).IDs(ctx)
	return found, err
}

// ForgetMails takes from mails what names their case. What is still queued is sent all the same and keeps only what it needs for
// that. The context must be the platform's own.
func (s *Service) ForgetMails(ctx context.Context, tx *store.Tx, mails CaseMails) error {
	if len(mails.own) == 0 {
		return nil
	}
	// Nobody needs to confirm an answer that no mailbox is there for.
	unsent := tx.GatewayMail.Delete().Where(gatewaymail.IDIn(mails.others...), gatewaymail.KindEQ(gatewaymail.KindCONFIRM), gatewaymail.StateEQ(gatewaymail.StateQUEUED))
	if _, err := unsent.Exec(ctx); err != nil {
		return err
	}
	if err := tx.GatewayMail.Update().Where(gatewaymail.IDIn(mails.IDs()...)).ClearReference().Exec(ctx); err != nil {
		return err
	}
	return forgetSettled(ctx, tx, mails.own...)
}

// forgetSettled takes the delivery from mails that are settled and whose case was forgotten.
func forgetSettled(ctx context.Context, tx *store.Tx, mailIDs ...string) error {
	return tx.GatewayMail.Update().Where(gatewaymail.IDIn(mailIDs...), gatewaymail.KindEQ(gatewaymail.KindMESSAGE),
		gatewaymail.ReferenceIsNil(), gatewaymail.StateNEQ(gatewaymail.StateQUEUED)).ClearDeliveryID().Exec(ctx)
}

// keepMailsFor is how long mails stay that no answer to a case can refer to any more.
const keepMailsFor = 90 * 24 * time.Hour

// DeleteOldMails deletes mails about no case, such as tests and notices, and those whose case was forgotten, when they are old.
func (s *Service) DeleteOldMails(ctx context.Context, now time.Time) error {
	for range delivery.SweepRounds {
		n := 0
		err := s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			old, err := tx.GatewayMail.Query().Where(gatewaymail.StateNEQ(gatewaymail.StateQUEUED), gatewaymail.CreatedAtLT(now.Add(-keepMailsFor)),
				gatewaymail.Or(gatewaymail.KindNEQ(gatewaymail.KindMESSAGE), gatewaymail.DeliveryIDIsNil())).
				Order(ent.Asc(gatewaymail.FieldCreatedAt)).Limit(delivery.SweepBatch).IDs(ctx)
			if err != nil || len(old) == 0 {
				return err
			}
			n, err = tx.GatewayMail.Delete().Where(gatewaymail.IDIn(old...)).Exec(ctx)
			return err
		})
		if err != nil || n < delivery.SweepBatch {
			return err
		}
	}
	return nil
}
