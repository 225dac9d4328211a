package evidence

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"schalter/internal/cms"
	"schalter/internal/evidence/merkle"
	"schalter/internal/evidence/stamp"
)

// WritePackage writes a package; documents are read one after the other and not kept in memory. The same package gives the
// same bytes but for the signatures. It returns ErrPackage or ErrSeal before anything is written, and ErrDocument when a
// document turns out to be another one.
func WritePackage(w io.Writer, p Package) error {
	o, err := p.open()
	if err != nil {
		return err
	}
	if err := o.checkAnnouncements(); err != nil {
		return err
	}
	set, err := o.makeFiles()
	if err != nil {
		return err
	}
	return set.write(w, o.CreatedAt)
}

// fileSet is a package before it is zipped: small files in memory, documents to be read.
type fileSet struct {
	index     index
	memory    []file
	documents []documentFile
}

type file struct {
	name, mediaType string
	content         []byte
}

type documentFile struct {
	name string
	part Part
	open func() (io.ReadCloser, error)
}

func (s *fileSet) add(name, mediaType string, content []byte) {
	s.memory = append(s.memory, file{name, mediaType, content})
}

func (s *fileSet) addJSON(name string, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	s.add(name, typeJSON, append(b, '\n'))
	return nil
}

// The media types of files in a package.
const (
	typeJSON = "application/json"
	typeText = "text/plain; charset=utf-8"
	typePEM  = "application/x-pem-file"
	typePDF  = "application/pdf"
)

// makeFiles makes every file of the package, the signed list of them last.
func (o *opened) makeFiles() (*fileSet, error) {
	set := &fileSet{index: o.index()}
	pdf, err := o.signedPDF(set.index)
	if err != nil {
		return nil, err
	}
	set.add(filePDF, typePDF, pdf)
	if err := set.addJSON(fileIndex, set.index); err != nil {
		return nil, err
	}
	for i := range o.Messages {
		if err := o.addMessage(set, i); err != nil {
			return nil, err
		}
	}
	if o.HeldBeside != "" {
		set.add(fileCase, typeText, []byte(o.HeldBeside))
	}
	if err := o.addRecord(set); err != nil {
		return nil, err
	}
	if err := o.addCertificates(set); err != nil {
		return nil, err
	}
	set.add(fileHelp, typeText, o.helpFile(set))
	if err := set.checkLimits(); err != nil {
		return nil, err
	}
	return set, o.sealFiles(set)
}

// checkLimits keeps from writing what the verifier would refuse for its size.
func (s *fileSet) checkLimits() error {
	var unpacked int64
	for _, f := range s.memory {
		if len(f.content) > maxSmall {
			return fmt.Errorf("%w: %s has %d bytes", ErrPackage, f.name, len(f.content))
		}
		unpacked += int64(len(f.content))
	}
	for _, d := range s.documents {
		unpacked += d.part.Size
	}
	if len(s.memory)+len(s.documents)+3 > maxFiles || unpacked > maxPackage {
		return fmt.Errorf("%w: %d files of %d bytes are more than the verifier takes", ErrPackage, len(s.memory)+len(s.documents), unpacked)
	}
	return nil
}

func (o *opened) addMessage(set *fileSet, i int) error {
	m, x := o.Messages[i], set.index.Messages[i]
	set.add(x.Folder+fileMessage, typeJSON, m.Signed.Manifest)
	set.add(x.Folder+fileSubject, typeText, []byte(m.Subject))
	set.add(x.Folder+fileText, typeText, []byte(m.Body))
	for _, d := range x.Documents {
		if d.File == nil {
			continue
		}
		at := slices.IndexFunc(m.Documents, func(held Document) bool { return held.ID == d.ID })
		set.documents = append(set.documents, documentFile{*d.File, *o.manifests[i].part(d.ID), m.Documents[at].Open})
	}
	if original := o.manifests[i].Original; original != nil {
		set.add(x.Original.Certificate, typePEM, pemOf([]*x509.Certificate{m.Original.Certificate}))
		part := Part{ID: fileOriginal, MediaType: OriginalType, Size: original.Size, SHA256: original.SHA256}
		set.documents = append(set.documents, documentFile{x.Original.File, part, m.Original.Open})
	}
	return set.addJSON(x.Folder+fileMessageSignature, signatureFile{
		Format: signatureFormat, Digest: m.Signed.Digest, KeyID: m.Signed.KeyID, Algorithm: ed25519Name, Signature: m.Signed.Signature,
	})
}

func (o *opened) addRecord(set *fileSet) error {
	var lines bytes.Buffer
	proofs := proofsFile{Format: proofsFormat, Proofs: []proofLine{}}
	for _, entry := range o.Record {
		line := eventLine{Token: entry.Token}
		if o.Log != nil && entry.Proof != nil {
			line.Salt, line.Leaf = entry.Salt[:], &entry.Leaf
			proofs.Proofs = append(proofs.Proofs, proofLine{Leaf: entry.Leaf, Hashes: entry.Proof})
		}
		b, err := json.Marshal(line)
		if err != nil {
			return err
		}
		lines.Write(append(b, '\n'))
	}
	set.add(fileEvents, "application/jsonl", lines.Bytes())
	if o.Log == nil {
		return nil
	}
	set.add(fileLog, typeText, o.Log.Checkpoint)
	if o.Log.Stamp != nil {
		set.add(fileStamp, "application/timestamp-reply", o.Log.Stamp)
	}
	return set.addJSON(fileProofs, proofs)
}

func (o *opened) addCertificates(set *fileSet) error {
	set.add(fileSeal, typePEM, pemOf(o.Seal.Chain))
	for _, id := range slices.Sorted(maps.Keys(o.Keys)) {
		der, err := x509.MarshalPKIXPublicKey(o.Keys[id])
		if err != nil {
			return err
		}
		set.add(keyFile(id), typePEM, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	}
	if o.Log == nil || o.Log.Stamp == nil {
		return nil
	}
	s, err := stamp.Verify(o.Log.Stamp, o.Log.Checkpoint, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrPackage, err)
	}
	set.add(fileStampPEM, typePEM, pemOf(append([]*x509.Certificate{s.Authority}, s.Others...)))
	return nil
}

func keyFile(id string) string { return "zertifikate/" + id + ".pem" }

// signedPDF is nachweis.pdf, signed as a whole.
func (o *opened) signedPDF(x index) ([]byte, error) {
	pdf, err := o.renderPDF(x)
	if err != nil {
		return nil, err
	}
	return o.Seal.SealPDF(pdf, "Siegel von "+o.Platform, o.CreatedAt)
}

// sealFiles lists every file with its digest and signs the list (CAdES-B-B).
func (o *opened) sealFiles(set *fileSet) error {
	list := set.manifestXML()
	signature, err := o.Seal.sign(list, o.CreatedAt)
	if err != nil {
		return err
	}
	set.memory = slices.Insert(set.memory, 0,
		file{fileType, "", []byte(PackageType)}, file{fileManifest, "", list}, file{fileSignature, "", signature})
	return nil
}

// sign makes a detached signature over content.
func (s SealSigner) sign(content []byte, at time.Time) ([]byte, error) {
	return cms.Sign(content, cms.SignOptions{Certificate: s.Chain[0], Key: s.Key, Chain: s.Chain[1:], Detached: true, SigningTime: at})
}

// copyDocument streams a document and compares it with its manifest.
func copyDocument(w io.Writer, d documentFile) error {
	content, err := d.open()
	if err != nil {
		return err
	}
	defer content.Close()
	digest := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, digest), io.LimitReader(content, d.part.Size+1))
	if err != nil {
		return err
	}
	if n != d.part.Size || hex.EncodeToString(digest.Sum(nil)) != d.part.SHA256 {
		return fmt.Errorf("%w: %s", ErrDocument, d.part.ID)
	}
	return nil
}

// countProven counts the entries that the log's checkpoint shows.
func (o *opened) countProven() (n int) {
	for _, entry := range o.Record {
		if o.Log != nil && entry.Proof != nil {
			n++
		}
	}
	return n
}

// leafOf is an entry's record in the log.
func leafOf(salt []byte, token string) (merkle.Record, bool) {
	if len(salt) != merkle.SaltSize {
		return merkle.Record{}, false
	}
	return merkle.Leaf(merkle.Salt(salt), token), true
}
