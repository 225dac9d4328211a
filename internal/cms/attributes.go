package cms

import (
	"crypto"
	"crypto/subtle"
	"crypto/x509"
	"fmt"
	"time"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// attributes are the signed attributes that are understood; others are allowed and mean nothing here.
type attributes struct {
	digest    []byte
	time      time.Time
	certHash  crypto.Hash // of signingCertificateV2; 0 if there is none
	certSum   []byte
	announced *SignerID
}

// readAttributes reads the signed attributes: each at most once, each understood one with exactly one value, contentType and
// messageDigest present (RFC 5652, 11).
func readAttributes(set cryptobyte.String) (attributes, error) {
	var a attributes
	seen := map[oid]bool{}
	for !set.Empty() {
		var body, id, values cryptobyte.String
		ok := set.ReadASN1(&body, asn1.SEQUENCE) && body.ReadASN1(&id, asn1.OBJECT_IDENTIFIER) && body.ReadASN1(&values, asn1.SET) && body.Empty()
		if !ok || len(seen) == maxAttributes {
			return a, fmt.Errorf("%w: signed attributes", ErrMalformed)
		}
		if seen[oid(id)] {
			return a, fmt.Errorf("%w: signed attribute twice", ErrMalformed)
		}
		seen[oid(id)] = true
		if !a.readValue(oid(id), values) {
			return a, fmt.Errorf("%w: value of a signed attribute", ErrMalformed)
		}
	}
	if !seen[oidContentType] || !seen[oidMessageDigest] {
		return a, fmt.Errorf("%w: signed attribute missing", ErrMalformed)
	}
	return a, nil
}

func (a *attributes) readValue(id oid, values cryptobyte.String) bool {
	switch id {
	case oidContentType:
		var value cryptobyte.String
		return values.ReadASN1(&value, asn1.OBJECT_IDENTIFIER) && values.Empty() && oid(value) == oidData
	case oidMessageDigest:
		var value cryptobyte.String
		ok := values.ReadASN1(&value, asn1.OCTET_STRING) && values.Empty()
		a.digest = value
		return ok
	case oidSigningTime:
		return a.readTime(&values) && values.Empty()
	case oidSigningCertV2:
		return a.readSigningCertificate(&values) && values.Empty()
	case oidEncryptionKey:
		return a.readAnnounced(&values) && values.Empty()
	}
	return true
}

func (a *attributes) readTime(s *cryptobyte.String) bool {
	if s.PeekASN1Tag(asn1.UTCTime) {
		return s.ReadASN1UTCTime(&a.time)
	}
	return s.ReadASN1GeneralizedTime(&a.time)
}

// readSigningCertificate reads the first ESSCertIDv2, which is the signer's own (RFC 5035, 3).
func (a *attributes) readSigningCertificate(s *cryptobyte.String) bool {
	var body, list, first, sum cryptobyte.String
	if !s.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1(&list, asn1.SEQUENCE) || !list.ReadASN1(&first, asn1.SEQUENCE) {
		return false
	}
	a.certHash = crypto.SHA256
	if first.PeekASN1Tag(asn1.SEQUENCE) {
		named, ok := readAlgorithm(&first)
		if a.certHash = named.digestHash(); !ok || a.certHash == 0 {
			return false
		}
	}
	ok := first.ReadASN1(&sum, asn1.OCTET_STRING)
	a.certSum = sum
	return ok
}

// isConsistentWith says whether the signer states that it signs with c; one that states nothing is not contradicted.
func (a attributes) isConsistentWith(c *x509.Certificate) bool {
	if a.certHash == 0 {
		return true
	}
	w := a.certHash.New()
	w.Write(c.Raw)
	return subtle.ConstantTimeCompare(w.Sum(nil), a.certSum) == 1
}

// readAnnounced reads SMIMEEncryptionKeyPreference (RFC 8551, 2.5.3) where it is [0] IssuerAndSerialNumber or [1] with a subject
// key identifier; other forms announce nothing.
func (a *attributes) readAnnounced(s *cryptobyte.String) bool {
	var body cryptobyte.String
	var tag asn1.Tag
	if !s.ReadAnyASN1(&body, &tag) {
		return false
	}
	switch tag {
	case asn1.Tag(0).Constructed().ContextSpecific():
		var b cryptobyte.Builder
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddBytes(body) })
		raw := cryptobyte.String(b.BytesOrPanic())
		id, ok := readIssuerSerial(&raw)
		a.announced = &id
		return ok
	case asn1.Tag(1).Constructed().ContextSpecific():
		var id cryptobyte.String
		ok := body.ReadASN1(&id, asn1.OCTET_STRING)
		a.announced = &SignerID{KeyID: id}
		return ok
	}
	return true
}

func (a attributes) announcedAmong(list []*x509.Certificate) *x509.Certificate {
	if a.announced == nil {
		return nil
	}
	for _, c := range list {
		if a.announced.Names(c) {
			return c
		}
	}
	return nil
}
