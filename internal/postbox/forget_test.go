package postbox_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// found counts the mailboxes of Anna's that a search finds.
func found(t *testing.T, tn *town, words string) int {
	t.Helper()
	list, err := tn.Conversation.Mailboxes(as(anna), conversation.MailboxFilter{Search: &words}, pagination.Request{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return len(list.Items)
}

// The text of a decision is not to be found before its retrieval is recorded.
func TestWordsOfADecisionAreFoundOnceItIsOpened(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		doc := tn.upload(t, as(clerkCity), documents.DocumentCreateInput{CaseID: &c.ID, Filename: "Ablehnungsbescheid.pdf"}, pdf(100))
		in := conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindDecision, Subject: "Entscheidung", Body: "Wird versagt.", DocumentIDs: []string{doc.ID}, IdempotencyKey: "d"}
		if _, err := tn.Conversation.Reply(as(clerkCity), in); err != nil {
			t.Fatal(err)
		}
		for word, want := range map[string]int{"Entscheidung": 1, "versagt": 0, "Ablehnungsbescheid": 0} {
			if got := found(t, tn, word); got != want {
				t.Errorf("closed: %q finds %d mailboxes, want %d", word, got, want)
			}
		}
		if len(cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: ptr("versagt")})) != 1 {
			t.Error("the authority does not find its own decision")
		}
		decision := messages(t, tn, anna, m.ID)[1]
		if _, err := tn.Conversation.MarkRead(as(anna), []string{decision.ID}, true); err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Entscheidung", "versagt", "Ablehnungsbescheid"} {
			if found(t, tn, word) != 1 {
				t.Errorf("open: %q is not found", word)
			}
		}
	})
}

// With a document its file name goes from the words; what the message itself says stays.
func TestFileNameOfADeletedDocumentIsNotFoundAnyMore(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		a := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Schuldenbereinigung Antrag.pdf"}, pdf(100))
		b := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Lageplan.pdf"}, pdf(100))
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Mein Antrag.", DocumentIDs: []string{a.ID, b.ID}})
		if err := tn.Conversation.DeleteDocument(as(anna), a.ID); err != nil {
			t.Fatal(err)
		}
		for word, want := range map[string]int{"Schuldenbereinigung": 0, "Antrag": 1, "Lageplan": 1} {
			if got := found(t, tn, word); got != want {
				t.Errorf("%q finds %d mailboxes, want %d", word, got, want)
			}
		}
		if len(cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: ptr("Schuldenbereinigung")})) != 1 {
			t.Error("the authority's copy is not found any more")
		}
	})
}

// Who takes a document out of a draft may not know yet that the draft was sent from another device.
func TestADocumentThatWasSentIsNotTakenForAnUnsentOne(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Lageplan.pdf"}, pdf(100))
		unsent := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Grundriss.pdf"}, pdf(100))
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Mein Antrag.", DocumentIDs: []string{sent.ID}})
		wantRule(t, tn.Conversation.DeleteUnsentDocument(as(anna), sent.ID), errs.WrongState)
		if err := fetch(as(anna), &selfTalk{town: tn}, sent.ID); err != nil {
			t.Errorf("the sent one is gone: %v", err)
		}
		if err := tn.Conversation.DeleteUnsentDocument(as(anna), unsent.ID); err != nil {
			t.Errorf("an unsent one: got %v", err)
		}
		if err := tn.Conversation.DeleteDocument(as(anna), sent.ID); err != nil {
			t.Errorf("a sent one by its owner, who means it: got %v", err)
		}
	})
}

// A key that was used once does nothing again after what it did is deleted; of the request nothing is left to compare with.
func TestUsedKeysForgetWhatIsDeleted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		open := conversation.MailboxOpenInput{AuthorityID: &city, IdempotencyKey: ptr("open")}
		m, err := tn.Conversation.Open(as(anna), open)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := tn.Conversation.Open(as(anna), open); err != nil || again.ID != m.ID {
			t.Errorf("opened again: got %+v, %v", again, err)
		}
		_, err = tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &city, Title: ptr("Anders"), IdempotencyKey: ptr("open")})
		wantRule(t, err, errs.IdempotencyConflict)
		in := conversation.MessageSendInput{MailboxID: m.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, Subject: "Ja", Body: "Ja", IdempotencyKey: "send"}
		sent := tn.send(t, m, in)
		if again := tn.send(t, m, in); again.ID != sent.ID {
			t.Errorf("sent again: got %s, want %s", again.ID, sent.ID)
		}
		if err := tn.Conversation.DeleteMessage(as(anna), sent.ID); err != nil {
			t.Fatal(err)
		}
		_, err = tn.Conversation.Send(as(anna), in)
		wantRule(t, err, errs.WrongState)
		digests := func(want int) {
			t.Helper()
			var n int
			err := w.DB.QueryRow(t.Context(), `SELECT COUNT(*) FROM idempotency_record WHERE result_id <> '' OR LENGTH(request_digest) > 0`).Scan(&n)
			if err != nil || n != want {
				t.Errorf("%d records say what was done, want %d, %v", n, want, err)
			}
		}
		digests(1)
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		digests(0)
		_, err = tn.Conversation.Open(as(anna), open)
		wantRule(t, err, errs.WrongState)
		_, err = tn.Conversation.Send(as(anna), in)
		if err == nil || strings.Contains(err.Error(), "panic") {
			t.Errorf("sent in a deleted mailbox: %v", err)
		}
	})
}

// Who deletes a message that is still on its way is told in the mailbox when the way fails: the dialog says so.
func TestAFailureOfADeletedMessageIsTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.byMail[city] = true
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if err := tn.Conversation.DeleteMessage(as(anna), sent.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := tn.Gateway.Outgoing(viewer.System(t.Context(), "test"), tn.dispatched[0]); err != nil {
			t.Errorf("it does not go on: %v", err)
		}
		err := tn.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			return tn.Gateway.RecordFact(ctx, tx, tn.dispatched[0], casemail.Fact{State: casemail.Failed, Failure: casemail.MailboxFull})
		})
		if err != nil {
			t.Fatal(err)
		}
		if list := messages(t, tn, anna, m.ID); len(list) != 1 || list[0].Kind != casemail.KindNotice {
			t.Errorf("got %+v", list)
		}
	})
}
