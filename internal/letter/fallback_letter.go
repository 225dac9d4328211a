package letter

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/internal/pdftext"
)

// FallbackLetter is a message whose delivery failed, as a letter from the person to the authority: to be signed and sent
// by post or fax.
type FallbackLetter struct {
	Sender    Address
	Recipient Office
	// Reference is the case's number here (Fallnummer).
	Reference string
	// Date is the letter's, SentAt when the message was sent, both as instants.
	Date, SentAt  time.Time
	Subject, Text string
	// Enclosures are names of files.
	Enclosures []string
	// Note says in one sentence why this comes on paper; empty for none.
	Note string
}

// Office is the authority written to.
type Office struct {
	Name string
	// Address has the lines below the name, at most four.
	Address []string
	// Fax is a number, empty for none.
	Fax string
}

// The text area of the pages after the first one, in millimetres.
const (
	nextTop    = 32.0
	textBottom = 270.0
	officeLine = 4.5
)

// Fallback returns the letter as a PDF: DIN 5008 Form B, over as many pages as it needs. Characters that no font has are shown as
// U+FFFD, and the letter says so. It returns an *Error if an address does not fit.
func Fallback(l FallbackLetter) ([]byte, error) {
	if isBlank(l.Sender.Recipient) {
		return nil, &Error{Missing, "recipient"}
	}
	if isBlank(l.Recipient.Name) {
		return nil, &Error{Missing, "office"}
	}
	p := &pages{paper: &paper{pdftext.New(pdftext.Metadata{Title: "Schreiben " + l.Reference, Creator: "Schalter", Created: l.Date})}}
	p.drawMarks()
	p.printSender(l.Sender)
	p.printOffice(l)
	p.printFacts(l)
	p.printText(l)
	p.printSignature(l)
	if p.missing {
		p.y += gap
		p.printLines(pdftext.Regular(), smallPoints, smallPitch, "\ufffd steht für ein Zeichen, das hier nicht gedruckt werden kann.")
	}
	p.printHeadAndFoot(l)
	if fault := p.Fault(); fault != "" {
		return nil, &Error{Fault: Fault(fault)}
	}
	return p.Bytes()
}

// pages is a letter of several pages being set from above to below.
type pages struct {
	*paper
	y float64
	// missing says that a text has characters which no font has.
	missing bool
}

func (p *pages) showable(text string) string {
	shown, all := pdftext.Shown(text)
	p.missing = p.missing || !all
	return shown
}

// lines are the lines of an address without the country, if it is written from here; an address that is not complete has what
// there is of it.
func (a Address) lines() []string {
	f, known := forms[a.Country]
	if !known {
		f = forms[home]
	}
	var lines []string
	for _, part := range f.fields(a) {
		lines = append(lines, part.text)
	}
	return lines
}

// printSender prints the person's name and address as the head of the letter.
func (p *pages) printSender(a Address) {
	y := 21.0
	for i, line := range a.lines() {
		face := pdftext.Regular()
		if i == 0 {
			face = pdftext.Bold()
		}
		for _, part := range pdftext.Fill(face, p.showable(line), 9.5, right-left) {
			p.Line(face, 9.5, left, y, part)
			y += 4.2
		}
	}
	if y > addressTop-10 {
		p.Fail(pdftext.Overflow)
	}
}

// printOffice prints what shows through the window of the envelope.
func (p *pages) printOffice(l FallbackLetter) {
	back := p.showable(strings.Join(l.Sender.lines(), " · "))
	points := returnPoints
	for ; pdftext.Regular().Width(back, points) > blockWidth && points > 4.5; points -= 0.25 {
	}
	// What is still too long stands above, whole.
	back = pdftext.Fill(pdftext.Regular(), back, points, blockWidth)[0]
	p.Line(pdftext.Regular(), points, left, addressTop-7.4, back)
	p.Rule(left, addressTop-6.4, left+blockWidth, addressTop-6.4, 0.15, 120)
	if l.Recipient.Fax != "" {
		p.Shrunk(pdftext.Bold(), 9, 6, left, addressTop-2.6, blockWidth, p.showable("Telefax "+l.Recipient.Fax))
	}
	lines, points := p.fitOffice(l.Recipient)
	for i, line := range lines {
		p.Line(pdftext.Regular(), points, left, addressTop+officeLine*float64(i+1)-1, line)
	}
}

// fitOffice finds the size in which an authority's address fits into its zone.
func (p *pages) fitOffice(o Office) ([]string, float64) {
	var lines []string
	for points := 11.0; points >= 7; points-- {
		lines = nil
		for _, text := range append([]string{o.Name}, o.Address...) {
			lines = append(lines, pdftext.Fill(pdftext.Regular(), p.showable(text), points, blockWidth)...)
		}
		if len(lines) <= maxLines {
			return lines, points
		}
	}
	p.Fail(pdftext.Overflow)
	return nil, 0
}

// printFacts prints date and references beside the window.
func (p *pages) printFacts(l FallbackLetter) {
	y := infoTop + 3
	for _, fact := range [][2]string{
		{"Datum", germanDate(l.Date)}, {"Fallnummer (bitte in der Antwort angeben)", l.Reference}, {"Elektronisch abgesandt am", germanDate(l.SentAt)},
	} {
		if fact[1] == "" {
			continue
		}
		p.Line(pdftext.Regular(), 7, infoLeft, y, fact[0])
		p.Shrunk(pdftext.Regular(), 9.5, 5, infoLeft, y+4, right-infoLeft, p.showable(fact[1]))
		y += 9.5
	}
}

// printText prints subject, note and body.
func (p *pages) printText(l FallbackLetter) {
	p.y = subjectTop + 3.5
	p.printLines(pdftext.Bold(), 11, 5.2, p.showable(l.Subject))
	p.y += gap
	if l.Note != "" {
		p.printLines(pdftext.Regular(), smallPoints, smallPitch, p.showable(l.Note))
	}
	p.y += 2 * gap
	for _, paragraph := range strings.Split(strings.TrimRight(l.Text, " \r\n\t"), "\n") {
		if isBlank(paragraph) {
			p.y += textPitch / 2
			continue
		}
		p.printLines(pdftext.Regular(), textPoints, textPitch, p.showable(strings.TrimRight(paragraph, " \r\t")))
	}
}

// printSignature leaves room for the signature and lists what is enclosed.
func (p *pages) printSignature(l FallbackLetter) {
	const room = 26
	p.ensureRoom(room)
	p.y += room - 8
	p.Rule(left, p.y-4, left+70, p.y-4, 0.15, 0)
	p.printLines(pdftext.Regular(), smallPoints, smallPitch, "Unterschrift: "+p.showable(l.Sender.Recipient))
	if len(l.Enclosures) == 0 {
		return
	}
	p.y += 2 * gap
	p.ensureRoom(2 * textPitch)
	p.printLines(pdftext.Bold(), textPoints, textPitch, fmt.Sprintf("Anlagen (%d)", len(l.Enclosures)))
	for i, name := range l.Enclosures {
		p.printLines(pdftext.Regular(), textPoints, textPitch, fmt.Sprintf("%d. %s", i+1, p.showable(name)))
	}
}

// printLines prints a text in lines from the current height on, over as many pages as it needs.
func (p *pages) printLines(f *pdftext.Face, points, pitch float64, text string) {
	for _, line := range pdftext.Fill(f, text, points, right-left) {
		p.ensureRoom(0)
		p.Line(f, points, left, p.y, line)
		p.y += pitch
	}
}

func (p *pages) ensureRoom(height float64) {
	if p.y+height > textBottom {
		p.AddPage()
		p.y = nextTop
	}
}

// printHeadAndFoot prints head and foot of each page: a page of a fax that lies alone must be found again.
func (p *pages) printHeadAndFoot(l FallbackLetter) {
	head := slices.DeleteFunc([]string{l.Sender.Recipient, l.Reference, germanDate(l.Date)}, isBlank)
	p.OnEachPage(func(number, of int) {
		if number > 1 {
			p.Shrunk(pdftext.Regular(), 8, 4, left, 18, right-left, p.showable(strings.Join(head, " · ")))
			p.Rule(left, 20, right, 20, 0.15, 120)
		}
		page := fmt.Sprintf("Seite %d von %d", number, of)
		p.Line(pdftext.Regular(), 8, right-pdftext.Regular().Width(page, 8), 285, page)
	})
}
