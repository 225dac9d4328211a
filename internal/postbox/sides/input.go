package sides

import (
	"slices"

	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
)

// ValidateText checks free text of a field and puts it into NFC with line feeds; what is at fault becomes a problem of the field.
func ValidateText(ps *errs.Problems, value *string, limit int, required bool, field string) {
	checked, err := latin.Text(*value, limit)
	latin.AddProblem(ps, err, field)
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
	latin.AddProblem(ps, err, field)
	if err == nil {
		*value = checked
	}
	if required && err == nil && latin.Blank(checked) {
		ps.Add(errs.Required, field)
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
