package legal

import "testing"

// Dated histories of one application: what the authority told, and until when it has time (Art. 42a BayVwVfG: three months, § 2 Abs. 3 BayGastV:
// two weeks since 1 June 2025). Every state meets every step.
func TestDeemedApprovalFollowsWhatTheAuthorityTold(t *testing.T) {
	t.Parallel()
	complete := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldComplete, Day: d, By: "complete " + string(d)} }
	missing := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldMissing, Day: d, By: "missing"} }
	extended := func(d, until Day) ApprovalStep {
		return ApprovalStep{Told: ToldExtended, Day: d, Until: until, By: "extended " + string(until)}
	}
	decided := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldDecision, Day: d, By: "decision"} }
	const general, gastronomy = "", "§ 2 Abs. 3 BayGastV"
	for name, c := range map[string]struct {
		basis         string
		steps         []ApprovalStep
		runs, decided bool
		day           Day
		by            string
	}{
		"nothing told": {general, nil, false, false, "", ""},
		"documents asked for before anything began":             {general, []ApprovalStep{missing("2026-03-02")}, false, false, "", ""},
		"an extension of what does not run":                     {general, []ApprovalStep{extended("2026-03-02", "2026-09-01")}, false, false, "", ""},
		"a decision without a period":                           {general, []ApprovalStep{decided("2026-03-02")}, false, false, "", ""},
		"Art. 42a: three months":                                {general, []ApprovalStep{complete("2026-03-02")}, true, false, "2026-06-02", "complete 2026-03-02"},
		"Art. 42a: the end on Whit Monday moves":                {general, []ApprovalStep{complete("2026-02-25")}, true, false, "2026-05-26", "complete 2026-02-25"},
		"Gestattung: two weeks":                                 {gastronomy, []ApprovalStep{complete("2026-03-02")}, true, false, "2026-03-16", "complete 2026-03-02"},
		"Gestattung: complete on the last day of the old rule":  {gastronomy, []ApprovalStep{complete("2025-05-31")}, true, false, "2025-09-01", "complete 2025-05-31"},
		"Gestattung: complete on the first day of the new rule": {gastronomy, []ApprovalStep{complete("2025-06-01")}, true, false, "2025-06-16", "complete 2025-06-01"},
		"told twice, it began the first time":                   {gastronomy, []ApprovalStep{complete("2026-03-02"), complete("2026-03-09")}, true, false, "2026-03-16", "complete 2026-03-02"},
		"stopped by asking for documents":                       {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-03-04")}, false, false, "", ""},
		"begun again when they came":                            {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-03-04"), complete("2026-03-20")}, true, false, "2026-04-07", "complete 2026-03-20"},
		"extended":                                              {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30")}, true, false, "2026-03-30", "extended 2026-03-30"},
		"extended once only":                                    {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30"), extended("2026-03-20", "2026-05-04")}, true, false, "2026-03-30", "extended 2026-03-30"},
		"an extension that would shorten changes no day":        {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-12")}, true, false, "2026-03-16", "extended 2026-03-12"},
		"extended, stopped and begun again: the later day":      {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30"), missing("2026-03-12"), complete("2026-03-25")}, true, false, "2026-04-08", "complete 2026-03-25"},
		"decided in time":                                       {gastronomy, []ApprovalStep{complete("2026-03-02"), decided("2026-03-10")}, true, true, "2026-03-16", "complete 2026-03-02"},
		"asked and extended after the decision":                 {gastronomy, []ApprovalStep{complete("2026-03-02"), decided("2026-03-10"), missing("2026-03-11"), extended("2026-03-12", "2026-04-20")}, true, true, "2026-03-16", "complete 2026-03-02"},
		"another application after the decision":                {gastronomy, []ApprovalStep{complete("2026-03-02"), decided("2026-03-10"), complete("2026-05-04")}, true, false, "2026-05-18", "complete 2026-05-04"},
		"decided while documents are asked for, no period runs": {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-03-04"), decided("2026-03-10")}, false, false, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := ApprovalAfter(c.steps)
			if a.Runs != c.runs || a.Decided != c.decided {
				t.Fatalf("%+v", a)
			}
			if !a.Runs {
				return
			}
			rule, ok := Shipped().Special(DeemedApproval, BayVwVfG, DocumentsComplete, c.basis, a.Begins)
			if !ok {
				t.Fatal("no rule")
			}
			res := Compute(rule, a.Begins, "09461000", ShippedHolidays())
			if a.ExtendedTo != nil {
				res = res.ExtendTo(*a.ExtendedTo)
			}
			if res.Date != c.day || a.By != c.by {
				t.Errorf("%s by %s, not %s by %s", res.Date, a.By, c.day, c.by)
			}
		})
	}
}
