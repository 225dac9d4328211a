package outbound

import (
	"bytes"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/emersion/go-smtp"
)

// post is a mail server on the loopback. It takes what answer lets through.
type post struct {
	down  atomic.Bool
	mu    sync.Mutex
	mails []posted
	// tries counts the mails that were begun, also those that were refused.
	tries int
	// answer refuses a mail after its content; nil takes all.
	answer func(n int) error
	// recipient refuses a recipient.
	recipient func(to string) error
	// discard forgets contents.
	discard bool
	server  *smtp.Server
	url     string
}

type posted struct {
	from, to, envelopeID string
	raw                  []byte
}

func newPost(t testing.TB) *post {
	t.Helper()
	p := &post{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.url = "smtp://" + listener.Addr().String()
	p.server = smtp.NewServer(p)
	p.server.Domain, p.server.EnableDSN, p.server.MaxMessageBytes = "mta.example", true, 256<<20
	p.server.ErrorLog = silent{}
	go func() { _ = p.server.Serve(hangingUp{listener, &p.down}) }()
	t.Cleanup(func() { _ = p.server.Close() })
	return p
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

func (p *post) NewSession(*smtp.Conn) (smtp.Session, error) { return &conversation{post: p}, nil }

func (p *post) set(change func(*post)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(p)
}

func (p *post) taken() []posted {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]posted(nil), p.mails...)
}

type conversation struct {
	post *post
	mail posted
}

func (c *conversation) Reset()        { c.mail = posted{} }
func (c *conversation) Logout() error { return nil }
func (c *conversation) Mail(from string, o *smtp.MailOptions) error {
	c.mail.from, c.mail.envelopeID = from, o.EnvelopeID
	return nil
}

func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.mail.to = to
	c.post.mu.Lock()
	defer c.post.mu.Unlock()
	if c.post.recipient != nil {
		return c.post.recipient(to)
	}
	return nil
}

func (c *conversation) Data(r io.Reader) error {
	var raw bytes.Buffer
	var to io.Writer = &raw
	if c.post.discard {
		to = io.Discard
	}
	if _, err := io.Copy(to, r); err != nil {
		return err
	}
	c.post.mu.Lock()
	defer c.post.mu.Unlock()
	c.post.tries++
	if c.post.answer != nil {
		if err := c.post.answer(c.post.tries); err != nil {
			return err
		}
	}
	c.mail.raw = raw.Bytes()
	c.post.mails = append(c.post.mails, c.mail)
	return nil
}

func temporary(text string) error {
	return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: text}
}

// goDown has the mail server hang up on everybody. Its port stays taken: another test's server must not answer there.
func (p *post) goDown() { p.down.Store(true) }

// hangingUp is a listener that hangs up while its server is down.
type hangingUp struct {
	net.Listener
	down *atomic.Bool
}

// Accept implements net.Listener.
func (l hangingUp) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil || !l.down.Load() {
			return conn, err
		}
		_ = conn.Close()
	}
}
