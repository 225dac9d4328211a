package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"os"
	"strings"
	"unicode"

	"schalter/internal/mail/idn"
)

// check names every setting that cannot be used, alone or with the others.
func (c *Config) check(canDemo bool) []string {
	var p problems
	p.checkAddress("SCHALTER_ADDR", c.Addr)
	p.checkBaseURL(c)
	if (c.TLSCert == "") != (c.TLSKey == "") {
		p.add("SCHALTER_TLS_CERT and SCHALTER_TLS_KEY: both or neither")
	}
	p.checkFile("SCHALTER_TLS_CERT", c.TLSCert)
	p.checkFile("SCHALTER_TLS_KEY", c.TLSKey)
	if c.DataDir == "" {
		p.add("SCHALTER_DATA_DIR is empty")
	}
	p.checkDatabase(c.DatabaseURL)
	p.checkScheme("SCHALTER_SMTP_URL", c.SMTPURL, "smtp", "smtps")
	p.checkBlobs(c)
	p.checkKeys(c)
	p.checkGateway(c.GatewayAddress)
	if c.BackupWindowDays < 1 || c.BackupWindowDays > 3650 {
		p.add("SCHALTER_BACKUP_WINDOW_DAYS: want 1 to 3650 days")
	}
	for name, n := range map[string]int{
		"SCHALTER_REQUESTS_PER_NETWORK": c.RequestsPerNetwork, "SCHALTER_SOCKETS_PER_NETWORK": c.SocketsPerNetwork, "SCHALTER_MARKET_ACCOUNTS_PER_TAX_NUMBER": c.MarketAccountsPerTaxNumber, "SCHALTER_ANONYMOUS_WORK": c.AnonymousWork,
	} {
		if n < 1 || n > 1_000_000 {
			p.add("%s: want 1 to 1000000", name)
		}
	}
	if c.SealedFormat < 0 || c.SealedFormat > 1 {
		p.add("SCHALTER_SEALED_FORMAT: want 0 or 1")
	}
	p.checkMail(c)
	p.checkLogins(c)
	if c.ClamdAddr != "" && !strings.HasPrefix(c.ClamdAddr, "unix:") {
		p.checkAddress("SCHALTER_CLAMD_ADDR", c.ClamdAddr)
	}
	if c.Demo {
		p.checkDemo(c, canDemo)
	} else {
		p.checkOperator(c)
		p.checkInsecure(c)
	}
	return p
}

type problems []string

// checkOperator asks a real instance that mails who it is: letters, mails and legal texts name the operator.
func (p *problems) checkOperator(c *Config) {
	if c.SMTPURL == "" {
		return
	}
	for name, missing := range map[string]bool{
		"SCHALTER_OPERATOR_NAME": c.OperatorName == "", "SCHALTER_OPERATOR_ADDRESS": len(c.OperatorAddress) == 0, "SCHALTER_MAIL_FROM": c.MailFrom == "",
	} {
		if missing {
			p.add("%s is empty: letters, mails and legal texts name the operator", name)
		}
	}
}

func (p *problems) add(format string, args ...any) { *p = append(*p, fmt.Sprintf(format, args...)) }

func (p *problems) checkAddress(name, value string) {
	if _, _, err := net.SplitHostPort(value); err != nil {
		p.add("%s: want HOST:PORT", name)
	}
}

func (p *problems) checkFile(name, path string) {
	if path == "" {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		p.add("%s: %v", name, err)
		return
	}
	_ = f.Close()
}

func (p *problems) checkBaseURL(c *Config) {
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		p.add("SCHALTER_BASE_URL: want http:// or https:// and a host")
	case u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		p.add("SCHALTER_BASE_URL: the program serves the root of its host; no path, query or user")
	}
}

func (p *problems) checkScheme(name, value string, schemes ...string) {
	if value == "" {
		return
	}
	u, err := url.Parse(value)
	if err == nil && u.Host != "" {
		for _, s := range schemes {
			if u.Scheme == s {
				return
			}
		}
	}
	p.add("%s: want %s://HOST…", name, strings.Join(schemes, ":// or "))
}

// checkDatabase takes an address with a host, or with a socket in its query.
func (p *problems) checkDatabase(value string) {
	u, err := url.Parse(value)
	if err == nil && u.Host == "" && strings.HasPrefix(u.Query().Get("host"), "/") {
		u.Host = "socket"
		value = u.String()
	}
	p.checkScheme("SCHALTER_DATABASE_URL", value, "postgres", "postgresql")
}

func (p *problems) checkBlobs(c *Config) {
	switch {
	case c.BlobURL == "" || strings.HasPrefix(c.BlobURL, "file:"):
	case strings.HasPrefix(c.BlobURL, "s3:"):
		p.add("SCHALTER_BLOB_URL: object stores come with a later version; leave it empty for files in the data folder")
	default:
		p.add("SCHALTER_BLOB_URL: want file:FOLDER or nothing")
	}
	if c.DeletionLedger != "" && !strings.HasPrefix(c.DeletionLedger, "file:") {
		p.add("SCHALTER_DELETION_LEDGER: want file:FOLDER or nothing")
	}
}

func (p *problems) checkKeys(c *Config) {
	switch {
	case c.KeyURL == "":
		p.add("SCHALTER_KEY_URL: with PostgreSQL the keys must come from outside, because replicas share them: set vault:…, or env: and SCHALTER_KEYS")
	case strings.HasPrefix(c.KeyURL, "file:"):
		if c.DatabaseURL != "" && !hasKeys(strings.TrimPrefix(c.KeyURL, "file:")) {
			p.add("SCHALTER_KEY_URL: with PostgreSQL a key is not made by itself; the folder holds none")
		}
	case c.KeyURL == "env:":
		if c.Keys == "" {
			p.add("SCHALTER_KEYS is empty, but SCHALTER_KEY_URL is env:")
		}
	case strings.HasPrefix(c.KeyURL, "vault:"):
		if c.Keys == "" && !strings.Contains(c.KeyURL, "token_file=") {
			p.add("SCHALTER_KEY_URL: vault: wants a token in SCHALTER_KEYS or by the option token_file")
		}
	default:
		p.add("SCHALTER_KEY_URL: this version knows file:FOLDER, env: and vault:https://HOST/MOUNT/KEY")
	}
}

// checkGateway asks for a bare address: it stands in certificates and is compared with them.
func (p *problems) checkGateway(address string) {
	if address == "" {
		return
	}
	wire := idn.ASCII(address)
	a, err := mail.ParseAddress(wire)
	if err != nil || a.Address != wire || strings.ContainsFunc(wire, func(r rune) bool { return r > unicode.MaxASCII }) {
		p.add("SCHALTER_GATEWAY_ADDRESS: want NAME@DOMAIN, with a domain that there can be and a name in ASCII")
	}
}

// checkMail checks what belongs to the S/MIME gateway and to the log.
func (p *problems) checkMail(c *Config) {
	if c.LMTPAddr != "" {
		p.checkAddress("SCHALTER_LMTP_ADDR", c.LMTPAddr)
	}
	p.checkScheme("SCHALTER_IMAP_URL", c.IMAPURL, "imap", "imaps")
	if u, err := url.Parse(c.IMAPURL); err == nil && u.Query().Get("starttls") == "never" && !Loopback(u.Host) {
		p.add("SCHALTER_IMAP_URL: starttls=never only for a mailbox on this machine")
	}
	p.checkScheme("SCHALTER_TSA_URL", c.TSAURL, "http", "https")
	p.checkFile("SCHALTER_TSA_ROOTS", c.TSARoots)
	if (c.TSAURL == "") != (c.TSARoots == "") {
		p.add("SCHALTER_TSA_URL and SCHALTER_TSA_ROOTS: both or neither")
	}
	if (c.DKIMKey == "") != (c.DKIMSelector == "") {
		p.add("SCHALTER_DKIM_KEY and SCHALTER_DKIM_SELECTOR: both or neither")
	}
	for name, set := range map[string]bool{
		"SCHALTER_LMTP_ADDR": c.LMTPAddr != "", "SCHALTER_IMAP_URL": c.IMAPURL != "", "SCHALTER_DKIM_KEY": c.DKIMKey != "",
	} {
		if set && c.GatewayAddress == "" {
			p.add("%s has no effect without SCHALTER_GATEWAY_ADDRESS", name)
		}
	}
}

func hasKeys(folder string) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".kek") {
			return true
		}
	}
	return false
}

// checkDemo refuses whatever could make a demo reach, or be reached from, anything but this machine: everyone knows its passwords.
func (p *problems) checkDemo(c *Config, canDemo bool) {
	if !canDemo {
		p.add("SCHALTER_DEMO: demo mode is not built into this program")
	}
	if !Loopback(c.Addr) {
		p.add("SCHALTER_ADDR: demo mode only on this machine, such as 127.0.0.1:8080")
	}
	if !Loopback(c.Host()) {
		p.add("SCHALTER_BASE_URL: demo mode only on this machine, such as http://localhost:8080")
	}
	if c.LMTPAddr != "" && !Loopback(c.LMTPAddr) {
		p.add("SCHALTER_LMTP_ADDR: demo mode only on this machine, such as 127.0.0.1:2400")
	}
	if len(c.Insecure) > 0 {
		p.add("SCHALTER_INSECURE: demo mode stays on this machine, there is nothing to allow")
	}
	if len(c.TrustedProxies) > 0 {
		p.add("SCHALTER_TRUSTED_PROXIES: demo mode takes no proxies")
	}
	for name, value := range map[string]string{
		"SCHALTER_DATABASE_URL": c.DatabaseURL, "SCHALTER_SMTP_URL": c.SMTPURL, "SCHALTER_IMAP_URL": c.IMAPURL, "SCHALTER_TSA_URL": c.TSAURL,
	} {
		// A host in the query would win over the one in the address (lib/pq).
		if u, err := url.Parse(value); value != "" && (err != nil || !Loopback(u.Host) || u.Query().Has("host")) {
			p.add("%s: demo mode only with servers on this machine", name)
		}
	}
}
