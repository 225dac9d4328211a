package accounts_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/market/accounts"
	"schalter/internal/pagination"
	"schalter/internal/testkit"
)

func TestF3AnAccountIsAskedForCheckedAndReleasedWithAMail(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		f := form("Claudia", "Reinhardt", "c.reinhardt@bamberg.example")
		f.MaySign, f.Evidence, f.SignUntil = true, of("Beschluss vom 3. Mai 2026"), of("2032-05-01")
		f.FunctionalMailboxes = []string{"Digital@bamberg.example", "digital@BAMBERG.example"}
		f.DigitalOfficer = &accounts.Contact{Name: "Jonas Frey", Email: "frey@bamberg.example"}
		applicant := n.signIn("", n.certificate("1", "Claudia Reinhardt", "C.Reinhardt@bamberg.example"))
		a, err := n.request(applicant, f, "k1")
		if err != nil || a.State != accounts.Pending || a.Claims == nil || a.Shared || *a.Claims.TaxNumber != taxNumber {
			t.Fatalf("got %+v, %v", a, err)
		}
		again, err := n.request(applicant, f, "k1")
		if err != nil || again.ID != a.ID {
			t.Errorf("the same again: got %+v, %v", again, err)
		}
		other := f
		other.FamilyName = "Andere"
		if _, err := n.request(applicant, other, "k1"); rule(err) != "IDEMPOTENCY_CONFLICT" {
			t.Errorf("another content: got %v", err)
		}
		list, err := n.Waiting(n.operator(), accounts.Pending, pagination.Request{Limit: 5})
		if err != nil || len(list.Items) != 1 || list.Items[0].Node.Form.SignUntil == nil {
			t.Fatalf("desk: got %+v, %v", list, err)
		}
		done, err := n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: a.Version, Approve: true, MaySign: true})
		if err != nil || done.State != accounts.Active || !done.MaySign || done.DecidedAt == nil {
			t.Fatalf("approved: got %+v, %v", done, err)
		}
		if got, want := n.rolesOf(bamberg, done.AccountID), "BUYER SIGNATORY"; got != want {
			t.Errorf("roles: got %s, want %s", got, want)
		}
		if got, want := fmt.Sprint(n.mails), "[approved "+done.AccountID+" Stadt Bamberg true]"; got != want {
			t.Errorf("mails: got %s, want %s", got, want)
		}
		if got := fmt.Sprint(n.mailboxes[bamberg], n.taxNumbers[bamberg], n.officers[bamberg]); got != "[Digital@bamberg.example]"+taxNumber+"Jonas Frey" {
			t.Errorf("organisation: got %s", got)
		}
		if _, err := n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: done.Version, Note: of("doch nicht")}); rule(err) != "WRONG_STATE request_decided" {
			t.Errorf("decided again: got %v", err)
		}
		signings, err := n.Signings(context.Background(), bamberg, pagination.Request{Limit: 5})
		if err != nil || len(signings.Items) != 1 || *signings.Items[0].Node.ValidTo != "2032-05-01" || *signings.Items[0].Node.Evidence != *f.Evidence {
			t.Errorf("authority to sign: got %+v, %v", signings, err)
		}
	})
}

func TestF3WhoWasRejectedLearnsWhyAndMayAskAgain(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		c := n.certificate("1", "Emre Yildiz", "e@bamberg.example")
		f := accounts.MarketAccountForm{GivenName: "Emre", FamilyName: "Yıldız", Email: "e@bamberg.example", OrganisationName: "Zweckverband Wasser Au", Kind: "ZWECKVERBAND"}
		a, err := n.request(n.signIn("", c), f, "k1")
		if err != nil {
			t.Fatal(err)
		}
		decision := accounts.Decision{ID: a.ID, ExpectedVersion: a.Version}
		if _, err := n.Decide(n.operator(), decision); rule(err) != "REQUIRED market_reason_missing note" {
			t.Errorf("without a reason: got %v", err)
		}
		decision.Note = of("Der Verband heißt anders.")
		if _, err := n.Decide(n.operator(), decision); err != nil {
			t.Fatal(err)
		}
		if n.Organisation(a.OrganisationID) != nil {
			t.Error("the organisation that nobody confirmed is still there")
		}
		if got, want := fmt.Sprint(n.mails), "[rejected "+a.AccountID+" Zweckverband Wasser Au: Der Verband heißt anders.]"; got != want {
			t.Errorf("mails: got %s, want %s", got, want)
		}
		w.Clock.Advance(time.Second)
		f.OrganisationName = "Zweckverband Wasserversorgung Au"
		next, err := n.request(n.signIn(a.AccountID, c), f, "k2")
		if err != nil || next.ID == a.ID || next.State != accounts.Pending {
			t.Fatalf("again: got %+v, %v", next, err)
		}
		done, err := n.Decide(n.operator(), accounts.Decision{ID: next.ID, ExpectedVersion: next.Version, Approve: true})
		if err != nil || !n.Organisation(done.OrganisationID).Confirmed || done.MaySign {
			t.Errorf("approved: got %+v, %v", done, err)
		}
		if own, err := n.Mine(n.signIn(a.AccountID, c)); err != nil || len(own) != 2 || own[1].DecisionNote == nil {
			t.Errorf("own: got %+v, %v", own, err)
		}
	})
}

func TestWhatAnAccountIsRefusedFor(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t), 0)
	plain := func() accounts.MarketAccountForm { return form("Anna", "Berg", "anna@bamberg.example") }
	own := n.certificate("1", "Anna Berg", "anna@bamberg.example")
	for _, tt := range []struct {
		what   string
		claims func(*accounts.Claims)
		form   func(*accounts.MarketAccountForm)
		want   string
	}{
		{"certificate that ended", func(c *accounts.Claims) { c.ValidTo = n.w.Clock.Now() }, nil, "EXPIRED market_certificate_ended"},
		{"another person's", func(c *accounts.Claims) { c.PersonName = of("Berta Tal") }, nil, "CERTIFICATE_NAME_MISMATCH certificate_other_person familyName"},
		{"another address", func(c *accounts.Claims) { c.Email = of("x@bamberg.example") }, nil, "CERTIFICATE_EMAIL_MISMATCH certificate_email_mismatch email"},
		{"another organisation's mailbox", func(c *accounts.Claims) { c.Email = of("Rathaus@COBURG.example") }, nil,
			"CERTIFICATE_EMAIL_MISMATCH certificate_email_foreign functionalMailboxes"},
		{"another organisation's mailbox named as one's own", nil, func(f *accounts.MarketAccountForm) { f.FunctionalMailboxes = []string{"rathaus@coburg.example"} },
			"TAKEN mailbox_of_another functionalMailboxes"},
		{"tax number", func(c *accounts.Claims) { c.TaxNumber = of("9181081508154") }, nil, "INVALID tax_number_malformed"},
		{"without address, of somebody unknown", func(c *accounts.Claims) { c.Email = nil }, nil, "CERTIFICATE_EMAIL_MISMATCH certificate_without_email email"},
		{"organisation of the directory without its key", nil, func(f *accounts.MarketAccountForm) {
			f.OrganisationID, f.OrganisationName, f.Kind = nil, "Bamberg", "GEMEINDE"
		},
			"REQUIRED organisation_of_directory organisationId"},
		{"unknown organisation", nil, func(f *accounts.MarketAccountForm) { f.OrganisationID = of("org_unknown") }, "NOT_FOUND organisation_unknown organisationId"},
		{"dissolved organisation", nil, func(f *accounts.MarketAccountForm) { f.OrganisationID = of("org_gone") }, "WRONG_STATE organisation_dissolved organisationId"},
		{"signing without evidence", nil, func(f *accounts.MarketAccountForm) { f.MaySign = true }, "REQUIRED signing_evidence_missing evidence"},
		{"signing that has ended", nil, func(f *accounts.MarketAccountForm) {
			f.MaySign, f.Evidence, f.SignUntil = true, of("x"), of("2020-01-01")
		},
			"INVALID signing_ends_before signUntil"},
		{"an IT association signs", nil, func(f *accounts.MarketAccountForm) { f.OrganisationID, f.MaySign, f.Evidence = of(it), true, of("x") },
			"NOT_AUTHORISED_TO_SIGN it_association_never_signs maySign"},
		{"no name", nil, func(f *accounts.MarketAccountForm) { f.FamilyName = " " }, "REQUIRED familyName"},
	} {
		c, f := own, plain()
		if tt.claims != nil {
			tt.claims(&c)
		}
		if tt.form != nil {
			tt.form(&f)
		}
		if _, err := n.request(n.signIn("", c), f, tt.what); rule(err) != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.what, rule(err), err, tt.want)
		}
	}
	if _, err := n.request(n.operator(), plain(), "k"); rule(err) != "CERTIFICATE_SIGN_IN_REQUIRED market_certificate_missing" {
		t.Errorf("without a certificate: got %v", err)
	}
	if _, err := n.request(context.Background(), plain(), "k"); rule(err) != "UNAUTHENTICATED" {
		t.Errorf("without a session: got %v", err)
	}
	// An ARS names the directory's organisation, whatever it was called.
	f := plain()
	f.OrganisationID, f.OrganisationName, f.Kind, f.ARS = nil, "Bamberg (Stadt)", "KREISFREIE_STADT", of("094610000000")
	if a, err := n.request(n.signIn("", own), f, "ars"); err != nil || a.OrganisationID != bamberg {
		t.Errorf("by ARS: got %+v, %v", a, err)
	}
}

func TestF26OneCertificateOneAccount(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		first := n.active(t, "1", "Anna", "Berg", false)
		box := form("Berta", "Tal", "berta@bamberg.example")
		box.FunctionalMailboxes = []string{"anna@bamberg.example"}
		if _, err := n.request(n.signIn("", n.certificate("1", "", "anna@bamberg.example")), box, "k2"); rule(err) != "CERTIFICATE_IN_USE certificate_of_another_account" {
			t.Errorf("the same certificate: got %v", err)
		}
		if _, err := n.request(n.signIn(first.AccountID, n.certificate("2", "Anna Berg", "anna@bamberg.example")), form("Anna", "Berg", "anna@bamberg.example"), "k3"); rule(err) != "TAKEN market_account_there" {
			t.Errorf("a second account: got %v", err)
		}
	})
}

// However many ask at once for one tax number, over however many organisations, the limit holds.
func TestF17TheLimitOfATaxNumberHoldsAgainstRaces(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		const limit, many = 5, 20
		n := newTown(t, w, limit)
		var wg sync.WaitGroup
		results := make([]string, many)
		for i := range many {
			wg.Go(func() {
				name, email := fmt.Sprint("Person", string(rune('A'+i))), fmt.Sprintf("p%d@bamberg.example", i)
				f := form(name, "Berg", email)
				if i%2 == 1 {
					f.OrganisationID = of(coburg)
				}
				_, err := n.request(n.signIn("", n.certificate(fmt.Sprintf("%02d", i), name+" Berg", email)), f, "k")
				results[i] = rule(err)
			})
		}
		wg.Wait()
		count := map[string]int{}
		for _, r := range results {
			count[r]++
		}
		if count[""] != limit || count["ACCOUNT_LIMIT_REACHED market_account_limit"] != many-limit {
			t.Errorf("got %v", count)
		}
		if used, err := n.Used(context.Background(), bamberg, of(taxNumber)); err != nil || used != limit {
			t.Errorf("used: got %d, %v", used, err)
		}
	})
}

// Who does something is a person with a certificate of their own, and the log says which person and which certificate.
func TestF17ActsNameThePersonAndTheCertificate(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		ones, twos := strings.Repeat("1", 64), strings.Repeat("2", 64)
		first, second := n.active(t, ones, "Nora", "Ächter", false), n.active(t, twos, "Jan", "Winter", false)
		want := []string{
			first.AccountID + " market.account.request " + bamberg, "acc_operator market.account.approve " + bamberg,
			second.AccountID + " market.account.request " + bamberg, "acc_operator market.account.approve " + bamberg,
		}
		if first.AccountID == second.AccountID || !slices.Equal(n.acts, want) {
			t.Errorf("got %q, want %q", n.acts, want)
		}
		for i, fingerprint := range []string{ones, ones, twos, twos} {
			if n.details[i] == "" || !strings.HasPrefix(fingerprint, n.details[i]) {
				t.Errorf("act %d: got %q, want the beginning of %q", i, n.details[i], fingerprint)
			}
		}
	})
}
