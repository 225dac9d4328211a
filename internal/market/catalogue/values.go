package catalogue

import (
	"strconv"

	"schalter/internal/errs"
	"schalter/internal/latin"
)

// maxValue is the length of a parameter's value, in code points.
const maxValue = 1_000

// RolloutParameter is a parameter of a sheet with what a municipality filled in (type RolloutParameter of the contract).
type RolloutParameter struct {
	Parameter *OfferingParameter
	// Value is nil while nothing was.
	Value *string
}

// RolloutParameterInput is a value for a parameter (input RolloutParameterInput of the contract); a nil one clears it.
type RolloutParameterInput struct {
	Key   string
	Value *string
}

// Filled are the parameters of the sheet with their values; values of parameters that the sheet does not have are left out.
func (s *Sheet) Filled(values map[string]string) []*RolloutParameter {
	list := make([]*RolloutParameter, len(s.Parameters))
	for i, p := range s.Parameters {
		list[i] = &RolloutParameter{Parameter: p}
		if v, ok := values[p.Key]; ok {
			list[i].Value = &v
		}
	}
	return list
}

// Fill puts new values into those that are there, as far as the sheet has the parameters; what is refused is noted under the field.
func (s *Sheet) Fill(ps *errs.Problems, values map[string]string, in []*RolloutParameterInput, field string) map[string]string {
	filled := map[string]string{}
	for _, p := range s.Filled(values) {
		if p.Value != nil {
			filled[p.Parameter.Key] = *p.Value
		}
	}
	known := map[string]bool{}
	for _, p := range s.Parameters {
		known[p.Key] = true
	}
	for i, given := range in {
		switch {
		case !known[given.Key]:
			ps.AddText(errs.Missing, "parameter_unknown", nil, field, strconv.Itoa(i))
		case given.Value == nil || latin.Blank(*given.Value):
			delete(filled, given.Key)
		default:
			checked, err := latin.Text(*given.Value, maxValue)
			if err != nil {
				latin.AddProblem(ps, err, field, strconv.Itoa(i))
			} else {
				filled[given.Key] = checked
			}
		}
	}
	return filled
}
