package cms

import (
	"crypto/aes"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// maxContent bounds what is written: DER lengths of 4 bytes with room to spare.
const maxContent = 1 << 30

// Encrypt puts plain into an envelope for one certificate: AuthEnvelopedData for Modern, EnvelopedData for Compat and Legacy.
// It checks the kind of key but not the rest of the certificate: see CheckCertificate. Errors: ErrCertificate for a key that the
// profile cannot use.
func Encrypt(plain []byte, recipient *x509.Certificate, p Profile) ([]byte, error) {
	e, err := NewEnvelope(recipient, p, len(plain))
	if err != nil {
		return nil, err
	}
	out := make([]byte, e.Size())
	copy(e.Content(out), plain)
	return out, e.Seal(out)
}

// Envelope is an envelope that is written in the caller's memory, so that a large content is there only once: take Size bytes,
// write the content into what Content returns of them, then Seal.
type Envelope struct {
	typ    Type
	cipher contentCipher
	key    []byte
	plain  int
	head   []byte // all before the content
	sealed bool
}

// NewEnvelope prepares an envelope for a content of exactly plain bytes, with fresh keys.
func NewEnvelope(recipient *x509.Certificate, p Profile, plain int) (*Envelope, error) {
	if !p.Valid() || plain < 0 || plain > maxContent {
		return nil, errors.New("cms: no such profile, or content too large")
	}
	e := &Envelope{typ: TypeEnveloped, cipher: contentCipher{bits: 256, iv: make([]byte, aes.BlockSize)}, key: make([]byte, 32), plain: plain}
	if p == Modern {
		e.typ = TypeAuthEnveloped
		e.cipher.gcm, e.cipher.iv = true, make([]byte, nonceSize)
	}
	rand.Read(e.key)
	rand.Read(e.cipher.iv)
	var info cryptobyte.Builder
	version, err := addRecipient(&info, recipient, e.key, p)
	if err != nil {
		return nil, err
	}
	recipients, err := info.Bytes()
	if err != nil {
		return nil, fmt.Errorf("cms: recipient: %w", err)
	}
	if e.cipher.gcm {
		version = 0 // RFC 5083, 2.1
	}
	return e, e.writeHead(version, recipients)
}

// addRecipient writes the RecipientInfo and returns the version that EnvelopedData has with it (RFC 5652, 6.1).
func addRecipient(b *cryptobyte.Builder, c *x509.Certificate, key []byte, p Profile) (version int, err error) {
	switch public := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return 0, addKeyTransport(b, c, public, key, p)
	case *ecdsa.PublicKey:
		return 2, addKeyAgreement(b, c, key)
	}
	return 0, fmt.Errorf("%w: neither RSA nor EC", ErrCertificate)
}

// contentSize is the size of the encrypted content.
func (e *Envelope) contentSize() int {
	if e.cipher.gcm {
		return e.plain
	}
	return e.plain/aes.BlockSize*aes.BlockSize + aes.BlockSize
}

// tailSize is the size of what follows the content: the tag as OCTET STRING.
func (e *Envelope) tailSize() int {
	if e.cipher.gcm {
		return 2 + tagSize
	}
	return 0
}

// writeHead writes all before the content, from the inside out, because every length counts what is inside.
func (e *Envelope) writeHead(version int, recipients []byte) error {
	var b cryptobyte.Builder
	addOID(&b, oidData)
	addCipher(&b, e.cipher)
	inner, err := b.Bytes()
	if err != nil {
		return fmt.Errorf("cms: content info: %w", err)
	}
	size := e.contentSize()
	inner = appendHeader(inner, tagContext, size)
	inner = prependHeader(tagSequence, inner, size)

	var before cryptobyte.Builder
	before.AddASN1Int64(int64(version))
	before.AddASN1(asn1.SET, func(b *cryptobyte.Builder) { b.AddBytes(recipients) })
	prefix, err := before.Bytes()
	if err != nil {
		return fmt.Errorf("cms: recipients: %w", err)
	}
	size += e.tailSize()
	body := prependHeader(tagSequence, append(prefix, inner...), size)
	e.head = prependContentInfo(e.typ, body, size)
	return nil
}

// prependHeader puts a header before body, which more bytes will follow.
func prependHeader(tag byte, body []byte, more int) []byte {
	out := appendHeader(make([]byte, 0, len(body)+8), tag, len(body)+more)
	return append(out, body...)
}

// prependContentInfo puts ContentInfo (RFC 5652, 3) before body, which more bytes will follow.
func prependContentInfo(t Type, body []byte, more int) []byte {
	id := oidSignedData
	switch t {
	case TypeEnveloped:
		id = oidEnvelopedData
	case TypeAuthEnveloped:
		id = oidAuthEnvelopedData
	}
	out := appendHeader(nil, tagOID, len(id))
	out = append(out, id...)
	out = append(out, prependHeader(tagExplicit, body, more)...)
	return prependHeader(tagSequence, out, more)
}

// Type is TypeAuthEnveloped or TypeEnveloped.
func (e *Envelope) Type() Type { return e.typ }

// Size is the size of the whole envelope in bytes.
func (e *Envelope) Size() int { return len(e.head) + e.contentSize() + e.tailSize() }

// Content is the place of the content in buf, which has Size bytes.
func (e *Envelope) Content(buf []byte) []byte {
	return buf[len(e.head) : len(e.head)+e.plain : len(e.head)+e.plain]
}

// Seal encrypts the content where it stands and writes the rest around it. It works once, since a key must not be used twice.
func (e *Envelope) Seal(buf []byte) error {
	if e.sealed || len(buf) != e.Size() {
		return errors.New("cms: an envelope is sealed once, in a buffer of its size")
	}
	e.sealed = true
	copy(buf, e.head)
	at := len(e.head)
	if !e.cipher.gcm {
		return sealCBC(e.key, e.cipher.iv, buf[at:], e.plain)
	}
	gcm, err := newGCM(e.key)
	if err != nil {
		return err
	}
	end := at + e.plain
	gcm.Seal(buf[at:at], e.cipher.iv, buf[at:end], nil)
	copy(buf[end+2:], buf[end:end+tagSize])
	buf[end], buf[end+1] = tagOctets, tagSize
	return nil
}
