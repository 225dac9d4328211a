//go:build demo

package office

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

// OpenIdentity reads the office's key and certificate from a folder, or makes them on the first start.
func OpenIdentity(folder, name, address string, now time.Time) (Identity, error) {
	path := filepath.Join(folder, "identity.pem")
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		if content, err = newIdentity(name, address, now); err == nil {
			err = errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(path, content, 0o600))
		}
	}
	if err != nil {
		return Identity{}, err
	}
	return parseIdentity(content)
}

func newIdentity(name, address string, now time.Time) ([]byte, error) {
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name, Organization: []string{name + " (simuliert)"}, Country: []string{"DE"}},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(2, 0, 0), EmailAddresses: []string{address},
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}, BasicConstraintsValid: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})...), nil
}

func parseIdentity(content []byte) (id Identity, err error) {
	private, rest := pem.Decode(content)
	certificate, _ := pem.Decode(rest)
	if private == nil || certificate == nil {
		return id, errors.New("the simulated authority's identity is damaged")
	}
	key, err := x509.ParsePKCS8PrivateKey(private.Bytes)
	if err != nil {
		return id, err
	}
	id.Key = key.(*rsa.PrivateKey)
	id.Certificate, err = x509.ParseCertificate(certificate.Bytes)
	return id, err
}
