// Package mail builds the platform's plain notification mails and hands them to the operator's mail server.
//
// A mail is text with an HTML alternative made from it; neither loads anything from elsewhere. Mails that carry content of a
// mailbox are not sent from here: the S/MIME gateway has a transport of its own.
package mail

import (
	"context"
	"errors"
	"fmt"
)

// Message is one notification to one person.
type Message struct {
	// ID names the mail for good; its Message-ID is made of it, so that a mail sent twice is shown once.
	ID string
	// To is an address as ParseAddress returns it.
	To      string
	Subject string
	// Text is the mail in lines that end in LF; an empty line parts paragraphs.
	Text string
	// HTML is the alternative; empty means the one that package function HTML makes of Text.
	HTML string
	// Locale is the language of the text, DE or EN.
	Locale string
}

// Sender hands a mail over. Sending the same ID again is harmless.
type Sender interface {
	// Send returns nil when the mail server has taken the mail, an error that is ErrPermanent when trying again is of no
	// use, and any other error when it is.
	Send(ctx context.Context, m Message) error
}

// ErrPermanent marks a mail that will never be taken: a recipient the server refuses for good, or a message that must not
// be sent.
var ErrPermanent = errors.New("mail refused for good")

// Error says what the mail server answered. Its text has no address and nothing of the mail.
type Error struct {
	// Code is the reply code (RFC 5321), 0 when the server gave none.
	Code int
	// Status is the enhanced status code (RFC 3463), such as 5.1.1, or empty.
	Status string
	// Step is where it happened: connect, sender, recipient, content.
	Step      string
	permanent bool
	cause     error
}

func (e *Error) Error() string {
	if e.Code == 0 {
		return "mail not handed over: no answer at " + e.Step
	}
	return fmt.Sprintf("mail not handed over: %d %s at %s", e.Code, e.Status, e.Step)
}

// Is reports whether the error is permanent, for errors.Is(err, ErrPermanent).
func (e *Error) Is(target error) bool { return target == ErrPermanent && e.permanent }

// Unwrap returns the cause, such as the end of the context.
func (e *Error) Unwrap() error { return e.cause }
