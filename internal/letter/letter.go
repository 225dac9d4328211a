// Package letter sets the letter that carries an activation code: one page A4 after DIN 5008 Form B, as a PDF.
//
// The page has the recipient's name and address, the code and nothing else about the person. The same input gives the same
// bytes. What does not fit is an error; nothing is ever cut off.
package letter

import (
	"strings"
	"time"

	"schalter/internal/code"
)

// Locale is the language that the account uses.
type Locale string

// The locales. The official language is German (Art. 23 BayVwVfG); English adds a short text below.
const (
	German  Locale = "DE"
	English Locale = "EN"
)

// Sender is who runs the platform.
type Sender struct {
	Name string
	// Address has the lines below the name, at most three.
	Address []string
	// Contact has lines beside the window, such as a telephone number; at most three.
	Contact []string
}

// Letter is what one activation letter says.
type Letter struct {
	Sender    Sender
	Recipient Address
	// Code is the activation code, as package code makes it.
	Code string
	// Date and ValidUntil are calendar days in Berlin.
	Date, ValidUntil time.Time
	// Platform is the name people know the service by.
	Platform string
	// BaseURL is where the service is, without a path.
	BaseURL string
	Locale  Locale
	// Reference is printed as "Unser Zeichen", so that a returned letter is recognised; empty for none.
	Reference string
}

// Path is the page where a code is entered.
const Path = "/aktivieren"

// Link is the address in the QR code. The code stands in the fragment, which browsers do not send, so that no log of any
// server ever holds it.
func Link(baseURL, activation string) string { return page(baseURL) + "#c=" + activation }

func page(baseURL string) string { return strings.TrimRight(baseURL, "/") + Path }

// Render returns the letter as a PDF, or an *Error if the address or another text does not fit.
func Render(l Letter) ([]byte, error) {
	address, err := arrange(l.Recipient)
	if err != nil {
		return nil, err
	}
	s := newSheet(l)
	s.marks()
	s.letterhead(l)
	s.window(l.Sender, address)
	s.body(l)
	return s.bytes()
}

func (l Letter) printedCode() string { return code.Format(l.Code) }

// bilingual reports whether a short English text is added.
func (l Letter) bilingual() bool { return l.Locale == English || l.Recipient.Country != home }
