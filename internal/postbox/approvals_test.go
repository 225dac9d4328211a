package postbox_test

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/testkit"
)

// twoWeeks is the silence that grants a Gestattung.
var twoWeeks = &conversation.Silence{Amount: 2, Unit: legal.Weeks, Basis: "§ 2 Abs. 3 BayGastV", Extendable: true}

// applying is a matter for which the silence of the city is an approval.
type applying struct {
	*town
	box    *conversation.CaseMailbox
	caseID string
	// last is the last message of each kind.
	last map[casemail.MessageKind]*conversation.Message
}

func newApplying(t *testing.T, tn *town) *applying {
	t.Helper()
	a := &applying{town: tn, box: tn.open(t, city), last: map[casemail.MessageKind]*conversation.Message{}}
	sent := tn.send(t, a.box, conversation.MessageSendInput{RecipientIDs: []string{city}})
	deliveries, err := tn.World.DB.Client().Delivery.Query().All(system())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deliveries {
		if d.MessageID == sent.ID {
			a.caseID = d.AuthoritySideID
		}
	}
	return a
}

// write sends a message of a kind to the person; day is that of an extension.
func (a *applying) write(kind casemail.MessageKind, day legal.Day, services ...string) error {
	in := conversation.CaseReplyInput{CaseID: a.caseID, Kind: kind, Subject: "Ihr Antrag", Body: "Mitteilung", ServiceIDs: services, IdempotencyKey: rand.Text()}
	if day != "" {
		due := string(day)
		in.DueOn = &due
	}
	if kind == casemail.KindDecision {
		in.DecisionEffect = casemail.EffectInformation
	}
	m, err := a.Conversation.Reply(as(clerkCity), in)
	if err == nil {
		a.last[kind] = m
	}
	return err
}

func (a *applying) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (a *applying) withdraw(kind casemail.MessageKind) error {
	_, _, err := a.Conversation.Withdraw(as(clerkCity), a.last[kind].ID, "Falscher Vorgang")
	return err
}

// both are the periods of deemed approval as the owner and the clerk see them, as day and state; they are the same on both sides.
func (a *applying) both(t *testing.T) string {
	t.Helper()
	owner, clerk := a.deadlines(t, a.box.ID, a.caseID)
	var listed [2][]string
	for i, list := range [][]*dates.Date{owner, clerk} {
		for _, d := range list {
			if d.Kind == legal.DeemedApproval {
				listed[i] = append(listed[i], fmt.Sprint(d.Result.Date, map[bool]string{true: " decided"}[d.MetAt != nil]))
			}
		}
		slices.Sort(listed[i])
	}
	if !slices.Equal(listed[0], listed[1]) {
		t.Errorf("the owner sees %q, the clerk %q", listed[0], listed[1])
	}
	return strings.Join(listed[0], " ")
}

// ends is the day on which a period of two weeks ends that begins on a day, by the rule of now.
func ends(t *testing.T, begins legal.Day) legal.Day {
	t.Helper()
	r, ok := legal.Shipped().Special(legal.DeemedApproval, legal.BayVwVfG, legal.DocumentsComplete, twoWeeks.Basis, begins)
	if !ok {
		t.Fatal("no rule")
	}
	return legal.Compute(r, begins, ars, legal.ShippedHolidays()).Date
}

// Every state of a deemed approval meets everything that can be done: what is refused, and what stands on both sides after it.
func TestEveryTransitionOfADeemedApproval(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: twoWeeks}
		today := func() legal.Day { return legal.DayOf(w.Clock.Now()) }
		later := func(n int) legal.Day { return today().AddDays(n) }
		states := []struct {
			name  string
			setUp func(t *testing.T, a *applying)
		}{
			{"none", func(*testing.T, *applying) {}},
			{"running", func(t *testing.T, a *applying) { a.must(t, a.write(casemail.KindComplete, "")) }},
			{"extended", func(t *testing.T, a *applying) {
				a.must(t, a.write(casemail.KindComplete, ""))
				a.must(t, a.write(casemail.KindExtension, later(40)))
			}},
			{"stopped", func(t *testing.T, a *applying) {
				a.must(t, a.write(casemail.KindComplete, ""))
				a.must(t, a.write(casemail.KindRequest, ""))
			}},
			{"decided", func(t *testing.T, a *applying) {
				a.must(t, a.write(casemail.KindComplete, ""))
				a.must(t, a.write(casemail.KindDecision, ""))
			}},
			{"granted", func(t *testing.T, a *applying) {
				a.must(t, a.write(casemail.KindComplete, ""))
				w.Clock.Advance(30 * 24 * time.Hour)
			}},
			{"declined", func(t *testing.T, a *applying) {
				a.must(t, a.write(casemail.KindComplete, ""))
				_, err := a.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: a.caseID, Reason: "Nicht hier"})
				a.must(t, err)
			}},
		}
		acts := []struct {
			name string
			do   func(a *applying) error
		}{
			{"COMPLETE", func(a *applying) error { return a.write(casemail.KindComplete, "") }},
			{"EXTENSION", func(a *applying) error { return a.write(casemail.KindExtension, later(50)) }},
			{"EXTENSION to a day that is not later", func(a *applying) error { return a.write(casemail.KindExtension, later(3)) }},
			{"REQUEST", func(a *applying) error { return a.write(casemail.KindRequest, "") }},
			{"DECISION", func(a *applying) error { return a.write(casemail.KindDecision, "") }},
			{"MESSAGE", func(a *applying) error { return a.write(casemail.KindMessage, "") }},
			{"decline", func(a *applying) error {
				_, err := a.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: a.caseID, Reason: "Nicht hier"})
				return err
			}},
			{"hand over", func(a *applying) error {
				_, err := a.Conversation.HandOver(as(anna), conversation.MailboxHandOverInput{MailboxID: a.box.ID, FromAuthorityID: city, ToAuthorityID: chamber, IdempotencyKey: rand.Text()})
				return err
			}},
		}
		// What is refused, and then what stands: first is the day of the first period, next that of one which begins now, until that of an extension.
		const runs, none, notRunning = "WRONG_STATE approval_runs kind", "", "WRONG_STATE approval_not_running kind"
		want := map[string][]struct{ refused, stands string }{
			"none": {
				{"", "next"},
				{notRunning, none},
				{notRunning, none},
				{"", none},
				{"", none},
				{"", none},
				{"", none},
				{"WRONG_STATE not_declined fromAuthorityId", none},
			},
			"running": {
				{runs, "first"},
				{"", "until"},
				{"INVALID approval_not_later dueOn", "first"},
				{"", none},
				{"", "first decided"},
				{"", "first"},
				{"", none},
				{"WRONG_STATE not_declined fromAuthorityId", "first"},
			},
			"extended": {
				{runs, "extended"},
				{"WRONG_STATE approval_extended kind", "extended"},
				{"WRONG_STATE approval_extended kind", "extended"},
				{"", none},
				{"", "extended decided"},
				{"", "extended"},
				{"", none},
				{"WRONG_STATE not_declined fromAuthorityId", "extended"},
			},
			"stopped": {
				{"", "next"},
				{notRunning, none},
				{notRunning, none},
				{"", none},
				{"", none},
				{"", none},
				{"", none},
				{"WRONG_STATE not_declined fromAuthorityId", none},
			},
			"decided": {
				{"", "first decided|next"},
				{notRunning, "first decided"},
				{notRunning, "first decided"},
				{"", "first decided"},
				{"", "first decided"},
				{"", "first decided"},
				{"WRONG_STATE decided_already caseId", "first decided"},
				{"WRONG_STATE hand_over_decided fromAuthorityId", "first decided"},
			},
			"granted": {
				{"", "first|next"},
				{notRunning, "first"},
				{notRunning, "first"},
				{"", "first"},
				{"", "first"},
				{"", "first"},
				{"", "first"},
				{"WRONG_STATE not_declined fromAuthorityId", "first"},
			},
			"declined": {
				{"WRONG_STATE declined_already kind", none},
				{"WRONG_STATE declined_already kind", none},
				{"WRONG_STATE declined_already kind", none},
				{"", none},
				{"", none},
				{"", none},
				{"WRONG_STATE declined_already caseId", none},
				{"", none},
			},
		}
		for _, state := range states {
			for i, act := range acts {
				a := newApplying(t, tn)
				began := today()
				extended := began.AddDays(40)
				state.setUp(t, a)
				c := want[state.name][i]
				got := ""
				if err := act.do(a); err != nil {
					got = refusedBy(err)
				}
				if got != c.refused {
					t.Errorf("%s, %s: %q, not %q", state.name, act.name, got, c.refused)
				}
				days := map[string]legal.Day{"first": ends(t, began), "next": ends(t, today()), "until": later(50), "extended": extended}
				var all []string
				for _, one := range strings.Split(c.stands, "|") {
					name, decided, _ := strings.Cut(one, " ")
					all = append(all, strings.TrimSpace(string(days[name])+" "+decided))
				}
				slices.Sort(all)
				if stands := a.both(t); stands != strings.TrimSpace(strings.Join(all, " ")) {
					t.Errorf("%s, %s: %q stands, not %q", state.name, act.name, stands, all)
				}
			}
		}
	})
}

// What is withdrawn was not told: the period is as it was without it, on both sides; but what counts as granted is taken back by nothing.
func TestWhatIsWithdrawnWasNotTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: twoWeeks}
		a := newApplying(t, tn)
		began := legal.DayOf(w.Clock.Now())
		end, longer := string(ends(t, began)), string(began.AddDays(40))
		for _, step := range []struct {
			name   string
			do     func() error
			stands string
		}{
			{"complete", func() error { return a.write(casemail.KindComplete, "") }, end},
			{"extended", func() error { return a.write(casemail.KindExtension, began.AddDays(40)) }, longer},
			{"not extended", func() error { return a.withdraw(casemail.KindExtension) }, end},
			{"extended after all", func() error { return a.write(casemail.KindExtension, began.AddDays(41)) }, string(began.AddDays(41))},
			{"nor so", func() error { return a.withdraw(casemail.KindExtension) }, end},
			{"asked", func() error { return a.write(casemail.KindRequest, "") }, ""},
			{"not asked", func() error { return a.withdraw(casemail.KindRequest) }, end},
			{"decided", func() error { return a.write(casemail.KindDecision, "") }, end + " decided"},
			{"not decided", func() error { return a.withdraw(casemail.KindDecision) }, end},
			{"not complete", func() error { return a.withdraw(casemail.KindComplete) }, ""},
			{"complete again", func() error { return a.write(casemail.KindComplete, "") }, end},
		} {
			if err := step.do(); err != nil {
				t.Fatal(step.name, err)
			}
			if stands := a.both(t); stands != step.stands {
				t.Errorf("%s: %q stands, not %q", step.name, stands, step.stands)
			}
		}
		w.Clock.Advance(30 * 24 * time.Hour)
		if err := a.withdraw(casemail.KindComplete); refusedBy(err) != "WRONG_STATE withdraw_granted messageId" {
			t.Error("what is granted: ", err)
		}
		if stands := a.both(t); stands != end {
			t.Error(stands)
		}
	})
}

// What was told while it mattered is not taken back once its absence would have granted the approval: nobody could have known.
func TestWithdrawingGrantsNothingInThePast(t *testing.T) {
	t.Parallel()
	for _, kind := range []casemail.MessageKind{casemail.KindRequest, casemail.KindExtension, casemail.KindDecision} {
		t.Run(string(kind), func(t *testing.T) {
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				tn := newTown(t, w)
				tn.silences = map[string]*conversation.Silence{trade: twoWeeks}
				a := newApplying(t, tn)
				a.must(t, a.write(casemail.KindComplete, ""))
				w.Clock.Advance(5 * 24 * time.Hour)
				var until legal.Day
				if kind == casemail.KindExtension {
					until = legal.DayOf(w.Clock.Now()).AddDays(40)
				}
				a.must(t, a.write(kind, until))
				stands := a.both(t)
				w.Clock.Advance(30 * 24 * time.Hour)
				if err := a.withdraw(kind); refusedBy(err) != "WRONG_STATE withdraw_grants messageId" {
					t.Error(err)
				}
				if now := a.both(t); now != stands {
					t.Errorf("%q stands, not %q", now, stands)
				}
			})
		})
	}
}

// Where it is not known of the last day whether it is a holiday, a decision on the day that would hold then still decides: Mariä Himmelfahrt is one in
// Bamberg as long as the table knows that it is.
func TestADecisionOnADayInDoubtDecides(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: twoWeeks}
		w.Clock.Advance(time.Date(2028, 8, 1, 9, 0, 0, 0, clock.Berlin).Sub(w.Clock.Now()))
		a := newApplying(t, tn)
		a.must(t, a.write(casemail.KindComplete, ""))
		w.Clock.Advance(15 * 24 * time.Hour)
		a.must(t, a.write(casemail.KindDecision, ""))
		if stands := a.both(t); stands != "2028-08-15 decided" {
			t.Errorf("%q stands", stands)
		}
		a.must(t, a.withdraw(casemail.KindDecision))
	})
}

// The day stands on both sides with rule, reasons and file, is provisional, names the message that began it and what it was before, outlives that
// message on the owner's side, and has the mailbox not end before it.
func TestTheDayOfADeemedApproval(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: {Amount: 3, Unit: legal.Months, Basis: "§ 6a GewO", Extendable: true}}
		a := newApplying(t, tn)
		a.must(t, a.write(casemail.KindComplete, "", trade))
		began := legal.DayOf(w.Clock.Now())
		extended := began.AddDays(280)
		a.must(t, a.write(casemail.KindExtension, extended, trade))
		owner, clerk := tn.deadlines(t, a.box.ID, a.caseID)
		for _, list := range [][]*dates.Date{owner, clerk} {
			d := list[0]
			if len(list) != 1 || d.Kind != legal.DeemedApproval || d.Result.Date != extended || d.Result.Anchor != began || d.Result.Rule.ID != "gewo-6a" ||
				!d.Result.Provisional || *d.ServiceID != trade || *d.MessageID != a.last[casemail.KindComplete].ID || d.Supersedes == nil {
				t.Errorf("%+v", list)
			}
			if why := d.Result.Explain("de"); !strings.Contains(why, "§ 6a GewO") || !strings.Contains(why, "Die Behörde hat die Frist verlängert") {
				t.Error(why)
			}
		}
		before, err := tn.Dates.Before(as(anna), owner)
		if err != nil || before[0].Result.Date != legal.Compute(before[0].Result.Rule, began, ars, legal.ShippedHolidays()).Date || before[0].ExtendedTo != nil {
			t.Error(before, err)
		}
		link := tn.Conversation.Calendar(as(anna), owner[0], "de")
		name, _, _ := strings.Cut(strings.TrimPrefix(link.Path, "/deadlines/"), "?")
		file, _, err := tn.Conversation.OpenCalendar(as(anna), name)
		if err != nil || !strings.Contains(string(file), "SUMMARY:Vorläufig: Genehmigung gilt als erteilt: Stadt Bamberg\r\n") ||
			!strings.Contains(string(file), "DTSTART;VALUE=DATE:"+strings.ReplaceAll(string(extended), "-", "")+"\r\n") {
			t.Error(string(file), err)
		}
		for _, kind := range []casemail.MessageKind{casemail.KindComplete, casemail.KindExtension} {
			verdict := tn.proofOf(t, as(anna), a.last[kind].ID)
			if !verdict.Valid || len(verdict.Messages) != 1 || verdict.Messages[0].Kind != string(kind) ||
				(verdict.Messages[0].DueOn == string(extended)) != (kind == casemail.KindExtension) || !slices.Equal(verdict.Messages[0].Services, []string{trade}) {
				t.Errorf("%s: %+v", kind, verdict)
			}
		}
		if err := tn.Conversation.DeleteMessage(as(anna), a.last[casemail.KindComplete].ID); err != nil {
			t.Fatal(err)
		}
		if err := tn.Conversation.DeleteMessage(as(anna), a.last[casemail.KindExtension].ID); err != nil {
			t.Fatal(err)
		}
		if stands := a.both(t); stands != string(extended) {
			t.Error("after the owner deleted the messages: ", stands)
		}
		tn.sweepFor(t, 250)
		if !stands(t, tn, a.box.ID) {
			t.Fatal("the mailbox ended while a period runs")
		}
		tn.sweepFor(t, 40)
		if stands(t, tn, a.box.ID) {
			t.Error("the mailbox is there after the period")
		}
	})
}

// What a clerk can tell is known beforehand, with the day that would follow; the form of it is checked at its fields, and only clerks tell it.
func TestWhatCanBeToldOfADeemedApproval(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		a := newApplying(t, tn)
		may := func() []*conversation.CaseApproval {
			t.Helper()
			c, err := tn.Conversation.Case(as(clerkCity), a.caseID)
			a.must(t, err)
			lists, err := tn.Conversation.Approvals(as(clerkCity), []*conversation.AuthorityCase{c})
			a.must(t, err)
			return lists[0]
		}
		refused := func(err error, want string) {
			t.Helper()
			if refusedBy(err) != want {
				t.Errorf("%v, not %s", err, want)
			}
		}
		later := legal.DayOf(w.Clock.Now()).AddDays(60)
		refused(a.write(casemail.KindComplete, ""), "INVALID approval_none kind")
		refused(a.write(casemail.KindComplete, "", trade), "INVALID approval_none serviceIds")
		refused(a.write(casemail.KindExtension, later), "INVALID approval_none kind")
		if list := may(); list != nil {
			t.Error(list)
		}
		tn.silences = map[string]*conversation.Silence{trade: {Amount: 2, Unit: legal.Weeks, Basis: twoWeeks.Basis}}
		refused(a.write(casemail.KindComplete, later), "INVALID  dueOn")
		refused(a.write(casemail.KindExtension, ""), "REQUIRED  dueOn")
		refused(a.write(casemail.KindExtension, "2026-13-01"), "INVALID  dueOn")
		refused(a.write(casemail.KindNotice, ""), "INVALID  kind")
		_, err := tn.Conversation.Send(as(anna), conversation.MessageSendInput{MailboxID: a.box.ID, RecipientIDs: []string{city}, Kind: casemail.KindComplete, Subject: "S", Body: "B", IdempotencyKey: "x"})
		refused(err, "INVALID  kind")
		_, err = tn.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: a.caseID, Kind: casemail.KindComplete, Subject: "S", Body: "B", IdempotencyKey: "x"})
		if errs.CodeOf(err) != errs.NotFound {
			t.Error("a clerk of another authority: ", err)
		}

		today := legal.DayOf(w.Clock.Now())
		if list := may(); len(list) != 1 || list[0].ServiceID != trade || list[0].Running != nil || list[0].Extendable || list[0].IfComplete.Result.Date != ends(t, today) {
			t.Errorf("%+v", list)
		}
		a.must(t, a.write(casemail.KindComplete, ""))
		if list := may(); list[0].IfComplete != nil || list[0].Running.Result.Date != ends(t, today) || list[0].Extendable {
			t.Errorf("%+v", list[0])
		}
		refused(a.write(casemail.KindExtension, later), "WRONG_STATE approval_not_extendable kind")
		tn.silences[trade] = twoWeeks
		if list := may(); !list[0].Extendable {
			t.Errorf("%+v", list[0])
		}
		// A service that counts otherwise from now on changes no day that stands.
		tn.silences[trade] = &conversation.Silence{Amount: 9, Unit: legal.Weeks, Basis: "Art. 5 BayTestG", Extendable: true}
		a.must(t, a.write(casemail.KindMessage, ""))
		if stands := a.both(t); stands != string(ends(t, today)) {
			t.Error(stands)
		}
		// Without a rule no period begins.
		rules := slices.DeleteFunc(legal.Shipped().Rules(), func(r legal.Rule) bool { return r.Kind == legal.DeemedApproval })
		book, err := legal.NewBook(rules)
		a.must(t, err)
		tn.book = &book
		a.must(t, a.write(casemail.KindRequest, ""))
		refused(a.write(casemail.KindComplete, ""), "WRONG_STATE approval_no_rule kind")
		tn.book = nil
		// Nothing can be told of a mailbox that is deleted.
		if _, err := tn.DeleteMailbox(as(anna), a.box.ID); err != nil {
			t.Fatal(err)
		}
		if list := may(); list[0].IfComplete != nil || list[0].Extendable {
			t.Errorf("%+v", list[0])
		}
		refused(a.write(casemail.KindComplete, ""), "WRONG_STATE owner_deleted ")
	})
}

// An authority that declined and then took the matter up all the same keeps it: it cannot be handed over, until it declines again.
func TestWhatIsTakenUpAgainIsNotHandedOver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: twoWeeks}
		a := newApplying(t, tn)
		_, err := tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: a.caseID, Reason: "Nicht hier"})
		a.must(t, err)
		tn.send(t, a.box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		a.must(t, a.write(casemail.KindComplete, ""))
		handOver := func() error {
			_, err := tn.Conversation.HandOver(as(anna), conversation.MailboxHandOverInput{MailboxID: a.box.ID, FromAuthorityID: city, ToAuthorityID: chamber, IdempotencyKey: "a"})
			return err
		}
		if err := handOver(); refusedBy(err) != "WRONG_STATE not_declined fromAuthorityId" {
			t.Error(err)
		}
		a.must(t, a.write(casemail.KindRequest, ""))
		if err := handOver(); refusedBy(err) != "WRONG_STATE not_declined fromAuthorityId" {
			t.Error(err)
		}
		_, err = tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: a.caseID, Reason: "Doch nicht hier"})
		a.must(t, err)
		a.must(t, handOver())
	})
}

// In a case of several services each has its own period, and a message says which it is about.
func TestEachServiceHasItsOwnDeemedApproval(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: twoWeeks, permit: {Amount: 3, Unit: legal.Months, Basis: "Art. 42a BayVwVfG", Extendable: true}}
		box, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars),
			Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: chamber}}})
		if err != nil {
			t.Fatal(err)
		}
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
		caseID := cases(t, tn, clerkIHK, chamber, inboxFilter())[0].ID
		tell := func(kind casemail.MessageKind, services ...string) error {
			_, err := tn.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: caseID, Kind: kind, Subject: "S", Body: "B", ServiceIDs: services,
				DecisionEffect: casemail.EffectInformation, IdempotencyKey: rand.Text()})
			return err
		}
		running := func() (list []string) {
			t.Helper()
			m, err := tn.Conversation.Mailbox(as(anna), box.ID)
			if err != nil {
				t.Fatal(err)
			}
			lists, err := conversation.DeadlinesOf(as(anna), tn.Conversation, []*conversation.CaseMailbox{m})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range lists[0] {
				if d.MetAt == nil {
					list = append(list, *d.ServiceID+" "+d.Result.Rule.Name())
				}
			}
			return list
		}
		for _, c := range []struct {
			kind     casemail.MessageKind
			services []string
			refused  string
			runs     []string
		}{
			{casemail.KindRequest, nil, "", nil},
			{casemail.KindComplete, nil, "REQUIRED approval_service serviceIds", nil},
			{casemail.KindComplete, []string{trade, permit}, "INVALID approval_service serviceIds", nil},
			{casemail.KindComplete, []string{licence}, "INVALID service_of_recipient serviceIds", nil},
			{casemail.KindComplete, []string{permit}, "", []string{permit + " Art. 42a BayVwVfG"}},
			{casemail.KindComplete, []string{trade}, "", []string{trade + " § 2 Abs. 3 BayGastV", permit + " Art. 42a BayVwVfG"}},
			{casemail.KindRequest, nil, "REQUIRED approval_which serviceIds", []string{trade + " § 2 Abs. 3 BayGastV", permit + " Art. 42a BayVwVfG"}},
			{casemail.KindDecision, nil, "REQUIRED approval_which serviceIds", []string{trade + " § 2 Abs. 3 BayGastV", permit + " Art. 42a BayVwVfG"}},
			{casemail.KindMessage, nil, "", []string{trade + " § 2 Abs. 3 BayGastV", permit + " Art. 42a BayVwVfG"}},
			{casemail.KindRequest, []string{trade}, "", []string{permit + " Art. 42a BayVwVfG"}},
			{casemail.KindDecision, []string{trade, permit}, "", nil},
			{casemail.KindDecision, nil, "", nil},
		} {
			got := ""
			if err := tell(c.kind, c.services...); err != nil {
				got = refusedBy(err)
			}
			if got != c.refused || !slices.Equal(running(), c.runs) {
				t.Errorf("%s of %v: %q, runs %v", c.kind, c.services, got, running())
			}
		}
	})
}

// Two clerks tell at once that the documents are complete: one does, and one period begins. A clock that goes back changes no day that stands, and one
// that jumps ahead ends a period as the days that passed would.
func TestADeemedApprovalIsAFunctionOfWhatIsStored(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{trade: twoWeeks}
		a := newApplying(t, tn)
		var results [2]error
		var both sync.WaitGroup
		for i, clerk := range []string{clerkCity, clerkTwo} {
			both.Go(func() {
				_, results[i] = tn.Conversation.Reply(as(clerk), conversation.CaseReplyInput{CaseID: a.caseID, Kind: casemail.KindComplete, Subject: "S", Body: "B", IdempotencyKey: fmt.Sprint("at once ", i)})
			})
		}
		both.Wait()
		if (results[0] == nil) == (results[1] == nil) {
			t.Fatal(results)
		}
		for _, err := range results {
			if err != nil && refusedBy(err) != "WRONG_STATE approval_runs kind" {
				t.Error(err)
			}
		}
		end := ends(t, legal.DayOf(w.Clock.Now()))
		if stands := a.both(t); stands != string(end) {
			t.Error(stands)
		}
		w.Clock.Advance(-5 * 24 * time.Hour)
		a.must(t, a.write(casemail.KindMessage, ""))
		if err := a.write(casemail.KindComplete, ""); refusedBy(err) != "WRONG_STATE approval_runs kind" {
			t.Error(err)
		}
		a.must(t, a.write(casemail.KindExtension, end.AddDays(10)))
		if stands := a.both(t); stands != string(end.AddDays(10)) {
			t.Error(stands)
		}
		w.Clock.Advance(90 * 24 * time.Hour)
		a.must(t, a.write(casemail.KindRequest, ""))
		if stands := a.both(t); stands != string(end.AddDays(10)) {
			t.Error("what ran out while nobody looked: ", stands)
		}
	})
}
