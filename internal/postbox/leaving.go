package postbox

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/ent/delivery"
	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// The jobs that follow when somebody leaves an authority, or an authority the platform.
const (
	jobUnassign job.Kind = "postbox-unassign"
	jobClosed   job.Kind = "postbox-closed"
)

// leavingBatch bounds what one statement takes.
const leavingBatch = 200

// Unassign takes from a member, after the transaction, the cases of authorities that it answers for no more: they are nobody's,
// and the colleagues see that.
func (s *Service) Unassign(ctx context.Context, tx *store.Tx, membershipID string) error {
	return job.Enqueue(ctx, tx, jobUnassign, membershipID, tx.Now, "")
}

func (s *Service) unassign(ctx context.Context, membershipID string) (err error) {
	defer errs.Wrap(&err, "postbox.unassign(%s)", membershipID)
	for after := ""; ; {
		ids, err := s.db.Client().Side.Query().Where(entside.AssigneeID(membershipID), entside.IDGT(after)).
			Order(ent.Asc(entside.FieldID)).Limit(leavingBatch).IDs(ctx)
		if err != nil {
			return err
		}
		for _, caseID := range ids {
			if err := s.unassignOne(ctx, caseID, membershipID); err != nil {
				return err
			}
		}
		if len(ids) < leavingBatch {
			return nil
		}
		after = ids[len(ids)-1]
	}
}

func (s *Service) unassignOne(ctx context.Context, caseID, membershipID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		own, err := lockRow(ctx, tx, caseID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil || own.AssigneeID == nil || *own.AssigneeID != membershipID {
			return err
		}
		if _, err := s.Organisations.MemberByID(ctx, membershipID, own.Reader); errs.CodeOf(err) != errs.NotFound {
			return err
		}
		publishChange(tx, own)
		return tx.Side.UpdateOneID(own.ID).ClearAssigneeID().SetVersion(own.Version + 1).Exec(ctx)
	})
}

// Closed enqueues that the messages nobody at an authority has read fail, after the transaction that closed its channel: their
// senders are told that they were not delivered, with a letter ready to print. The authority's copy stays.
func (s *Service) Closed(ctx context.Context, tx *store.Tx, authorityID string) error {
	return job.Enqueue(ctx, tx, jobClosed, authorityID, tx.Now, "")
}

// failUnread records the failure of every message in the inbox of a closed authority that nobody has opened.
func (s *Service) failUnread(ctx context.Context, authorityID string) (err error) {
	defer errs.Wrap(&err, "postbox.failUnread(%s)", authorityID)
	for after := ""; ; {
		ids, err := s.db.Client().Delivery.Query().Where(delivery.AuthorityID(authorityID), delivery.StateEQ(delivery.StateDELIVERED),
			delivery.ChannelEQ(delivery.ChannelINBOX), delivery.IDGT(after)).Order(ent.Asc(delivery.FieldID)).Limit(leavingBatch).IDs(ctx)
		if err != nil {
			return err
		}
		for _, deliveryID := range ids {
			err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.failUnreadOne(ctx, tx, deliveryID) })
			if err != nil {
				return err
			}
		}
		if len(ids) < leavingBatch {
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
	if c, err := s.Organisations.Channel(ctx, tx, d.AuthorityID); err != nil || c.Connected {
		return err
	}
	return s.RecordFact(ctx, tx, d.ID, casemail.Fact{State: Failed, Code: codeClosed, Failure: ClosedChannel})
}

// codeClosed is a key of the message catalogue.
const codeClosed = "mail_closed"
