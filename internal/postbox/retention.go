package postbox

import (
	"context"
	"time"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/ent/sideevent"
	"schalter/internal/clock"
	"schalter/internal/deletion"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// retainedAtOnce bounds the cases that are looked at, and the deliveries that are dropped, at once; retainedRounds is how often that is done in
// one round of the sweep. The next takes the rest.
const (
	retainedAtOnce = 200
	retainedRounds = 50
)

// heldAgain is after how many days a case whose end waits for somebody is looked at again, if nobody does anything about it before.
const heldAgain = 30

// SweepRetained destroys, as of now, authorities' sides whose retention is over, and deliveries of which no side is left. A case that
// nobody closes is closed after twelve idle months: without an event in its record and without work of a clerk. None ends while a period runs on it. One that is to be
// exported first stays until all of it was, one that is to be offered to the archive is closed and waits for what the archive says, and one that an
// order keeps stays.
func (s *Service) SweepRetained(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.SweepRetained")
	ctx = viewer.System(ctx, "postbox.retention")
	var failed errs.Failures
	last, settled := "", 0
	// One that cannot be settled keeps no other from it, and does not count as one that was.
	for settled < retainedAtOnce*retainedRounds {
		ids, err := s.db.Client().Side.Query().Where(entside.KindEQ(entside.KindAUTHORITY), entside.IDGT(last),
			entside.Or(entside.RetentionCheckAtIsNil(), entside.RetentionCheckAtLT(now))).
			Order(ent.Asc(entside.FieldID)).Limit(retainedAtOnce).IDs(ctx)
		if err != nil {
			failed.Add(err)
			break
		}
		for _, caseID := range ids {
			if err := s.settleRetention(ctx, caseID, now); err != nil {
				failed.Add(err)
				continue
			}
			settled++
		}
		if len(ids) < retainedAtOnce {
			break
		}
		last = ids[len(ids)-1]
	}
	failed.Add(s.dropUnheld(ctx))
	failed.Add(s.remindOfArchive(ctx))
	return failed.Err()
}

// idleUntil is when a case that nobody closed counts as closed if nothing happens in it before: twelve months after the last message, the last entry
// in its record and the last work of a clerk, and not before a day that a clerk noted for it is over.
func idleUntil(ctx context.Context, tx *store.Tx, side *ent.Side) (time.Time, error) {
	last := side.LastMessageAt
	if side.LastActivityAt.After(last) {
		last = side.LastActivityAt
	}
	event, err := tx.Side.QueryEvents(side).Order(ent.Desc(sideevent.FieldAt)).First(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return last, err
	}
	if event != nil && event.At.After(last) {
		last = event.At
	}
	until := retention.CountsAsClosedAt(last)
	if side.DueOn != nil {
		if due := legal.Day(*side.DueOn).End(); due.After(until) {
			return due, nil
		}
	}
	return until, nil
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

// settleRetention does what is due with a case: it destroys it, has it wait for the archive, or notes when to look again.
func (s *Service) settleRetention(ctx context.Context, caseID string, now time.Time) error {
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
		if side.RetentionCheckAt != nil && !side.RetentionCheckAt.Before(now) {
			// Somebody else was here meanwhile.
			return nil
		}
		return s.retain(ctx, tx, side, now)
	})
}

// retain does it with a case that is locked.
func (s *Service) retain(ctx context.Context, tx *store.Tx, side *ent.Side, now time.Time) error {
	if side.ClosedAt == nil {
		idle, err := idleUntil(ctx, tx, side)
		if err != nil {
			return err
		}
		if !idle.Before(now) {
			side.RetentionCheckAt, side.RetentionEndedAt = &idle, nil
			return sides.SaveRetention(ctx, tx, side)
		}
		if err := s.closeIdle(ctx, tx, side, now); err != nil {
			return err
		}
	}
	classes, err := s.ports.Organisations.RetentionClassesNow(ctx, tx, side.Reader)
	if err != nil {
		return err
	}
	running, runs, err := s.Dates.LatestRunning(ctx, tx, side.ID, legal.DayOf(now))
	if err != nil {
		return err
	}
	class := retention.Of(classes, side.RetentionClass)
	end, again := class.Until(*side.ClosedAt, sides.ExportedAt(side)), clock.EndOfDay(now.AddDate(0, 0, heldAgain))
	switch {
	case end == nil:
		// An export has it looked at again. What the archive was offered is not all of it any more.
		if side.RetentionEndedAt != nil {
			inbox.PublishChange(tx, side)
		}
		side.RetentionCheckAt = &again
		side.RetentionEndedAt, side.ArchiveAnswer, side.ArchiveAnsweredOn = nil, nil, nil
		keepClass(side, class)
	case !end.Before(now):
		side.RetentionCheckAt, side.RetentionEndedAt = end, nil
		keepClass(side, class)
	case runs:
		// By a period that runs somebody may still come. It may end before its day.
		if last := running.End(); last.Before(again) {
			again = last
		}
		side.RetentionCheckAt, side.RetentionEndedAt = &again, nil
		keepClass(side, class)
	case retention.Held(side.HoldSince, side.HoldUntil, now):
		side.RetentionCheckAt = &again
	case class.OfferToArchive && side.ArchiveAnswer == nil:
		side.RetentionCheckAt = &again
		waitForArchive(side, now)
		keepClass(side, class)
		inbox.PublishChange(tx, side)
	default:
		return s.destroyCase(ctx, tx, side, class)
	}
	return sides.SaveRetention(ctx, tx, side)
}

// keepClass has a closed case keep its class where another one becomes the first.
func keepClass(side *ent.Side, class retention.Class) {
	if side.ClosedAt != nil && side.RetentionClass == nil {
		side.RetentionClass = &class.Key
	}
}

// waitForArchive has a case wait for what the archive says.
func waitForArchive(side *ent.Side, now time.Time) {
	if side.RetentionEndedAt == nil {
		side.RetentionEndedAt = &now
	}
}

// closeIdle closes a case that nobody did in twelve months: its retention begins when that is seen, so that it has its whole time, by a class that
// nobody changes behind its back.
func (s *Service) closeIdle(ctx context.Context, tx *store.Tx, side *ent.Side, now time.Time) error {
	sides.CloseRow(side, now)
	side.Version++
	inbox.PublishChange(tx, side)
	return s.ports.Audit.Record(ctx, tx, viewer.From(ctx), "case.close-idle", side.ID, "", side.Reader)
}

// destroyCase destroys an authority's side with its key, and keeps the certificate of that for the authority. The owner's side stays what it is.
func (s *Service) destroyCase(ctx context.Context, tx *store.Tx, side *ent.Side, class retention.Class) error {
	origins, err := documents.OriginsOn(ctx, tx, side.ID)
	if err != nil {
		return err
	}
	if err := sides.Delete(ctx, tx, side.ID); err != nil {
		return err
	}
	detail := class.Key
	if side.ArchiveAnswer != nil && side.ArchiveAnsweredOn != nil {
		detail += " " + string(*side.ArchiveAnswer) + " " + *side.ArchiveAnsweredOn
	}
	if err := s.ports.Audit.Record(ctx, tx, viewer.From(ctx), "case.destroy", side.ID, "", detail); err != nil {
		return err
	}
	err = s.ports.Certificates.IssueForCase(ctx, tx, deletion.Case{AuthorityID: side.Reader, ID: side.ID, Reference: side.Reference, ClassName: class.Name})
	if err != nil {
		return err
	}
	inbox.PublishChange(tx, side)
	s.log.InfoContext(ctx, "case destroyed after its retention", "case", side.ID)
	return s.Conversation.DeleteUnheld(ctx, tx, side.MailboxID, origins...)
}
