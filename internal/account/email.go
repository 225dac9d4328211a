package account

import (
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"

	"schalter/internal/errs"
)

// maxEmail is the length of an address in characters (RFC 5321 as corrected by erratum 1690).
const maxEmail = 254

// noteEmail notes why an address cannot be written to: it must be a dot-atom and a domain in ASCII (RFC 5322, 3.4.1), as
// every mail server takes it; no quoted names, comments or line breaks.
func noteEmail(ps *errs.Problems, email string, field ...string) {
	switch {
	case strings.TrimSpace(email) == "":
		ps.Add(errs.Required, field...)
	case len(email) > maxEmail:
		ps.AddText(errs.TooLong, "too_long", []any{maxEmail}, field...)
	case !wellFormedEmail(email):
		ps.AddText(errs.InvalidValue, "email_malformed", nil, field...)
	}
}

func wellFormedEmail(email string) bool {
	local, domain, ok := strings.Cut(email, "@")
	if !ok || len(local) > 64 || domain == "" {
		return false
	}
	for _, r := range email {
		if r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),:;<>[\]`, r) {
			return false
		}
	}
	a, err := mail.ParseAddress(email)
	return err == nil && a.Address == email && wellFormedDomain(domain)
}

func wellFormedDomain(domain string) bool {
	for label := range strings.SplitSeq(domain, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			if !letter && r != '-' && (r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}

// foldEmail is the form under which an address is found. Case counts in the local part by the letter of RFC 5321, but no
// provider tells people apart by it.
func foldEmail(email string) string { return strings.ToLower(norm.NFC.String(email)) }
