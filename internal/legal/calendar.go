package legal

import (
	"strings"
	"time"
	"unicode/utf8"
)

// CalendarEntry is what an entry in a calendar says beside its day.
type CalendarEntry struct {
	// ID is the same for one date forever, so that a calendar that gets it twice shows it once.
	ID string
	// Stamp is when the date was computed.
	Stamp time.Time
	// Locale is the language of its words: German, or English.
	Locale string
	// With is the authority.
	With string
}

// calendarTitles are the titles of entries, in German and English. None says what a matter is about: calendars are seen by others.
var calendarTitles = map[Kind][2]string{
	Announcement:   {"Bescheid gilt als bekannt gegeben", "Decision counts as announced"},
	AnswerDue:      {"Antwort fällig", "Answer due"},
	RemedyEnds:     {"Rechtsbehelfsfrist endet", "Time for a remedy ends"},
	DeemedApproval: {"Genehmigung gilt als erteilt", "Approval counts as granted"},
}

// Title says what a day is, in German or English, and not what the matter is about.
func Title(kind Kind, locale string) string { return calendarTitles[kind][languageOf(locale)] }

func languageOf(locale string) int {
	if strings.HasPrefix(strings.ToLower(locale), "de") {
		return 0
	}
	return 1
}

// provisionalMark is put before a title whose day is not certain.
var provisionalMark = [2]string{"Vorläufig: ", "Provisional: "}

// Calendar is the day as a file for calendars (iCalendar, RFC 5545): an entry for the whole day, with the reasons in its description.
func (res Result) Calendar(e CalendarEntry) []byte {
	in := languageOf(e.Locale)
	title := calendarTitles[res.Rule.Kind][in]
	if e.With != "" {
		title += ": " + e.With
	}
	if res.Provisional {
		title = provisionalMark[in] + title
	}
	lines := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Schalter//Deadlines//DE", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"BEGIN:VEVENT", "UID:" + e.ID + "@schalter", "DTSTAMP:" + e.Stamp.UTC().Format("20060102T150405Z"),
		"DTSTART;VALUE=DATE:" + strings.ReplaceAll(string(res.Date), "-", ""),
		"DTEND;VALUE=DATE:" + strings.ReplaceAll(string(res.Date.AddDays(1)), "-", ""),
		"SUMMARY:" + calendarText(title), "DESCRIPTION:" + calendarText(res.Explain(e.Locale)), "TRANSP:TRANSPARENT", "CLASS:PRIVATE",
		"END:VEVENT", "END:VCALENDAR",
	}
	var file strings.Builder
	for _, line := range lines {
		foldLine(&file, line)
	}
	return []byte(file.String())
}

// calendarText escapes a text value (RFC 5545, 3.3.11).
func calendarText(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// foldLine writes a line of content in lines of at most 75 octets, none of which ends within a character (RFC 5545, 3.1).
func foldLine(to *strings.Builder, line string) {
	const most = 75
	for room := most; len(line) > room; room = most - 1 {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		to.WriteString(line[:cut] + "\r\n ")
		line = line[cut:]
	}
	to.WriteString(line + "\r\n")
}
