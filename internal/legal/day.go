package legal

import (
	"fmt"
	"time"

	"schalter/internal/clock"
)

// Day is a civil day in Berlin as ISO text, such as 2026-11-30: comparable, and in the order of time.
type Day string

// DayOf is the civil day in Berlin on which t falls.
func DayOf(t time.Time) Day { return Day(clock.Day(t)) }

// ParseDay reads an ISO day and refuses one that no calendar has.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return "", fmt.Errorf("legal: %q is no day", s)
	}
	return Day(t.Format(time.DateOnly)), nil
}

// at is midnight of the day in UTC, where no day is shorter or longer than another; what is no day counts as the first one.
func (d Day) at() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Valid reports whether it is a day of the calendar.
func (d Day) Valid() bool { _, err := ParseDay(string(d)); return err == nil }

// Weekday is its day of the week.
func (d Day) Weekday() time.Weekday { return d.at().Weekday() }

// Year is the year it is in.
func (d Day) Year() int { return d.at().Year() }

// AddDays is the day n days later.
func (d Day) AddDays(n int) Day { return Day(d.at().AddDate(0, 0, n).Format(time.DateOnly)) }

// DaysTo is how many days later the other day is, negative where it is earlier.
func (d Day) DaysTo(other Day) int { return int(other.at().Sub(d.at()).Hours() / 24) }

// AddMonths is the day of the same number n months later, or the last of that month where it has none (§ 188 Abs. 2 and 3 BGB).
func (d Day) AddMonths(n int) Day {
	t := d.at()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Day(first.AddDate(0, 0, min(t.Day(), last)-1).Format(time.DateOnly))
}

// Add is the day on which a period of this length ends that begins with the day (§ 187 Abs. 1, § 188 BGB): the day itself is not counted.
func (d Day) Add(amount int, unit Unit) Day {
	switch unit {
	case Weeks:
		return d.AddDays(7 * amount)
	case Months:
		return d.AddMonths(amount)
	default:
		return d.AddDays(amount)
	}
}

// End is the last microsecond of the day in Berlin, in UTC.
func (d Day) End() time.Time {
	t := d.at()
	return clock.EndOfDay(time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, clock.Berlin))
}

// easter is Easter Sunday of a year in the Gregorian calendar.
func easter(year int) Day {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Day(time.Date(year, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}
