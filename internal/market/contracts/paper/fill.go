package paper

import (
	"strings"

	"schalter/internal/pdftext"
)

// piece is part of a line in one face.
type piece struct {
	text string
	bold bool
}

func (q piece) face() *pdftext.Face {
	if q.bold {
		return pdftext.Bold()
	}
	return pdftext.Regular()
}

// set prints runs in lines of a width from the current height on, over as many pages as they need.
func (p *setter) set(runs []run, points, pitch, x, width float64) {
	for _, line := range fillLines(runs, points, width) {
		p.room(0)
		at := x
		for _, q := range line {
			p.Line(q.face(), points, at, p.y, q.text)
			at += q.face().Width(q.text, points)
		}
		p.y += pitch
		p.fresh = false
	}
}

// fillLines breaks runs at spaces into lines of at most a width in millimetres. A line end in the text ends the line; a word that is wider
// than a line is cut where that ends.
func fillLines(runs []run, points, width float64) [][]piece {
	f := filler{points: points, width: width}
	for _, r := range runs {
		for i, line := range strings.Split(r.text, "\n") {
			if i > 0 {
				f.end()
			}
			line = shown(line)
			for len(line) > 0 {
				n := strings.IndexByte(line, ' ')
				if n < 0 {
					f.add(piece{line, r.bold}, false)
					break
				}
				f.add(piece{line[:n], r.bold}, true)
				line = line[n+1:]
			}
		}
	}
	f.end()
	return f.lines
}

// filler fills one line after the other. A word may be of several pieces, where its face changes in it.
type filler struct {
	points, width float64
	lines         [][]piece
	line, word    []piece
	lineWidth     float64
}

// add takes a piece of a word; last says that a space follows it.
func (f *filler) add(q piece, last bool) {
	if q.text != "" {
		f.word = append(f.word, q)
	}
	if last {
		f.endWord(q.bold)
	}
}

// endWord puts the word on the line, or on the next where there is no room, with the space behind it.
func (f *filler) endWord(bold bool) {
	if len(f.word) == 0 {
		return
	}
	var width float64
	for _, q := range f.word {
		width += q.face().Width(q.text, f.points)
	}
	if f.lineWidth+width > f.width && len(f.line) > 0 {
		f.breakLine()
	}
	if width > f.width {
		f.cutWord()
	}
	for _, q := range f.word {
		f.append(q)
	}
	f.append(piece{" ", bold})
	f.word = nil
}

// cutWord puts a word that is wider than a line on lines of its own, but for the last.
func (f *filler) cutWord() {
	var whole strings.Builder
	for _, q := range f.word {
		whole.WriteString(q.text)
	}
	first := f.word[0]
	parts := pdftext.Fill(first.face(), whole.String(), f.points, f.width)
	for _, part := range parts[:len(parts)-1] {
		f.lines = append(f.lines, []piece{{part, first.bold}})
	}
	f.word = []piece{{parts[len(parts)-1], first.bold}}
}

func (f *filler) append(q piece) {
	f.lineWidth += q.face().Width(q.text, f.points)
	if n := len(f.line); n > 0 && f.line[n-1].bold == q.bold {
		f.line[n-1].text += q.text
		return
	}
	f.line = append(f.line, q)
}

// breakLine ends the line without the space at its end.
func (f *filler) breakLine() {
	for n := len(f.line); n > 0; n = len(f.line) {
		last := &f.line[n-1]
		if last.text = strings.TrimRight(last.text, " "); last.text != "" {
			break
		}
		f.line = f.line[:n-1]
	}
	f.lines = append(f.lines, f.line)
	f.line, f.lineWidth = nil, 0
}

// end ends the line with the word that is on its way.
func (f *filler) end() {
	f.endWord(false)
	f.breakLine()
}
