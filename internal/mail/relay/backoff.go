package relay

import "time"

const (
	firstPause = time.Minute
	maxPause   = 4 * time.Hour
	// tryFor is how long a mail is tried, from its first try on.
	tryFor = 48 * time.Hour
)

// Backoff returns when to try again after attempt tries (1 or more), the first of them at first: after a minute, then twice
// as long each time up to four hours, moved by up to a fifth either way by jitter of 0 to 1, and once more at the end of 48
// hours. GiveUp tells that those are over.
func Backoff(attempt int, first, now time.Time, jitter float64) (next time.Time, giveUp bool) {
	end := first.Add(tryFor)
	if !now.Before(end) {
		return time.Time{}, true
	}
	pause := maxPause
	if attempt < 10 {
		pause = min(maxPause, firstPause<<max(0, attempt-1))
	}
	jitter = min(1, max(0, jitter))
	next = now.Add(pause + time.Duration((jitter-0.5)*0.4*float64(pause)))
	if next.After(end) {
		next = end
	}
	return next, false
}
