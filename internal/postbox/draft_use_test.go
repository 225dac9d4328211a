package postbox_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"schalter/ent/document"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// writingDesk is where a draft is written and sent: the owner's mailbox, or an authority's case.
type writingDesk struct {
	save func(draftID *string, version *int, text string) (*conversation.Draft, error)
	send func(draftID string, version int, text string) (*conversation.Message, error)
	// sent are the messages that went out.
	sent    func() []string
	discard func(draftID string) error
	remove  func(messageID string) error
}

func writingDesks(t *testing.T, tn *town) map[string]writingDesk {
	t.Helper()
	m := tn.open(t, city)
	tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Vorab"})
	cases, err := tn.Inbox.Cases(as(clerkCity), city, inbox.CaseFilter{}, inbox.LongestWaiting, first)
	if err != nil || len(cases.Items) != 1 {
		t.Fatal(cases, err)
	}
	caseID := cases.Items[0].Node.ID
	texts := func(sideID string, who context.Context, ours casemail.MessageDirection) []string {
		list, err := tn.Conversation.Messages(who, sideID, first)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, item := range list.Items {
			if item.Node.Direction == ours && item.Node.Subject == "Entwurf" {
				texts = append(texts, item.Node.ID)
			}
		}
		return texts
	}
	return map[string]writingDesk{
		"owner": {
			save: func(draftID *string, version *int, text string) (*conversation.Draft, error) {
				return tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, DraftID: draftID, ExpectedVersion: version, Subject: "Entwurf", Body: text, Kind: casemail.KindMessage})
			},
			send: func(draftID string, version int, text string) (*conversation.Message, error) {
				return tn.Conversation.Send(as(anna), conversation.MessageSendInput{
					MailboxID: m.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, Subject: "Entwurf", Body: text,
					DraftID: &draftID, ExpectedDraftVersion: &version, IdempotencyKey: rand.Text(),
				})
			},
			sent:    func() []string { return texts(m.ID, as(anna), casemail.Outbound) },
			discard: func(draftID string) error { return tn.Conversation.DiscardDraft(as(anna), draftID) },
			remove:  func(messageID string) error { return tn.Conversation.DeleteMessage(as(anna), messageID) },
		},
		"clerks": {
			save: func(draftID *string, version *int, text string) (*conversation.Draft, error) {
				return tn.Conversation.SaveDraft(as(clerkCity), conversation.DraftSaveInput{CaseID: &caseID, DraftID: draftID, ExpectedVersion: version, Subject: "Entwurf", Body: text, Kind: casemail.KindMessage})
			},
			send: func(draftID string, version int, text string) (*conversation.Message, error) {
				return tn.Conversation.Reply(as(clerkTwo), conversation.CaseReplyInput{
					CaseID: caseID, Kind: casemail.KindMessage, Subject: "Entwurf", Body: text,
					DraftID: &draftID, ExpectedDraftVersion: &version, IdempotencyKey: rand.Text(),
				})
			},
			sent:    func() []string { return texts(caseID, as(clerkCity), casemail.Inbound) },
			discard: func(draftID string) error { return tn.Conversation.DiscardDraft(as(clerkCity), draftID) },
		},
	}
}

// refusedBy is the rule and the sentence of a refusal.
func refusedBy(err error) string {
	r := errs.AsRefusal(err)
	if r == nil {
		return fmt.Sprint(err)
	}
	p := r.Problems[0]
	return fmt.Sprint(p.Rule, " ", p.Text, " ", strings.Join(p.Field, "."))
}

// A draft that stands in two windows, or before two colleagues, is sent once; the second one learns what it became. One that was
// changed or discarded meanwhile is not sent unseen, and nothing of it is lost.
func TestADraftInTwoWindowsIsSentOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		for name, d := range writingDesks(t, tn) {
			one, err := d.save(nil, nil, "Eins")
			if err != nil {
				t.Fatal(err)
			}
			// The other window changed it.
			second, err := d.save(&one.ID, &one.Version, "Zwei")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := d.send(one.ID, one.Version, "Eins"); refusedBy(err) != "STALE draft_changed draftId" {
				t.Errorf("%s, changed meanwhile: got %v", name, refusedBy(err))
			}
			if got, err := tn.Conversation.Draft(as(map[string]string{"owner": anna, "clerks": clerkTwo}[name]), one.ID); err != nil || got.Body != "Zwei" {
				t.Errorf("%s: the newer draft is %v, %v", name, got, err)
			}
			msg, err := d.send(one.ID, second.Version, "Zwei")
			if err != nil {
				t.Fatal(name, err)
			}
			for what, err := range map[string]error{
				"sent again":  justError(d.send(one.ID, second.Version, "Zwei")),
				"saved again": justError(d.save(&one.ID, &second.Version, "Zwei und mehr")),
			} {
				var already *conversation.AlreadySentError
				if !errors.As(err, &already) || already.MessageID != msg.ID || refusedBy(err) != "WRONG_STATE draft_sent draftId" {
					t.Errorf("%s, %s: got %v, want %s", name, what, err, msg.ID)
				}
			}
			if got := d.sent(); len(got) != 1 || got[0] != msg.ID {
				t.Errorf("%s: sent %v, want %s once", name, got, msg.ID)
			}
			gone, err := d.save(nil, nil, "Drei")
			if err != nil {
				t.Fatal(err)
			}
			if err := d.discard(gone.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := d.send(gone.ID, gone.Version, "Drei"); refusedBy(err) != "NOT_FOUND draft_discarded draftId" {
				t.Errorf("%s, discarded meanwhile: got %v", name, refusedBy(err))
			}
			if d.remove == nil {
				continue
			}
			if err := d.remove(msg.ID); err != nil {
				t.Fatal(err)
			}
			var already *conversation.AlreadySentError
			if _, err := d.send(one.ID, second.Version, "Zwei"); !errors.As(err, &already) || already.MessageID != "" {
				t.Errorf("%s, deleted since: got %v", name, err)
			}
		}
	})
}

func justError[T any](_ T, err error) error { return err }

// A draft that is discarded takes its documents along, for they were sent nowhere; what was sent or stands in another draft stays.
func TestADiscardedDraftTakesItsDocumentsAlong(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		upload := func(name string) string {
			return tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: name}, pdf(100)).ID
		}
		save := func(docIDs ...string) *conversation.Draft {
			d, err := tn.Conversation.SaveDraft(as(anna), conversation.DraftSaveInput{MailboxID: &m.ID, Subject: "Entwurf", Kind: casemail.KindMessage, DocumentIDs: docIDs})
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		own, shared, sent := upload("eigen.pdf"), upload("geteilt.pdf"), upload("gesendet.pdf")
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{sent}})
		discarded := save(own, shared, sent)
		save(shared)
		if err := tn.Conversation.DiscardDraft(as(anna), discarded.ID); err != nil {
			t.Fatal(err)
		}
		_, err := tn.Conversation.OpenFile(as(anna), own)
		wantCode(t, err, errs.NotFound)
		if n := w.DB.Client().Document.Query().Where(document.ID(own)).CountX(viewer.System(t.Context(), "test")); n != 0 {
			t.Error("the row of a discarded document is still there")
		}
		for _, kept := range []string{shared, sent} {
			f, err := tn.Conversation.OpenFile(as(anna), kept)
			if err != nil {
				t.Fatalf("%s: %v", kept, err)
			}
			_ = f.Close()
		}
		if err := tn.Conversation.DiscardDraft(as(anna), discarded.ID); errs.AsRefusal(err) == nil {
			t.Errorf("discarded again: got %v", err)
		}
	})
}
