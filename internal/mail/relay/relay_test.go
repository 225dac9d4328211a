package relay_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"schalter/internal/mail/relay"
)

func TestMailArrivesWithItsEnvelope(t *testing.T) {
	t.Parallel()
	mta := server{dsn: true}
	accepted, err := client(t, "smtp://"+mta.start(t, nil, false), nil).Send(t.Context(), sample())
	if err != nil || !accepted.Notifies || accepted.Secured || accepted.Reply != "2.0.0 OK: queued" {
		t.Fatalf("%+v, %v", accepted, err)
	}
	m := mta.all()[0]
	if m.from != sample().From || m.to != sample().To || m.raw != string(sample().Body) {
		t.Errorf("taken: %+v", m)
	}
	if m.mail.Return != smtp.DSNReturnHeaders || m.mail.EnvelopeID != sample().EnvelopeID || m.mail.Size != int64(len(sample().Body)) || m.mail.RequireTLS {
		t.Errorf("sender options: %+v", m.mail)
	}
	want := smtp.RcptOptions{
		Notify:                []smtp.DSNNotify{smtp.DSNNotifySuccess, smtp.DSNNotifyFailure, smtp.DSNNotifyDelayed},
		OriginalRecipientType: smtp.DSNAddressTypeRFC822, OriginalRecipient: sample().To,
	}
	if !reflect.DeepEqual(m.rcpt, want) {
		t.Errorf("recipient options: %+v, want %+v", m.rcpt, want)
	}
}

func TestNothingIsAskedThatTheServerDoesNotOffer(t *testing.T) {
	t.Parallel()
	mta := server{}
	m := sample()
	m.RequireTLS = true
	accepted, err := client(t, "smtp://"+mta.start(t, nil, false), nil).Send(t.Context(), m)
	if err != nil || accepted.Notifies {
		t.Fatalf("%+v, %v", accepted, err)
	}
	got := mta.all()[0]
	if got.mail.EnvelopeID != "" || got.mail.Return != "" || got.mail.RequireTLS || !reflect.DeepEqual(got.rcpt, smtp.RcptOptions{}) {
		t.Errorf("asked: %+v %+v", got.mail, got.rcpt)
	}
}

func TestReportsAskForNoReport(t *testing.T) {
	t.Parallel()
	mta := server{dsn: true}
	m := sample()
	m.From, m.Notify = "", relay.NotifyNever
	if _, err := client(t, "smtp://"+mta.start(t, nil, false), nil).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	got := mta.all()[0]
	if got.from != "" || got.mail.EnvelopeID != "" || !reflect.DeepEqual(got.rcpt, smtp.RcptOptions{Notify: []smtp.DSNNotify{smtp.DSNNotifyNever}}) {
		t.Errorf("taken: %+v", got)
	}
}

func TestTransportsWithTLSAndPassword(t *testing.T) {
	t.Parallel()
	secure, trust := certificate(t)
	for _, tt := range []struct {
		what, scheme, login, query, mechanism string
		serverTLS                             *tls.Config
		implicit                              bool
		trust                                 *tls.Config
		secured, fails                        bool
	}{
		{what: "STARTTLS", scheme: "smtp", login: "schalter:geheim@", query: "?starttls=required", mechanism: sasl.Plain, serverTLS: secure, trust: trust, secured: true},
		{what: "LOGIN", scheme: "smtp", login: "schalter:geheim@", query: "?starttls=required", mechanism: sasl.Login, serverTLS: secure, trust: trust, secured: true},
		{what: "opportunistic with", scheme: "smtp", query: "?starttls=opportunistic", serverTLS: secure, trust: trust, secured: true},
		{what: "opportunistic without", scheme: "smtp", query: "?starttls=opportunistic", trust: trust},
		{what: "never", scheme: "smtp", login: "schalter:geheim@", query: "?starttls=never", mechanism: sasl.Plain, serverTLS: secure},
		{what: "implicit", scheme: "smtps", login: "schalter:geheim@", mechanism: sasl.Plain, serverTLS: secure, implicit: true, trust: trust, secured: true},
		{what: "required, not offered", scheme: "smtp", query: "?starttls=required", trust: trust, fails: true},
		{what: "unknown certificate", scheme: "smtp", query: "?starttls=required", serverTLS: secure, fails: true},
		{what: "unknown certificate, implicit", scheme: "smtps", serverTLS: secure, implicit: true, fails: true},
		{what: "wrong password", scheme: "smtp", login: "schalter:falsch@", query: "?starttls=required", mechanism: sasl.Plain, serverTLS: secure, trust: trust, fails: true},
		{what: "password without TLS", scheme: "smtp", login: "schalter:geheim@", query: "?starttls=opportunistic", mechanism: sasl.Plain, fails: true},
		{what: "password not asked for", scheme: "smtp", login: "schalter:geheim@", query: "?starttls=never", fails: true},
	} {
		mta := server{password: "geheim", mechanism: tt.mechanism, requireTLS: true}
		m := sample()
		m.RequireTLS = true
		accepted, err := client(t, tt.scheme+"://"+tt.login+mta.start(t, tt.serverTLS, tt.implicit)+tt.query, tt.trust).Send(t.Context(), m)
		var failed *relay.Failure
		switch {
		case tt.fails && (!errors.As(err, &failed) || failed.Permanent || len(mta.all()) > 0 || strings.Contains(err.Error(), "falsch")):
			t.Errorf("%s: %v, %d mails; want a temporary failure", tt.what, err, len(mta.all()))
		case tt.fails:
		case err != nil || len(mta.all()) != 1 || accepted.Secured != tt.secured:
			t.Errorf("%s: %v, %+v", tt.what, err, mta.all())
		case mta.all()[0].secured != tt.secured || mta.all()[0].mail.RequireTLS != tt.secured || (mta.all()[0].user != "") != (tt.login != ""):
			t.Errorf("%s: %+v", tt.what, mta.all()[0])
		}
	}
}

func TestRefusalsAreToldApart(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		step      string
		code      int
		status    smtp.EnhancedCode
		permanent bool
		cause     relay.Cause
		text      string
	}{
		{"rcpt", 550, smtp.EnhancedCode{5, 1, 1}, true, relay.UnknownMailbox, "mail not handed over, for good: 550 5.1.1 at recipient"},
		{"rcpt", 450, smtp.EnhancedCode{4, 7, 1}, false, relay.Refused, "mail not handed over, temporarily: 450 4.7.1 at recipient"},
		{"rcpt", 552, smtp.EnhancedCode{5, 2, 2}, true, relay.MailboxFull, "mail not handed over, for good: 552 5.2.2 at recipient"},
		{"rcpt", 530, smtp.EnhancedCode{5, 7, 0}, false, relay.Refused, "mail not handed over, temporarily: 530 5.7.0 at recipient"},
		{"rcpt", 553, smtp.EnhancedCode{5, 1, 8}, false, relay.Other, "mail not handed over, temporarily: 553 5.1.8 at recipient"},
		{"rcpt", 550, smtp.NoEnhancedCode, true, relay.UnknownMailbox, "mail not handed over, for good: 550 at recipient"},
		{"data", 552, smtp.EnhancedCode{5, 3, 4}, true, relay.TooLarge, "mail not handed over, for good: 552 5.3.4 at content"},
		{"data", 554, smtp.EnhancedCode{5, 7, 1}, true, relay.Refused, "mail not handed over, for good: 554 5.7.1 at content"},
		{"data", 451, smtp.EnhancedCode{4, 3, 0}, false, relay.Other, "mail not handed over, temporarily: 451 4.3.0 at content"},
		{"mail", 550, smtp.EnhancedCode{5, 1, 8}, false, relay.Other, "mail not handed over, temporarily: 550 5.1.8 at sender"},
		{"mail", 550, smtp.EnhancedCode{5, 7, 1}, false, relay.Refused, "mail not handed over, temporarily: 550 5.7.1 at sender"},
		{"mail", 552, smtp.EnhancedCode{5, 3, 4}, true, relay.TooLarge, "mail not handed over, for good: 552 5.3.4 at sender"},
		{"mail", 421, smtp.EnhancedCode{4, 3, 2}, false, relay.Other, "mail not handed over, temporarily: 421 4.3.2 at sender"},
	} {
		mta := server{refuse: map[string]*smtp.SMTPError{tt.step: {Code: tt.code, EnhancedCode: tt.status, Message: "amt@stadt.example says no"}}}
		_, err := client(t, "smtp://"+mta.start(t, nil, false), nil).Send(t.Context(), sample())
		var failed *relay.Failure
		if !errors.As(err, &failed) || failed.Permanent != tt.permanent || failed.Cause != tt.cause || failed.Code != tt.code || failed.Unknown || err.Error() != tt.text {
			t.Errorf("%s %d %v: %v, %+v", tt.step, tt.code, tt.status, err, failed)
		}
	}
}

func TestDeathBeforeTheReplyIsUnknownAndTemporary(t *testing.T) {
	t.Parallel()
	mta := server{die: true}
	_, err := client(t, "smtp://"+mta.start(t, nil, false), nil).Send(t.Context(), sample())
	var failed *relay.Failure
	if !errors.As(err, &failed) || failed.Permanent || !failed.Unknown || failed.Step != relay.Reply || len(mta.all()) != 1 {
		t.Errorf("got %v, %+v", err, failed)
	}
}

func TestEndOfTheContextEndsTheSending(t *testing.T) {
	t.Parallel()
	mta := server{hang: make(chan struct{})}
	t.Cleanup(func() { close(mta.hang) })
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := client(t, "smtp://"+mta.start(t, nil, false), nil).Send(ctx, sample())
	var failed *relay.Failure
	if !errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &failed) || failed.Permanent || !failed.Unknown {
		t.Errorf("got %v, %+v", err, failed)
	}
}

func TestAbsentServerIsUnreachable(t *testing.T) {
	t.Parallel()
	l := listen(t)
	l.Close()
	_, err := client(t, "smtp://"+l.Addr().String(), nil).Send(t.Context(), sample())
	var failed *relay.Failure
	if !errors.As(err, &failed) || failed.Permanent || failed.Cause != relay.Unreachable || failed.Step != relay.Connecting {
		t.Errorf("got %v, %+v", err, failed)
	}
}

// endless writes until the other side has gone and returns how much it could.
func endless(conn net.Conn, chunk string) int {
	for total := 0; ; {
		n, err := conn.Write([]byte(chunk))
		if total += n; err != nil {
			return total
		}
	}
}

func TestLyingServersAreBounded(t *testing.T) {
	t.Parallel()
	for what, serve := range map[string]func(net.Conn){
		"endless banner":     func(c net.Conn) { endless(c, "220-hello\r\n") },
		"banner of one line": func(c net.Conn) { endless(c, strings.Repeat("2", 4096)) },
		"no SMTP":            func(c net.Conn) { endless(c, "HTTP/1.1 200 OK\r\n\r\n") },
		"endless EHLO": func(c net.Conn) {
			c.Write([]byte("220 x\r\n"))
			bufio.NewReader(c).ReadString('\n')
			endless(c, "250-SIZE 1\r\n")
		},
		"silence": func(c net.Conn) { bufio.NewReader(c).ReadString('\n') },
		"drip": func(c net.Conn) {
			for range 1000 {
				if _, err := c.Write([]byte("2")); err != nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		},
		"goes away": func(net.Conn) {},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			gone := make(chan struct{}, 10)
			address := script(t, func(c net.Conn) {
				serve(c)
				gone <- struct{}{}
			})
			c, err := relay.New(relay.Config{URL: "smtp://" + address, Hello: "post.example", Timeout: 5 * time.Second, CommandTimeout: 300 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			_, err = c.Send(ctx, sample())
			var failed *relay.Failure
			if !errors.As(err, &failed) || failed.Permanent || ctx.Err() != nil {
				t.Errorf("got %v, %+v", err, failed)
			}
			select {
			case <-gone:
			case <-time.After(time.Minute):
				t.Error("the connection was kept")
			}
		})
	}
}

// What the socket holds comes on top of the 256 KiB that are read.
func TestEndlessRepliesAreCut(t *testing.T) {
	t.Parallel()
	for what, begin := range map[string]string{"banner": "", "EHLO": "220 x\r\n"} {
		served := make(chan int, 1)
		address := script(t, func(c net.Conn) {
			if begin != "" {
				c.Write([]byte(begin))
				bufio.NewReader(c).ReadString('\n')
			}
			served <- endless(c, "220-"+strings.Repeat("x", 1000)+"\r\n")
		})
		_, err := client(t, "smtp://"+address, nil).Send(t.Context(), sample())
		var failed *relay.Failure
		if !errors.As(err, &failed) || failed.Permanent || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", what, err)
		}
		if got := <-served; got > 16<<20 {
			t.Errorf("%s: listened to %d bytes", what, got)
		}
	}
}

func TestReplyIsKeptAsOneBoundedLine(t *testing.T) {
	t.Parallel()
	address := script(t, func(c net.Conn) {
		r := bufio.NewReader(c)
		for _, reply := range []string{"220 x", "250 x", "250 x", "250 x", "354 x", ""} {
			if reply == "" {
				for line := ""; line != ".\r\n"; {
					line, _ = r.ReadString('\n')
				}
				reply = "250-2.0.0 one\r\n250 2.0.0 \x1b[31m" + strings.Repeat("ä", 500)
			} else if reply != "220 x" {
				r.ReadString('\n')
			}
			c.Write([]byte(reply + "\r\n"))
		}
	})
	accepted, err := client(t, "smtp://"+address, nil).Send(t.Context(), sample())
	if err != nil || len(accepted.Reply) > 200 || len(accepted.Reply) < 190 || strings.ContainsAny(accepted.Reply, "\r\n\x1b") {
		t.Errorf("%q, %v", accepted.Reply, err)
	}
}

func TestAttack30CommandsAreNotInjected(t *testing.T) {
	t.Parallel()
	mta := server{}
	c := client(t, "smtp://"+mta.start(t, nil, false), nil)
	for _, bad := range []string{"a@b.example\r\nRCPT TO:<x@demo.example>", "a@b.example> NOTIFY=NEVER", "a b@c.example", "a@b.example\x00", "a@b.example,c@d.example", "müller@b.example", "a"} {
		for what, change := range map[string]func(*relay.Message){
			"to":   func(m *relay.Message) { m.To = bad },
			"from": func(m *relay.Message) { m.From = bad },
			"id":   func(m *relay.Message) { m.EnvelopeID = bad + "\r\n" },
		} {
			m := sample()
			change(&m)
			_, err := c.Send(t.Context(), m)
			var failed *relay.Failure
			if !errors.As(err, &failed) || !failed.Permanent {
				t.Errorf("%s %q: %v", what, bad, err)
			}
		}
	}
	m := sample()
	m.To = ""
	if _, err := c.Send(t.Context(), m); err == nil || len(mta.all()) > 0 {
		t.Errorf("no recipient: %v, %d mails", err, len(mta.all()))
	}
}

func TestWrongConfigurationIsToldWithoutThePassword(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"", "mta.example", "http://mta.example", "smtp://", "smtp://user:geheim@mta.example:x", "smtp://user:geheim@mta.example:0",
		"smtp://user:geheim@mta.example?starttls=maybe", "smtps://user:geheim@mta.example?starttls=never", "smtp://user:geheim@mta example",
	} {
		if _, err := relay.New(relay.Config{URL: url, Hello: "post.example"}); err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%q: %v", url, err)
		}
	}
	for _, hello := range []string{"", "a b", "a\r\nQUIT", "-a"} {
		if _, err := relay.New(relay.Config{URL: "smtp://mta.example", Hello: hello}); err == nil {
			t.Errorf("hello %q was taken", hello)
		}
	}
}

func TestCausesFollowTheStatus(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		code   int
		status string
		want   relay.Cause
	}{
		{0, "5.1.1", relay.UnknownMailbox}, {0, "5.1.0", relay.UnknownMailbox}, {0, "5.1.6", relay.UnknownMailbox}, {0, "5.1.2", relay.Unreachable},
		{0, "5.1.10", relay.Unreachable}, {0, "4.2.2", relay.MailboxFull}, {0, "5.3.1", relay.MailboxFull}, {0, "5.2.3", relay.TooLarge},
		{552, "5.3.4", relay.TooLarge}, {0, "5.2.1", relay.Refused}, {550, "5.7.1", relay.Refused}, {0, "5.7.26", relay.Refused}, {0, "5.6.0", relay.Refused},
		{0, "4.4.1", relay.Unreachable}, {0, "5.4.7", relay.Unreachable}, {0, "5.5.2", relay.Other}, {0, "5.9.9", relay.Other},
		{550, "", relay.UnknownMailbox}, {550, "5.0.0", relay.UnknownMailbox}, {552, "", relay.TooLarge}, {554, "", relay.Refused}, {452, "", relay.MailboxFull},
		{421, "", relay.Unreachable}, {0, "", relay.Unreachable}, {451, "", relay.Other}, {999, "nonsense", relay.Other}, {0, "5", relay.Unreachable},
	} {
		if got := relay.Classify(tt.code, tt.status); got != tt.want {
			t.Errorf("Classify(%d, %q) = %s, want %s", tt.code, tt.status, got, tt.want)
		}
	}
}

func TestBackoffGrowsAndEndsAfterTwoDays(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	for _, tt := range []struct {
		attempt int
		jitter  float64
		want    time.Duration
	}{
		{1, 0.5, time.Minute}, {2, 0.5, 2 * time.Minute}, {5, 0.5, 16 * time.Minute}, {9, 0.5, 4 * time.Hour}, {1000, 0.5, 4 * time.Hour},
		{1, 0, 48 * time.Second}, {1, 1, 72 * time.Second}, {1, -5, 48 * time.Second}, {1, 7, 72 * time.Second}, {0, 0.5, time.Minute}, {-3, 0.5, time.Minute},
	} {
		next, giveUp := relay.Backoff(tt.attempt, first, first, tt.jitter)
		if giveUp || next.Sub(first).Round(time.Millisecond) != tt.want {
			t.Errorf("attempt %d, jitter %v: %v, %v; want %v", tt.attempt, tt.jitter, next.Sub(first), giveUp, tt.want)
		}
	}
	now, tries := first, 1
	for {
		next, giveUp := relay.Backoff(tries, first, now, 0)
		if giveUp {
			break
		}
		if !next.After(now) || next.After(first.Add(48*time.Hour)) {
			t.Fatalf("try %d at %v, next at %v", tries, now.Sub(first), next.Sub(first))
		}
		now, tries = next, tries+1
	}
	if now != first.Add(48*time.Hour) || tries < 15 || tries > 40 {
		t.Errorf("gave up after %d tries, the last at %v", tries, now.Sub(first))
	}
}
