// Package retention computes for how long an authority keeps its copy of a case (Aufbewahrung).
//
// Begin with [Class]: an authority has up to [MaxClasses], a case has one, and [Class.Until] is the last moment. All of it are functions of what
// they are given.
package retention

import (
	"time"

	"schalter/internal/clock"
)

// MaxClasses is how many classes an authority may have; MaxMonths is the longest of them.
const (
	MaxClasses = 20
	MaxMonths  = 1200
)

// Grace is how many days a case is kept at least after its class was made shorter, AfterExport after it was exported where its class asks for that.
const (
	Grace       = 30
	AfterExport = 7
)

// IdleMonths after the last thing that happened in a case, one that nobody closes is closed.
const IdleMonths = 12

// Class says how long a closed case is kept (type RetentionClass of the contract).
type Class struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	// Months are calendar months after closing.
	Months int `json:"months"`
	// OfferToArchive has a case deleted only after the archive was offered it (Art. 6 BayArchivG).
	OfferToArchive bool `json:"offerToArchive"`
	// ExportFirst has a case deleted only once all of it was exported, as many days later as AfterExport says; without months it ends with its
	// export and closing. What was added since is in no export.
	ExportFirst bool `json:"exportFirst,omitempty"`
	// ShortenedAt is when the class was made shorter than by MonthsBefore and ExportFirstBefore; nil when it never was, or was made longer since.
	ShortenedAt       *time.Time `json:"shortenedAt,omitempty"`
	MonthsBefore      int        `json:"monthsBefore,omitempty"`
	ExportFirstBefore bool       `json:"exportFirstBefore,omitempty"`
}

// Use is how many cases of an authority have a class: all, those that are closed, and of these those that wait for what the archive says, and those
// of which all was exported.
type Use struct{ Cases, Closed, Waiting, Exported int }

// Plus is both together.
func (u Use) Plus(o Use) Use {
	return Use{Cases: u.Cases + o.Cases, Closed: u.Closed + o.Closed, Waiting: u.Waiting + o.Waiting, Exported: u.Exported + o.Exported}
}

// Standard are the classes of an authority that has set none: two years.
func Standard() []Class { return []Class{{Key: "standard", Name: "Standard", Months: 24}} }

// Of is the class of a case: the first without a key. A key that is not there any more is the longest, offered to the archive if any is, and exported
// first if any is.
func Of(classes []Class, key *string) Class {
	if len(classes) == 0 {
		classes = Standard()
	}
	if key == nil {
		return classes[0]
	}
	longest, offer, export := classes[0], false, false
	for _, c := range classes {
		if c.Key == *key {
			return c
		}
		if c.Months > longest.Months {
			longest = c
		}
		offer, export = offer || c.OfferToArchive, export || c.ExportFirst
	}
	longest.OfferToArchive, longest.ExportFirst = offer, export
	return longest
}

// Until is the last moment for which a case that was closed then is kept: the end of a day in Berlin. exportedAt is when all of it was exported, nil
// where it was not, or something was added since: a class that asks for it has no end then, and Until is nil. Where the class was made shorter
// after the closing, nothing ends sooner than so many days later as Grace says, unless it had ended sooner before.
func (c Class) Until(closedAt time.Time, exportedAt *time.Time) *time.Time {
	end := after(closedAt, exportedAt, c.Months, c.ExportFirst)
	if end == nil || c.ShortenedAt == nil || !closedAt.Before(*c.ShortenedAt) {
		return end
	}
	floor := daysAfter(*c.ShortenedAt, Grace)
	if before := after(closedAt, exportedAt, c.MonthsBefore, c.ExportFirstBefore); before != nil && before.Before(floor) {
		floor = *before
	}
	if floor.After(*end) {
		return &floor
	}
	return end
}

func after(closedAt time.Time, exportedAt *time.Time, months int, exportFirst bool) *time.Time {
	end := clock.EndOfDay(clock.AddMonths(closedAt, months))
	if !exportFirst {
		return &end
	}
	if exportedAt == nil {
		return nil
	}
	// Who exports first and closes then has as many days, too.
	last := closedAt
	if exportedAt.After(last) {
		last = *exportedAt
	}
	if grace := daysAfter(last, AfterExport); grace.After(end) {
		end = grace
	}
	return &end
}

func daysAfter(t time.Time, days int) time.Time {
	return clock.EndOfDay(t.In(clock.Berlin).AddDate(0, 0, days))
}

// Change says what a change of a class does to the ends of closed cases: of those of which all was exported, and of the others.
func (c Class) Change(to Class) (exported, others Shift) {
	others = shiftOf(to.Months - c.Months)
	exported = others
	switch {
	case c.ExportFirst && to.ExportFirst:
		others = Same
	case c.ExportFirst:
		others = Sooner
		if exported == Same {
			exported = Sooner
		}
	case to.ExportFirst:
		others = Later
		if exported == Same {
			exported = Later
		}
	}
	return exported, others
}

// Shift says which way an end moves.
type Shift int

// The ways an end moves.
const (
	Sooner Shift = -1
	Same   Shift = 0
	Later  Shift = 1
)

func shiftOf(months int) Shift {
	switch {
	case months < 0:
		return Sooner
	case months > 0:
		return Later
	}
	return Same
}

// Followed is the class as it is when one of the same key takes its place at a time. What was promised when it was made shorter holds for the days of
// Grace, however often it is changed in them.
func (c Class) Followed(by Class, now time.Time) Class {
	promised := c.ShortenedAt != nil && now.Before(daysAfter(*c.ShortenedAt, Grace))
	by.ShortenedAt, by.MonthsBefore, by.ExportFirstBefore = c.ShortenedAt, c.MonthsBefore, c.ExportFirstBefore
	switch exported, others := c.Change(by); {
	case exported == Sooner || others == Sooner:
		by.ShortenedAt, by.MonthsBefore, by.ExportFirstBefore = &now, c.Months, c.ExportFirst
		if promised {
			by.MonthsBefore, by.ExportFirstBefore = max(c.Months, c.MonthsBefore), c.ExportFirst || c.ExportFirstBefore
		}
	case exported == Same && others == Same:
	case !promised || by.Months >= c.MonthsBefore && (by.ExportFirst || !c.ExportFirstBefore):
		by.ShortenedAt, by.MonthsBefore, by.ExportFirstBefore = nil, 0, false
	}
	return by
}

// CountsAsClosedAt is when a case that nobody closes is closed, by the last thing that happened in it.
func CountsAsClosedAt(last time.Time) time.Time { return clock.AddMonths(last, IdleMonths) }

// Held reports whether an order to keep a case holds at a time: until is its last day in Berlin, nil is without end.
func Held(since *time.Time, until *string, now time.Time) bool {
	return since != nil && (until == nil || clock.Day(now) <= *until)
}
