package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"testing"
	"time"
)

var noon = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

type testIdentity struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
}

func (i testIdentity) recipient() Recipient { return Recipient{i.Certificate, i.Key} }

// load reads an identity of cmstest, which cannot be imported from inside of the package.
func load(t testing.TB, name string) testIdentity {
	t.Helper()
	read := func(file string) []byte {
		b, err := os.ReadFile("cmstest/pki/" + file)
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(b)
		return block.Bytes
	}
	c, err := x509.ParseCertificate(read(name + ".pem"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := x509.ParsePKCS8PrivateKey(read(name + ".key"))
	if err != nil {
		t.Fatal(err)
	}
	return testIdentity{c, key.(crypto.Signer)}
}

func (i testIdentity) options() SignOptions {
	return SignOptions{Certificate: i.Certificate, Key: i.Key, SigningTime: noon}
}

func mustSign(t testing.TB, content []byte, o SignOptions) []byte {
	t.Helper()
	msg, err := Sign(content, o)
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

func mustEncrypt(t testing.TB, content []byte, c *x509.Certificate, p Profile) []byte {
	t.Helper()
	msg, err := Encrypt(content, c, p)
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

func newEC(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
