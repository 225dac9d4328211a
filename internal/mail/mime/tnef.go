package mime

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Outlook packs mails in "Rich Text" into winmail.dat: TNEF (MS-OXTNEF). The text and the files within are taken out of it; what
// is not a plain mail, or cannot be read to its end, stays the file that it is.

// maxTNEFFiles is how many files are taken out of one.
const maxTNEFFiles = 100

var errTNEF = errors.New("malformed TNEF")

// The attributes that matter (MS-OXTNEF, 2.1.3.4), without their types, and the levels that they belong to.
const (
	tnefSignature    = 0x223e9f78
	levelMessage     = 1
	levelFile        = 2
	attBody          = 0x800c
	attClass         = 0x8008
	attProperties    = 0x9003
	attCodepage      = 0x9007
	attFileBegins    = 0x9002
	attFileTitle     = 0x8010
	attFileData      = 0x800f
	attFileProps     = 0x9005
	propBody         = 0x1000
	propRTF          = 0x1009
	propHTML         = 0x1013
	propCodepage     = 0x3fde
	propDisplay      = 0x3001
	propData         = 0x3701
	propMethod       = 0x3705
	propLongName     = 0x3707
	propMediaType    = 0x370e
	propContentID    = 0x3712
	typeString       = 0x1e
	typeUnicode      = 0x1f
	typeObject       = 0x0d
	typeBinary       = 0x102
	methodMessage    = 5
	typeOutlookMail  = "application/vnd.ms-outlook"
	defaultCodepage  = 1252
	identifierLength = 16
)

// tnef is what a file of that kind holds.
type tnef struct {
	class string
	// text and html are the body, rtf is it in that form, packed.
	text, html string
	rtf        []byte
	files      []File
	// codepage is that of texts that are no Unicode, htmlPage that of the HTML, 0 where none is named.
	codepage, htmlPage uint32
	inHTML             []byte
}

// fields reads what stands in little-endian order. After the first fault all that is read is empty.
type fields struct {
	rest []byte
	bad  bool
}

func (f *fields) take(n uint32) []byte {
	if f.bad || uint64(n) > uint64(len(f.rest)) {
		f.bad = true
		return nil
	}
	taken := f.rest[:n]
	f.rest = f.rest[n:]
	return taken
}

func (f *fields) byte() byte {
	if b := f.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (f *fields) short() uint16 {
	if b := f.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (f *fields) long() uint32 {
	if b := f.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// padded is a value that is filled up to four bytes.
func (f *fields) padded(n uint32) []byte {
	value := f.take(n)
	f.take(-n & 3)
	return value
}

// readTNEF takes a TNEF stream apart. It is read to its end, or not at all.
func readTNEF(content []byte) (*tnef, error) {
	f := fields{rest: content}
	if f.long() != tnefSignature {
		return nil, errTNEF
	}
	f.short()
	t := &tnef{codepage: defaultCodepage}
	if len(f.rest) == 0 {
		return nil, errTNEF
	}
	for len(f.rest) > 0 {
		level := f.take(1)
		name := f.long() & 0xffff
		value := f.take(f.long())
		// The checksum is passed over: what was signed was not changed.
		f.short()
		if f.bad || t.attribute(level[0], name, value) != nil {
			return nil, errTNEF
		}
	}
	if t.inHTML != nil {
		// The codepage may stand behind it.
		t.html = inCodepage(t.inHTML, cmp.Or(t.htmlPage, t.codepage))
	}
	return t, nil
}

func (t *tnef) attribute(level byte, name uint32, value []byte) error {
	switch {
	case level == levelMessage && name == attCodepage && len(value) >= 4:
		t.codepage = binary.LittleEndian.Uint32(value)
	case level == levelMessage && name == attClass:
		t.class = t.narrow(value)
	case level == levelMessage && name == attBody:
		t.text = t.narrow(value)
	case level == levelMessage && name == attProperties:
		return t.properties(value, t.ofMessage)
	case level == levelFile && name == attFileBegins:
		if len(t.files) == maxTNEFFiles {
			return errTNEF
		}
		t.files = append(t.files, File{MediaType: unknownType})
	case level == levelFile && len(t.files) == 0:
		return errTNEF
	case level == levelFile && name == attFileTitle:
		if file := t.last(); file.Name == "" {
			file.Name = t.narrow(value)
		}
	case level == levelFile && name == attFileData:
		t.last().Content = bytes.Clone(value)
	case level == levelFile && name == attFileProps:
		return t.properties(value, t.ofFile)
	}
	return nil
}

func (t *tnef) last() *File { return &t.files[len(t.files)-1] }

// narrow is text in the codepage of the sender's machine.
func (t *tnef) narrow(b []byte) string { return inCodepage(b, t.codepage) }

// inCodepage is text in a codepage of Windows; of those that are not known it is taken as the Western one.
func inCodepage(b []byte, page uint32) string {
	charset := "windows-1252"
	switch {
	case page == 65001:
		charset = "utf-8"
	case page >= 1250 && page <= 1258, page == 874:
		charset = fmt.Sprint("windows-", page)
	case page > 28591 && page <= 28606:
		charset = fmt.Sprint("iso-8859-", page-28590)
	}
	s, _ := inCharset(bytes.TrimRight(b, "\x00"), charset)
	return repairUTF8(s)
}

func wide(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, binary.LittleEndian.Uint16(b[i:]))
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// mapiValue is the value of a MAPI property.
type mapiValue struct {
	kind  uint16
	bytes []byte
}

func (t *tnef) string(v mapiValue) string {
	switch v.kind {
	case typeUnicode:
		return wide(v.bytes)
	case typeString:
		return t.narrow(v.bytes)
	}
	return ""
}

// sizes are those of the types of a fixed size.
var sizes = map[uint16]uint32{
	0x2: 2, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xa: 4, 0xb: 2, 0x14: 8, 0x40: 8, 0x48: 16,
}

const several = 0x1000

// properties reads a list of MAPI properties; of one with several values the first counts.
func (t *tnef) properties(list []byte, set func(id uint16, v mapiValue)) error {
	f := fields{rest: list}
	for count := f.long(); count > 0 && !f.bad; count-- {
		kind, id := f.short(), f.short()
		if id >= 0x8000 {
			f.take(identifierLength)
			if f.long() == 0 {
				f.long()
			} else {
				f.padded(f.long())
			}
		}
		first, err := values(&f, kind)
		if err != nil {
			return err
		}
		if id < 0x8000 {
			set(id, mapiValue{kind &^ several, first})
		}
	}
	if f.bad {
		return errTNEF
	}
	return nil
}

// values reads all values of a property and returns the first.
func values(f *fields, kind uint16) (first []byte, err error) {
	size, fixed := sizes[kind&^several]
	switch kind &^ several {
	case typeString, typeUnicode, typeObject, typeBinary:
	default:
		if !fixed {
			return nil, errTNEF
		}
	}
	number := uint32(1)
	if !fixed || kind&several != 0 {
		number = f.long()
	}
	for i := uint32(0); i < number && !f.bad; i++ {
		n := size
		if !fixed {
			n = f.long()
		}
		if value := f.padded(n); i == 0 {
			first = value
		}
	}
	return first, nil
}

func (t *tnef) ofMessage(id uint16, v mapiValue) {
	switch id {
	case propCodepage:
		if len(v.bytes) == 4 {
			t.htmlPage = binary.LittleEndian.Uint32(v.bytes)
		}
	case propBody:
		if s := t.string(v); s != "" {
			t.text = s
		}
	case propHTML:
		if v.kind == typeBinary {
			t.inHTML = v.bytes
		} else {
			t.html = t.string(v)
		}
	case propRTF:
		t.rtf = v.bytes
	}
}

func (t *tnef) ofFile(id uint16, v mapiValue) {
	file := t.last()
	switch id {
	case propLongName:
		if name := t.string(v); name != "" {
			file.Name = name
		}
	case propDisplay:
		if file.Name == "" {
			file.Name = t.string(v)
		}
	case propMediaType:
		if mediaType, _, _ := contentType(t.string(v)); mediaType != "" {
			file.MediaType = mediaType
		}
	case propContentID:
		file.contentID = strings.Trim(t.string(v), " <>")
	case propMethod:
		if len(v.bytes) >= 4 && binary.LittleEndian.Uint32(v.bytes) == methodMessage {
			file.MediaType = typeOutlookMail
		}
	case propData:
		// An object says first of what kind it is.
		if v.kind == typeObject && len(v.bytes) > identifierLength {
			file.Content = bytes.Clone(v.bytes[identifierLength:])
		}
	}
}

func (p *Part) isTNEF() bool {
	return p.MediaType == "application/ms-tnef" || p.MediaType == "application/vnd.ms-tnef" || strings.EqualFold(p.name(), "winmail.dat")
}

// addTNEF takes the text and the files out of a winmail.dat; false when it is to stay a file.
func (c *collector) addTNEF(p *Part) bool {
	content, fault := p.bytes()
	if fault != "" {
		return false
	}
	t, err := readTNEF(content)
	if err != nil || !t.isNote() {
		return false
	}
	var before strings.Builder
	for _, one := range c.pieces {
		before.WriteString(one.text + "\n")
	}
	body, ok := c.bodyOf(t, before.String())
	if !ok {
		return false
	}
	c.pieces = append(c.pieces, body...)
	for _, f := range t.files {
		if f.Name = clean(f.Name); f.MediaType == typeOutlookMail {
			f.Name = strings.TrimSuffix(f.Name, ".msg") + ".msg"
		}
		c.files = append(c.files, f)
	}
	return true
}

// isNote says that it is a mail and not an appointment or a form, whose substance is elsewhere.
func (t *tnef) isNote() bool {
	class := strings.ToLower(strings.TrimSpace(t.class))
	return class == "" || class == "ipm.note" || class == "ipm.microsoft mail.note" || strings.HasPrefix(class, "ipm.note.smime")
}

// bodyOf is the text that a TNEF holds besides what the mail says before it, which is mostly the same; not ok when that cannot be
// told, or there is no room.
func (c *collector) bodyOf(t *tnef, before string) (body []piece, ok bool) {
	rich, ok := c.richBody(t)
	if !ok {
		return nil, false
	}
	plain := piece{text: strings.Trim(unixLines(t.text), "\n")}
	of := func(one piece) []*collector { return []*collector{{pieces: []piece{one}}} }
	hasPlain, hasRich := hasWords(plain.text) && !isStub(plain.text), hasWords(rich.text)
	switch {
	case hasRich && hasPlain && !saysAll(plain.text, of(rich)) && !saysAll(before, of(rich)):
		body = []piece{plain, {text: otherVersion, head: true}, rich}
	case hasRich && !hasPlain:
		body = []piece{rich}
	case hasWords(plain.text):
		body = []piece{plain}
	case len(t.rtf) > 0:
		text, read := c.textOfRTF(t.rtf)
		if !read && !hasWords(before) {
			return nil, false
		}
		if !read {
			// The mail around it may say the same; nobody can tell.
			c.remarks = append(c.remarks, Remark{UnreadableText, "rtf"})
		}
		if hasWords(text) {
			body = []piece{{text: text}}
		}
	}
	if len(body) == 1 && saysAll(before, of(body[0])) {
		return nil, true
	}
	var all strings.Builder
	for _, one := range body {
		all.WriteString(one.text)
	}
	return body, c.reserveText(all.String())
}

// richBody is the body in HTML; not ok when it is too long.
func (c *collector) richBody(t *tnef) (rich piece, ok bool) {
	if len(t.html) > maxHTML*c.limit {
		return rich, false
	}
	r := rendition(t.html)
	for id, shown := range r.pictures() {
		was := c.pictures[id]
		c.pictures[id] = picture{was.inText || shown.inText, was.inSignature || shown.inSignature}
	}
	return piece{html: true, text: r.String(), bare: r.bare.String(), links: r.links}, !r.cut
}
