package mime

import (
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf16"
)

// The body of a mail in Rich Text: unpacked (MS-OXRTFCP), and read as plain text.

const (
	rtfPacked = 0x75465a4c
	rtfPlain  = 0x414c454d
	// rtfWindow is how far back what is packed may refer, rtfBegin what stands there at first.
	rtfWindow = 4096
	rtfBegin  = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` +
		"\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`
	// rtfDepth bounds groups within one another.
	rtfDepth = 200
)

// unpackRTF unpacks at most limit bytes; not ok when it is more, or no such thing.
func unpackRTF(packed []byte, limit int) (out []byte, ok bool) {
	f := fields{rest: packed}
	length, size, kind := f.long(), f.long(), f.long()
	// The checksum is passed over: what was signed was not changed.
	f.long()
	content := f.take(length - 12)
	if f.bad || uint64(size) > uint64(limit) {
		return nil, false
	}
	if kind == rtfPlain {
		return content, len(content) <= int(size)
	}
	if kind != rtfPacked {
		return nil, false
	}
	var window [rtfWindow]byte
	at := copy(window[:], rtfBegin)
	put := func(b byte) {
		window[at%rtfWindow] = b
		at++
		out = append(out, b)
	}
	for f = (fields{rest: content}); !f.bad; {
		flags := f.byte()
		for bit := 0; bit < 8 && !f.bad; bit++ {
			if len(out) > int(size) {
				return nil, false
			}
			if flags>>bit&1 == 0 {
				put(f.byte())
				continue
			}
			reference := f.take(2)
			if f.bad {
				break
			}
			from, n := int(binary.BigEndian.Uint16(reference))>>4, int(reference[1]&0xf)+2
			if from == at%rtfWindow {
				return out, len(out) <= int(size)
			}
			for i := range n {
				put(window[(from+i)%rtfWindow])
			}
		}
	}
	// Without its end it was cut.
	return nil, false
}

// rtfState is what holds within a group.
type rtfState struct {
	// silent is a group that is no text, hidden text that is not shown.
	silent, hidden bool
	// inFonts is the table of fonts, inField what a field does; field is the field that is open, nil outside.
	inFonts, inField bool
	field            *rtfField
	// opens says that the field began in this group.
	opens bool
	font  int
	// fallback is how many characters stand for one in Unicode.
	fallback int
}

// rtfField is a field: what it does, and where its text begins.
type rtfField struct {
	does strings.Builder
	at   int
}

type rtfReader struct {
	rest  []byte
	limit int
	out   strings.Builder
	rtfState
	groups []rtfState
	// page is the codepage, fonts are those of fonts which have their own.
	page  uint32
	fonts map[int]uint32
	// narrow are bytes in a codepage that are not decoded yet, half the first half of a character.
	narrow []byte
	half   rune
	// pass is how many characters are to be passed over.
	pass int
}

// textOfRTF is what a reader of Rich Text reads, without pictures and form; not ok when that is longer than limit, or no Rich Text.
// The work is linear in the length.
func textOfRTF(rtf []byte, limit int) (text string, ok bool) {
	if !strings.HasPrefix(string(rtf[:min(len(rtf), 5)]), `{\rtf`) {
		return "", false
	}
	r := &rtfReader{rest: rtf, limit: limit, page: defaultCodepage, fonts: map[int]uint32{}}
	r.fallback = 1
	for len(r.rest) > 0 {
		if !r.next() || r.out.Len() > limit {
			return "", false
		}
		if len(r.groups) == 0 {
			break
		}
	}
	if len(r.groups) > 0 {
		return "", false
	}
	return strings.TrimSpace(r.out.String()), true
}

func (r *rtfReader) next() bool {
	c := r.rest[0]
	r.rest = r.rest[1:]
	switch c {
	case '{':
		r.flush()
		r.groups = append(r.groups, r.rtfState)
		r.opens, r.pass = false, 0
		return len(r.groups) <= rtfDepth
	case '}':
		r.flush()
		r.close()
	case '\\':
		return r.control()
	case '\t':
		r.addText("\t")
	case '\r', '\n', 0:
	default:
		r.char(c)
	}
	return true
}

// close ends a group; behind the text of a link comes its address.
func (r *rtfReader) close() {
	if r.opens && !r.silent && !r.hidden {
		if found := hyperlink.FindStringSubmatch(r.field.does.String()); found != nil && !strings.Contains(r.out.String()[r.field.at:], found[1]) {
			r.out.WriteString(" <" + clean(found[1]) + ">")
		}
	}
	last := len(r.groups) - 1
	r.rtfState, r.groups, r.pass = r.groups[last], r.groups[:last], 0
}

var hyperlink = regexp.MustCompile(`(?i)HYPERLINK\s+"?((?:https?://|mailto:)[^"\s]+)`)

// control reads what stands behind a backslash.
func (r *rtfReader) control() bool {
	if len(r.rest) == 0 {
		return false
	}
	c := r.rest[0]
	if isLetter(c) {
		r.flush()
		r.word()
		return true
	}
	r.rest = r.rest[1:]
	switch c {
	case '\'':
		if len(r.rest) < 2 {
			return false
		}
		high, low := hexOf(r.rest[0]), hexOf(r.rest[1])
		r.rest = r.rest[2:]
		if high >= 0 && low >= 0 {
			r.char(byte(high<<4 | low))
		}
	case '\\', '{', '}':
		r.char(c)
	case '*':
		r.silent = true
	case '~':
		r.char(' ')
	case '_':
		r.char('-')
	case '\r', '\n':
		r.addText("\n")
	}
	return true
}

// char is one character of text in the codepage; behind one in Unicode it may be another form of that.
func (r *rtfReader) char(c byte) {
	if r.pass > 0 {
		r.pass--
		return
	}
	if r.narrow = append(r.narrow, c); len(r.narrow) >= 1<<10 {
		r.flush()
	}
}

// flush decodes what was read as bytes.
func (r *rtfReader) flush() {
	if len(r.narrow) == 0 {
		return
	}
	page := r.page
	if own := r.fonts[r.font]; own != 0 {
		page = own
	}
	text := inCodepage(r.narrow, page)
	r.narrow = r.narrow[:0]
	r.addText(clean(text))
}

// addText takes text.
func (r *rtfReader) addText(text string) {
	r.flush()
	r.half = 0
	switch {
	case r.inField:
		r.field.does.WriteString(text)
	case !r.silent && !r.hidden:
		r.out.WriteString(text)
	}
}

// word reads a control word with its number, and the space that may end it.
func (r *rtfReader) word() {
	end := 0
	for end < len(r.rest) && isLetter(r.rest[end]) {
		end++
	}
	name := string(r.rest[:end])
	r.rest = r.rest[end:]
	number, given, negative := 0, false, false
	if len(r.rest) > 1 && r.rest[0] == '-' && isDigit(r.rest[1]) {
		negative, r.rest = true, r.rest[1:]
	}
	for len(r.rest) > 0 && isDigit(r.rest[0]) {
		number, given = min(number*10+int(r.rest[0]-'0'), 1<<20), true
		r.rest = r.rest[1:]
	}
	if negative {
		number = -number
	}
	if len(r.rest) > 0 && r.rest[0] == ' ' {
		r.rest = r.rest[1:]
	}
	r.applyWord(name, number, given)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// rtfSigns are words that are a sign.
var rtfSigns = map[string]string{
	"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "nestcell": "\t", "nestrow": "\n", "emdash": "—", "endash": "–",
	"emspace": " ", "enspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}

// rtfSilent are groups that are no text, besides those that say it by an asterisk.
var rtfSilent = map[string]bool{
	"colortbl": true, "stylesheet": true, "info": true, "pict": true, "header": true, "footer": true, "headerl": true, "headerr": true, "headerf": true,
	"footerl": true, "footerr": true, "footerf": true,
}

// rtfCharsets are the codepages of the charsets that a font may name.
var rtfCharsets = map[int]uint32{
	161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
}

func (r *rtfReader) applyWord(name string, number int, given bool) {
	if sign, is := rtfSigns[name]; is {
		r.addText(sign)
		return
	}
	switch {
	case name == "u":
		r.unicode(rune(uint16(number)))
		r.pass = r.fallback
	case name == "uc":
		r.fallback = min(max(number, 0), 16)
	case name == "bin":
		r.rest = r.rest[min(max(number, 0), len(r.rest)):]
	case name == "v":
		r.hidden = !given || number != 0
	case name == "plain":
		r.hidden = false
	case name == "ansicpg" && number > 0:
		r.page = uint32(number)
	case name == "f":
		r.font = number
	case name == "fonttbl":
		r.silent, r.inFonts = true, true
	case name == "fcharset" && r.inFonts && len(r.fonts) < rtfWindow:
		r.fonts[r.font] = rtfCharsets[number]
	case name == "field" && !r.inField:
		r.field, r.opens = &rtfField{at: r.out.Len()}, true
	case name == "fldinst" && r.field != nil:
		r.silent, r.inField = true, true
	case rtfSilent[name]:
		r.silent = true
	}
}

// unicode takes a character, which may come in two halves.
func (r *rtfReader) unicode(c rune) {
	if r.pass = 0; utf16.IsSurrogate(c) {
		whole := utf16.DecodeRune(r.half, c)
		if r.half == 0 || whole == '\ufffd' {
			r.half = c
			return
		}
		c = whole
	}
	r.addText(clean(string(c)))
}

// textOfRTF is the body in Rich Text; not ok when it cannot be read, or is too long.
func (c *collector) textOfRTF(packed []byte) (text string, ok bool) {
	rtf, ok := unpackRTF(packed, maxHTML*c.limit)
	if !ok {
		return "", false
	}
	return textOfRTF(rtf, c.limit)
}
