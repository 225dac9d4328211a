//go:build demo

package demo_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/demo"
	"schalter/internal/demo/certificates"
	"schalter/internal/directory"
	"schalter/internal/job"
	"schalter/internal/letter"
	"schalter/internal/mail"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// kept is a mail server that takes everything.
type kept struct{}

func (kept) Send(context.Context, mail.Message) error { return nil }

// shop is a demo as package app puts it together.
type shop struct {
	*testkit.World
	directory     *directory.Directory
	accounts      *account.Service
	organisations *organisation.Service
	mailer        *notify.Mailer
	runner        *job.Runner
	url           string
}

func newShop(t *testing.T, w *testkit.World) *shop {
	t.Helper()
	ctx := context.Background()
	s := &shop{World: w}
	var err error
	if s.directory, err = directory.New(); err != nil {
		t.Fatal(err)
	}
	people := account.NewPeople(w.DB, w.Vault, w.Platform)
	if s.organisations, err = organisation.New(ctx, w.DB, people, w.Log); err != nil {
		t.Fatal(err)
	}
	s.organisations.SetPorts(organisation.Ports{Persons: people, GatewayAddress: "gateway@schalter.example", Limits: func(mailLimit int64) int { return int(mailLimit / 2) }})
	s.mailer = notify.NewMailer(notify.MailerOptions{
		DB: w.DB, Vault: w.Vault, People: people, Clerks: s.organisations, Sender: kept{}, Log: w.Log, BaseURL: "http://127.0.0.1:8080", KeepSent: true,
		AuthorityName: func(authorityID string) string { return s.directory.Snapshot().Authority(authorityID).Name },
	})
	s.accounts, err = account.New(account.Options{
		DB: w.DB, Vault: w.Vault, Platform: w.Platform, Mailer: s.mailer, Log: w.Log, BaseURL: "http://127.0.0.1:8080", TermsVersion: "1",
		Printer: account.Printer{Sender: letter.Sender{Name: "Schalter", Address: []string{"Weg 1", "80331 München"}}, Platform: "Schalter", BaseURL: "http://127.0.0.1:8080"},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.runner = job.NewRunner(w.DB, w.Log)
	s.accounts.RegisterJobs(s.runner)
	s.mailer.RegisterJobs(s.runner)
	mux := http.NewServeMux()
	for pattern, h := range s.open(t) {
		mux.Handle(pattern, h)
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *shop) open(t *testing.T) map[string]http.Handler {
	t.Helper()
	d, err := demo.Prepare(demo.Options{
		DataDir: s.DataDir, Platform: func() []*x509.Certificate { return nil }, Clock: s.Clock, Log: s.Log,
		Certificates: certificates.Options{BaseURL: "http://localhost", RedirectURL: "http://localhost/back", ClientID: "schalter", ClientSecret: "s", Clock: s.Clock, Log: s.Log},
	})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := d.Seed(context.Background(), demo.Seeding{
		DB: s.DB, Directory: s.directory, Accounts: s.accounts, Organisations: s.organisations, Mailer: s.mailer,
	})
	if err != nil {
		t.Fatal(err)
	}
	return routes
}

func (s *shop) get(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func (s *shop) signIn(t *testing.T, email string) *viewer.Viewer {
	t.Helper()
	signed, err := s.accounts.StartSession(context.Background(), account.SessionStartInput{Email: email, Password: demo.Password}, account.Client{})
	if err != nil {
		t.Fatalf("%s: %v", email, err)
	}
	v, _, err := s.accounts.Authenticate(context.Background(), signed.AccessToken)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDemoAccountsAndAuthorities(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newShop(t, w)
		s.open(t)
		for email, want := range map[string]string{
			"citizen@demo.example":        "",
			"clerk@demo.example":          "Landratsamt Bayreuth, admin",
			"clerk2@demo.example":         "Landratsamt Bayreuth",
			"clerk-muenchen@demo.example": "Landeshauptstadt München",
			"clerk-bamberg@demo.example":  "Stadt Bamberg",
			"clerk-ea@demo.example":       "Einheitlicher Ansprechpartner Oberfranken",
			"buyer@demo.example":          "",
			"operator@demo.example":       "OPERATOR",
			"operator2@demo.example":      "OPERATOR",
			"editor@demo.example":         "EDITOR",
		} {
			v := s.signIn(t, email)
			var got []string
			for _, a := range v.ClerkFor {
				got = append(got, s.directory.Snapshot().Authority(a).Name)
				if s.organisations.Reachability(a) != organisation.Connected {
					t.Errorf("%s is not connected", a)
				}
			}
			if len(v.Memberships) > 0 && v.Memberships[0].Admin {
				got = append(got, "admin")
			}
			for _, r := range v.Roles {
				got = append(got, string(r))
			}
			if joined := strings.Join(got, ", "); joined != want {
				t.Errorf("%s: got %q, want %q", email, joined, want)
			}
		}
		me, err := s.accounts.Me(viewer.With(context.Background(), s.signIn(t, demo.Citizen)))
		if err != nil || me.TrustLevel != account.TrustPostal || me.PostalAddress == nil || me.PostalAddress.City != "Bayreuth" {
			t.Errorf("citizen: got %+v, %v", me, err)
		}
		if got := len(s.organisations.ConnectedAuthorities()); got != 4 {
			t.Errorf("connected: got %d, want 4", got)
		}
		coburg := directory.AuthorityID(directory.KindKreisfreieStadt, "094630000000")
		if s.directory.Snapshot().Authority(coburg) == nil || s.organisations.Reachability(coburg) != organisation.NotConnected {
			t.Error("Stadt Coburg must be known and not connected")
		}
	})
}

func TestTrayShowsMailsAndLetters(t *testing.T) {
	t.Parallel()
	s := newShop(t, testkit.SQLite(t))
	ctx := context.Background()
	work := func() {
		t.Helper()
		if err := s.runner.RunDue(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if res, body := s.get(t, "/demo/mails.json"); body != "[]" || res.Header.Get("Content-Type") != "application/json" {
		t.Errorf("empty tray: got %s", body)
	}
	err := s.accounts.Register(ctx, account.AccountRegisterInput{Email: "new@post.example", GivenName: "Ana", FamilyName: "Šarić", Locale: account.German, TermsVersion: "1"}, account.Client{})
	if err != nil {
		t.Fatal(err)
	}
	work()
	var mails []struct{ To, Subject, Text, HTML string }
	_, body := s.get(t, "/demo/mails.json")
	if err := json.Unmarshal([]byte(body), &mails); err != nil || len(mails) != 1 || mails[0].To != "new@post.example" {
		t.Fatalf("got %s, %v", body, err)
	}
	link := regexp.MustCompile(`http://\S+#token=(\S+)`).FindStringSubmatch(mails[0].Text)
	if link == nil {
		t.Fatalf("no link in %s", mails[0].Text)
	}
	if res, page := s.get(t, "/demo/mails"); !strings.Contains(page, `<a href="`+link[0]+`">`) || strings.Contains(res.Header.Get("Content-Security-Policy"), "unsafe") {
		t.Errorf("the link cannot be clicked: got %s", page)
	}
	signed, err := s.accounts.ConfirmEmail(ctx, account.EmailConfirmInput{Token: link[1], Password: "Regenschirm aus Papier 7"}, account.Client{})
	if err != nil {
		t.Fatal(err)
	}
	v, _, err := s.accounts.Authenticate(ctx, signed.AccessToken)
	if err != nil {
		t.Fatal(err)
	}
	me := viewer.With(ctx, v)
	code := "96450"
	if _, err := s.accounts.SetPostalAddress(me, account.PostalAddressSetInput{Address: account.PostalAddressInput{PostalCode: &code, City: "Coburg", Country: "DE"}}); err != nil {
		t.Fatal(err)
	}
	work()
	var letters []struct{ Recipient, Code, PDF string }
	_, body = s.get(t, "/demo/letters.json")
	if err := json.Unmarshal([]byte(body), &letters); err != nil || len(letters) != 1 || letters[0].Recipient != "Ana Šarić" {
		t.Fatalf("got %s, %v", body, err)
	}
	res, pdf := s.get(t, letters[0].PDF)
	if !strings.HasPrefix(pdf, "%PDF-") || res.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("letter: got %d %.20q", res.StatusCode, pdf)
	}
	if _, page := s.get(t, "/demo/letters"); !strings.Contains(page, letters[0].Code) || !strings.Contains(page, letters[0].PDF) {
		t.Errorf("page of letters: got %s", page)
	}
	s.Clock.Advance(time.Minute)
	if _, err := s.accounts.Activate(me, account.AccountActivateInput{Code: letters[0].Code}); err != nil {
		t.Errorf("the code of the tray: %v", err)
	}
	for _, path := range []string{"/demo/letters/let_x.pdf", "/demo/letters/let_x", "/demo/letters/..%2f.pdf"} {
		if res, _ := s.get(t, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: got %d", path, res.StatusCode)
		}
	}
	if _, err := s.accounts.StartSession(ctx, account.SessionStartInput{Email: "new@post.example", Password: demo.Password}, account.Client{}); err == nil {
		t.Error("the demo password opens an account of somebody else")
	}
	work()
	if _, body = s.get(t, "/demo/mails.json"); !slices.IsSorted([]int{1, strings.Index(body, "freigeschaltet"), strings.Index(body, "Bitte bestätigen")}) {
		t.Errorf("newest first: got %s", body)
	}
}
