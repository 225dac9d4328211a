package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"schalter/internal/clock"
	"schalter/internal/mail/idn"
)

// Config says where and as whom to send.
type Config struct {
	// URL is smtp://user:password@host:port or smtps://…, which speaks TLS from the first byte. Without a port it is 25 or
	// 465. The parameter starttls is required, opportunistic or never; it defaults to never for a loopback host and to
	// required for every other.
	URL  string
	From From
	// TLS overrides the system's trusted roots; nil keeps them. The name of the server is set from URL.
	TLS *tls.Config
	// Timeout bounds one sending; 0 means one minute.
	Timeout time.Duration
}

// SMTP hands mails to a mail server (RFC 5321), one connection a mail. Safe for concurrent use.
type SMTP struct {
	host    string
	from    From
	options []gomail.Option
	tls     *tls.Config
	// implicit is TLS from the first byte.
	implicit bool
	timeout  time.Duration
	clock    clock.Clock
}

var _ Sender = (*SMTP)(nil)

// NewSMTP reads the configuration; it connects only when it sends. The error never has the password.
func NewSMTP(c Config, clk clock.Clock) (*SMTP, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, errors.New("mail: the SMTP URL must be smtp://host or smtps://host")
	}
	address, err := ParseAddress(c.From.Address)
	if err != nil || !headerText(c.From.Name) {
		return nil, errors.New("mail: the sender must be one plain e-mail address with a name of one line")
	}
	s := &SMTP{
		host: u.Hostname(), from: From{c.From.Name, idn.ASCII(address)}, implicit: u.Scheme == "smtps", timeout: c.Timeout, clock: clk, tls: c.TLS.Clone(),
	}
	if s.timeout == 0 {
		s.timeout = time.Minute
	}
	if s.tls == nil {
		s.tls = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	s.tls.ServerName = s.host
	s.options, err = s.read(u)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (s *SMTP) read(u *url.URL) ([]gomail.Option, error) {
	port, err := portOf(u)
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{gomail.WithPort(port), gomail.WithTimeout(s.timeout), gomail.WithTLSConfig(s.tls), gomail.WithoutNoop()}
	policy, err := policyOf(u)
	if err != nil {
		return nil, err
	}
	options = append(options, gomail.WithTLSPolicy(policy))
	if password, given := u.User.Password(); given {
		mechanism := gomail.SMTPAuthAutoDiscover
		if policy == gomail.NoTLS {
			// Asked for without TLS, or with TLS that was there before the library looked.
			mechanism = gomail.SMTPAuthPlainNoEnc
		}
		options = append(options, gomail.WithSMTPAuth(mechanism), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return options, nil
}

func portOf(u *url.URL) (int, error) {
	if u.Port() == "" {
		return map[string]int{"smtp": 25, "smtps": 465}[u.Scheme], nil
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || port == 0 {
		return 0, errors.New("mail: the port of the SMTP URL is no number")
	}
	return int(port), nil
}

func policyOf(u *url.URL) (gomail.TLSPolicy, error) {
	asked := u.Query().Get("starttls")
	switch {
	case u.Scheme == "smtps" && asked == "":
		return gomail.NoTLS, nil
	case u.Scheme == "smtps":
		return 0, errors.New("mail: smtps has TLS already, starttls does not apply")
	case asked == "required" || asked == "" && !loopback(u.Hostname()):
		return gomail.TLSMandatory, nil
	case asked == "opportunistic":
		return gomail.TLSOpportunistic, nil
	case asked == "never" || asked == "":
		return gomail.NoTLS, nil
	}
	return 0, errors.New("mail: starttls must be required, opportunistic or never")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send implements Sender. Only a refusal of the recipient or of the content is permanent: a wrong password, a sender that the
// server does not know or an expired certificate are faults of the operation, which end, and then the mail goes out.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := build(m, s.from, s.clock.Now())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	client, err := gomail.NewClient(s.host, append(s.options, gomail.WithDialContextFunc(s.dial(ctx)))...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() {
		// What fails after the server took the mail must not send it again.
		return nil
	}
	return failure(ctx, err)
}

// dial connects so that the end of the whole sending, not only of the connecting, closes the connection.
func (s *SMTP) dial(sending context.Context) gomail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		var dialer net.Dialer
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(sending, func() { conn.Close() })
		if !s.implicit {
			return conn, nil
		}
		secured := tls.Client(conn, s.tls)
		return secured, secured.HandshakeContext(ctx)
	}
}

func failure(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return &Error{Step: "connect", cause: ctx.Err()}
	}
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		e := &Error{Step: "connect", cause: err}
		var reply *textproto.Error
		if errors.As(err, &reply) {
			e.Code = reply.Code
		}
		return e
	}
	e := &Error{Code: refused.ErrorCode(), Status: refused.EnhancedStatusCode(), Step: "content", cause: err}
	switch refused.Reason {
	case gomail.ErrSMTPMailFrom, gomail.ErrConnCheck:
		e.Step = "sender"
	case gomail.ErrSMTPRcptTo:
		e.Step = "recipient"
	}
	e.permanent = e.Code >= 500 && e.Step != "sender"
	return e
}
