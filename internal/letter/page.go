package letter

import (
	"strconv"
	"strings"

	"schalter/internal/typeset"
)

// marks draws the two marks for folding and the one for punching.
func (s *sheet) marks() {
	for _, mark := range []struct{ y, length float64 }{{foldUpper, 3}, {foldLower, 3}, {punch, 4}} {
		s.Rule(5, mark.y, 5+mark.length, mark.y, 0.15, 120)
	}
}

// letterhead prints the platform above and the facts of the letter beside the window.
func (s *sheet) letterhead(l Letter) {
	s.Shrunk(typeset.Bold(), 15, 9, left, 24, right-left, l.Platform)
	s.Shrunk(typeset.Regular(), 9, 7, left, 29, right-left, l.Sender.Name)
	s.Rule(left, 33, right, 33, 0.3, 0)
	y := infoTop + 3
	for _, text := range l.Sender.Contact {
		s.Shrunk(typeset.Regular(), 9, 7, infoLeft, y, right-infoLeft, text)
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
		s.Line(typeset.Regular(), 7, infoLeft, y, fact[0])
		s.Shrunk(typeset.Regular(), 9, 6, infoLeft, y+3.8, right-infoLeft, fact[1])
		y += 8.2
	}
	if y > subjectTop {
		s.Fail(typeset.Overflow)
	}
}

// window prints what shows through the window of the envelope: where to return the letter to, and the address.
func (s *sheet) window(from Sender, address block) {
	back := strings.Join(append([]string{from.Name}, from.Address...), " · ")
	s.Shrunk(typeset.Regular(), returnPoints, 5, left, addressTop-7.4, blockWidth, back)
	s.Rule(left, addressTop-6.4, left+blockWidth, addressTop-6.4, 0.15, 120)
	s.Line(typeset.Bold(), returnPoints, left, addressTop-3, returnNote)
	for i, text := range address.lines {
		s.Line(typeset.Regular(), address.points, left, addressTop+linePitch*float64(i+1)-1, text)
	}
}

// body prints subject, code and text.
func (s *sheet) body(l Letter) {
	w := l.wording()
	s.Shrunk(typeset.Bold(), 11, 9, left, subjectTop+3.5, right-left, w.subject)
	if typeset.Bold().Width(w.greeting, bodyPoints) > right-left {
		// A very long name already stands above, whole.
		w.greeting = "Guten Tag,"
	}
	y := s.section(subjectTop+14, "", w.greeting)
	y = s.section(y, "", w.intro)
	y = s.codeBox(l, w, y-2) + 9
	y = s.steps(y, w)
	y = s.section(y, "", w.careful)
	y = s.section(y, w.strangerTitle, w.stranger)
	y = s.section(y, "", w.closing) - gap
	y = s.section(y, "", l.Sender.Name)
	if l.bilingual() {
		y = s.english(l, y)
	}
	if y-gap-bodyPitch > bottom {
		s.Fail(typeset.Overflow)
	}
	s.footer()
}

func (s *sheet) steps(y float64, w wording) float64 {
	y = s.section(y, w.stepsTitle, "") - gap
	for i, step := range w.steps {
		s.Line(typeset.Bold(), bodyPoints, left, y, strconv.Itoa(i+1)+".")
		y = s.Paragraph(typeset.Regular(), bodyPoints, bodyPitch, left+6, y, right-left-6, step)
	}
	return y + gap
}

// section prints a title and a text, either of which may be missing, and returns the baseline after the gap below.
func (s *sheet) section(y float64, title, text string) float64 {
	if title != "" {
		y = s.Paragraph(typeset.Bold(), bodyPoints, bodyPitch, left, y, right-left, title)
	}
	if text != "" {
		y = s.Paragraph(typeset.Regular(), bodyPoints, bodyPitch, left, y, right-left, text)
	}
	return y + gap
}

// codeBox frames the code, large, and the QR code beside it, and returns its lower edge.
func (s *sheet) codeBox(l Letter, w wording, y float64) float64 {
	const height, symbol = 36.0, 35.0
	s.Frame(left, y, right-left, height, 0.5)
	s.Line(typeset.Regular(), 9, left+6, y+9, w.codeTitle)
	s.Line(typeset.Bold(), 27, left+6, y+21, l.printedCode())
	s.Line(typeset.Bold(), 9, left+6, y+30, w.validity)
	s.QR(l.link(), right-symbol-1, y+(height-symbol)/2, symbol)
	return y + height
}

func (s *sheet) english(l Letter, y float64) float64 {
	s.Rule(left, y-2, right, y-2, 0.15, 120)
	w := english(l)
	y = s.Paragraph(typeset.Bold(), smallPoints, smallPitch, left, y+4, right-left, w.title)
	return s.Paragraph(typeset.Regular(), smallPoints, smallPitch, left, y, right-left, w.text) + gap
}

func (s *sheet) footer() {
	s.Rule(left, 281, right, 281, 0.15, 120)
	s.Line(typeset.Regular(), returnPoints, left, 285, footerNote)
}
