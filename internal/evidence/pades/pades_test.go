package pades_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/evidence/pades"
	"schalter/internal/pdftext"
)

var claim = pades.Claim{Name: "Siegel (von) Schalter", Reason: "Prüfung", At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}

// der stands for a CMS message: a sequence of 200 bytes.
var der = append([]byte{0x30, 0x81, 0xc8}, bytes.Repeat([]byte{7}, 200)...)

func page(t testing.TB) []byte {
	t.Helper()
	s := pdftext.New(pdftext.Metadata{Title: "Blatt", Created: claim.At})
	s.Line(pdftext.Regular(), 10, 25, 40, "Guten Tag")
	pdf, err := s.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func signed(t testing.TB) (pdf, content []byte) {
	t.Helper()
	pdf, err := pades.Sign(page(t), claim, 400, func(c []byte) ([]byte, error) { content = c; return der, nil })
	if err != nil {
		t.Fatal(err)
	}
	return pdf, content
}

func TestWhatIsSignedIsEverythingButTheSignature(t *testing.T) {
	t.Parallel()
	pdf, content := signed(t)
	signature, covered, err := pades.Open(pdf)
	if err != nil || !bytes.Equal(signature, der) || !bytes.Equal(covered, content) || len(pdf)-len(covered) != 802 {
		t.Errorf("%x over %d of %d bytes, %v", signature, len(covered), len(pdf), err)
	}
	if !bytes.HasPrefix(pdf, page(t)) {
		t.Error("the document itself was changed")
	}
}

func TestSignatureThatDoesNotFitIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := pades.Sign(page(t), claim, 100, func([]byte) ([]byte, error) { return der, nil }); err == nil {
		t.Error("a signature longer than its place was taken")
	}
	broken := errors.New("the token is gone")
	if _, err := pades.Sign(page(t), claim, 400, func([]byte) ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestDocumentsOfOtherFormsAreNotSigned(t *testing.T) {
	t.Parallel()
	twice, _ := signed(t)
	for name, pdf := range map[string][]byte{
		"nothing": nil, "text": []byte("Guten Tag"), "cut": page(t)[:900], "signed already": twice,
		"without a page": bytes.ReplaceAll(page(t), []byte("/Kids ["), []byte("/Kinds[")),
	} {
		if _, err := pades.Sign(pdf, claim, 400, func([]byte) ([]byte, error) { return der, nil }); !errors.Is(err, pades.ErrForm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestPagesAreAppendedBehindADocumentThatStaysAsItIs(t *testing.T) {
	t.Parallel()
	first, second := page(t), page(t)
	joined, err := pades.Append(first, second)
	if err != nil || !bytes.HasPrefix(joined, first) {
		t.Fatalf("the document was changed: %v", err)
	}
	third, err := pades.Append(joined, second)
	if err != nil || !bytes.HasPrefix(third, joined) || !bytes.Contains(third[len(joined):], []byte("/Count 3")) {
		t.Fatalf("pages behind pages: %v", err)
	}
	sealed, err := pades.Sign(third, claim, 400, func([]byte) ([]byte, error) { return der, nil })
	if err != nil || !bytes.HasPrefix(sealed, third) {
		t.Fatalf("sealed: %v", err)
	}
	if _, _, err := pades.Open(sealed); err != nil {
		t.Error(err)
	}
	checkByOthers(t, sealed)
	for name, pair := range map[string][2][]byte{"nothing": {nil, second}, "no pages": {first, []byte("Guten Tag")}, "signed": {sealed, second}} {
		if _, err := pades.Append(pair[0], pair[1]); !errors.Is(err, pades.ErrForm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// checkByOthers has qpdf look at the structure, where there is one: three pages, nothing damaged.
func checkByOthers(t *testing.T, pdf []byte) {
	t.Helper()
	path, err := exec.LookPath("qpdf")
	if err != nil {
		t.Log("no qpdf here")
		return
	}
	name := filepath.Join(t.TempDir(), "joined.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(path, "--check", name).CombinedOutput(); err != nil || bytes.Contains(out, []byte("WARNING")) {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := exec.Command(path, "--show-npages", name).Output(); err != nil || strings.TrimSpace(string(out)) != "3" {
		t.Errorf("%v: %s pages", err, out)
	}
}

func FuzzOpen(f *testing.F) {
	pdf, _ := signed(f)
	f.Add(pdf[len(pdf)-1800:])
	f.Add([]byte("%PDF-1.3\n/ByteRange [0 35 39 4]\n12 <00>\n1 2"))
	f.Fuzz(func(t *testing.T, tail []byte) {
		pdf := append([]byte("%PDF-1.3\n"), tail...)
		signature, content, err := pades.Open(pdf)
		if err == nil && len(content)+2*len(signature)+2 > len(pdf) {
			t.Errorf("%d bytes of content and %d of signature in %d", len(content), len(signature), len(pdf))
		}
	})
}
