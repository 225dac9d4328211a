package mime

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/internal/clock"
)

// maxEvents bounds the appointments that are shown of one part.
const maxEvents = 20

// event is an appointment (RFC 5545).
type event struct {
	method, status, summary, location, description, repeats string
	start, end                                              moment
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

// calendar shows what a calendar part says as text; false when it says nothing that can be read.
func (c *collector) calendar(p *Part) bool {
	content, fault := p.bytes()
	if fault != "" || len(content) > c.limit {
		return false
	}
	s, _ := inCharset(content, p.Params["charset"])
	events := eventsIn(s)
	for _, e := range events {
		text := e.text()
		if c.events[text] || !c.takes(text) {
			// Programs send an invitation as a version of the text and as a file.
			continue
		}
		c.events[text] = true
		c.pieces = append(c.pieces, piece{text: text, event: e})
	}
	return len(events) > 0
}

// eventsIn reads the appointments of a calendar.
func eventsIn(s string) []*event {
	// Long lines are folded.
	s = strings.NewReplacer("\n ", "", "\n\t", "").Replace(unixLines(s))
	var found []*event
	var now *event
	method := ""
	depth := 0
	for line := range strings.SplitSeq(s, "\n") {
		name, params, value := property(line)
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
			if found = append(found, now); len(found) == maxEvents {
				return said(found)
			}
			now = nil
		case depth == 0:
			now.set(name, params, value)
		}
	}
	return said(found)
}

// said are the appointments that say at least something.
func said(events []*event) []*event {
	return slices.DeleteFunc(events, func(e *event) bool { return e.start.raw == "" && e.summary == "" && e.description == "" })
}

// property cuts a content line.
func property(line string) (name, params, value string) {
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

func momentOf(params, value string) moment {
	m := moment{raw: clean(value)}
	for param := range strings.SplitSeq(params, ";") {
		if name, zone, _ := strings.Cut(param, "="); strings.EqualFold(name, "TZID") {
			m.zone = clean(strings.Trim(zone, `"`))
		}
	}
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
	text := m.at.In(clock.Berlin).Format("02.01.2006, 15:04 Uhr")
	if m.zone != "" {
		text += " (" + m.zone + ")"
	}
	return text
}

// text is an appointment as a person reads it.
func (e *event) text() string {
	kind := "Termin"
	switch {
	case e.method == "CANCEL" || e.status == "CANCELLED":
		kind = "Abgesagter Termin"
	case e.method == "REPLY":
		kind = "Antwort zum Termin"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", kind, e.summary)
	line := func(label, value string) {
		if value != "" {
			b.WriteString("\n" + label + ": " + value)
		}
	}
	line("Beginn", e.start.String())
	line("Ende", e.end.String())
	line("Ort", e.location)
	line("Wiederholung", e.repeats)
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
	var all strings.Builder
	for _, p := range c.pieces {
		if p.event == nil {
			all.WriteString(squeeze(p.text) + "\n")
		}
	}
	text := all.String()
	var kept []piece
	for _, p := range c.pieces {
		if p.event != nil {
			if p.event.repeatedIn(text) {
				continue
			}
			if e := *p.event; e.description != "" && strings.Contains(text, squeeze(e.description)) {
				e.description = ""
				p.text = e.text()
			}
		}
		kept = append(kept, p)
	}
	c.pieces = kept
}

// repeatedIn says whether a squeezed text says everything of an appointment.
func (e *event) repeatedIn(text string) bool {
	if e.method == "CANCEL" || e.status == "CANCELLED" || e.method == "REPLY" || e.repeats != "" || e.start.at.IsZero() || e.start.zone != "" {
		return false
	}
	for _, one := range []string{e.summary, e.location, e.description} {
		if !strings.Contains(text, squeeze(one)) {
			return false
		}
	}
	return e.start.standsIn(text) && (e.end.raw == "" || e.end.standsIn(text) || e.end.day)
}

var monthNames = [...]string{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"}

func (m moment) standsIn(text string) bool {
	if m.at.IsZero() {
		return false
	}
	at := m.at.In(clock.Berlin)
	day := []string{at.Format("02012006"), at.Format("212006"), at.Format("0212006"), at.Format("020106"), at.Format("2") + monthNames[at.Month()-1] + at.Format("2006"), at.Format("20060102")}
	if !slices.ContainsFunc(day, func(s string) bool { return strings.Contains(text, s) }) {
		return false
	}
	return m.day || strings.Contains(text, at.Format("1504")) || at.Minute() == 0 && strings.Contains(text, fmt.Sprintf("%duhr", at.Hour()))
}
