// Package inlet receives the gateway's mail by LMTP (RFC 2033) from the operator's mail server, or by SMTP where the gateway is
// the mail exchanger itself. It knows no relaying and no login: what is not for us is refused at once, and 250 is said only after
// the Receiver has stored the mail. It does not announce status notifications (RFC 3461), because it writes none; the server
// before it then reports for it. To read it, begin with Receiver, then session.go.
package inlet

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"github.com/emersion/go-smtp"
)

// ErrUnknown is what a Receiver returns for an address that is not ours: the sender gets 550 5.1.1.
var ErrUnknown = errors.New("no such mailbox")

// Envelope is how a mail came.
type Envelope struct {
	// From is the envelope sender, empty for bounces. Anyone can write anything there.
	From string
	// Recipients are the addresses that the Receiver took, in their order.
	Recipients []string
	// RemoteAddr is host and port of the peer.
	RemoteAddr string
	// Key names a mail in the place it was fetched from, the same each time it is fetched; empty for a mail that was handed in.
	Key string
}

// Receiver takes mails. It is asked from several connections at once.
type Receiver interface {
	// Recipient returns nil for an address of ours, ErrUnknown for every other, and any other error for "ask again later".
	Recipient(ctx context.Context, address string) error
	// Deliver is called once for a mail and returns nil only when it is kept durably; every error makes the peer try again.
	// It must not keep raw.
	Deliver(ctx context.Context, e Envelope, raw []byte) error
}

// Config bounds an inlet; a zero field means its default.
type Config struct {
	// LMTP speaks LMTP instead of SMTP.
	LMTP bool
	// Domain is the name with which the server greets.
	Domain string
	// TLS offers STARTTLS; nil does not.
	TLS *tls.Config
	// MaxMessageBytes bounds one mail (552); 64 MiB by default.
	MaxMessageBytes int64
	// MaxInFlightBytes bounds all mails that are being taken (452); four times MaxMessageBytes by default.
	MaxInFlightBytes int64
	// MaxRecipients bounds one mail; 100 by default.
	MaxRecipients int
	// MaxConnections bounds all connections; 100 by default. MaxPerAddress bounds those of one network address; by default it
	// is MaxConnections.
	MaxConnections, MaxPerAddress int
	// CommandTimeout bounds one command and one transfer, 5 minutes by default; DeliverTimeout one call of the Receiver, one
	// minute by default; Lifetime a connection, 30 minutes by default.
	CommandTimeout, DeliverTimeout, Lifetime time.Duration
}

func (c Config) withDefaults() Config {
	orInt := func(v *int, value int) {
		if *v <= 0 {
			*v = value
		}
	}
	orBytes := func(v *int64, value int64) {
		if *v <= 0 {
			*v = value
		}
	}
	orTime := func(v *time.Duration, value time.Duration) {
		if *v <= 0 {
			*v = value
		}
	}
	orBytes(&c.MaxMessageBytes, 64<<20)
	orBytes(&c.MaxInFlightBytes, 4*c.MaxMessageBytes)
	orInt(&c.MaxRecipients, 100)
	orInt(&c.MaxConnections, 100)
	orInt(&c.MaxPerAddress, c.MaxConnections)
	orTime(&c.CommandTimeout, 5*time.Minute)
	orTime(&c.DeliverTimeout, time.Minute)
	orTime(&c.Lifetime, 30*time.Minute)
	return c
}

// Server takes mails until it is shut down.
type Server struct {
	config   Config
	receiver Receiver
	log      *slog.Logger
	smtp     *smtp.Server
	budget   budget
	conns    connections
	ctx      context.Context
	cancel   context.CancelFunc
	closing  atomic.Bool
}

// New makes a server that listens nowhere yet.
func New(c Config, r Receiver, log *slog.Logger) *Server {
	c = c.withDefaults()
	s := &Server{config: c, receiver: r, log: log}
	s.budget.left.Store(c.MaxInFlightBytes)
	s.conns.limits(c)
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.smtp = smtp.NewServer(smtp.BackendFunc(s.session))
	s.smtp.LMTP, s.smtp.Domain, s.smtp.TLSConfig = c.LMTP, c.Domain, c.TLS
	s.smtp.MaxMessageBytes, s.smtp.MaxRecipients = c.MaxMessageBytes, c.MaxRecipients
	s.smtp.ReadTimeout, s.smtp.WriteTimeout = c.CommandTimeout, c.CommandTimeout
	s.smtp.ErrorLog = quietLogger{log}
	return s
}

// Serve takes connections until Shutdown, and then returns nil.
func (s *Server) Serve(l net.Listener) error {
	err := s.smtp.Serve(&listener{l, &s.conns})
	if s.closing.Load() {
		return nil
	}
	return err
}

// Shutdown takes no further mail: idle connections end at once, those that are transferring a mail when it is taken or when
// ctx ends. It returns ctx's error in the latter case.
func (s *Server) Shutdown(ctx context.Context) error {
	s.closing.Store(true)
	s.conns.drain()
	err := s.smtp.Shutdown(ctx)
	s.cancel()
	s.conns.close()
	if errors.Is(err, smtp.ErrServerClosed) {
		return nil
	}
	return err
}

// quietLogger keeps what the library would print, addresses and the like, out of the log.
type quietLogger struct{ log *slog.Logger }

func (q quietLogger) Printf(format string, _ ...any) {
	q.log.Warn("mail inlet: connection failed", "where", format)
}

func (q quietLogger) Println(...any) { q.log.Warn("mail inlet: connection failed") }
