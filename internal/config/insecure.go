package config

import (
	"net/url"
	"slices"
	"strings"
)

// Exposure is something that goes over a network where others may read or change it.
type Exposure struct {
	// Word allows it in SCHALTER_INSECURE.
	Word string
	// Setting is the one that it comes from, Why what is wrong with it and what to set instead.
	Setting, Why string
}

// insecureWords are what SCHALTER_INSECURE may hold.
var insecureWords = []string{"http", "database", "mail", "lmtp", "scanner"}

// Exposures lists what these settings let go unprotected beyond this machine. A real instance starts with one only if
// SCHALTER_INSECURE names it.
func (c *Config) Exposures() (list []Exposure) {
	if !c.Secure() && !Loopback(c.Host()) {
		list = append(list, Exposure{"http", "SCHALTER_BASE_URL", "passwords and letters go over http: want https://"})
	}
	if c.DatabaseURL != "" && !protectedDatabase(c.DatabaseURL) {
		list = append(list, Exposure{"database", "SCHALTER_DATABASE_URL",
			"PostgreSQL beyond this machine without verified TLS: want sslmode=verify-full, or a socket"})
	}
	if u, err := url.Parse(c.SMTPURL); err == nil && u.Scheme == "smtp" && !Loopback(u.Host) && u.Query().Has("starttls") &&
		u.Query().Get("starttls") != "required" {
		list = append(list, Exposure{"mail", "SCHALTER_SMTP_URL", "mails and the password may go in clear: want smtps:// or starttls=required"})
	}
	if c.LMTPAddr != "" && !Loopback(c.LMTPAddr) {
		list = append(list, Exposure{"lmtp", "SCHALTER_LMTP_ADDR",
			"LMTP has no TLS and no login: want an address of this machine, such as 127.0.0.1:2400"})
	}
	if c.ClamdAddr != "" && !strings.HasPrefix(c.ClamdAddr, "unix:") && !Loopback(c.ClamdAddr) {
		list = append(list, Exposure{"scanner", "SCHALTER_CLAMD_ADDR", "documents go to the scanner in clear: want unix:PATH, or an address of this machine"})
	}
	return list
}

// protectedDatabase reports whether a PostgreSQL is on this machine or proves by TLS who it is. Only verify-full compares the name.
func protectedDatabase(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	query := u.Query()
	if query.Get("sslmode") == "verify-full" && len(query["sslmode"]) == 1 {
		return true
	}
	// A host in the query wins over the one in the address.
	hosts := append(slices.Clone(query["host"]), query["hostaddr"]...)
	if u.Host != "" {
		hosts = append(hosts, u.Host)
	}
	return len(hosts) > 0 && !slices.ContainsFunc(hosts, func(h string) bool { return !strings.HasPrefix(h, "/") && !Loopback(h) })
}

// checkInsecure refuses what is unprotected and not allowed by name.
func (p *problems) checkInsecure(c *Config) {
	for _, word := range c.Insecure {
		if !slices.Contains(insecureWords, word) {
			p.add("SCHALTER_INSECURE: %q is nothing it allows: %s", word, strings.Join(insecureWords, ", "))
		}
	}
	for _, e := range c.Exposures() {
		if !slices.Contains(c.Insecure, e.Word) {
			p.add("%s: %s. SCHALTER_INSECURE=%s allows it all the same", e.Setting, e.Why, e.Word)
		}
	}
}
