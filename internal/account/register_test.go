package account_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/clock"
	"schalter/internal/id"
	"schalter/internal/testkit"
)

func TestRegistrationLeadsFromLinkToProvenAddress(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		in := registration("zoe@post.example")
		service, chosen := id.Derive(id.Service, "SLUG:gewerbe-anmelden"), id.Derive(id.Authority, "KREISFREIE_STADT:094610000000")
		in.StartPlan = &account.StartPlanInput{ARS: ptr("094610000000"),
			Choices: []account.StartPlanChoice{{ServiceID: service, AuthorityID: chosen}}, WithoutServiceIDs: []string{service}}
		if err := o.Register(context.Background(), in, from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		signed, err := o.ConfirmEmail(context.Background(),
			account.EmailConfirmInput{Token: o.lastToken(t, "zoe@post.example"), Password: goodPassword}, from(1))
		if err != nil {
			t.Fatal(err)
		}
		v := signed.Viewer
		if v.FamilyName != "Kŕáľová-Łuczak" || v.TrustLevel != account.TrustEmail || v.State != account.Active ||
			v.StartPlan == nil || *v.StartPlan.ARS != "094610000000" || v.Activation != nil {
			t.Errorf("after the link: got %+v", v)
		}
		if p := v.StartPlan; p == nil || !slices.Equal(p.Choices, in.StartPlan.Choices) || !slices.Equal(p.WithoutServiceIDs, []string{service}) {
			t.Errorf("what was chosen is lost: got %+v", p)
		}
		ctx := o.as(t, signed)
		if v, err = o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		a := v.Activation
		if a == nil || a.Address.Recipient != "Zoë Kŕáľová-Łuczak" || a.AttemptsLeft != 5 || a.ExpectedFrom != "2026-03-05" || a.ExpectedTo != "2026-03-09" ||
			!a.CodeExpiresAt.Equal(clock.EndOfDay(testkit.Start.AddDate(0, 0, 60))) || a.NextLetterAt != nil {
			t.Errorf("letter under way: got %+v", a)
		}
		o.work(t)
		typed := strings.ToLower(o.lastCode(t)[:4]) + " - " + o.lastCode(t)[4:]
		if v, err = o.Activate(ctx, account.AccountActivateInput{Code: typed}); err != nil {
			t.Fatal(err)
		}
		if v.TrustLevel != account.TrustPostal || v.PostalAddress == nil || v.PostalAddress.City != "Bamberg" || v.Activation != nil {
			t.Errorf("after the code: got %+v", v)
		}
		o.work(t)
		var subjects []string
		for _, m := range o.mailsTo("zoe@post.example") {
			subjects = append(subjects, m.Subject)
		}
		want := "Bitte bestätigen Sie Ihre E-Mail-Adresse; Ihr Brief mit dem Aktivierungs-Code ist unterwegs; Ihr Konto ist freigeschaltet"
		if got := strings.Join(subjects, "; "); got != want {
			t.Errorf("mails: got %q, want %q", got, want)
		}
	})
}

// Anyone who knows an address can register it: that is another registration, and nothing of the first is changed by it.
func TestEachLinkIsItsOwnRegistration(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for i, opened := range []string{"own", "stranger's"} {
			o := newOffice(t, w, account.Limits{})
			email := fmt.Sprintf("again%d@post.example", i)
			o.register(t, email)
			own := o.lastToken(t, email)
			in := registration(strings.ToUpper(email[:5]) + email[5:])
			in.GivenName, in.Locale, in.StartPlan = "Dr. Zoe", account.English, &account.StartPlanInput{ARS: ptr("094610000000")}
			if err := o.Register(context.Background(), in, from(2)); err != nil {
				t.Fatal(err)
			}
			o.work(t)
			mails := o.mailsTo(in.Email)
			if len(mails) != 1 || !strings.HasPrefix(mails[0].Subject, "Another link") || strings.Contains(mails[0].Text, "Zoe") {
				t.Fatalf("the other link: got %v", mails)
			}
			if !strings.Contains(mails[0].Text, "2 times within a day, from 2 different networks") {
				t.Errorf("the mail does not tell what was asked for: %s", mails[0].Text)
			}
			stranger := o.lastToken(t, in.Email)
			token, other, name, typed, locale := own, stranger, "Zoë", email, account.German
			if opened != "own" {
				token, other, name, typed, locale = stranger, own, "Dr. Zoe", in.Email, account.English
			}
			signed, err := o.ConfirmEmail(context.Background(), account.EmailConfirmInput{Token: token, Password: goodPassword}, from(1))
			if err != nil {
				t.Fatalf("the %s link: %v", opened, err)
			}
			if v := signed.Viewer; v.GivenName != name || v.Email != typed || v.Locale != locale || (v.StartPlan != nil) != (opened != "own") {
				t.Errorf("by the %s link: got %+v", opened, v)
			}
			_, err = o.ConfirmEmail(context.Background(), account.EmailConfirmInput{Token: other, Password: goodPassword}, from(2))
			if got := rule(err); got != "EXPIRED token" {
				t.Errorf("the other link, then: got %q", got)
			}
			if got := count(t, w.DB, `SELECT COUNT(*) FROM link_token WHERE account_id = ? AND sealed IS NOT NULL`, signed.Viewer.ID); got != 0 {
				t.Errorf("%d registrations are kept", got)
			}
			if got := count(t, w.DB, `SELECT COUNT(*) FROM account`); got != i+1 {
				t.Errorf("accounts: got %d, want %d", got, i+1)
			}
		}
	})
}

// A secret is mailed once; afterwards nothing here opens the link.
func TestTheSecretOfALinkIsForgottenWithItsMail(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		if err := o.Register(context.Background(), registration("zoe@post.example"), from(1)); err != nil {
			t.Fatal(err)
		}
		if got := o.SecretsWaiting(t.Context()); got != 1 {
			t.Fatalf("before the mail %d secrets are kept", got)
		}
		o.work(t)
		o.lastToken(t, "zoe@post.example")
		if got := o.SecretsWaiting(t.Context()); got != 0 {
			t.Errorf("after the mail %d secrets are kept", got)
		}
		w.Clock.Advance(25 * time.Hour)
		if err := o.Sweep(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if got := count(t, w.DB, `SELECT COUNT(*) FROM link_token WHERE sealed IS NOT NULL`); got != 0 {
			t.Errorf("%d registrations are kept behind their link's end", got)
		}
	})
}

// Who asks for a new password before a link was opened is told to register: which of the registrations would be meant, nobody knows.
func TestNoNewPasswordBeforeALinkWasOpened(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		o.register(t, "zoe@post.example")
		if err := o.RequestPasswordReset(context.Background(), account.PasswordResetRequestInput{Email: "zoe@post.example"}, from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		mails := o.mailsTo("zoe@post.example")
		if last := mails[len(mails)-1]; last.Subject != "Ihre Registrierung ist noch nicht abgeschlossen" || strings.Contains(last.Text, "token") {
			t.Errorf("got %+v", last)
		}
	})
}

func TestRegisterNamesTheFieldAtFault(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	for _, tt := range []struct {
		name   string
		change func(*account.AccountRegisterInput)
		want   string
	}{
		{"no e-mail", func(in *account.AccountRegisterInput) { in.Email = " " }, "REQUIRED email"},
		{"no domain", func(in *account.AccountRegisterInput) { in.Email = "zoe@" }, "INVALID email"},
		{"second header", func(in *account.AccountRegisterInput) { in.Email = "a@b.example\r\nBcc: c@d.example" }, "INVALID email"},
		{"blank names", func(in *account.AccountRegisterInput) { in.GivenName, in.FamilyName = "\u2800 ", " " }, "REQUIRED familyName"},
		{"emoji in a name", func(in *account.AccountRegisterInput) { in.FamilyName = "😀" }, "INVALID familyName"},
		{"line break in a name", func(in *account.AccountRegisterInput) { in.FamilyName = "A\nB" }, "INVALID familyName"},
		{"long name", func(in *account.AccountRegisterInput) { in.FamilyName = strings.Repeat("ß", 101) }, "TOO_LONG familyName"},
		{"other language", func(in *account.AccountRegisterInput) { in.Locale = "FR" }, "INVALID locale"},
		{"old terms", func(in *account.AccountRegisterInput) { in.TermsVersion = "1999" }, "STALE termsVersion"},
		{"id of another kind", func(in *account.AccountRegisterInput) {
			in.StartPlan = &account.StartPlanInput{ServiceID: ptr("acc_00000000000000000000000000")}
		}, "INVALID startPlan.serviceId"},
		{"choice of no authority", func(in *account.AccountRegisterInput) {
			in.StartPlan = &account.StartPlanInput{ARS: ptr("09"), Choices: []account.StartPlanChoice{{ServiceID: id.Derive(id.Service, "SLUG:x"), AuthorityID: "acc_1"}}}
		}, "INVALID startPlan.choices"},
		{"too many left out", func(in *account.AccountRegisterInput) {
			in.StartPlan = &account.StartPlanInput{ARS: ptr("09"), WithoutServiceIDs: slices.Repeat([]string{id.Derive(id.Service, "SLUG:x")}, 101)}
		}, "INVALID startPlan.withoutServiceIds"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := registration("zoe@post.example")
			tt.change(&in)
			if got := rule(o.Register(context.Background(), in, from(1))); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLinkIsGoodOnceAndForADay(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		o.register(t, "a@post.example")
		confirm := func(token string) string {
			_, err := o.ConfirmEmail(context.Background(), account.EmailConfirmInput{Token: token, Password: goodPassword}, from(1))
			return rule(err)
		}
		if got := confirm("unknown"); got != "NOT_FOUND token" {
			t.Errorf("unknown: got %q", got)
		}
		_, err := o.ConfirmEmail(context.Background(), account.EmailConfirmInput{Token: o.lastToken(t, "a@post.example"), Password: "Passwort12345!"}, from(1))
		if got := rule(err); got != "WEAK_PASSWORD password" {
			t.Errorf("weak password: got %q", got)
		}
		w.Clock.Advance(24 * time.Hour)
		if got := confirm(o.lastToken(t, "a@post.example")); got != "EXPIRED token" {
			t.Errorf("a day later: got %q", got)
		}
		o.register(t, "a@post.example")
		token := o.lastToken(t, "a@post.example")
		if got := confirm(token); got != "" {
			t.Errorf("new link: got %q", got)
		}
		if got := confirm(token); got != "EXPIRED token" {
			t.Errorf("used: got %q", got)
		}
	})
}

func TestRegistrationsOfOneNetworkAreLimited(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{RegistrationsPerNetwork: 1})
	o.register(t, "a@post.example")
	if got := rule(o.Register(context.Background(), registration("b@post.example"), from(1))); got != "RATE_LIMITED" {
		t.Errorf("got %q", got)
	}
	if got := rule(o.Register(context.Background(), registration("b@post.example"), from(2))); got != "" {
		t.Errorf("from another network: got %q", got)
	}
}
