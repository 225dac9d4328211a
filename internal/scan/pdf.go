package scan

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
)

const (
	pdfSignature = "%PDF-"
	// maxLead is how much may stand before a PDF.
	maxLead = 64
	// maxPDFTail is where the end of a PDF says how it begins, and maxPDFObject how long that, and the dictionary of its encryption, may be.
	maxPDFTail   = 4 << 10
	maxPDFObject = 64 << 10
)

// checkPDF demands the signature at the beginning, behind nothing but a byte order mark and blank lines, as some programs write them:
// readers accept it later too, which lets a file be two things at once. A PDF that does not open without a password is refused; one
// that only asks readers not to print or change it opens.
func checkPDF(r io.ReaderAt, size int64) error {
	start, err := readAt(r, 0, min(size, maxLead+int64(len(pdfSignature))))
	if err != nil {
		return err
	}
	rest := bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n\f\x00")
	if !bytes.HasPrefix(rest, []byte(pdfSignature)) {
		return &Error{Reason: Mismatch}
	}
	locked, err := needsPassword(r, size, int64(len(start)-len(rest)))
	if err == nil && locked {
		err = &Error{Reason: Encrypted}
	}
	return err
}

// readAt reads up to n bytes, fewer where the file ends.
func readAt(r io.ReaderAt, at, n int64) ([]byte, error) {
	b := make([]byte, n)
	got, err := r.ReadAt(b, at)
	if err == io.EOF {
		err = nil
	}
	return b[:got], err
}

var (
	startOfXref = regexp.MustCompile(`startxref\s+(\d{1,12})`)
	encryptRef  = regexp.MustCompile(`/Encrypt\s+(\d{1,10})\s+(\d{1,5})\s+R`)
	encryptDict = regexp.MustCompile(`/Encrypt\s*<<`)
	fileID      = regexp.MustCompile(`/ID\s*\[\s*`)
)

// needsPassword reports whether a PDF asks for a password before it opens (ISO 32000-2, 7.6). What cannot be read says no: a viewer will
// tell. The trailer that names the encryption stands at the end of the file or where the end says that the table of objects begins.
func needsPassword(r io.ReaderAt, size, lead int64) (bool, error) {
	tail, err := readAt(r, max(0, size-maxPDFTail), min(size, maxPDFTail))
	if err != nil {
		return false, err
	}
	places := [][]byte{tail}
	if found := startOfXref.FindAllSubmatch(tail, -1); found != nil {
		at, _ := strconv.ParseInt(string(found[len(found)-1][1]), 10, 64)
		for _, from := range []int64{at, at + lead} {
			if from >= size {
				continue
			}
			b, err := readAt(r, from, min(size-from, maxPDFObject))
			if err != nil {
				return false, err
			}
			// Behind the dictionary of a table that is a stream, bytes follow that mean nothing here.
			b, _, _ = bytes.Cut(b, []byte("\nstream"))
			places = append(places, b)
		}
	}
	for _, trailer := range places {
		dict, err := encryptionDict(r, size, trailer)
		if err != nil || dict != nil {
			return dict != nil && !opensWithoutPassword(dict, fileIDOf(trailer)), err
		}
	}
	return false, nil
}

// encryptionDict is the dictionary of the encryption that a trailer names; nil when it names none.
func encryptionDict(r io.ReaderAt, size int64, trailer []byte) (pdfDict, error) {
	if at := encryptDict.FindIndex(trailer); at != nil {
		return readDict(trailer[at[1]-2:]), nil
	}
	found := encryptRef.FindSubmatch(trailer)
	if found == nil {
		return nil, nil
	}
	object := append(append(append(append([]byte{}, found[1]...), ' '), found[2]...), " obj"...)
	at, err := lastObject(r, size, object)
	if err != nil || at < 0 {
		return nil, err
	}
	b, err := readAt(r, at, min(size-at, maxPDFObject))
	if err != nil {
		return nil, err
	}
	begin := bytes.Index(b, []byte("<<"))
	if begin < 0 {
		return nil, nil
	}
	return readDict(b[begin:]), nil
}

// lastObject is where the last object of a number stands, which later versions of a file append; -1 when there is none.
func lastObject(r io.ReaderAt, size int64, object []byte) (int64, error) {
	const window = 1 << 20
	last := int64(-1)
	for from := int64(0); from < size; from += window {
		// One byte before, which must be no digit, and what of the object reaches into the next window.
		begin := max(0, from-1)
		b, err := readAt(r, begin, min(size-begin, window+int64(len(object))))
		if err != nil {
			return -1, err
		}
		for at := len(b); ; {
			at = bytes.LastIndex(b[:at], object)
			if at < 0 {
				break
			}
			if at == 0 && begin == 0 || at > 0 && (b[at-1] < '0' || b[at-1] > '9') {
				last = begin + int64(at)
				break
			}
		}
	}
	return last, nil
}

// fileIDOf is the first part of a file's identifier.
func fileIDOf(trailer []byte) []byte {
	at := fileID.FindIndex(trailer)
	if at == nil {
		return nil
	}
	value, _ := readString(trailer[at[1]:])
	return value
}

// pdfDict is a dictionary: strings without their marks, everything else as it is written. What lies in dictionaries within is left
// out.
type pdfDict map[string][]byte

func (d pdfDict) number(name string, otherwise int64) int64 {
	n, err := strconv.ParseInt(string(d[name]), 10, 64)
	if err != nil {
		return otherwise
	}
	return n
}

const pdfSpace = " \t\r\n\f\x00"

// readDict reads a dictionary, which b begins with, as far as it can.
func readDict(b []byte) pdfDict {
	d, key, depth := pdfDict{}, "", 0
	set := func(value []byte) {
		if depth == 1 && key != "" {
			d[key] = value
		}
		key = ""
	}
	for {
		b = bytes.TrimLeft(b, pdfSpace)
		switch {
		case len(b) == 0:
			return d
		case bytes.HasPrefix(b, []byte("<<")):
			depth++
			key, b = "", b[2:]
		case bytes.HasPrefix(b, []byte(">>")):
			if depth--; depth <= 0 {
				return d
			}
			b = b[2:]
		case b[0] == '(' || b[0] == '<':
			var value []byte
			value, b = readString(b)
			set(value)
		default:
			end := 1 + len(b[1:])
			if i := bytes.IndexAny(b[1:], pdfSpace+"()<>[]/%"); i >= 0 {
				end = i + 1
			}
			word := b[:end]
			b = b[end:]
			if word[0] == '/' && key == "" {
				key = string(word[1:])
			} else {
				set(word)
			}
		}
	}
}

// readString reads a string in brackets or of hexadecimal digits, which b begins with, and returns what follows.
func readString(b []byte) (value, rest []byte) {
	switch {
	case len(b) == 0:
		return nil, nil
	case b[0] == '<':
		return readHex(b[1:])
	case b[0] != '(':
		return nil, b[1:]
	}
	depth := 1
	for i := 1; i < len(b); i++ {
		c := b[i]
		switch c {
		case '\\':
			var skip int
			if c, skip = readEscape(b[i+1:]); skip < 0 {
				i += -skip
				continue
			}
			i += skip
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return value, b[i+1:]
			}
		}
		value = append(value, c)
	}
	return value, nil
}

// readEscape reads what follows a backslash: the byte that is meant and how many bytes it took, negative when none is meant.
func readEscape(b []byte) (c byte, size int) {
	if len(b) == 0 {
		return 0, -1
	}
	if at := bytes.IndexByte([]byte("nrtbf"), b[0]); at >= 0 {
		return "\n\r\t\b\f"[at], 1
	}
	if b[0] == '\r' && len(b) > 1 && b[1] == '\n' {
		return 0, -2
	}
	if b[0] == '\r' || b[0] == '\n' {
		return 0, -1
	}
	for size < 3 && size < len(b) && b[size] >= '0' && b[size] <= '7' {
		c = c<<3 | b[size] - '0'
		size++
	}
	if size > 0 {
		return c, size
	}
	return b[0], 1
}

func readHex(b []byte) (value, rest []byte) {
	var digits []byte
	for i, c := range b {
		if c == '>' {
			rest = b[i+1:]
			break
		}
		if n, err := strconv.ParseUint(string(c), 16, 8); err == nil {
			digits = append(digits, byte(n))
		}
	}
	if len(digits)%2 == 1 {
		digits = append(digits, 0)
	}
	for i := 0; i < len(digits); i += 2 {
		value = append(value, digits[i]<<4|digits[i+1])
	}
	return value, rest
}
