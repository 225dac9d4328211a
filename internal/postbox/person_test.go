package postbox_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// kinds are the events of a side's record.
func kinds(t testing.TB, tn *town, who, sideID string) (list []chain.MailboxEventKind) {
	t.Helper()
	events, err := tn.Chain.Events(as(who), sideID, first)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range events.Items {
		list = append(list, it.Node.Kind)
	}
	return list
}

// Another name speaks once a letter proved it, and an authority learns of it with the next message to it, by an event.
func TestAnAuthorityLearnsOfAProvenNameWithTheNextMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		before := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city, chamber}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.proven = &postal.Address{Recipient: "Anna Horváth", City: "Forchheim", Country: "DE"}

		// An answer is still to the person that the case knows.
		answer, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Subject: "Frage", Body: "Wann?", IdempotencyKey: "1"})
		if err != nil {
			t.Fatal(err)
		}
		if got := tn.manifestOf(t, anna, m.ID, answer.ID).To; !slices.Equal(got, []string{"Anna Šípková"}) {
			t.Errorf("the answer is to %v", got)
		}
		// What clerks call themselves is shown, and not signed.
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			if got := tn.manifestOf(t, who, side, answer.ID).From; got != "Stadt Bamberg" || answer.SenderName != "Frau Huber" {
				t.Errorf("%s: the manifest of %q's answer is from %q", who, answer.SenderName, got)
			}
		}
		after := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if after.SenderName != "Anna Horváth" {
			t.Errorf("the sender is %q", after.SenderName)
		}
		told, err := tn.Conversation.Case(as(clerkCity), c.ID)
		if err != nil || told.Person.Name != "Anna Horváth" || told.Address.City != "Forchheim" || told.TrustLevel != "POSTAL" || told.Person.ID != c.Person.ID {
			t.Errorf("the city's case: %+v, %v", told, err)
		}
		untold := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})[0]
		if untold.Person.Name != "Anna Šípková" || untold.Address.City != "Bamberg" {
			t.Errorf("the chamber, which was not written to, knows %+v", untold.Person)
		}
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			list := kinds(t, tn, who, side)
			n := slices.Index(list, chain.PersonChanged)
			if n < 0 || n != len(list)-2 && who == clerkCity {
				t.Errorf("%s: the record says %v", who, list)
			}
			if got := tn.manifestOf(t, who, side, after.ID).From; got != "Anna Horváth" {
				t.Errorf("%s: the manifest is from %q", who, got)
			}
			if got := tn.manifestOf(t, who, side, before.ID).From; got != "Anna Šípková" {
				t.Errorf("%s: the earlier manifest is from %q", who, got)
			}
		}
		// Once is enough.
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if list := kinds(t, tn, clerkCity, c.ID); count(list, chain.PersonChanged) != 1 {
			t.Errorf("the city's record says %v", list)
		}
		if list := kinds(t, tn, clerkIHK, untold.ID); slices.Contains(list, chain.PersonChanged) {
			t.Errorf("the chamber's record says %v", list)
		}
		if found := cases(t, tn, clerkCity, city, inbox.CaseFilter{Search: ptr("Horváth")}); len(found) != 1 {
			t.Errorf("by the new name %d cases are found", len(found))
		}
	})
}

func count(list []chain.MailboxEventKind, kind chain.MailboxEventKind) (n int) {
	for _, k := range list {
		if k == kind {
			n++
		}
	}
	return n
}

// After a change of the profile nothing is proven: the person goes on under the name that the mailbox knows, to whomever it is
// written, and opens no other.
func TestAChangedProfileDoesNotSpeak(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.changed = true
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city, chamber}})
		other := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})[0]
		for _, reader := range []struct{ who, side string }{{anna, m.ID}, {clerkCity, c.ID}, {clerkIHK, other.ID}} {
			if got := tn.manifestOf(t, reader.who, reader.side, sent.ID).From; got != "Anna Šípková" {
				t.Errorf("%s: the manifest is from %q", reader.who, got)
			}
			if list := kinds(t, tn, reader.who, reader.side); slices.Contains(list, chain.PersonChanged) {
				t.Errorf("%s: the record says %v", reader.who, list)
			}
		}
		if other.Person.Name != "Anna Šípková" || other.Address == nil || other.Address.City != "Bamberg" || other.TrustLevel != "POSTAL" {
			t.Errorf("the chamber knows %+v", other)
		}
		_, err = tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &city})
		wantRule(t, err, errs.NotActivated)
	})
}

// A mail to an authority's own mailbox bears the name of its message.
func TestAMailBearsTheProvenName(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.byMail[city] = true
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.proven = &postal.Address{Recipient: "Anna Horváth", City: "Forchheim", Country: "DE"}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		want := []string{"Anna Šípková", "Anna Horváth"}
		for i, deliveryID := range tn.dispatched {
			out, err := tn.Gateway.Outgoing(viewer.System(t.Context(), "test"), deliveryID)
			if err != nil || out.PersonName != want[i] || out.TrustLevel != "POSTAL" {
				t.Errorf("mail %d: %+v, %v", i, out, err)
			}
		}
	})
}

// The address of before does not open out of an older copy of the database with the keys of today; what lay beside it is read as ever.
func TestAFormerAddressDoesNotOpenWithTodaysKeys(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		opening := conversation.MailboxOpenInput{AuthorityID: &city, IdempotencyKey: ptr("once")}
		m, err := tn.Conversation.Open(as(anna), opening)
		if err != nil {
			t.Fatal(err)
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.Inbox.AddNote(as(clerkCity), c.ID, "Rückruf"); err != nil {
			t.Fatal(err)
		}
		before := copyOf(t, w)
		tn.proven = &postal.Address{Recipient: "Anna Šípková", City: "Forchheim", Country: "DE"}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(time.Hour)
		if err := tn.Sides.RenewKeys(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		now := copyOf(t, w)
		for _, sideID := range []string{m.ID, c.ID} {
			old, aad := before.sides[sideID], sideID+"|side|head"
			key, err := w.Vault.Key(t.Context(), vault.Wrapped{KEK: now.sides[sideID].KekID, Blob: now.sides[sideID].WrappedKey}, "side|"+sideID)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := key.Unwrap(aad, old.WrappedHeadKey); err == nil {
				t.Errorf("%s: the side's key of today opens the head key of before", sideID)
			}
			head, err := key.Unwrap(aad, now.sides[sideID].WrappedHeadKey)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := head.Open(aad, old.SealedHead); err == nil {
				t.Errorf("%s: the head key of today opens the address of before", sideID)
			}
		}
		if list := kinds(t, tn, anna, m.ID); list[0] != chain.MailboxOpened || !slices.Contains(list, chain.PersonChanged) {
			t.Errorf("the owner's record: %v", list)
		}
		if list := kinds(t, tn, clerkCity, c.ID); list[0] != chain.MessageReceived || !slices.Contains(list, chain.PersonChanged) {
			t.Errorf("the city's record: %v", list)
		}
		if list, err := tn.Inbox.Notes(as(clerkCity), []*conversation.AuthorityCase{c}); err != nil || len(list[0]) != 1 || list[0][0].Body != "Rückruf" {
			t.Errorf("notes %+v, %v", list, err)
		}
		if again, err := tn.Conversation.Open(as(anna), opening); err != nil || again.ID != m.ID {
			t.Errorf("opened again: %+v, %v", again, err)
		}
	})
}

// Who opens a mailbox once more, because the first answer was lost, gets it also while a message lets it know another address.
func TestOpeningAgainWaitsForAnotherAddress(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		opening := conversation.MailboxOpenInput{AuthorityID: &city, IdempotencyKey: ptr("once")}
		m, err := tn.Conversation.Open(as(anna), opening)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 12 {
			tn.proven = &postal.Address{Recipient: "Anna Šípková", City: fmt.Sprint("Ort ", i), Country: "DE"}
			var both sync.WaitGroup
			both.Go(func() {
				in := conversation.MessageSendInput{MailboxID: m.ID, RecipientIDs: []string{city}, Kind: casemail.KindMessage, Subject: "Umzug", Body: "Neu", IdempotencyKey: fmt.Sprint(i)}
				if _, err := tn.Conversation.Send(as(anna), in); err != nil {
					t.Errorf("send: %v", err)
				}
			})
			both.Go(func() {
				if again, err := tn.Conversation.Open(as(anna), opening); err != nil || again.ID != m.ID {
					t.Errorf("opened again: %+v, %v", again, err)
				}
			})
			both.Wait()
		}
	})
}
