package web

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// charsetSample is how many bytes of a text are read to find its encoding.
const charsetSample = 4 << 20

var (
	declared = regexp.MustCompile(`^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']`)
	// marks are the byte order marks.
	marks = []struct {
		bytes   []byte
		charset string
	}{{[]byte{0xEF, 0xBB, 0xBF}, "utf-8"}, {[]byte{0xFE, 0xFF}, "utf-16"}, {[]byte{0xFF, 0xFE}, "utf-16"}}
)

// typeWithCharset is the media type of a document with the encoding of its text, so that no reader has to guess it; the type alone where
// the document is no text.
func typeWithCharset(mediaType string, content io.ReadSeeker) (string, error) {
	if !strings.HasPrefix(mediaType, "text/") && !strings.HasSuffix(mediaType, "/xml") && !strings.HasSuffix(mediaType, "+xml") {
		return mediaType, nil
	}
	head, err := io.ReadAll(io.LimitReader(content, charsetSample))
	if err != nil {
		return "", err
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	return mediaType + "; charset=" + charsetOf(head), nil
}

// charsetOf is the encoding of a text: the one that it declares, UTF-8 where it is valid, and else what Windows writes.
func charsetOf(text []byte) string {
	for _, m := range marks {
		if bytes.HasPrefix(text, m.bytes) {
			return m.charset
		}
	}
	if found := declared.FindSubmatch(text); found != nil {
		return strings.ToLower(string(found[1]))
	}
	if len(text) == charsetSample {
		// The last character may be cut.
		for range utf8.UTFMax - 1 {
			if r, n := utf8.DecodeLastRune(text); r != utf8.RuneError || n != 1 {
				break
			}
			text = text[:len(text)-1]
		}
	}
	if utf8.Valid(text) {
		return "utf-8"
	}
	return "windows-1252"
}
