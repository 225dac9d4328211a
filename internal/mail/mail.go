// Package mail has what all mails share: addresses ([ParseAddress]) and the plain notice ([Message], [Sender]) that says that
// something happened, without content. Package notice sends it; package mime writes and reads mails, relay, inlet and imap carry them.
package mail

import (
	"context"
	"errors"
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
	// Returns says that it matters whether it comes back: it goes out with a return address of its own, where the sender has those.
	Returns bool
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
