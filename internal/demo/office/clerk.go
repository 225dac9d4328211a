//go:build demo

package office

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"schalter/internal/cms"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/report"
	"schalter/internal/smime"
)

// received is a mail of the gateway, opened.
type received struct {
	returnTo string
	envid    string
	inner    *mime.Message
	profile  cms.Profile
}

// handle treats a mail as an office does: the server reports it as delivered, the clerk opens it and answers.
func (o *Office) handle(ctx context.Context, name string) error {
	raw, err := o.shelf.read(name)
	if err != nil {
		return err
	}
	m, err := o.open(raw)
	if err != nil {
		return err
	}
	if o.Mode() == Silent {
		return nil
	}
	if err := o.reportDelivered(ctx, m); err != nil {
		return err
	}
	if m.inner.Automatic {
		return o.confirm(ctx, m)
	}
	if !o.wait(ctx) {
		return ctx.Err()
	}
	if err := o.reportOpened(ctx, m); err != nil {
		return err
	}
	if !o.wait(ctx) {
		return ctx.Err()
	}
	return o.answer(ctx, m, o.words(m))
}

// open decrypts a mail with the office's key and checks that the platform signed it.
func (o *Office) open(raw []byte) (*received, error) {
	opened, err := smime.Open(raw, smime.OpenOptions{
		Keys: []cms.Recipient{{Certificate: o.Certificate, Key: o.Key}}, Policy: cms.Legacy.Inbound(), Signature: cms.Legacy.InboundSignature(),
		Registered: smime.Registered(o.Platform()...),
	})
	if err != nil {
		return nil, err
	}
	outer, err := mime.ParseParts(raw, mime.Limits{})
	if err != nil {
		return nil, err
	}
	inner, err := mime.Parse(opened.Entity, mime.Limits{})
	if err != nil {
		return nil, err
	}
	return &received{
		returnTo: strings.Trim(outer.Field("Return-Path"), "<>"), envid: outer.Field("X-Envelope-Id"),
		inner: inner, profile: opened.Profile,
	}, nil
}

// envelopeTo is a mail to the gateway about the one received.
func (o *Office) envelopeTo(m *received, subject string) mime.Envelope {
	now := o.Clock.Now()
	return mime.Envelope{
		From: mime.Address{Name: o.Name, Address: o.Address}, To: m.inner.From[0], Date: now,
		MessageID: fmt.Sprintf("%d.%s", now.UnixNano(), o.Address), InReplyTo: []string{m.inner.MessageID},
		References: append(append([]string{}, m.inner.References...), m.inner.MessageID), OuterSubject: subject,
	}
}

// reportDelivered is the mail server's: a status notification to the bounce address.
func (o *Office) reportDelivered(ctx context.Context, m *received) error {
	e := o.envelopeTo(m, "Delivery Status Notification (Success)")
	e.From = mime.Address{Address: "postmaster@bamberg.example"}
	e.To = mime.Address{Address: m.returnTo}
	e.AutoSubmitted = "auto-replied"
	mail, err := report.WriteDSN(report.Frame{Envelope: e, Text: "The mail is in the mailbox."}, report.DSN{
		EnvelopeID: m.envid, ReportingMTA: "mx.bamberg.example",
		Recipients: []report.Recipient{{Original: o.Address, Final: o.Address, Action: report.Delivered, Status: "2.0.0"}},
	})
	if err != nil {
		return err
	}
	return o.send(ctx, "", m.returnTo, mail)
}

// reportOpened is the mail program's: a receipt, signed and encrypted, where one was asked for.
func (o *Office) reportOpened(ctx context.Context, m *received) error {
	if m.inner.ReceiptTo == "" {
		return nil
	}
	e := o.envelopeTo(m, "Gelesen")
	mail, err := report.WriteMDN(report.Frame{Envelope: e, Text: "Die Nachricht wurde geöffnet."}, report.MDN{
		Disposition: report.Displayed, OriginalMessageID: m.inner.MessageID, FinalRecipient: o.Address, ReportingUA: "Simulated authority",
	})
	if err != nil {
		return err
	}
	return o.sealed(ctx, m, e, mail)
}

// words is what the clerk answers: the quoted text carries reference and test marks, as mail programs do.
func (o *Office) words(m *received) string {
	text := "Guten Tag,\n\nIhre Nachricht ist bei uns eingegangen und wird bearbeitet. Rückfragen beantworten wir gern auf diesem Weg.\n\n" +
		"Mit freundlichen Grüßen\n" + o.Name + " (simuliert)"
	return text + "\n\n" + quoted(m)
}

func quoted(m *received) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Am %s schrieb %s:\n", m.inner.Date.Format("02.01.2006"), m.inner.From[0].Address)
	for line := range strings.SplitSeq(strings.TrimRight(m.inner.Text, "\n"), "\n") {
		b.WriteString("> " + line + "\n")
	}
	return b.String()
}

// confirm answers a request of the gateway itself, such as to confirm a mail that it holds; all other automatic mails
// are only read.
func (o *Office) confirm(ctx context.Context, m *received) error {
	if !strings.Contains(m.inner.Text, "bestätig") {
		return nil
	}
	return o.answer(ctx, m, "Ja, die Mail ist von uns.\n\n"+quoted(m))
}

func (o *Office) answer(ctx context.Context, m *received, text string) error {
	subject := m.inner.Subject
	if !strings.HasPrefix(subject, "AW:") {
		subject = "AW: " + subject
	}
	e := o.envelopeTo(m, "AW: Sichere Nachricht")
	inner, err := mime.BuildInner(mime.Content{Envelope: e, Subject: subject, Text: text})
	if err != nil {
		return err
	}
	return o.sealed(ctx, m, e, inner)
}

// sealed signs an entity, encrypts it for the platform in the profile of the mail it answers, and sends it.
func (o *Office) sealed(ctx context.Context, m *received, e mime.Envelope, entity []byte) error {
	platform := o.Platform()
	if len(platform) == 0 {
		return errors.New("the platform has no certificate")
	}
	head, err := mime.OuterHeader(e)
	if err != nil {
		return err
	}
	sealed, err := smime.Seal(entity, smime.SealOptions{
		Signer: smime.Signer{Certificate: o.Certificate, Key: o.Key, EncryptionCertificate: o.Certificate},
		At:     o.Clock.Now(), Recipient: platform[0], Profile: m.profile, Head: head,
	})
	if err != nil {
		return err
	}
	return o.send(ctx, o.Address, e.To.Address, sealed.Mail)
}
