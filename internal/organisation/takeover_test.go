package organisation_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// appoint gives the city of Bamberg another admin.
func (b *bureau) appoint(t *testing.T, accountID string) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *store.Tx) error {
		_, err := b.Employ(ctx, tx, organisation.Employment{
			OrganisationID: "org_bamberg", AccountID: accountID, Roles: []organisation.OrganisationRole{organisation.Admin},
		})
		return err
	})
}

// told empties the mails and returns them in the order of letters.
func (b *bureau) told() string {
	list := strings.Split(b.take(&b.mails), ", ")
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func digestOf(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:])[:16]
}

func TestNobodyTakesAMailboxOverUnseen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		b.appoint(t, "acc_4")
		other := "fremd@bamberg.example"
		expect := func(step, want string) {
			t.Helper()
			if got := b.told(); got != want {
				t.Errorf("%s: got %q, want %q", step, got, want)
			}
		}
		b.set(t, mailboxAddress, 10<<20)
		expect("another limit", "")
		b.set(t, other, 20<<20)
		expect("another address", "left "+mailboxAddress+", moved acc_1, moved acc_4, moved acc_8")
		c := b.store(t, b.ca.issue(t, leaf(w, other)))
		expect("certificate while it is not in use", "added acc_4, added acc_8")
		spare := b.store(t, b.ca.issue(t, leaf(w, other)))
		b.take(&b.mails)
		if _, err := b.RemoveCertificate(operator, spare.ID); err != nil {
			t.Fatal(err)
		}
		expect("taken away again by an operator", "removed certificate acc_1, removed certificate acc_4")
		if err := b.answer(t, b.test(t)[1]); err != nil {
			t.Fatal(err)
		}
		expect("in use again", "active acc_1, active acc_4, active acc_8")
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		expect("tested again while in use", "")
		if err := b.SetChannel(admin, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.Inbox}); err != nil {
			t.Fatal(err)
		}
		expect("to the inbox", "left "+other+", moved acc_1, moved acc_4, moved acc_8")
		d := digestOf(other)
		want := strings.Join([]string{"acc_1 channel.set SMIME " + digestOf(mailboxAddress), "acc_1 channel.set SMIME " + d,
			"acc_1 certificate.add " + c.ID + " " + d, "acc_1 certificate.add " + spare.ID + " " + d, "acc_8 certificate.remove " + spare.ID,
			"acc_1 channel.test " + d, "channel.active COMPAT " + d,
			"acc_1 channel.test " + d, "channel.active MODERN " + d, "acc_1 channel.set INBOX"}, ", ")
		if got := b.take(&b.acts); got != want {
			t.Errorf("record: got %s, want %s", got, want)
		}
	})
}

func TestMovingAwayFromAnInboxInUseIsTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		if got, want := b.told(), "added acc_8, moved acc_1, moved acc_8"; got != want {
			t.Errorf("prepared: got %q, want %q", got, want)
		}
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		if got, want := b.told(), "active acc_1, active acc_8"; got != want {
			t.Errorf("answered: got %q, want %q", got, want)
		}
	})
}

func TestFirstSetUpOfAMailboxTellsNobody(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	l := b.release(t, wish("aut_coburg", organisation.SMIME))
	entered, err := b.Confirm(eva, l.code)
	if err != nil {
		t.Fatal(err)
	}
	b.take(&b.mails)
	first := as("acc_5", &viewer.Membership{OrganisationID: entered.Membership.OrganisationID, Clerk: true, Admin: true})
	email := "poststelle@coburg.example"
	if err := b.SetChannel(first, organisation.ChannelSetInput{AuthorityID: "aut_coburg", Kind: organisation.SMIME, Email: &email}); err != nil {
		t.Fatal(err)
	}
	text := asPEM(b.ca.issue(t, leaf(b.w, email)))
	if _, err := b.AddCertificate(first, organisation.NewCertificate{AuthorityID: "aut_coburg", PEM: &text}); err != nil {
		t.Fatal(err)
	}
	if err := b.StartTest(first, "aut_coburg"); err != nil {
		t.Fatal(err)
	}
	if err := b.answer(t, b.probes[0]); err != nil {
		t.Fatal(err)
	}
	if got := b.told(); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestNoOperatorAloneRedirectsMail(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		set := func(email string) string {
			return rule(b.SetChannel(operator, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.SMIME, Email: &email}))
		}
		start := func() string { return rule(b.StartTest(operator, "aut_bamberg")) }
		add := func(email string) string {
			text := asPEM(b.ca.issue(t, leaf(w, email)))
			return rule(second(b.AddCertificate(operator, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text})))
		}
		expect := func(step, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: got %q, want %q", step, got, want)
			}
		}
		const refused = "WRONG_STATE channel_admins_only"
		expect("address for an inbox", set(mailboxAddress), refused)
		b.set(t, mailboxAddress, 20<<20)
		expect("certificate", add(mailboxAddress), refused)
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		expect("test of a mailbox never in use", start(), refused)
		b.answered(t)
		expect("new address", set("fremd@bamberg.example"), refused)
		expect("the same address", set(mailboxAddress), refused)
		w.Clock.Advance(time.Second)
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			return b.Suspend(ctx, tx, "aut_bamberg", "problem_failing")
		})
		expect("test of what was tested", start(), "")
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		expect("test with another certificate", start(), refused)
		b.set(t, "neu@bamberg.example", 20<<20)
		b.store(t, b.ca.issue(t, leaf(w, "neu@bamberg.example")))
		expect("test of another address", start(), refused)
	})
}

// answered answers a test of a mailbox that is prepared.
func (b *bureau) answered(t *testing.T) {
	t.Helper()
	if err := b.answer(t, b.test(t)[0]); err != nil {
		t.Fatal(err)
	}
	b.w.Clock.Advance(time.Second)
}

func TestOperatorOpensOnlyAnInboxThatSomebodyReads(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			for authorityID, organisationID := range map[string]string{"aut_hof": "org_muenchen", "aut_coburg": "org_bayreuth"} {
				if err := b.Connect(ctx, tx, authorityID, organisationID); err != nil {
					return err
				}
			}
			_, err := b.Employ(ctx, tx, organisation.Employment{OrganisationID: "org_bayreuth", AccountID: "acc_7",
				Roles: []organisation.OrganisationRole{organisation.Clerk}, AllAuthorities: true})
			return err
		})
		for authorityID, want := range map[string]string{"aut_bamberg": "", "aut_coburg": "", "aut_hof": "WRONG_STATE inbox_unread"} {
			if got := rule(b.SetChannel(operator, organisation.ChannelSetInput{AuthorityID: authorityID, Kind: organisation.Inbox})); got != want {
				t.Errorf("%s: got %q, want %q", authorityID, got, want)
			}
		}
	})
}
