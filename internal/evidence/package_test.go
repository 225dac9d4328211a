package evidence_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
	"golang.org/x/mod/sumdb/tlog"

	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
)

const keyID = "key_06d2m8f1o40c1j2q3r4s5t6u7v"

var created = time.Date(2026, 11, 23, 9, 30, 15, 0, time.UTC)

func logKey() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

// ecSeal and rsaSeal are made once: keys take time.
var (
	ecSeal = sync.OnceValues(func() (evidence.SealSigner, error) {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return evidence.SealSigner{}, err
		}
		certificate, err := evidence.SelfIssued("Siegel von Schalter", key, created.AddDate(-1, 0, 0), created.AddDate(4, 0, 0))
		return evidence.SealSigner{Key: key, Chain: []*x509.Certificate{certificate}}, err
	})
	rsaSeal = sync.OnceValues(func() (evidence.SealSigner, error) { return issuedSeal() })
)

// issuedSeal has a certificate that an authority issued for an RSA key.
func issuedSeal() (evidence.SealSigner, error) {
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return evidence.SealSigner{}, err
	}
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	if err != nil {
		return evidence.SealSigner{}, err
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Wurzel", Country: []string{"DE"}}, NotBefore: created.AddDate(-5, 0, 0),
		NotAfter: created.AddDate(9, 0, 0), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "Siegel", Organization: []string{"Staatliche Stelle für Fallpostfächer"}},
		NotBefore: created.AddDate(-1, 0, 0), NotAfter: created.AddDate(2, 0, 0), KeyUsage: x509.KeyUsageContentCommitment,
	}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey)
	if err != nil {
		return evidence.SealSigner{}, err
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, key.Public(), rootKey)
	if err != nil {
		return evidence.SealSigner{}, err
	}
	chain, err := x509.ParseCertificates(append(leafDER, rootDER...))
	return evidence.SealSigner{Key: key, Chain: chain}, err
}

// shelf keeps a log.
type shelf struct {
	size   int64
	hashes []merkle.Hash
}

func (s *shelf) ReadHashes(indexes []int64) ([]merkle.Hash, error) {
	out := make([]merkle.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = s.hashes[at]
	}
	return out, nil
}

func (s *shelf) grow(t testing.TB, records ...merkle.Record) {
	t.Helper()
	nodes, err := merkle.Grow(s.size, records, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		s.hashes = append(s.hashes, n.Hash)
	}
	s.size += int64(len(records))
}

func (s *shelf) checkpoint(t testing.TB, key ed25519.PrivateKey) []byte {
	t.Helper()
	c, err := merkle.Take("schalter.example/log", s.size, s)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := c.Sign(key)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// world is a mailbox with two messages, its record, and the log around it.
type world struct {
	log     *shelf
	pkg     evidence.Package
	content map[string][]byte
}

func message(t testing.TB, n int, direction string, documents ...evidence.Part) evidence.Message {
	t.Helper()
	subject := fmt.Sprintf("Gewerbeanmeldung Café „Zur Post“, Teil %d", n)
	body := "Sehr geehrte Damen und Herren,\n\nanbei die Unterlagen. 😀\n\nMit freundlichen Grüßen\nK\u035fhālid Müller\n"
	m := evidence.Manifest{
		Side: "mbx_1", Reference: "FP-2026-0042-7", Message: fmt.Sprintf("msg_%d", n), Direction: direction, Kind: "MESSAGE", From: "K\u035fhālid Müller",
		To: []string{"Stadt Bamberg, Gewerbeamt"}, SentAt: evidence.Instant(created.Add(time.Duration(n-10) * time.Hour)), Services: []string{},
		ReceiptRequested: true, SubjectSHA256: evidence.Digest([]byte(subject)), BodySHA256: evidence.Digest([]byte(body)), Documents: documents,
	}
	signed, err := evidence.Sign(m, keyID, key(t))
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Message{Signed: signed, Subject: subject, Body: body}
}

func part(id, name string, content []byte) evidence.Part {
	return evidence.Part{ID: id, Name: name, MediaType: "application/pdf", Size: int64(len(content)), SHA256: evidence.Digest(content)}
}

func reading(content []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
}

func newWorld(t testing.TB, kind evidence.PackageKind, seal func() (evidence.SealSigner, error)) *world {
	t.Helper()
	sealer, err := seal()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{log: &shelf{}, content: map[string][]byte{
		"doc_1": []byte("%PDF-1.7 Lageplan"), "doc_2": bytes.Repeat([]byte("Grundriß\n"), 4_000), "doc_3": []byte("gelöscht"),
	}}
	first := message(t, 1, "OUTBOUND", part("doc_1", "Lageplan.pdf", w.content["doc_1"]), part("doc_2", "lageplan.PDF", w.content["doc_2"]),
		part("doc_3", "It's ö.pdf", w.content["doc_3"]))
	first.Documents = []evidence.Document{{ID: "doc_1", Open: reading(w.content["doc_1"])}, {ID: "doc_2", Open: reading(w.content["doc_2"])}}
	second := message(t, 2, "OUTBOUND", part("doc_3", "It's ö.pdf", w.content["doc_3"]))
	second.Documents = []evidence.Document{{ID: "doc_3", Open: reading(w.content["doc_3"])}}
	w.pkg = evidence.Package{
		Kind: kind, Platform: "Schalter", BaseURL: "https://schalter.example", Side: "mbx_1", Reference: "FP-2026-0042-7",
		Title: "Café in der Langen Straße", Holder: "K\u035fhālid Müller", CreatedAt: created, Messages: []evidence.Message{first},
		Keys: map[string]ed25519.PublicKey{keyID: public(key(t))}, Seal: sealer,
	}
	if kind == evidence.Export {
		w.pkg.Messages = append(w.pkg.Messages, second)
	}
	w.record(t, kind, first.Signed.Digest, second.Signed.Digest)
	return w
}

// record has the events of the mailbox; a proof leaves out the first, which is not about its message.
func (w *world) record(t testing.TB, kind evidence.PackageKind, first, second string) {
	t.Helper()
	events := []evidence.Event{
		{Kind: "MAILBOX_OPENED"}, {Kind: "MESSAGE_SENT", Message: "msg_1", Manifest: first}, {Kind: "DELIVERY_CHANGED", Message: "msg_1", State: "HANDED_OVER"},
		{Kind: "DELIVERY_CHANGED", Message: "msg_1", State: "RELAYED"}, {Kind: "MESSAGE_SENT", Message: "msg_2", Manifest: second},
		{Kind: "DELIVERY_CHANGED", Message: "msg_1", State: "CONFIRMED"},
	}
	var all []evidence.Entry
	head := ""
	for i, e := range events {
		e.ID, e.Side, e.Seq, e.At, e.Previous = fmt.Sprintf("evt_%d", i+1), "mbx_1", int64(i+1), created.Add(time.Duration(i-9)*time.Hour), head
		e.Actor, e.Capacity = "acc_1", "owner"
		token, err := e.Token(keyID, key(t))
		if err != nil {
			t.Fatal(err)
		}
		head = evidence.Link(token)
		salt := merkle.Salt{byte(i + 1)}
		w.log.grow(t, merkle.Record{byte(i)}, merkle.Leaf(salt, token))
		all = append(all, evidence.Entry{Token: token, Salt: salt, Leaf: w.log.size - 1})
	}
	all[2].Actor, all[3].Actor, all[5].Actor = "Schalter", "Mailserver bamberg.example", "Stadt Bamberg"
	all[3].Note = "250 2.0.0 angenommen"
	w.pkg.Record = all
	if kind == evidence.Proof {
		w.pkg.Record = []evidence.Entry{all[1], all[2], all[3], all[5]}
	}
	w.prove(t)
}

// prove takes the log as it is now.
func (w *world) prove(t testing.TB) {
	t.Helper()
	w.pkg.Log = &evidence.Log{Checkpoint: w.log.checkpoint(t, logKey()), Key: public(logKey())}
	w.pkg.Log.Stamp = stamped(t, w.pkg.Log.Checkpoint)
	for i := range w.pkg.Record {
		proof, err := merkle.ProveInclusion(w.log.size, w.pkg.Record[i].Leaf, w.log)
		if err != nil {
			t.Fatal(err)
		}
		w.pkg.Record[i].Proof = proof
	}
}

// stampSeal is a time-stamping authority that vouches for itself.
var stampSeal = sync.OnceValues(func() (evidence.SealSigner, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return evidence.SealSigner{}, err
	}
	stamps := pkix.Extension{Id: []int{2, 5, 29, 37}, Critical: true, Value: []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08}}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(3), Subject: pkix.Name{CommonName: "Zeit"}, NotBefore: created.AddDate(-1, 0, 0), NotAfter: created.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtraExtensions: []pkix.Extension{stamps},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return evidence.SealSigner{}, err
	}
	certificate, err := x509.ParseCertificate(der)
	return evidence.SealSigner{Key: key, Chain: []*x509.Certificate{certificate}}, err
})

func stamped(t testing.TB, data []byte) []byte {
	t.Helper()
	seal, err := stampSeal()
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(data)
	answer, err := (&timestamp.Timestamp{
		HashAlgorithm: crypto.SHA256, HashedMessage: digest[:], Time: created, Policy: []int{1, 2, 3}, AddTSACertificate: true,
	}).CreateResponseWithOpts(seal.Chain[0], seal.Key, crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func write(t testing.TB, p evidence.Package) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := evidence.WritePackage(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDocumentThatDiffersFromItsManifestIsAnError(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{"changed": "%PDF-1.7 Lageplam", "longer": "%PDF-1.7 Lageplan ", "shorter": "%PDF"} {
		w := newWorld(t, evidence.Proof, ecSeal)
		w.pkg.Messages[0].Documents[0].Open = reading([]byte(content))
		if err := evidence.WritePackage(io.Discard, w.pkg); !errors.Is(err, evidence.ErrDocument) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	w := newWorld(t, evidence.Proof, ecSeal)
	broken := errors.New("the disk is gone")
	w.pkg.Messages[0].Documents[0].Open = func() (io.ReadCloser, error) { return nil, broken }
	if err := evidence.WritePackage(io.Discard, w.pkg); !errors.Is(err, broken) {
		t.Errorf("unreadable: got %v", err)
	}
}

// counted notes whether anything was written.
type counted int

func (c *counted) Write(b []byte) (int, error) { *c += counted(len(b)); return len(b), nil }

func TestContradictionsAreRefusedBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	foreign, err := rsaSeal()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*evidence.Package){
		"another text":       func(p *evidence.Package) { p.Messages[0].Body += "." },
		"another subject":    func(p *evidence.Package) { p.Messages[0].Subject = "" },
		"no key":             func(p *evidence.Package) { p.Keys = nil },
		"no message":         func(p *evidence.Package) { p.Messages = nil },
		"no kind":            func(p *evidence.Package) { p.Kind = "" },
		"a foreign document": func(p *evidence.Package) { p.Messages[0].Documents[0].ID = "doc_9" },
		"a forged event":     func(p *evidence.Package) { p.Record[0].Token += "x" },
		"another salt":       func(p *evidence.Package) { p.Record[0].Salt[0]++ },
		"another log key":    func(p *evidence.Package) { p.Log.Key = p.Keys[keyID] },
		"a foreign stamp":    func(p *evidence.Package) { p.Log.Stamp = stamped(t, []byte("other")) },
		"no seal":            func(p *evidence.Package) { p.Seal = evidence.SealSigner{} },
		"another seal key":   func(p *evidence.Package) { p.Seal.Chain = foreign.Chain },
	} {
		w := newWorld(t, evidence.Proof, ecSeal)
		change(&w.pkg)
		var n counted
		err := evidence.WritePackage(&n, w.pkg)
		if !errors.Is(err, evidence.ErrPackage) && !errors.Is(err, evidence.ErrSeal) || n > 0 {
			t.Errorf("%s: %d bytes, %v", name, n, err)
		}
	}
}

func TestWeakSealsAreRefused(t *testing.T) {
	t.Parallel()
	short, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, k := range map[string]crypto.Signer{"RSA 2048": short, "P-384": curve} {
		c, err := evidence.SelfIssued("Siegel", k, created, created.AddDate(1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, evidence.Proof, ecSeal)
		w.pkg.Seal = evidence.SealSigner{Key: k, Chain: []*x509.Certificate{c}}
		if err := evidence.WritePackage(io.Discard, w.pkg); !errors.Is(err, evidence.ErrSeal) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestSamePackageGivesTheSameBytesButForSignatures(t *testing.T) {
	t.Parallel()
	w := newWorld(t, evidence.Export, ecSeal)
	one, two := entries(t, write(t, w.pkg)), entries(t, write(t, w.pkg))
	// The PDF has a signature inside, and its digest stands in the two files after it.
	signed := []string{"META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml", "nachweis.pdf", "PRUEFEN.txt"}
	for i := range one {
		same := one[i].name == two[i].name && bytes.Equal(one[i].content, two[i].content)
		if !same && !strings.Contains(strings.Join(signed, " "), one[i].name) {
			t.Errorf("%s differs", one[i].name)
		}
	}
	if len(one) != len(two) {
		t.Errorf("%d and %d files", len(one), len(two))
	}
}

var _ tlog.HashReader = (*shelf)(nil)
