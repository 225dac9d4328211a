package evidence_test

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/evidence/pades"
)

func verify(t testing.TB, pkg []byte, trust evidence.Trust) *evidence.Verdict {
	t.Helper()
	v, err := evidence.VerifyPackage(bytes.NewReader(pkg), int64(len(pkg)), trust)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// roots are of the seal and of the time-stamping authority.
func (w *world) roots(t testing.TB) *x509.CertPool {
	t.Helper()
	stamps, err := stampSeal()
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(w.pkg.Seal.Chain[len(w.pkg.Seal.Chain)-1])
	pool.AddCert(stamps.Chain[0])
	return pool
}

func failed(v *evidence.Verdict) (names []evidence.CheckName) {
	for _, c := range v.Checks {
		if c.Result == evidence.Failed {
			names = append(names, c.Name)
		}
	}
	return names
}

func TestUntouchedPackagesAreValid(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*world{
		"proof": newWorld(t, evidence.Proof, ecSeal), "export": newWorld(t, evidence.Export, ecSeal), "RSA": newWorld(t, evidence.Proof, rsaSeal),
	} {
		pkg := write(t, w.pkg)
		v := verify(t, pkg, evidence.Trust{Roots: w.roots(t), LogKey: public(logKey()), Checkpoint: w.pkg.Log.Checkpoint})
		if !v.Valid || !v.Trusted || !v.StampedAt.Equal(created) || len(v.Messages) != len(w.pkg.Messages) || v.Reference != "FP-2026-0042-7" || !v.CreatedAt.Equal(created) {
			t.Errorf("%s: %+v", name, v)
		}
		for _, c := range v.Checks {
			if c.Result != evidence.Passed && c.Name != evidence.CheckDocuments {
				t.Errorf("%s: %s is %s: %s", name, c.Name, c.Result, c.Text(evidence.English))
			}
		}
		if c, _ := v.Of(evidence.CheckDocuments); name == "proof" && (c.Result != evidence.Open || !strings.Contains(c.Text(evidence.German), "It's ö.pdf")) {
			t.Errorf("the absent document: %+v", c)
		}
	}
}

func TestWithoutRootsTheFingerprintIsToBeCompared(t *testing.T) {
	t.Parallel()
	w := newWorld(t, evidence.Proof, ecSeal)
	v := verify(t, write(t, w.pkg), evidence.Trust{})
	c, _ := v.Of(evidence.CheckTrust)
	if !v.Valid || v.Trusted || c.Result != evidence.Open || !strings.Contains(c.Text(evidence.German), evidence.Fingerprint(w.pkg.Seal.Chain[0])) {
		t.Errorf("got %+v", v)
	}
}

func TestSealOfAnotherRootOrTimeIsNotTrusted(t *testing.T) {
	t.Parallel()
	w, other := newWorld(t, evidence.Proof, ecSeal), newWorld(t, evidence.Proof, rsaSeal)
	late := newWorld(t, evidence.Proof, ecSeal)
	late.pkg.CreatedAt = created.AddDate(5, 0, 0)
	for name, tt := range map[string]struct {
		pkg   evidence.Package
		roots *x509.CertPool
	}{"another root": {w.pkg, other.roots(t)}, "expired": {late.pkg, w.roots(t)}} {
		v := verify(t, write(t, tt.pkg), evidence.Trust{Roots: tt.roots})
		if got := failed(v); v.Valid || v.Trusted || !slices.Equal(got, []evidence.CheckName{evidence.CheckTrust}) {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestEveryChangedFileIsNamed(t *testing.T) {
	t.Parallel()
	for _, kind := range []evidence.PackageKind{evidence.Proof, evidence.Export} {
		w := newWorld(t, kind, ecSeal)
		list := entries(t, write(t, w.pkg))
		for i, e := range list {
			for change, content := range map[string][]byte{"first byte": flipped(e.content, 0), "last byte": flipped(e.content, len(e.content)-1), "emptied": {}, "longer": append(slices.Clone(e.content), ' ')} {
				tampered := slices.Clone(list)
				tampered[i].content = content
				v := verify(t, zipped(t, tampered), evidence.Trust{})
				if v.Valid || !slices.Contains(v.Changed(), e.name) {
					t.Errorf("%s, %s %s: valid %v, names %q", kind, e.name, change, v.Valid, v.Changed())
				}
			}
			v := verify(t, zipped(t, slices.Delete(slices.Clone(list), i, i+1)), evidence.Trust{})
			if v.Valid || !slices.Contains(v.Changed(), e.name) {
				t.Errorf("%s, %s left out: valid %v, names %q", kind, e.name, v.Valid, v.Changed())
			}
		}
		v := verify(t, zipped(t, append(slices.Clone(list), entry{name: "anlagen/mehr.pdf", content: []byte("x")})), evidence.Trust{})
		if v.Valid || !slices.Equal(v.Changed(), []string{"anlagen/mehr.pdf"}) {
			t.Errorf("one more: valid %v, names %q", v.Valid, v.Changed())
		}
	}
}

func flipped(content []byte, at int) []byte {
	out := slices.Clone(content)
	out[at] ^= 1
	return out
}

// relisted puts another content into a package and its digest into the list, as an attacker without the seal's key can.
func relisted(t testing.TB, list []entry, name string, content []byte) []entry {
	t.Helper()
	list = slices.Clone(list)
	at := slices.IndexFunc(list, func(e entry) bool { return e.name == name })
	digest := func(b []byte) string { return base64.StdEncoding.EncodeToString(sum(b)) }
	manifest := bytes.Replace(list[1].content, []byte(digest(list[at].content)), []byte(digest(content)), 1)
	if bytes.Equal(manifest, list[1].content) {
		t.Fatal("the list does not name", name)
	}
	list[1].content, list[at].content = manifest, content
	return list
}

// Attack case 36, in a package: an event is changed or the last one dropped, and the package sealed again, as only the
// platform itself could.
func TestAttack36RecordWithAChangedOrDroppedEventIsRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*evidence.Package){
		"dropped in the middle": func(p *evidence.Package) { p.Record = slices.Delete(p.Record, 2, 3) },
		"first dropped":         func(p *evidence.Package) { p.Record = p.Record[1:] },
		"swapped":               func(p *evidence.Package) { p.Record[2], p.Record[3] = p.Record[3], p.Record[2] },
		"said twice":            func(p *evidence.Package) { p.Record = slices.Insert(p.Record, 2, p.Record[1]) },
		"the sending dropped":   func(p *evidence.Package) { p.Record = p.Record[:1] },
	} {
		w := newWorld(t, evidence.Export, ecSeal)
		change(&w.pkg)
		v := verify(t, write(t, w.pkg), evidence.Trust{})
		if c, _ := v.Of(evidence.CheckRecord); v.Valid || c.Result != evidence.Failed || !slices.Equal(c.Files, []string{"events.jsonl"}) {
			t.Errorf("%s: got %+v", name, v.Checks)
		}
	}
	w := newWorld(t, evidence.Export, ecSeal)
	list := entries(t, write(t, w.pkg))
	at := slices.IndexFunc(list, func(e entry) bool { return e.name == "events.jsonl" })
	lines := bytes.SplitAfter(list[at].content, []byte("\n"))
	v := verify(t, zipped(t, relisted(t, list, "events.jsonl", bytes.Join(lines[:len(lines)-2], nil))), evidence.Trust{})
	if got := failed(v); !slices.Contains(got, evidence.CheckRecord) || !slices.Contains(got, evidence.CheckSeal) {
		t.Errorf("last dropped: got %v", got)
	}
}

// Attack case 37: the log was put back after the package was made; a holder of the present checkpoint notices.
func TestAttack37PackageShowsThatTheLogWasRolledBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, evidence.Proof, ecSeal)
	pkg := write(t, w.pkg)
	size := w.log.size
	shorter, other := &shelf{}, &shelf{}
	shorter.grow(t, merkle.Record{1})
	for n := range size + 3 {
		other.grow(t, merkle.Record{byte(n), 'x'})
	}
	w.log.grow(t, merkle.Record{1, 2}, merkle.Record{3, 4})
	continuation := func(s *shelf) []byte {
		proof, err := merkle.ProveConsistency(size, s.size, s)
		if err != nil {
			t.Fatal(err)
		}
		return merkle.Continuation{Earlier: size, Proof: proof, Signed: s.checkpoint(t, logKey())}.Format()
	}
	foreign := key(t)
	for name, tt := range map[string]struct {
		checkpoint []byte
		want       evidence.Result
	}{
		"the log went on":               {continuation(w.log), evidence.Passed},
		"the same state":                {w.pkg.Log.Checkpoint, evidence.Passed},
		"longer, without a proof":       {w.log.checkpoint(t, logKey()), evidence.Open},
		"shorter":                       {shorter.checkpoint(t, logKey()), evidence.Failed},
		"another past":                  {continuation(other), evidence.Failed},
		"signed by somebody else":       {w.log.checkpoint(t, foreign), evidence.Failed},
		"no checkpoint":                 {[]byte("x"), evidence.Failed},
		"a proof from another size":     {bytes.Replace(continuation(w.log), fmt.Appendf(nil, "old %d", size), []byte("old 3"), 1), evidence.Open},
		"a proof with one hash changed": {bytes.Replace(continuation(w.log), []byte("\n\n"), []byte("\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n"), 1), evidence.Failed},
	} {
		v := verify(t, pkg, evidence.Trust{Checkpoint: tt.checkpoint})
		if c, _ := v.Of(evidence.CheckContinued); c.Result != tt.want || v.Valid != (tt.want != evidence.Failed) {
			t.Errorf("%s: got %+v", name, c)
		}
	}
	if v := verify(t, pkg, evidence.Trust{LogKey: public(foreign)}); v.Valid {
		t.Error("a log by another key than the published one passed")
	}
}

// Attack case 38: an attachment is replaced.
func TestAttack38ReplacedAttachmentIsNamed(t *testing.T) {
	t.Parallel()
	list := entries(t, write(t, newWorld(t, evidence.Proof, ecSeal).pkg))
	at := slices.IndexFunc(list, func(e entry) bool { return e.name == "anlagen/Lageplan.pdf" })
	replaced := slices.Clone(list)
	replaced[at].content = []byte("%PDF-1.7 Lageplam")
	v := verify(t, zipped(t, replaced), evidence.Trust{})
	if v.Valid || !slices.Equal(v.Changed(), []string{"anlagen/Lageplan.pdf"}) {
		t.Errorf("got %q", v.Changed())
	}
	v = verify(t, zipped(t, relisted(t, list, "anlagen/Lageplan.pdf", []byte("%PDF-1.7 Lageplam"))), evidence.Trust{})
	if c, _ := v.Of(evidence.CheckDocuments); v.Valid || !slices.Equal(c.Files, []string{"anlagen/Lageplan.pdf"}) || !slices.Contains(failed(v), evidence.CheckSeal) {
		t.Errorf("with a list to fit: got %v %+v", failed(v), c)
	}
}

// Attack case 39: an incremental update is appended to the PDF.
func TestAttack39AppendedUpdateIsNotTheWholeDocument(t *testing.T) {
	t.Parallel()
	w := newWorld(t, evidence.Proof, ecSeal)
	path := pdfOf(t, w)
	signed, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	updated := append(slices.Clone(signed), "9 0 obj\n<</Type /Annot>>\nendobj\nxref\n9 1\n0000000000 00000 n \ntrailer\n<</Size 10 /Prev 1>>\nstartxref\n1\n%%EOF\n"...)
	if _, _, err := pades.Open(updated); !errors.Is(err, pades.ErrPartly) {
		t.Errorf("got %v", err)
	}
	if err := os.WriteFile(path, updated, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ := run(t, filepath.Dir(path), "pdfsig", "-nocert", path); strings.Contains(out, "Total document signed") {
		t.Errorf("pdfsig sees no update: %s", out)
	}
	list := relisted(t, entries(t, write(t, w.pkg)), "nachweis.pdf", updated)
	v := verify(t, zipped(t, list), evidence.Trust{})
	c, found := v.Of(evidence.CheckPDFWhole)
	if v.Valid || !found || c.Result != evidence.Failed || !strings.Contains(c.Text(evidence.English), "Not the whole PDF is signed") || !slices.Equal(c.Files, []string{"nachweis.pdf"}) {
		t.Errorf("got %+v", v.Checks)
	}
}

func TestPDFWithAnotherByteRangeIsNotTheWholeDocument(t *testing.T) {
	t.Parallel()
	signed, err := os.ReadFile(pdfOf(t, newWorld(t, evidence.Proof, ecSeal)))
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(signed, []byte("/ByteRange ["))
	wide := slices.Clone(signed)
	copy(wide[at+len("/ByteRange ["):], "0000000000 0000000100")
	for name, pdf := range map[string][]byte{
		"a wider gap": wide, "two ranges": append(slices.Clone(signed), signed[at:at+60]...), "cut": signed[:len(signed)-1],
		"other digits": bytes.Replace(signed, []byte("/Contents <30"), []byte("/Contents <3x"), 1),
	} {
		if _, _, err := pades.Open(pdf); !errors.Is(err, pades.ErrPartly) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, _, err := pades.Open([]byte("%PDF-1.3\n")); !errors.Is(err, pades.ErrUnsigned) {
		t.Errorf("unsigned: got %v", err)
	}
}

func TestWhatIsNoPackageIsUnusable(t *testing.T) {
	t.Parallel()
	list := entries(t, write(t, newWorld(t, evidence.Proof, ecSeal).pkg))
	pkg := zipped(t, list)
	many := slices.Clone(list)
	for n := range 100_000 {
		many = append(many, entry{name: fmt.Sprintf("f%d", n)})
	}
	for name, b := range map[string][]byte{
		"nothing":          {},
		"text":             []byte("Nachweis"),
		"another zip":      zipped(t, []entry{{name: "a.txt", content: []byte("x")}}),
		"cut":              pkg[:len(pkg)-30],
		"too many files":   zipped(t, many),
		"a bomb":           zipped(t, append(slices.Clone(list), entry{name: "bombe", content: make([]byte, 4<<20), method: 8})),
		"one name twice":   zipped(t, append(slices.Clone(list), list[3])),
		"out of its place": zipped(t, append(slices.Clone(list), entry{name: "../x", content: []byte("x")})),
		"back slashes":     zipped(t, append(slices.Clone(list), entry{name: `a\b`, content: []byte("x")})),
		"a folder":         zipped(t, append(slices.Clone(list), entry{name: "ordner/"})),
		"something before": append([]byte("#!/bin/sh\n"), pkg...),
		"two headers":      otherLocalName(t, pkg),
	} {
		if v, err := evidence.VerifyPackage(bytes.NewReader(b), int64(len(b)), evidence.Trust{}); !errors.Is(err, evidence.ErrUnusable) {
			t.Errorf("%s: got %+v, %v", name, v, err)
		}
	}
}

// otherLocalName changes the name at an entry, which readers from the beginning see, and not the one in the directory.
func otherLocalName(t *testing.T, pkg []byte) []byte {
	t.Helper()
	out := slices.Clone(pkg)
	for at := range out {
		if bytes.HasPrefix(out[at:], []byte("nachricht.txt")) && bytes.HasPrefix(out[max(at-30, 0):], []byte("PK\x03\x04")) {
			out[at] = 'N'
			return out
		}
	}
	t.Fatal("no such name")
	return nil
}

// What cannot be verified is not written.
func TestPackageBeyondTheLimitsIsRefusedBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	huge := evidence.Part{ID: "doc_1", Name: "Film.pdf", MediaType: "application/pdf", Size: 65 << 30, SHA256: evidence.Digest(nil)}
	w := newWorld(t, evidence.Proof, ecSeal)
	w.pkg.Messages[0] = message(t, 1, "OUTBOUND", huge)
	w.pkg.Messages[0].Documents = []evidence.Document{{ID: "doc_1", Open: reading(nil)}}
	var n counted
	if err := evidence.WritePackage(&n, w.pkg); !errors.Is(err, evidence.ErrPackage) || n > 0 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// A directory that goes on forever must not be taken into memory.
func TestEndlessDirectoryIsUnusable(t *testing.T) {
	t.Parallel()
	one := make([]byte, 46, 47)
	copy(one, "PK\x01\x02")
	binary.LittleEndian.PutUint16(one[28:], 1)
	directory := bytes.Repeat(append(one, 'a'), 900_000)
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	binary.LittleEndian.PutUint16(end[10:], uint16(900_000%65_536))
	binary.LittleEndian.PutUint32(end[12:], uint32(len(directory)))
	b := append(directory, end...)
	if _, err := evidence.VerifyPackage(bytes.NewReader(b), int64(len(b)), evidence.Trust{}); !errors.Is(err, evidence.ErrUnusable) {
		t.Errorf("got %v", err)
	}
}

func FuzzVerifyPackage(f *testing.F) {
	pkg := write(f, newWorld(f, evidence.Proof, ecSeal).pkg)
	f.Add(pkg)
	f.Add(zipped(f, entries(f, pkg)[:6]))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := evidence.VerifyPackage(bytes.NewReader(b), int64(len(b)), evidence.Trust{})
		if (v == nil) == (err == nil) || err != nil && !errors.Is(err, evidence.ErrUnusable) {
			t.Errorf("got %+v, %v", v, err)
		}
	})
}

// FuzzFiles puts any content into any file of a package: what is read of it is hostile too.
func FuzzFiles(f *testing.F) {
	list := entries(f, write(f, newWorld(f, evidence.Proof, ecSeal).pkg))
	for i, e := range list {
		f.Add(i, e.content)
	}
	f.Fuzz(func(t *testing.T, i int, content []byte) {
		i = max(i, 0) % len(list)
		same := bytes.Equal(content, list[i].content)
		tampered := slices.Clone(list)
		tampered[i].content, tampered[i].method = content, 0
		b := zipped(t, tampered)
		v, err := evidence.VerifyPackage(bytes.NewReader(b), int64(len(b)), evidence.Trust{})
		if err == nil && !same && v.Valid || err != nil && !errors.Is(err, evidence.ErrUnusable) {
			t.Errorf("%s changed: %+v, %v", list[i].name, v, err)
		}
	})
}
