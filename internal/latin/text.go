package latin

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	unorm "golang.org/x/text/unicode/norm"
)

// Reason says why text is refused.
type Reason string

// The reasons.
const (
	// BadEncoding: not valid UTF-8.
	BadEncoding Reason = "BAD_ENCODING"
	// TooLong: more code points than allowed; Error.Limit says how many are.
	TooLong Reason = "TOO_LONG"
	// ForeignCharacter: not of the datatype of DIN 91379.
	ForeignCharacter Reason = "FOREIGN_CHARACTER"
	// LineBreak: a second line where one is asked for.
	LineBreak Reason = "LINE_BREAK"
	// TooManyMarks: more than 30 combining marks in a row (Unicode Stream-Safe Text Format, UAX #15).
	TooManyMarks Reason = "TOO_MANY_MARKS"
)

// Error names the first thing in a text that is refused.
type Error struct {
	Reason Reason
	// Char is the character at fault with its combining marks, as it can be shown to the person; empty for BadEncoding and
	// TooLong.
	Char string
	// At is the number of code points before it.
	At int
	// Limit is the number of code points allowed, for TooLong.
	Limit int
}

// Error describes the fault by code points only, so that logs keep no text.
func (e *Error) Error() string {
	switch e.Reason {
	case TooLong:
		return fmt.Sprintf("text of more than %d characters", e.Limit)
	case BadEncoding:
		return "text is not UTF-8"
	}
	return fmt.Sprintf("%s %U at %d", strings.ToLower(string(e.Reason)), []rune(e.Char), e.At)
}

// Line checks one line of free text: anything that can be shown, emoji too, at most limit code points. Tabs become spaces; a line
// break is refused.
func Line(s string, limit int) (string, error) {
	s, err := printable(s, limit)
	if at := strings.IndexByte(s, '\n'); err == nil && at >= 0 {
		return "", fault(LineBreak, s, at)
	}
	return strings.ReplaceAll(s, "\t", " "), err
}

// Text checks free text of many lines, which end in LF: like Line, and LF and TAB are allowed.
func Text(s string, limit int) (string, error) { return printable(s, limit) }

// Blank reports whether s shows nothing: only spaces, invisible characters and fillers.
func Blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && shown(r) >= 0 && !unicode.Is(unicode.Cf, r) && !strings.ContainsRune(fillers, r) {
			return false
		}
	}
	return true
}

// fillers are letters and symbols that have no ink: Hangul fillers, the empty Braille cell and variation selectors.
const fillers = "\u115f\u1160\u3164\uffa0\u2800\ufe0e\ufe0f\u034f"

func printable(s string, limit int) (string, error) {
	// The limit is checked first in bytes, so that huge input is not read only to be refused.
	if len(s) > longestInput(limit) {
		return "", &Error{Reason: TooLong, Limit: limit}
	}
	if !utf8.ValidString(s) {
		return "", &Error{Reason: BadEncoding}
	}
	return normal(strings.Map(shown, breaks.Replace(s)), limit)
}

// breaks are the ways in which programs write that a line ends; a vertical tab is what word processors paste for it.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// shown drops what cannot be shown, and what turns the direction of the text around it, so that it reads other than it is. The plain
// marks U+200E, U+200F and U+061C stay: they only help Arabic and Hebrew text along.
func shown(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.IsControl(r), unicode.Is(unicode.Noncharacter_Code_Point, r), overrides(r):
		return -1
	}
	return r
}

// overrides holds for embeddings, overrides and isolates.
func overrides(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func longestInput(limit int) int { return 4 * utf8.UTFMax * limit }

// slack is the limit for text of which something is taken out before its length is checked.
func slack(limit int) int { return 2 * limit }

// atMost names the limit that was asked for.
func atMost(err error, limit int) error {
	if bad, ok := err.(*Error); ok && bad.Reason == TooLong {
		bad.Limit = limit
	}
	return err
}

func normal(s string, limit int) (string, error) {
	if len(s) > longestInput(limit) {
		return "", &Error{Reason: TooLong, Limit: limit}
	}
	if !utf8.ValidString(s) {
		return "", &Error{Reason: BadEncoding}
	}
	if at := tooManyMarks(s); at >= 0 {
		return "", fault(TooManyMarks, s, at)
	}
	s = unorm.NFC.String(s)
	if utf8.RuneCountInString(s) > limit {
		return "", &Error{Reason: TooLong, Limit: limit}
	}
	return s, nil
}

// maxMarks is the bound beyond which x/text would break the run with a joiner and so change the text.
const maxMarks = 30

func tooManyMarks(s string) int {
	run := 0
	for at, r := range s {
		if unorm.NFD.PropertiesString(string(r)).CCC() == 0 {
			run = 0
			continue
		}
		if run++; run > maxMarks {
			return at
		}
	}
	return -1
}

func fault(reason Reason, s string, at int) *Error {
	_, end := utf8.DecodeRuneInString(s[at:])
	for end < len(s)-at && end < maxShown {
		r, size := utf8.DecodeRuneInString(s[at+end:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		end += size
	}
	return &Error{Reason: reason, Char: s[at : at+end], At: utf8.RuneCountInString(s[:at])}
}

// Sentence is the key of the sentence that says the fault to a person, and what stands in it. There is none for BadEncoding.
func (e *Error) Sentence() (key string, args []any) {
	switch e.Reason {
	case TooLong:
		return "too_long", []any{e.Limit}
	case ForeignCharacter:
		return "character_refused", []any{e.Char}
	case LineBreak:
		return "one_line", nil
	case TooManyMarks:
		return "too_many_marks", nil
	}
	return "", nil
}

// maxShown bounds the bytes of Error.Char.
const maxShown = 32
