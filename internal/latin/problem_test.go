package latin

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"schalter/internal/errs"
)

func TestWhatIsWrongWithATextIsAProblemOfItsField(t *testing.T) {
	t.Parallel()
	found := func(_ string, err error) error { return err }
	for name, one := range map[string]struct {
		err  error
		rule errs.Rule
		text string
	}{
		"long":        {found(Line(strings.Repeat("a", 5), 4)), errs.TooLong, "too_long"},
		"two lines":   {found(Line("a\nb", 4)), errs.InvalidValue, "one_line"},
		"foreign":     {found(Address("日本", 4)), errs.InvalidValue, "character_refused"},
		"no encoding": {found(Line("\xff", 4)), errs.InvalidValue, ""},
		"of another":  {errors.New("something else"), errs.InvalidValue, ""},
	} {
		var ps errs.Problems
		AddProblem(&ps, one.err, "contact", "name")
		r := errs.AsRefusal(ps.Err())
		if r == nil || len(r.Problems) != 1 || r.Problems[0].Rule != one.rule || r.Problems[0].Text != one.text || !slices.Equal(r.Problems[0].Field, []string{"contact", "name"}) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	var none errs.Problems
	if AddProblem(&none, nil, "name"); none.Err() != nil {
		t.Error(none.Err())
	}
}
