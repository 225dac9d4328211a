package organisation_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/postal"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const mailboxAddress = "poststelle@bamberg.example"

// bureau is a hall with all that stands around the organisations: directory, accounts, printer, mails, record and gateway.
type bureau struct {
	*hall
	ca *issuer

	mu      sync.Mutex
	letters []sentLetter
	// official is the address that the directory has of everybody.
	official *postal.Address
	// readers could read the code of a request.
	readers map[string][]string
	// left are the memberships and authorities that the cases were told of.
	left []string
	gone []string
	// notSent are the requests whose letters nobody has yet.
	notSent []string
	mails   []string
	acts    []string
	probes  []probe
	// dissolved are authorities that are not there any more, dissolvedTold those whose writers were to be told.
	dissolved     map[string]bool
	territories   []organisation.Territory
	dissolvedTold []string
	// use is how many cases have a class; recheckedFrom are the defaults of before whose cases were looked at again.
	use           map[string]retention.Use
	recheckedFrom []string
}

type sentLetter struct {
	requestID, contact, code string
	to                       postal.Address
}

type probe struct{ testID, profile, nonce string }

func (b *bureau) Dissolved(authorityID string) bool { return b.dissolved[authorityID] }

func (b *bureau) AuthorityDissolved(_ context.Context, _ *store.Tx, authorityID string) error {
	b.dissolvedTold = append(b.dissolvedTold, authorityID)
	return nil
}

func (b *bureau) Territories() []organisation.Territory { return b.territories }

func (b *bureau) Revision() string { return fmt.Sprint(len(b.territories), b.dissolved) }

func (b *bureau) Facts(authorityID string) (organisation.AuthorityFacts, bool) {
	ars := "09463"
	known := map[string]organisation.AuthorityFacts{
		"aut_bamberg": {Name: "Stadt Bamberg", Kind: organisation.KreisfreieStadt},
		"aut_coburg":  {Name: "Stadt Coburg", Kind: organisation.KreisfreieStadt, RegionARS: &ars},
		"aut_hof":     {Name: "Stadt Hof", Kind: organisation.KreisfreieStadt},
	}
	f, ok := known[authorityID]
	f.Address = b.official
	return f, ok
}

func (b *bureau) CheckAddress(a postal.Address) *errs.Problem {
	if a.City == "Nirgendwo" {
		return &errs.Problem{Rule: errs.TooLong, Field: []string{"city"}}
	}
	return nil
}

func (b *bureau) QueueConnectLetter(_ context.Context, tx *store.Tx, requestID string, to postal.Address, contact, secret string) (time.Time, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.letters = append(b.letters, sentLetter{requestID, contact, secret, to})
	return tx.Now.AddDate(0, 0, 60), nil
}

func (b *bureau) LetterWaits(_ context.Context, _ *store.Tx, requestID string) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Contains(b.notSent, requestID), nil
}

func (b *bureau) DiscardConnectLetters(_ context.Context, _ *store.Tx, requestID string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone = append(b.gone, requestID)
	return nil
}

func (b *bureau) mail(format string, args ...any) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mails = append(b.mails, fmt.Sprintf(format, args...))
	return nil
}

func (b *bureau) CertificateAdded(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("added %s", accountID)
}

func (b *bureau) CertificateRemoved(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("removed certificate %s", accountID)
}

func (b *bureau) LegacyAllowed(_ context.Context, _ *store.Tx, accountID, _ string, until time.Time) error {
	return b.mail("legacy %s %s", accountID, until.Format(time.DateOnly))
}

func (b *bureau) ChannelMoved(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("moved %s", accountID)
}

func (b *bureau) MailboxLeft(_ context.Context, _ *store.Tx, email, _ string) error {
	return b.mail("left %s", email)
}

func (b *bureau) ChannelActivated(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("active %s", accountID)
}

func (b *bureau) CertificateEnding(_ context.Context, _ *store.Tx, accountID, _ string, end time.Time) error {
	return b.mail("ending %s %s", accountID, end.Format(time.DateOnly))
}

func (b *bureau) CertificateRevoked(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("revoked %s", accountID)
}

func (b *bureau) ConnectionBroken(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("broken %s", accountID)
}

func (b *bureau) ConnectReleased(_ context.Context, _ *store.Tx, email, locale, authorityID string) error {
	return b.mail("released %s %s %s", email, locale, authorityID)
}

func (b *bureau) ConnectDeclined(_ context.Context, _ *store.Tx, email, locale, _, note string) error {
	return b.mail("declined %s %s: %s", email, locale, note)
}

func (b *bureau) Readers(_ context.Context, _ *store.Tx, requestID string) ([]string, error) {
	return b.readers[requestID], nil
}

func (b *bureau) ReleaseProposed(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("proposed %s", accountID)
}

func (b *bureau) ReleaseTold(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("released %s", accountID)
}

func (b *bureau) AuthorityConnected(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("connected %s", accountID)
}

func (b *bureau) AuthorityTold(_ context.Context, _ *store.Tx, email, _ string) error {
	return b.mail("told %s", email)
}

func (b *bureau) ChannelClosed(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("closed %s", accountID)
}

func (b *bureau) MemberChanged(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("changed %s", accountID)
}

func (b *bureau) MemberRemoved(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("removed %s", accountID)
}

func (b *bureau) MembersTold(_ context.Context, _ *store.Tx, accountID, _ string) error {
	return b.mail("members %s", accountID)
}

func (b *bureau) Unassign(_ context.Context, _ *store.Tx, membershipID string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left = append(b.left, membershipID)
	return nil
}

func (b *bureau) Closed(ctx context.Context, tx *store.Tx, authorityID string) error {
	return b.Unassign(ctx, tx, authorityID)
}

func (b *bureau) UseOfClasses(context.Context, string) (map[string]retention.Use, error) {
	return b.use, nil
}

func (b *bureau) RetentionChanged(_ context.Context, _ *store.Tx, _, first string) error {
	b.recheckedFrom = append(b.recheckedFrom, first)
	return nil
}

func (b *bureau) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, _, detail string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.acts = append(b.acts, strings.TrimSpace(by.AccountID+" "+action+" "+detail))
	return nil
}

func (b *bureau) SendTest(_ context.Context, _ *store.Tx, _, testID, profile, nonce string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.probes = append(b.probes, probe{testID, profile, nonce})
	return nil
}

// take empties a list and returns it as one text.
func (b *bureau) take(list *[]string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	got := strings.Join(*list, ", ")
	*list = nil
	return got
}

func newBureau(t *testing.T, w *testkit.World) *bureau {
	t.Helper()
	b := &bureau{hall: newHall(t, w), ca: newIssuer(t, "Prüfstelle"), readers: map[string][]string{}}
	b.SetPorts(b.ports())
	return b
}

func (b *bureau) ports() organisation.Ports {
	roots := x509.NewCertPool()
	roots.AddCert(b.ca.certificate)
	return organisation.Ports{
		Vault: b.w.Vault, Platform: b.w.Platform, Directory: b, Persons: b, Letters: b, Notices: b, Audit: b, Cases: b, Prober: b, Roots: roots,
		Limits: func(mailLimit int64) int { return int(mailLimit / 2) }, GatewayAddress: "gateway@schalter.example", RequestsPerNetwork: 5,
	}
}

// set asks for an S/MIME mailbox.
func (b *bureau) set(t *testing.T, email string, limit int64) {
	t.Helper()
	err := b.SetChannel(admin, organisation.ChannelSetInput{AuthorityID: "aut_bamberg", Kind: organisation.SMIME, Email: &email, MailLimitBytes: &limit})
	if err != nil {
		t.Fatal(err)
	}
}

// store registers a certificate.
func (b *bureau) store(t *testing.T, c *x509.Certificate) *organisation.Certificate {
	t.Helper()
	text := asPEM(c)
	stored, err := b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return stored
}

// test starts a connection test and returns its mails.
func (b *bureau) test(t *testing.T) []probe {
	t.Helper()
	b.probes = nil
	b.w.Clock.Advance(time.Second)
	if err := b.StartTest(admin, "aut_bamberg"); err != nil {
		t.Fatal(err)
	}
	return slices.Clone(b.probes)
}

func (b *bureau) answer(t *testing.T, p probe) (err error) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *store.Tx) error {
		err = b.TestAnswered(ctx, tx, p.testID, p.nonce)
		return nil
	})
	return err
}

// connect brings the city of Bamberg to S/MIME in use.
func (b *bureau) connect(t *testing.T) {
	t.Helper()
	b.set(t, mailboxAddress, 20<<20)
	b.store(t, b.ca.issue(t, leaf(b.w, mailboxAddress)))
	if err := b.answer(t, b.test(t)[0]); err != nil {
		t.Fatal(err)
	}
	b.take(&b.acts)
	b.take(&b.mails)
}

// shown is the channel in a few words.
func (b *bureau) shown() string {
	c := b.Channel(operator, "aut_bamberg")
	textOf := func(s *string) string {
		if s == nil {
			return "-"
		}
		return *s
	}
	profile := "-"
	if c.Profile != nil {
		profile = string(*c.Profile)
	}
	return fmt.Sprintf("%s %s %s %s %d %s %s", c.Kind, c.State, textOf(c.Email), profile, c.MaxMessageBytes, textOf(c.ProblemKey), c.Reachability())
}

// issuer is a certification authority.
type issuer struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
}

var serial = make(chan int64, 1)

func init() { serial <- 1 }

func nextSerial() *big.Int {
	n := <-serial
	serial <- n + 1
	return big.NewInt(n)
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newIssuer(t testing.TB, name string) *issuer {
	t.Helper()
	i := &issuer{key: newKey(t)}
	i.certificate = i.sign(t, &x509.Certificate{
		SerialNumber: nextSerial(), Subject: pkix.Name{CommonName: name}, NotBefore: testkit.Start.AddDate(-1, 0, 0), NotAfter: testkit.Start.AddDate(20, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}, nil, &i.key.PublicKey)
	return i
}

// sign makes a certificate.
func (i *issuer) sign(t testing.TB, form, parent *x509.Certificate, public any) *x509.Certificate {
	t.Helper()
	if parent == nil {
		parent = form
	}
	der, err := x509.CreateCertificate(rand.Reader, form, parent, public, i.key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// issue signs the certificate of a mailbox with a fresh key.
func (i *issuer) issue(t testing.TB, form *x509.Certificate) *x509.Certificate {
	t.Helper()
	return i.sign(t, form, i.certificate, &newKey(t).PublicKey)
}

// leaf is the form of a mailbox's certificate: valid for a year, for both uses.
func leaf(w *testkit.World, email string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: nextSerial(), Subject: pkix.Name{CommonName: "Poststelle"}, EmailAddresses: []string{email},
		NotBefore: w.Clock.Now().Add(-time.Hour).Truncate(time.Second), NotAfter: w.Clock.Now().AddDate(1, 0, 0).Truncate(time.Second),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyAgreement, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
	}
}

func asPEM(list ...*x509.Certificate) string {
	var s strings.Builder
	for _, c := range list {
		_ = pem.Encode(&s, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	return s.String()
}

// rule is the first refused rule of an error with its sentence and field, or the code of a fault.
func rule(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		p := r.Problems[0]
		return strings.Join(strings.Fields(fmt.Sprint(p.Rule, " ", p.Text, " ", strings.Join(p.Field, "."))), " ")
	}
	return string(errs.CodeOf(err))
}
