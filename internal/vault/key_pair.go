package vault

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"time"

	"schalter/ent"
)

// KeyPair is a private key of the platform with its certificate.
type KeyPair struct {
	ID string
	// Signer is an *rsa.PrivateKey, which is a crypto.Decrypter too, or an *ecdsa.PrivateKey.
	Signer      crypto.Signer
	Certificate *x509.Certificate
	// Chain leads from the certificate to its root; empty for a self-issued one.
	Chain    []*x509.Certificate
	NotAfter time.Time
}

// Certificates returns the certificate and those of its chain.
func (k KeyPair) Certificates() []*x509.Certificate {
	return append([]*x509.Certificate{k.Certificate}, k.Chain...)
}

// SelfIssued reports whether the platform made the certificate itself.
func (k KeyPair) SelfIssued() bool {
	return bytes.Equal(k.Certificate.RawIssuer, k.Certificate.RawSubject)
}

const (
	rsaBits = 3072
	year    = 365 * 24 * time.Hour
	// smimeLife is the year in which the key signs, and the overlap in which it decrypts.
	smimeLife = year + 60*24*time.Hour
	sealLife  = 3 * year
	// renewal is how long before its time a self-issued certificate is followed by the next one.
	renewal = 30 * 24 * time.Hour
	// skew is how far a clock may be behind ours without taking a fresh certificate for one of the future.
	skew = time.Hour
)

// life is for how long a self-issued certificate of a purpose is used, without its overlap.
func life(p Purpose) time.Duration {
	if p == SMIME {
		return year
	}
	return sealLife
}

func newPrivate(p Purpose) (crypto.Signer, error) {
	if p == SMIME {
		return rsa.GenerateKey(rand.Reader, rsaBits)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

// selfIssue makes a certificate for a key, signed by the key itself (RFC 5280; RFC 8550 for S/MIME).
func (o PlatformOptions) selfIssue(p Purpose, key crypto.Signer, now time.Time) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	spki, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return nil, err
	}
	keyID := sha256.Sum256(spki)
	t := &x509.Certificate{
		SerialNumber: serial, Subject: o.subject(p), NotBefore: now.Add(-skew), BasicConstraintsValid: true,
		SubjectKeyId: keyID[:20],
	}
	if p == SMIME {
		t.NotAfter = now.Add(smimeLife)
		t.EmailAddresses = []string{o.GatewayAddress}
		t.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
		t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}
	} else {
		t.NotAfter = now.Add(sealLife)
		t.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	}
	return x509.CreateCertificate(rand.Reader, t, t, key.Public(), key)
}

func (o PlatformOptions) subject(p Purpose) pkix.Name {
	name := pkix.Name{CommonName: "Schalter"}
	if p == SMIME {
		name.CommonName = o.GatewayAddress
	}
	if o.Operator != "" {
		name.Organization = []string{o.Operator}
	}
	return name
}

func privateAAD(keyID string) string { return platformAAD(keyID) + "|private" }

// openPrivate opens the private key of a row under the row's key.
func openPrivate(key Key, row *ent.PlatformKey) (crypto.Signer, error) {
	der, err := key.Open(privateAAD(row.ID), row.SealedPrivate)
	if err != nil {
		return nil, err
	}
	private, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	signer, ok := private.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a private key of kind %T", private)
	}
	return signer, nil
}

var errPair = errors.New("the certificate does not fit its key")

func openPair(key Key, row *ent.PlatformKey) (*KeyPair, error) {
	signer, err := openPrivate(key, row)
	if err != nil {
		return nil, err
	}
	certs, err := x509.ParseCertificates(row.Certificate)
	if err != nil {
		return nil, err
	}
	if len(certs) == 0 || !fits(signer, certs[0]) {
		return nil, errPair
	}
	return &KeyPair{ID: row.ID, Signer: signer, Certificate: certs[0], Chain: certs[1:], NotAfter: certs[0].NotAfter}, nil
}

func fits(key crypto.Signer, cert *x509.Certificate) bool {
	public, ok := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(cert.PublicKey)
}
