package organisation_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// decide is the state after a decision to release, or the refused rule.
func (b *bureau) decide(who context.Context, requestID string, change func(*organisation.Decision)) string {
	d := organisation.Decision{RequestID: requestID, Approve: true, Address: townHall()}
	if change != nil {
		change(&d)
	}
	r, err := b.Decide(who, d)
	if err != nil {
		return rule(err)
	}
	return string(r.State)
}

func TestAReleaseNeedsTwoOperators(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.setOperators("acc_8", "acc_80")
		r := b.request(t, wish("aut_coburg", organisation.Inbox))
		elsewhere := func(d *organisation.Decision) { street := "Hinterhof"; d.Address.Street = &street }
		for _, step := range []struct {
			name   string
			who    context.Context
			change func(*organisation.Decision)
			want   string
		}{
			{"the first proposes", operator, nil, "RELEASE_PROPOSED"},
			{"the first again confirms nothing", operator, nil, "RELEASE_PROPOSED"},
			{"the second with another address proposes that", otherOperator, elsewhere, "RELEASE_PROPOSED"},
			{"the first with the first address proposes that again", operator, nil, "RELEASE_PROPOSED"},
		} {
			if got := b.decide(step.who, r.ID, step.change); got != step.want {
				t.Errorf("%s: got %s", step.name, got)
			}
			if len(b.letters) != 0 {
				t.Fatalf("%s: a letter goes out", step.name)
			}
		}
		if shown, err := b.Request(otherOperator, r.ID); err != nil || *shown.ProposedBy != "Otto Eins" || shown.ProposedByMe || *shown.Address.Street != "Markt" || shown.Address.Addition != nil {
			t.Errorf("what the second confirms: got %+v, %v", shown, err)
		}
		if got := b.decide(otherOperator, r.ID, nil); got != "RELEASED" || len(b.letters) != 1 {
			t.Errorf("the second confirms: got %s, %d letters", got, len(b.letters))
		}
		if got := b.decide(operator, r.ID, nil); got != "WRONG_STATE request_decided" {
			t.Errorf("once more: got %s", got)
		}
		want := "acc_8 connect.propose aut_coburg, acc_8 connect.propose aut_coburg, acc_80 connect.propose aut_coburg, acc_8 connect.propose aut_coburg, acc_80 connect.release aut_coburg"
		if got := strings.TrimPrefix(b.take(&b.acts), "connect.request aut_coburg, "); got != want {
			t.Errorf("record: got %s", got)
		}
	})
}

// An operator who lost the role confirms nothing any more, nor does what they proposed before.
func TestAProposalOfNoOperatorCountsForNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.setOperators("acc_8", "acc_80")
		r := b.request(t, wish("aut_coburg", organisation.Inbox))
		b.decide(operator, r.ID, nil)
		b.setOperators("acc_80")
		if got := b.decide(otherOperator, r.ID, nil); got != "WRONG_STATE release_needs_second" || len(b.letters) != 0 {
			t.Errorf("alone: got %s, %d letters", got, len(b.letters))
		}
		b.setOperators("acc_80", "acc_81")
		if got := b.decide(otherOperator, r.ID, nil); got != "RELEASE_PROPOSED" || len(b.letters) != 0 {
			t.Errorf("with another one: got %s, %d letters", got, len(b.letters))
		}
	})
}

func TestAProposalCanBeDeclinedAndEndsWithTime(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.setOperators("acc_8", "acc_80")
		declined, waiting := b.request(t, wish("aut_coburg", organisation.Inbox)), b.request(t, wish("aut_hof", organisation.Inbox))
		b.decide(operator, declined.ID, nil)
		b.decide(operator, waiting.ID, nil)
		note := "Die Anschrift stimmt nicht."
		if got := b.decide(otherOperator, declined.ID, func(d *organisation.Decision) { d.Approve, d.Note = false, &note }); got != "DECLINED" {
			t.Errorf("declined: got %s", got)
		}
		// The same contact asks again while the proposal waits: nothing is added.
		if err := b.RequestConnect(anyone, wish("aut_hof", organisation.Inbox), here); err != nil {
			t.Fatal(err)
		}
		if got := b.count(t, organisation.RequestRequested); got != 0 {
			t.Errorf("asked again: %d wait", got)
		}
		w.Clock.Advance(90 * 24 * 60 * 60 * 1e9)
		b.sweep(t)
		if b.count(t, organisation.RequestExpired) != 1 || len(b.letters) != 0 {
			t.Error("a proposal that nobody confirms ends")
		}
	})
}

func TestOneOperatorAloneReleasesOnlyToTheDirectorysAddress(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		r := b.request(t, wish("aut_coburg", organisation.Inbox))
		if got := b.decide(operator, r.ID, nil); got != "WRONG_STATE release_needs_second" || len(b.letters) != 0 {
			t.Errorf("an address of one's own: got %s, %d letters", got, len(b.letters))
		}
		b.official = townHall()
		if got := b.decide(operator, r.ID, func(d *organisation.Decision) { street := "Hinterhof"; d.Address.Street = &street }); got != "WRONG_STATE release_needs_second" {
			t.Errorf("another address than the directory's: got %s", got)
		}
		if got := b.decide(operator, r.ID, nil); got != "RELEASED" || *b.letters[0].to.Street != "Markt" {
			t.Errorf("the directory's: got %s, %+v", got, b.letters)
		}
	})
}

func TestNobodyDecidesAboutThemselves(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.setOperators("acc_8", "acc_80")
		staff := wish("aut_coburg", organisation.Inbox)
		staff.Contact.Email = "SECOND@betrieb.example"
		if got := b.decide(operator, b.request(t, staff).ID, nil); got != "INVALID contact_staff" {
			t.Errorf("an operator as contact: got %s", got)
		}
		named := wish("aut_coburg", organisation.Inbox)
		named.Contact.Name, named.Contact.Email = "Otto Eins", "otto@coburg.example"
		r := b.request(t, named)
		if got := b.decide(operator, r.ID, nil); got != "INVALID contact_decider" {
			t.Errorf("one's own name: got %s", got)
		}
		if got := b.decide(otherOperator, r.ID, nil); got != "RELEASE_PROPOSED" {
			t.Errorf("somebody else about that: got %s", got)
		}
	})
}

func TestWhoDecidedOrCouldReadTheLetterNeverEnters(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		l := b.release(t, wish("aut_coburg", organisation.Inbox))
		b.take(&b.acts)
		const refused = "WRONG_STATE connect_involved code"
		b.names["acc_9"], b.names["acc_11"] = "Paul Print", "Paul Print"
		for _, enters := range []struct {
			name, accountID, reader, readerEmail, want string
		}{
			{"still an operator", "acc_8", "", "", "WRONG_STATE member_staff code"},
			{"proposed, and gave the role back", "acc_80", "", "", refused},
			{"fetched the letter", "acc_9", "acc_9", "Eva@coburg.example", refused},
			{"another account with the address of whoever fetched it", "acc_10", "acc_9", "eva@COBURG.example", refused},
			{"another account with the name of whoever fetched it", "acc_11", "acc_9", "paul@druck.example", refused},
		} {
			b.emails[enters.accountID] = "Eva@coburg.example"
			if enters.reader != "" {
				b.readers[l.requestID] = []string{enters.reader}
				b.emails[enters.reader] = enters.readerEmail
			}
			if got := rule(second(b.Confirm(as(enters.accountID, nil), l.code))); got != enters.want {
				t.Errorf("%s: got %s, want %s", enters.name, got, enters.want)
			}
		}
		for _, accountID := range []string{"acc_8", "acc_80"} {
			b.emails[accountID] = accountID + "@betrieb.example"
		}
		if b.OfAuthority("aut_coburg") != nil || b.take(&b.acts) != "" {
			t.Error("nothing is opened and nothing recorded")
		}
		b.readers[l.requestID] = []string{"acc_9"}
		entered, err := b.Confirm(eva, l.code)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := b.told(), "connected acc_8"; got != want {
			t.Errorf("told: got %q", got)
		}
		// None of them becomes a member later either.
		b.setOperators("acc_81")
		for accountID, want := range map[string]string{"acc_8": "WRONG_STATE connect_involved", "acc_80": "WRONG_STATE connect_involved",
			"acc_9": "WRONG_STATE connect_involved", "acc_81": "WRONG_STATE member_staff", "acc_12": ""} {
			err := b.w.DB.Tx(viewerSystem(), func(ctx context.Context, tx *store.Tx) error {
				_, err := b.Employ(ctx, tx, organisation.Employment{OrganisationID: entered.Membership.OrganisationID, AccountID: accountID,
					Roles: []organisation.OrganisationRole{organisation.Clerk}})
				return err
			})
			if got := rule(err); err == nil && want != "" || err != nil && got != want {
				t.Errorf("%s: got %v, want %s", accountID, err, want)
			}
		}
	})
}

func TestAClosedAuthorityIsConnectedAnewByALetterOnly(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		if got := rule(b.CloseChannel(stranger, "aut_bamberg", nil)); got != "NOT_FOUND" {
			t.Errorf("a stranger closes: got %s", got)
		}
		if got := rule(b.CloseChannel(colleague, "aut_bamberg", nil)); got != "NOT_FOUND" {
			t.Errorf("a clerk closes: got %s", got)
		}
		stale := 1
		if got := rule(b.CloseChannel(admin, "aut_bamberg", &stale)); got != "STALE" {
			t.Errorf("another version: got %s", got)
		}
		if err := b.CloseChannel(admin, "aut_bamberg", nil); err != nil {
			t.Fatal(err)
		}
		if got, want := b.told(), "closed acc_1, closed acc_8, left "+mailboxAddress; got != want {
			t.Errorf("told: got %q, want %q", got, want)
		}
		slices.Sort(*b.woken)
		if got := strings.Join(*b.woken, " ") + " " + strings.Join(b.left, " ") + " " + b.take(&b.acts); got != "acc_1 acc_2 acc_3 aut_bamberg acc_1 channel.close" {
			t.Errorf("after closing: got %s", got)
		}
		if got := b.shown(); !strings.Contains(got, "CLOSED") || !strings.HasSuffix(got, "NOT_CONNECTED") {
			t.Errorf("shown: got %s", got)
		}
		if _, err := b.Mailbox(context.Background(), "aut_bamberg"); err == nil || !strings.Contains(err.Error(), "closed") {
			t.Errorf("mailbox: got %v", err)
		}
		for name, err := range map[string]error{
			"set":  b.SetChannel(admin, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.Inbox}),
			"test": b.StartTest(admin, "aut_bamberg"), "close": b.CloseChannel(operator, "aut_bamberg", nil),
		} {
			if got := rule(err); got != "NOT_FOUND" {
				t.Errorf("%s after closing: got %s", name, got)
			}
		}
		l := b.release(t, wish("aut_bamberg", organisation.SMIME))
		entered, err := b.Confirm(eva, l.code)
		if err != nil || entered.Membership.OrganisationID == "org_bamberg" {
			t.Fatalf("got %+v, %v", entered, err)
		}
		if got, want := b.told(), "connected acc_1, connected acc_8, told "+mailboxAddress; got != want {
			t.Errorf("those of before are told: got %q, want %q", got, want)
		}
		if c := b.Channel(operator, "aut_bamberg"); c.OrganisationID != entered.Membership.OrganisationID || c.State != organisation.ChannelPending || c.Email != nil || c.Profile != nil {
			t.Errorf("channel: got %+v", c)
		}
		if list, err := b.Tests(operator, b.Channel(operator, "aut_bamberg")); err != nil || len(list) != 0 {
			t.Errorf("tests of before prove nothing: got %d, %v", len(list), err)
		}
		if got := rule(b.SetChannel(admin, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.Inbox})); got != "NOT_FOUND" {
			t.Errorf("the admin of before: got %s", got)
		}
	})
}

// Who closes a channel waits for those who are sending by it, and then finds what was sent.
func TestAChannelIsNotClosedWhileSomebodySendsByIt(t *testing.T) {
	t.Parallel()
	w := testkit.Postgres(t)
	b := newBureau(t, w)
	b.connect(t)
	ctx := viewer.System(t.Context(), "test")
	err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if c, err := b.ChannelFor(ctx, tx, "aut_bamberg"); err != nil || c == nil {
			t.Fatalf("channel %v, %v", c, err)
		}
		return w.DB.Tx(ctx, func(ctx context.Context, other *store.Tx) error {
			_, err := other.Exec(ctx, `SELECT id FROM channel WHERE id = ? FOR NO KEY UPDATE NOWAIT`, "aut_bamberg")
			return err
		})
	})
	if err == nil || !strings.Contains(err.Error(), "could not obtain lock") {
		t.Errorf("another one changes the channel meanwhile: %v", err)
	}
}
