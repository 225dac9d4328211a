package evidence

import (
	"crypto/ed25519"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"schalter/internal/evidence/merkle"
	"schalter/internal/scan"
)

// The files of a package that are always called so.
const (
	fileType      = "mimetype"
	fileManifest  = "META-INF/ASiCManifest001.xml"
	fileSignature = "META-INF/signature001.p7s"
	fileIndex     = "paket.json"
	filePDF       = "nachweis.pdf"
	fileHelp      = "PRUEFEN.txt"
	fileEvents    = "events.jsonl"
	fileCase      = "akte.txt"
	fileLog       = "log/checkpoint"
	fileProofs    = "log/proofs.json"
	fileStamp     = "log/checkpoint.tsr"
	fileSeal      = "zertifikate/siegel.pem"
	fileStampPEM  = "zertifikate/zeitstempel.pem"

	// These lie in the folder of their message.
	fileMessage          = "manifest.json"
	fileMessageSignature = "manifest.sig.json"
	fileSubject          = "betreff.txt"
	fileText             = "nachricht.txt"
	folderDocuments      = "anlagen/"
	fileOriginal         = "original.eml"
	fileOriginalPEM      = "original.pem"
)

// index is paket.json: what there is in a package and where.
type index struct {
	Format    string      `json:"format"`
	Kind      PackageKind `json:"kind"`
	Platform  string      `json:"platform"`
	BaseURL   string      `json:"baseUrl"`
	CreatedAt string      `json:"createdAt"`
	Side      string      `json:"side"`
	Reference string      `json:"reference"`
	Title     string      `json:"title"`
	// FileReference is the authority's own, in its packages alone.
	FileReference string         `json:"fileReference,omitempty"`
	Keys          []indexKey     `json:"keys"`
	Messages      []indexMessage `json:"messages"`
	Events        indexEvents    `json:"events"`
	Log           *indexLog      `json:"log"`
}

type indexKey struct {
	ID        string            `json:"id"`
	Algorithm string            `json:"algorithm"`
	Public    ed25519.PublicKey `json:"public"`
}

type indexMessage struct {
	ID string `json:"id"`
	// Folder is empty or ends with a slash.
	Folder    string          `json:"folder"`
	Documents []indexDocument `json:"documents"`
	// Original is the signed mail that it came by, if there is one.
	Original *indexOriginal `json:"original,omitempty"`
	// Announcement is, of a decision, when it counts as announced, and by which rule.
	Announcement *Announcement `json:"announcement,omitempty"`
}

type indexOriginal struct {
	File string `json:"file"`
	// Certificate is the file with the signer's.
	Certificate string `json:"certificate"`
	Layout      Layout `json:"layout"`
}

type indexDocument struct {
	ID string `json:"id"`
	// File is nil for a document that the side does not hold any more.
	File *string `json:"file"`
}

type indexEvents struct {
	Count int `json:"count"`
	// Complete says that the record is whole, from its first to its last event.
	Complete bool `json:"complete"`
	// Head is the link of the last token.
	Head string `json:"head"`
}

type indexLog struct {
	Origin  string            `json:"origin"`
	Key     ed25519.PublicKey `json:"key"`
	Size    int64             `json:"size"`
	Stamped bool              `json:"stamped"`
}

// eventLine is one line of events.jsonl.
type eventLine struct {
	Token string `json:"token"`
	// Salt is null for an event that is not in the log yet.
	Salt []byte `json:"salt"`
	Leaf *int64 `json:"leaf"`
}

// proofsFile is log/proofs.json.
type proofsFile struct {
	Format string      `json:"format"`
	Proofs []proofLine `json:"proofs"`
}

type proofLine struct {
	Leaf   int64         `json:"leaf"`
	Hashes []merkle.Hash `json:"hashes"`
}

const proofsFormat = "schalter-log-proofs/1"

// signatureFile is manifest.sig.json.
type signatureFile struct {
	Format    string `json:"format"`
	Digest    string `json:"digest"`
	KeyID     string `json:"keyId"`
	Algorithm string `json:"algorithm"`
	Signature []byte `json:"signature"`
}

const (
	signatureFormat = "schalter-signature/1"
	ed25519Name     = "Ed25519"
)

func (o *opened) index() index {
	x := index{
		Format: PackageFormat, Kind: o.Kind, Platform: o.Platform, BaseURL: o.BaseURL, CreatedAt: Instant(o.CreatedAt), Side: o.Side,
		Reference: o.Reference, Title: o.Title, FileReference: o.FileReference, Keys: []indexKey{}, Messages: []indexMessage{},
		Events: indexEvents{Count: len(o.Record), Complete: o.Kind != Proof},
	}
	for _, id := range slices.Sorted(maps.Keys(o.Keys)) {
		x.Keys = append(x.Keys, indexKey{ID: id, Algorithm: ed25519Name, Public: o.Keys[id]})
	}
	for i := range o.Messages {
		x.Messages = append(x.Messages, o.indexMessage(i))
	}
	if n := len(o.Record); n > 0 {
		x.Events.Head = Link(o.Record[n-1].Token)
	}
	if o.Log != nil {
		x.Log = &indexLog{Origin: o.checkpoint.Origin, Key: o.Log.Key, Size: o.checkpoint.Size, Stamped: o.Log.Stamp != nil}
	}
	return x
}

func (o *opened) indexMessage(i int) indexMessage {
	m := indexMessage{ID: o.manifests[i].Message, Documents: []indexDocument{}, Announcement: o.Messages[i].Announcement}
	if o.Kind == Export {
		m.Folder = fmt.Sprintf("nachrichten/%04d-%.10s/", i+1, o.manifests[i].SentAt)
	}
	taken := map[string]bool{}
	for _, part := range o.manifests[i].Documents {
		d := indexDocument{ID: part.ID}
		if slices.ContainsFunc(o.Messages[i].Documents, func(d Document) bool { return d.ID == part.ID }) {
			file := m.Folder + folderDocuments + unique(taken, scan.CleanName(part.Name))
			d.File = &file
		}
		m.Documents = append(m.Documents, d)
	}
	if original := o.Messages[i].Original; original != nil {
		m.Original = &indexOriginal{File: m.Folder + fileOriginal, Certificate: m.Folder + fileOriginalPEM, Layout: original.Layout}
	}
	return m
}

// unique finds a name that no system takes for one of those before it.
func unique(taken map[string]bool, name string) string {
	extension := path.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)%s", stem, n, extension)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// createdAt is the time that a package says it was made, in the one form of times.
func (x index) createdAt() (time.Time, error) {
	t, err := time.Parse(time.RFC3339, x.CreatedAt)
	if err == nil && Instant(t) != x.CreatedAt {
		return time.Time{}, fmt.Errorf("not the form of an instant: %q", x.CreatedAt)
	}
	return t, err
}

// allowedNames are the files that a package of this index may have: those that every package has, one for each key, and what is named of each message.
func (x index) allowedNames() map[string]bool {
	names := map[string]bool{}
	for _, name := range []string{
		fileType, fileManifest, fileSignature, fileIndex, filePDF, fileHelp, fileEvents, fileCase, fileLog, fileProofs, fileStamp, fileSeal, fileStampPEM,
	} {
		names[name] = true
	}
	for _, k := range x.Keys {
		names[keyFile(k.ID)] = true
	}
	for _, m := range x.Messages {
		for _, name := range []string{fileMessage, fileMessageSignature, fileSubject, fileText} {
			names[m.Folder+name] = true
		}
		for _, d := range m.Documents {
			if d.File != nil {
				names[*d.File] = true
			}
		}
		if m.Original != nil {
			names[m.Original.File], names[m.Original.Certificate] = true, true
		}
	}
	return names
}

// isWhole says that every list is there, if only an empty one, and no key has the id of another.
func (x index) isWhole() bool {
	ids := map[string]bool{}
	for _, k := range x.Keys {
		ids[k.ID] = true
	}
	return len(ids) == len(x.Keys) && x.Keys != nil && x.Messages != nil && !slices.ContainsFunc(x.Messages, func(m indexMessage) bool { return m.Documents == nil })
}
