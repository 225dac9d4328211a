package outbound

import (
	"context"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
)

// claimDuration is how long a mail belongs to the worker that claimed it: longer than it takes to build and send it. After that
// another worker sends it, with the same Message-ID.
const claimDuration = 20 * time.Minute

// sendMail is the job that sends one mail, or enqueues it for later. The row decides what is to be done; a job more or less does
// no harm.
func (s *Service) sendMail(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "outbound.sendMail(%s)", mailID)
	m, err := s.DB.Client().GatewayMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || m.State != gatewaymail.StateQUEUED || s.Transport == nil {
		return err
	}
	now := s.DB.Clock().Now()
	if m.NextAttemptAt != nil && m.NextAttemptAt.After(now) {
		return s.enqueueLater(ctx, mailID, *m.NextAttemptAt)
	}
	releaseSlot := s.slots.acquire(ctx, m.AuthorityID, s.slots.patience())
	if releaseSlot == nil {
		// The worker that releases a slot enqueues the next mail. One that waited here for long would hold up everybody's jobs.
		return nil
	}
	defer func() {
		releaseSlot()
		err = errors.Join(err, s.enqueueNext(ctx))
	}()
	content, contentErr := s.mailContent(ctx, m)
	releaseMemory := s.MemoryBudget.Acquire(mailID, s.memoryFor(content.innerSize()), now)
	if releaseMemory == nil {
		return job.Later(delivery.MemoryRetry)
	}
	defer releaseMemory()
	m, err = s.claimMail(ctx, mailID)
	if err != nil || m == nil {
		return err
	}
	return s.settleAttempt(ctx, m, s.attemptDelivery(ctx, m, content, contentErr))
}

// enqueueNext enqueues the oldest mail that is due and for which there is a slot, when some found none.
func (s *Service) enqueueNext(ctx context.Context) error {
	waiting, full := s.slots.takeWaiting()
	if !waiting {
		return nil
	}
	mailID, err := s.DB.Client().GatewayMail.Query().Where(
		gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.AuthorityIDNotIn(full...),
		gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLTE(s.DB.Clock().Now())),
	).Order(ent.Asc(gatewaymail.FieldCreatedAt)).FirstID(ctx)
	if len(full) > 0 || err == nil {
		s.slots.markWaiting()
	}
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// Without a key: the mail's own job may just be ending.
		return job.Enqueue(ctx, tx, jobSend, mailID, tx.Now, "")
	})
}

// enqueueLater enqueues the job for a mail whose time has not come.
func (s *Service) enqueueLater(ctx context.Context, mailID string, at time.Time) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return enqueueSend(ctx, tx, mailID, at) })
}

// claimMail makes a mail the worker's own, or returns nil when it is another worker's or settled.
func (s *Service) claimMail(ctx context.Context, mailID string) (m *ent.GatewayMail, err error) {
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		m = nil
		n, err := tx.GatewayMail.Update().Where(
			gatewaymail.ID(mailID), gatewaymail.StateEQ(gatewaymail.StateQUEUED),
			gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLTE(tx.Now)),
		).AddAttempts(1).SetNextAttemptAt(tx.Now.Add(claimDuration)).Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		if _, err := tx.GatewayMail.Update().Where(gatewaymail.ID(mailID), gatewaymail.FirstAttemptAtIsNil()).
			SetFirstAttemptAt(tx.Now).Save(ctx); err != nil {
			return err
		}
		if m, err = tx.GatewayMail.Get(ctx, mailID); err != nil || m.MessageID != nil {
			return err
		}
		// Stored before the mail goes out: a token of a later key would make another mail of it.
		messageID, err := s.messageIDOf(mailID, tokenKind(m.Kind))
		if err != nil {
			return err
		}
		m, err = m.Update().SetMessageID(messageID).Save(ctx)
		return err
	})
	return m, err
}
