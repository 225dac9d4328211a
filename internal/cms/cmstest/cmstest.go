// Package cmstest holds the certificates of the tests: a platform and authorities, with RSA and EC keys. They are made by pki/make.sh
// and protect nothing.
package cmstest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"embed"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"schalter/internal/cms"
)

//go:embed pki/*.pem pki/*.key pki/*.p7b
var files embed.FS

// The names of identities, and of files.
const (
	PlatformRSA  = "platform-rsa"  // RSA 3072, gateway@schalter.example
	PlatformEC   = "platform-ec"   // P-256, gateway@schalter.example
	AuthorityRSA = "authority-rsa" // RSA 3072, gewerbe@bamberg.example
	AuthorityEC  = "authority-ec"  // P-384, poststelle@lra.example
	Other        = "other"         // RSA 3072, mallory@evil.example, of the same issuer
)

// Identity is a certificate with its key.
type Identity struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
}

// Recipient is the identity as one that decrypts.
func (i Identity) Recipient() cms.Recipient {
	return cms.Recipient{Certificate: i.Certificate, Key: i.Key}
}

// Of reads an identity by its name.
func Of(t testing.TB, name string) Identity {
	t.Helper()
	block, _ := pem.Decode(File(t, name+".key"))
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return Identity{Certificate(t, name), key.(crypto.Signer)}
}

// Certificate reads a certificate by its name; "sub" and "root" are the issuers.
func Certificate(t testing.TB, name string) *x509.Certificate {
	t.Helper()
	block, _ := pem.Decode(File(t, name+".pem"))
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// File reads a file of the test PKI.
func File(t testing.TB, name string) []byte {
	t.Helper()
	b, err := files.ReadFile("pki/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// New makes an identity on P-256 that signed itself, valid for a day around at; change alters the certificate before.
func New(t testing.TB, address string, at time.Time, change func(*x509.Certificate)) Identity {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return Issue(t, key, address, at, change)
}

// Issue is New for a key that the caller has.
func Issue(t testing.TB, key crypto.Signer, address string, at time.Time, change func(*x509.Certificate)) Identity {
	t.Helper()
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{Organization: []string{"Test"}, CommonName: address},
		NotBefore:             at.Add(-12 * time.Hour),
		NotAfter:              at.Add(12 * time.Hour),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyAgreement | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
		BasicConstraintsValid: true,
		SubjectKeyId:          serial.Bytes(),
	}
	if address != "" {
		template.EmailAddresses = []string{address}
	}
	if change != nil {
		change(template)
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return Identity{c, key}
}
