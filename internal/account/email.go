package account

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"schalter/internal/errs"
	"schalter/internal/mail"
)

// noteEmail checks that an address can be written to and brings its domain to lower case.
func noteEmail(ps *errs.Problems, email *string, field ...string) {
	if strings.TrimSpace(*email) == "" {
		ps.Add(errs.Required, field...)
		return
	}
	parsed, err := mail.ParseAddress(*email)
	if err != nil {
		ps.AddText(errs.InvalidValue, "email_malformed", nil, field...)
		return
	}
	*email = parsed
}

// foldEmail is the form under which an address is found. Case counts in the local part by the letter of RFC 5321, but no
// provider tells people apart by it.
func foldEmail(email string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(email)))
}
