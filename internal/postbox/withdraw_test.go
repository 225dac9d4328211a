package postbox_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// A message that nobody opened is gone for the person, but for that it was there and why it went; the authority keeps its copy.
func TestAnAuthorityWithdrawsAMessageThatNobodyOpened(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		file := tn.upload(t, as(clerkCity), documents.DocumentCreateInput{CaseID: &c.ID, Filename: "fremd.pdf", MediaType: "application/pdf"}, pdf(500))
		answer := tn.reply(t, conversation.CaseReplyInput{
			CaseID: c.ID, Kind: casemail.KindMessage, Subject: "Fremde Sache", Body: "Frau Zwetschge schuldet", DocumentIDs: []string{file.ID}, LastSeenMessageID: &sent.ID,
		})
		old := tn.wrapOf(t, m.ID, answer.ID)

		_, _, err := tn.Conversation.Withdraw(as(anna), answer.ID, "x")
		wantRule(t, err, errs.Missing)
		_, _, err = tn.Conversation.Withdraw(as(clerkIHK), answer.ID, "x")
		wantRule(t, err, errs.Missing)
		_, _, err = tn.Conversation.Withdraw(as(clerkCity), answer.ID, " ")
		wantRule(t, err, errs.Required)
		_, _, err = tn.Conversation.Withdraw(as(clerkCity), sent.ID, "Nicht unsere")
		wantRule(t, err, errs.WrongState)

		ours, after, err := tn.Conversation.Withdraw(as(clerkCity), answer.ID, "Falsche Empfängerin")
		if err != nil {
			t.Fatal(err)
		}
		if ours.Subject != "Fremde Sache" || ours.WithdrawnAt == nil || after.WaitingSince == nil || !after.WaitingSince.Equal(sent.SentAt) {
			t.Errorf("the authority's: %+v, the case: %+v", ours, after)
		}
		messages, texts := tn.texts(t, anna, m.ID)
		entry := messages[len(messages)-1]
		if entry.ID != answer.ID || entry.Subject != "" || texts[len(texts)-1] != "" || entry.WithdrawnAt == nil || entry.DocumentCount != 0 || entry.SenderName != "Stadt Bamberg" || entry.Unread {
			t.Errorf("the entry that stays: %+v, %q", entry, texts[len(texts)-1])
		}
		for who, of := range map[string]*conversation.Message{anna: entry, clerkCity: ours} {
			reasons, err := tn.Conversation.WithdrawalReasons(as(who), []*conversation.Message{of})
			if err != nil || reasons[0] == nil || *reasons[0] != "Falsche Empfängerin" {
				t.Errorf("%s: reasons %v, %v", who, reasons, err)
			}
		}
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			if got := kinds(t, tn, who, side); got[len(got)-1] != chain.MessageWithdrawn {
				t.Errorf("%s: events %v", who, got)
			}
		}
		if box := reread(t, tn, m.ID); box.UnreadCount != 0 {
			t.Errorf("%d are unread", box.UnreadCount)
		}
		if len(tn.withdrawn) != 1 {
			t.Errorf("notices were taken back %d times", len(tn.withdrawn))
		}
		// Nothing of it opens any more: neither its document, nor an old wrap by the key of now.
		if _, err := tn.Conversation.OpenFile(as(anna), file.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("its document: %v", err)
		}
		side, err := tn.Sides.FindAny(as(anna), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := side.UnwrapKey(answer.ID, old); !errors.Is(err, vault.ErrTampered) {
			t.Errorf("a wrap of before: %v", err)
		}
		if found, err := tn.Conversation.Mailboxes(as(anna), conversation.MailboxFilter{Search: ptr("Zwetschge")}, first); err != nil || len(found.Items) != 0 {
			t.Errorf("its words find %d mailboxes, %v", len(found.Items), err)
		}
		// Opening it now opens nothing, and neither marks it unread.
		for _, read := range []bool{true, false} {
			marked, err := tn.Conversation.MarkRead(as(anna), []string{answer.ID}, read, m.ID)
			if err != nil || marked[0].ReadAt != nil || marked[0].Unread {
				t.Errorf("marked %v: %+v, %v", read, marked, err)
			}
		}
		_, err = tn.Proof.Proof(as(anna), answer.ID)
		wantRule(t, err, errs.WrongState)
		_, _, err = tn.Conversation.Withdraw(as(clerkCity), answer.ID, "noch einmal")
		wantRule(t, err, errs.WrongState)
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			p, err := tn.Proof.OpenPackage(as(who), side)
			if err != nil {
				t.Fatalf("%s: %v", who, err)
			}
			var b bytes.Buffer
			if err := p.Write(&b); err != nil {
				t.Errorf("%s: the export: %v", who, err)
			}
		}
		f, err := tn.Conversation.OpenFile(as(clerkCity), file.ID)
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(f); err != nil || len(content) == 0 {
			t.Errorf("the authority's document: %d bytes, %v", len(content), err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		// The entry goes as any other.
		if err := tn.Conversation.DeleteMessage(as(anna), answer.ID); err != nil {
			t.Fatal(err)
		}
	})
}

// wrapOf is the wrap of a message's key as a side holds it now.
func (tn *town) wrapOf(t testing.TB, sideID, messageID string) (wrapped []byte) {
	t.Helper()
	err := tn.DB.QueryRow(system(), `SELECT wrapped_key FROM view_message WHERE side_id = ? AND message_id = ?`, sideID, messageID).Scan(&wrapped)
	if err != nil {
		t.Fatal(err)
	}
	return wrapped
}

func TestWithdrawingIsRefusedOnceItMeansSomething(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		withdraw := func(messageID string) error {
			_, _, err := tn.Conversation.Withdraw(as(clerkCity), messageID, "Falsch")
			return err
		}
		opened := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Body: "Ja"})
		if _, err := tn.Conversation.MarkRead(as(anna), []string{opened.ID}, true); err != nil {
			t.Fatal(err)
		}
		wantRule(t, withdraw(opened.ID), errs.WrongState)
		deleted := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Body: "Nein"})
		if err := tn.Conversation.DeleteMessage(as(anna), deleted.ID); err != nil {
			t.Fatal(err)
		}
		wantRule(t, withdraw(deleted.ID), errs.WrongState)

		second := tn.open(t, city)
		tn.send(t, second, conversation.MessageSendInput{RecipientIDs: []string{city}})
		i := slices.IndexFunc(cases(t, tn, clerkCity, city, inbox.CaseFilter{}), func(c *conversation.AuthorityCase) bool { return c.Reference == second.Reference })
		other := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[i]
		tn.decline(t, conversation.CaseDeclineInput{CaseID: other.ID})
		messages, _ := tn.texts(t, clerkCity, other.ID)
		wantRule(t, withdraw(messages[len(messages)-1].ID), errs.WrongState)
		kept := tn.reply(t, conversation.CaseReplyInput{CaseID: other.ID, Kind: casemail.KindMessage, Body: "Noch etwas"})
		if _, err := tn.DeleteMailbox(as(anna), second.ID); err != nil {
			t.Fatal(err)
		}
		wantRule(t, withdraw(kept.ID), errs.WrongState)
	})
}

// A decision is taken back until it counts as announced, by the day that the authority's side keeps: not where nothing is announced, and not where the
// person was not told of it.
func TestADecisionIsWithdrawnUntilItCountsAsAnnounced(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		withdraw := func(messageID string) string {
			_, _, err := a.Conversation.Withdraw(as(clerkIHK), messageID, "Falsch")
			return refusedBy(err)
		}
		information, _ := a.decide(casemail.EffectInformation)
		waiting, _ := a.decide(casemail.EffectAnnouncement)
		failed, mail := a.decide(casemail.EffectAnnouncement)
		a.noticed(t, mail, a.box, false, w.Clock.Now())
		var told [2]string
		for i := range told {
			told[i], mail = a.decide(casemail.EffectAnnouncement)
			a.noticed(t, mail, a.box, true, w.Clock.Now())
		}
		m, err := a.Conversation.Message(as(clerkIHK), a.caseID, told[0])
		if err != nil {
			t.Fatal(err)
		}
		counted, err := a.Conversation.Announcements(as(clerkIHK), []*conversation.Message{m})
		if err != nil || counted[0] == nil {
			t.Fatal(counted, err)
		}
		day, err := time.ParseInLocation(time.DateOnly, string(counted[0].Result.Date), clock.Berlin)
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(day.Add(-time.Minute).Sub(w.Clock.Now()))
		if got := withdraw(told[0]); got != "<nil>" {
			t.Errorf("the day before: %s", got)
		}
		w.Clock.Advance(2 * time.Minute)
		if got := withdraw(told[1]); got != "WRONG_STATE withdraw_announced messageId" {
			t.Errorf("on the day: %q", got)
		}
		preview, err := a.Conversation.DeletionPreview(as(anna), reread(t, a.town, a.box))
		if err != nil || len(preview.UnopenedDecisions) != 4 {
			t.Errorf("the preview: %+v, %v", preview, err)
		}
		w.Clock.Advance(20 * 24 * time.Hour)
		for what, messageID := range map[string]string{"for information": information, "the notice waits": waiting, "the notice failed": failed} {
			if got := withdraw(messageID); got != "<nil>" {
				t.Errorf("%s: %s", what, got)
			}
		}
	})
}

// Who withdraws and who opens at that moment: exactly one of them comes first, and the other learns of it.
func TestWithdrawingAndOpeningAtOnceHaveOneWinner(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		for range 8 {
			answer := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Body: "Ja"})
			var opened []*conversation.Message
			var openErr, withdrawErr error
			var both sync.WaitGroup
			both.Go(func() { opened, openErr = tn.Conversation.MarkRead(as(anna), []string{answer.ID}, true) })
			both.Go(func() { _, _, withdrawErr = tn.Conversation.Withdraw(as(clerkCity), answer.ID, "Falsch") })
			both.Wait()
			if openErr != nil {
				t.Fatal(openErr)
			}
			read := opened[0].ReadAt != nil && !opened[0].Gone()
			if read == (withdrawErr == nil) {
				t.Errorf("read %v, withdrawn %v", read, withdrawErr)
			}
			if withdrawErr != nil {
				wantRule(t, withdrawErr, errs.WrongState)
			}
		}
	})
}
