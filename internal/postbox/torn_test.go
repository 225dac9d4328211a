package postbox_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/job"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// tear leaves a side with a key that does not open any more.
func (tn *town) tear(t *testing.T, sideID string) {
	t.Helper()
	err := tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE side SET wrapped_key = ? WHERE id = ?`, []byte("torn"), sideID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The copy of an authority that no key opens raises the alarm, and keeps the owner neither from a decision nor from deleting.
func TestATornCopyOfAnAuthorityHoldsUpNoOwner(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		decision := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindDecision, Body: "Wird genehmigt"})
		tn.tear(t, c.ID)

		opened, err := tn.Conversation.MarkRead(as(anna), []string{decision.ID}, true)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := tn.Conversation.MessageTexts(as(anna), opened)
		if err != nil || *texts[0] != "Wird genehmigt" {
			t.Errorf("the decision: %v, %v", texts, err)
		}
		if n := alarms(c.ID); n != 1 {
			t.Errorf("%d alarms after opening, want 1", n)
		}

		deleted := tn.notices[city]
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		row, err := w.DB.Client().Side.Get(system(), c.ID)
		if err != nil || row.OwnerDeletedAt == nil || row.WaitingSince != nil {
			t.Errorf("the authority's copy: %+v, %v", row, err)
		}
		if n := alarms(c.ID); n != 2 || tn.notices[city] != deleted+1 {
			t.Errorf("%d alarms after deleting, want 2; %v mails", n, tn.notices)
		}
	})
}

// A mailbox that no key opens any more can be deleted like others, with the alarm, and the authority learns of it in its record.
func TestATornMailboxIsDeletedLikeOthers(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.tear(t, box.ID)
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		if n := alarms(box.ID); n != 1 {
			t.Errorf("%d alarms, want 1", n)
		}
		if c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]; c.OwnerDeletedAt == nil {
			t.Error("the authority does not learn of it")
		}
		if n, err := w.DB.Client().Side.Query().Count(system()); err != nil || n != 1 {
			t.Errorf("%d sides are left, %v", n, err)
		}
	})
}

// What is told to many is told to all whose mailbox opens.
func TestATornMailboxKeepsNobodyElseFromBeingTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		torn, box := tn.open(t, city), tn.open(t, city)
		before := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.send(t, torn, conversation.MessageSendInput{RecipientIDs: []string{city}})
		after := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.tear(t, torn.ID)
		tn.closed[city], tn.dissolved[city] = true, true
		jobs := job.NewRunner(w.DB, w.Log)
		tn.RegisterJobs(jobs)
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			if err := tn.Gateway.Closed(ctx, tx, city); err != nil {
				return err
			}
			return tn.AuthorityDissolved(ctx, tx, city)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := jobs.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := w.DB.Client().Job.Query().Count(system()); err != nil || n > 0 {
			t.Fatalf("%d jobs are left, %v", n, err)
		}
		for _, unread := range []*conversation.Message{before, after} {
			if got := tn.delivery(t, unread); got.State != casemail.Failed {
				t.Errorf("what nobody opened: %+v", got)
			}
		}
		if n := tn.noticesIn(t, box.ID); n != 3 {
			t.Errorf("%d notices, want one for each message and one of the dissolution", n)
		}
	})
}

// newLoudTown is a town whose alarms about something can be counted.
func newLoudTown(t *testing.T, w *testkit.World) (tn *town, alarms func(about string) int) {
	t.Helper()
	var answer bytes.Buffer
	return newTownWith(t, w, slog.New(slog.NewTextHandler(&answer, nil))), func(about string) (n int) {
		for line := range strings.Lines(answer.String()) {
			if strings.Contains(line, "alarm=true") && strings.Contains(line, about) {
				n++
			}
		}
		return n
	}
}
