package postbox_test

import (
	"context"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

func (k *keeper) daily(days int) {
	k.t.Helper()
	for range days {
		k.sweepAt(k.Clock.Now().Add(24 * time.Hour))
	}
}

func (k *keeper) write(kind casemail.MessageKind, dueOn string) {
	k.t.Helper()
	in := conversation.CaseReplyInput{CaseID: k.c.ID, Kind: kind}
	if dueOn != "" {
		in.DueOn = &dueOn
	}
	k.reply(k.t, in)
	k.now()
}

// A closed case in which the person is asked for something goes on; with whatever else is written in it, its retention begins again.
func TestWritingInAClosedCase(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, class("offer")))
		k.must(k.update(clerkCity, closeCase()))
		k.sweepAt(clock.AddMonths(*k.c.ClosedAt, 13))
		if k.toOffer() != 1 {
			t.Fatal("it does not wait for the archive")
		}
		k.write(casemail.KindMessage, "")
		if k.toOffer() != 0 || k.c.State != conversation.CaseClosed || !k.c.ClosedAt.Equal(w.Clock.Now()) {
			t.Errorf("after a message: %s, closed at %v, %d to offer", k.c.State, k.c.ClosedAt, k.toOffer())
		}
		k.write(casemail.KindRequest, clock.Day(w.Clock.Now().AddDate(1, 6, 0)))
		if k.c.State != conversation.AwaitingPerson || k.c.ClosedAt != nil || k.retainUntil() != "" {
			t.Errorf("after a request: %s, closed at %v, until %q", k.c.State, k.c.ClosedAt, k.retainUntil())
		}
		k.sweepAt(w.Clock.Now().AddDate(1, 5, 0))
		if !k.stands() {
			t.Error("it went while the person may still answer")
		}
	})
}

// A period that runs keeps the authority's copy, as it keeps the mailbox, and the case says so.
func TestACaseDoesNotEndWhileAPeriodRuns(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.classes = []retention.Class{{Key: "none", Name: "Keine", Months: 0}}
		due := clock.Day(w.Clock.Now().AddDate(0, 4, 0))
		k.write(casemail.KindRequest, due)
		k.must(k.update(clerkCity, closeCase()))
		if until := k.retainUntil(); until != due {
			t.Errorf("kept until %s, want %s", until, due)
		}
		last, err := time.ParseInLocation(time.DateOnly, due, clock.Berlin)
		k.must(err)
		k.sweepAt(w.Clock.Now().Add(30 * time.Hour))
		k.sweepAt(clock.EndOfDay(last))
		if !k.stands() {
			t.Fatal("it went while a period ran")
		}
		k.sweepAt(clock.EndOfDay(last).Add(time.Minute))
		if k.stands() {
			t.Error("it still stands")
		}
	})
}

// A period that ends before its day keeps the copy no longer than until the sweep looks again.
func TestACaseEndsAfterAPeriodThatWasTakenBack(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.classes = []retention.Class{{Key: "none", Name: "Keine", Months: 0}}
		due := clock.Day(w.Clock.Now().AddDate(0, 4, 0))
		asked := k.reply(t, conversation.CaseReplyInput{CaseID: k.c.ID, Kind: casemail.KindRequest, DueOn: &due})
		k.must(k.update(clerkCity, closeCase()))
		k.sweepAt(w.Clock.Now().Add(30 * time.Hour))
		if _, _, err := k.Conversation.Withdraw(as(clerkCity), asked.ID, "Falscher Vorgang"); err != nil {
			t.Fatal(err)
		}
		k.sweepAt(w.Clock.Now().AddDate(0, 0, 32))
		if k.stands() {
			t.Error("it still stands")
		}
	})
}

// Who opens a closed case again, takes it, or notes a day for it works on it: it is no idle case.
func TestWorkOnACaseKeepsItOpen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, closeCase()))
		k.sweepAt(clock.AddMonths(*k.c.ClosedAt, 5))
		open := conversation.InProgress
		k.must(k.update(clerkCity, inbox.CaseUpdate{State: &open}))
		k.sweepAt(clock.AddMonths(w.Clock.Now(), 11))
		if k.now().State != conversation.InProgress {
			t.Fatalf("reopened eleven months ago, it is %s", k.c.State)
		}
		due := clock.Day(w.Clock.Now().AddDate(1, 6, 0))
		k.must(k.update(clerkCity, inbox.CaseUpdate{DueOn: sides.Change{Set: true, Value: &due}}))
		k.sweepAt(w.Clock.Now().AddDate(1, 5, 0))
		if k.now().State != conversation.InProgress {
			t.Errorf("with a day that is to come it is %s", k.c.State)
		}
		k.sweepAt(w.Clock.Now().AddDate(0, 2, 0))
		if k.now().State != conversation.CaseClosed || k.c.WaitingSince != nil || k.audited("case.close-idle") != 1 {
			t.Errorf("idle, it is %s, waits since %v, %d audited", k.c.State, k.c.WaitingSince, k.audited("case.close-idle"))
		}
	})
}

// Another first class ends nothing that was open or idle under the one before: what the sweep closed keeps its class, and what it closes then has its
// whole time.
func TestAnotherFirstClassEndsNoIdleCase(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.classes = []retention.Class{{Key: "long", Name: "Lang", Months: 60}, {Key: "short", Name: "Kurz", Months: 6}}
		k.daily(1)
		k.sweepAt(clock.AddMonths(w.Clock.Now(), 20))
		use, err := k.Inbox.UseOfClasses(t.Context(), city)
		if err != nil || use["long"] != (retention.Use{Cases: 1, Closed: 1}) {
			t.Errorf("in use: %+v, %v", use, err)
		}
		k.classes = []retention.Class{k.classes[1], k.classes[0]}
		k.must(k.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return sides.RetentionChanged(ctx, tx, city, "long") }))
		k.sweepAt(clock.AddMonths(w.Clock.Now(), 30))
		if !k.stands() {
			t.Error("it went by a class that it never had")
		}
	})
}
