// Package config reads the program's settings from the environment, names every problem at once, and refuses combinations
// that would be dangerous. Begin with [Load] and [Config]; check.go judges settings alone and together, insecure.go says what of them lets
// something go unprotected over a network. docs/operations.md explains every setting.
//
// Secrets may also be read from files: NAME_FILE holds the path. An unknown name that begins with SCHALTER_ is an error, so
// that a misspelt setting is never silently without effect.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"

	"schalter/internal/mail/idn"
)

// Config is every setting. The zero environment gives a program that runs on SQLite in the data folder.
type Config struct {
	// Addr is where HTTP is served.
	Addr string `env:"SCHALTER_ADDR" envDefault:"127.0.0.1:8080"`
	// BaseURL is what links in mails and letters begin with, without a slash at its end; from the address when not set.
	BaseURL string `env:"SCHALTER_BASE_URL"`
	// TLSCert and TLSKey are files of PEM; both empty behind a proxy.
	TLSCert string `env:"SCHALTER_TLS_CERT"`
	TLSKey  string `env:"SCHALTER_TLS_KEY"`
	// TrustedProxies are the networks whose forwarding headers count.
	TrustedProxies []netip.Prefix `env:"SCHALTER_TRUSTED_PROXIES"`
	// DataDir holds the SQLite file, blobs, file keys and letters.
	DataDir string `env:"SCHALTER_DATA_DIR" envDefault:"./var"`
	// DatabaseURL is postgres://…; empty is SQLite in DataDir. Secret.
	DatabaseURL string `env:"SCHALTER_DATABASE_URL"`
	// BlobURL is where sealed files are kept; empty is DataDir.
	BlobURL string `env:"SCHALTER_BLOB_URL"`
	// DeletionLedger is the folder of the ledger of deletions, kept apart from backups; empty is in DataDir.
	DeletionLedger string `env:"SCHALTER_DELETION_LEDGER"`
	// KeyURL names the key provider: file:FOLDER, env: or vault:https://HOST/MOUNT/KEY.
	KeyURL string `env:"SCHALTER_KEY_URL"`
	// Keys is the list "id:base64,id:base64" of the provider env:, the current one first, or the token of vault:. Secret.
	Keys string `env:"SCHALTER_KEYS"`
	// SMTPURL is the operator's mail server, smtp:// or smtps://. Secret.
	SMTPURL string `env:"SCHALTER_SMTP_URL"`
	// LMTPAddr is where answers of the S/MIME gateway come in.
	LMTPAddr string `env:"SCHALTER_LMTP_ADDR"`
	// GatewayAddress is the one mail address of the S/MIME gateway, as it is shown; empty is no gateway.
	GatewayAddress string `env:"SCHALTER_GATEWAY_ADDRESS"`
	// IMAPURL is a mailbox that the gateway fetches from, for operators who have nothing else: imaps://user:password@HOST/INBOX.
	// Secret.
	IMAPURL string `env:"SCHALTER_IMAP_URL"`
	// DKIMKey is a private key in PEM with which the gateway's mails are signed for its domain, DKIMSelector where its public half
	// stands in the DNS. Secret.
	DKIMKey      string `env:"SCHALTER_DKIM_KEY"`
	DKIMSelector string `env:"SCHALTER_DKIM_SELECTOR"`
	// TSAURL is a time-stamping authority (RFC 3161) that stamps the log once a day; TSARoots is a file with the certificates that
	// its certificate must lead to.
	TSAURL   string `env:"SCHALTER_TSA_URL"`
	TSARoots string `env:"SCHALTER_TSA_ROOTS"`
	// BackupWindowDays is how long backups are kept; what was deleted before is unreadable in every one of them.
	BackupWindowDays int `env:"SCHALTER_BACKUP_WINDOW_DAYS" envDefault:"30"`
	// OrganisationLogins are the providers of sign-ins by organisation certificate, as JSON (OrganisationLogin). Secret.
	OrganisationLogins OrganisationLogins `env:"SCHALTER_ORGANISATION_LOGINS"`
	// ClamdAddr is unix:PATH or HOST:PORT of a virus scanner; empty is none, which the interface says.
	ClamdAddr string `env:"SCHALTER_CLAMD_ADDR"`
	// OperatorName is who runs the platform, as letters, mails and legal texts name it.
	OperatorName string `env:"SCHALTER_OPERATOR_NAME"`
	// OperatorAddress is the operator's postal address for letters: its lines, separated by semicolons.
	OperatorAddress []string `env:"SCHALTER_OPERATOR_ADDRESS" envSeparator:";"`
	// MailFrom is the address that notification mails come from.
	MailFrom string `env:"SCHALTER_MAIL_FROM"`
	// RequestsPerNetwork is how many requests a second one network (an IPv4 address, a /64 of IPv6) may send to one replica; five times
	// as many at once.
	RequestsPerNetwork int `env:"SCHALTER_REQUESTS_PER_NETWORK" envDefault:"100"`
	// SocketsPerNetwork is how many websockets and event streams one network may have open on one replica.
	SocketsPerNetwork int `env:"SCHALTER_SOCKETS_PER_NETWORK" envDefault:"2000"`
	// MarketAccountsPerTaxNumber is how many accounts of the market a tax number may have over all its organisations.
	MarketAccountsPerTaxNumber int `env:"SCHALTER_MARKET_ACCOUNTS_PER_TAX_NUMBER" envDefault:"5000"`
	// AnonymousWork is how many costly questions of callers who are not signed in one replica answers at a time.
	AnonymousWork int `env:"SCHALTER_ANONYMOUS_WORK" envDefault:"8"`
	// SealedFormat is the format in which values are sealed: 1 has a byte before them that says so. Every format is opened.
	SealedFormat int `env:"SCHALTER_SEALED_FORMAT" envDefault:"0"`
	// Insecure names what of a real instance may go unprotected beyond this machine: http, database, mail, lmtp, scanner.
	Insecure []string `env:"SCHALTER_INSECURE"`
	// Demo switches demo mode on: demo accounts, tray, everything on this machine.
	Demo bool `env:"SCHALTER_DEMO"`
}

// secretSettings are the settings that may also come from a file.
var secretSettings = []string{"SCHALTER_DATABASE_URL", "SCHALTER_KEYS", "SCHALTER_SMTP_URL", "SCHALTER_IMAP_URL", "SCHALTER_DKIM_KEY", "SCHALTER_ORGANISATION_LOGINS"}

const (
	prefix     = "SCHALTER_"
	fileSuffix = "_FILE"
)

// isForTests are names of the tests' own, which a program started by a test inherits.
func isForTests(name string) bool {
	return name == "SCHALTER_SHARED" || strings.HasPrefix(name, "SCHALTER_TEST_")
}

// Load reads the settings from variables written NAME=value, as os.Environ gives them. canDemo says whether demo mode is
// built into this program. The error names every problem, one a line, and never a value of a secret.
func Load(environ []string, canDemo bool) (*Config, error) {
	vars, problems := collectVariables(environ)
	c := &Config{}
	if err := env.ParseWithOptions(c, env.Options{Environment: vars}); err != nil {
		problems = append(problems, parseProblems(err)...)
	}
	c.fillDefaults()
	problems = append(problems, c.check(canDemo)...)
	if len(problems) > 0 {
		return nil, errors.New("settings:\n  " + strings.Join(problems, "\n  "))
	}
	return c, nil
}

func parseProblems(err error) []string {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return []string{err.Error()}
	}
	var problems []string
	for _, e := range all.Errors {
		var p env.ParseError
		if errors.As(e, &p) {
			problems = append(problems, fmt.Sprintf("%s is not readable: %v", settingOf(p.Name), p.Err))
			continue
		}
		problems = append(problems, e.Error())
	}
	return problems
}

// collectVariables takes our variables out of the environment, reads the files that hold secrets, and names what it does not know.
func collectVariables(environ []string) (vars map[string]string, problems []string) {
	vars = map[string]string{}
	known := settingNames()
	for _, v := range environ {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case !strings.HasPrefix(name, prefix) || isForTests(name):
		case slices.Contains(known, name):
			vars[name] = value
		case slices.Contains(secretSettings, strings.TrimSuffix(name, fileSuffix)):
			content, err := os.ReadFile(value)
			if err != nil {
				problems = append(problems, fmt.Sprintf("%s: %v", name, err))
			}
			secret := strings.TrimSuffix(name, fileSuffix)
			if slices.ContainsFunc(environ, func(o string) bool { return strings.HasPrefix(o, secret+"=") }) {
				problems = append(problems, fmt.Sprintf("%s and %s: only one of them", secret, name))
			}
			vars[secret] = strings.TrimSpace(string(content))
		default:
			problems = append(problems, name+" is not a setting of this program")
		}
	}
	slices.Sort(problems)
	return vars, problems
}

// settingNames lists the variables of all settings.
func settingNames() []string {
	var ns []string
	for f := range reflect.TypeFor[Config]().Fields() {
		ns = append(ns, f.Tag.Get("env"))
	}
	return ns
}

// settingOf names the variable of a field.
func settingOf(field string) string {
	f, ok := reflect.TypeFor[Config]().FieldByName(field)
	if !ok {
		return field
	}
	return f.Tag.Get("env")
}

func (c *Config) fillDefaults() {
	if c.BaseURL == "" {
		scheme := "http"
		if c.TLSCert != "" {
			scheme = "https"
		}
		c.BaseURL = scheme + "://" + c.Addr
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	if c.Demo {
		c.OperatorName = cmp.Or(c.OperatorName, "Schalter zum Ausprobieren")
		c.MailFrom = cmp.Or(c.MailFrom, "post@schalter.example")
		c.GatewayAddress = cmp.Or(c.GatewayAddress, "post@schalter.example")
		if len(c.OperatorAddress) == 0 {
			c.OperatorAddress = []string{"Musterstraße 1", "80331 München"}
		}
	}
	if c.KeyURL == "" && c.DatabaseURL == "" {
		c.KeyURL = "file:" + filepath.Join(c.DataDir, "keys")
	}
}

// GatewayWire is the gateway's address as it goes over the wire and stands in certificates; empty is no gateway.
func (c *Config) GatewayWire() string {
	name, domain, _ := strings.Cut(idn.ASCII(c.GatewayAddress), "@")
	if domain == "" {
		return ""
	}
	return name + "@" + strings.ToLower(domain)
}

// Host is the host of the base URL, with its port where it has one.
func (c *Config) Host() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Secure reports whether browsers reach the program over https.
func (c *Config) Secure() bool { return strings.HasPrefix(c.BaseURL, "https://") }

// Loopback reports whether a host name or address, with or without a port, names this machine and nothing else.
func Loopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}
