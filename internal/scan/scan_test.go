package scan_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"schalter/internal/scan"
)

const (
	word  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	odt   = "application/vnd.oasis.opendocument.text"
)

// file is one entry of a test archive; claimed is the size it pretends to unpack to.
type file struct {
	name, content string
	claimed       uint64
}

func archive(t *testing.T, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		header, create := &zip.FileHeader{Name: f.name, Method: zip.Deflate}, z.CreateHeader
		if f.content == "" {
			header.Method = zip.Store
		}
		if f.claimed > 0 {
			header.UncompressedSize64, header.CompressedSize64, create = f.claimed, uint64(len(f.content)), z.CreateRaw
		}
		w, err := create(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func contentTypes(types ...string) file {
	content := `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`
	for i, mediaType := range types {
		content += fmt.Sprintf(`<Override PartName="/part%d.xml" ContentType="%s"/>`, i, mediaType)
	}
	return file{name: "[Content_Types].xml", content: content + "</Types>"}
}

func officeOpen(t *testing.T, mediaType string, more ...file) string {
	t.Helper()
	return archive(t, append([]file{contentTypes(mediaType + ".main+xml"), {name: "_rels/.rels"}, {name: "word/document.xml"}}, more...)...)
}

func openDocument(t *testing.T, mediaType, manifest string, more ...file) string {
	t.Helper()
	return archive(t, append([]file{{name: "mimetype", content: mediaType}, {name: "content.xml"}, {name: "META-INF/manifest.xml", content: manifest}}, more...)...)
}

func check(content, name string) (string, error) {
	return scan.Check(strings.NewReader(content), int64(len(content)), name)
}

func reason(err error) scan.Reason {
	var refused *scan.Error
	if errors.As(err, &refused) {
		return refused.Reason
	}
	return ""
}

func pixels(t *testing.T, encode func(io.Writer, image.Image) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestUsualDocumentsAreTaken(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, content, want string }{
		{"a.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj", "application/pdf"},
		{"A.PDF", "%PDF-1.4\n", "application/pdf"},
		{"a.docx", officeOpen(t, word, file{name: "word/media/image1.svg", content: "<svg/>"}), word},
		{"a.xlsx", officeOpen(t, sheet, file{name: "xl/printerSettings/printerSettings1.bin", content: "x"}), sheet},
		{"a.odt", openDocument(t, odt, "<manifest/>", file{name: "Basic/script-lc.xml", content: "<x/>"}), odt},
		{"a.ods", openDocument(t, "application/vnd.oasis.opendocument.spreadsheet", "<manifest/>"), "application/vnd.oasis.opendocument.spreadsheet"},
		{"a.png", pixels(t, png.Encode), "image/png"},
		{"a.jpeg", pixels(t, func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }), "image/jpeg"},
		{"a.jpe", pixels(t, func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }), "image/jpeg"},
		{"a.JFIF", pixels(t, func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }), "image/jpeg"},
		{"a.tif", "II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "image/tiff"},
		{"a.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic"},
		{"a.txt", "Guten Tag,\r\nanbei die Unterlagen.\r\n", "text/plain"},
		{"latin1.txt", "Gr\xfc\xdfe aus M\xfcnchen", "text/plain"},
		{"json.txt", `{"a": 1}`, "text/plain"},
		{"a.csv", "Name;Ort\nMüller;Hof\n", "text/csv"},
		{"a.csv", "name,place\nx,y\nz,w\n", "text/csv"},
		{"a.xml", `<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>1</ID></Invoice>`, "application/xml"},
		{"a.xml", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xfc</a>", "application/xml"},
		{"plan.xml", `<?xml version="1.0"?><xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/6/0" xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="a"/>`, "application/xml"},
		{"gml.xml", `<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml"/>`, "application/xml"},
		{"kml.xml", `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>`, "application/xml"},
		{"gpx.xml", `<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"/>`, "application/xml"},
		{"atom.xml", `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>`, "application/xml"},
	} {
		if got, err := check(tt.content, tt.name); err != nil || got != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestRefusedDocumentsSayWhy(t *testing.T) {
	t.Parallel()
	pdf := "%PDF-1.7\n"
	for _, tt := range []struct {
		name, content string
		want          scan.Reason
	}{
		{"a.exe", "MZ\x90\x00", scan.Extension},
		{"a.html", "<html>", scan.Extension},
		{"a.svg", "<svg/>", scan.Extension},
		{"a.zip", archive(t, file{name: "a", content: "b"}), scan.Extension},
		{"a.eml", "From: a@b.example\r\n", scan.Extension},
		{"a.docm", officeOpen(t, word), scan.Extension},
		{"a.pdf.exe", pdf, scan.Extension},
		{"pdf", pdf, scan.Extension},
		{"a.pdf", "", scan.Empty},
		{"a.pdf", "MZ\x90\x00" + strings.Repeat("\x00", 200), scan.Mismatch},
		{"a.png", pdf, scan.Mismatch},
		{"a.txt", "<!DOCTYPE html><html><script>alert(1)</script>", scan.Mismatch},
		{"a.txt", "#!/bin/sh\nrm -rf /\n", scan.Mismatch},
		{"a.csv", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", scan.Mismatch},
		{"a.txt", "MZ\x90\x00\x03\x00\x00\x00", scan.Mismatch},
		{"a.docx", archive(t, file{name: "readme.txt", content: "x"}), scan.Mismatch},
		{"a.docx", officeOpen(t, sheet), scan.Mismatch},
		{"a.odt", openDocument(t, "application/vnd.oasis.opendocument.graphics", "<manifest/>"), scan.Mismatch},
		{"a.odt", officeOpen(t, word), scan.Mismatch},
		{"a.docx", officeOpen(t, word)[:200], scan.Damaged},
		{"a.docx", officeOpen(t, word, contentTypes(word+".main+xml")), scan.Damaged},
		{"a.docx", archive(t, file{name: "[Content_Types].xml", content: "<!-- " + word + ".main+xml --><Types/>"}), scan.Damaged},
		{"a.xml", "<?xml version=\"1.0\"?><a><b></a>\x00", scan.Mismatch},
		{"a.xml", "<?xml version=\"1.0\"?><a><b></b>", scan.Damaged},
		{"a.xml", "<?xml version=\"1.0\"?>" + strings.Repeat("<a>", 2000), scan.Damaged},
		{"a.xml", "just text", scan.Damaged},
		{"a.xml", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, scan.Active},
		{"a.xml", `<?xml version="1.0"?><?xml-stylesheet href="x.xsl" type="text/xsl"?><a/>`, scan.Active},
		{"a.xml", `<?xml version="1.0"?><a><h:script xmlns:h="http://www.w3.org/1999/&#120;html">alert(1)</h:script></a>`, scan.Active},
		{"a.xml", `<?xml version="1.0"?><a>` + strings.Repeat(" ", 16<<20) + `</a>`, scan.TooLarge},
	} {
		if got, err := check(tt.content, tt.name); reason(err) != tt.want || got != "" {
			t.Errorf("%s %.40q: %q, %v; want %s", tt.name, tt.content, got, err, tt.want)
		}
	}
}

// encryptedPackage is the least of a compound file that an office program makes of an encrypted document.
func encryptedPackage() string {
	b := make([]byte, 1024)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(b[30:], 9)
	for i, c := range "EncryptedPackage" {
		b[512+2*i] = byte(c)
	}
	return string(b)
}

// passwordProtected sets the flag of encryption in every entry.
func passwordProtected(archive string) string {
	b := []byte(archive)
	for at := 0; at+10 < len(b); at++ {
		switch string(b[at : at+4]) {
		case "PK\x03\x04":
			b[at+6] |= 1
		case "PK\x01\x02":
			b[at+8] |= 1
		}
	}
	return string(b)
}

func TestAttack27BombsEncryptionAndMacrosAreRefused(t *testing.T) {
	t.Parallel()
	many := make([]file, 10_001)
	for i := range many {
		many[i] = file{name: fmt.Sprintf("word/%d.xml", i)}
	}
	macros := contentTypes("application/vnd.ms-word.document.macroEnabled.main+xml")
	for _, tt := range []struct {
		what, name, content string
		want                scan.Reason
	}{
		{"bomb", "a.docx", officeOpen(t, word, file{name: "word/media/a.png", content: "x", claimed: 110 << 20}), scan.Bomb},
		{"bomb of petabytes", "a.docx", officeOpen(t, word, file{"word/a", "x", 1 << 60}, file{"word/b", "x", 1<<64 - 1}), scan.Bomb},
		{"bomb in the list of parts", "a.docx", archive(t, file{name: "[Content_Types].xml", content: strings.Repeat(" ", 2<<20)}), scan.Bomb},
		{"ten thousand entries", "a.docx", officeOpen(t, word, many...), scan.Bomb},
		{"huge list of entries", "a.xlsx", officeOpen(t, sheet, file{name: strings.Repeat("a", 60_000)}) + hugeDirectory(t), scan.Bomb},
		{"encrypted office document", "a.docx", encryptedPackage(), scan.Encrypted},
		{"encrypted zip", "a.xlsx", passwordProtected(officeOpen(t, sheet)), scan.Encrypted},
		{"encrypted open document", "a.odt", openDocument(t, odt, "<manifest:encryption-data/>"), scan.Encrypted},
		{"old office format renamed", "a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1500), scan.Mismatch},
		{"macro project", "a.docx", officeOpen(t, word, file{name: "word/vbaProject.bin", content: "x"}), scan.Active},
		{"macro type", "a.docx", archive(t, macros), scan.Active},
		{"Excel 4 macros", "a.xlsx", officeOpen(t, sheet, file{name: "xl/macrosheets/sheet1.xml", content: "x"}), scan.Active},
		{"ActiveX", "a.docx", officeOpen(t, word, file{name: "word/activeX/activeX1.xml", content: "x"}), scan.Active},
		{"embedded object", "a.docx", officeOpen(t, word, file{name: "word/embeddings/oleObject1.bin", content: "x"}), scan.Active},
		{"embedded program", "a.docx", officeOpen(t, word, file{name: "word/media/Setup.EXE", content: "x"}), scan.Active},
		{"Basic module", "a.odt", openDocument(t, odt, "<m/>", file{name: "Basic/Standard/Module1.xml", content: "x"}), scan.Active},
		{"Python script", "a.odt", openDocument(t, odt, "<m/>", file{name: "Scripts/python/a.py", content: "x"}), scan.Active},
		{"embedded object", "a.odt", openDocument(t, odt, `m="application/vnd.sun.star.oleobject"`), scan.Active},
	} {
		if got, err := check(tt.content, tt.name); reason(err) != tt.want || got != "" {
			t.Errorf("%s: %q, %v; want %s", tt.what, got, err, tt.want)
		}
	}
}

// hugeDirectory is the end of an archive whose list of entries is larger than any document's.
func hugeDirectory(t *testing.T) string {
	t.Helper()
	files := make([]file, 60)
	for i := range files {
		files[i].name = strings.Repeat("b", 60_000) + fmt.Sprint(i)
	}
	return archive(t, files...)
}

func TestAttack27SharedBytesAreABomb(t *testing.T) {
	t.Parallel()
	b := []byte(officeOpen(t, word, file{name: "word/a.xml", content: strings.Repeat("ab", 1000)}))
	for at := range b[:len(b)-24] {
		if string(b[at:at+4]) == "PK\x01\x02" {
			binary.LittleEndian.PutUint32(b[at+20:], uint32(len(b)))
		}
	}
	if got, err := check(string(b), "a.docx"); reason(err) != scan.Bomb {
		t.Errorf("%q, %v; want it refused as a bomb", got, err)
	}
}

func TestAttack28PolyglotsNeverBecomePages(t *testing.T) {
	t.Parallel()
	page := "<html><script>alert(1)</script></html>"
	for _, tt := range []struct {
		what, name, content string
		want                scan.Reason
	}{
		{"image before PDF", "a.pdf", "GIF89a" + strings.Repeat(" ", 10) + "%PDF-1.7\n", scan.Mismatch},
		{"page before PDF", "a.pdf", page + "%PDF-1.7\n", scan.Mismatch},
		{"line before PDF", "a.pdf", "x\n%PDF-1.7\n", scan.Mismatch},
		{"PDF as page", "a.html", "%PDF-1.7\n" + page, scan.Extension},
		{"page as text", "a.txt", page, scan.Mismatch},
		{"page as data", "a.xml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>`, scan.Mismatch},
	} {
		if got, err := check(tt.content, tt.name); reason(err) != tt.want || got != "" {
			t.Errorf("%s: %q, %v; want %s", tt.what, got, err, tt.want)
		}
	}
	if got, err := check("%PDF-1.7\n"+page, "a.pdf"); err != nil || got != "application/pdf" {
		t.Errorf("PDF with a page inside: %q, %v; want it kept as application/pdf and nothing else", got, err)
	}
}

func TestNamesAreRefusedBeforeUpload(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, declared string
		want           scan.Reason
	}{
		{"a.pdf", "application/pdf", ""},
		{"a.pdf", "", ""},
		{"a.csv", "application/vnd.ms-excel", ""},
		{"a.docx", "application/x-zip-compressed", ""},
		{"a.txt", "text/plain; charset=utf-8", ""},
		{"a.PDF ", "application/pdf", ""},
		{"a", "application/pdf", scan.Extension},
		{"a.exe", "application/pdf", scan.Extension},
		{"a.pdf\u202e.exe", "application/pdf", scan.Extension},
		{"a.zip", "application/zip", scan.Extension},
		{"a.js", "", scan.Extension},
		{"a.txt", "text/html; charset=utf-8", scan.Mismatch},
		{"a.xml", "image/svg+xml", scan.Mismatch},
		{"a.docx", "application/vnd.ms-word.document.macroEnabled.12", scan.Mismatch},
		{"a.pdf", "Text/HTML;;;", scan.Mismatch},
	} {
		if err := scan.CheckName(tt.name, tt.declared); reason(err) != tt.want {
			t.Errorf("CheckName(%q, %q) = %v, want %q", tt.name, tt.declared, err, tt.want)
		}
	}
}

func TestFaultOfTheStoreIsNoRefusal(t *testing.T) {
	t.Parallel()
	broken := errors.New("authentication of the segment failed")
	noise := make([]byte, 10_000)
	if _, err := rand.Read(noise); err != nil {
		t.Fatal(err)
	}
	content := officeOpen(t, word, file{name: "word/media/a.png", content: string(noise)})
	for _, good := range []int64{0, 5000, int64(len(content)) - 30} {
		r := &failing{strings.NewReader(content), good, broken}
		if _, err := scan.Check(r, int64(len(content)), "a.docx"); !errors.Is(err, broken) {
			t.Errorf("fails from %d: %v, want %v", good, err, broken)
		}
	}
	if _, err := scan.Check(strings.NewReader("%PDF"), 1000, "a.pdf"); err == nil {
		t.Error("a file shorter than its size was taken")
	}
}

// failing fails for bytes from a position on.
type failing struct {
	r    io.ReaderAt
	good int64
	err  error
}

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.good {
		return iotest.ErrReader(f.err).Read(p)
	}
	return f.r.ReadAt(p, off)
}

func TestTypesNameEveryExtensionOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, kind := range scan.Types() {
		for _, extension := range kind.Extensions {
			if seen[extension] || !strings.HasPrefix(extension, ".") || kind.MediaType == "" {
				t.Errorf("%s %s", kind.MediaType, extension)
			}
			seen[extension] = true
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("%PDF-1.7\n", "a.pdf")
	f.Add(`<?xml version="1.0"?><a/>`, "a.xml")
	f.Add("PK\x05\x06"+strings.Repeat("\x00", 18), "a.docx")
	f.Add(encryptedPackage(), "a.xlsx")
	f.Fuzz(func(t *testing.T, content, name string) {
		got, err := check(content, name)
		if (err == nil) == (got == "") {
			t.Errorf("got %q, %v", got, err)
		}
	})
}
