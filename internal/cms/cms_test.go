package cms_test

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/x509"
	"errors"
	"io"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
)

var at = time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC)

var (
	profiles   = []cms.Profile{cms.Modern, cms.Compat, cms.Legacy}
	identities = []string{cmstest.PlatformRSA, cmstest.PlatformEC, cmstest.AuthorityRSA, cmstest.AuthorityEC}
)

func sign(t testing.TB, content []byte, who string, change func(*cms.SignOptions)) []byte {
	t.Helper()
	id := cmstest.Of(t, who)
	o := cms.SignOptions{
		Certificate: id.Certificate, Key: id.Key, Chain: []*x509.Certificate{cmstest.Certificate(t, "sub")},
		SigningTime: at, EncryptionCertificate: id.Certificate, Capabilities: cms.Modern,
	}
	if change != nil {
		change(&o)
	}
	msg, err := cms.Sign(content, o)
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

func encrypt(t testing.TB, content []byte, who string, p cms.Profile) []byte {
	t.Helper()
	msg, err := cms.Encrypt(content, cmstest.Certificate(t, who), p)
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

func registered(t testing.TB, names ...string) []*x509.Certificate {
	t.Helper()
	var list []*x509.Certificate
	for _, name := range names {
		list = append(list, cmstest.Certificate(t, name))
	}
	return list
}

func recipients(t testing.TB, names ...string) []cms.Recipient {
	t.Helper()
	var list []cms.Recipient
	for _, name := range names {
		list = append(list, cmstest.Of(t, name).Recipient())
	}
	return list
}

// contents are of sizes around the blocks of the ciphers.
func contents() [][]byte {
	var list [][]byte
	for _, size := range []int{0, 1, 15, 16, 17, 127, 128, 255, 256, 70_000} {
		list = append(list, bytes.Repeat([]byte("ä"), size)[:size])
	}
	return list
}

func TestWhatIsEncryptedIsDecryptedByEveryProfileAndKey(t *testing.T) {
	t.Parallel()
	for _, p := range profiles {
		for _, who := range identities {
			for _, want := range contents() {
				msg := encrypt(t, want, who, p)
				before := bytes.Clone(msg)
				got, info, err := cms.Decrypt(msg, recipients(t, cmstest.Other, who), p.Inbound())
				if err != nil || !bytes.Equal(got, want) {
					t.Fatalf("%s %s: %d bytes: %v, refused %q", p, who, len(want), err, info.Refused)
				}
				if !bytes.Equal(msg, before) {
					t.Fatal("Decrypt changed the message")
				}
				if !p.Accepts(info.Profile) {
					t.Errorf("%s %s: profile %s", p, who, info.Profile)
				}
				if got, _, err = cms.DecryptInPlace(msg, recipients(t, who), p.Inbound()); err != nil || !bytes.Equal(got, want) {
					t.Fatalf("in place: %v", err)
				}
			}
		}
	}
}

func TestAProfileAcceptsStrongerButNotWeaker(t *testing.T) {
	t.Parallel()
	for _, sent := range profiles {
		for _, agreed := range profiles {
			for _, who := range []string{cmstest.AuthorityRSA, cmstest.AuthorityEC} {
				_, info, err := cms.Decrypt(encrypt(t, []byte("x"), who, sent), recipients(t, who), agreed.Inbound())
				// With EC, Legacy writes what Compat does.
				reached := sent
				if sent == cms.Legacy && who == cmstest.AuthorityEC {
					reached = cms.Compat
				}
				if want := agreed.Accepts(reached); (err == nil) != want {
					t.Errorf("%s under %s with %s: %v", sent, agreed, who, err)
				}
				if err != nil && info.Refused == "" {
					t.Errorf("%s under %s with %s: the refused algorithm is not named", sent, agreed, who)
				}
			}
		}
	}
}

func TestWhatIsSignedVerifies(t *testing.T) {
	t.Parallel()
	for _, who := range identities {
		for _, detached := range []bool{false, true} {
			for _, weak := range []bool{false, true} {
				for _, content := range contents() {
					msg := sign(t, content, who, func(o *cms.SignOptions) { o.Detached, o.PKCS1v15 = detached, weak })
					var apart []byte
					if detached {
						apart = content
					}
					got, err := cms.Verify(msg, apart, registered(t, cmstest.Other, who), cms.VerifyPolicy{PKCS1v15: weak, At: at})
					if err != nil {
						t.Fatalf("%s: %v", who, err)
					}
					if !bytes.Equal(got.Content, content) || !got.SigningTime.Equal(at) || !got.Certificate.Equal(cmstest.Certificate(t, who)) {
						t.Errorf("%s: got %v %v", who, got.SigningTime, got.Certificate.Subject)
					}
					if got.Announced == nil || !got.Announced.Equal(got.Certificate) || len(got.Certificates) != 2 {
						t.Errorf("%s: announced %v of %d", who, got.Announced, len(got.Certificates))
					}
				}
			}
		}
	}
}

func TestASignatureForPAdESStatesNoTime(t *testing.T) {
	t.Parallel()
	msg := sign(t, []byte("x"), cmstest.PlatformEC, func(o *cms.SignOptions) { o.SigningTime, o.Detached = time.Time{}, true })
	got, err := cms.Verify(msg, []byte("x"), registered(t, cmstest.PlatformEC), cms.VerifyPolicy{})
	if err != nil || !got.SigningTime.IsZero() {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestSignRefusesAKeyOfAnotherCertificate(t *testing.T) {
	t.Parallel()
	id := cmstest.Of(t, cmstest.PlatformRSA)
	_, err := cms.Sign(nil, cms.SignOptions{Certificate: cmstest.Certificate(t, cmstest.Other), Key: id.Key})
	if !errors.Is(err, cms.ErrCertificate) {
		t.Errorf("got %v", err)
	}
}

func TestAnEnvelopeIsSealedOnce(t *testing.T) {
	t.Parallel()
	e, err := cms.NewEnvelope(cmstest.Certificate(t, cmstest.PlatformEC), cms.Modern, 3)
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, e.Size())
	copy(e.Content(buf), "abc")
	if err := e.Seal(buf); err != nil {
		t.Fatal(err)
	}
	if err := e.Seal(buf); err == nil {
		t.Error("sealed twice by one key and nonce")
	}
}

// token hides a key as a security module does: only its operations are there.
type token struct {
	signer    crypto.Signer
	decrypter crypto.Decrypter
	ecdh      cms.KeyAgreer
}

func (k token) Public() crypto.PublicKey { return k.signer.Public() }
func (k token) Sign(r io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	return k.signer.Sign(r, digest, o)
}
func (k token) Decrypt(r io.Reader, msg []byte, o crypto.DecrypterOpts) ([]byte, error) {
	return k.decrypter.Decrypt(r, msg, o)
}
func (k token) ECDH(remote *ecdh.PublicKey) ([]byte, error) { return k.ecdh.ECDH(remote) }

func TestKeysMayLiveInAToken(t *testing.T) {
	t.Parallel()
	for _, who := range []string{cmstest.PlatformRSA, cmstest.AuthorityEC} {
		id := cmstest.Of(t, who)
		k := token{signer: id.Key}
		if private, ok := id.Key.(*ecdsa.PrivateKey); ok {
			agreeing, err := private.ECDH()
			if err != nil {
				t.Fatal(err)
			}
			k.ecdh = agreeing
		} else {
			k.decrypter = id.Key.(crypto.Decrypter)
		}
		got, _, err := cms.Decrypt(encrypt(t, text, who, cms.Modern), []cms.Recipient{{Certificate: id.Certificate, Key: k}}, cms.Modern.Inbound())
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %v", who, err)
		}
		msg := sign(t, text, who, func(o *cms.SignOptions) { o.Key = k })
		if _, err := cms.Verify(msg, nil, registered(t, who), cms.VerifyPolicy{}); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestAKeyThatDoesNotFitItsCertificateIsTheOneError(t *testing.T) {
	t.Parallel()
	for _, who := range identities {
		for _, key := range []any{nil, "no key", cmstest.Of(t, cmstest.Other).Key, cmstest.New(t, "x@y.example", at, nil).Key} {
			recipient := cms.Recipient{Certificate: cmstest.Certificate(t, who), Key: key}
			if _, _, err := cms.Decrypt(encrypt(t, text, who, cms.Modern), []cms.Recipient{recipient}, cms.Modern.Inbound()); err != cms.ErrDecrypt {
				t.Errorf("%s by %T: got %v", who, key, err)
			}
		}
	}
}
