package postbox_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/ent"
	"schalter/internal/casemail"
	"schalter/internal/postbox"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// backup is what a copy of the database says of the keys under a side's key: the wraps and the sides, at one time.
type backup struct {
	sides map[string]*ent.Side
	// wraps are the wrapped keys, by side and object; drafts are kept in every version.
	wraps map[[2]string][]byte
}

func copyOf(t *testing.T, w *testkit.World) backup {
	t.Helper()
	ctx := viewer.System(t.Context(), "test")
	b := backup{sides: map[string]*ent.Side{}, wraps: map[[2]string][]byte{}}
	c := w.DB.Client()
	sides, err1 := c.Side.Query().All(ctx)
	views, err2 := c.ViewMessage.Query().All(ctx)
	documents, err3 := c.ViewDocument.Query().All(ctx)
	drafts, err4 := c.Draft.Query().All(ctx)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	for _, s := range sides {
		b.sides[s.ID] = s
	}
	for _, v := range views {
		b.wraps[[2]string{v.SideID, v.MessageID}] = v.WrappedKey
	}
	for _, v := range documents {
		b.wraps[[2]string{v.SideID, v.DocumentID}] = v.WrappedKey
	}
	for _, d := range drafts {
		b.wraps[[2]string{d.SideID, d.ID}] = d.WrappedKey
	}
	return b
}

// opens lists the objects of a copy that the sides as they are now open.
func (b backup) opens(t *testing.T, w *testkit.World, now backup) []string {
	t.Helper()
	var list []string
	for at, wrapped := range b.wraps {
		side := now.sides[at[0]]
		if side == nil {
			continue
		}
		key, err := w.Vault.Key(t.Context(), vault.Wrapped{KEK: side.KekID, Blob: side.WrappedKey}, "side|"+side.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := key.Unwrap(at[0]+"|"+at[1], wrapped); err == nil {
			list = append(list, at[1])
		}
	}
	return list
}

// What is destroyed cannot be opened out of an older copy of the database with the keys of today, whatever destroyed it.
func TestOldCopiesDoNotOpenWithTodaysKeys(t *testing.T) {
	t.Parallel()
	type kind struct {
		name string
		// make returns what will be destroyed.
		make func(t *testing.T, tn *town, m *conversation.CaseMailbox) string
		// destroy destroys it.
		destroy func(t *testing.T, tn *town, m *conversation.CaseMailbox, id string) error
	}
	draft := func(text string) func(*testing.T, *town, *conversation.CaseMailbox) string {
		return func(t *testing.T, tn *town, m *conversation.CaseMailbox) string {
			d, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Body: text, Kind: casemail.KindMessage})
			if err != nil {
				t.Fatal(err)
			}
			return d.ID
		}
	}
	document := func(t *testing.T, tn *town, m *conversation.CaseMailbox) string {
		return tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf"}, pdf(100)).ID
	}
	sent := func(t *testing.T, tn *town, m *conversation.CaseMailbox) string {
		return tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}}).ID
	}
	kinds := []kind{
		{"draft discarded", draft("Geheim"), func(_ *testing.T, tn *town, _ *conversation.CaseMailbox, id string) error {
			return tn.Conversation.DiscardDraft(as(anna), id)
		}},
		{"draft saved over", draft("Geheim"), func(_ *testing.T, tn *town, m *conversation.CaseMailbox, id string) error {
			_, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, DraftID: &id, Body: "Harmlos", Kind: casemail.KindMessage})
			return err
		}},
		{"draft sent", draft("Geheim"), func(t *testing.T, tn *town, m *conversation.CaseMailbox, id string) error {
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Geheim", DraftID: &id, ExpectedDraftVersion: ptr(1)})
			return nil
		}},
		{"unsent document deleted", document, func(_ *testing.T, tn *town, _ *conversation.CaseMailbox, id string) error {
			return tn.Conversation.DeleteDocument(as(anna), id)
		}},
		{"unsent document forgotten", document, func(t *testing.T, tn *town, _ *conversation.CaseMailbox, _ string) error {
			tn.Clock.Advance(postbox.UnsentKept + time.Hour)
			return tn.Sweep(t.Context(), tn.Clock.Now())
		}},
		{"sent document deleted", func(t *testing.T, tn *town, m *conversation.CaseMailbox) string {
			id := document(t, tn, m)
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{id}})
			return id
		}, func(_ *testing.T, tn *town, _ *conversation.CaseMailbox, id string) error {
			return tn.Conversation.DeleteDocument(as(anna), id)
		}},
		{"message deleted", sent, func(_ *testing.T, tn *town, _ *conversation.CaseMailbox, id string) error {
			return tn.Conversation.DeleteMessage(as(anna), id)
		}},
		{"mailbox deleted", sent, func(_ *testing.T, tn *town, m *conversation.CaseMailbox, _ string) error {
			_, err := tn.DeleteMailbox(as(anna), m.ID)
			return err
		}},
	}
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		for _, k := range kinds {
			m := tn.open(t, city)
			kept := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Bleibt"})
			id := k.make(t, tn, m)
			before := copyOf(t, w)
			// The authority's copy is its own, and stays.
			for at := range before.wraps {
				if at[0] != m.ID {
					delete(before.wraps, at)
				}
			}
			if !slices.Contains(before.opens(t, w, before), id) {
				t.Fatalf("%s: it does not open before it is destroyed either", k.name)
			}
			if err := k.destroy(t, tn, m, id); err != nil {
				t.Fatalf("%s: %v", k.name, err)
			}
			tn.Clock.Advance(time.Hour)
			if err := tn.Sides.RenewKeys(t.Context(), tn.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			if opened := before.opens(t, w, copyOf(t, w)); len(opened) > 0 {
				t.Errorf("%s: with today's keys a copy of before opens %v (destroyed was %s)", k.name, opened, id)
			}
			if k.name == "mailbox deleted" {
				continue
			}
			if list := messages(t, tn, anna, m.ID); list[0].ID != kept.ID || list[0].Subject != "Bleibt" {
				t.Errorf("%s: what was to stay: %+v", k.name, list)
			}
		}
	})
}

// Many destructions make one new key; nothing is renewed where nothing was destroyed.
func TestKeysAreRenewedInBatches(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		generation := func(want int) {
			t.Helper()
			if err := tn.Sides.RenewKeys(t.Context(), tn.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			if got := copyOf(t, w).sides[m.ID].KeyGeneration; got != want {
				t.Errorf("key generation %d, want %d", got, want)
			}
		}
		for range 5 {
			d, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Kind: casemail.KindMessage})
			if err != nil {
				t.Fatal(err)
			}
			if err := tn.Conversation.DiscardDraft(as(anna), d.ID); err != nil {
				t.Fatal(err)
			}
		}
		generation(1)
		tn.Clock.Advance(5 * time.Minute)
		generation(2)
		tn.Clock.Advance(24 * time.Hour)
		generation(2)
	})
}

// Who reads while a side gets a new key reads what it holds, and no alarm is raised.
func TestReadersGoOnWhileAKeyIsRenewed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		doc := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf"}, pdf(100))
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{doc.ID}})
		if _, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Kind: casemail.KindMessage}); err != nil {
			t.Fatal(err)
		}
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &sent.ID, DueOn: ptr("2027-01-01")})
		reply := messages(t, tn, anna, m.ID)[1]
		const each = 8
		done, reads := make(chan struct{}), make(chan string)
		var readers sync.WaitGroup
		read := func(name string, fn func() error) {
			readers.Go(func() {
				for {
					if err := fn(); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					select {
					case <-done:
						return
					case reads <- name:
					}
				}
			})
		}
		read("messages", func() error { _, err := tn.Conversation.Messages(as(anna), m.ID, first); return err })
		read("message", func() error { _, err := tn.Conversation.Message(as(anna), m.ID, sent.ID); return err })
		read("document", func() error { _, err := tn.Conversation.Document(as(anna), doc.ID); return err })
		read("drafts", func() error {
			_, err := conversation.DraftsOf(as(anna), tn.Conversation, []*conversation.CaseMailbox{m})
			return err
		})
		read("answered", func() error {
			list, err := tn.Conversation.Answered(as(anna), []*conversation.Message{reply})
			if err == nil && list[0] == nil {
				err = errors.New("nothing")
			}
			return err
		})
		read("arrival", func() error {
			a, err := tn.Arrived(as(anna), store.Entry{SideID: m.ID, MessageID: reply.ID})
			if err == nil && a == nil {
				err = errors.New("nothing")
			}
			return err
		})
		// The mailbox was read before its key was renewed.
		read("preview", func() error { _, err := tn.Conversation.DeletionPreview(as(anna), m); return err })
		read("export", func() error {
			ctx, end := context.WithCancel(as(anna))
			defer end()
			p, err := tn.Proof.OpenPackage(ctx, m.ID)
			if err == nil {
				err = p.Write(io.Discard)
			}
			return err
		})
		for range 6 {
			err := tn.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, `UPDATE side SET renew_at = ? WHERE id = ?`, tx.Now, m.ID)
				return err
			})
			if err == nil {
				err = tn.Sides.RenewKeys(t.Context(), tn.Clock.Now())
			}
			if err != nil {
				t.Error(err)
			}
			// In life there are minutes between two; here everyone reads twice.
			for seen := map[string]int{}; len(seen) < each || slices.Min(slices.Collect(maps.Values(seen))) < 2; {
				seen[<-reads]++
			}
		}
		close(done)
		readers.Wait()
	})
}

// A mailbox was read, got a new key, was read again, and got another one before its drafts were.
func TestTwoNewKeysWithinOneReadingRaiseNoAlarm(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		m := tn.open(t, city)
		saved, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Kind: casemail.KindMessage})
		if err != nil {
			t.Fatal(err)
		}
		renew := func() {
			err := tn.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, `UPDATE side SET renew_at = ? WHERE id = ?`, tx.Now, m.ID)
				return err
			})
			if err == nil {
				err = tn.Sides.RenewKeys(t.Context(), tn.Clock.Now())
			}
			if err != nil {
				t.Error(err)
			}
		}
		reading, renewing := 0, false
		tn.DB.Client().Draft.Intercept(ent.InterceptFunc(func(next ent.Querier) ent.Querier {
			return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
				if !renewing {
					if reading++; reading <= 2 {
						renewing = true
						renew()
						renewing = false
					}
				}
				return next.Query(ctx, q)
			})
		}))
		list, err := conversation.DraftsOf(as(anna), tn.Conversation, []*conversation.CaseMailbox{m})
		if err != nil || len(list[0]) != 1 || list[0][0].ID != saved.ID {
			t.Errorf("drafts %v, %v", list, err)
		}
		if reading != 3 || alarms(m.ID) != 0 {
			t.Errorf("read %d times, %d alarms; want 3 and none", reading, alarms(m.ID))
		}
	})
}
