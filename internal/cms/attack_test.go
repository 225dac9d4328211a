package cms

// The attacks of the research list (crypto-mail-letters, 10) that end in this package. Messages are made with the inner parts, so that
// everything but the attack is right.

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
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

// selfSigned issues a certificate with the names and number of like, for another key.
func selfSigned(t testing.TB, like *x509.Certificate, key crypto.Signer) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: like.SerialNumber, Subject: like.Subject, EmailAddresses: like.EmailAddresses, SubjectKeyId: like.SubjectKeyId,
		NotBefore: like.NotBefore, NotAfter: like.NotAfter, KeyUsage: like.KeyUsage, ExtKeyUsage: like.ExtKeyUsage,
	}
	parent := &x509.Certificate{Subject: like.Issuer, RawSubject: like.RawIssuer}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newEC(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestAttack04ACertificateOfTheSameNameAndNumberIsNotTheRegisteredOne(t *testing.T) {
	t.Parallel()
	real := load(t, "authority-ec")
	key := newEC(t)
	forged := selfSigned(t, real.Certificate, key)
	msg := mustSign(t, []byte("x"), SignOptions{Certificate: forged, Key: key, SigningTime: noon})
	if id, err := SignerOf(msg); err != nil || !id.Names(real.Certificate) {
		t.Fatalf("the forgery names another certificate: %v", err)
	}
	if _, err := Verify(msg, nil, []*x509.Certificate{real.Certificate}, VerifyPolicy{}); err == nil {
		t.Error("accepted by name")
	}
	if _, err := Verify(msg, nil, []*x509.Certificate{real.Certificate, forged}, VerifyPolicy{}); err != nil {
		t.Errorf("the second of two registered ones is not tried: %v", err)
	}
}

// signedWith builds SignedData with the given signer infos.
func signedWith(t testing.TB, content []byte, infos ...func(*cryptobyte.Builder)) []byte {
	t.Helper()
	var tail cryptobyte.Builder
	tail.AddASN1(tagSet, func(b *cryptobyte.Builder) {
		for _, info := range infos {
			info(b)
		}
	})
	msg, err := assemble(content, false, crypto.SHA256, tail.BytesOrPanic())
	if err != nil {
		t.Fatal(err)
	}
	return msg
}

// infoOf is a right SignerInfo over attributes that are given without the header of the SET.
func infoOf(t testing.TB, who testIdentity, attributes []byte) func(*cryptobyte.Builder) {
	t.Helper()
	o := who.options()
	hash := DigestOf(who.Certificate)
	signature, err := o.sign(attributes, hash)
	if err != nil {
		t.Fatal(err)
	}
	return func(b *cryptobyte.Builder) { o.addSignerInfo(b, hash, attributes, signature) }
}

func attributesOf(t testing.TB, who testIdentity, content []byte) []byte {
	t.Helper()
	w := DigestOf(who.Certificate).New()
	w.Write(content)
	attributes, err := who.options().attributes(w.Sum(nil))
	if err != nil {
		t.Fatal(err)
	}
	return attributes
}

func TestAttack05TwoSignersAreRefused(t *testing.T) {
	t.Parallel()
	content := []byte("x")
	good, other := load(t, "platform-ec"), load(t, "other")
	one := infoOf(t, good, attributesOf(t, good, content))
	two := infoOf(t, other, attributesOf(t, other, content))
	list := []*x509.Certificate{good.Certificate, other.Certificate}
	if _, err := Verify(signedWith(t, content, one), nil, list, VerifyPolicy{}); err != nil {
		t.Fatalf("one signer: %v", err)
	}
	for name, msg := range map[string][]byte{"two": signedWith(t, content, one, two), "none": signedWith(t, content), "twice": signedWith(t, content, one, one)} {
		if _, err := Verify(msg, nil, list, VerifyPolicy{}); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAttributesThatLeaveRoomForDoubtAreRefused(t *testing.T) {
	t.Parallel()
	content := []byte("x")
	who := load(t, "platform-ec")
	right := attributesOf(t, who, content)
	raw := func(id oid, value func(*cryptobyte.Builder)) []byte { return attribute(id, value).BytesOrPanic() }
	w := crypto.SHA256.New()
	w.Write(content)
	digest := raw(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(w.Sum(nil)) })
	isData := raw(oidContentType, func(b *cryptobyte.Builder) { addOID(b, oidData) })
	two := raw(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(w.Sum(nil)); b.AddASN1OctetString(nil) })
	for name, tc := range map[string]struct {
		attributes []byte
		want       error
	}{
		"none wrong":              {right, nil},
		"least":                   {append(bytes.Clone(isData), digest...), nil},
		"digest twice":            {append(bytes.Clone(right), digest...), ErrMalformed},
		"unknown twice":           {bytes.Join([][]byte{right, raw(oidP256, addNull), raw(oidP256, addNull)}, nil), ErrMalformed},
		"unknown once":            {append(bytes.Clone(right), raw(oidP256, addNull)...), nil},
		"no digest":               {isData, ErrMalformed},
		"no content type":         {digest, ErrMalformed},
		"two digests in one":      {append(bytes.Clone(isData), two...), ErrMalformed},
		"another content type":    {append(raw(oidContentType, func(b *cryptobyte.Builder) { addOID(b, oidSignedData) }), digest...), ErrMalformed},
		"digest of something":     {append(bytes.Clone(isData), raw(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(make([]byte, 32)) })...), ErrSignature},
		"another's certificate":   {bytes.Join([][]byte{isData, digest, raw(oidSigningCertV2, func(b *cryptobyte.Builder) { addSigningCertificate(b, load(t, "other").Certificate) })}, nil), ErrSignature},
		"empty":                   {nil, ErrMalformed},
		"more than 64 attributes": {manyAttributes(right), ErrMalformed},
	} {
		_, err := Verify(signedWith(t, content, infoOf(t, who, tc.attributes)), nil, []*x509.Certificate{who.Certificate}, VerifyPolicy{})
		if !errors.Is(err, tc.want) || tc.want == nil && err != nil {
			t.Errorf("%s: got %v, want %v", name, err, tc.want)
		}
	}
}

func manyAttributes(right []byte) []byte {
	out := bytes.Clone(right)
	for i := range byte(70) {
		out = append(out, attribute(oid([]byte{0x2a, i}), addNull).BytesOrPanic()...)
	}
	return out
}

func TestAContentBothEmbeddedAndDetachedIsRefused(t *testing.T) {
	t.Parallel()
	who := load(t, "platform-ec")
	list := []*x509.Certificate{who.Certificate}
	embedded := mustSign(t, []byte("x"), who.options())
	if _, err := Verify(embedded, []byte("x"), list, VerifyPolicy{}); !errors.Is(err, ErrMalformed) {
		t.Errorf("both: got %v", err)
	}
	o := who.options()
	o.Detached = true
	if _, err := Verify(mustSign(t, []byte("x"), o), nil, list, VerifyPolicy{}); !errors.Is(err, ErrMalformed) {
		t.Errorf("neither: got %v", err)
	}
}

func TestAMirroredECDSASignatureHasTheSameDigest(t *testing.T) {
	t.Parallel()
	who := load(t, "platform-ec")
	msg := mustSign(t, []byte("x"), who.options())
	list := []*x509.Certificate{who.Certificate}
	first, err := Verify(msg, nil, list, VerifyPolicy{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := readSigned(msg)
	if err != nil {
		t.Fatal(err)
	}
	var pair struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(s.signer.signature, &pair); err != nil {
		t.Fatal(err)
	}
	pair.S.Sub(elliptic.P256().Params().N, pair.S)
	mirrored, err := asn1.Marshal(pair)
	if err != nil {
		t.Fatal(err)
	}
	forged := signedWith(t, []byte("x"), func(b *cryptobyte.Builder) {
		who.options().addSignerInfo(b, crypto.SHA256, s.signer.attributes, mirrored)
	})
	again, err := Verify(forged, nil, list, VerifyPolicy{})
	if err != nil {
		t.Fatalf("both forms verify by mathematics: %v", err)
	}
	if bytes.Equal(mirrored, s.signer.signature) || again.Digest != first.Digest {
		t.Error("a replay in the other form passes as new")
	}
}

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
	return contentInfo(typ, wrapHeader(tagSequence, b.BytesOrPanic(), 0), 0)
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
	for _, name := range []string{"authority-rsa", "authority-ec"} {
		who := load(t, name)
		msg := mustEncrypt(t, []byte("geheim"), who.Certificate, Modern)
		for _, mask := range []byte{0x01, 0x20, 0x80, 0xff} {
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
		a, ok := readOnly(b.BytesOrPanic())
		if !ok {
			t.Fatal(name)
		}
		if _, _, got := a.oaep(); got != tc.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
	if _, _, ok := (algorithm{oid: oidOAEP}).oaep(); ok {
		t.Error("absent parameters are read")
	}
	if _, _, ok := (algorithm{oid: oidOAEP, params: cryptobyte.String("\x05\x00")}).oaep(); ok {
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
	rounds := 1_000 // of the list's 10,000: each takes 3 ms and ends the same
	if testing.Short() {
		rounds = 100
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

func TestAttack16WeakDigestsAndKeysAreRefused(t *testing.T) {
	t.Parallel()
	content := []byte("x")
	who := load(t, "platform-rsa")
	list := []*x509.Certificate{who.Certificate}
	right := mustSign(t, content, who.options())
	const oidMD5 = "\x2a\x86\x48\x86\xf7\x0d\x02\x05"
	for name, id := range map[string]oid{"MD5": oidMD5, "SHA-1": oidSHA1, "unknown": oidData} {
		var b cryptobyte.Builder
		attributes := attributesOf(t, who, content)
		infoOf(t, who, attributes)(&b)
		info := bytes.Replace(b.BytesOrPanic(), algorithmDER(oidSHA256), algorithmDER(id), 1)
		msg := signedWith(t, content, func(b *cryptobyte.Builder) { b.AddBytes(relength(info)) })
		if _, err := Verify(msg, nil, list, VerifyPolicy{PKCS1v15: true}); !errors.Is(err, ErrAlgorithm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Verify(right, nil, list, VerifyPolicy{}); err != nil {
		t.Errorf("SHA-256: %v", err)
	}
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	small := testIdentity{selfSigned(t, who.Certificate, key), key}
	if _, err := Sign(content, small.options()); !errors.Is(err, ErrCertificate) {
		t.Errorf("signing with RSA 1024: got %v", err)
	}
	if _, err := Encrypt(content, small.Certificate, Modern); !errors.Is(err, ErrCertificate) {
		t.Errorf("encrypting for RSA 1024: got %v", err)
	}
	if _, err := Verify(right, nil, []*x509.Certificate{small.Certificate}, VerifyPolicy{}); !errors.Is(err, ErrAlgorithm) {
		t.Errorf("RSA 1024: got %v", err)
	}
}

// algorithmDER is an AlgorithmIdentifier without parameters.
func algorithmDER(id oid) []byte {
	var b cryptobyte.Builder
	addAlgorithm(&b, id, nil)
	return b.BytesOrPanic()
}

// relength corrects the length of a SEQUENCE whose content was changed.
func relength(b []byte) []byte {
	return wrapHeader(tagSequence, b[headerLen(b):], 0)
}

// headerLen finds the header by its form, as the length in it may be wrong.
func headerLen(b []byte) int {
	if b[1] < 0x80 {
		return 2
	}
	return 2 + int(b[1]&0x7f)
}

func TestAttack17CertificatesThatMustNotBeUsedAreRefused(t *testing.T) {
	t.Parallel()
	key := newEC(t)
	for name, tc := range map[string]struct {
		change func(*x509.Certificate)
		use    Use
		want   Problem
	}{
		"good to sign":          {func(*x509.Certificate) {}, Signing, ""},
		"good to encrypt":       {func(*x509.Certificate) {}, Encryption, ""},
		"expired":               {func(c *x509.Certificate) { c.NotAfter = noon.Add(-time.Second) }, Encryption, Expired},
		"not yet valid":         {func(c *x509.Certificate) { c.NotBefore = noon.Add(time.Second) }, Encryption, NotYetValid},
		"only for signing":      {func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageDigitalSignature }, Encryption, WrongKeyUsage},
		"only for encryption":   {func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyAgreement }, Signing, WrongKeyUsage},
		"for web servers":       {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} }, Signing, WrongKeyUsage},
		"for any use":           {func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }, Signing, ""},
		"an issuer":             {func(c *x509.Certificate) { c.IsCA, c.BasicConstraintsValid = true, true }, Signing, Authority},
		"no address":            {func(c *x509.Certificate) { c.EmailAddresses = nil }, Encryption, NoAddress},
		"another address":       {func(c *x509.Certificate) { c.EmailAddresses = []string{"x@y.example"} }, Encryption, OtherAddress},
		"address in capitals":   {func(c *x509.Certificate) { c.EmailAddresses = []string{"AMT@Stadt.example"} }, Encryption, ""},
		"without any key usage": {func(c *x509.Certificate) { c.KeyUsage, c.ExtKeyUsage = 0, nil }, Encryption, ""},
	} {
		template := &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Amt"}, NotBefore: noon.Add(-time.Hour), NotAfter: noon.Add(time.Hour),
			KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyAgreement, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
			EmailAddresses: []string{"amt@stadt.example"},
		}
		tc.change(template)
		raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		c, err := x509.ParseCertificate(raw)
		if err != nil {
			t.Fatal(err)
		}
		var want Problems
		if tc.want != "" {
			want = Problems{tc.want}
		}
		if got := CheckCertificate(c, tc.use, "amt@stadt.example", noon); got.Error() != want.Error() || (got.Refused() == nil) != (want == nil) {
			t.Errorf("%s: got %v", name, got)
		}
		msg := mustSign(t, []byte("x"), SignOptions{Certificate: c, Key: key})
		_, err = Verify(msg, nil, []*x509.Certificate{c}, VerifyPolicy{At: noon})
		refuses := tc.use == Signing && tc.want != "" || tc.want == Expired || tc.want == NotYetValid
		if errors.Is(err, ErrCertificate) != refuses || (err != nil) != refuses {
			t.Errorf("%s: a signature by it: %v", name, err)
		}
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
