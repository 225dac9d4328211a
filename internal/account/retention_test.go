package account_test

import (
	"context"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// What a session leaves behind goes with it, and what a living one no longer needs while it lives.
func TestNothingOfSessionsGrowsForEver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, signed := o.join(t, "anna@post.example")
		for range 40 {
			w.Clock.Advance(24 * time.Hour)
			next, err := o.Refresh(context.Background(), signed.RefreshToken)
			if err != nil {
				t.Fatal(err)
			}
			signed = next
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM refresh_token`); n < 30 || n > 32 {
			t.Errorf("%d refresh tokens of a session that was renewed 40 times, want those of 30 days", n)
		}
		if _, err := o.EndSession(o.as(t, signed), account.SessionEndInput{}); err != nil {
			t.Fatal(err)
		}
		if count(t, w.DB, `SELECT COUNT(*) FROM stream WHERE id LIKE 'ses%'`) != 1 {
			t.Fatal("the end of a session is not told")
		}
		w.Clock.Advance(8 * 24 * time.Hour)
		if err := o.Sweep(viewer.System(ctx, "test"), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		for table, query := range map[string]string{
			"sessions": `SELECT COUNT(*) FROM session`, "refresh tokens": `SELECT COUNT(*) FROM refresh_token`, "streams": `SELECT COUNT(*) FROM stream WHERE id LIKE 'ses%'`,
		} {
			if n := count(t, w.DB, query); n != 0 {
				t.Errorf("%d %s are left", n, table)
			}
		}
	})
}

// An address that was not proven is forgotten when its letter counts no more; one that was stays with the account.
func TestAddressesThatWereNeverProvenAreForgotten(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, _ := o.join(t, "anna@post.example")
		o.settle(t, ctx)
		if _, err := o.SetPostalAddress(ctx, address("Coburg")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		if err := o.Sweep(viewer.System(ctx, "test"), w.Clock.Now().Add(100*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM activation`); n != 2 {
			t.Errorf("%d activations while the second letter is young, want 2", n)
		}
		if err := o.Sweep(viewer.System(ctx, "test"), w.Clock.Now().Add(200*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if used, all := count(t, w.DB, `SELECT COUNT(*) FROM activation WHERE state = 'USED'`), count(t, w.DB, `SELECT COUNT(*) FROM activation`); used != 1 || all != 1 {
			t.Errorf("%d activations, %d of them used: want the used one only", all, used)
		}
	})
}

// Of a network's address only a keyed value is kept, in the counters, and none of them for longer than 30 days.
func TestNetworksAreForgottenAfterThirtyDays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, _ := o.join(t, "anna@post.example")
		o.register(t, "bert@post.example")
		_, _ = o.StartSession(context.Background(), account.SessionStartInput{Email: "anna@post.example", Password: "wrong-guess-here"}, from(2))
		for _, email := range []string{"anna@post.example", "nobody@post.example"} {
			if err := o.RequestPasswordReset(context.Background(), account.PasswordResetRequestInput{Email: email}, from(3)); err != nil {
				t.Fatal(err)
			}
		}
		o.work(t)
		counters := func(after time.Duration) int {
			t.Helper()
			if err := o.Sweep(viewer.System(ctx, "test"), w.Clock.Now().Add(after)); err != nil {
				t.Fatal(err)
			}
			return count(t, w.DB, `SELECT COUNT(*) FROM counter`)
		}
		if n := counters(0); n < 8 {
			t.Fatalf("%d counters, want those of sign-ins, registrations and links", n)
		}
		if n := counters(30 * 24 * time.Hour); n != 0 {
			t.Errorf("%d counters after 30 days", n)
		}
		for _, network := range []string{"192.0.0.1", "192.0.0.2", "192.0.0.3"} {
			if found := testkit.Naming(t, w.DB, network); len(found) > 0 {
				t.Errorf("%s is in %v", network, found)
			}
		}
	})
}
