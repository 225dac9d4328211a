package evidence

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"time"

	"schalter/internal/evidence/merkle"
)

// PackageKind says what a package is about.
type PackageKind string

// The kinds of package.
const (
	// Proof is about one message.
	Proof PackageKind = "PROOF"
	// Export has all messages and the whole record of a mailbox or case, as one side holds it.
	Export PackageKind = "EXPORT"
	// Deletion is a certificate of deletion: no message, and one event, which says what was destroyed.
	Deletion PackageKind = "DELETION"
)

// PackageFormat names the form of packages; docs/evidence.md describes it.
const PackageFormat = "schalter-package/1"

// PackageType is the media type of a package: ASiC-E with CAdES (ETSI EN 319 162-1).
const PackageType = "application/vnd.etsi.asic-e+zip"

// Package is what one side takes home. Everything in it is what that side may know.
type Package struct {
	Kind PackageKind
	// Platform is the name people know the service by, and BaseURL where it is, without a path.
	Platform, BaseURL string
	// Side, Reference and Title are those of the mailbox or case.
	Side, Reference, Title string
	// FileReference is the authority's own of its case (Aktenzeichen); empty for none, and on the person's side.
	FileReference string
	// Holder is who the package was made for, as the PDF says.
	Holder string
	// CreatedAt is the time that the seal claims.
	CreatedAt time.Time
	// Messages is one message for a Proof; in order of time for an Export.
	Messages []Message
	// HeldBeside is what an authority's side holds beside messages and record, as text; empty elsewhere.
	HeldBeside string
	// Record has the side's events in their order: those that concern the message for a Proof, all for an Export.
	Record []Entry
	// Keys are the public Ed25519 keys, by their ids, that signed manifests and tokens.
	Keys map[string]ed25519.PublicKey
	// Log is the state of the log that the entries' proofs lead to; nil if there is no log.
	Log  *Log
	Seal SealSigner
}

// Message is one message as the side holds it.
type Message struct {
	Signed        Signed
	Subject, Body string
	// Documents are those of the manifest that the side still holds.
	Documents []Document
	// Original is the signed mail that it came by; nil if its manifest has none.
	Original *OriginalFile
	// Announcement is when a decision counts as announced; nil for all else, and where nothing is known of it.
	Announcement *Announcement
}

// Document is a file of a message; name, size and digest are in the manifest.
type Document struct {
	// ID is the one in the manifest.
	ID string
	// Open begins to read the content, once, when its turn comes.
	Open func() (io.ReadCloser, error)
}

// Entry is an event of the record and its place in the log.
type Entry struct {
	Token string
	// Actor and Note are printed in the PDF only: who it was in words, and what else is to say.
	Actor, Note string
	// Salt and Leaf are the leaf's in the log. Proof shows it in Log.Checkpoint; it is nil for an event that is younger than
	// the checkpoint.
	Salt  merkle.Salt
	Leaf  int64
	Proof []merkle.Hash
}

// Log is a signed state of the log.
type Log struct {
	// Checkpoint is the signed note.
	Checkpoint []byte
	Key        ed25519.PublicKey
	// Stamp is a time-stamping authority's answer for the bytes of Checkpoint, or nil.
	Stamp []byte
}

// The errors of WritePackage.
var (
	// ErrPackage: what was given contradicts itself or is not signed as it should be; nothing was written.
	ErrPackage = errors.New("this cannot become a package")
	// ErrDocument: a document is not the one that its manifest names. What was written is not to be used.
	ErrDocument = errors.New("a document differs from its manifest")
)

// KeyOf is a public key by its id, nil for none.
func (p Package) KeyOf(id string) ed25519.PublicKey { return p.Keys[id] }

// opened is a package with what its signed parts say.
type opened struct {
	Package
	manifests  []Manifest
	events     []Event
	checkpoint merkle.Checkpoint
}

// open checks everything that is at hand before the first byte is written.
func (p Package) open() (*opened, error) {
	if !p.Kind.takes(len(p.Messages), len(p.Record)) {
		return nil, fmt.Errorf("%w: %d messages for %q", ErrPackage, len(p.Messages), p.Kind)
	}
	if err := p.Seal.check(); err != nil {
		return nil, err
	}
	o := &opened{Package: p}
	for _, m := range p.Messages {
		manifest, err := o.openMessage(m)
		if err != nil {
			return nil, err
		}
		o.manifests = append(o.manifests, manifest)
	}
	for i, entry := range p.Record {
		e, err := ParseToken(entry.Token, p.KeyOf)
		if err != nil {
			return nil, fmt.Errorf("%w: entry %d: %w", ErrPackage, i, err)
		}
		o.events = append(o.events, e)
	}
	if o.Kind == Deletion {
		if _, is := o.events[0].deleted(); !is || o.events[0].Side != o.Side {
			return nil, fmt.Errorf("%w: the event is no deletion of %s", ErrPackage, o.Side)
		}
	}
	return o, o.openLog()
}

// takes reports whether a package of a kind may have so many messages and events.
func (k PackageKind) takes(messages, events int) bool {
	return k == Export || k == Proof && messages == 1 || k == Deletion && messages == 0 && events == 1
}

func (o *opened) openMessage(m Message) (Manifest, error) {
	manifest, err := Verify(m.Signed, o.Keys[m.Signed.KeyID])
	switch {
	case err != nil:
		return manifest, fmt.Errorf("%w: %w", ErrPackage, err)
	case Digest([]byte(m.Subject)) != manifest.SubjectSHA256 || Digest([]byte(m.Body)) != manifest.BodySHA256:
		return manifest, fmt.Errorf("%w: the text of %s is another one", ErrPackage, manifest.Message)
	}
	for _, d := range m.Documents {
		if manifest.part(d.ID) == nil {
			return manifest, fmt.Errorf("%w: %s does not belong to %s", ErrPackage, d.ID, manifest.Message)
		}
	}
	if (m.Original == nil) != (manifest.Original == nil) ||
		m.Original != nil && Digest(m.Original.Certificate.Raw) != manifest.Original.Certificate {
		return manifest, fmt.Errorf("%w: the signed mail of %s is another one", ErrPackage, manifest.Message)
	}
	return manifest, nil
}

func (o *opened) openLog() (err error) {
	if o.Log == nil {
		return nil
	}
	if o.checkpoint, err = merkle.OpenCheckpoint(o.Log.Checkpoint, o.Log.Key); err != nil {
		return fmt.Errorf("%w: %w", ErrPackage, err)
	}
	for _, entry := range o.Record {
		if entry.Proof == nil {
			continue
		}
		if err := merkle.CheckInclusion(o.checkpoint, entry.Leaf, merkle.Leaf(entry.Salt, entry.Token), entry.Proof); err != nil {
			return fmt.Errorf("%w: %w", ErrPackage, err)
		}
	}
	return nil
}

// part is the document with an id, or nil.
func (m Manifest) part(id string) *Part {
	for i := range m.Documents {
		if m.Documents[i].ID == id {
			return &m.Documents[i]
		}
	}
	return nil
}
