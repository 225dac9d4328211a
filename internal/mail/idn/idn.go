// Package idn knows the two ways to write an internationalised domain (RFC 5890): as people do, müller.example, and as the wire does,
// xn--mller-kva.example. An address keeps the form in which it was typed; compared, counted and sent is the form of the wire.
package idn

import (
	"errors"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// ErrDomain is returned for a domain that nobody can have registered, or that is written with letters of several scripts.
var ErrDomain = errors.New("not a domain")

// profile is that of UTS #46 for looking up names, with ß as a letter of its own.
var profile = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.CheckJoiners(true), idna.StrictDomainName(true),
	idna.ValidateLabels(true), idna.VerifyDNSLength(true), idna.Transitional(false))

// Domain returns a domain as it is shown and as it goes over the wire, both in lower case. One in ASCII is what it is, whatever it
// would decode to.
func Domain(typed string) (shown, wire string, err error) {
	if ascii(typed) {
		typed = strings.ToLower(typed)
		return typed, typed, nil
	}
	if wire, err = profile.ToASCII(typed); err != nil {
		return "", "", ErrDomain
	}
	if shown, err = profile.ToUnicode(wire); err != nil || strings.ContainsFunc(shown, foreign) || mixed(shown) {
		return "", "", ErrDomain
	}
	return shown, wire, nil
}

// ASCII returns an address with its domain as it goes over the wire; what is no address comes back as it is.
func ASCII(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 || ascii(address[at:]) {
		return address
	}
	_, wire, err := Domain(address[at+1:])
	if err != nil {
		return address
	}
	return address[:at+1] + wire
}

// Key is the one form of an address for comparing and finding it: that of the wire without case. Case counts in the local part by
// the letter of RFC 5321, but no provider tells people apart by it.
func Key(address string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(ASCII(strings.TrimSpace(address)))))
}

// Same reports whether two addresses are one, in whatever case and form.
func Same(a, b string) bool { return Key(a) == Key(b) }

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// foreign holds for what is no part of a word, such as the pictures that UTS #46 lets pass.
func foreign(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-.·", r)
}

// scripts are those whose letters look alike.
var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic}

// mixed reports whether a label has letters of several of the scripts that look alike: bаmberg with a Cyrillic а.
func mixed(domain string) bool {
	for label := range strings.SplitSeq(domain, ".") {
		kinds := 0
		for _, script := range scripts {
			if strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(script, r) }) {
				kinds++
			}
		}
		if kinds > 1 {
			return true
		}
	}
	return false
}
