package evidence_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"schalter/internal/evidence"
)

// corpusFolder is where the corpus is written for the verifier in the browser; frontend/test/corpus.test.ts asks for it.
var corpusFolder = flag.String("corpus", "", "folder to write the corpus of packages to, with how they are judged")

// judgement is what a verifier says of a package as a whole.
type judgement string

const (
	valid    judgement = "valid"
	invalid  judgement = "invalid"
	unusable judgement = "unusable"
)

// specimen is a package of the corpus.
type specimen struct {
	name string
	pkg  []byte
	good bool
}

// corpus makes packages from one that was really built, each with something changed: always the same ones.
type corpus struct {
	t    testing.TB
	w    *world
	pkg  []byte
	base *container
	list []specimen
}

func newCorpus(t testing.TB) *corpus {
	w := newWorld(t, evidence.Proof, ecSeal)
	pkg := write(t, w.pkg)
	return &corpus{t: t, w: w, pkg: pkg, base: take(t, pkg)}
}

func (k *corpus) add(name string, pkg []byte, good bool) {
	k.list = append(k.list, specimen{name, pkg, good})
}

// bad adds a package that must not be taken; but says that it may be after all.
func (k *corpus) bad(name string, change func(*container), but ...bool) {
	c := k.base.clone()
	change(c)
	k.add(name, c.put(), slices.Contains(but, true))
}

func (k *corpus) good(name string, change func(*container)) { k.bad(name, change, true) }

func (k *corpus) raw(name string, change func([]byte) []byte) {
	k.add(name, change(bytes.Clone(k.pkg)), false)
}

// fileCases change the files of a package, in a container that is right.
func (k *corpus) fileCases() {
	for i := range k.base.pieces {
		name := string(k.base.pieces[i].name)
		content := k.base.content(name)
		for how, to := range map[string][]byte{
			"with its first bit turned": flipped(content, 0), "with a bit in its midst turned": flipped(content, len(content)/2), "with its last bit turned": flipped(content, len(content)-1), "emptied": {},
			"with a space behind": append(slices.Clone(content), ' '), "cut": content[:len(content)-1],
		} {
			k.bad(name+" "+how, func(c *container) { c.at(name).fill(to) })
		}
		k.bad(name+" left out", func(c *container) { c.pieces = slices.Delete(c.pieces, i, i+1) })
	}
	signature := k.base.content("META-INF/signature001.p7s")
	for at := 0; at < len(signature); at += 7 {
		k.bad(fmt.Sprintf("bit %d of byte %d of the signature turned", at%8, at), func(c *container) {
			turned := bytes.Clone(signature)
			turned[at] ^= 1 << (at % 8)
			c.at("META-INF/signature001.p7s").fill(turned)
		})
	}
	// Behind the end of a deflated stream its last byte has bits that mean nothing; times are right if both headers have them.
	content := entries(k.t, k.pkg)
	for at := 0; at < len(k.pkg); at += len(k.pkg) / 97 {
		k.raw(fmt.Sprintf("bit %d of byte %d of the package turned", at%8, at*100/len(k.pkg)), func(pkg []byte) []byte {
			pkg[at] ^= 1 << (at % 8)
			return pkg
		})
		if last := &k.list[len(k.list)-1]; sameFiles(last.pkg, content) {
			last.good = k.judge(last.pkg) == valid
		}
	}
}

// sameFiles says that a changed package has every file as it was.
func sameFiles(pkg []byte, want []entry) (same bool) {
	defer func() { _ = recover() }()
	return slices.EqualFunc(entries(quiet{}, pkg), want, func(a, b entry) bool { return a.name == b.name && bytes.Equal(a.content, b.content) })
}

// quiet gives up where a test would fail.
type quiet struct{ testing.TB }

func (quiet) Helper()      {}
func (quiet) Fatal(...any) { panic("not a package") }

func (k *corpus) goodCases() {
	k.add("as it was built", k.pkg, true)
	for name, w := range map[string]*world{
		"an export": newWorld(k.t, evidence.Export, ecSeal), "sealed by an RSA key": newWorld(k.t, evidence.Proof, rsaSeal), "an export sealed by an RSA key": newWorld(k.t, evidence.Export, rsaSeal),
	} {
		k.add(name, write(k.t, w.pkg), true)
	}
	bare := newWorld(k.t, evidence.Proof, ecSeal)
	bare.pkg.Log.Stamp = nil
	k.add("without a time-stamp", write(k.t, bare.pkg), true)
	bare.pkg.Log = nil
	k.add("without a log", write(k.t, bare.pkg), true)
	kept, err := os.ReadFile("testdata/nachweis.asice")
	if err != nil {
		k.t.Fatal(err)
	}
	k.add("made years ago", kept, true)
}

func (k *corpus) judge(pkg []byte) judgement {
	v, err := evidence.VerifyPackage(bytes.NewReader(pkg), int64(len(pkg)), evidence.Trust{})
	switch {
	case errors.Is(err, evidence.ErrUnusable):
		return unusable
	case err != nil:
		k.t.Fatal(err)
	case v.Valid:
		return valid
	}
	return invalid
}

// A package is judged alike by `schalter verify` and by the page in the browser: here by the one; frontend/test/corpus.test.ts has the
// same corpus written and compares the other.
func TestCorpusOfPackages(t *testing.T) {
	t.Parallel()
	k := newCorpus(t)
	k.goodCases()
	k.containerCases()
	k.fileCases()
	k.sealedCases()
	k.originalCases()
	slices.SortFunc(k.list, func(a, b specimen) int { return strings.Compare(a.name, b.name) })
	bad := 0
	names := map[string]bool{}
	var index []map[string]string
	for i, s := range k.list {
		if names[s.name] {
			t.Errorf("%s: twice", s.name)
		}
		names[s.name] = true
		got := k.judge(s.pkg)
		if (got == valid) != s.good {
			t.Errorf("%s: judged %s, good %v", s.name, got, s.good)
		}
		if !s.good {
			bad++
		}
		file := fmt.Sprintf("%04d.asice", i)
		index = append(index, map[string]string{"name": s.name, "file": file, "judgement": string(got)})
		if *corpusFolder == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(*corpusFolder, file), s.pkg, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if bad < 200 {
		t.Errorf("only %d bad packages", bad)
	}
	t.Logf("%d packages, %d of them bad", len(k.list), bad)
	if *corpusFolder == "" {
		return
	}
	b, err := json.Marshal(index)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*corpusFolder, "corpus.json"), b, 0o600); err != nil {
		t.Fatal(err)
	}
}
