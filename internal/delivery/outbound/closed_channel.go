package outbound

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
)

const jobClosed job.Kind = "gateway-closed"

// Closed makes the mails that wait for an authority fail, after the transaction that closed its channel: nothing is held for a
// channel that is gone, and their writers learn of it at once.
func (s *Service) Closed(ctx context.Context, tx *store.Tx, authorityID string) error {
	return job.Enqueue(ctx, tx, jobClosed, authorityID, tx.Now, "")
}

// failWaitingMails is the job that Closed enqueues.
func (s *Service) failWaitingMails(ctx context.Context, authorityID string) (err error) {
	defer errs.Wrap(&err, "outbound.failWaitingMails(%s)", authorityID)
	now := s.DB.Clock().Now()
	for after := ""; ; {
		// A mail that a worker has claimed goes out, or fails at its next try.
		waiting, err := s.DB.Client().GatewayMail.Query().Where(
			gatewaymail.AuthorityID(authorityID), gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.IDGT(after),
			gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLTE(now), gatewaymail.NextAttemptAtGT(now.Add(claimDuration))),
		).Order(ent.Asc(gatewaymail.FieldID)).Limit(delivery.SweepBatch).All(ctx)
		if err != nil {
			return err
		}
		for _, m := range waiting {
			// Connected again before this job came to it: it waits for the new mailbox as any other does.
			if _, err := s.Channels.Mailbox(ctx, authorityID); !errors.Is(err, delivery.ErrNoMailbox) {
				return err
			}
			if err := s.settleAttempt(ctx, m, channelClosed()); err != nil {
				return err
			}
		}
		if len(waiting) < delivery.SweepBatch {
			return nil
		}
		after = waiting[len(waiting)-1].ID
	}
}
