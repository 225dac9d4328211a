package postbox

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/casenote"
	entside "schalter/ent/side"
	"schalter/ent/sideevent"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// retainedAtOnce bounds the cases that are destroyed, and the deliveries that are dropped, in one round; the next takes the rest.
const retainedAtOnce = 200

// SweepRetained destroys, as of now, authorities' sides whose retention is over, and deliveries of which no side is left. A case that
// nobody closes counts as closed after twelve idle months: without an event in its record and without a note of a clerk.
func (s *Service) SweepRetained(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.SweepRetained")
	ctx = viewer.System(ctx, "postbox.retention")
	ids, err := s.db.Client().Side.Query().Where(entside.KindEQ(entside.KindAUTHORITY), entside.ClosedAtLT(clock.AddMonths(now, -12*sides.RetentionYears))).
		Order(ent.Asc(entside.FieldClosedAt)).Limit(retainedAtOnce).IDs(ctx)
	if err != nil {
		return err
	}
	idle, err := s.idleCases(ctx, now)
	if err != nil {
		return err
	}
	for _, caseID := range append(ids, idle...) {
		if err := s.destroyCase(ctx, caseID, now); err != nil {
			return err
		}
	}
	return s.dropUnheld(ctx)
}

// idleCases are cases that nobody closed and in which nothing happened for so long that their retention may be over; whether it is, is
// asked again when they are destroyed.
func (s *Service) idleCases(ctx context.Context, now time.Time) ([]string, error) {
	before := clock.AddMonths(now, -12*sides.RetentionYears-sides.IdleCaseMonths)
	return s.db.Client().Side.Query().Where(entside.KindEQ(entside.KindAUTHORITY), entside.ClosedAtIsNil(), entside.LastMessageAtLT(before),
		entside.Not(entside.HasEventsWith(sideevent.AtGTE(before))), entside.Not(entside.HasNotesWith(casenote.AtGTE(before)))).
		Order(ent.Asc(entside.FieldLastMessageAt)).Limit(retainedAtOnce).IDs(ctx)
}

// closedAt is when a case was closed, or counts as closed because nothing happened in it.
func closedAt(ctx context.Context, tx *store.Tx, side *ent.Side) (time.Time, error) {
	if side.ClosedAt != nil {
		return *side.ClosedAt, nil
	}
	last := side.LastMessageAt
	event, err := tx.Side.QueryEvents(side).Order(ent.Desc(sideevent.FieldAt)).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return last, err
	}
	if event != nil && event.At.After(last) {
		last = event.At
	}
	note, err := tx.Side.QueryNotes(side).Order(ent.Desc(casenote.FieldAt)).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return last, err
	}
	if note != nil && note.At.After(last) {
		last = note.At
	}
	return sides.CountsAsClosedAt(last), nil
}

// dropUnheld drops deliveries of which no side is left. They are looked for outside of the transaction, in which others would wait.
func (s *Service) dropUnheld(ctx context.Context) error {
	rows, err := s.db.Query(ctx, `SELECT d.id FROM delivery d WHERE NOT EXISTS (SELECT 1 FROM side s WHERE s.id = d.owner_side_id)
		AND NOT EXISTS (SELECT 1 FROM side s WHERE s.id = d.authority_side_id) LIMIT ?`, retainedAtOnce)
	if err != nil {
		return err
	}
	defer rows.Close()
	var unheld []string
	for rows.Next() {
		var deliveryID string
		if err := rows.Scan(&deliveryID); err != nil {
			return err
		}
		unheld = append(unheld, deliveryID)
	}
	if err := rows.Err(); err != nil || len(unheld) == 0 {
		return err
	}
	// No side comes back: what nobody held then nobody holds now.
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return conversation.DeleteDeliveries(ctx, tx, unheld...)
	})
}

// destroyCase destroys an authority's side with its key, unless it was opened again meanwhile. The owner's side stays what it is.
func (s *Service) destroyCase(ctx context.Context, caseID string, now time.Time) error {
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Side.Get(ctx, caseID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		// Neither is opened: what no key opens any more goes like everything else.
		if _, err := sides.LockRow(ctx, tx, row.MailboxID); err != nil && !ent.IsNotFound(err) {
			return err
		}
		side, err := sides.LockRow(ctx, tx, caseID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		closed, err := closedAt(ctx, tx, side)
		if err != nil || !sides.RetainUntil(closed).Before(now) {
			return err
		}
		origins, err := documents.OriginsOn(ctx, tx, caseID)
		if err != nil {
			return err
		}
		if err := sides.Delete(ctx, tx, caseID); err != nil {
			return err
		}
		inbox.PublishChange(tx, side)
		s.log.InfoContext(ctx, "case destroyed after its retention", "case", caseID)
		return s.Conversation.DeleteUnheld(ctx, tx, side.MailboxID, origins...)
	})
}
