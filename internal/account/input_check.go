package account

import (
	"slices"

	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
)

// The lengths of texts in code points.
const (
	maxName   = 100
	maxPhrase = 80
)

// noteGiven notes that something is missing or longer than any secret of ours.
func noteGiven(ps *errs.Problems, s string, field ...string) {
	const limit = 1024
	switch {
	case s == "":
		ps.Add(errs.Required, field...)
	case len(s) > limit:
		ps.AddText(errs.TooLong, "too_long", []any{limit}, field...)
	}
}

// noteName checks a name of a person (DIN 91379) and brings it to NFC; what is blank counts as absent.
func noteName(ps *errs.Problems, name *string, field ...string) {
	if latin.Blank(*name) {
		*name = ""
		return
	}
	checked, err := latin.Name(*name, maxName)
	latin.AddProblem(ps, err, field...)
	if err == nil {
		*name = checked
	}
}

// noteNames checks both names of a person. Who has only one has it as family name, wherever it was typed: letters and lists then
// have one way to write it.
func noteNames(ps *errs.Problems, given, family *string) {
	noteName(ps, given, "givenName")
	noteName(ps, family, "familyName")
	onlyName(given, family)
	if *family == "" {
		ps.Add(errs.Required, "familyName")
	}
}

// onlyName makes the only name of a person the family name.
func onlyName(given, family *string) {
	if *family == "" {
		*given, *family = "", *given
	}
}

func noteLocale(ps *errs.Problems, l Locale, field ...string) {
	if l != German && l != English {
		ps.Add(errs.InvalidValue, field...)
	}
}

// addProblems checks that the ids could be ids; whether they are is for those who own the things.
func (in *StartPlanInput) addProblems(ps *errs.Problems, field string) {
	if in == nil {
		return
	}
	for _, ref := range []struct {
		value *string
		kind  id.Kind
		name  string
	}{
		{in.UndertakingID, id.Undertaking, "undertakingId"},
		{in.AuthorityID, id.Authority, "authorityId"},
		{in.ServiceID, id.Service, "serviceId"},
	} {
		if ref.value != nil && !id.Is(ref.kind, *ref.value) {
			ps.Add(errs.InvalidValue, field, ref.name)
		}
	}
	if in.ARS != nil && !wellFormedARS(*in.ARS) {
		ps.Add(errs.InvalidValue, field, "ars")
	}
	in.noteChoices(ps, field)
}

// maxPlanned is the most choices, and the most services left out, of a start plan; no undertaking has as many services.
const maxPlanned = 100

func (in *StartPlanInput) noteChoices(ps *errs.Problems, field string) {
	choosable := func(c StartPlanChoice) bool {
		return id.Is(id.Service, c.ServiceID) && id.Is(id.Authority, c.AuthorityID)
	}
	if len(in.Choices) > maxPlanned || slices.ContainsFunc(in.Choices, func(c StartPlanChoice) bool { return !choosable(c) }) {
		ps.Add(errs.InvalidValue, field, "choices")
	}
	if len(in.WithoutServiceIDs) > maxPlanned || slices.ContainsFunc(in.WithoutServiceIDs, func(s string) bool { return !id.Is(id.Service, s) }) {
		ps.Add(errs.InvalidValue, field, "withoutServiceIds")
	}
}

// wellFormedARS holds for 2, 3, 5, 9 or 12 digits.
func wellFormedARS(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	switch len(s) {
	case 2, 3, 5, 9, 12:
		return true
	}
	return false
}

// plan is nil when nothing is planned.
func (in *StartPlanInput) plan() *StartPlan {
	if in == nil || in.UndertakingID == nil && in.AuthorityID == nil && in.ServiceID == nil && in.ARS == nil {
		return nil
	}
	return &StartPlan{UndertakingID: in.UndertakingID, AuthorityID: in.AuthorityID, ServiceID: in.ServiceID, ARS: in.ARS,
		Choices: in.Choices, WithoutServiceIDs: in.WithoutServiceIDs}
}
