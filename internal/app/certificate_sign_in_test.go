//go:build demo

package app

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"schalter/internal/config"
	"schalter/internal/demo/certificates"
	"schalter/internal/testkit"
)

// browser is one with cookies, which follows redirects until it is back on the page that ends a sign-in.
type cookieBrowser struct {
	*http.Client
	base string
}

func newBrowser(t *testing.T, w *world) *cookieBrowser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &cookieBrowser{&http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/anmelden/zertifikat" {
			return http.ErrUseLastResponse
		}
		return nil
	}}, w.URL}
}

// signInAnswer is what the routes of a sign-in answer.
type signInAnswer struct {
	Status      int
	URL, Result string
	AccessToken string
	Errors      []struct{ Extensions struct{ Code string } }
}

func (a signInAnswer) problem() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

func (b *cookieBrowser) post(t *testing.T, path string, body any) (a signInAnswer) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	res, err := b.Post(b.base+path, "application/json", strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	a.Status = res.StatusCode
	return a
}

func (b *cookieBrowser) start(t *testing.T) string {
	t.Helper()
	a := b.post(t, "/auth/organisation/demo/start", struct{}{})
	if a.URL == "" {
		t.Fatalf("got %+v", a)
	}
	return a.URL
}

// choose goes to the provider, chooses a certificate there (none gives up), and returns what it came back with.
func (b *cookieBrowser) choose(t *testing.T, address, certificate string) map[string]string {
	t.Helper()
	res, err := b.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(page), "Claudia Reinhardt, Stadt Bamberg") {
		t.Fatalf("%v: %d: %.300s", err, res.StatusCode, page)
	}
	res, err = b.PostForm(b.base+certificates.Path+"/waehlen", url.Values{"id": {res.Request.URL.Query().Get("id")}, "certificate": {certificate}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	back, err := url.Parse(res.Header.Get("Location"))
	if err != nil || res.StatusCode != http.StatusSeeOther || back.Path != "/anmelden/zertifikat" || back.RawQuery != "" {
		t.Fatalf("%v: %d to %q", err, res.StatusCode, res.Header.Get("Location"))
	}
	values, err := url.ParseQuery(back.Fragment)
	if err != nil {
		t.Fatal(err)
	}
	came := map[string]string{}
	for name := range values {
		came[name] = values.Get(name)
	}
	return came
}

func (b *cookieBrowser) complete(t *testing.T, came map[string]string) signInAnswer {
	t.Helper()
	return b.post(t, "/auth/organisation/complete", came)
}

func (b *cookieBrowser) signIn(t *testing.T, certificate string) signInAnswer {
	t.Helper()
	return b.complete(t, b.choose(t, b.start(t), certificate))
}

func TestACertificateSignsInThroughItsProvider(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		b := newBrowser(t, w)
		in := b.signIn(t, "bamberg-reinhardt")
		if in.Result != "SIGNED_IN" || in.AccessToken == "" {
			t.Fatalf("got %+v", in)
		}
		var out struct {
			Viewer            struct{ Email string }
			CertificateSignIn struct {
				IssuerName string
				HasAccount bool
				Claims     struct {
					Email, PersonName, OrganisationName, TaxNumber, Fingerprint string
					FunctionalMailbox                                           bool
					Address                                                     struct{ City string }
				}
			}
			CertificateIssuers []struct{ Name, StartPath string }
		}
		testkit.Client{URL: w.URL, Token: in.AccessToken}.Must(t, `{ viewer { email }
			certificateSignIn { issuerName hasAccount claims { email personName organisationName taxNumber fingerprint functionalMailbox address { city } } }
			certificateIssuers { name startPath } }`, nil, &out)
		c := out.CertificateSignIn
		if out.Viewer.Email != buyer || !c.HasAccount || c.IssuerName != "Demo-Unternehmenskonto" || c.Claims.PersonName != "Claudia Reinhardt" ||
			c.Claims.OrganisationName != "Stadt Bamberg" || len(c.Claims.Fingerprint) != 64 || c.Claims.Address.City != "Bamberg" || c.Claims.FunctionalMailbox {
			t.Errorf("got %+v", out)
		}
		if len(out.CertificateIssuers) != 1 || out.CertificateIssuers[0].StartPath != "/auth/organisation/demo/start" {
			t.Errorf("got %+v", out.CertificateIssuers)
		}
		// The session renews itself as every other.
		if again := b.post(t, "/auth/refresh", struct{}{}); again.AccessToken == "" {
			t.Errorf("got %+v", again)
		}
		if added := b.signIn(t, "bamberg-reinhardt"); added.Result != "ADDED" || added.AccessToken != "" {
			t.Errorf("signed in already: got %+v", added)
		}
		if other := b.signIn(t, "coburg-vogel"); other.Result != "ADDED" {
			t.Errorf("a certificate without account can be added: got %+v", other)
		}
	})
}

func TestACertificateWithoutAnAccountSignsInAnApplicant(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	for key, email := range map[string]string{"coburg-vogel": "thomas.vogel@coburg.example", "marktl-ohne-mail": "", "bayreuth-gesundheitsamt": "gesundheitsamt@lra-bayreuth.example"} {
		in := newBrowser(t, w).signIn(t, key)
		if in.Result != "NO_ACCOUNT" {
			t.Fatalf("%s: got %+v", key, in)
		}
		client := testkit.Client{URL: w.URL, Token: in.AccessToken}
		var out struct {
			Viewer            *struct{ ID string }
			CertificateSignIn struct {
				HasAccount bool
				Claims     struct{ Email string }
			}
		}
		client.Must(t, `{ viewer { id } certificateSignIn { hasAccount claims { email } } }`, nil, &out)
		if out.Viewer != nil || out.CertificateSignIn.HasAccount || out.CertificateSignIn.Claims.Email != email {
			t.Errorf("%s: got %+v", key, out)
		}
	}
}

// An applicant is nobody: what the matrix says of anonymous callers holds for applicants, but for what is theirs.
func TestAnApplicantMayWhatAnybodyMay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := &facts{t: t, w: w, owner: w.as(t, citizen), clerk: w.as(t, clerkBamberg), admin: newAdmin(t, w)}
	f.mailbox = openMailbox(t, f.owner, bamberg)
	f.message = sendMessage(t, f.owner, f.mailbox, bamberg, f.key())
	f.caseID = newestCase(t, f.clerk, bamberg)
	applicant := testkit.Client{URL: w.URL, Token: newBrowser(t, w).signIn(t, "coburg-vogel").AccessToken}
	theirs := map[string]string{"certificateSignIn": "ok", "marketAccountRequest": "CERTIFICATE_EMAIL_MISMATCH"}
	for name, op := range operations() {
		if strings.HasPrefix(op.document, "subscription") {
			continue
		}
		want := op.want["anonymous"]
		if own, ok := theirs[name]; ok {
			want = own
		}
		a, err := applicant.Ask(t.Context(), op.document, op.vars(f))
		if err != nil {
			t.Fatal(err)
		}
		if got := outcome(t, a); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestWhatComesBackIsForTheBrowserThatBegan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	mine, other := newBrowser(t, w), newBrowser(t, w)
	refused := func(b *cookieBrowser, came map[string]string, want string) {
		t.Helper()
		a := b.complete(t, came)
		if a.problem() != want || a.AccessToken != "" || a.Status != http.StatusUnprocessableEntity {
			t.Errorf("got %+v, want %s", a, want)
		}
	}
	came := mine.choose(t, mine.start(t), "bamberg-reinhardt")
	// A second browser, with a sign-in of its own on its way and without.
	refused(other, came, "ATTEMPT_UNKNOWN")
	other.start(t)
	refused(other, came, "ATTEMPT_UNKNOWN")
	// Somebody else's state, and the address of another provider.
	forged := map[string]string{"provider": "demo", "code": came["code"], "state": "forged"}
	refused(mine, forged, "ATTEMPT_UNKNOWN")
	refused(mine, map[string]string{"provider": "other", "code": came["code"], "state": came["state"]}, "ATTEMPT_UNKNOWN")
	// None of that used it up.
	if in := mine.complete(t, came); in.Result != "SIGNED_IN" {
		t.Fatalf("got %+v", in)
	}
	refused(mine, came, "ATTEMPT_UNKNOWN")
}

func TestASignInIsEndedOnceHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	b := newBrowser(t, w)
	came := b.choose(t, b.start(t), "bamberg-reinhardt")
	// A browser that kept the cookie, as a copy of it would.
	at, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	kept := b.Jar.Cookies(at)
	if in := b.complete(t, came); in.Result != "SIGNED_IN" {
		t.Fatalf("got %+v", in)
	}
	copied := newBrowser(t, w)
	copied.Jar.SetCookies(at, kept)
	if again := copied.complete(t, came); again.problem() != "ATTEMPT_USED" {
		t.Errorf("got %+v", again)
	}
}

func TestASignInOfAnotherSessionIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	b := newBrowser(t, w)
	came := b.choose(t, b.start(t), "bamberg-reinhardt")
	// Meanwhile somebody signed in by password in the same browser.
	b.post(t, "/graphql", map[string]any{"query": `mutation($i: SessionStartInput!) { sessionStart(input: $i) { expiresAt } }`,
		"variables": map[string]any{"i": map[string]any{"email": citizen, "password": password}}})
	if a := b.complete(t, came); a.problem() != "OTHER_SESSION" {
		t.Errorf("got %+v", a)
	}
	// The buyer's certificate does not enter the citizen's session.
	if a := b.signIn(t, "bamberg-reinhardt"); a.problem() != "OTHER_ACCOUNT" {
		t.Errorf("got %+v", a)
	}
}

func TestWhoGivesUpAtTheProviderIsToldSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	b := newBrowser(t, w)
	if a := b.complete(t, b.choose(t, b.start(t), "")); a.problem() != "CANCELLED" {
		t.Errorf("got %+v", a)
	}
	if a := newBrowser(t, w).signIn(t, "forchheim-abgelaufen"); a.problem() != "CERTIFICATE_ENDED" {
		t.Errorf("an expired certificate: got %+v", a)
	}
}

func TestAForgedCodeSignsNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	b := newBrowser(t, w)
	came := b.choose(t, b.start(t), "bamberg-reinhardt")
	came["code"] += "x"
	if a := b.complete(t, came); a.problem() != "ANSWER_INVALID" {
		t.Errorf("got %+v", a)
	}
	came = b.choose(t, b.start(t), "bamberg-reinhardt")
	came["iss"] = "https://evil.example"
	if a := b.complete(t, came); a.problem() != "ANSWER_INVALID" {
		t.Errorf("got %+v", a)
	}
}

func TestAProviderThatIsAwayIsToldToBeAway(t *testing.T) {
	t.Parallel()
	cfg := worldConfig(t, "")
	cfg.OrganisationLogins = config.OrganisationLogins{{Key: "away", Name: "Weit weg", Issuer: "http://127.0.0.1:1", ClientID: "c", ClientSecret: "s"}}
	w := newMailWorldWith(t, cfg, testkit.Quiet())
	b := newBrowser(t, w)
	if a := b.post(t, "/auth/organisation/away/start", struct{}{}); a.problem() != "PROVIDER_UNAVAILABLE" {
		t.Errorf("got %+v", a)
	}
	if a := b.post(t, "/auth/organisation/nobody/start", struct{}{}); a.problem() != "NOT_FOUND" || a.Status != http.StatusNotFound {
		t.Errorf("got %+v", a)
	}
}

// A page of somebody else can lead a browser here, and no further: the way back signs nobody in, and only our own page may send on.
func TestAPageOfSomebodyElseSignsNobodyIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	attacker := newBrowser(t, w)
	came := attacker.choose(t, attacker.start(t), "bamberg-reinhardt")
	victim := newBrowser(t, w)
	res, err := victim.Get(w.URL + "/auth/organisation/demo/return?" + url.Values{"code": {came["code"]}, "state": {came["state"]}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if len(res.Cookies()) > 0 {
		t.Errorf("got %v", res.Cookies())
	}
	if a := victim.complete(t, came); a.problem() != "ATTEMPT_UNKNOWN" {
		t.Errorf("got %+v", a)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL+"/auth/organisation/demo/start", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", "https://evil.example")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if res, err = victim.Do(r); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden || len(res.Cookies()) > 0 {
		t.Errorf("got %d, %v", res.StatusCode, res.Cookies())
	}
}
