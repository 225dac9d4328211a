//go:build demo

package app

import (
	"bytes"
	"io"
	"log"
	"mime"
	"net"
	netmail "net/mail"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/internal/clock"
	"schalter/internal/mail/token"
)

// A mailServer takes mails, or does not. What it took counts by address and time.
type mailServer struct {
	mu    sync.Mutex
	clock clock.Clock
	down  bool
	// away is when it went away for a week, each time.
	away []time.Time
	// gone are the addresses that it refuses for good.
	gone  map[string]bool
	taken map[string][]takenMail
	// back are mails since somebody last looked that come back to an address of their own, should they.
	back []returnableMail
	addr string
}

type takenMail struct {
	at      time.Time
	subject string
}

// A returnableMail is one whose sender wants to hear of it.
type returnableMail struct {
	at       time.Time
	from, to string
	head     []byte
}

type mailVisit struct {
	*mailServer
	from, to string
}

func (m *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down {
		return nil, &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "closed for maintenance"}
	}
	return &mailVisit{mailServer: m}, nil
}

func (v *mailVisit) Reset() {}

func (v *mailVisit) Logout() error { return nil }

func (v *mailVisit) Mail(from string, _ *smtp.MailOptions) error { v.from = from; return nil }

func (v *mailVisit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone[to] {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	v.to = to
	return nil
}

func (v *mailVisit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	read, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.taken[v.to] = append(v.taken[v.to], takenMail{v.clock.Now(), subject})
	if _, ok := token.OfBounceAddress(v.from, "schalter.example"); ok {
		v.back = append(v.back, returnableMail{v.clock.Now(), v.from, v.to, raw[:bytes.Index(raw, []byte("\r\n\r\n"))+2]})
	}
	return nil
}

// returnable are the mails that were taken since this was last asked.
func (m *mailServer) returnable() []returnableMail {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.back
	m.back = nil
	return list
}

// isLate reports whether a mail of about this time may have been given up, or may have come later than it was written.
func (m *mailServer) isLate(at time.Time) bool {
	return slices.ContainsFunc(m.away, func(from time.Time) bool {
		return !at.Before(from.AddDate(0, 0, -1)) && at.Before(from.AddDate(0, 0, 10))
	})
}

func openMailServer(t testing.TB, c clock.Clock) *mailServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailServer{clock: c, gone: map[string]bool{}, taken: map[string][]takenMail{}, addr: listener.Addr().String()}
	server := smtp.NewServer(m)
	server.Domain, server.ErrorLog = "mx.years.example", log.New(io.Discard, "", 0)
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-served })
	return m
}
