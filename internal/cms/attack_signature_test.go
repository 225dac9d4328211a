package cms

// The attacks of the research list (crypto-mail-letters, 10) on signatures and certificates. Messages are made with the inner parts, so that
// everything but the attack is right.

import (
	"bytes"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
)

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
	msg, err := assembleSignedData(content, false, crypto.SHA256, tail.BytesOrPanic())
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
	signature, err := o.signAttributes(attributes, hash)
	if err != nil {
		t.Fatal(err)
	}
	return func(b *cryptobyte.Builder) { o.addSignerInfo(b, hash, attributes, signature) }
}

func attributesOf(t testing.TB, who testIdentity, content []byte) []byte {
	t.Helper()
	w := DigestOf(who.Certificate).New()
	w.Write(content)
	attributes, err := who.options().signedAttributes(w.Sum(nil))
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
	raw := func(id oid, value func(*cryptobyte.Builder)) []byte { return newAttribute(id, value).BytesOrPanic() }
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
		out = append(out, newAttribute(oid([]byte{0x2a, i}), addNull).BytesOrPanic()...)
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
	return prependHeader(tagSequence, b[headerLen(b):], 0)
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
