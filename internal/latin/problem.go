package latin

import (
	"errors"

	"schalter/internal/errs"
)

// AddProblem adds what is wrong with a text, by one of the checks here, as a problem of a field of an input; nothing where err is nil.
func AddProblem(ps *errs.Problems, err error, field ...string) {
	var bad *Error
	switch {
	case err == nil:
	case !errors.As(err, &bad) || bad.Reason == BadEncoding:
		ps.Add(errs.InvalidValue, field...)
	case bad.Reason == TooLong:
		key, args := bad.Sentence()
		ps.AddText(errs.TooLong, key, args, field...)
	default:
		key, args := bad.Sentence()
		ps.AddText(errs.InvalidValue, key, args, field...)
	}
}
