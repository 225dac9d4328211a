package pdftext

import (
	_ "embed"
	"encoding/binary"
	"sync"
	"unicode"
)

// The fonts have every character of DIN 91379. fonts/subset.sh makes them.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	regularTTF []byte
	//go:embed fonts/NotoSans-Bold.ttf
	boldTTF []byte
)

// Face is a font as far as setting a line needs it: advances, and where marks sit on letters (OpenType GPOS, lookup type 4).
// The PDF library knows neither; it would put marks beside their letters.
type Face struct {
	ttf   []byte
	style string
	// glyph has the glyph of each character.
	glyph map[rune]uint16
	// advance is by glyph, in units of 1/1000 em.
	advance []int
	marks   map[uint16]mark
	bases   map[uint16][]*anchor
}

// anchor is a point of a glyph in units of 1/1000 em.
type anchor struct{ x, y int }

// mark is the point of a combining mark that is put on the anchor of its class.
type mark struct {
	class int
	anchor
}

var (
	regular = sync.OnceValue(func() *Face { return loadFont(regularTTF, "") })
	bold    = sync.OnceValue(func() *Face { return loadFont(boldTTF, "B") })
)

// Regular is the face of running text.
func Regular() *Face { return regular() }

// Bold is the face of titles.
func Bold() *Face { return bold() }

// loadFont reads a font of this package. A damaged one panics: it is part of the program.
func loadFont(ttf []byte, style string) *Face {
	f := &Face{ttf: ttf, style: style, glyph: map[rune]uint16{}, marks: map[uint16]mark{}, bases: map[uint16][]*anchor{}}
	f.readAdvances(f.table("hhea"), f.table("hmtx"), int(u16(f.table("maxp"), 4)))
	f.readCharacters(f.table("cmap"))
	f.readAnchors(f.table("GPOS"))
	return f
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func i16(b []byte, at int) int    { return int(int16(u16(b, at))) }
func u32(b []byte, at int) int    { return int(binary.BigEndian.Uint32(b[at:])) }

func (f *Face) table(tag string) []byte {
	for i := range int(u16(f.ttf, 4)) {
		record := f.ttf[12+16*i:]
		if string(record[:4]) == tag {
			return f.ttf[u32(record, 8) : u32(record, 8)+u32(record, 12)]
		}
	}
	panic("pdftext: font without " + tag)
}

func (f *Face) readAdvances(hhea, hmtx []byte, glyphs int) {
	f.advance = make([]int, glyphs)
	metrics := int(u16(hhea, 34))
	for i := range f.advance {
		f.advance[i] = int(u16(hmtx, 4*min(i, metrics-1)))
	}
}

// readCharacters reads the map of the basic plane (cmap format 4).
func (f *Face) readCharacters(cmap []byte) {
	for i := range int(u16(cmap, 2)) {
		segments := cmap[u32(cmap, 4+8*i+4):]
		if u16(segments, 0) == 4 {
			f.readSegments(segments)
			return
		}
	}
	panic("pdftext: font without a map of characters")
}

func (f *Face) readSegments(b []byte) {
	n := int(u16(b, 6))
	ends, starts, deltas, offsets := 14, 16+n, 16+2*n, 16+3*n
	for at := 0; at < n; at += 2 {
		first, last := int(u16(b, starts+at)), int(u16(b, ends+at))
		delta, offset := int(u16(b, deltas+at)), int(u16(b, offsets+at))
		for c := first; c <= last && c < 0xffff; c++ {
			glyph := c
			if offset != 0 {
				glyph = int(u16(b, offsets+at+offset+2*(c-first)))
			}
			if glyph = (glyph + delta) & 0xffff; glyph != 0 {
				f.glyph[rune(c)] = uint16(glyph)
			}
		}
	}
}

// readAnchors reads every mark-to-base attachment of GPOS.
func (f *Face) readAnchors(gpos []byte) {
	lookups := gpos[u16(gpos, 8):]
	for i := range int(u16(lookups, 0)) {
		lookup := lookups[u16(lookups, 2+2*i):]
		for j := range int(u16(lookup, 4)) {
			kind, subtable := u16(lookup, 0), lookup[u16(lookup, 6+2*j):]
			if kind == 9 {
				kind, subtable = u16(subtable, 2), subtable[u32(subtable, 4):]
			}
			if kind == 4 {
				f.readMarksOnBases(subtable)
			}
		}
	}
}

func (f *Face) readMarksOnBases(b []byte) {
	classes := int(u16(b, 6))
	marks, bases := b[u16(b, 8):], b[u16(b, 10):]
	for i, glyph := range coverage(b[u16(b, 2):]) {
		record := 2 + 4*i
		f.marks[glyph] = mark{int(u16(marks, record)), *anchorAt(marks, record+2)}
	}
	for i, glyph := range coverage(b[u16(b, 4):]) {
		anchors := make([]*anchor, classes)
		for class := range anchors {
			anchors[class] = anchorAt(bases, 2+2*(i*classes+class))
		}
		f.bases[glyph] = anchors
	}
}

func anchorAt(table []byte, at int) *anchor {
	offset := int(u16(table, at))
	if offset == 0 {
		return nil
	}
	return &anchor{i16(table, offset+2), i16(table, offset+4)}
}

// coverage lists glyphs in the order of their records.
func coverage(b []byte) []uint16 {
	var glyphs []uint16
	for i := range int(u16(b, 2)) {
		if u16(b, 0) == 1 {
			glyphs = append(glyphs, u16(b, 4+2*i))
			continue
		}
		for glyph := int(u16(b, 4+6*i)); glyph <= int(u16(b, 6+6*i)); glyph++ {
			glyphs = append(glyphs, uint16(glyph))
		}
	}
	return glyphs
}

// placedChar is one character of a set line and where its origin lies, in units of 1/1000 em from the start of the line.
type placedChar struct {
	char rune
	x, y int
}

// placeChars places the characters of a line in NFC: letters one after the other, marks on their letters. It returns the width of
// the line too.
func (f *Face) placeChars(line string) ([]placedChar, int) {
	text := []rune(line)
	var out []placedChar
	width, base, origin := 0, uint16(0), 0
	for i, r := range text {
		glyph := f.glyph[r]
		if f.isMark(r) {
			x, y := f.attachMark(base, glyph)
			out = append(out, placedChar{r, origin + x, y})
			continue
		}
		if i+1 < len(text) && f.isAbove(text[i+1]) {
			r = dotlessForm(r)
			glyph = f.glyph[r]
		}
		out = append(out, placedChar{r, width, 0})
		base, origin = glyph, width
		width += f.advance[glyph]
	}
	return out, width
}

// attachMark returns where a mark goes from the origin of its base; glyph 0 stands for none.
func (f *Face) attachMark(base, glyph uint16) (x, y int) {
	if base == 0 {
		return 0, 0
	}
	m, known := f.marks[glyph]
	anchors := f.bases[base]
	if !known || anchors == nil || anchors[m.class] == nil {
		return f.advance[base], 0
	}
	return anchors[m.class].x - m.x, anchors[m.class].y - m.y
}

// isAbove reports whether a character is a mark that is put above its letter.
func (f *Face) isAbove(r rune) bool {
	m, known := f.marks[f.glyph[r]]
	return known && f.isMark(r) && m.y > 0
}

// isMark reports whether a character is put on the letter before it.
func (f *Face) isMark(r rune) bool { return unicode.Is(unicode.Mn, r) }

// dotlessForm returns the form of i and j that carries a mark in place of its dot.
func dotlessForm(r rune) rune {
	switch r {
	case 'i':
		return 'ı'
	case 'j':
		return 'ȷ'
	}
	return r
}

// Width is the width of a line at a size in points, in millimetres.
func (f *Face) Width(line string, points float64) float64 {
	_, units := f.placeChars(line)
	return float64(units) / 1000 * points * millimetres
}

// millimetres is the length of one point.
const millimetres = 25.4 / 72

// hasGlyph reports whether the font can show a character.
func (f *Face) hasGlyph(r rune) bool { return f.glyph[r] != 0 }
