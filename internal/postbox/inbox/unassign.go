package inbox

import (
	"context"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// JobUnassign follows when somebody leaves an authority.
const JobUnassign job.Kind = "postbox-unassign"

// unassignBatch bounds what one statement takes.
const unassignBatch = 200

// Unassign takes from a member, after the transaction, the cases of authorities that it answers for no more: they are nobody's,
// and the colleagues see that.
func (s *Service) Unassign(ctx context.Context, tx *store.Tx, membershipID string) error {
	return job.Enqueue(ctx, tx, JobUnassign, membershipID, tx.Now, "")
}

// UnassignCases takes all cases from a membership that works for their authority no more; each is a transaction of its own.
func (s *Service) UnassignCases(ctx context.Context, membershipID string) (err error) {
	defer errs.Wrap(&err, "postbox.unassign(%s)", membershipID)
	for after := ""; ; {
		ids, err := s.db.Client().Side.Query().Where(entside.AssigneeID(membershipID), entside.IDGT(after)).
			Order(ent.Asc(entside.FieldID)).Limit(unassignBatch).IDs(ctx)
		if err != nil {
			return err
		}
		for _, caseID := range ids {
			if err := s.unassignOne(ctx, caseID, membershipID); err != nil {
				return err
			}
		}
		if len(ids) < unassignBatch {
			return nil
		}
		after = ids[len(ids)-1]
	}
}

func (s *Service) unassignOne(ctx context.Context, caseID, membershipID string) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		own, err := sides.LockRow(ctx, tx, caseID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil || own.AssigneeID == nil || *own.AssigneeID != membershipID {
			return err
		}
		if _, err := s.organisations.MemberByID(ctx, membershipID, own.Reader); errs.CodeOf(err) != errs.NotFound {
			return err
		}
		PublishChange(tx, own)
		return sides.Unassign(ctx, tx, own)
	})
}
