package relay

import (
	"errors"
	"time"
)

const (
	firstPause = time.Minute
	maxPause   = 4 * time.Hour
	// TryFor is how long a mail is tried, from its first try on, and how long it may wait while there is no server.
	TryFor = 48 * time.Hour
)

// GivenUp reports whether a mail that could not be handed over is not tried again, and why it did not arrive: the server refuses it for good, or
// it was tried for 48 hours since first.
func GivenUp(err error, first, now time.Time) (Cause, bool) {
	var failure *Failure
	switch {
	case errors.As(err, &failure) && failure.Permanent:
		return failure.Cause, true
	case now.Sub(first) > TryFor:
		return Unreachable, true
	}
	return "", false
}

// Backoff returns when to try again after attempt tries (1 or more), the first of them at first: after a minute, then twice
// as long each time up to four hours, moved by up to a fifth either way by jitter of 0 to 1, and once more at the end of 48
// hours. GiveUp tells that those are over.
func Backoff(attempt int, first, now time.Time, jitter float64) (next time.Time, giveUp bool) {
	end := first.Add(TryFor)
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
