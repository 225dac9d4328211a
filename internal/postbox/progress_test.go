package postbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
)

// sayProgress has a clerk of the city say how far a case is.
func (tn *town) sayProgress(caseID string, p conversation.CaseProgressInput) (*conversation.AuthorityCase, error) {
	c, err := tn.Conversation.Case(as(clerkCity), caseID)
	if err != nil {
		return nil, err
	}
	return tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: caseID, ExpectedVersion: c.Version, Progress: &p})
}

// partyOf is the party of an authority as Anna sees it.
func (tn *town) partyOf(t *testing.T, mailboxID, authority string) *conversation.CaseParty {
	t.Helper()
	m, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := tn.Conversation.Parties(as(anna), []*conversation.CaseMailbox{m})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(lists[0], func(p *conversation.CaseParty) bool { return p.AuthorityID == authority })
	one, err := tn.Conversation.Party(as(anna), lists[0][at].ID)
	if err != nil || (one.Progress == nil) != (lists[0][at].Progress == nil) {
		t.Fatalf("the party alone: %+v, %v", one, err)
	}
	return lists[0][at]
}

func (tn *town) stateOf(t *testing.T, mailboxID string) casemail.ProgressState {
	t.Helper()
	m, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	if m.State == nil {
		return ""
	}
	return *m.State
}

func TestProgressStandsOnBothSides(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		if p := tn.partyOf(t, m.ID, city).Progress; p != nil || tn.stateOf(t, m.ID) != "" {
			t.Errorf("before the first message: %+v, %q", p, tn.stateOf(t, m.ID))
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		received := tn.partyOf(t, m.ID, city).Progress
		if received == nil || received.State != casemail.Received || tn.stateOf(t, m.ID) != casemail.Received {
			t.Fatalf("after the first message: %+v", received)
		}
		if p := tn.partyOf(t, m.ID, chamber).Progress; p != nil {
			t.Errorf("whom nobody wrote to: %+v", p)
		}
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		activity := tn.partyActivity(t, m.ID)
		tn.Clock.Advance(time.Hour)
		day := tn.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly)
		waiting := conversation.CaseProgressInput{State: casemail.WaitingForYou, NextStep: ptr("Prüfung des Lageplans"), ExpectedBy: &day, MissingDocuments: []string{"Grundriss", "Pachtvertrag"}}
		updated, err := tn.sayProgress(c.ID, waiting)
		if err != nil {
			t.Fatal(err)
		}
		own, err := tn.Conversation.Progress(as(clerkCity), updated)
		if err != nil {
			t.Fatal(err)
		}
		for who, p := range map[string]*conversation.CaseProgress{"owner": tn.partyOf(t, m.ID, city).Progress, "authority": own} {
			if p.State != casemail.WaitingForYou || *p.NextStep != "Prüfung des Lageplans" || *p.ExpectedBy != day || !slices.Equal(p.MissingDocuments, waiting.MissingDocuments) || !p.Since.Equal(tn.Clock.Now().Truncate(time.Microsecond)) {
				t.Errorf("%s: got %+v", who, p)
			}
		}
		if tn.notices["progress "+anna] != 1 || tn.notices[anna] != 0 || tn.partyActivity(t, m.ID) != activity {
			t.Errorf("notices %v; a progress is no message and no activity", tn.notices)
		}
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			events, err := tn.Chain.Events(as(who), side, first)
			if err != nil {
				t.Fatal(err)
			}
			last := events.Items[len(events.Items)-1].Node
			if last.Kind != chain.ProgressChanged || last.Actor != map[string]string{anna: "Stadt Bamberg", clerkCity: "Frau Huber"}[who] {
				t.Errorf("%s: the record ends with %s of %q", who, last.Kind, last.Actor)
			}
			if strings.Contains(last.Token, "Lageplan") {
				t.Errorf("%s: the token tells content", who)
			}
		}

		t.Run("the same again tells nobody", func(t *testing.T) {
			before := kinds(t, tn, anna, m.ID)
			if _, err := tn.sayProgress(c.ID, waiting); err != nil {
				t.Fatal(err)
			}
			if after := kinds(t, tn, anna, m.ID); len(after) != len(before) || tn.notices["progress "+anna] != 1 {
				t.Errorf("%d events after %d, notices %v", len(after), len(before), tn.notices)
			}
		})
		t.Run("it moves with the head key", func(t *testing.T) {
			tn.proven = &postal.Address{Recipient: "Anna Horváth", City: "Forchheim", Country: "DE"}
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, IdempotencyKey: "moved"})
			if p := tn.partyOf(t, m.ID, city).Progress; *p.NextStep != "Prüfung des Lageplans" {
				t.Errorf("owner: got %+v", p)
			}
			after, err := tn.Conversation.Case(as(clerkCity), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			if p, err := tn.Conversation.Progress(as(clerkCity), after); err != nil || len(p.MissingDocuments) != 2 {
				t.Errorf("authority: got %+v, %v", p, err)
			}
		})
		t.Run("what was begun is not merely received again", func(t *testing.T) {
			_, err := tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.Received})
			wantRule(t, err, errs.InvalidValue)
		})
		t.Run("bounds", func(t *testing.T) {
			_, err := tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.InWork, MissingDocuments: slices.Repeat([]string{"Plan"}, conversation.MaxMissing+1)})
			wantRule(t, err, errs.TooMany)
			_, err = tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.InWork, NextStep: ptr(strings.Repeat("x", conversation.MaxNextStep+1))})
			wantRule(t, err, errs.TooLong)
			_, err = tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.InWork, MissingDocuments: []string{" "}})
			wantRule(t, err, errs.Required)
			_, err = tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.InWork, ExpectedBy: ptr("2001-01-01")})
			wantRule(t, err, errs.InvalidValue)
		})
		t.Run("the clerk of another authority", func(t *testing.T) {
			_, err := tn.Inbox.UpdateCase(as(clerkIHK), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: 1, Progress: &waiting})
			wantCode(t, err, errs.NotFound)
		})
		t.Run("each side keeps its own", func(t *testing.T) {
			if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
				t.Fatal(err)
			}
			after, err := tn.Conversation.Case(as(clerkCity), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			if p, err := tn.Conversation.Progress(as(clerkCity), after); err != nil || p.State != casemail.WaitingForYou || p.NextStep == nil {
				t.Errorf("got %+v, %v", p, err)
			}
			_, err = tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.Decided})
			wantRule(t, err, errs.WrongState)
		})
	})
}

func (tn *town) partyActivity(t *testing.T, mailboxID string) time.Time {
	t.Helper()
	m, err := tn.Conversation.Mailbox(as(anna), mailboxID)
	if err != nil {
		t.Fatal(err)
	}
	return m.LastActivityAt
}

// By mail an authority has received a message once its server took it over; the platform's own handing over is not that yet.
func TestReceivedByMailOnceTheServerTookIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		d := tn.delivery(t, sent)
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.HandedOver})
		if p := tn.partyOf(t, m.ID, city).Progress; p != nil {
			t.Errorf("handed over: got %+v", p)
		}
		tn.recordFact(t, d.ID, casemail.Fact{State: casemail.Relayed})
		if p := tn.partyOf(t, m.ID, city).Progress; p == nil || p.State != casemail.Received || tn.stateOf(t, m.ID) != casemail.Received {
			t.Errorf("relayed: got %+v", p)
		}
	})
}

func TestMailboxesAreFilteredByProgressDaysAndAuthority(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		atCity := tn.open(t, city)
		tn.send(t, atCity, conversation.MessageSendInput{RecipientIDs: []string{city}, IdempotencyKey: "c"})
		dayOfCity := berlinDay(tn.Clock.Now())
		tn.Clock.Advance(72 * time.Hour)
		atChamber := tn.open(t, chamber)
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.sayProgress(c.ID, conversation.CaseProgressInput{State: casemail.InWork}); err != nil {
			t.Fatal(err)
		}
		inWork, received := casemail.InWork, casemail.Received
		today := berlinDay(tn.Clock.Now())
		for name, f := range map[string]struct {
			filter conversation.MailboxFilter
			want   []string
		}{
			"in progress":         {conversation.MailboxFilter{State: &inWork}, []string{atCity.ID}},
			"received":            {conversation.MailboxFilter{State: &received}, nil},
			"since today":         {conversation.MailboxFilter{From: &today}, []string{atChamber.ID}},
			"until the first day": {conversation.MailboxFilter{Until: &dayOfCity}, []string{atCity.ID}},
			"both days":           {conversation.MailboxFilter{From: &dayOfCity, Until: &today}, []string{atChamber.ID, atCity.ID}},
			"the chamber":         {conversation.MailboxFilter{AuthorityID: &chamber}, []string{atChamber.ID}},
			"nobody's":            {conversation.MailboxFilter{AuthorityID: ptr(id.Derive(id.Authority, "elsewhere"))}, nil},
		} {
			s, err := tn.Conversation.Mailboxes(as(anna), f.filter, first)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, it := range s.Items {
				got = append(got, it.Node.ID)
			}
			if !slices.Equal(got, f.want) {
				t.Errorf("%s: got %v, want %v", name, got, f.want)
			}
		}
		for _, bad := range []conversation.MailboxFilter{{From: ptr("gestern")}, {Until: ptr("2026-02-30")}, {AuthorityID: ptr("mbx_1")}} {
			_, err := tn.Conversation.Mailboxes(as(anna), bad, first)
			wantCode(t, err, errs.Invalid)
		}
		if got := cases(t, tn, clerkCity, city, inbox.CaseFilter{Progress: []casemail.ProgressState{casemail.InWork, casemail.InWork}}); len(got) != 1 {
			t.Errorf("in progress: got %d cases", len(got))
		}
		if got := cases(t, tn, clerkCity, city, inbox.CaseFilter{Progress: []casemail.ProgressState{casemail.Received}}); len(got) != 0 {
			t.Errorf("received: got %d cases", len(got))
		}
	})
}

func berlinDay(at time.Time) string {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return at.In(berlin).Format(time.DateOnly)
}
