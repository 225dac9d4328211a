// Package retention computes for how long an authority keeps its copy of a case (Aufbewahrung).
//
// Begin with [Class]: an authority has up to [MaxClasses], a case has one, and [Class.Until] is the last moment. All of it are functions of what
// they are given.
package retention

import (
	"time"

	"schalter/internal/clock"
)

// MaxClasses is how many classes an authority may have; MaxMonths is the longest of them.
const (
	MaxClasses = 20
	MaxMonths  = 1200
)

// Grace is how many days a case is kept at least after its class was made shorter.
const Grace = 30

// IdleMonths after the last thing that happened in a case, one that nobody closes counts as closed.
const IdleMonths = 12

// Class says how long a closed case is kept (type RetentionClass of the contract).
type Class struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	// Months are calendar months after closing.
	Months int `json:"months"`
	// OfferToArchive has a case deleted only after the archive was offered it (Art. 6 BayArchivG).
	OfferToArchive bool `json:"offerToArchive"`
	// ShortenedAt is when Months was made less than MonthsBefore; nil when it never was, or was made more since.
	ShortenedAt  *time.Time `json:"shortenedAt,omitempty"`
	MonthsBefore int        `json:"monthsBefore,omitempty"`
}

// Use is how many cases of an authority have a class: all, those that are closed, and of these those that wait for what the archive says.
type Use struct{ Cases, Closed, Waiting int }

// Standard are the classes of an authority that has set none: two years.
func Standard() []Class { return []Class{{Key: "standard", Name: "Standard", Months: 24}} }

// Of is the class of a case: the first without a key. A key that is not there any more is the longest, and offered to the archive if any is.
func Of(classes []Class, key *string) Class {
	if len(classes) == 0 {
		classes = Standard()
	}
	if key == nil {
		return classes[0]
	}
	longest, offer := classes[0], false
	for _, c := range classes {
		if c.Key == *key {
			return c
		}
		if c.Months > longest.Months {
			longest = c
		}
		offer = offer || c.OfferToArchive
	}
	longest.OfferToArchive = offer
	return longest
}

// Until is the last moment for which a case that was closed then is kept: the end of a day in Berlin. Where the class was made shorter
// after that, nothing ends sooner than so many days later as Grace says, unless it had ended sooner before.
func (c Class) Until(closedAt time.Time) time.Time {
	end := after(closedAt, c.Months)
	if c.ShortenedAt == nil || !closedAt.Before(*c.ShortenedAt) {
		return end
	}
	floor := clock.EndOfDay(c.ShortenedAt.In(clock.Berlin).AddDate(0, 0, Grace))
	if before := after(closedAt, c.MonthsBefore); before.Before(floor) {
		floor = before
	}
	if floor.After(end) {
		return floor
	}
	return end
}

func after(closedAt time.Time, months int) time.Time {
	return clock.EndOfDay(clock.AddMonths(closedAt, months))
}

// Followed is the class as it is when one of the same key takes its place at a time.
func (c Class) Followed(by Class, now time.Time) Class {
	by.ShortenedAt, by.MonthsBefore = c.ShortenedAt, c.MonthsBefore
	switch {
	case by.Months < c.Months:
		by.ShortenedAt, by.MonthsBefore = &now, c.Months
	case by.Months > c.Months:
		by.ShortenedAt, by.MonthsBefore = nil, 0
	}
	return by
}

// CountsAsClosedAt is when a case that nobody closes counts as closed, by the last thing that happened in it.
func CountsAsClosedAt(last time.Time) time.Time { return clock.AddMonths(last, IdleMonths) }

// Held reports whether an order to keep a case holds at a time: until is its last day in Berlin, nil is without end.
func Held(since *time.Time, until *string, now time.Time) bool {
	return since != nil && (until == nil || clock.Day(now) <= *until)
}
