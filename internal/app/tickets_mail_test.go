//go:build demo

package app

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"schalter/internal/mail/mime"
	"schalter/internal/testkit"
)

// postman is a mail server that hands each mail to the test.
type postman struct{ mails chan postedMail }

type postedMail struct {
	to string
	arrivedMail
}

type postmansVisit struct {
	*postman
	from, to string
}

func (v *postmansVisit) Mail(from string, _ *smtp.MailOptions) error { v.from = from; return nil }
func (v *postmansVisit) Rcpt(to string, _ *smtp.RcptOptions) error   { v.to = to; return nil }
func (*postmansVisit) Reset()                                        {}
func (*postmansVisit) Logout() error                                 { return nil }
func (v *postmansVisit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err == nil {
		v.mails <- postedMail{v.to, arrivedMail{from: v.from, raw: raw}}
	}
	return err
}

// next is the next mail to an address that says something; others are put aside.
func (p *postman) next(t *testing.T, to, saying string) (from string, raw []byte, read *mime.Message) {
	t.Helper()
	for {
		select {
		case m := <-p.mails:
			parsed, err := mime.Parse(m.raw, mime.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if m.to == to && strings.Contains(parsed.Text, saying) {
				return m.from, m.raw, parsed
			}
		case <-t.Context().Done():
			t.Fatalf("no mail to %s says %q", to, saying)
		}
	}
}

// openPostman starts the mail server.
func openPostman(t *testing.T) (p *postman, addr string) {
	t.Helper()
	p = &postman{mails: make(chan postedMail, 100)}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &postmansVisit{postman: p}, nil }))
	server.Domain, server.ErrorLog = "mx.it.example", log.New(io.Discard, "", 0)
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-served })
	return p, listener.Addr().String()
}

// A vendor without an account takes part by mail alone, out by SMTP and in by LMTP.
func TestATicketIsAnsweredByMail(t *testing.T) {
	t.Parallel()
	p, addr := openPostman(t)
	cfg := worldConfig(t, "")
	cfg.SMTPURL, cfg.LMTPAddr = "smtp://"+addr, "127.0.0.1:0"
	w := newMailWorldWith(t, cfg, testkit.Quiet())
	listener, err := w.openInlet()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() { defer close(served); w.serveInlet(ctx, listener) }()
	t.Cleanup(func() { stop(); <-served })

	member, desk := w.as(t, buyer), w.as(t, operator)
	var out struct {
		TicketOpen struct {
			Ticket     struct{ ID, Reference string }
			UserErrors []userError
		}
	}
	organisationID := w.organisations.OfAuthority(bamberg).ID
	member.Must(t, `mutation($i: TicketOpenInput!) { ticketOpen(input: $i) { ticket { id reference } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"organisationId": organisationID, "subject": "Schnittstelle", "body": "Welche?", "idempotencyKey": "1"}}, &out)
	opened := out.TicketOpen.Ticket
	desk.Must(t, `mutation($i: TicketUpdateInput!) { ticketUpdate(input: $i) { ticket { id } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"ticketId": opened.ID, "expectedVersion": 2, "addParticipants": []any{
			map[string]any{"role": "VENDOR", "name": "Hersteller", "email": "vendor@it.example"},
		}}}, nil)
	desk.Must(t, `mutation($i: TicketReplyInput!) { ticketReply(input: $i) { entryEdge { node { id } } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"ticketId": opened.ID, "body": "An den Hersteller: welche Version?", "idempotencyKey": "2"}}, nil)

	from, raw, _ := p.next(t, "vendor@it.example", "welche Version?")
	head, err := mime.ReadEntity(raw, mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	replyTo := strings.Trim(head.Field("Reply-To"), "<>")
	if !strings.HasSuffix(replyTo, "@schalter.example") || !strings.HasSuffix(from, "@schalter.example") || !strings.HasPrefix(head.Field("Subject"), "["+opened.Reference+"] ") {
		t.Fatalf("from %s, answers to %s, %q", from, replyTo, head.Field("Subject"))
	}
	answer := []byte("From: Hersteller <vendor@it.example>\r\nTo: <" + replyTo + ">\r\nSubject: AW: x\r\nMessage-ID: <1@it.example>\r\n\r\nVersion 3.1.\r\n")
	if err := handMail(listener.Addr().String(), true, "vendor@it.example", replyTo, answer); err != nil {
		t.Fatal(err)
	}
	p.next(t, buyer, "Version 3.1.")
	// One that is not ours is refused as before.
	forged := "t+" + strings.Repeat("a", 44) + "@schalter.example"
	err = handMail(listener.Addr().String(), true, "vendor@it.example", forged, answer)
	var reply *smtp.SMTPError
	if !errors.As(err, &reply) || reply.Code != 550 {
		t.Errorf("a forged address: %v", err)
	}
}
