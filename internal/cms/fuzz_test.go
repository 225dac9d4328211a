package cms

import (
	"bytes"
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"
)

// seeds are the vectors of other programs and some of ours. Fuzz with -fuzzminimizetime 1x: the seeds are large.
func seeds(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("testdata/vectors/*.der")
	if err != nil || len(files) == 0 {
		f.Fatalf("no vectors: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	who := load(f, "platform-ec")
	f.Add(mustSign(f, []byte("x"), who.options()))
	f.Add(mustEncrypt(f, []byte("x"), who.Certificate, Modern))
	f.Add(mustEncrypt(f, []byte("x"), who.Certificate, Compat))
}

func FuzzToDER(f *testing.F) {
	seeds(f)
	f.Add([]byte{0x30, 0x80, 0x24, 0x80, 4, 1, 7, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, in []byte) {
		before := bytes.Clone(in)
		der, err := ToDER(in)
		if !bytes.Equal(in, before) {
			t.Fatal("the input was changed")
		}
		if err != nil {
			return
		}
		again, err := ToDER(der)
		if err != nil || !bytes.Equal(again, der) {
			t.Fatalf("DER is not stable: %x to %x, %v", der, again, err)
		}
	})
}

func FuzzDecrypt(f *testing.F) {
	seeds(f)
	keys := []Recipient{load(f, "authority-ec").recipient(), load(f, "platform-ec").recipient(), load(f, "authority-rsa").recipient()}
	f.Fuzz(func(t *testing.T, in []byte) {
		before := bytes.Clone(in)
		plain, _, err := Decrypt(in, keys, Legacy.Inbound())
		if err != nil && (err != ErrDecrypt || plain != nil) {
			t.Fatalf("got %v and %d bytes", err, len(plain))
		}
		if !bytes.Equal(in, before) {
			t.Fatal("the input was changed")
		}
		inPlace, _, errInPlace := DecryptInPlace(in, keys, Legacy.Inbound())
		// RSA 1.5 with a bad padding decrypts by a random key, so only what is authenticated must agree.
		if TypeOf(before) == TypeAuthEnveloped && (err != errInPlace || !bytes.Equal(plain, inPlace)) {
			t.Fatalf("in place: %v, otherwise %v", errInPlace, err)
		}
	})
}

func FuzzVerify(f *testing.F) {
	seeds(f)
	list := []*x509.Certificate{load(f, "authority-rsa").Certificate, load(f, "authority-ec").Certificate, load(f, "platform-ec").Certificate}
	f.Fuzz(func(t *testing.T, in []byte) {
		s, err := Verify(in, nil, list, VerifyPolicy{PKCS1v15: true})
		if err == nil && (s.Certificate == nil || s.Content == nil && s.Digest == [32]byte{}) {
			t.Fatalf("got %+v", s)
		}
		if content, ok := Embedded(in); err == nil && (!ok || !bytes.Equal(content, s.Content)) {
			t.Fatalf("%x is verified, %x is read", s.Content, content)
		}
	})
}

func FuzzParseCertificates(f *testing.F) {
	for _, name := range []string{"authority-ec.p7b", "brainpool.pem", "chain.pem"} {
		b, err := os.ReadFile("cmstest/pki/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		leaf, chain, err := ParseCertificates(in)
		if (leaf == nil) != (err != nil) || len(chain) >= maxCertificates {
			t.Fatalf("got %v, %d, %v", leaf, len(chain), err)
		}
	})
}
