package smime

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"schalter/internal/cms"
)

// ErrEntity is an entity or head that must not be signed: without header, or with a line that does not end in CRLF.
var ErrEntity = errors.New("smime: not a MIME entity with CRLF")

// SealOptions say who signs, and for whom. All but Head are required.
type SealOptions struct {
	Signer    Signer
	At        time.Time // stated as signing time
	Recipient *x509.Certificate
	Profile   cms.Profile
	// Head are the mail's outer header lines, each ended by CRLF, without MIME-Version and Content fields. They stand in the clear and
	// are not signed.
	Head []byte
}

// Sealed is a mail in one piece of memory.
type Sealed struct {
	// Mail is Head, the MIME header and the body.
	Mail []byte
	// ContentType is the value of the header field.
	ContentType string
	bodyAt      int
}

// Body is the body of Mail: base64 in lines of 76 characters.
func (s *Sealed) Body() []byte { return s.Mail[s.bodyAt:] }

// Seal signs an entity and puts it into an envelope. Besides the entity it holds the mail once: the entity is copied to where the
// envelope will stand, encrypted there, and encoded forwards into the same memory. Errors: ErrEntity, cms.ErrCertificate,
// what the signing key returns.
func Seal(entity []byte, o SealOptions) (*Sealed, error) {
	signed, err := signEntity(entity, o.Signer, o.Profile, o.At)
	if err != nil {
		return nil, err
	}
	if !isMailHead(o.Head) {
		return nil, fmt.Errorf("%w: head", ErrEntity)
	}
	envelope, err := cms.NewEnvelope(o.Recipient, o.Profile, signed.size())
	if err != nil {
		return nil, err
	}
	s := &Sealed{ContentType: `application/pkcs7-mime; smime-type=` + string(envelope.Type()) + `; name="smime.p7m"`}
	head := "MIME-Version: 1.0\r\nContent-Type: " + s.ContentType + "\r\nContent-Transfer-Encoding: base64\r\n" +
		"Content-Disposition: attachment; filename=\"smime.p7m\"\r\n\r\n"
	s.bodyAt = len(o.Head) + len(head)
	s.Mail = make([]byte, s.bodyAt+encodedSize(envelope.Size()))
	copy(s.Mail[copy(s.Mail, o.Head):], head)
	der := s.Mail[len(s.Mail)-envelope.Size():]
	signed.writeTo(envelope.Content(der))
	if err := envelope.Seal(der); err != nil {
		return nil, err
	}
	encodeLines(s.Body(), der)
	return s, nil
}

// SignEntity signs an entity as multipart/signed, for mails that are not encrypted. The profile chooses the algorithms.
// Errors: as Seal.
func SignEntity(entity []byte, s Signer, p cms.Profile, at time.Time) ([]byte, error) {
	signed, err := signEntity(entity, s, p, at)
	if err != nil {
		return nil, err
	}
	out := make([]byte, signed.size())
	signed.writeTo(out)
	return out, nil
}

// clearSigned is a multipart/signed entity in pieces.
type clearSigned struct {
	before, entity, between, signature, after []byte
}

func signEntity(entity []byte, s Signer, p cms.Profile, at time.Time) (*clearSigned, error) {
	if !isEntity(entity) {
		return nil, ErrEntity
	}
	signature, err := cms.Sign(entity, s.signOptions(p, at))
	if err != nil {
		return nil, err
	}
	boundary := newBoundary()
	encoded := make([]byte, encodedSize(len(signature)))
	encodeLines(encoded, signature)
	return &clearSigned{
		before: []byte("Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n micalg=" + micalgOf(s.Certificate) +
			"; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n"),
		entity: entity,
		between: []byte("\r\n--" + boundary + "\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n" +
			"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n"),
		signature: encoded,
		after:     []byte("\r\n--" + boundary + "--\r\n"),
	}, nil
}

func (c *clearSigned) parts() [5][]byte {
	return [5][]byte{c.before, c.entity, c.between, c.signature, c.after}
}

func (c *clearSigned) size() int {
	n := 0
	for _, p := range c.parts() {
		n += len(p)
	}
	return n
}

func (c *clearSigned) writeTo(out []byte) {
	for _, p := range c.parts() {
		out = out[copy(out, p):]
	}
}

// newBoundary makes a boundary of 144 random bits, which no content holds by chance or on purpose.
func newBoundary() string {
	var b [18]byte
	rand.Read(b[:])
	return "=_" + hex.EncodeToString(b[:])
}

// micalgOf names the digest (RFC 8551, 3.5.3.2).
func micalgOf(c *x509.Certificate) string {
	if cms.DigestOf(c) == crypto.SHA384 {
		return "sha-384"
	}
	return "sha-256"
}

// isEntity says whether b is a header, an empty line and a body, all with CRLF.
func isEntity(b []byte) bool {
	return bytes.Contains(b, []byte("\r\n\r\n")) && onlyCRLF(b)
}

func isMailHead(b []byte) bool {
	return len(b) == 0 || bytes.HasSuffix(b, []byte("\r\n")) && b[0] != '\r' && !bytes.Contains(b, []byte("\r\n\r\n")) && onlyCRLF(b)
}

// onlyCRLF says whether CR and LF occur only together.
func onlyCRLF(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '\n')
		line := b
		if i >= 0 {
			line = b[:i]
		}
		cr := bytes.IndexByte(line, '\r')
		if i < 0 {
			return cr < 0
		}
		if cr != i-1 || i == 0 {
			return false
		}
		b = b[i+1:]
	}
}
