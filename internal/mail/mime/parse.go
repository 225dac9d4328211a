// Package mime builds the gateway's mails and takes apart what comes in, on emersion/go-message for writing headers and for
// charsets. Everything that comes in is read here, in one tolerant way, also by package smime: what is signed is read once.
// Multiparts are split as slices of the one buffer a mail came in, so that every limit holds before anything is read and a mail
// costs at most its size times the depth allowed. To read it, begin with Parse for what comes in, and with BuildInner and
// WrapEnveloped for what goes out.
package mime

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	// The charsets of x/text, for parts and for encoded words.
	_ "github.com/emersion/go-message/charset"

	"schalter/internal/cms"
)

var (
	// ErrTooLarge is returned for a mail of more bytes than Limits.Bytes.
	ErrTooLarge = errors.New("mail is too large")
	// ErrTooDeep is returned for multiparts within multiparts beyond Limits.Depth.
	ErrTooDeep = errors.New("mail is nested too deep")
	// ErrTooManyParts is returned for more parts than Limits.Parts.
	ErrTooManyParts = errors.New("mail has too many parts")
	// ErrHeaderTooLarge is returned for a header of more bytes than Limits.HeaderBytes.
	ErrHeaderTooLarge = errors.New("mail header is too large")
	// ErrMalformed is returned for what is no mail: no header, or one that leaves open where the parts begin or how the body is
	// encoded, so that two readers would read it differently.
	ErrMalformed = errors.New("malformed mail")
)

// Limits bound what Parse looks at; a zero field means its default.
type Limits struct {
	// Bytes is the whole mail; 64 MiB by default.
	Bytes int64
	// Depth is how many multiparts may lie within one another; 20 by default.
	Depth int
	// Parts counts everything that has a header of its own, multiparts too; 100 by default.
	Parts int
	// HeaderBytes is one header; 64 KiB by default.
	HeaderBytes int
	// TextBytes is the text; 1 MiB by default. What is longer becomes an attachment.
	TextBytes int
}

func (l Limits) withDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 64 << 20
	}
	if l.Depth == 0 {
		l.Depth = 20
	}
	if l.Parts == 0 {
		l.Parts = 100
	}
	if l.HeaderBytes == 0 {
		l.HeaderBytes = 64 << 10
	}
	if l.TextBytes == 0 {
		l.TextBytes = 1 << 20
	}
	return l
}

// Message is a mail taken apart. All text is valid UTF-8.
type Message struct {
	Header
	// Text is the whole text in the order of the mail, quotations and mails within it included, with LF line ends. HTML is in it
	// as a plain rendition where the plain text does not say the same.
	Text string
	// HasText tells that Text says something besides the heads of mails within the mail and cards, which programs add by themselves.
	HasText bool
	// Rendered tells that some of Text was made from HTML.
	Rendered    bool
	Attachments []File
	// Remarks are what a reader of Text must be told of it.
	Remarks []Remark
}

// Remark is something that Text does not show by itself.
type Remark struct {
	Kind RemarkKind
	// Detail is what the mail itself names, such as a charset.
	Detail string
}

// RemarkKind is the kind of a remark.
type RemarkKind string

// The kinds of remarks.
const (
	// TextTooLong is a text above the limit; it is one of the attachments.
	TextTooLong RemarkKind = "TEXT_TOO_LONG"
	// UnknownCharset is a text in a charset that nobody knows: some letters may be others. Detail is its name.
	UnknownCharset RemarkKind = "UNKNOWN_CHARSET"
	// UnreadableText is a text that could not be decoded; it is missing.
	UnreadableText RemarkKind = "UNREADABLE_TEXT"
)

// File is one attachment, an inline image, or a part that is no text.
type File struct {
	// Name is the decoded file name without control characters, or a made-up one. It is not yet safe as a path.
	Name string
	// MediaType is type/subtype in lower case, as the mail claims it.
	MediaType string
	// Content is the decoded content.
	Content []byte
	// Fault tells that Content is only what could be read, and why.
	Fault Fault

	// contentID is by what HTML refers to it; attached says that the mail calls it an attachment.
	contentID string
	attached  bool
}

// Header is what is read of a header. Ids stand without angle brackets; what is no Message-ID is left out.
type Header struct {
	From, To              []Address
	Subject               string
	Date                  time.Time
	MessageID             string
	InReplyTo, References []string
	// MediaType is that of the whole mail.
	MediaType string
	// AutoSubmitted (RFC 3834) and Precedence are lower case, or empty.
	AutoSubmitted, Precedence string
	// Automatic tells that a program wrote the mail: an absence note, a list, a report. It must not be answered.
	Automatic bool
	// ReceiptTo is the address to which a receipt is asked (RFC 8098), or empty.
	ReceiptTo string
}

// Parse takes a mail or a MIME entity apart, mails within it too. Errors are ErrTooLarge, ErrTooDeep, ErrTooManyParts,
// ErrHeaderTooLarge and ErrMalformed; what is wrong with one part is no error and costs that part only. Contents do not share
// memory with raw.
func Parse(raw []byte, limits Limits) (*Message, error) {
	limits = limits.withDefaults()
	s := splitter{limits: limits, nested: true}
	root, err := s.parse(raw)
	if err != nil {
		return nil, err
	}
	header, err := readHeader(root)
	if err != nil {
		return nil, err
	}
	m := &Message{Header: header}
	gather(m, root, limits.TextBytes)
	return m, nil
}

// ParseHeader reads only the header of a mail, with the same limits and errors; one that leaves open how to read the body is no
// error here.
func ParseHeader(raw []byte, limits Limits) (Header, error) {
	root, err := topPart(raw, limits)
	if err != nil {
		return Header{}, err
	}
	return readHeader(root)
}

func topPart(raw []byte, limits Limits) (*Part, error) {
	s := splitter{limits: limits.withDefaults()}
	if int64(len(raw)) > s.limits.Bytes {
		return nil, ErrTooLarge
	}
	return s.entity(raw)
}

// ParseParts takes a mail apart without decoding anything, for what must look at the form: signatures, reports, encrypted
// bodies. Mails within it (message/rfc822) are not opened. Errors are those of Parse; parts are slices of raw.
func ParseParts(raw []byte, limits Limits) (*Part, error) {
	p := splitter{limits: limits.withDefaults()}
	return p.parse(raw)
}

// splitter counts what it has looked at.
type splitter struct {
	limits Limits
	// nested has mails within the mail opened, also signed ones.
	nested bool
	parts  int
	// scanned is the number of bytes looked at, at most the mail's size times the depth plus two.
	scanned int64
	// held is the size of what was decoded to be opened.
	held int64
}

func (s *splitter) parse(raw []byte) (*Part, error) {
	if int64(len(raw)) > s.limits.Bytes {
		return nil, ErrTooLarge
	}
	root, err := s.split(raw, 0, false)
	if err == nil && root.fault != "" {
		return nil, fmt.Errorf("%w: doubtful", ErrMalformed)
	}
	return root, err
}

// split reads an entity with its parts. digest says that it is a mail unless it says otherwise (RFC 2046, 5.1.5).
func (s *splitter) split(raw []byte, depth int, digest bool) (*Part, error) {
	if s.parts++; s.parts > s.limits.Parts {
		return nil, ErrTooManyParts
	}
	part, err := s.entity(raw)
	if err != nil && depth > 0 {
		return &Part{Raw: raw, Body: raw, MediaType: unknownType, fault: BadHeader}, nil
	}
	if err != nil {
		return nil, err
	}
	if part.Doubtful {
		part.fault, part.MediaType = BadHeader, unknownType
		return part, nil
	}
	if digest && part.header.Get("Content-Type") == "" {
		part.MediaType = "message/rfc822"
	}
	switch {
	case s.nested && part.isMessage():
		part.message = s.openNested(part, depth)
	case s.nested && depth > 0 && part.isCMS():
		part.message = s.signedWithin(part, depth)
	}
	if !part.multipart() {
		return part, nil
	}
	if err := s.children(part, depth); err != nil {
		return nil, err
	}
	return part, nil
}

func (s *splitter) children(part *Part, depth int) error {
	if depth == s.limits.Depth {
		return ErrTooDeep
	}
	bodies, err := s.splitMultipart(part.Body, part.Params["boundary"])
	if err != nil && !errors.Is(err, ErrMalformed) {
		return err
	}
	if err != nil || len(bodies) == 0 && !blankBytes(part.Body) {
		part.fault = BadHeader
	}
	for _, body := range bodies {
		child, err := s.split(body, depth+1, part.MediaType == "multipart/digest")
		if err != nil {
			return err
		}
		part.Parts = append(part.Parts, child)
	}
	return nil
}

// openNested opens the mail that a part is; nil when it cannot be opened within the limits.
func (s *splitter) openNested(part *Part, depth int) *Part {
	content := part.Body
	if !part.isUnencoded() {
		var fault Fault
		if content, fault = part.bytes(); fault != "" || !s.countDecoded(content) {
			return nil
		}
	}
	return s.inner(content, depth)
}

// signedWithin opens the entity within a part that is signed in itself, as forwarded mails are. Nobody checks that signature:
// it is not the sender's. nil when nothing is to be read in it, such as what is encrypted.
func (s *splitter) signedWithin(part *Part, depth int) *Part {
	content, fault := part.bytes()
	if fault != "" || cms.TypeOf(content) != cms.TypeSigned || !s.countDecoded(content) {
		return nil
	}
	content, ok := cms.Embedded(content)
	if !ok {
		return nil
	}
	inner := s.inner(content, depth)
	// What is signed as S/MIME says what it is; a file that was signed is none.
	if inner == nil || inner.header.Get("Content-Type") == "" {
		return nil
	}
	return inner
}

// countDecoded counts what was decoded to be opened: all of that together is at most as large as a mail may be.
func (s *splitter) countDecoded(content []byte) bool {
	s.held += int64(len(content))
	return s.held <= s.limits.Bytes
}

// inner reads an entity within a part.
func (s *splitter) inner(content []byte, depth int) *Part {
	if depth == s.limits.Depth {
		return nil
	}
	before := s.parts
	inner, err := s.split(content, depth+1, false)
	if err != nil || inner.fault != "" || len(inner.header) == 0 {
		s.parts = before
		return nil
	}
	return inner
}

// cutHeader finds the empty line that ends the header within the bytes allowed.
func (s *splitter) cutHeader(raw []byte) (head, body []byte, err error) {
	window := raw[:min(len(raw), s.limits.HeaderBytes)]
	for at := 0; at < len(window); {
		end := bytes.IndexByte(window[at:], '\n')
		if end < 0 {
			break
		}
		s.scanned += int64(end) + 1
		if blank(window[at : at+end]) {
			// Not nil, though it may be empty.
			return raw[:at], raw[at+end+1:], nil
		}
		at += end + 1
	}
	if len(window) < len(raw) {
		return nil, nil, ErrHeaderTooLarge
	}
	s.scanned += int64(len(raw))
	return raw, nil, nil
}

func blank(line []byte) bool { return len(line) == 0 || len(line) == 1 && line[0] == '\r' }

// splitMultipart cuts a multipart at its delimiter lines (RFC 2046, 5.1.1). The line end before a delimiter belongs to it. A last
// delimiter that is missing ends the last part at the end of the mail.
func (s *splitter) splitMultipart(body []byte, boundary string) ([][]byte, error) {
	if boundary == "" || len(boundary) > 200 {
		return nil, fmt.Errorf("%w: multipart without boundary", ErrMalformed)
	}
	delimiter := []byte("--" + boundary)
	var found [][]byte
	start := -1
	for at := 0; at < len(body); {
		end, next := len(body), len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			end, next = at+i, at+i+1
		}
		s.scanned += int64(next - at)
		last, is := isDelimiter(body[at:end], delimiter)
		if is {
			if start >= 0 {
				found = append(found, body[start:max(start, beforeLineEnd(body, at))])
			}
			if len(found)+s.parts > s.limits.Parts {
				return nil, ErrTooManyParts
			}
			if start = next; last {
				return found, nil
			}
		}
		at = next
	}
	if start >= 0 {
		found = append(found, body[start:])
	}
	return found, nil
}

func isDelimiter(line, delimiter []byte) (last, is bool) {
	rest, is := bytes.CutPrefix(line, delimiter)
	if !is {
		return false, false
	}
	rest = bytes.TrimRight(rest, " \t\r")
	last = bytes.Equal(rest, []byte("--"))
	return last, last || len(rest) == 0
}

// beforeLineEnd is where the line before at ends.
func beforeLineEnd(b []byte, at int) int {
	if at > 0 && b[at-1] == '\n' {
		at--
		if at > 0 && b[at-1] == '\r' {
			at--
		}
	}
	return at
}
