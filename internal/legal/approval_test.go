package legal

import "testing"

// periodEnds is on which day a period ends, by the shipped rules.
func periodEnds(t *testing.T, basis string) func(Approval) Day {
	return func(a Approval) Day {
		rule, ok := Shipped().Special(DeemedApproval, BayVwVfG, DocumentsComplete, basis, a.Begins)
		if !ok {
			t.Fatal("no rule")
		}
		res := Compute(rule, a.Begins, "09461000", ShippedHolidays())
		if a.ExtendedTo != nil {
			res = res.ExtendTo(*a.ExtendedTo)
		}
		return res.Date
	}
}

// Dated histories of one application: what the authority told, and until when it has time (Art. 42a BayVwVfG: three months, § 2 Abs. 3 BayGastV:
// two weeks since 1 June 2025). Every state meets every step.
func TestDeemedApprovalFollowsWhatTheAuthorityTold(t *testing.T) {
	t.Parallel()
	complete := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldComplete, Day: d, By: "complete " + string(d)} }
	missing := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldMissing, Day: d, By: "missing"} }
	extended := func(d, until Day) ApprovalStep {
		return ApprovalStep{Told: ToldExtended, Day: d, Until: until, By: "extended"}
	}
	decided := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldDecision, Day: d, By: "decision"} }
	declined := func(d Day) ApprovalStep { return ApprovalStep{Told: ToldDeclined, Day: d, By: "declined"} }
	type period struct {
		state     ApprovalState
		began, to Day
	}
	const general, gastronomy = "", "§ 2 Abs. 3 BayGastV"
	for name, c := range map[string]struct {
		basis string
		steps []ApprovalStep
		on    Day
		want  []period
	}{
		"nothing told": {general, nil, "2026-03-02", nil},
		"documents asked for before anything began":             {general, []ApprovalStep{missing("2026-03-02")}, "2026-03-02", nil},
		"an extension of what does not run":                     {general, []ApprovalStep{extended("2026-03-02", "2026-09-01")}, "2026-03-02", nil},
		"a decision without a period":                           {general, []ApprovalStep{decided("2026-03-02")}, "2026-03-02", nil},
		"not competent without a period":                        {general, []ApprovalStep{declined("2026-03-02")}, "2026-03-02", nil},
		"Art. 42a: three months":                                {general, []ApprovalStep{complete("2026-03-02")}, "2026-03-02", []period{{ApprovalRuns, "2026-03-02", "2026-06-02"}}},
		"Art. 42a: the end on Whit Monday moves":                {general, []ApprovalStep{complete("2026-02-25")}, "2026-05-26", []period{{ApprovalRuns, "2026-02-25", "2026-05-26"}}},
		"Art. 42a: the end of February":                         {general, []ApprovalStep{complete("2025-11-30")}, "2026-03-02", []period{{ApprovalRuns, "2025-11-30", "2026-03-02"}}},
		"over on the day after":                                 {general, []ApprovalStep{complete("2026-02-25")}, "2026-05-27", []period{{ApprovalGranted, "2026-02-25", "2026-05-26"}}},
		"Gestattung: two weeks":                                 {gastronomy, []ApprovalStep{complete("2026-03-02")}, "2026-03-16", []period{{ApprovalRuns, "2026-03-02", "2026-03-16"}}},
		"Gestattung: complete on the last day of the old rule":  {gastronomy, []ApprovalStep{complete("2025-05-31")}, "2025-06-01", []period{{ApprovalRuns, "2025-05-31", "2025-09-01"}}},
		"Gestattung: complete on the first day of the new rule": {gastronomy, []ApprovalStep{complete("2025-06-01")}, "2025-06-01", []period{{ApprovalRuns, "2025-06-01", "2025-06-16"}}},
		"told twice, it began the first time":                   {gastronomy, []ApprovalStep{complete("2026-03-02"), complete("2026-03-09")}, "2026-03-09", []period{{ApprovalRuns, "2026-03-02", "2026-03-16"}}},
		"stopped by asking for documents":                       {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-03-16")}, "2026-04-01", []period{{ApprovalStopped, "2026-03-02", "2026-03-16"}}},
		"begun again when they came": {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-03-04"), complete("2026-03-20")}, "2026-03-20", []period{
			{ApprovalStopped, "2026-03-02", "2026-03-16"}, {ApprovalRuns, "2026-03-20", "2026-04-07"},
		}},
		"extended":           {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30")}, "2026-03-20", []period{{ApprovalRuns, "2026-03-02", "2026-03-30"}}},
		"extended once only": {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30"), extended("2026-03-20", "2026-05-04")}, "2026-03-30", []period{{ApprovalRuns, "2026-03-02", "2026-03-30"}}},
		"an extension that would shorten changes no day":   {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-12")}, "2026-03-13", []period{{ApprovalRuns, "2026-03-02", "2026-03-16"}}},
		"extended on the last day":                         {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-16", "2026-03-30")}, "2026-03-17", []period{{ApprovalRuns, "2026-03-02", "2026-03-30"}}},
		"an extension that came too late":                  {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-17", "2026-03-30")}, "2026-03-18", []period{{ApprovalGranted, "2026-03-02", "2026-03-16"}}},
		"extended, stopped and begun again: the later day": {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30"), missing("2026-03-12"), complete("2026-03-13")}, "2026-03-20", []period{{ApprovalStopped, "2026-03-02", "2026-03-30"}, {ApprovalRuns, "2026-03-13", "2026-03-30"}}},
		"and not extended a second time":                   {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-10", "2026-03-30"), missing("2026-03-12"), complete("2026-03-25"), extended("2026-03-26", "2026-05-04")}, "2026-03-27", []period{{ApprovalStopped, "2026-03-02", "2026-03-30"}, {ApprovalRuns, "2026-03-25", "2026-04-08"}}},
		"decided in time":                                  {gastronomy, []ApprovalStep{complete("2026-03-02"), decided("2026-03-16")}, "2026-04-01", []period{{ApprovalDecided, "2026-03-02", "2026-03-16"}}},
		"decided too late":                                 {gastronomy, []ApprovalStep{complete("2026-03-02"), decided("2026-03-17")}, "2026-04-01", []period{{ApprovalGranted, "2026-03-02", "2026-03-16"}}},
		"asked, extended and declined after the decision":  {gastronomy, []ApprovalStep{complete("2026-03-02"), decided("2026-03-10"), missing("2026-03-11"), extended("2026-03-12", "2026-04-20"), declined("2026-03-12")}, "2026-03-13", []period{{ApprovalDecided, "2026-03-02", "2026-03-16"}}},
		"asked, decided and declined after it was granted": {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-03-20"), decided("2026-03-21"), declined("2026-03-22")}, "2026-03-23", []period{{ApprovalGranted, "2026-03-02", "2026-03-16"}}},
		"another application after the decision":           {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-03", "2026-03-30"), decided("2026-03-10"), complete("2026-05-04"), extended("2026-05-05", "2026-06-01")}, "2026-05-06", []period{{ApprovalDecided, "2026-03-02", "2026-03-30"}, {ApprovalRuns, "2026-05-04", "2026-06-01"}}},
		"another application after one was granted":        {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-03", "2026-03-30"), complete("2026-05-04")}, "2026-05-04", []period{{ApprovalGranted, "2026-03-02", "2026-03-30"}, {ApprovalRuns, "2026-05-04", "2026-05-18"}}},
		"decided while documents are asked for":            {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-03", "2026-05-30"), missing("2026-03-04"), decided("2026-03-10")}, "2026-03-11", []period{{ApprovalStopped, "2026-03-02", "2026-05-30"}}},
		"and another application after that has its own":   {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-03", "2026-05-29"), missing("2026-03-04"), decided("2026-03-10"), complete("2026-05-04")}, "2026-05-04", []period{{ApprovalStopped, "2026-03-02", "2026-05-29"}, {ApprovalRuns, "2026-05-04", "2026-05-18"}}},
		"not competent":                                    {gastronomy, []ApprovalStep{complete("2026-03-02"), declined("2026-03-16")}, "2026-04-01", []period{{ApprovalStopped, "2026-03-02", "2026-03-16"}}},
		"not competent, and then competent all the same":   {gastronomy, []ApprovalStep{complete("2026-03-02"), extended("2026-03-03", "2026-05-29"), declined("2026-03-10"), complete("2026-05-04")}, "2026-05-04", []period{{ApprovalStopped, "2026-03-02", "2026-05-29"}, {ApprovalRuns, "2026-05-04", "2026-05-18"}}},
		"the clock went back after it was told":            {gastronomy, []ApprovalStep{complete("2026-03-02"), missing("2026-02-27")}, "2026-02-27", []period{{ApprovalStopped, "2026-03-02", "2026-03-16"}}},
		"the clock went back behind the end that had come": {gastronomy, []ApprovalStep{complete("2026-03-02")}, "2026-03-01", []period{{ApprovalRuns, "2026-03-02", "2026-03-16"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ends := periodEnds(t, c.basis)
			list := Approvals(c.steps, c.on, ends)
			if len(list) != len(c.want) {
				t.Fatalf("%+v", list)
			}
			for i, a := range list {
				if want := c.want[i]; a.State != want.state || a.Begins != want.began || a.By != "complete "+string(want.began) || ends(a) != want.to {
					t.Errorf("%d: %+v until %s, not %+v", i, a, ends(a), want)
				}
			}
		})
	}
}
