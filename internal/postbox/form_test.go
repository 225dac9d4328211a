package postbox_test

import (
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/testkit"
)

// An application for a service that the law wants in another form or by another way is refused, with what is written still there; the same
// words go as a message.
func TestAnApplicationNeedsTheFormOfItsService(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{
			ARS: ptr(ars), ServiceIDs: []string{trade, permit}, Choices: []conversation.CompetenceChoiceInput{{ServiceID: trade, AuthorityID: chamber}},
		})
		if err != nil {
			t.Fatal(err)
		}
		draft, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &box.ID, Kind: casemail.KindApplication, Subject: "Antrag", Body: "Hiermit", RecipientIDs: []string{chamber}})
		if err != nil {
			t.Fatal(err)
		}
		send := func(key string, kind casemail.MessageKind, services ...string) error {
			_, err := tn.Conversation.Send(as(anna), conversation.MessageSendInput{
				MailboxID: box.ID, RecipientIDs: []string{chamber}, Kind: kind, ServiceIDs: services, Subject: "Antrag", Body: "Hiermit",
				DraftID: &draft.ID, ExpectedDraftVersion: &draft.Version, IdempotencyKey: key,
			})
			return err
		}
		for _, kind := range []conversation.SubmissionKind{conversation.InWriting, conversation.OnlineOnly, conversation.ByForm} {
			tn.submissions = map[string]conversation.SubmissionKind{permit + chamber: kind}
			wantForm(t, send(string(kind)+"1", casemail.KindApplication, permit), kind)
			// It says none, and only some of the services can be meant: it must say which.
			wantRule(t, send(string(kind)+"2", casemail.KindApplication), errs.Required)
			tn.submissions[trade+chamber] = kind
			wantForm(t, send(string(kind)+"3", casemail.KindApplication), kind)
		}
		// Of another authority it may hold; here it does not.
		tn.submissions = map[string]conversation.SubmissionKind{permit + city: conversation.InWriting}
		if kept, err := tn.Conversation.Draft(as(anna), draft.ID); err != nil || kept.Body != "Hiermit" {
			t.Fatalf("the draft is lost: %+v, %v", kept, err)
		}
		if list := messages(t, tn, anna, box.ID); len(list) != 0 {
			t.Fatalf("something was sent: %d messages", len(list))
		}
		if err := send("there", casemail.KindApplication, permit); err != nil {
			t.Fatal(err)
		}
		tn.submissions = map[string]conversation.SubmissionKind{permit + chamber: conversation.InWriting}
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber}, ServiceIDs: []string{permit}, Subject: "Frage", IdempotencyKey: "question"})
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber}, ServiceIDs: []string{trade}, Kind: casemail.KindApplication, IdempotencyKey: "other"})
		// What was sent once is answered from what came of it, whatever the law has come to ask since.
		if err := send("there", casemail.KindApplication, permit); err != nil {
			t.Errorf("repeated: %v", err)
		}
		tn.submissions = map[string]conversation.SubmissionKind{permit + chamber: conversation.ByForm}
		form := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &box.ID, Filename: "Formular.pdf"}, pdf(100)).ID
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber}, ServiceIDs: []string{permit}, Kind: casemail.KindApplication, DocumentIDs: []string{form}, IdempotencyKey: "form"})
	})
}

// wantForm wants the refusal that names the service, the law and the way that suffices.
func wantForm(t *testing.T, err error, kind conversation.SubmissionKind) {
	t.Helper()
	wantRule(t, err, errs.FormNotSufficient)
	text := map[conversation.SubmissionKind]string{conversation.InWriting: "form_written", conversation.OnlineOnly: "form_online", conversation.ByForm: "form_required"}[kind]
	p := errs.AsRefusal(err).Problems[0]
	if p.Text != text || len(p.Args) != 3 || p.Args[1] != "§ 1" || p.Args[2].(errs.Bilingual).English != "On paper." {
		t.Errorf("%s: %+v", kind, p)
	}
}
