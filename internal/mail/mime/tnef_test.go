package mime

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// le writes numbers in little-endian order, and bytes as they are.
func le(parts ...any) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		if s, ok := p.(string); ok {
			p = []byte(s)
		}
		if err := binary.Write(&b, binary.LittleEndian, p); err != nil {
			panic(err)
		}
	}
	return b.Bytes()
}

func att(level byte, id uint32, value []byte) []byte {
	var sum uint16
	for _, c := range value {
		sum += uint16(c)
	}
	return le(level, id, uint32(len(value)), value, sum)
}

func padded(b []byte) []byte { return append(le(uint32(len(b)), b), make([]byte, -len(b)&3)...) }

func prop(kind, id uint16, value []byte) []byte {
	switch kind {
	case typeString, typeUnicode, typeBinary, typeObject:
		return le(kind, id, uint32(1), padded(value))
	}
	return le(kind, id, value)
}

func utf16le(s string) []byte { return le(utf16.Encode([]rune(s + "\x00"))) }

func props(list ...[]byte) []byte { return append(le(uint32(len(list))), bytes.Join(list, nil)...) }

// winmail is what Outlook makes of a mail in Rich Text.
func winmail(attributes ...[]byte) []byte {
	all := append(le(uint32(tnefSignature), uint16(1)), att(1, 0x00089006, le(uint32(0x10000)))...)
	all = append(all, att(1, 0x00069007, le(uint32(1252), uint32(0)))...)
	all = append(all, att(1, 0x00078008, []byte("IPM.Microsoft Mail.Note\x00"))...)
	return append(all, bytes.Join(attributes, nil)...)
}

func attached(title, long string, content []byte, more ...[]byte) []byte {
	list := append([][]byte{prop(3, propMethod, le(uint32(1))), prop(typeUnicode, propLongName, utf16le(long))}, more...)
	return bytes.Join([][]byte{
		att(2, 0x00069002, make([]byte, 14)), att(2, 0x0006800f, content), att(2, 0x00018010, []byte(title+"\x00")), att(2, 0x00069005, props(list...)),
	}, nil)
}

var (
	rtfBody   = att(1, 0x00069003, props(prop(typeBinary, propRTF, packedRTF(`{\rtf1 Siehe Anlage}`)), prop(0xb, 0xe1b, le(uint32(1)))))
	named     = le(uint16(3), uint16(0x8005), make([]byte, 16), uint32(1), padded(utf16le("x-eigen")), uint32(7))
	unicoded  = att(1, 0x00069003, props(named, prop(typeUnicode, propBody, utf16le("Ihr Antrag\r\nist bewilligt: 5 €"))))
	inHTML    = att(1, 0x00069003, props(prop(typeBinary, propHTML, []byte("<p>Ihr <b>Antrag</b> f\xfcr ist bewilligt.</p><p>Viele Gr\xfc\xdfe</p><img src=\"cid:logo\">"))))
	narrow    = att(1, 0x0002800c, []byte("Gr\xfcn ist bewilligt.\r\n\x00"))
	several16 = le(uint16(typeUnicode|several), uint16(0x3001), uint32(2), padded(utf16le("a")), padded(utf16le("b")))
	document  = attached("BESCHE~1.PDF", "Bescheid für Sie.pdf", []byte("%PDF-1.7"), prop(typeString, propMediaType, []byte("application/pdf\x00")), several16)
)

func withTNEF(t testing.TB, text string, tnef []byte) *Message {
	t.Helper()
	m, err := Parse([]byte("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+text+
		"\r\n--x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString(tnef)+"\r\n--x--\r\n"), Limits{TextBytes: 2000})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func fileNames(m *Message) string {
	var names []string
	for _, f := range m.Attachments {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func TestWhatOutlookPackedIsTakenOut(t *testing.T) {
	t.Parallel()
	logo := attached("logo.png", "logo.png", []byte("png"), prop(typeString, propContentID, []byte("logo\x00")), prop(typeString, propMediaType, []byte("image/png\x00")))
	mail := attached("", "", nil, prop(3, propMethod, le(uint32(methodMessage))), prop(typeUnicode, propDisplay, utf16le("Anfrage")), prop(typeObject, propData, append(make([]byte, 16), "TNEF"...)))
	for name, tt := range map[string]struct {
		text string
		tnef []byte
		want string
		file string
	}{
		"the text stands before it":     {"Siehe Anlage", winmail(rtfBody, document), "Siehe Anlage", "Bescheid für Sie.pdf"},
		"the text is in it":             {" ", winmail(unicoded, document), "Ihr Antrag\nist bewilligt: 5 €", "Bescheid für Sie.pdf"},
		"in both":                       {"Ihr Antrag ist bewilligt: 5 €", winmail(unicoded), "Ihr Antrag ist bewilligt: 5 €", ""},
		"more in it":                    {"Siehe Anlage", winmail(unicoded), "Siehe Anlage\n\nIhr Antrag\nist bewilligt: 5 €", ""},
		"in HTML, with its signature":   {" ", winmail(inHTML, logo), "Ihr Antrag für ist bewilligt.\n\nViele Grüße", ""},
		"HTML that says something else": {" ", winmail(narrow, inHTML), "Grün ist bewilligt.\n\n" + otherVersion + "\n\nIhr Antrag für ist bewilligt.\n\nViele Grüße", ""},
		"HTML that says the same":       {" ", winmail(inHTML, att(1, 0x0002800c, []byte("Ihr Antrag f\xfcr ist bewilligt.\r\n\r\nViele Gr\xfc\xdfe\x00"))), "Ihr Antrag für ist bewilligt.\n\nViele Grüße", ""},
		"HTML in a codepage of its own": {" ", winmail(att(1, 0x00069003, props(prop(typeBinary, propHTML, []byte("<p>Gr\xc3\xbcn</p>")), prop(3, propCodepage, le(uint32(65001)))))), "Grün", ""},
		"in the old form":               {" ", winmail(narrow), "Grün ist bewilligt.", ""},
		"nothing in it":                 {"Ja", winmail(), "Ja", ""},
		"two files":                     {"Ja", winmail(document, document), "Ja", "Bescheid für Sie.pdf, Bescheid für Sie.pdf"},
		"a mail in it":                  {"Ja", winmail(document, mail), "Ja", "Bescheid für Sie.pdf, Anfrage.msg"},
		"only a short name":             {"Ja", winmail(attached("ANLAGE.PDF", "", []byte("%PDF"))), "Ja", "ANLAGE.PDF"},
	} {
		m := withTNEF(t, tt.text, tt.tnef)
		if m.Text != tt.want || fileNames(m) != tt.file || len(m.Remarks) > 0 {
			t.Errorf("%s: text %q, files %q, remarks %v", name, m.Text, fileNames(m), m.Remarks)
		}
		for _, f := range m.Attachments {
			if strings.HasPrefix(f.Name, "Bescheid") && (string(f.Content) != "%PDF-1.7" || f.MediaType != "application/pdf") {
				t.Errorf("%s: %s, %q", name, f.MediaType, f.Content)
			}
		}
	}
}

// What cannot be read whole stays the file of which the sender is told.
func TestWhatOutlookPackedOtherwiseStaysAFile(t *testing.T) {
	t.Parallel()
	good := winmail(unicoded, document)
	for name, tnef := range map[string][]byte{
		"unreadable rich text":   winmail(rtfIn([]byte("LZFu")), document),
		"cut":                    good[:len(good)-3],
		"cut in a property":      winmail(att(1, 0x00069003, props(prop(typeUnicode, propBody, utf16le("Ja")))[:20])),
		"a length beyond it":     append(winmail(), le(byte(1), uint32(0x0002800c), uint32(1<<31), "x", uint16(0))...),
		"an unknown type":        winmail(att(1, 0x00069003, props(prop(0x77, 1, nil)))),
		"many values of nothing": winmail(att(1, 0x00069003, props(le(uint16(typeBinary), uint16(1), uint32(1<<32-1))))),
		"a file's end first":     winmail(att(2, 0x0006800f, []byte("x"))),
		"an appointment":         append(winmail(unicoded), att(1, 0x00078008, []byte("IPM.Microsoft Schedule.MtgReq\x00"))...),
		"text without room":      winmail(att(1, 0x0002800c, []byte(strings.Repeat("x ", 1500)))),
		"too many files":         winmail(bytes.Repeat(att(2, 0x00069002, make([]byte, 14)), maxTNEFFiles+1)),
		"no attribute":           le(uint32(tnefSignature), uint16(0)),
		"nothing":                {},
	} {
		if m := withTNEF(t, " ", tnef); m.Text != "" || fileNames(m) != "winmail.dat" {
			t.Errorf("%s: text %q, files %q", name, m.Text, fileNames(m))
		}
	}
}

func FuzzTNEF(f *testing.F) {
	for _, seed := range [][]byte{winmail(), winmail(unicoded, document), winmail(rtfBody, inHTML, document, narrow)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		before := bytes.Clone(in)
		got, err := readTNEF(in)
		if (got == nil) != (err != nil) || !bytes.Equal(in, before) {
			t.Fatalf("%v, %v", got, err)
		}
		if err != nil {
			return
		}
		size := 0
		for _, file := range got.files {
			size += len(file.Content)
		}
		if size > len(in) || len(got.files) > maxTNEFFiles || len(got.text)+len(got.html) > 8*len(in) {
			t.Errorf("%d bytes became %d in %d files, %d of text", len(in), size, len(got.files), len(got.text)+len(got.html))
		}
	})
}
