//go:build demo

package office

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	smtp "github.com/emersion/go-smtp"
)

// backend is the office's mail server.
type backend struct{ office *Office }

// NewSession implements smtp.Backend.
func (b backend) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{office: b.office}, nil }

// session is one conversation.
type session struct {
	office *Office
	from   string
	envid  string
	to     string
}

// Mail implements smtp.Session.
func (s *session) Mail(from string, o *smtp.MailOptions) error {
	s.from = from
	if o != nil {
		s.envid = o.EnvelopeID
	}
	return nil
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	unknown := &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox here"}
	switch {
	case !strings.EqualFold(to, s.office.Address) || s.office.Mode() == Unknown:
		return unknown
	case s.office.Mode() == Full:
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox is full"}
	}
	s.to = to
	return nil
}

// Data implements smtp.Session.
func (s *session) Data(r io.Reader) error {
	mail, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	// The envelope goes into the file's head, as mail servers note it.
	head := fmt.Sprintf("Return-Path: <%s>\r\nDelivered-To: %s\r\nX-Envelope-Id: %s\r\n", s.from, s.to, s.envid)
	_, err = s.office.shelf.put("ein", append([]byte(head), bytes.TrimLeft(mail, "\r\n")...))
	return err
}

// Reset implements smtp.Session.
func (s *session) Reset() { s.from, s.envid, s.to = "", "", "" }

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }
