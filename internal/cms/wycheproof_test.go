package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"golang.org/x/crypto/cryptobyte"
)

// The vectors go through our own functions: the ones around the standard library are where a check can be forgotten.

type wycheproofCase struct {
	ID                         int
	Comment                    string
	Valid                      bool
	Key, IV, AAD, Msg, CT, Tag hexBytes
	Sig                        hexBytes
	Public, Private, Shared    hexBytes
}

type wycheproofGroup struct {
	Key   hexBytes
	Cases []wycheproofCase
}

type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	*h = b
	return err
}

// wycheproof runs every case of one algorithm; run says whether it was accepted and, where that is so, right.
func wycheproof(t *testing.T, algorithm string, least int, run func(*testing.T, wycheproofGroup, wycheproofCase) bool) {
	t.Helper()
	t.Parallel()
	b, err := os.ReadFile("testdata/wycheproof/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string][]wycheproofGroup
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, g := range all[algorithm] {
		for _, c := range g.Cases {
			n++
			if got := run(t, g, c); got != c.Valid {
				t.Errorf("case %d (%s): accepted %v, want %v", c.ID, c.Comment, got, c.Valid)
			}
		}
	}
	if n < least {
		t.Errorf("only %d cases", n)
	}
}

func TestWycheproofGCM(t *testing.T) {
	wycheproof(t, "aes-gcm", 20, func(_ *testing.T, _ wycheproofGroup, c wycheproofCase) bool {
		got, err := openGCM(c.Key, c.IV, append(bytes.Clone(c.CT), c.Tag...), c.AAD)
		return err == nil && bytes.Equal(got, c.Msg)
	})
}

func TestWycheproofCBC(t *testing.T) {
	wycheproof(t, "aes-cbc", 20, func(_ *testing.T, _ wycheproofGroup, c wycheproofCase) bool {
		got, err := openCBC(c.Key, c.IV, bytes.Clone(c.CT))
		return err == nil && bytes.Equal(got, c.Msg)
	})
}

func TestWycheproofKeyWrap(t *testing.T) {
	wycheproof(t, "aes-wrap", 30, func(t *testing.T, _ wycheproofGroup, c wycheproofCase) bool {
		got, err := unwrapKey(c.Key, c.CT)
		if c.Valid {
			if sealed, err := wrapKey(c.Key, c.Msg); err != nil || !bytes.Equal(sealed, c.CT) {
				t.Errorf("case %d: wrapped as %x, %v", c.ID, sealed, err)
			}
		}
		return err == nil && bytes.Equal(got, c.Msg)
	})
}

func recipientOf(t *testing.T, pkcs8 []byte) Recipient {
	t.Helper()
	key, err := x509.ParsePKCS8PrivateKey(pkcs8)
	if err != nil {
		t.Fatal(err)
	}
	private := key.(*rsa.PrivateKey)
	return Recipient{Certificate: &x509.Certificate{PublicKey: &private.PublicKey}, Key: private}
}

func TestWycheproofOAEP(t *testing.T) {
	var b cryptobyte.Builder
	addOAEP(&b)
	oaep, ok := readWholeAlgorithm(b.BytesOrPanic())
	if !ok {
		t.Fatal("our own parameters are not read")
	}
	wycheproof(t, "oaep", 10, func(t *testing.T, g wycheproofGroup, c wycheproofCase) bool {
		k := keyTransport{algorithm: oaep, key: c.CT}
		got, err := k.openKey(recipientOf(t, g.Key), len(c.Msg), Policy{}, &Info{})
		return err == nil && bytes.Equal(got, c.Msg)
	})
}

func TestWycheproofPKCS1Decrypt(t *testing.T) {
	wycheproof(t, "pkcs1-decrypt", 10, func(t *testing.T, g wycheproofGroup, c wycheproofCase) bool {
		k := keyTransport{algorithm: algorithm{oid: oidRSA}, key: c.CT}
		size := max(len(c.Msg), 1)
		got, err := k.openKey(recipientOf(t, g.Key), size, Policy{PKCS1v15: true}, &Info{})
		// A number not below the modulus and a key that fits no padding are seen without the private key.
		public := recipientOf(t, g.Key).Certificate.PublicKey.(*rsa.PublicKey)
		seen := new(big.Int).SetBytes(c.CT).Cmp(public.N) >= 0 || size > public.Size()-11
		if len(c.CT) == public.Size() && !seen && err != nil {
			t.Errorf("case %d: bad padding shows as an error: %v", c.ID, err)
		}
		// An empty key is of no size that is used; it must look like a bad one.
		return len(c.Msg) == 0 && c.Valid || bytes.Equal(got, c.Msg)
	})
}

// signerOf is a signer of SignedData with the key of a case.
func signerOf(t *testing.T, a algorithm, key []byte, hash crypto.Hash) scheme {
	t.Helper()
	public, err := x509.ParsePKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	i := signerInfo{algorithm: a}
	s, err := i.signatureScheme(&x509.Certificate{PublicKey: public}, hash)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func verifies(s scheme, hash crypto.Hash, c wycheproofCase) bool {
	w := hash.New()
	w.Write(c.Msg)
	return s.verify(w.Sum(nil), c.Sig)
}

func TestWycheproofPSS(t *testing.T) {
	var b cryptobyte.Builder
	addPSS(&b, crypto.SHA256)
	pss, ok := readWholeAlgorithm(b.BytesOrPanic())
	if !ok {
		t.Fatal("our own parameters are not read")
	}
	wycheproof(t, "pss", 10, func(t *testing.T, g wycheproofGroup, c wycheproofCase) bool {
		return verifies(signerOf(t, pss, g.Key, crypto.SHA256), crypto.SHA256, c)
	})
}

func TestWycheproofPKCS1Verify(t *testing.T) {
	wycheproof(t, "pkcs1-verify", 20, func(t *testing.T, g wycheproofGroup, c wycheproofCase) bool {
		return verifies(signerOf(t, algorithm{oid: oidRSASHA256}, g.Key, crypto.SHA256), crypto.SHA256, c)
	})
}

func TestWycheproofECDSA(t *testing.T) {
	for name, tc := range map[string]struct {
		id   oid
		hash crypto.Hash
	}{"ecdsa-p256": {oidECDSASHA256, crypto.SHA256}, "ecdsa-p384": {oidECDSASHA384, crypto.SHA384}} {
		t.Run(name, func(t *testing.T) {
			wycheproof(t, name, 40, func(t *testing.T, g wycheproofGroup, c wycheproofCase) bool {
				return verifies(signerOf(t, algorithm{oid: tc.id}, g.Key, tc.hash), tc.hash, c)
			})
		})
	}
}

func TestWycheproofECDH(t *testing.T) {
	for name, on := range map[string]ecdh.Curve{"ecdh-p256": ecdh.P256(), "ecdh-p384": ecdh.P384()} {
		t.Run(name, func(t *testing.T) {
			size := 32
			if on == ecdh.P384() {
				size = 48
			}
			wycheproof(t, name, 15, func(t *testing.T, _ wycheproofGroup, c wycheproofCase) bool {
				scalar := bytes.TrimLeft(c.Private, "\x00")
				scalar = append(make([]byte, size-len(scalar)), scalar...)
				private, err := on.NewPrivateKey(scalar)
				if err != nil {
					t.Fatal(err)
				}
				remote, err := on.NewPublicKey(c.Public)
				if err != nil {
					return false
				}
				shared, err := private.ECDH(remote)
				return err == nil && bytes.Equal(shared, c.Shared)
			})
		})
	}
}
