package delivery

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/errs"
	"schalter/internal/store"
)

const (
	// hold is how long a mail is a worker's own: longer than it waits for memory, builds and sends. After that somebody else
	// sends it, with the same Message-ID.
	hold = 20 * time.Minute
	// placePatience is how long a worker waits for a place, pause how long a mail waits that found none.
	placePatience = 2 * time.Second
	pause         = 5 * time.Second
	// memoryPatience is how long a worker waits for memory.
	memoryPatience = 4 * time.Minute
)

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
	leave := s.gate.enter(ctx, m.AuthorityID, placePatience)
	if leave == nil {
		return s.later(ctx, mailID, now.Add(pause))
	}
	defer leave()
	m, err = s.claim(ctx, mailID)
	if err != nil || m == nil {
		return err
	}
	return s.settle(ctx, m, s.attempt(ctx, m))
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
		m, err = tx.GatewayMail.Get(ctx, mailID)
		return err
	})
	return m, err
}
