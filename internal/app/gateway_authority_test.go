//go:build demo

package app

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	smtp "github.com/emersion/go-smtp"

	"schalter/internal/clock"
	"schalter/internal/cms"
	"schalter/internal/demo/office"
	"schalter/internal/mail/mime"
	"schalter/internal/smime"
	"schalter/internal/testkit"
)

const (
	bambergAddress = "buergerservice@bamberg.example"
	gatewayAddress = "post@schalter.example"
)

// mailOffice plays Stadt Bamberg with its own mailbox: the mail server, and the mail program with the key that the demo
// registered for it. Of the platform it knows its address and its certificate.
type mailOffice struct {
	office.Identity
	// Addr is where its mail server listens.
	Addr     string
	platform []*x509.Certificate
	mu       sync.Mutex
	mails    []arrivedMail
	// recipient answers RCPT and content the end of DATA; nil takes everything. content is asked after the mail was kept.
	recipient func(to string) error
	content   func() error
}

// arrivedMail is one mail as the server took it.
type arrivedMail struct {
	from, envid string
	raw         []byte
}

// openMailOffice starts the mail server; it speaks LMTP behind a mail server of the platform's, and SMTP where it is that
// server itself.
func openMailOffice(t testing.TB, lmtp bool) *mailOffice {
	t.Helper()
	o := &mailOffice{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o.Addr = listener.Addr().String()
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &officeVisit{office: o}, nil }))
	server.LMTP, server.Domain, server.ErrorLog = lmtp, "mx.bamberg.example", log.New(io.Discard, "", 0)
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-served })
	return o
}

// meet tells the office its key, which lies in the program's folder, and the platform's certificate.
func (o *mailOffice) meet(t testing.TB, dir string, c testkit.Client) {
	t.Helper()
	var err error
	if o.Identity, err = office.OpenIdentity(filepath.Join(dir, "demo-authority"), "Stadt Bamberg", bambergAddress, clock.System().Now()); err != nil {
		t.Fatal(err)
	}
	var out struct {
		PlatformKeys struct{ GatewayCertificate struct{ Pem string } }
	}
	c.Must(t, `{ platformKeys { gatewayCertificate { pem } } }`, nil, &out)
	block, _ := pem.Decode([]byte(out.PlatformKeys.GatewayCertificate.Pem))
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	o.platform = []*x509.Certificate{certificate}
}

// answers has the server answer so from now on; nil takes everything.
func (o *mailOffice) answers(recipient func(to string) error, content func() error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.recipient, o.content = recipient, content
}

func (o *mailOffice) arrived() []arrivedMail {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.mails)
}

// officeVisit is one conversation. Mails to others than the office are taken and forgotten: notices to people.
type officeVisit struct {
	office      *mailOffice
	from, envid string
	to          string
}

func (v *officeVisit) Reset()        { v.from, v.envid, v.to = "", "", "" }
func (v *officeVisit) Logout() error { return nil }

func (v *officeVisit) Mail(from string, o *smtp.MailOptions) error {
	v.from = from
	if o != nil {
		v.envid = o.EnvelopeID
	}
	return nil
}

func (v *officeVisit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.to = to
	v.office.mu.Lock()
	defer v.office.mu.Unlock()
	if v.office.recipient == nil || to != bambergAddress {
		return nil
	}
	return v.office.recipient(to)
}

func (v *officeVisit) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil || v.to != bambergAddress {
		return err
	}
	v.office.mu.Lock()
	content := v.office.content
	v.office.mails = append(v.office.mails, arrivedMail{v.from, v.envid, raw})
	v.office.mu.Unlock()
	if content == nil {
		return nil
	}
	return content()
}

// open decrypts a mail and checks that the platform signed it.
func (o *mailOffice) open(m arrivedMail) (*mime.Message, error) {
	opened, err := smime.Open(m.raw, smime.OpenOptions{
		Keys: []cms.Recipient{{Certificate: o.Certificate, Key: o.Key}}, Policy: cms.Modern.Inbound(), Signature: cms.Modern.InboundSignature(),
		Registered: smime.Registered(o.platform...),
	})
	if err != nil {
		return nil, err
	}
	return mime.Parse(opened.Entity, mime.Limits{})
}

// answer writes what the mail program sends when a clerk answers: signed, encrypted, with the mail quoted.
func (o *mailOffice) answer(to *mime.Message, subject string, documents map[string][]byte) ([]byte, error) {
	now := clock.System().Now()
	e := mime.Envelope{
		From: mime.Address{Name: "Stadt Bamberg", Address: bambergAddress}, To: mime.Address{Address: gatewayAddress}, Date: now,
		MessageID: fmt.Sprintf("%d.antwort@bamberg.example", now.UnixNano()), InReplyTo: []string{to.MessageID},
		References: []string{to.MessageID}, OuterSubject: "AW: Nachricht",
	}
	content := mime.Content{Envelope: e, Subject: subject, Text: "Guten Tag,\n\nanbei der Bescheid.\n\n> " + strings.ReplaceAll(to.Text, "\n", "\n> ")}
	for name, document := range documents {
		content.Attachments = append(content.Attachments, mime.Attachment{
			Name: name, MediaType: "application/pdf", Size: int64(len(document)), Content: bytes.NewReader(document),
		})
	}
	inner, err := mime.BuildInner(content)
	if err != nil {
		return nil, err
	}
	head, err := mime.OuterHeader(e)
	if err != nil {
		return nil, err
	}
	sealed, err := smime.Seal(inner, smime.SealOptions{
		Signer: smime.Signer{Certificate: o.Certificate, Key: o.Key, EncryptionCertificate: o.Certificate}, At: now,
		Recipient: o.platform[0], Profile: cms.Modern, Head: head,
	})
	if err != nil {
		return nil, err
	}
	return sealed.Mail, nil
}

// handMail gives a mail to a server, by LMTP or SMTP, and returns its reply.
func handMail(addr string, lmtp bool, from, to string, mail []byte) error {
	dial := smtp.Dial
	if lmtp {
		dial = func(addr string) (*smtp.Client, error) {
			conn, err := net.Dial("tcp", addr)
			if err != nil {
				return nil, err
			}
			return smtp.NewClientLMTP(conn), nil
		}
	}
	client, err := dial(addr)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.Hello("mx.bamberg.example"); err != nil {
		return err
	}
	if err := client.Mail(from, nil); err != nil {
		return err
	}
	if err := client.Rcpt(to, nil); err != nil {
		return err
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(mail); err != nil {
		return err
	}
	return w.Close()
}
