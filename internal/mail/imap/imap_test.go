package imap_test

import (
	"bufio"
	"bytes"
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

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"schalter/internal/clock"
	"schalter/internal/mail/imap"
	"schalter/internal/mail/inlet"
)

type taken struct {
	envelope inlet.Envelope
	raw      string
}

// keeper takes mail for the gateway.
type keeper struct {
	mu    sync.Mutex
	mails []taken
	// fail answers each Deliver, unsure each Recipient.
	fail, unsure error
	arrived      chan struct{}
}

func (k *keeper) Recipient(_ context.Context, address string) error {
	if k.unsure != nil {
		return k.unsure
	}
	if address == "fall@post.example" || strings.HasPrefix(address, "b+") {
		return nil
	}
	return inlet.ErrUnknown
}

func (k *keeper) Deliver(_ context.Context, e inlet.Envelope, raw []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return k.fail
	}
	k.mails = append(k.mails, taken{e, string(raw)})
	if k.arrived != nil {
		k.arrived <- struct{}{}
	}
	return nil
}

// mailbox is a server in this process with one user.
type mailbox struct {
	user    *imapmemserver.User
	address string
}

func start(t *testing.T, secure *tls.Config) *mailbox {
	t.Helper()
	user := imapmemserver.NewUser("schalter", "geheim")
	if err := user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory := imapmemserver.New()
	memory.AddUser(user)
	server := imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		},
		Caps: goimap.CapSet{goimap.CapIMAP4rev1: {}, goimap.CapIMAP4rev2: {}}, InsecureAuth: true, TLSConfig: secure,
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return &mailbox{user, listener.Addr().String()}
}

type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

func (m *mailbox) put(t *testing.T, mail string) {
	t.Helper()
	raw := strings.ReplaceAll(mail, "\n", "\r\n")
	if _, err := m.user.Append("INBOX", literal{bytes.NewReader([]byte(raw))}, &goimap.AppendOptions{}); err != nil {
		t.Fatal(err)
	}
}

// count returns how many mails a folder has, and how many of them are flagged.
func (m *mailbox) count(t *testing.T, folder string) (all, flagged int) {
	t.Helper()
	conn, err := imapclient.DialInsecure(m.address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Login("schalter", "geheim").Wait(); err != nil {
		t.Fatal(err)
	}
	selected, err := conn.Select(folder, nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	found, err := conn.UIDSearch(&goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagFlagged}}, nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return int(selected.NumMessages), len(found.AllUIDs())
}

func client(t *testing.T, m *mailbox, k *keeper, change func(*imap.Config)) *imap.Client {
	t.Helper()
	c := imap.Config{URL: "imap://schalter:geheim@" + m.address + "/INBOX?starttls=never", Done: "Erledigt", MaxMessageBytes: 10_000, Timeout: 5 * time.Second}
	if change != nil {
		change(&c)
	}
	client, err := imap.New(c, k, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

const (
	bounced  = "Return-Path: <>\nDelivered-To: b+token@post.example\nX-Original-To: b+token@post.example\nTo: <b+other@post.example>, Amt <amt@stadt.example>\nFrom: <a@b.example>\n\nbounce\n"
	answered = "Return-Path: <amt@stadt.example>\nTo: \"Fall\" <fall@post.example>\nFrom: <amt@stadt.example>\n\nanswer\n"
	foreign  = "Delivered-To: other@post.example\nTo: <other@post.example>\nFrom: <a@b.example>\n\nno\n"
)

func TestMailsAreTakenAndMovedAway(t *testing.T) {
	t.Parallel()
	m, k := start(t, nil), &keeper{}
	m.put(t, bounced)
	m.put(t, foreign)
	m.put(t, answered)
	m.put(t, "To: fall@post.example\n\n"+strings.Repeat("x", 10_001))
	m.put(t, "no header at all")
	c := client(t, m, k, nil)
	for range 2 {
		if err := c.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(k.mails) != 2 {
		t.Fatalf("taken: %+v", k.mails)
	}
	first, second := k.mails[0], k.mails[1]
	if !slices.Equal(first.envelope.Recipients, []string{"b+token@post.example", "b+other@post.example"}) || first.envelope.From != "" || first.raw != strings.ReplaceAll(bounced, "\n", "\r\n") {
		t.Errorf("first: %+v", first)
	}
	if !slices.Equal(second.envelope.Recipients, []string{"fall@post.example"}) || second.envelope.From != "amt@stadt.example" {
		t.Errorf("second: %+v", second)
	}
	if !strings.HasSuffix(first.envelope.Key, "/1") || !strings.HasSuffix(second.envelope.Key, "/3") || strings.Count(first.envelope.Key, "/") != 2 {
		t.Errorf("keys %q, %q", first.envelope.Key, second.envelope.Key)
	}
	if all, flagged := m.count(t, "INBOX"); all != 3 || flagged != 3 {
		t.Errorf("INBOX has %d, %d of them flagged", all, flagged)
	}
	if all, _ := m.count(t, "Erledigt"); all != 2 {
		t.Errorf("moved: %d", all)
	}
}

func TestMailThatCannotBeKeptStays(t *testing.T) {
	t.Parallel()
	m, k := start(t, nil), &keeper{fail: errors.New("no room")}
	m.put(t, answered)
	c := client(t, m, k, nil)
	if err := c.Once(t.Context()); !errors.Is(err, k.fail) {
		t.Errorf("got %v", err)
	}
	k.fail, k.unsure = nil, errors.New("database is away")
	if err := c.Once(t.Context()); !errors.Is(err, k.unsure) {
		t.Errorf("got %v", err)
	}
	if all, flagged := m.count(t, "INBOX"); all != 1 || flagged != 0 || len(k.mails) != 0 {
		t.Errorf("INBOX has %d, %d flagged, taken %d", all, flagged, len(k.mails))
	}
	k.unsure = nil
	if err := c.Once(t.Context()); err != nil || len(k.mails) != 1 {
		t.Errorf("%v, taken %d", err, len(k.mails))
	}
}

func TestSenderThatNobodyNotedIsNotTheEmptyOne(t *testing.T) {
	t.Parallel()
	for mail, want := range map[string]string{
		"To: <fall@post.example>\nFrom: <amt@stadt.example>\n\nno server noted it\nReturn-Path: <>\n": imap.SenderUnknown,
		"Return-Path: <amt@stadt.example>\nTo: <fall@post.example>\n\nx\n":                            "amt@stadt.example",
		"To: <fall@post.example>\nreturn-path: <>\n\nx\n":                                             "",
	} {
		m, k := start(t, nil), &keeper{}
		m.put(t, mail)
		if err := client(t, m, k, nil).Once(t.Context()); err != nil || len(k.mails) != 1 {
			t.Fatalf("taken %d, %v", len(k.mails), err)
		}
		if got := k.mails[0].envelope.From; got != want {
			t.Errorf("%q: got sender %q, want %q", mail, got, want)
		}
	}
}

// stalling is a server that says nothing more after a command with this word.
func stalling(t *testing.T, m *mailbox, word string) *mailbox {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", m.address)
			if err != nil {
				near.Close()
				return
			}
			go func() { _, _ = io.Copy(near, far) }()
			go func() {
				defer far.Close()
				defer near.Close()
				commands := bufio.NewReader(near)
				for {
					line, err := commands.ReadString('\n')
					if err != nil {
						return
					}
					if strings.Contains(line, word) {
						_, _ = io.Copy(io.Discard, commands)
						return
					}
					_, _ = io.WriteString(far, line)
				}
			}()
		}
	}()
	return &mailbox{m.user, listener.Addr().String()}
}

func TestServerThatStallsIsLeft(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"LOGIN", "SELECT", "SEARCH", "RFC822.SIZE", "BODY.PEEK", "MOVE", "IDLE", "DONE"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			m := start(t, nil)
			m.put(t, answered)
			c := client(t, stalling(t, m, word), &keeper{}, func(c *imap.Config) { c.Timeout, c.Poll = 300*time.Millisecond, 100*time.Millisecond })
			done := make(chan error, 1)
			go func() { done <- c.Run(t.Context()) }()
			select {
			case err := <-done:
				if !errors.Is(err, imap.ErrStalled) {
					t.Errorf("got %v", err)
				}
			case <-time.After(time.Minute):
				t.Fatal("it waits for ever")
			}
		})
	}
}

func TestWithoutAFolderMailsAreDeleted(t *testing.T) {
	t.Parallel()
	m, k := start(t, nil), &keeper{}
	m.put(t, answered)
	m.put(t, foreign)
	if err := client(t, m, k, func(c *imap.Config) { c.Done = "" }).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all, flagged := m.count(t, "INBOX"); all != 1 || flagged != 1 || len(k.mails) != 1 {
		t.Errorf("INBOX has %d, %d flagged, taken %d", all, flagged, len(k.mails))
	}
}

func TestNewMailIsTakenWhenItComes(t *testing.T) {
	t.Parallel()
	m, k := start(t, nil), &keeper{arrived: make(chan struct{}, 10)}
	m.put(t, answered)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- client(t, m, k, func(c *imap.Config) { c.Poll = time.Hour }).Run(ctx) }()
	for range 3 {
		select {
		case <-k.arrived:
		case <-time.After(time.Minute):
			t.Fatal("nothing came")
		}
		m.put(t, answered)
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the end of the context does not end it")
	}
}

func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
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
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
}

func TestTLSIsUsedAndChecked(t *testing.T) {
	t.Parallel()
	secure, trust := certificate(t)
	m, k := start(t, secure), &keeper{}
	m.put(t, answered)
	url := "imap://schalter:geheim@" + m.address
	if err := client(t, m, k, func(c *imap.Config) { c.URL = url }).Once(t.Context()); err == nil || len(k.mails) > 0 {
		t.Errorf("unknown certificate: %v", err)
	}
	if err := client(t, m, k, func(c *imap.Config) { c.URL, c.TLS = url, trust }).Once(t.Context()); err != nil || len(k.mails) != 1 {
		t.Errorf("STARTTLS: %v, taken %d", err, len(k.mails))
	}
	if err := client(t, m, k, func(c *imap.Config) { c.URL = "imap://schalter:falsch@" + m.address + "?starttls=never" }).Once(t.Context()); err == nil || strings.Contains(err.Error(), "falsch") {
		t.Errorf("wrong password: %v", err)
	}
	bare := start(t, nil)
	if err := client(t, bare, k, func(c *imap.Config) { c.URL, c.TLS = "imap://schalter:geheim@"+bare.address, trust }).Once(t.Context()); err == nil {
		t.Error("a server without TLS was logged in to")
	}
}

func TestWrongConfigurationIsToldWithoutThePassword(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"", "imaps://mail.example", "http://u:geheim@mail.example", "imaps://u:geheim@", "imap://u:geheim@mail.example?starttls=never",
		"imaps://u:geheim@mail.example?starttls=never", "imap://u:geheim@mail.example?starttls=maybe", "imaps://u:geheim@mail.example:x",
	} {
		if _, err := imap.New(imap.Config{URL: url}, &keeper{}, slog.Default()); err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%q: %v", url, err)
		}
	}
}
