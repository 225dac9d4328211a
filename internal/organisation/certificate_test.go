package organisation_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// openssl runs it in a folder of its own and returns the file out that it wrote.
func openssl(t *testing.T, args ...string) []byte {
	t.Helper()
	run := exec.Command("openssl", args...)
	run.Dir = t.TempDir()
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("openssl %v: %v: %s", args, err, out)
	}
	b, err := os.ReadFile(filepath.Join(run.Dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// selfSigned are the arguments that make a certificate of a mailbox.
func selfSigned(more ...string) []string {
	return append([]string{"req", "-x509", "-nodes", "-keyout", "key", "-out", "out", "-days", "36500", "-subj", "/CN=Poststelle",
		"-addext", "subjectAltName=email:" + mailboxAddress, "-addext", "basicConstraints=critical,CA:FALSE"}, more...)
}

// selfIssued is a certificate of a mailbox as openssl makes it.
func selfIssued(t *testing.T, more ...string) string {
	t.Helper()
	return string(openssl(t, selfSigned(more...)...))
}

func TestUnusableCertificatesAreRefusedWithTheirReason(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	b.set(t, mailboxAddress, 20<<20)
	with := func(change func(*x509.Certificate)) string {
		form := leaf(w, mailboxAddress)
		change(form)
		return asPEM(b.ca.issue(t, form))
	}
	key, err := x509.MarshalPKCS8PrivateKey(newKey(t))
	if err != nil {
		t.Fatal(err)
	}
	keyPEM := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
	good := with(func(*x509.Certificate) {})
	odd := func(public any) string { return asPEM(b.ca.sign(t, leaf(w, mailboxAddress), b.ca.certificate, public)) }
	short := new(big.Int).SetBit(new(big.Int).SetBit(big.NewInt(1), 1023, 1), 511, 1)
	edwards, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p521, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", " \n", "REQUIRED pem"},
		{"no certificate", "Guten Tag", "INVALID cert_none pem"},
		{"broken", strings.Replace(good, "MII", "AAA", 1), "INVALID cert_none pem"},
		{"private key beside it", good + keyPEM, "INVALID cert_private_key pem"},
		{"private key alone", keyPEM, "INVALID cert_private_key pem"},
		{"two that do not belong together", good + with(func(*x509.Certificate) {}), "INVALID cert_several pem"},
		{"too large", good + strings.Repeat("A", 512<<10), "TOO_LARGE cert_too_large pem"},
		{"expired", with(func(c *x509.Certificate) { c.NotAfter = w.Clock.Now().Add(-time.Minute) }), "EXPIRED cert_expired pem"},
		{"key for nothing of ours", with(func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageCRLSign }), "INVALID cert_usage pem"},
		{"for web servers", with(func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }), "INVALID cert_usage pem"},
		{"another address", with(func(c *x509.Certificate) { c.EmailAddresses = []string{"x@coburg.example"} }), "INVALID cert_address pem"},
		{"another address of the domain", with(func(c *x509.Certificate) { c.EmailAddresses = []string{"x@bamberg.example"} }), "INVALID cert_address_gateway pem"},
		{"no address", with(func(c *x509.Certificate) { c.EmailAddresses = nil }), "INVALID cert_no_address pem"},
		{"another address in the subject", with(func(c *x509.Certificate) { c.EmailAddresses = nil; inSubject(c, "x@coburg.example") }), "INVALID cert_address pem"},
		{"an issuer", with(func(c *x509.Certificate) { c.IsCA, c.BasicConstraintsValid = true, true }), "INVALID cert_issuer pem"},
		{"short RSA", odd(&rsa.PublicKey{N: short, E: 65537}), "INVALID cert_weak pem"},
		{"Ed25519", odd(edwards), "INVALID cert_key pem"},
		{"P-521", odd(&p521.PublicKey), "INVALID cert_curve pem"},
		{"Brainpool", selfIssued(t, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"), "INVALID cert_brainpool pem"},
		{"SHA-1", selfIssued(t, "-newkey", "rsa:2048", "-sha1"), "INVALID cert_sha1 pem"},
	} {
		_, err := b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &tt.text})
		if got := rule(err); got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, err, tt.want)
		}
	}
	if list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg")); err != nil || len(list) != 0 {
		t.Errorf("stored: got %+v, %v", list, err)
	}
}

func TestBinaryFilesAreReadAndPrivateKeysAmongThemRefused(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	b.set(t, mailboxAddress, 20<<20)
	made := selfSigned("-newkey", "rsa:2048")
	pkcs12 := exec.Command("sh", "-c", "openssl "+strings.Join(made, " ")+" 2>/dev/null && openssl pkcs12 -export -in out -inkey key -passout pass:x -out p12 2>/dev/null; cat p12")
	pkcs12.Dir = t.TempDir()
	bundle, err := pkcs12.Output()
	if err != nil || len(bundle) == 0 {
		t.Fatal(err, len(bundle))
	}
	ec, err := x509.MarshalECPrivateKey(newKey(t))
	if err != nil {
		t.Fatal(err)
	}
	encrypted := openssl(t, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass", "pass:x", "-outform", "PEM", "-out", "out")
	block, _ := pem.Decode(encrypted)
	for name, file := range map[string][]byte{"PKCS #12": bundle, "SEC 1": ec, "PKCS #8, encrypted": block.Bytes} {
		text := base64.StdEncoding.EncodeToString(file)
		if got := rule(second(b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", DER: &text}))); got != "INVALID cert_private_key der" {
			t.Errorf("%s: got %s", name, got)
		}
	}
	form := leaf(w, mailboxAddress)
	single := base64.StdEncoding.EncodeToString(b.ca.issue(t, form).Raw)
	c, err := b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", DER: &single})
	if err != nil || c.Key != "EC P-256" || len(c.Chain) != 0 || c.State != organisation.CertificateValid || c.Subject != "CN=Poststelle" {
		t.Errorf("DER: got %+v, %v", c, err)
	}
	p7b := base64.StdEncoding.EncodeToString(bundleOf(t, b.ca.issue(t, leaf(w, mailboxAddress)), b.ca.certificate))
	c, err = b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", DER: &p7b})
	if err != nil || len(c.Chain) != 1 || !slices.Equal(c.Chain[0], b.ca.certificate.Raw) {
		t.Errorf("bundle: got %+v, %v", c, err)
	}
	broken := "%%%"
	if got := rule(second(b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", DER: &broken}))); got != "INVALID cert_none der" {
		t.Errorf("no base64: got %s", got)
	}
}

// bundleOf makes a PKCS #7 bundle as openssl does.
func bundleOf(t *testing.T, list ...*x509.Certificate) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.pem")
	if err := os.WriteFile(path, []byte(asPEM(list...)), 0o600); err != nil {
		t.Fatal(err)
	}
	return openssl(t, "crl2pkcs7", "-nocrl", "-certfile", path, "-outform", "DER", "-out", "out")
}

func TestCertificatesSayWhatTheyAreAndWhatCouldBeBetter(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		other := newIssuer(t, "Unbekannt")
		for _, tt := range []struct {
			name  string
			made  func(form *x509.Certificate) *x509.Certificate
			state organisation.CertificateState
			want  string
		}{
			{"good", func(f *x509.Certificate) *x509.Certificate {
				f.OCSPServer = []string{"http://ocsp.example/"}
				return b.ca.issue(t, f)
			}, organisation.CertificateValid, "warning_untested"},
			{"successor", func(f *x509.Certificate) *x509.Certificate {
				f.NotBefore = w.Clock.Now().AddDate(0, 6, 0)
				return b.ca.issue(t, f)
			}, organisation.CertificateNotYetValid, "warning_no_revocation"},
			{"ends soon", func(f *x509.Certificate) *x509.Certificate {
				f.NotAfter = w.Clock.Now().AddDate(0, 0, 59)
				return b.ca.issue(t, f)
			}, organisation.CertificateExpiresSoon, "warning_no_revocation warning_untested"},
			{"unknown issuer", func(f *x509.Certificate) *x509.Certificate { return other.issue(t, f) },
				organisation.CertificateUntrusted, "warning_untrusted warning_no_revocation warning_untested"},
			{"RSA for signing only", func(f *x509.Certificate) *x509.Certificate {
				f.KeyUsage = x509.KeyUsageDigitalSignature
				return b.ca.sign(t, f, b.ca.certificate, &rsaKey.PublicKey)
			}, organisation.CertificateValid, "warning_weak_soon warning_no_revocation warning_signing_only"},
			{"for encryption only", func(f *x509.Certificate) *x509.Certificate {
				f.KeyUsage = x509.KeyUsageKeyAgreement
				return b.ca.issue(t, f)
			}, organisation.CertificateValid, "warning_no_revocation warning_encryption_only warning_untested"},
		} {
			c := b.store(t, tt.made(leaf(w, mailboxAddress)))
			if got := strings.Join(c.WarningKeys, " "); got != tt.want || c.State != tt.state {
				t.Errorf("%s: got %s %s, want %s %s", tt.name, c.State, got, tt.state, tt.want)
			}
		}
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		if list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg")); err != nil || slices.ContainsFunc(list, untested) {
			t.Errorf("after a test: got %+v, %v", list, err)
		}
		b.set(t, "neu@bamberg.example", 20<<20)
		list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil || len(list) != 6 || !slices.Contains(list[0].WarningKeys, "warning_other_address") {
			t.Errorf("after the address changed: got %+v, %v", list, err)
		}
	})
}

func untested(c *organisation.Certificate) bool {
	return slices.Contains(c.WarningKeys, "warning_untested")
}

func TestSuccessorIsEncryptedToOnlyOnceItWasTested(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		first := b.ca.issue(t, leaf(w, mailboxAddress))
		old := b.store(t, first)
		expect := func(step string, encryption, trial *x509.Certificate) {
			t.Helper()
			m, err := b.Mailbox(context.Background(), "aut_bamberg")
			if err != nil || m.Encryption == nil || !m.Encryption.Equal(encryption) || !m.Trial.Equal(trial) {
				t.Errorf("%s: got %+v, %v", step, m, err)
			}
		}
		expect("the only one, untested", first, first)
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(48 * time.Hour)
		second := b.ca.issue(t, leaf(w, mailboxAddress))
		if c := b.store(t, second); !untested(c) {
			t.Errorf("successor: got %v", c.WarningKeys)
		}
		expect("stored", first, second)
		running := b.test(t)
		expect("test runs", first, second)
		if err := b.answer(t, running[0]); err != nil {
			t.Fatal(err)
		}
		expect("answered", second, second)
		w.Clock.Advance(48 * time.Hour)
		third := b.ca.issue(t, leaf(w, mailboxAddress))
		b.store(t, third)
		expect("another", second, third)
		list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			sum := sha256.Sum256(second.Raw)
			if c.ID != old.ID && c.Fingerprint != hex.EncodeToString(sum[:]) {
				continue
			}
			if _, err := b.RemoveCertificate(admin, c.ID); err != nil {
				t.Fatal(err)
			}
		}
		expect("no other one left", third, third)
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE") {
			t.Errorf("got %s", got)
		}
	})
}

func TestSameCertificateTwiceAndTooMany(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	text := asPEM(b.ca.issue(t, leaf(w, mailboxAddress)))
	add := func() error {
		return second(b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text}))
	}
	if got := rule(add()); got != "WRONG_STATE mailbox_first" {
		t.Errorf("without a mailbox: got %s", got)
	}
	b.set(t, mailboxAddress, 20<<20)
	if err := add(); err != nil {
		t.Fatal(err)
	}
	if got := rule(add()); got != "TAKEN cert_known pem" {
		t.Errorf("twice: got %s", got)
	}
	for range 9 {
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
	}
	text = asPEM(b.ca.issue(t, leaf(w, mailboxAddress)))
	if got := rule(add()); got != "TOO_MANY cert_too_many pem" {
		t.Errorf("eleventh: got %s", got)
	}
}

func TestCertificateInUseIsToldAndItsLossBreaksTheConnection(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		if got := b.take(&b.mails); got != "" {
			t.Errorf("before it was in use: got %s", got)
		}
		first, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil {
			t.Fatal(err)
		}
		later := leaf(w, mailboxAddress)
		later.NotBefore = w.Clock.Now().Add(-time.Minute).Truncate(time.Second)
		w.Clock.Advance(time.Second)
		x := b.ca.issue(t, later)
		next := b.store(t, x)
		if got, want := b.take(&b.mails), "added acc_8"; got != want {
			t.Errorf("told: got %s, want %s", got, want)
		}
		m, err := b.Mailbox(context.Background(), "aut_bamberg")
		if err != nil || m.Encryption.Equal(x) || !m.Trial.Equal(x) || len(m.Signing) != 2 || m.Name != "Stadt Bamberg" || m.MailLimit != 20<<20 || m.LegacyAllowed {
			t.Errorf("mailbox: got %+v, %v", m, err)
		}
		if got, err := b.BySigner(context.Background(), sha256.Sum256(x.Raw)); err != nil || !slices.Equal(got, []string{"aut_bamberg"}) {
			t.Errorf("by signer: got %v, %v", got, err)
		}
		if got, err := b.RemoveCertificate(admin, next.ID); err != nil || got != "aut_bamberg" {
			t.Fatal(got, err)
		}
		if got, err := b.BySigner(context.Background(), sha256.Sum256(x.Raw)); err != nil || len(got) != 0 {
			t.Errorf("by a removed signer: got %v, %v", got, err)
		}
		if signers, err := b.Signers(context.Background()); err != nil || len(signers) != 1 {
			t.Errorf("signers: got %v, %v", signers, err)
		}
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE") {
			t.Errorf("with one left: got %s", got)
		}
		if _, err := b.RemoveCertificate(admin, first[0].ID); err != nil {
			t.Fatal(err)
		}
		if got, want := b.shown(), "SMIME SUSPENDED poststelle@bamberg.example MODERN 10485760 problem_certificate_ended SUSPENDED"; got != want {
			t.Errorf("without any: got %s, want %s", got, want)
		}
		if _, err := b.RemoveCertificate(admin, first[0].ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("twice: got %v", err)
		}
		want := "acc_1 certificate.add " + next.ID + " " + digestOf(mailboxAddress) + ", acc_1 certificate.remove " + next.ID + ", acc_1 certificate.remove " + first[0].ID +
			", channel.suspended problem_certificate_ended"
		if got := b.take(&b.acts); got != want {
			t.Errorf("record: got %s, want %s", got, want)
		}
	})
}

func TestExpiringCertificatesAreListedTheSoonestFirst(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		for _, days := range []int{10, 59, 5, 61, 10} {
			form := leaf(w, mailboxAddress)
			form.NotAfter = w.Clock.Now().AddDate(0, 0, days).Truncate(time.Second)
			b.store(t, b.ca.issue(t, form))
		}
		var got []string
		req := pagination.Request{Limit: 2}
		for range 3 {
			list, err := b.ExpiringCertificates(operator, req)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range list.Items {
				got = append(got, i.Node.NotAfter.Format(time.DateOnly))
				req.After = i.Position
			}
			if !list.HasNext {
				break
			}
		}
		if want := []string{"2026-03-07", "2026-03-12", "2026-03-12", "2026-04-30"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		last, err := b.ExpiringCertificates(operator, pagination.Request{Limit: 1, Backward: true})
		if err != nil || len(last.Items) != 1 || last.Items[0].Node.NotAfter.Format(time.DateOnly) != "2026-04-30" {
			t.Errorf("last: got %+v, %v", last, err)
		}
		if _, err := b.ExpiringCertificates(operator, pagination.Request{Limit: 1, After: "x"}); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("strange cursor: got %v", err)
		}
		if _, err := b.ExpiringCertificates(admin, pagination.Request{Limit: 1}); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("admin: got %v", err)
		}
	})
}

func TestWarningsComeOnceEachAndOnlyWithoutSuccessor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		end := w.Clock.Now().AddDate(1, 0, 0).Truncate(time.Second)
		day := "ending acc_1 " + end.Format(time.DateOnly)
		at := func(days int) string {
			t.Helper()
			w.Clock.Advance(end.Add(time.Duration(-days)*24*time.Hour - time.Minute).Sub(w.Clock.Now()))
			b.sweep(t)
			b.sweep(t)
			return b.take(&b.mails)
		}
		for _, tt := range []struct {
			days int
			want string
		}{{61, ""}, {59, day}, {31, ""}, {29, day}, {6, day}, {5, ""}} {
			if got := at(tt.days); got != tt.want {
				t.Errorf("%d days before: got %q, want %q", tt.days, got, tt.want)
			}
		}
		b.store(t, b.ca.issue(t, leaf(w, mailboxAddress)))
		b.take(&b.mails)
		if got := at(-1); got != "" || !strings.HasPrefix(b.shown(), "SMIME ACTIVE") {
			t.Errorf("with a successor: got %q, %s", got, b.shown())
		}
		w.Clock.Advance(400 * 24 * time.Hour)
		b.sweep(t)
		if got := b.shown(); !strings.HasPrefix(got, "SMIME SUSPENDED") || !strings.Contains(got, "problem_certificate_ended") {
			t.Errorf("after the end of the last: got %s", got)
		}
		if list, err := b.SuspendedChannels(operator); err != nil || len(list) != 1 || list[0].AuthorityID != "aut_bamberg" {
			t.Errorf("desk: got %+v, %v", list, err)
		}
	})
}

func TestFailuresInARowBreakAConnection(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		fail := func(failure string) string {
			t.Helper()
			b.in(t, func(ctx context.Context, tx *store.Tx) error { return b.CountFailure(ctx, tx, "aut_bamberg", failure) })
			return b.shown()
		}
		fail("REFUSED")
		fail("MAILBOX_FULL")
		b.in(t, func(ctx context.Context, tx *store.Tx) error { return b.ResetFailures(ctx, tx, "aut_bamberg") })
		fail("REFUSED")
		if got := fail("REFUSED"); !strings.HasPrefix(got, "SMIME ACTIVE") {
			t.Errorf("two in a row: got %s", got)
		}
		if got := fail("MAILBOX_FULL"); !strings.Contains(got, "SUSPENDED") || !strings.Contains(got, "problem_mailbox_full") {
			t.Errorf("three in a row: got %s", got)
		}
		if got, want := b.take(&b.mails), "broken acc_1"; got != want {
			t.Errorf("mails: got %s, want %s", got, want)
		}
		fail("UNKNOWN_MAILBOX")
		if got := b.take(&b.mails); got != "" {
			t.Errorf("broken twice: got %s", got)
		}
		if err := b.answer(t, b.test(t)[0]); err != nil {
			t.Fatal(err)
		}
		if got := b.shown(); !strings.HasPrefix(got, "SMIME ACTIVE") || strings.Contains(got, "problem") {
			t.Errorf("after a test: got %s", got)
		}
		if got := fail("UNKNOWN_MAILBOX"); !strings.Contains(got, "problem_unknown_mailbox") {
			t.Errorf("unknown mailbox: got %s", got)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(b.Suspend(ctx, tx, "aut_bamberg", "x"), b.Suspend(ctx, tx, "aut_coburg", "x"), b.CountFailure(ctx, tx, "aut_coburg", "x"))
		})
	})
}

func TestSignersOfAnotherAddressDoNotCount(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, mailboxAddress, 20<<20)
		x := b.ca.issue(t, leaf(w, mailboxAddress))
		b.store(t, x)
		counts := func() (int, int) {
			t.Helper()
			all, err := b.Signers(context.Background())
			by, err2 := b.BySigner(context.Background(), sha256.Sum256(x.Raw))
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			return len(all), len(by)
		}
		if all, by := counts(); all != 1 || by != 1 {
			t.Errorf("of this address: got %d and %d", all, by)
		}
		b.set(t, "neu@bamberg.example", 20<<20)
		if all, by := counts(); all != 0 || by != 0 {
			t.Errorf("of a former address: got %d and %d", all, by)
		}
	})
}

// inSubject puts an address where older issuers do.
func inSubject(form *x509.Certificate, address string) {
	form.Subject.ExtraNames = append(form.Subject.ExtraNames, pkix.AttributeTypeAndValue{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}, Value: address})
}

func TestAnAddressInTheSubjectOnlyIsTakenAndShown(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	b.set(t, mailboxAddress, 20<<20)
	form := leaf(w, mailboxAddress)
	form.EmailAddresses = nil
	inSubject(form, strings.ToUpper(mailboxAddress))
	text := asPEM(b.ca.issue(t, form))
	c, err := b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Emails, []string{strings.ToUpper(mailboxAddress)}) || slices.Contains(c.WarningKeys, "warning_other_address") {
		t.Errorf("shown %v, warned %v", c.Emails, c.WarningKeys)
	}
}

// state is a certificate's upload with what the admin states.
func (b *bureau) state(c *x509.Certificate, gateway bool) (*organisation.Certificate, error) {
	text := asPEM(c)
	return b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text, Gateway: gateway})
}

// The gateway of the authority's own domain may have the key, where the admin says so: for encrypting and for signatures.
func TestACertificateOfTheDomainsGatewayCountsWhenItsAdminSaysSo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, "poststelle@stadt.bamberg.example", 20<<20)
		of := func(addresses ...string) *x509.Certificate {
			form := leaf(w, mailboxAddress)
			form.EmailAddresses = addresses
			return b.ca.issue(t, form)
		}
		gateway := of("domain-confidentiality-authority@bamberg.example")
		if got := rule(second(b.state(gateway, false))); got != "INVALID cert_address_gateway pem" {
			t.Errorf("without the statement: %s", got)
		}
		for name, tt := range map[string]struct {
			addresses []string
			want      string
		}{
			"another domain":          {[]string{"gateway@coburg.example"}, "INVALID cert_gateway_domain gateway"},
			"another domain as well":  {[]string{"gateway@bamberg.example", "gateway@coburg.example"}, "INVALID cert_gateway_domain gateway"},
			"one that looks like it":  {[]string{"gateway@xbamberg.example"}, "INVALID cert_gateway_domain gateway"},
			"the suffix alone":        {[]string{"gateway@example"}, "INVALID cert_gateway_domain gateway"},
			"no address":              {nil, "INVALID cert_no_address pem"},
			"a domain in a name part": {[]string{"bamberg.example@coburg.example"}, "INVALID cert_gateway_domain gateway"},
		} {
			if got := rule(second(b.state(of(tt.addresses...), true))); got != tt.want {
				t.Errorf("%s: %s, want %s", name, got, tt.want)
			}
		}
		b.take(&b.acts)
		c, err := b.state(gateway, true)
		if err != nil {
			t.Fatal(err)
		}
		if c.GatewayDomain == nil || *c.GatewayDomain != "bamberg.example" || slices.Contains(c.WarningKeys, "warning_other_address") {
			t.Errorf("%v, %v", c.GatewayDomain, c.WarningKeys)
		}
		if got, want := b.take(&b.acts), "acc_1 certificate.add "+c.ID+" gateway "+digestOf("poststelle@stadt.bamberg.example"); got != want {
			t.Errorf("on record %q, want %q", got, want)
		}
		used := func() (encrypts bool, signs, knows int) {
			box, err := b.Mailbox(context.Background(), "aut_bamberg")
			if err != nil {
				t.Fatal(err)
			}
			all, err := b.Signers(context.Background())
			by, err2 := b.BySigner(context.Background(), sha256.Sum256(gateway.Raw))
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if box.Trial != nil && (box.TrialName != gateway.EmailAddresses[0] || box.EncryptionName != gateway.EmailAddresses[0]) {
				t.Errorf("encrypted to %s, %s", box.TrialName, box.EncryptionName)
			}
			return box.Trial != nil && box.Trial.Equal(gateway) && box.Encryption.Equal(gateway), len(box.Signing), len(all) + len(by)
		}
		if encrypts, signs, knows := used(); !encrypts || signs != 1 || knows != 2 {
			t.Errorf("encrypts %v, signs %d, knows %d", encrypts, signs, knows)
		}
		// With another domain it is as any other that does not name the mailbox, and counts again with the domain.
		for _, address := range []string{"poststelle@coburg.example", "amt@bamberg.example"} {
			counts := address == "amt@bamberg.example"
			b.set(t, address, 20<<20)
			if encrypts, signs, knows := used(); encrypts != counts || (signs == 1) != counts || (knows == 2) != counts {
				t.Errorf("%s: encrypts %v, signs %d, knows %d", address, encrypts, signs, knows)
			}
			list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
			if err != nil || len(list) != 1 || slices.Contains(list[0].WarningKeys, "warning_other_address") == counts {
				t.Errorf("%s: %+v, %v", address, list, err)
			}
		}
		// What names the mailbox needs no statement, and one made by mistake changes nothing.
		if c, err = b.state(of("amt@bamberg.example"), true); err != nil || c.GatewayDomain != nil {
			t.Errorf("its own: %+v, %v", c, err)
		}
	})
}

// Where anybody can have a mailbox, no certificate of the domain says who writes.
func TestNoCertificateCountsForADomainOfThePublic(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	for _, domain := range []string{"t-online.de", "mail.gmx.de", "gmail.com", "stadt.onmicrosoft.com", "co.uk", "Web.De", "posteo.de"} {
		b.set(t, "stadt-bamberg@"+domain, 20<<20)
		for _, address := range []string{"gateway@" + domain, "domain-signing-authority@" + domain} {
			form := leaf(w, mailboxAddress)
			form.EmailAddresses = []string{address}
			c := b.ca.issue(t, form)
			if got := rule(second(b.state(c, true))); got != "INVALID cert_gateway_shared gateway" {
				t.Errorf("%s: %s", address, got)
			}
			if got := rule(second(b.state(c, false))); got != "INVALID cert_address pem" {
				t.Errorf("%s, not stated: %s", address, got)
			}
		}
	}
}

// A domain with umlauts is one domain, however mailbox and certificate write it, and is shown as the mailbox was typed.
func TestAGatewaysDomainIsTakenInEveryFormAndShownAsTyped(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		const wire, typed = "xn--mnchen-3ya.example", "münchen.example"
		for _, tt := range []struct{ mailbox, address, shown string }{
			{"amt@" + wire, "gateway@" + wire, wire},
			{"amt@stadt." + typed, "gateway@" + wire, typed},
			{"Amt@Stadt.MÜNCHEN.Example", "Gateway@XN--MNCHEN-3YA.EXAMPLE", typed},
			{"amt@mu\u0308nchen.example", "gateway@post." + wire, typed},
			{"amt@" + wire, "gateway@" + typed, wire},
			{"amt@" + typed, "Gateway@MÜNCHEN.example", typed},
			{"amt@straße.example", "gateway@xn--strae-oqa.example", "straße.example"},
		} {
			b.set(t, tt.mailbox, 20<<20)
			c := b.ca.issue(t, gatewayForm(w, tt.address))
			got, err := b.state(c, true)
			if err != nil {
				t.Errorf("%s for %s: %v", tt.address, tt.mailbox, err)
				continue
			}
			if got.GatewayDomain == nil || *got.GatewayDomain != tt.shown || slices.Contains(got.WarningKeys, "warning_other_address") {
				t.Errorf("%s for %s: not shown as %s, but %+v", tt.address, tt.mailbox, tt.shown, got)
			}
		}
		b.set(t, "amt@"+typed, 20<<20)
		_, err := b.state(b.ca.issue(t, gatewayForm(w, "gateway@coburg.example")), true)
		if r := errs.AsRefusal(err); r == nil || r.Problems[0].Text != "cert_gateway_domain" || r.Problems[0].Args[0] != typed {
			t.Errorf("the refusal does not name the domain as typed: %+v", err)
		}
	})
}

// gatewayForm is a certificate for an address. Beyond ASCII only the subject can name one.
func gatewayForm(w *testkit.World, address string) *x509.Certificate {
	form := leaf(w, mailboxAddress)
	form.EmailAddresses = []string{address}
	if strings.ContainsFunc(address, func(r rune) bool { return r > unicode.MaxASCII }) {
		form.EmailAddresses = nil
		form.Subject.ExtraNames = append(form.Subject.ExtraNames, pkix.AttributeTypeAndValue{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}, Value: address})
	}
	return form
}
