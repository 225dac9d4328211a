package postbox_test

import (
	"context"
	"slices"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// What the dialog says before a mailbox is deleted: told are those to which something went, or still goes; not every party,
// and not one whose mail never left. Lost are closed decisions, running periods, answers.
func TestDeletionPreviewNamesWhomAndWhatItIsAbout(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		preview := func() *conversation.DeletionPreview {
			t.Helper()
			p, err := tn.Conversation.DeletionPreview(as(anna), m)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		want := func(told, onTheWay, unanswered []string) {
			t.Helper()
			p := preview()
			if !slices.Equal(p.Told, told) || !slices.Equal(p.OnTheWay, onTheWay) || !slices.Equal(p.Unanswered, unanswered) {
				t.Errorf("told %v, on the way %v, unanswered %v; want %v, %v, %v", p.Told, p.OnTheWay, p.Unanswered, told, onTheWay, unanswered)
			}
		}
		none, one := []string(nil), []string{city}
		want(none, none, none)
		tn.byMail[city] = true
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: one})
		want(one, one, one)
		note := func(f casemail.Fact) {
			t.Helper()
			err := tn.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
				return tn.Gateway.RecordFact(ctx, tx, tn.dispatched[len(tn.dispatched)-1], f)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		note(casemail.Fact{State: casemail.Failed, Failure: casemail.BadCertificate})
		want(none, none, none)
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil || len(tn.told) > 0 {
			t.Errorf("an authority that got nothing was told of the deletion: %v, %v", tn.told, err)
		}

		m = tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: one})
		note(casemail.Fact{State: casemail.HandedOver})
		want(one, none, one)
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil || len(tn.told) != 1 {
			t.Errorf("told of the deletion: %v, %v", tn.told, err)
		}

		tn.byMail[city] = false
		m = tn.open(t, city)
		question := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: one})
		want(one, none, one)
		caseID := cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: &m.Reference})[0].ID
		for _, r := range []conversation.CaseReplyInput{
			{Kind: casemail.KindDecision, Subject: "Bescheid"},
			{Kind: casemail.KindRequest, Subject: "Später", DueOn: ptr("2199-12-31")},
			{Kind: casemail.KindRequest, Subject: "Bald", DueOn: ptr("2199-01-31")},
		} {
			r.CaseID, r.InReplyToID, r.Body, r.IdempotencyKey = caseID, &question.ID, "Guten Tag", "key-"+r.Subject
			if _, err := tn.Conversation.Reply(as(clerkCity), r); err != nil {
				t.Fatal(err)
			}
		}
		want(one, none, none)
		p := preview()
		if got := subjects(p.UnopenedDecisions); !slices.Equal(got, []string{"Bescheid"}) {
			t.Errorf("unopened decisions: %v", got)
		}
		if got := subjects(p.RunningPeriods); !slices.Equal(got, []string{"Bald", "Später"}) {
			t.Errorf("running periods: %v", got)
		}
		if got := daysOf(p.Deadlines); !slices.Equal(got, []string{"2199-01-31", "2199-12-31"}) || !slices.Equal(p.KeptBy, one) || p.Drafts != 0 {
			t.Errorf("periods end on %v, kept by %v, %d drafts", got, p.KeptBy, p.Drafts)
		}
		soon := p.RunningPeriods[0]
		if _, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Subject: "Unterlagen", Body: "Hier", Kind: casemail.KindMessage, RecipientIDs: one}); err != nil {
			t.Fatal(err)
		}
		if p := preview(); p.Drafts != 1 {
			t.Errorf("%d drafts, want 1", p.Drafts)
		}
		// What was answered is no period any more.
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: one, InReplyToID: &soon.ID})
		if p := preview(); !slices.Equal(subjects(p.RunningPeriods), []string{"Später"}) || !slices.Equal(daysOf(p.Deadlines), []string{"2199-12-31"}) {
			t.Errorf("after the answer: %v, %v", subjects(p.RunningPeriods), daysOf(p.Deadlines))
		}
		if _, err := tn.Conversation.MarkRead(as(anna), []string{p.UnopenedDecisions[0].ID}, true); err != nil {
			t.Fatal(err)
		}
		if p := preview(); len(p.UnopenedDecisions) != 0 {
			t.Errorf("the decision is open, and still named")
		}
	})
}

func daysOf(list []*dates.Date) (days []string) {
	for _, d := range list {
		days = append(days, string(d.Result.Date))
	}
	return days
}

// What the dialog says before one message is deleted, or one of its documents.
func TestDeletionPreviewOfAMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		one := []string{city}
		question := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: one})
		caseID := cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: &m.Reference})[0].ID
		for _, r := range []conversation.CaseReplyInput{{Kind: casemail.KindDecision, Subject: "Bescheid"}, {Kind: casemail.KindRequest, Subject: "Bald", DueOn: ptr("2199-01-31")}} {
			r.CaseID, r.InReplyToID, r.Body, r.IdempotencyKey = caseID, &question.ID, "Guten Tag", "key-"+r.Subject
			if _, err := tn.Conversation.Reply(as(clerkCity), r); err != nil {
				t.Fatal(err)
			}
		}
		tn.byMail[city] = true
		other := tn.open(t, city)
		going := tn.send(t, other, conversation.MessageSendInput{RecipientIDs: one})
		var list []*conversation.Message
		for _, mailboxID := range []string{m.ID, other.ID} {
			page, err := tn.Conversation.Messages(as(anna), mailboxID, pagination.Request{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range page.Items {
				list = append(list, item.Node)
			}
		}
		previews, err := tn.Conversation.MessagePreviews(as(anna), list)
		if err != nil {
			t.Fatal(err)
		}
		for i, message := range list {
			p := previews[i]
			if len(p.Told) > 0 || len(p.Unanswered) > 0 || p.Drafts > 0 {
				t.Errorf("%s: %+v", message.Subject, p)
			}
			kept, carried, days := one, []string(nil), []string(nil)
			var unopened, due []string
			switch {
			case message.ID == going.ID:
				kept, carried = nil, one
			case message.Subject == "Bescheid":
				unopened = []string{"Bescheid"}
			case message.Subject == "Bald":
				due, days = []string{"Bald"}, []string{"2199-01-31"}
			}
			if !slices.Equal(p.KeptBy, kept) || !slices.Equal(p.OnTheWay, carried) || !slices.Equal(subjects(p.UnopenedDecisions), unopened) ||
				!slices.Equal(subjects(p.RunningPeriods), due) || !slices.Equal(daysOf(p.Deadlines), days) {
				t.Errorf("%s: %+v", message.Subject, p)
			}
			if d := p.OfDocument(); !slices.Equal(d.KeptBy, kept) || !slices.Equal(d.OnTheWay, carried) || len(d.UnopenedDecisions)+len(d.RunningPeriods)+len(d.Deadlines) > 0 {
				t.Errorf("of a document of %s: %+v", message.Subject, d)
			}
		}
		// An authority can delete neither.
		asked, err := tn.Conversation.Message(as(clerkCity), caseID, question.ID)
		if err != nil {
			t.Fatal(err)
		}
		if previews, err := tn.Conversation.MessagePreviews(as(clerkCity), []*conversation.Message{asked}); err != nil || previews[0] != nil {
			t.Errorf("for a clerk: %+v, %v", previews, err)
		}
	})
}

func subjects(list []*conversation.Message) []string {
	var out []string
	for _, m := range list {
		out = append(out, m.Subject)
	}
	return out
}
