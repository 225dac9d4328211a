package pdftext

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Wrap breaks text at spaces and after hyphens into lines of at most a width in millimetres. It reports false if a single word
// is wider.
func Wrap(f *Face, text string, points, width float64) ([]string, bool) {
	var lines []string
	line, fits := "", true
	for _, word := range splitWords(text) {
		longer := strings.TrimSpace(line + word)
		if line != "" && f.Width(longer, points) > width {
			lines = append(lines, strings.TrimSpace(line))
			line = ""
		}
		line += word
		fits = fits && f.Width(strings.TrimSpace(word), points) <= width
	}
	return append(lines, strings.TrimSpace(line)), fits
}

// Fill breaks text into lines of at most a width in millimetres; a word that is wider is cut where the line ends.
func Fill(f *Face, text string, points, width float64) []string {
	var lines []string
	broken, fits := Wrap(f, text, points, width)
	if fits {
		return broken
	}
	for _, line := range broken {
		lines = append(lines, f.breakAnywhere(line, points, width)...)
	}
	return lines
}

// breakAnywhere breaks a line anywhere but between a letter and its marks.
func (f *Face) breakAnywhere(line string, points, width float64) []string {
	var lines []string
	limit, start, units := width/points/millimetres*1000, 0, 0.0
	for at, r := range line {
		if f.isMark(r) {
			continue
		}
		advance := float64(f.advance[f.glyph[r]])
		if units+advance > limit && at > start {
			lines = append(lines, line[start:at])
			start, units = at, 0
		}
		units += advance
	}
	return append(lines, line[start:])
}

// splitWords cuts text behind spaces and hyphens; nothing is lost.
func splitWords(text string) []string {
	var out []string
	for text != "" {
		at := strings.IndexAny(text, " -")
		if at < 0 {
			return append(out, text)
		}
		out = append(out, text[:at+1])
		text = text[at+1:]
	}
	return out
}

// Printable reports whether the fonts have every character of a line.
func Printable(line string) bool {
	return !strings.ContainsFunc(line, func(r rune) bool { return !regular().hasGlyph(r) || !bold().hasGlyph(r) })
}

// Shown is text with U+FFFD in place of every character that the fonts do not have, and whether there was one. Line ends and
// tabs become spaces.
func Shown(text string) (shown string, all bool) {
	all = true
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r':
			return ' '
		case !regular().hasGlyph(r), !bold().hasGlyph(r):
			all = false
			return '\ufffd'
		}
		return r
	}, norm.NFC.String(text)), all
}
