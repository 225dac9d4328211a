package letter

import (
	"strconv"
	"strings"

	"schalter/internal/pdftext"
)

// The layout of DIN 5008:2020 Form B: lengths in millimetres from the upper left corner of the page.
const (
	left, right  = 25.0, 190.0
	bottom       = 279.0
	addressTop   = 45 + 17.7
	infoLeft     = 125.0
	infoTop      = 50.0
	subjectTop   = 98.46
	foldUpper    = 105.0
	foldLower    = 210.0
	punch        = 148.5
	textPoints   = 10.0
	textPitch    = 4.8
	gap          = 2.4
	smallPoints  = 8.5
	smallPitch   = 4.0
	returnPoints = 7.0
)

// paper is a letter being set, or several in one PDF.
type paper struct{ *pdftext.Document }

func newPaper(l Letter, title string) *paper {
	return &paper{pdftext.New(pdftext.Metadata{Title: title, Creator: l.Platform, Created: l.Date})}
}

// drawMarks draws the two marks for folding and the one for punching.
func (p *paper) drawMarks() {
	for _, mark := range []struct{ y, length float64 }{{foldUpper, 3}, {foldLower, 3}, {punch, 4}} {
		p.Rule(5, mark.y, 5+mark.length, mark.y, 0.15, 120)
	}
}

// printLetterhead prints the platform above and the facts of the letter beside the window.
func (p *paper) printLetterhead(l Letter) {
	p.Shrunk(pdftext.Bold(), 15, 9, left, 24, right-left, l.Platform)
	p.Shrunk(pdftext.Regular(), 9, 7, left, 29, right-left, l.Sender.Name)
	p.Rule(left, 33, right, 33, 0.3, 0)
	y := infoTop + 3
	for _, text := range l.Sender.Contact {
		p.Shrunk(pdftext.Regular(), 9, 7, infoLeft, y, right-infoLeft, text)
		y += 4.2
	}
	if len(l.Sender.Contact) > 0 {
		y += 2
	}
	facts := [][2]string{{"Datum", germanDate(l.Date)}}
	if l.Purpose == Ending {
		facts = append(facts, [2]string{"Fallpostfach", l.Mailbox})
	} else {
		facts = append(facts, [2]string{"Gültig mindestens bis", germanDate(l.ValidUntil)})
	}
	if l.Reference != "" {
		facts = append(facts, [2]string{"Unser Zeichen", l.Reference})
	}
	for _, fact := range facts {
		p.Line(pdftext.Regular(), 7, infoLeft, y, fact[0])
		p.Shrunk(pdftext.Regular(), 9, 6, infoLeft, y+3.8, right-infoLeft, fact[1])
		y += 8.2
	}
	if y > subjectTop {
		p.Fail(pdftext.Overflow)
	}
}

// printWindow prints what shows through the window of the envelope: where to return the letter to, and the address.
func (p *paper) printWindow(l Letter, address block) {
	back := strings.Join(append([]string{l.Sender.Name}, l.Sender.Address...), " · ")
	p.Shrunk(pdftext.Regular(), returnPoints, 5, left, addressTop-7.4, blockWidth, back)
	p.Rule(left, addressTop-6.4, left+blockWidth, addressTop-6.4, 0.15, 120)
	note := returnNote
	if l.Purpose == Ending {
		note = comeBack
	}
	p.Line(pdftext.Bold(), returnPoints, left, addressTop-3, note)
	for i, text := range address.lines {
		p.Line(pdftext.Regular(), address.points, left, addressTop+linePitch*float64(i+1)-1, text)
	}
}

// printText prints subject, code and text.
func (p *paper) printText(l Letter) {
	w := l.wording()
	p.Shrunk(pdftext.Bold(), 11, 9, left, subjectTop+3.5, right-left, w.subject)
	if pdftext.Bold().Width(w.greeting, textPoints) > right-left {
		// A very long name already stands above, whole.
		w.greeting = "Guten Tag,"
	}
	y := p.printSection(subjectTop+14, "", w.greeting)
	y = p.printSection(y, "", w.intro)
	if l.Purpose == Ending {
		y = p.printSection(y, w.lossTitle, w.loss)
	} else {
		y = p.printCodeBox(l, w, y-2) + 9
	}
	y = p.printSteps(y, w)
	y = p.printSection(y, "", w.careful)
	if w.stranger != "" {
		y = p.printSection(y, w.strangerTitle, w.stranger)
	}
	y = p.printSection(y, "", w.closing) - gap
	y = p.printSection(y, "", l.Sender.Name)
	if l.bilingual() {
		y = p.printEnglish(l, y)
	}
	if y-gap-textPitch > bottom {
		p.Fail(pdftext.Overflow)
	}
	p.printFooter()
}

func (p *paper) printSteps(y float64, w wording) float64 {
	y = p.printSection(y, w.stepsTitle, "") - gap
	for i, step := range w.steps {
		p.Line(pdftext.Bold(), textPoints, left, y, strconv.Itoa(i+1)+".")
		y = p.Paragraph(pdftext.Regular(), textPoints, textPitch, left+6, y, right-left-6, step)
	}
	return y + gap
}

// printSection prints a title and a text, either of which may be missing, and returns the baseline after the gap below.
func (p *paper) printSection(y float64, title, text string) float64 {
	if title != "" {
		y = p.Paragraph(pdftext.Bold(), textPoints, textPitch, left, y, right-left, title)
	}
	if text != "" {
		y = p.Paragraph(pdftext.Regular(), textPoints, textPitch, left, y, right-left, text)
	}
	return y + gap
}

// printCodeBox frames the code, large, and the QR code beside it, and returns its lower edge.
func (p *paper) printCodeBox(l Letter, w wording, y float64) float64 {
	const height, symbol = 36.0, 35.0
	p.Frame(left, y, right-left, height, 0.5)
	p.Line(pdftext.Regular(), 9, left+6, y+9, w.codeTitle)
	p.Line(pdftext.Bold(), 27, left+6, y+21, l.printedCode())
	p.Line(pdftext.Bold(), 9, left+6, y+30, w.validity)
	p.QR(l.link(), right-symbol-1, y+(height-symbol)/2, symbol)
	return y + height
}

func (p *paper) printEnglish(l Letter, y float64) float64 {
	p.Rule(left, y-2, right, y-2, 0.15, 120)
	w := english(l)
	y = p.Paragraph(pdftext.Bold(), smallPoints, smallPitch, left, y+4, right-left, w.title)
	return p.Paragraph(pdftext.Regular(), smallPoints, smallPitch, left, y, right-left, w.text) + gap
}

func (p *paper) printFooter() {
	p.Rule(left, 281, right, 281, 0.15, 120)
	p.Line(pdftext.Regular(), returnPoints, left, 285, footerNote)
}
