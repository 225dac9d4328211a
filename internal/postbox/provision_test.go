package postbox_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/evidence"
	"schalter/internal/pagination"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// noticesOn are what the record of a side says of notices: kind, when it happened, and how many messages it names.
func (tn *town) noticesOn(t testing.TB, who, sideID string) (told []string) {
	t.Helper()
	page, err := tn.Chain.Events(as(who), sideID, pagination.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range page.Items {
		if item.Node.Kind != chain.NotificationSent && item.Node.Kind != chain.NotificationFailed {
			continue
		}
		e, err := evidence.ParseToken(item.Node.Token, func(keyID string) ed25519.PublicKey { return tn.Platform.Public(vault.Seal, keyID) })
		if err != nil || !slices.Equal(e.Messages, item.Node.MessageIDs) {
			t.Fatalf("token of a notice: %+v, %v; shown %v", e, err, item.Node.MessageIDs)
		}
		told = append(told, fmt.Sprintf("%s %s %d", strings.TrimPrefix(e.Kind, "NOTIFICATION_"), e.Occurred.Format("15:04"), len(e.Messages)))
	}
	return told
}

// queued says which mail tells of what is new in a mailbox.
func (tn *town) queued(t testing.TB, mailboxID, mailID string) {
	t.Helper()
	err := tn.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		return tn.Conversation.NoticeQueued(ctx, tx, mailboxID, mailID)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (tn *town) noticed(t testing.TB, mailID, sideID string, sent bool, at time.Time) {
	t.Helper()
	// A job may run twice.
	for range 2 {
		if err := tn.Noticed(t.Context(), mailID, sideID, sent, at); err != nil {
			t.Fatal(err)
		}
	}
}

// provisionOf is what a side knows of how its one decision reached the person.
func (tn *town) provisionOf(t testing.TB, who, sideID, messageID string) conversation.Provision {
	t.Helper()
	m, err := tn.Conversation.Message(as(who), sideID, messageID)
	if err != nil {
		t.Fatal(err)
	}
	list, err := tn.Conversation.Provisions(as(who), []*conversation.Message{m})
	if err != nil || list[0] == nil {
		t.Fatalf("provision: %v, %v", list, err)
	}
	return *list[0]
}

// decided has the chamber decide in a mailbox that it was written to from.
func decided(t *testing.T, tn *town) (box *conversation.CaseMailbox, caseOf map[string]string, decisionOf map[string]string) {
	t.Helper()
	box = tn.open(t, chamber)
	caseOf, decisionOf = map[string]string{}, map[string]string{}
	tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
	caseOf[clerkIHK] = cases(t, tn, clerkIHK, chamber, inboxFilter())[0].ID
	for who, caseID := range caseOf {
		sent, err := tn.Conversation.Reply(as(who), conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Ja.", IdempotencyKey: "d"})
		if err != nil {
			t.Fatal(err)
		}
		decisionOf[who] = sent.ID
	}
	return box, caseOf, decisionOf
}

// Each fact of a notice stands on both sides, signed, each once; a mail that comes back later makes it failed, and the authority keeps all of it when
// the owner deletes the mailbox.
func TestANoticeIsRecordedOnBothSidesAlsoWhenItComesBackLater(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, caseOf, decisionOf := decided(t, tn)
		caseID, decision := caseOf[clerkIHK], decisionOf[clerkIHK]
		sides := map[string]string{anna: box.ID, clerkIHK: caseID}
		for who, sideID := range sides {
			if p := tn.provisionOf(t, who, sideID, decision); p.NoticeState != conversation.NoticeWaiting || p.ProvidedAt.IsZero() || p.NoticeSentAt != nil {
				t.Errorf("%s at first: %+v", who, p)
			}
		}
		tn.queued(t, box.ID, "mai_1")
		at := w.Clock.Now().Add(5 * time.Minute).UTC()
		tn.noticed(t, "mai_1", box.ID, true, at)
		for who, sideID := range sides {
			if p := tn.provisionOf(t, who, sideID, decision); p.NoticeState != conversation.NoticeSent || p.NoticeSentAt == nil || !p.NoticeSentAt.Equal(at) || p.NoticeFailedAt != nil {
				t.Errorf("%s after the sending: %+v", who, p)
			}
			if got, want := tn.noticesOn(t, who, sideID), []string{"SENT " + at.Format("15:04") + " 1"}; !slices.Equal(got, want) {
				t.Errorf("record of %s: %v, want %v", who, got, want)
			}
		}
		if _, err := tn.Conversation.MarkRead(as(anna), []string{decision}, true); err != nil {
			t.Fatal(err)
		}
		back := at.Add(26 * time.Hour)
		tn.noticed(t, "mai_1", box.ID, false, back)
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		p := tn.provisionOf(t, clerkIHK, caseID, decision)
		if p.NoticeState != conversation.NoticeFailed || !p.NoticeSentAt.Equal(at) || !p.NoticeFailedAt.Equal(back) || p.RetrievedAt == nil {
			t.Errorf("what the authority keeps: %+v", p)
		}
		if got, want := tn.noticesOn(t, clerkIHK, caseID), []string{"SENT " + at.Format("15:04") + " 1", "FAILED " + back.Format("15:04") + " 1"}; !slices.Equal(got, want) {
			t.Errorf("the authority's record: %v, want %v", got, want)
		}
	})
}

// A mail server that is down for a week: the mail is given up, the notice failed, and what came meanwhile is told by a later mail. Who wants no
// mails has none, and who deletes before one was written leaves the authority with the fact that none was sent.
func TestANoticeThatIsNeverSentIsRecordedAsSuch(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, caseOf, decisionOf := decided(t, tn)
		caseID := caseOf[clerkIHK]
		tn.queued(t, box.ID, "mai_1")
		second, err := tn.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindDecision, Subject: "Noch einer", Body: "Nein.", IdempotencyKey: "e"})
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(7 * 24 * time.Hour)
		tn.noticed(t, "mai_1", box.ID, false, w.Clock.Now())
		if p := tn.provisionOf(t, clerkIHK, caseID, decisionOf[clerkIHK]); p.NoticeState != conversation.NoticeFailed || p.NoticeSentAt != nil || p.NoticeFailedAt == nil {
			t.Errorf("after a week: %+v", p)
		}
		if p := tn.provisionOf(t, clerkIHK, caseID, second.ID); p.NoticeState != conversation.NoticeWaiting {
			t.Errorf("one that came meanwhile: %+v", p)
		}
		tn.queued(t, box.ID, "")
		if p := tn.provisionOf(t, clerkIHK, caseID, second.ID); p.NoticeState != conversation.NoticeOff {
			t.Errorf("without mails: %+v", p)
		}
		third, err := tn.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindDecision, Subject: "Dritter", Body: "Ja.", IdempotencyKey: "f"})
		if err != nil {
			t.Fatal(err)
		}
		if err := tn.Conversation.DeleteMessage(as(anna), third.ID); err != nil {
			t.Fatal(err)
		}
		if p := tn.provisionOf(t, clerkIHK, caseID, third.ID); p.NoticeState != conversation.NoticeFailed || p.NoticeSentAt != nil {
			t.Errorf("deleted before the mail: %+v", p)
		}
		fourth, err := tn.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindDecision, Subject: "Vierter", Body: "Ja.", IdempotencyKey: "g"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		if p := tn.provisionOf(t, clerkIHK, caseID, fourth.ID); p.NoticeState != conversation.NoticeFailed {
			t.Errorf("the mailbox was deleted before the mail: %+v", p)
		}
		if got := tn.noticesOn(t, clerkIHK, caseID); len(got) != 3 {
			t.Errorf("the record: %v", got)
		}
	})
}

// What became of a mail that told of no authority's message is recorded once, however often it is told.
func TestANoticeOfThePlatformIsRecordedOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		before := len(kinds(t, tn, anna, box.ID))
		for range 2 {
			tn.noticed(t, "mai_1", box.ID, true, w.Clock.Now())
			tn.noticed(t, "mai_1", box.ID, false, w.Clock.Now())
		}
		if n := len(kinds(t, tn, anna, box.ID)) - before; n != 2 {
			t.Errorf("%d events, want one for each fact", n)
		}
	})
}
