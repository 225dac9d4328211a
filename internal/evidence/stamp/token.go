package stamp

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha1" // SHA-1 only names a certificate in answers after RFC 2634; that is no signature.
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"time"
)

// Object identifiers of RFC 3161, 5035, 5652, 5754 and 5758.
var (
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidRSA           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidExtendedUsage = asn1.ObjectIdentifier{2, 5, 29, 37}

	digests = map[string]crypto.Hash{
		"2.16.840.1.101.3.4.2.1": crypto.SHA256, "2.16.840.1.101.3.4.2.2": crypto.SHA384, "2.16.840.1.101.3.4.2.3": crypto.SHA512,
	}
	signatures = map[string]x509.SignatureAlgorithm{
		"1.2.840.113549.1.1.11": x509.SHA256WithRSA, "1.2.840.113549.1.1.12": x509.SHA384WithRSA, "1.2.840.113549.1.1.13": x509.SHA512WithRSA,
		"1.2.840.10045.4.3.2": x509.ECDSAWithSHA256, "1.2.840.10045.4.3.3": x509.ECDSAWithSHA384, "1.2.840.10045.4.3.4": x509.ECDSAWithSHA512,
	}
	// Signers that name only the kind of their key mean the digest beside it.
	withRSA = map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.SHA256WithRSA, crypto.SHA384: x509.SHA384WithRSA, crypto.SHA512: x509.SHA512WithRSA}

	momentForm = regexp.MustCompile(`^\d{14}(\.\d{1,9})?Z$`)
)

// Tags as they stand in the first byte.
const (
	tagInteger  = 0x02
	tagOctets   = 0x04
	tagOID      = 0x06
	tagMoment   = 0x18
	tagSequence = 0x30
	tagSet      = 0x31
	tagContext0 = 0xa0
	tagContext1 = 0xa1
)

var errForm = errors.New("not of the form of RFC 3161")

// token is what an answer says, read by one reader from the first byte to the last. The verifier in the browser has the same one
// (frontend/src/verifier/stamp.ts): what one takes, the other takes.
type token struct {
	info         []byte
	imprint      []byte
	time         time.Time
	nonce        *big.Int
	issuer       []byte
	serial       []byte
	certificates [][]byte
	digest       crypto.Hash
	algorithm    x509.SignatureAlgorithm
	attributes   []byte
	named        map[string]element
	signature    []byte
}

// element is one of DER: its first byte, its content, and both.
type element struct {
	tag       byte
	body, raw []byte
}

// elements splits DER into what follows one another.
func elements(der []byte) ([]element, error) {
	var list []element
	for len(der) > 0 {
		var raw asn1.RawValue
		rest, err := asn1.Unmarshal(der, &raw)
		if err != nil {
			return nil, errForm
		}
		list = append(list, element{raw.FullBytes[0], raw.Bytes, raw.FullBytes})
		der = rest
	}
	return list, nil
}

// reader collects the first fault, so that reading reads as the form does.
type reader struct{ err error }

func (r *reader) fail() { r.err = errForm }

// in gives what is inside of an element of a kind; at least n elements.
func (r *reader) in(e element, tag byte, n int) []element {
	list, err := elements(e.body)
	if err != nil || e.tag != tag || len(list) < n {
		r.fail()
		return make([]element, n)
	}
	return list
}

func (r *reader) body(e element, tag byte) []byte {
	if e.tag != tag {
		r.fail()
	}
	return e.body
}

func (r *reader) oid(e element) asn1.ObjectIdentifier {
	var id asn1.ObjectIdentifier
	if rest, err := asn1.Unmarshal(e.raw, &id); e.tag != tagOID || err != nil || len(rest) > 0 {
		r.fail()
	}
	return id
}

func (r *reader) algorithm(e element) string { return r.oid(r.in(e, tagSequence, 1)[0]).String() }

func (r *reader) must(holds bool) {
	if !holds {
		r.fail()
	}
}

// readToken reads an answer (DER of a TimeStampResp). A granted one only.
func readToken(der []byte) (*token, error) {
	var r reader
	answer := r.in(element{tagSequence, der, nil}, tagSequence, 1)
	r.must(len(answer) == 1)
	parts := r.in(answer[0], tagSequence, 2)
	r.must(len(parts) == 2 && bytes.Equal(r.body(r.in(parts[0], tagSequence, 1)[0], tagInteger), []byte{0}))
	outer := r.in(parts[1], tagSequence, 2)
	r.must(len(outer) == 2 && r.oid(outer[0]).Equal(oidSignedData))
	inner := r.in(outer[1], tagContext0, 1)
	r.must(len(inner) == 1)
	signed := r.in(inner[0], tagSequence, 4)
	r.body(signed[0], tagInteger)
	r.body(signed[1], tagSet)
	t := &token{}
	content := r.in(signed[2], tagSequence, 2)
	r.must(len(content) == 2 && r.oid(content[0]).Equal(oidTSTInfo))
	wrapped := r.in(content[1], tagContext0, 1)
	r.must(len(wrapped) == 1)
	t.info = r.body(wrapped[0], tagOctets)
	rest := signed[3:]
	if rest[0].tag == tagContext0 {
		for _, c := range r.in(rest[0], tagContext0, 0) {
			t.certificates = append(t.certificates, c.raw)
		}
		rest = rest[1:]
	}
	if len(rest) > 0 && rest[0].tag == tagContext1 {
		rest = rest[1:]
	}
	r.must(len(rest) == 1)
	if r.err == nil {
		signers := r.in(rest[0], tagSet, 1)
		r.must(len(signers) == 1)
		r.signer(t, signers[0])
		r.info(t)
	}
	return t, r.err
}

// signer reads the one SignerInfo, which names its certificate by issuer and serial number and signs attributes.
func (r *reader) signer(t *token, e element) {
	parts := r.in(e, tagSequence, 6)
	r.must(len(parts) == 6 || len(parts) == 7 && parts[6].tag == tagContext1)
	r.body(parts[0], tagInteger)
	id := r.in(parts[1], tagSequence, 2)
	r.must(len(id) == 2)
	r.body(id[1], tagInteger)
	t.issuer, t.serial = id[0].raw, id[1].raw
	t.digest = digests[r.algorithm(parts[2])]
	r.must(t.digest != 0)
	t.named = map[string]element{}
	for _, a := range r.in(parts[3], tagContext0, 3) {
		pair := r.in(a, tagSequence, 2)
		values := r.in(pair[1], tagSet, 1)
		name := r.oid(pair[0]).String()
		_, twice := t.named[name]
		r.must(len(pair) == 2 && len(values) == 1 && !twice)
		t.named[name] = values[0]
	}
	t.attributes = slices.Clone(parts[3].raw)
	algorithm := r.algorithm(parts[4])
	t.algorithm = signatures[algorithm]
	if algorithm == oidRSA.String() {
		t.algorithm = withRSA[t.digest]
	}
	t.signature = r.body(parts[5], tagOctets)
	r.must(t.algorithm != 0)
	if r.err == nil {
		// What is signed is the set, not its place in the message (RFC 5652, 5.4).
		t.attributes[0] = tagSet
	}
}

// info reads the TSTInfo. What it says of accuracy, order and name is not needed.
func (r *reader) info(t *token) {
	all, err := elements(t.info)
	if err != nil || len(all) != 1 {
		r.fail()
		return
	}
	parts := r.in(all[0], tagSequence, 5)
	r.must(bytes.Equal(r.body(parts[0], tagInteger), []byte{1}))
	r.oid(parts[1])
	imprint := r.in(parts[2], tagSequence, 2)
	r.must(len(imprint) == 2 && digests[r.algorithm(imprint[0])] == crypto.SHA256)
	t.imprint = r.body(imprint[1], tagOctets)
	r.body(parts[3], tagInteger)
	t.time = r.moment(r.body(parts[4], tagMoment))
	for _, p := range parts[5:] {
		if p.tag != tagInteger {
			continue
		}
		if _, err := asn1.Unmarshal(p.raw, &t.nonce); err != nil || t.nonce == nil {
			r.fail()
		}
	}
}

func (r *reader) moment(b []byte) time.Time {
	if !momentForm.Match(b) {
		r.fail()
		return time.Time{}
	}
	at, err := time.Parse("20060102150405Z", string(b))
	if err != nil || at.Year() < 1970 {
		r.fail()
	}
	return at.UTC()
}

// check finds the signer's certificate among those that came along, and checks that it may stamp, is the one that the signature names,
// and signed this.
func (t *token) check() (authority *x509.Certificate, others []*x509.Certificate, err error) {
	for _, der := range t.certificates {
		// Those that are not needed may be of any kind.
		c, err := x509.ParseCertificate(der)
		if err != nil {
			continue
		}
		serial, err := asn1.Marshal(c.SerialNumber)
		if authority == nil && err == nil && bytes.Equal(c.RawIssuer, t.issuer) && bytes.Equal(serial, t.serial) {
			authority = c
			continue
		}
		others = append(others, c)
	}
	switch {
	case authority == nil:
		return nil, nil, errors.New("the signer's certificate is missing")
	case !onlyStamps(authority):
		return nil, nil, errors.New("the signer's certificate is not for time-stamps alone")
	case t.time.Before(authority.NotBefore) || t.time.After(authority.NotAfter):
		return nil, nil, errors.New("the signer's certificate was not valid at that time")
	case !t.names(authority):
		return nil, nil, errors.New("the signature names another certificate")
	}
	var r reader
	isInfo := r.oid(t.named[oidContentType.String()]).Equal(oidTSTInfo)
	sum := t.digest.New()
	sum.Write(t.info)
	if r.err != nil || !isInfo || !bytes.Equal(r.body(t.named[oidMessageDigest.String()], tagOctets), sum.Sum(nil)) || r.err != nil {
		return nil, nil, errors.New("the signature is over something else")
	}
	if !strong(authority) {
		return nil, nil, errors.New("the signer's key is of a kind or size that is not taken")
	}
	if err := authority.CheckSignature(t.algorithm, t.attributes, t.signature); err != nil {
		return nil, nil, fmt.Errorf("signature: %w", err)
	}
	return authority, others, nil
}

// names says that the signed attributes name a certificate by its digest (RFC 5816); the first one is the signer's.
func (t *token) names(c *x509.Certificate) bool {
	var r reader
	if v2, is := t.named[oidSigningCertV2.String()]; is {
		id := r.in(r.in(r.in(v2, tagSequence, 1)[0], tagSequence, 1)[0], tagSequence, 1)
		hash := crypto.SHA256
		if id[0].tag == tagSequence {
			hash = digests[r.algorithm(id[0])]
			id = id[1:]
		}
		if r.err != nil || hash == 0 || len(id) == 0 {
			return false
		}
		sum := hash.New()
		sum.Write(c.Raw)
		return bytes.Equal(r.body(id[0], tagOctets), sum.Sum(nil)) && r.err == nil
	}
	v1, is := t.named[oidSigningCert.String()]
	if !is {
		return false
	}
	sum := sha1.Sum(c.Raw)
	id := r.in(r.in(r.in(v1, tagSequence, 1)[0], tagSequence, 1)[0], tagSequence, 1)
	return bytes.Equal(r.body(id[0], tagOctets), sum[:]) && r.err == nil
}

func onlyStamps(c *x509.Certificate) bool {
	critical := false
	for _, e := range c.Extensions {
		critical = critical || e.Id.Equal(oidExtendedUsage) && e.Critical
	}
	return critical && slices.Equal(c.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) && len(c.UnknownExtKeyUsage) == 0
}

// strong says that a key is of a kind and size that browsers check as well.
func strong(c *x509.Certificate) bool {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return key.N.BitLen() >= 2048 && key.N.BitLen() <= 8192
	case *ecdsa.PublicKey:
		return key.Curve == elliptic.P256() || key.Curve == elliptic.P384() || key.Curve == elliptic.P521()
	}
	return false
}

// digestOf is what a stamp for data is about.
func digestOf(data []byte) []byte {
	sum := sha256.Sum256(data)
	return sum[:]
}
