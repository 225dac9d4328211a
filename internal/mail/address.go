package mail

import (
	"errors"
	"regexp"
	"strings"

	"schalter/internal/mail/idn"
)

var (
	// ErrAddress is returned for text that is not one plain e-mail address.
	ErrAddress = errors.New("not an e-mail address")
	// ErrInternational is returned for an address with letters beyond ASCII before the @: not every mail server takes such names
	// (RFC 6531). Domains may have them.
	ErrInternational = errors.New("e-mail address with letters beyond ASCII before the @")
)

// The limits of RFC 5321, 4.5.3.1, in bytes.
const (
	maxAddress = 254
	maxLocal   = 64
)

var (
	// dotAtom is RFC 5322, 3.2.3.
	dotAtom = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
	// domain, as it goes over the wire, has two labels or more, of at most 63 letters, digits and hyphens; the last is no number.
	domain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

// ParseAddress returns the one address that s is: an addr-spec (RFC 5322, 3.4.1) of at most 254 bytes with its domain in
// lower case, in the form in which it was typed: müller.example stays so, and is sent as xn--mller-kva.example ([idn.ASCII]). Spaces
// around it do not matter. There is no display name, no comment, no quoted local part and no address
// literal: nobody registers with one, and each has led to mail for the wrong person. It returns ErrInternational or
// ErrAddress.
func ParseAddress(s string) (string, error) {
	s = strings.Trim(s, " ")
	at := strings.LastIndexByte(s, '@')
	if at < 0 || len(s) > 2*maxAddress {
		return "", ErrAddress
	}
	local, typed := s[:at], s[at+1:]
	if strings.ContainsFunc(local, func(r rune) bool { return r > 0x7f }) && !strings.Contains(local, "@") {
		return "", ErrInternational
	}
	shown, wire, err := idn.Domain(typed)
	address := local + "@" + shown
	if err != nil || len(local)+1+len(wire) > maxAddress || len(address) > maxAddress || len(local) > maxLocal ||
		!dotAtom.MatchString(local) || !domain.MatchString(wire) {
		return "", ErrAddress
	}
	return address, nil
}
