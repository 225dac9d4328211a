package casemail

import "slices"

// ProgressState says, in the words of the procedure, how far a matter is with an authority (enum ProgressState).
type ProgressState string

// The states of a matter. RECEIVED is set by the first delivery, the others by the authority.
const (
	Received      ProgressState = "RECEIVED"
	InWork        ProgressState = "IN_PROGRESS"
	WaitingForYou ProgressState = "WAITING_FOR_YOU"
	Decided       ProgressState = "DECIDED"
	Finished      ProgressState = "CLOSED"
)

// ProgressStates are all of them, the most pressing first: what waits for the owner, what is still open, then what is over.
var ProgressStates = []ProgressState{WaitingForYou, InWork, Received, Decided, Finished}

// MayFollow reports whether an authority may say this state after the one before; empty is none. What was begun is not merely received any
// more; everything else may follow everything, because procedures are taken up again.
func (p ProgressState) MayFollow(before ProgressState) bool {
	if !slices.Contains(ProgressStates, p) || before == "" {
		return false
	}
	return p != Received || before == Received
}

// MostPressing is the most pressing of several states; empty of none.
func MostPressing(states []ProgressState) ProgressState {
	for _, p := range ProgressStates {
		if slices.Contains(states, p) {
			return p
		}
	}
	return ""
}
