package smime

import (
	"bufio"
	"bytes"
	"errors"
	"mime"
	"net/textproto"
	"strings"
)

// maxHeader bounds the header of an entity in bytes.
const maxHeader = 64 << 10

var errEntity = errors.New("unreadable header or body")

// entity is a MIME entity: what of its header matters here, and its body as it stands.
type entity struct {
	mediaType string
	params    map[string]string
	encoding  string
	body      []byte
}

// readEntity takes an entity apart without changing a byte of it. Fields that decide how the body is read must not occur twice.
func readEntity(raw []byte) (entity, error) {
	head, body, ok := cutHeader(raw)
	if !ok {
		return entity{}, errEntity
	}
	e := entity{mediaType: "text/plain", body: body}
	fields, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(head))).ReadMIMEHeader()
	if err != nil || len(fields["Content-Type"]) > 1 || len(fields["Content-Transfer-Encoding"]) > 1 {
		return entity{}, errEntity
	}
	if t := fields.Get("Content-Type"); t != "" {
		if e.mediaType, e.params, err = mime.ParseMediaType(t); err != nil {
			return entity{}, errEntity
		}
	}
	e.encoding = strings.ToLower(strings.TrimSpace(fields.Get("Content-Transfer-Encoding")))
	return e, nil
}

// cutHeader cuts behind the first empty line, which ends in CRLF or LF.
func cutHeader(raw []byte) (head, body []byte, ok bool) {
	for at := 0; at < len(raw) && at <= maxHeader; {
		i := bytes.IndexByte(raw[at:], '\n')
		if i < 0 {
			return nil, nil, false
		}
		line := raw[at : at+i]
		at += i + 1
		if len(line) == 0 || len(line) == 1 && line[0] == '\r' {
			return raw[:at], raw[at:], true
		}
	}
	return nil, nil, false
}

func (e entity) isCMS() bool {
	return e.mediaType == "application/pkcs7-mime" || e.mediaType == "application/x-pkcs7-mime"
}

func (e entity) isSignature() bool {
	return e.mediaType == "application/pkcs7-signature" || e.mediaType == "application/x-pkcs7-signature"
}

// decode undoes the transfer encoding; fresh says that the bytes are a copy.
func (e entity) decode() (content []byte, fresh bool, err error) {
	switch e.encoding {
	case "base64":
		content, err = decodeLines(e.body)
		return content, true, err
	case "", "7bit", "8bit", "binary":
		return e.body, false, nil
	}
	return nil, false, errEntity
}

// cutSigned cuts a multipart/signed body into the bytes that were signed and the entity of the signature. The line end before a boundary
// belongs to the boundary (RFC 2046, 5.1.1).
func cutSigned(body []byte, boundary string) (content, signature []byte, err error) {
	if boundary == "" || len(boundary) > 200 {
		return nil, nil, errEntity
	}
	mark := []byte("--" + boundary)
	first, ok1 := findDelimiter(body, mark, 0)
	second, ok2 := findDelimiter(body, mark, first.end)
	third, ok3 := findDelimiter(body, mark, second.end)
	if !ok1 || !ok2 || !ok3 || first.closes || second.closes {
		return nil, nil, errEntity
	}
	if !third.closes || !isPreamble(body[:first.start]) || len(bytes.TrimSpace(body[third.end:])) > 0 {
		return nil, nil, refuse(NotWholeBody, nil)
	}
	return withoutLineEnd(body[first.end:second.start]), withoutLineEnd(body[second.end:third.start]), nil
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

func withoutLineEnd(b []byte) []byte {
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
		if n > 1 && b[n-2] == '\r' {
			b = b[:n-2]
		}
	}
	return b
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
