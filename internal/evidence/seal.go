package evidence

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"schalter/internal/evidence/pades"
)

// SealSigner signs packages and their PDF for the platform.
type SealSigner struct {
	// Key is an ECDSA key on P-256, or an RSA key of at least 3072 bits, which then signs by RSASSA-PSS.
	Key crypto.Signer
	// Chain has the seal certificate first, then those that lead to its root.
	Chain []*x509.Certificate
}

// ErrSeal is returned for a seal that cannot sign packages.
var ErrSeal = errors.New("not a seal certificate and its key")

func (s SealSigner) check() error {
	if s.Key == nil || len(s.Chain) == 0 {
		return ErrSeal
	}
	public, ok := s.Key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(s.Chain[0].PublicKey) {
		return fmt.Errorf("%w: the key is another one", ErrSeal)
	}
	if s.Chain[0].KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 && s.Chain[0].KeyUsage != 0 {
		return fmt.Errorf("%w: it may not sign", ErrSeal)
	}
	return sealKey(s.Chain[0].PublicKey)
}

// SealPDF signs a PDF of package pdftext as a whole (PAdES B-B).
func (s SealSigner) SealPDF(pdf []byte, reason string, at time.Time) ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	reserve := 4096
	for _, c := range s.Chain {
		reserve += len(c.Raw)
	}
	claim := pades.Claim{Name: s.Chain[0].Subject.CommonName, Reason: reason, At: at}
	// PAdES has the time in the document and forbids it in the CMS (EN 319 142-1, 6.3).
	return pades.Sign(pdf, claim, reserve, func(content []byte) ([]byte, error) { return s.sign(content, time.Time{}) })
}

// sealKey refuses keys that packages are not sealed with.
func sealKey(public crypto.PublicKey) error {
	switch key := public.(type) {
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P256() {
			return nil
		}
	case *rsa.PublicKey:
		if key.N.BitLen() >= 3072 {
			return nil
		}
	}
	return fmt.Errorf("%w: ECDSA on P-256 or RSA of 3072 bits is needed", ErrSeal)
}

// SelfIssued makes the seal certificate of a platform that was given none: the key vouches for itself, so that the verifier
// must compare the fingerprint with the published one.
func SelfIssued(name string, key crypto.Signer, from, until time.Time) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: from, NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// Fingerprint is SHA-256 over a certificate, in capitals and in pairs, as openssl prints it.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

func pemOf(chain []*x509.Certificate) []byte {
	var out []byte
	for _, c := range chain {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	return out
}

// keyFingerprint is SHA-256 over an Ed25519 key in the form SubjectPublicKeyInfo, in lower-case hexadecimal.
func keyFingerprint(key ed25519.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return ""
	}
	return Digest(der)
}
