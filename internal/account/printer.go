package account

import (
	"context"
	"errors"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/letter"
	"schalter/internal/postal"
)

// Printer prints letters by package letter.
type Printer struct {
	Sender letter.Sender
	// Platform is the name people know the service by.
	Platform string
	// BaseURL is where the service is, without a path.
	BaseURL string
}

// CheckAddress implements LetterPrinter: nothing is ever cut off, so what does not fit is refused.
func (p Printer) CheckAddress(a postal.Address) *errs.Problem {
	_, err := letter.AddressLines(letter.AddressOf(a))
	var fault *letter.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &fault) || fault.Field == "recipient":
		return &errs.Problem{Rule: errs.InvalidValue, Text: "address_overflow"}
	case fault.Fault == letter.Overflow:
		return &errs.Problem{Rule: errs.TooLong, Text: "address_overflow", Field: []string{fault.Field}}
	case fault.Fault == letter.Missing:
		return &errs.Problem{Rule: errs.Required, Field: []string{fault.Field}}
	}
	return &errs.Problem{Rule: errs.InvalidValue, Field: []string{fault.Field}}
}

// Letter implements LetterPrinter.
func (p Printer) Letter(_ context.Context, l CodeLetter) ([]byte, error) {
	return letter.Render(p.letter(l))
}

// Batch implements LetterPrinter.
func (p Printer) Batch(_ context.Context, letters []CodeLetter) (pdf []byte, pages []int, err error) {
	list := make([]letter.Letter, len(letters))
	for i, l := range letters {
		list[i] = p.letter(l)
	}
	return letter.Batch(list)
}

func (p Printer) letter(l CodeLetter) letter.Letter {
	purpose := letter.Activation
	switch {
	case l.Connect:
		purpose = letter.Connect
	case l.Mailbox != "":
		purpose = letter.Ending
	}
	return letter.Letter{
		Purpose: purpose, Sender: p.Sender, Recipient: letter.AddressOf(l.Address), Contact: l.Contact, Mailbox: l.Mailbox, LastActivity: l.LastActivity, Code: l.Code, Date: l.Date.In(clock.Berlin),
		ValidUntil: l.ExpiresAt.In(clock.Berlin), Platform: p.Platform, BaseURL: p.BaseURL, Locale: letter.Locale(l.Locale),
		Reference: l.Reference,
	}
}
