package relay

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-smtp"
)

// Step is where a conversation failed.
type Step string

// The steps of a conversation. Reply is the wait after the final dot: the server may have taken the mail.
const (
	Connecting     Step = "connect"
	Authenticating Step = "login"
	Sender         Step = "sender"
	Recipient      Step = "recipient"
	Content        Step = "content"
	Reply          Step = "reply"
)

// Cause says in one word why a mail does not arrive, for people.
type Cause string

// The causes that are told apart.
const (
	UnknownMailbox Cause = "UNKNOWN_MAILBOX"
	MailboxFull    Cause = "MAILBOX_FULL"
	TooLarge       Cause = "TOO_LARGE"
	Refused        Cause = "REFUSED"
	Unreachable    Cause = "UNREACHABLE"
	Other          Cause = "OTHER"
)

// Failure says what the mail server answered. Its text has no address and nothing of the mail.
type Failure struct {
	// Permanent tells that trying again is of no use.
	Permanent bool
	// Unknown tells that the mail may have been taken; sending it again with the same Message-ID is harmless.
	Unknown bool
	// Code is the reply code (RFC 5321), 0 when the server gave none.
	Code int
	// Status is the enhanced status code (RFC 3463), such as 5.1.1, or empty.
	Status string
	Step   Step
	Cause  Cause
	err    error
}

func (f *Failure) Error() string {
	kind := "temporarily"
	if f.Permanent {
		kind = "for good"
	}
	if f.Code == 0 {
		return fmt.Sprintf("mail not handed over, %s: no answer at %s", kind, f.Step)
	}
	return strings.Join(strings.Fields(fmt.Sprintf("mail not handed over, %s: %d %s at %s", kind, f.Code, f.Status, f.Step)), " ")
}

// Unwrap returns the cause, such as the end of the context.
func (f *Failure) Unwrap() error { return f.err }

func failure(ctx context.Context, err error) *Failure {
	f := &Failure{Step: Connecting, Cause: Unreachable, err: err}
	var step *stepError
	if errors.As(err, &step) {
		f.Step = step.step
	}
	f.Unknown = f.Step == Reply
	var answer *smtp.SMTPError
	if errors.As(err, &answer) {
		f.Code, f.Status = answer.Code, status(answer)
		f.Cause = Classify(f.Code, f.Status)
		f.Permanent = f.isFinal()
	} else if ctx.Err() != nil {
		f.err = ctx.Err()
	}
	return f
}

// isFinal tells a refusal of the recipient or of the content from a fault of the operation: a wrong password or a sender that
// our mail server does not know will be mended, and then the mail goes out.
func (f *Failure) isFinal() bool {
	if f.Code < 500 || f.isOperational() {
		return false
	}
	return f.Step == Recipient || f.Step == Content || f.Step == Sender && f.Cause == TooLarge
}

func (f *Failure) isOperational() bool {
	switch f.Code {
	case 500, 501, 502, 503, 504, 523, 530, 534, 535, 538, 555:
		return true
	}
	switch _, detail, _ := strings.Cut(f.Status, "."); detail {
	case "1.7", "1.8", "7.8", "7.9", "7.10", "7.11":
		return true
	}
	return strings.HasPrefix(f.Status, "4.")
}

func status(e *smtp.SMTPError) string {
	if c := e.EnhancedCode; c[0] == 4 || c[0] == 5 {
		return fmt.Sprintf("%d.%d.%d", c[0], c[1], c[2])
	}
	return ""
}

// Classify names the cause of a refusal by its enhanced status (RFC 3463), or where there is none by its reply code (RFC
// 5321); code may be 0, as in most status notifications.
func Classify(code int, status string) Cause {
	_, detail, _ := strings.Cut(status, ".")
	subject, _, _ := strings.Cut(detail, ".")
	switch detail {
	case "", "0.0", "5.0":
		return causeByCode(code)
	case "1.2", "1.10":
		return Unreachable
	case "1.0", "1.1", "1.3", "1.4", "1.6":
		return UnknownMailbox
	case "2.2", "3.1":
		return MailboxFull
	case "2.3", "3.4":
		return TooLarge
	case "2.1", "2.0":
		return Refused
	}
	switch subject {
	case "4":
		return Unreachable
	case "6", "7":
		return Refused
	}
	return Other
}

func causeByCode(code int) Cause {
	switch code {
	case 0, 421, 521, 556:
		return Unreachable
	case 550, 551, 553:
		return UnknownMailbox
	case 452:
		return MailboxFull
	case 552:
		return TooLarge
	case 554:
		return Refused
	}
	return Other
}
