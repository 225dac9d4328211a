package account_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// certificate is one of a person of the town of Musterstadt; n tells several apart.
func certificate(n byte, email *string) account.CertificateClaims {
	return account.CertificateClaims{
		AccountID: "1000" + string(rune('0'+n)), Fingerprint: strings.Repeat(string(rune('a'+n)), 64), Email: email, PersonName: ptr("Zoë Kŕáľová-Łuczak"),
		OrganisationName: "Stadt Musterstadt", ValidTo: testkit.Start.AddDate(1, 0, 0),
	}
}

// present signs in by a certificate of login n from a browser.
func (o *office) present(t *testing.T, n byte, c account.CertificateClaims, browser account.Client) *account.CertificateOutcome {
	t.Helper()
	// Nobody signs in twice in one moment.
	o.Clock.Advance(time.Second)
	out, err := o.tryPresent(n, c, browser)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (o *office) tryPresent(n byte, c account.CertificateClaims, browser account.Client) (*account.CertificateOutcome, error) {
	return o.SignInByProof(context.Background(), "muk", "login-"+string(rune('0'+n)), c, browser)
}

// inTx works as the platform does in a transaction of somebody else.
func (o *office) inTx(do func(ctx context.Context, tx *store.Tx) error) error {
	return o.DB.Tx(viewer.System(context.Background(), "test"), do)
}

func (o *office) bind(signInID, accountID string) error {
	return o.inTx(func(ctx context.Context, tx *store.Tx) error { return o.BindCertificate(ctx, tx, signInID, accountID) })
}

func (o *office) fresh(ctx context.Context) error {
	v := viewer.From(ctx)
	return o.inTx(func(ctx context.Context, tx *store.Tx) error {
		_, err := o.FreshCertificate(ctx, tx, v, 10*time.Minute)
		return err
	})
}

// by is a browser that holds the session that was begun.
func by(in *account.SignedIn) account.Client {
	c := from(1)
	c.RefreshToken = in.RefreshToken
	return c
}

func signInOf(t *testing.T, o *office, sessionID string) *account.CertificateSignIn {
	t.Helper()
	in, err := o.CertificateOf(context.Background(), sessionID)
	if err != nil || in == nil {
		t.Fatal(in, err)
	}
	return in
}

func sentenceOf(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		return r.Problems[0].Text
	}
	return ""
}

func TestWhoHasACertificateAndNoAccountIsAnApplicantAndNobodyElse(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		out := o.present(t, 1, certificate(1, ptr("zoe@musterstadt.example")), from(1))
		if out.Result != account.CertificateUnknown || out.SignedIn == nil {
			t.Fatalf("got %+v", out)
		}
		ctx := o.as(t, out.SignedIn)
		if v := viewer.From(ctx); !v.Applicant() || v.SignedIn() || v.SessionID != out.SignedIn.SessionID {
			t.Fatalf("got %+v", v)
		}
		if me, err := o.Me(ctx); me != nil || err != nil {
			t.Errorf("an applicant is nobody: got %v, %v", me, err)
		}
		in, err := o.MyCertificate(ctx)
		if err != nil || in.HasAccount() || *in.Claims.Email != "zoe@musterstadt.example" || in.Claims.OrganisationName != "Stadt Musterstadt" {
			t.Errorf("got %+v, %v", in, err)
		}
		if _, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{}); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("got %v", err)
		}
		renewed, err := o.Refresh(ctx, out.SignedIn.RefreshToken)
		if err != nil || !viewer.From(o.as(t, renewed)).Applicant() {
			t.Fatal(err)
		}
		if _, err := o.EndSession(ctx, account.SessionEndInput{}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Authenticate(ctx, renewed.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("the session has ended: got %v", err)
		}
	})
}

func TestAnApplicantsSessionEndsSoonerThanAForm(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	o := newOffice(t, w, account.Limits{})
	out := o.present(t, 1, certificate(1, nil), from(1))
	w.Clock.Advance(61 * time.Minute)
	if _, err := o.Refresh(context.Background(), out.SignedIn.RefreshToken); rule(err) != "UNAUTHENTICATED" {
		t.Errorf("got %v", err)
	}
}

func TestAnApplicantsAccountBeginsWithTheProvenAddressInTheSameSession(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		out := o.present(t, 1, certificate(1, ptr("zoe@müsterstadt.example")), from(1))
		in := signInOf(t, o, out.SignedIn.SessionID)
		person := account.NewPerson{GivenName: "Zoë", FamilyName: "Łuczak", Email: "ZOE@xn--msterstadt-9db.example", Locale: account.German, TermsVersion: terms}
		request := func(p account.NewPerson) (accountID string, err error) {
			err = o.inTx(func(ctx context.Context, tx *store.Tx) error {
				accountID, err = o.AccountByCertificate(ctx, tx, in.ID, p)
				return err
			})
			return accountID, err
		}
		other := person
		other.Email = "mayor@müsterstadt.example"
		if _, err := request(other); rule(err) != "CERTIFICATE_EMAIL_MISMATCH email" || sentenceOf(err) != "certificate_email_unproven" {
			t.Errorf("nobody gets an account with an address that is not proven: got %v", err)
		}
		// Somebody typed the address before, and never proved it.
		o.register(t, "zoe@müsterstadt.example")
		stale := o.lastToken(t, "zoe@müsterstadt.example")
		accountID, err := request(person)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Authenticate(context.Background(), out.SignedIn.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("the applicant's token speaks for nobody now: got %v", err)
		}
		renewed, err := o.Refresh(context.Background(), out.SignedIn.RefreshToken)
		if err != nil {
			t.Fatal(err)
		}
		ctx := o.as(t, renewed)
		me, err := o.Me(ctx)
		if err != nil || me == nil || me.ID != accountID || me.TrustLevel != account.TrustEmail || me.State != account.Active || me.FamilyName != "Łuczak" {
			t.Fatalf("got %+v, %v", me, err)
		}
		if list, err := o.Sessions(ctx, me, renewed.SessionID); err != nil || len(list) != 1 || !strings.HasPrefix(list[0].UserAgent, "Mozilla") {
			t.Errorf("got %+v, %v", list, err)
		}
		if _, err := o.ConfirmEmail(context.Background(), account.EmailConfirmInput{Token: stale, Password: goodPassword}, from(2)); rule(err) != "EXPIRED token" {
			t.Errorf("the link of before is dead: got %v", err)
		}
		if err := o.fresh(ctx); err != nil {
			t.Errorf("the sign-in is fresh: %v", err)
		}
		if again := o.present(t, 1, certificate(1, nil), from(3)); again.Result != account.CertificateKnown || again.SignedIn.Viewer.ID != accountID {
			t.Errorf("got %+v", again)
		}
	})
}

func TestAnAddressThatHasAnAccountIsSignedInToFirst(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	o := newOffice(t, w, account.Limits{})
	o.join(t, "zoe@musterstadt.example")
	out := o.present(t, 1, certificate(1, ptr("zoe@musterstadt.example")), from(2))
	in := signInOf(t, o, out.SignedIn.SessionID)
	err := o.inTx(func(ctx context.Context, tx *store.Tx) error {
		_, err := o.AccountByCertificate(ctx, tx, in.ID, account.NewPerson{
			FamilyName: "Łuczak", Email: "zoe@musterstadt.example", Locale: account.German, TermsVersion: terms,
		})
		return err
	})
	if rule(err) != "TAKEN email" || sentenceOf(err) != "certificate_account_exists" {
		t.Errorf("got %v", err)
	}
	signed := o.signIn(t, "zoe@musterstadt.example")
	added := o.present(t, 1, certificate(1, ptr("zoe@musterstadt.example")), by(signed))
	if added.Result != account.CertificateAdded || added.SignedIn != nil || signInOf(t, o, signed.SessionID).HasAccount() {
		t.Errorf("got %+v", added)
	}
	if err := o.bind(signInOf(t, o, signed.SessionID).ID, signed.Viewer.ID); err != nil {
		t.Error(err)
	}
}

func TestWhatIsSignedNeedsAFreshSignInByTheCertificateOfToday(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, signed := o.join(t, "zoe@musterstadt.example")
		browser := by(signed)
		want := func(when, sentence string) {
			t.Helper()
			if err := o.fresh(ctx); rule(err) != "CERTIFICATE_SIGN_IN_REQUIRED" || sentenceOf(err) != sentence {
				t.Errorf("%s: got %v (%s), want %s", when, err, sentenceOf(err), sentence)
			}
		}
		want("by password alone", "certificate_absent")
		o.present(t, 1, certificate(1, nil), browser)
		want("by a certificate that is not the account's", "certificate_other")
		if err := o.bind(signInOf(t, o, signed.SessionID).ID, signed.Viewer.ID); err != nil {
			t.Fatal(err)
		}
		if err := o.fresh(ctx); err != nil {
			t.Errorf("just signed in: %v", err)
		}
		other := o.signIn(t, "zoe@musterstadt.example")
		if err := o.fresh(o.as(t, other)); sentenceOf(err) != "certificate_absent" {
			t.Errorf("of another session: got %v", err)
		}
		w.Clock.Advance(11 * time.Minute)
		want("eleven minutes later", "certificate_old")
		renewed := certificate(1, nil)
		renewed.Fingerprint = strings.Repeat("f", 64)
		o.present(t, 1, renewed, browser)
		want("by a renewed certificate of the same login", "certificate_other")
		o.present(t, 1, certificate(1, nil), browser)
		if err := o.inTx(func(ctx context.Context, tx *store.Tx) error { return o.UnbindCertificate(ctx, tx, signed.Viewer.ID) }); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Authenticate(ctx, signed.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("a session by a certificate that is no longer the account's goes on: got %v", err)
		}
		if _, err := o.OfSession(ctx, other.SessionID); err != nil {
			t.Errorf("the session by password goes on: %v", err)
		}
	})
}

func TestAnEndedCertificateSignsNothing(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	o := newOffice(t, w, account.Limits{})
	ctx, signed := o.join(t, "zoe@musterstadt.example")
	short := certificate(1, nil)
	short.ValidTo = testkit.Start.Add(5 * time.Minute)
	o.present(t, 1, short, by(signed))
	if err := o.bind(signInOf(t, o, signed.SessionID).ID, signed.Viewer.ID); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(5 * time.Minute)
	if err := o.fresh(ctx); sentenceOf(err) != "certificate_ended" {
		t.Errorf("got %v", err)
	}
	if _, err := o.tryPresent(1, short, from(2)); !errors.Is(err, account.ErrCertificateEnded) {
		t.Errorf("nobody signs in by it: got %v", err)
	}
}

func TestOneCertificateIsOneAccountEvenForTwoAtOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, anna := o.join(t, "anna@musterstadt.example")
		_, boris := o.join(t, "boris@musterstadt.example")
		o.present(t, 1, certificate(1, nil), by(anna))
		o.present(t, 1, certificate(1, nil), by(boris))
		var wait sync.WaitGroup
		results := make([]error, 2)
		for i, one := range []*account.SignedIn{anna, boris} {
			signInID := signInOf(t, o, one.SessionID).ID
			wait.Go(func() { results[i] = o.bind(signInID, one.Viewer.ID) })
		}
		wait.Wait()
		first, second := rule(results[0]), rule(results[1])
		if first+second != "CERTIFICATE_IN_USE" {
			t.Fatalf("one of them has it: got %q and %q", first, second)
		}
		loser := boris
		if first != "" {
			loser = anna
		}
		// The loser's session cannot be entered by the winner's certificate.
		if _, err := o.tryPresent(1, certificate(1, nil), by(loser)); !errors.Is(err, account.ErrOtherAccount) {
			t.Errorf("got %v", err)
		}
		// Another login with the same certificate is the same certificate.
		o.present(t, 2, certificate(1, nil), by(loser))
		if err := o.bind(signInOf(t, o, loser.SessionID).ID, loser.Viewer.ID); rule(err) != "CERTIFICATE_IN_USE" {
			t.Errorf("got %v", err)
		}
	})
}

func TestABlockedAccountIsNotEnteredByCertificate(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	o := newOffice(t, w, account.Limits{})
	_, signed := o.join(t, "zoe@musterstadt.example")
	o.present(t, 1, certificate(1, nil), by(signed))
	if err := o.bind(signInOf(t, o, signed.SessionID).ID, signed.Viewer.ID); err != nil {
		t.Fatal(err)
	}
	if err := o.inTx(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET state = 'BLOCKED' WHERE id = ?`, signed.Viewer.ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.tryPresent(1, certificate(1, nil), from(2)); !errors.Is(err, account.ErrAccountClosed) {
		t.Errorf("got %v", err)
	}
}

func TestTheClaimsOfACertificateGoWithTheirSession(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		out := o.present(t, 1, certificate(1, nil), from(1))
		if _, err := o.EndSession(o.as(t, out.SignedIn), account.SessionEndInput{}); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(8 * 24 * time.Hour)
		if err := o.Sweep(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if n := count(t, o.DB, `SELECT count(*) FROM certificate_sign_in`); n != 0 {
			t.Errorf("%d are left", n)
		}
	})
}
