package postbox_test

import (
	"context"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// An authority's side goes when its retention is over, to the day; what others hold of it stays, and what nobody holds goes with it.
func TestRetentionEndsToTheDay(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		closed := func(kept bool) (mailbox *conversation.CaseMailbox, c *conversation.AuthorityCase) {
			t.Helper()
			mailbox = tn.open(t, city)
			doc := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &mailbox.ID, Filename: "Plan.pdf"}, pdf(100))
			tn.send(t, mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{doc.ID}})
			for _, one := range cases(t, tn, clerkCity, city, inbox.CaseFilter{}) {
				if one.Reference == mailbox.Reference {
					c = one
				}
			}
			state := conversation.CaseClosed
			c, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, State: &state})
			if err != nil {
				t.Fatal(err)
			}
			if !kept {
				if _, err := tn.DeleteMailbox(as(anna), mailbox.ID); err != nil {
					t.Fatal(err)
				}
			}
			return mailbox, c
		}
		held, c := closed(true)
		_, alone := closed(false)
		count := func(table string) (n int) {
			t.Helper()
			if err := w.DB.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		sweep := func(now time.Time) {
			t.Helper()
			if err := tn.SweepRetained(context.Background(), now); err != nil {
				t.Fatal(err)
			}
		}
		until := *retention.Standard()[0].Until(*c.ClosedAt, nil)
		sweep(until)
		if count(`side WHERE kind = 'AUTHORITY'`) != 2 || count("delivery") != 2 || count("document") != 2 {
			t.Fatal("something went before its day")
		}
		w.Clock.Advance(until.Add(time.Minute).Sub(w.Clock.Now()))
		// One that no key opens any more goes all the same, and holds up none of the others.
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE side SET wrapped_key = ? WHERE id = ?`, []byte("torn"), c.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		sweep(w.Clock.Now())
		for _, one := range []*conversation.AuthorityCase{c, alone} {
			if _, err := tn.Conversation.Case(as(clerkCity), one.ID); err == nil {
				t.Errorf("%s is still there after its day", one.Reference)
			}
		}
		if n := count("delivery"); n != 1 {
			t.Errorf("%d deliveries, want only that of the mailbox that is still there", n)
		}
		if got := messages(t, tn, anna, held.ID); len(got) != 1 || got[0].DocumentCount != 1 {
			t.Errorf("the owner has lost something: %+v", got)
		}
		if n := count("message"); n != 1 {
			t.Errorf("%d messages, want the owner's only", n)
		}
		if n := count("document"); n != 1 {
			t.Errorf("%d documents, want the owner's only", n)
		}
	})
}

// Who wrote to a closed case opened it again: its retention does not run.
func TestRetentionStopsWhenSomebodyWrites(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		mailbox := tn.open(t, city)
		tn.send(t, mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		state := conversation.CaseClosed
		if _, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, State: &state}); err != nil {
			t.Fatal(err)
		}
		tn.send(t, mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}, IdempotencyKey: "again"})
		w.Clock.Advance((2*365 + 60) * 24 * time.Hour)
		if err := tn.SweepRetained(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := tn.Conversation.Case(as(clerkCity), c.ID); err != nil {
			t.Errorf("an open case was destroyed: %v", err)
		}
	})
}

// The day on which a mailbox is to be deleted is six months after somebody wrote, got or opened something for the last time.
func TestTheDayOfDeletionFollowsWhatHappens(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		mailbox := tn.open(t, city)
		var c *conversation.AuthorityCase
		var sent, answer *conversation.Message
		for _, step := range []struct {
			what    string
			do      func() error
			renewed bool
		}{
			{"written", func() error {
				sent = tn.send(t, mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}})
				return nil
			}, true},
			{"opened by the authority", func() error {
				c = cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
				_, err := tn.Conversation.MarkRead(as(clerkCity), []string{sent.ID}, true)
				return err
			}, true},
			{"opened once more", func() error { _, err := tn.Conversation.MarkRead(as(clerkCity), []string{sent.ID}, true); return err }, false},
			{"noted in the house", func() error { _, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "Vermerk"); return err }, false},
			{"answered", func() error { answer = tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID}); return nil }, true},
			{"looked at", func() error { _, err := tn.Conversation.Mailbox(as(anna), mailbox.ID); return err }, false},
			{"opened by its owner", func() error { _, err := tn.Conversation.MarkRead(as(anna), []string{answer.ID}, true); return err }, true},
		} {
			before, err := tn.Conversation.Mailbox(as(anna), mailbox.ID)
			if err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(20 * 24 * time.Hour)
			if err := step.do(); err != nil {
				t.Fatalf("%s: %v", step.what, err)
			}
			after, err := tn.Conversation.Mailbox(as(anna), mailbox.ID)
			if err != nil {
				t.Fatal(err)
			}
			want := before.DeletesAt
			if step.renewed {
				want = clock.EndOfDay(clock.AddMonths(w.Clock.Now(), 6))
			}
			if !after.DeletesAt.Equal(want) {
				t.Errorf("%s: to be deleted on %v, want %v", step.what, after.DeletesAt, want)
			}
		}
	})
}
