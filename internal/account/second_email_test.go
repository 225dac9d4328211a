package account_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func setSecond(t *testing.T, o *office, ctx context.Context, email *string) error {
	t.Helper()
	_, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{SecondEmail: account.Change[string]{Set: true, To: email}})
	o.work(t)
	return err
}

func TestASecondAddressCountsOnceItsLinkWasFollowed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		bg := context.Background()
		const email, second = "a@post.example", "b@post.example"
		ctx, _ := o.join(t, email)
		accountID := viewer.From(ctx).AccountID
		written := func() (to string) {
			t.Helper()
			err := o.DB.Tx(viewer.System(bg, "test"), func(ctx context.Context, tx *store.Tx) error {
				p, err := o.Addressee(ctx, tx, accountID)
				to = p.SecondEmail
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return to
		}
		if err := setSecond(t, o, ctx, ptr(email)); rule(err) != "INVALID secondEmail" {
			t.Errorf("the first one: %v", err)
		}
		if err := setSecond(t, o, ctx, ptr(second)); err != nil {
			t.Fatal(err)
		}
		token := o.lastToken(t, second)
		if me, err := o.Me(ctx); err != nil || *me.Settings.SecondEmail != second || me.Settings.SecondEmailConfirmed || written() != "" {
			t.Errorf("before its link was followed: %+v, %v, written to %q", me.Settings, err, written())
		}
		if err := o.ConfirmSecondEmail(bg, account.EmailChangeConfirmInput{Token: "nothing"}); rule(err) != "NOT_FOUND token" {
			t.Errorf("a made-up link: %v", err)
		}
		if err := o.ConfirmSecondEmail(bg, account.EmailChangeConfirmInput{Token: token}); err != nil {
			t.Fatal(err)
		}
		if me, err := o.Me(ctx); err != nil || !me.Settings.SecondEmailConfirmed || written() != second {
			t.Errorf("confirmed: %+v, %v, written to %q", me.Settings, err, written())
		}
		if err := o.ConfirmSecondEmail(bg, account.EmailChangeConfirmInput{Token: token}); rule(err) != "EXPIRED token" {
			t.Errorf("once more: %v", err)
		}
		if err := setSecond(t, o, ctx, nil); err != nil || written() != "" {
			t.Errorf("taken out: %v, written to %q", err, written())
		}
	})
}

func TestALinkProvesTheSecondAddressOfNowAlone(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		bg := context.Background()
		ctx, _ := o.join(t, "a@post.example")
		for _, second := range []string{"b@post.example", "c@post.example"} {
			if err := setSecond(t, o, ctx, &second); err != nil {
				t.Fatal(err)
			}
		}
		// Links stay good when the account gets another key.
		if err := o.RenewKeys(bg, w.Clock.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if err := o.ConfirmSecondEmail(bg, account.EmailChangeConfirmInput{Token: o.lastToken(t, "b@post.example")}); rule(err) != "EXPIRED token" {
			t.Errorf("the link of the address before: %v", err)
		}
		if err := o.ConfirmSecondEmail(bg, account.EmailChangeConfirmInput{Token: o.lastToken(t, "c@post.example")}); err != nil {
			t.Errorf("that of now: %v", err)
		}
		if err := setSecond(t, o, ctx, ptr("d@post.example")); err != nil {
			t.Fatal(err)
		}
		if me, _ := o.Me(ctx); me.Settings.SecondEmailConfirmed {
			t.Error("another address is confirmed without its link")
		}
		if err := setSecond(t, o, ctx, ptr("e@post.example")); rule(err) != "RATE_LIMITED" {
			t.Errorf("the fourth link of a day: %v", err)
		}
		w.Clock.Advance(25 * time.Hour)
		if err := o.ConfirmSecondEmail(bg, account.EmailChangeConfirmInput{Token: o.lastToken(t, "d@post.example")}); rule(err) != "EXPIRED token" {
			t.Errorf("after a day: %v", err)
		}
	})
}

func TestTheFirstAddressLearnsOfTheSecondAndStrangersLearnNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, _ := o.join(t, "a@post.example")
		if _, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{RecognitionPhrase: account.Change[string]{Set: true, To: ptr("Blauer Hund")}}); err != nil {
			t.Fatal(err)
		}
		if err := setSecond(t, o, ctx, ptr("stranger@post.example")); err != nil {
			t.Fatal(err)
		}
		toFirst, toSecond := o.mailsTo("a@post.example"), o.mailsTo("stranger@post.example")
		first, second := toFirst[len(toFirst)-1], toSecond[len(toSecond)-1]
		if !strings.Contains(first.Subject, "zweite E-Mail-Adresse") || strings.Contains(first.Text, "stranger@") {
			t.Errorf("the first address reads %q: %s", first.Subject, first.Text)
		}
		if strings.Contains(second.Text, "Blauer Hund") || strings.Contains(second.Text, "a@post.example") || !strings.HasPrefix(second.Text, "Guten Tag,") {
			t.Errorf("the second address reads %s", second.Text)
		}
	})
}
