package postbox

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/predicate"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/legal"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// A mailbox without activity for six months is deleted. Its owner is warned three times before, at least 30, 14 and 3 days: a warning that
// comes late, because the program did not run or the clock jumped, moves the end and shortens no time. A person gets one warning in 48 hours, for
// all mailboxes. Where a warning reaches no address of the person, the deletion is held and a letter is written (idle_letter.go). Who is blocked is
// not warned and loses nothing (idle_blocked.go).

// warnedBefore is how many calendar days at least lie between each warning and the end.
var warnedBefore = [...]int{30, 14, 3}

// warningEvery is the time in which a person gets at most one warning.
const warningEvery = 48 * time.Hour

// idleAtOnce bounds the mailboxes that are read by one statement, and those of one person that are settled in one transaction.
const idleAtOnce = 500

// endOfDayIn is the end of the calendar day in Berlin so many days from now.
func endOfDayIn(now time.Time, days int) time.Time {
	return legal.DayOf(now).AddDays(days).End()
}

// isDue reports whether the owner is to be warned the next time, as far as the mailbox itself says.
func isDue(side *ent.Side, now time.Time) bool {
	return side.Warnings < len(warnedBefore) && legal.DayOf(*side.DeletesAt) <= legal.DayOf(now).AddDays(warnedBefore[side.Warnings])
}

// SweepIdle warns the owners of mailboxes that end soon, holds the deletion of those whose warning did not arrive, and deletes those that are
// over. It is a function of now, and what it did it does not do again. A person whose mailboxes cannot be settled keeps no other from it.
func (s *Service) SweepIdle(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.SweepIdle")
	ctx = viewer.System(ctx, "postbox.idle")
	q := s.db.Client().Side.Query().Where(soonOver(now)).Order(ent.Asc(entside.FieldReader, entside.FieldID)).Limit(idleAtOnce)
	var failed errs.Failures
	var owner string
	var mailboxIDs []string
	settle := func() {
		if len(mailboxIDs) > 0 {
			failed.Add(s.settleOwner(ctx, owner, mailboxIDs))
		}
		mailboxIDs = nil
	}
	for last := (&ent.Side{}); ; {
		rows, err := q.Clone().Where(entside.Or(entside.ReaderGT(last.Reader), entside.And(entside.Reader(last.Reader), entside.IDGT(last.ID)))).
			Select(entside.FieldID, entside.FieldReader).All(ctx)
		if err != nil {
			failed.Add(err)
			return failed.Err()
		}
		for _, row := range rows {
			// All of a person's are settled together: there is one mail for them.
			if row.Reader != owner || len(mailboxIDs) == idleAtOnce {
				settle()
			}
			owner, mailboxIDs, last = row.Reader, append(mailboxIDs, row.ID), row
		}
		if len(rows) < idleAtOnce {
			settle()
			return failed.Err()
		}
	}
}

// soonOver are owners' sides with something to do about their end.
func soonOver(now time.Time) predicate.Side {
	over := []predicate.Side{
		entside.EndLetterDueAtLTE(now),
		entside.And(entside.DeletesAtLTE(now), entside.DeletionHeldAtNotNil(), entside.EndLetterSentAtNotNil(), entside.EndLetterReturnedAtIsNil()),
	}
	for warnings := range len(warnedBefore) + 1 {
		until := now
		if warnings < len(warnedBefore) {
			until = endOfDayIn(now, warnedBefore[warnings])
		}
		over = append(over, entside.And(entside.DeletesAtLTE(until), entside.Warnings(warnings), entside.DeletionHeldAtIsNil()))
	}
	return entside.And(entside.KindEQ(entside.KindOWNER), entside.Or(over...))
}

// settleOwner does in one transaction what is due of the mailboxes of one person.
func (s *Service) settleOwner(ctx context.Context, owner string, mailboxIDs []string) error {
	// All who lock several take them in one order.
	slices.Sort(mailboxIDs)
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		blocked, err := s.isBlocked(ctx, tx, owner)
		if err != nil {
			return err
		}
		var warn []*sides.Side
		for _, mailboxID := range mailboxIDs {
			side, opens, err := s.Sides.LockIfOpens(ctx, tx, mailboxID)
			if ent.IsNotFound(err) || sides.DoesNotOpen(err) || err == nil && !opens {
				// Where it does not open there was an alarm.
				continue
			}
			if err != nil {
				return err
			}
			if blocked {
				if err := s.holdBlocked(ctx, tx, side); err != nil {
					return err
				}
				continue
			}
			again, err := s.settleIdle(ctx, tx, side)
			if err != nil {
				return err
			}
			if again {
				warn = append(warn, side)
			}
		}
		return s.warnOwner(ctx, tx, owner, warn)
	})
}

// settleIdle holds or deletes a mailbox, or reports that its owner is to be warned.
func (s *Service) settleIdle(ctx context.Context, tx *store.Tx, side *sides.Side) (warn bool, err error) {
	if side.DeletesAt == nil {
		return false, nil
	}
	if side.DeletionHeldAt != nil {
		return false, s.settleHeld(ctx, tx, side)
	}
	if moved, err := s.moveEnd(ctx, tx, side); err != nil || moved {
		return false, err
	}
	reached, waiting, err := s.warningsArrived(ctx, tx, side.WarningMails)
	switch {
	case err != nil:
		return false, err
	case !reached && !waiting:
		return false, s.holdDeletion(ctx, tx, side)
	case isDue(side.Side, tx.Now):
		return true, nil
	case waiting || side.Warnings < len(warnedBefore) || tx.Now.Before(*side.DeletesAt):
		return false, nil
	}
	return false, s.deleteIdle(ctx, tx, side)
}

// moveEnd has a mailbox not end before the last period that runs in it, nor before the last day that an authority asked for something by.
func (s *Service) moveEnd(ctx context.Context, tx *store.Tx, side *sides.Side) (bool, error) {
	last, err := s.lastAsked(ctx, tx, side)
	if err != nil {
		return false, err
	}
	running, _, err := s.Dates.LatestRunning(ctx, tx, side.ID, legal.DayOf(tx.Now))
	if err != nil {
		return false, err
	}
	last = max(last, running)
	if last == "" {
		return false, nil
	}
	end := last.End()
	if !end.After(*side.DeletesAt) {
		return false, nil
	}
	side.SetEnd(end)
	return true, sides.Save(ctx, tx, side)
}

// lastAsked is the last day that a message of an authority names; empty without one. Those of before there were dates say it alone; of all others
// the date says whether it still counts. What was withdrawn asks for nothing.
func (s *Service) lastAsked(ctx context.Context, tx *store.Tx, side *sides.Side) (legal.Day, error) {
	dated, err := s.Dates.AskedMessages(ctx, tx, side.ID)
	if err != nil {
		return "", err
	}
	row, err := tx.Message.Query().Where(message.DirectionEQ(message.DirectionINBOUND), message.DueOnNotNil(), message.IDNotIn(dated...),
		message.HasViewsWith(viewmessage.SideID(side.ID), viewmessage.WithdrawnAtIsNil())).Order(ent.Desc(message.FieldDueOn)).First(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return legal.Day(*row.DueOn), nil
}

// warningsArrived says of the mails of a mailbox's warnings whether for each warning the mail to one address at least was taken, and whether
// that is not known yet of some. A mail whose trace is gone was taken: traces of others are looked at before.
func (s *Service) warningsArrived(ctx context.Context, tx *store.Tx, mails []string) (reached, waiting bool, err error) {
	states, err := s.ports.Notices.States(ctx, tx, mailIDs(mails))
	if err != nil {
		return false, false, err
	}
	arrived, open := map[string]bool{}, map[string]bool{}
	for _, m := range mails {
		warning, mailID, _ := strings.Cut(m, ":")
		arrived[warning] = arrived[warning] || states[mailID] == mailTaken
		open[warning] = open[warning] || states[mailID] == mailWaiting
	}
	reached = true
	for warning, taken := range arrived {
		if !taken {
			reached = false
			waiting = waiting || open[warning]
			if !open[warning] {
				return false, false, nil
			}
		}
	}
	return reached, waiting, nil
}

func mailIDs(mails []string) (ids []string) {
	for _, m := range mails {
		_, mailID, _ := strings.Cut(m, ":")
		ids = append(ids, mailID)
	}
	return ids
}

// warnOwner warns a person of the end of mailboxes in one mail to each address, unless it was warned within 48 hours.
func (s *Service) warnOwner(ctx context.Context, tx *store.Tx, owner string, list []*sides.Side) error {
	if len(list) == 0 {
		return nil
	}
	n, err := tx.Count(ctx, "idle-warning|"+owner, warningEvery)
	if err != nil || n > 1 {
		return err
	}
	first := list[0]
	for _, side := range list {
		// Not before the days that this warning promises.
		if end := endOfDayIn(tx.Now, warnedBefore[side.Warnings]); end.After(*side.DeletesAt) {
			side.DeletesAt = &end
		}
		if side.DeletesAt.Before(*first.DeletesAt) {
			first = side
		}
	}
	mails, err := s.ports.Notices.EndWarning(ctx, tx, owner, len(list), *first.DeletesAt)
	if err != nil {
		return err
	}
	for _, side := range list {
		side.Warnings++
		for _, mailID := range mails {
			side.WarningMails = append(side.WarningMails, strconv.Itoa(side.Warnings)+":"+mailID)
		}
		if err := s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.DeletionAnnounced, Actor: chain.Platform}); err != nil {
			return err
		}
		if err := sides.Save(ctx, tx, side); err != nil {
			return err
		}
	}
	return nil
}

// holdDeletion keeps a mailbox although it is over: nobody may find it gone without a word.
func (s *Service) holdDeletion(ctx context.Context, tx *store.Tx, side *sides.Side) error {
	now := tx.Now
	side.DeletionHeldAt = &now
	s.log.WarnContext(ctx, "deletion held: a warning did not arrive", "mailbox", side.ID)
	if err := s.orderLetter(ctx, tx, side); err != nil {
		return err
	}
	if err := s.Chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.DeletionHeld, Actor: chain.Platform}); err != nil {
		return err
	}
	return sides.Save(ctx, tx, side)
}

// deleteIdle deletes a mailbox that is over, keeps the certificate of that for its owner, who is told.
func (s *Service) deleteIdle(ctx context.Context, tx *store.Tx, side *sides.Side) error {
	if err := s.deleteOwnerSide(ctx, tx, side.Side, chain.Platform); err != nil {
		return err
	}
	if err := s.ports.Certificates.IssueFor(ctx, tx, side.Reader, evidence.MailboxDeleted, side.ID); err != nil {
		return err
	}
	return s.ports.Notices.IdleDeleted(ctx, tx, side.Reader, side.Reference, side.WarnedByLetter())
}

// KeepMailbox is an activity of its owner that changes nothing else: the mailbox ends in six months from now. Refusals: NOT_FOUND.
func (s *Service) KeepMailbox(ctx context.Context, mailboxID string) (_ *conversation.CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.KeepMailbox(%s)", mailboxID)
	if _, err := permit.SignedIn(ctx); err != nil {
		return nil, err
	}
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "postbox.keep"), func(ctx context.Context, tx *store.Tx) error {
		side, err := s.Sides.Lock(ctx, tx, scope, mailboxID)
		if errs.CodeOf(err) == errs.NotFound || err == nil && !side.IsOwner() {
			return errs.Refuse(errs.Missing, "mailboxId")
		}
		if err != nil {
			return err
		}
		side.RecordActivity(tx.Now)
		return sides.Save(ctx, tx, side)
	})
	if err != nil {
		return nil, err
	}
	return s.Conversation.Mailbox(ctx, mailboxID)
}

var byHold = store.Order[*ent.Side]{
	ID: func(row *ent.Side) string { return row.ID }, Column: entside.FieldDeletionHeldAt,
	At: func(row *ent.Side) time.Time { return *row.DeletionHeldAt },
}

// HeldDeletions lists mailboxes whose deletion is held, or of whose end a letter warns, the one that is held longest first; for operators.
func (s *Service) HeldDeletions(ctx context.Context, req pagination.Request) (_ pagination.Slice[*conversation.HeldDeletion], err error) {
	defer errs.Wrap(&err, "postbox.HeldDeletions")
	if _, err := permit.Operator(ctx); err != nil {
		return pagination.Slice[*conversation.HeldDeletion]{}, err
	}
	q := s.db.Client().Side.Query().Where(entside.DeletionHeldAtNotNil())
	return store.ReadPage(viewer.System(ctx, "postbox.held"), q, byHold, req, func(_ context.Context, rows []*ent.Side) ([]*conversation.HeldDeletion, error) {
		list := make([]*conversation.HeldDeletion, len(rows))
		for i, row := range rows {
			list[i] = conversation.HeldModel(row)
		}
		return list, nil
	})
}

// What is known of a mail that was queued: it waits to be handed over, was taken by the operator's mail server, or failed for good.
const (
	mailWaiting = "QUEUED"
	mailTaken   = "SENT"
)
