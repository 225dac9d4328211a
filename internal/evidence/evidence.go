// Package evidence makes what proves a message: for each side that holds it a canonical manifest signed by the platform's
// seal key, and for each side a chain of signed Security Event Tokens (RFC 8417).
//
// Begin with [Sign] and [Event.Token] (made when something happens), [WritePackage] (what is handed out: ASiC-E with a PDF) and
// [VerifyPackage], which needs no platform. The formats are in docs/evidence.md, the reasons in docs/adr/0013-log-and-packages.md.
//
// This package stores nothing: the chain of a side is a table of the postbox. It is a log for the people of one mailbox; that no event
// was changed or left out later is shown by the public tree (package treelog). The four logs are compared in package audit.
//
// A manifest names only what its side may know. Digests of content are content themselves: callers seal what they keep.
package evidence

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Manifest is the canonical description of a message as one side holds it: its JSON form has these fields in this order,
// no insignificant space, texts in NFC, times in RFC 3339 UTC with microseconds.
type Manifest struct {
	Format    string `json:"format"`
	Side      string `json:"side"`
	Reference string `json:"reference"`
	Message   string `json:"message"`
	Direction string `json:"direction"`
	Kind      string `json:"kind"`
	From      string `json:"from"`
	// To lists the authorities (or the person) that this side may know of.
	To               []string `json:"to"`
	SentAt           string   `json:"sentAt"`
	InReplyTo        string   `json:"inReplyTo,omitempty"`
	DueOn            string   `json:"dueOn,omitempty"`
	Services         []string `json:"services"`
	ReceiptRequested bool     `json:"receiptRequested"`
	// SubjectSHA256 and BodySHA256 are over the UTF-8 text.
	SubjectSHA256 string `json:"subjectSha256"`
	BodySHA256    string `json:"bodySha256"`
	Documents     []Part `json:"documents"`
	// Original is the signed mail that the message came by; nil where it did not come by one, or none was kept.
	Original *Original `json:"original,omitempty"`
	// DecisionEffect is what sending a decision did: INFORMATION, ANNOUNCEMENT or SERVICE_OF_DOCUMENTS; empty for all else, and in manifests of
	// before it was asked.
	DecisionEffect string `json:"decisionEffect,omitempty"`
	// Consent is the one by which a decision was announced or served, as it stood.
	Consent *Consent `json:"consent,omitempty"`
}

// Part is one document of a message.
type Part struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	MediaType string `json:"mediaType"`
	// Size is in bytes.
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// ManifestFormat names the form of the manifest.
const ManifestFormat = "schalter-manifest/1"

// Signed is a manifest with its signature, as a side keeps it.
type Signed struct {
	Manifest  json.RawMessage `json:"manifest"`
	Digest    string          `json:"digest"`
	KeyID     string          `json:"keyId"`
	Signature []byte          `json:"signature"`
}

// ErrSignature is returned for evidence that was not signed by the key it names, or was changed since.
var ErrSignature = errors.New("the signature does not fit")

// signedPrefix keeps a manifest's signature from standing for anything else.
const signedPrefix = ManifestFormat + "\x00"

// Sign makes the canonical form of a manifest and signs it (Ed25519, RFC 8032).
func Sign(m Manifest, keyID string, key ed25519.PrivateKey) (Signed, error) {
	m.Format = ManifestFormat
	canonical, err := json.Marshal(m)
	if err != nil {
		return Signed{}, err
	}
	return Signed{
		Manifest:  canonical,
		Digest:    Digest(canonical),
		KeyID:     keyID,
		Signature: ed25519.Sign(key, append([]byte(signedPrefix), canonical...)),
	}, nil
}

// Verify checks a signed manifest against the public key and returns what it says.
func Verify(s Signed, key ed25519.PublicKey) (Manifest, error) {
	if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, append([]byte(signedPrefix), s.Manifest...), s.Signature) ||
		Digest(s.Manifest) != s.Digest {
		return Manifest{}, ErrSignature
	}
	var m Manifest
	if err := json.Unmarshal(s.Manifest, &m); err != nil {
		return Manifest{}, fmt.Errorf("manifest: %w", err)
	}
	return m, nil
}

// Digest is SHA-256 in lower-case hexadecimal.
func Digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Instant is the form of times in manifests and tokens.
func Instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
