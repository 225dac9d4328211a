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

// Approval is where a period of deemed approval stands.
type Approval struct {
	// Runs: it began and nothing stopped it. Decided: the authority decided while it ran.
	Runs, Decided bool
	// Begins is the day of the event it is counted from, By the message that told it last: the one that began or extended it.
	Begins Day
	By     string
	// ExtendedTo is the day that the authority told; nil without an extension. It can extend once.
	ExtendedTo *Day
}

// ApprovalAfter is where a period stands after what an authority told. It begins when the documents are complete; told again, it begins no
// second time. Asking for documents stops it, for then they are not complete, and it begins again when they are. It is extended once in a
// procedure. A decision ends the procedure: complete documents after it begin another.
func ApprovalAfter(steps []ApprovalStep) Approval {
	var a Approval
	for _, s := range steps {
		switch s.Told {
		case ToldComplete:
			if a.Decided {
				a = Approval{}
			}
			if !a.Runs {
				a.Runs, a.Begins, a.By = true, s.Day, s.By
			}
		case ToldMissing:
			if !a.Decided {
				a.Runs = false
			}
		case ToldExtended:
			if a.Runs && !a.Decided && a.ExtendedTo == nil {
				until := s.Until
				a.ExtendedTo, a.By = &until, s.By
			}
		case ToldDecision:
			a.Decided = a.Runs
		}
	}
	return a
}
