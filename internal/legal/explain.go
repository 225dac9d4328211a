package legal

import (
	"fmt"
	"strings"
)

var (
	weekdaysDE = []string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	monthsDE   = []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
	holidaysEN = map[string]string{
		Saturday: "a Saturday", Sunday: "a Sunday", "Neujahr": "New Year's Day", "Heilige Drei Könige": "Epiphany", "Karfreitag": "Good Friday",
		"Ostermontag": "Easter Monday", "Tag der Arbeit": "Labour Day", "Christi Himmelfahrt": "Ascension Day", "Pfingstmontag": "Whit Monday",
		"Fronleichnam": "Corpus Christi", "Tag der Deutschen Einheit": "German Unity Day", "Allerheiligen": "All Saints' Day",
		"1. Weihnachtstag": "Christmas Day", "2. Weihnachtstag": "Boxing Day", "Mariä Himmelfahrt": "Assumption Day",
		"Augsburger Hohes Friedensfest": "the Augsburg peace festival", "Reformationstag 2017": "Reformation Day 2017",
	}
	anchorsDE = map[Anchor]string{
		NoticeSent: "der Absendung der Benachrichtigung", Provided: "der Bereitstellung", Retrieved: "des Abrufs", Posted: "der Aufgabe zur Post",
		Announced: "der Bekanntgabe", Received: "des Eingangs", DocumentsComplete: "der Mitteilung, dass die Unterlagen vollständig sind",
	}
	anchorsEN = map[Anchor]string{
		NoticeSent: "the notice was sent", Provided: "it was made available", Retrieved: "it was retrieved", Posted: "it was posted",
		Announced: "the decision was announced", Received: "it was received", DocumentsComplete: "the authority told that the documents are complete",
	}
)

// Words is the day in words: Montag, 30. November 2026; in any other locale than German in English.
func (d Day) Words(locale string) string {
	t := d.at()
	if strings.HasPrefix(strings.ToLower(locale), "de") {
		return fmt.Sprintf("%s, %d. %s %d", weekdaysDE[t.Weekday()], t.Day(), monthsDE[t.Month()-1], t.Year())
	}
	return t.Format("Monday, 2 January 2006")
}

func length(amount int, unit Unit, german bool) string {
	one, many := map[Unit][2]string{Days: {"day", "days"}, Weeks: {"week", "weeks"}, Months: {"month", "months"}}, 1
	if german {
		one = map[Unit][2]string{Days: {"Tag", "Tage"}, Weeks: {"Woche", "Wochen"}, Months: {"Monat", "Monate"}}
	}
	if amount == 1 {
		many = 0
	}
	return fmt.Sprintf("%d %s", amount, one[unit][many])
}

func holidayWord(name string, german bool) string {
	switch {
	case german && (name == Saturday || name == Sunday):
		return "ein " + name
	case german && name == "":
		return "ein Feiertag"
	case german:
		return "ein Feiertag (" + name + ")"
	case name == "":
		return "a public holiday"
	case holidaysEN[name] != "":
		return holidaysEN[name]
	default:
		return name
	}
}

// Explain says in plain words why it is this day: the rule, the event, the counting, each move, and what is not certain.
func (res Result) Explain(locale string) string {
	german := strings.HasPrefix(strings.ToLower(locale), "de")
	var parts []string
	say := func(de, en string, args ...any) {
		text := en
		if german {
			text = de
		}
		parts = append(parts, fmt.Sprintf(text, args...))
	}
	r := res.Rule
	event := anchorsEN[r.Anchor]
	if german {
		event = anchorsDE[r.Anchor]
	}
	from := res.Anchor.Words(locale)
	for _, s := range res.Steps {
		switch s.Kind {
		case Counted:
			switch {
			case r.Kind == AnswerDue && r.Amount == 0:
				say("Die Behörde hat diesen Tag genannt: %s (%s).", "The authority named this day: %s (%s).", s.Day.Words(locale), r.Name())
			case r.Amount == 0:
				say("Nach %s zählt der Tag %s: %s.", "By %s, the day on which %s counts: %s.", r.Name(), event, from)
			case r.Kind == Announcement:
				if german {
					parts = append(parts, fmt.Sprintf("Nach %s gilt der Bescheid %s nach dem Tag %s als bekannt gegeben. Das war %s. Dieser Tag zählt nicht mit. Das ergibt %s.",
						r.Name(), announcedAfter(r, true), event, from, s.Day.Words(locale)))
				} else {
					parts = append(parts, fmt.Sprintf("By %s, the decision counts as announced %s after the day on which %s: %s. That day is not counted. This gives %s.",
						r.Name(), announcedAfter(r, false), event, from, s.Day.Words(locale)))
				}
			default:
				say("Nach %s dauert die Frist %s. Sie beginnt nach dem Tag %s: %s. Dieser Tag zählt nicht mit. Das ergibt %s.",
					"By %s, the period is %s. It begins after the day on which %s: %s. That day is not counted. This gives %s.",
					r.Name(), length(r.Amount, r.Unit, german), event, from, s.Day.Words(locale))
			}
		case Moved:
			say("%s ist %s: Es zählt der nächste Werktag.", "%s is %s: the next working day counts.", s.Day.Words(locale), holidayWord(s.Holiday, german))
		case Stayed:
			say("%s ist %s; das ändert hier nichts.", "%s is %s; that changes nothing here.", s.Day.Words(locale), holidayWord(s.Holiday, german))
		case Doubtful:
			say("Uns ist nicht bekannt, ob dieser Tag am Ort %s ist. Gezeigt wird der frühere Tag. Mit Feiertag wäre es %s.",
				"We do not know whether this day is a public holiday at the place (%s). The earlier day is shown. With the holiday it would be %s.",
				holidayWord(s.Holiday, german), s.Day.Words(locale))
			if r.Kind == DeemedApproval {
				say("Verlassen Sie sich bis dahin nicht auf die Genehmigung.", "Do not rely on the approval before then.")
			}
		case Unconfirmed:
			say("Die Angabe ist vorläufig: Die Regel ist noch nicht juristisch bestätigt.", "The date is provisional: counsel has not confirmed the rule yet.")
		case Extended:
			say("Die Behörde hat die Frist verlängert, vorher endete sie am %s.", "The authority extended the period; before, it ended on %s.", s.Day.Words(locale))
		}
	}
	if len(res.Steps) > 0 {
		say("Es gilt: %s.", "So the day is: %s.", res.Date.Words(locale))
	}
	return strings.Join(parts, " ")
}

// announcedAfter is how long after its event a decision counts as announced: the third day, one month.
func announcedAfter(r Rule, german bool) string {
	switch {
	case german && r.Unit == Days:
		return fmt.Sprintf("am %d. Tag", r.Amount)
	case german && r.Unit == Months && r.Amount == 1:
		return "einen Monat"
	case german:
		return length(r.Amount, r.Unit, true)
	case r.Unit == Days:
		return "on day " + fmt.Sprint(r.Amount)
	default:
		return length(r.Amount, r.Unit, false)
	}
}

// Easy is the day in Leichte Sprache; in any other locale than German in short, easy English.
func (res Result) Easy(locale string) string {
	german := strings.HasPrefix(strings.ToLower(locale), "de")
	day := res.Date.Words(locale)
	texts := map[Kind][2]string{
		Announcement:   {"Ab %s gilt der Brief vom Amt als bekannt.", "From %s on, the decision counts as known."},
		AnswerDue:      {"Antworten Sie bis %s. Dann ist Ihre Antwort nicht zu spät.", "Answer by %s. Then your answer is in time."},
		RemedyEnds:     {"Sind Sie nicht einverstanden? Dann haben Sie Zeit bis %s. Danach ist es zu spät.", "You do not agree? You have time until %s. After that it is too late."},
		DeemedApproval: {"Das Amt hat Zeit bis %s. Sagt das Amt bis dahin nichts, gilt Ihr Antrag als erlaubt.", "The authority has time until %s. If it says nothing until then, your application counts as approved."},
	}
	text := texts[res.Rule.Kind]
	easy := fmt.Sprintf(text[1], day)
	if german {
		easy = fmt.Sprintf(text[0], day)
	}
	if res.Provisional {
		if german {
			return easy + " Der Tag ist noch nicht ganz sicher. Fragen Sie im Zweifel das Amt."
		}
		return easy + " The day is not quite certain. If in doubt, ask the authority."
	}
	return easy
}
