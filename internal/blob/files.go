package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"
	"syscall"
	"time"
)

// Files is a Store in a folder of the file system, one file a blob. A file that is being written carries a name that no key
// has and lies beside its place, so that a rename makes it appear whole.
type Files struct{ root *os.Root }

var _ Store = (*Files)(nil)

// temporary begins the names of files being written; keys cannot begin a part with a dot.
const temporary = ".put-"

const (
	folderMode = 0o700
	fileMode   = 0o600
)

// OpenFiles opens a folder as a store and makes it if it is missing. Nothing outside of it is ever touched, also not through
// symbolic links.
func OpenFiles(dir string) (*Files, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	// A folder that was there before may be open to others; where it is not ours to close, the files in it still are.
	if info, err := root.Stat("."); err == nil && info.Mode().Perm()&^folderMode != 0 {
		_ = root.Chmod(".", folderMode)
	}
	return &Files{root}, nil
}

// Close releases the folder; blobs opened before stay readable.
func (f *Files) Close() error { return f.root.Close() }

// Put implements Store.
func (f *Files) Put(ctx context.Context, key string, write func(io.Writer) error) (size int64, err error) {
	if err := checkKey(key); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	file, err := f.create(path.Dir(key))
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			f.root.Remove(file.Name())
		}
	}()
	size, err = writeContent(ctx, file.File, write)
	if err != nil {
		return 0, err
	}
	if err := f.root.Rename(file.Name(), key); err != nil {
		return 0, err
	}
	return size, f.syncFolder(path.Dir(key))
}

// temp is a file being written; its name is relative to the root.
type temp struct {
	*os.File
	name string
}

// Name returns the path below the root.
func (t temp) Name() string { return t.name }

func (f *Files) create(dir string) (temp, error) {
	if err := f.makeFolders(dir); err != nil {
		return temp{}, err
	}
	name := path.Join(dir, temporary+randomName())
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	return temp{file, name}, err
}

// makeFolders makes what is missing on the way to dir and syncs each parent, so that the way is as durable as the blob.
func (f *Files) makeFolders(dir string) error {
	if _, err := f.root.Stat(dir); err == nil {
		return nil
	}
	if err := f.makeFolders(path.Dir(dir)); err != nil {
		return err
	}
	if err := f.root.Mkdir(dir, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return f.syncFolder(path.Dir(dir))
}

func (f *Files) syncFolder(dir string) error {
	d, err := f.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// writeContent writes the content, makes it durable and closes the file in every case.
func writeContent(ctx context.Context, file *os.File, write func(io.Writer) error) (int64, error) {
	w := &writer{ctx: ctx, file: file}
	err := write(w)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return w.size, err
}

// writer stops writing when the context ends.
type writer struct {
	ctx  context.Context
	file *os.File
	size int64
}

func (w *writer) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.file.Write(p)
	w.size += int64(n)
	return n, err
}

// Open implements Store.
func (f *Files) Open(ctx context.Context, key string) (Blob, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err := f.find(key)
	if errors.Is(err, ErrNotFound) {
		// Somebody names it though it was set aside: it was no orphan.
		err = f.BringBack(ctx, key)
	}
	if err != nil {
		return nil, err
	}
	file, err := f.root.Open(key)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, err
	}
	return &opened{ctx: ctx, file: file, size: info.Size()}, nil
}

// find returns ErrNotFound unless there is a file at the key: a folder of other keys holds nothing itself.
func (f *Files) find(key string) error {
	info, err := f.root.Lstat(key)
	if errors.Is(err, syscall.ENOTDIR) || err == nil && !info.Mode().IsRegular() {
		return &fs.PathError{Op: "open", Path: key, Err: ErrNotFound}
	}
	return err
}

type opened struct {
	ctx  context.Context
	file *os.File
	size int64
}

func (o *opened) ReadAt(p []byte, off int64) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	return o.file.ReadAt(p, off)
}

func (o *opened) Close() error { return o.file.Close() }
func (o *opened) Size() int64  { return o.size }

// Delete implements Store. The folder of the blob stays: another Put may be about to use it.
func (f *Files) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := f.removeAside(key); err != nil {
		return err
	}
	err := f.find(key)
	if err == nil {
		err = f.remove(key)
	}
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// remove removes a file for good.
func (f *Files) remove(name string) error {
	if err := f.root.Remove(name); err != nil {
		return err
	}
	return f.syncFolder(path.Dir(name))
}

// List implements Store. Files being written are not blobs yet and are left out.
func (f *Files) List(ctx context.Context, prefix string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for file, err := range f.walk(ctx, prefix) {
			if err != nil {
				yield(Entry{}, err)
				return
			}
			if checkKey(file.Key) != nil || !strings.HasPrefix(file.Key, prefix) {
				continue
			}
			if !yield(file, nil) {
				return
			}
		}
	}
}

// Sweep removes what a dead process left half written: temporary files last written to before a time, which should be hours
// ago. It returns their number.
func (f *Files) Sweep(ctx context.Context, before time.Time) (int, error) {
	swept := 0
	for file, err := range f.walk(ctx, "") {
		if err != nil {
			return swept, err
		}
		if !strings.HasPrefix(path.Base(file.Key), temporary) || !file.StoredAt.Before(before) {
			continue
		}
		if err := f.root.Remove(file.Key); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return swept, err
		}
		swept++
	}
	return swept, nil
}
