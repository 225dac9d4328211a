package postbox_test

import (
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/testkit"
)

// decline has the city decline the only case that it has.
func (tn *town) decline(t testing.TB, in conversation.CaseDeclineInput) *conversation.AuthorityCase {
	t.Helper()
	if in.CaseID == "" {
		in.CaseID = cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0].ID
	}
	if in.Reason == "" {
		in.Reason = "Ihr Betrieb liegt im Landkreis."
	}
	c, err := tn.Conversation.Decline(as(clerkCity), in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (tn *town) partyThatDeclined(t testing.TB, m *conversation.CaseMailbox, authorityID string) *conversation.CaseParty {
	t.Helper()
	lists, err := tn.Conversation.Parties(as(anna), []*conversation.CaseMailbox{m})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(lists[0], func(p *conversation.CaseParty) bool { return p.AuthorityID == authorityID })
	return lists[0][i]
}

// TestS40AnAuthoritySaysThatItIsNotCompetentAndNamesTheRightOne is the whole of it on both sides.
func TestS40AnAuthoritySaysThatItIsNotCompetentAndNamesTheRightOne(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{sent.ID}, true); err != nil {
			t.Fatal(err)
		}
		notices := tn.notices[anna]
		c = tn.decline(t, conversation.CaseDeclineInput{CaseID: c.ID, SuggestedAuthorityID: &chamber})
		if c.State != conversation.CaseClosed || c.DeclinedAt == nil || c.WaitingSince != nil {
			t.Errorf("the case: %+v", c)
		}
		if tn.notices[anna] != notices+1 {
			t.Errorf("%d notices, want one more than %d", tn.notices[anna], notices)
		}
		page, err := tn.Conversation.Messages(as(anna), m.ID, first)
		if err != nil {
			t.Fatal(err)
		}
		told := page.Items[len(page.Items)-1].Node
		texts, err := tn.Conversation.MessageTexts(as(anna), []*conversation.Message{told})
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"Ihr Betrieb liegt im Landkreis.", "IHK für Oberfranken", "An andere Behörde übergeben"} {
			if !strings.Contains(*texts[0], part) {
				t.Errorf("the person is not told %q: %s", part, *texts[0])
			}
		}
		if told.Direction != casemail.Inbound || *told.FromAuthorityID != city || told.Subject != "Nicht zuständig" {
			t.Errorf("the message: %+v", told)
		}
		deliveries, err := tn.Conversation.Deliveries(as(anna), []*conversation.Message{sent})
		if err != nil || deliveries[0][0].State != casemail.Rejected {
			t.Errorf("the delivery: %+v, %v", deliveries[0][0], err)
		}
		for who, side := range map[string]string{anna: m.ID, clerkCity: c.ID} {
			if got := kinds(t, tn, who, side); !slices.Contains(got, chain.CaseDeclined) {
				t.Errorf("%s: events %v", who, got)
			}
		}
		party := tn.partyThatDeclined(t, m, city)
		if party.DeclinedAt == nil || *party.SuggestedAuthorityID != chamber {
			t.Errorf("the party: %+v", party)
		}
		if len(tn.reported) != 1 || tn.reported[0].AuthorityID != city || !slices.Equal(tn.reported[0].ServiceIDs, []string{trade}) || *tn.reported[0].RegionARS != ars {
			t.Errorf("editors are told %+v", tn.reported)
		}
	})
}

func TestDecliningIsRefusedWhereItMeansNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		in := conversation.CaseDeclineInput{CaseID: c.ID, Reason: "Falsche Behörde"}

		_, err := tn.Conversation.Decline(as(clerkIHK), in)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Decline(as(anna), in)
		wantCode(t, err, errs.NotFound)
		_, err = tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: c.ID, Reason: " "})
		wantRule(t, err, errs.Required)
		_, err = tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: c.ID, Reason: "x", SuggestedAuthorityID: ptr("aut_nobody")})
		wantRule(t, err, errs.Missing)
		_, err = tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: c.ID, Reason: "x", SuggestedAuthorityID: &city})
		wantRule(t, err, errs.InvalidValue)

		tn.decline(t, in)
		_, err = tn.Conversation.Decline(as(clerkTwo), in)
		wantRule(t, err, errs.WrongState)
		// Who writes again opens the case again, and hears it again.
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Doch, Sie!"})
		if again, err := tn.Conversation.Case(as(clerkCity), c.ID); err != nil || again.State != conversation.InProgress || again.DeclinedAt != nil {
			t.Errorf("after writing again: %+v, %v", again, err)
		}
		tn.decline(t, in)
		if len(tn.reported) != 2 || tn.reported[0].Key == tn.reported[1].Key {
			t.Errorf("editors are told %+v", tn.reported)
		}

		// Who has decided is competent.
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindDecision, Body: "Genehmigt"})
		_, err = tn.Conversation.Decline(as(clerkCity), in)
		wantRule(t, err, errs.WrongState)

		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		_, err = tn.Conversation.Decline(as(clerkCity), in)
		wantRule(t, err, errs.WrongState)
	})
}

// A clerk who opens a declined case again by hand does not take the decline back.
func TestADeclinedCaseStaysDeclinedUntilThePersonWrites(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := tn.decline(t, conversation.CaseDeclineInput{})
		state := conversation.InProgress
		c, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, State: &state, DueOn: sides.Change{}})
		if err != nil || c.DeclinedAt == nil {
			t.Fatalf("%+v, %v", c, err)
		}
		_, err = tn.Conversation.Decline(as(clerkCity), conversation.CaseDeclineInput{CaseID: c.ID, Reason: "x"})
		wantRule(t, err, errs.WrongState)
	})
}

// That an authority is not competent ends with both sides once it deals with the matter all the same. A message alone says no such thing, nor does
// the person by writing again: the way to the right authority stays open.
func TestADeclineEndsWhenTheAuthorityTakesTheMatterUp(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		reply := func(kind casemail.MessageKind) func(*testing.T, string) {
			return func(t *testing.T, caseID string) {
				tn.reply(t, conversation.CaseReplyInput{CaseID: caseID, Kind: kind, Subject: "S", Body: "B"})
			}
		}
		progress := func(state casemail.ProgressState) func(*testing.T, string) {
			return func(t *testing.T, caseID string) {
				if _, err := tn.sayProgress(caseID, conversation.CaseProgressInput{State: state}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for name, c := range map[string]struct {
			act  func(*testing.T, string)
			ends bool
		}{
			"nothing": {func(*testing.T, string) {}, false}, "a message": {reply(casemail.KindMessage), false}, "closed": {progress(casemail.Finished), false},
			"a request": {reply(casemail.KindRequest), true}, "a decision": {reply(casemail.KindDecision), true},
			"in progress": {progress(casemail.InWork), true}, "waits": {progress(casemail.WaitingForYou), true}, "decided": {progress(casemail.Decided), true},
		} {
			for _, writes := range []bool{false, true} {
				t.Run(name+", written again "+strconv.FormatBool(writes), func(t *testing.T) {
					m := tn.open(t, city)
					tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
					list := cases(t, tn, clerkCity, city, inbox.CaseFilter{})
					i := slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == m.Reference })
					tn.decline(t, conversation.CaseDeclineInput{CaseID: list[i].ID, SuggestedAuthorityID: &chamber})
					if writes {
						tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
					}
					c.act(t, list[i].ID)
					p := tn.partyThatDeclined(t, m, city)
					if ended := p.DeclinedAt == nil && p.SuggestedAuthorityID == nil; ended != c.ends {
						t.Errorf("with the owner: %+v", p)
					}
					now, err := tn.Conversation.Case(as(clerkCity), list[i].ID)
					if err != nil || (now.DeclinedAt == nil) != (c.ends || writes) {
						t.Errorf("with the authority: %+v, %v", now, err)
					}
					_, err = tn.Conversation.HandOver(as(anna), conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber, IdempotencyKey: rand.Text()})
					if (err != nil) != c.ends {
						t.Errorf("handed over: %v", err)
					}
				})
			}
		}
	})
}

// Who has decided keeps the matter, also where its copy is gone and its answers are all that is known of it.
func TestWhatWasDecidedIsNotHandedOver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindDecision, Body: "Genehmigt"})
		// Idle, it is closed first; then its retention runs.
		for range 2 {
			w.Clock.Advance(4 * 366 * 24 * time.Hour)
			if err := tn.SweepRetained(system(), w.Clock.Now()); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := tn.Conversation.Case(as(clerkCity), c.ID); errs.CodeOf(err) != errs.NotFound {
			t.Fatalf("the city's copy: %v", err)
		}
		_, err := tn.Conversation.HandOver(as(anna), conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber, IdempotencyKey: "a"})
		if got := refusedBy(err); got != "WRONG_STATE hand_over_decided fromAuthorityId" {
			t.Errorf("%q, %v", got, err)
		}
	})
}
