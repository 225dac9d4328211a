package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/testkit"
)

// links are how many mails with a link, and how many warnings, an address got.
func (o *office) links(address string) (links, warnings int) {
	for _, m := range o.mailsTo(address) {
		if strings.HasPrefix(m.Subject, "Neues Passwort") {
			links++
		}
		if strings.HasPrefix(m.Subject, "Zu viele Anforderungen") {
			warnings++
		}
	}
	return links, warnings
}

// What strangers ask for is counted by who asks: it takes nothing from what the holder may ask for, and the holder learns of it.
func TestStrangersDoNotUseUpAPersonsMails(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		const email = "zoe@post.example"
		o := newOffice(t, w, account.Limits{})
		ctx, _ := o.join(t, email) // on network 1
		w.Clock.Advance(25 * time.Hour)
		reset := func(network, times int) {
			t.Helper()
			for range times {
				if err := o.RequestPasswordReset(context.Background(), account.PasswordResetRequestInput{Email: email}, from(network)); err != nil {
					t.Fatal(err)
				}
			}
			o.work(t)
		}
		want := func(what string, links, warnings int) {
			t.Helper()
			if l, n := o.links(email); l != links || n != warnings {
				t.Errorf("%s: %d links and %d warnings, want %d and %d", what, l, n, links, warnings)
			}
		}
		if v, err := o.Me(ctx); err != nil || v.LinkRequests != nil {
			t.Errorf("before anything was asked for: %+v, %v", v.LinkRequests, err)
		}
		reset(50, 20)
		want("one stranger", 3, 0)
		reset(51, 1)
		want("another network", 4, 0)
		for network := range 10 {
			reset(60+network, 2)
		}
		want("many networks", 9, 1)
		reset(1, 1)
		want("where the person signed in before", 10, 1)
		mails := o.mailsTo(email)
		if last := mails[len(mails)-1].Text; !strings.Contains(last, "42-mal") || !strings.Contains(last, "aus 13 verschiedenen Netzen") {
			t.Errorf("the mail does not tell what was asked for: %s", last)
		}
		v, err := o.Me(ctx)
		if err != nil || v.LinkRequests == nil || v.LinkRequests.Count != 42 || v.LinkRequests.Places != 13 || v.LinkRequests.Withheld != 32 ||
			!v.LinkRequests.Since.Equal(testkit.Start.Add(25*time.Hour)) {
			t.Errorf("the account tells %+v, %v", v.LinkRequests, err)
		}
		// Registrations with the address count alike.
		if err := o.Register(context.Background(), registration(email), from(90)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		if got := len(o.mailsTo(email)); got != len(mails) {
			t.Errorf("a registration brought %d mails more", got-len(mails))
		}
		w.Clock.Advance(24 * time.Hour)
		if v, err := o.Me(ctx); err != nil || v.LinkRequests != nil {
			t.Errorf("a day later: %+v, %v", v.LinkRequests, err)
		}
		reset(50, 1)
		want("a day later", 11, 1)
	})
}
