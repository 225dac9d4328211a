// Package mime builds the gateway's mails and takes apart what comes in, on emersion/go-message for headers, transfer
// encodings and charsets. Multiparts are split here, as slices of the one buffer a mail came in, so that every limit holds
// before anything is read and a mail costs at most its size times the depth allowed.
package mime

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	message "github.com/emersion/go-message"
	// The charsets of x/text, for parts and for encoded words.
	_ "github.com/emersion/go-message/charset"
	"github.com/emersion/go-message/textproto"
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
	// ErrMalformed is returned for what is no mail: no header, a multipart without boundary, or a header field twice that must
	// stand once, which two readers would read differently.
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
	// Text is the whole text, quotations included, with LF line ends. It is the text/plain parts, or a plain rendition of the
	// HTML where there is no plain text; the HTML is then an attachment too.
	Text string
	// Rendered tells that Text was made from HTML.
	Rendered    bool
	Attachments []File
}

// File is one attachment, an inline image, or a part that is no text.
type File struct {
	// Name is the decoded file name without control characters, or a made-up one. It is not yet safe as a path.
	Name string
	// MediaType is type/subtype in lower case, as the mail claims it.
	MediaType string
	// Content is the decoded content.
	Content []byte
	// Damaged tells that the transfer encoding was broken or unknown: Content is what could be read.
	Damaged bool
}

// Part is one entity of a mail.
type Part struct {
	// MediaType is type/subtype in lower case; text/plain where the header does not say.
	MediaType string
	// Params are the decoded parameters of the media type, their names in lower case.
	Params map[string]string
	// Raw is the entity as it came, header and body: what a signature is over.
	Raw []byte
	// Body is the body as it came, still encoded.
	Body []byte
	// Parts are the entities of a multipart.
	Parts []*Part

	header message.Header
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

// Parse takes a mail or a MIME entity apart. Errors are ErrTooLarge, ErrTooDeep, ErrTooManyParts, ErrHeaderTooLarge and
// ErrMalformed; damage within a part is no error. Contents do not share memory with raw.
func Parse(raw []byte, limits Limits) (*Message, error) {
	limits = limits.withDefaults()
	root, err := ParseParts(raw, limits)
	if err != nil {
		return nil, err
	}
	header, err := readHeader(root)
	if err != nil {
		return nil, err
	}
	m := &Message{Header: header}
	collector := collector{m: m, limit: limits.TextBytes}
	collector.collect(root)
	collector.finish()
	return m, nil
}

// ParseHeader reads only the header of a mail, with the same limits and errors.
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
// bodies. Nested messages (message/rfc822) are not opened. Errors are those of Parse; parts are slices of raw.
func ParseParts(raw []byte, limits Limits) (*Part, error) {
	p := splitter{limits: limits.withDefaults()}
	return p.parse(raw)
}

// splitter counts what it has looked at.
type splitter struct {
	limits Limits
	parts  int
	// scanned is the number of bytes looked at, at most the mail's size times the depth plus two.
	scanned int64
}

func (s *splitter) parse(raw []byte) (*Part, error) {
	if int64(len(raw)) > s.limits.Bytes {
		return nil, ErrTooLarge
	}
	return s.split(raw, 0)
}

func (s *splitter) split(raw []byte, depth int) (*Part, error) {
	if s.parts++; s.parts > s.limits.Parts {
		return nil, ErrTooManyParts
	}
	part, err := s.entity(raw)
	if err != nil || !part.multipart() {
		return part, err
	}
	if depth == s.limits.Depth {
		return nil, ErrTooDeep
	}
	bodies, err := s.bodies(part.Body, part.Params["boundary"])
	if err != nil {
		return nil, err
	}
	for _, body := range bodies {
		child, err := s.split(body, depth+1)
		if err != nil {
			return nil, err
		}
		part.Parts = append(part.Parts, child)
	}
	return part, nil
}

func (p *Part) multipart() bool {
	return len(p.MediaType) > 10 && p.MediaType[:10] == "multipart/"
}

// entity reads a header; the body is not looked at.
func (s *splitter) entity(raw []byte) (*Part, error) {
	head, body, err := s.cut(raw)
	if err != nil {
		return nil, err
	}
	part := &Part{Raw: raw, Body: body}
	if len(head) > 0 {
		header, err := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(head)))
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("%w: header", ErrMalformed)
		}
		part.header = message.Header{Header: header}
	}
	for _, name := range []string{"Content-Type", "Content-Transfer-Encoding"} {
		if len(part.header.Values(name)) > 1 {
			return nil, fmt.Errorf("%w: %s twice", ErrMalformed, name)
		}
	}
	part.MediaType, part.Params = contentType(part.header.Get("Content-Type"))
	return part, nil
}

// cut finds the empty line that ends the header within the bytes allowed.
func (s *splitter) cut(raw []byte) (head, body []byte, err error) {
	window := raw[:min(len(raw), s.limits.HeaderBytes)]
	for at := 0; at < len(window); {
		end := bytes.IndexByte(window[at:], '\n')
		if end < 0 {
			break
		}
		s.scanned += int64(end) + 1
		if blank(window[at : at+end]) {
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

// bodies cuts a multipart at its delimiter lines (RFC 2046, 5.1.1). The line end before a delimiter belongs to it. A last
// delimiter that is missing ends the last part at the end of the mail.
func (s *splitter) bodies(body []byte, boundary string) ([][]byte, error) {
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
		last, is := delimits(body[at:end], delimiter)
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

func delimits(line, delimiter []byte) (last, is bool) {
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
