package postbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// deadlines are the periods as the owner and the clerk of the city see them.
func (tn *town) deadlines(t *testing.T, mailboxID, caseID string) (owner, clerk []*dates.Date) {
	t.Helper()
	m, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := tn.Conversation.Case(as(clerkCity), caseID)
	if err != nil {
		t.Fatal(err)
	}
	owners, err := conversation.DeadlinesOf(as(anna), tn.Conversation, []*conversation.CaseMailbox{m})
	if err != nil {
		t.Fatal(err)
	}
	clerks, err := conversation.DeadlinesOf(as(clerkCity), tn.Conversation, []*conversation.AuthorityCase{c})
	if err != nil {
		t.Fatal(err)
	}
	return owners[0], clerks[0]
}

// An authority asks for something by a day: both sides see the period with its rule, an answer that names the request meets it on both, a
// request that is withdrawn unopened takes it back, and nobody else sees any.
func TestTheDayByWhichAnAnswerIsDueIsADeadlineOfBothSides(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		ask := func(key string, day legal.Day) *conversation.Message {
			t.Helper()
			due := string(day)
			m, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
				CaseID: caseID, Kind: casemail.KindRequest, Subject: "Plan fehlt", Body: "Bitte den Plan.", DueOn: &due, IdempotencyKey: key,
			})
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		now := legal.Day(w.Clock.Now().Format("2006-01-02"))
		first := ask("a", now.AddDays(20))
		second := ask("b", now.AddDays(10))
		owner, clerk := tn.deadlines(t, box.ID, caseID)
		for _, list := range [][]*dates.Date{owner, clerk} {
			if len(list) != 2 || list[0].Result.Date != now.AddDays(10) || list[1].Result.Date != now.AddDays(20) || list[0].Kind != legal.AnswerDue ||
				*list[1].MessageID != first.ID || list[0].Result.Rule.ID != "answer-due" || list[0].MetAt != nil {
				t.Fatalf("%+v", list)
			}
		}
		if _, err := tn.Conversation.Deadline(as(clerkIHK), clerk[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("another authority: %v", err)
		}
		if _, err := tn.Conversation.Deadline(as(clerkCity), owner[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("the owner's row for the clerk: %v", err)
		}
		if _, err := tn.Conversation.Deadline(as(boris), owner[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("another person: %v", err)
		}
		messages, err := tn.Conversation.MessagesOfDates(as(anna), owner)
		if err != nil || messages[0].ID != second.ID || messages[1].ID != first.ID {
			t.Error(messages, err)
		}

		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, InReplyToID: &first.ID})
		if _, _, err := tn.Conversation.Withdraw(as(clerkCity), second.ID, "Falscher Vorgang"); err != nil {
			t.Fatal(err)
		}
		owner, clerk = tn.deadlines(t, box.ID, caseID)
		for _, list := range [][]*dates.Date{owner, clerk} {
			if len(list) != 1 || list[0].MetAt == nil || *list[0].MessageID != first.ID {
				t.Errorf("%+v", list)
			}
		}
		// The message goes from the owner's side, the period stays known.
		if err := tn.Conversation.DeleteMessage(as(anna), first.ID); err != nil {
			t.Fatal(err)
		}
		owner, _ = tn.deadlines(t, box.ID, caseID)
		if messages, err = tn.Conversation.MessagesOfDates(as(anna), owner); err != nil || len(owner) != 1 || messages[0] != nil {
			t.Error(owner, messages, err)
		}
	})
}

// A decision stores how long its instruction says that a remedy is open; other messages have none, and no length that cannot be.
func TestOnlyADecisionHasAnInstructionOnRemedies(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		in := conversation.CaseReplyInput{
			CaseID: caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Genehmigt.", DecisionEffect: casemail.EffectInformation, IdempotencyKey: "a",
			Remedy: &conversation.PeriodInput{Amount: 1, Unit: legal.Months},
		}
		m, err := tn.Conversation.Reply(as(clerkCity), in)
		if err != nil {
			t.Fatal(err)
		}
		row, err := w.DB.Client().Message.Get(system(), m.ID)
		if err != nil || row.RemedyAmount == nil || *row.RemedyAmount != 1 || string(*row.RemedyUnit) != "MONTHS" {
			t.Errorf("%+v %v", row, err)
		}
		for name, change := range map[string]func(*conversation.CaseReplyInput){
			"of a message": func(in *conversation.CaseReplyInput) { in.Kind, in.DecisionEffect = casemail.KindMessage, "" },
			"of no length": func(in *conversation.CaseReplyInput) { in.Remedy = &conversation.PeriodInput{Unit: legal.Months} },
			"longer than can be": func(in *conversation.CaseReplyInput) {
				in.Remedy = &conversation.PeriodInput{Amount: 25, Unit: legal.Months}
			},
			"in no unit": func(in *conversation.CaseReplyInput) { in.Remedy = &conversation.PeriodInput{Amount: 1, Unit: "YEARS"} },
		} {
			wrong := in
			wrong.IdempotencyKey = name
			change(&wrong)
			if _, err := tn.Conversation.Reply(as(clerkCity), wrong); refusedBy(err) != "INVALID  remedy" {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// The file of a day is its viewer's: it says no word of the matter, and its address holds for ten minutes and for nobody else.
func TestADayIsSavedAsACalendarFile(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		due := string(legal.Day(w.Clock.Now().Format("2006-01-02")).AddDays(9))
		if _, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
			CaseID: caseID, Kind: casemail.KindRequest, Subject: "Plan fehlt", Body: "Bitte den Plan.", DueOn: &due, IdempotencyKey: "a",
		}); err != nil {
			t.Fatal(err)
		}
		owner, _ := tn.deadlines(t, box.ID, caseID)
		link := tn.Conversation.Calendar(as(anna), owner[0], "de")
		path, ticket, _ := strings.Cut(link.Path, "?ticket=")
		name := strings.TrimPrefix(path, "/deadlines/")
		content, filename, err := tn.Conversation.OpenCalendar(as(anna), name)
		if err != nil || filename != "frist-"+due+".ics" || !strings.Contains(string(content), "DTSTART;VALUE=DATE:"+strings.ReplaceAll(due, "-", "")+"\r\n") ||
			strings.Contains(string(content), "Plan") {
			t.Error(string(content), filename, err)
		}
		for _, wrong := range []string{"", "x", name + ".ics", strings.Replace(name, ".de.", ".fr.", 1), box.ID + ".de.ics"} {
			if _, _, err := tn.Conversation.OpenCalendar(as(anna), wrong); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%q: %v", wrong, err)
			}
		}
		if _, _, err := tn.Conversation.OpenCalendar(as(boris), name); errs.CodeOf(err) != errs.NotFound {
			t.Error(err)
		}
		if err := tn.Conversation.CheckCalendarTicket(viewer.From(as(anna)), name, ticket); err != nil {
			t.Error(err)
		}
		if err := tn.Conversation.CheckCalendarTicket(viewer.From(as(boris)), name, ticket); errs.CodeOf(err) != errs.Unauthenticated {
			t.Error(err)
		}
		w.Clock.Advance(11 * time.Minute)
		if err := tn.Conversation.CheckCalendarTicket(viewer.From(as(anna)), name, ticket); errs.CodeOf(err) != errs.Unauthenticated {
			t.Error("an old ticket: ", err)
		}
	})
}

// The end of a remedy comes with the announcement on both sides: after as long as the instruction says, after a year without one.
func TestTheEndOfARemedyFollowsTheAnnouncement(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		for name, c := range map[string]struct {
			remedy *conversation.PeriodInput
			rule   string
			end    func(legal.Day) legal.Day
		}{
			"a month by its instruction": {&conversation.PeriodInput{Amount: 1, Unit: legal.Months}, "vwgo-month", func(d legal.Day) legal.Day { return d.Add(1, legal.Months) }},
			"a year without instruction": {nil, "vwgo-year", func(d legal.Day) legal.Day { return d.Add(12, legal.Months) }},
		} {
			sent, err := a.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: a.caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Ja.",
				DecisionEffect: casemail.EffectAnnouncement, Remedy: c.remedy, IdempotencyKey: name})
			if err != nil {
				t.Fatal(err)
			}
			a.read(sent.ID)
			for _, list := range a.both(t) {
				i := slices.IndexFunc(list, func(d *dates.Date) bool { return *d.MessageID == sent.ID })
				if i < 0 || list[i].Kind != legal.RemedyEnds || list[i].Result.Rule.ID != c.rule || list[i].Result.Anchor != berlin(w.Clock.Now()) ||
					list[i].Result.Date < c.end(berlin(w.Clock.Now())) {
					t.Errorf("%s: %+v", name, list)
				}
			}
		}
	})
}

// A decision that the owner deleted goes on counting as it does for its authority: a notice that bounces later takes its days back, or moves them to the
// retrieval, on both sides.
func TestTheDaysOfADeletedDecisionFollowItsNotice(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		for name, fetched := range map[string]bool{"unopened": false, "fetched late": true} {
			decision, mail := a.decide(casemail.EffectAnnouncement)
			a.noticed(t, mail, a.box, true, w.Clock.Now())
			byNotice := a.remedyOf(t, decision)
			w.Clock.Advance(6 * 24 * time.Hour)
			if fetched {
				a.read(decision)
			}
			if err := a.Conversation.DeleteMessage(as(anna), decision); err != nil {
				t.Fatal(err)
			}
			if day := a.remedyOf(t, decision); day != byNotice {
				t.Errorf("%s, deleted: %s, not %s", name, day, byNotice)
			}
			w.Clock.Advance(24 * time.Hour)
			a.noticed(t, mail, a.box, false, w.Clock.Now())
			if day := a.remedyOf(t, decision); (day != "") != fetched || day == byNotice {
				t.Errorf("%s, deleted and bounced: %q, by its notice %s", name, day, byNotice)
			}
		}
	})
}

// remedyOf is until when a remedy is open against a decision, the same on both sides; empty without such a day.
func (a *announcing) remedyOf(t *testing.T, messageID string) legal.Day {
	t.Helper()
	var days [2]legal.Day
	for i, list := range a.both(t) {
		if at := slices.IndexFunc(list, func(d *dates.Date) bool { return *d.MessageID == messageID }); at >= 0 {
			days[i] = list[at].Result.Date
		}
	}
	if days[0] != days[1] {
		t.Errorf("the owner sees %q, the clerk %q", days[0], days[1])
	}
	return days[0]
}

// both are the periods of the owner and of the clerk of the chamber.
func (a *announcing) both(t *testing.T) [][]*dates.Date {
	t.Helper()
	m, err := a.Conversation.Mailbox(as(anna), a.box)
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Conversation.Case(as(clerkIHK), a.caseID)
	if err != nil {
		t.Fatal(err)
	}
	owners, err := conversation.DeadlinesOf(as(anna), a.Conversation, []*conversation.CaseMailbox{m})
	if err != nil {
		t.Fatal(err)
	}
	clerks, err := conversation.DeadlinesOf(as(clerkIHK), a.Conversation, []*conversation.AuthorityCase{c})
	if err != nil {
		t.Fatal(err)
	}
	return [][]*dates.Date{owners[0], clerks[0]}
}
