//go:build postfix

package posttest_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/internal/mail/inlet"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/posttest"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/report"
	"schalter/internal/mail/token"
)

// authority is a mail server behind Postfix that answers as the local part says.
type authority struct{ mails chan []byte }

func (a *authority) NewSession(*smtp.Conn) (smtp.Session, error) { return &visit{authority: a}, nil }

type visit struct {
	*authority
	to string
}

func (v *visit) Reset()                               {}
func (v *visit) Logout() error                        { return nil }
func (v *visit) Mail(string, *smtp.MailOptions) error { return nil }
func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.to, _, _ = strings.Cut(to, "@")
	if v.to == "niemand" {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "User unknown"}
	}
	return nil
}

func (v *visit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	switch v.to {
	case "voll":
		return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "Mailbox full"}
	case "spaeter":
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again"}
	case "gross":
		return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: "Message too big"}
	case "abgelehnt":
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Policy"}
	}
	v.mails <- raw
	return nil
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// gateway takes what is sent to a token.
type gateway struct {
	keys  *token.Keys
	mails chan received
}

type received struct {
	envelope inlet.Envelope
	raw      []byte
}

func (g *gateway) Recipient(_ context.Context, address string) error {
	s, ok := token.OfBounceAddress(address, "post.example")
	if !ok {
		return inlet.ErrUnknown
	}
	if _, _, err := g.keys.Parse(s); err != nil {
		return inlet.ErrUnknown
	}
	return nil
}

func (g *gateway) Deliver(_ context.Context, e inlet.Envelope, raw []byte) error {
	g.mails <- received{e, bytes.Clone(raw)}
	return nil
}

type world struct {
	postfix   *posttest.Postfix
	relay     *relay.Client
	gateway   *gateway
	authority *authority
}

func build(t *testing.T, o posttest.Options) *world {
	t.Helper()
	keys, err := token.NewKeys(map[uint8][]byte{0: bytes.Repeat([]byte{7}, token.MinKey)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{gateway: &gateway{keys, make(chan received, 10)}, authority: &authority{make(chan []byte, 10)}}
	ours, theirs := listen(t), listen(t)
	server := inlet.New(inlet.Config{LMTP: true, Domain: "post.example"}, w.gateway, slog.New(slog.NewTextHandler(io.Discard, nil)))
	go server.Serve(ours)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		server.Shutdown(ctx)
	})
	other := smtp.NewServer(w.authority)
	other.LMTP, other.Domain, other.ErrorLog = true, "stadt.example", log.New(io.Discard, "", 0)
	go other.Serve(theirs)
	t.Cleanup(func() { other.Close() })
	o.LMTP = map[string]string{"post.example": ours.Addr().String(), "stadt.example": theirs.Addr().String()}
	w.postfix = posttest.Start(t, o)
	w.relay, err = relay.New(relay.Config{URL: w.postfix.URL(), Hello: "post.example"})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) send(t *testing.T, id byte, to string, size int) (relay.Accepted, error) {
	t.Helper()
	s := w.gateway.keys.Issue(token.Delivery, [16]byte{id})
	raw, err := mime.WrapEnveloped(mime.Envelope{
		From: mime.Address{Address: "fall@post.example"}, To: mime.Address{Address: to}, Date: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		MessageID: token.MessageID(s, "post.example"), OuterSubject: "Sichere Nachricht",
	}, bytes.Repeat([]byte{1}, size), "authEnveloped-data")
	if err != nil {
		t.Fatal(err)
	}
	return w.relay.Send(t.Context(), relay.Message{From: token.BounceAddress(s, "post.example"), To: to, EnvelopeID: "dlv_" + string('a'+rune(id)), Body: raw})
}

// next is the status notification that comes back.
func (w *world) next(t *testing.T) (received, *report.DSN) {
	t.Helper()
	select {
	case r := <-w.gateway.mails:
		d, err := report.ParseDSN(r.raw)
		if err != nil {
			t.Fatalf("%v: %s", err, r.raw)
		}
		return r, d
	case <-time.After(time.Minute):
		t.Fatal("no notification came: ", w.postfix.Log())
	}
	return received{}, nil
}

func TestStatusNotificationsOfPostfixComeBackToTheToken(t *testing.T) {
	t.Parallel()
	w := build(t, posttest.Options{Settings: map[string]string{"delay_warning_time": "1s"}})
	for id, tt := range []struct {
		to     string
		action report.Action
		status string
		cause  relay.Cause
	}{
		{"amt@stadt.example", report.Relayed, "2.0.0", ""},
		{"niemand@stadt.example", report.Failed, "5.1.1", relay.UnknownMailbox},
		{"voll@stadt.example", report.Failed, "5.2.2", relay.MailboxFull},
		{"gross@stadt.example", report.Failed, "5.3.4", relay.TooLarge},
		{"abgelehnt@stadt.example", report.Failed, "5.7.1", relay.Refused},
		{"spaeter@stadt.example", report.Delayed, "4.3.0", relay.Other},
	} {
		accepted, err := w.send(t, byte(id), tt.to, 3000)
		if err != nil || !accepted.Notifies || !strings.Contains(accepted.Reply, "queued as") {
			t.Fatalf("%s: %+v, %v", tt.to, accepted, err)
		}
		r, d := w.next(t)
		s, ok := token.OfBounceAddress(r.envelope.Recipients[0], "post.example")
		kind, raw, err := w.gateway.keys.Parse(s)
		if !ok || err != nil || kind != token.Delivery || raw != [16]byte{byte(id)} || r.envelope.From != "" {
			t.Errorf("%s: came to %+v, %v", tt.to, r.envelope, err)
		}
		got := d.Recipients[0]
		if got.Action != tt.action || got.Status != tt.status || got.Final != tt.to || got.Original != tt.to || d.EnvelopeID != "dlv_"+string('a'+rune(id)) {
			t.Errorf("%s: %+v\n%s", tt.to, d, r.raw)
		}
		if got.Action != report.Relayed && relay.Classify(got.Code, got.Status) != tt.cause {
			t.Errorf("%s: cause %s, want %s", tt.to, relay.Classify(got.Code, got.Status), tt.cause)
		}
		if messageID := token.MessageID(s, "post.example"); d.OriginalMessageID != messageID {
			t.Errorf("%s: of mail %q, want %q", tt.to, d.OriginalMessageID, messageID)
		}
		h, err := mime.ParseHeader(r.raw, mime.Limits{})
		if err != nil || !h.Automatic || !report.IsReport(h) {
			t.Errorf("%s: header %+v, %v", tt.to, h, err)
		}
	}
	if raw := <-w.authority.mails; !bytes.Contains(raw, []byte("application/pkcs7-mime")) {
		t.Errorf("arrived: %s", raw)
	}
}

func TestMailThatPostfixDoesNotTakeIsTooLargeForGood(t *testing.T) {
	t.Parallel()
	w := build(t, posttest.Options{MessageSizeLimit: 20_000})
	_, err := w.send(t, 1, "amt@stadt.example", 30_000)
	var refused *relay.Failure
	if !errors.As(err, &refused) || !refused.Permanent || refused.Cause != relay.TooLarge || refused.Code != 552 {
		t.Errorf("got %v, %+v", err, refused)
	}
}

func TestRecipientThatPostfixDoesNotTakeIsRefusedForGood(t *testing.T) {
	t.Parallel()
	w := build(t, posttest.Options{})
	_, err := w.send(t, 1, "amt@nirgends.example", 100)
	var refused *relay.Failure
	if !errors.As(err, &refused) || !refused.Permanent || refused.Cause != relay.Unreachable || refused.Status != "5.1.2" || refused.Step != relay.Recipient {
		t.Errorf("got %v, %+v", err, refused)
	}
}

func TestAttack20ForgedTokenIsRefusedBeforePostfixTakesIt(t *testing.T) {
	t.Parallel()
	w := build(t, posttest.Options{})
	forged := token.BounceAddress(strings.Repeat("a", token.Size), "post.example")
	s := w.gateway.keys.Issue(token.Delivery, [16]byte{9})
	// The bounce of the forged one comes back to the valid one.
	_, err := w.relay.Send(t.Context(), relay.Message{
		From: token.BounceAddress(s, "post.example"), To: forged, EnvelopeID: "x", Body: []byte("From: <a@b.example>\r\nMessage-ID: <a@b.example>\r\n\r\nx\r\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	_, d := w.next(t)
	if d.Recipients[0].Status != "5.1.1" || d.Recipients[0].Code != 550 || d.Recipients[0].Action != report.Failed {
		t.Errorf("got %+v", d)
	}
	// Postfix keeps the case of a local part; the token is found whatever it is.
	upper := strings.ToUpper(token.BounceAddress(s, "post.example"))
	upper = strings.Replace(upper, "POST.EXAMPLE", "post.example", 1)
	if _, err := w.relay.Send(t.Context(), relay.Message{To: upper, Notify: relay.NotifyNever, Body: []byte("From: <a@b.example>\r\n\r\nx\r\n")}); err != nil {
		t.Fatal(err)
	}
	select {
	case r := <-w.gateway.mails:
		if r.envelope.Recipients[0] != upper {
			t.Errorf("came to %v", r.envelope.Recipients)
		}
	case <-time.After(time.Minute):
		t.Fatal("did not come: ", w.postfix.Log())
	}
}
