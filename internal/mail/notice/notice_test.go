package notice_test

import (
	"context"
	"errors"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/internal/clock"
	"schalter/internal/mail"
	"schalter/internal/mail/notice"
	"schalter/internal/mail/relay"
	"schalter/internal/testkit"
)

var sentAt = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// server is a mail server on loopback that keeps what it takes.
type server struct {
	mu    sync.Mutex
	mails []received
	// refuse answers a step (mail, rcpt, data) with an error.
	refuse map[string]*smtp.SMTPError
	// hang never answers the end of a mail until it is closed.
	hang chan struct{}
	// breakAfter closes the connection once the answer to a mail is out.
	breakAfter bool
}

type received struct {
	from, to string
	// asked is whether something about reports was asked for (RFC 3461).
	asked bool
	raw   string
}

type session struct {
	*server
	conn    *smtp.Conn
	current received
}

func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: s, conn: c}, nil
}
func (s *session) Logout() error { return nil }

// Reset is called once the answer to a mail is out.
func (s *session) Reset() {
	if s.breakAfter && s.current.raw != "" {
		s.conn.Conn().Close()
	}
}

func (s *session) answer(step string) error {
	if refused := s.refuse[step]; refused != nil {
		return refused
	}
	return nil
}

func (s *session) Mail(from string, o *smtp.MailOptions) error {
	s.current = received{from: from, asked: o.Return != "" || o.EnvelopeID != ""}
	return s.answer("mail")
}

func (s *session) Rcpt(to string, o *smtp.RcptOptions) error {
	s.current.to = to
	s.current.asked = s.current.asked || len(o.Notify) > 0
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
	return nil
}

// start serves on loopback and returns host and port.
func (s *server) start(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	backend := smtp.NewServer(s)
	backend.Domain, backend.EnableDSN, backend.ErrorLog = "mta.example", true, log.New(io.Discard, "", 0)
	go backend.Serve(listener)
	t.Cleanup(func() { backend.Close() })
	return listener.Addr().String()
}

func sender(t *testing.T, url string) *notice.Sender {
	t.Helper()
	s, err := notice.New(notice.Config{
		URL: url, From: notice.From{Name: "Schalter (Testbetrieb) Ä", Address: "noreply@Schalter.example"}, Timeout: 10 * time.Second,
	}, clock.NewFake(sentAt))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sample() mail.Message {
	return mail.Message{
		ID: "mai_01jd3k5v8q0r6m2n9p4s7t1u3v", To: "maria@demo.example", Subject: "Grüße vom Amt: Ihre Registrierung",
		Text:   "Guten Tag,\n\nbitte öffnen Sie https://schalter.example/bestaetigen#token=a_b-c&d=1.\n.\nIhr Satz: <b>„Äpfel“</b> src=x\n" + strings.Repeat("lang ", 300) + "\n",
		Locale: "DE",
	}
}

// parts returns header, text and HTML of a mail as its reader gets them.
func parts(t *testing.T, raw string) (netmail.Header, string, string) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	var found []string
	reader := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []string{"text/plain", "text/html"} {
		part, err := reader.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || kind != want || !strings.EqualFold(params["charset"], "utf-8") {
			t.Errorf("part of type %q %v, %v; want %s", kind, params, err, want)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, strings.ReplaceAll(string(body), "\r\n", "\n"))
	}
	if _, err := reader.NextRawPart(); err != io.EOF {
		t.Errorf("more than two parts: %v", err)
	}
	return m.Header, found[0], found[1]
}

func TestMailArrivesAsItWasWritten(t *testing.T) {
	t.Parallel()
	var mta server
	if err := sender(t, "smtp://"+mta.start(t)).Send(t.Context(), sample()); err != nil {
		t.Fatal(err)
	}
	if len(mta.mails) != 1 || mta.mails[0].from != "noreply@schalter.example" || mta.mails[0].to != "maria@demo.example" || mta.mails[0].asked {
		t.Fatalf("taken: %+v", mta.mails)
	}
	header, text, html := parts(t, mta.mails[0].raw)
	if want := sample().Text; text != want {
		t.Errorf("text %q, want %q", text, want)
	}
	if want := `<a href="https://schalter.example/bestaetigen#token=a_b-c&amp;d=1">`; !strings.Contains(html, want) {
		t.Errorf("%q is missing in %q", want, html)
	}
	decoder := new(mime.WordDecoder)
	subject, err := decoder.DecodeHeader(header.Get("Subject"))
	if err != nil || subject != sample().Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	for name, want := range map[string]string{
		"Message-Id": "<mai_01jd3k5v8q0r6m2n9p4s7t1u3v@schalter.example>", "To": "<maria@demo.example>", "Date": "Sun, 22 Nov 2026 09:30:00 +0000",
		"Auto-Submitted": "auto-generated", "Content-Language": "de", "User-Agent": "", "X-Mailer": "",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	from, err := (&netmail.AddressParser{WordDecoder: decoder}).Parse(header.Get("From"))
	if err != nil || from.Name != "Schalter (Testbetrieb) Ä" || from.Address != "noreply@schalter.example" {
		t.Errorf("from %v, %v", from, err)
	}
	for line := range strings.SplitSeq(mta.mails[0].raw, "\r\n") {
		if len(line) > 998 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes, or with a bare line end", len(line))
		}
	}
}

// No server has to know umlauts: what goes over the wire is ASCII, in the command and in the header.
func TestUmlautDomainsGoOverTheWireInASCII(t *testing.T) {
	t.Parallel()
	var mta server
	m := sample()
	m.To = "maria@müller.example"
	from := notice.From{Name: "Schalter", Address: "noreply@schälter.example"}
	s, err := notice.New(notice.Config{URL: "smtp://" + mta.start(t), From: from}, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if len(mta.mails) != 1 || mta.mails[0].from != "noreply@xn--schlter-7wa.example" || mta.mails[0].to != "maria@xn--mller-kva.example" {
		t.Fatalf("taken: %+v", mta.mails)
	}
	header, _, _ := parts(t, mta.mails[0].raw)
	if got := header.Get("To"); got != "<maria@xn--mller-kva.example>" {
		t.Errorf("to %q", got)
	}
	if got := header.Get("From"); !strings.HasSuffix(got, "<noreply@xn--schlter-7wa.example>") {
		t.Errorf("from %q", got)
	}
	if got := header.Get("Message-Id"); got != "<"+m.ID+"@xn--schlter-7wa.example>" {
		t.Errorf("id %q", got)
	}
}

func TestAttack30NoHeaderIsInjected(t *testing.T) {
	t.Parallel()
	var mta server
	s := sender(t, "smtp://"+mta.start(t))
	for name, change := range map[string]func(*mail.Message){
		"subject CRLF":       func(m *mail.Message) { m.Subject = "a\r\nBcc: x@demo.example" },
		"subject LF":         func(m *mail.Message) { m.Subject = "a\nBcc: x@demo.example" },
		"subject CR":         func(m *mail.Message) { m.Subject = "a\rb" },
		"subject NUL":        func(m *mail.Message) { m.Subject = "a\x00b" },
		"subject NEL":        func(m *mail.Message) { m.Subject = "a\u0085b" },
		"subject separator":  func(m *mail.Message) { m.Subject = "a\u2028b" },
		"subject encoding":   func(m *mail.Message) { m.Subject = "a\xffb" },
		"subject empty":      func(m *mail.Message) { m.Subject = "" },
		"to CRLF":            func(m *mail.Message) { m.To = "maria@demo.example\r\nBcc: x@demo.example" },
		"to CRLF at the end": func(m *mail.Message) { m.To = "maria@demo.example\r\n" },
		"to two":             func(m *mail.Message) { m.To = "maria@demo.example, x@demo.example" },
		"to name":            func(m *mail.Message) { m.To = "Maria <maria@demo.example>" },
		"to command":         func(m *mail.Message) { m.To = "maria@demo.example> NOTIFY=NEVER" },
		"to upper case":      func(m *mail.Message) { m.To = "maria@DEMO.example" },
		"id":                 func(m *mail.Message) { m.ID = "a>\r\nX: y" },
		"id empty":           func(m *mail.Message) { m.ID = "" },
		"locale":             func(m *mail.Message) { m.Locale = "de\r\nX: y" },
		"text":               func(m *mail.Message) { m.Text = "a\x00" },
	} {
		m := sample()
		change(&m)
		if err := s.Send(t.Context(), m); !errors.Is(err, mail.ErrPermanent) {
			t.Errorf("%s: %v, want it refused for good", name, err)
		}
	}
	for _, from := range []notice.From{{Name: "a\r\nBcc: x@demo.example", Address: "a@demo.example"}, {Address: "a@demo.example\r\nX: y"}, {Address: "A <a@demo.example>"}} {
		if _, err := notice.New(notice.Config{URL: "smtp://127.0.0.1", From: from}, clock.System()); err == nil {
			t.Errorf("sender %+q was taken", from)
		}
	}
	if len(mta.mails) != 0 {
		t.Errorf("sent: %+v", mta.mails)
	}
}

func TestAttack30TextNeverBecomesHeader(t *testing.T) {
	t.Parallel()
	var mta server
	m := sample()
	m.Subject, m.Text = "=?utf-8?q?a=0D=0ABcc:_x?= <script>", "\n.\n\r\n.\r\nBcc: x@demo.example\r\nQUIT\r\n"
	if err := sender(t, "smtp://"+mta.start(t)).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	header, text, html := parts(t, mta.mails[0].raw)
	if header.Get("Bcc") != "" || !strings.Contains(text, "Bcc: x@demo.example") || strings.Contains(html, "<script>") {
		t.Errorf("header %v, text %q, html %q", header, text, html)
	}
}

func TestRefusalsAreToldApart(t *testing.T) {
	t.Parallel()
	reply := func(code int, class int) *smtp.SMTPError {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{class, 1, 1}, Message: "maria@demo.example unknown"}
	}
	for _, tt := range []struct {
		step      string
		reply     *smtp.SMTPError
		permanent bool
		text      string
	}{
		{"rcpt", reply(550, 5), true, "mail refused for good: mail not handed over, for good: 550 5.1.1 at recipient"},
		{"rcpt", &smtp.SMTPError{Code: 501, EnhancedCode: smtp.EnhancedCode{5, 1, 3}}, true, "mail refused for good: mail not handed over, for good: 501 5.1.3 at recipient"},
		{"rcpt", &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}}, false, "mail not handed over, temporarily: 530 5.7.0 at recipient"},
		{"rcpt", reply(450, 4), false, "mail not handed over, temporarily: 450 4.1.1 at recipient"},
		{"data", reply(554, 5), true, "mail refused for good: mail not handed over, for good: 554 5.1.1 at content"},
		{"data", reply(451, 4), false, "mail not handed over, temporarily: 451 4.1.1 at content"},
		{"mail", reply(550, 5), false, "mail not handed over, temporarily: 550 5.1.1 at sender"},
		{"mail", reply(421, 4), false, "mail not handed over, temporarily: 421 4.1.1 at sender"},
	} {
		mta := server{refuse: map[string]*smtp.SMTPError{tt.step: tt.reply}}
		err := sender(t, "smtp://"+mta.start(t)).Send(t.Context(), sample())
		var refused *relay.Failure
		if !errors.As(err, &refused) || errors.Is(err, mail.ErrPermanent) != tt.permanent || err.Error() != tt.text {
			t.Errorf("%s %d: %v, permanent %v; want %q, %v", tt.step, tt.reply.Code, err, errors.Is(err, mail.ErrPermanent), tt.text, tt.permanent)
		}
	}
}

func TestLostConnectionAfterAcceptanceIsNoFailure(t *testing.T) {
	t.Parallel()
	mta := server{breakAfter: true}
	if err := sender(t, "smtp://"+mta.start(t)).Send(t.Context(), sample()); err != nil || len(mta.mails) != 1 {
		t.Errorf("%v, %d mails taken; want one and no error", err, len(mta.mails))
	}
}

func TestEndOfTheContextEndsTheSending(t *testing.T) {
	t.Parallel()
	mta := server{hang: make(chan struct{})}
	t.Cleanup(func() { close(mta.hang) })
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	err := sender(t, "smtp://"+mta.start(t)).Send(ctx, sample())
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("got %v, want DeadlineExceeded", err)
	}
}

func TestAbsentServerIsTemporary(t *testing.T) {
	t.Parallel()
	err := sender(t, "smtp://"+testkit.Address()).Send(t.Context(), sample())
	if err == nil || errors.Is(err, mail.ErrPermanent) {
		t.Errorf("got %v, want a temporary error", err)
	}
}

func TestHTMLThatLoadsSomethingIsNotSent(t *testing.T) {
	t.Parallel()
	s := sender(t, "smtp://127.0.0.1:9")
	for _, html := range []string{
		`<img src="https://t.example/p.gif">`, `< IMG SRC=x>`, `<p style="background:url(https://t.example)">`, "<td\nbackground='x'>", `<script>1</script>`,
		`<link rel=stylesheet href=x>`, `<style>@import 'x'</style>`, `<p onclick="x">`, `<iframe>`, `<video poster=x>`, `<meta http-equiv=refresh content=0>`, `<svg><use href=x>`,
	} {
		m := sample()
		m.HTML = html
		if err := s.Send(t.Context(), m); !errors.Is(err, mail.ErrPermanent) {
			t.Errorf("%q: %v, want it refused", html, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := sample()
	m.HTML = `<p style="color:#000">Ihr Satz: src=x url(y) &lt;img src=z&gt; <a href="https://a.example/#token=t">a</a></p>`
	if err := s.Send(ctx, m); errors.Is(err, mail.ErrPermanent) {
		t.Errorf("plain HTML is refused: %v", err)
	}
}
