package mail

import (
	"errors"
	"strings"
	"unicode"

	"schalter/internal/errs"
)

// NoteTyped checks an address that a person typed or pasted, as ParseAddress does, and brings it to the form that is kept. Space around it
// and characters that nobody sees are taken out first: they come along from letters and pages.
func NoteTyped(ps *errs.Problems, email *string, field ...string) {
	visible := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, *email)
	visible = strings.TrimSpace(visible)
	if visible == "" {
		ps.Add(errs.Required, field...)
		return
	}
	parsed, err := ParseAddress(visible)
	switch {
	case errors.Is(err, ErrInternational):
		ps.AddText(errs.InvalidValue, "email_international", nil, field...)
	case err != nil:
		ps.AddText(errs.InvalidValue, "email_malformed", nil, field...)
	default:
		*email = parsed
	}
}
