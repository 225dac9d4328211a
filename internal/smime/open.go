package smime

import (
	"bytes"
	"crypto/x509"
	"errors"
	"slices"
	"time"

	"schalter/internal/cms"
)

// DefaultMaxSize is the largest mail that Open reads if OpenOptions say nothing else, in bytes.
const DefaultMaxSize = 128 << 20

// OpenOptions say by which keys, under which policies and from whom a mail is accepted.
type OpenOptions struct {
	// Keys are our certificates and keys, also those in their overlap.
	Keys []cms.Recipient
	// Policy is what the envelope may use.
	Policy cms.Policy
	// Signature is what signatures may use, and when the signer's certificate must be valid.
	Signature cms.VerifyPolicy
	// Registered looks up the registered certificates that a signer's name may mean. Its error is returned as it is.
	Registered func(cms.SignerID) ([]*x509.Certificate, error)
	// MaxSize is the largest mail in bytes; 0 means DefaultMaxSize.
	MaxSize int
}

// Registered is a look-up in a list, for OpenOptions.
func Registered(list ...*x509.Certificate) func(cms.SignerID) ([]*x509.Certificate, error) {
	return func(cms.SignerID) ([]*x509.Certificate, error) { return list, nil }
}

// Opened is a mail whose content was signed as a whole by a registered certificate.
type Opened struct {
	// Entity is the MIME entity that was signed, with its header, byte for byte.
	Entity []byte
	// Signed is the entity with the signature, as it was decrypted: what shows to others that the signer wrote Entity.
	Signed []byte
	// Layout says where in Signed content and signature stand.
	Layout Layout
	// Signer is the registered certificate.
	Signer *x509.Certificate
	// SigningTime is what the signer states; zero if it states nothing.
	SigningTime time.Time
	// SignatureDigest is the same for every copy of this signature, however it is sealed again: see cms.Signature.
	SignatureDigest [32]byte
	// OuterSigner is the registered certificate of a signature around the envelope; nil if there was none. The caller decides whether
	// it belongs to the same authority.
	OuterSigner *x509.Certificate
	// Announced is the certificate that the signer wants answers to be encrypted for; nil if it came with none.
	Announced *x509.Certificate
	// Profile is the strongest profile that envelope and signature keep to.
	Profile cms.Profile
	// Envelope names the algorithms of the envelope.
	Envelope cms.Info
	// Algorithm is that of the signature.
	Algorithm string
}

// Layout says which bytes of a signed entity are what was signed and which the signature: bounds, the second one behind the last.
type Layout struct {
	// Content are the bytes that were signed; both zero where the signature holds them.
	Content [2]int
	// Signature is the CMS message.
	Signature [2]int
	// Base64 says how Signature is encoded, otherwise not at all.
	Base64 bool
	// CRLF says that Content has line ends of LF alone, and was signed with CRLF.
	CRLF bool
}

// shiftedBy is the layout with n bytes before it.
func (l Layout) shiftedBy(n int) Layout {
	if l.Content != [2]int{} {
		l.Content[0], l.Content[1] = l.Content[0]+n, l.Content[1]+n
	}
	l.Signature[0], l.Signature[1] = l.Signature[0]+n, l.Signature[1]+n
	return l
}

// Open decrypts and verifies a mail. raw stays as it is, and what is returned shares no memory with it. Errors: *Refusal; what
// Registered returns.
func Open(raw []byte, o OpenOptions) (*Opened, error) {
	limit := o.MaxSize
	if limit == 0 {
		limit = DefaultMaxSize
	}
	if len(raw) > limit {
		return nil, refuse(TooLarge, nil)
	}
	mail, err := readEntity(raw)
	if err != nil {
		return nil, refuse(Malformed, err)
	}
	envelope, outer, err := o.findEnvelope(mail)
	if err != nil {
		return nil, err
	}
	plain, info, err := o.decryptEnvelope(envelope)
	if err != nil {
		return nil, err
	}
	inner, err := readEntity(plain)
	if err != nil {
		return nil, refusePlain(info, err)
	}
	signature, layout, err := o.verifySigned(inner)
	if ReasonOf(err) == NotSigned && inner.hasSkippedLines {
		return nil, refusePlain(info, nil)
	}
	if err != nil {
		return nil, err
	}
	// A signed envelope is the outer layer of a triple wrapped mail, which anyone could seal again and send as an answer.
	if content, err := readEntity(signature.Content); err != nil || content.isCMS() {
		return nil, refuse(Malformed, err)
	}
	opened := &Opened{
		Entity: signature.Content, Signed: plain, Layout: layout.shiftedBy(len(plain) - len(inner.body)), Signer: signature.Certificate, SigningTime: signature.SigningTime,
		SignatureDigest: signature.Digest, Announced: signature.Announced, Profile: info.Profile, Envelope: info,
		Algorithm: signature.Algorithm,
	}
	if outer != nil {
		opened.OuterSigner = outer.Certificate
	}
	if signature.Weak {
		opened.Profile = cms.Legacy
	}
	return opened, nil
}

// refusePlain is the reason for a decrypted content without a header that can be read. With CBC it may be the garbage of a wrong
// key or of changed bytes, which is the same as any failed decryption.
func refusePlain(info cms.Info, err error) error {
	switch {
	case info.Type != cms.TypeAuthEnveloped:
		return refuse(Undecryptable, nil)
	case errors.Is(err, errAmbiguousHeader):
		return refuse(Malformed, err)
	}
	return refuse(NotSigned, nil)
}

// findEnvelope finds the entity with the envelope: the mail itself, or what its signature covers.
func (o OpenOptions) findEnvelope(mail entity) (entity, *cms.Signature, error) {
	switch {
	case mail.isCMS():
		return o.unwrapOpaqueSignature(mail)
	case mail.mediaType == "multipart/signed":
		return o.unwrapClearSignature(mail)
	case mentionsCMS(mail):
		return entity{}, nil, refuse(NotWholeBody, nil)
	}
	return entity{}, nil, refuse(NotEncrypted, nil)
}

// mentionsCMS says whether an encrypted part seems to stand among others, as in the attacks named EFAIL or behind a gateway that adds a
// footer. It only chooses the reason.
func mentionsCMS(mail entity) bool {
	if len(mail.mediaType) < 10 || mail.mediaType[:10] != "multipart/" {
		return false
	}
	for _, mark := range []string{"pkcs7-mime", "PKCS7-MIME", "smime.p7m", "SMIME.P7M"} {
		if bytes.Contains(mail.body, []byte(mark)) {
			return true
		}
	}
	return false
}

// unwrapOpaqueSignature takes an outer opaque signature off, if there is one.
func (o OpenOptions) unwrapOpaqueSignature(mail entity) (entity, *cms.Signature, error) {
	if mail.params["smime-type"] == string(cms.TypeEnveloped) || mail.params["smime-type"] == string(cms.TypeAuthEnveloped) {
		return mail, nil, nil
	}
	content, _, err := mail.decodeBody()
	if err != nil {
		return entity{}, nil, refuseBody(err)
	}
	if cms.TypeOf(content) != cms.TypeSigned {
		return mail, nil, nil
	}
	signature, err := cms.VerifyBy(content, nil, o.lookUp, o.Signature)
	if err != nil {
		return entity{}, nil, refusalOf(err)
	}
	inner, err := readEnvelopeEntity(signature.Content)
	return inner, signature, err
}

// unwrapClearSignature takes an outer multipart/signed off.
func (o OpenOptions) unwrapClearSignature(mail entity) (entity, *cms.Signature, error) {
	cut, err := mail.cutSignedEntity()
	if err != nil {
		return entity{}, nil, err
	}
	inner, err := readEnvelopeEntity(cut.content.of(mail.body))
	if err != nil {
		return entity{}, nil, err
	}
	signature, _, err := o.verifySigned(mail)
	return inner, signature, err
}

// readEnvelopeEntity reads an entity that must be an envelope.
func readEnvelopeEntity(content []byte) (entity, error) {
	inner, err := readEntity(content)
	if err != nil {
		return entity{}, refuse(Malformed, err)
	}
	if !inner.isCMS() {
		if mentionsCMS(inner) {
			return entity{}, refuse(NotWholeBody, nil)
		}
		return entity{}, refuse(NotEncrypted, nil)
	}
	return inner, nil
}

func (o OpenOptions) decryptEnvelope(e entity) ([]byte, cms.Info, error) {
	content, fresh, err := e.decodeBody()
	if err != nil {
		return nil, cms.Info{}, refuseBody(err)
	}
	if cms.TypeOf(content) == cms.TypeSigned {
		return nil, cms.Info{}, refuse(NotEncrypted, nil)
	}
	open := cms.Decrypt
	if fresh {
		open = cms.DecryptInPlace
	}
	plain, info, err := open(content, o.Keys, o.Policy)
	if err != nil {
		if info.Refused != "" {
			return nil, info, refuse(AlgorithmRefused, errors.New(info.Refused))
		}
		return nil, info, refuse(Undecryptable, err)
	}
	return plain, info, nil
}

// verifySigned checks the one signed entity that e must be. The layout is that of its body.
func (o OpenOptions) verifySigned(e entity) (*cms.Signature, Layout, error) {
	switch {
	case e.mediaType == "multipart/signed":
		return o.verifyClearSigned(e)
	case e.isCMS():
		content, _, err := e.decodeBody()
		if err != nil {
			return nil, Layout{}, refuseBody(err)
		}
		if cms.TypeOf(content) != cms.TypeSigned {
			return nil, Layout{}, refuse(NotSigned, nil)
		}
		signature, err := cms.VerifyBy(content, nil, o.lookUp, o.Signature)
		if err != nil {
			return nil, Layout{}, refusalOf(err)
		}
		return signature, Layout{Signature: [2]int{0, len(e.body)}, Base64: e.encoding == "base64"}, nil
	}
	return nil, Layout{}, refuse(NotSigned, nil)
}

func (o OpenOptions) verifyClearSigned(e entity) (*cms.Signature, Layout, error) {
	cut, err := e.cutSignedEntity()
	if err != nil {
		return nil, Layout{}, err
	}
	content := cut.content.of(e.body)
	detached, err := cut.part.decodeSignature()
	if err != nil {
		return nil, Layout{}, err
	}
	layout := Layout{
		Content: [2]int{cut.content.from, cut.content.to}, Signature: [2]int{cut.raw.to - len(cut.part.body), cut.raw.to},
		Base64: cut.part.encoding == "base64",
	}
	signature, err := cms.VerifyBy(detached, content, o.lookUp, o.Signature)
	if errors.Is(err, cms.ErrSignature) {
		// Programs that keep lines with LF sign them with CRLF (RFC 8551, 3.1.1).
		if canonical := withCRLF(content); canonical != nil {
			layout.CRLF = true
			signature, err = cms.VerifyBy(detached, canonical, o.lookUp, o.Signature)
		}
	}
	if err != nil {
		return nil, Layout{}, refusalOf(err)
	}
	return signature, layout, nil
}

// signedCut is a multipart/signed body that was cut.
type signedCut struct {
	content, raw span
	// part is the entity of the signature, which raw is.
	part entity
}

// cutSignedEntity cuts a multipart/signed entity into the signed bytes and the part with the signature.
func (e entity) cutSignedEntity() (cut signedCut, err error) {
	if cut.content, cut.raw, err = cutSigned(e.body, e.params["boundary"]); err != nil {
		return cut, asRefusal(err)
	}
	if cut.part, err = readEntity(cut.raw.of(e.body)); err != nil {
		return cut, refuse(Malformed, err)
	}
	return cut, nil
}

// decodeSignature decodes the part with the detached signature.
func (e entity) decodeSignature() ([]byte, error) {
	if !e.isSignature() {
		return nil, refuse(NotSigned, nil)
	}
	content, _, err := e.decodeBody()
	if err != nil {
		return nil, refuseBody(err)
	}
	return content, nil
}

// refuseBody is the reason for a body that cannot be decoded.
func refuseBody(err error) error {
	if errors.Is(err, errTrailingContent) {
		return refuse(NotWholeBody, err)
	}
	return refuse(Malformed, err)
}

// lookUpError carries an error of the look-up past the verdict on the mail.
type lookUpError struct{ error }

func (e lookUpError) Unwrap() error { return e.error }

func (o OpenOptions) lookUp(id cms.SignerID) ([]*x509.Certificate, error) {
	list, err := o.Registered(id)
	if err != nil {
		return nil, lookUpError{err}
	}
	return list, nil
}

// refusalOf turns an error of cms into a refusal; one of the look-up stays what it is.
func refusalOf(err error) error {
	if failed, ok := errors.AsType[lookUpError](err); ok {
		return failed.error
	}
	switch {
	case errors.Is(err, cms.ErrSigner):
		return refuse(SignerUnknown, err)
	case errors.Is(err, cms.ErrSignature):
		return refuse(SignatureInvalid, err)
	case errors.Is(err, cms.ErrAlgorithm):
		return refuse(AlgorithmRefused, err)
	case errors.Is(err, cms.ErrCertificate):
		if problems, ok := errors.AsType[cms.Problems](err); ok && slices.Contains(problems, cms.Expired) {
			return refuse(CertificateExpired, err)
		}
		return refuse(CertificateRefused, err)
	}
	return refuse(Malformed, err)
}

func asRefusal(err error) error {
	if ReasonOf(err) != "" {
		return err
	}
	return refuse(Malformed, err)
}
