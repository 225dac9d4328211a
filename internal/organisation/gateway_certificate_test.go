package organisation_test

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"strings"
	"testing"
	"unicode"

	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/testkit"
)

// state is a certificate's upload with what the admin states.
func (b *bureau) state(c *x509.Certificate, gateway bool) (*organisation.Certificate, error) {
	text := asPEM(c)
	return b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text, Gateway: gateway})
}

// The gateway of the authority's own domain may have the key, where the admin says so: for encrypting and for signatures.
func TestACertificateOfTheDomainsGatewayCountsWhenItsAdminSaysSo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.set(t, "poststelle@stadt.bamberg.example", 20<<20)
		of := func(addresses ...string) *x509.Certificate {
			form := leaf(w, mailboxAddress)
			form.EmailAddresses = addresses
			return b.ca.issue(t, form)
		}
		gateway := of("domain-confidentiality-authority@bamberg.example")
		if got := rule(second(b.state(gateway, false))); got != "INVALID cert_address_gateway pem" {
			t.Errorf("without the statement: %s", got)
		}
		for name, tt := range map[string]struct {
			addresses []string
			want      string
		}{
			"another domain":          {[]string{"gateway@coburg.example"}, "INVALID cert_gateway_domain gateway"},
			"another domain as well":  {[]string{"gateway@bamberg.example", "gateway@coburg.example"}, "INVALID cert_gateway_domain gateway"},
			"one that looks like it":  {[]string{"gateway@xbamberg.example"}, "INVALID cert_gateway_domain gateway"},
			"the suffix alone":        {[]string{"gateway@example"}, "INVALID cert_gateway_domain gateway"},
			"no address":              {nil, "INVALID cert_no_address pem"},
			"a domain in a name part": {[]string{"bamberg.example@coburg.example"}, "INVALID cert_gateway_domain gateway"},
		} {
			if got := rule(second(b.state(of(tt.addresses...), true))); got != tt.want {
				t.Errorf("%s: %s, want %s", name, got, tt.want)
			}
		}
		b.take(&b.acts)
		c, err := b.state(gateway, true)
		if err != nil {
			t.Fatal(err)
		}
		if c.GatewayDomain == nil || *c.GatewayDomain != "bamberg.example" || slices.Contains(c.WarningKeys, "warning_other_address") {
			t.Errorf("%v, %v", c.GatewayDomain, c.WarningKeys)
		}
		if got, want := b.take(&b.acts), "acc_1 certificate.add "+c.ID+" gateway "+digestOf("poststelle@stadt.bamberg.example"); got != want {
			t.Errorf("on record %q, want %q", got, want)
		}
		used := func() (encrypts bool, signs, knows int) {
			box, err := b.Mailbox(context.Background(), "aut_bamberg")
			if err != nil {
				t.Fatal(err)
			}
			all, err := b.Signers(context.Background())
			by, err2 := b.BySigner(context.Background(), sha256.Sum256(gateway.Raw))
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			if box.Trial != nil && (box.TrialName != gateway.EmailAddresses[0] || box.EncryptionName != gateway.EmailAddresses[0]) {
				t.Errorf("encrypted to %s, %s", box.TrialName, box.EncryptionName)
			}
			return box.Trial != nil && box.Trial.Equal(gateway) && box.Encryption.Equal(gateway), len(box.Signing), len(all) + len(by)
		}
		if encrypts, signs, knows := used(); !encrypts || signs != 1 || knows != 2 {
			t.Errorf("encrypts %v, signs %d, knows %d", encrypts, signs, knows)
		}
		// With another domain it is as any other that does not name the mailbox, and counts again with the domain.
		for _, address := range []string{"poststelle@coburg.example", "amt@bamberg.example"} {
			counts := address == "amt@bamberg.example"
			b.set(t, address, 20<<20)
			if encrypts, signs, knows := used(); encrypts != counts || (signs == 1) != counts || (knows == 2) != counts {
				t.Errorf("%s: encrypts %v, signs %d, knows %d", address, encrypts, signs, knows)
			}
			list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
			if err != nil || len(list) != 1 || slices.Contains(list[0].WarningKeys, "warning_other_address") == counts {
				t.Errorf("%s: %+v, %v", address, list, err)
			}
		}
		// What names the mailbox needs no statement, and one made by mistake changes nothing.
		if c, err = b.state(of("amt@bamberg.example"), true); err != nil || c.GatewayDomain != nil {
			t.Errorf("its own: %+v, %v", c, err)
		}
	})
}

// Where anybody can have a mailbox, no certificate of the domain says who writes.
func TestNoCertificateCountsForADomainOfThePublic(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	b := newBureau(t, w)
	for _, domain := range []string{"t-online.de", "mail.gmx.de", "gmail.com", "stadt.onmicrosoft.com", "co.uk", "Web.De", "posteo.de"} {
		b.set(t, "stadt-bamberg@"+domain, 20<<20)
		for _, address := range []string{"gateway@" + domain, "domain-signing-authority@" + domain} {
			form := leaf(w, mailboxAddress)
			form.EmailAddresses = []string{address}
			c := b.ca.issue(t, form)
			if got := rule(second(b.state(c, true))); got != "INVALID cert_gateway_shared gateway" {
				t.Errorf("%s: %s", address, got)
			}
			if got := rule(second(b.state(c, false))); got != "INVALID cert_address pem" {
				t.Errorf("%s, not stated: %s", address, got)
			}
		}
	}
}

// A domain with umlauts is one domain, however mailbox and certificate write it, and is shown as the mailbox was typed.
func TestAGatewaysDomainIsTakenInEveryFormAndShownAsTyped(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		const wire, typed = "xn--mnchen-3ya.example", "münchen.example"
		for _, tt := range []struct{ mailbox, address, shown string }{
			{"amt@" + wire, "gateway@" + wire, wire},
			{"amt@stadt." + typed, "gateway@" + wire, typed},
			{"Amt@Stadt.MÜNCHEN.Example", "Gateway@XN--MNCHEN-3YA.EXAMPLE", typed},
			{"amt@mu\u0308nchen.example", "gateway@post." + wire, typed},
			{"amt@" + wire, "gateway@" + typed, wire},
			{"amt@" + typed, "Gateway@MÜNCHEN.example", typed},
			{"amt@straße.example", "gateway@xn--strae-oqa.example", "straße.example"},
		} {
			b.set(t, tt.mailbox, 20<<20)
			c := b.ca.issue(t, gatewayForm(w, tt.address))
			got, err := b.state(c, true)
			if err != nil {
				t.Errorf("%s for %s: %v", tt.address, tt.mailbox, err)
				continue
			}
			if got.GatewayDomain == nil || *got.GatewayDomain != tt.shown || slices.Contains(got.WarningKeys, "warning_other_address") {
				t.Errorf("%s for %s: not shown as %s, but %+v", tt.address, tt.mailbox, tt.shown, got)
			}
		}
		b.set(t, "amt@"+typed, 20<<20)
		_, err := b.state(b.ca.issue(t, gatewayForm(w, "gateway@coburg.example")), true)
		if r := errs.AsRefusal(err); r == nil || r.Problems[0].Text != "cert_gateway_domain" || r.Problems[0].Args[0] != typed {
			t.Errorf("the refusal does not name the domain as typed: %+v", err)
		}
	})
}

// gatewayForm is a certificate for an address. Beyond ASCII only the subject can name one.
func gatewayForm(w *testkit.World, address string) *x509.Certificate {
	form := leaf(w, mailboxAddress)
	form.EmailAddresses = []string{address}
	if strings.ContainsFunc(address, func(r rune) bool { return r > unicode.MaxASCII }) {
		form.EmailAddresses = nil
		form.Subject.ExtraNames = append(form.Subject.ExtraNames, pkix.AttributeTypeAndValue{Type: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}, Value: address})
	}
	return form
}
