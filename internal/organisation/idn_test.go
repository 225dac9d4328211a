package organisation_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/checkcode"
	"schalter/internal/organisation"
	"schalter/internal/testkit"
)

// The two forms of a domain with umlauts.
const (
	shownMailbox = "poststelle@münchberg.example"
	wireMailbox  = "poststelle@xn--mnchberg-65a.example"
)

func TestAMailboxWithUmlautsIsOneInBothForms(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, "poststelle@Münchberg.example", 20<<20)
		// Certificates name a domain in the form of the wire (RFC 5280, 7.5).
		b.store(t, b.ca.issue(t, leaf(w, wireMailbox)))
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		want := "SMIME ACTIVE " + shownMailbox + " MODERN 10485760 - CONNECTED"
		if got := b.shown(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		m, err := b.Mailbox(context.Background(), "aut_bamberg")
		if err != nil || m.Address != wireMailbox || m.Encryption == nil {
			t.Errorf("mails go to %+v, %v", m, err)
		}
		b.take(&b.mails)
		// In the other form it is the same mailbox: nobody is told of a move, and no new test is needed.
		b.set(t, wireMailbox, 20<<20)
		if got, want := b.shown(), strings.Replace(want, shownMailbox, wireMailbox, 1); got != want || b.take(&b.mails) != "" {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestAContactWithUmlautsAsksOnceAndEntersInBothForms(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		in := wish("aut_coburg", organisation.Inbox)
		in.Contact.Email = "Eva@möhre.example"
		r := b.request(t, in)
		if r.Contact.Email != "Eva@möhre.example" {
			t.Errorf("shown as %q", r.Contact.Email)
		}
		again := in
		again.Contact.Email = "Eva@xn--mhre-5qa.example"
		if err := b.RequestConnect(anyone, again, here); err != nil || b.count(t, organisation.RequestRequested) != 1 {
			t.Errorf("asked in the other form: %d requests, %v", b.count(t, organisation.RequestRequested), err)
		}
		b.approve(t, r.ID)
		b.emails["acc_5"] = "eva@xn--mhre-5qa.example"
		if _, err := b.Confirm(eva, checkcode.Format(b.letters[0].code)); err != nil {
			t.Errorf("the contact does not get in: %v", err)
		}
	})
}
