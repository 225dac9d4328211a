package cms

import (
	"bytes"
	"crypto/x509"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// SignerID names a certificate as a message does: by issuer and serial number, or by its subject key identifier.
type SignerID struct {
	// Issuer is the DER of the issuer's name; empty if KeyID names the certificate.
	Issuer []byte
	// Serial is the serial number beside Issuer.
	Serial *big.Int
	// KeyID is the subject key identifier.
	KeyID []byte
}

// Names says whether c is a certificate that id names. It is no proof of anything: anyone can issue a certificate so named.
func (id SignerID) Names(c *x509.Certificate) bool {
	if id.KeyID != nil {
		return len(c.SubjectKeyId) > 0 && bytes.Equal(id.KeyID, c.SubjectKeyId)
	}
	return id.Serial != nil && id.Serial.Cmp(c.SerialNumber) == 0 && bytes.Equal(id.Issuer, c.RawIssuer)
}

// readIdentifier reads IssuerAndSerialNumber, or [0] SubjectKeyIdentifier as KeyTransRecipientInfo and SignerInfo have it.
func readIdentifier(s *cryptobyte.String) (SignerID, bool) {
	if s.PeekASN1Tag(asn1.Tag(0).ContextSpecific()) {
		var id cryptobyte.String
		ok := s.ReadASN1(&id, asn1.Tag(0).ContextSpecific()) && len(id) > 0
		return SignerID{KeyID: id}, ok
	}
	return readIssuerSerial(s)
}

func readIssuerSerial(s *cryptobyte.String) (SignerID, bool) {
	var body, issuer cryptobyte.String
	serial := new(big.Int)
	ok := s.ReadASN1(&body, asn1.SEQUENCE) && body.ReadASN1Element(&issuer, asn1.SEQUENCE) &&
		body.ReadASN1Integer(serial) && body.Empty()
	return SignerID{Issuer: issuer, Serial: serial}, ok
}

// readAgreementIdentifier reads KeyAgreeRecipientIdentifier: IssuerAndSerialNumber or [0] RecipientKeyIdentifier.
func readAgreementIdentifier(s *cryptobyte.String) (SignerID, bool) {
	tag := asn1.Tag(0).Constructed().ContextSpecific()
	if !s.PeekASN1Tag(tag) {
		return readIssuerSerial(s)
	}
	var body, id cryptobyte.String
	ok := s.ReadASN1(&body, tag) && body.ReadASN1(&id, asn1.OCTET_STRING) && len(id) > 0
	return SignerID{KeyID: id}, ok
}

func addIssuerSerial(b *cryptobyte.Builder, c *x509.Certificate) {
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { addIssuerSerialBody(b, c) })
}

func addIssuerSerialBody(b *cryptobyte.Builder, c *x509.Certificate) {
	b.AddBytes(c.RawIssuer)
	b.AddASN1BigInt(c.SerialNumber)
}
