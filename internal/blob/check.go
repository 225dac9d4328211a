package blob

import (
	"context"
	"errors"
	"io"
)

// Check fails when nothing can be put into the store now.
func (f *Files) Check(ctx context.Context) error {
	file, err := f.create(".")
	if err != nil {
		return err
	}
	_, err = writeContent(ctx, file.File, func(w io.Writer) error {
		_, err := io.WriteString(w, "check")
		return err
	})
	return errors.Join(err, f.root.Remove(file.Name()))
}
