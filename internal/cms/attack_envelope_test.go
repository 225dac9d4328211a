package cms

// The attacks of the research list (crypto-mail-letters, 10) on envelopes. Messages are made with the inner parts, so that
// everything but the attack is right.

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"strings"
	"testing"

	"golang.org/x/crypto/cryptobyte"
)

func TestAttack08CBCBitFlipsNeverGiveTheContentBack(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-ec")
	plain := []byte(strings.Repeat("geheim ", 40))
	for i, msg := range mutations(mustEncrypt(t, plain, who.Certificate, Compat), 0x01) {
		got, _, err := Decrypt(msg, []Recipient{who.recipient()}, Compat.Inbound())
		if err != nil && err != ErrDecrypt {
			t.Fatalf("byte %d: got %v", i, err)
		}
		// The version of EnvelopedData is protected by nothing and decides nothing.
		if err == nil && bytes.Equal(got, plain) && i != versionAt(t, who.Certificate, len(plain)) {
			t.Errorf("byte %d changes nothing", i)
		}
	}
}

// versionAt is where the version of our EnvelopedData stands.
func versionAt(t *testing.T, c *x509.Certificate, plain int) int {
	t.Helper()
	msg := mustEncrypt(t, make([]byte, plain), c, Compat)
	return bytes.Index(msg, []byte{tagInteger, 1, 2}) + 2
}

// mutations are copies of msg, each with one byte changed.
func mutations(msg []byte, mask byte) func(func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		for i := range msg {
			m := bytes.Clone(msg)
			m[i] ^= mask
			if !yield(i, m) {
				return
			}
		}
	}
}

// envelopeWith writes an envelope with parts of the caller's choice.
func envelopeWith(t testing.TB, typ Type, recipients []byte, content func(*cryptobyte.Builder), tag []byte) []byte {
	t.Helper()
	var b cryptobyte.Builder
	b.AddASN1Int64(0)
	b.AddASN1(tagSet, func(b *cryptobyte.Builder) { b.AddBytes(recipients) })
	b.AddASN1(tagSequence, func(b *cryptobyte.Builder) {
		addOID(b, oidData)
		content(b)
	})
	if tag != nil {
		b.AddASN1OctetString(tag)
	}
	return prependContentInfo(typ, prependHeader(tagSequence, b.BytesOrPanic(), 0), 0)
}

// gcmEnvelope writes AES-256-GCM with a nonce and a tag of any size, rightly encrypted.
func gcmEnvelope(t testing.TB, c *x509.Certificate, typ Type, nonceBytes, tagBytes int, statesTag bool) []byte {
	t.Helper()
	key := make([]byte, 32)
	nonce := make([]byte, nonceBytes)
	rand.Read(key)
	var recipient cryptobyte.Builder
	if _, err := addRecipient(&recipient, c, key, Modern); err != nil {
		t.Fatal(err)
	}
	sealed := sealAnyGCM(t, key, nonce, []byte("geheim"))
	content, tag := sealed[:6], sealed[6:6+tagBytes]
	if typ == TypeEnveloped {
		tag = nil
	}
	return envelopeWith(t, typ, recipient.BytesOrPanic(), func(b *cryptobyte.Builder) {
		addAlgorithm(b, oidAES256GCM, func(b *cryptobyte.Builder) {
			b.AddASN1(tagSequence, func(b *cryptobyte.Builder) {
				b.AddASN1OctetString(nonce)
				if statesTag {
					b.AddASN1Int64(int64(tagBytes))
				}
			})
		})
		b.AddASN1(tagContext, func(b *cryptobyte.Builder) { b.AddBytes(content) })
	}, tag)
}

func TestAttack10GCMInEnvelopedDataIsRefused(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-ec")
	_, info, err := Decrypt(gcmEnvelope(t, who.Certificate, TypeEnveloped, 12, 16, true), []Recipient{who.recipient()}, Legacy.Inbound())
	if err != ErrDecrypt || info.Refused != "AES-256-GCM" {
		t.Errorf("got %v, refused %q", err, info.Refused)
	}
}

func TestAttack11OtherTagsAndNoncesAreRefused(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-ec")
	for name, tc := range map[string]struct {
		nonce, tag int
		states     bool
		want       error
	}{
		"as it should be":              {12, 16, true, nil},
		"tag of 4":                     {12, 4, true, ErrDecrypt},
		"tag of 12":                    {12, 12, true, ErrDecrypt},
		"tag of 12 by default":         {12, 12, false, ErrDecrypt},
		"tag of 16, but 12 by default": {12, 16, false, ErrDecrypt},
		"nonce of 8":                   {8, 16, true, ErrDecrypt},
		"nonce of 16":                  {16, 16, true, ErrDecrypt},
	} {
		_, _, err := Decrypt(gcmEnvelope(t, who.Certificate, TypeAuthEnveloped, tc.nonce, tc.tag, tc.states), []Recipient{who.recipient()}, Modern.Inbound())
		if err != tc.want {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAttack12AnyChangedByteGivesTheOneError(t *testing.T) {
	t.Parallel()
	for name, masks := range map[string][]byte{"authority-rsa": {0x01}, "authority-ec": {0x01, 0x20, 0x80, 0xff}} {
		who := load(t, name)
		msg := mustEncrypt(t, []byte("geheim"), who.Certificate, Modern)
		for _, mask := range masks {
			for i, changed := range mutations(msg, mask) {
				if plain, _, err := Decrypt(changed, []Recipient{who.recipient()}, Legacy.Inbound()); err != ErrDecrypt || plain != nil {
					t.Fatalf("%s, byte %d ^ %#x: got %v", name, i, mask, err)
				}
			}
		}
		for cut := range len(msg) {
			if _, _, err := Decrypt(msg[:cut], []Recipient{who.recipient()}, Legacy.Inbound()); err != ErrDecrypt {
				t.Fatalf("%s, cut at %d: got %v", name, cut, err)
			}
		}
	}
}

func TestAttack13ChangedOAEPParametersNeverDecrypt(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-rsa")
	var b cryptobyte.Builder
	addOAEP(&b)
	right := b.BytesOrPanic()
	msg := mustEncrypt(t, []byte("geheim"), who.Certificate, Modern)
	at := bytes.Index(msg, right)
	if at < 0 {
		t.Fatal("no OAEP parameters in our message")
	}
	for _, mask := range []byte{1, 2, 4, 8, 16, 32, 64, 128} {
		for i := range right {
			changed := bytes.Clone(msg)
			changed[at+i] ^= mask
			if _, _, err := Decrypt(changed, []Recipient{who.recipient()}, Legacy.Inbound()); err != ErrDecrypt {
				t.Fatalf("byte %d of the parameters ^ %#x: got %v", i, mask, err)
			}
		}
	}
}

func TestAttack13OAEPParametersAreReadStrictly(t *testing.T) {
	t.Parallel()
	sha := func(id oid) func(*cryptobyte.Builder) {
		return func(b *cryptobyte.Builder) { addAlgorithm(b, id, addNull) }
	}
	mgf := func(id, hash oid) func(*cryptobyte.Builder) {
		return func(b *cryptobyte.Builder) { addAlgorithm(b, id, sha(hash)) }
	}
	label := func(id oid, value string) func(*cryptobyte.Builder) {
		return func(b *cryptobyte.Builder) {
			addAlgorithm(b, id, func(b *cryptobyte.Builder) { b.AddASN1OctetString([]byte(value)) })
		}
	}
	for name, tc := range map[string]struct {
		fields [3]func(*cryptobyte.Builder)
		want   bool
	}{
		"SHA-256":                 {[3]func(*cryptobyte.Builder){sha(oidSHA256), mgf(oidMGF1, oidSHA256)}, true},
		"SHA-512 and SHA-384":     {[3]func(*cryptobyte.Builder){sha(oidSHA512), mgf(oidMGF1, oidSHA384)}, true},
		"empty label":             {[3]func(*cryptobyte.Builder){sha(oidSHA256), mgf(oidMGF1, oidSHA256), label(oidPSpecified, "")}, true},
		"a label":                 {[3]func(*cryptobyte.Builder){sha(oidSHA256), mgf(oidMGF1, oidSHA256), label(oidPSpecified, "x")}, false},
		"unknown source of label": {[3]func(*cryptobyte.Builder){sha(oidSHA256), mgf(oidMGF1, oidSHA256), label(oidData, "")}, false},
		"all defaults":            {[3]func(*cryptobyte.Builder){}, false},
		"mask by default":         {[3]func(*cryptobyte.Builder){sha(oidSHA256)}, false},
		"hash by default":         {[3]func(*cryptobyte.Builder){nil, mgf(oidMGF1, oidSHA256)}, false},
		"SHA-1":                   {[3]func(*cryptobyte.Builder){sha(oidSHA1), mgf(oidMGF1, oidSHA1)}, false},
		"unknown mask function":   {[3]func(*cryptobyte.Builder){sha(oidSHA256), mgf(oidData, oidSHA256)}, false},
		"mask by SHA-1":           {[3]func(*cryptobyte.Builder){sha(oidSHA256), mgf(oidMGF1, oidSHA1)}, false},
	} {
		var b cryptobyte.Builder
		addAlgorithm(&b, oidOAEP, func(b *cryptobyte.Builder) {
			b.AddASN1(tagSequence, func(b *cryptobyte.Builder) {
				for n, field := range tc.fields {
					if field != nil {
						addExplicit(b, uint8(n), field)
					}
				}
			})
		})
		a, ok := readWholeAlgorithm(b.BytesOrPanic())
		if !ok {
			t.Fatal(name)
		}
		if _, _, got := a.oaepParams(); got != tc.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
	if _, _, ok := (algorithm{oid: oidOAEP}).oaepParams(); ok {
		t.Error("absent parameters are read")
	}
	if _, _, ok := (algorithm{oid: oidOAEP, params: cryptobyte.String("\x05\x00")}).oaepParams(); ok {
		t.Error("NULL is read")
	}
}

func TestAttack14BadRSA15PaddingsAllLookAlike(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-rsa")
	public := who.Certificate.PublicKey.(*rsa.PublicKey)
	key := make([]byte, 32)
	rand.Read(key)
	var recipient cryptobyte.Builder
	if _, err := addRecipient(&recipient, who.Certificate, key, Legacy); err != nil {
		t.Fatal(err)
	}
	sealed := sealAnyGCM(t, key, make([]byte, 12), []byte("geheim"))
	build := func(wrapped []byte) []byte {
		info := bytes.Clone(recipient.BytesOrPanic())
		copy(info[len(info)-public.Size():], wrapped)
		return envelopeWith(t, TypeAuthEnveloped, info, func(b *cryptobyte.Builder) {
			addCipher(b, contentCipher{bits: 256, gcm: true, iv: make([]byte, 12)})
			b.AddASN1(tagContext, func(b *cryptobyte.Builder) { b.AddBytes(sealed[:6]) })
		}, sealed[6:])
	}
	right := recipient.BytesOrPanic()
	if _, _, err := Decrypt(build(right[len(right)-public.Size():]), []Recipient{who.recipient()}, Legacy.Inbound()); err != nil {
		t.Fatalf("the right one: %v", err)
	}
	rounds := 500 // of the list's 10,000: each takes 3 ms and ends the same
	if testing.Short() {
		rounds = 50
	}
	wrapped := make([]byte, public.Size())
	for i := range rounds {
		rand.Read(wrapped)
		wrapped[0] &= 0x3f // below the modulus
		plain, info, err := Decrypt(build(wrapped), []Recipient{who.recipient()}, Legacy.Inbound())
		if err != ErrDecrypt || plain != nil || info.Refused != "" {
			t.Fatalf("round %d: got %v, %+v", i, err, info)
		}
	}
	if _, info, err := Decrypt(build(right[len(right)-public.Size():]), []Recipient{who.recipient()}, Compat.Inbound()); err != ErrDecrypt || info.Refused == "" {
		t.Errorf("outside of LEGACY: got %v", err)
	}
}

func TestAttack15APointOffTheCurveIsRefused(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-ec")
	msg := mustEncrypt(t, []byte("geheim"), who.Certificate, Modern)
	at := bytes.Index(msg, []byte{tagBitString, 98, 0, 4}) + 4
	if at < 4 {
		t.Fatal("no point in our message")
	}
	p256 := bytes.Clone(load(t, "platform-ec").Certificate.RawSubjectPublicKeyInfo)
	for name, point := range map[string][]byte{
		"zero": make([]byte, 96), "x changed": append([]byte{msg[at] ^ 1}, msg[at+1:at+96]...),
		"of another curve": append(p256[len(p256)-64:], make([]byte, 32)...), "all ones": bytes.Repeat([]byte{0xff}, 96),
	} {
		changed := bytes.Clone(msg)
		copy(changed[at:], point)
		if _, _, err := Decrypt(changed, []Recipient{who.recipient()}, Modern.Inbound()); err != ErrDecrypt {
			t.Errorf("%s: got %v", name, err)
		}
	}
	infinity := bytes.Clone(msg)
	infinity[at-1] = 0
	if _, _, err := Decrypt(infinity, []Recipient{who.recipient()}, Modern.Inbound()); err != ErrDecrypt {
		t.Errorf("infinity: got %v", err)
	}
}

func TestAttack25NestingIsCutByDepth(t *testing.T) {
	t.Parallel()
	const levels = 1_000_000
	definite := make([]byte, 0, 6*levels)
	for length := levels; length > 0; length-- {
		definite = append(definite, tagSequence, 0x84, byte(length*6>>24), byte(length*6>>16), byte(length*6>>8), byte(length*6))
	}
	definite = append(definite, make([]byte, 6)...)
	for name, msg := range map[string][]byte{
		"indefinite sequences": bytes.Repeat([]byte{tagSequence, 0x80}, levels),
		"indefinite strings":   bytes.Repeat([]byte{tagOctets | tagConstructed, 0x80}, levels),
		"definite sequences":   definite,
	} {
		if _, err := ToDER(msg); err != ErrDepth || !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v", name, err)
		}
		if _, _, err := Decrypt(msg, nil, Legacy.Inbound()); err != ErrDecrypt {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := Verify(msg, nil, nil, VerifyPolicy{}); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// sealAnyGCM is AES-GCM with a nonce of any size.
func sealAnyGCM(t testing.TB, key, nonce, plain []byte) []byte {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCMWithNonceSize(block, len(nonce))
	if err != nil {
		t.Fatal(err)
	}
	return gcm.Seal(nil, nonce, plain, nil)
}

func TestAuthenticatedAttributesAreAuthenticated(t *testing.T) {
	t.Parallel()
	who := load(t, "authority-ec")
	attributes := newAttribute(oidContentType, func(b *cryptobyte.Builder) { addOID(b, oidData) }).BytesOrPanic()
	build := func(stated []byte) []byte {
		key, nonce := make([]byte, 32), make([]byte, 12)
		rand.Read(key)
		var recipient cryptobyte.Builder
		if _, err := addRecipient(&recipient, who.Certificate, key, Modern); err != nil {
			t.Fatal(err)
		}
		gcm, err := newGCM(key)
		if err != nil {
			t.Fatal(err)
		}
		sealed := gcm.Seal(nil, nonce, []byte("geheim"), prependHeader(tagSet, attributes, 0)) // RFC 5083, 2.2
		var b cryptobyte.Builder
		b.AddASN1Int64(0)
		addExplicit(&b, 0, func(b *cryptobyte.Builder) {
			addExplicit(b, 0, func(b *cryptobyte.Builder) { b.AddBytes(who.Certificate.Raw) })
		})
		b.AddASN1(tagSet, func(b *cryptobyte.Builder) { b.AddBytes(recipient.BytesOrPanic()) })
		b.AddASN1(tagSequence, func(b *cryptobyte.Builder) {
			addOID(b, oidData)
			addCipher(b, contentCipher{bits: 256, gcm: true, iv: nonce})
			b.AddASN1(tagContext, func(b *cryptobyte.Builder) { b.AddBytes(sealed[:6]) })
		})
		addExplicit(&b, 1, func(b *cryptobyte.Builder) { b.AddBytes(stated) })
		b.AddASN1OctetString(sealed[6:])
		addExplicit(&b, 2, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
		return prependContentInfo(TypeAuthEnveloped, prependHeader(tagSequence, b.BytesOrPanic(), 0), 0)
	}
	if plain, _, err := Decrypt(build(attributes), []Recipient{who.recipient()}, Modern.Inbound()); err != nil || string(plain) != "geheim" {
		t.Errorf("got %q, %v", plain, err)
	}
	if _, _, err := Decrypt(build(append(bytes.Clone(attributes), attributes...)), []Recipient{who.recipient()}, Modern.Inbound()); err != ErrDecrypt {
		t.Errorf("other attributes: got %v", err)
	}
}
