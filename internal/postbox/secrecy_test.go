package postbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

func TestNoAuthorityLearnsOfAnother(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, licence}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: city}}})
		if err != nil {
			t.Fatal(err)
		}
		other, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &chamber})
		if err != nil {
			t.Fatal(err)
		}
		secret := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.send(t, other, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
		caseCity := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]

		_, err = tn.Inbox.Cases(as(clerkIHK), city, inbox.CaseFilter{}, inbox.LongestWaiting, first)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Case(as(clerkIHK), caseCity.ID)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Messages(as(clerkIHK), caseCity.ID, first)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Message(as(clerkIHK), caseCity.ID, secret.ID)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.FindMessage(as(clerkIHK), secret.ID)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.MarkRead(as(clerkIHK), []string{secret.ID}, true)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Mailbox(as(boris), m.ID)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Mailbox(as(clerkCity), m.ID)
		wantCode(t, err, errs.NotFound)
		// A clerk of the city holds the message, but not the owner's side of it.
		_, err = tn.Conversation.Message(as(clerkCity), m.ID, secret.ID)
		wantCode(t, err, errs.NotFound)
		lists, err := tn.Conversation.Deliveries(as(clerkIHK), []*conversation.Message{secret})
		if err != nil || len(lists[0]) != 0 {
			t.Errorf("deliveries of another body: got %v, %v", lists, err)
		}
	})
}

// Of those whom the same message went to an authority sees itself alone: in the message, in its record, in what it takes along.
func TestTheOthersOfAMessageAreNamedToNobody(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: city}}})
		if err != nil {
			t.Fatal(err)
		}
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city, chamber}})
		for who, own := range map[string]string{clerkCity: city, clerkIHK: chamber} {
			other := map[string]string{city: chamber, chamber: city}[own]
			c := cases(t, tn, who, own, inbox.CaseFilter{})[0]
			if to := tn.manifestOf(t, who, c.ID, sent.ID).To; !slices.Equal(to, []string{tn.AuthorityName(own)}) {
				t.Errorf("the manifest of %s names %v", own, to)
			}
			list := messages(t, tn, who, c.ID)
			events, err := tn.Chain.Events(as(who), c.ID, pagination.Request{Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			deliveries, err := tn.Conversation.Deliveries(as(who), list)
			if err != nil {
				t.Fatal(err)
			}
			encoded, err := json.Marshal([]any{c, list, events.Items, deliveries})
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{other, tn.AuthorityName(other), m.ID} {
				if strings.Contains(string(encoded), `"`+name+`"`) {
					t.Errorf("%s sees %s in %s", own, name, encoded)
				}
			}
		}
		if to := tn.manifestOf(t, anna, m.ID, sent.ID).To; len(to) != 2 || !slices.Contains(to, tn.AuthorityName(city)) || !slices.Contains(to, tn.AuthorityName(chamber)) {
			t.Errorf("the owner's manifest names %v", to)
		}
	})
}

// State, assignee, due day and notes are the authority's: nothing that its owner sees, gets or is told changes with them.
func TestAnOwnerSeesNothingOfTheHouse(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{sent.ID}, true); err != nil {
			t.Fatal(err)
		}
		before := tn.seenByOwner(t, m.ID)
		w.Clock.Advance(time.Hour)
		c, err := tn.Conversation.Case(as(clerkCity), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		day, member, state := "2026-04-01", "mem_"+clerkCity, conversation.InProgress
		_, err = tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, State: &state,
			AssigneeID: sides.Change{Set: true, Value: &member}, DueOn: sides.Change{Set: true, Value: &day}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "Ein Vermerk"); err != nil {
			t.Fatal(err)
		}
		if after := tn.seenByOwner(t, m.ID); after != before {
			t.Errorf("before:\n%s\nafter:\n%s", before, after)
		}
		_, err = tn.Inbox.Notes(as(anna), []*conversation.AuthorityCase{c})
		wantCode(t, err, errs.NotFound)
		_, err = conversation.DraftsOf(as(anna), tn.Conversation, []*conversation.AuthorityCase{c})
		wantCode(t, err, errs.NotFound)
		_, err = conversation.MessagesOf(as(anna), tn.Conversation, []*conversation.AuthorityCase{c}, first)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Case(as(anna), c.ID)
		wantCode(t, err, errs.NotFound)
	})
}

// seenByOwner is all that Anna sees of a mailbox, in her stream and in her record.
func (tn *town) seenByOwner(t *testing.T, mailboxID string) string {
	t.Helper()
	box, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	events, err := tn.Chain.Events(as(anna), mailboxID, pagination.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var stream int
	for _, topic := range []store.Topic{store.TopicChange, store.TopicMessage} {
		entries, _, err := tn.DB.Entries(t.Context(), anna, topic, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		stream += len(entries)
	}
	seen := []any{box, tn.inMailbox(t, mailboxID), events.Items, stream, tn.notices[anna]}
	for _, m := range tn.inMailbox(t, mailboxID) {
		seen = append(seen, tn.delivery(t, m))
	}
	encoded, err := json.Marshal(seen)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// What must not be readable in what lies on the disk: text, titles, names, file names.
func TestNothingIsStoredInTheClear(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	tn := newTown(t, w)
	secrets := []string{"Zwetschgendatschi", "Kellergewölbe", "Geheimrezept", "Šípková", "Grundrissplan", "Vermerkstext", "Entwurfstext"}
	m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &city, Title: ptr("Kellergewölbe ausbauen")})
	if err != nil {
		t.Fatal(err)
	}
	content := append(pdf(100), "Geheimrezept"...)
	doc := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Grundrissplan.pdf"}, content)
	if _, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Kind: casemail.KindMessage, Body: "Entwurfstext"}); err != nil {
		t.Fatal(err)
	}
	tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Zwetschgendatschi", Body: "Zwetschgendatschi im Kellergewölbe", DocumentIDs: []string{doc.ID}})
	c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
	if _, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "Vermerkstext"); err != nil {
		t.Fatal(err)
	}
	digests := []string{evidence.Digest(content), evidence.Digest([]byte("Zwetschgendatschi"))}
	var files []string
	for _, pattern := range []string{filepath.Join(w.DataDir, "*")} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 2 {
		t.Fatalf("want database and journal, got %v", files)
	}
	all := map[string][]byte{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(f)] = b
	}
	for e := range tn.blobs.List(t.Context(), "") {
		b, err := tn.blobs.Open(t.Context(), e.Key)
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
		if err != nil {
			t.Fatal(err)
		}
		all["blob"] = sealed
	}
	for name, b := range all {
		for _, s := range append(secrets, digests...) {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s holds %q", name, s)
			}
		}
	}
}

// Attack case 32: swap ciphertext rows between mailboxes and fields.
func TestAttack32SwappedCiphertextIsAnAlarm(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		a := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "A"})
		b := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "B"})
		other := tn.open(t, city)
		c := tn.send(t, other, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "C"})
		swap := func(t *testing.T, query string, args ...any) {
			t.Helper()
			if err := w.DB.Tx(t.Context(), func(_ context.Context, tx *store.Tx) error {
				_, err := tx.Exec(t.Context(), query, args...)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		swap(t, `UPDATE message SET sealed_head = (SELECT sealed_head FROM message WHERE id = ?) WHERE id = ?`, b.ID, a.ID)
		_, err := tn.Conversation.Message(as(anna), m.ID, a.ID)
		wantTampered(t, err)
		swap(t, `UPDATE message SET sealed_body = (SELECT sealed_head FROM message WHERE id = ?) WHERE id = ?`, b.ID, b.ID)
		_, err = tn.Conversation.MessageTexts(as(anna), []*conversation.Message{b})
		wantTampered(t, err)
		swap(t, `UPDATE view_message SET wrapped_key = (SELECT wrapped_key FROM view_message WHERE side_id = ? AND message_id = ?) WHERE side_id = ? AND message_id = ?`,
			other.ID, c.ID, m.ID, b.ID)
		_, err = tn.Conversation.Message(as(anna), m.ID, b.ID)
		wantTampered(t, err)
		swap(t, `UPDATE side SET sealed_head = (SELECT sealed_head FROM side WHERE id = ?) WHERE id = ?`, other.ID, m.ID)
		_, err = tn.Conversation.Mailbox(as(anna), m.ID)
		wantTampered(t, err)
	})
}

func wantTampered(t *testing.T, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), vault.ErrTampered.Error()) {
		t.Errorf("got %v, want %v", err, vault.ErrTampered)
	}
}
