package smime

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"
)

func TestEncodingIntoTheSameMemoryIsRight(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 72*57 - 1, 72 * 57, 72*57 + 1, 100_003} {
		in := make([]byte, size)
		rand.Read(in)
		buf := make([]byte, encodedSize(size))
		tail := buf[len(buf)-size:]
		copy(tail, in)
		encodeLines(buf, tail)
		got, err := decodeLines(buf)
		if err != nil || !bytes.Equal(got, in) {
			t.Errorf("%d bytes: %v", size, err)
		}
		if plain := strings.ReplaceAll(string(buf), "\r\n", ""); plain != base64.StdEncoding.EncodeToString(in) {
			t.Errorf("%d bytes: another base64", size)
		}
	}
}

func TestBase64IsReadInLinesOfAnyLengthButStrictly(t *testing.T) {
	t.Parallel()
	in := make([]byte, 10_000)
	rand.Read(in)
	text := base64.StdEncoding.EncodeToString(in)
	for _, width := range []int{1, 3, 5, 64, 76, 998, 20_000} {
		var b strings.Builder
		for rest := text; rest != ""; {
			n := min(width, len(rest))
			b.WriteString(rest[:n] + " \r\n")
			rest = rest[n:]
		}
		got, err := decodeLines([]byte(b.String() + "\r\n \t\r\n"))
		if err != nil || !bytes.Equal(got, in) {
			t.Errorf("lines of %d: %v", width, err)
		}
	}
	filled := strings.Repeat("QUFB", 1023) // the padding ends a block exactly
	for name, bad := range map[string]string{
		"a character of others": "QUFB!", "cut": "QUF", "text behind the padding": "QQ==\r\nQQ==", "the same at the end of a block": filled + "QQ==QUFB",
		"a space inside": "QU FB", "padding only": "==",
	} {
		if got, err := decodeLines([]byte(bad)); err == nil {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestSignedPartsAreCutAtTheirBoundary(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ body, content, signature string }{
		"CRLF":                       {"--b\r\nA: x\r\n\r\ntext\r\n--b\r\nsig\r\n--b--\r\n", "A: x\r\n\r\ntext", "sig"},
		"LF":                         {"--b\nA: x\n\ntext\n--b\nsig\n--b--\n", "A: x\n\ntext", "sig"},
		"line ends of the content":   {"--b\r\nt\r\n\r\n\r\n--b\r\nsig\r\n--b--", "t\r\n\r\n", "sig"},
		"a longer boundary inside":   {"--b\r\n--bb\r\n--bb--\r\n--b\r\nsig\r\n--b--", "--bb\r\n--bb--", "sig"},
		"a boundary within a line":   {"--b\r\nx--b\r\n--b\r\nsig\r\n--b--", "x--b", "sig"},
		"white space behind":         {"--b \t\r\nt\r\n--b \r\nsig\r\n--b-- \r\n", "t", "sig"},
		"a dash more":                {"--b\r\n--b---\r\n--b\r\nsig\r\n--b--", "--b---", "sig"},
		"empty content":              {"--b\r\n\r\n--b\r\nsig\r\n--b--", "", "sig"},
		"a nested one never closed":  {"--b\r\n--c\r\n--b\r\nsig\r\n--b--", "--c", "sig"},
		"a preamble of one line":     {"This is signed.\r\n--b\r\nt\r\n--b\r\nsig\r\n--b--", "t", "sig"},
		"the content ends in a CR":   {"--b\r\nt\r\r\n--b\r\nsig\r\n--b--", "t\r", "sig"},
		"no line end but boundaries": {"--b\nt\n--b\nsig\n--b--", "t", "sig"},
	} {
		content, signature, err := cutSigned([]byte(tc.body), "b")
		if err != nil || string(content.of([]byte(tc.body))) != tc.content || string(signature.of([]byte(tc.body))) != tc.signature {
			t.Errorf("%s: got %v, %v, %v", name, content, signature, err)
		}
	}
}

func TestBareLineFeedsAreCanonicalised(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"a\nb\r\n\n": "a\r\nb\r\n\r\n", "\n": "\r\n", "a\r\nb": "", "": "", "a\rb\n": "a\rb\r\n"} {
		if got := withCRLF([]byte(in)); string(got) != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}
