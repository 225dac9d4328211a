// Package scan decides which documents are taken in: an allow-list of types on which extension and content must agree,
// clean file names, and an optional virus scanner. Begin with [Check]; container.go, pdf.go
// and xml.go look into the types that can hide something, name.go cleans names, clamd.go asks the scanner.
//
// Never taken are HTML, SVG, scripts, programs, mails, plain archives and documents with macros or other active content. The
// allow-list is no virus scan: without a scanner the person is told that files were not scanned.
package scan

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// Reason says why a document is refused.
type Reason string

// The reasons.
const (
	// Extension: files with this extension, or without any, are not taken.
	Extension Reason = "EXTENSION"
	// Mismatch: the content, or the type the browser names, is not what the extension says.
	Mismatch Reason = "MISMATCH"
	// Empty: the file has no bytes.
	Empty Reason = "EMPTY"
	// Damaged: the content breaks off or contradicts itself.
	Damaged Reason = "DAMAGED"
	// Encrypted: the document asks for a password, so nobody can check it.
	Encrypted Reason = "ENCRYPTED"
	// Active: macros, embedded programs, scripts or styles that run.
	Active Reason = "ACTIVE"
	// Bomb: it would unpack to far more than it is.
	Bomb Reason = "BOMB"
	// TooLarge: too large for a file of this kind to be checked.
	TooLarge Reason = "TOO_LARGE"
	// Malware: the virus scanner found something, or could not look inside.
	Malware Reason = "MALWARE"
)

// Error refuses a document.
type Error struct {
	Reason Reason
	// Extension is the lower-case extension of the file with its dot, or "".
	Extension string
	// Found is the media type that the content has, where that was looked at.
	Found string
}

func (e *Error) Error() string {
	return fmt.Sprintf("document refused: %s %s %s", strings.ToLower(string(e.Reason)), e.Extension, e.Found)
}

// Type is one kind of document that is taken.
type Type struct {
	// MediaType is what the document is stored and given out as.
	MediaType string
	// Extensions are lower-case, with the dot; the first is the usual one.
	Extensions []string
	// sniffed are the media types that mimetype finds in such a file.
	sniffed []string
	// check looks closer at the content.
	check func(r io.ReaderAt, size int64) error
}

var textTypes = []string{"text/plain", "text/csv", "text/tab-separated-values", "application/json", "application/x-ndjson"}

// dataXML are the kinds of XML that mimetype knows by their namespaces and that hold data: an authority's own standard, such as
// XPlanung, may use them. What a browser runs or draws is not among them, and checkXML looks for it wherever it stands.
var dataXML = []string{
	"text/xml", "text/plain", "application/gml+xml", "application/vnd.google-earth.kml+xml", "application/gpx+xml", "application/rss+xml",
	"application/atom+xml", "application/vnd.garmin.tcx+xml", "application/x-xliff+xml", "application/vnd.adobe.xfdf", "application/owl+xml",
	"model/vnd.collada+xml", "model/x3d+xml", "application/vnd.ms-package.3dmanufacturing-3dmodel+xml",
}

var types = []Type{
	// Behind a blank line a PDF looks like text or like bytes.
	{"application/pdf", []string{".pdf"}, []string{"application/pdf", "text/plain", "application/octet-stream"}, checkPDF},
	{wordType, []string{".docx"}, officeTypes, checkOfficeDocument(wordType)},
	{sheetType, []string{".xlsx"}, officeTypes, checkOfficeDocument(sheetType)},
	{openTextType, []string{".odt"}, officeTypes, checkOfficeDocument(openTextType)},
	{openSheetType, []string{".ods"}, officeTypes, checkOfficeDocument(openSheetType)},
	{"image/png", []string{".png"}, []string{"image/png"}, acceptAny},
	{"image/jpeg", []string{".jpg", ".jpeg", ".jpe", ".jfif"}, []string{"image/jpeg"}, acceptAny},
	{"image/tiff", []string{".tif", ".tiff"}, []string{"image/tiff"}, acceptAny},
	{"image/heic", []string{".heic", ".heif"}, []string{"image/heic", "image/heif"}, acceptAny},
	{"text/plain", []string{".txt"}, textTypes, acceptAny},
	{"text/csv", []string{".csv"}, textTypes, acceptAny},
	{"application/xml", []string{".xml"}, dataXML, checkXML},
}

// Types returns the kinds of documents that are taken, for the file dialog and the help page.
func Types() []Type { return slices.Clone(types) }

func acceptAny(io.ReaderAt, int64) error { return nil }

// dangerousTypes are media types that no document may be announced as, whatever its name.
var dangerousTypes = []string{
	"text/html", "application/xhtml+xml", "image/svg+xml", "text/javascript", "application/javascript", "application/x-javascript",
	"application/x-msdownload", "application/x-msdos-program", "application/vnd.microsoft.portable-executable",
	"application/x-executable", "application/x-sh", "application/x-shellscript", "application/java-archive", "message/rfc822",
}

// CheckName refuses a document before it is uploaded, by its name and by the media type that the browser gives, which may be
// empty. Systems name types differently, so only a type that is dangerous itself is refused. The error is an *Error.
func CheckName(filename, declaredType string) error {
	found, extension := typeByName(filename)
	if found == nil {
		return &Error{Reason: Extension, Extension: extension}
	}
	declared, _, _ := strings.Cut(strings.ToLower(declaredType), ";")
	declared = strings.TrimSpace(declared)
	if slices.Contains(dangerousTypes, declared) || strings.Contains(declared, "macroenabled") {
		return &Error{Reason: Mismatch, Extension: extension, Found: declared}
	}
	return nil
}

// Check looks at the bytes of an uploaded document and returns the media type to store it with. A refusal is an *Error; any
// other error comes from r. It reads a small part of the file, except of XML and of encrypted PDFs, and unpacks next to nothing.
func Check(r io.ReaderAt, size int64, filename string) (string, error) {
	found, extension := typeByName(filename)
	if found == nil {
		return "", &Error{Reason: Extension, Extension: extension}
	}
	if size == 0 {
		return "", &Error{Reason: Empty, Extension: extension}
	}
	sniffed, err := sniffType(r, size)
	if err != nil {
		return "", err
	}
	if !slices.Contains(found.sniffed, sniffed) {
		return "", &Error{Reason: mismatchReason(r, found), Extension: extension, Found: sniffed}
	}
	// A fault of the reader is told apart from damage of the document.
	watched := &faultReader{r: r}
	err = found.check(watched, size)
	if watched.err != nil {
		return "", watched.err
	}
	var refused *Error
	if errors.As(err, &refused) {
		refused.Extension, refused.Found = extension, sniffed
	}
	if err != nil {
		return "", err
	}
	return found.MediaType, nil
}

// faultReader remembers the first error of a reader that is not its end.
type faultReader struct {
	r   io.ReaderAt
	err error
}

func (f *faultReader) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.r.ReadAt(p, off)
	if err != nil && err != io.EOF && f.err == nil {
		f.err = err
	}
	return n, err
}

// sniffedBytes is the number of bytes that mimetype looks at.
const sniffedBytes = 3072

func sniffType(r io.ReaderAt, size int64) (string, error) {
	b := make([]byte, min(size, sniffedBytes))
	if n, err := r.ReadAt(b, 0); n < len(b) {
		return "", err
	}
	found, _, _ := strings.Cut(mimetype.Detect(b).String(), ";")
	return found, nil
}

// mismatchReason tells an encrypted office document, which hides in an OLE file, from content of another type.
func mismatchReason(r io.ReaderAt, t *Type) Reason {
	if slices.Equal(t.sniffed, officeTypes) && holdsEncryptedPackage(r) {
		return Encrypted
	}
	return Mismatch
}

func typeByName(filename string) (*Type, string) {
	extension := strings.ToLower(path.Ext(CleanName(filename)))
	for i, t := range types {
		if slices.Contains(t.Extensions, extension) {
			return &types[i], extension
		}
	}
	return nil, extension
}
