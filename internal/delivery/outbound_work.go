package delivery

import (
	"context"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
)

// hold is how long a mail is a worker's own: longer than it builds and sends. After that somebody else sends it, with the same
// Message-ID.
const hold = 20 * time.Minute

// send brings one mail a step further. The row decides what is to be done; the job only has somebody look.
func (s *Service) send(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "delivery.send(%s)", mailID)
	m, err := s.DB.Client().GatewayMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || m.State != gatewaymail.StateQUEUED || s.Transport == nil {
		return err
	}
	now := s.DB.Clock().Now()
	if m.NextAttemptAt != nil && m.NextAttemptAt.After(now) {
		return s.later(ctx, mailID, *m.NextAttemptAt)
	}
	leave := s.gate.enter(ctx, m.AuthorityID, s.gate.patience())
	if leave == nil {
		// Whoever leaves has the next one looked at. A worker that waited here for long would hold up everybody's jobs.
		return nil
	}
	defer func() {
		leave()
		err = errors.Join(err, s.next(ctx))
	}()
	said, broken := s.content(ctx, m)
	release := s.gate.hold(mailID, s.memoryFor(said.size()), now)
	if release == nil {
		return job.Later(roomPause)
	}
	defer release()
	m, err = s.claim(ctx, mailID)
	if err != nil || m == nil {
		return err
	}
	return s.settle(ctx, m, s.attempt(ctx, m, said, broken))
}

// next has the oldest mail looked at that is due and for which there is a place, when some were turned away.
func (s *Service) next(ctx context.Context) error {
	turned, full := s.gate.turnedAway()
	if !turned {
		return nil
	}
	mailID, err := s.DB.Client().GatewayMail.Query().Where(
		gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.AuthorityIDNotIn(full...),
		gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLTE(s.DB.Clock().Now())),
	).Order(ent.Asc(gatewaymail.FieldCreatedAt)).FirstID(ctx)
	if len(full) > 0 || err == nil {
		s.gate.turnAway()
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

func (s *Service) later(ctx context.Context, mailID string, at time.Time) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return wake(ctx, tx, mailID, at) })
}

// claim makes a mail the worker's own, or returns nil when it is somebody else's or done.
func (s *Service) claim(ctx context.Context, mailID string) (m *ent.GatewayMail, err error) {
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		m = nil
		n, err := tx.GatewayMail.Update().Where(
			gatewaymail.ID(mailID), gatewaymail.StateEQ(gatewaymail.StateQUEUED),
			gatewaymail.Or(gatewaymail.NextAttemptAtIsNil(), gatewaymail.NextAttemptAtLTE(tx.Now)),
		).AddAttempts(1).SetNextAttemptAt(tx.Now.Add(hold)).Save(ctx)
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
		// Kept before it goes out: tokens of a later key would make another mail of it.
		messageID, err := s.messageID(mailID, tokenKind(m.Kind))
		if err != nil {
			return err
		}
		m, err = m.Update().SetMessageID(messageID).Save(ctx)
		return err
	})
	return m, err
}
