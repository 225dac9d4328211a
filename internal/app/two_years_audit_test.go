//go:build demo

package app

import (
	"database/sql"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/viewer"
)

// inOrder are all mailboxes in the order in which they were opened: who draws lots does so in the same order each time.
func (y *years) inOrder() []string { return slices.Sorted(maps.Keys(y.book)) }

// backup copies the database as it is now.
func (y *years) backup() {
	db, err := sql.Open("sqlite", filepath.Join(y.cfg.DataDir, "schalter.db"))
	if err != nil {
		y.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	kept := filepath.Join(y.TempDir(), "schalter.db")
	if _, err := db.ExecContext(y.Context(), `VACUUM INTO ?`, kept); err != nil {
		y.Fatal(err)
	}
	y.backups = append(y.backups, kept)
}

// auditBackups restores each backup beside what it became, and drills: what was deleted since is there, and is not after the ledger was replayed.
func (y *years) auditBackups() {
	for i, kept := range y.backups {
		restored := y.cfg
		restored.DataDir = filepath.Dir(kept)
		report, err := drill(y.T, restored)
		var entries, damaged, there, opened, left, opens int
		if _, scanned := fmt.Sscanf(report, "in the ledger: %d, lines that count for nothing: %d\nback with the backup: %d, of them opened: %d\nafter the replay: %d, of them opened: %d\n",
			&entries, &damaged, &there, &opened, &left, &opens); err != nil || scanned != nil {
			y.Fatalf("backup %d: %v, %v: %s", i, err, scanned, report)
		}
		if damaged != 0 || there == 0 || opened != there || left != 0 || opens != 0 {
			y.Errorf("backup %d: %s", i, report)
		}
		y.tally.back += there
	}
}

// auditCases asks of each authority's copy whether it is there exactly as long as its class, an order and the archive have it be.
func (y *years) auditCases() {
	there := map[string]bool{}
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT id, retention_ended_at IS NOT NULL AND archive_answer IS NULL, COALESCE((SELECT MAX(day) FROM legal_date
		WHERE side_id = side.id AND kind <> 'ANNOUNCEMENT' AND superseded_at IS NULL AND met_at IS NULL), '') FROM side WHERE kind = 'AUTHORITY'`)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	waits, runs := map[string]bool{}, map[string]string{}
	for rows.Next() {
		var caseID, until string
		var waiting bool
		if err := rows.Scan(&caseID, &waiting, &until); err != nil {
			y.Fatal(err)
		}
		there[caseID], waits[caseID], runs[caseID] = true, waiting, until
	}
	for _, mailboxID := range y.inOrder() {
		if e := y.book[mailboxID]; e.caseID != "" && !e.caseGone {
			if there[e.caseID] {
				if e.runsUntil = y.endOfDay(runs[e.caseID]); e.runsUntil.After(y.clock.Now()) {
					e.ranAt = y.clock.Now()
				}
			}
			y.auditCase(mailboxID, e, there[e.caseID], waits[e.caseID])
		}
	}
}

// endOfDay is the end of a day in Berlin; of none it is long ago.
func (y *years) endOfDay(day string) time.Time {
	if day == "" {
		return time.Time{}
	}
	t, err := time.ParseInLocation(time.DateOnly, day, clock.Berlin)
	if err != nil {
		y.Fatal(err)
	}
	return clock.EndOfDay(t)
}

// keptAtLeast is until when an order, or a period that runs, keeps a copy that would end then.
func (e *entry) keptAtLeast(end time.Time) time.Time {
	return slices.MaxFunc([]time.Time{end, e.heldUntil, e.runsUntil}, time.Time.Compare)
}

func (y *years) auditCase(mailboxID string, e *entry, there, waits bool) {
	if e.class == "export" {
		y.auditExported(mailboxID, e, there)
		return
	}
	end, open := e.caseEnds(), e.closedAt.IsZero()
	// The sweep of the day comes after what is done on it.
	switch over := y.clock.Now().After(end); {
	case !there && !over:
		y.Errorf("day %d: the case of %s went before %s, closed: %v", y.today, mailboxID, end, !open)
	case !there && e.class == "archive" && e.answeredAt.IsZero():
		y.Errorf("day %d: the case of %s went before the archive was offered it", y.today, mailboxID)
	case !there:
		e.caseGone = true
		y.tally.retained++
		if open {
			y.tally.idleCases++
		}
	case !over || e.class == "archive" && !e.answeredAt.IsZero() && y.clock.Now().Sub(e.answeredAt) < 48*time.Hour:
	case e.class == "archive" && e.answeredAt.IsZero():
		// The sweep looks again 30 days after it met an order.
		if !open && !waits && y.clock.Now().Sub(end) > 33*24*time.Hour {
			y.Errorf("day %d: the case of %s is not offered to the archive", y.today, mailboxID)
		}
		if waits && y.chance(60) {
			y.answerOfArchive(e)
		}
	case y.clock.Now().Sub(e.ranAt) < 45*24*time.Hour:
		// While a period runs the sweep looks again every 30 days, and this one was seen to run at the audit before.
	case open:
		// What is told of mails and consents keeps an open case as well, and the book does not know when that was.
	case e.heldUntil.IsZero() && y.clock.Now().Sub(end) > 48*time.Hour, y.clock.Now().Sub(end) > 33*24*time.Hour:
		y.Errorf("day %d: the case of %s is still there, over since %s", y.today, mailboxID, end)
	}
}

// caseEnds is when the authority's copy may go at the earliest: its class after it was closed or, where nobody closes it, after twelve months in
// which nothing was written or read.
func (e *entry) caseEnds() time.Time {
	months, known := classesOfYears[e.class]
	if !known {
		// No clerk chose one: the first of the authority's.
		months = classesOfYears["short"]
	}
	return e.keptAtLeast(clock.EndOfDay(clock.AddMonths(e.countsAsClosed(), months)))
}

// countsAsClosed is when the clerk closed the case or, where nobody closes it, twelve months after something was written or read.
func (e *entry) countsAsClosed() time.Time {
	if !e.closedAt.IsZero() {
		return e.closedAt
	}
	last := slices.MaxFunc(slices.Concat(slices.Collect(maps.Values(e.sentAt)), e.acts), time.Time.Compare)
	return clock.AddMonths(last, 12)
}

// auditExported asks whether a copy that ends with its export and closing is there exactly as long: nothing goes that was not exported.
func (y *years) auditExported(mailboxID string, e *entry, there bool) {
	whole := !e.exportedAt.IsZero() && e.exportedSeq == e.lastSeq
	last, open := e.countsAsClosed(), e.closedAt.IsZero()
	if e.exportedAt.After(last) {
		last = e.exportedAt
	}
	end := e.keptAtLeast(clock.EndOfDay(last.In(clock.Berlin).AddDate(0, 0, 7)))
	over := whole && y.clock.Now().After(end)
	switch {
	case !there && !whole:
		y.Errorf("day %d: the case of %s is gone, and its export of %s has %d of %d events", y.today, mailboxID, e.exportedAt, e.exportedSeq, e.lastSeq)
	case !there && !over:
		y.Errorf("day %d: the case of %s went before %s", y.today, mailboxID, end)
	case !there:
		e.caseGone = true
		y.tally.byExport++
	case over && !open && y.clock.Now().Sub(e.ranAt) > 45*24*time.Hour && (e.heldUntil.IsZero() && y.clock.Now().Sub(end) > 48*time.Hour || y.clock.Now().Sub(end) > 33*24*time.Hour):
		y.Errorf("day %d: the case of %s is still there, exported and over since %s", y.today, mailboxID, end)
	case !whole && y.chance(60):
		y.export(e)
	}
}

// seeEvents keeps the number of the last event of each authority's copy that is there.
func (y *years) seeEvents() {
	cases := map[string]*entry{}
	for _, e := range y.book {
		cases[e.caseID] = e
	}
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT id, event_seq FROM side WHERE kind = 'AUTHORITY'`)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var caseID string
		var seq int64
		if err := rows.Scan(&caseID, &seq); err != nil {
			y.Fatal(err)
		}
		if e := cases[caseID]; e != nil {
			e.lastSeq = seq
		}
	}
}

// keepBook finds out which mailboxes the platform deleted by itself, each of which must have been idle for six months.
func (y *years) keepBook() {
	there := map[string]bool{}
	rows, err := y.db.Query(viewer.System(y.Context(), "test"),
		`SELECT id, deletion_held_at, end_letter_id, end_letter_sent_at, end_letter_returned_at FROM side WHERE kind = 'OWNER' ORDER BY id`)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var mailboxID string
		var now entry
		var letterID *string
		if err := rows.Scan(&mailboxID, &now.heldAt, &letterID, &now.posted, &now.returned); err != nil {
			y.Fatal(err)
		}
		there[mailboxID] = true
		e := y.book[mailboxID]
		if e == nil {
			continue
		}
		if letterID != nil && *letterID != e.letter && y.chance(40) {
			y.in(3, 20, func() { y.comesBack(*letterID) })
		}
		e.letter, e.heldAt, e.posted, e.returned = "", now.heldAt, now.posted, now.returned
		if letterID != nil {
			e.letter = *letterID
		}
	}
	for mailboxID, e := range y.book {
		switch ends := y.notBefore(e); {
		case there[mailboxID] && e.deleted:
			y.Errorf("day %d: %s is there again", y.today, mailboxID)
		case !there[mailboxID] && !e.deleted && y.clock.Now().Before(ends):
			y.Errorf("day %d: %s was deleted, last active on %s", y.today, mailboxID, e.last.Format(time.DateOnly))
		case !there[mailboxID] && !e.deleted:
			switch {
			case e.returned != nil || e.heldAt != nil && e.posted == nil:
				y.Errorf("day %d: %s was deleted although no warning reached its owner", y.today, mailboxID)
			case e.posted != nil && y.clock.Now().Before(e.posted.AddDate(0, 0, 30)):
				y.Errorf("day %d: %s was deleted, the letter was posted on %s", y.today, mailboxID, e.posted.Format(time.DateOnly))
			case e.posted != nil:
				y.tally.posted++
			}
			e.deleted = true
			y.tally.idle++
		}
	}
}

// audit holds the platform against the book.
func (y *years) audit() {
	for _, mailboxID := range y.inOrder() {
		e := y.book[mailboxID]
		if e.deleted {
			continue
		}
		ctx := y.as(e.owner)
		list, err := y.postbox.Conversation.Messages(ctx, mailboxID, pagination.Request{Limit: 100})
		if err != nil {
			y.Fatalf("%s: %v", mailboxID, err)
		}
		held := map[string]bool{}
		for _, m := range list.Items {
			held[m.Node.ID] = true
		}
		for _, messageID := range append(slices.Clone(e.written), e.theirs...) {
			if !held[messageID] {
				y.Errorf("day %d: %s has lost %s", y.today, mailboxID, messageID)
			}
		}
		m, err := y.postbox.Conversation.Mailbox(ctx, mailboxID)
		if err != nil {
			y.Fatal(err)
		}
		if m.DeletionWarnings > 0 && !e.asked {
			e.asked = true
			if y.chance(30) {
				y.in(1, 5, func() { y.keepMailbox(mailboxID) })
			}
		}
		y.auditEnd(e, m)
		y.auditSilence(mailboxID, e)
		if !m.LastActivityAt.Equal(e.last) {
			y.Errorf("day %d: %s was last active at %s, the book says %s", y.today, mailboxID, m.LastActivityAt, e.last)
		}
	}
	y.auditCases()
	stuck, err := y.runner.Stuck(y.Context())
	if err != nil || len(stuck) > 0 {
		y.Errorf("day %d: jobs that are stuck: %v, %v", y.today, stuck, err)
	}
}

// auditSilence asks of each message whether the owner was told of the authority's silence exactly where nothing was done for 14 days.
func (y *years) auditSilence(mailboxID string, e *entry) {
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT message_id, silence_step FROM delivery WHERE owner_side_id = ?`, mailboxID)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	day := func(t time.Time) int { return int(clock.EndOfDay(t).Add(-12*time.Hour).Unix() / (24 * 60 * 60)) }
	for rows.Next() {
		var messageID string
		var step int
		if err := rows.Scan(&messageID, &step); err != nil {
			y.Fatal(err)
		}
		sent := e.sentAt[messageID]
		acted := slices.ContainsFunc(e.acts, func(at time.Time) bool { return at.After(sent) && day(at) <= day(sent)+14 })
		// The sweep of this day runs after what is done on it.
		silent := !acted && day(y.clock.Now()) > day(sent)+14
		if told := slices.Contains(conversation.StepsTold, step); told != silent {
			y.Errorf("day %d: told of silence about %s: %v, want %v", y.today, messageID, told, silent)
		}
		if silent {
			y.tally.silent++
		}
	}
}

// auditEnd says of a mailbox that is still there why it is.
func (y *years) auditEnd(e *entry, m *conversation.CaseMailbox) {
	gone := y.mails.gone[y.addresses[e.owner]]
	switch late := y.clock.Now().Sub(e.notAfter()); {
	case e.heldAt != nil && !gone && !y.heldByOutage(e):
		y.Errorf("day %d: %s is held although its owner's mails arrive", y.today, m.ID)
	case e.heldAt == nil && late > 45*24*time.Hour, m.EndLetter == conversation.EndLetterPosted && late > 75*24*time.Hour:
		y.Errorf("day %d: %s is %s late, and not held", y.today, m.ID, late)
	case m.EndLetter == conversation.EndLetterNoAddress, m.EndLetter == conversation.EndLetterQueued:
		y.Errorf("day %d: no letter was posted about %s: %s", y.today, m.ID, m.EndLetter)
	}
	if e.heldAt != nil && !e.held {
		e.held = true
		y.tally.held++
	}
}

// heldByOutage reports whether one of a mailbox's warnings may have been given up because the mail server was away: since its end drew near.
func (y *years) heldByOutage(e *entry) bool {
	near := clock.AddMonths(e.last, 6).AddDate(0, 0, -31)
	return slices.ContainsFunc(y.mails.away, func(from time.Time) bool { return from.AddDate(0, 0, 8).After(near) && from.Before(*e.heldAt) })
}

// auditMails asks whether anybody was warned twice within two days.
func (y *years) auditMails() {
	warned := 0
	for address, list := range y.mails.taken {
		var before time.Time
		for _, m := range list {
			if !strings.Contains(m.subject, "bald gelöscht") {
				continue
			}
			if gap := m.at.Sub(before); gap < 48*time.Hour && !y.mails.isLate(m.at) {
				y.Errorf("%s was warned again after %s", address, gap)
			}
			before = m.at
			warned++
		}
	}
	if warned < 3*y.tally.idle/len(y.owners) {
		y.Errorf("%d warnings for %d mailboxes that were deleted", warned, y.tally.idle)
	}
}
