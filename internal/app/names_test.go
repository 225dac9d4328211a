//go:build demo

package app

import (
	"strings"
	"testing"

	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// suffix is the random part of an id, by which other ids may be made of it.
func suffix(id string) string { return id[strings.LastIndex(id, "_")+1:] }

// filled is a mailbox with everything in it that can be deleted.
type filled struct {
	id, reference, draft, document, message string
}

func fill(t *testing.T, person testkit.Client) filled {
	t.Helper()
	f := filled{id: openMailbox(t, person, bamberg)}
	var head struct{ CaseMailbox struct{ Reference string } }
	person.Must(t, `query($b: ID!) { caseMailbox(id: $b) { reference } }`, map[string]any{"b": f.id}, &head)
	f.reference = head.CaseMailbox.Reference
	var saved struct {
		DraftSave struct{ Draft struct{ ID string } }
	}
	person.Must(t, `mutation($i: DraftSaveInput!) { draftSave(input: $i) { draft { id } userErrors { code } } }`,
		map[string]any{"i": map[string]any{"mailboxId": f.id, "subject": "Entwurf", "body": "Text"}}, &saved)
	f.draft = saved.DraftSave.Draft.ID
	content := pdf(2000)
	id, url := announce(t, person, map[string]any{"mailboxId": f.id}, len(content))
	if status := put(t, person, url, content); status >= 300 {
		t.Fatalf("upload: %d", status)
	}
	f.document = id
	f.message = sendMessage(t, person, f.id, bamberg, "filled-"+f.id, f.document)
	return f
}

// drop deletes something by its mutation.
func drop(t *testing.T, person testkit.Client, mutation, input, field, id string) {
	t.Helper()
	var out map[string]struct{ UserErrors []userError }
	person.Must(t, `mutation($i: `+input+`!) { `+mutation+`(input: $i) { userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{field: id}}, &out)
	if problems := out[mutation].UserErrors; len(problems) > 0 {
		t.Fatalf("%s: %+v", mutation, problems)
	}
}

// Deleting for real, one thing after the other, in the whole program: nothing names it any more but what the list of names says.
// An authority that receives by its own mailbox holds no copy here.
func TestWhatIsDeletedIsNamedNowhere(t *testing.T) {
	t.Parallel()
	onBothByMail(t, func(t *testing.T, w *world) {
		person := w.as(t, citizen)
		f := fill(t, person)
		answered := awaitDelivery(t, person, f.id, f.message, func(current deliveryOf) bool { return len(current.Messages) > 1 })
		answer := answered.Messages[len(answered.Messages)-1].ID
		if found := testkit.Naming(t, w.db, suffix(f.document)); len(found) < 2 {
			t.Fatalf("it looks in the wrong places: %v", found)
		}
		drop(t, person, "draftDiscard", "DraftDiscardInput", "draftId", f.draft)
		testkit.Forgotten(t, w.db, testkit.Draft, suffix(f.draft))
		drop(t, person, "documentDelete", "DocumentDeleteInput", "documentId", f.document)
		testkit.Forgotten(t, w.db, testkit.Document, suffix(f.document))
		drop(t, person, "messageDelete", "MessageDeleteInput", "messageId", f.message)
		testkit.Forgotten(t, w.db, testkit.Message, suffix(f.message))
		drop(t, person, "mailboxDelete", "MailboxDeleteInput", "mailboxId", f.id)
		for _, gone := range []string{suffix(f.message), suffix(answer), suffix(f.document), f.reference} {
			if found := testkit.Naming(t, w.db, gone); len(found) > 0 {
				t.Errorf("after the mailbox, %s is still named in %v", gone, found)
			}
		}
		for _, column := range testkit.Naming(t, w.db, suffix(f.id)) {
			if column != "stream_entry.side_id" {
				t.Errorf("after the mailbox, its id is still named in %s", column)
			}
		}
	})
}

// An authority with the inbox keeps its copy; of the owner's side nothing stays, and nothing says any more whose it was.
func TestWhatIsDeletedStaysOnlyInTheAuthoritysCopy(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		person := w.as(t, citizen)
		account, err := w.people.IDOfEmail(viewer.System(t.Context(), "test"), citizen)
		if err != nil {
			t.Fatal(err)
		}
		f := fill(t, person)
		drop(t, person, "mailboxDelete", "MailboxDeleteInput", "mailboxId", f.id)
		for kind, id := range map[testkit.Kind]string{testkit.Mailbox: f.id, testkit.Draft: f.draft, testkit.Document: f.document, testkit.Message: f.message} {
			testkit.Forgotten(t, w.db, kind, suffix(id))
		}
		testkit.Forgotten(t, w.db, testkit.Mailbox, f.reference)
		var named int
		err = w.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM delivery WHERE owner_side_id = ? AND owner_reader = ?`, f.id, account).Scan(&named)
		if err != nil || named > 0 {
			t.Errorf("%d ways still say whose they were, %v", named, err)
		}
	})
}
