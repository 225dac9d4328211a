package blob

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
	"time"
)

// aside is the folder of blobs that nobody named when somebody looked, one folder in it for each day. No key leads there.
const (
	aside     = ".orphans"
	dayFormat = "20060102"
)

// SetAside takes a blob out of use without destroying it, on a day. Open brings it back, Delete destroys it there.
func (f *Files) SetAside(ctx context.Context, key string, day time.Time) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := f.find(key); err != nil {
		return err
	}
	place := path.Join(aside, day.UTC().Format(dayFormat), key)
	if err := f.makeFolders(path.Dir(place)); err != nil {
		return err
	}
	return f.moveDurably(key, place)
}

// moveDurably renames a file and makes both folders durable: first the one in which it appears.
func (f *Files) moveDurably(from, to string) error {
	if err := f.root.Rename(from, to); err != nil {
		return err
	}
	return errors.Join(f.syncFolder(path.Dir(to)), f.syncFolder(path.Dir(from)))
}

// BringBack puts a blob that was set aside back in its place; ErrNotFound when it was not. A blob that is in its place stays.
func (f *Files) BringBack(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	missing := f.find(key)
	if !errors.Is(missing, ErrNotFound) {
		return missing
	}
	place, err := f.findAside(key)
	if err != nil {
		return err
	}
	if place == "" {
		return missing
	}
	if err := f.makeFolders(path.Dir(key)); err != nil {
		return err
	}
	return f.moveDurably(place, key)
}

// findAside is where a blob lies that was set aside, the last time if there are several; empty for none.
func (f *Files) findAside(key string) (string, error) {
	days, err := f.asideDays()
	if err != nil {
		return "", err
	}
	for _, day := range slices.Backward(days) {
		place := path.Join(aside, day, key)
		err := f.find(place)
		if err == nil {
			return place, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return "", err
		}
	}
	return "", nil
}

// asideDays are the days on which blobs were set aside that are still there, the first one first.
func (f *Files) asideDays() ([]string, error) {
	entries, err := fs.ReadDir(f.root.FS(), aside)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var days []string
	for _, entry := range entries {
		if _, err := time.Parse(dayFormat, entry.Name()); err == nil && entry.IsDir() {
			days = append(days, entry.Name())
		}
	}
	return days, err
}

func (f *Files) removeAside(key string) error {
	for {
		place, err := f.findAside(key)
		if err != nil || place == "" {
			return err
		}
		if err := f.remove(place); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
}

// Aside yields the blobs that were set aside; StoredAt is the beginning of the day on which that was.
func (f *Files) Aside(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for file, err := range f.walk(ctx, aside+"/") {
			if err != nil {
				yield(Entry{}, err)
				return
			}
			day, key, _ := strings.Cut(strings.TrimPrefix(file.Key, aside+"/"), "/")
			at, err := time.Parse(dayFormat, day)
			if err != nil || checkKey(key) != nil || !strings.HasPrefix(file.Key, aside+"/") {
				continue
			}
			if !yield(Entry{Key: key, Size: file.Size, StoredAt: at}, nil) {
				return
			}
		}
	}
}

// destroyAside destroys what was set aside before a day, with the folders of those days.
func (f *Files) destroyAside(ctx context.Context, before time.Time) (destroyed int, err error) {
	days, err := f.asideDays()
	if err != nil {
		return 0, err
	}
	for _, day := range days {
		if at, err := time.Parse(dayFormat, day); err != nil || !at.Before(before) {
			continue
		}
		folder := path.Join(aside, day) + "/"
		for file, err := range f.walk(ctx, folder) {
			if err != nil {
				return destroyed, err
			}
			// On the way there the walk meets files of other folders.
			if !strings.HasPrefix(file.Key, folder) {
				continue
			}
			if err := f.root.Remove(file.Key); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return destroyed, err
			}
			destroyed++
		}
		if err := f.root.RemoveAll(path.Join(aside, day)); err != nil {
			return destroyed, err
		}
	}
	return destroyed, nil
}
