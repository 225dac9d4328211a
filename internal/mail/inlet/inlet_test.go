package inlet_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/relay"
)

type taken struct {
	envelope inlet.Envelope
	raw      string
}

// keeper takes mail for one address.
type keeper struct {
	mu    sync.Mutex
	mails []taken
	// fail answers each Deliver; hold keeps it waiting until it is closed.
	fail error
	hold chan struct{}
	// entered gets a value when a Deliver begins.
	entered chan struct{}
}

const ours = "fall@post.example"

func (k *keeper) Recipient(_ context.Context, address string) error {
	switch address {
	case ours, "b+token@post.example":
		return nil
	case "later@post.example":
		return errors.New("database is away")
	}
	return inlet.ErrUnknown
}

func (k *keeper) Deliver(ctx context.Context, e inlet.Envelope, raw []byte) error {
	if k.entered != nil {
		k.entered <- struct{}{}
	}
	if k.hold != nil {
		select {
		case <-k.hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return k.fail
	}
	k.mails = append(k.mails, taken{e, string(raw)})
	return nil
}

func (k *keeper) all() []taken {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.mails)
}

func start(t *testing.T, c inlet.Config, k *keeper) (*inlet.Server, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.Domain = "post.example"
	s := inlet.New(c, k, slog.New(slog.NewTextHandler(io.Discard, nil)))
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := s.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s, l.Addr().String()
}

func TestMailOfTheRelayArrivesAsItWas(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	_, address := start(t, inlet.Config{}, k)
	client, err := relay.New(relay.Config{URL: "smtp://" + address, Hello: "schalter.example"})
	if err != nil {
		t.Fatal(err)
	}
	body := "From: a@b.example\r\nSubject: x\r\n\r\n.\r\n..dots\r\n" + strings.Repeat("0123456789", 90) + "\r\n"
	accepted, err := client.Send(t.Context(), relay.Message{From: "b+token@schalter.example", To: ours, EnvelopeID: "dlv_1", Body: []byte(body)})
	if err != nil || accepted.Notifies || accepted.Secured {
		t.Fatalf("%+v, %v", accepted, err)
	}
	mails := k.all()
	if len(mails) != 1 || mails[0].raw != body || mails[0].envelope.From != "b+token@schalter.example" || !slices.Equal(mails[0].envelope.Recipients, []string{ours}) {
		t.Errorf("taken: %+v", mails)
	}
}

// talk is a conversation typed by hand.
type talk struct {
	t    *testing.T
	conn net.Conn
	r    *bufio.Reader
}

func dial(t *testing.T, address string) *talk {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(clock.System().Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return &talk{t, conn, bufio.NewReader(conn)}
}

// reply reads one reply and returns its last line.
func (c *talk) reply() string {
	c.t.Helper()
	for {
		line, err := c.r.ReadString('\n')
		if err != nil {
			return "end: " + err.Error()
		}
		if len(line) < 4 || line[3] == ' ' {
			return strings.TrimSpace(line)
		}
	}
}

// command sends a line and checks how the reply begins.
func (c *talk) command(line, want string) {
	c.t.Helper()
	if line != "" {
		if _, err := io.WriteString(c.conn, line+"\r\n"); err != nil {
			c.t.Fatal(err)
		}
	}
	if got := c.reply(); !strings.HasPrefix(got, want) {
		c.t.Errorf("%.60q: reply %q, want %q", line, got, want)
	}
}

func TestAttack20WhatIsNotOursIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	_, address := start(t, inlet.Config{}, k)
	c := dial(t, address)
	c.command("", "220 post.example")
	c.command("EHLO x", "250 ")
	c.command("MAIL FROM:<>", "250 ")
	c.command("RCPT TO:<stranger@elsewhere.example>", "550 5.1.1")
	c.command("RCPT TO:<b+forged@post.example>", "550 5.1.1")
	c.command("RCPT TO:<later@post.example>", "451 4.3.0")
	c.command("DATA", "502")
	c.command("AUTH PLAIN AAA=", "5")
	c.command("VRFY fall", "252")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("RCPT TO:<stranger@elsewhere.example>", "550 5.1.1")
	c.command("DATA", "354")
	c.command("Subject: x\r\n\r\ntext\r\n.", "250 ")
	c.command("QUIT", "221")
	if mails := k.all(); len(mails) != 1 || !slices.Equal(mails[0].envelope.Recipients, []string{ours}) || mails[0].envelope.From != "" || mails[0].envelope.Key != "" {
		t.Errorf("taken: %+v", mails)
	}
}

func TestLMTPAnswersForEachRecipient(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	_, address := start(t, inlet.Config{LMTP: true}, k)
	c := dial(t, address)
	c.command("", "220")
	c.command("EHLO x", "500")
	c.command("LHLO x", "250 ")
	c.command("MAIL FROM:<amt@stadt.example>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("RCPT TO:<x@post.example>", "550 5.1.1")
	c.command("RCPT TO:<b+token@post.example>", "250 ")
	c.command("DATA", "354")
	c.command("\r\ntext\r\n.", "250 2.0.0 <"+ours+">")
	c.command("", "250 2.0.0 <b+token@post.example>")
	k.mu.Lock()
	k.fail = errors.New("no room")
	k.mu.Unlock()
	c.command("MAIL FROM:<amt@stadt.example>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("RCPT TO:<b+token@post.example>", "250 ")
	c.command("DATA", "354")
	c.command("\r\ntext\r\n.", "451 4.3.0 <"+ours+">")
	c.command("", "451 4.3.0 <b+token@post.example>")
	c.command("QUIT", "221")
	if mails := k.all(); len(mails) != 1 || len(mails[0].envelope.Recipients) != 2 {
		t.Errorf("delivered: %+v", mails)
	}
}

func TestMailSmuggledBehindAnOddLineEndStaysOneMail(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r"} {
		k := &keeper{}
		_, address := start(t, inlet.Config{}, k)
		c := dial(t, address)
		c.command("", "220")
		c.command("EHLO x", "250 ")
		c.command("MAIL FROM:<>", "250 ")
		c.command("RCPT TO:<"+ours+">", "250 ")
		c.command("DATA", "354")
		c.command("\r\nfirst"+end+"MAIL FROM:<>\r\nRCPT TO:<"+ours+">\r\nDATA\r\nsecond\r\n.", "250 ")
		c.command("NOOP", "250 ")
		if mails := k.all(); len(mails) != 1 || !strings.Contains(mails[0].raw, "second") {
			t.Errorf("%q: %d mails", end, len(mails))
		}
	}
}

func TestShutdownWaitsForAMailAndEndsWhatIsIdle(t *testing.T) {
	t.Parallel()
	k := &keeper{hold: make(chan struct{}), entered: make(chan struct{}, 1)}
	s, address := start(t, inlet.Config{}, k)
	idle, busy := dial(t, address), dial(t, address)
	idle.command("", "220")
	busy.command("", "220")
	busy.command("EHLO x", "250 ")
	busy.command("MAIL FROM:<>", "250 ")
	busy.command("RCPT TO:<"+ours+">", "250 ")
	busy.command("DATA", "354")
	io.WriteString(busy.conn, "\r\ntext\r\n.\r\n")
	<-k.entered
	ended := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		ended <- s.Shutdown(ctx)
	}()
	if got := idle.reply(); !strings.HasPrefix(got, "end") {
		t.Errorf("idle: %q", got)
	}
	select {
	case err := <-ended:
		t.Fatalf("ended before the mail was taken: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(k.hold)
	busy.command("", "250 ")
	if got := busy.reply(); !strings.HasPrefix(got, "end") {
		t.Errorf("busy: %q", got)
	}
	if err := <-ended; err != nil || len(k.all()) != 1 {
		t.Errorf("%v, %d mails", err, len(k.all()))
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("it still listens")
	}
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	k := &keeper{hold: make(chan struct{}), entered: make(chan struct{}, 1)}
	s, address := start(t, inlet.Config{}, k)
	busy := dial(t, address)
	busy.command("", "220")
	busy.command("EHLO x", "250 ")
	busy.command("MAIL FROM:<>", "250 ")
	busy.command("RCPT TO:<"+ours+">", "250 ")
	busy.command("DATA", "354")
	io.WriteString(busy.conn, "\r\ntext\r\n.\r\n")
	<-k.entered
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if err := s.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if got := busy.reply(); strings.HasPrefix(got, "250") || len(k.all()) != 0 {
		t.Errorf("answered %q, %d mails", got, len(k.all()))
	}
}

func TestMailComesOverSTARTTLS(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := clock.System().Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	k := &keeper{}
	_, address := start(t, inlet.Config{TLS: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}}, k)
	client, err := relay.New(relay.Config{
		URL: "smtp://" + address + "?starttls=required", Hello: "schalter.example", TLS: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
	})
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := client.Send(t.Context(), relay.Message{From: "amt@stadt.example", To: ours, Body: []byte("From: <a@b.example>\r\n\r\nx\r\n")})
	if err != nil || !accepted.Secured || len(k.all()) != 1 {
		t.Errorf("%+v, %v, %d mails", accepted, err, len(k.all()))
	}
}
