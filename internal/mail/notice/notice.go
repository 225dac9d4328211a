// Package notice sends the platform's plain notification mails: a text with an HTML alternative made from it, in the clear. It checks
// what it is given ([Sender.Send] is where to begin), has package mime write the mail and package relay hand it to the operator's mail
// server. Mails that carry content of a mailbox are not sent from here but by the S/MIME gateway (internal/delivery).
package notice

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
)

// From is what recipients see as the sender.
type From struct {
	Name    string
	Address string
}

// Config says where and as whom to send.
type Config struct {
	// URL is the mail server as relay.Config has it.
	URL  string
	From From
	// TLS overrides the system's trusted roots; nil keeps them.
	TLS *tls.Config
	// ReturnAddress is where a mail comes back to that matters so much (mail.Message.Returns); nil, or empty: the sender's address.
	ReturnAddress func(mailID string) string
	// Timeout bounds one sending; 0 means one minute.
	Timeout time.Duration
}

// Sender hands notices to the operator's mail server (RFC 5321), one connection a mail. Safe for concurrent use.
type Sender struct {
	from  From
	host  string
	relay *relay.Client
	clock clock.Clock
	// returnAddress is Config.ReturnAddress.
	returnAddress func(mailID string) string
}

var _ mail.Sender = (*Sender)(nil)

// New reads the configuration; it connects only when it sends. The error never has the password.
func New(c Config, clk clock.Clock) (*Sender, error) {
	address, err := mail.ParseAddress(c.From.Address)
	if err != nil || !mime.IsOneLine(c.From.Name) {
		return nil, errors.New("notice: the sender must be one plain e-mail address with a name of one line")
	}
	if c.Timeout == 0 {
		c.Timeout = time.Minute
	}
	s := &Sender{from: From{c.From.Name, idn.ASCII(address)}, clock: clk, returnAddress: c.ReturnAddress}
	_, s.host, _ = strings.Cut(s.from.Address, "@")
	s.relay, err = relay.New(relay.Config{URL: c.URL, Hello: s.host, TLS: c.TLS, Timeout: c.Timeout, CommandTimeout: c.Timeout})
	return s, err
}

// Send implements mail.Sender. Only a refusal of the recipient or of the content is permanent: a wrong password, a sender that the
// server does not know or an expired certificate are faults of the operation, which end, and then the mail goes out.
func (s *Sender) Send(ctx context.Context, m mail.Message) error {
	to, raw, err := s.write(m)
	if err != nil {
		return err
	}
	from := s.from.Address
	if m.Returns && s.returnAddress != nil {
		from = cmp.Or(s.returnAddress(m.ID), from)
	}
	_, err = s.relay.Send(ctx, relay.Message{From: from, To: to, Notify: relay.NotifyUnasked, Body: raw})
	var failure *relay.Failure
	if !errors.As(err, &failure) {
		return err
	}
	failure.Permanent = failure.Permanent || isNoRecipient(failure)
	if failure.Permanent {
		return fmt.Errorf("%w: %w", mail.ErrPermanent, err)
	}
	return err
}

// isNoRecipient tells a recipient that will never be one, also where the reply code alone could be about the conversation (501 5.1.3).
func isNoRecipient(f *relay.Failure) bool {
	return f.Step == relay.Recipient && f.Code >= 500 && f.Cause == relay.UnknownMailbox
}

// write makes the mail as it goes over the wire. What would begin a header of its own, or load something, is refused with
// mail.ErrPermanent; nothing is cleaned silently.
func (s *Sender) write(m mail.Message) (to string, raw []byte, err error) {
	if err := check(m); err != nil {
		return "", nil, err
	}
	to = idn.ASCII(m.To)
	raw, err = mime.BuildNotice(mime.Notice{
		Envelope: mime.Envelope{
			From: mime.Address{Name: s.from.Name, Address: s.from.Address}, To: mime.Address{Address: to}, Date: s.clock.Now(),
			MessageID: m.ID + "@" + s.host, OuterSubject: m.Subject, AutoSubmitted: "auto-generated",
		},
		Language: strings.ToLower(m.Locale), Text: m.Text, HTML: mail.HTML(m),
	})
	if err != nil {
		return "", nil, fmt.Errorf("%w: %w", mail.ErrPermanent, err)
	}
	return to, raw, nil
}

var identifier = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

// check refuses what is wrong of the message; what cannot stand in a header or a text is refused by package mime.
func check(m mail.Message) error {
	address, err := mail.ParseAddress(m.To)
	switch {
	case err != nil || address != m.To:
		return fmt.Errorf("%w: recipient is not a plain address", mail.ErrPermanent)
	case !identifier.MatchString(m.ID):
		return fmt.Errorf("%w: malformed id", mail.ErrPermanent)
	case m.Subject == "":
		return fmt.Errorf("%w: no subject", mail.ErrPermanent)
	case !loadsNothing(m.HTML):
		return fmt.Errorf("%w: HTML that loads something", mail.ErrPermanent)
	}
	return nil
}

// loading finds tags that make a mail program load or run something, which would tell when and where a mail was read.
var loading = regexp.MustCompile(`(?is)<\s*(img|image|svg|link|script|iframe|frame|object|embed|audio|video|source|track|base|form|input|style)\b` +
	`|<[^>]*\s(src|srcset|background|poster|data|action|ping|on\w+|http-equiv)\s*=|<[^>]*\bstyle\s*=[^>]*(url|expression|@import)`)

// loadsNothing reports whether an HTML text shows itself without anything from elsewhere.
func loadsNothing(htmlText string) bool { return !loading.MatchString(htmlText) }
