// Package latin checks and folds text: names and addresses by DIN 91379 (String.Latin+; [Name], [Address]), everything else by what can
// be shown at all ([Line], [Text]). [Search] is the form in which names are compared.
//
// All checks return the text in Unicode Normalization Form C, or an [*Error] that names the character at fault. What nobody sees or
// typed on purpose is taken out first: controls, and characters that turn the direction of writing; a break that programs paste
// becomes the line feed or space it stands for. Beyond that nothing is trimmed, replaced or dropped. Lengths are numbers of Unicode
// code points of the normalised text.
package latin

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	unorm "golang.org/x/text/unicode/norm"
)

// Datatype is a set of characters and sequences: those of DIN 91379 and the two that this program asks for.
type Datatype struct{ groups []string }

// The datatypes of the norm: A names of natural persons, B other names, C all of the normative part, D with Greek and
// further signs, E with Cyrillic too.
var (
	A = Datatype{[]string{letters, "bnlreq"}}
	B = Datatype{[]string{letters, "bnlreq", "bnl"}}
	C = Datatype{[]string{letters, "bnlreq", "bnl", "bnlopt", "bnlnot"}}
	D = Datatype{[]string{letters, "bnlreq", "bnl", "bnlopt", "bnlnot", "enl", "gl"}}
	E = Datatype{[]string{letters, "bnlreq", "bnl", "bnlopt", "bnlnot", "enl", "gl", "cl"}}
)

// person is datatype A with the Greek and Cyrillic letters of the extended part: persons from the whole Union register, and
// their names are taken as they are written.
var person = Datatype{[]string{letters, "bnlreq", "gl", "cl"}}

// Name checks the name of a natural person: datatype A and the Greek and Cyrillic letters of the norm, at most limit code
// points.
func Name(s string, limit int) (string, error) {
	s, err := Line(s, slack(limit))
	if err != nil {
		return "", atMost(err, limit)
	}
	return person.Check(person.visible(s), limit)
}

// Address checks one line of a postal address or the name of an organisation: every character and sequence of the norm (datatype E)
// that does not end or move the line, at most limit code points.
func Address(s string, limit int) (string, error) {
	s, err := Line(s, slack(limit))
	if err != nil {
		return "", atMost(err, limit)
	}
	return E.Check(E.visible(s), limit)
}

// visible is s without the format characters that the datatype does not know, such as zero-width spaces and soft hyphens, and with
// plain spaces for the wide and hard ones: nobody sees them, and pages to copy from are full of them.
func (d Datatype) visible(s string) string {
	t := norm()
	return strings.Map(func(r rune) rune {
		switch {
		case slices.Contains(d.groups, t.group[r]):
			return r
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.Is(unicode.Zs, r):
			return ' '
		}
		return r
	}, s)
}

// Check returns s in NFC if it has only characters and sequences of the datatype and at most limit code points.
func (d Datatype) Check(s string, limit int) (string, error) {
	s, err := normal(s, limit)
	if err != nil {
		return "", err
	}
	t := norm()
	for at := 0; at < len(s); {
		size := len(t.sequence(s[at:]))
		if size == 0 {
			var r rune
			r, size = utf8.DecodeRuneInString(s[at:])
			if !slices.Contains(d.groups, t.group[r]) {
				return "", fault(ForeignCharacter, s, at)
			}
		}
		at += size
	}
	return s, nil
}

// Search folds s for comparing and finding: Latin letters by the norm's mapping to A–Z (Ä is AE, K͟h is KH), other letters
// upper-case and without marks, digits as they are, apostrophes and their kin dropped, everything else as one space between
// words. Text that cannot be checked, such as invalid UTF-8, folds too.
func Search(s string) string {
	s = unorm.NFC.String(s)
	t := norm()
	var b strings.Builder
	for at := 0; at < len(s); {
		item := t.sequence(s[at:])
		if item == "" {
			_, size := utf8.DecodeRuneInString(s[at:])
			item = s[at : at+size]
		}
		at += len(item)
		b.WriteString(t.folded(item))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// silent are the signs inside names that are not pronounced: they neither part nor make a word.
const silent = "'`´’‘ʹʺʾʿˈˌ·\u00ad\u200b\u200c\u200d"

func (t *table) folded(item string) string {
	if form, ok := t.fold[item]; ok {
		return form
	}
	if strings.Contains(silent, item) {
		return ""
	}
	return t.foldForeign(item)
}

// foldForeign folds what the norm has no mapping for; a part or capital of it may have one again.
func (t *table) foldForeign(item string) string {
	var b strings.Builder
	for _, r := range unorm.NFKD.String(item) {
		switch {
		case unicode.Is(unicode.M, r) || strings.ContainsRune(silent, r):
		case unicode.IsLetter(r):
			capital := strings.ToUpper(strings.ToLower(string(r)))
			b.WriteString(cmp.Or(t.fold[capital], capital))
		case unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
