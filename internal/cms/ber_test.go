package cms

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBERBecomesDER(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ in, want string }{
		"nothing to do":            {"3003 020105", "3003 020105"},
		"indefinite":               {"3080 020105 0000", "3003 020105"},
		"nested indefinite":        {"3080 3080 020105 0000 020106 0000", "3008 3003020105 020106"},
		"definite in indefinite":   {"3080 3003020105 0000", "3005 3003020105"},
		"indefinite in definite":   {"3007 3080 020105 0000", "3005 3003020105"},
		"long form of a length":    {"308103 020105", "3003 020105"},
		"length with zeros":        {"3084 00000003 020105", "3003 020105"},
		"string in chunks":         {"2480 0401aa 0402bbcc 0000", "0403 aabbcc"},
		"string of definite chunk": {"2407 0401aa 0402bbcc", "0403 aabbcc"},
		"chunks in chunks":         {"2480 2480 0401aa 0000 2403 0401bb 0000", "0402 aabb"},
		"no chunk":                 {"2480 0000", "0400"},
		"explicit with chunks":     {"a080 2480 0401aa 0000 0000", "a003 0401aa"},
		"implicit with chunks":     {"a080 0401aa 0401bb 0000", "a006 0401aa 0401bb"},
		"end marks in content":     {"3080 0402 0000 0000", "3004 0402 0000"},
		"long content":             {"3080 048180" + strings.Repeat("aa", 128) + "0000", "308183 048180" + strings.Repeat("aa", 128)},
	} {
		got, err := ToDER(unhex(t, tc.in))
		if err != nil || !bytes.Equal(got, unhex(t, tc.want)) {
			t.Errorf("%s: got %x, %v", name, got, err)
		}
		again, err := ToDER(got)
		if err != nil || len(got) > 0 && &again[0] != &got[0] {
			t.Errorf("%s: DER was copied, %v", name, err)
		}
	}
}

func TestWhatIsNoBERIsRefused(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"empty":                   "",
		"only a tag":              "30",
		"length beyond the end":   "3005 020105",
		"bytes behind":            "3003 020105 00",
		"bytes behind indefinite": "3080 0000 00",
		"no end mark":             "3080 020105",
		"no end mark in a string": "2480 0401aa",
		"end mark in definite":    "3005 020105 0000",
		"primitive indefinite":    "3080 0480 0000 0000",
		"length of five bytes":    "3085 0000000003 020105",
		"length cut":              "3082 03",
		"high tag":                "3080 1f01 00 0000",
		"no string among chunks":  "2480 020105 0000",
		"length past the outer":   "3006 3080 0203 0105 0000",
	} {
		if got, err := ToDER(unhex(t, in)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %x, %v", name, got, err)
		}
	}
}

func TestTheNumberOfElementsIsBounded(t *testing.T) {
	t.Parallel()
	elements := func(n int) []byte {
		return append(append([]byte{0x30, 0x80}, bytes.Repeat([]byte{5, 0}, n)...), 0, 0)
	}
	if _, err := ToDER(elements(maxElements - 1)); err != nil {
		t.Errorf("as many as allowed: %v", err)
	}
	if _, err := ToDER(elements(maxElements)); !errors.Is(err, ErrMalformed) {
		t.Errorf("one more: got %v", err)
	}
	chunked := append(append([]byte{0x24, 0x80}, bytes.Repeat([]byte{4, 1, 7}, 2*maxElements)...), 0, 0)
	if got, err := ToDER(chunked); err != nil || len(got) != 5+2*maxElements {
		t.Errorf("chunks are no elements: %d bytes, %v", len(got), err)
	}
}

func TestTheKindIsReadFromTheFirstBytes(t *testing.T) {
	t.Parallel()
	who := load(t, "platform-ec")
	for want, msg := range map[Type][]byte{
		TypeSigned:        mustSign(t, nil, who.options()),
		TypeEnveloped:     mustEncrypt(t, nil, who.Certificate, Compat),
		TypeAuthEnveloped: mustEncrypt(t, nil, who.Certificate, Modern),
		TypeUnknown:       unhex(t, "3080 020105 0000"),
	} {
		if got := TypeOf(msg); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := TypeOf(nil); got != TypeUnknown {
		t.Errorf("nothing: got %q", got)
	}
}
