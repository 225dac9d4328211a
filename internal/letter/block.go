package letter

import (
	"slices"
	"strings"
)

// The window of DIN 5008 Form B has an address zone of 27.3 mm, six lines of 4.5 mm, and 80 mm of width beside its inner
// margin of 5 mm.
const (
	maxLines   = 6
	blockWidth = 80.0
	linePitch  = 4.5
)

// block is an address ready to be printed.
type block struct {
	lines []string
	// points is the size it is printed in.
	points float64
}

// sizes are tried in this order: a little smaller first, then on two lines, then as small as a sorting machine still reads.
var sizes = []struct {
	points  float64
	wrapped bool
}{{11, false}, {10, false}, {9, false}, {10, true}, {9, true}, {8, false}, {8, true}}

// arrange finds the size in which the address fits into its zone.
func arrange(a Address) (block, error) {
	if err := a.check(); err != nil {
		return block{}, err
	}
	own := forms[a.Country]
	parts := own.fields(a)
	if at := slices.IndexFunc(parts, func(f field) bool { return !printable(f.text) }); at >= 0 {
		return block{}, &Error{Unprintable, parts[at].name}
	}
	for _, f := range []form{own, own.tight()} {
		for _, size := range sizes {
			if lines, ok := fit(f.fields(a), size.points, size.wrapped); ok {
				return block{lines, size.points}, nil
			}
		}
	}
	return block{}, &Error{Overflow, widest(parts)}
}

func fit(parts []field, points float64, wrapped bool) ([]string, bool) {
	var lines []string
	for _, part := range parts {
		broken, ok := []string{part.text}, regular().width(part.text, points) <= blockWidth
		if wrapped {
			broken, ok = wrap(regular(), part.text, points, blockWidth)
		}
		if !ok {
			return nil, false
		}
		lines = append(lines, broken...)
	}
	return lines, len(lines) <= maxLines
}

func widest(parts []field) string {
	return slices.MaxFunc(parts, func(a, b field) int {
		_, left := regular().set(a.text)
		_, right := regular().set(b.text)
		return left - right
	}).name
}

// wrap breaks text at spaces and after hyphens into lines of at most a width in millimetres. It reports false if a single word
// is wider.
func wrap(f *face, text string, points, width float64) ([]string, bool) {
	var lines []string
	line, fits := "", true
	for _, word := range words(text) {
		longer := strings.TrimSpace(line + word)
		if line != "" && f.width(longer, points) > width {
			lines = append(lines, strings.TrimSpace(line))
			line = ""
		}
		line += word
		fits = fits && f.width(strings.TrimSpace(word), points) <= width
	}
	return append(lines, strings.TrimSpace(line)), fits
}

// words cuts text behind spaces and hyphens; nothing is lost.
func words(text string) []string {
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

// printable reports whether the fonts have every character of a line.
func printable(line string) bool {
	return !strings.ContainsFunc(line, func(r rune) bool { return !regular().has(r) || !bold().has(r) })
}
