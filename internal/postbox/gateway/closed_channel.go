package gateway

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// JobClosed follows when an authority closes its channel.
const JobClosed job.Kind = "postbox-closed"

// closedBatch bounds what one statement takes.
const closedBatch = 200

// Closed enqueues that the messages nobody at an authority has read fail, after the transaction that closed its channel: their
// senders are told that they were not delivered, with a letter ready to print. The authority's copy stays.
func (s *Service) Closed(ctx context.Context, tx *store.Tx, authorityID string) error {
	return job.Enqueue(ctx, tx, JobClosed, authorityID, tx.Now, "")
}

// FailUnread records the failure of every message in the inbox of a closed authority that nobody has opened.
func (s *Service) FailUnread(ctx context.Context, authorityID string) (err error) {
	defer errs.Wrap(&err, "postbox.failUnread(%s)", authorityID)
	for after := ""; ; {
		ids, err := s.db.Client().Delivery.Query().Where(delivery.AuthorityID(authorityID), delivery.StateEQ(delivery.StateDELIVERED),
			delivery.ChannelEQ(delivery.ChannelINBOX), delivery.IDGT(after)).Order(ent.Asc(delivery.FieldID)).Limit(closedBatch).IDs(ctx)
		if err != nil {
			return err
		}
		for _, deliveryID := range ids {
			err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.failUnreadOne(ctx, tx, deliveryID) })
			if err != nil {
				return err
			}
		}
		if len(ids) < closedBatch {
			return nil
		}
		after = ids[len(ids)-1]
	}
}

func (s *Service) failUnreadOne(ctx context.Context, tx *store.Tx, deliveryID string) error {
	d, owner, err := s.lockDelivery(ctx, tx, deliveryID)
	if errors.Is(err, vault.ErrTampered) {
		// Nothing can be told in a mailbox that no key opens. The alarm is raised, and nobody else waits for it.
		return nil
	}
	// Read at the last moment, it was delivered; without the owner there is nobody to tell.
	if err != nil || d == nil || owner == nil || d.State != delivery.StateDELIVERED {
		return err
	}
	// Connected again before this job came to it.
	if c, err := s.organisations.Channel(ctx, tx, d.AuthorityID); err != nil || c.Connected {
		return err
	}
	return s.RecordFact(ctx, tx, d.ID, casemail.Fact{State: casemail.Failed, Code: codeClosed, Failure: casemail.ClosedChannel})
}

// codeClosed is a key of the message catalogue.
const codeClosed = "mail_closed"
