package postbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/testkit"
)

// What an authority tells everyone who writes is told once, and again once it is another; by the platform, so that it is no answer: nothing of
// the message's delivery changes, and the authority does not see it.
func TestAutomaticRepliesAreToldOnceAndAreNoAnswer(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		told := func() (list []string) {
			all := messages(t, tn, anna, box.ID)
			texts, err := tn.Conversation.MessageTexts(as(anna), all)
			if err != nil {
				t.Fatal(err)
			}
			for i, m := range all {
				if m.Kind == casemail.KindNotice {
					list = append(list, m.Subject+": "+strings.Split(*texts[i], "\n\n")[1])
				}
			}
			return list
		}
		send := func() *conversation.Message {
			t.Helper()
			return tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		}
		send()
		if got := told(); len(got) != 0 {
			t.Errorf("without one: %v", got)
		}
		tn.autoReply = map[string]string{city: "Montags geschlossen."}
		sent := send()
		send()
		tn.autoReply[city] = "Bis Freitag geschlossen."
		send()
		tn.autoReply[city] = ""
		send()
		name := "Automatische Antwort: " + tn.AuthorityName(city) + ": "
		if got := told(); !slices.Equal(got, []string{name + "Montags geschlossen.", name + "Bis Freitag geschlossen."}) {
			t.Errorf("told: %v", got)
		}
		if d := delivery(t, tn, sent); d.State != casemail.Delivered {
			t.Errorf("the delivery is %s", d.State)
		}
		c := cases(t, tn, clerkCity, city, inboxFilter())[0]
		if got := messages(t, tn, clerkCity, c.ID); len(got) != 5 {
			t.Errorf("the authority sees %d messages", len(got))
		}
		// Two weeks later it is silent all the same.
		w.Clock.Advance(15 * 24 * time.Hour)
		if err := tn.Conversation.SweepSilent(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if d := delivery(t, tn, sent); !d.Silent {
			t.Error("the automatic reply counts as heard")
		}
	})
}

// The cases of who is away are among those of the deputy.
func TestCasesOfWhoIsAwayAreTheDeputysToo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.send(t, tn.open(t, city), conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inboxFilter())[0]
		away, deputy := "mem_"+clerkCity, "mem_"+clerkTwo
		if _, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, AssigneeID: sides.Change{Set: true, Value: &away}}); err != nil {
			t.Fatal(err)
		}
		count := func(who string) int { return len(cases(t, tn, clerkTwo, city, inbox.CaseFilter{AssigneeID: &who})) }
		if count(deputy) != 0 || count(away) != 1 {
			t.Errorf("before: %d and %d", count(deputy), count(away))
		}
		tn.away = map[string][]string{deputy: {away}}
		if count(deputy) != 1 || count(away) != 1 {
			t.Errorf("while away: %d and %d", count(deputy), count(away))
		}
	})
}
