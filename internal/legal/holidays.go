package legal

import (
	_ "embed" // the table
	"fmt"
	"slices"
	"strings"
	"time"
)

// Known is what is known of a day at a place.
type Known int

// A day is a working day, a free day, or nobody told us.
const (
	Working Known = iota
	Free
	Unknown
)

// The names of free days that are no holiday.
const (
	Saturday = "Samstag"
	Sunday   = "Sonntag"
)

// localHoliday is a row of what is known of one holiday at one place; a place may be the beginning of a key, and the longest one counts.
type localHoliday struct {
	name, place string
	is          bool
	from        Day
	to          Day // empty: until further notice
}

// Holidays is what is known of public holidays. Those of the Land are computed; those of municipalities are rows.
type Holidays struct{ local []localHoliday }

//go:embed data/holidays.tsv
var holidaysTable string

var holidayColumns = []string{"holiday", "place", "is_holiday", "valid_from", "valid_to", "name", "source"}

// The holidays that not every place of Bavaria has, with their day.
var localDays = map[string]string{"Mariä Himmelfahrt": "08-15", "Augsburger Hohes Friedensfest": "08-08"}

func parseHolidays(text string) (Holidays, error) {
	rows, err := readTable(text, holidayColumns)
	if err != nil {
		return Holidays{}, err
	}
	var h Holidays
	for _, f := range rows {
		row := localHoliday{name: f[0], place: f[1], is: f[2] == "yes", from: Day(f[3]), to: Day(f[4])}
		if _, ok := localDays[row.name]; !ok || !row.from.Valid() || row.to != "" && row.to <= row.from || f[2] != "yes" && f[2] != "no" || f[6] == "" {
			return Holidays{}, fmt.Errorf("legal: holiday %v cannot be read", f)
		}
		for _, other := range h.local {
			if other.name == row.name && other.place == row.place && (other.to == "" || row.from < other.to) && (row.to == "" || other.from < row.to) {
				return Holidays{}, fmt.Errorf("legal: holiday %v is there twice", f)
			}
		}
		h.local = append(h.local, row)
	}
	return h, nil
}

var shippedHolidays = func() Holidays {
	h, err := parseHolidays(holidaysTable)
	if err != nil {
		panic(err)
	}
	return h
}()

// ShippedHolidays are those that come with the program.
func ShippedHolidays() Holidays { return shippedHolidays }

// landHoliday is the holiday of all Germany, or of all Bavaria, on a day.
func landHoliday(d Day) (name string, everywhere bool) {
	switch string(d[5:]) {
	case "01-01":
		return "Neujahr", true
	case "01-06":
		return "Heilige Drei Könige", false
	case "05-01":
		return "Tag der Arbeit", true
	case "10-03":
		return "Tag der Deutschen Einheit", true
	case "11-01":
		return "Allerheiligen", false
	case "12-25":
		return "1. Weihnachtstag", true
	case "12-26":
		return "2. Weihnachtstag", true
	}
	if d == "2017-10-31" {
		return "Reformationstag 2017", true
	}
	sunday := easter(d.Year())
	switch d {
	case sunday.AddDays(-2):
		return "Karfreitag", true
	case sunday.AddDays(1):
		return "Ostermontag", true
	case sunday.AddDays(39):
		return "Christi Himmelfahrt", true
	case sunday.AddDays(50):
		return "Pfingstmontag", true
	case sunday.AddDays(60):
		return "Fronleichnam", false
	}
	return "", false
}

// elsewhere are days that are a holiday in some Land other than Bavaria.
func elsewhere(d Day) bool {
	switch string(d[5:]) {
	case "03-08", "08-15", "09-20", "10-31":
		return true
	}
	// the day of repentance: the Wednesday before 23 November
	return string(d[5:7]) == "11" && d.Weekday() == time.Wednesday && d[8:] >= "16" && d[8:] <= "22"
}

// On says what a day is at a place, and its name where it has one. The place is an official key (ARS or AGS) of any length; scope says
// whose holidays count.
func (h Holidays) On(d Day, place string, scope Scope) (Known, string) {
	switch d.Weekday() {
	case time.Saturday:
		return Free, Saturday
	case time.Sunday:
		return Free, Sunday
	}
	if scope == NoHolidays {
		return Working, ""
	}
	name, everywhere := landHoliday(d)
	bavarian := place == "" || strings.HasPrefix(place, "09")
	switch {
	case name != "" && (everywhere || bavarian):
		return Free, name
	case !bavarian && (name != "" || elsewhere(d)):
		return Unknown, name
	case !bavarian || scope != Municipality:
		return Working, ""
	}
	for holiday, day := range localDays {
		if day == string(d[5:]) {
			return h.localOn(d, key(place), holiday), holiday
		}
	}
	return Working, ""
}

// key is a municipality's key without its union (AGS), as the table names places.
func key(place string) string {
	if len(place) == 12 {
		return place[:5] + place[9:]
	}
	return place
}

func (h Holidays) localOn(d Day, place, holiday string) Known {
	best := -1
	for i, row := range h.local {
		if row.name == holiday && strings.HasPrefix(place, row.place) && row.from <= d && (row.to == "" || d < row.to) &&
			(best < 0 || len(row.place) > len(h.local[best].place)) {
			best = i
		}
	}
	switch {
	case best < 0:
		return Unknown
	case h.local[best].is:
		return Free
	default:
		return Working
	}
}

// UnknownPlaces are those of the keys given of which is not known whether they have a holiday on a day: what an editor is asked for.
func (h Holidays) UnknownPlaces(d Day, places []string) []string {
	var unknown []string
	for _, place := range places {
		if known, _ := h.On(d, place, Municipality); known == Unknown {
			unknown = append(unknown, place)
		}
	}
	slices.Sort(unknown)
	return unknown
}
