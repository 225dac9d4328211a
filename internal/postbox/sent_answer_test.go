package postbox_test

import (
	"context"
	"reflect"
	"testing"

	"schalter/internal/postbox"
	"schalter/internal/testkit"
)

// What sending and replying answer with is not read from the database: it is what reading finds, in every field, on both sides of a
// mailbox, and what the same key finds when it is sent again.
func TestTheAnswerOfSendingIsWhatReadingFinds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, err := tn.Open(as(anna), postbox.OpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []postbox.Choice{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, who context.Context, sideID string, got *postbox.Message, again func() (*postbox.Message, error)) {
			t.Helper()
			read, err := tn.Message(who, sideID, got.ID)
			if err != nil || !reflect.DeepEqual(got, read) {
				t.Errorf("%s: answered with\n%+v, read is\n%+v, %v", what, got, read, err)
			}
			if repeated, err := again(); err != nil || !reflect.DeepEqual(repeated, read) {
				t.Errorf("%s again: answered with\n%+v, read is\n%+v, %v", what, repeated, read, err)
			}
		}
		doc := tn.upload(t, as(anna), postbox.DocumentInput{MailboxID: &box.ID, Filename: "a.pdf"}, pdf(100))
		first := postbox.SendInput{
			MailboxID: box.ID, RecipientIDs: []string{city, chamber}, ServiceIDs: []string{trade, permit}, DocumentIDs: []string{doc.ID},
			Kind: postbox.KindApplication, Subject: "S", Body: "B", ReceiptRequested: true, IdempotencyKey: "first",
		}
		sent := tn.send(t, box, first)
		check("a message", as(anna), box.ID, sent, func() (*postbox.Message, error) { return tn.Send(as(anna), first) })
		plain := postbox.SendInput{MailboxID: box.ID, RecipientIDs: []string{city}, Kind: postbox.KindMessage, Subject: "S", Body: "B", IdempotencyKey: "plain", InReplyToID: &sent.ID}
		check("a message with little", as(anna), box.ID, tn.send(t, box, plain), func() (*postbox.Message, error) { return tn.Send(as(anna), plain) })

		c := cases(t, tn, clerkCity, city, postbox.CaseFilter{})[0]
		due := "2027-04-01"
		decision := postbox.ReplyInput{
			CaseID: c.ID, Kind: postbox.KindDecision, Subject: "S", Body: "B", ServiceIDs: []string{trade}, InReplyToID: &sent.ID, DueOn: &due, IdempotencyKey: "decision",
		}
		check("a decision", as(clerkCity), c.ID, tn.reply(t, decision), func() (*postbox.Message, error) { return tn.Reply(as(clerkCity), decision) })
		short := postbox.ReplyInput{CaseID: c.ID, Kind: postbox.KindMessage, Subject: "S", Body: "B", IdempotencyKey: "short"}
		check("a reply with little", as(clerkCity), c.ID, tn.reply(t, short), func() (*postbox.Message, error) { return tn.Reply(as(clerkCity), short) })
	})
}
