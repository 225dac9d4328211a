//go:build demo

// Package office simulates an authority with a mailbox of its own: a mail server that takes what the gateway sends, and the
// mail program behind it, which decrypts, verifies and answers as a person would. It speaks SMTP and LMTP over loopback and
// knows of the platform only what a real authority knows: its gateway's address and certificate.
package office

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	smtp "github.com/emersion/go-smtp"

	"schalter/internal/clock"
)

// Mode is how the simulated mail server treats what comes.
type Mode string

// The modes.
const (
	// Working takes mails, reports them as delivered, opens them and answers.
	Working Mode = "WORKING"
	// Silent takes mails and reports nothing.
	Silent Mode = "SILENT"
	// Full refuses for now, as a full mailbox does.
	Full Mode = "FULL"
	// Unknown refuses for good, as if there were no such mailbox.
	Unknown Mode = "UNKNOWN"
)

// Modes lists the modes in the order in which they are shown.
var Modes = []Mode{Working, Silent, Full, Unknown}

// Identity is the office's own certificate and key.
type Identity struct {
	Key         crypto.Signer
	Certificate *x509.Certificate
}

// Options are the settings of an office.
type Options struct {
	Identity
	// Name and Address are the authority's.
	Name, Address string
	// Platform are the certificates that the gateway signs with.
	Platform func() []*x509.Certificate
	// Folder keeps the mails as files.
	Folder string
	// Inlet is where the gateway takes mails, by LMTP.
	Inlet string
	// Pace is how long the clerk takes for one step: opening, then answering.
	Pace  time.Duration
	Clock clock.Clock
	Log   *slog.Logger
}

// Office is a simulated authority.
type Office struct {
	Options
	shelf    *shelf
	mode     atomic.Value
	listener net.Listener
	server   *smtp.Server
	work     sync.WaitGroup
}

// Open listens for mails on a free port of loopback; Run takes them.
func Open(o Options) (*Office, error) {
	s, err := openShelf(o.Folder)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	office := &Office{Options: o, shelf: s, listener: listener}
	office.mode.Store(Working)
	office.server = smtp.NewServer(backend{office})
	office.server.Domain = "mx.bamberg.example"
	office.server.EnableDSN = true
	office.server.MaxMessageBytes = maxMail
	office.server.MaxRecipients = 10
	office.server.ReadTimeout, office.server.WriteTimeout = time.Minute, time.Minute
	office.server.ErrorLog = slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug)
	return office, nil
}

// maxMail is the largest mail that the office takes, in bytes.
const maxMail = 35 << 20

// MailLimit is that limit as the channel states it.
func (o *Office) MailLimit() int64 { return maxMail }

// URL is the address of the office's mail server for the gateway.
func (o *Office) URL() string { return "smtp://" + o.listener.Addr().String() }

// Mode is how the office treats mails now; SetMode changes it.
func (o *Office) Mode() Mode { return o.mode.Load().(Mode) }

// SetMode changes how the office treats mails; false for what is no mode.
func (o *Office) SetMode(m Mode) bool {
	for _, known := range Modes {
		if m == known {
			o.mode.Store(m)
			return true
		}
	}
	return false
}

// Run takes mails and answers them until ctx ends; what was not answered before the last stop is answered first.
func (o *Office) Run(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() { _ = o.server.Close() })
	defer stop()
	o.work.Go(func() { o.clerk(ctx) })
	if err := o.server.Serve(o.listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) && ctx.Err() == nil {
		o.Log.ErrorContext(ctx, "the simulated authority stopped", "error", err)
	}
	o.work.Wait()
}

// clerk works through the mails that came, one after the other.
func (o *Office) clerk(ctx context.Context) {
	for {
		name, ok := o.shelf.next(ctx)
		if !ok {
			return
		}
		if err := o.handle(ctx, name); err != nil && ctx.Err() == nil {
			// A real clerk would put it aside too; the log says why.
			o.Log.WarnContext(ctx, "the simulated authority put a mail aside", "mail", name, "error", err)
		}
		if ctx.Err() == nil {
			o.shelf.done(name)
		}
	}
}

// wait lets a step's time pass; false when ctx ended.
func (o *Office) wait(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(o.Pace):
		return true
	}
}

// send hands a mail to the gateway's inlet.
func (o *Office) send(ctx context.Context, from, to string, mail []byte) error {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", o.Inlet)
	if err != nil {
		return err
	}
	gateway := smtp.NewClientLMTP(conn)
	defer gateway.Close()
	if err := gateway.Hello("mx.bamberg.example"); err != nil {
		return err
	}
	if err := gateway.Mail(from, nil); err != nil {
		return err
	}
	if err := gateway.Rcpt(to, nil); err != nil {
		return err
	}
	w, err := gateway.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(mail); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("the gateway did not take it: %w", err)
	}
	if _, err := o.shelf.put("aus", mail); err != nil {
		return err
	}
	return gateway.Quit()
}
