package mime

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"schalter/internal/clock"
)

const (
	// maxEvents bounds the appointments that are shown of one part; one with more is a file.
	maxEvents = 20
	// maxAllEvents bounds those of a whole mail: each is looked for in its text.
	maxAllEvents = 100
)

// event is an appointment (RFC 5545).
type event struct {
	method, status, summary, location, description, comment, repeats string
	// answer is what an invited person says, as PARTSTAT names it.
	answer     string
	start, end moment
}

// moment is a time as an appointment names it.
type moment struct {
	at time.Time
	// day says that it is a whole day; zone is the name of a zone that was not ours.
	day  bool
	zone string
	raw  string
}

func (p *Part) isCalendar() bool {
	return p.MediaType == "text/calendar" || p.MediaType == "application/ics"
}

// addCalendar shows what a calendar part says as text; false when it says nothing that can be read, or too much to be shown whole.
func (c *collector) addCalendar(p *Part) bool {
	content, fault := p.bytes()
	if fault != "" || len(content) > c.limit {
		return false
	}
	s, _ := inCharset(content, p.Params["charset"])
	events := eventsIn(s)
	if len(events) == 0 || len(events) > maxEvents {
		return false
	}
	var all strings.Builder
	var shown []piece
	for _, e := range events {
		// Programs send an invitation as a version of the text and as a file.
		if text := e.text(); !c.events[text] {
			all.WriteString(text)
			shown = append(shown, piece{text: text, event: e})
		}
	}
	if len(c.events)+len(shown) > maxAllEvents || !c.reserveText(all.String()) {
		return false
	}
	for _, p := range shown {
		c.events[p.text] = true
	}
	c.pieces = append(c.pieces, shown...)
	return true
}

// eventsIn reads the appointments of a calendar, at most one more than are shown.
func eventsIn(s string) []*event {
	// Long lines are folded.
	s = strings.NewReplacer("\n ", "", "\n\t", "").Replace(unixLines(s))
	var found []*event
	var now *event
	method := ""
	depth := 0
	for line := range strings.SplitSeq(s, "\n") {
		name, params, value := cutProperty(line)
		switch {
		case name == "METHOD":
			method = strings.ToUpper(value)
		case name == "BEGIN" && strings.EqualFold(value, "VEVENT") && now == nil:
			now = &event{method: method}
			depth = 0
		case now == nil:
		case name == "BEGIN":
			depth++
		case name == "END" && depth > 0:
			depth--
		case name == "END":
			if found = append(found, now); len(found) > maxEvents {
				return found
			}
			now = nil
		case depth == 0:
			now.set(name, params, value)
		}
	}
	return nonEmptyEvents(found)
}

// nonEmptyEvents are the appointments that say at least something.
func nonEmptyEvents(events []*event) []*event {
	return slices.DeleteFunc(events, func(e *event) bool { return e.start.raw == "" && e.summary == "" && e.description == "" })
}

// cutProperty cuts a content line.
func cutProperty(line string) (name, params, value string) {
	quoted := false
	for i, r := range line {
		if r == '"' {
			quoted = !quoted
		}
		if r == ':' && !quoted {
			name, params, _ = strings.Cut(line[:i], ";")
			return strings.ToUpper(name), params, strings.TrimSpace(line[i+1:])
		}
	}
	return "", "", ""
}

var unescapeText = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`)

func (e *event) set(name, params, value string) {
	text := strings.TrimSpace(cleanLines(unescapeText.Replace(value)))
	switch name {
	case "SUMMARY":
		e.summary = text
	case "LOCATION":
		e.location = text
	case "DESCRIPTION":
		e.description = text
	case "COMMENT":
		e.comment = text
	case "ATTENDEE":
		e.answer = strings.ToUpper(parameter(params, "PARTSTAT"))
	case "STATUS":
		e.status = strings.ToUpper(value)
	case "RRULE":
		e.repeats = text
	case "DTSTART":
		e.start = momentOf(params, value)
	case "DTEND":
		e.end = momentOf(params, value)
	}
}

// cleanLines is clean with the line ends kept.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = clean(l)
	}
	return strings.Join(lines, "\n")
}

// ours are names of zones in which it is the time of Berlin.
var ours = []string{"", "europe/berlin", "w. europe standard time", "cet", "mez", "europe/vienna", "europe/zurich", "europe/busingen", "(utc+01:00) amsterdam, berlin, bern, rome, stockholm, vienna"}

// parameter is the value of a parameter of a property, or "".
func parameter(params, name string) string {
	for one := range strings.SplitSeq(params, ";") {
		if key, value, _ := strings.Cut(one, "="); strings.EqualFold(key, name) {
			return clean(strings.Trim(value, `"`))
		}
	}
	return ""
}

func momentOf(params, value string) moment {
	m := moment{raw: clean(value), zone: parameter(params, "TZID")}
	if at, err := time.Parse("20060102T150405Z", value); err == nil {
		m.at, m.zone = at, ""
	} else if at, err := time.ParseInLocation("20060102T150405", value, clock.Berlin); err == nil {
		m.at = at
	} else if at, err := time.ParseInLocation("20060102", value, clock.Berlin); err == nil {
		m.at, m.day, m.zone = at, true, ""
	}
	if slices.Contains(ours, strings.ToLower(m.zone)) {
		m.zone = ""
	}
	return m
}

func (m moment) String() string {
	if m.at.IsZero() {
		return m.raw
	}
	if m.day {
		return m.at.In(clock.Berlin).Format("02.01.2006")
	}
	text := clock.DayAndTime(m.at)
	if m.zone != "" {
		text += " (" + m.zone + ")"
	}
	return text
}

// last is when an appointment ends; nothing where that is the day on which it begins. Of whole days the end is the day after (RFC
// 5545, 3.6.1).
func (e *event) last() moment {
	if !e.end.day {
		return e.end
	}
	end := e.end
	if end.at = end.at.AddDate(0, 0, -1); !end.at.After(e.start.at) {
		return moment{}
	}
	return end
}

var answers = map[string]string{"ACCEPTED": "zugesagt", "DECLINED": "abgesagt", "TENTATIVE": "unter Vorbehalt zugesagt"}

// text is an appointment as a person reads it.
func (e *event) text() string {
	kind := "Termin"
	switch {
	case e.method == "CANCEL" || e.status == "CANCELLED":
		kind = "Abgesagter Termin"
	case e.method == "REPLY":
		kind = "Antwort zum Termin"
	case e.method == "COUNTER":
		kind = "Vorschlag für einen anderen Termin"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", kind, e.summary)
	line := func(label, value string) {
		if value != "" {
			b.WriteString("\n" + label + ": " + value)
		}
	}
	if e.method == "REPLY" {
		line("Antwort", answers[e.answer])
	}
	line("Beginn", e.start.String())
	line("Ende", e.last().String())
	line("Ort", e.location)
	line("Wiederholung", e.repeats)
	line("Anmerkung", e.comment)
	if e.description != "" {
		b.WriteString("\n\n" + e.description)
	}
	return b.String()
}

// dropRepeatedEvents leaves out appointments of which the rest of the text says everything, and their descriptions where only
// those are repeated.
func (c *collector) dropRepeatedEvents() {
	if !slices.ContainsFunc(c.pieces, func(p piece) bool { return p.event != nil }) {
		return
	}
	var all, dates strings.Builder
	for _, p := range c.pieces {
		if p.event == nil {
			all.WriteString(comparedText(p.text) + "\n")
			dates.WriteString(withoutSpace(p.text) + "\n")
		}
	}
	text := all.String()
	var kept []piece
	for _, p := range c.pieces {
		if p.event != nil {
			if p.event.repeatedIn(text, dates.String()) {
				continue
			}
			if e := *p.event; e.description != "" && strings.Contains(text, comparedText(e.description)) {
				e.description = ""
				p.text = e.text()
			}
		}
		kept = append(kept, p)
	}
	c.pieces = kept
}

// repeatedIn says whether a text says everything of an appointment: squeezed, and for its times without space only.
func (e *event) repeatedIn(text, dates string) bool {
	if e.method == "CANCEL" || e.status == "CANCELLED" || e.method == "REPLY" || e.method == "COUNTER" || e.repeats != "" || e.start.at.IsZero() || e.start.zone != "" {
		return false
	}
	for _, one := range []string{e.summary, e.location, e.description, e.comment} {
		if !strings.Contains(text, comparedText(one)) {
			return false
		}
	}
	last := e.last()
	return e.start.isNamedIn(dates) && (last.raw == "" || last.isNamedIn(dates))
}

var monthNames = [...]string{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"}

// withoutSpace is s in small letters and without space.
func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// isNamedIn says whether a text without space names a moment.
func (m moment) isNamedIn(text string) bool {
	if m.at.IsZero() {
		return false
	}
	at := m.at.In(clock.Berlin)
	names := func(beginnings ...string) bool {
		return slices.ContainsFunc(beginnings, func(beginning string) bool { return beginsIn(text, beginning) })
	}
	if !names(at.Format("02.01.2006"), at.Format("2.1.2006"), at.Format("02.1.2006"), at.Format("2.01.2006"), at.Format("02.01.06"),
		at.Format("2.")+monthNames[at.Month()-1]+at.Format("2006"), at.Format("02.")+monthNames[at.Month()-1]+at.Format("2006"), at.Format("2006-01-02")) {
		return false
	}
	colon, dot := at.Format("15:04"), at.Format("15.04")+"uhr"
	return m.day || names(colon, strings.TrimPrefix(colon, "0"), dot, strings.TrimPrefix(dot, "0")) ||
		at.Minute() == 0 && names(fmt.Sprintf("%duhr", at.Hour()))
}

// beginsIn says whether a number stands in a text and is not the end of a longer one.
func beginsIn(text, number string) bool {
	for at := 0; ; at++ {
		next := strings.Index(text[at:], number)
		if next < 0 {
			return false
		}
		if at += next; at == 0 || text[at-1] < '0' || text[at-1] > '9' {
			return true
		}
	}
}
