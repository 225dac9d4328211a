package errs_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"schalter/internal/errs"
)

// However many things fail, what is told of them stays short, and nothing is a failure where nothing failed.
func TestFailuresStayShort(t *testing.T) {
	t.Parallel()
	var none errs.Failures
	none.Add(nil)
	if err := none.Err(); err != nil {
		t.Errorf("nothing failed: %v", err)
	}
	var some errs.Failures
	first := errs.New(errs.Unavailable, "no keys now")
	some.Add(first)
	for n := range 99 {
		some.Add(fmt.Errorf("number %d", n))
	}
	err := some.Err()
	if !errors.Is(err, first) || errs.CodeOf(err) != errs.Unavailable || strings.Count(err.Error(), "\n") != 10 || !strings.HasSuffix(err.Error(), "and 90 more") {
		t.Errorf("got %v", err)
	}
}
