package mime

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// bytes is the content of a part without its transfer encoding; with a fault it is what can be read of it.
func (p *Part) bytes() (content []byte, fault Fault) {
	if p.fault != "" {
		return bytes.Clone(p.Body), p.fault
	}
	switch p.Encoding {
	case "base64":
		return fromBase64(p.Body)
	case "quoted-printable":
		return fromQuotedPrintable(p.Body), ""
	}
	if p.isUnencoded() {
		return bytes.Clone(p.Body), ""
	}
	return bytes.Clone(p.Body), BadEncoding
}

// isUnencoded says that the body stands in no transfer encoding.
func (p *Part) isUnencoded() bool {
	switch p.Encoding {
	case "", "7bit", "8bit", "binary", "7-bit", "8-bit":
		return true
	}
	return false
}

// Decode returns the body without its transfer encoding, text in UTF-8; damaged tells that it was broken or unknown and that
// the result is what could be read.
func (p *Part) Decode() (content []byte, damaged bool) {
	content, fault := p.bytes()
	if strings.HasPrefix(p.MediaType, "text/") {
		s, _ := inCharset(content, p.Params["charset"])
		content = []byte(repairUTF8(s))
	}
	return content, fault != ""
}

// fromBase64 decodes what stands before the first character that is none of base64, and passes over line ends and white space.
// The padding may be missing.
func fromBase64(in []byte) ([]byte, Fault) {
	clean := make([]byte, 0, len(in))
	padded := false
	var fault Fault
	for _, c := range in {
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			continue
		case c == '=':
			padded = true
			continue
		}
		if padded || !isBase64(c) {
			fault = Damaged
			break
		}
		clean = append(clean, c)
	}
	if len(clean)%4 == 1 {
		clean, fault = clean[:len(clean)-1], Damaged
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, err := base64.RawStdEncoding.Decode(out, clean)
	if err != nil {
		fault = Damaged
	}
	return out[:n], fault
}

func isBase64(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// fromQuotedPrintable decodes RFC 2045, 6.7. What is no code stands as it is, as the RFC advises.
func fromQuotedPrintable(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for len(in) > 0 {
		line, end := in, []byte(nil)
		if at := bytes.IndexByte(in, '\n'); at >= 0 {
			line, end, in = in[:at], []byte("\n"), in[at+1:]
		} else {
			in = nil
		}
		if rest, crlf := bytes.CutSuffix(line, []byte("\r")); crlf {
			line = rest
			if end != nil {
				end = []byte("\r\n")
			}
		}
		line = bytes.TrimRight(line, " \t")
		if rest, soft := bytes.CutSuffix(line, []byte("=")); soft {
			line, end = rest, nil
		}
		for i := 0; i < len(line); i++ {
			if line[i] == '=' && i+2 < len(line) {
				if high, low := hexOf(line[i+1]), hexOf(line[i+2]); high >= 0 && low >= 0 {
					out = append(out, byte(high<<4|low))
					i += 2
					continue
				}
			}
			out = append(out, line[i])
		}
		out = append(out, end...)
	}
	return out
}

func hexOf(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
