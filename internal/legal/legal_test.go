package legal

import (
	_ "embed"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
)

func cases(t *testing.T) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readTable(string(text), []string{"rule", "version", "law", "event", "place", "day", "doubt", "counsel", "why"})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestDatedCases(t *testing.T) {
	t.Parallel()
	rows := cases(t)
	if len(rows) < 120 {
		t.Fatalf("only %d cases", len(rows))
	}
	met := map[string]bool{}
	for _, c := range rows {
		t.Run(c[0]+" "+c[3]+" "+c[4], func(t *testing.T) {
			t.Parallel()
			event, err := ParseDay(c[3])
			if err != nil {
				t.Fatal(err)
			}
			r, ok := versionOn(c[0], event)
			if !ok {
				t.Fatalf("no version of %s on %s", c[0], event)
			}
			if strconv.Itoa(r.Version) != c[1] || r.Name() != c[2] || (r.Question != "") != (c[7] == "yes") {
				t.Errorf("rule is version %d of %q, question %q", r.Version, r.Name(), r.Question)
			}
			res := Compute(r, event, c[4], ShippedHolidays())
			if string(res.Date) != c[5] {
				t.Errorf("%s, not %s: %s", res.Date, c[5], c[8])
			}
			doubt := slices.ContainsFunc(res.Steps, func(s Step) bool { return s.Kind == Doubtful })
			if doubt != (c[6] == "yes") {
				t.Errorf("doubt is %v: %s", doubt, c[8])
			}
			// the key of the region gives the same day as that of the municipality
			if ars := c[4][:5] + "0000" + c[4][5:]; Compute(r, event, ars, ShippedHolidays()).Date != res.Date {
				t.Errorf("%s gives another day than %s", ars, c[4])
			}
			for _, locale := range []string{"de", "en"} {
				if text := res.Explain(locale); !strings.Contains(text, res.Date.Words(locale)) || !strings.Contains(text, r.Name()) {
					t.Errorf("explanation lacks the day or the rule: %s", text)
				}
				if easy := res.Easy(locale); !strings.Contains(easy, res.Date.Words(locale)) {
					t.Errorf("easy text lacks the day: %s", easy)
				}
			}
		})
		met[c[0]+" "+c[1]] = true
	}
	for _, r := range Shipped().Rules() {
		if !met[r.ID+" "+strconv.Itoa(r.Version)] {
			t.Errorf("no case for %s %d", r.ID, r.Version)
		}
	}
}

func TestShippedRulesSayWhereTheyStand(t *testing.T) {
	t.Parallel()
	for _, r := range Shipped().Rules() {
		if r.Note == "" || r.Source == "" || r.Jurisdiction != "DE" && r.Jurisdiction != "DE-BY" {
			t.Errorf("%s %d lacks note, source or jurisdiction", r.ID, r.Version)
		}
		if r.CounselConfirmed {
			t.Errorf("%s %d: no counsel has been asked", r.ID, r.Version)
		}
	}
}

func TestTheLawIsNeverFederalByDefault(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind    Kind
		law     ProcedureLaw
		anchor  Anchor
		special string
		on      Day
		want    string
	}{
		{Announcement, BayVwVfG, NoticeSent, "", "2026-03-02", "baydig-24-notice"},
		{Announcement, BayVwVfG, Posted, "", "2026-03-02", "bayvwvfg-41-post"},
		{Announcement, BayVwVfG, Posted, Abroad, "2026-03-02", "art71b-abroad"},
		{Announcement, VwVfG, Posted, "", "2026-03-02", "vwvfg-41-post"},
		{Announcement, VwVfG, NoticeSent, "", "2026-03-02", ""},
		{Announcement, AO, Posted, "", "2026-03-02", "ao-122-post"},
		{Announcement, AO, NoticeSent, "", "2026-03-02", "ao-122a-notice"},
		{Announcement, SGBX, Posted, "", "2026-03-02", "sgbx-37-post"},
		{Announcement, BayVwVfG, Provided, "", "2026-03-02", ""}, // § 9 OZG is off
		{Announcement, BayVwVfG, NoticeSent, "", "2022-07-31", ""},
		{RemedyEnds, BayVwVfG, Announced, "", "2026-03-02", "vwgo-month"},
		{RemedyEnds, AO, Announced, "", "2026-03-02", "vwgo-month"},
		{RemedyEnds, SGBX, Announced, "", "2026-03-02", "sgg-month"},
		{RemedyEnds, SGBX, Announced, NoInstruction, "2026-03-02", "sgg-year"},
		{RemedyEnds, BayVwVfG, Announced, NoInstruction, "2026-03-02", "vwgo-year"},
		{DeemedApproval, BayVwVfG, DocumentsComplete, "", "2026-03-02", "bayvwvfg-42a"},
		{DeemedApproval, BayVwVfG, DocumentsComplete, "§ 2 Abs. 3 BayGastV", "2026-03-02", "baygastv-2"},
		{DeemedApproval, BayVwVfG, DocumentsComplete, "§ 6a GewO", "2026-03-02", "gewo-6a"},
		{AnswerDue, BayVwVfG, Provided, "", "2026-03-02", "answer-due"},
	} {
		r, ok := Shipped().Special(c.kind, c.law, c.anchor, c.special, c.on)
		if ok != (c.want != "") || r.ID != c.want {
			t.Errorf("%v: %q, not %q", c, r.ID, c.want)
		}
	}
}

func TestHolidaysOfBavaria(t *testing.T) {
	t.Parallel()
	h := ShippedHolidays()
	want := map[Day]string{
		"2026-01-01": "Neujahr", "2026-01-06": "Heilige Drei Könige", "2026-04-03": "Karfreitag", "2026-04-06": "Ostermontag", "2026-05-01": "Tag der Arbeit",
		"2026-05-14": "Christi Himmelfahrt", "2026-05-25": "Pfingstmontag", "2026-06-04": "Fronleichnam", "2026-12-25": "1. Weihnachtstag",
		"2025-10-03": "Tag der Deutschen Einheit", "2027-11-01": "Allerheiligen", "2025-12-26": "2. Weihnachtstag", "2017-10-31": "Reformationstag 2017",
	}
	for d, name := range want {
		for _, scope := range []Scope{Land, Municipality} {
			if known, got := h.On(d, "09162000", scope); known != Free || got != name {
				t.Errorf("%s is %v %q, not %q", d, known, got, name)
			}
		}
		if known, _ := h.On(d, "09162000", NoHolidays); known != Working {
			t.Errorf("%s counts although no holiday does", d)
		}
	}
	count := 0
	for d := Day("2026-01-01"); d < "2027-01-01"; d = d.AddDays(1) {
		if _, name := h.On(d, "09162000", Land); name != "" && name != Saturday && name != Sunday {
			count++
		}
	}
	if count != 9 { // of 12, three fall on a weekend: 3 October, 1 November, 26 December
		t.Errorf("2026 has %d holidays on weekdays", count)
	}
}

func TestWhatIsNotKnownOfAPlaceIsShown(t *testing.T) {
	t.Parallel()
	h := ShippedHolidays()
	for place, want := range map[string]Known{
		"091620000000": Free, "09162": Free, "095640000000": Working, "094610000000": Unknown, "09": Unknown, "": Unknown, "09761000": Free,
		"097610000000": Free, "05315000": Unknown, "101": Unknown,
	} {
		if known, _ := h.On("2025-08-15", place, Municipality); known != want {
			t.Errorf("%q on 15 August 2025: %v, not %v", place, known, want)
		}
	}
	if known, _ := h.On("2025-11-19", "05315000", Municipality); known != Unknown {
		t.Error("the day of repentance is known outside Bavaria")
	}
	if got := h.UnknownPlaces("2025-08-15", []string{"09564000", "09472190", "09461000"}); !slices.Equal(got, []string{"09461000", "09472190"}) {
		t.Errorf("asked for %v", got)
	}
	r, _ := Shipped().Version("vwgo-month", 1)
	res := Compute(r, "2025-07-15", "09461000", h)
	if res.Date != "2025-08-15" || !res.Provisional || !strings.Contains(res.Explain("de"), "Montag, 18. August 2025") ||
		!strings.Contains(res.Explain("en"), "Monday, 18 August 2025") {
		t.Errorf("%s: %s", res.Date, res.Explain("de"))
	}
}

func TestConfirmedRulesAreNotProvisional(t *testing.T) {
	t.Parallel()
	r, _ := Shipped().Version("vwgo-month", 1)
	if !Compute(r, "2026-03-02", "09162000", ShippedHolidays()).Provisional {
		t.Error("a rule nobody confirmed is not provisional")
	}
	r.CounselConfirmed = true
	if res := Compute(r, "2026-03-02", "09162000", ShippedHolidays()); res.Provisional || strings.Contains(res.Explain("de"), "vorläufig") {
		t.Errorf("a confirmed rule is provisional: %s", res.Explain("de"))
	}
	if res := Compute(r, "2025-07-15", "09461000", ShippedHolidays()); !res.Provisional {
		t.Error("a day in doubt is not provisional")
	}
}

func TestExtensionOnlyLengthens(t *testing.T) {
	t.Parallel()
	r, _ := Shipped().Version("bayvwvfg-42a", 1)
	res := Compute(r, "2026-01-15", "09162000", ShippedHolidays())
	longer := res.ExtendTo("2026-05-29")
	if longer.Date != "2026-05-29" || !strings.Contains(longer.Explain("de"), "verlängert, vorher endete sie am Mittwoch, 15. April 2026") {
		t.Errorf("%s: %s", longer.Date, longer.Explain("de"))
	}
	if same := res.ExtendTo(res.Date); same.Date != res.Date || len(same.Steps) != len(res.Steps) {
		t.Error("an extension to the same day is one")
	}
	if res.Date != "2026-04-15" || len(res.Steps) != 2 {
		t.Error("the result was changed")
	}
}

func TestBookRefusesOverlaps(t *testing.T) {
	t.Parallel()
	base, _ := Shipped().Version("vwgo-month", 1)
	day := func(d Day) *Day { return &d }
	with := func(change func(*Rule)) Rule {
		r := base
		r.Version = 2
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		r       Rule
		refused bool
	}{
		"two versions at once":      {with(func(*Rule) {}), true},
		"another id, same question": {with(func(r *Rule) { r.ID, r.Version = "other", 1 }), true},
		"another anchor":            {with(func(r *Rule) { r.ID, r.Version, r.Anchor = "other", 1, Posted }), false},
		"another procedure":         {with(func(r *Rule) { l := AO; r.ID, r.Version, r.ProcedureLaw = "other", 1, &l }), false},
		"a name of its own":         {with(func(r *Rule) { r.ID, r.Version, r.Special = "other", 1, "X" }), false},
		"ends as the other begins":  {with(func(r *Rule) { r.ValidFrom, r.ValidTo = "2000-01-01", day(base.ValidFrom) }), false},
		"ends a day later":          {with(func(r *Rule) { r.ValidFrom, r.ValidTo = "2000-01-01", day(base.ValidFrom.AddDays(1)) }), true},
		"never valid":               {with(func(r *Rule) { r.ValidFrom, r.ValidTo = "2000-01-01", day("2000-01-01") }), true},
		"no such day":               {with(func(r *Rule) { r.ValidFrom = "2026-02-29" }), true},
		"a word nobody knows":       {with(func(r *Rule) { r.Unit = "YEARS" }), true},
		"counts backwards":          {with(func(r *Rule) { r.Amount = -1 }), true},
	} {
		if _, err := NewBook([]Rule{base, c.r}); (err != nil) != c.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := NewBook([]Rule{base, with(func(*Rule) {})}); !errors.Is(err, ErrOverlap) {
		t.Errorf("overlap is refused by %v", err)
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"2026-02-29", "2026-13-01", "2026-1-1", "", "heute"} {
		if _, err := ParseDay(s); err == nil || Day(s).Valid() {
			t.Errorf("%q is a day", s)
		}
	}
	// midnight in Berlin, not in UTC, begins the day
	if d := DayOf(time.Date(2026, 7, 31, 22, 30, 0, 0, time.UTC)); d != "2026-08-01" {
		t.Errorf("summer: %s", d)
	}
	if d := DayOf(time.Date(2026, 12, 31, 22, 59, 0, 0, time.UTC)); d != "2026-12-31" {
		t.Errorf("winter: %s", d)
	}
	if end := Day("2026-03-29").End(); DayOf(end) != "2026-03-29" || DayOf(end.Add(time.Microsecond)) != "2026-03-30" {
		t.Errorf("end of the day the clock is put forward: %s", end.In(clock.Berlin))
	}
	if n, back := Day("2026-03-28").DaysTo("2026-03-30"), Day("2027-01-01").DaysTo("2026-12-31"); n != 2 || back != -1 {
		t.Errorf("days between: %d, %d", n, back)
	}
	if d := Day("2026-10-31").AddMonths(-1); d != "2026-09-30" {
		t.Errorf("a month before: %s", d)
	}
}

// Editors read where a rule was seen: in German, or an address.
func TestSourcesAreWrittenForReaders(t *testing.T) {
	t.Parallel()
	for _, r := range Shipped().Rules() {
		for _, word := range []string{"domain", "knowledge", "confirmed", "rules,"} {
			if strings.Contains(r.Source, word) {
				t.Errorf("%s, version %d: source %q", r.ID, r.Version, r.Source)
			}
		}
		if r.Source == "" {
			t.Errorf("%s, version %d: no source", r.ID, r.Version)
		}
	}
}

// versionOn is the version of a shipped rule that is valid on a day, also of one that is off.
func versionOn(id string, on Day) (Rule, bool) {
	i := slices.IndexFunc(Shipped().Rules(), func(r Rule) bool { return r.ID == id && r.At(on) })
	if i < 0 {
		return Rule{}, false
	}
	return Shipped().Rules()[i], true
}

// Days are computed by rules whose event is seen here: no letter is posted, nothing arrives at an Einheitlicher Ansprechpartner.
func TestRulesInUseAreThoseThatDaysAreComputedBy(t *testing.T) {
	t.Parallel()
	want := map[string]bool{
		"baydig-24-notice": true, "baydig-24-retrieval": true, "bayvwvfg-41-post": false, "vwvfg-41-post": false, "vwvfg-41-retrieval": true,
		"ao-122-post": false, "ao-122a-notice": true, "ao-122a-retrieval": true, "sgbx-37-post": false, "sgbx-37-notice": true, "sgbx-37-retrieval": true,
		"ozg-9": false, "art71b-arrival": false, "art71b-abroad": false, "vwgo-month": true, "vwgo-year": true, "sgg-month": true, "sgg-year": true,
		"bayvwvfg-42a": true, "gewo-6a": true, "baygastv-2": true, "answer-due": true,
	}
	for _, r := range Shipped().Rules() {
		if in, known := want[r.ID]; !known || in != r.InUse() {
			t.Errorf("%s: in use %v, known %v", r.ID, r.InUse(), known)
		}
	}
}
