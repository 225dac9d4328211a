package postbox_test

import (
	"bytes"
	"crypto/ed25519"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/pagination"
	"schalter/internal/postbox"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

var first = pagination.Request{Limit: 100}

func messages(t testing.TB, tn *town, who, side string) []*conversation.Message {
	t.Helper()
	s, err := tn.Conversation.Messages(as(who), side, first)
	if err != nil {
		t.Fatal(err)
	}
	var list []*conversation.Message
	for _, it := range s.Items {
		list = append(list, it.Node)
	}
	return list
}

func cases(t testing.TB, tn *town, who, authority string, f inbox.CaseFilter) []*conversation.AuthorityCase {
	t.Helper()
	s, err := tn.Inbox.Cases(as(who), authority, f, inbox.LongestWaiting, first)
	if err != nil {
		t.Fatal(err)
	}
	var list []*conversation.AuthorityCase
	for _, it := range s.Items {
		list = append(list, it.Node)
	}
	return list
}

func TestOpenKeepsTheChosenAuthorities(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, chamber)
		if m.Title != "Café eröffnen, Bamberg" || m.Kind != conversation.ForUndertaking {
			t.Errorf("got %+v", m)
		}
		if got, want := m.DeletesAt.Format("2006-01-02T15:04:05.000000Z"), "2026-09-02T21:59:59.999999Z"; got != want {
			t.Errorf("deletesAt: got %s, want %s", got, want)
		}
		lists, err := tn.Conversation.Parties(as(anna), []*conversation.CaseMailbox{m})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range lists[0] {
			got = append(got, tn.AuthorityName(p.AuthorityID)+" "+string(p.Role))
		}
		if want := "IHK für Oberfranken ALTERNATIVE, Landratsamt Bamberg PRIMARY"; strings.Join(got, ", ") != want {
			t.Errorf("got %v, want %s", got, want)
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	tn := newTown(t, w)
	place := ptr(ars)
	tests := []struct {
		name string
		who  string
		in   conversation.MailboxOpenInput
		want errs.Rule
	}{
		{"nothing to open for", anna, conversation.MailboxOpenInput{}, errs.Required},
		{"no place", anna, conversation.MailboxOpenInput{UndertakingID: &cafe}, errs.Required},
		{"both ways at once", anna, conversation.MailboxOpenInput{AuthorityID: &city, UndertakingID: &cafe, ARS: place}, errs.InvalidValue},
		{"several candidates and no choice", anna, conversation.MailboxOpenInput{UndertakingID: &cafe, ARS: place}, errs.Required},
		{"a choice that is not competent", anna, conversation.MailboxOpenInput{UndertakingID: &cafe, ARS: place, Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: district}}}, errs.InvalidValue},
		{"a choice for a service not asked for", anna, conversation.MailboxOpenInput{ServiceIDs: []string{licence}, ARS: place, Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: city}}}, errs.InvalidValue},
		{"nobody competent", anna, conversation.MailboxOpenInput{ServiceIDs: []string{orphan}, ARS: place}, errs.InvalidValue},
		{"an unknown place", anna, conversation.MailboxOpenInput{ServiceIDs: []string{licence}, ARS: ptr("099999999999")}, errs.Missing},
		{"a body that is not connected, by itself", anna, conversation.MailboxOpenInput{AuthorityID: &district}, errs.AuthorityNotConnected},
		{"an address that is not proven", boris, conversation.MailboxOpenInput{AuthorityID: &city}, errs.NotActivated},
		{"a title that moves the line", anna, conversation.MailboxOpenInput{AuthorityID: &city, Title: ptr("a\nb")}, errs.InvalidValue},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := tn.Conversation.Open(as(test.who), test.in)
			wantRule(t, err, test.want)
		})
	}
}

func TestConversation(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		doc := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Lageplan Café.pdf"}, pdf(70_000))
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{doc.ID}, ServiceIDs: []string{trade}, ReceiptRequested: true})

		inbox := cases(t, tn, clerkCity, city, inbox.CaseFilter{})
		if len(inbox) != 1 || inbox[0].Person.Name != "Anna Šípková" || inbox[0].UnreadCount != 1 || inbox[0].WaitingSince == nil || tn.notices[city] != 1 {
			t.Fatalf("inbox: got %+v, notices %v", inbox, tn.notices)
		}
		c := inbox[0]
		got := messages(t, tn, clerkCity, c.ID)
		if len(got) != 1 || got[0].Subject != sent.Subject || !got[0].Unread || got[0].DocumentCount != 1 {
			t.Fatalf("got %+v", got)
		}
		texts, err := tn.Conversation.MessageTexts(as(clerkCity), got)
		if err != nil || texts[0] == nil || *texts[0] != "Guten Tag" {
			t.Fatalf("body: got %v, %v", texts, err)
		}

		t.Run("the clerk fetches the document, which opens the message", func(t *testing.T) {
			f, err := tn.Conversation.OpenFile(as(clerkCity), doc.ID)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			content, err := io.ReadAll(f)
			if err != nil || !bytes.Equal(content, pdf(70_000)) {
				t.Errorf("content: %d bytes, %v", len(content), err)
			}
			if st := delivery(t, tn, sent).State; st != casemail.Opened {
				t.Errorf("delivery: got %s", st)
			}
		})
		t.Run("receipt is confirmed once", func(t *testing.T) {
			if _, err := tn.Inbox.ConfirmReceipt(as(clerkCity), c.ID, sent.ID); err != nil {
				t.Fatal(err)
			}
			_, err := tn.Inbox.ConfirmReceipt(as(clerkTwo), c.ID, sent.ID)
			wantRule(t, err, errs.WrongState)
			d := delivery(t, tn, sent)
			if d.State != casemail.Confirmed || d.ConfirmedBy == nil || *d.ConfirmedBy != "Frau Huber" || d.ConfirmedAt == nil {
				t.Errorf("got %+v", d)
			}
		})
		t.Run("the answer arrives, unread, and answers the delivery", func(t *testing.T) {
			answer, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindRequest, Subject: "Nachfrage", Body: "Bitte den Grundriss.", DueOn: ptr("2026-04-01"), InReplyToID: &sent.ID, IdempotencyKey: "r1"})
			if err != nil {
				t.Fatal(err)
			}
			list := messages(t, tn, anna, m.ID)
			if len(list) != 2 || list[1].ID != answer.ID || !list[1].Unread || *list[1].DueOn != "2026-04-01" || *list[1].FromAuthorityID != city {
				t.Fatalf("got %+v", list)
			}
			if d := delivery(t, tn, sent); d.State != casemail.Answered || tn.notices[anna] != 1 {
				t.Errorf("got %s, notices %v", d.State, tn.notices)
			}
			after, err := tn.Conversation.Case(as(clerkCity), c.ID)
			if err != nil || after.State != conversation.AwaitingPerson || after.WaitingSince != nil {
				t.Errorf("got %+v, %v", after, err)
			}
		})
	})
}

func delivery(t testing.TB, tn *town, m *conversation.Message) *conversation.Delivery {
	t.Helper()
	lists, err := tn.Conversation.Deliveries(as(anna), []*conversation.Message{m})
	if err != nil || len(lists[0]) != 1 {
		t.Fatalf("deliveries: got %v, %v", lists, err)
	}
	return lists[0][0]
}

func TestConfirmingOpensTheMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.Inbox.ConfirmReceipt(as(clerkCity), c.ID, sent.ID); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, step := range delivery(t, tn, sent).Steps {
			got = append(got, string(step.State))
		}
		if want := "DELIVERED OPENED CONFIRMED"; strings.Join(got, " ") != want {
			t.Errorf("got %v, want %s", got, want)
		}
		if after, err := tn.Conversation.Case(as(clerkCity), c.ID); err != nil || after.UnreadCount != 0 {
			t.Errorf("got %+v, %v", after, err)
		}
	})
}

func TestSendActsOnceForOneKey(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		in := conversation.MessageSendInput{MailboxID: m.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, Subject: "Einmal", Body: "Nur einmal", IdempotencyKey: "k"}
		var wg sync.WaitGroup
		ids := make([]string, 6)
		for i := range ids {
			wg.Go(func() {
				msg, err := tn.Conversation.Send(as(anna), in)
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = msg.ID
			})
		}
		wg.Wait()
		for _, got := range ids {
			if got != ids[0] {
				t.Errorf("got %v, want one message", ids)
			}
		}
		if n := len(messages(t, tn, anna, m.ID)); n != 1 {
			t.Errorf("got %d messages, want 1", n)
		}
		in.Body = "Etwas anderes"
		_, err := tn.Conversation.Send(as(anna), in)
		wantRule(t, err, errs.IdempotencyConflict)
	})
}

func TestSendRefuses(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	tn := newTown(t, w)
	m := tn.open(t, city)
	waiting, err := tn.Documents.AnnounceDocument(as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf", Size: 10})
	if err != nil {
		t.Fatal(err)
	}
	heavy := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "b.pdf"}, pdf(1<<20))
	tests := []struct {
		name   string
		change func(*conversation.MessageSendInput)
		want   errs.Rule
	}{
		{"no subject", func(in *conversation.MessageSendInput) { in.Subject = " " }, errs.Required},
		{"a subject of two lines", func(in *conversation.MessageSendInput) { in.Subject = "a\r\nBcc: x@y.example" }, errs.InvalidValue},
		{"an endless subject", func(in *conversation.MessageSendInput) { in.Subject = strings.Repeat("ä", 201) }, errs.TooLong},
		{"no body", func(in *conversation.MessageSendInput) { in.Body = "\n\n" }, errs.Required},
		{"a body that is all accents", func(in *conversation.MessageSendInput) { in.Body = "a" + strings.Repeat("\u0301", 31) }, errs.InvalidValue},
		{"nobody to write to", func(in *conversation.MessageSendInput) { in.RecipientIDs = nil }, errs.Required},
		{"a body that is no party", func(in *conversation.MessageSendInput) { in.RecipientIDs = []string{chamber} }, errs.InvalidValue},
		{"a body that is not connected", func(in *conversation.MessageSendInput) { in.RecipientIDs = []string{city, district} }, errs.AuthorityNotConnected},
		{"a service of somebody else", func(in *conversation.MessageSendInput) { in.ServiceIDs = []string{licence} }, errs.InvalidValue},
		{"a document that was not uploaded", func(in *conversation.MessageSendInput) { in.DocumentIDs = []string{waiting.ID} }, errs.WrongState},
		{"documents too heavy for the body", func(in *conversation.MessageSendInput) { in.DocumentIDs = []string{heavy.ID} }, errs.TooLarge},
		{"an authority's kind", func(in *conversation.MessageSendInput) { in.Kind = casemail.KindDecision }, errs.InvalidValue},
		{"no key", func(in *conversation.MessageSendInput) { in.IdempotencyKey = "" }, errs.Required},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := conversation.MessageSendInput{MailboxID: m.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, Subject: "S", Body: "B", IdempotencyKey: test.name}
			test.change(&in)
			_, err := tn.Conversation.Send(as(anna), in)
			wantRule(t, err, test.want)
		})
	}
	if n := len(messages(t, tn, anna, m.ID)); n != 0 {
		t.Errorf("%d messages were sent all the same", n)
	}
}

func TestDecisionIsRetrievedOnRecord(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		doc := tn.upload(t, as(clerkCity), documents.DocumentCreateInput{CaseID: &c.ID, Filename: "Bescheid.pdf"}, pdf(100))
		if _, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Genehmigt.", DocumentIDs: []string{doc.ID}, IdempotencyKey: "d"}); err != nil {
			t.Fatal(err)
		}
		decision := messages(t, tn, anna, m.ID)[1]
		texts, err := tn.Conversation.MessageTexts(as(anna), []*conversation.Message{decision})
		if err != nil || texts[0] != nil {
			t.Errorf("body before opening: got %v, %v", texts[0], err)
		}
		docs, err := tn.Conversation.Documents(as(anna), []*conversation.Message{decision})
		if err != nil || tn.Documents.Download(as(anna), docs[0][0]) != nil {
			t.Errorf("a document of an unopened decision can be fetched (%v)", err)
		}
		opened, err := tn.Conversation.MarkRead(as(anna), []string{decision.ID}, true)
		if err != nil {
			t.Fatal(err)
		}
		texts, err = tn.Conversation.MessageTexts(as(anna), opened)
		if err != nil || texts[0] == nil || *texts[0] != "Genehmigt." {
			t.Errorf("body after opening: got %v, %v", texts[0], err)
		}
		events, err := tn.Chain.Events(as(clerkCity), c.ID, first)
		if err != nil {
			t.Fatal(err)
		}
		last := events.Items[len(events.Items)-1].Node
		if last.Kind != chain.MessageOpened || last.Actor != "Anna Šípková" {
			t.Errorf("the authority's record: got %+v", last)
		}
	})
}

func TestRecordIsAChainThatVerifies(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{sent.ID}, true); err != nil {
			t.Fatal(err)
		}
		keyOf := func(keyID string) ed25519.PublicKey { return w.Platform.Public(vault.Seal, keyID) }
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			events, err := tn.Chain.Events(as(who), side, first)
			if err != nil {
				t.Fatal(err)
			}
			var tokens []string
			for _, it := range events.Items {
				tokens = append(tokens, it.Node.Token)
			}
			if err := evidence.VerifyChain(tokens, evidence.Link(tokens[len(tokens)-1]), keyOf); err != nil || len(tokens) < 2 {
				t.Errorf("%s: %d events, %v", who, len(tokens), err)
			}
		}
		e, err := tn.Proof.Evidence(as(anna), messages(t, tn, anna, m.ID))
		if err != nil || len(e[0].ManifestDigest) != 64 {
			t.Fatalf("evidence: got %+v, %v", e, err)
		}
		other, err := tn.Proof.Evidence(as(clerkCity), messages(t, tn, clerkCity, c.ID))
		if err != nil || other[0].ManifestDigest == e[0].ManifestDigest {
			t.Errorf("each side has its own manifest: got %+v, %v", other, err)
		}
	})
}

func TestDeletingLeavesTheOtherSideItsCopy(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		doc := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf"}, pdf(100))
		gone := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Weg", DocumentIDs: []string{doc.ID}})
		kept := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Bleibt"})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]

		wantRule(t, tn.Conversation.DeleteMessage(as(clerkCity), gone.ID), errs.Missing)
		if err := tn.Conversation.DeleteMessage(as(anna), gone.ID); err != nil {
			t.Fatal(err)
		}
		wantRule(t, tn.Conversation.DeleteMessage(as(anna), gone.ID), errs.Missing)
		if list := messages(t, tn, anna, m.ID); len(list) != 1 || list[0].ID != kept.ID || list[0].Subject != "Bleibt" {
			t.Errorf("owner: got %+v", list)
		}
		_, err := tn.Conversation.OpenFile(as(anna), doc.ID)
		wantCode(t, err, errs.NotFound)
		if list := messages(t, tn, clerkCity, c.ID); len(list) != 2 || list[0].Subject != "Weg" {
			t.Errorf("authority: got %+v", list)
		}

		told := tn.notices[city]
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if got := tn.notices[city]; got != told+1 {
			t.Errorf("the authority was told %d times of the deletion", got-told)
		}
		_, err = tn.Conversation.Mailbox(as(anna), m.ID)
		wantCode(t, err, errs.NotFound)
		after, err := tn.Conversation.Case(as(clerkCity), c.ID)
		if err != nil || after.OwnerDeletedAt == nil || after.Person.Name != "Anna Šípková" {
			t.Errorf("got %+v, %v", after, err)
		}
		f, err := tn.Conversation.OpenFile(as(clerkCity), doc.ID)
		if err != nil {
			t.Fatalf("the authority's copy of the document: %v", err)
		}
		_ = f.Close()
		_, err = tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Subject: "Zu spät", Body: "x", IdempotencyKey: "late"})
		wantRule(t, err, errs.WrongState)
	})
}

func TestMailboxThatNobodyWasWrittenToVanishesWholly(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf"}, pdf(100))
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		for range tn.blobs.List(t.Context(), "") {
			t.Error("a blob is left")
		}
		entries, _, err := w.DB.Entries(t.Context(), anna, store.TopicChange, 0, 100)
		if err != nil || len(entries) < 2 {
			t.Fatalf("got %v, %v: want the stream without a gap", entries, err)
		}
		for i, e := range entries {
			a, err := tn.OwnerChanged(as(anna), e)
			if last := i == len(entries)-1; err != nil || (a != nil) != last || last && (a.Event.Kind != chain.MailboxDeleted || a.Mailbox != nil) {
				t.Errorf("entry %d: got %+v, %v", i, a, err)
			}
			if i < len(entries)-1 && (e.SideID == m.ID || e.EventID != "" || e.MessageID != "") {
				t.Errorf("entry %d still names what is gone: %+v", i, e)
			}
		}
	})
}

func TestClosingACaseWithoutHavingSeenTheNewestMessageIsStale(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		seen := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Noch etwas"})
		closed := conversation.CaseClosed
		_, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: seen.ID, ExpectedVersion: seen.Version, State: &closed})
		wantRule(t, err, errs.Stale)
		if after := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]; after.State == conversation.CaseClosed || after.WaitingSince == nil {
			t.Errorf("got %+v", after)
		}
	})
}

func TestSweepLeavesWhatWasSent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "a.pdf"}, pdf(100))
		unsent := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "b.pdf"}, pdf(100))
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{sent.ID}})
		w.Clock.Advance(postbox.UnsentKept + time.Second)
		if err := tn.Sweep(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		f, err := tn.Conversation.OpenFile(as(clerkCity), sent.ID)
		if err != nil {
			t.Fatalf("the sent document: %v", err)
		}
		_ = f.Close()
		_, err = tn.Conversation.OpenFile(as(anna), unsent.ID)
		wantCode(t, err, errs.NotFound)
	})
}
