package cms

import (
	"bytes"
	"crypto/x509"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// maxRecipients bounds the recipients of a message that are looked at; desk programs add the sender and copies.
const maxRecipients = 64

// Recipient is a certificate with its private key.
type Recipient struct {
	// Certificate is what messages name.
	Certificate *x509.Certificate
	// Key is a crypto.Decrypter for RSA, a KeyAgreer or *ecdsa.PrivateKey for EC.
	Key any
}

// Decrypt opens EnvelopedData or AuthEnvelopedData, in DER or BER, by the first of keys that it names. msg stays as it is. Its only
// error is ErrDecrypt. With AES-CBC a nil error proves nothing: use the content only if it is signed.
func Decrypt(msg []byte, keys []Recipient, p Policy) (plain []byte, info Info, err error) {
	return decrypt(msg, keys, p, false)
}

// DecryptInPlace is Decrypt for a message that the caller does not need any more: the content is decrypted where it stands.
func DecryptInPlace(msg []byte, keys []Recipient, p Policy) (plain []byte, info Info, err error) {
	return decrypt(msg, keys, p, true)
}

func decrypt(msg []byte, keys []Recipient, p Policy, owned bool) ([]byte, Info, error) {
	info := Info{Type: TypeOf(msg), Profile: Modern}
	der, err := ToDER(msg)
	if err != nil {
		return nil, info, ErrDecrypt
	}
	owned = owned || len(der) > 0 && &der[0] != &msg[0]
	var e envelope
	if !e.parse(der) {
		return nil, info, ErrDecrypt
	}
	if !e.applyPolicy(p, &info) {
		return nil, info, ErrDecrypt
	}
	key, err := e.openContentKey(keys, p, &info)
	if err != nil {
		return nil, info, ErrDecrypt
	}
	plain, err := e.decryptContent(key, owned)
	return plain, info, err
}

// envelope is EnvelopedData or AuthEnvelopedData as it was read.
type envelope struct {
	typ           Type
	recipients    cryptobyte.String
	algorithm     algorithm
	cipher        contentCipher
	cipherIsRead  bool // the cipher and its parameters are read here
	content       []byte
	contentIsCopy bool // content is a copy of ours
	attributes    []byte
	tag           []byte
}

func (e *envelope) parse(der []byte) bool {
	body, t, ok := readContentInfo(der)
	if !ok || t != TypeEnveloped && t != TypeAuthEnveloped {
		return false
	}
	e.typ = t
	var version int
	if !body.ReadASN1Integer(&version) || !e.isVersionAllowed(version) {
		return false
	}
	_, _, ok = readExplicit(&body, 0) // originatorInfo: certificates that nobody asked for
	if !ok || !body.ReadASN1(&e.recipients, asn1.SET) || !e.readContent(&body) {
		return false
	}
	if t == TypeAuthEnveloped && !e.readTag(&body) {
		return false
	}
	unprotected := uint8(1)
	if t == TypeAuthEnveloped {
		unprotected = 2
	}
	_, _, ok = readExplicit(&body, unprotected)
	return ok && body.Empty()
}

// isVersionAllowed checks RFC 5083, 2.1. What EnvelopedData says there differs among programs and decides nothing.
func (e *envelope) isVersionAllowed(v int) bool {
	return v == 0 || e.typ == TypeEnveloped && (v == 2 || v == 3 || v == 4)
}

// readContentInfo reads ContentInfo and the SEQUENCE in it.
func readContentInfo(der []byte) (body cryptobyte.String, t Type, ok bool) {
	t = TypeOf(der)
	s := cryptobyte.String(der)
	var outer, inner cryptobyte.String
	ok = s.ReadASN1(&outer, asn1.SEQUENCE) && s.Empty() && outer.SkipASN1(asn1.OBJECT_IDENTIFIER) &&
		outer.ReadASN1(&inner, asn1.Tag(0).Constructed().ContextSpecific()) && outer.Empty() &&
		inner.ReadASN1(&body, asn1.SEQUENCE) && inner.Empty()
	return body, t, ok
}

// readContent reads EncryptedContentInfo (RFC 5652, 6.1).
func (e *envelope) readContent(s *cryptobyte.String) bool {
	var body, id cryptobyte.String
	if !s.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1(&id, asn1.OBJECT_IDENTIFIER) || oid(id) != oidData {
		return false
	}
	var ok bool
	if e.algorithm, ok = readAlgorithm(&body); !ok {
		return false
	}
	e.cipher, e.cipherIsRead = readCipher(e.algorithm)
	var content cryptobyte.String
	var tag asn1.Tag
	if !body.ReadAnyASN1(&content, &tag) || !body.Empty() {
		return false
	}
	switch byte(tag) {
	case tagContext:
		e.content = content
		return true
	case tagExplicit: // [0] IMPLICIT OCTET STRING in chunks
		e.contentIsCopy = true
		at := 0
		e.content = make([]byte, 0, len(content)+tagSize)
		return visitChunks(content, &at, len(content), false, 1, func(c []byte) { e.content = append(e.content, c...) }) == nil
	}
	return false
}

// readTag reads the authenticated attributes and the tag of AuthEnvelopedData.
func (e *envelope) readTag(s *cryptobyte.String) bool {
	tag := asn1.Tag(1).Constructed().ContextSpecific()
	if s.PeekASN1Tag(tag) {
		var attributes cryptobyte.String
		if !s.ReadASN1Element(&attributes, tag) {
			return false
		}
		e.attributes = bytes.Clone(attributes)
		e.attributes[0] = tagSet // RFC 5083, 2.2
	}
	var mac cryptobyte.String
	ok := s.ReadASN1(&mac, asn1.OCTET_STRING) && len(mac) == tagSize
	e.tag = mac
	return ok
}

// applyPolicy applies the policy to the content encryption. GCM belongs into AuthEnvelopedData and CBC into EnvelopedData: old programs
// write GCM without a tag into EnvelopedData.
func (e *envelope) applyPolicy(p Policy, info *Info) bool {
	if e.cipher.bits > 0 {
		info.Content = e.cipher.algorithmName()
		info.Profile = e.cipher.strongestProfile()
	}
	if !e.cipherIsRead || e.cipher.gcm != (e.typ == TypeAuthEnveloped) || !p.accepts(e.cipher) {
		info.Refused = "content encryption"
		if info.Content != "" {
			info.Refused = info.Content
		}
		return false
	}
	return true
}

// openContentKey gets the content key by the first RecipientInfo that names one of keys. One that is not understood belongs to somebody
// else.
func (e *envelope) openContentKey(keys []Recipient, p Policy, info *Info) ([]byte, error) {
	list := e.recipients
	for range maxRecipients {
		var one cryptobyte.String
		var tag asn1.Tag
		if !list.ReadAnyASN1Element(&one, &tag) {
			break
		}
		switch tag {
		case asn1.SEQUENCE:
			if k, ok := readKeyTransport(&one); ok {
				if r := recipientNamed(keys, k.id); r != nil {
					return k.openKey(*r, e.cipher.bits/8, p, info)
				}
			}
		case asn1.Tag(1).Constructed().ContextSpecific():
			if k, ok := readKeyAgreement(&one); ok {
				for _, entry := range k.entries {
					if r := recipientNamed(keys, entry.id); r != nil {
						return k.openKey(*r, entry.key, e.cipher.bits/8, p, info)
					}
				}
			}
		}
	}
	return nil, ErrDecrypt
}

func recipientNamed(keys []Recipient, id SignerID) *Recipient {
	for i := range keys {
		if keys[i].Certificate != nil && id.Names(keys[i].Certificate) {
			return &keys[i]
		}
	}
	return nil
}

// decryptContent decrypts the content, where it stands if it is ours.
func (e *envelope) decryptContent(key []byte, owned bool) ([]byte, error) {
	content := e.content
	if !e.cipher.gcm {
		if !owned && !e.contentIsCopy {
			content = bytes.Clone(content)
		}
		return openCBC(key, e.cipher.iv, content)
	}
	tag := e.tag
	if !owned && !e.contentIsCopy {
		content = append(make([]byte, 0, len(content)+tagSize), content...)
	} else if !e.contentIsCopy {
		// In our DER the tag follows within a few bytes, so the room behind the content is ours as well.
		tag = bytes.Clone(tag)
	}
	return openGCM(key, e.cipher.iv, append(content, tag...), e.attributes)
}
