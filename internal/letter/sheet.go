package letter

import (
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
	"rsc.io/qr"

	"schalter/internal/clock"
)

// Lengths in millimetres from the upper left corner of the page (DIN 5008:2020 Form B).
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
	bodyPoints   = 10.0
	bodyPitch    = 4.8
	gap          = 2.4
	smallPoints  = 8.5
	smallPitch   = 4.0
	returnPoints = 7.0
)

// sheet is the page being set; its first fault stays.
type sheet struct {
	pdf *fpdf.Fpdf
	err error
}

func newSheet(l Letter) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	for _, f := range []*face{regular(), bold()} {
		pdf.AddUTF8FontFromBytes(family, f.style, f.ttf)
	}
	pdf.SetCatalogSort(true)
	y, m, d := l.Date.In(clock.Berlin).Date()
	created := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetLang("de-DE")
	pdf.SetTitle("Aktivierungs-Code", true)
	pdf.SetCreator(l.Platform, true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddPage()
	return &sheet{pdf: pdf}
}

const family = "noto"

// fail notes that the page cannot be printed as it should.
func (s *sheet) fail(fault Fault) {
	if s.err == nil {
		s.err = &Error{Fault: fault}
	}
}

// line prints one line with its baseline at y.
func (s *sheet) line(f *face, points, x, y float64, text string) {
	text = norm.NFC.String(text)
	if !printable(text) {
		s.fail(Unprintable)
		return
	}
	s.pdf.SetFont(family, f.style, points)
	chars, _ := f.set(text)
	if spelled(chars) == text && !strings.ContainsFunc(text, f.isMark) {
		s.pdf.Text(x, y, text)
		return
	}
	s.placed(chars, points, x, y, text)
}

// placed prints characters one by one where their marks belong; readers and search find the text as it is spelled
// (ISO 32000-1, 14.9.4).
func (s *sheet) placed(chars []placed, points, x, y float64, text string) {
	s.pdf.RawWriteStr("/Span <</ActualText <" + utf16Hex(text) + ">>> BDC")
	unit := points * millimetres / 1000
	for _, c := range chars {
		s.pdf.Text(x+float64(c.x)*unit, y-float64(c.y)*unit, string(c.char))
	}
	s.pdf.RawWriteStr("EMC")
}

func spelled(chars []placed) string {
	var b strings.Builder
	for _, c := range chars {
		b.WriteRune(c.char)
	}
	return b.String()
}

func utf16Hex(text string) string {
	b := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit>>8), byte(unit))
	}
	return strings.ToUpper(hex.EncodeToString(b))
}

// shrunk prints a line as large as fits into a width, but not below a least size.
func (s *sheet) shrunk(f *face, points, least, x, y, width float64, text string) {
	for f.width(text, points) > width {
		if points -= 0.5; points < least {
			s.fail(Overflow)
			return
		}
	}
	s.line(f, points, x, y, text)
}

// paragraph prints text in lines of a width and returns the baseline after it.
func (s *sheet) paragraph(f *face, points, pitch, x, y, width float64, text string) float64 {
	lines, fits := wrap(f, text, points, width)
	if !fits {
		s.fail(Overflow)
	}
	for _, line := range lines {
		s.line(f, points, x, y, line)
		y += pitch
	}
	return y
}

// rule draws a line of a width.
func (s *sheet) rule(x1, y1, x2, y2, width float64, grey int) {
	s.pdf.SetDrawColor(grey, grey, grey)
	s.pdf.SetLineWidth(width)
	s.pdf.Line(x1, y1, x2, y2)
}

// qr draws a QR code with its quiet zone of four modules as filled areas, so that it prints sharp at every resolution.
func (s *sheet) qr(content string, x, y, size float64) {
	symbol, err := qr.Encode(content, qr.M)
	if err != nil {
		s.fail(Overflow)
		return
	}
	const quiet = 4
	module := size / float64(symbol.Size+2*quiet)
	s.pdf.SetFillColor(0, 0, 0)
	for row := range symbol.Size {
		for from := 0; from < symbol.Size; {
			to := from
			for to < symbol.Size && symbol.Black(to, row) {
				to++
			}
			if to > from {
				s.pdf.Rect(x+float64(quiet+from)*module, y+float64(quiet+row)*module, float64(to-from)*module, module, "F")
			}
			from = to + 1
		}
	}
}
