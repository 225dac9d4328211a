package rollouts

import (
	"slices"

	"schalter/internal/market/catalogue"
)

// transitions are the allowed ones of a task that people set. A state that follows on itself changes the reason: what a task that is open
// or begun waits for, or why one was skipped. What was done or skipped is opened again first.
var transitions = map[RolloutTaskState][]RolloutTaskState{
	TaskOpen:       {TaskOpen, TaskInProgress, TaskDone, TaskSkipped},
	TaskInProgress: {TaskOpen, TaskInProgress, TaskDone, TaskSkipped},
	TaskDone:       {TaskOpen, TaskInProgress},
	TaskSkipped:    {TaskOpen, TaskInProgress, TaskSkipped},
}

// CanBecome reports whether people may take a task from one state to another.
func (s RolloutTaskState) CanBecome(next RolloutTaskState) bool {
	return slices.Contains(transitions[s], next)
}

// observed are the kinds of task that nobody sets: the platform does when it has seen what they say.
var observed = []catalogue.RolloutTaskKind{
	catalogue.TaskContract, catalogue.TaskVendorInformed, catalogue.TaskPortalLink, catalogue.TaskLinkVerified,
}

func isObserved(kind catalogue.RolloutTaskKind) bool { return slices.Contains(observed, kind) }

// contract is what a rollout knows of the contract of its order.
type contract string

const (
	contractOpen      contract = "OPEN"
	contractEffective contract = "EFFECTIVE"
	contractOnHold    contract = "ON_HOLD"
	contractEnded     contract = "ENDED"
)

// holds says that the contract was effective and has not ended.
func (c contract) holds() bool { return c == contractEffective || c == contractOnHold }

// facts are what the state of a rollout follows from.
type facts struct {
	contract contract
	// wasLive says that it was live before; a link that was exchanged or broke later takes that away from nobody.
	wasLive bool
	// liveDone says that the service was released, or that there is no task that says so.
	liveDone bool
	// linksWork says that each service's link was found to work.
	linksWork bool
	// begun says that somebody began or finished a task.
	begun bool
}

// state is how far a rollout is.
func (f facts) state() RolloutState {
	switch {
	case f.contract == contractEnded:
		return Ended
	case f.contract.holds() && f.liveDone && (f.wasLive || f.linksWork):
		return Live
	case f.contract.holds() || f.begun:
		return InProgress
	}
	return Ordered
}
