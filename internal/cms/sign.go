package cms

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// SignOptions say who signs and what the signature states. Certificate and Key are required.
type SignOptions struct {
	// Certificate is the signer's, with an RSA key of at least 2048 bits or one on P-256 or P-384.
	Certificate *x509.Certificate
	// Key is the private key of Certificate.
	Key crypto.Signer
	// Chain is included behind Certificate: intermediate certificates, in any order.
	Chain []*x509.Certificate
	// Detached leaves the content out: for multipart/signed, ASiC-E and PAdES.
	Detached bool
	// SigningTime is stated in the signature; the zero time leaves it out, as PAdES demands (EN 319 142-1).
	SigningTime time.Time
	// PKCS1v15 signs with RSASSA-PKCS1-v1_5 instead of RSASSA-PSS if the key is RSA.
	PKCS1v15 bool
	// EncryptionCertificate is announced as the one to encrypt answers for, and included; nil announces nothing.
	EncryptionCertificate *x509.Certificate
	// Capabilities announces the content ciphers of a profile (SMIMECapabilities, RFC 8551, 2.5.2); empty announces nothing.
	Capabilities Profile
}

// Sign makes SignedData with one signer. The signature covers contentType, messageDigest and signingCertificateV2 (RFC 5035), which
// together are the baseline of CAdES. RSA signs with SHA-256, P-384 with SHA-384. Errors: ErrCertificate for a key that does not
// fit; what Key returns.
func Sign(content []byte, o SignOptions) ([]byte, error) {
	hash, err := o.checkedHash()
	if err != nil {
		return nil, err
	}
	w := hash.New()
	w.Write(content)
	attributes, err := o.signedAttributes(w.Sum(nil))
	if err != nil {
		return nil, err
	}
	signature, err := o.signAttributes(attributes, hash)
	if err != nil {
		return nil, err
	}
	var tail cryptobyte.Builder
	o.addCertificates(&tail)
	tail.AddASN1(asn1.SET, func(b *cryptobyte.Builder) { o.addSignerInfo(b, hash, attributes, signature) })
	end, err := tail.Bytes()
	if err != nil {
		return nil, fmt.Errorf("cms: signer info: %w", err)
	}
	return assembleSignedData(content, o.Detached, hash, end)
}

// DigestOf is the digest that Sign uses with a certificate, for the micalg of multipart/signed; 0 if the key does not fit.
func DigestOf(c *x509.Certificate) crypto.Hash {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if public.N.BitLen() >= minRSABits {
			return crypto.SHA256
		}
	case *ecdsa.PublicKey:
		if curveOf(c) == nil {
			return 0
		}
		if public.Params().BitSize > 256 {
			return crypto.SHA384
		}
		return crypto.SHA256
	}
	return 0
}

func (o SignOptions) checkedHash() (crypto.Hash, error) {
	if o.Certificate == nil || o.Key == nil {
		return 0, errors.New("cms: signing needs a certificate and its key")
	}
	hash := DigestOf(o.Certificate)
	if hash == 0 {
		return 0, fmt.Errorf("%w: key of the signer", ErrCertificate)
	}
	public, ok := o.Key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(o.Certificate.PublicKey) {
		return 0, fmt.Errorf("%w: it is not the one of the key", ErrCertificate)
	}
	return hash, nil
}

// signAttributes signs the DER of the attributes as SET OF.
func (o SignOptions) signAttributes(attributes []byte, hash crypto.Hash) ([]byte, error) {
	w := hash.New()
	w.Write(prependHeader(tagSet, attributes, 0))
	var options crypto.SignerOpts = hash
	if _, isRSA := o.Certificate.PublicKey.(*rsa.PublicKey); isRSA && !o.PKCS1v15 {
		options = &rsa.PSSOptions{SaltLength: hash.Size(), Hash: hash}
	}
	signature, err := o.Key.Sign(rand.Reader, w.Sum(nil), options)
	if err != nil {
		return nil, fmt.Errorf("cms: sign: %w", err)
	}
	return signature, nil
}

func (o SignOptions) addSignerInfo(b *cryptobyte.Builder, hash crypto.Hash, attributes, signature []byte) {
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		addIssuerSerial(b, o.Certificate)
		addAlgorithm(b, digestOID(hash), nil)
		addExplicit(b, 0, func(b *cryptobyte.Builder) { b.AddBytes(attributes) })
		o.addSignatureAlgorithm(b, hash)
		b.AddASN1OctetString(signature)
	})
}

func (o SignOptions) addSignatureAlgorithm(b *cryptobyte.Builder, hash crypto.Hash) {
	_, isRSA := o.Certificate.PublicKey.(*rsa.PublicKey)
	switch {
	case isRSA && o.PKCS1v15:
		addAlgorithm(b, oidRSASHA256, addNull)
	case isRSA:
		addPSS(b, hash)
	case hash == crypto.SHA384:
		addAlgorithm(b, oidECDSASHA384, nil)
	default:
		addAlgorithm(b, oidECDSASHA256, nil)
	}
}

// addCertificates writes the signer's certificate, its chain and the announced one, each once.
func (o SignOptions) addCertificates(b *cryptobyte.Builder) {
	list := [][]byte{o.Certificate.Raw}
	for _, c := range o.Chain {
		list = append(list, c.Raw)
	}
	if o.EncryptionCertificate != nil {
		list = append(list, o.EncryptionCertificate.Raw)
	}
	slices.SortFunc(list, compareDER)
	list = slices.CompactFunc(list, slices.Equal)
	addExplicit(b, 0, func(b *cryptobyte.Builder) {
		for _, raw := range list {
			b.AddBytes(raw)
		}
	})
}

// assembleSignedData writes SignedData (RFC 5652, 5.1) around the content; end is its certificates and signer infos.
func assembleSignedData(content []byte, detached bool, hash crypto.Hash, end []byte) ([]byte, error) {
	if len(content) > maxContent {
		return nil, errors.New("cms: content too large")
	}
	var b cryptobyte.Builder
	b.AddASN1Int64(1)
	b.AddASN1(asn1.SET, func(b *cryptobyte.Builder) { addAlgorithm(b, digestOID(hash), nil) })
	body, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("cms: signed data: %w", err)
	}
	inner := append(appendHeader(nil, tagOID, len(oidData)), oidData...)
	more := 0
	if !detached {
		more = len(content)
		octets := appendHeader(nil, tagOctets, more)
		inner = append(inner, prependHeader(tagExplicit, octets, more)...)
	}
	body = append(body, prependHeader(tagSequence, inner, more)...)
	body = prependHeader(tagSequence, body, more+len(end))
	head := prependContentInfo(TypeSigned, body, more+len(end))
	out := make([]byte, 0, len(head)+more+len(end))
	out = append(out, head...)
	if !detached {
		out = append(out, content...)
	}
	return append(out, end...), nil
}

// signedAttributes writes the signed attributes in the order of DER, without the header of the SET.
func (o SignOptions) signedAttributes(digest []byte) ([]byte, error) {
	list := []*cryptobyte.Builder{
		newAttribute(oidContentType, func(b *cryptobyte.Builder) { addOID(b, oidData) }),
		newAttribute(oidMessageDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(digest) }),
		newAttribute(oidSigningCertV2, func(b *cryptobyte.Builder) { addSigningCertificate(b, o.Certificate) }),
	}
	if !o.SigningTime.IsZero() {
		list = append(list, newAttribute(oidSigningTime, func(b *cryptobyte.Builder) { addTime(b, o.SigningTime.UTC()) }))
	}
	if c := o.EncryptionCertificate; c != nil {
		list = append(list,
			newAttribute(oidEncryptionKey, func(b *cryptobyte.Builder) {
				addExplicit(b, 0, func(b *cryptobyte.Builder) { addIssuerSerialBody(b, c) })
			}),
			newAttribute(oidMicrosoftKey, func(b *cryptobyte.Builder) { addIssuerSerial(b, c) }))
	}
	if o.Capabilities != "" {
		list = append(list, newAttribute(oidCapabilities, func(b *cryptobyte.Builder) { addCapabilities(b, o.Capabilities) }))
	}
	return joinSetOf(list)
}

func newAttribute(id oid, value func(*cryptobyte.Builder)) *cryptobyte.Builder {
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		addOID(b, id)
		b.AddASN1(asn1.SET, value)
	})
	return &b
}

// joinSetOf joins elements in the order of a DER SET OF (X.690, 11.6).
func joinSetOf(list []*cryptobyte.Builder) ([]byte, error) {
	elements := make([][]byte, len(list))
	for i, b := range list {
		var err error
		if elements[i], err = b.Bytes(); err != nil {
			return nil, fmt.Errorf("cms: attribute: %w", err)
		}
	}
	slices.SortFunc(elements, compareDER)
	return slices.Concat(elements...), nil
}

// compareDER orders encodings; none is the beginning of another, since their lengths are in them.
func compareDER(a, b []byte) int { return slices.Compare(a, b) }

// addTime writes a signing time: UTCTime until 2049, GeneralizedTime from then on (RFC 5652, 11.3).
func addTime(b *cryptobyte.Builder, at time.Time) {
	if at.Year() >= 1950 && at.Year() < 2050 {
		b.AddASN1UTCTime(at)
		return
	}
	b.AddASN1GeneralizedTime(at)
}

// addSigningCertificate writes SigningCertificateV2 with SHA-256, which is its default (RFC 5035, 4).
func addSigningCertificate(b *cryptobyte.Builder, c *x509.Certificate) {
	sum := sha256.Sum256(c.Raw)
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1OctetString(sum[:]) })
		})
	})
}

// addCapabilities writes the content ciphers of a profile, preferred ones first.
func addCapabilities(b *cryptobyte.Builder, p Profile) {
	list := []oid{oidAES256GCM, oidAES256CBC, oidAES128CBC}
	switch p {
	case Modern:
		list = list[:1]
	case Compat:
		list = list[:2]
	}
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, id := range list {
			addAlgorithm(b, id, nil)
		}
	})
}
