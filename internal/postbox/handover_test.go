package postbox_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// texts are what a side holds, oldest first, as subject and text.
func (tn *town) texts(t testing.TB, who, sideID string) (list []*conversation.Message, texts []string) {
	t.Helper()
	page, err := tn.Conversation.Messages(as(who), sideID, first)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range page.Items {
		list = append(list, it.Node)
	}
	opened, err := tn.Conversation.MessageTexts(as(who), list)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range opened {
		if text == nil {
			texts = append(texts, "")
			continue
		}
		texts = append(texts, *text)
	}
	return list, texts
}

func (tn *town) handOver(t testing.TB, in conversation.MailboxHandOverInput) *conversation.CaseMailbox {
	t.Helper()
	if in.IdempotencyKey == "" {
		in.IdempotencyKey = rand.Text()
	}
	m, err := tn.Conversation.HandOver(as(anna), in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestS42ASuccessorTakesTheThreadWithTheRightAuthority shows what goes along, and what does not.
func TestS42ASuccessorTakesTheThreadWithTheRightAuthority(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		plan := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "plan.pdf", MediaType: "application/pdf"}, pdf(2000))
		began := w.Clock.Now()
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "An die Stadt", DocumentIDs: []string{plan.ID}, ServiceIDs: []string{trade}})
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Nur für die Kammer"})
		w.Clock.Advance(49 * time.Hour)
		before := tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		oldEvents := kinds(t, tn, clerkCity, before.ID)

		in := conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber, IdempotencyKey: "once"}
		successor := tn.handOver(t, in)
		if again := tn.handOver(t, in); again.ID != successor.ID {
			t.Errorf("the same key opened %s and %s", successor.ID, again.ID)
		}
		if successor.Reference == m.Reference || successor.FirstReceivedAt == nil || !successor.FirstReceivedAt.Equal(began) {
			t.Errorf("the successor: %+v", successor)
		}
		related, err := tn.Conversation.PredecessorsOf(as(anna), []*conversation.CaseMailbox{successor, m})
		if err != nil || related[0] == nil || related[0].ID != m.ID || related[1] != nil {
			t.Errorf("predecessors: %v, %v", related, err)
		}
		after, err := tn.Conversation.SuccessorsOf(as(anna), []*conversation.CaseMailbox{m, successor})
		if err != nil || len(after[0]) != 1 || after[0][0].ID != successor.ID || len(after[1]) != 0 {
			t.Errorf("successors: %v, %v", after, err)
		}
		if got := kinds(t, tn, anna, m.ID); got[len(got)-1] != chain.HandedOverTo {
			t.Errorf("the old record ends with %v", got)
		}
		page, err := tn.Chain.Events(as(anna), m.ID, first)
		if err != nil {
			t.Fatal(err)
		}
		last := page.Items[len(page.Items)-1].Node
		signed, err := evidence.ParseToken(last.Token, func(keyID string) ed25519.PublicKey { return tn.Platform.Public(vault.Seal, keyID) })
		if err != nil || last.AuthorityID != chamber || signed.Authority == nil || signed.Authority.ID != chamber || signed.Authority.Name != tn.AuthorityName(chamber) {
			t.Errorf("the event names %q, signed %+v, %v", last.AuthorityID, signed.Authority, err)
		}
		if got := kinds(t, tn, clerkCity, before.ID); !slices.Equal(got, oldEvents) {
			t.Errorf("the old authority's record changed: %v", got)
		}

		list := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})
		i := slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == successor.Reference })
		if i < 0 || list[i].FirstReceivedAt == nil || !list[i].FirstReceivedAt.Equal(began) {
			t.Fatalf("the new authority's cases: %+v", list)
		}
		for who, side := range map[string]string{anna: successor.ID, clerkIHK: list[i].ID} {
			messages, texts := tn.texts(t, who, side)
			if len(messages) != 1 {
				t.Fatalf("%s: %d messages", who, len(messages))
			}
			for _, part := range []string{"An die Stadt", "Nicht zuständig", "Anlage: plan.pdf", "Erster Eingang bei einer Behörde"} {
				if !strings.Contains(texts[0], part) {
					t.Errorf("%s: %q is missing in %s", who, part, texts[0])
				}
			}
			if strings.Contains(texts[0], "Kammer\n") || strings.Contains(texts[0], "Nur für die Kammer") {
				t.Errorf("%s: another party's message went along: %s", who, texts[0])
			}
			attached, err := tn.Conversation.Documents(as(who), messages)
			if err != nil || len(attached[0]) != 1 || *attached[0][0].SHA256 != *plan.SHA256 {
				t.Errorf("%s: documents %v, %v", who, attached, err)
			}
			tn.wantVerifies(t, who, messages[0].ID, side)
		}
		old, _ := tn.texts(t, anna, m.ID)
		tn.wantVerifies(t, anna, old[0].ID, m.ID)

		// What went along outlives the mailbox that it came from, and goes with the one that holds it.
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if related, err := tn.Conversation.PredecessorsOf(as(anna), []*conversation.CaseMailbox{reread(t, tn, successor.ID)}); err != nil || related[0] != nil {
			t.Errorf("predecessors after the deletion: %v, %v", related, err)
		}
		f, err := tn.Conversation.OpenFile(as(anna), plan.ID, successor.ID)
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(f)
		if err != nil || !bytes.Equal(content, pdf(2000)) {
			t.Errorf("the document after the deletion: %d bytes, %v", len(content), err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func reread(t testing.TB, tn *town, mailboxID string) *conversation.CaseMailbox {
	t.Helper()
	m, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wantVerifies checks that the proof of a message verifies without the platform.
func (tn *town) wantVerifies(t testing.TB, who, messageID, sideID string) {
	t.Helper()
	p, err := tn.Proof.OpenPackage(as(who), messageID, sideID)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	if _, err := evidence.VerifyPackage(bytes.NewReader(b.Bytes()), int64(b.Len()), evidence.Trust{}); err != nil {
		t.Errorf("the proof of %s for %s: %v", messageID, who, err)
	}
}

// The last side that holds a document of a hand-over takes it along, wherever it was first sent.
func TestDocumentsOfAHandOverGoWithTheLastSideThatHoldsThem(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.byMail[chamber] = true
		m := tn.open(t, city)
		plan := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "plan.pdf", MediaType: "application/pdf"}, pdf(2000))
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{plan.ID}})
		c := tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		successor := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		if len(tn.dispatched) != 1 {
			t.Fatalf("%d mails to the chamber", len(tn.dispatched))
		}
		tn.recordFact(t, tn.dispatched[0], casemail.Fact{State: casemail.HandedOver})
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(3 * 366 * 24 * time.Hour)
		if err := tn.SweepRetained(system(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := tn.Conversation.Case(as(clerkCity), c.ID); errs.CodeOf(err) != errs.NotFound {
			t.Fatalf("the city's copy: %v", err)
		}
		if _, err := tn.DeleteMailbox(as(anna), successor.ID); err != nil {
			t.Fatal(err)
		}
		left, err := w.DB.Client().Document.Query().Count(system())
		if err != nil || left != 0 {
			t.Errorf("%d documents are left, %v", left, err)
		}
	})
}

func TestAHandOverIsRefusedWhereItMeansNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		try := func(who, from, to string) error {
			_, err := tn.Conversation.HandOver(as(who), conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: from, ToAuthorityID: to, IdempotencyKey: rand.Text()})
			return err
		}
		wantRule(t, try(anna, city, chamber), errs.WrongState) // nobody declined
		tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &district})
		wantCode(t, try(boris, city, chamber), errs.NotFound)
		wantCode(t, try(clerkCity, city, chamber), errs.NotFound)
		wantRule(t, try(anna, city, city), errs.InvalidValue)
		wantRule(t, try(anna, chamber, city), errs.InvalidValue)           // no party
		wantRule(t, try(anna, city, "aut_nobody"), errs.Missing)           // no authority
		wantRule(t, try(anna, city, district), errs.AuthorityNotConnected) // named, not connected
		if err := try(anna, city, chamber); err != nil {                   // competent by the directory
			t.Fatal(err)
		}
		wantRule(t, try(anna, city, chamber), errs.WrongState) // has it already
	})
}

// A successor that is declined is handed over again; the day of the first receipt stays what it was.
func TestASuccessorThatIsDeclinedIsHandedOverAgain(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		began := w.Clock.Now()
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Der Anfang"})
		tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		second := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		w.Clock.Advance(72 * time.Hour)
		c := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})[0]
		if _, err := tn.Conversation.Decline(as(clerkIHK), conversation.CaseDeclineInput{CaseID: c.ID, Reason: "Doch die Stadt", SuggestedAuthorityID: &city}); err != nil {
			t.Fatal(err)
		}
		third := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: second.ID, FromAuthorityID: chamber, ToAuthorityID: city})
		if third.FirstReceivedAt == nil || !third.FirstReceivedAt.Equal(began) {
			t.Errorf("first received %v, want %v", third.FirstReceivedAt, began)
		}
		_, texts := tn.texts(t, anna, third.ID)
		if !strings.Contains(texts[0], "Der Anfang") || !strings.Contains(texts[0], "Doch die Stadt") {
			t.Errorf("the thread: %s", texts[0])
		}
	})
}

// What does not fit into one message goes in several, in order.
func TestALongThreadGoesInSeveralMessages(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		for _, mark := range []string{"A", "B", "C"} {
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: mark + strings.Repeat("x", 30_000)})
		}
		tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		successor := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		messages, texts := tn.texts(t, anna, successor.ID)
		if len(messages) != 3 || !strings.HasSuffix(messages[2].Subject, "(3 von 3)") {
			t.Fatalf("%d messages, the last is %q", len(messages), messages[len(messages)-1].Subject)
		}
		for i, mark := range []string{"A", "B", "C"} {
			if !strings.Contains(texts[i], mark+"xxx") {
				t.Errorf("message %d does not have %s", i+1, mark)
			}
		}
	})
}

// Who may not open a mailbox now may not have one opened by a hand-over either, and an account that is deleted at this moment gets none.
func TestAHandOverAsksForWhatOpeningAsksFor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		in := conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber, IdempotencyKey: "once"}
		try := func() error {
			_, err := tn.Conversation.HandOver(as(anna), in)
			return err
		}
		tn.changed = true
		wantRule(t, try(), errs.NotActivated)
		tn.changed, tn.trust = false, map[string]string{trade: "EIDAS_HIGH"}
		wantRule(t, try(), errs.TrustLevelTooLow)
		tn.trust, tn.onHold = nil, func() error { return errs.New(errs.NotFound, "the account is gone") }
		wantCode(t, try(), errs.NotFound)
		if n, err := w.DB.Client().CaseMailbox.Query().Count(system()); err != nil || n != 1 {
			t.Fatalf("%d mailboxes, %v", n, err)
		}
		tn.onHold = nil
		successor := tn.handOver(t, in)
		// What came of the key once is answered whatever changed since.
		tn.changed = true
		if again, err := tn.Conversation.HandOver(as(anna), in); err != nil || again.ID != successor.ID {
			t.Errorf("the same key later: %+v, %v", again, err)
		}
	})
}

// A name or address that is changed while a mailbox is being opened counts: what was proven before does not open it.
func TestAProfileChangedMeanwhileOpensNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.onHold = func() error {
			tn.changed = true
			return nil
		}
		_, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &city})
		wantRule(t, err, errs.NotActivated)
		if n, err := w.DB.Client().CaseMailbox.Query().Count(system()); err != nil || n != 0 {
			t.Errorf("%d mailboxes, %v", n, err)
		}
	})
}

// A mailbox for no service that is handed over to an Einheitlicher Ansprechpartner has it as that, as one that was opened for it.
func TestAMatterHandedOverToAnEinheitlicherAnsprechpartnerHasItAsThat(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.singleContact = chamber
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &city})
		if err != nil {
			t.Fatal(err)
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.decline(t, conversation.CaseDeclineInput{})
		successor := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		if p := tn.partyOf(t, successor.ID, chamber); p.Role != conversation.PointOfSingleContact {
			t.Errorf("the party: %+v", p)
		}
	})
}

// What arrived at an Einheitlicher Ansprechpartner first counts as arrived then, wherever it is handed over to.
func TestTheDayAtTheEinheitlicherAnsprechpartnerGoesAlong(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for name, passOn := range map[string]func(t *testing.T, tn *town, m *conversation.CaseMailbox, sent *conversation.Message){
			"by the messages": func(*testing.T, *town, *conversation.CaseMailbox, *conversation.Message) {},
			"by the day of the side alone": func(t *testing.T, tn *town, m *conversation.CaseMailbox, sent *conversation.Message) {
				tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Noch etwas"})
				if err := tn.Conversation.DeleteMessage(as(anna), sent.ID); err != nil {
					t.Fatal(err)
				}
			},
		} {
			t.Run(name, func(t *testing.T) {
				tn := newTown(t, w)
				m := tn.openAtPoint(t)
				began := w.Clock.Now()
				sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Mein Antrag"})
				tn.grant(t, m, true, true)
				w.Clock.Advance(10 * 24 * time.Hour)
				list := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})
				i := slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == m.Reference })
				if err := tn.forward(t, conversation.CaseForwardInput{CaseID: list[i].ID, MessageIDs: []string{sent.ID}}); err != nil {
					t.Fatal(err)
				}
				w.Clock.Advance(time.Hour)
				passOn(t, tn, m, sent)
				list = cases(t, tn, clerkCity, city, inbox.CaseFilter{})
				i = slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == m.Reference })
				tn.decline(t, conversation.CaseDeclineInput{CaseID: list[i].ID})
				successor := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
				if successor.FirstReceivedAt == nil || !successor.FirstReceivedAt.Equal(began) {
					t.Errorf("first received %v, want %v", successor.FirstReceivedAt, began)
				}
			})
		}
	})
}
