package organisation

import (
	"crypto/x509"
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"schalter/ent"
	"schalter/internal/cms"
	"schalter/internal/mail/idn"
)

// An authority whose gateway encrypts and signs for all of its domain (RFC 3183) has a certificate that names the gateway and
// not the mailbox. It counts when an admin states that, and only for a domain that is the authority's own: the registrable one
// (public suffix list) of the mailbox, which no provider shares out to the public.

// providersList are the domains under which anybody gets a mailbox, one a line.
//
//go:embed providers.txt
var providersList string

var publicProviders = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for line := range strings.Lines(providersList) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			known[line] = true
		}
	}
	return known
})

// domainOf is the registrable domain of an address, in the form in which certificates write it; empty when there is none.
func domainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 1 {
		return ""
	}
	host, err := idna.Lookup.ToASCII(strings.ToLower(strings.TrimSuffix(address[at+1:], ".")))
	if err != nil {
		return ""
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return domain
}

// domainShown is the registrable domain of a mailbox as the mailbox was typed; domain is its form in certificates.
func domainShown(email, domain string) string {
	shown, _, err := idn.Domain(strings.TrimSuffix(email[strings.LastIndexByte(email, '@')+1:], "."))
	labels, n := strings.Split(shown, "."), strings.Count(domain, ".")+1
	if err != nil || domain == "" || domainOf(email) != domain || len(labels) < n {
		return domain
	}
	return strings.Join(labels[len(labels)-n:], ".")
}

// isShared says that mailboxes of a registrable domain belong to the public.
func isShared(domain string) bool { return domain == "" || publicProviders()[domain] }

// namesOnlyDomain says whether all that a certificate names is of a registrable domain.
func namesOnlyDomain(x *x509.Certificate, domain string) bool {
	all := cms.Addresses(x)
	for _, a := range all {
		if domainOf(a) != domain {
			return false
		}
	}
	return len(all) > 0
}

// isForMailbox reports whether a certificate is for a mailbox: it names its address, or is one of the gateway of its domain, as an
// admin stated.
func isForMailbox(row *ent.Certificate, x *x509.Certificate, email string) bool {
	return isForAddress(x, email) || isForGateway(row, x, email)
}

func isForGateway(row *ent.Certificate, x *x509.Certificate, email string) bool {
	if row.GatewayDomain == nil {
		return false
	}
	domain := domainOf(email)
	return domain == *row.GatewayDomain && !isShared(domain) && namesOnlyDomain(x, domain)
}
