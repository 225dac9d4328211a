package cms_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"math/big"
	"testing"
	"time"

	"schalter/internal/cms"
)

// The last byte of a certificate is one of its signature and may be a line end; what a program wrote behind it is none.
func TestCertificatesThatEndLikeALineAreRead(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, last := range []byte("\n\r") {
		der := certificateEnding(t, key, last)
		for _, file := range [][]byte{der, append(bytes.Clone(der), "\r\n"...)} {
			got, _, err := cms.ParseCertificates(file)
			if err != nil || !bytes.Equal(got.Raw, der) {
				t.Errorf("ending in %#x: %v", last, err)
			}
		}
	}
}

// certificateEnding signs until the last byte is the one wanted.
func certificateEnding(t *testing.T, key *ecdsa.PrivateKey, last byte) []byte {
	t.Helper()
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0)}
	for {
		der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		if der[len(der)-1] == last {
			return der
		}
	}
}
