package postbox_test

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// notices counts what the platform wrote into Anna's mailbox.
func (tn *town) noticesIn(t *testing.T, mailboxID string) int {
	t.Helper()
	n := 0
	for _, m := range tn.inMailbox(t, mailboxID) {
		if m.Kind == casemail.KindNotice {
			n++
		}
	}
	return n
}

// An answer answers the message that it names. The one before it, which was only handed over, is as unknown as it was, and
// when it comes back the person learns of it and has the letter.
func TestAnAnswerAnswersOnlyTheMessageItNames(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		earlier := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Erstens"})
		named := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Zweitens"})
		one, two := tn.delivery(t, earlier), tn.delivery(t, named)
		tn.recordFact(t, one.ID, casemail.Fact{State: casemail.HandedOver})
		tn.recordFact(t, two.ID, casemail.Fact{State: casemail.HandedOver})
		if err := tn.answer(t, two, id.New(id.InboundMail, w.Clock.Now())); err != nil {
			t.Fatal(err)
		}
		if got := tn.delivery(t, earlier).State; got != casemail.HandedOver {
			t.Errorf("the message that nobody named is %s, want %s", got, casemail.HandedOver)
		}
		if got := tn.delivery(t, named).State; got != casemail.Answered {
			t.Errorf("the message named is %s", got)
		}
		tn.recordFact(t, one.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.UnknownMailbox})
		failed := tn.delivery(t, earlier)
		if failed.State != casemail.Failed || failed.FailureCode == nil || tn.Proof.FallbackLetter(as(anna), failed) == nil {
			t.Errorf("after it came back: %+v", failed)
		}
		if n := tn.noticesIn(t, box.ID); n != 1 {
			t.Errorf("%d notices, want 1", n)
		}
		if _, err := tn.Proof.OpenPackage(as(anna), one.ID); err != nil {
			t.Errorf("the letter: %v", err)
		}
	})
}

// The state shown does not depend on the order in which facts become known: a receipt and an answer come by mails of their own.
func TestTheOrderOfFactsDoesNotMatter(t *testing.T) {
	t.Parallel()
	opened := func(t *testing.T, tn *town, d *conversation.Delivery) {
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Opened})
	}
	answered := func(t *testing.T, tn *town, d *conversation.Delivery) {
		if err := tn.answer(t, d, id.New(id.InboundMail, tn.Clock.Now())); err != nil {
			t.Fatal(err)
		}
	}
	relayed := func(t *testing.T, tn *town, d *conversation.Delivery) {
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Relayed})
	}
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		type event func(*testing.T, *town, *conversation.Delivery)
		for i, order := range [][]event{
			{relayed, opened, answered}, {relayed, answered, opened}, {opened, relayed, answered},
			{opened, answered, relayed}, {answered, opened, relayed}, {answered, relayed, opened},
		} {
			m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
			d := tn.delivery(t, m)
			tn.recordFact(t, d.ID, casemail.Fact{State: casemail.HandedOver})
			for _, happen := range order {
				w.Clock.Advance(time.Minute)
				happen(t, tn, d)
			}
			got := tn.delivery(t, m)
			var states []casemail.DeliveryState
			for _, s := range got.Steps {
				states = append(states, s.State)
			}
			slices.Sort(states)
			want := []casemail.DeliveryState{casemail.Answered, casemail.Confirmed, casemail.HandedOver, casemail.Opened, casemail.Queued, casemail.Relayed}
			if got.State != casemail.Answered || got.ConfirmedAt == nil || !slices.Equal(states, want) {
				t.Errorf("order %d: %s by %v", i, got.State, states)
			}
		}
	})
}

// A person at the authority had this very message: a failure of a later try stays a recorded fact, and says no more.
func TestAFailureAfterTheAnswerTellsNothingUntrue(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		d := tn.delivery(t, m)
		later := w.Clock.Now().Add(time.Hour)
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Deferred, Code: "mail_timeout", NextAttempt: &later})
		if err := tn.answer(t, d, id.New(id.InboundMail, w.Clock.Now())); err != nil {
			t.Fatal(err)
		}
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.ExpiredRetries})
		got := tn.delivery(t, m)
		if got.State != casemail.Answered || got.NextAttemptAt != nil || tn.noticesIn(t, box.ID) != 0 {
			t.Errorf("%+v, %d notices", got, tn.noticesIn(t, box.ID))
		}
		if !slices.ContainsFunc(got.Steps, func(s conversation.DeliveryStep) bool { return s.State == casemail.Failed }) {
			t.Error("the failure is not on record")
		}
		// Who wants the letter all the same gets it.
		if tn.Proof.FallbackLetter(as(anna), got) == nil {
			t.Error("no letter is offered")
		}
		if _, err := tn.Proof.OpenPackage(as(anna), d.ID); err != nil {
			t.Errorf("the letter: %v", err)
		}
	})
}

// The first failure is what the notice told: a second report does not change what is shown.
func TestASecondFailureChangesNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		d := tn.delivery(t, m)
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.MailboxFull})
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.TooLarge})
		if got := tn.delivery(t, m); *got.FailureCode != casemail.MailboxFull || tn.noticesIn(t, box.ID) != 1 {
			t.Errorf("got %s with %d notices", *got.FailureCode, tn.noticesIn(t, box.ID))
		}
	})
}

// reply writes to Anna as a clerk of the city.
func (tn *town) reply(t *testing.T, in conversation.CaseReplyInput) *conversation.Message {
	t.Helper()
	in.Subject, in.Body = cmp.Or(in.Subject, "Antwort"), cmp.Or(in.Body, "Guten Tag")
	if in.Kind == "" {
		in.Kind = casemail.KindMessage
	}
	if in.IdempotencyKey == "" {
		in.IdempotencyKey = id.New(id.Message, tn.Clock.Now())
	}
	m, err := tn.Conversation.Reply(as(clerkCity), in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What a clerk had not seen is not answered by the reply, and keeps its case among those that wait.
func TestAReplyAnswersNothingThatItsWriterHadNotSeen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		one := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Erstens"})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		w.Clock.Advance(time.Hour)
		two := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Zweitens"})
		w.Clock.Advance(time.Hour)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Drittens"})

		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &one.ID, Kind: casemail.KindRequest})
		if got, other := tn.delivery(t, one).State, tn.delivery(t, two).State; got != casemail.Answered || other != casemail.Delivered {
			t.Errorf("the one named is %s, the one not seen %s", got, other)
		}
		waits := func(want *time.Time, state conversation.CaseState) {
			t.Helper()
			got, err := tn.Conversation.Case(as(clerkCity), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			if (got.WaitingSince == nil) != (want == nil) || want != nil && !got.WaitingSince.Equal(*want) || got.State != state {
				t.Errorf("waits since %v, %s; want %v, %s", got.WaitingSince, got.State, want, state)
			}
		}
		waits(&two.SentAt, conversation.InProgress)

		// Seen and not named: it is off the list, and nobody claims that it was answered.
		third := messages(t, tn, clerkCity, c.ID)[2]
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &one.ID, LastSeenMessageID: &third.ID, Kind: casemail.KindRequest})
		if got := tn.delivery(t, two).State; got != casemail.Delivered {
			t.Errorf("the one only seen is %s", got)
		}
		waits(nil, conversation.AwaitingPerson)

		// A later word about the first one does not have the person wait for what was dealt with.
		w.Clock.Advance(time.Hour)
		four := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Viertens"})
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &one.ID})
		waits(&four.SentAt, conversation.InProgress)
	})
}

// A letter of which nobody knows what its writer saw takes nobody off the list; one that names a message of another case is refused.
func TestAReplyThatNamesNothingLeavesThePersonWaiting(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		foreign := tn.send(t, tn.open(t, city), conversation.MessageSendInput{RecipientIDs: []string{city}})
		var c *conversation.AuthorityCase
		for _, one := range cases(t, tn, clerkCity, city, inbox.CaseFilter{}) {
			if one.Reference == box.Reference {
				c = one
			}
		}
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID})
		got, err := tn.Conversation.Case(as(clerkCity), c.ID)
		if err != nil || got.WaitingSince == nil || !got.WaitingSince.Equal(m.SentAt) || tn.delivery(t, m).State != casemail.Delivered {
			t.Errorf("%+v, %v; the message is %s", got, err, tn.delivery(t, m).State)
		}
		_, err = tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
			CaseID: c.ID, Kind: casemail.KindMessage, Subject: "S", Body: "B", LastSeenMessageID: &foreign.ID, IdempotencyKey: "foreign",
		})
		wantRule(t, err, errs.Missing)
	})
}

// The same letter sent again is the same letter, also when its writer has read on meanwhile.
func TestAReplySentAgainIsTheSameAlthoughMoreWasSeen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		one := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		first := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &one.ID, LastSeenMessageID: &one.ID, IdempotencyKey: "again"})
		two := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		again := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &one.ID, LastSeenMessageID: &two.ID, IdempotencyKey: "again"})
		if again.ID != first.ID || tn.delivery(t, two).State != casemail.Delivered {
			t.Errorf("got %s after %s", again.ID, first.ID)
		}
	})
}

// What one wrote oneself was read by nobody yet; when the person retrieved it stands on both sides, and stays when the owner
// deletes the mailbox.
func TestRetrievalIsKnownOnBothSides(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		question := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		decision := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, InReplyToID: &question.ID, Kind: casemail.KindDecision})
		if decision.ReadAt != nil || decision.Unread || decision.Locked() || question.ReadAt != nil {
			t.Errorf("the authority's own decision: read at %v, unread %v, locked %v; the question: %v", decision.ReadAt, decision.Unread, decision.Locked(), question.ReadAt)
		}
		retrieved := func(who, side string) []*time.Time {
			t.Helper()
			list, err := tn.Conversation.Retrievals(as(who), messages(t, tn, who, side))
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		for who, side := range map[string]string{anna: box.ID, clerkCity: c.ID} {
			if got := retrieved(who, side); got[0] != nil || got[1] != nil {
				t.Errorf("before: %v", got)
			}
		}
		w.Clock.Advance(time.Hour)
		if _, err := tn.Conversation.MarkRead(as(anna), []string{decision.ID}, true); err != nil {
			t.Fatal(err)
		}
		at := w.Clock.Now()
		w.Clock.Advance(time.Hour)
		for _, read := range []bool{false, true} {
			if _, err := tn.Conversation.MarkRead(as(anna), []string{decision.ID}, read); err != nil {
				t.Fatal(err)
			}
		}
		for who, side := range map[string]string{anna: box.ID, clerkCity: c.ID} {
			if got := retrieved(who, side); got[0] != nil || got[1] == nil || !got[1].Equal(at) {
				t.Errorf("after: %v, want the decision at %v", got, at)
			}
		}
		// Marking one's own message unread and read again is no opening.
		for _, read := range []bool{false, true} {
			if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{decision.ID}, read); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		if got := retrieved(clerkCity, c.ID); got[1] == nil || !got[1].Equal(at) {
			t.Errorf("after the owner deleted: %v", got)
		}
	})
}

// Of a message that arrived nobody can report that it failed.
func TestAReportedFailureSaysNothingOfWhatArrived(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		for _, tt := range []struct{ known, want casemail.DeliveryState }{
			{casemail.HandedOver, casemail.Failed}, {casemail.Relayed, casemail.Failed}, {casemail.Delivered, casemail.Delivered}, {casemail.Opened, casemail.Opened},
		} {
			m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
			d := tn.delivery(t, m)
			before := tn.noticesIn(t, box.ID)
			tn.recordFact(t, d.ID, casemail.Fact{State: tt.known})
			tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Failed, Failure: casemail.UnknownMailbox, Reported: true})
			got := tn.delivery(t, m)
			if told := tn.noticesIn(t, box.ID) > before; got.State != tt.want || told != (tt.want == casemail.Failed) {
				t.Errorf("after %s: %s, told %v", tt.known, got.State, told)
			}
			if (tn.Proof.FallbackLetter(as(anna), got) != nil) != (tt.want == casemail.Failed) {
				t.Errorf("after %s: the letter", tt.known)
			}
		}
		if n := tn.transits(t); n != 0 {
			t.Errorf("%d transit sides are left", n)
		}
	})
}

// A report that could not be read is told once, as long as the delivery is open; it moves nothing and stops nothing.
func TestAReportThatCouldNotBeReadIsToldOnceAndMovesNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		later := w.Clock.Now().Add(time.Hour)
		for _, tt := range []struct {
			known casemail.Fact
			told  bool
		}{
			{casemail.Fact{State: casemail.Deferred, NextAttempt: &later}, true}, {casemail.Fact{State: casemail.HandedOver}, true},
			{casemail.Fact{State: casemail.Relayed}, true}, {casemail.Fact{State: casemail.Delivered}, false},
			{casemail.Fact{State: casemail.Opened}, false}, {casemail.Fact{State: casemail.Failed, Failure: casemail.UnknownMailbox}, false},
		} {
			m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
			d := tn.delivery(t, m)
			tn.recordFact(t, d.ID, tt.known)
			before, notices, transits := tn.delivery(t, m), tn.noticesIn(t, box.ID), tn.transits(t)
			for range 2 {
				tn.recordFact(t, d.ID, casemail.Fact{Code: "mail_reported_unread", Unread: true})
			}
			got := tn.delivery(t, m)
			added := len(got.Steps) - len(before.Steps)
			if got.State != before.State || (added == 1) != tt.told || tn.noticesIn(t, box.ID) != notices || tn.transits(t) != transits {
				t.Errorf("after %s: %s, %d steps more", tt.known.State, got.State, added)
			}
			if tt.told && (got.Steps[len(got.Steps)-1].Code != "mail_reported_unread" || got.Steps[len(got.Steps)-1].State != before.State) {
				t.Errorf("after %s: %+v", tt.known.State, got.Steps)
			}
			if (got.NextAttemptAt == nil) != (before.NextAttemptAt == nil) {
				t.Errorf("after %s: tried again at %v, before %v", tt.known.State, got.NextAttemptAt, before.NextAttemptAt)
			}
			if tt.told {
				tn.recordFact(t, d.ID, casemail.Fact{State: casemail.HandedOver})
				tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Delivered})
				if state := tn.delivery(t, m).State; state != casemail.Delivered {
					t.Errorf("after %s: then %s", tt.known.State, state)
				}
			}
		}
	})
}

// What a program wrote by itself is shown as such; nobody answered, and nobody confirmed a receipt.
func TestAnAutomaticAnswerIsShownAndAnswersNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
		d := tn.delivery(t, m)
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.HandedOver})
		in := casemail.Answer{
			DeliveryID: d.ID, AuthorityID: city, InboundID: id.New(id.InboundMail, w.Clock.Now()), Subject: "Abwesenheitsnotiz", Text: "Bin weg.", Automatic: true,
		}
		if err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return tn.Gateway.ReceiveAnswer(ctx, tx, in) }); err != nil {
			t.Fatal(err)
		}
		list := tn.inMailbox(t, box.ID)
		if len(list) != 2 || list[1].SenderName != "Stadt Bamberg (vermutlich automatische Antwort)" || !list[1].Unread || tn.notices[anna] != 1 {
			t.Fatalf("the mailbox holds %+v, %d mails to Anna", list, tn.notices[anna])
		}
		if got := tn.delivery(t, m); got.State != casemail.HandedOver || got.ConfirmedAt != nil {
			t.Errorf("the message is %s, confirmed %v", got.State, got.ConfirmedAt)
		}
		if err := tn.answer(t, d, id.New(id.InboundMail, w.Clock.Now())); err != nil {
			t.Fatal(err)
		}
		if got := tn.delivery(t, m); got.State != casemail.Answered || got.ConfirmedAt == nil {
			t.Errorf("after the answer: %s, confirmed %v", got.State, got.ConfirmedAt)
		}
	})
}
