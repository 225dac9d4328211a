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
	// ControlCharacter: cannot be shown: a control character, a line break where one line is asked for, a noncharacter.
	ControlCharacter Reason = "CONTROL_CHARACTER"
	// DirectionOverride: a character that turns the direction of the text around it, so that it reads other than it is.
	DirectionOverride Reason = "DIRECTION_OVERRIDE"
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

// Line checks one line of free text: anything that can be shown, emoji too, but no control characters, line breaks or
// characters that override the direction of writing; at most limit code points.
func Line(s string, limit int) (string, error) {
	return printable(s, limit, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
}

// Text checks free text of many lines, which end in LF: like Line, and LF and TAB are allowed.
func Text(s string, limit int) (string, error) {
	return printable(s, limit, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' })
}

// Blank reports whether s shows nothing: only spaces, invisible characters and fillers.
func Blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) && !strings.ContainsRune(fillers, r) {
			return false
		}
	}
	return true
}

// fillers are letters and symbols that have no ink: Hangul fillers, the empty Braille cell and variation selectors.
const fillers = "\u115f\u1160\u3164\uffa0\u2800\ufe0e\ufe0f\u034f"

func printable(s string, limit int, forbidden func(rune) bool) (string, error) {
	s, err := normal(s, limit)
	if err != nil {
		return "", err
	}
	for at, r := range s {
		switch {
		case forbidden(r) || unicode.Is(unicode.Noncharacter_Code_Point, r):
			return "", fault(ControlCharacter, s, at)
		case overrides(r):
			return "", fault(DirectionOverride, s, at)
		}
	}
	return s, nil
}

// overrides holds for embeddings, overrides and isolates. The plain marks U+200E, U+200F and U+061C stay: they only help
// Arabic and Hebrew text along.
func overrides(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func normal(s string, limit int) (string, error) {
	if !utf8.ValidString(s) {
		return "", &Error{Reason: BadEncoding}
	}
	// The limit is looked at first in bytes, so that huge input is not normalised only to be refused.
	if len(s) > 4*utf8.UTFMax*limit {
		return "", &Error{Reason: TooLong, Limit: limit}
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

// maxShown bounds the bytes of Error.Char.
const maxShown = 32
