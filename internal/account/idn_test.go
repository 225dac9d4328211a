package account_test

import (
	"context"
	"testing"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// The two forms of a domain with umlauts.
const (
	typedForm = "zoe@Müller.example"
	shownForm = "zoe@müller.example"
	wireForm  = "zoe@xn--mller-kva.example"
)

func TestAnAddressWithUmlautsIsOneAccountInBothForms(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := context.Background()
		o := newOffice(t, w, account.Limits{LoginsPerPair: 2})
		if err := o.Register(ctx, registration(typedForm), from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		signed, err := o.ConfirmEmail(ctx, account.EmailConfirmInput{Token: o.lastToken(t, shownForm), Password: goodPassword}, from(1))
		if err != nil {
			t.Fatal(err)
		}
		if signed.Viewer.Email != shownForm {
			t.Errorf("shown as %q, not as typed", signed.Viewer.Email)
		}
		// Registered again in the other form the holder is told, and no second account comes to be.
		if err := o.Register(ctx, registration(wireForm), from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		if n := count(t, w.DB, `SELECT COUNT(*) FROM account`); n != 1 {
			t.Errorf("%d accounts", n)
		}
		if got := len(o.mailsTo(wireForm)); got != 0 {
			t.Errorf("%d mails went to the other form", got)
		}
		for _, form := range []string{typedForm, shownForm, wireForm, "ZOE@XN--MLLER-KVA.example", "zoe@mu\u0308ller.example"} {
			in, err := o.StartSession(ctx, account.SessionStartInput{Email: form, Password: goodPassword}, from(1))
			if err != nil || in.Viewer.ID != signed.Viewer.ID {
				t.Errorf("signing in as %q: %v", form, err)
			}
			if id, err := o.IDOfEmail(viewer.System(ctx, "test"), form); err != nil || id != signed.Viewer.ID {
				t.Errorf("%q is not found: %v", form, err)
			}
		}
		// Tries in one form and in the other are tries for one address.
		for i, form := range []string{typedForm, wireForm, shownForm} {
			_, err := o.StartSession(ctx, account.SessionStartInput{Email: form, Password: "not the password"}, from(2))
			if want := i == 2; (errs.CodeOf(err) == errs.RateLimited) != want {
				t.Errorf("try %d: got %v", i+1, err)
			}
		}
		if !o.SameMailbox("zoe+post@müller.example", wireForm) || o.SameMailbox("zoe@mueller.example", wireForm) {
			t.Error("mailboxes are told apart by the form of their domain")
		}
	})
}

func TestUmlautsBeforeTheAtSignAreNamedAsTheReason(t *testing.T) {
	t.Parallel()
	in := registration("zoë@müller.example")
	if got := text(in.Validate()); got != "email_international" {
		t.Errorf("got %q", got)
	}
	in.Email = "zoe@müller"
	if got := text(in.Validate()); got != "email_malformed" {
		t.Errorf("got %q", got)
	}
}

// What was registered in the form of the wire before umlauts were taken stays the account that it is.
func TestAnAccountInTheFormOfTheWireIsFoundByTheTypedOne(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, signed := o.join(t, wireForm)
		if signed.Viewer.Email != wireForm {
			t.Errorf("shown as %q", signed.Viewer.Email)
		}
		if got := o.signIn(t, typedForm); got.Viewer.ID != signed.Viewer.ID {
			t.Error("another account")
		}
		if err := o.RequestPasswordReset(context.Background(), account.PasswordResetRequestInput{Email: typedForm}, from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		if links, _ := o.links(wireForm); links != 1 {
			t.Errorf("%d links for a new password", links)
		}
	})
}
