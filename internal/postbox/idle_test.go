package postbox_test

import (
	"slices"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// sweep sweeps every hour for so many days.
func (tn *town) sweepFor(t *testing.T, days int) {
	t.Helper()
	for range days * 4 {
		tn.Clock.Advance(6 * time.Hour)
		// Twice: the same work once more does nothing.
		for range 2 {
			if err := tn.SweepIdle(t.Context(), tn.Clock.Now()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// daysBefore are the calendar days between warnings and an end.
func daysBefore(warnings []endWarning, end time.Time) (days []int) {
	for _, w := range warnings {
		days = append(days, int(end.Sub(clock.EndOfDay(w.at)).Round(time.Hour).Hours()/24))
	}
	return days
}

func stands(t *testing.T, tn *town, mailboxID string) bool {
	t.Helper()
	_, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil && errs.CodeOf(err) != errs.NotFound {
		t.Fatal(err)
	}
	return err == nil
}

func TestS45AnIdleMailboxIsDeletedAfterThreeWarnings(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		m, err := tn.Conversation.Mailbox(as(anna), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if want := clock.EndOfDay(clock.AddMonths(m.LastActivityAt, 6)); !m.DeletesAt.Equal(want) {
			t.Fatalf("it ends at %s, want %s", m.DeletesAt, want)
		}
		for w.Clock.Now().Before(m.DeletesAt) {
			if !stands(t, tn, m.ID) {
				t.Fatalf("deleted at %s, before its end", w.Clock.Now())
			}
			tn.sweepFor(t, 1)
		}
		tn.sweepFor(t, 1)
		if got := daysBefore(tn.warned[anna], m.DeletesAt); !slices.Equal(got, []int{30, 14, 3}) {
			t.Errorf("warned %v days before", got)
		}
		if stands(t, tn, m.ID) || !slices.Equal(tn.idle, []string{m.Reference}) {
			t.Errorf("it stands: %v, told of %v", stands(t, tn, m.ID), tn.idle)
		}
		// The authority keeps its copy, and knows that it was the platform.
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if c.OwnerDeletedAt == nil {
			t.Error("the authority does not know")
		}
		events, err := tn.Chain.Events(as(clerkCity), c.ID, pagination.Request{Limit: 20})
		if err != nil {
			t.Fatal(err)
		}
		last := events.Items[len(events.Items)-1].Node
		if last.Kind != chain.MailboxDeleted || last.Actor != chain.Platform.Name {
			t.Errorf("its record says %s by %s", last.Kind, last.Actor)
		}
	})
}

func TestAnyActivityKeepsAMailbox(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.sweepFor(t, 170)
		if n := len(tn.warned[anna]); n == 0 {
			t.Fatal("not warned")
		}
		if _, err := tn.KeepMailbox(as(boris), m.ID); errs.CodeOf(err) != errs.NotFound && errs.AsRefusal(err) == nil {
			t.Errorf("somebody else's: %v", err)
		}
		kept, err := tn.KeepMailbox(as(anna), m.ID)
		if err != nil || !kept.DeletesAt.Equal(clock.EndOfDay(clock.AddMonths(w.Clock.Now(), 6))) || kept.DeletionWarnings != 0 {
			t.Fatalf("kept: %+v, %v", kept, err)
		}
		tn.sweepFor(t, 100)
		if !stands(t, tn, m.ID) {
			t.Error("deleted although it was kept")
		}
	})
}

func TestNobodyIsWarnedTwiceInTwoDays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		for range 9 {
			tn.open(t, city)
			w.Clock.Advance(31 * time.Hour)
		}
		tn.sweepFor(t, 230)
		list := tn.warned[anna]
		for i := 1; i < len(list); i++ {
			if gap := list[i].at.Sub(list[i-1].at); gap < 48*time.Hour {
				t.Errorf("warned again after %s", gap)
			}
		}
		if len(tn.idle) != 9 {
			t.Errorf("%d of 9 deleted", len(tn.idle))
		}
	})
}

func TestAJumpOfTheClockDeletesNothingUnwarned(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		w.Clock.Advance(400 * 24 * time.Hour)
		began := w.Clock.Now()
		tn.sweepFor(t, 29)
		if !stands(t, tn, m.ID) {
			t.Fatal("deleted without its thirty days")
		}
		tn.sweepFor(t, 3)
		if stands(t, tn, m.ID) {
			t.Error("still there")
		}
		if got := daysBefore(tn.warned[anna], clock.EndOfDay(began.Add(30*24*time.Hour))); !slices.Equal(got, []int{30, 14, 3}) {
			t.Errorf("warned %v days before", got)
		}
	})
}

func TestADeletionIsHeldWhereAWarningDoesNotArrive(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		for len(tn.warned[anna]) == 0 {
			tn.sweepFor(t, 1)
		}
		// The mail server is away: nothing is decided.
		tn.mailStates[tn.warned[anna][0].mailID] = "QUEUED"
		tn.sweepFor(t, 40)
		if now, err := tn.Conversation.Mailbox(as(anna), m.ID); err != nil || now.DeletionHeldAt != nil {
			t.Fatalf("while the mail waits: %+v, %v", now, err)
		}
		tn.mailStates[tn.warned[anna][0].mailID] = "FAILED"
		tn.sweepFor(t, 60)
		held, err := tn.Conversation.Mailbox(as(anna), m.ID)
		if err != nil || held.DeletionHeldAt == nil {
			t.Fatalf("after it failed: %+v, %v", held, err)
		}
		operator := viewer.With(t.Context(), &viewer.Viewer{AccountID: "acc_operator", Roles: []viewer.Role{viewer.Operator}})
		list, err := tn.HeldDeletions(operator, pagination.Request{Limit: 10})
		if err != nil || len(list.Items) != 1 || list.Items[0].Node.Reference != m.Reference {
			t.Errorf("operators see %+v, %v", list, err)
		}
		if _, err := tn.HeldDeletions(as(anna), pagination.Request{Limit: 10}); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("others see them: %v", err)
		}
		if _, err := tn.KeepMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if list, err := tn.HeldDeletions(operator, pagination.Request{Limit: 10}); err != nil || len(list.Items) != 0 {
			t.Errorf("after it was kept: %+v, %v", list, err)
		}
	})
}

func TestARunningPeriodKeepsAMailbox(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		due := w.Clock.Now().AddDate(0, 9, 0).In(clock.Berlin).Format(time.DateOnly)
		if _, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindRequest, Subject: "Unterlagen", Body: "Bitte",
			DueOn: &due, IdempotencyKey: "1"}); err != nil {
			t.Fatal(err)
		}
		tn.sweepFor(t, 260)
		if !stands(t, tn, m.ID) || len(tn.warned[anna]) == 0 {
			t.Fatalf("while the period runs it stands: %v, warned %d times", stands(t, tn, m.ID), len(tn.warned[anna]))
		}
		tn.sweepFor(t, 25)
		if stands(t, tn, m.ID) {
			t.Error("after it, it is still there")
		}
	})
}
