package blob

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// ownerFile holds the id of the instance that a store belongs to; no key leads there.
const ownerFile = ".instance"

// maxOwner bounds an id, in bytes.
const maxOwner = 200

// ErrOwned is returned by SetOwner for a store that belongs to another instance.
var ErrOwned = errors.New("the blob store belongs to another instance")

// Owner is the id of the instance that the store belongs to; empty when it says none.
func (f *Files) Owner() (string, error) {
	file, err := f.root.Open(ownerFile)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxOwner))
	return strings.TrimSpace(string(b)), err
}

// SetOwner has a store belong to an instance, for good. Another one that does so at the same time is not written over: ErrOwned.
func (f *Files) SetOwner(id string) error {
	name, err := f.writeOwner(id)
	if err != nil {
		return err
	}
	_ = f.root.Link(name, ownerFile) // what counts is what the file says then
	owner, readErr := f.Owner()
	switch {
	case readErr != nil:
		return errors.Join(readErr, f.root.Remove(name))
	case owner == id:
		return errors.Join(f.root.Remove(name), f.syncFolder("."))
	case owner != "":
		return errors.Join(ErrOwned, f.root.Remove(name))
	}
	// A file system without links, or an empty file of somebody who died over it.
	return f.moveDurably(name, ownerFile)
}

// ReplaceOwner has a store belong to an instance, whomever it belonged to.
func (f *Files) ReplaceOwner(id string) error {
	name, err := f.writeOwner(id)
	if err != nil {
		return err
	}
	return f.moveDurably(name, ownerFile)
}

// writeOwner writes the id into a file of another name, durably.
func (f *Files) writeOwner(id string) (name string, err error) {
	file, err := f.create(".")
	if err != nil {
		return "", err
	}
	_, err = file.WriteString(id + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", errors.Join(err, f.root.Remove(file.Name()))
	}
	return file.Name(), nil
}
