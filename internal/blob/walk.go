package blob

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"iter"
	"path"
	"strings"
)

// walk yields every regular file in folders that may hold keys with the prefix, temporary ones too. What vanishes while it
// walks is left out.
func (f *Files) walk(ctx context.Context, prefix string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		visit := func(name string, entry fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case entry.IsDir() && !leadsTo(name, prefix):
				return fs.SkipDir
			case !entry.Type().IsRegular():
				return nil
			}
			info, err := entry.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			if !yield(Entry{Key: name, Size: info.Size(), StoredAt: info.ModTime().UTC()}, nil) {
				return fs.SkipAll
			}
			return nil
		}
		if err := fs.WalkDir(f.root.FS(), ".", visit); err != nil {
			yield(Entry{}, err)
		}
	}
}

// leadsTo reports whether a folder may hold keys with the prefix.
func leadsTo(dir, prefix string) bool {
	return dir == "." || strings.HasPrefix(dir+"/", prefix) || strings.HasPrefix(prefix, path.Clean(dir)+"/")
}

func randomName() string { return strings.ToLower(rand.Text()) }
