// Package cms reads and writes the Cryptographic Message Syntax as S/MIME and signed evidence need it, and nothing else of it.
//
// Written: SignedData with one signer; EnvelopedData (AES-256-CBC) and AuthEnvelopedData (AES-256-GCM, RFC 5083, 5084) for one
// recipient, by RSAES-OAEP or RSAES-PKCS1-v1_5 (RFC 4055) or ephemeral-static ECDH on P-256 and P-384 (RFC 5753). All in DER.
//
// Read: the same from other programs, in DER or BER. What is accepted is a [Policy], derived from a [Profile] that was agreed with
// an authority; there is no setting that is global to the process. Keys are crypto.Signer, crypto.Decrypter and [KeyAgreer], so that
// they may live in a token.
//
// Begin with [Sign], [VerifyBy], [NewEnvelope] and [Decrypt]; ber.go makes DER of what others write, profile.go says which algorithms
// go with an authority, certificate.go and bundle.go judge and read certificates. docs/security.md lists the attacks that the tests try.
//
// Three promises. A decryption that fails says [ErrDecrypt], whatever the cause. A signature counts only by a certificate that the
// caller registered before, never by one that came with the message. The work and memory spent on a message are linear in its size.
package cms

import "errors"

var (
	// ErrMalformed is a message whose structure is not the one of RFC 5652 or is outside of the subset read here.
	ErrMalformed = errors.New("cms: malformed message")
	// ErrDepth is an ErrMalformed: a message nested deeper than 24 levels.
	ErrDepth = depthError{}
	// ErrDecrypt is the only error of Decrypt: no key, wrong key, changed bytes, refused algorithm, bad structure.
	ErrDecrypt = errors.New("cms: decryption failed")
	// ErrSigner is a signature by a certificate that is not among the registered ones.
	ErrSigner = errors.New("cms: signer is not registered")
	// ErrSignature is a signature that does not belong to the content or not to the registered key.
	ErrSignature = errors.New("cms: signature invalid")
	// ErrAlgorithm is a signature algorithm, digest or key size below the policy.
	ErrAlgorithm = errors.New("cms: algorithm refused")
	// ErrCertificate is a certificate that cannot be used for what was asked; see CheckCertificate for the reason.
	ErrCertificate = errors.New("cms: certificate refused")
)

type depthError struct{}

func (depthError) Error() string { return "cms: malformed message: nested too deep" }

// Is makes every depthError an ErrMalformed too.
func (depthError) Is(target error) bool { return target == ErrMalformed }

// Type is the kind of a CMS message.
type Type string

// The kinds of messages that S/MIME knows, by their smime-type (RFC 8551, 3.2.2).
const (
	TypeUnknown       Type = ""
	TypeSigned        Type = "signed-data"
	TypeEnveloped     Type = "enveloped-data"
	TypeAuthEnveloped Type = "authEnveloped-data"
)

// IsWhole says whether msg is one element of BER from its first to its last byte. It says nothing about what is in it.
func IsWhole(msg []byte) bool {
	h, err := readHeader(msg)
	if err != nil || h.indefinite {
		_, err = ToDER(msg)
		return err == nil
	}
	return h.size+h.length == len(msg)
}

// TypeOf reads the kind of a message from its first bytes (BER or DER) without looking at the rest.
func TypeOf(msg []byte) Type {
	outer, err := readHeader(msg)
	if err != nil || outer.tag != tagSequence {
		return TypeUnknown
	}
	inner, err := readHeader(msg[outer.size:])
	if err != nil || inner.tag != tagOID || inner.indefinite {
		return TypeUnknown
	}
	switch start := outer.size + inner.size; oid(msg[start : start+inner.length]) {
	case oidSignedData:
		return TypeSigned
	case oidEnvelopedData:
		return TypeEnveloped
	case oidAuthEnvelopedData:
		return TypeAuthEnveloped
	}
	return TypeUnknown
}
