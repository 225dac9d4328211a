// Package pdftext prints text on pages A4 as a PDF: our two fonts, marks on their letters, lines, QR codes. Begin with [New] and
// [Document.Line]; wrap.go breaks text into lines, face.go places every letter of DIN 91379 with its marks.
//
// The same input gives the same bytes. What does not fit is a fault; nothing is ever cut off. What a page says is decided by its
// callers, packages letter and evidence.
package pdftext

import (
	"bytes"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
	"rsc.io/qr"

	"schalter/internal/clock"
)

// Fault says why a text cannot be printed as it should.
type Fault string

// The faults.
const (
	// Overflow: a text does not fit into its place.
	Overflow Fault = "OVERFLOW"
	// Unprintable: a character that no font has; none of DIN 91379 is.
	Unprintable Fault = "UNPRINTABLE"
)

// Metadata is what a PDF says about itself.
type Metadata struct {
	Title, Creator string
	// Created is cut to its calendar day in Berlin.
	Created time.Time
}

// Document is a PDF being set, page by page; lengths are in millimetres from the upper left corner. Its first fault stays.
type Document struct {
	pdf   *fpdf.Fpdf
	fault Fault
}

// New begins a document with its first page.
func New(m Metadata) *Document {
	pdf := fpdf.New("P", "mm", "A4", "")
	for _, f := range []*Face{regular(), bold()} {
		pdf.AddUTF8FontFromBytes(family, f.style, f.ttf)
	}
	pdf.SetCatalogSort(true)
	y, month, day := m.Created.In(clock.Berlin).Date()
	created := time.Date(y, month, day, 0, 0, 0, 0, time.UTC)
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetLang("de-DE")
	pdf.SetTitle(m.Title, true)
	pdf.SetCreator(m.Creator, true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddPage()
	return &Document{pdf: pdf}
}

const family = "noto"

// AddPage begins another page.
func (d *Document) AddPage() { d.pdf.AddPage() }

// Pages is how many pages there are.
func (d *Document) Pages() int { return d.pdf.PageCount() }

// OnEachPage prints the same on every page when all of them are set, for example their numbers.
func (d *Document) OnEachPage(print func(number, of int)) {
	for n := range d.Pages() {
		d.pdf.SetPage(n + 1)
		print(n+1, d.Pages())
	}
}

// Fault is the first fault, or empty.
func (d *Document) Fault() Fault { return d.fault }

// Fail notes that the document cannot be printed as it should.
func (d *Document) Fail(fault Fault) {
	if d.fault == "" {
		d.fault = fault
	}
}

// Bytes is the whole document; call it last.
func (d *Document) Bytes() ([]byte, error) {
	var b bytes.Buffer
	err := d.pdf.Output(&b)
	return b.Bytes(), err
}

// Line prints one line with its baseline at y.
func (d *Document) Line(f *Face, points, x, y float64, text string) {
	text = norm.NFC.String(text)
	if !Printable(text) {
		d.Fail(Unprintable)
		return
	}
	d.pdf.SetFont(family, f.style, points)
	chars, _ := f.placeChars(text)
	if spelling(chars) == text && !strings.ContainsFunc(text, f.isMark) {
		d.pdf.Text(x, y, text)
		return
	}
	d.printPlaced(chars, points, x, y, text)
}

// printPlaced prints characters one by one where their marks belong; readers and search find the text as it is spelled
// (ISO 32000-1, 14.9.4).
func (d *Document) printPlaced(chars []placedChar, points, x, y float64, text string) {
	d.pdf.RawWriteStr("/Span <</ActualText <" + utf16Hex(text) + ">>> BDC")
	unit := points * millimetres / 1000
	for _, c := range chars {
		d.pdf.Text(x+float64(c.x)*unit, y-float64(c.y)*unit, string(c.char))
	}
	d.pdf.RawWriteStr("EMC")
}

func spelling(chars []placedChar) string {
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

// Shrunk prints a line as large as fits into a width, but not below a least size.
func (d *Document) Shrunk(f *Face, points, least, x, y, width float64, text string) {
	for f.Width(text, points) > width {
		if points -= 0.5; points < least {
			d.Fail(Overflow)
			return
		}
	}
	d.Line(f, points, x, y, text)
}

// Paragraph prints text in lines of a width and returns the baseline after it.
func (d *Document) Paragraph(f *Face, points, pitch, x, y, width float64, text string) float64 {
	lines, fits := Wrap(f, text, points, width)
	if !fits {
		d.Fail(Overflow)
	}
	for _, line := range lines {
		d.Line(f, points, x, y, line)
		y += pitch
	}
	return y
}

// Rule draws a line of a width.
func (d *Document) Rule(x1, y1, x2, y2, width float64, grey int) {
	d.pdf.SetDrawColor(grey, grey, grey)
	d.pdf.SetLineWidth(width)
	d.pdf.Line(x1, y1, x2, y2)
}

// QR draws a QR code with its quiet zone of four modules as filled areas, so that it prints sharp at every resolution.
func (d *Document) QR(content string, x, y, size float64) {
	symbol, err := qr.Encode(content, qr.M)
	if err != nil {
		d.Fail(Overflow)
		return
	}
	const quiet = 4
	module := size / float64(symbol.Size+2*quiet)
	d.pdf.SetFillColor(0, 0, 0)
	for row := range symbol.Size {
		for from := 0; from < symbol.Size; {
			to := from
			for to < symbol.Size && symbol.Black(to, row) {
				to++
			}
			if to > from {
				d.pdf.Rect(x+float64(quiet+from)*module, y+float64(quiet+row)*module, float64(to-from)*module, module, "F")
			}
			from = to + 1
		}
	}
}

// Frame draws a rectangle with a line of a width.
func (d *Document) Frame(x, y, width, height, line float64) {
	d.pdf.SetDrawColor(0, 0, 0)
	d.pdf.SetLineWidth(line)
	d.pdf.Rect(x, y, width, height, "D")
}

// Shade fills a rectangle with a grey, 0 for black to 255 for white.
func (d *Document) Shade(x, y, width, height float64, grey int) {
	d.pdf.SetFillColor(grey, grey, grey)
	d.pdf.Rect(x, y, width, height, "F")
}
