package stamp_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"schalter/internal/evidence/stamp"
)

// authority is a time-stamping authority of openssl's in a folder of its own.
type authority struct {
	dir   string
	roots *x509.CertPool
}

const config = `
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[stamps]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = name
[name]
`

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	command := exec.Command(name, args...)
	command.Dir = dir
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, out)
	}
}

// newAuthority has a root and a certificate for time-stamps.
func newAuthority(t *testing.T, key string) authority {
	t.Helper()
	a := authority{dir: t.TempDir(), roots: x509.NewCertPool()}
	for name, text := range map[string]string{"ts.cnf": config, "serial": "01"} {
		if err := os.WriteFile(filepath.Join(a.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run(t, a.dir, "openssl", "req", "-x509", "-config", "ts.cnf", "-extensions", "root", "-newkey", key, "-nodes", "-keyout", "root.key",
		"-out", "root.pem", "-subj", "/CN=Wurzel", "-days", "30")
	run(t, a.dir, "openssl", "req", "-new", "-config", "ts.cnf", "-newkey", key, "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Zeit")
	run(t, a.dir, "openssl", "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "ts.cnf",
		"-extensions", "stamps", "-out", "tsa.pem", "-days", "30")
	pem, err := os.ReadFile(filepath.Join(a.dir, "root.pem"))
	if err != nil || !a.roots.AppendCertsFromPEM(pem) {
		t.Fatal("root", err)
	}
	return a
}

// reply answers a request as openssl does.
func (a authority) reply(query []byte, args ...string) ([]byte, error) {
	f, err := os.CreateTemp(a.dir, "query")
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(query); err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	command := exec.Command("openssl", append([]string{"ts", "-reply", "-config", "ts.cnf", "-section", "here", "-queryfile", f.Name()}, args...)...)
	command.Dir = a.dir
	return command.Output()
}

func (a authority) serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "bad", http.StatusBadRequest)
			return
		}
		answer, err := a.reply(query)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func serveBytes(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

var checkpoint = []byte("schalter.example/log\n3\nroot\n\n— schalter.example/log sig\n")

func TestStampOfOpensslIsTakenAndOpensslTakesItToo(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"rsa:2048", "ec:" + curve(t)} {
		a := newAuthority(t, key)
		client := stamp.Client{URL: a.serve(t), Roots: a.roots}
		answer, s, err := client.Ask(context.Background(), checkpoint)
		if err != nil {
			t.Fatal(key, err)
		}
		if s.Authority.Subject.CommonName != "Zeit" || s.Time.Location() != time.UTC || s.Time.Year() < 2020 {
			t.Errorf("%s: got %v at %v", key, s.Authority.Subject, s.Time)
		}
		for name, b := range map[string][]byte{"stamp.tsr": answer, "checkpoint": checkpoint} {
			if err := os.WriteFile(filepath.Join(a.dir, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		run(t, a.dir, "openssl", "ts", "-verify", "-in", "stamp.tsr", "-data", "checkpoint", "-CAfile", "root.pem")
		if _, err := stamp.Verify(answer, append(checkpoint, 'x'), a.roots); !errors.Is(err, stamp.ErrStamp) {
			t.Errorf("%s: other bytes: got %v", key, err)
		}
		if _, err := stamp.Verify(answer, checkpoint, x509.NewCertPool()); !errors.Is(err, stamp.ErrStamp) {
			t.Errorf("%s: a root that is not trusted: got %v", key, err)
		}
		if s, err := stamp.Verify(answer, checkpoint, nil); err != nil || s.CheckChain(a.roots) != nil {
			t.Errorf("%s: roots left to the caller: %v", key, err)
		}
		for at := 0; at < len(answer); at += 7 {
			changed := append([]byte(nil), answer...)
			changed[at] ^= 0x41
			// A certificate of the root that came along is signed by nobody's stamp; openssl lets it be changed too.
			if got, err := stamp.Verify(changed, checkpoint, a.roots); err == nil && !got.Time.Equal(s.Time) {
				t.Errorf("%s: byte %d changed and taken with another time", key, at)
			}
		}
	}
}

func curve(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "curve.pem")
	run(t, ".", "openssl", "ecparam", "-name", "prime256v1", "-out", path)
	return path
}

// issue makes a certificate with an extended key usage that openssl would not stamp with.
func issue(t *testing.T, usage []x509.ExtKeyUsage, extra ...pkix.Extension) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Zeit"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: usage, ExtraExtensions: extra,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c, key
}

func TestStampByACertificateForOtherThingsIsRefused(t *testing.T) {
	t.Parallel()
	// DER of a sequence with id-kp-timeStamping, as RFC 3161 wants it: critical.
	value := []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08}
	critical := pkix.Extension{Id: []int{2, 5, 29, 37}, Critical: true, Value: value}
	for name, tt := range map[string]struct {
		usage []x509.ExtKeyUsage
		extra []pkix.Extension
		taken bool
	}{
		"time-stamps, critical":  {nil, []pkix.Extension{critical}, true},
		"time-stamps, advisory":  {[]x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}, nil, false},
		"mail":                   {[]x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}, nil, false},
		"anything":               {nil, nil, false},
		"time-stamps and others": {[]x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageEmailProtection}, nil, false},
	} {
		certificate, key := issue(t, tt.usage, tt.extra...)
		digest := sha256.Sum256(checkpoint)
		answer, err := (&timestamp.Timestamp{
			HashAlgorithm: crypto.SHA256, HashedMessage: digest[:], Time: time.Unix(1_800_000_000, 0), Policy: []int{1, 2, 3}, AddTSACertificate: true,
		}).CreateResponseWithOpts(certificate, key, crypto.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		roots := x509.NewCertPool()
		roots.AddCert(certificate)
		if _, err := stamp.Verify(answer, checkpoint, roots); tt.taken != (err == nil) || !tt.taken && !errors.Is(err, stamp.ErrStamp) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAnswerToAnotherRequestIsRefused(t *testing.T) {
	t.Parallel()
	a := newAuthority(t, "rsa:2048")
	run(t, a.dir, "openssl", "ts", "-query", "-digest", strings.Repeat("00", 32), "-sha256", "-cert", "-out", "old.tsq")
	if err := os.WriteFile(filepath.Join(a.dir, "checkpoint"), checkpoint, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, a.dir, "openssl", "ts", "-query", "-data", "checkpoint", "-sha256", "-cert", "-out", "replay.tsq")
	for _, name := range []string{"old.tsq", "replay.tsq"} {
		query, err := os.ReadFile(filepath.Join(a.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := a.reply(query)
		if err != nil {
			t.Fatal(err)
		}
		client := stamp.Client{Roots: a.roots, URL: serveBytes(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(answer) })}
		if _, _, err := client.Ask(context.Background(), checkpoint); !errors.Is(err, stamp.ErrStamp) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAuthorityThatDoesNotAnswerIsUnavailable(t *testing.T) {
	t.Parallel()
	endless := func(w http.ResponseWriter, r *http.Request) {
		for block := make([]byte, 1<<16); r.Context().Err() == nil; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}
	for name, url := range map[string]string{
		"an error": serveBytes(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusServiceUnavailable) }),
		"elsewhere": serveBytes(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://192.0.2.1/", http.StatusFound)
		}),
		"no end":     serveBytes(t, endless),
		"nobody":     "http://127.0.0.1:1/",
		"no address": "::",
	} {
		client := stamp.Client{URL: url, Roots: x509.NewCertPool()}
		if _, _, err := client.Ask(context.Background(), checkpoint); !errors.Is(err, stamp.ErrUnavailable) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for name, body := range map[string]string{"nothing": "", "text": "<html>", "asn1": "\x30\x03\x02\x01\x00"} {
		client := stamp.Client{Roots: x509.NewCertPool(), URL: serveBytes(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })}
		if _, _, err := client.Ask(context.Background(), checkpoint); !errors.Is(err, stamp.ErrStamp) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSlowAuthorityEndsWithItsCaller(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	url := serveBytes(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	client := stamp.Client{URL: url, Roots: x509.NewCertPool()}
	if _, _, err := client.Ask(ctx, checkpoint); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Zeit"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		f.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		f.Fatal(err)
	}
	digest := sha256.Sum256(checkpoint)
	answer, err := (&timestamp.Timestamp{
		HashAlgorithm: crypto.SHA256, HashedMessage: digest[:], Time: time.Unix(1_800_000_000, 0), Policy: []int{1, 2, 3}, AddTSACertificate: true,
	}).CreateResponseWithOpts(certificate, key, crypto.SHA256)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(answer)
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := stamp.Verify(b, checkpoint, nil); (s == nil) != (err != nil) {
			t.Errorf("got %v, %v", s, err)
		}
	})
}
