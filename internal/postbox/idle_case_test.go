package postbox_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/retention"
	"schalter/internal/testkit"
)

// A case that nobody closes is closed twelve months after the last thing that happened in it, and goes at the end of the retention from then on, to the
// day. Two replicas may sweep at once, and again.
func TestACaseThatNobodyClosesEndsToo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		stands := func() bool {
			t.Helper()
			_, err := tn.Conversation.Case(as(clerkCity), c.ID)
			if err != nil {
				wantCode(t, err, errs.NotFound)
			}
			return err == nil
		}
		sweep := func(now time.Time) {
			t.Helper()
			var both sync.WaitGroup
			for range 2 {
				both.Go(func() {
					if err := tn.SweepRetained(context.Background(), now); err != nil {
						t.Error(err)
					}
				})
			}
			both.Wait()
		}
		isOpen := func() bool {
			t.Helper()
			c, err := tn.Conversation.Case(as(clerkCity), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			return c.State != conversation.CaseClosed
		}
		idle := func(last time.Time) time.Time { return clock.AddMonths(last, 12).Add(time.Minute) }

		// A note half a year later is work on the case.
		w.Clock.Advance(180 * 24 * time.Hour)
		if _, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "Akte liegt beim Bauamt."); err != nil {
			t.Fatal(err)
		}
		noted := w.Clock.Now()
		sweep(idle(sent.SentAt))
		if !isOpen() {
			t.Fatal("the note did not count")
		}
		// So is opening a message.
		w.Clock.Advance(90 * 24 * time.Hour)
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{sent.ID}, true); err != nil {
			t.Fatal(err)
		}
		opened := w.Clock.Now()
		sweep(idle(noted))
		if !isOpen() {
			t.Fatal("opening did not count")
		}
		closed := idle(opened)
		sweep(closed)
		if isOpen() || len(cases(t, tn, clerkCity, city, inbox.CaseFilter{States: []conversation.CaseState{conversation.CaseClosed}})) != 1 {
			t.Fatal("twelve idle months did not close it")
		}
		end := *retention.Standard()[0].Until(closed, nil)
		sweep(end)
		if !stands() {
			t.Fatal("it went before its day was over")
		}
		sweep(end.Add(time.Minute))
		if stands() {
			t.Fatal("it still stands")
		}
		sweep(end.Add(time.Hour))
		if list := messages(t, tn, anna, m.ID); len(list) != 1 {
			t.Errorf("the owner's side has %d messages", len(list))
		}
	})
}
