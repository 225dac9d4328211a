package mime

import (
	"encoding/base64"
	"fmt"
	"io"
	stdmime "mime"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"
)

const (
	// lineBytes fill a base64 line of 76 characters.
	lineBytes = 57
	lineChars = 76
	// block is read at once.
	block = 1024 * lineBytes
)

// wrapped returns the number of bytes of n bytes in base64 lines; the last line has no line end.
func wrapped(n int64) int64 {
	if n == 0 {
		return 0
	}
	full, rest := n/lineBytes, n%lineBytes
	if rest == 0 {
		return full*(lineChars+2) - 2
	}
	return full*(lineChars+2) + (rest+2)/3*4
}

// writeFile writes exactly a.Size bytes of a file in base64, or returns ErrLength.
func writeFile(w io.Writer, a Attachment) error {
	read := &counting{r: io.LimitReader(a.Content, a.Size+1)}
	if err := writeBase64(w, read); err != nil {
		return err
	}
	if read.n != a.Size {
		return fmt.Errorf("%w: %d instead of %d bytes", ErrLength, read.n, a.Size)
	}
	return nil
}

type counting struct {
	r io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// writeBase64 writes lines of 76 characters, the last without a line end.
func writeBase64(w io.Writer, r io.Reader) error {
	in := make([]byte, block)
	out := make([]byte, block/lineBytes*(lineChars+2))
	begun := false
	for {
		n, err := io.ReadFull(r, in)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		size := 0
		for rest := in[:n]; len(rest) > 0; rest = rest[min(lineBytes, len(rest)):] {
			if begun {
				size += copy(out[size:], "\r\n")
			}
			begun = true
			chunk := rest[:min(lineBytes, len(rest))]
			base64.StdEncoding.Encode(out[size:], chunk)
			size += base64.StdEncoding.EncodedLen(len(chunk))
		}
		if _, failed := w.Write(out[:size]); failed != nil {
			return failed
		}
		if err != nil {
			return nil
		}
	}
}

type text struct {
	contentType []param
	encoding    string
	body        string
}

// textPart is the text of a mail, with the subject as its first line where older programs are to see it.
func textPart(c Content) (t text, err error) {
	t.contentType = []param{{"charset", "utf-8"}}
	plain := c.Text
	if c.LegacyDisplay {
		t.contentType = append(t.contentType, param{"hp-legacy-display", "1"})
		plain = "Subject: " + c.Subject + "\n\n" + plain
	}
	t.encoding, t.body, err = encodeText(plain)
	return t, err
}

// encodeText writes a text as quoted-printable, which people can read raw, or as base64 where that is shorter. The error is ErrText.
func encodeText(s string) (encoding, body string, err error) {
	plain, err := crlfLines(s)
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	q := quotedprintable.NewWriter(&b)
	if err := firstError(write(q, plain), q.Close()); err != nil {
		return "", "", err
	}
	if int64(b.Len()) <= wrapped(int64(len(plain))) {
		return "quoted-printable", b.String(), nil
	}
	b.Reset()
	err = writeBase64(&b, strings.NewReader(plain))
	return "base64", b.String(), err
}

// encodedWords is s in encoded words of RFC 2047 whatever it consists of, none cut within a character.
func encodedWords(s string) string {
	const chunk = 42
	var words []string
	for s != "" {
		end := min(chunk, len(s))
		for end < len(s) && !utf8.RuneStart(s[end]) {
			end--
		}
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:end]))+"?=")
		s = s[end:]
	}
	return strings.Join(words, " ")
}

// headerText is s as header text: as it is where it is plain, otherwise in the form of RFC 2047.
func headerText(s string) string {
	if strings.Contains(s, "=?") {
		// What looks like an encoded word would be decoded by the reader.
		return encodedWords(s)
	}
	return stdmime.QEncoding.Encode("utf-8", s)
}
