package clock_test

import (
	"testing"
	"time"

	"schalter/internal/clock"
)

func TestAMomentIsWrittenInBerlinAndNeverTooEarly(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		at              time.Time
		german, english string
	}{
		{now.Add(15 * time.Minute), "10:15 Uhr", "10:15"},
		{now.Add(15*time.Minute + time.Microsecond), "10:16 Uhr", "10:16"},
		{now.Add(24 * time.Hour), "30.11.2026, 10:00 Uhr", "30 November 2026, 10:00"},
		{now.Add(14*time.Hour + 30*time.Minute), "30.11.2026, 00:30 Uhr", "30 November 2026, 00:30"},
	} {
		if german, english := clock.Moment(tt.at, now); german != tt.german || english != tt.english {
			t.Errorf("%s: got %q, %q", tt.at, german, english)
		}
	}
}
