package postbox_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/id"
	"schalter/internal/mail/mime"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// What a text does not show by itself is said at its end, as the platform's word, and is never cut off.
func TestRemarksStandAtTheEndOfAText(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		d := tn.delivery(t, tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}}))
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.HandedOver})
		for message, begins := range map[string]string{
			"Ja.": "Ja.\n\nHinweis der Plattform, nicht der Behörde:\n", "": "Hinweis der Plattform, nicht der Behörde:\n",
			strings.Repeat("ä", conversation.MaxBody+5): strings.Repeat("ä", 1000),
		} {
			in := casemail.Answer{
				DeliveryID: d.ID, AuthorityID: city, InboundID: id.New(id.InboundMail, w.Clock.Now()), Subject: "x", Text: message,
				Remarks: []casemail.Remark{{Kind: string(mime.TextTooLong)}, {Kind: string(mime.UnknownCharset), Detail: "x-nirgends"}, {Kind: string(mime.UnreadableText)}},
			}
			if err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return tn.Gateway.ReceiveAnswer(ctx, tx, in) }); err != nil {
				t.Fatal(err)
			}
			list := tn.inMailbox(t, box.ID)
			texts, err := tn.Conversation.MessageTexts(as(anna), list[len(list)-1:])
			if err != nil || texts[0] == nil {
				t.Fatal(texts, err)
			}
			got := *texts[0]
			if len([]rune(got)) > conversation.MaxBody || !strings.HasPrefix(got, begins) {
				t.Errorf("%d characters: %.80q", len([]rune(got)), got)
			}
			for _, part := range []string{"zu lang", "(x-nirgends)", "ließ sich nicht lesen"} {
				if !strings.Contains(got, part) {
					t.Errorf("%q is not said in the %d characters", part, len([]rune(got)))
				}
			}
		}
	})
}

// A document of which only a part arrived is not taken for the whole.
func TestADamagedDocumentIsNotTakenIn(t *testing.T) {
	t.Parallel()
	tn := newMailTown(t, testkit.SQLite(t))
	kept, err := tn.Documents.StoreDocuments(system(), []casemail.Attachment{
		{Filename: "a.pdf", Data: pdf(1000), Damaged: true}, {Filename: "a.pdf", Data: pdf(1000)}, {Filename: "winmail.dat", Data: []byte("x")}, {Filename: "b.pdf"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"damaged", "", "extension", "empty"} {
		if got := kept[i].Refused(); got != want {
			t.Errorf("%d: got %q, want %q", i, got, want)
		}
	}
}
