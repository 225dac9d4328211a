package relay_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"schalter/internal/clock"
	"schalter/internal/mail/relay"
)

// server is a mail server on loopback that keeps what it takes.
type server struct {
	mu    sync.Mutex
	mails []taken
	// refuse answers a step (mail, rcpt, data) with an error.
	refuse          map[string]*smtp.SMTPError
	password        string
	mechanism       string
	dsn, requireTLS bool
	// die closes the connection when the content is there, without an answer.
	die bool
	// hang waits with the answer to the content until it is closed.
	hang chan struct{}
}

type taken struct {
	from, to string
	mail     smtp.MailOptions
	rcpt     smtp.RcptOptions
	secured  bool
	user     string
	raw      string
}

type session struct {
	*server
	conn    *smtp.Conn
	current taken
}

func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: s, conn: c}, nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if s.mechanism == "" {
		return nil
	}
	return []string{s.mechanism}
}

func (s *session) Auth(mechanism string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != "schalter" || password != s.password {
			return smtp.ErrAuthFailed
		}
		s.current.user = user
		return nil
	}
	if mechanism == sasl.Login {
		return &login{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
}

// login is the server's side of a mechanism that go-sasl knows only as a client.
type login struct {
	check func(user, password string) error
	step  int
	user  string
}

func (l *login) Next(response []byte) (challenge []byte, done bool, err error) {
	l.step++
	switch l.step {
	case 1:
		if response == nil {
			return []byte("Username:"), false, nil
		}
		l.step++
		fallthrough
	case 2:
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.user, string(response))
}

func (s *session) answer(step string) error {
	if refused := s.refuse[step]; refused != nil {
		return refused
	}
	return nil
}

func (s *session) Mail(from string, o *smtp.MailOptions) error {
	_, secured := s.conn.TLSConnectionState()
	s.current = taken{from: from, mail: *o, secured: secured, user: s.current.user}
	return s.answer("mail")
}

func (s *session) Rcpt(to string, o *smtp.RcptOptions) error {
	s.current.to, s.current.rcpt = to, *o
	return s.answer("rcpt")
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.hang != nil {
		<-s.hang
	}
	if err := s.answer("data"); err != nil {
		return err
	}
	s.current.raw = string(raw)
	s.mu.Lock()
	s.mails = append(s.mails, s.current)
	s.mu.Unlock()
	if s.die {
		s.conn.Conn().Close()
	}
	return nil
}

func (s *server) all() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// start serves on loopback and returns host and port. With implicit TLS a client must speak it from the first byte.
func (s *server) start(t *testing.T, config *tls.Config, implicit bool) string {
	t.Helper()
	listener := listen(t)
	backend := smtp.NewServer(s)
	backend.Domain, backend.AllowInsecureAuth, backend.ErrorLog = "mta.example", true, log.New(io.Discard, "", 0)
	backend.EnableDSN, backend.EnableREQUIRETLS = s.dsn, s.requireTLS
	if implicit {
		listener = tls.NewListener(listener, config)
	} else {
		backend.TLSConfig = config
	}
	go backend.Serve(listener)
	t.Cleanup(func() { backend.Close() })
	return listener.Addr().String()
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

// script serves one connection after the other with a function.
func script(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	listener := listen(t)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

// certificate returns a server's configuration and one of a client that trusts it.
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

func client(t *testing.T, url string, trust *tls.Config) *relay.Client {
	t.Helper()
	c, err := relay.New(relay.Config{URL: url, Hello: "post.example", TLS: trust, Timeout: 10 * time.Second, CommandTimeout: 2 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sample() relay.Message {
	return relay.Message{
		From: "b+token@post.example", To: "amt+bau@stadt.example", EnvelopeID: "dlv_01jd3k5v8q0r6m2n9p4s7t1u3v",
		Body: []byte("From: <fall@post.example>\r\nSubject: Sichere Nachricht\r\n\r\n.\r\n..\r\nende\r\n"),
	}
}
