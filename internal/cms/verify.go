package cms

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"fmt"
	"math/big"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

const (
	minRSABits      = 2048
	maxRSABits      = 8192
	maxCertificates = 32
	maxAttributes   = 64
)

// VerifyPolicy is what Verify accepts beyond RSASSA-PSS and ECDSA with SHA-256 or better. The zero value is the strictest.
type VerifyPolicy struct {
	// PKCS1v15 accepts RSASSA-PKCS1-v1_5 too.
	PKCS1v15 bool
	// At is when the signer's certificate must be valid and allowed to sign; the zero time leaves that to the caller.
	At time.Time
}

// Signature is a signature that was verified.
type Signature struct {
	// Content is what was signed: the embedded content, or the detached one.
	Content []byte
	// Certificate is the registered one whose key verified the signature.
	Certificate *x509.Certificate
	// SigningTime is what the signer states; zero if it states nothing.
	SigningTime time.Time
	// Digest is the SHA-256 of the signature value: the same for every copy of this signature and for no other one. The two equal forms
	// of an ECDSA signature have one Digest, so a mirrored one is no new signature.
	Digest [32]byte
	// Algorithm is such as "RSASSA-PSS-SHA256".
	Algorithm string
	// Weak says that it is RSASSA-PKCS1-v1_5.
	Weak bool
	// Certificates came with the message and are proved by nothing, except by being named in Announced.
	Certificates []*x509.Certificate
	// Announced is the certificate that the signer wants answers to be encrypted for; nil if it names none of Certificates.
	Announced *x509.Certificate
}

// SignerOf reads who claims to have signed. Errors: ErrMalformed, also for any number of signers but one.
func SignerOf(msg []byte) (SignerID, error) {
	s, err := readSigned(msg)
	return s.signer.id, err
}

// Verify checks SignedData with exactly one signer, which must be one of the registered certificates. The content is either in
// the message or is detached, which is nil otherwise. Errors: ErrMalformed, ErrSigner, ErrAlgorithm, ErrSignature,
// ErrCertificate.
func Verify(msg, detached []byte, registered []*x509.Certificate, p VerifyPolicy) (*Signature, error) {
	return VerifyBy(msg, detached, func(SignerID) ([]*x509.Certificate, error) { return registered, nil }, p)
}

// VerifyExact checks a detached signature over content that is, byte for byte, what Sign writes for the first certificate of a chain:
// its certificates are those of the chain, it names its signer's, and nothing else is in it. Errors: as of Verify.
func VerifyExact(msg, content []byte, chain []*x509.Certificate) error {
	if content == nil {
		content = []byte{}
	}
	if _, err := Verify(msg, content, chain[:1], VerifyPolicy{}); err != nil {
		return err
	}
	s, err := readSigned(msg)
	if err != nil {
		return err
	}
	hash := DigestOf(chain[0])
	attributes, err := readAttributes(s.signer.attributes)
	if err != nil || attributes.certHash != crypto.SHA256 {
		return fmt.Errorf("%w: it does not name its certificate", ErrMalformed)
	}
	o := SignOptions{Certificate: chain[0], Chain: chain[1:]}
	var tail cryptobyte.Builder
	o.addCertificates(&tail)
	tail.AddASN1(asn1.SET, func(b *cryptobyte.Builder) { o.addSignerInfo(b, hash, s.signer.attributes, s.signer.signature) })
	end, err := tail.Bytes()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	again, err := assembleSignedData(nil, true, hash, end)
	if err == nil && !bytes.Equal(again, msg) {
		err = fmt.Errorf("%w: it has something beside the signature", ErrMalformed)
	}
	return err
}

// Embedded returns the content within SignedData, by however many it was signed. It checks nothing and proves nothing: it is for
// what is only shown. ok is false for any other message, and for a detached signature.
func Embedded(msg []byte) (content []byte, ok bool) {
	der, err := ToDER(msg)
	if err != nil {
		return nil, false
	}
	body, t, ok := readContentInfo(der)
	var s signed
	var version int
	var digests cryptobyte.String
	ok = ok && t == TypeSigned && body.ReadASN1Integer(&version) && body.ReadASN1(&digests, asn1.SET) && s.readContent(&body)
	return s.content, ok && s.embedded
}

// VerifyBy is Verify with a look-up of the registered certificates that a signer may have. An error of the look-up is returned as
// it is: it says nothing about the message.
func VerifyBy(msg, detached []byte, lookUp func(SignerID) ([]*x509.Certificate, error), p VerifyPolicy) (*Signature, error) {
	s, err := readSigned(msg)
	if err != nil {
		return nil, err
	}
	if s.embedded == (detached != nil) {
		return nil, fmt.Errorf("%w: content must be either embedded or detached", ErrMalformed)
	}
	if !s.embedded {
		s.content = detached
	}
	hash := s.signer.digest.digestHash()
	if hash == 0 {
		return nil, fmt.Errorf("%w: digest", ErrAlgorithm)
	}
	attributes, err := readAttributes(s.signer.attributes)
	if err != nil {
		return nil, err
	}
	registered, err := lookUp(s.signer.id)
	if err != nil {
		return nil, err
	}
	var failure error = ErrSigner
	for _, c := range registered {
		if !s.signer.id.Names(c) {
			continue
		}
		v := &Signature{Content: s.content, Certificate: c, SigningTime: attributes.time, Certificates: s.certificates}
		if failure = s.verifyBy(v, hash, attributes, p); failure == nil {
			v.Announced = attributes.announcedAmong(s.certificates)
			return v, nil
		}
	}
	return nil, failure
}

// verifyBy checks the signature by one registered certificate and completes v.
func (s *signed) verifyBy(v *Signature, hash crypto.Hash, a attributes, p VerifyPolicy) error {
	scheme, err := s.signer.signatureScheme(v.Certificate, hash)
	if err != nil {
		return err
	}
	if scheme.weak && !p.PKCS1v15 {
		return fmt.Errorf("%w: RSASSA-PKCS1-v1_5", ErrAlgorithm)
	}
	w := hash.New()
	w.Write(s.content)
	if subtle.ConstantTimeCompare(w.Sum(nil), a.digest) != 1 {
		return fmt.Errorf("%w: the content was changed", ErrSignature)
	}
	if !a.isConsistentWith(v.Certificate) {
		return fmt.Errorf("%w: it names another certificate", ErrSignature)
	}
	w = hash.New()
	w.Write(prependHeader(tagSet, s.signer.attributes, 0))
	if !scheme.verify(w.Sum(nil), s.signer.signature) {
		return ErrSignature
	}
	// Only of what this certificate really signed is it said that it had expired.
	if !p.At.IsZero() {
		if f := CheckCertificate(v.Certificate, Signing, "", p.At).Refused(); f != nil && !f.onlyAddress() {
			return fmt.Errorf("%w: %w", ErrCertificate, f)
		}
	}
	v.Algorithm, v.Weak = scheme.name, scheme.weak
	v.Digest = signatureDigest(v.Certificate, s.signer.signature)
	return nil
}

// signed is SignedData as it was read.
type signed struct {
	content      []byte
	embedded     bool
	certificates []*x509.Certificate
	signer       signerInfo
}

type signerInfo struct {
	id         SignerID
	digest     algorithm
	attributes cryptobyte.String // without the header of the SET
	algorithm  algorithm
	signature  []byte
}

func readSigned(msg []byte) (signed, error) {
	var s signed
	der, err := ToDER(msg)
	if err != nil {
		return s, err
	}
	body, t, ok := readContentInfo(der)
	if !ok || t != TypeSigned {
		return s, ErrMalformed
	}
	var version int
	var digests, signers cryptobyte.String
	ok = body.ReadASN1Integer(&version) && (version == 1 || version == 3) && body.ReadASN1(&digests, asn1.SET) && s.readContent(&body) &&
		s.readCertificates(&body) && body.ReadASN1(&signers, asn1.SET) && body.Empty()
	if !ok {
		return s, ErrMalformed
	}
	if !s.signer.parse(&signers) || !signers.Empty() {
		return s, fmt.Errorf("%w: not exactly one signer", ErrMalformed)
	}
	return s, nil
}

// readContent reads EncapsulatedContentInfo; only id-data is read, as S/MIME has nothing else (RFC 8551, 2.4.1).
func (s *signed) readContent(body *cryptobyte.String) bool {
	var info, id cryptobyte.String
	if !body.ReadASN1(&info, asn1.SEQUENCE) || !info.ReadASN1(&id, asn1.OBJECT_IDENTIFIER) || oid(id) != oidData {
		return false
	}
	field, present, ok := readExplicit(&info, 0)
	if !ok || !info.Empty() || !present {
		return ok && info.Empty()
	}
	f := cryptobyte.String(field)
	var octets cryptobyte.String
	s.embedded = true
	ok = f.ReadASN1(&octets, asn1.OCTET_STRING) && f.Empty()
	s.content = octets
	return ok
}

// readCertificates reads the bag of certificates, as far as they can be parsed, and skips revocation lists.
func (s *signed) readCertificates(body *cryptobyte.String) bool {
	bag, _, ok := readExplicit(body, 0)
	if !ok {
		return false
	}
	list := cryptobyte.String(bag)
	for !list.Empty() && len(s.certificates) < maxCertificates {
		var one cryptobyte.String
		var tag asn1.Tag
		if !list.ReadAnyASN1Element(&one, &tag) {
			return false
		}
		if c, err := x509.ParseCertificate(one); err == nil {
			s.certificates = append(s.certificates, c)
		}
	}
	_, _, ok = readExplicit(body, 1)
	return ok
}

func (i *signerInfo) parse(s *cryptobyte.String) bool {
	var body, signature cryptobyte.String
	var version int
	var ok bool
	if !s.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1Integer(&version) {
		return false
	}
	if i.id, ok = readIdentifier(&body); !ok || version != 1 && version != 3 {
		return false
	}
	if i.digest, ok = readAlgorithm(&body); !ok {
		return false
	}
	// Without signed attributes a signature over attributes can be passed off as one over a content.
	if !body.ReadASN1(&i.attributes, asn1.Tag(0).Constructed().ContextSpecific()) {
		return false
	}
	if i.algorithm, ok = readAlgorithm(&body); !ok {
		return false
	}
	ok = body.ReadASN1(&signature, asn1.OCTET_STRING)
	i.signature = signature
	_, _, okUnsigned := readExplicit(&body, 1)
	return ok && okUnsigned && body.Empty()
}

// scheme is a signature algorithm with a key.
type scheme struct {
	name   string
	weak   bool
	verify func(digest, signature []byte) bool
}

func (i *signerInfo) signatureScheme(c *x509.Certificate, hash crypto.Hash) (scheme, error) {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if bits := public.N.BitLen(); bits < minRSABits || bits > maxRSABits {
			return scheme{}, fmt.Errorf("%w: RSA key of %d bits", ErrAlgorithm, public.N.BitLen())
		}
		return i.rsaScheme(public, hash)
	case *ecdsa.PublicKey:
		if curveOf(c) == nil || !i.algorithm.hasNoParams() || ecdsaDigest(i.algorithm.oid) != hash {
			return scheme{}, fmt.Errorf("%w: ECDSA", ErrAlgorithm)
		}
		return scheme{name: "ECDSA-" + hashName(hash), verify: func(digest, signature []byte) bool {
			return ecdsa.VerifyASN1(public, digest, signature)
		}}, nil
	}
	return scheme{}, fmt.Errorf("%w: kind of key", ErrAlgorithm)
}

func (i *signerInfo) rsaScheme(public *rsa.PublicKey, hash crypto.Hash) (scheme, error) {
	if i.algorithm.oid == oidPSS {
		h, salt, ok := i.algorithm.pssParams()
		if !ok || h != hash {
			return scheme{}, fmt.Errorf("%w: RSASSA-PSS parameters", ErrAlgorithm)
		}
		return scheme{name: "RSASSA-PSS-" + hashName(hash), verify: func(digest, signature []byte) bool {
			return rsa.VerifyPSS(public, hash, digest, signature, &rsa.PSSOptions{SaltLength: salt}) == nil
		}}, nil
	}
	if !i.algorithm.hasNoParams() || !isPKCS1v15(i.algorithm.oid, hash) {
		return scheme{}, fmt.Errorf("%w: RSA", ErrAlgorithm)
	}
	return scheme{name: "RSASSA-PKCS1-v1_5-" + hashName(hash), weak: true, verify: func(digest, signature []byte) bool {
		return rsa.VerifyPKCS1v15(public, hash, digest, signature) == nil
	}}, nil
}

// isPKCS1v15 knows rsaEncryption too, which RFC 3370 allows beside the names with a digest.
func isPKCS1v15(id oid, hash crypto.Hash) bool {
	switch id {
	case oidRSA:
		return true
	case oidRSASHA256:
		return hash == crypto.SHA256
	case oidRSASHA384:
		return hash == crypto.SHA384
	case oidRSASHA512:
		return hash == crypto.SHA512
	}
	return false
}

func ecdsaDigest(id oid) crypto.Hash {
	switch id {
	case oidECDSASHA256:
		return crypto.SHA256
	case oidECDSASHA384:
		return crypto.SHA384
	case oidECDSASHA512:
		return crypto.SHA512
	}
	return 0
}

// signatureDigest hashes a signature so that equal ones are recognised. Of the two ECDSA signatures (r, s) and (r, n-s), which both
// verify, the smaller s counts.
func signatureDigest(c *x509.Certificate, signature []byte) [32]byte {
	public, ok := c.PublicKey.(*ecdsa.PublicKey)
	if !ok {
		return sha256.Sum256(signature)
	}
	var r, s big.Int
	in := cryptobyte.String(signature)
	var body cryptobyte.String
	if !in.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1Integer(&r) || !body.ReadASN1Integer(&s) {
		return sha256.Sum256(signature)
	}
	n := public.Params().N
	if mirrored := new(big.Int).Sub(n, &s); mirrored.Cmp(&s) < 0 {
		s.Set(mirrored)
	}
	size := (n.BitLen() + 7) / 8
	return sha256.Sum256(append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...))
}
