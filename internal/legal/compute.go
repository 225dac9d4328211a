package legal

// StepKind is what happened to a day on the way.
type StepKind string

// The steps.
const (
	// Counted is the period from the day after the event.
	Counted StepKind = "COUNTED"
	// Moved is a day that is no working day and moves to the next.
	Moved StepKind = "MOVED"
	// Stayed is a day that is no working day and stays all the same.
	Stayed StepKind = "STAYED"
	// Doubtful is a day of which is not known at the place whether it is a holiday.
	Doubtful StepKind = "DOUBTFUL"
	// Unconfirmed is a rule that counsel has not confirmed.
	Unconfirmed StepKind = "UNCONFIRMED"
	// Extended is the end that the authority told when it extended the period.
	Extended StepKind = "EXTENDED"
)

// Step is one of the reasons of a day.
type Step struct {
	Kind StepKind
	// Day is the day before the step; of Counted the day it comes to; of Doubtful the day that would hold if it were a holiday.
	Day Day
	// Holiday is why a day is no working day.
	Holiday string
}

// Result is a day, and why.
type Result struct {
	Rule   Rule
	Anchor Day
	Date   Day
	// Provisional: counsel has not confirmed the rule, or it is not known whether a day is a holiday at the place and it matters. Date is
	// then the earlier day.
	Provisional bool
	Steps       []Step
}

// Latest is the last day that may be meant: where it is in doubt whether a day is a holiday, the day that would hold if it were.
func (res Result) Latest() Day {
	latest := res.Date
	for _, s := range res.Steps {
		if s.Kind == Doubtful && s.Day > latest {
			latest = s.Day
		}
	}
	return latest
}

// Compute says which day a rule gives from the day of its event at a place, and why.
func Compute(r Rule, anchor Day, place string, h Holidays) Result {
	res := Result{Rule: r, Anchor: anchor, Date: anchor.Add(r.Amount, r.Unit)}
	res.Steps = append(res.Steps, Step{Kind: Counted, Day: res.Date})
	if r.shifts() {
		res.Date = res.settle(res.Date, place, h)
	} else if known, name := h.On(res.Date, place, r.Holidays); known == Free {
		res.Steps = append(res.Steps, Step{Kind: Stayed, Day: res.Date, Holiday: name})
	}
	if !r.CounselConfirmed {
		res.Provisional = true
		res.Steps = append(res.Steps, Step{Kind: Unconfirmed})
	}
	return res
}

// settle moves a day to the next working day. A day in doubt ends it: the earlier day is the safe one, and the later is named.
func (res *Result) settle(d Day, place string, h Holidays) Day {
	for {
		known, name := h.On(d, place, res.Rule.Holidays)
		switch known {
		case Free:
			res.Steps = append(res.Steps, Step{Kind: Moved, Day: d, Holiday: name})
			d = d.AddDays(1)
		case Unknown:
			later := d.AddDays(1)
			for k, _ := h.On(later, place, res.Rule.Holidays); k != Working; k, _ = h.On(later, place, res.Rule.Holidays) {
				later = later.AddDays(1)
			}
			res.Provisional = true
			res.Steps = append(res.Steps, Step{Kind: Doubtful, Day: later, Holiday: name})
			return d
		default:
			return d
		}
	}
}

// ExtendTo is the result of an extension that the authority told: the day it named, if it is later.
func (res Result) ExtendTo(day Day) Result {
	if day <= res.Date {
		return res
	}
	steps := append([]Step(nil), res.Steps...)
	res.Steps = append(steps, Step{Kind: Extended, Day: res.Date})
	res.Date = day
	return res
}
