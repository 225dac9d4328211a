//go:build shared

package pdftext

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

func TestSharedFontsShowEveryCharacterAndSequenceOfTheNorm(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile(filepath.Join(os.Getenv("SCHALTER_SHARED"), "data", "din91379_latin_list_1.3.txt"))
	if err != nil {
		t.Fatal(err)
	}
	sequences := 0
	for line := range strings.Lines(string(list)) {
		columns := strings.Split(line, "; ")
		var text []rune
		for _, point := range strings.Fields(columns[2]) {
			n, err := strconv.ParseInt(point, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, rune(n))
		}
		if !unicode.IsControl(text[0]) && !Printable(string(text)) {
			t.Errorf("%s is not in the fonts", columns[2])
		}
		if columns[1] == "seq" {
			sequences++
			attached(t, text)
		}
	}
	if sequences != 149 {
		t.Errorf("read %d sequences, want 149", sequences)
	}
}

// attached demands that every mark of a sequence has a place on its letter in both faces.
func attached(t *testing.T, text []rune) {
	t.Helper()
	for _, f := range []*Face{regular(), bold()} {
		base := text[0]
		for i, r := range text[1:] {
			if !f.isMark(r) {
				base = r
				continue
			}
			if i == 0 && f.isAbove(r) {
				base = dotlessForm(base)
			}
			m, known := f.marks[f.glyph[r]]
			anchors := f.bases[f.glyph[base]]
			if !known || anchors == nil || anchors[m.class] == nil {
				t.Errorf("%+q: no place for %+q on %+q in face %q", string(text), r, base, f.style)
			}
		}
	}
}
