package pdftext

import (
	"slices"
	"testing"
)

func TestAttack43MarksSitOnTheirLetters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line string
		// want has the letters and marks, each from the start of the line, and width the end of the line, as HarfBuzz 6.0
		// shapes the same font with its composition of glyphs switched off.
		want  []placedChar
		width int
	}{
		{"L\u0302", []placedChar{{'L', 0, 0}, {'\u0302', 524 - 386, 178}}, 524},
		{"K\u035fh", []placedChar{{'K', 0, 0}, {'\u035f', 619 - 89, 0}, {'h', 619, 0}}, 619 + 618},
		{"L\u0325\u0304", []placedChar{{'L', 0, 0}, {'\u0325', 524 - 226, 0}, {'\u0304', 524 - 385, 178}}, 524},
		{"C\u0328\u0306", []placedChar{{'C', 0, 0}, {'\u0328', 632 - 261, 0}, {'\u0306', 632 - 253, 178}}, 632},
		{"S\u031b\u0304", []placedChar{{'S', 0, 0}, {'\u031b', 549 - 3, 97}, {'\u0304', 549 - 265, 178}}, 549},
		{"ī\u0301", []placedChar{{'ī', 0, 0}, {'\u0301', 258 + 143, 141}}, 258},
		{"j\u0301", []placedChar{{'ȷ', 0, 0}, {'\u0301', 258 + 143, 0}}, 258},
		{"K\u0315", []placedChar{{'K', 0, 0}, {'\u0315', 619 + 84, 0}}, 619},
		{"Ḳ\u0304", []placedChar{{'Ḳ', 0, 0}, {'\u0304', 619 - 280, 178}}, 619},
		{"Ž\u0327", []placedChar{{'Ž', 0, 0}, {'\u0327', 572 - 276, 0}}, 572},
		{"T\u0308", []placedChar{{'T', 0, 0}, {'\u0308', 556 - 277, 178}}, 556},
		{"LL\u0302", []placedChar{{'L', 0, 0}, {'L', 524, 0}, {'\u0302', 524 + 524 - 386, 178}}, 2 * 524},
		{"\u0302", []placedChar{{'\u0302', 0, 0}}, 0},
	} {
		got, width := regular().placeChars(tt.line)
		if !slices.Equal(got, tt.want) || width != tt.width {
			t.Errorf("%s %+q: %v, width %d; want %v, %d", tt.line, tt.line, got, width, tt.want, tt.width)
		}
	}
}

func TestDotStaysUnderMarksThatGoBelow(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line string
		want rune
	}{{"i\u0301", 'ı'}, {"i\u0325", 'i'}, {"j\u030c", 'ȷ'}, {"ij", 'i'}, {"e\u0301", 'e'}} {
		if got, _ := regular().placeChars(tt.line); got[0].char != tt.want {
			t.Errorf("%+q begins with %q, want %q", tt.line, got[0].char, tt.want)
		}
	}
}

func TestLinesBreakBetweenWordsOnly(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		width float64
		want  []string
		fits  bool
	}{
		{"eins zwei drei", 100, []string{"eins zwei drei"}, true},
		{"eins zwei drei", 20, []string{"eins zwei", "drei"}, true},
		{"eins zwei drei", 9, []string{"eins", "zwei", "drei"}, true},
		{"Hohen-Schwangau", 15, []string{"Hohen-", "Schwangau"}, false},
		{"Hohen-Schwangau", 22, []string{"Hohen-", "Schwangau"}, true},
		{"", 10, []string{""}, true},
	} {
		got, fits := Wrap(regular(), tt.text, 10, tt.width)
		if !slices.Equal(got, tt.want) || fits != tt.fits {
			t.Errorf("%q in %v mm: %q, %v; want %q, %v", tt.text, tt.width, got, fits, tt.want, tt.fits)
		}
	}
}
