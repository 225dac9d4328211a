package catalogue

import "slices"

// nextStates are the states that may follow each; the empty one is that of an offering that is not there yet. What was announced is not
// announced again after it could be ordered: all who waited were told. What was withdrawn by mistake begins from the start.
var nextStates = map[OfferingState][]OfferingState{
	"":        {Announced, Orderable},
	Announced: {Announced, Orderable, Withdrawn},
	Orderable: {Orderable, Paused, Withdrawn},
	Paused:    {Paused, Orderable, Withdrawn},
	Withdrawn: {Withdrawn, Announced},
}

// mayFollow reports whether an offering may come from one state to another, or stay.
func mayFollow(from, to OfferingState) bool { return slices.Contains(nextStates[from], to) }

// becomesOrderable reports whether those who wait for an offering are told of a change.
func becomesOrderable(from, to OfferingState) bool { return to == Orderable && from != Orderable }

// NextStates are the states that an offering may have after the next save, its own first.
func (o *Offering) NextStates() []OfferingState {
	next := []OfferingState{o.State}
	for _, state := range nextStates[o.State] {
		if state != o.State {
			next = append(next, state)
		}
	}
	return next
}
