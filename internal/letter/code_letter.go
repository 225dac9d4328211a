// Package letter prints letters as PDF, A4 after DIN 5008 Form B: those that carry a code, to a person who activates an account and to
// an authority that connects, and the one that warns of a mailbox's end ([Render], and [Batch] for many in one document of the print provider), and the letter that a person
// sends when a delivery failed ([Fallback]). Begin with these three; code_letter_layout.go and fallback_letter.go place what a letter
// says, end_letter.go says what ends, address_window.go fits an address into the window of the envelope, address_country.go knows how countries write theirs.
//
// A page with a code has the recipient's name and address, the code and nothing else about the person. The same input gives the same
// bytes. What does not fit is an error; nothing of what the recipient needs is ever cut off. Text is set by package pdftext.
package letter

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/checkcode"
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

// Purpose is what the code of a letter opens.
type Purpose string

// The purposes.
const (
	// Activation proves a person's name and address.
	Activation Purpose = "ACTIVATION"
	// Connect makes its reader the first admin of an authority.
	Connect Purpose = "CONNECT"
	// Ending warns of the end of a mailbox; it has no code.
	Ending Purpose = "ENDING"
)

// Letter is what one letter says.
type Letter struct {
	// Purpose that is empty is Activation.
	Purpose   Purpose
	Sender    Sender
	Recipient Address
	// Contact is the person at an authority that a letter of Connect speaks to.
	Contact string
	// Code is as package checkcode makes it.
	Code string
	// Mailbox is the reference of the one that ends.
	Mailbox string
	// LastActivity is when something last happened in it; zero where that is not known.
	LastActivity time.Time
	// Date and ValidUntil are calendar days in Berlin; the code is good to the end of the latter at least.
	Date, ValidUntil time.Time
	// Platform is the name people know the service by.
	Platform string
	// BaseURL is where the service is, without a path.
	BaseURL string
	Locale  Locale
	// Reference is printed as "Unser Zeichen", so that a returned letter is recognised; empty for none.
	Reference string
}

// The pages where codes are entered.
const (
	Path        = "/aktivieren"
	ConnectPath = "/behoerde/freischalten"
)

// Link is the address in the QR code of an activation letter. The code stands in the fragment, which browsers do not send, so
// that no log of any server ever holds it.
func Link(baseURL, activation string) string {
	return Letter{BaseURL: baseURL, Code: activation}.link()
}

func (l Letter) link() string { return l.codePage() + "#c=" + l.Code }

// codePage is where the letter's code is entered.
func (l Letter) codePage() string {
	path := Path
	if l.Purpose == Connect {
		path = ConnectPath
	}
	return strings.TrimRight(l.BaseURL, "/") + path
}

// Render returns the letter as a PDF, or an *Error if the address or another text does not fit.
func Render(l Letter) ([]byte, error) {
	p := newPaper(l, codeTitle(l))
	if err := p.printLetter(l); err != nil {
		return nil, err
	}
	return p.Bytes()
}

func codeTitle(l Letter) string {
	switch l.Purpose {
	case Connect:
		return "Freischalt-Code"
	case Ending:
		return "Ende eines Fallpostfachs"
	}
	return "Aktivierungs-Code"
}

// Batch returns many letters as one PDF, in their order, and how many pages each has. It is made as of the first letter's
// day. The error names the place of a letter that does not fit, counted from 0, and is an *Error.
func Batch(letters []Letter) (pdf []byte, pages []int, err error) {
	if len(letters) == 0 {
		return nil, nil, fmt.Errorf("batch: %w", &Error{Missing, "letters"})
	}
	p := newPaper(letters[0], "Briefe")
	for i, l := range letters {
		before := p.Pages()
		if i > 0 {
			p.AddPage()
		} else {
			before = 0
		}
		if err := p.printLetter(l); err != nil {
			return nil, nil, fmt.Errorf("letter %d: %w", i, err)
		}
		pages = append(pages, p.Pages()-before)
	}
	pdf, err = p.Bytes()
	return pdf, pages, err
}

// printLetter prints a letter on the present page.
func (p *paper) printLetter(l Letter) error {
	address, err := fitAddress(l.Recipient)
	if err != nil {
		return err
	}
	p.drawMarks()
	p.printLetterhead(l)
	p.printWindow(l, address)
	p.printText(l)
	if fault := p.Fault(); fault != "" {
		return &Error{Fault: Fault(fault)}
	}
	return nil
}

func (l Letter) printedCode() string { return checkcode.Format(l.Code) }

// bilingual reports whether a short English text is added.
func (l Letter) bilingual() bool {
	return l.Purpose != Connect && (l.Locale == English || l.Recipient.Country != home)
}
