// Package lexis knows words: folding, German and English stems, words without weight, typing errors and compounds. It knows
// nothing of what the words are about.
package lexis

import (
	"strings"

	"schalter/internal/latin"
)

// Fold returns s in lower case and basic letters (ä is ae, ß is ss, é is e), words parted by one space; signs vanish.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 4)
	gap := false
	for _, r := range s {
		letters := quick(r)
		if letters == "" && r > 127 {
			return strings.ToLower(latin.Search(s))
		}
		if letters == "" {
			gap = r != '\'' && r != '`' || gap
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteString(letters)
	}
	return b.String()
}

const basic = "abcdefghijklmnopqrstuvwxyz0123456789"

// quick folds the letters of German, so that the large table of the norm is only asked for the others.
func quick(r rune) string {
	switch {
	case r >= 'a' && r <= 'z':
		return basic[r-'a' : r-'a'+1]
	case r >= 'A' && r <= 'Z':
		return basic[r-'A' : r-'A'+1]
	case r >= '0' && r <= '9':
		return basic[r-'0'+26 : r-'0'+27]
	}
	switch r {
	case 'ä', 'Ä':
		return "ae"
	case 'ö', 'Ö':
		return "oe"
	case 'ü', 'Ü':
		return "ue"
	case 'ß':
		return "ss"
	case 'é', 'É':
		return "e"
	}
	return ""
}

// Words returns the folded words of s.
func Words(s string) []string { return strings.Fields(Fold(s)) }
