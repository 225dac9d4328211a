package postbox_test

import (
	"context"
	"reflect"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
)

// What sending and replying answer with is not read from the database: it is what reading finds, in every field, on both sides of a
// mailbox, and what the same key finds when it is sent again.
func TestTheAnswerOfSendingIsWhatReadingFinds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, who context.Context, sideID string, got *conversation.Message, again func() (*conversation.Message, error)) {
			t.Helper()
			read, err := tn.Conversation.Message(who, sideID, got.ID)
			if err != nil || !reflect.DeepEqual(got, read) {
				t.Errorf("%s: answered with\n%+v, read is\n%+v, %v", what, got, read, err)
			}
			if repeated, err := again(); err != nil || !reflect.DeepEqual(repeated, read) {
				t.Errorf("%s again: answered with\n%+v, read is\n%+v, %v", what, repeated, read, err)
			}
		}
		doc := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &box.ID, Filename: "a.pdf"}, pdf(100))
		first := conversation.MessageSendInput{
			MailboxID: box.ID, RecipientIDs: []string{city, chamber}, ServiceIDs: []string{trade, permit}, DocumentIDs: []string{doc.ID},
			Kind: casemail.KindApplication, Subject: "S", Body: "B", ReceiptRequested: true, IdempotencyKey: "first",
		}
		sent := tn.send(t, box, first)
		check("a message", as(anna), box.ID, sent, func() (*conversation.Message, error) { return tn.Conversation.Send(as(anna), first) })
		plain := conversation.MessageSendInput{MailboxID: box.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, Subject: "S", Body: "B", IdempotencyKey: "plain", InReplyToID: &sent.ID}
		check("a message with little", as(anna), box.ID, tn.send(t, box, plain), func() (*conversation.Message, error) { return tn.Conversation.Send(as(anna), plain) })

		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		due := "2027-04-01"
		decision := conversation.CaseReplyInput{
			CaseID: c.ID, Kind: casemail.KindDecision, Subject: "S", Body: "B", ServiceIDs: []string{trade}, InReplyToID: &sent.ID, DueOn: &due, IdempotencyKey: "decision",
		}
		check("a decision", as(clerkCity), c.ID, tn.reply(t, decision), func() (*conversation.Message, error) { return tn.Conversation.Reply(as(clerkCity), decision) })
		short := conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Subject: "S", Body: "B", IdempotencyKey: "short"}
		check("a reply with little", as(clerkCity), c.ID, tn.reply(t, short), func() (*conversation.Message, error) { return tn.Conversation.Reply(as(clerkCity), short) })
	})
}
