package delivery

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"schalter/internal/checkcode"
)

// Mail programs put other dashes, line ends and quotation marks into a reference; a dash of some kind stays between its groups.
const (
	dash = `[\s>|]{0,8}[\p{Pd}\x{2212}\x{00ad}]{1,3}[\s>|]{0,8}`
	trio = `([0-9A-Za-z]{3})`
)

var referenceForm = regexp.MustCompile(`[Bb][Yy]` + dash + trio + dash + trio + dash + trio)

// maxReferences bounds the references that are looked for in one mail.
const maxReferences = 20

// ReferencesIn returns the references of ours in a text, each once: the form of package checkcode with a fitting check symbol,
// however mail programs have broken and quoted it.
func ReferencesIn(text string) []string {
	text = strings.Map(func(r rune) rune {
		if r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff' {
			return -1
		}
		return r
	}, text)
	var found []string
	for at := 0; len(found) < maxReferences; {
		m := referenceForm.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		if !touchesWord(text[:at+m[0]], text[at+m[1]:]) {
			symbols := text[at+m[2]:at+m[3]] + text[at+m[4]:at+m[5]] + text[at+m[6]:at+m[7]]
			if ref, err := checkcode.ParseReference(checkcode.ReferencePrefix + symbols); err == nil && !slices.Contains(found, ref) {
				found = append(found, ref)
			}
		}
		// A reference may begin within what looked like one.
		at += m[0] + 1
	}
	return found
}

// WithoutReferences is a text in which no reference is recognised any more, though a person still reads it.
func WithoutReferences(text string) string {
	return referenceForm.ReplaceAllString(text, "BY $1 $2 $3")
}

// touchesWord says that what was found is only a piece of a longer word.
func touchesWord(before, after string) bool {
	b, a := []rune(lastBytes(before)), []rune(firstBytes(after))
	return len(b) > 0 && isWord(b[len(b)-1]) || len(a) > 0 && isWord(a[0])
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func lastBytes(s string) string { return s[max(0, len(s)-4):] }

func firstBytes(s string) string { return s[:min(len(s), 4)] }
