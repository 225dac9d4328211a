// Package pades signs a PDF as a whole and checks that a signature covers the whole of one: an incremental update with a
// detached CMS signature (ISO 32000-1, 12.8; ETSI EN 319 142-1, level B-B when the CMS is CAdES).
//
// It writes to PDFs of package pdftext only. What it reads may come from anyone.
package pades

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// The errors.
var (
	// ErrUnsigned: there is no signature of this kind.
	ErrUnsigned = errors.New("the document has no signature")
	// ErrPartly: something was added to the document, or its signature leaves something out.
	ErrPartly = errors.New("the signature does not cover the whole document")
	// ErrForm: the document to be signed is not of the form that is signed here.
	ErrForm = errors.New("not a document that can be signed here")
)

// Claim is what a signature says about itself, beside its certificate.
type Claim struct {
	Name, Reason string
	At           time.Time
}

// Sign appends a signature over the whole document. reserve is the most bytes that sign returns for the CMS.
func Sign(pdf []byte, claim Claim, reserve int, sign func(content []byte) ([]byte, error)) ([]byte, error) {
	d, err := read(pdf)
	if err != nil {
		return nil, err
	}
	out, gap, err := d.signatureField(claim, reserve)
	if err != nil {
		return nil, err
	}
	content := append(bytes.Clone(out[:gap.start]), out[gap.end:]...)
	signature, err := sign(content)
	if err != nil {
		return nil, err
	}
	if len(signature) > reserve {
		return nil, fmt.Errorf("a signature of %d bytes, %d are reserved", len(signature), reserve)
	}
	hex.Encode(out[gap.start+1:], signature)
	return out, nil
}

// document is what is needed of a PDF to add to it.
type document struct {
	pdf           []byte
	size          int
	startxref     int
	root, info    int
	catalog, page string
	pageNumber    int
}

var (
	trailerForm = regexp.MustCompile(`(?s)^trailer\n<<\n(.*?)>>\nstartxref\n(\d+)\n%%EOF\n?$`)
	sizeForm    = regexp.MustCompile(`/Size (\d+)`)
	rootForm    = regexp.MustCompile(`/Root (\d+) 0 R`)
	infoForm    = regexp.MustCompile(`/Info (\d+) 0 R`)
	pagesForm   = regexp.MustCompile(`/Pages (\d+) 0 R`)
	kidsForm    = regexp.MustCompile(`/Kids \[(\d+) 0 R`)
)

func read(pdf []byte) (*document, error) {
	tail := trailerForm.FindSubmatch(pdf[max(0, bytes.LastIndex(pdf, []byte("trailer\n"))):])
	if tail == nil {
		return nil, fmt.Errorf("%w: no trailer", ErrForm)
	}
	d := &document{pdf: pdf, size: number(sizeForm, tail[1]), root: number(rootForm, tail[1]), info: number(infoForm, tail[1])}
	d.startxref, _ = strconv.Atoi(string(tail[2]))
	var err error
	if d.catalog, err = d.object(d.root); err != nil {
		return nil, err
	}
	pages, err := d.object(number(pagesForm, []byte(d.catalog)))
	if err != nil {
		return nil, err
	}
	d.pageNumber = number(kidsForm, []byte(pages))
	if d.page, err = d.object(d.pageNumber); err != nil {
		return nil, err
	}
	if strings.Contains(d.catalog, "/AcroForm") || strings.Contains(d.page, "/Annots") {
		return nil, fmt.Errorf("%w: it has fields already", ErrForm)
	}
	return d, nil
}

func number(form *regexp.Regexp, in []byte) int {
	found := form.FindSubmatch(in)
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(found[1]))
	return n
}

// object is the dictionary of an object as it was written last, from its brackets on.
func (d *document) object(n int) (string, error) {
	head := fmt.Appendf(nil, "\n%d 0 obj\n", n)
	at := bytes.LastIndex(d.pdf, head)
	found := at >= 0
	var rest []byte
	if found {
		rest = d.pdf[at+len(head):]
	}
	text, _, ended := bytes.Cut(rest, []byte("\nendobj"))
	dictionary := strings.TrimSpace(string(text))
	if n == 0 || !found || !ended || !strings.HasPrefix(dictionary, "<<") || !strings.HasSuffix(dictionary, ">>") {
		return "", fmt.Errorf("%w: object %d", ErrForm, n)
	}
	return dictionary, nil
}

// gap is where the signature goes, from the bracket before its digits to behind the one after them.
type gap struct{ start, end int }

// rangeDigits keeps the byte range at one length whatever its numbers are.
const rangeDigits = 10

// signatureField appends the changed catalogue and page, the field and the signature's dictionary without the signature.
func (d *document) signatureField(claim Claim, reserve int) ([]byte, gap, error) {
	field, value := d.size, d.size+1
	u := &update{out: withNewline(d.pdf), offsets: map[int]int{}}
	u.add(d.root, []byte(with(d.catalog, fmt.Sprintf("/AcroForm <</Fields [%d 0 R] /SigFlags 3>>", field))))
	u.add(d.pageNumber, []byte(with(d.page, fmt.Sprintf("/Annots [%d 0 R]", field))))
	u.add(field, fmt.Appendf(nil, "<</Type /Annot /Subtype /Widget /FT /Sig /T (Siegel) /V %d 0 R /Rect [0 0 0 0] /F 132 /P %d 0 R>>", value, d.pageNumber))
	blank := strings.Repeat("0", rangeDigits)
	u.add(value, fmt.Appendf(nil, "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Name %s /Reason %s /M (D:%s)\n"+
		"/ByteRange [%s %s %s %s]\n/Contents <%s>>>", text(claim.Name), text(claim.Reason), claim.At.UTC().Format("20060102150405Z"),
		blank, blank, blank, blank, strings.Repeat("00", reserve)))
	start := u.offsets[value] + bytes.Index(u.out[u.offsets[value]:], []byte("/Contents <")) + len("/Contents ")
	g := gap{start, start + 2*reserve + 2}
	out := d.crossReference(u.out, u.offsets, u.order, d.size+2)
	at := u.offsets[value] + bytes.Index(out[u.offsets[value]:], []byte("/ByteRange ["))
	copy(out[at:], fmt.Sprintf("/ByteRange [%0*d %0*d %0*d %0*d]", rangeDigits, 0, rangeDigits, g.start, rangeDigits, g.end, rangeDigits, len(out)-g.end))
	return out, g, nil
}

func with(dictionary, entry string) string {
	return strings.TrimSuffix(dictionary, ">>") + "\n" + entry + "\n>>"
}

// crossReference appends the table of the changed objects and the trailer; size is one more than the greatest number of an object.
func (d *document) crossReference(out []byte, offsets map[int]int, objects []int, size int) []byte {
	start := len(out)
	out = append(out, "xref\n0 0\n"...)
	for _, n := range objects {
		out = fmt.Appendf(out, "%d 1\n%010d 00000 n \n", n, offsets[n])
	}
	out = fmt.Appendf(out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n", size, d.root)
	if d.info != 0 {
		out = fmt.Appendf(out, "/Info %d 0 R\n", d.info)
	}
	return fmt.Appendf(out, "/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n", d.startxref, start)
}

// text is a text string in UTF-16, which needs no escapes.
func text(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteByte('>')
	return b.String()
}

var byteRange = regexp.MustCompile(`/ByteRange *\[ *(\d{1,10}) +(\d{1,10}) +(\d{1,10}) +(\d{1,10}) *\]`)

// Open returns the CMS signature of a document and the content it signs: everything but the digits of the signature itself.
// It returns ErrUnsigned, or ErrPartly when anything else is left out: an update that was appended, a second signature.
func Open(pdf []byte) (signature, content []byte, err error) {
	found := byteRange.FindAllSubmatch(pdf, 2)
	if len(found) == 0 || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		return nil, nil, ErrUnsigned
	}
	var r [4]int
	for i := range r {
		if r[i], err = strconv.Atoi(string(found[0][i+1])); err != nil {
			return nil, nil, ErrUnsigned
		}
	}
	start, end := r[1], r[2]
	if len(found) > 1 || r[0] != 0 || start >= end || end > len(pdf) || end+r[3] != len(pdf) {
		return nil, nil, ErrPartly
	}
	digits := pdf[start:end]
	if len(digits) < 4 || digits[0] != '<' || digits[len(digits)-1] != '>' {
		return nil, nil, ErrPartly
	}
	signature = make([]byte, hex.DecodedLen(len(digits)-2))
	if _, err := hex.Decode(signature, digits[1:len(digits)-1]); err != nil {
		return nil, nil, ErrPartly
	}
	return unpadded(signature), append(bytes.Clone(pdf[:start]), pdf[end:]...), nil
}

// unpadded cuts the zeros behind a DER message at the length that its first bytes give; anything else there stays, and is
// then refused by the reader.
func unpadded(der []byte) []byte {
	if len(der) < 2 || der[1] < 0x80 {
		return der
	}
	n, length := int(der[1]&0x7f), 0
	if n > 4 || len(der) < 2+n {
		return der
	}
	for _, b := range der[2 : 2+n] {
		length = length<<8 | int(b)
	}
	end := 2 + n + length
	if end > len(der) || len(bytes.Trim(der[end:], "\x00")) > 0 {
		return der
	}
	return der[:end]
}
