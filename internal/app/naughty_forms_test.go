//go:build demo

package app

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// form is an operation that takes texts and gives them back when they are read again.
type form struct {
	name string
	// fields are the text fields, as a refusal names them.
	fields []string
	// write saves texts for all fields and returns what is read afterwards, or the refusal.
	write func(t testing.TB, texts map[string]string) (kept map[string]string, refused []userError)
	// blank says that what shows nothing counts as absent.
	blank bool
	// sameLine names the field that stands on one line with another, under whose name a line that is too long is refused.
	sameLine map[string]string
}

// forms are all that take texts and show them again.
func forms(t *testing.T, w *world) []form {
	f := newFacts(t, w)
	return []form{f.sendForm(), f.replyForm(), f.draftForm(), f.noteForm(), f.titleForm(), profileForm(w.as(t, editor)), addressForm(w, w.as(t, operator))}
}

type edged struct {
	MessageEdge struct{ Node struct{ ID string } }
}

func (f *facts) sendForm() form {
	return form{name: "messageSend", fields: []string{"subject", "body"}, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		var out edged
		refused := mutate(t, f.owner, "messageSend", "messageEdge { node { id } }", map[string]any{
			"mailboxId": f.mailbox, "recipientIds": []string{bamberg}, "subject": texts["subject"], "body": texts["body"], "idempotencyKey": f.key() + texts["subject"][:min(20, len(texts["subject"]))],
		}, &out)
		if refused != nil {
			return nil, refused
		}
		return f.reread(t, out.MessageEdge.Node.ID), nil
	}}
}

func (f *facts) replyForm() form {
	return form{name: "caseReply", fields: []string{"subject", "body"}, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		var out edged
		refused := mutate(t, f.clerk, "caseReply", "messageEdge { node { id } }", map[string]any{
			"caseId": f.caseID, "subject": texts["subject"], "body": texts["body"], "idempotencyKey": f.key(),
		}, &out)
		if refused != nil {
			return nil, refused
		}
		return f.reread(t, out.MessageEdge.Node.ID), nil
	}}
}

func (f *facts) draftForm() form {
	return form{name: "draftSave", fields: []string{"subject", "body"}, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		refused := mutate(t, f.owner, "draftSave", "draft { id }", map[string]any{
			"mailboxId": f.mailbox, "draftId": f.draft, "subject": texts["subject"], "body": texts["body"],
		}, nil)
		if refused != nil {
			return nil, refused
		}
		var out struct {
			Node struct{ Subject, Body string }
		}
		read(t, f.owner, `query($id: ID!) { node(id: $id) { ... on Draft { subject body } } }`, map[string]any{"id": f.draft}, &out)
		return map[string]string{"subject": out.Node.Subject, "body": out.Node.Body}, nil
	}}
}

// noteForm takes another case whenever one has as many notes as it may.
func (f *facts) noteForm() form {
	caseID, n := f.caseID, 0
	return form{name: "caseNoteAdd", fields: []string{"body"}, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		if n++; n%150 == 0 {
			mailbox := openMailbox(t, f.owner, bamberg)
			sendMessage(t, f.owner, mailbox, bamberg, f.key())
			caseID = newestCase(t, f.clerk, bamberg)
		}
		if refused := mutate(t, f.clerk, "caseNoteAdd", "case { id }", map[string]any{"caseId": caseID, "body": texts["body"]}, nil); refused != nil {
			return nil, refused
		}
		var out struct {
			AuthorityCase struct{ Notes []struct{ ID, Body string } }
		}
		read(t, f.clerk, `query($id: ID!) { authorityCase(id: $id) { notes { id body } } }`, map[string]any{"id": caseID}, &out)
		newest := slices.MaxFunc(out.AuthorityCase.Notes, func(a, b struct{ ID, Body string }) int { return strings.Compare(a.ID, b.ID) })
		return map[string]string{"body": newest.Body}, nil
	}}
}

func (f *facts) titleForm() form {
	return form{name: "mailboxOpen", fields: []string{"title"}, blank: true, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		var out struct{ Mailbox struct{ ID string } }
		if refused := mutate(t, f.owner, "mailboxOpen", "mailbox { id }", map[string]any{"authorityId": bamberg, "title": texts["title"]}, &out); refused != nil {
			return nil, refused
		}
		var shown struct {
			CaseMailbox struct {
				Title   string
				Parties []struct{ Authority struct{ Name string } }
			}
		}
		read(t, f.owner, `query($id: ID!) { caseMailbox(id: $id) { title parties { authority { name } } } }`, map[string]any{"id": out.Mailbox.ID}, &shown)
		title := shown.CaseMailbox.Title
		if latin.Blank(texts["title"]) && title == shown.CaseMailbox.Parties[0].Authority.Name {
			title = ""
		}
		return map[string]string{"title": title}, nil
	}}
}

func profileForm(c testkit.Client) form {
	return form{name: "profileUpdate", blank: true, fields: []string{"givenName", "familyName", "recognitionPhrase"}, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		input := map[string]any{}
		for field, text := range texts {
			input[field] = text
		}
		if refused := mutate(t, c, "profileUpdate", "viewer { id }", input, nil); refused != nil {
			return nil, refused
		}
		var out struct {
			Viewer struct {
				GivenName, FamilyName string
				Settings              struct{ RecognitionPhrase *string }
			}
		}
		read(t, c, `{ viewer { givenName familyName settings { recognitionPhrase } } }`, nil, &out)
		phrase := ""
		if p := out.Viewer.Settings.RecognitionPhrase; p != nil {
			phrase = *p
		}
		given, family := out.Viewer.GivenName, out.Viewer.FamilyName
		if latin.Blank(texts["familyName"]) && !latin.Blank(texts["givenName"]) {
			// The only name of a person is kept as the family name.
			given, family = family, given
		}
		return map[string]string{"givenName": given, "familyName": family, "recognitionPhrase": phrase}, nil
	}}
}

// addressForm lets letters grow old, so that the limit of letters does not end the test.
func addressForm(w *world, c testkit.Client) form {
	return form{name: "postalAddressSet", blank: true, fields: []string{"addition", "street", "houseNumber", "city", "region"}, sameLine: map[string]string{"street": "houseNumber"}, write: func(t testing.TB, texts map[string]string) (map[string]string, []userError) {
		err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE activation SET letter_queued_at = ?`, tx.Now.Add(-100*24*time.Hour))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		address := map[string]any{"country": "AT", "postalCode": "1010"}
		for field, text := range texts {
			address[field] = text
		}
		if refused := mutate(t, c, "postalAddressSet", "viewer { id }", map[string]any{"address": address}, nil); refused != nil {
			return nil, refused
		}
		var out struct {
			Viewer struct {
				Activation struct{ Address map[string]*string }
			}
		}
		read(t, c, `{ viewer { activation { address { addition street houseNumber city region } } } }`, nil, &out)
		kept := map[string]string{}
		for field, text := range out.Viewer.Activation.Address {
			if text != nil {
				kept[field] = *text
			}
		}
		return kept, nil
	}}
}
