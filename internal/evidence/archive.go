package evidence

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrUnusable is returned for a file that is no package, or one beyond the limits of the verifier.
var ErrUnusable = errors.New("this file is no package of evidence")

// The limits of the verifier; those of bytes are after unpacking.
const (
	maxFiles     = 100_000
	maxDirectory = 24 << 20
	maxPackage   = 64 << 30
	// maxSmall bounds each file but the documents, which are never held in memory.
	maxSmall = 64 << 20
	// maxRatio is far above what WritePackage reaches (8) and far below a bomb (1,000).
	maxRatio = 100
	maxPath  = 512
)

// archive is a ZIP file that keeps to the limits, and is one thing to every reader: no byte is outside of its entries, and
// the headers at the entries say the same as the directory at the end.
type archive struct {
	files map[string]*zip.File
	order []*zip.File
	// digests are of the files' content as it was read; one that cannot be read has none.
	digests map[string][]byte
}

// frugal reads at most a number of bytes, so that a directory without end is not taken into memory.
type frugal struct {
	io.ReaderAt
	left int64
}

func (f *frugal) ReadAt(b []byte, at int64) (int, error) {
	if f.left -= int64(len(b)); f.left < 0 {
		return 0, fmt.Errorf("%w: its directory is too long", ErrUnusable)
	}
	return f.ReaderAt.ReadAt(b, at)
}

func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	reader := &frugal{r, maxDirectory}
	z, err := zip.NewReader(reader, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	// The limit was for the directory.
	reader.left = 1<<63 - 1
	a := &archive{files: map[string]*zip.File{}, order: z.File, digests: map[string][]byte{}}
	if err := a.checkSizes(size); err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if !plainName(f.Name) || a.files[f.Name] != nil {
			return nil, fmt.Errorf("%w: the name %.100q", ErrUnusable, f.Name)
		}
		a.files[f.Name] = f
	}
	if a.files[fileIndex] == nil && a.files[fileManifest] == nil {
		return nil, fmt.Errorf("%w: it has neither %s nor %s", ErrUnusable, fileIndex, fileManifest)
	}
	return a, a.checkLayout(r)
}

func (a *archive) checkSizes(size int64) error {
	if len(a.order) > maxFiles {
		return fmt.Errorf("%w: more than %d files", ErrUnusable, maxFiles)
	}
	var packed, unpacked uint64
	for _, f := range a.order {
		if f.CompressedSize64 > uint64(size) || f.UncompressedSize64 > maxPackage {
			return fmt.Errorf("%w: the size of %.100q", ErrUnusable, f.Name)
		}
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
		if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
			return fmt.Errorf("%w: %.100q unpacks to more than %d times its size", ErrUnusable, f.Name, maxRatio)
		}
	}
	if packed > uint64(size) || unpacked > maxPackage {
		return fmt.Errorf("%w: it unpacks to %d bytes", ErrUnusable, unpacked)
	}
	return nil
}

// plainName accepts names that stay in their folder on every system and have one form only.
func plainName(name string) bool {
	if name == "" || len(name) > maxPath || !utf8.ValidString(name) || strings.ContainsAny(name, "\\:\x00") {
		return false
	}
	for _, part := range strings.Split(name, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}

// checkLayout walks from header to header. Programs that read a ZIP from its beginning must see what this one sees.
func (a *archive) checkLayout(r io.ReaderAt) error {
	type place struct {
		file       *zip.File
		start, end int64
	}
	var places []place
	for _, f := range a.order {
		start, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrUnusable, err)
		}
		places = append(places, place{f, start, start + int64(f.CompressedSize64)})
	}
	slices.SortStableFunc(places, func(a, b place) int { return int(min(max(a.start-b.start, -1), 1)) })
	end := int64(0)
	for _, p := range places {
		if !headerAt(r, p.file, end, p.start) {
			return fmt.Errorf("%w: something lies before %.100q", ErrUnusable, p.file.Name)
		}
		end = p.end + descriptorAt(r, p.file, p.end)
	}
	return nil
}

// headerAt reports whether the local header between two offsets is that of a file, and nothing else is there.
func headerAt(r io.ReaderAt, f *zip.File, from, to int64) bool {
	var head [30]byte
	if _, err := r.ReadAt(head[:], from); err != nil || string(head[:4]) != "PK\x03\x04" {
		return false
	}
	nameLength, extraLength := int64(binary.LittleEndian.Uint16(head[26:])), int64(binary.LittleEndian.Uint16(head[28:]))
	if from+30+nameLength+extraLength != to || nameLength != int64(len(f.Name)) || binary.LittleEndian.Uint16(head[8:]) != f.Method {
		return false
	}
	name := make([]byte, nameLength)
	_, err := r.ReadAt(name, from+30)
	return err == nil && string(name) == f.Name
}

// descriptorAt is the length of the sizes behind a streamed file: the next header follows at once.
func descriptorAt(r io.ReaderAt, f *zip.File, at int64) int64 {
	if f.Flags&0x8 == 0 {
		return 0
	}
	var b [28]byte
	n, _ := r.ReadAt(b[:], at)
	for _, length := range []int64{16, 24, 12, 20} {
		if next := b[:n]; int64(len(next)) >= length+4 && (bytes.HasPrefix(next[length:], []byte("PK\x03\x04")) || bytes.HasPrefix(next[length:], []byte("PK\x01\x02"))) {
			return length
		}
	}
	return 0
}

// digest reads a file to its end. A file that is damaged has no digest.
func (a *archive) digest(name string) []byte {
	if sum, known := a.digests[name]; known {
		return sum
	}
	sum := sha256.New()
	if a.copy(sum, name) != nil {
		a.digests[name] = nil
		return nil
	}
	a.digests[name] = sum.Sum(nil)
	return a.digests[name]
}

func (a *archive) copy(w io.Writer, name string) error {
	f := a.files[name]
	if f == nil {
		return fmt.Errorf("%s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	n, err := io.Copy(w, io.LimitReader(r, int64(f.UncompressedSize64)+1))
	if err == nil && n != int64(f.UncompressedSize64) {
		err = fmt.Errorf("%s has another length", name)
	}
	return err
}

// read is the content of a small file whose digest was taken; nil if it is missing, damaged or too large.
func (a *archive) read(name string) []byte {
	f := a.files[name]
	if f == nil || f.UncompressedSize64 > maxSmall {
		return nil
	}
	var b bytes.Buffer
	if a.copy(&b, name) != nil {
		return nil
	}
	if sum := sha256.Sum256(b.Bytes()); !bytes.Equal(sum[:], a.digest(name)) {
		return nil
	}
	return append([]byte{}, b.Bytes()...)
}
