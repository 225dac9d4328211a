package smime

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"schalter/internal/cms"
	"schalter/internal/mail/mime"
)

// maxHeader bounds the header of an entity in bytes: servers and lists on the way add to it.
const maxHeader = 1 << 20

var (
	errEntity = errors.New("unreadable header or body")
	// errAmbiguousHeader is a header that leaves open how the body is cut or encoded.
	errAmbiguousHeader = errors.New("the header says two things")
	// errTrailingContent is something that stands behind the CMS message.
	errTrailingContent = errors.New("something stands behind the message")
)

// entity is a MIME entity: what of its header matters here, and its body as it stands. It is read by package mime, as everything
// else is: what decides here and what is shown later are one reading.
type entity struct {
	mediaType string
	params    map[string]string
	encoding  string
	filename  string
	body      []byte
	// hasContentType says that the header names a media type, hasSkippedLines that it has lines which are no field.
	hasContentType, hasSkippedLines bool
}

// readEntity takes an entity apart without changing a byte of it. A header that leaves open how the body is read is refused.
func readEntity(raw []byte) (entity, error) {
	part, err := mime.ReadEntity(raw, mime.Limits{Bytes: int64(len(raw)) + 1, HeaderBytes: maxHeader})
	if err != nil {
		return entity{}, errEntity
	}
	if part.Doubtful {
		return entity{}, errAmbiguousHeader
	}
	return entity{
		mediaType: part.MediaType, params: part.Params, encoding: part.Encoding, filename: part.Filename(), body: part.Body,
		hasContentType: part.Field("Content-Type") != "", hasSkippedLines: part.Skipped,
	}, nil
}

func (e entity) isCMS() bool {
	switch e.mediaType {
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return true
	}
	return e.hasNoMediaType() && e.hasExtension(".p7m")
}

func (e entity) isSignature() bool {
	switch e.mediaType {
	case "application/pkcs7-signature", "application/x-pkcs7-signature":
		return true
	}
	return e.hasNoMediaType() && e.hasExtension(".p7s")
}

// hasNoMediaType says that the media type says nothing: then the name of the file does (RFC 8551, 3.2.1).
func (e entity) hasNoMediaType() bool {
	return e.mediaType == "application/octet-stream" || !e.hasContentType
}

func (e entity) hasExtension(extension string) bool {
	return strings.EqualFold(path.Ext(e.filename), extension)
}

// decodeBody undoes the transfer encoding; fresh says that the bytes are a copy.
func (e entity) decodeBody() (content []byte, fresh bool, err error) {
	switch e.encoding {
	case "base64":
		if content, err = decodeLines(e.body); err != nil && hasTrailingContent(e.body) {
			err = errTrailingContent
		}
		return content, true, err
	case "", "7bit", "8bit", "binary":
		return e.body, false, nil
	}
	return nil, false, errEntity
}

// hasTrailingContent says whether a body that is no base64 is a whole CMS message with something behind it, such as the footer of a
// mail server.
func hasTrailingContent(body []byte) bool {
	end := 0
	for at := 0; at < len(body); {
		next := len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		line := bytes.TrimSpace(body[at:next])
		if len(line) > 0 && !isBase64Line(line) {
			break
		}
		if end = next; bytes.HasSuffix(line, []byte("=")) {
			break
		}
		at = next
	}
	content, err := decodeLines(body[:end])
	return err == nil && cms.IsWhole(content)
}

func isBase64Line(line []byte) bool {
	line = bytes.TrimRight(line, "=")
	return bytes.IndexFunc(line, func(r rune) bool {
		return (r|0x20 < 'a' || r|0x20 > 'z') && (r < '0' || r > '9') && r != '+' && r != '/'
	}) < 0
}

// span is a stretch of bytes.
type span struct{ from, to int }

func (s span) of(b []byte) []byte { return b[s.from:s.to:s.to] }

// cutSigned cuts a multipart/signed body into the bytes that were signed and the entity of the signature. The line end before a boundary
// belongs to the boundary (RFC 2046, 5.1.1).
func cutSigned(body []byte, boundary string) (content, signature span, err error) {
	if boundary == "" || len(boundary) > 200 {
		return content, signature, errEntity
	}
	mark := []byte("--" + boundary)
	first, ok1 := findDelimiter(body, mark, 0)
	second, ok2 := findDelimiter(body, mark, first.end)
	third, ok3 := findDelimiter(body, mark, second.end)
	if !ok1 || !ok2 || !ok3 || first.closes || second.closes {
		return content, signature, errEntity
	}
	if !third.closes || !isPreamble(body[:first.start]) || len(bytes.TrimSpace(body[third.end:])) > 0 {
		return content, signature, refuse(NotWholeBody, nil)
	}
	return withoutLineEnd(body, span{first.end, second.start}), withoutLineEnd(body, span{second.end, third.start}), nil
}

type delimiter struct {
	start, end int // of the line
	closes     bool
}

// findDelimiter finds the next line that is a boundary.
func findDelimiter(body, mark []byte, from int) (delimiter, bool) {
	for from < len(body) {
		i := bytes.Index(body[from:], mark)
		if i < 0 {
			return delimiter{}, false
		}
		start := from + i
		from = start + len(mark)
		if start > 0 && body[start-1] != '\n' {
			continue
		}
		rest, end := body[from:], len(body)
		if j := bytes.IndexByte(rest, '\n'); j >= 0 {
			rest, end = rest[:j], from+j+1
		}
		rest = bytes.TrimRight(rest, " \t\r")
		if closes := bytes.Equal(rest, []byte("--")); closes || len(rest) == 0 {
			return delimiter{start, end, closes}, true
		}
	}
	return delimiter{}, false
}

// isPreamble allows the one line that mail programs put before the parts ("This is a cryptographically signed message in MIME format.").
// It is never shown.
func isPreamble(b []byte) bool {
	b = bytes.TrimSpace(b)
	return len(b) <= 200 && !bytes.ContainsAny(b, "\r\n")
}

func withoutLineEnd(b []byte, s span) span {
	if s.to > s.from && b[s.to-1] == '\n' {
		s.to--
		if s.to > s.from && b[s.to-1] == '\r' {
			s.to--
		}
	}
	return s
}

// withCRLF writes every line end as CRLF, as mail programs do before they sign; nil if there is nothing to change.
func withCRLF(b []byte) []byte {
	bare := 0
	for i, c := range b {
		if c == '\n' && (i == 0 || b[i-1] != '\r') {
			bare++
		}
	}
	if bare == 0 {
		return nil
	}
	out := make([]byte, 0, len(b)+bare)
	for i, c := range b {
		if c == '\n' && (i == 0 || b[i-1] != '\r') {
			out = append(out, '\r')
		}
		out = append(out, c)
	}
	return out
}
