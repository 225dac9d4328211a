//go:build demo

package app

import (
	"io"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/letter"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/viewer"
)

// open is where a mailbox begins.
func (y *years) open() {
	c := y.clerks[y.rand.IntN(len(y.clerks))]
	e := &entry{owner: y.owners[y.rand.IntN(len(y.owners))], clerk: c, last: y.clock.Now(), sentAt: map[string]time.Time{}}
	m, err := y.postbox.Conversation.Open(y.as(e.owner), conversation.MailboxOpenInput{AuthorityID: &c.authorityID, IdempotencyKey: y.key()})
	if err != nil {
		y.Fatal(err)
	}
	y.book[m.ID] = e
	y.tally.opened++
	if y.chance(95) {
		y.in(0, 10, func() { y.write(m.ID) })
	}
	if y.chance(8) {
		y.in(5, 300, func() { y.delete(m.ID) })
	}
	if y.chance(60) {
		y.consent(consenting{e.owner, c.authorityID})
	}
}

// alive is the entry of a mailbox that still is there.
func (y *years) alive(mailboxID string) *entry {
	if e := y.book[mailboxID]; !e.deleted {
		return e
	}
	return nil
}

func (y *years) write(mailboxID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	m, err := y.postbox.Conversation.Send(y.as(e.owner), conversation.MessageSendInput{MailboxID: mailboxID, RecipientIDs: []string{e.clerk.authorityID},
		Kind: casemail.KindMessage, Subject: "Eine Frage", Body: "Guten Tag, wie weit ist es?", IdempotencyKey: *y.key(), ReceiptRequested: y.chance(20)})
	if err != nil {
		y.Fatalf("write from %s: %v", mailboxID, err)
	}
	e.written, e.last, e.sentAt[m.ID] = append(e.written, m.ID), y.clock.Now(), y.clock.Now()
	y.tally.sent++
	// Who writes has a closed case go on, and gets another one where the authority's copy is gone.
	if caseID := y.caseOf(mailboxID); caseID != e.caseID {
		e.caseID, e.caseEnd = caseID, caseEnd{}
	}
	e.closedAt, e.answeredAt = time.Time{}, time.Time{}
	if y.chance(85) {
		y.in(0, 20, func() { y.clerkReads(mailboxID, m.ID) })
	}
}

func (y *years) caseOf(mailboxID string) (caseID string) {
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT id FROM side WHERE mailbox_id = ? AND kind = 'AUTHORITY'`, mailboxID)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&caseID); err != nil {
			y.Fatal(err)
		}
	}
	return caseID
}

func (y *years) clerkReads(mailboxID, messageID string) {
	e := y.book[mailboxID]
	if _, err := y.postbox.Conversation.MarkRead(y.as(e.clerk.accountID, e.clerk.authorityID), []string{messageID}, true); err != nil {
		y.Fatalf("read %s: %v", messageID, err)
	}
	e.acts = append(e.acts, y.clock.Now())
	if !e.deleted {
		e.last = y.clock.Now()
	}
	if y.chance(80) {
		y.in(0, 40, func() { y.answer(mailboxID, messageID) })
	}
}

func (y *years) answer(mailboxID, messageID string) {
	e := y.book[mailboxID]
	in := conversation.CaseReplyInput{CaseID: e.caseID, Kind: casemail.KindMessage, Subject: "Antwort", Body: "Guten Tag, es ist so weit.",
		InReplyToID: &messageID, IdempotencyKey: *y.key()}
	if y.chance(40) {
		in.Kind = casemail.KindDecision
		y.chooseEffect(e, &in)
	}
	m, err := y.postbox.Conversation.Reply(y.as(e.clerk.accountID, e.clerk.authorityID), in)
	if e.deleted {
		if errs.AsRefusal(err) == nil {
			y.Errorf("an answer into a mailbox that is gone: %v", err)
		}
		return
	}
	if errs.CodeOf(err) == errs.NotFound && y.caseOf(mailboxID) != e.caseID {
		// The copy ended with its export, before the clerk came to answer; whether it was to, the audit asks.
		return
	}
	if err != nil {
		y.Fatalf("answer into %s: %v", mailboxID, err)
	}
	e.theirs, e.last, e.acts = append(e.theirs, m.ID), y.clock.Now(), append(e.acts, y.clock.Now())
	y.tally.answered++
	if !e.closedAt.IsZero() {
		// With what is written in a closed case its retention begins again.
		e.closedAt, e.answeredAt = y.clock.Now(), time.Time{}
	}
	if in.Kind == casemail.KindDecision {
		y.tally.decided++
		y.noteDecision(mailboxID, m.ID, in)
	}
	if y.chance(80) {
		y.in(0, 30, func() { y.ownerReads(mailboxID, m.ID) })
	}
	if y.chance(50) {
		y.in(1, 60, func() { y.close(mailboxID) })
	}
}

func (y *years) ownerReads(mailboxID, messageID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	if _, err := y.postbox.Conversation.MarkRead(y.as(e.owner), []string{messageID}, true); err != nil {
		y.Fatalf("read %s: %v", messageID, err)
	}
	e.last = y.clock.Now()
	y.noteRetrieved(messageID)
	if y.chance(40) {
		y.in(0, 30, func() { y.write(mailboxID) })
	}
}

func (y *years) close(mailboxID string) {
	e := y.book[mailboxID]
	ctx := y.as(e.clerk.accountID, e.clerk.authorityID)
	c, err := y.postbox.Conversation.Case(ctx, e.caseID)
	if errs.CodeOf(err) == errs.NotFound {
		return
	}
	if err != nil {
		y.Fatal(err)
	}
	if c.State == conversation.CaseClosed {
		return
	}
	closed := conversation.CaseClosed
	in := inbox.CaseUpdate{CaseID: e.caseID, ExpectedVersion: c.Version, State: &closed}
	e.closedAt, e.class = y.clock.Now(), []string{"short", "short", "middle", "archive", "export"}[y.rand.IntN(5)]
	in.Keeping.RetentionClassKey = sides.Change{Set: true, Value: &e.class}
	// The clerk in Bayreuth manages the authority, too.
	if e.clerk.authorityID == directory.AuthorityID(directory.KindLandratsamt, "09472") && y.chance(30) {
		e.heldUntil = clock.EndOfDay(y.clock.Now().AddDate(0, 0, 100+y.rand.IntN(200)))
		last := e.heldUntil.In(clock.Berlin).Format(time.DateOnly)
		in.Keeping.SetHold, in.Keeping.Hold = true, &inbox.LegalHoldInput{Reason: "Klage", Until: &last}
		y.tally.onHold++
	}
	if _, err := y.postbox.Inbox.UpdateCase(ctx, in); err != nil {
		y.Fatal(err)
	}
	y.tally.closed++
	if e.class == "export" && y.chance(80) {
		y.in(0, 30, func() { y.export(e) })
	}
}

// export has a clerk take all of a case home, unless it broke off.
func (y *years) export(e *entry) {
	ctx := y.as(e.clerk.accountID, e.clerk.authorityID)
	p, err := y.postbox.Proof.OpenPackage(ctx, e.caseID)
	if errs.CodeOf(err) == errs.NotFound {
		return
	}
	if err != nil {
		y.Fatal(err)
	}
	if err := p.Write(io.Discard); err != nil {
		y.Fatal(err)
	}
	if y.chance(10) {
		return
	}
	if err := p.Served(ctx); err != nil {
		y.Fatal(err)
	}
	e.exportedAt = y.clock.Now()
	if err := y.db.QueryRow(ctx, `SELECT event_seq FROM side WHERE id = ?`, e.caseID).Scan(&e.exportedSeq); err != nil {
		y.Fatal(err)
	}
	e.lastSeq = e.exportedSeq
	y.tally.exported++
}

func (y *years) answerOfArchive(e *entry) {
	ctx := y.as(e.clerk.accountID, e.clerk.authorityID)
	c, err := y.postbox.Conversation.Case(ctx, e.caseID)
	if err != nil {
		y.Fatal(err)
	}
	in := inbox.CaseUpdate{CaseID: e.caseID, ExpectedVersion: c.Version}
	in.Keeping.SetArchive = true
	in.Keeping.Archive = &inbox.ArchiveAnswerInput{Answer: conversation.TakenOver, AnsweredOn: y.clock.Now().In(clock.Berlin).Format(time.DateOnly)}
	if _, err := y.postbox.Inbox.UpdateCase(ctx, in); err != nil {
		y.Fatal(err)
	}
	e.answeredAt = y.clock.Now()
	y.tally.offered++
}

func (y *years) delete(mailboxID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	if _, err := y.postbox.DeleteMailbox(y.as(e.owner), mailboxID); err != nil {
		y.Fatal(err)
	}
	e.deleted = true
	y.tally.deleted++
}

// keepMailbox is what every third owner does who was warned.
func (y *years) keepMailbox(mailboxID string) {
	e := y.alive(mailboxID)
	if e == nil {
		return
	}
	if _, err := y.postbox.KeepMailbox(y.as(e.owner), mailboxID); err != nil {
		y.Fatal(err)
	}
	e.last, e.asked = y.clock.Now(), false
	y.tally.kept++
}

// comesBack has the post bring a letter back. The mailbox it was about may be used again meanwhile, or gone.
func (y *years) comesBack(letterID string) {
	operator := viewer.With(y.Context(), &viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_operator", Roles: []viewer.Role{viewer.Operator}})
	if _, err := y.accounts.ReturnLetter(operator, letter.ReferenceOf(letterID), "unbekannt verzogen"); err != nil {
		y.Fatalf("letter %s came back: %v", letterID, err)
	}
	y.tally.returned++
}
