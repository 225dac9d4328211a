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
	atExport := retention.Class{Months: 0, ExportFirst: true}
	dropped := retention.Class{Months: 6, ShortenedAt: &shortened, MonthsBefore: 6, ExportFirstBefore: true}
	for _, c := range []struct {
		what     string
		class    retention.Class
		closed   string
		exported string
		last     string
	}{
		{"two years", retention.Standard()[0], "2027-01-31 10:00", "", "2029-01-31"},
		{"two years, exported", retention.Standard()[0], "2027-01-31 10:00", "2027-01-31 11:00", "2029-01-31"},
		{"from the leap day", retention.Class{Months: 12}, "2028-02-29 23:30", "", "2029-02-28"},
		{"a day in Berlin, not in UTC", retention.Class{Months: 1}, "2027-07-01 00:30", "", "2027-08-01"},
		{"over summer time", retention.Class{Months: 3}, "2027-01-31 10:00", "", "2027-04-30"},
		{"at once", retention.Class{Months: 0}, "2027-01-31 10:00", "", "2027-01-31"},
		{"shortened, and would be over", short, "2026-07-01 10:00", "", "2027-03-31"},
		{"shortened, and had ended before the grace", short, "2025-03-10 10:00", "", "2027-03-10"},
		{"shortened, and ends after the grace", short, "2027-01-15 10:00", "", "2027-07-15"},
		{"closed after it was shortened", short, "2027-03-02 10:00", "", "2027-09-02"},
		{"not exported", atExport, "2027-01-31 10:00", "", ""},
		{"exported after closing", atExport, "2027-01-31 10:00", "2027-02-10 23:30", "2027-02-17"},
		{"closed after the export", atExport, "2027-02-10 10:00", "2027-01-31 10:00", "2027-02-17"},
		{"a day in Berlin after the export", atExport, "2027-06-01 10:00", "2027-07-01 00:30", "2027-07-08"},
		{"exported, and kept for its months", retention.Class{Months: 6, ExportFirst: true}, "2027-01-31 10:00", "2027-02-01 10:00", "2027-07-31"},
		{"kept for its months, and not exported", retention.Class{Months: 6, ExportFirst: true}, "2020-01-31 10:00", "", ""},
		{"exported after its months", retention.Class{Months: 1, ExportFirst: true}, "2027-01-31 10:00", "2027-06-01 10:00", "2027-06-08"},
		{"needs no export any more", dropped, "2020-01-31 10:00", "", "2027-03-31"},
		{"needs no export any more, and was exported", dropped, "2020-01-31 10:00", "2027-03-01 10:00", "2027-03-08"},
	} {
		var exportedAt *time.Time
		if c.exported != "" {
			at := berlin(c.exported)
			exportedAt = &at
		}
		got := ""
		if end := c.class.Until(berlin(c.closed), exportedAt); end != nil {
			got = end.In(clock.Berlin).Format(time.DateOnly)
		}
		if got != c.last {
			t.Errorf("%s: %q, want %q", c.what, got, c.last)
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
	if got := retention.Of(append(classes, retention.Class{Key: "export", ExportFirst: true}), key("gone")); !got.ExportFirst || got.Months != 120 {
		t.Errorf("where one is exported first: %+v", got)
	}
}

// What a change does to the ends of closed cases, of which all was exported or not.
func TestChange(t *testing.T) {
	t.Parallel()
	class := func(months int, exportFirst bool) retention.Class {
		return retention.Class{Months: months, ExportFirst: exportFirst}
	}
	for _, c := range []struct {
		from, to         retention.Class
		exported, others retention.Shift
	}{
		{class(24, false), class(24, false), retention.Same, retention.Same},
		{class(24, false), class(12, false), retention.Sooner, retention.Sooner},
		{class(24, false), class(36, false), retention.Later, retention.Later},
		{class(24, false), class(0, true), retention.Sooner, retention.Later},
		{class(24, false), class(24, true), retention.Later, retention.Later},
		{class(0, true), class(24, false), retention.Later, retention.Sooner},
		{class(12, true), class(12, false), retention.Sooner, retention.Sooner},
		{class(12, true), class(6, true), retention.Sooner, retention.Same},
		{class(6, true), class(12, true), retention.Later, retention.Same},
	} {
		if exported, others := c.from.Change(c.to); exported != c.exported || others != c.others {
			t.Errorf("%+v to %+v: %d and %d", c.from, c.to, exported, others)
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
	// What was promised holds, however often the class is changed meanwhile.
	closed := berlin("2025-06-01 12:00")
	for what, third := range map[string]retention.Class{
		"shorter again": {Key: "a", Months: 6}, "longer by a month": {Key: "a", Months: 13}, "exported first": {Key: "a", Months: 12, ExportFirst: true},
	} {
		exported := closed
		changed := second.Followed(third, now.Add(24*time.Hour))
		if end := changed.Until(closed, &exported); end.Before(berlin("2027-03-31 12:00")) {
			t.Errorf("%s: ends on %s", what, end)
		}
	}
	if later := second.Followed(retention.Class{Key: "a", Months: 13}, now.AddDate(0, 2, 0)); later.ShortenedAt != nil {
		t.Errorf("made longer after the grace: %+v", later)
	}
	unexported := retention.Class{Key: "a", ExportFirst: true}.Followed(retention.Class{Key: "a", Months: 24}, now)
	if unexported.ShortenedAt == nil || !unexported.ExportFirstBefore {
		t.Errorf("needs no export any more: %+v", unexported)
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
