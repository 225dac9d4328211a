package errs

import (
	"errors"
	"fmt"
)

// failuresKept is how many failures are told one by one.
const failuresKept = 10

// Failures are what went wrong of many things that are done one after the other, where one that fails keeps no other from being done. The first are kept
// as they were, of the others how many there were.
type Failures struct {
	first []error
	n     int
}

// Add notes what came of one thing; nil is no failure.
func (f *Failures) Add(err error) {
	if err == nil {
		return
	}
	if f.n++; len(f.first) < failuresKept {
		f.first = append(f.first, err)
	}
}

// Err is all of them, nil where nothing failed.
func (f *Failures) Err() error {
	err := errors.Join(f.first...)
	if more := f.n - len(f.first); more > 0 {
		return fmt.Errorf("%w\nand %d more", err, more)
	}
	return err
}
