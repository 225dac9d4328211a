package letter

import (
	"cmp"
	"slices"

	"schalter/internal/pdftext"
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

// fitAddress finds the size in which the address fits into its zone.
func fitAddress(a Address) (block, error) {
	if err := a.check(); err != nil {
		return block{}, err
	}
	own := forms[a.Country]
	parts := own.fields(a)
	if at := slices.IndexFunc(parts, func(f field) bool { return !pdftext.Printable(f.text) }); at >= 0 {
		return block{}, &Error{Unprintable, parts[at].name}
	}
	for _, f := range []form{own, own.tight()} {
		for _, size := range sizes {
			if lines, ok := breakLines(f.fields(a), size.points, size.wrapped); ok {
				return block{lines, size.points}, nil
			}
		}
	}
	return block{}, &Error{Overflow, widest(parts)}
}

func breakLines(parts []field, points float64, wrapped bool) ([]string, bool) {
	var lines []string
	for _, part := range parts {
		broken, ok := []string{part.text}, pdftext.Regular().Width(part.text, points) <= blockWidth
		if wrapped {
			broken, ok = pdftext.Wrap(pdftext.Regular(), part.text, points, blockWidth)
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
		return cmp.Compare(pdftext.Regular().Width(a.text, 10), pdftext.Regular().Width(b.text, 10))
	}).name
}
