package accounts

import (
	"slices"
	"strings"

	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail/idn"
)

// registrant is the person who asks, as far as a certificate is compared with it.
type registrant struct {
	givenName, familyName, email string
	// proven says that the platform knows already that the e-mail address is the person's.
	proven bool
}

// mailboxes are the functional mailboxes that count for a certificate.
type mailboxes struct {
	// own are the organisation's with those that the request names.
	own []string
	// foreign says that the certificate's address is one of another organisation.
	foreign bool
}

func (m mailboxes) have(email *string) bool {
	return email != nil && slices.ContainsFunc(m.own, func(own string) bool { return idn.Same(own, *email) })
}

// checkCertificate says what keeps a certificate from being a person's or one of the organisation's functional mailboxes, each in a sentence
// of its own; shared says that it is on a functional mailbox.
func checkCertificate(c Claims, p registrant, m mailboxes) (shared bool, ps errs.Problems) {
	shared = m.have(c.Email) && !m.foreign
	checkEmail(&ps, c, p, m)
	switch {
	case c.PersonName != nil && !samePerson(*c.PersonName, p):
		ps.AddText(errs.CertificateNameMismatch, "certificate_other_person", []any{*c.PersonName}, "familyName")
	case c.PersonName == nil && !shared && len(ps) == 0:
		ps.AddText(errs.CertificateNameMismatch, "certificate_names_nobody", nil, "functionalMailboxes")
	}
	return shared, ps
}

func checkEmail(ps *errs.Problems, c Claims, p registrant, m mailboxes) {
	switch {
	case c.Email == nil && c.PersonName != nil && p.proven:
		// The address was proven by a link, and the name is compared.
	case c.Email == nil:
		ps.AddText(errs.CertificateEmailMismatch, "certificate_without_email", nil, "email")
	case m.foreign:
		ps.AddText(errs.CertificateEmailMismatch, "certificate_email_foreign", []any{*c.Email}, "functionalMailboxes")
	case m.have(c.Email), c.PersonName != nil && idn.Same(*c.Email, p.email):
	case idn.Same(*c.Email, p.email):
		// A certificate without a name needs a mailbox that the organisation says it shares; the caller says so.
	default:
		ps.AddText(errs.CertificateEmailMismatch, "certificate_email_mismatch", []any{*c.Email}, "email")
	}
}

// samePerson compares a certificate's name with a person's in the search form of DIN 91379: all words of the family name and one of the
// given names, in any order. Titles and further given names of the certificate do not matter.
func samePerson(certificate string, p registrant) bool {
	have := strings.Fields(latin.Search(certificate))
	for _, w := range strings.Fields(latin.Search(p.familyName)) {
		at := slices.Index(have, w)
		if at < 0 {
			return false
		}
		have = slices.Delete(have, at, at+1)
	}
	given := strings.Fields(latin.Search(p.givenName))
	return len(given) > 0 && slices.ContainsFunc(given, func(w string) bool { return slices.Contains(have, w) })
}

// samePersons reports whether two certificates are of one person, or of functional mailboxes both.
func samePersons(a, b Claims) bool {
	if a.PersonName == nil || b.PersonName == nil {
		return a.PersonName == nil && b.PersonName == nil
	}
	return latin.Search(*a.PersonName) == latin.Search(*b.PersonName)
}

// sameTaxNumber reports whether two certificates name one tax number, or none both.
func sameTaxNumber(a, b Claims) bool {
	if a.TaxNumber == nil || b.TaxNumber == nil {
		return a.TaxNumber == nil && b.TaxNumber == nil
	}
	return *a.TaxNumber == *b.TaxNumber
}

// taxWeights are those of the digits of a Bavarian tax number in the ELSTER form, the last digit being the check digit.
var taxWeights = [12]int{0, 5, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2}

// validTaxNumber reports whether a tax number is of the ELSTER form: 13 digits with a 0 as the fifth. The check digit is that of the tax
// office's Land; only Bavaria's (beginning with 9) is known here.
func validTaxNumber(number string) bool {
	if len(number) != 13 || strings.Trim(number, "0123456789") != "" || number[4] != '0' {
		return false
	}
	if number[0] != '9' {
		return true
	}
	sum := 0
	for i, weight := range taxWeights {
		sum += weight * int(number[i]-'0')
	}
	// A rest that would need the digit 10 is never given out; eleven is written as 0.
	return (11-sum%11)%11 == int(number[12]-'0')
}
