// Package blob keeps opaque bytes by key. It knows nothing of their meaning; what must be secret is sealed before it comes
// here. Begin with [Store]; [Files] is a store in a folder, [Sweeper] removes what no row names any more.
//
// Callers put a blob first and then commit the row that names it: a crash in between leaves a blob that nobody names, which the
// sweep finds, and never a row without its blob.
//
// A key is a path of lower-case names, such as document/7v/doc_01j…: at most 200 bytes; parts of letters, digits, hyphens,
// underscores and inner dots, parted by slashes. It fits a file system and an object store alike.
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"regexp"
	"time"
)

// ErrNotFound is returned by Open for a key that holds nothing; it is fs.ErrNotExist.
var ErrNotFound = fs.ErrNotExist

// ErrBadKey is returned for a key of another form than this package describes.
var ErrBadKey = errors.New("malformed blob key")

// Store keeps blobs. A blob is whole or not there; it never changes, a second Put replaces it. Safe for concurrent use, also
// by several processes.
type Store interface {
	// Put stores what write writes and returns its size in bytes. The blob is durable when Put returns nil. If write fails
	// or ctx ends, Put returns that error and nothing is left, an earlier blob of the key stays.
	Put(ctx context.Context, key string, write func(io.Writer) error) (int64, error)
	// Open returns the blob of a key, or an error that is ErrNotFound. Reads fail with ctx's error once ctx has ended.
	Open(ctx context.Context, key string) (Blob, error)
	// Delete removes a blob; a key that holds nothing is no error.
	Delete(ctx context.Context, key string) error
	// List yields the blobs whose key begins with a prefix, in no set order; it may stop with an error.
	List(ctx context.Context, prefix string) iter.Seq2[Entry, error]
}

// Blob is one opened blob; the caller closes it. It stays readable when it is deleted meanwhile.
type Blob interface {
	io.ReaderAt
	io.Closer
	// Size is the number of bytes.
	Size() int64
}

// Entry is one listed blob.
type Entry struct {
	Key string
	// Size is the number of bytes.
	Size int64
	// StoredAt is when the blob became durable, by the clock of the store.
	StoredAt time.Time
}

// From makes a write function of a reader.
func From(r io.Reader) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.Copy(w, r)
		return err
	}
}

const (
	maxKey = 200
	part   = `[a-z0-9]([a-z0-9_.-]*[a-z0-9_-])?`
)

var keyForm = regexp.MustCompile(`^` + part + `(/` + part + `)*$`)

func checkKey(key string) error {
	if len(key) > maxKey || !keyForm.MatchString(key) {
		return fmt.Errorf("%w (%d bytes)", ErrBadKey, len(key))
	}
	return nil
}
