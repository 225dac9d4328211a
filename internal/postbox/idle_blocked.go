package postbox

import (
	"context"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Who is blocked can neither sign in nor keep a mailbox: it is not warned, and its mailboxes stay. Once the account is open again they end after 30
// days at the earliest, with all warnings.

func (s *Service) isBlocked(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	if s.ports.IsBlocked == nil {
		return false, nil
	}
	return s.ports.IsBlocked(ctx, tx, accountID)
}

// holdBlocked keeps a mailbox of somebody who is blocked. Warnings, and a letter, that came before count no more: what they said can be done could not
// be. One whose letter came back is kept already.
func (s *Service) holdBlocked(ctx context.Context, tx *store.Tx, side *sides.Side) error {
	if side.DeletesAt == nil || side.EndLetterReturnedAt != nil || sides.HeldForBlock(side.Side) {
		return nil
	}
	over := !tx.Now.Before(*side.DeletesAt)
	if side.Warnings == 0 && side.DeletionHeldAt == nil && !over {
		return nil
	}
	side.SetEnd(*side.DeletesAt)
	if over {
		now := tx.Now
		side.DeletionHeldAt = &now
		s.log.WarnContext(ctx, "deletion held: the account is blocked", "mailbox", side.ID)
		if err := s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.DeletionHeld, Actor: chain.Platform}); err != nil {
			return err
		}
	}
	return sides.Save(ctx, tx, side)
}

// AccountUnblocked has the mailboxes of somebody who is blocked no more end after 30 days at the earliest. Those whose letter came back stay until
// their owner acts. No key is needed.
func (s *Service) AccountUnblocked(ctx context.Context, tx *store.Tx, accountID string) (err error) {
	defer errs.Wrap(&err, "postbox.AccountUnblocked(%s)", accountID)
	ctx = viewer.System(ctx, "postbox.unblocked")
	end := endOfDayIn(tx.Now, warnedBefore[0])
	// All who lock several take them in one order.
	ids, err := tx.Side.Query().Where(entside.KindEQ(entside.KindOWNER), entside.Reader(accountID), entside.DeletesAtLT(end), entside.EndLetterReturnedAtIsNil()).
		Order(entside.ByID()).IDs(ctx)
	if err != nil {
		return err
	}
	for _, mailboxID := range ids {
		row, err := sides.LockRow(ctx, tx, mailboxID, entside.DeletesAtLT(end), entside.EndLetterReturnedAtIsNil())
		if ent.IsNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		side := &sides.Side{Side: row}
		side.SetEnd(end)
		if err := sides.Save(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}
