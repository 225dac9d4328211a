package inlet

import (
	"context"
	"errors"
	"io"
	"sync/atomic"

	"github.com/emersion/go-smtp"
)

const (
	// firstChunk is what a mail takes of the budget before its size is known.
	firstChunk = 64 << 10
	// maxRefused is how many unknown recipients a connection may try.
	maxRefused = 20
)

// The replies; each has its enhanced status (RFC 3463).
var (
	replyUnknown  = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such mailbox here"}
	replyLater    = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Cannot keep the mail now, try again"}
	replyFull     = &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "Too many mails at once, try again"}
	replyProbing  = &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 7, 0}, Message: "Too many unknown recipients"}
	replyLongLine = &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "Line is too long"}
)

type session struct {
	*Server
	conn     *conn
	remote   string
	envelope Envelope
	refused  int
}

func (s *Server) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{Server: s, conn: s.conns.find(c.Conn()), remote: c.Conn().RemoteAddr().String()}, nil
}

// Reset is called when the answer to a mail is out.
func (s *session) Reset() {
	s.envelope = Envelope{}
	s.conn.busy(false)
}

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }

// Mail implements smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.envelope = Envelope{From: from, RemoteAddr: s.remote}
	return nil
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.refused >= maxRefused {
		return replyProbing
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.config.DeliverTimeout)
	defer cancel()
	err := s.receiver.Recipient(ctx, to)
	switch {
	case errors.Is(err, ErrUnknown):
		s.refused++
		return replyUnknown
	case err != nil:
		s.log.Warn("mail inlet: recipient could not be looked up", "error", err)
		return replyLater
	}
	s.envelope.Recipients = append(s.envelope.Recipients, to)
	return nil
}

// Data implements smtp.Session; for LMTP the library gives the one answer for each recipient.
func (s *session) Data(r io.Reader) error {
	s.conn.busy(true)
	raw, err := s.read(r)
	defer s.budget.release(int64(cap(raw)))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.config.DeliverTimeout)
	defer cancel()
	if err := s.receiver.Deliver(ctx, s.envelope, raw); err != nil {
		s.log.Warn("mail inlet: mail could not be kept", "error", err)
		return replyLater
	}
	return nil
}

// read takes the mail into one buffer whose every growth the budget has allowed. The caller releases its capacity.
func (s *session) read(r io.Reader) ([]byte, error) {
	var raw []byte
	for {
		if len(raw) == cap(raw) {
			size := int64(max(firstChunk, 2*cap(raw)))
			if !s.budget.take(size) {
				return raw, replyFull
			}
			grown := make([]byte, len(raw), size)
			copy(grown, raw)
			s.budget.release(int64(cap(raw)))
			raw = grown
		}
		n, err := r.Read(raw[len(raw):cap(raw)])
		raw = raw[:len(raw)+n]
		switch {
		case err == io.EOF:
			return raw, nil
		case errors.Is(err, smtp.ErrTooLongLine):
			return raw, replyLongLine
		case err != nil:
			return raw, toTransferError(err)
		}
	}
}

// toTransferError keeps the library's own replies (552) and tells nothing of other errors.
func toTransferError(err error) error {
	var reply *smtp.SMTPError
	if errors.As(err, &reply) {
		return reply
	}
	return replyLater
}

// budget is the memory that mails may take.
type budget struct{ left atomic.Int64 }

func (b *budget) take(n int64) bool {
	if b.left.Add(-n) >= 0 {
		return true
	}
	b.left.Add(n)
	return false
}

func (b *budget) release(n int64) { b.left.Add(n) }
