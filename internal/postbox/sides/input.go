package sides

import (
	"errors"
	"slices"

	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
)

// ValidateText checks free text of a field and puts it into NFC with line feeds; what is at fault becomes a problem of the field.
func ValidateText(ps *errs.Problems, value *string, limit int, required bool, field string) {
	checked, err := latin.Text(*value, limit)
	addProblem(ps, err, field)
	if err == nil {
		*value = checked
	}
	if required && err == nil && latin.Blank(checked) {
		ps.Add(errs.Required, field)
	}
}

// ValidateLine is ValidateText for one line.
func ValidateLine(ps *errs.Problems, value *string, limit int, required bool, field string) {
	checked, err := latin.Line(*value, limit)
	addProblem(ps, err, field)
	if err == nil {
		*value = checked
	}
	if required && err == nil && latin.Blank(checked) {
		ps.Add(errs.Required, field)
	}
}

// addProblem adds what package latin found as a problem of a field.
func addProblem(ps *errs.Problems, err error, field string) {
	var fault *latin.Error
	switch {
	case err == nil:
	case !errors.As(err, &fault) || fault.Reason == latin.BadEncoding:
		ps.Add(errs.InvalidValue, field)
	case fault.Reason == latin.TooLong:
		ps.AddText(errs.TooLong, "too_long", []any{fault.Limit}, field)
	default:
		key, args := fault.Sentence()
		ps.AddText(errs.InvalidValue, key, args, field)
	}
}

// ValidateIDs checks a list of ids of one kind, none twice, at most limit.
func ValidateIDs(ps *errs.Problems, kind id.Kind, list []string, limit int, field string) {
	if len(list) > limit {
		ps.AddText(errs.TooMany, "too_many", []any{limit}, field)
		return
	}
	for i, v := range list {
		if !id.Is(kind, v) || slices.Contains(list[:i], v) {
			ps.Add(errs.InvalidValue, field)
			return
		}
	}
}

// ValidateIdempotencyKey reports an idempotency key that is missing or too long.
func ValidateIdempotencyKey(ps *errs.Problems, key string) {
	if key == "" {
		ps.Add(errs.Required, "idempotencyKey")
	} else if len(key) > 200 {
		ps.AddText(errs.TooLong, "too_long", []any{200}, "idempotencyKey")
	}
}
