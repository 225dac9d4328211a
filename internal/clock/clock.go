// Package clock is the only place that reads the time of day.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time.
type Clock interface {
	// Now is the present instant in UTC, in whole microseconds, which both databases keep.
	Now() time.Time
}

type system struct{}

// System is the clock of the machine.
func System() Clock { return system{} }

func (system) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Fake is a clock that tests move by hand; safe for concurrent use.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a clock that stands still at t.
func NewFake(t time.Time) *Fake { return &Fake{now: t.UTC().Truncate(time.Microsecond)} }

// Now implements Clock.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance moves the clock by d.
func (f *Fake) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

// Berlin is the zone of all calendar days and deadlines; the zone data is linked into the program.
var Berlin = mustLoad("Europe/Berlin")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// Day is the calendar day in Berlin on which t falls, as ISO 8601: days are compared as texts.
func Day(t time.Time) string { return t.In(Berlin).Format(time.DateOnly) }

// EndOfDay is the last microsecond of t's calendar day in Berlin, in UTC.
func EndOfDay(t time.Time) time.Time {
	y, m, d := t.In(Berlin).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, Berlin).Add(-time.Microsecond).UTC()
}

// AddMonths moves t by calendar months in Berlin; a day that the target month lacks becomes that month's last day
// (§ 188 (3) BGB).
func AddMonths(t time.Time, months int) time.Time {
	local := t.In(Berlin)
	y, m, d := local.Date()
	last := time.Date(y, m+time.Month(months)+1, 0, 0, 0, 0, 0, Berlin).Day()
	h, mi, s := local.Clock()
	return time.Date(y, m+time.Month(months), min(d, last), h, mi, s, local.Nanosecond(), Berlin).UTC()
}
