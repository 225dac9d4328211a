package relay

import (
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"schalter/internal/mail"
	"schalter/internal/mail/idn"
)

// Config says where to send.
type Config struct {
	// URL is smtp://user:password@host:port or smtps://…, which speaks TLS from the first byte. Without a port it is 25 or
	// 465. The parameter starttls is required, opportunistic or never; it defaults to never for a loopback host and to
	// required for every other.
	URL string
	// Hello is the name with which the gateway greets, its domain.
	Hello string
	// TLS overrides the system's trusted roots; nil keeps them. The name of the server is set from URL.
	TLS *tls.Config
	// Timeout bounds one sending, 10 minutes by default; CommandTimeout one command, one minute by default.
	Timeout, CommandTimeout time.Duration
}

type policy int

const (
	never policy = iota
	opportunistic
	required
)

var (
	hostname   = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$`)
	envelopeID = regexp.MustCompile(`^[!-~]{0,100}$`)
)

// New reads the configuration; it connects only when it sends. The error never has the password.
func New(c Config) (*Client, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, errors.New("relay: the SMTP URL must be smtp://host or smtps://host")
	}
	if !hostname.MatchString(c.Hello) {
		return nil, errors.New("relay: the name to greet with must be a host name")
	}
	if c.Timeout <= 0 {
		c.Timeout = 10 * time.Minute
	}
	if c.CommandTimeout <= 0 {
		c.CommandTimeout = time.Minute
	}
	client := &Client{config: c, host: u.Hostname(), implicit: u.Scheme == "smtps", tls: c.TLS.Clone()}
	if client.tls == nil {
		client.tls = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	client.tls.ServerName = client.host
	client.user = u.User.Username()
	client.password, client.login = u.User.Password()
	port, err := portOf(u)
	if err != nil {
		return nil, err
	}
	client.address = net.JoinHostPort(client.host, strconv.Itoa(port))
	client.starttls, err = policyOf(u)
	return client, err
}

func portOf(u *url.URL) (int, error) {
	if u.Port() == "" {
		return map[string]int{"smtp": 25, "smtps": 465}[u.Scheme], nil
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || port == 0 {
		return 0, errors.New("relay: the port of the SMTP URL is no number")
	}
	return int(port), nil
}

func policyOf(u *url.URL) (policy, error) {
	asked := u.Query().Get("starttls")
	switch {
	case u.Scheme == "smtps" && asked == "":
		return never, nil
	case u.Scheme == "smtps":
		return never, errors.New("relay: smtps has TLS already, starttls does not apply")
	case asked == "required" || asked == "" && !loopback(u.Hostname()):
		return required, nil
	case asked == "opportunistic":
		return opportunistic, nil
	case asked == "never" || asked == "":
		return never, nil
	}
	return never, errors.New("relay: starttls must be required, opportunistic or never")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// checkAddresses refuses permanently what must not go into a command.
func (m Message) checkAddresses() error {
	to, err := mail.ParseAddress(m.To)
	if err != nil || idn.ASCII(to) != m.To {
		return &Failure{Permanent: true, Step: Recipient, Cause: UnknownMailbox, err: errors.New("recipient is not a plain address")}
	}
	if from, err := mail.ParseAddress(m.From); m.From != "" && (err != nil || idn.ASCII(from) != m.From) || !envelopeID.MatchString(m.EnvelopeID) {
		return &Failure{Permanent: true, Step: Sender, Cause: Other, err: errors.New("sender or envelope id is malformed")}
	}
	return nil
}
