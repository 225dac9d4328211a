package legal

// Told is what an authority told of the documents of an application whose approval can be deemed granted.
type Told string

// What it tells.
const (
	// ToldComplete says that the documents are complete.
	ToldComplete Told = "COMPLETE"
	// ToldMissing asks for documents: they are not complete.
	ToldMissing Told = "MISSING"
	// ToldExtended extends the period to a day.
	ToldExtended Told = "EXTENDED"
	// ToldDecision is the decision.
	ToldDecision Told = "DECISION"
	// ToldDeclined says that the authority is not competent.
	ToldDeclined Told = "DECLINED"
)

// ApprovalStep is one thing that an authority told, in the order in which it did.
type ApprovalStep struct {
	Told Told
	Day  Day
	// Until is the day that an extension names.
	Until Day
	// By is the message that told it.
	By string
}

// ApprovalState is where a period of deemed approval stands.
type ApprovalState string

// The states.
const (
	// ApprovalRuns until its day is over.
	ApprovalRuns ApprovalState = "RUNS"
	// ApprovalStopped ran and does not any more: documents were asked for, or the authority is not competent.
	ApprovalStopped ApprovalState = "STOPPED"
	// ApprovalDecided ended with a decision while it ran.
	ApprovalDecided ApprovalState = "DECIDED"
	// ApprovalGranted ran out: nothing that the authority tells later takes it back.
	ApprovalGranted ApprovalState = "GRANTED"
)

// Approval is one period of deemed approval.
type Approval struct {
	State ApprovalState
	// Begins is the day of the event it is counted from, By the message that told that the documents are complete.
	Begins Day
	By     string
	// ExtendedTo is the day that the authority told; nil without an extension.
	ExtendedTo *Day
}

// Approvals are the periods after what an authority told, in their order, as they stand on a day; ends says on which day one ends that runs.
//
// A period begins when the documents are complete; told again while it runs, it begins no second time. Asking for documents stops it: they were
// not complete, and the law counts from complete documents, so that it begins again when they are and does not go on where it stopped. It is
// extended once in a procedure, which a decision, the end of a period, or that the authority is not competent ends; complete documents after
// that begin another.
func Approvals(steps []ApprovalStep, on Day, ends func(Approval) Day) []Approval {
	var list []Approval
	var extended *Day
	for i := range len(steps) + 1 {
		s := ApprovalStep{Day: on}
		if i < len(steps) {
			s = steps[i]
		}
		last := &Approval{State: ApprovalStopped}
		if len(list) > 0 {
			last = &list[len(list)-1]
		}
		if last.State == ApprovalRuns && s.Day > ends(*last) {
			last.State, extended = ApprovalGranted, nil
		}
		runs := last.State == ApprovalRuns
		switch {
		case s.Told == ToldComplete && !runs:
			list = append(list, Approval{State: ApprovalRuns, Begins: s.Day, By: s.By, ExtendedTo: extended})
		case s.Told == ToldMissing && runs:
			last.State = ApprovalStopped
		case s.Told == ToldExtended && runs && extended == nil:
			until := s.Until
			last.ExtendedTo, extended = &until, &until
		case s.Told == ToldDecision && runs:
			last.State, extended = ApprovalDecided, nil
		case s.Told == ToldDeclined && runs:
			last.State, extended = ApprovalStopped, nil
		case s.Told == ToldDecision || s.Told == ToldDeclined:
			extended = nil
		}
	}
	return list
}
