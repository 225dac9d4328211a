package pdftext

import (
	"slices"
	"strings"
	"testing"
)

func TestTooWideWordsAreCutAndNothingIsLost(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"kurz", strings.Repeat("0123456789abcdef", 8), "ein " + strings.Repeat("W", 90) + " Wort", strings.Repeat("L\u0302", 60), "",
	} {
		lines := Fill(Regular(), text, 10, 60)
		for _, line := range lines {
			if Regular().Width(line, 10) > 60 || strings.HasPrefix(line, "\u0302") {
				t.Errorf("%q: line %q", text, line)
			}
		}
		if got := strings.Join(lines, ""); got != strings.ReplaceAll(text, " ", "") {
			t.Errorf("%q became %q", text, lines)
		}
	}
	if got, want := Fill(Regular(), "eins zwei drei", 10, 20), []string{"eins zwei", "drei"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatNoFontHasIsShownAsMissing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, want string
		all        bool
	}{{"Grüße 😀 張", "Grüße � �", false}, {"K\u035fh ă", "K\u035fh ă", true}, {"a\tb\nc", "a b c", true}, {"e\u0301", "é", true}} {
		if got, all := Shown(tt.text); got != tt.want || all != tt.all || !Printable(got) {
			t.Errorf("%q: got %q, %v", tt.text, got, all)
		}
	}
}
