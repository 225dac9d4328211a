package postbox_test

import (
	"context"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/job"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// What nobody at a closed authority has opened comes back to those who are still there to be told; the authority's copy of what is
// left to it, and the way it came, stay.
func TestWhatAClosedAuthorityHasNotOpenedComesBack(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, left := tn.open(t, city), tn.open(t, city)
		opened := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{opened.ID}, true); err != nil {
			t.Fatal(err)
		}
		unread := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		alone := tn.send(t, left, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if _, err := tn.DeleteMailbox(as(anna), left.ID); err != nil {
			t.Fatal(err)
		}
		tn.closed[city] = true
		jobs := job.NewRunner(w.DB, w.Log)
		tn.RegisterJobs(jobs)
		// A job may run twice.
		for range 2 {
			if err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return tn.Gateway.Closed(ctx, tx, city) }); err != nil {
				t.Fatal(err)
			}
			if err := jobs.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n, err := w.DB.Client().Job.Query().Count(system()); err != nil || n > 0 {
				t.Fatalf("%d jobs are left, %v", n, err)
			}
		}
		if got := tn.delivery(t, unread); got.State != casemail.Failed || got.FailureCode == nil || *got.FailureCode != casemail.ClosedChannel || tn.noticesIn(t, box.ID) != 1 {
			t.Errorf("what nobody opened: %+v, %d notices", got, tn.noticesIn(t, box.ID))
		}
		if got := tn.delivery(t, opened); got.State != casemail.Opened || len(got.Steps) != 2 {
			t.Errorf("what was opened: %+v", got)
		}
		for _, c := range cases(t, tn, clerkCity, city, inbox.CaseFilter{}) {
			if c.Reference != left.Reference {
				continue
			}
			list := messages(t, tn, clerkCity, c.ID)
			deliveries, err := tn.Conversation.Deliveries(as(clerkCity), list)
			if err != nil || len(list) != 1 || list[0].ID != alone.ID || len(deliveries[0]) != 1 || deliveries[0][0].State != casemail.Delivered {
				t.Errorf("the copy of a deleted mailbox: %+v, ways %+v, %v", list, deliveries, err)
			}
		}
	})
}
