// Package smime seals mails to authorities and opens theirs (RFC 8551 over internal/cms).
//
// Begin with [Seal] and [Open]; entity.go cuts and decodes what open.go judges.
//
// Written is one form: an entity, signed as multipart/signed, in an envelope for one certificate. Read is what desk programs and gateways
// write: an envelope that is the whole body, and in it one signed entity, clear or opaque; also the same with one more
// signature around (triple wrapped).
//
// Nothing of a mail is handed out unless all of it was signed by a registered certificate: what was decrypted but is not
// signed does not leave this package. Bytes that were signed are cut out of the mail as they are, never written again.
package smime

import (
	"crypto"
	"crypto/x509"
	"errors"
	"time"

	"schalter/internal/cms"
)

// Reason says why a mail was refused. Its text is stored with the quarantine. Tell it to operators, never to the sender: answers that
// differ by it would help to guess.
type Reason string

// The reasons.
const (
	NotEncrypted       Reason = "NOT_ENCRYPTED"       // a plain or merely signed mail
	NotWholeBody       Reason = "NOT_WHOLE_BODY"      // something stands beside the encrypted or the signed part
	Undecryptable      Reason = "UNDECRYPTABLE"       // for whatever cause
	NotSigned          Reason = "NOT_SIGNED"          // the decrypted entity is not one signed entity
	SignerUnknown      Reason = "SIGNER_UNKNOWN"      // not by a registered certificate
	SignatureInvalid   Reason = "SIGNATURE_INVALID"   // does not belong to the content or to the registered key
	AlgorithmRefused   Reason = "ALGORITHM_REFUSED"   // weaker than the policy
	CertificateExpired Reason = "CERTIFICATE_EXPIRED" // the registered certificate had expired
	CertificateRefused Reason = "CERTIFICATE_REFUSED" // the registered certificate is not valid yet or not for signing
	Malformed          Reason = "MALFORMED"           // no mail, or no CMS, in a form that can be read
	TooLarge           Reason = "TOO_LARGE"
)

// Refusal is the error of Open for a mail that does not count.
type Refusal struct {
	Reason Reason
	cause  error
}

func (r *Refusal) Error() string {
	if r.cause == nil {
		return "smime: " + string(r.Reason)
	}
	return "smime: " + string(r.Reason) + ": " + r.cause.Error()
}

// Unwrap returns the cause, if it was an error of internal/cms.
func (r *Refusal) Unwrap() error { return r.cause }

// ReasonOf is the reason of a refusal; empty if err is none, which means that the mail was not judged and may be tried again.
func ReasonOf(err error) Reason {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

func refuse(reason Reason, cause error) error { return &Refusal{reason, cause} }

// Signer is who signs, with the certificate that answers shall be encrypted for.
type Signer struct {
	// Certificate and Key sign.
	Certificate *x509.Certificate
	Key         crypto.Signer
	// Chain are the issuers of Certificate, and of EncryptionCertificate if they are others.
	Chain []*x509.Certificate
	// EncryptionCertificate is announced; nil announces none.
	EncryptionCertificate *x509.Certificate
}

// signOptions are those of a detached signature under a profile.
func (s Signer) signOptions(p cms.Profile, at time.Time) cms.SignOptions {
	return cms.SignOptions{
		Certificate: s.Certificate, Key: s.Key, Chain: s.Chain, Detached: true, SigningTime: at,
		PKCS1v15: p == cms.Legacy, EncryptionCertificate: s.EncryptionCertificate, Capabilities: p,
	}
}
