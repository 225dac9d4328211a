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
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/organisation"
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
