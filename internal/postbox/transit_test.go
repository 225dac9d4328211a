package postbox_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func system() context.Context { return viewer.System(context.Background(), "test") }

// newMailTown is a town whose city receives by its own mailbox.
func newMailTown(t *testing.T, w *testkit.World) *town {
	t.Helper()
	tn := newTown(t, w)
	tn.byMail[city] = true
	return tn
}

// recordFact tells the postbox what the gateway learned.
func (tn *town) recordFact(t *testing.T, deliveryID string, f casemail.Fact) {
	t.Helper()
	err := tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return tn.Gateway.RecordFact(ctx, tx, deliveryID, f) })
	if err != nil {
		t.Fatal(err)
	}
}

func (tn *town) transits(t *testing.T) int {
	t.Helper()
	n, err := tn.DB.Client().Side.Query().Where(entside.KindEQ(entside.KindTRANSIT)).Count(system())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// delivery is the only way of a message, as Anna sees it.
func (tn *town) delivery(t *testing.T, m *conversation.Message) *conversation.Delivery {
	t.Helper()
	lists, err := tn.Conversation.Deliveries(as(anna), []*conversation.Message{m})
	if err != nil || len(lists[0]) != 1 {
		t.Fatalf("deliveries %v, %v", lists, err)
	}
	return lists[0][0]
}

func (tn *town) inMailbox(t *testing.T, mailboxID string) []*conversation.Message {
	t.Helper()
	list, err := tn.Conversation.Messages(as(anna), mailboxID, pagination.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var messages []*conversation.Message
	for _, item := range list.Items {
		messages = append(messages, item.Node)
	}
	return messages
}

func TestAMessageToAnOwnMailboxWaitsWhereNobodyReadsIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		content := pdf(200_000)
		d := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &box.ID, Filename: "Lageplan.pdf", MediaType: "application/pdf"}, content)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{d.ID}, ReceiptRequested: true})
		delivery := tn.delivery(t, m)
		if delivery.State != casemail.Queued || delivery.Channel != conversation.BySMIME || !slices.Equal(tn.dispatched, []string{delivery.ID}) {
			t.Fatalf("got %+v, dispatched %v", delivery, tn.dispatched)
		}
		// The city's clerks have no case of it here.
		if cases, err := tn.Inbox.Cases(as(clerkCity), city, inbox.CaseFilter{}, inbox.LongestWaiting, pagination.Request{Limit: 20}); err != nil || len(cases.Items) != 0 {
			t.Errorf("the inbox shows %d cases, %v", len(cases.Items), err)
		}
		out, err := tn.Gateway.Outgoing(system(), delivery.ID)
		if err != nil {
			t.Fatal(err)
		}
		if out.Text != "Guten Tag" || out.Reference != box.Reference || out.PersonName != "Anna Šípková" || !out.ReceiptRequested {
			t.Errorf("got %+v", out)
		}
		r, err := out.Documents[0].Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
			t.Errorf("the document has %d bytes, %v", len(got), err)
		}
	})
}

// With the hand-over the transit copy is destroyed, in the same transaction; the owner's copy stays.
func TestHandOverDestroysTheTransitCopy(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		first := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Erstens"})
		second := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Zweitens"})
		one, two := tn.delivery(t, first), tn.delivery(t, second)
		if tn.transits(t) != 1 {
			t.Fatalf("%d transit sides", tn.transits(t))
		}
		tn.recordFact(t, one.ID, casemail.Fact{State: casemail.HandedOver, Status: "2.0.0"})
		if _, err := tn.Gateway.Outgoing(system(), one.ID); err == nil {
			t.Error("what was handed over can still be opened")
		}
		if out, err := tn.Gateway.Outgoing(system(), two.ID); err != nil || out.Subject != "Zweitens" {
			t.Errorf("the one that waits: %+v, %v", out, err)
		}
		tn.recordFact(t, two.ID, casemail.Fact{State: casemail.HandedOver})
		if tn.transits(t) != 0 {
			t.Errorf("%d transit sides are left", tn.transits(t))
		}
		if m, err := tn.Conversation.FindMessage(as(anna), first.ID); err != nil || m.Subject != "Erstens" {
			t.Errorf("the owner's copy: %v, %v", m, err)
		}
	})
}

// A delivery has facts; the same one twice counts once, and repeated deferrals for the same cause are one step.
func TestFactsOfADeliveryCountOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		m := tn.send(t, tn.open(t, city), conversation.MessageSendInput{RecipientIDs: []string{city}})
		delivery := tn.delivery(t, m)
		later := w.Clock.Now().Add(time.Hour)
		for _, f := range []casemail.Fact{
			{State: casemail.Deferred, Code: "greylisted", Status: "4.7.1", NextAttempt: &later},
			{State: casemail.Deferred, Code: "greylisted", Status: "4.7.1", NextAttempt: &later},
			{State: casemail.HandedOver}, {State: casemail.HandedOver}, {State: casemail.Relayed}, {State: casemail.Relayed},
			{State: casemail.Opened}, {State: casemail.Opened},
		} {
			tn.recordFact(t, delivery.ID, f)
			if got := tn.delivery(t, m).NextAttemptAt; (f.NextAttempt == nil) != (got == nil) {
				t.Errorf("%s: the next attempt is %v", f.State, got)
			}
		}
		got := tn.delivery(t, m)
		var states []casemail.DeliveryState
		for _, s := range got.Steps {
			states = append(states, s.State)
		}
		want := []casemail.DeliveryState{casemail.Queued, casemail.Deferred, casemail.HandedOver, casemail.Relayed, casemail.Opened}
		if got.State != casemail.Opened || !slices.Equal(states, want) {
			t.Errorf("%s by %v, want %v", got.State, states, want)
		}
	})
}

func TestAFailureIsToldWithCauseAndLetter(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Antrag", Body: "Ich beantrage."})
		delivery := tn.delivery(t, m)
		if tn.Proof.FallbackLetter(as(anna), delivery) != nil {
			t.Error("a letter is offered while the way is open")
		}
		tn.recordFact(t, delivery.ID, casemail.Fact{State: casemail.HandedOver})
		for range 2 {
			tn.recordFact(t, delivery.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.UnknownMailbox, Status: "5.1.1"})
		}
		delivery = tn.delivery(t, m)
		if delivery.State != casemail.Failed || delivery.FailureCode == nil || *delivery.FailureCode != casemail.UnknownMailbox {
			t.Fatalf("got %+v", delivery)
		}
		list := tn.inMailbox(t, box.ID)
		if len(list) != 2 || list[1].Kind != casemail.KindNotice || list[1].Direction != casemail.FromPlatform || !list[1].Unread {
			t.Fatalf("the mailbox holds %+v", list)
		}
		texts, err := tn.Conversation.MessageTexts(as(anna), list[1:])
		if err != nil || !strings.Contains(*texts[0], "gibt es nicht mehr") || !strings.Contains(*texts[0], "Brief oder Fax") {
			t.Errorf("the notice says %q, %v", *texts[0], err)
		}
		if tn.notices[anna] != 1 {
			t.Errorf("%d mails to Anna, want 1", tn.notices[anna])
		}
		p, err := tn.Proof.OpenPackage(as(anna), delivery.ID)
		if err != nil {
			t.Fatal(err)
		}
		var letter bytes.Buffer
		if err := p.Write(&letter); err != nil || !strings.Contains(letter.String(), "Ich beantrage.") {
			t.Errorf("the letter says %q, %v", letter.String(), err)
		}
		for _, other := range []string{boris, clerkCity} {
			if _, err := tn.Proof.OpenPackage(as(other), delivery.ID); err == nil {
				t.Errorf("%s gets the letter", other)
			}
		}
	})
}

// answer posts an answer of the city.
func (tn *town) answer(t *testing.T, delivery *conversation.Delivery, inboundID string, documents ...casemail.Attachment) error {
	t.Helper()
	kept, err := tn.Documents.StoreDocuments(system(), documents)
	if err != nil {
		t.Fatal(err)
	}
	return tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
		return tn.Gateway.ReceiveAnswer(ctx, tx, casemail.Answer{
			DeliveryID: delivery.ID, AuthorityID: delivery.AuthorityID, InboundID: inboundID, Subject: "AW: Antrag", Text: "Anbei.",
			Documents: kept,
		})
	})
}

func TestAnAnswerByMailArrivesOnceWithItsDocuments(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
		delivery := tn.delivery(t, m)
		tn.recordFact(t, delivery.ID, casemail.Fact{State: casemail.HandedOver})
		inbound := id.New(id.InboundMail, w.Clock.Now())
		macro := []byte("MZ\x90\x00 this is a program")
		for range 2 {
			err := tn.answer(t, delivery, inbound,
				casemail.Attachment{Filename: "Bescheid.pdf", MediaType: "application/octet-stream", Data: pdf(10_000)},
				casemail.Attachment{Filename: "setup.exe", MediaType: "application/pdf", Data: macro})
			if err != nil {
				t.Fatal(err)
			}
		}
		list := tn.inMailbox(t, box.ID)
		if len(list) != 2 {
			t.Fatalf("%d messages, want 2", len(list))
		}
		got := list[1]
		if got.Direction != casemail.Inbound || *got.FromAuthorityID != city || got.SenderName != "Stadt Bamberg" || !got.Unread || *got.InReplyToID != m.ID {
			t.Errorf("got %+v", got)
		}
		docs, err := tn.Conversation.Documents(as(anna), list[1:])
		if err != nil || len(docs[0]) != 2 {
			t.Fatalf("documents %v, %v", docs, err)
		}
		taken, refused := docs[0][0], docs[0][1]
		if taken.State != documents.Ready || taken.MediaType != "application/pdf" || refused.State != documents.Refused || refused.RefusalKey == nil {
			t.Errorf("got %+v and %+v", taken, refused)
		}
		f, err := tn.Conversation.OpenFile(as(anna), taken.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if b, err := io.ReadAll(f); err != nil || !bytes.Equal(b, pdf(10_000)) {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		answered := tn.delivery(t, m)
		if answered.State != casemail.Answered || answered.ConfirmedBy == nil || *answered.ConfirmedBy != "Stadt Bamberg" {
			t.Errorf("got %+v", answered)
		}
	})
}

// An answer says nothing of messages that never reached the authority.
func TestAnAnswerDoesNotConfirmWhatNeverArrived(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		send := func() (*conversation.Message, *conversation.Delivery) {
			m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
			return m, tn.delivery(t, m)
		}
		failed, one := send()
		waiting, two := send()
		earlier, three := send()
		answered, four := send()
		tn.recordFact(t, one.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.TooLarge})
		tn.recordFact(t, three.ID, casemail.Fact{State: casemail.HandedOver})
		tn.recordFact(t, four.ID, casemail.Fact{State: casemail.HandedOver})
		if err := tn.answer(t, four, id.New(id.InboundMail, w.Clock.Now())); err != nil {
			t.Fatal(err)
		}
		for m, want := range map[*conversation.Message]casemail.DeliveryState{
			failed: casemail.Failed, waiting: casemail.Queued, earlier: casemail.HandedOver, answered: casemail.Answered,
		} {
			if got := tn.delivery(t, m); got.State != want || (got.ConfirmedAt != nil) != (m == answered) {
				t.Errorf("%s, confirmed %v; want %s", got.State, got.ConfirmedAt, want)
			}
		}
		tn.recordFact(t, two.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.OutOfUse})
		if got := tn.delivery(t, waiting); got.State != casemail.Failed || tn.inMailbox(t, box.ID)[6].Kind != casemail.KindNotice {
			t.Errorf("a failure after the answer: %+v", got)
		}
	})
}

// What the owner deletes while it is on its way goes on; afterwards nothing of it is left, and answers find no mailbox.
func TestDeletingTheMailboxLetsAQueuedDeliveryGoOn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		gone := tn.delivery(t, tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}}))
		tn.recordFact(t, gone.ID, casemail.Fact{State: casemail.HandedOver})
		queued := tn.delivery(t, tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Noch unterwegs"}))
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(tn.told, []string{box.Reference}) {
			t.Errorf("told %v", tn.told)
		}
		want := []string{gone.ID, queued.ID}
		slices.Sort(want)
		slices.Sort(tn.forgotten)
		if !slices.Equal(tn.forgotten, want) {
			t.Errorf("the gateway forgets %v, want %v", tn.forgotten, want)
		}
		if out, err := tn.Gateway.Outgoing(system(), queued.ID); err != nil || out.Text != "Noch unterwegs" {
			t.Fatalf("the queued one: %+v, %v", out, err)
		}
		tn.recordFact(t, queued.ID, casemail.Fact{State: casemail.HandedOver})
		for what, count := range map[string]func(context.Context) (int, error){
			"messages": tn.DB.Client().Message.Query().Count, "sides": tn.DB.Client().Side.Query().Count,
			"deliveries": tn.DB.Client().Delivery.Query().Count, "manifests": tn.DB.Client().Manifest.Query().Count,
		} {
			if n, err := count(system()); err != nil || n != 0 {
				t.Errorf("%d %s are left, %v", n, what, err)
			}
		}
		if err := tn.answer(t, queued, id.New(id.InboundMail, w.Clock.Now())); err != casemail.ErrGone { //nolint:errorlint // it comes bare or wrapped
			if !strings.Contains(err.Error(), casemail.ErrGone.Error()) {
				t.Errorf("an answer to a deleted mailbox: %v", err)
			}
		}
		tn.recordFact(t, queued.ID, casemail.Fact{State: casemail.Relayed})
	})
}

// A case begun in the inbox goes on there when the authority later takes a mailbox of its own.
func TestACaseBegunInTheInboxStaysThere(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.byMail[city] = true
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if delivery := tn.delivery(t, m); delivery.Channel != conversation.ByInbox || delivery.State != casemail.Delivered {
			t.Errorf("got %+v", delivery)
		}
	})
}

// proofOf writes and checks a package.
func (tn *town) proofOf(t *testing.T, as context.Context, subjectID string) *evidence.Verdict {
	t.Helper()
	ctx, done := context.WithCancel(as)
	defer done()
	p, err := tn.Proof.OpenPackage(ctx, subjectID)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := p.Write(&file); err != nil {
		t.Fatal(err)
	}
	verdict, err := evidence.VerifyPackage(bytes.NewReader(file.Bytes()), int64(file.Len()), evidence.Trust{})
	if err != nil {
		t.Fatal(err)
	}
	return verdict
}

func TestBothSidesTakeHomeAProofThatVerifies(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		d := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &box.ID, Filename: "Lageplan.pdf", MediaType: "application/pdf"}, pdf(5_000))
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{d.ID}})
		cases, err := tn.Inbox.Cases(as(clerkCity), city, inbox.CaseFilter{}, inbox.LongestWaiting, pagination.Request{Limit: 20})
		if err != nil {
			t.Fatal(err)
		}
		caseID := cases.Items[0].Node.ID
		if err := tn.log.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
		for who, subject := range map[string]string{anna: m.ID, clerkCity: m.ID} {
			if _, err := tn.Proof.Proof(as(who), subject); err != nil {
				t.Fatal(err)
			}
			if v := tn.proofOf(t, as(who), subject); !v.Valid {
				t.Errorf("the proof of %s does not verify: %+v", who, v)
			}
		}
		if v := tn.proofOf(t, as(anna), box.ID); !v.Valid {
			t.Errorf("the export of the mailbox does not verify: %+v", v)
		}
		if v := tn.proofOf(t, as(clerkCity), caseID); !v.Valid {
			t.Errorf("the export of the case does not verify: %+v", v)
		}
		for _, subject := range []string{m.ID, box.ID, caseID} {
			if _, err := tn.Proof.OpenPackage(as(boris), subject); err == nil {
				t.Errorf("a stranger gets %s", subject)
			}
		}
		if _, err := tn.Proof.Export(as(clerkCity), box.ID, "mailboxId"); err == nil {
			t.Error("a clerk exports the owner's mailbox")
		}
	})
}

// Exports that are taken slowly are in nobody's way. The test hangs if they are.
func TestExportsBeingSentKeepNobodyWaiting(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		ctx, done := context.WithCancel(as(anna))
		defer done()
		for range 5 {
			if _, err := tn.Proof.OpenPackage(ctx, box.ID); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// Who fetches an export without asking for its address first gets no half of it.
func TestAnExportThatIsTooLargeIsRefusedNotCut(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if _, err := tn.Proof.OpenPackage(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE message SET sealed_body = ? WHERE id = ?`, make([]byte, 17<<20), m.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, asked := tn.Proof.Export(as(anna), box.ID, "mailboxId")
		_, fetched := tn.Proof.OpenPackage(as(anna), box.ID)
		for name, err := range map[string]error{"asked for": asked, "fetched": fetched} {
			if r := errs.AsRefusal(err); r == nil || r.Problems[0].Rule != errs.TooMany {
				t.Errorf("%s: got %v", name, err)
			}
		}
	})
}
