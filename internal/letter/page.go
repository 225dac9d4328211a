package letter

import (
	"strconv"
	"strings"

	"schalter/internal/pdftext"
)

// drawMarks draws the two marks for folding and the one for punching.
func (s *sheet) drawMarks() {
	for _, mark := range []struct{ y, length float64 }{{foldUpper, 3}, {foldLower, 3}, {punch, 4}} {
		s.Rule(5, mark.y, 5+mark.length, mark.y, 0.15, 120)
	}
}

// printLetterhead prints the platform above and the facts of the letter beside the window.
func (s *sheet) printLetterhead(l Letter) {
	s.Shrunk(pdftext.Bold(), 15, 9, left, 24, right-left, l.Platform)
	s.Shrunk(pdftext.Regular(), 9, 7, left, 29, right-left, l.Sender.Name)
	s.Rule(left, 33, right, 33, 0.3, 0)
	y := infoTop + 3
	for _, text := range l.Sender.Contact {
		s.Shrunk(pdftext.Regular(), 9, 7, infoLeft, y, right-infoLeft, text)
		y += 4.2
	}
	if len(l.Sender.Contact) > 0 {
		y += 2
	}
	facts := [][2]string{{"Datum", germanDate(l.Date)}, {"Gültig mindestens bis", germanDate(l.ValidUntil)}}
	if l.Reference != "" {
		facts = append(facts, [2]string{"Unser Zeichen", l.Reference})
	}
	for _, fact := range facts {
		s.Line(pdftext.Regular(), 7, infoLeft, y, fact[0])
		s.Shrunk(pdftext.Regular(), 9, 6, infoLeft, y+3.8, right-infoLeft, fact[1])
		y += 8.2
	}
	if y > subjectTop {
		s.Fail(pdftext.Overflow)
	}
}

// printWindow prints what shows through the window of the envelope: where to return the letter to, and the address.
func (s *sheet) printWindow(from Sender, address block) {
	back := strings.Join(append([]string{from.Name}, from.Address...), " · ")
	s.Shrunk(pdftext.Regular(), returnPoints, 5, left, addressTop-7.4, blockWidth, back)
	s.Rule(left, addressTop-6.4, left+blockWidth, addressTop-6.4, 0.15, 120)
	s.Line(pdftext.Bold(), returnPoints, left, addressTop-3, returnNote)
	for i, text := range address.lines {
		s.Line(pdftext.Regular(), address.points, left, addressTop+linePitch*float64(i+1)-1, text)
	}
}

// printText prints subject, code and text.
func (s *sheet) printText(l Letter) {
	w := l.wording()
	s.Shrunk(pdftext.Bold(), 11, 9, left, subjectTop+3.5, right-left, w.subject)
	if pdftext.Bold().Width(w.greeting, textPoints) > right-left {
		// A very long name already stands above, whole.
		w.greeting = "Guten Tag,"
	}
	y := s.printSection(subjectTop+14, "", w.greeting)
	y = s.printSection(y, "", w.intro)
	y = s.printCodeBox(l, w, y-2) + 9
	y = s.printSteps(y, w)
	y = s.printSection(y, "", w.careful)
	y = s.printSection(y, w.strangerTitle, w.stranger)
	y = s.printSection(y, "", w.closing) - gap
	y = s.printSection(y, "", l.Sender.Name)
	if l.bilingual() {
		y = s.printEnglish(l, y)
	}
	if y-gap-textPitch > bottom {
		s.Fail(pdftext.Overflow)
	}
	s.printFooter()
}

func (s *sheet) printSteps(y float64, w wording) float64 {
	y = s.printSection(y, w.stepsTitle, "") - gap
	for i, step := range w.steps {
		s.Line(pdftext.Bold(), textPoints, left, y, strconv.Itoa(i+1)+".")
		y = s.Paragraph(pdftext.Regular(), textPoints, textPitch, left+6, y, right-left-6, step)
	}
	return y + gap
}

// printSection prints a title and a text, either of which may be missing, and returns the baseline after the gap below.
func (s *sheet) printSection(y float64, title, text string) float64 {
	if title != "" {
		y = s.Paragraph(pdftext.Bold(), textPoints, textPitch, left, y, right-left, title)
	}
	if text != "" {
		y = s.Paragraph(pdftext.Regular(), textPoints, textPitch, left, y, right-left, text)
	}
	return y + gap
}

// printCodeBox frames the code, large, and the QR code beside it, and returns its lower edge.
func (s *sheet) printCodeBox(l Letter, w wording, y float64) float64 {
	const height, symbol = 36.0, 35.0
	s.Frame(left, y, right-left, height, 0.5)
	s.Line(pdftext.Regular(), 9, left+6, y+9, w.codeTitle)
	s.Line(pdftext.Bold(), 27, left+6, y+21, l.printedCode())
	s.Line(pdftext.Bold(), 9, left+6, y+30, w.validity)
	s.QR(l.link(), right-symbol-1, y+(height-symbol)/2, symbol)
	return y + height
}

func (s *sheet) printEnglish(l Letter, y float64) float64 {
	s.Rule(left, y-2, right, y-2, 0.15, 120)
	w := english(l)
	y = s.Paragraph(pdftext.Bold(), smallPoints, smallPitch, left, y+4, right-left, w.title)
	return s.Paragraph(pdftext.Regular(), smallPoints, smallPitch, left, y, right-left, w.text) + gap
}

func (s *sheet) printFooter() {
	s.Rule(left, 281, right, 281, 0.15, 120)
	s.Line(pdftext.Regular(), returnPoints, left, 285, footerNote)
}
