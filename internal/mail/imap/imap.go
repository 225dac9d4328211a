// Package imap fetches the gateway's mail from a mailbox (IMAP, RFC 9051), for operators who have nothing but a mailbox. It is the
// second choice after package inlet: only one client may run at a time, and it knows recipients only from header fields. A mail is
// moved away or deleted only after the Receiver has stored it. To read it, begin with Run.
package imap

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"schalter/internal/mail/inlet"
)

// Config says where the mailbox is.
type Config struct {
	// URL is imaps://user:password@host:port/INBOX, or imap://… for STARTTLS, which only a loopback host may do without
	// (parameter starttls=never). Without a port it is 993 or 143, without a path INBOX.
	URL string
	// Done is the folder that mails are moved to once they are kept; empty deletes them.
	Done string
	// TLS overrides the system's trusted roots; nil keeps them.
	TLS *tls.Config
	// MaxMessageBytes bounds one mail, 64 MiB by default. What is larger stays and is flagged.
	MaxMessageBytes int64
	// Poll is how often to look where the server does not announce mail (IDLE), one minute by default; it is also the longest wait
	// where the server should announce it.
	Poll time.Duration
	// Timeout bounds connecting, one Deliver and each answer of the server, one minute by default; a mail gets the time besides
	// that its size takes on a slow line.
	Timeout time.Duration
}

const (
	// maxRound is how many mails one round takes, maxCandidates how many addresses of a mail are asked about.
	maxRound      = 500
	maxCandidates = 20
	pollDefault   = time.Minute
	// slowLine is the least that a server must send of a mail, in bytes a second.
	slowLine = 16 << 10
)

// SenderUnknown stands as the envelope sender of a mail in which no server noted one. It is not the empty sender of a bounce.
const SenderUnknown = "unknown"

// Client fetches mails; its methods must not run at once.
type Client struct {
	config   Config
	address  string
	host     string
	mailbox  string
	user     string
	password string
	implicit bool
	plain    bool
	receiver inlet.Receiver
	log      *slog.Logger
}

// ErrTooLong is returned when a server sends more of a mail than was asked for.
var ErrTooLong = errors.New("imap: server sends more than was asked for")

// ErrStalled is returned when a server is connected and does not answer any more.
var ErrStalled = errors.New("imap: server does not answer")

// New reads the configuration; the error never has the password.
func New(c Config, r inlet.Receiver, log *slog.Logger) (*Client, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Hostname() == "" || u.Scheme != "imap" && u.Scheme != "imaps" || u.User == nil {
		return nil, errors.New("imap: the URL must be imaps://user:password@host or imap://user:password@host")
	}
	client := &Client{config: c, host: u.Hostname(), mailbox: strings.Trim(u.Path, "/"), implicit: u.Scheme == "imaps", receiver: r, log: log}
	client.mailbox = cmp.Or(client.mailbox, "INBOX")
	client.user = u.User.Username()
	client.password, _ = u.User.Password()
	client.address = net.JoinHostPort(client.host, cmp.Or(u.Port(), map[string]string{"imap": "143", "imaps": "993"}[u.Scheme]))
	switch starttls := u.Query().Get("starttls"); {
	case starttls == "never" && u.Scheme == "imap" && loopback(client.host):
		client.plain = true
	case starttls != "" && starttls != "required":
		return nil, errors.New("imap: a mailbox beyond this machine needs TLS")
	}
	client.config.MaxMessageBytes = cmp.Or(c.MaxMessageBytes, 64<<20)
	client.config.Poll = cmp.Or(c.Poll, pollDefault)
	client.config.Timeout = cmp.Or(c.Timeout, time.Minute)
	return client, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Run fetches what is there and then what comes, until ctx ends (then it returns nil) or something fails; the caller waits
// and begins again.
func (c *Client) Run(ctx context.Context) error {
	err := c.withSession(ctx, func(s *session) error {
		for {
			if err := s.takeRound(ctx); err != nil {
				return err
			}
			if err := s.waitForMail(ctx); err != nil {
				return err
			}
		}
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Once fetches what is there.
func (c *Client) Once(ctx context.Context) error {
	return c.withSession(ctx, func(s *session) error { return s.takeRound(ctx) })
}

// session is one connection with the mailbox open.
type session struct {
	*Client
	conn     *imapclient.Client
	validity uint32
	// arrived gets a value when the server announces a mail.
	arrived chan struct{}
}

// withSession opens the mailbox, does the work and logs out.
func (c *Client) withSession(ctx context.Context, work func(*session) error) error {
	s := &session{Client: c, arrived: make(chan struct{}, 1)}
	conn, err := c.dial(ctx, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(*imapclient.UnilateralDataMailbox) {
			select {
			case s.arrived <- struct{}{}:
			default:
			}
		},
	}})
	if err != nil {
		return fmt.Errorf("imap: connect: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	s.conn = conn
	if err := s.openMailbox(); err != nil {
		return err
	}
	if err := work(s); err != nil {
		return err
	}
	return s.withDeadline(0, func() error { return conn.Logout().Wait() })
}

// withDeadline gives the server its time for one answer, and the time a number of bytes takes besides; then the connection ends.
// The client library itself waits forever.
func (s *session) withDeadline(size int64, ask func() error) error {
	late := make(chan struct{})
	timer := time.AfterFunc(s.config.Timeout+time.Duration(size/slowLine)*time.Second, func() {
		close(late)
		s.conn.Close()
	})
	err := ask()
	if !timer.Stop() {
		<-late
		return ErrStalled
	}
	return err
}

// dial connects with TLS from the first byte or by STARTTLS.
func (c *Client) dial(ctx context.Context, o *imapclient.Options) (*imapclient.Client, error) {
	dialer := net.Dialer{Timeout: c.config.Timeout}
	raw, err := dialer.DialContext(ctx, "tcp", c.address)
	if err != nil {
		return nil, err
	}
	config := c.config.TLS.Clone()
	if config == nil {
		config = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	config.ServerName = c.host
	o.TLSConfig = config
	switch {
	case c.plain:
		return imapclient.New(raw, o), nil
	case !c.implicit:
		begin, cancel := context.WithTimeout(ctx, c.config.Timeout)
		defer cancel()
		stop := context.AfterFunc(begin, func() { raw.Close() })
		defer stop()
		conn, err := imapclient.NewStartTLS(raw, o)
		if err != nil {
			raw.Close()
		}
		return conn, err
	}
	secured := tls.Client(raw, config)
	handshake, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	if err := secured.HandshakeContext(handshake); err != nil {
		raw.Close()
		return nil, err
	}
	return imapclient.New(secured, o), nil
}

func (s *session) openMailbox() error {
	err := s.withDeadline(0, func() error { return s.conn.Login(s.user, s.password).Wait() })
	if errors.Is(err, ErrStalled) {
		return err
	}
	if err != nil {
		return errors.New("imap: login refused")
	}
	if s.config.Done != "" {
		// It usually exists; when it cannot be made, moving says so.
		_ = s.withDeadline(0, func() error { return s.conn.Create(s.config.Done, nil).Wait() })
	}
	var selected *imap.SelectData
	err = s.withDeadline(0, func() (err error) {
		selected, err = s.conn.Select(s.mailbox, nil).Wait()
		return err
	})
	if err != nil {
		return fmt.Errorf("imap: select: %w", err)
	}
	s.validity = selected.UIDValidity
	return nil
}

// waitForMail returns when there may be something new.
func (s *session) waitForMail(ctx context.Context) error {
	timer := time.NewTimer(s.config.Poll)
	defer timer.Stop()
	var idle *imapclient.IdleCommand
	if s.conn.Caps().Has(imap.CapIdle) {
		err := s.withDeadline(0, func() (err error) {
			idle, err = s.conn.Idle()
			return err
		})
		if err != nil {
			return fmt.Errorf("imap: idle: %w", err)
		}
	}
	select {
	case <-s.arrived:
	case <-timer.C:
	case <-s.conn.Closed():
	case <-ctx.Done():
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.withDeadline(0, func() error {
		if idle == nil {
			return s.conn.Noop().Wait()
		}
		if err := idle.Close(); err != nil {
			return err
		}
		return idle.Wait()
	})
}
