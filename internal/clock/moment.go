package clock

import "time"

// DayAndTime is an instant in Berlin as authorities write it.
func DayAndTime(at time.Time) string { return at.In(Berlin).Format("02.01.2006, 15:04 Uhr") }

// Moment says in German and in English when something is that is near: the time of day in Berlin, with the day where it is not that
// of now. It is rounded up to the minute, so that what is said to be over then is over.
func Moment(at, now time.Time) (german, english string) {
	at = at.Add(time.Minute - time.Microsecond).In(Berlin).Truncate(time.Minute)
	german, english = at.Format("15:04 Uhr"), at.Format("15:04")
	if EndOfDay(at).Equal(EndOfDay(now)) {
		return german, english
	}
	return at.Format("02.01.2006, ") + german, at.Format("2 January 2006, ") + english
}
