package mail

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"schalter/internal/mail/idn"
)

// From is what recipients see as the sender.
type From struct {
	Name    string
	Address string
}

var identifier = regexp.MustCompile(`^[A-Za-z0-9._-]{1,100}$`)

// build makes the message as it goes over the wire. Whatever would begin a header of its own, or load something, is refused
// with ErrPermanent; nothing is cleaned silently.
func build(m Message, from From, at time.Time) (*gomail.Msg, error) {
	if err := check(m); err != nil {
		return nil, err
	}
	_, host, _ := strings.Cut(from.Address, "@")
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(from.Name, from.Address); err != nil {
		return nil, fmt.Errorf("%w: sender: %w", ErrPermanent, err)
	}
	if err := msg.To(idn.ASCII(m.To)); err != nil {
		return nil, fmt.Errorf("%w: recipient", ErrPermanent)
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(m.ID + "@" + host)
	msg.SetDateWithValue(at)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	// Exchange answers automatic mails unless this header says not to.
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	if m.Locale != "" {
		msg.SetGenHeader("Content-Language", strings.ToLower(m.Locale))
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, HTML(m))
	return msg, nil
}

func check(m Message) error {
	address, err := ParseAddress(m.To)
	switch {
	case err != nil || address != m.To:
		return fmt.Errorf("%w: recipient is not a plain address", ErrPermanent)
	case !identifier.MatchString(m.ID):
		return fmt.Errorf("%w: malformed id", ErrPermanent)
	case m.Subject == "" || !headerText(m.Subject) || !headerText(m.Locale):
		return fmt.Errorf("%w: header with a control character", ErrPermanent)
	case !utf8.ValidString(m.Text) || strings.ContainsRune(m.Text, 0):
		return fmt.Errorf("%w: text is not UTF-8", ErrPermanent)
	case !loadsNothing(m.HTML):
		return fmt.Errorf("%w: HTML that loads something", ErrPermanent)
	}
	return nil
}

// headerText reports whether a text stays within its header line.
func headerText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}
