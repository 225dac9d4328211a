package postbox_test

import (
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/testkit"
)

// Where an authority shows no names, the person reads none in what is written from then on: not in answers, not in receipts, not when a clerk
// says that the authority is not competent. What was written before stays, and colleagues see in the record who it was.
func TestClerksAreShownAsTheirAuthorityWants(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		sent := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		reply := func(key string) {
			t.Helper()
			if _, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindMessage, Subject: "Antwort", Body: "Gern.", IdempotencyKey: key}); err != nil {
				t.Fatal(err)
			}
		}
		reply("before")
		tn.shown = "Sachbearbeitung"
		reply("after")
		if _, err := tn.Inbox.ConfirmReceipt(as(clerkCity), caseID, sent.ID); err != nil {
			t.Fatal(err)
		}
		if d := delivery(t, tn, sent); d.ConfirmedBy == nil || *d.ConfirmedBy != "Sachbearbeitung" {
			t.Errorf("receipt: %+v", d)
		}
		if _, err := tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: caseID, Reason: "Dafür ist das Landratsamt da."}); err != nil {
			t.Fatal(err)
		}
		for who, side := range map[string]string{anna: box.ID, clerkCity: caseID} {
			var names []string
			for _, m := range messages(t, tn, who, side) {
				if m.Direction == casemail.Inbound {
					names = append(names, m.SenderName)
				}
			}
			if len(names) != 3 || names[0] != "Frau Huber" || names[1] != "Sachbearbeitung" || names[2] != "Sachbearbeitung" {
				t.Errorf("%s reads %v", who, names)
			}
		}
		counts := map[string]int{}
		for who, side := range map[string]string{anna: box.ID, clerkCity: caseID} {
			page, err := tn.Chain.Events(as(who), side, pagination.Request{Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range page.Items {
				if item.Node.Actor == "Frau Huber" {
					counts[who]++
				}
			}
		}
		if counts[anna] != 0 || counts[clerkCity] < 4 {
			t.Errorf("the records name her %v times", counts)
		}
	})
}
