package postbox_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/legal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// openAtPoint opens Anna's mailbox with the chamber as Einheitlicher Ansprechpartner, and for more services with the city.
func (tn *town) openAtPoint(t *testing.T, more ...string) *conversation.CaseMailbox {
	t.Helper()
	in := conversation.MailboxOpenInput{ServiceIDs: append([]string{assembly}, more...), ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{{ServiceID: assembly, AuthorityID: chamber}}}
	for _, service := range more {
		in.Choices = append(in.Choices, conversation.CompetenceChoiceInput{ServiceID: service, AuthorityID: city})
	}
	m, err := tn.Conversation.Open(as(anna), in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// grant gives, changes or revokes what the chamber may.
func (tn *town) grant(t *testing.T, m *conversation.CaseMailbox, granted, mayForward bool) *conversation.PartyGrant {
	t.Helper()
	g, _, err := tn.Conversation.SetGrant(as(anna), conversation.PartyGrantSetInput{
		MailboxID: m.ID, PartyID: tn.partyOf(t, m.ID, chamber).ID, Granted: granted, MayForward: mayForward,
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// atPoint is the only case of the chamber.
func (tn *town) atPoint(t *testing.T) *conversation.AuthorityCase {
	t.Helper()
	return cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})[0]
}

// partiesSeen are the authorities that a clerk learns of, with their progress, and the periods.
func (tn *town) partiesSeen(t *testing.T, who string, c *conversation.AuthorityCase) (names []string, progress []*conversation.CaseProgress, periods []*dates.Date) {
	t.Helper()
	lists, err := tn.Conversation.CaseParties(as(who), []*conversation.AuthorityCase{c})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range lists[0] {
		names, progress = append(names, p.AuthorityName), append(progress, p.Progress)
	}
	found, err := tn.Conversation.CaseDeadlines(as(who), []*conversation.AuthorityCase{c})
	if err != nil {
		t.Fatal(err)
	}
	return names, progress, found[0]
}

func (tn *town) forward(t *testing.T, in conversation.CaseForwardInput) error {
	t.Helper()
	if in.CaseID == "" {
		in.CaseID = tn.atPoint(t).ID
	}
	if in.ToAuthorityID == "" {
		in.ToAuthorityID = city
	}
	if in.IdempotencyKey == "" {
		in.IdempotencyKey = rand.Text()
	}
	_, err := tn.Conversation.Forward(as(clerkIHK), in)
	return err
}

// refusalOf is the rule and the words of a refusal.
func refusalOf(err error) string {
	r := errs.AsRefusal(err)
	if r == nil {
		return fmt.Sprint(err)
	}
	return fmt.Sprint(r.Problems[0].Rule, " ", r.Problems[0].Text)
}

func (tn *town) lastEvent(t *testing.T, who, sideID string) (*chain.MailboxEvent, evidence.Event) {
	t.Helper()
	page, err := tn.Chain.Events(as(who), sideID, first)
	if err != nil {
		t.Fatal(err)
	}
	last := page.Items[len(page.Items)-1].Node
	signed, err := evidence.ParseToken(last.Token, func(keyID string) ed25519.PublicKey { return tn.Platform.Public(vault.Seal, keyID) })
	if err != nil {
		t.Fatal(err)
	}
	return last, signed
}

// TestTheSinglePointSeesProgressAndPeriodsByTheOwnersGrantAlone shows what it learns before, with and after the grant.
func TestTheSinglePointSeesProgressAndPeriodsByTheOwnersGrantAlone(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openAtPoint(t, trade)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "An den Ansprechpartner"})
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Geheim an die Stadt"})
		atCity := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		due := "2027-03-01"
		tn.reply(t, conversation.CaseReplyInput{CaseID: atCity.ID, Kind: casemail.KindRequest, Subject: "Unterlagen", Body: "Bitte den Plan", DueOn: &due, IdempotencyKey: rand.Text()})
		if _, err := tn.sayProgress(atCity.ID, conversation.CaseProgressInput{State: casemail.WaitingForYou, NextStep: ptr("Plan prüfen")}); err != nil {
			t.Fatal(err)
		}
		want := func(step string, all bool) {
			t.Helper()
			names, progress, periods := tn.partiesSeen(t, clerkIHK, tn.atPoint(t))
			if !all {
				if !slices.Equal(names, []string{"IHK für Oberfranken"}) || len(periods) != 0 {
					t.Errorf("%s: it learns of %v and %d periods", step, names, len(periods))
				}
				return
			}
			i := slices.Index(names, "Stadt Bamberg")
			if len(names) != 2 || i < 0 || progress[i] == nil || progress[i].State != casemail.WaitingForYou || *progress[i].NextStep != "Plan prüfen" {
				t.Errorf("%s: it learns of %v, %+v", step, names, progress)
			}
			if len(periods) != 1 || periods[0].AuthorityID != city || periods[0].MessageID != nil || periods[0].Result.Date != legal.Day(due) {
				t.Errorf("%s: periods %+v", step, periods)
			}
		}
		want("before the grant", false)
		tn.grant(t, m, true, false)
		want("with the grant", true)
		_, _, periods := tn.partiesSeen(t, clerkIHK, tn.atPoint(t))
		if d, err := tn.Conversation.Deadline(as(clerkIHK), periods[0].ID); err != nil || d.MessageID != nil {
			t.Errorf("the period by its id: %+v, %v", d, err)
		}
		// The city learns nothing by it, and the messages stay with those who have them.
		if names, _, _ := tn.partiesSeen(t, clerkCity, atCity); !slices.Equal(names, []string{"Stadt Bamberg"}) {
			t.Errorf("the city learns of %v", names)
		}
		if _, err := tn.Conversation.Deadline(as(clerkCity), periods[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("the city reads the owner's period: %v", err)
		}
		if _, texts := tn.texts(t, clerkIHK, tn.atPoint(t).ID); len(texts) != 1 || texts[0] != "An den Ansprechpartner" {
			t.Errorf("the Einheitlicher Ansprechpartner reads %q", texts)
		}
		tn.grant(t, m, false, false)
		want("after the revocation", false)
		if _, err := tn.Conversation.Deadline(as(clerkIHK), periods[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("the period after the revocation: %v", err)
		}
		tn.grant(t, m, true, true)
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if names, _, periods := tn.partiesSeen(t, clerkIHK, tn.atPoint(t)); len(names) != 0 || len(periods) != 0 {
			t.Errorf("after the deletion it learns of %v and %d periods", names, len(periods))
		}
	})
}

// TestAGrantIsGivenChangedAndRevokedOnTheRecordsOfBothSides is each transition of a grant.
func TestAGrantIsGivenChangedAndRevokedOnTheRecordsOfBothSides(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openAtPoint(t, trade)
		// It stands before the side of the authority begins, and is told to it then.
		early := tn.grant(t, m, true, false)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
		c := tn.atPoint(t)
		if got := kinds(t, tn, clerkIHK, c.ID); !slices.Contains(got, chain.GrantChanged) {
			t.Errorf("the record of the Einheitlicher Ansprechpartner begins with %v", got)
		}
		for _, step := range []struct {
			granted, mayForward bool
			tells, isNew        bool
		}{
			{true, false, false, false}, {true, true, true, true}, {true, true, false, false}, {true, false, true, true}, {false, false, true, false},
			{false, true, false, false}, {true, true, true, true},
		} {
			w.Clock.Advance(time.Minute)
			before, beforeThere := kinds(t, tn, anna, m.ID), kinds(t, tn, clerkIHK, c.ID)
			last := early.ID
			g := tn.grant(t, m, step.granted, step.mayForward)
			early = g
			if (g.ID != last) != step.isNew || (g.RevokedAt == nil) != step.granted {
				t.Errorf("%+v: got %+v after %s", step, g, last)
			}
			after, there := kinds(t, tn, anna, m.ID), kinds(t, tn, clerkIHK, c.ID)
			if told := len(after) == len(before)+1 && len(there) == len(beforeThere)+1; told != step.tells {
				t.Errorf("%+v: %d and %d new events", step, len(after)-len(before), len(there)-len(beforeThere))
			}
			if !step.tells {
				continue
			}
			for who, sideID := range map[string]string{anna: m.ID, clerkIHK: c.ID} {
				e, signed := tn.lastEvent(t, who, sideID)
				if e.Kind != chain.GrantChanged || e.AuthorityID != chamber || signed.Grant == nil || signed.Grant.ID != g.ID || (signed.Grant.RevokedAt == "") != step.granted {
					t.Errorf("%+v: %s has %+v, signed %+v", step, who, e, signed.Grant)
				}
			}
		}
		lists, err := tn.Conversation.Grants(as(anna), []*conversation.CaseMailbox{m})
		if err != nil || len(lists[0]) != 1 || !lists[0][0].MayForward || lists[0][0].Party.AuthorityID != chamber {
			t.Errorf("the owner sees %+v, %v", lists, err)
		}
		seen, err := tn.Conversation.GrantsTo(as(clerkIHK), []*conversation.AuthorityCase{c})
		if err != nil || seen[0] == nil || !seen[0].MayForward {
			t.Errorf("the clerk sees %+v, %v", seen, err)
		}
		if _, err := tn.Conversation.PartyGrant(as(boris), early.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("somebody else: %v", err)
		}
	})
}

// TestAGrantIsRefusedWhereItMeansNothing lists the refusals.
func TestAGrantIsRefusedWhereItMeansNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, other := tn.openAtPoint(t, trade), tn.openAtPoint(t)
		for name, c := range map[string]struct {
			who   string
			party string
			want  string
		}{
			"to an authority that is no Einheitlicher Ansprechpartner": {anna, tn.partyOf(t, m.ID, city).ID, "INVALID grant_not_single_contact"},
			"to a party of another mailbox":                            {anna, tn.partyOf(t, other.ID, chamber).ID, "NOT_FOUND "},
			"to nobody":                                                {anna, "pty_none", "NOT_FOUND "},
		} {
			_, _, err := tn.Conversation.SetGrant(as(c.who), conversation.PartyGrantSetInput{MailboxID: m.ID, PartyID: c.party, Granted: true})
			if got := refusalOf(err); got != c.want {
				t.Errorf("%s: got %q", name, got)
			}
		}
		for _, who := range []string{boris, clerkIHK, clerkCity} {
			_, _, err := tn.Conversation.SetGrant(as(who), conversation.PartyGrantSetInput{MailboxID: m.ID, PartyID: tn.partyOf(t, m.ID, chamber).ID, Granted: true})
			if errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: got %v", who, err)
			}
		}
		for i := range conversation.MaxGrants {
			tn.grant(t, m, true, i%2 == 0)
			w.Clock.Advance(time.Second)
		}
		_, _, err := tn.Conversation.SetGrant(as(anna), conversation.PartyGrantSetInput{MailboxID: m.ID, PartyID: tn.partyOf(t, m.ID, chamber).ID, Granted: true, MayForward: true})
		if got := refusalOf(err); got != "TOO_MANY " {
			t.Errorf("once too often: %q", got)
		}
		tn.grant(t, m, false, false)
	})
}

// TestTheSinglePointPassesMessagesOnToTheCompetentAuthority is the whole of it on three sides.
func TestTheSinglePointPassesMessagesOnToTheCompetentAuthority(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openAtPoint(t)
		plan := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "plan.pdf", MediaType: "application/pdf"}, pdf(2000))
		arrival := w.Clock.Now()
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Mein Antrag", DocumentIDs: []string{plan.ID}, ServiceIDs: []string{assembly}})
		kept := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Nur für den Ansprechpartner"})
		tn.grant(t, m, true, true)
		w.Clock.Advance(49 * time.Hour)
		in := conversation.CaseForwardInput{CaseID: tn.atPoint(t).ID, MessageIDs: []string{sent.ID}, ToAuthorityID: city, Note: ptr("Bitte bald."), IdempotencyKey: "once"}
		notices := tn.notices[city]
		for range 2 {
			if _, err := tn.Conversation.Forward(as(clerkIHK), in); err != nil {
				t.Fatal(err)
			}
		}
		another := in
		another.Note = ptr("Anders.")
		if _, err := tn.Conversation.Forward(as(clerkIHK), another); refusalOf(err) != "IDEMPOTENCY_CONFLICT " {
			t.Errorf("the same key for another: %v", err)
		}
		list := cases(t, tn, clerkCity, city, inbox.CaseFilter{})
		if len(list) != 1 || list[0].FirstReceivedAt == nil || !list[0].FirstReceivedAt.Equal(arrival) || !slices.Equal(list[0].ServiceIDs, []string{assembly}) {
			t.Fatalf("the city has %+v", list)
		}
		messages, texts := tn.texts(t, clerkCity, list[0].ID)
		if len(texts) != 2 || texts[1] != "Mein Antrag" || messages[1].ID != sent.ID || messages[1].SenderName != "Anna Šípková" || !messages[1].SentAt.Equal(sent.SentAt) {
			t.Fatalf("the city reads %q", texts)
		}
		for _, part := range []string{"IHK für Oberfranken leitet Ihnen weiter", "1 Nachricht", "Art. 71b Abs. 2 BayVwVfG", "Bitte bald."} {
			if !strings.Contains(texts[0], part) {
				t.Errorf("no %q in the cover: %s", part, texts[0])
			}
		}
		if messages[0].SenderName != "IHK für Oberfranken" || *messages[0].FromAuthorityID != chamber {
			t.Errorf("the cover is by %+v", messages[0])
		}
		attached, err := tn.Conversation.Documents(as(clerkCity), messages)
		if err != nil || len(attached[1]) != 1 || *attached[1][0].SHA256 != *plan.SHA256 {
			t.Errorf("documents %v, %v", attached, err)
		}
		if _, err := tn.Conversation.Message(as(clerkCity), list[0].ID, kept.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("what was not passed on: %v", err)
		}
		if tn.notices[city] == notices {
			t.Error("the city was not told")
		}
		tn.wantVerifies(t, clerkCity, sent.ID, list[0].ID)
		// The owner sees the city as a party, the delivery, and the event that names it.
		if p := tn.partyOf(t, m.ID, city); p.Progress == nil || p.Progress.State != casemail.Received || p.Role != conversation.Primary {
			t.Errorf("the party: %+v", p)
		}
		deliveries, err := tn.Conversation.Deliveries(as(anna), []*conversation.Message{sent})
		if err != nil || len(deliveries[0]) != 2 {
			t.Errorf("deliveries %+v, %v", deliveries, err)
		}
		for who, sideID := range map[string]string{anna: m.ID, clerkIHK: in.CaseID} {
			e, signed := tn.lastEvent(t, who, sideID)
			if e.Kind != chain.Forwarded || !slices.Equal(e.MessageIDs, []string{sent.ID}) || e.AuthorityID != city || signed.Authority == nil || signed.Authority.Name != "Stadt Bamberg" {
				t.Errorf("%s has %+v, signed %+v", who, e, signed)
			}
		}
		// The Einheitlicher Ansprechpartner reads what it read before, and the city's answer goes to the owner alone.
		tn.reply(t, conversation.CaseReplyInput{CaseID: list[0].ID, Kind: casemail.KindMessage, Subject: "Danke", Body: "Antwort der Stadt", InReplyToID: &sent.ID, IdempotencyKey: rand.Text()})
		if _, texts := tn.texts(t, clerkIHK, in.CaseID); len(texts) != 2 {
			t.Errorf("the Einheitlicher Ansprechpartner reads %q", texts)
		}
		if _, texts := tn.texts(t, anna, m.ID); len(texts) != 6 || texts[5] != "Antwort der Stadt" {
			t.Errorf("the owner reads %q", texts)
		}
		// What the owner deletes, the city keeps.
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if _, texts := tn.texts(t, clerkCity, list[0].ID); len(texts) != 3 || texts[1] != "Mein Antrag" {
			t.Errorf("after the deletion the city reads %q", texts)
		}
	})
}

// TestPassingOnIsRefusedWithoutTheGrant lists the refusals; nothing is lost by any of them.
func TestPassingOnIsRefusedWithoutTheGrant(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openAtPoint(t, trade)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Mein Antrag"})
		elsewhere := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "An die Stadt"})
		both := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city, chamber}, Body: "An beide"})
		c := tn.atPoint(t)
		answer, err := tn.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Subject: "Danke", Body: "Eingegangen", IdempotencyKey: rand.Text()})
		if err != nil {
			t.Fatal(err)
		}
		passOn := func(messages ...string) conversation.CaseForwardInput {
			return conversation.CaseForwardInput{CaseID: c.ID, MessageIDs: messages}
		}
		if got := refusalOf(tn.forward(t, passOn(sent.ID))); got != "WRONG_STATE forward_not_granted" {
			t.Errorf("without a grant: %q", got)
		}
		tn.grant(t, m, true, false)
		if got := refusalOf(tn.forward(t, passOn(sent.ID))); got != "WRONG_STATE forward_not_granted" {
			t.Errorf("with a grant to look alone: %q", got)
		}
		tn.grant(t, m, true, true)
		to := func(authorityID string) conversation.CaseForwardInput {
			in := passOn(sent.ID)
			in.ToAuthorityID = authorityID
			return in
		}
		for name, refusal := range map[string]struct {
			in   conversation.CaseForwardInput
			want string
		}{
			"to itself":                    {to(chamber), "INVALID forward_to_itself"},
			"to nobody":                    {to("aut_none"), "NOT_FOUND "},
			"to one that is not competent": {to(district), "INVALID forward_not_competent"},
			"what it does not hold":        {passOn(elsewhere.ID), "NOT_FOUND "},
			"what is there":                {passOn(both.ID), "WRONG_STATE forward_already"},
			"its own answer":               {passOn(answer.ID), "INVALID forward_only_persons"},
			"nothing":                      {passOn(), "REQUIRED "},
		} {
			if got := refusalOf(tn.forward(t, refusal.in)); got != refusal.want {
				t.Errorf("%s: got %q, want %q", name, got, refusal.want)
			}
		}
		tn.closed[city] = true
		if got := refusalOf(tn.forward(t, passOn(sent.ID))); got != "AUTHORITY_NOT_CONNECTED forward_not_connected" {
			t.Errorf("not connected: %q", got)
		}
		tn.closed[city] = false
		// Revoked between reading and passing on.
		tn.grant(t, m, false, false)
		before := len(kinds(t, tn, anna, m.ID))
		if got := refusalOf(tn.forward(t, passOn(sent.ID))); got != "WRONG_STATE forward_not_granted" {
			t.Errorf("after the revocation: %q", got)
		}
		if _, texts := tn.texts(t, clerkIHK, c.ID); len(texts) != 3 || texts[0] != "Mein Antrag" {
			t.Errorf("lost: %q", texts)
		}
		if got := len(kinds(t, tn, anna, m.ID)); got != before {
			t.Errorf("%d new events", got-before)
		}
		if _, texts := tn.texts(t, clerkCity, cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0].ID); len(texts) != 2 {
			t.Errorf("the city reads %q", texts)
		}
		// Who is no clerk of it has no such case.
		for _, who := range []string{anna, boris, clerkCity} {
			_, err := tn.Conversation.Forward(as(who), conversation.CaseForwardInput{CaseID: c.ID, MessageIDs: []string{sent.ID}, ToAuthorityID: city, IdempotencyKey: "x"})
			if errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: %v", who, err)
			}
		}
		tn.grant(t, m, true, true)
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if got := refusalOf(tn.forward(t, passOn(sent.ID))); got != "WRONG_STATE owner_deleted" {
			t.Errorf("after the deletion: %q", got)
		}
	})
}

// TestMessagesArePassedOnToAMailboxOfItsOwn shows that an authority with a mailbox of its own is sent cover and messages.
func TestMessagesArePassedOnToAMailboxOfItsOwn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.byMail[city] = true
		m := tn.openAtPoint(t)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Mein Antrag"})
		tn.grant(t, m, true, true)
		if err := tn.forward(t, conversation.CaseForwardInput{MessageIDs: []string{sent.ID}}); err != nil {
			t.Fatal(err)
		}
		if len(tn.dispatched) != 2 {
			t.Errorf("%d mails were queued", len(tn.dispatched))
		}
	})
}

// Who writes to an Einheitlicher Ansprechpartner alone, without a service, can let it see and pass on as well.
func TestAMailboxForAnEinheitlicherAnsprechpartnerAloneHasItAsThat(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.singleContact = chamber
		for authorityID, want := range map[string]string{chamber: "<nil>", city: "INVALID grant_not_single_contact"} {
			m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &authorityID})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = tn.Conversation.SetGrant(as(anna), conversation.PartyGrantSetInput{MailboxID: m.ID, PartyID: tn.partyOf(t, m.ID, authorityID).ID, Granted: true})
			if got := refusalOf(err); got != want {
				t.Errorf("%s: got %q, want %q", authorityID, got, want)
			}
		}
	})
}

// An application that the authority takes in writing alone is not passed on as a message; a message is.
func TestPassingOnAsksForTheFormOfTheAuthority(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.submissions[trade+city] = conversation.InWriting
		m := tn.openAtPoint(t, trade)
		application := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Kind: casemail.KindApplication, Body: "Mein Antrag"})
		question := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Eine Frage"})
		tn.grant(t, m, true, true)
		in := conversation.CaseForwardInput{MessageIDs: []string{question.ID, application.ID}}
		if got := refusalOf(tn.forward(t, in)); got != "FORM_NOT_SUFFICIENT form_written" {
			t.Errorf("the application: %q", got)
		}
		in.MessageIDs = in.MessageIDs[:1]
		if err := tn.forward(t, in); err != nil {
			t.Error(err)
		}
	})
}

// What is passed on to an authority that was written to before does not make the matter arrive later than it did.
func TestPassingOnMovesNoFirstReceiptToALaterDay(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openAtPoint(t, trade)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Mein Antrag"})
		w.Clock.Advance(60 * 24 * time.Hour)
		later := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Ein Nachtrag"})
		tn.grant(t, m, true, true)
		w.Clock.Advance(time.Hour)
		if err := tn.forward(t, conversation.CaseForwardInput{MessageIDs: []string{later.ID}}); err != nil {
			t.Fatal(err)
		}
		if c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]; c.FirstReceivedAt != nil {
			t.Errorf("first received at %s", c.FirstReceivedAt)
		}
	})
}
