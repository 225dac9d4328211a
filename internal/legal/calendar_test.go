package legal

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// A calendar file is one entry for the whole day, in lines that calendars take (RFC 5545): no line is longer than 75 octets, none is cut within
// a character, and what has a meaning in it is escaped.
func TestACalendarFileHoldsOneDay(t *testing.T) {
	t.Parallel()
	rule, ok := Shipped().Applicable(RemedyEnds, BayVwVfG, Announced, "2026-11-30")
	if !ok {
		t.Fatal("no rule")
	}
	res := Compute(rule, "2026-11-30", "09461000", ShippedHolidays())
	stamp := time.Date(2026, 11, 30, 9, 5, 7, 0, time.FixedZone("", 3600))
	file := string(res.Calendar(CalendarEntry{ID: "lgd_1", Stamp: stamp, Locale: "de", With: `Stadt; Amt, "Ä\Ö"`}))
	if !strings.HasPrefix(file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") || !strings.HasSuffix(file, "END:VEVENT\r\nEND:VCALENDAR\r\n") {
		t.Error(file)
	}
	lines := strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n")
	for _, line := range lines {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	whole := strings.ReplaceAll(file, "\r\n ", "")
	for _, want := range []string{
		"DTSTART;VALUE=DATE:20261230\r\n", "DTEND;VALUE=DATE:20261231\r\n", "UID:lgd_1@schalter\r\n", "DTSTAMP:20261130T080507Z\r\n",
		`SUMMARY:Vorläufig: Rechtsbehelfsfrist endet: Stadt\; Amt\, "Ä\\Ö"` + "\r\n",
		"DESCRIPTION:" + strings.ReplaceAll(res.Explain("de"), ",", `\,`) + "\r\n",
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("%q is not in %s", want, whole)
		}
	}
	res.Provisional = false
	if in := string(res.Calendar(CalendarEntry{ID: "lgd_1", Stamp: stamp, Locale: "en"})); !strings.Contains(in, "SUMMARY:Time for a remedy ends\r\n") {
		t.Error(in)
	}
	if got := calendarText("a\r\nb\nc\rd"); got != `a\nb\nc\nd` {
		t.Error(got)
	}
}
