package evidence

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"schalter/internal/cms"
	"schalter/internal/evidence/pades"
)

// Trust is what the verifier goes by beside the package. Everything may be left out.
type Trust struct {
	// Roots are those that seal certificates and time-stamping authorities must lead to.
	Roots *x509.CertPool
	// LogKey is the published key of the log.
	LogKey ed25519.PublicKey
	// Checkpoint is the log's present one, alone or with the proof that it continues the package's (merkle.Continuation).
	Checkpoint []byte
}

// VerifyPackage checks a package as far as it goes, without any network. It returns ErrUnusable for what is no package or is
// beyond the limits; everything else is in the verdict. Memory is bounded by the limits, not by the documents.
func VerifyPackage(r io.ReaderAt, size int64, trust Trust) (*Verdict, error) {
	v, err := verifyPackage(r, size, trust)
	if err != nil {
		return nil, err
	}
	return v.Verdict, nil
}

func verifyPackage(r io.ReaderAt, size int64, trust Trust) (*verifier, error) {
	a, err := openArchive(r, size)
	if err != nil {
		return nil, err
	}
	v := &verifier{archive: a, trust: trust, Verdict: &Verdict{Valid: true}}
	readable := v.readIndex()
	v.checkFiles(readable)
	v.checkSeal()
	if !readable {
		v.add(CheckIndex, Failed, "", fileIndex)
		return v, nil
	}
	v.add(CheckIndex, Passed, "")
	v.checkPDF()
	v.checkMessages()
	v.checkRecord()
	v.checkLog()
	v.checkTrust()
	return v, nil
}

type verifier struct {
	*archive
	*Verdict
	trust Trust
	index index
	keys  map[string]ed25519.PublicKey
	// seal is the certificate that sealed the list, and the others of its chain.
	seal  []*x509.Certificate
	lines []eventLine
	// events are those of the record, once it was found to be in order.
	events []Event
}

func (v *verifier) keyOf(id string) ed25519.PublicKey { return v.keys[id] }

func isUnlisted(name string) bool {
	return name == fileType || name == fileManifest || name == fileSignature
}

// checkFiles compares what there is with what the list names, and the index, where it can be read; and each file with its digest.
func (v *verifier) checkFiles(indexed bool) {
	list, ok := readList(v.read(fileManifest))
	if !ok {
		v.add(CheckContainer, Failed, "", fileManifest)
		return
	}
	var strange, changed []string
	if v.order[0].name != fileType || v.order[0].method != stored || string(v.read(fileType)) != PackageType {
		strange = append(strange, fileType)
	}
	named := v.index.allowedNames()
	for name := range v.files {
		if list[name] == nil && !isUnlisted(name) || indexed && !named[name] {
			strange = append(strange, name)
		}
	}
	for name, sum := range list {
		switch {
		case v.files[name] == nil || isUnlisted(name):
			strange = append(strange, name)
		case !bytes.Equal(sum, v.digest(name)):
			changed = append(changed, name)
		}
	}
	v.addFileCheck(CheckContainer, strange, "")
	v.addFileCheck(CheckFiles, changed, strconv.Itoa(len(list)))
}

// addFileCheck adds a check that fails when there are files to name.
func (v *verifier) addFileCheck(name CheckName, faulty []string, detail string) {
	if len(faulty) > 0 {
		slices.Sort(faulty)
		v.add(name, Failed, "", slices.Compact(faulty)...)
		return
	}
	v.add(name, Passed, detail)
}

func (v *verifier) checkSeal() {
	v.seal = certificates(v.read(fileSeal))
	if len(v.seal) == 0 || sealKey(v.seal[0].PublicKey) != nil {
		v.seal = nil
		v.add(CheckSeal, Failed, "", fileSeal)
		return
	}
	if !v.isSealed(v.read(fileSignature), v.read(fileManifest)) {
		// Which of the two was changed, nobody can tell.
		v.add(CheckSeal, Failed, "", fileManifest, fileSignature)
		return
	}
	v.Signer = v.seal[0]
	v.add(CheckSeal, Passed, nameOf(v.Signer.Subject))
}

// isSealed reports whether a detached signature over content is the seal's.
func (v *verifier) isSealed(signature, content []byte) bool {
	if len(v.seal) == 0 || content == nil {
		return false
	}
	// With its certificates and down to the last byte it is what the seal would write.
	return cms.VerifyExact(signature, content, v.seal) == nil
}

// maxCertificates bounds a chain.
const maxCertificates = 16

// certificates reads the file of a chain, which has nothing beside them.
func certificates(text []byte) []*x509.Certificate {
	var list []*x509.Certificate
	for rest := text; len(list) < maxCertificates; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil
		}
		list = append(list, c)
	}
	if !bytes.Equal(pemOf(list), text) {
		return nil
	}
	return list
}

func (v *verifier) readIndex() bool {
	ok := readJSON(v.read(fileIndex), "\n", &v.index)
	v.CreatedAt, _ = v.index.createdAt()
	if !ok || !v.index.isWhole() || v.index.Format != PackageFormat || v.CreatedAt.IsZero() ||
		!v.index.Kind.takes(len(v.index.Messages), v.index.Events.Count) {
		return false
	}
	v.Kind, v.Platform, v.Reference, v.Title = v.index.Kind, v.index.Platform, v.index.Reference, v.index.Title
	v.keys = map[string]ed25519.PublicKey{}
	for _, k := range v.index.Keys {
		if k.Algorithm == ed25519Name && len(k.Public) == ed25519.PublicKeySize {
			v.keys[k.ID] = k.Public
		}
	}
	return true
}

func (v *verifier) checkPDF() {
	signature, content, err := pades.Open(v.read(filePDF))
	switch {
	case errors.Is(err, pades.ErrPartly):
		v.add(CheckPDFWhole, Failed, "", filePDF)
	case err != nil || !v.isSealed(signature, content):
		v.add(CheckPDF, Failed, "", filePDF)
	default:
		v.add(CheckPDF, Passed, "")
	}
}

// checkMessages checks descriptions, texts and documents of all messages.
func (v *verifier) checkMessages() {
	var messages, texts, documents, absent []string
	var found originals
	enclosed := 0
	for _, x := range v.index.Messages {
		m, err := v.openMessage(x)
		if err != nil {
			messages = append(messages, x.Folder+fileMessage)
			continue
		}
		v.Messages = append(v.Messages, m)
		if !v.hasDigest(x.Folder+fileSubject, m.SubjectSHA256) {
			texts = append(texts, x.Folder+fileSubject)
		}
		if !v.hasDigest(x.Folder+fileText, m.BodySHA256) {
			texts = append(texts, x.Folder+fileText)
		}
		n, bad, gone := v.compareDocuments(x, m)
		enclosed += n
		documents, absent = append(documents, bad...), append(absent, gone...)
		v.compareOriginal(x, m, &found)
	}
	v.addFileCheck(CheckMessages, messages, strconv.Itoa(len(v.Messages)))
	v.addFileCheck(CheckTexts, texts, "")
	if len(documents) == 0 && len(absent) > 0 {
		v.add(CheckDocuments, Open, strings.Join(absent, ", "), absent...)
	} else {
		v.addFileCheck(CheckDocuments, documents, strconv.Itoa(enclosed))
	}
	if found.there {
		v.addFileCheck(CheckOriginal, found.bad, strings.Join(found.signers, "; "))
	}
}

// hasDigest reports whether a file is there with a digest.
func (v *verifier) hasDigest(name, digest string) bool {
	sum := v.digest(name)
	return sum != nil && hex.EncodeToString(sum) == digest
}

func (v *verifier) openMessage(x indexMessage) (Manifest, error) {
	var s signatureFile
	if !readJSON(v.read(x.Folder+fileMessageSignature), "\n", &s) || s.Format != signatureFormat || s.Algorithm != ed25519Name ||
		!readJSON(v.read(x.Folder+fileMessage), "", &Manifest{}) {
		return Manifest{}, ErrSignature
	}
	m, err := Verify(Signed{Manifest: v.read(x.Folder + fileMessage), Digest: s.Digest, KeyID: s.KeyID, Signature: s.Signature}, v.keys[s.KeyID])
	if err == nil && (m.Message != x.ID || m.Side != v.index.Side || m.Format != ManifestFormat) {
		err = ErrSignature
	}
	return m, err
}

// compareDocuments compares the documents of a message with its manifest: every one is enclosed or said to be absent.
func (v *verifier) compareDocuments(x indexMessage, m Manifest) (enclosed int, bad, absent []string) {
	files := map[string]*string{}
	for _, d := range x.Documents {
		files[d.ID] = d.File
	}
	for _, part := range m.Documents {
		file := files[part.ID]
		switch {
		case file == nil:
			absent = append(absent, part.Name)
		case !v.hasDigest(*file, part.SHA256) || v.files[*file].size != uint64(part.Size):
			bad = append(bad, *file)
		default:
			enclosed++
		}
		delete(files, part.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(files)) {
		bad = append(bad, x.Folder+folderDocuments+id)
	}
	return enclosed, bad, absent
}

func (v *verifier) checkTrust() {
	if v.Signer == nil {
		return
	}
	if v.trust.Roots == nil {
		v.add(CheckTrust, Open, Fingerprint(v.Signer))
		return
	}
	if !leadsTo(v.trust.Roots, v.seal, v.CreatedAt) {
		v.add(CheckTrust, Failed, Fingerprint(v.Signer), fileSeal)
		return
	}
	v.Trusted = true
	v.add(CheckTrust, Passed, "")
}

func leadsTo(roots *x509.CertPool, chain []*x509.Certificate, at time.Time) bool {
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := chain[0].Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	return err == nil
}
