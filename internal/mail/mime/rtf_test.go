package mime

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
)

// packedRTF is Rich Text as it stands in a mail, not made shorter.
func packedRTF(rtf string) []byte {
	return le(uint32(len(rtf)+12), uint32(len(rtf)), uint32(rtfPlain), uint32(0), rtf)
}

func rtfIn(packed []byte) []byte { return att(1, 0x00069003, props(prop(typeBinary, propRTF, packed))) }

// The examples of MS-OXRTFCP, 3.
const (
	helloWorld = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
	wxyz       = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRichTextIsUnpacked(t *testing.T) {
	t.Parallel()
	for packed, want := range map[string]string{
		helloWorld: "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", wxyz: `{\rtf1 WXYZWXYZWXYZWXYZWXYZ}`,
		hex.EncodeToString(packedRTF(`{\rtf1 Ja}`)): `{\rtf1 Ja}`,
	} {
		b := unhex(t, packed)
		if got, ok := unpackRTF(b, 1000); !ok || string(got) != want {
			t.Errorf("got %q, %v; want %q", got, ok, want)
		}
		for n := range b {
			if got, ok := unpackRTF(b[:n], 1000); ok {
				t.Errorf("cut at %d: %q", n, got)
			}
		}
		if _, ok := unpackRTF(b, len(want)-1); ok {
			t.Errorf("%q is longer than it may be", want)
		}
	}
	// What says of itself that it is short, and refers back again and again.
	bomb := le(uint32(12+1+8*2), uint32(20), uint32(rtfPacked), uint32(0), append([]byte{0xff}, bytes.Repeat([]byte{0, 0x0f}, 8)...))
	if got, ok := unpackRTF(bomb, 1000); ok {
		t.Errorf("more than it says: %q", got)
	}
}

func TestRichTextIsReadAsAPersonReadsIt(t *testing.T) {
	t.Parallel()
	for rtf, want := range map[string]string{
		`{\rtf1\ansi\ansicpg1252 Ihr Antrag f\'fcr 5 \u8364?\par ist {\b bewilligt}.\par}`:                             "Ihr Antrag für 5 €\nist bewilligt.",
		`{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset238 Arial CE;}}\f0 Gr\'fcn {\f1 \'f8}}`:                          "Grün ř",
		`{\rtf1{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\author X}}{\*\generator Y;}{\pict 00ff}Ja}`:         "Ja",
		`{\rtf1 Siehe {\field{\*\fldinst{HYPERLINK "https://amt.example/a?b=c"}}{\fldrslt{\ul hier}}}!}`:               "Siehe hier <https://amt.example/a?b=c>!",
		`{\rtf1 {\field{\*\fldinst HYPERLINK "mailto:a@b.example"}{\fldrslt mailto:a@b.example}}}`:                     "mailto:a@b.example",
		`{\rtf1 {\field{\*\fldinst HYPERLINK "javascript:x"}{\fldrslt Klick}}}`:                                        "Klick",
		`{\rtf1 a{\v geheim}b\v c\v0 d\v e\plain f}`:                                                                   "abdf",
		`{\rtf1 a\u-10179?\u-8704?b\uc2\u228aeb\uc0\u246 c}`:                                                           "a😀bäböc",
		`{\rtf1 a\u228\'e4b{\uc0\u228}\u228 {x}}`:                                                                      "aäbääx",
		`{\rtf1\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \pard\htmlrtf0 Ja{\*\htmltag72 </p>}\htmlrtf \par\htmlrtf0 Nein}`: "Ja\nNein",
		`{\rtf1 a\\b\{c\}d\~e\_f\-g` + "\\\nh\r\ni}":                                                                   "a\\b{c}d e-fg\nhi",
		`{\rtf1 a\bin3 }}}b\tab c\cell d\row}`:                                                                         "ab\tc\td",
		`{\rtf1 a{\pntext\'b7\tab}b}`:                                                                                  "a·\tb",
		"{\\rtf1 a\tb}":                                                                                                "a\tb",
		`{\rtf1}`:                                                                                                      "",
		"{\\rtf1 Ja}\r\n\x00 dahinter":                                                                                 "Ja",
	} {
		if got, ok := textOfRTF([]byte(rtf), 1000); !ok || got != want {
			t.Errorf("%s: got %q, %v; want %q", rtf, got, ok, want)
		}
	}
	for name, rtf := range map[string]string{
		"no rich text": "Ja", "nothing": "", "without its end": `{\rtf1 Ja`, "cut in a sign": `{\rtf1 Ja\'e`, "cut behind a backslash": `{\rtf1 Ja\`,
		"too deep": `{\rtf1` + strings.Repeat("{", rtfDepth) + strings.Repeat("}", rtfDepth) + "}", "too long": `{\rtf1 ` + strings.Repeat("x", 1001) + "}",
	} {
		if got, ok := textOfRTF([]byte(rtf), 1000); ok {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Rich Text alone is the text of the mail; beside another text it is shown where that does not say the same.
func TestRichTextInWinmailIsText(t *testing.T) {
	t.Parallel()
	letter := rtfIn(packedRTF(`{\rtf1\ansi Ihr Antrag f\'fcr den Markt ist {\b bewilligt}.\par Viele Gr\'fc\'dfe}`))
	const text = "Ihr Antrag für den Markt ist bewilligt.\nViele Grüße"
	for name, tt := range map[string]struct {
		text string
		tnef []byte
		want string
		file string
		// remark is set where the person is told that a part cannot be read.
		remark bool
	}{
		"alone":                 {" ", winmail(letter, document), text, "Bescheid für Sie.pdf", false},
		"said before":           {"Ihr Antrag für den Markt\nist *bewilligt*.\n\nViele Grüße", winmail(letter), "Ihr Antrag für den Markt\nist *bewilligt*.\n\nViele Grüße", "", false},
		"not said before":       {"Geprüft vom Virenscanner.", winmail(letter), "Geprüft vom Virenscanner.\n\n" + text, "", false},
		"blank":                 {" ", winmail(rtfIn(packedRTF(`{\rtf1\ansi \par}`)), document), "", "Bescheid für Sie.pdf", false},
		"too long":              {" ", winmail(rtfIn(packedRTF(`{\rtf1 ` + strings.Repeat("x", 3000) + `}`))), "", "winmail.dat", false},
		"too long, said before": {"Ja", winmail(rtfIn(packedRTF(`{\rtf1 `+strings.Repeat("x", 3000)+`}`)), document), "Ja", "Bescheid für Sie.pdf", true},
	} {
		if m := withTNEF(t, tt.text, tt.tnef); m.Text != tt.want || fileNames(m) != tt.file || len(m.Remarks) > 0 != tt.remark {
			t.Errorf("%s: text %q, files %q, remarks %v", name, m.Text, fileNames(m), m.Remarks)
		}
	}
}

func FuzzRTF(f *testing.F) {
	for _, seed := range []string{
		`{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset204 A;}}Ihr {\b Antrag}\par\u-10179?\u-8704? \'fc\bin2 ab{\v x}}`,
		`{\rtf1 {\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt b}}}`,
	} {
		f.Add([]byte(seed))
		f.Add(packedRTF(seed))
	}
	f.Add(unhex(f, helloWorld))
	f.Fuzz(func(t *testing.T, in []byte) {
		const limit = 10_000
		rtf, ok := unpackRTF(in, limit)
		if len(rtf) > limit || !ok && rtf != nil {
			t.Fatalf("%d bytes, %v", len(rtf), ok)
		}
		if !ok {
			rtf = in
		}
		text, ok := textOfRTF(rtf, limit)
		if len(text) > limit+len(rtf) || strings.ContainsRune(text, '\x00') || strings.ToValidUTF8(text, "") != text || !ok && text != "" {
			t.Fatalf("%q, %v", text, ok)
		}
	})
}
