package cms

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/rand"
	_ "crypto/sha1" // the key derivation that OpenSSL and Outlook use by default; no collision matters there
	"crypto/x509"
	"encoding/binary"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// KeyAgreer is a private key for ECDH, such as *ecdh.PrivateKey or one in a token.
type KeyAgreer interface {
	// ECDH returns the x coordinate of the shared point (RFC 5753, 7.2 needs no more); an error for a point of another curve.
	ECDH(remote *ecdh.PublicKey) ([]byte, error)
}

// toKeyAgreer makes a KeyAgreer of what callers hold.
func toKeyAgreer(key any) (KeyAgreer, bool) {
	switch k := key.(type) {
	case KeyAgreer:
		return k, true
	case *ecdsa.PrivateKey:
		converted, err := k.ECDH()
		return converted, err == nil
	}
	return nil, false
}

// curveOf is the curve of a certificate's key: P-256 or P-384, else nil.
func curveOf(c *x509.Certificate) ecdh.Curve {
	public, ok := c.PublicKey.(*ecdsa.PublicKey)
	if !ok {
		return nil
	}
	converted, err := public.ECDH()
	if err != nil || converted.Curve() != ecdh.P256() && converted.Curve() != ecdh.P384() {
		return nil
	}
	return converted.Curve()
}

// keyAgreement is a KeyAgreeRecipientInfo (RFC 5652, 6.2.2) with an ephemeral key, as ECDH uses it (RFC 5753, 3.1.1).
type keyAgreement struct {
	point   []byte
	ukm     []byte
	hash    crypto.Hash
	wrap    algorithm
	entries []agreedKey
}

type agreedKey struct {
	id  SignerID
	key []byte
}

// readKeyAgreement reads what stands in the [1] of a RecipientInfo.
func readKeyAgreement(s *cryptobyte.String) (keyAgreement, bool) {
	var k keyAgreement
	var body cryptobyte.String
	var version int
	if !s.ReadASN1(&body, asn1.Tag(1).Constructed().ContextSpecific()) || !body.ReadASN1Integer(&version) || version != 3 {
		return k, false
	}
	return k, k.readOriginator(&body) && k.readUKM(&body) && k.readScheme(&body) && k.readEntries(&body)
}

func (k *keyAgreement) readOriginator(s *cryptobyte.String) bool {
	originator, present, ok := readExplicit(s, 0)
	if !ok || !present {
		return false
	}
	o := cryptobyte.String(originator)
	var key cryptobyte.String
	if !o.ReadASN1(&key, asn1.Tag(1).Constructed().ContextSpecific()) || !o.Empty() {
		return false // a static key of the sender is not read
	}
	a, ok := readAlgorithm(&key)
	if !ok || a.oid != oidECPublicKey {
		return false
	}
	var point []byte
	if !key.ReadASN1BitStringAsBytes(&point) || !key.Empty() {
		return false
	}
	k.point = point
	return a.hasNoParams() || namesCurve(a.params, len(point))
}

// namesCurve says whether params name the curve of a point so long.
func namesCurve(params cryptobyte.String, pointSize int) bool {
	var id cryptobyte.String
	if !params.ReadASN1(&id, asn1.OBJECT_IDENTIFIER) {
		return false
	}
	return oid(id) == oidP256 && pointSize == 65 || oid(id) == oidP384 && pointSize == 97
}

func (k *keyAgreement) readUKM(s *cryptobyte.String) bool {
	field, present, ok := readExplicit(s, 1)
	if !ok || !present {
		return ok
	}
	f := cryptobyte.String(field)
	var ukm cryptobyte.String
	ok = f.ReadASN1(&ukm, asn1.OCTET_STRING) && f.Empty() && len(ukm) <= 1024
	k.ukm = ukm
	return ok
}

func (k *keyAgreement) readScheme(s *cryptobyte.String) bool {
	scheme, ok := readAlgorithm(s)
	if !ok {
		return false
	}
	switch scheme.oid {
	case oidKDFSHA1:
		k.hash = crypto.SHA1
	case oidKDFSHA256:
		k.hash = crypto.SHA256
	case oidKDFSHA384:
		k.hash = crypto.SHA384
	case oidKDFSHA512:
		k.hash = crypto.SHA512
	}
	k.wrap, ok = readWholeAlgorithm(scheme.params)
	return ok && k.wrap.hasNoParams()
}

func (k *keyAgreement) readEntries(s *cryptobyte.String) bool {
	var list cryptobyte.String
	if !s.ReadASN1(&list, asn1.SEQUENCE) || !s.Empty() {
		return false
	}
	for !list.Empty() && len(k.entries) < maxRecipients {
		var body, key cryptobyte.String
		if !list.ReadASN1(&body, asn1.SEQUENCE) {
			return false
		}
		id, ok := readAgreementIdentifier(&body)
		if !ok || !body.ReadASN1(&key, asn1.OCTET_STRING) || !body.Empty() {
			return false
		}
		k.entries = append(k.entries, agreedKey{id, key})
	}
	return list.Empty() && len(k.entries) > 0
}

// wrapBits is the size of the key-encryption key, 0 if the wrap is not AES.
func (k keyAgreement) wrapBits() int {
	switch k.wrap.oid {
	case oidAES128Wrap:
		return 128
	case oidAES256Wrap:
		return 256
	}
	return 0
}

// openKey returns the content key of size bytes.
func (k keyAgreement) openKey(r Recipient, sealed []byte, size int, p Policy, info *Info) ([]byte, error) {
	on := curveOf(r.Certificate)
	key, ok := toKeyAgreer(r.Key)
	if on == nil || !ok {
		return nil, ErrDecrypt
	}
	bits := k.wrapBits()
	if k.hash == 0 || bits == 0 {
		info.Refused = "key agreement"
		return nil, ErrDecrypt
	}
	info.KeyManagement = fmt.Sprintf("ECDH-%s-AES%d-WRAP", hashName(k.hash), bits)
	if bits < 256 {
		info.Profile = info.Profile.weaker(Compat)
	}
	if bits < p.GCMBits {
		info.Refused = info.KeyManagement
		return nil, ErrDecrypt
	}
	remote, err := on.NewPublicKey(k.point) // refuses what is not on the curve
	if err != nil {
		return nil, ErrDecrypt
	}
	shared, err := key.ECDH(remote)
	if err != nil {
		return nil, ErrDecrypt
	}
	opened, err := unwrapKey(deriveKey(k.hash, shared, sharedInfo(k.wrap.raw, k.ukm, bits), bits/8), sealed)
	if err != nil || len(opened) != size {
		return nil, ErrDecrypt
	}
	return opened, nil
}

// sharedInfo is ECC-CMS-SharedInfo (RFC 5753, 7.2).
func sharedInfo(wrap, ukm []byte, bits int) []byte {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddBytes(wrap)
		if ukm != nil {
			addExplicit(b, 0, func(b *cryptobyte.Builder) { b.AddASN1OctetString(ukm) })
		}
		addExplicit(b, 2, func(b *cryptobyte.Builder) {
			b.AddASN1OctetString(binary.BigEndian.AppendUint32(nil, uint32(bits)))
		})
	})
	return b.BytesOrPanic()
}

// deriveKey is the key derivation of ANSI X9.63 (SEC 1, 3.6.1).
func deriveKey(h crypto.Hash, shared, info []byte, size int) []byte {
	var out []byte
	for counter := uint32(1); len(out) < size; counter++ {
		w := h.New()
		w.Write(shared)
		w.Write(binary.BigEndian.AppendUint32(nil, counter))
		w.Write(info)
		out = w.Sum(out)
	}
	return out[:size]
}

// addKeyAgreement writes the RecipientInfo of an EC certificate, with an ephemeral key.
func addKeyAgreement(b *cryptobyte.Builder, c *x509.Certificate, contentKey []byte) error {
	on := curveOf(c)
	if on == nil {
		return fmt.Errorf("%w: key agreement needs P-256 or P-384", ErrCertificate)
	}
	public, err := c.PublicKey.(*ecdsa.PublicKey).ECDH()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrCertificate, err)
	}
	ephemeral, err := on.GenerateKey(rand.Reader)
	if err != nil {
		return fmt.Errorf("cms: ephemeral key: %w", err)
	}
	shared, err := ephemeral.ECDH(public)
	if err != nil {
		return fmt.Errorf("cms: key agreement: %w", err)
	}
	var wrap cryptobyte.Builder
	addAlgorithm(&wrap, oidAES256Wrap, nil)
	scheme := wrap.BytesOrPanic()
	sealed, err := wrapKey(deriveKey(crypto.SHA256, shared, sharedInfo(scheme, nil, 256), 32), contentKey)
	if err != nil {
		return err
	}
	addExplicit(b, 1, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(3)
		addExplicit(b, 0, func(b *cryptobyte.Builder) { addOriginator(b, ephemeral.PublicKey()) })
		addAlgorithm(b, oidKDFSHA256, func(b *cryptobyte.Builder) { b.AddBytes(scheme) })
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
				addIssuerSerial(b, c)
				b.AddASN1OctetString(sealed)
			})
		})
	})
	return nil
}

func addOriginator(b *cryptobyte.Builder, key *ecdh.PublicKey) {
	addExplicit(b, 1, func(b *cryptobyte.Builder) {
		addAlgorithm(b, oidECPublicKey, nil)
		b.AddASN1BitString(key.Bytes())
	})
}
