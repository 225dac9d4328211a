package scan

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"path"
	"slices"
	"strings"
)

const (
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	sheetType     = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	openTextType  = "application/vnd.oasis.opendocument.text"
	openSheetType = "application/vnd.oasis.opendocument.spreadsheet"
)

// officeTypes are the types that mimetype may find in an office document: it guesses from the first entries.
var officeTypes = []string{"application/zip", wordType, sheetType, openTextType, openSheetType}

// The bounds of an office document. Real ones have some hundred entries and shrink to a twentieth; text that repeats may
// shrink to a hundredth.
const (
	maxEntries   = 10_000
	maxRatio     = 100
	maxUnpacked  = 2 << 30
	freeUnpacked = 100 << 20
	// maxManifest bounds what is unpacked: the list of parts of the document.
	maxManifest = 1 << 20
)

// checkOfficeDocument returns the check of an office document that is a ZIP of one media type.
func checkOfficeDocument(want string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, size int64) error {
		if err := checkDirectory(r, size); err != nil {
			return err
		}
		z, err := zip.NewReader(r, size)
		if err != nil {
			return &Error{Reason: Damaged}
		}
		if err := checkEntries(z, size); err != nil {
			return err
		}
		if strings.Contains(want, "opendocument") {
			return checkOpenDocument(z, want)
		}
		return checkOfficeOpen(z, want)
	}
}

func checkEntries(z *zip.Reader, size int64) error {
	var packed, unpacked uint64
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return &Error{Reason: Encrypted}
		}
		if isActivePart(strings.ToLower(f.Name)) {
			return &Error{Reason: Active}
		}
		packed = addSaturated(packed, f.CompressedSize64)
		unpacked = addSaturated(unpacked, f.UncompressedSize64)
	}
	switch {
	case len(z.File) > maxEntries, unpacked > maxUnpacked, unpacked > freeUnpacked && unpacked/maxRatio > uint64(size):
		return &Error{Reason: Bomb}
	case packed > uint64(size):
		// Entries that share their bytes are how a small archive unpacks to petabytes without a high ratio in any entry.
		return &Error{Reason: Bomb}
	}
	return nil
}

// addSaturated adds sizes that a file claims, without overflow.
func addSaturated(a, b uint64) uint64 {
	if a+b < a {
		return 1<<64 - 1
	}
	return a + b
}

// programExtensions are extensions of entries that no letter or table needs.
var programExtensions = []string{
	".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".lnk", ".jar",
	".sh", ".docm", ".xlsm", ".xlsb",
}

// isActivePart reports whether a part of an office document, named in lower case, can run.
func isActivePart(name string) bool {
	folder, file := path.Split(strings.ReplaceAll(name, "\\", "/"))
	switch {
	case strings.HasPrefix(file, "vbaproject") || strings.HasPrefix(file, "vbadata") || strings.HasPrefix(file, "oleobject"):
		return true
	case strings.Contains(folder, "activex/") || strings.Contains(folder, "macrosheets/"):
		return true
	case strings.HasPrefix(folder, "scripts/"):
		return file != ""
	case strings.HasPrefix(folder, "basic/"):
		// Empty libraries have only these lists.
		return file != "" && !slices.Contains([]string{"script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"}, file)
	}
	return slices.Contains(programExtensions, path.Ext(file))
}

func checkOfficeOpen(z *zip.Reader, want string) error {
	manifest, err := readOnlyPart(z, "[Content_Types].xml")
	if err != nil {
		return err
	}
	for _, mark := range []string{"macroenabled", "vbaproject", "activex", "macrosheet", "oleobject"} {
		if bytes.Contains(bytes.ToLower(manifest), []byte(mark)) {
			return &Error{Reason: Active}
		}
	}
	switch {
	case bytes.Contains(manifest, []byte("&#")) || bytes.Contains(manifest, []byte("<!")):
		// No program writes references or comments here; they would hide a type from this check.
		return &Error{Reason: Damaged}
	case !bytes.Contains(manifest, []byte(want+".main+xml")):
		return &Error{Reason: Mismatch}
	}
	return nil
}

func checkOpenDocument(z *zip.Reader, want string) error {
	declared, err := readOnlyPart(z, "mimetype")
	if err != nil {
		return err
	}
	if strings.TrimSpace(string(declared)) != want {
		return &Error{Reason: Mismatch}
	}
	manifest, err := readOnlyPart(z, "META-INF/manifest.xml")
	if err != nil {
		return err
	}
	switch {
	case bytes.Contains(manifest, []byte("encryption-data")):
		return &Error{Reason: Encrypted}
	case bytes.Contains(manifest, []byte("application/vnd.sun.star.oleobject")):
		return &Error{Reason: Active}
	}
	return nil
}

// readOnlyPart unpacks one named part, of which there must be exactly one: programs differ in which of two they read.
func readOnlyPart(z *zip.Reader, name string) ([]byte, error) {
	var found []*zip.File
	for _, f := range z.File {
		if strings.EqualFold(f.Name, name) {
			found = append(found, f)
		}
	}
	switch len(found) {
	case 0:
		return nil, &Error{Reason: Mismatch}
	case 1:
		return unpackPart(found[0])
	}
	return nil, &Error{Reason: Damaged}
}

// unpackPart reads a part of at most maxManifest bytes, whatever size it claims.
func unpackPart(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, &Error{Reason: Damaged}
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, maxManifest+1))
	if err != nil {
		return nil, &Error{Reason: Damaged}
	}
	if len(b) > maxManifest {
		return nil, &Error{Reason: Bomb}
	}
	return b, nil
}

// maxDirectory bounds the list of entries in bytes, which archive/zip would read whole into memory.
const maxDirectory = 2 << 20

// checkDirectory finds where the list of entries begins, as archive/zip will, and bounds it (APPNOTE.TXT 4.3.12 to 4.3.16).
func checkDirectory(r io.ReaderAt, size int64) error {
	const record, longest = 22, 22 + 1<<16
	tail := make([]byte, min(size, longest))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); n < len(tail) {
		return err
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < record {
		return &Error{Reason: Damaged}
	}
	end := size - int64(len(tail)-at)
	start := int64(binary.LittleEndian.Uint32(tail[at+16:]))
	if start == 1<<32-1 {
		start = zip64Directory(r, end)
	}
	switch {
	case start < 0 || start > end:
		return &Error{Reason: Damaged}
	case end-start > maxDirectory:
		return &Error{Reason: Bomb}
	}
	return nil
}

// zip64Directory reads the start of the list of entries of an archive whose fields are too small for it, or -1.
func zip64Directory(r io.ReaderAt, end int64) int64 {
	locator, record := make([]byte, 20), make([]byte, 56)
	if _, err := r.ReadAt(locator, max(0, end-20)); err != nil || !bytes.HasPrefix(locator, []byte("PK\x06\x07")) {
		return -1
	}
	at := int64(binary.LittleEndian.Uint64(locator[8:]))
	if at < 0 || at > end {
		return -1
	}
	if _, err := r.ReadAt(record, at); err != nil || !bytes.HasPrefix(record, []byte("PK\x06\x06")) {
		return -1
	}
	return int64(binary.LittleEndian.Uint64(record[48:]))
}

// holdsEncryptedPackage reports whether an OLE file holds an encrypted office document: its first directory sector names the
// stream EncryptedPackage (MS-OFFCRYPTO 2.3.4.4, MS-CFB 2.2).
func holdsEncryptedPackage(r io.ReaderAt) bool {
	header := make([]byte, 512)
	if _, err := r.ReadAt(header, 0); err != nil || !bytes.HasPrefix(header, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return false
	}
	shift := binary.LittleEndian.Uint16(header[30:])
	if shift != 9 && shift != 12 {
		return false
	}
	directory := make([]byte, 1<<shift)
	at := (int64(binary.LittleEndian.Uint32(header[48:])) + 1) << shift
	n, err := r.ReadAt(directory, at)
	if err != nil && err != io.EOF {
		return false
	}
	var name []byte
	for _, c := range []byte("EncryptedPackage") {
		name = append(name, c, 0)
	}
	return bytes.Contains(directory[:n], name)
}
