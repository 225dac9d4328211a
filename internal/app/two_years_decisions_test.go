//go:build demo

package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	rules "schalter/internal/legal"
	"schalter/internal/legaltext"
	"schalter/internal/mail/report"
	"schalter/internal/mail/token"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/viewer"
)

// consenting is a person and the authority that may announce decisions to it.
type consenting struct{ owner, authorityID string }

// decision is a decision as the book has it: what became of the mail that told of it says the mail server, what was read says the person.
type decision struct {
	mailboxID, messageID, caseID string
	clerk                        clerk
	effect                       casemail.DecisionEffect
	// months is how long a remedy is open as its instruction says; zero without one.
	months int
	// sentAt is when the mail server took the notice, backAt when it first came back, retrievedAt when it was first read.
	sentAt, backAt, retrievedAt time.Time
	// counted says that a day by the notice stood before the notice came back.
	counted bool
	// changed says that a fact changed since the platform was last held against it.
	changed bool
}

// tallyOfDecisions counts what happened around decisions.
type tallyOfDecisions struct {
	announced, refused, cameBack, takenBack, backInPeriod, backAfterEnd, moved, proven int
}

func (t tallyOfDecisions) String() string {
	return fmt.Sprintf("%d decisions to be announced, %d refused without consent, %d of their notices came back, %d of them after the day, %d while the remedy ran, %d after the owner's mailbox was gone, %d days moved to the retrieval, %d computed again from packages",
		t.announced, t.refused, t.cameBack, t.takenBack, t.backInPeriod, t.backAfterEnd, t.moved, t.proven)
}

// consent agrees to being announced to, unless it stands; one in five takes it back again.
func (y *years) consent(by consenting) {
	if y.consents[by] != "" {
		return
	}
	given, err := y.postbox.Consents.Give(y.as(by.owner), consents.ConsentGiveInput{AuthorityID: by.authorityID, Scope: consents.Announcement, TextVersion: legaltext.ConsentVersion})
	if err != nil {
		y.Fatal(err)
	}
	y.consents[by] = given.ID
	if y.chance(20) {
		y.in(60, 250, func() {
			if _, err := y.postbox.Consents.Revoke(y.as(by.owner), given.ID); err != nil {
				y.Fatal(err)
			}
			delete(y.consents, by)
		})
	}
}

// chooseEffect has a decision be announced where the person agrees. Some clerks try it without.
func (y *years) chooseEffect(e *entry, in *conversation.CaseReplyInput) {
	in.DecisionEffect = casemail.EffectInformation
	if y.chance(75) {
		in.Remedy = &conversation.PeriodInput{Amount: 1, Unit: rules.Months}
	}
	if y.consents[consenting{e.owner, e.clerk.authorityID}] != "" {
		if y.chance(85) {
			in.DecisionEffect = casemail.EffectAnnouncement
		}
		return
	}
	if e.deleted || !y.chance(50) {
		return
	}
	tried := *in
	tried.DecisionEffect, tried.IdempotencyKey = casemail.EffectAnnouncement, *y.key()
	_, err := y.postbox.Conversation.Reply(y.as(e.clerk.accountID, e.clerk.authorityID), tried)
	if refused := errs.AsRefusal(err); refused == nil || refused.Problems[0].Rule != errs.ConsentMissing {
		y.Errorf("announced without consent: %v", err)
	}
	y.tally.refused++
}

func (y *years) noteDecision(mailboxID, messageID string, in conversation.CaseReplyInput) {
	e := y.book[mailboxID]
	d := &decision{mailboxID: mailboxID, messageID: messageID, caseID: e.caseID, clerk: e.clerk, effect: in.DecisionEffect, changed: true}
	if in.Remedy != nil {
		d.months = in.Remedy.Amount
	}
	y.decisions[messageID], e.decided = d, append(e.decided, d)
	if d.effect == casemail.EffectAnnouncement {
		y.tally.announced++
	}
}

// noteNotices puts into the book which decisions the mails told of that the mail server took today; some of them come back, soon or late.
func (y *years) noteNotices() {
	type notice struct {
		returnableMail
		told []*decision
	}
	var list []notice
	for _, m := range y.mails.returnable() {
		text, _ := token.OfBounceAddress(m.from, "schalter.example")
		_, bits, err := tokens{y.platform}.Parse(text)
		if err != nil {
			y.Fatal(err)
		}
		if told := y.toldBy(token.ID(id.Mail, bits)); len(told) > 0 {
			list = append(list, notice{m, told})
		}
	}
	// They are sent side by side.
	slices.SortFunc(list, func(a, b notice) int { return strings.Compare(a.told[0].messageID, b.told[0].messageID) })
	for _, n := range list {
		for _, d := range n.told {
			d.sentAt = n.at
			y.changed(d)
		}
		if y.chance(50) {
			y.planBack(n.returnableMail, n.told)
		}
	}
}

// planBack has a notice come back within two days, within two weeks, or much later; some servers say before that it is delayed.
func (y *years) planBack(m returnableMail, told []*decision) {
	if y.chance(30) {
		y.in(1, 2, func() { y.report(m, report.Delayed) })
	}
	days := [][2]int{{1, 2}, {4, 14}, {20, 80}}[y.rand.IntN(3)]
	back := y.today + days[0] + y.rand.IntN(days[1]-days[0]+1)
	if y.chance(25) {
		// The owner deletes the mailbox before the server says so.
		y.on(back, func() { y.delete(told[0].mailboxID) })
	}
	y.on(back, func() { y.noticeBack(m, told) })
}

// toldBy are the decisions that a mail tells of.
func (y *years) toldBy(mailID string) (told []*decision) {
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT DISTINCT message_id FROM provision WHERE mail_id = ? ORDER BY message_id`, mailID)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var messageID string
		if err := rows.Scan(&messageID); err != nil {
			y.Fatal(err)
		}
		if d := y.decisions[messageID]; d != nil {
			told = append(told, d)
		}
	}
	return told
}

func (y *years) report(m returnableMail, action report.Action) {
	if err := handReport(y.inlet, m.head, m.to, m.from, action, y.clock.Now()); err != nil {
		y.Fatal(err)
	}
}

// noticeBack has a notice come back; every fifth server says so twice.
func (y *years) noticeBack(m returnableMail, told []*decision) {
	y.report(m, report.Failed)
	if y.chance(20) {
		y.in(1, 9, func() { y.report(m, report.Failed) })
	}
	today := rules.DayOf(y.clock.Now())
	for _, d := range told {
		before, counted := d.day()
		remedy := y.remedyEnds(d)
		d.backAt = y.clock.Now()
		y.changed(d)
		if d.effect != casemail.EffectAnnouncement {
			continue
		}
		y.tally.cameBack++
		after, still := d.day()
		d.counted = counted && (!still || after != before)
		switch {
		case d.counted && still:
			y.tally.moved++
		case d.counted && today > before:
			y.tally.takenBack++
		}
		if d.counted && today > before && today <= remedy {
			y.tally.backInPeriod++
		}
		if y.book[d.mailboxID].deleted {
			y.tally.backAfterEnd++
		}
	}
}

func (y *years) noteRetrieved(messageID string) {
	if d := y.decisions[messageID]; d != nil && d.retrievedAt.IsZero() {
		d.retrievedAt = y.clock.Now()
		y.changed(d)
	}
}

// changed notes that a fact of a decision changed, and how long its mailbox may stay because of it.
func (y *years) changed(d *decision) {
	d.changed = true
	e := y.book[d.mailboxID]
	e.until = max(e.until, y.remedyEnds(d))
}

// day is the day on which a decision counts as announced: the third after its notice, unless that came back, or the day on which it was fetched, if
// that is earlier (Art. 24 Abs. 2 BayDiG).
func (d *decision) day() (day rules.Day, ok bool) {
	if d.effect != casemail.EffectAnnouncement {
		return "", false
	}
	if !d.sentAt.IsZero() && d.backAt.IsZero() {
		day, ok = rules.DayOf(d.sentAt).AddDays(3), true
	}
	if !d.retrievedAt.IsZero() && (!ok || rules.DayOf(d.retrievedAt) < day) {
		day, ok = rules.DayOf(d.retrievedAt), true
	}
	return day, ok
}

// remedyEnds is the last day of the remedy, counted from the day of announcement: a month with an instruction, a year without. Empty where nothing
// was announced.
func (y *years) remedyEnds(d *decision) rules.Day {
	day, ok := d.day()
	if !ok {
		return ""
	}
	ruleID := map[bool]string{true: "vwgo-month", false: "vwgo-year"}[d.months > 0]
	r, known := rules.Shipped().Version(ruleID, 1)
	if !known {
		y.Fatalf("no rule %s", ruleID)
	}
	return rules.Compute(r, day, competence{y.directory}.Seat(d.clerk.authorityID), rules.ShippedHolidays()).Date
}

// notBefore is the earliest end of a mailbox: six months after its last activity, and no period cut off. A period that was taken back keeps nothing.
func (y *years) notBefore(e *entry) time.Time {
	ends := clock.EndOfDay(clock.AddMonths(e.last, 6))
	for _, d := range e.decided {
		if last := y.remedyEnds(d); last != "" && last.End().After(ends) {
			ends = last.End()
		}
	}
	return ends
}

// notAfter is where its end lies, warnings aside: a period that ran may have moved it before it was taken back.
func (e *entry) notAfter() time.Time {
	ends := clock.EndOfDay(clock.AddMonths(e.last, 6))
	if e.until != "" && e.until.End().After(ends) {
		return e.until.End()
	}
	return ends
}

// standing are the decisions in the order in which they were sent, with the sides that hold them and who reads them there.
func (y *years) standing(which func(*decision) bool, do func(d *decision, sideID string, who context.Context)) {
	cases := y.casesThere()
	var list []*decision
	for _, d := range y.decisions {
		if which(d) {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b *decision) int { return strings.Compare(a.messageID, b.messageID) })
	for _, d := range list {
		if e := y.book[d.mailboxID]; !e.deleted {
			do(d, d.mailboxID, y.as(e.owner))
		}
		if cases[d.caseID] {
			do(d, d.caseID, y.as(d.clerk.accountID, d.clerk.authorityID))
		}
		d.changed = false
	}
}

func (y *years) casesThere() map[string]bool {
	there := map[string]bool{}
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT id FROM side WHERE kind = 'AUTHORITY'`)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var caseID string
		if err := rows.Scan(&caseID); err != nil {
			y.Fatal(err)
		}
		there[caseID] = true
	}
	return there
}

// auditDecisions asks of each decision of which something changed, or of all, whether both sides say how it reached the person, when it counts as
// announced and until when a remedy is open as the book does.
func (y *years) auditDecisions(all bool) {
	y.standing(func(d *decision) bool { return all || d.changed }, func(d *decision, sideID string, who context.Context) {
		m, err := y.postbox.Conversation.Message(who, sideID, d.messageID)
		if err != nil {
			y.Fatalf("decision %s on %s: %v", d.messageID, sideID, err)
		}
		found, err := y.postbox.Conversation.Provisions(who, []*conversation.Message{m})
		if err != nil {
			y.Fatal(err)
		}
		y.auditProvision(d, sideID, found[0])
		days, err := y.postbox.Conversation.Announcements(who, []*conversation.Message{m})
		if err != nil {
			y.Fatal(err)
		}
		var day rules.Day
		if days[0] != nil {
			day = days[0].Result.Date
		}
		if want, _ := d.day(); day != want {
			y.Errorf("day %d: %s counts as announced on %q on %s, the book says %q: %+v", y.today, d.messageID, day, sideID, want, d)
		}
		y.auditDates(d, sideID)
	})
}

func (y *years) auditProvision(d *decision, sideID string, p *conversation.Provision) {
	if p == nil {
		y.Errorf("day %d: nothing is known of how %s was provided on %s", y.today, d.messageID, sideID)
		return
	}
	same := func(at *time.Time, want time.Time) bool {
		return at == nil && want.IsZero() || at != nil && !want.IsZero() && rules.DayOf(*at) == rules.DayOf(want)
	}
	if !same(p.NoticeSentAt, d.sentAt) || !same(p.RetrievedAt, d.retrievedAt) {
		y.Errorf("day %d: %s on %s: %+v, the book says %+v", y.today, d.messageID, sideID, p, d)
	}
	// What was never sent, because there is no such address, or no server for two days, failed without coming back.
	never := p.NoticeState == conversation.NoticeFailed && d.sentAt.IsZero() && d.backAt.IsZero() && p.NoticeFailedAt != nil
	switch {
	case never:
		e := y.book[d.mailboxID]
		if !e.deleted && !y.mails.gone[y.addresses[e.owner]] && !y.mails.isLate(*p.NoticeFailedAt) {
			y.Errorf("day %d: the notice of %s failed on %s although mails arrive", y.today, d.messageID, sideID)
		}
	case !same(p.NoticeFailedAt, d.backAt),
		p.NoticeState == conversation.NoticeFailed != !d.backAt.IsZero(),
		p.NoticeState == conversation.NoticeSent != (!d.sentAt.IsZero() && d.backAt.IsZero()):
		y.Errorf("day %d: the notice of %s is %s on %s: %+v, the book says %+v", y.today, d.messageID, p.NoticeState, sideID, p, d)
	}
}

// auditDates asks whether one day of announcement counts at most, the remedy follows it, and what was taken back is kept as taken back.
func (y *years) auditDates(d *decision, sideID string) {
	rows, err := y.db.Query(viewer.System(y.Context(), "test"), `SELECT kind, day, superseded_at IS NULL FROM legal_date WHERE side_id = ? AND message_id = ?`, sideID, d.messageID)
	if err != nil {
		y.Fatal(err)
	}
	defer rows.Close()
	count, earlier := map[string][]rules.Day{}, map[string]int{}
	for rows.Next() {
		var kind string
		var day rules.Day
		var counts bool
		if err := rows.Scan(&kind, &day, &counts); err != nil {
			y.Fatal(err)
		}
		if counts {
			count[kind] = append(count[kind], day)
		} else {
			earlier[kind]++
		}
	}
	want := map[string][]rules.Day{}
	if day, ok := d.day(); ok {
		want["ANNOUNCEMENT"], want["REMEDY_ENDS"] = []rules.Day{day}, []rules.Day{y.remedyEnds(d)}
	}
	for _, kind := range []string{"ANNOUNCEMENT", "REMEDY_ENDS"} {
		if !slices.Equal(count[kind], want[kind]) {
			y.Errorf("day %d: %s of %s on %s: %v count, want %v: %+v", y.today, kind, d.messageID, sideID, count[kind], want[kind], d)
		}
		if d.counted && earlier[kind] == 0 {
			y.Errorf("day %d: %s of %s on %s is not kept as taken back", y.today, kind, d.messageID, sideID)
		}
	}
}

// auditPackages computes from packages alone when decisions count as announced.
func (y *years) auditPackages() {
	y.standing(func(d *decision) bool { return d.effect == casemail.EffectAnnouncement }, func(d *decision, sideID string, who context.Context) {
		var named []string
		if sideID == d.caseID {
			named = []string{sideID}
		}
		p, err := y.postbox.Proof.OpenPackage(who, d.messageID, named...)
		// A person who has not fetched a decision has no proof of its content.
		if named == nil && d.retrievedAt.IsZero() {
			if errs.CodeOf(err) != errs.NotFound {
				y.Errorf("package of %s, which was not fetched: %v", d.messageID, err)
			}
			return
		}
		if err != nil {
			y.Fatalf("package of %s on %s: %v", d.messageID, sideID, err)
		}
		var b bytes.Buffer
		if err := p.Write(&b); err != nil {
			y.Fatal(err)
		}
		v, found, err := evidence.VerifyAnnouncements(bytes.NewReader(b.Bytes()), int64(b.Len()), evidence.Trust{})
		if err != nil {
			y.Fatal(err)
		}
		if c, _ := v.Of(evidence.CheckAnnouncement); !v.Valid || c.Result != evidence.Passed || len(found) != 1 {
			y.Errorf("the package of %s on %s: %+v", d.messageID, sideID, v.Checks)
			return
		}
		var day rules.Day
		if found[0].Result != nil {
			day = found[0].Result.Date
		}
		if want, _ := d.day(); day != want || (found[0].Facts.NoticeSentAt != "") != !d.sentAt.IsZero() || found[0].Facts.NoticeFailedAt == "" && !d.backAt.IsZero() {
			y.Errorf("the package of %s on %s says %q by %+v, the book %q by %+v", d.messageID, sideID, day, found[0].Facts, want, d)
		}
		y.tally.proven++
	})
}
