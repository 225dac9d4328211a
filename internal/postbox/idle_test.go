package postbox_test

import (
	"context"
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
	"schalter/internal/store"
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

// daysBefore are the calendar days between warnings and an end; one of them may have an hour more or less.
func daysBefore(warnings []endWarning, end time.Time) (days []int) {
	for _, w := range warnings {
		days = append(days, int(end.Sub(clock.EndOfDay(w.at)).Round(24*time.Hour).Hours()/24))
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

// TestTwoReplicasTwoMinutesApartWarnAndDeleteOnce has a second replica, whose clock is two minutes ahead, sweep right after the first one around
// midnight, where days begin and mailboxes end.
func TestTwoReplicasTwoMinutesApartWarnAndDeleteOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		const apart = 2 * time.Minute
		tn := newTown(t, w)
		m := tn.open(t, city)
		w.Clock.Advance(clock.EndOfDay(m.DeletesAt.Add(-35 * 24 * time.Hour)).Sub(w.Clock.Now()))
		for range 37 {
			midnight := clock.EndOfDay(w.Clock.Now().Add(12 * time.Hour))
			w.Clock.Advance(midnight.Add(-2 * apart).Sub(w.Clock.Now()))
			for range 8 {
				for _, ahead := range []time.Duration{apart, -apart} {
					if err := tn.SweepIdle(t.Context(), w.Clock.Now()); err != nil {
						t.Fatal(err)
					}
					w.Clock.Advance(ahead)
				}
				// By the clock that is ahead it may be over.
				if now := w.Clock.Now(); now.Before(m.DeletesAt.Add(-apart)) && !stands(t, tn, m.ID) {
					t.Fatalf("gone at %s, before its end", now)
				}
				w.Clock.Advance(time.Minute)
			}
		}
		if got := daysBefore(tn.warned[anna], m.DeletesAt); !slices.Equal(got, []int{30, 14, 3}) {
			t.Errorf("warned %v days before", got)
		}
		if stands(t, tn, m.ID) || !slices.Equal(tn.idle, []string{m.Reference}) {
			t.Errorf("it stands: %v, told of %v", stands(t, tn, m.ID), tn.idle)
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

// heldTown is a mailbox whose first warning failed, so that its deletion is held.
func heldTown(t *testing.T, w *testkit.World, prepare func(*town)) (*town, *conversation.CaseMailbox) {
	t.Helper()
	tn := newTown(t, w)
	prepare(tn)
	m := tn.open(t, city)
	tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
	for len(tn.warned[anna]) == 0 {
		tn.sweepFor(t, 1)
	}
	tn.mailStates[tn.warned[anna][0].mailID] = "FAILED"
	tn.sweepFor(t, 17)
	return tn, tn.mailbox(t, m.ID)
}

func (tn *town) mailbox(t *testing.T, mailboxID string) *conversation.CaseMailbox {
	t.Helper()
	m, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// letter does something with a letter in a transaction of its own.
func (tn *town) letter(t *testing.T, do func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := tn.DB.Tx(viewer.System(t.Context(), "test"), do); err != nil {
		t.Fatal(err)
	}
}

// Where no mail arrived a letter warns: the mailbox is deleted thirty days after it was posted, and not a day before.
func TestALetterWarnsWhereNoMailArrived(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, m := heldTown(t, w, func(*town) {})
		letterID := tn.lettersTo[m.Reference]
		if m.DeletionHeldAt == nil || m.EndLetter != conversation.EndLetterQueued || letterID == "" {
			t.Fatalf("held without a letter: %+v", m)
		}
		if at := tn.lastActivity[m.Reference]; !at.Equal(m.LastActivityAt) {
			t.Errorf("the letter says that something last happened at %s, want %s", at, m.LastActivityAt)
		}
		tn.sweepFor(t, 60)
		if !stands(t, tn, m.ID) {
			t.Fatal("deleted before the letter was posted")
		}
		var wanted map[string]bool
		tn.letter(t, func(ctx context.Context, tx *store.Tx) (err error) {
			wanted, err = tn.LettersWanted(ctx, tx, []string{letterID, "let_other"})
			return err
		})
		if len(wanted) != 1 || !wanted[letterID] {
			t.Errorf("wanted: %v", wanted)
		}
		posted := w.Clock.Now()
		for range 2 {
			tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.LetterPosted(ctx, tx, letterID, posted) })
		}
		m = tn.mailbox(t, m.ID)
		end := clock.EndOfDay(posted.In(clock.Berlin).AddDate(0, 0, 30))
		if m.DeletionHeldAt != nil || !m.DeletesAt.Equal(end) || m.DeletionLetterPostedAt == nil || m.EndLetter != conversation.EndLetterPosted {
			t.Fatalf("after it was posted: %+v, want the end at %s", m, end)
		}
		operator := viewer.With(t.Context(), &viewer.Viewer{AccountID: "acc_operator", Roles: []viewer.Role{viewer.Operator}})
		list, err := tn.HeldDeletions(operator, pagination.Request{Limit: 10})
		if err != nil || len(list.Items) != 1 {
			t.Fatalf("operators see %+v, %v", list, err)
		}
		if h := list.Items[0].Node; h.Letter != conversation.EndLetterPosted || h.DeletesAt == nil || !h.DeletesAt.Equal(end) || h.LetterReference == nil || len(*h.LetterReference) != 8 {
			t.Errorf("operators see %+v", h)
		}
		for w.Clock.Now().Before(end) {
			if !stands(t, tn, m.ID) {
				t.Fatalf("deleted at %s", w.Clock.Now())
			}
			tn.sweepFor(t, 1)
		}
		tn.sweepFor(t, 1)
		if stands(t, tn, m.ID) || !slices.Equal(tn.byLetter, []string{m.Reference}) {
			t.Errorf("it stands: %v, told of %v", stands(t, tn, m.ID), tn.byLetter)
		}
	})
}

func TestALetterThatComesBackKeepsTheMailbox(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, m := heldTown(t, w, func(*town) {})
		letterID := tn.lettersTo[m.Reference]
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.LetterPosted(ctx, tx, letterID, tx.Now) })
		tn.sweepFor(t, 20)
		for range 2 {
			tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.LetterReturned(ctx, tx, letterID) })
		}
		tn.sweepFor(t, 60)
		if m = tn.mailbox(t, m.ID); m.DeletionHeldAt == nil || m.EndLetter != conversation.EndLetterReturned {
			t.Fatalf("after it came back: %+v", m)
		}
		events, err := tn.Chain.Events(as(anna), m.ID, pagination.Request{Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, e := range events.Items {
			if e.Node.Kind == chain.DeletionHeld {
				held++
			}
		}
		if held != 2 {
			t.Errorf("%d events of a held deletion, want one of the mail and one of the letter", held)
		}
		// Who acts has six months again, and a letter that comes late changes nothing.
		kept, err := tn.KeepMailbox(as(anna), m.ID)
		if err != nil || kept.DeletionHeldAt != nil || kept.EndLetter != "" || kept.DeletionLetterPostedAt != nil {
			t.Fatalf("kept: %+v, %v", kept, err)
		}
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.LetterPosted(ctx, tx, letterID, tx.Now) })
		if now := tn.mailbox(t, m.ID); !now.DeletesAt.Equal(kept.DeletesAt) {
			t.Errorf("it ends at %s after a late letter, want %s", now.DeletesAt, kept.DeletesAt)
		}
	})
}

func TestALetterIsOrderedAgainUntilThereIsAnAddress(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, m := heldTown(t, w, func(tn *town) { tn.unknown = true })
		tn.sweepFor(t, 30)
		if m = tn.mailbox(t, m.ID); m.DeletionHeldAt == nil || m.EndLetter != conversation.EndLetterNoAddress {
			t.Fatalf("without an address: %+v", m)
		}
		tn.unknown = false
		tn.sweepFor(t, 8)
		first := tn.lettersTo[m.Reference]
		if m = tn.mailbox(t, m.ID); m.EndLetter != conversation.EndLetterQueued || first == "" {
			t.Fatalf("with an address: %+v", m)
		}
		// Nobody printed it: another one follows.
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.LetterEnded(ctx, tx, first) })
		tn.sweepFor(t, 1)
		if second := tn.lettersTo[m.Reference]; second == first {
			t.Error("no letter follows one that was not printed")
		}
	})
}

// A warning that comes back later holds the deletion at once, unless it reached another address.
func TestAWarningThatComesBackHoldsTheDeletionAtOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		for len(tn.warned[anna]) == 0 {
			tn.sweepFor(t, 1)
		}
		if err := tn.SettleWarned(t.Context(), anna); err != nil {
			t.Fatal(err)
		}
		if now := tn.mailbox(t, m.ID); now.DeletionHeldAt != nil {
			t.Fatalf("held although it arrived: %+v", now)
		}
		tn.mailStates[tn.warned[anna][0].mailID] = "FAILED"
		for _, other := range []string{boris, anna} {
			if now := tn.mailbox(t, m.ID); now.DeletionHeldAt != nil {
				t.Fatalf("held by somebody else's mail: %+v", now)
			}
			if err := tn.SettleWarned(t.Context(), other); err != nil {
				t.Fatal(err)
			}
		}
		if now := tn.mailbox(t, m.ID); now.DeletionHeldAt == nil {
			t.Error("not held")
		}
	})
}

// A day that an authority named keeps a mailbox only as long as it counts: not once it was answered, nor where the message was withdrawn.
func TestADayThatWasAnsweredOrWithdrawnKeepsNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		due := w.Clock.Now().AddDate(0, 11, 0).In(clock.Berlin).Format(time.DateOnly)
		ask := func() (*conversation.CaseMailbox, *conversation.Message) {
			m := tn.open(t, city)
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
			c := cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: &m.Reference})[0]
			r, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindRequest, Subject: "Unterlagen", Body: "Bitte",
				DueOn: &due, IdempotencyKey: m.ID})
			if err != nil {
				t.Fatal(err)
			}
			return m, r
		}
		answered, question := ask()
		tn.send(t, answered, conversation.MessageSendInput{RecipientIDs: []string{city}, InReplyToID: &question.ID})
		withdrawn, mistake := ask()
		if _, _, err := tn.Conversation.Withdraw(as(clerkCity), mistake.ID, "Falsches Postfach"); err != nil {
			t.Fatal(err)
		}
		running, _ := ask()
		tn.sweepFor(t, 200)
		for id, want := range map[string]bool{answered.ID: false, withdrawn.ID: false, running.ID: true} {
			if got := stands(t, tn, id); got != want {
				t.Errorf("%s stands: %v, want %v", id, got, want)
			}
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
