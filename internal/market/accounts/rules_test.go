package accounts

import (
	"fmt"
	"strings"
	"testing"

	"schalter/internal/errs"
)

func of[T any](v T) *T { return &v }

func told(ps errs.Problems) string {
	var list []string
	for _, p := range ps {
		list = append(list, fmt.Sprint(p.Rule, " ", p.Text, " ", strings.Join(p.Field, ".")))
	}
	return strings.Join(list, "; ")
}

var claudia = registrant{givenName: "Claudia", familyName: "Müller-Lüdenscheidt", email: "c.mueller@stadt.example"}

func TestF4ACertificateIsThePersonsOrAFunctionalMailboxOfThisOrganisation(t *testing.T) {
	t.Parallel()
	name := of("Claudia Mueller-Luedenscheidt")
	for _, tt := range []struct {
		what   string
		c      Claims
		p      registrant
		m      mailboxes
		shared bool
		want   string
	}{
		{"the person's", Claims{Email: of("c.mueller@stadt.example"), PersonName: name}, claudia, mailboxes{}, false, ""},
		{"in capitals", Claims{Email: of("C.MUELLER@STADT.EXAMPLE"), PersonName: name}, claudia, mailboxes{}, false, ""},
		{"the domain in the form of the wire", Claims{Email: of("a@xn--mller-kva.example"), PersonName: name},
			registrant{claudia.givenName, claudia.familyName, "a@müller.example", false}, mailboxes{}, false, ""},
		{"a functional mailbox of this organisation", Claims{Email: of("Poststelle@müller.example"), FunctionalMailbox: true}, claudia,
			mailboxes{own: []string{"poststelle@XN--MLLER-KVA.example"}}, true, ""},
		{"the person's certificate on the functional mailbox", Claims{Email: of("rathaus@stadt.example"), PersonName: name}, claudia,
			mailboxes{own: []string{"rathaus@stadt.example"}}, true, ""},
		{"a mailbox of another organisation", Claims{Email: of("rathaus@andere.example"), PersonName: name}, claudia,
			mailboxes{own: []string{"rathaus@andere.example"}, foreign: true}, false, "CERTIFICATE_EMAIL_MISMATCH certificate_email_foreign functionalMailboxes"},
		{"any other address", Claims{Email: of("x@stadt.example"), PersonName: name}, claudia, mailboxes{own: []string{"rathaus@stadt.example"}}, false,
			"CERTIFICATE_EMAIL_MISMATCH certificate_email_mismatch email"},
		{"no name and no functional mailbox", Claims{Email: of("c.mueller@stadt.example"), FunctionalMailbox: true}, claudia, mailboxes{}, false,
			"CERTIFICATE_NAME_MISMATCH certificate_names_nobody functionalMailboxes"},
		{"no address, and the person's is not proven", Claims{PersonName: name}, claudia, mailboxes{}, false,
			"CERTIFICATE_EMAIL_MISMATCH certificate_without_email email"},
		{"no address, but the person's is proven", Claims{PersonName: name}, registrant{claudia.givenName, claudia.familyName, claudia.email, true},
			mailboxes{}, false, ""},
		{"neither address nor name", Claims{FunctionalMailbox: true}, registrant{claudia.givenName, claudia.familyName, claudia.email, true},
			mailboxes{}, false, "CERTIFICATE_EMAIL_MISMATCH certificate_without_email email"},
	} {
		shared, ps := checkCertificate(tt.c, tt.p, tt.m)
		if got := told(ps); got != tt.want || shared != tt.shared {
			t.Errorf("%s: got %q, shared %v; want %q, %v", tt.what, got, shared, tt.want, tt.shared)
		}
	}
}

func TestF8ACertificateIsInTheNameOfThePersonWhoRegisters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		certificate, given, family string
		want                       bool
	}{
		{"Claudia Müller-Lüdenscheidt", "Claudia", "Müller-Lüdenscheidt", true},
		{"MUELLER LUEDENSCHEIDT, CLAUDIA", "Claudia", "Müller-Lüdenscheidt", true},
		{"Dr. Claudia Maria Müller-Lüdenscheidt", "Claudia", "Müller-Lüdenscheidt", true},
		{"Claudia Müller-Lüdenscheidt", "Anna Claudia", "Müller-Lüdenscheidt", true},
		{"Emre Yildiz", "Emre", "Yıldız", true},
		{"Søren Ångström", "Soeren", "Aangstroem", true},
		{"Petra Müller-Lüdenscheidt", "Claudia", "Müller-Lüdenscheidt", false},
		{"Claudia Müller", "Claudia", "Müller-Lüdenscheidt", false},
		{"Claudia Claudia", "Claudia", "Claudia", true},
		{"Claudia Meier", "Claudia", "Claudia", false},
		{"", "Claudia", "Müller", false},
	} {
		if got := samePerson(tt.certificate, registrant{givenName: tt.given, familyName: tt.family}); got != tt.want {
			t.Errorf("%s and %s %s: got %v", tt.certificate, tt.given, tt.family, got)
		}
	}
}

func TestATaxNumberIsOfTheELSTERForm(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"9181081508155": true,  // Bavaria
		"9181081508154": false, // its check digit
		"2866081508156": true,  // another Land: its check digit is not known here
		"918108150815":  false, "91810815081555": false, "9181181508155": false, "918108150815x": false, "": false, "９１８１０８１５０８１５５": false,
	} {
		if got := validTaxNumber(number); got != want {
			t.Errorf("%q: got %v", number, got)
		}
	}
	// Of the ten numbers that differ in the last digit at most one is valid, in Bavaria.
	for _, beginning := range []string{"918108150815", "912301234567", "900000000000"} {
		n := 0
		for digit := range 10 {
			if validTaxNumber(fmt.Sprint(beginning, digit)) {
				n++
			}
		}
		if n > 1 {
			t.Errorf("%s: %d check digits", beginning, n)
		}
	}
}

func TestEveryTransitionOfAnAccountIsAllowedOrRefused(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{
		"PENDING_REVIEW ACTIVE": true, "PENDING_REVIEW REJECTED": true, "PENDING_REVIEW DISABLED": true, "ACTIVE DISABLED": true,
	}
	states := []MarketAccountState{Pending, Active, Rejected, Disabled}
	for _, from := range states {
		for _, to := range states {
			if got, want := from.CanBecome(to), allowed[fmt.Sprint(from, " ", to)]; got != want {
				t.Errorf("%s to %s: got %v", from, to, got)
			}
		}
	}
}
