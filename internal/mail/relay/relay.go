// Package relay hands mails to the operator's mail server: [Client.Send] is one conversation. The gateway gives each mail a sender of
// its own and an envelope id and asks for delivery status notifications (RFC 3461); plain notices ask for nothing. Every error
// says whether trying again is of use (Failure); Backoff says when.
package relay

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Message is one mail to one recipient.
type Message struct {
	// From is the address to which bounces return; empty is the null sender.
	From string
	// To is one plain address.
	To string
	// EnvelopeID comes back in status notifications: printable ASCII of at most 100 bytes.
	EnvelopeID string
	// RequireTLS asks that every server on its way uses TLS (RFC 8689), where ours offers that.
	RequireTLS bool
	// Notify says which delivery status notifications are asked for.
	Notify Notify
	// Body is the whole mail with CRLF line ends.
	Body []byte
}

// Notify is which delivery status notifications (RFC 3461) a mail asks for.
type Notify int

const (
	// NotifyAlways asks for one about success, failure and delay.
	NotifyAlways Notify = iota
	// NotifyNever asks for none at all, for mails that are such themselves.
	NotifyNever
	// NotifyUnasked leaves it to the servers: the one that cannot deliver tells From.
	NotifyUnasked
)

// Accepted tells that the mail server has taken a mail, which is not yet a delivery.
type Accepted struct {
	// Reply is what the server said, such as its queue id; one line of at most 200 bytes.
	Reply string
	// Secured tells that the connection had TLS.
	Secured bool
	// Notifies tells that the server reports what becomes of the mail (DSN).
	Notifies bool
}

// Client sends mails, one connection a mail; safe for concurrent use.
type Client struct {
	config  Config
	host    string
	address string
	// implicit is TLS from the first byte.
	implicit bool
	starttls policy
	tls      *tls.Config
	user     string
	password string
	login    bool
}

// Send hands a mail over. Every error is a *Failure. The end of ctx ends it; so does Config.Timeout.
func (c *Client) Send(ctx context.Context, m Message) (Accepted, error) {
	if err := m.checkAddresses(); err != nil {
		return Accepted{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	accepted, err := c.send(ctx, m)
	if err != nil {
		return Accepted{}, failure(ctx, err)
	}
	return accepted, nil
}

// stepError tells where a conversation stood when it failed.
type stepError struct {
	step Step
	err  error
}

func (e *stepError) Error() string { return string(e.step) + ": " + e.err.Error() }
func (e *stepError) Unwrap() error { return e.err }

// wrapStep adds to an error where the conversation stood.
func wrapStep(step Step, err error) error {
	if err == nil {
		return nil
	}
	return &stepError{step, err}
}

func (c *Client) send(ctx context.Context, m Message) (Accepted, error) {
	conn, err := c.connect(ctx)
	if err != nil {
		return Accepted{}, wrapStep(Connecting, err)
	}
	defer conn.Close()
	if err := c.authenticate(conn); err != nil {
		return Accepted{}, wrapStep(Authenticating, err)
	}
	if err := conn.Mail(m.From, c.mailOptions(conn, m)); err != nil {
		return Accepted{}, wrapStep(Sender, err)
	}
	if err := conn.Rcpt(m.To, rcptOptions(m)); err != nil {
		return Accepted{}, wrapStep(Recipient, err)
	}
	reply, err := transmit(conn, m.Body)
	if err != nil {
		return Accepted{}, err
	}
	_, secured := conn.TLSConnectionState()
	notifies, _ := conn.Extension("DSN")
	// What fails after the server took the mail is of no interest, and must not take long.
	conn.CommandTimeout = parting
	_ = conn.Quit()
	return Accepted{Reply: boundedReply(reply), Secured: secured, Notifies: notifies}, nil
}

func (c *Client) mailOptions(conn *smtp.Client, m Message) *smtp.MailOptions {
	offered, _ := conn.Extension("REQUIRETLS")
	_, secured := conn.TLSConnectionState()
	options := &smtp.MailOptions{Size: int64(len(m.Body)), RequireTLS: m.RequireTLS && offered && secured}
	if m.Notify == NotifyAlways {
		options.Return, options.EnvelopeID = smtp.DSNReturnHeaders, m.EnvelopeID
	}
	return options
}

func rcptOptions(m Message) *smtp.RcptOptions {
	switch m.Notify {
	case NotifyNever:
		return &smtp.RcptOptions{Notify: []smtp.DSNNotify{smtp.DSNNotifyNever}}
	case NotifyUnasked:
		return nil
	}
	return &smtp.RcptOptions{
		Notify:                []smtp.DSNNotify{smtp.DSNNotifySuccess, smtp.DSNNotifyFailure, smtp.DSNNotifyDelayed},
		OriginalRecipientType: smtp.DSNAddressTypeRFC822, OriginalRecipient: m.To,
	}
}

// transmit sends the content. Once the final dot may be out, only a reply says what became of the mail.
func transmit(conn *smtp.Client, body []byte) (string, error) {
	w, err := conn.Data()
	if err != nil {
		return "", wrapStep(Content, err)
	}
	if _, err := w.Write(body); err != nil {
		return "", wrapStep(Content, err)
	}
	response, err := w.CloseWithResponse()
	var refused *smtp.SMTPError
	if err != nil && !errors.As(err, &refused) {
		return "", wrapStep(Reply, err)
	}
	if err != nil {
		return "", wrapStep(Content, err)
	}
	return response.StatusText, nil
}

// connect greets the server, with TLS as the configuration wants it.
func (c *Client) connect(ctx context.Context) (*smtp.Client, error) {
	if c.starttls == required {
		return c.upgrade(ctx)
	}
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	client := c.client(conn)
	if err := client.Hello(c.config.Hello); err != nil {
		client.Close()
		return nil, err
	}
	if offered, _ := client.Extension("STARTTLS"); c.starttls == opportunistic && offered {
		// The library changes to TLS only at the beginning of a connection.
		_ = client.Quit()
		client.Close()
		return c.upgrade(ctx)
	}
	return client, nil
}

func (c *Client) upgrade(ctx context.Context) (*smtp.Client, error) {
	conn, err := c.dial(ctx)
	if err != nil {
		return nil, err
	}
	client, err := smtp.NewClientStartTLS(conn, c.tls)
	if err != nil {
		conn.Close()
		return nil, err
	}
	c.setTimeouts(client)
	if err := client.Hello(c.config.Hello); err != nil {
		client.Close()
		return nil, err
	}
	return client, nil
}

func (c *Client) client(conn net.Conn) *smtp.Client {
	client := smtp.NewClient(conn)
	c.setTimeouts(client)
	return client
}

// setTimeouts bounds how long the client waits for a reply.
func (c *Client) setTimeouts(client *smtp.Client) {
	client.CommandTimeout, client.SubmissionTimeout = c.config.CommandTimeout, c.config.Timeout
}

// dial connects so that the end of the sending, not only of the connecting, closes the connection.
func (c *Client) dial(ctx context.Context) (net.Conn, error) {
	dialer := net.Dialer{Timeout: c.config.CommandTimeout}
	raw, err := dialer.DialContext(ctx, "tcp", c.address)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { raw.Close() })
	conn := net.Conn(&limitedConn{Conn: raw, left: maxReplies})
	if !c.implicit {
		return conn, nil
	}
	secured := tls.Client(conn, c.tls)
	return secured, secured.HandshakeContext(ctx)
}

const (
	// maxReplies is all that a server may say in one conversation, handshakes included.
	maxReplies = 256 << 10
	// maxReply is how much of a reply is kept, in bytes.
	maxReply = 200
	parting  = 5 * time.Second
)

var errTalkative = errors.New("mail server says too much")

// limitedConn is a connection that ends when the server has said too much.
type limitedConn struct {
	net.Conn
	left int
}

func (l *limitedConn) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTalkative
	}
	n, err := l.Conn.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

func (c *Client) authenticate(conn *smtp.Client) error {
	if !c.login {
		return nil
	}
	if _, secured := conn.TLSConnectionState(); !secured && c.starttls != never {
		return errors.New("no password without TLS")
	}
	switch {
	case conn.SupportsAuth(sasl.Plain):
		return conn.Auth(sasl.NewPlainClient("", c.user, c.password))
	case conn.SupportsAuth(sasl.Login):
		return conn.Auth(sasl.NewLoginClient(c.user, c.password))
	}
	return errors.New("mail server offers no login")
}

// boundedReply is a reply in one line without control characters.
func boundedReply(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if len(s) > maxReply {
		s = strings.ToValidUTF8(s[:maxReply], "")
	}
	return strings.TrimSpace(s)
}
