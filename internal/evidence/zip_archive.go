package evidence

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
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

// archive is a ZIP file of the one form that WritePackage writes: every byte of it is a header that says what it must, a name,
// or the content of an entry, so that it is one thing to every reader.
type archive struct {
	source io.ReaderAt
	files  map[string]*member
	order  []*member
	// digests are of the files' content as it was read; one that cannot be read has none.
	digests map[string][]byte
}

func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	d, err := readDirectory(r, size)
	if err != nil {
		return nil, err
	}
	a := &archive{source: r, files: map[string]*member{}, order: d.members, digests: map[string][]byte{}}
	if err := a.checkSizes(size); err != nil {
		return nil, err
	}
	for _, m := range a.order {
		if !plainName(m.name) || a.files[m.name] != nil {
			return nil, fmt.Errorf("%w: the name %.100q", ErrUnusable, m.name)
		}
		a.files[m.name] = m
	}
	if a.files[fileIndex] == nil && a.files[fileManifest] == nil {
		return nil, fmt.Errorf("%w: it has neither %s nor %s", ErrUnusable, fileIndex, fileManifest)
	}
	return a, d.checkLayout(r)
}

func (a *archive) checkSizes(size int64) error {
	if len(a.order) > maxFiles {
		return fmt.Errorf("%w: more than %d files", ErrUnusable, maxFiles)
	}
	var packed, unpacked uint64
	for _, m := range a.order {
		if m.packed > uint64(size) || m.size > maxPackage || m.method == stored && m.packed != m.size {
			return fmt.Errorf("%w: the size of %.100q", ErrUnusable, m.name)
		}
		packed += m.packed
		unpacked += m.size
		if m.size > 1<<20 && m.size/maxRatio > m.packed {
			return fmt.Errorf("%w: %.100q unpacks to more than %d times its size", ErrUnusable, m.name, maxRatio)
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

// copy writes a file's content. It fails unless the file is as long as its headers say, has their checksum, and its packed bytes
// are used up.
func (a *archive) copy(w io.Writer, name string) error {
	m := a.files[name]
	if m == nil {
		return fmt.Errorf("%s is missing", name)
	}
	packed := bufio.NewReader(io.NewSectionReader(a.source, m.start, int64(m.packed)))
	content := io.Reader(packed)
	if m.method == deflated {
		content = flate.NewReader(packed)
	}
	sum := crc32.NewIEEE()
	n, err := io.Copy(io.MultiWriter(w, sum), io.LimitReader(content, int64(m.size)+1))
	if err != nil {
		return err
	}
	// A reader that gives bytes one by one is left at the byte behind the stream.
	if _, err := packed.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s has something behind its content", name)
	}
	if n != int64(m.size) || sum.Sum32() != m.crc {
		return fmt.Errorf("%s has another length or checksum", name)
	}
	return nil
}

// read is the content of a small file whose digest was taken; nil if it is missing, damaged or too large.
func (a *archive) read(name string) []byte {
	m := a.files[name]
	if m == nil || m.size > maxSmall {
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
