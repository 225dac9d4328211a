package contracts

import (
	"time"

	"schalter/ent"
)

// link is a contract as far as its state and its last day are computed. An empty day is none.
type link struct {
	id, parentID             string
	state                    ContractState
	effectiveFrom, ownEndsOn string
	endsOn                   string
	// ownTerminated and endTerminated say that ownEndsOn or endsOn was set by a termination.
	ownTerminated, endTerminated bool
	// ready says that nothing of its own is missing: both signed it, or it was recorded as holding. held was recorded.
	ready, held bool
}

func linkOf(row *ent.Contract) link {
	return link{
		id: row.ID, parentID: valueOrEmpty(row.ParentID), state: ContractState(row.State), effectiveFrom: valueOrEmpty(row.EffectiveFrom),
		ownEndsOn: valueOrEmpty(row.OwnEndsOn), endsOn: valueOrEmpty(row.EndsOn), ownTerminated: row.OwnTerminated, endTerminated: row.EndTerminated,
		ready: row.Ready, held: row.Held,
	}
}

// on is the link as it stands on a day below the one above, nil at the top: it ends with that one at the latest, and holds only while that
// one does. What is over stays as it is.
func (l link) on(parent *link, today string) link {
	if l.state.Over() {
		return l
	}
	l.endsOn, l.endTerminated = l.ownEndsOn, l.ownTerminated
	if parent != nil && parent.endsOn != "" && (l.endsOn == "" || parent.endsOn < l.endsOn) {
		l.endsOn, l.endTerminated = parent.endsOn, parent.endTerminated
	}
	if next := l.stateOn(parent, today); l.state.CanBecome(next) {
		l.state = next
	}
	return l
}

func (l link) stateOn(parent *link, today string) ContractState {
	switch {
	case l.endsOn != "" && l.endsOn < today && l.endTerminated:
		return Terminated
	case l.endsOn != "" && l.endsOn < today:
		return Expired
	case !l.ready || l.effectiveFrom > today:
		return l.state
	case l.held || parent != nil && parent.state != Effective:
		// One that was signed and never held yet waits on: ON_HOLD cannot follow on SIGNED.
		return OnHold
	}
	return Effective
}

// standing is a chain, from the top down, as it stands on a day: what a day brings is written only by the next sweep.
func standing(chain []*ent.Contract, today string) []link {
	list := make([]link, len(chain))
	var parent *link
	for i, row := range chain {
		list[i] = linkOf(row).on(parent, today)
		parent = &list[i]
	}
	return list
}

// earliestEnd is the earliest last day that a termination can name: the end of the month in which the notice period is over. A period that
// begins on a day that the last month does not have is over on that month's last day (§ 188 Abs. 3 BGB).
func earliestEnd(today string, months int) string {
	day, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return ""
	}
	return time.Date(day.Year(), day.Month()+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// isEndOfMonth reports whether a day is the last one of its month.
func isEndOfMonth(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	return err == nil && t.AddDate(0, 0, 1).Day() == 1
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
