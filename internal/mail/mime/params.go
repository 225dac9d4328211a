package mime

import (
	"bytes"
	"io"
	stdmime "mime"
	"strconv"
	"strings"

	message "github.com/emersion/go-message"
)

// words decodes RFC 2047; a charset that is unknown leaves the word as it stands.
var words = stdmime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	return message.CharsetReader(charset, r)
}}

const maxParams = 200

// unknownType is the media type of what does not say which it has.
const unknownType = "application/octet-stream"

// contentType reads a media type and its parameters; what cannot be read is text/plain (RFC 2045, 5.2) when there is none,
// otherwise application/octet-stream. twice says that two boundaries stand in it.
func contentType(value string) (kind string, params map[string]string, twice bool) {
	if strings.TrimSpace(value) == "" {
		return "text/plain", map[string]string{}, false
	}
	bare := withoutComments(value)
	kind, params, twice = parameters(bare)
	if bare != value {
		// In a name a bracket is part of it.
		_, whole, _ := parameters(value)
		if name := whole["name"]; name != "" {
			params["name"] = name
		}
	}
	for _, name := range []string{"charset", "format", "delsp", "protocol", "smime-type"} {
		if words := strings.Fields(params[name]); len(words) > 1 {
			// A semicolon was forgotten behind it.
			params[name] = words[0]
		}
	}
	kind = strings.ToLower(kind)
	if kind == "text" {
		// Old clients write only "text".
		return "text/plain", params, twice
	}
	if !mediaTypeForm.MatchString(kind) {
		return unknownType, params, twice
	}
	return kind, params, twice
}

// parameters reads `value; name=value; …` as clients write it: quoted or not, by RFC 2231 with charset and continuations in
// any order, or with the encoded words of RFC 2047. The first of two equal names counts; RFC 2231 counts before plain. A
// boundary is taken as it came; twice says that there are two that differ.
func parameters(s string) (value string, params map[string]string, twice bool) {
	s = strings.TrimSpace(s)
	rest := ""
	if at := strings.IndexAny(s, "; \t\r\n"); at >= 0 {
		s, rest = s[:at], s[at:]
	}
	value = s
	params = map[string]string{}
	extended := map[string]map[int]segment{}
	for range maxParams {
		var name, raw string
		if name, raw, rest = nextParam(rest); name == "" && rest == "" {
			break
		}
		base, n, encoded := continuation(name)
		switch {
		case base == "":
		case n < 0 && base == "boundary":
			raw = strings.TrimRight(raw, " \t")
			before, there := params[base]
			if twice = twice || there && before != raw; !there {
				params[base] = raw
			}
		case n < 0:
			if _, there := params[base]; !there {
				params[base] = plain(raw)
			}
		default:
			if extended[base] == nil {
				extended[base] = map[int]segment{}
			}
			if _, there := extended[base][n]; !there {
				extended[base][n] = segment{raw, encoded}
			}
		}
	}
	for base, segments := range extended {
		joined, ok := joinSegments(segments)
		if !ok {
			continue
		}
		if before, there := params[base]; base == "boundary" && there && before != joined {
			twice = true
			continue
		}
		params[base] = joined
	}
	return value, params, twice
}

// nextParam cuts the first `name=value` off.
func nextParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, "; \t\r\n")
	name, s, found := strings.Cut(s, "=")
	if !found {
		return "", "", ""
	}
	// What stands before it without a value is no parameter.
	if at := strings.LastIndexAny(strings.TrimRight(name, " \t"), "; \t\r\n"); at >= 0 {
		name = name[at+1:]
	}
	name, s = strings.ToLower(strings.TrimSpace(name)), strings.TrimLeft(s, " \t")
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return name, strings.TrimSpace(value), rest
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return name, b.String(), s[i+1:]
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		default:
			b.WriteByte(c)
		}
	}
	return name, b.String(), ""
}

type segment struct {
	value   string
	percent bool
}

// continuation reads name, name*, name*3 and name*3*; n is -1 for a plain name. Name* is segment 0.
func continuation(name string) (base string, n int, encoded bool) {
	name, encoded = strings.CutSuffix(name, "*")
	base, number, found := strings.Cut(name, "*")
	if !found {
		if encoded {
			return base, 0, true
		}
		return base, -1, false
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= maxParams {
		return "", -1, false
	}
	return base, n, encoded
}

// joinSegments joins from 0 up to the first gap and decodes the whole, since a character may be cut in two.
func joinSegments(segments map[int]segment) (string, bool) {
	first, ok := segments[0]
	if !ok {
		return "", false
	}
	charset := ""
	if first.percent {
		if parts := strings.SplitN(first.value, "'", 3); len(parts) == 3 {
			charset, first.value = parts[0], parts[2]
		}
	}
	var b strings.Builder
	for n, s := 0, first; ok; s, ok = segments[n] {
		if s.percent {
			b.WriteString(unpercent(s.value))
		} else {
			b.WriteString(s.value)
		}
		n++
	}
	return clean(decoded(b.String(), charset)), true
}

func unpercent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// decoded is s in a charset; an unknown one, or a wrong one, gives what can be read.
func decoded(s, charset string) string {
	out, _ := inCharset([]byte(s), charset)
	return out
}

// inCharset decodes a text; known is false for a charset that nobody knows. Then, and for bytes that do not fit, it is what can
// be read.
func inCharset(content []byte, charset string) (s string, known bool) {
	charset = strings.ToLower(strings.Trim(charset, " \t'"))
	switch charset {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return repairUTF8(string(content)), true
	}
	r, err := message.CharsetReader(charset, bytes.NewReader(content))
	if err != nil {
		return repairUTF8(string(content)), false
	}
	out, err := io.ReadAll(r)
	if err != nil {
		return repairUTF8(string(content)), true
	}
	return strings.ToValidUTF8(string(out), "\ufffd"), true
}
