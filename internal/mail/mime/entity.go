package mime

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
)

// Part is one entity of a mail.
type Part struct {
	// MediaType is type/subtype in lower case; text/plain where the header does not say.
	MediaType string
	// Params are the decoded parameters of the media type, their names in lower case. The boundary stands as it came.
	Params map[string]string
	// Encoding is the transfer encoding in lower case; empty where the header does not say.
	Encoding string
	// Raw is the entity as it came, header and body: what a signature is over.
	Raw []byte
	// Body is the body as it came, still encoded.
	Body []byte
	// Parts are the entities of a multipart.
	Parts []*Part
	// Doubtful says that two readers could read differently where its parts begin or how they are encoded.
	Doubtful bool
	// Skipped says that its header has lines that are no field. They count for nothing.
	Skipped bool

	header fieldList
	// fault is why it is not read any further; its siblings are.
	fault Fault
	// message is the mail within a part that is one, or the entity within one that is signed in itself; nil where it was not opened.
	message *Part
}

// Fault says why a part is not taken as what it claims to be; empty for one that is.
type Fault string

// The faults.
const (
	// BadHeader is a header that cannot be read, or says two things.
	BadHeader Fault = "HEADER"
	// BadEncoding is a transfer encoding that nobody knows.
	BadEncoding Fault = "ENCODING"
	// Damaged is a content that breaks off or is broken: a part of it can be read.
	Damaged Fault = "DAMAGED"
)

type headerField struct{ name, value string }

// fieldList is a header in the order in which it stands, each value in one line.
type fieldList []headerField

// Get returns the first field of a name, or "".
func (l fieldList) Get(name string) string {
	for _, f := range l {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return ""
}

// Values returns all fields of a name.
func (l fieldList) Values(name string) []string {
	var found []string
	for _, f := range l {
		if strings.EqualFold(f.name, name) {
			found = append(found, f.value)
		}
	}
	return found
}

// readFields reads the fields of a header. What is no field is skipped, with the lines that continue it: servers and archives
// leave such lines, as the "From " of a mailbox file.
func readFields(head []byte) (list fieldList, skipped bool) {
	var value []byte
	var name string
	end := func() {
		if name != "" {
			list = append(list, headerField{name, string(value)})
		}
		name, value = "", value[:0]
	}
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 {
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			if name == "" {
				skipped = true
				continue
			}
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
			continue
		}
		end()
		before, after, found := bytes.Cut(line, []byte(":"))
		if before = bytes.TrimRight(before, " \t"); !found || !isFieldName(before) {
			skipped = true
			continue
		}
		name, value = string(before), append(value, bytes.TrimSpace(after)...)
	}
	end()
	return list, skipped
}

// isFieldName says whether b is the name of a field (RFC 5322, 2.2).
func isFieldName(b []byte) bool {
	return len(b) > 0 && bytes.IndexFunc(b, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// ReadEntity reads the header of a mail or MIME entity as every reader here does, for what decides by the form alone: it must
// end in an empty line, and a field must stand in it. The body is not looked at. Errors are ErrTooLarge, ErrHeaderTooLarge and
// ErrMalformed.
func ReadEntity(raw []byte, limits Limits) (*Part, error) {
	s := splitter{limits: limits.withDefaults()}
	if int64(len(raw)) > s.limits.Bytes {
		return nil, ErrTooLarge
	}
	part, err := s.entity(raw)
	if err == nil && part.Body == nil {
		return nil, fmt.Errorf("%w: the header does not end", ErrMalformed)
	}
	return part, err
}

// entity reads a header; the body is not looked at.
func (s *splitter) entity(raw []byte) (*Part, error) {
	head, body, err := s.cutHeader(raw)
	if err != nil {
		return nil, err
	}
	part := &Part{Raw: raw, Body: body}
	if part.header, part.Skipped = readFields(head); len(part.header) == 0 && len(head) > 0 {
		return nil, fmt.Errorf("%w: header", ErrMalformed)
	}
	types, encodings := part.header.Values("Content-Type"), part.header.Values("Content-Transfer-Encoding")
	var twice bool
	part.MediaType, part.Params, twice = contentType(part.header.Get("Content-Type"))
	part.Encoding = encodingOf(part.header.Get("Content-Transfer-Encoding"))
	part.Doubtful = contradict(types) || contradict(encodings) || twice && part.multipart()
	return part, nil
}

// contradict says that fields which should stand once say different things.
func contradict(values []string) bool {
	for _, v := range values {
		if !strings.EqualFold(v, values[0]) {
			return true
		}
	}
	return false
}

// encodingOf is the token of a transfer encoding, without what clients write around it.
func encodingOf(value string) string {
	value = strings.ToLower(withoutComments(value))
	value = strings.TrimLeft(value, " \t\"")
	if at := strings.IndexAny(value, " \t;,\""); at >= 0 {
		value = value[:at]
	}
	return value
}

// withoutComments leaves out comments (RFC 5322, 3.2.2), which may lie within one another. What stands in quotation marks is none.
func withoutComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (quoted || depth > 0):
			if i++; depth == 0 {
				b.WriteString(s[i-1 : i+1])
			}
		case c == '"' && depth == 0:
			quoted = !quoted
			b.WriteByte(c)
		case c == '(' && !quoted:
			if depth++; depth == 1 {
				b.WriteByte(' ')
			}
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Field returns the first field of a name in the part's header as text, or "".
func (p *Part) Field(name string) string { return plain(p.header.Get(name)) }

// Fields returns all fields of a name as text.
func (p *Part) Fields(name string) []string {
	found := p.header.Values(name)
	for i, value := range found {
		found[i] = plain(value)
	}
	return found
}

// Filename is the name of the file that a part says it is, as everyone reads it, or "".
func (p *Part) Filename() string { return p.name() }

// multipart says whether a part has parts.
func (p *Part) multipart() bool {
	return len(p.MediaType) > 10 && p.MediaType[:10] == "multipart/"
}

// isMessage says whether a part is a mail.
func (p *Part) isMessage() bool {
	return p.MediaType == "message/rfc822" || p.MediaType == "message/global"
}

// isCMS says whether a part is a CMS message, by its media type or, where that says nothing, by its name (RFC 8551, 3.2.1).
func (p *Part) isCMS() bool {
	switch p.MediaType {
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return true
	}
	return p.MediaType == "application/octet-stream" && strings.EqualFold(path.Ext(p.name()), ".p7m")
}

// blankBytes says whether nothing can be seen of what b holds.
func blankBytes(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return !unicode.IsSpace(r) }) < 0
}
