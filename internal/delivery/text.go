package delivery

import (
	"strings"
	"unicode"
)

// OneLine makes a text stay within its line: what would begin another becomes a space.
func OneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r)
	}), " ")
}

// PlainText leaves out what cannot stand in the text of a mail.
func PlainText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// maxText bounds what is kept of what others wrote in an envelope or a report, in bytes.
const maxText = 400

// Truncate cuts what others wrote to maxText, within valid UTF-8.
func Truncate(s string) string {
	if len(s) > maxText {
		s = s[:maxText]
	}
	return strings.ToValidUTF8(s, "")
}

// Deref is the text that may be missing, or "".
func Deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
