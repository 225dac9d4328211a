package mail

import (
	"errors"
	"regexp"
	"strings"
)

var (
	// ErrAddress is returned for text that is not one plain e-mail address.
	ErrAddress = errors.New("not an e-mail address")
	// ErrInternational is returned for an address with letters beyond ASCII: not every mail server takes such names before
	// the @ (RFC 6531), and a domain must be given in its ASCII form (xn--…, RFC 5890).
	ErrInternational = errors.New("e-mail address with letters beyond ASCII")
)

// The limits of RFC 5321, 4.5.3.1, in bytes.
const (
	maxAddress = 254
	maxLocal   = 64
)

var (
	// dotAtom is RFC 5322, 3.2.3.
	dotAtom = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
	// domain has two labels or more, of at most 63 letters, digits and hyphens; the last is no number.
	domain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

// ParseAddress returns the one address that s is: an addr-spec (RFC 5322, 3.4.1) of at most 254 bytes with its domain in
// lower case. Spaces around it do not matter. There is no display name, no comment, no quoted local part and no address
// literal: nobody registers with one, and each has led to mail for the wrong person. It returns ErrInternational or
// ErrAddress.
func ParseAddress(s string) (string, error) {
	s = strings.Trim(s, " ")
	if strings.ContainsFunc(s, func(r rune) bool { return r > 0x7f }) && strings.Count(s, "@") == 1 {
		return "", ErrInternational
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 || len(s) > maxAddress {
		return "", ErrAddress
	}
	local, host := s[:at], strings.ToLower(s[at+1:])
	if len(local) > maxLocal || !dotAtom.MatchString(local) || !domain.MatchString(host) {
		return "", ErrAddress
	}
	return local + "@" + host, nil
}
