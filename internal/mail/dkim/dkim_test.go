package dkim_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"

	verifier "github.com/emersion/go-msgauth/dkim"

	"schalter/internal/mail/dkim"
)

const sample = "From: <fall@post.example>\r\nTo: <amt@stadt.example>\r\nSubject: Sichere Nachricht\r\nDate: Sun, 22 Nov 2026 09:30:00 +0000\r\n" +
	"Message-ID: <a@post.example>\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime;\r\n name=\"smime.p7m\"\r\n\r\nMIIB  \r\nAQ==\r\n\r\n"

func rsaKey(t *testing.T, bits int) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// record is what stands in the DNS.
func record(t *testing.T, public crypto.PublicKey) string {
	t.Helper()
	switch public := public.(type) {
	case ed25519.PublicKey:
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)
	default:
		der, err := x509.MarshalPKIXPublicKey(public)
		if err != nil {
			t.Fatal(err)
		}
		return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
	}
}

func TestSignaturesOfBothKindsVerify(t *testing.T) {
	t.Parallel()
	first := rsaKey(t, 2048)
	public, second, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := dkim.New("post.example", dkim.Key{Selector: "r2026", Signer: first}, dkim.Key{Selector: "e2026", Signer: second})
	if err != nil {
		t.Fatal(err)
	}
	mail, err := s.Sign([]byte(sample))
	if err != nil || !bytes.HasSuffix(mail, []byte(sample)) {
		t.Fatalf("%q, %v", mail, err)
	}
	dns := map[string]string{"r2026._domainkey.post.example": record(t, &first.PublicKey), "e2026._domainkey.post.example": record(t, public)}
	verify := func(mail string) (valid int) {
		t.Helper()
		results, err := verifier.VerifyWithOptions(strings.NewReader(mail), &verifier.VerifyOptions{LookupTXT: func(domain string) ([]string, error) {
			return []string{dns[domain]}, nil
		}})
		if err != nil || len(results) != 2 {
			t.Fatalf("%d results, %v", len(results), err)
		}
		for _, r := range results {
			if r.Err == nil && r.Domain == "post.example" {
				valid++
			}
		}
		return valid
	}
	for what, tt := range map[string]struct {
		mail string
		want int
	}{
		"as it is":          {string(mail), 2},
		"spaces rewritten":  {strings.Replace(string(mail), "Subject: Sichere Nachricht", "Subject:  Sichere \tNachricht", 1), 2},
		"trailing lines":    {string(mail) + "\r\n\r\n", 2},
		"relay's trace":     {"Received: by x\r\n" + string(mail), 2},
		"other subject":     {strings.Replace(string(mail), "Sichere", "Unsichere", 1), 0},
		"other body":        {strings.Replace(string(mail), "MIIB", "MIIC", 1), 0},
		"second From":       {"From: <x@demo.example>\r\n" + string(mail), 0},
		"second From below": {strings.Replace(string(mail), "To: ", "From: <x@demo.example>\r\nTo: ", 1), 0},
		"added Reply-To":    {"Reply-To: <x@demo.example>\r\n" + string(mail), 0},
		"added Cc":          {strings.Replace(string(mail), "To: ", "Cc: <x@demo.example>\r\nTo: ", 1), 0},
	} {
		if got := verify(tt.mail); got != tt.want {
			t.Errorf("%s: %d signatures hold, want %d", what, got, tt.want)
		}
	}
	for line := range strings.SplitSeq(string(mail), "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %q", line)
		}
	}
}

func TestUnusableKeysAreRefused(t *testing.T) {
	t.Parallel()
	good := rsaKey(t, 2048)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for what, tt := range map[string]struct {
		domain string
		keys   []dkim.Key
	}{
		"no key":        {"post.example", nil},
		"short key":     {"post.example", []dkim.Key{{"a", rsaKey(t, 1024)}}},
		"other kind":    {"post.example", []dkim.Key{{"a", curve}}},
		"nil":           {"post.example", []dkim.Key{{"a", nil}}},
		"selector":      {"post.example", []dkim.Key{{"a; d=x", good}}},
		"domain":        {"post.example; x", []dkim.Key{{"a", good}}},
		"empty domain":  {"", []dkim.Key{{"a", good}}},
		"same selector": {"post.example", []dkim.Key{{"a", good}, {"a", good}}},
		"too many":      {"post.example", []dkim.Key{{"a", good}, {"b", good}, {"c", good}, {"d", good}, {"e", good}}},
	} {
		if _, err := dkim.New(tt.domain, tt.keys...); !errors.Is(err, dkim.ErrKeys) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestFailingKeySignsNothing(t *testing.T) {
	t.Parallel()
	s, err := dkim.New("post.example", dkim.Key{Selector: "a", Signer: away{rsaKey(t, 2048)}})
	if err != nil {
		t.Fatal(err)
	}
	if mail, err := s.Sign([]byte(sample)); !errors.Is(err, errAway) || mail != nil {
		t.Errorf("%q, %v", mail, err)
	}
}

var errAway = errors.New("key is away")

type away struct{ *rsa.PrivateKey }

func (away) Sign(_ io.Reader, _ []byte, _ crypto.SignerOpts) ([]byte, error) {
	return nil, errAway
}
