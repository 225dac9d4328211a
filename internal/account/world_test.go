package account_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"regexp"
	"schalter/internal/deletion"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"strings"
	"sync"
	"testing"

	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/letter"
	"schalter/internal/mail"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const (
	goodPassword = "Regenschirm aus Papier 7"
	baseURL      = "https://schalter.example"
	terms        = "2026-01"
)

// office is a platform as far as accounts need it; mails and letters end in its trays.
type office struct {
	*testkit.World
	*account.Service
	organisations *organisation.Service
	mailer        *notify.Mailer
	runner        *job.Runner
	log           *bytes.Buffer

	mu      sync.Mutex
	mails   []mail.Message
	letters []account.CodeLetter
}

// Send makes the office the mail server.
func (o *office) Send(_ context.Context, m mail.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.mails = append(o.mails, m)
	return nil
}

// Letter makes the office the printer.
func (o *office) Letter(_ context.Context, l account.CodeLetter) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.letters = append(o.letters, l)
	return []byte("%PDF-1.7 " + l.Code), nil
}

// CheckAddress asks the real printer.
func (o *office) CheckAddress(a postal.Address) *errs.Problem { return realPrinter().CheckAddress(a) }

// Batch is the real printer's; what it printed lies in the tray, too.
func (o *office) Batch(ctx context.Context, letters []account.CodeLetter) (pdf []byte, pages []int, err error) {
	o.mu.Lock()
	o.letters = append(o.letters, letters...)
	o.mu.Unlock()
	return realPrinter().Batch(ctx, letters)
}

func realPrinter() account.Printer {
	return account.Printer{Sender: letter.Sender{Name: "Schalter"}, Platform: "Schalter", BaseURL: baseURL}
}

func newOffice(t *testing.T, w *testkit.World, limits account.Limits) *office {
	t.Helper()
	return openOffice(t, w, account.Options{Limits: limits})
}

// openOffice completes the options. Passwords cost nothing where the test does not say what they cost.
func openOffice(t *testing.T, w *testkit.World, options account.Options) *office {
	t.Helper()
	ctx := context.Background()
	o := &office{World: w, log: &bytes.Buffer{}}
	log := slog.New(slog.NewTextHandler(&lockedWriter{to: o.log}, &slog.HandlerOptions{Level: slog.LevelDebug}))
	people := account.NewPeople(w.DB, w.Vault, w.Platform)
	var err error
	if o.organisations, err = organisation.New(ctx, w.DB, people, log); err != nil {
		t.Fatal(err)
	}
	o.organisations.SetPorts(organisation.Ports{Persons: people})
	o.mailer = notify.NewMailer(notify.MailerOptions{
		DB: w.DB, Vault: w.Vault, People: people, Clerks: o.organisations, Sender: o, Log: log, BaseURL: baseURL,
		AuthorityName: func(string) string { return "Stadt Beispiel" },
	})
	options.DB, options.Vault, options.Platform, options.Mailer, options.Printer, options.Log = w.DB, w.Vault, w.Platform, o.mailer, o, log
	options.BaseURL, options.TermsVersion, options.KeepReasons = baseURL, terms, append(options.KeepReasons, o.organisations.Employs)
	options.Certificates = deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: noLog{}, Clock: w.Clock, Platform: "Schalter", BaseURL: baseURL})
	if options.PasswordMemory == 0 {
		options.PasswordMemory = 64
	}
	if o.Service, err = account.New(options); err != nil {
		t.Fatal(err)
	}
	o.runner = job.NewRunner(w.DB, log)
	o.RegisterJobs(o.runner)
	o.mailer.RegisterJobs(o.runner)
	return o
}

// noLog is a public log that has nothing yet.
type noLog struct{}

func (noLog) Append(context.Context, *store.Tx, merkle.Record) error { return nil }

func (noLog) Place(context.Context, merkle.Record) (*evidence.Log, *deletion.Place, error) {
	return nil, nil, nil
}

type lockedWriter struct {
	mu sync.Mutex
	to *bytes.Buffer
}

func (w *lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(p)
}

func (o *office) work(t *testing.T) {
	t.Helper()
	if err := o.runner.RunDue(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// mailsTo are the mails to an address, the newest last.
func (o *office) mailsTo(address string) (found []mail.Message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, m := range o.mails {
		if m.To == address {
			found = append(found, m)
		}
	}
	return found
}

var tokenInMail = regexp.MustCompile(`#token=(\S+)`)

// lastToken is the token of the last link that was mailed to an address.
func (o *office) lastToken(t *testing.T, address string) string {
	t.Helper()
	mails := o.mailsTo(address)
	for i := len(mails) - 1; i >= 0; i-- {
		if found := tokenInMail.FindStringSubmatch(mails[i].Text); found != nil {
			return found[1]
		}
	}
	t.Fatalf("no link was mailed to %s", address)
	return ""
}

func (o *office) lastCode(t *testing.T) string {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.letters) == 0 {
		t.Fatal("no letter was printed")
	}
	return o.letters[len(o.letters)-1].Code
}

func registration(email string) account.AccountRegisterInput {
	return account.AccountRegisterInput{Email: email, GivenName: "Zoë", FamilyName: "Kŕáľová-Łuczak", Locale: account.German, TermsVersion: terms}
}

func (o *office) register(t *testing.T, email string) {
	t.Helper()
	if err := o.Register(context.Background(), registration(email), from(1)); err != nil {
		t.Fatal(err)
	}
	o.work(t)
}

// join registers and confirms, and returns the context of the signed-in person.
func (o *office) join(t *testing.T, email string) (context.Context, *account.SignedIn) {
	t.Helper()
	o.register(t, email)
	signed, err := o.ConfirmEmail(context.Background(), account.EmailConfirmInput{Token: o.lastToken(t, email), Password: goodPassword}, from(1))
	if err != nil {
		t.Fatal(err)
	}
	return o.as(t, signed), signed
}

// as is the context of a request with this access token.
func (o *office) as(t *testing.T, signed *account.SignedIn) context.Context {
	t.Helper()
	v, _, err := o.Authenticate(context.Background(), signed.AccessToken)
	if err != nil {
		t.Fatal(err)
	}
	return viewer.With(context.Background(), v)
}

// settle gives an address and enters the code.
func (o *office) settle(t *testing.T, ctx context.Context) {
	t.Helper()
	if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
		t.Fatal(err)
	}
	o.work(t)
	if _, err := o.Activate(ctx, account.AccountActivateInput{Code: o.lastCode(t)}); err != nil {
		t.Fatal(err)
	}
	o.work(t)
}

func (o *office) signIn(t *testing.T, email string) *account.SignedIn {
	t.Helper()
	signed, err := o.StartSession(context.Background(), account.SessionStartInput{Email: email, Password: goodPassword}, from(1))
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func address(city string) account.PostalAddressSetInput {
	return account.PostalAddressSetInput{Address: account.PostalAddressInput{
		Street: ptr("Am Kranen"), HouseNumber: ptr("14"), PostalCode: ptr("96047"), City: city, Country: "DE",
	}}
}

func ptr[T any](v T) *T { return &v }

// from is a client on the n-th network.
func from(n int) account.Client {
	return account.Client{UserAgent: "Mozilla/5.0 (X11)", Address: netip.AddrFrom4([4]byte{192, 0, byte(n >> 8), byte(n)})}
}

// rule is the first refused rule of an error with its field, or the code of a fault.
func rule(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		return strings.TrimSpace(fmt.Sprint(r.Problems[0].Rule, " ", strings.Join(r.Problems[0].Field, ".")))
	}
	return string(errs.CodeOf(err))
}

func count(t *testing.T, db *store.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := db.QueryRow(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
