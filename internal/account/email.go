package account

import (
	"errors"
	"strings"

	"schalter/internal/errs"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
)

// noteEmail checks that an address can be written to and brings its domain to lower case; one with umlauts stays as typed.
func noteEmail(ps *errs.Problems, email *string, field ...string) {
	if strings.TrimSpace(*email) == "" {
		ps.Add(errs.Required, field...)
		return
	}
	parsed, err := mail.ParseAddress(*email)
	if errors.Is(err, mail.ErrInternational) {
		ps.AddText(errs.InvalidValue, "email_international", nil, field...)
		return
	}
	if err != nil {
		ps.AddText(errs.InvalidValue, "email_malformed", nil, field...)
		return
	}
	*email = parsed
}

// foldEmail is the form under which an address is found, the same for both forms of its domain.
func foldEmail(email string) string { return idn.Key(email) }
