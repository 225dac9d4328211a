package vault_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"

	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// authority issues certificates as another authority would.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "CA"}, NotBefore: testkit.Start.Add(-time.Hour),
		NotAfter: testkit.Start.Add(5000 * day), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{key, cert}
}

// issue answers a request; change may spoil the certificate.
func (a *authority) issue(t *testing.T, request []byte, change func(*x509.Certificate)) []byte {
	t.Helper()
	block, _ := pem.Decode(request)
	csr, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil || csr.CheckSignature() != nil {
		t.Fatalf("request: %v", err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: csr.Subject, EmailAddresses: csr.EmailAddresses, NotBefore: testkit.Start.Add(-time.Hour),
		NotAfter: testkit.Start.Add(400 * day), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
	}
	if change != nil {
		change(template)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, csr.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw}))
}

func TestCertificateOfAnAuthorityTakesOver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		p := openGateway(t, w)
		old := p.SMIME()[0]
		request, keyID, err := p.CSR(t.Context(), vault.SMIME)
		if err != nil {
			t.Fatal(err)
		}
		if _, again, err := p.CSR(t.Context(), vault.SMIME); err != nil || again != keyID {
			t.Errorf("a second request is for %s, %v; want %s", again, err, keyID)
		}
		if got := p.SMIME(); len(got) != 1 {
			t.Errorf("a pending key is in use: %d pairs", len(got))
		}
		installed, err := p.Install(t.Context(), vault.SMIME, newAuthority(t).issue(t, request, nil))
		if err != nil || installed != keyID {
			t.Fatalf("got %s, %v; want %s", installed, err, keyID)
		}
		pairs := p.SMIME()
		if len(pairs) != 2 || pairs[0].ID != keyID || len(pairs[0].Chain) != 1 || pairs[0].SelfIssued() || pairs[1].ID != old.ID {
			t.Fatalf("got %d pairs, first %s", len(pairs), pairs[0].ID)
		}
		if _, err := p.Rotate(t.Context(), vault.SMIME); !errors.Is(err, vault.ErrNotRotatable) {
			t.Errorf("rotating it away: got %v", err)
		}
		w.Clock.Advance(390 * day)
		sweepPlatform(t, w, p)
		if got := p.SMIME(); len(got) != 1 || got[0].ID != keyID {
			t.Errorf("the sweep replaced another authority's certificate by its own: %d pairs", len(got))
		}
	})
}

func TestSealCertificateOfAnAuthorityTakesOver(t *testing.T) {
	t.Parallel()
	p := testkit.SQLite(t).Platform
	request, keyID, err := p.CSR(t.Context(), vault.SealCertificate)
	if err != nil {
		t.Fatal(err)
	}
	text := newAuthority(t).issue(t, request, func(c *x509.Certificate) { c.KeyUsage, c.ExtKeyUsage = x509.KeyUsageContentCommitment, nil })
	if _, err := p.Install(t.Context(), vault.SealCertificate, text); err != nil || p.SealCertificate().ID != keyID {
		t.Errorf("got %s, %v", p.SealCertificate().ID, err)
	}
}

func TestCertificatesThatDoNotSuitAreRefused(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	p := openGateway(t, w)
	request, _, err := p.CSR(t.Context(), vault.SMIME)
	if err != nil {
		t.Fatal(err)
	}
	ca := newAuthority(t)
	sealRequest, _, err := p.CSR(t.Context(), vault.SealCertificate)
	if err != nil {
		t.Fatal(err)
	}
	whole := ca.issue(t, request, nil)
	_, chain := pem.Decode(whole)
	tests := map[string][]byte{
		"nothing":            nil,
		"no certificate":     request,
		"noise":              []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
		"the authority's":    chain,
		"chain upside down":  slices.Concat(chain, whole),
		"a foreign chain":    slices.Concat(whole[:len(whole)-len(chain)], newAuthority(t).issue(t, request, nil)),
		"of another key":     ca.issue(t, sealRequest, func(c *x509.Certificate) { c.EmailAddresses = []string{gateway} }),
		"of another address": ca.issue(t, request, func(c *x509.Certificate) { c.EmailAddresses = []string{"x@gateway.example"} }),
		"expired":            ca.issue(t, request, func(c *x509.Certificate) { c.NotAfter = testkit.Start.Add(-time.Minute) }),
		"of the future":      ca.issue(t, request, func(c *x509.Certificate) { c.NotBefore = testkit.Start.Add(time.Hour) }),
		"only for signing":   ca.issue(t, request, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageDigitalSignature }),
		"for servers": ca.issue(t, request, func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		}),
	}
	before := p.SMIME()
	for name, text := range tests {
		if _, err := p.Install(t.Context(), vault.SMIME, text); !errors.Is(err, vault.ErrCertificate) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if got := p.SMIME(); len(got) != 1 || got[0].ID != before[0].ID {
		t.Error("a refused certificate changed the keys")
	}
}
