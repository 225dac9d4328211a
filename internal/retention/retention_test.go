package retention_test

import (
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/retention"
)

func berlin(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, clock.Berlin)
	if err != nil {
		panic(err)
	}
	return t
}

func TestUntil(t *testing.T) {
	t.Parallel()
	shortened := berlin("2027-03-01 12:00")
	short := retention.Class{Months: 6, ShortenedAt: &shortened, MonthsBefore: 24}
	for _, c := range []struct {
		what   string
		class  retention.Class
		closed string
		last   string
	}{
		{"two years", retention.Standard()[0], "2027-01-31 10:00", "2029-01-31"},
		{"from the leap day", retention.Class{Months: 12}, "2028-02-29 23:30", "2029-02-28"},
		{"a day in Berlin, not in UTC", retention.Class{Months: 1}, "2027-07-01 00:30", "2027-08-01"},
		{"over summer time", retention.Class{Months: 3}, "2027-01-31 10:00", "2027-04-30"},
		{"at once", retention.Class{Months: 0}, "2027-01-31 10:00", "2027-01-31"},
		{"shortened, and would be over", short, "2026-07-01 10:00", "2027-03-31"},
		{"shortened, and had ended before the grace", short, "2025-03-10 10:00", "2027-03-10"},
		{"shortened, and ends after the grace", short, "2027-01-15 10:00", "2027-07-15"},
		{"closed after it was shortened", short, "2027-03-02 10:00", "2027-09-02"},
	} {
		if got := c.class.Until(berlin(c.closed)).In(clock.Berlin).Format(time.DateOnly); got != c.last {
			t.Errorf("%s: %s, want %s", c.what, got, c.last)
		}
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	classes := []retention.Class{{Key: "short", Months: 12}, {Key: "long", Months: 120}, {Key: "archive", Months: 60, OfferToArchive: true}}
	key := func(s string) *string { return &s }
	for _, c := range []struct {
		classes []retention.Class
		key     *string
		months  int
		offer   bool
	}{
		{classes, nil, 12, false}, {classes, key("archive"), 60, true}, {classes, key("long"), 120, false},
		{classes, key("gone"), 120, true}, {nil, nil, 24, false}, {nil, key("gone"), 24, false},
	} {
		if got := retention.Of(c.classes, c.key); got.Months != c.months || got.OfferToArchive != c.offer {
			t.Errorf("%v: %+v", c.key, got)
		}
	}
}

func TestFollowed(t *testing.T) {
	t.Parallel()
	now := berlin("2027-03-01 12:00")
	first := retention.Class{Key: "a", Months: 24}
	second := first.Followed(retention.Class{Key: "a", Months: 12}, now)
	if second.ShortenedAt == nil || !second.ShortenedAt.Equal(now) || second.MonthsBefore != 24 {
		t.Errorf("shortened: %+v", second)
	}
	if renamed := second.Followed(retention.Class{Key: "a", Name: "A", Months: 12}, now.Add(time.Hour)); !renamed.ShortenedAt.Equal(now) || renamed.Name != "A" {
		t.Errorf("renamed: %+v", renamed)
	}
	if longer := second.Followed(retention.Class{Key: "a", Months: 36}, now); longer.ShortenedAt != nil || longer.MonthsBefore != 0 {
		t.Errorf("made longer: %+v", longer)
	}
}

func TestHeld(t *testing.T) {
	t.Parallel()
	since, day := berlin("2027-03-01 12:00"), "2027-03-31"
	for _, c := range []struct {
		since *time.Time
		until *string
		now   string
		held  bool
	}{
		{nil, nil, "2027-03-10 10:00", false}, {&since, nil, "2040-01-01 00:00", true},
		{&since, &day, "2027-03-31 23:59", true}, {&since, &day, "2027-04-01 00:00", false},
	} {
		if got := retention.Held(c.since, c.until, berlin(c.now)); got != c.held {
			t.Errorf("%v at %s: %v", c.until, c.now, got)
		}
	}
}
