package smime

import (
	"bytes"
	"encoding/base64"
)

const (
	lineBytes = 57 // of content in a line of 76 characters
	lineChars = 76
)

// encodedSize is the size of n bytes in base64, in lines of 76 characters with CRLF.
func encodedSize(n int) int {
	size := n / lineBytes * (lineChars + 2)
	if rest := n % lineBytes; rest > 0 {
		size += base64.StdEncoding.EncodedLen(rest) + 2
	}
	return size
}

// encodeLines writes in as base64 into out, which has encodedSize bytes. in may be the end of out: the writing never overtakes the
// reading, as the distance shrinks by 21 bytes a line and is at least 21 bytes for each line that is left.
func encodeLines(out, in []byte) {
	var block [72 * lineBytes]byte
	for len(in) > 0 {
		n := copy(block[:], in)
		in = in[n:]
		for b := block[:n]; len(b) > 0; {
			line := b[:min(len(b), lineBytes)]
			b = b[len(line):]
			base64.StdEncoding.Encode(out, line)
			end := base64.StdEncoding.EncodedLen(len(line))
			out[end], out[end+1] = '\r', '\n'
			out = out[end+2:]
		}
	}
}

// decodeLines reads base64 in lines of any length. After its end only white space may follow.
func decodeLines(in []byte) ([]byte, error) {
	out := make([]byte, 0, base64.StdEncoding.DecodedLen(len(in)))
	var block [4096]byte
	filled := 0
	flush := func() error {
		n, err := base64.StdEncoding.Decode(out[len(out):cap(out)], block[:filled])
		if err != nil {
			return errEntity
		}
		out = out[:len(out)+n]
		return nil
	}
	ended := false
	for len(in) > 0 {
		line := in
		if i := bytes.IndexByte(in, '\n'); i >= 0 {
			line, in = in[:i], in[i+1:]
		} else {
			in = nil
		}
		line = bytes.Trim(line, " \t\r")
		for len(line) > 0 {
			if ended {
				return nil, errEntity
			}
			n := copy(block[filled:], line)
			line = line[n:]
			if filled += n; filled < len(block) {
				continue
			}
			if err := flush(); err != nil {
				return nil, err
			}
			ended = block[filled-1] == '='
			filled = 0
		}
	}
	return out, flush()
}
