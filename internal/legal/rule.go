// Package legal computes days with legal effect. It holds no law in code: rules are rows, with the law and article they come from, and
// everything here is a pure function of a rule, the day of an event, a place and a table of holidays. It reads no clock.
package legal

import (
	"slices"
	"strings"
)

// Kind is what a date means in law.
type Kind string

// The kinds.
const (
	Announcement   Kind = "ANNOUNCEMENT"
	AnswerDue      Kind = "ANSWER_DUE"
	RemedyEnds     Kind = "REMEDY_ENDS"
	DeemedApproval Kind = "DEEMED_APPROVAL"
)

// Kinds are all of them.
var Kinds = []Kind{Announcement, AnswerDue, RemedyEnds, DeemedApproval}

// ProcedureLaw is the code of procedure that governs.
type ProcedureLaw string

// The codes.
const (
	BayVwVfG ProcedureLaw = "BAYVWVFG"
	VwVfG    ProcedureLaw = "VWVFG"
	AO       ProcedureLaw = "AO"
	SGBX     ProcedureLaw = "SGB_X"
)

// ProcedureLaws are all of them.
var ProcedureLaws = []ProcedureLaw{BayVwVfG, VwVfG, AO, SGBX}

// Anchor is the event that a rule counts from.
type Anchor string

// The events.
const (
	NoticeSent        Anchor = "NOTICE_SENT"
	Provided          Anchor = "PROVIDED"
	Retrieved         Anchor = "RETRIEVED"
	Posted            Anchor = "POSTED"
	Announced         Anchor = "ANNOUNCED"
	Received          Anchor = "RECEIVED"
	DocumentsComplete Anchor = "DOCUMENTS_COMPLETE"
)

// Anchors are all of them.
var Anchors = []Anchor{NoticeSent, Provided, Retrieved, Posted, Announced, Received, DocumentsComplete}

// Unit is a unit of the calendar.
type Unit string

// The units.
const (
	Days   Unit = "DAYS"
	Weeks  Unit = "WEEKS"
	Months Unit = "MONTHS"
)

// Scope says whose public holidays count beside weekends.
type Scope string

// The scopes.
const (
	NoHolidays   Scope = "NONE"
	Land         Scope = "LAND"
	Municipality Scope = "MUNICIPALITY"
)

// What a rule is for beside its kind: it is chosen by this name, never by itself.
const (
	// NoInstruction is the remedy against a decision that does not say how it can be contested.
	NoInstruction = "NO_INSTRUCTION"
	// Abroad is the post to another country.
	Abroad = "ABROAD"
	// Arrival is the day on which documents that came to the Einheitlicher Ansprechpartner count as received by the authority.
	Arrival = "ARRIVAL"
)

// Rule is one version of a rule. ID is the same for all versions; validity is closed-open and is asked for the day of the event.
type Rule struct {
	ID      string
	Version int
	Kind    Kind
	// Law and Article are where it stands, such as BayDiG and Art. 24 Abs. 2 Satz 1.
	Law, Article string
	// Jurisdiction is DE or DE-BY.
	Jurisdiction string
	// ProcedureLaw is nil for every procedure.
	ProcedureLaw *ProcedureLaw
	Anchor       Anchor
	Amount       int
	Unit         Unit
	// ShiftForDate and ShiftForPeriod are two questions: whether a day of announcement moves to the next working day, and whether the end
	// of a period does.
	ShiftForDate, ShiftForPeriod bool
	Holidays                     Scope
	ValidFrom                    Day
	ValidTo                      *Day
	CounselConfirmed             bool
	Note                         string
	// Special is what it is for beside its kind: NoInstruction, Abroad, Arrival, or the legal basis of a deemed approval.
	Special string
	// Off is a rule that is shown and not used.
	Off bool
	// Question is what counsel is asked.
	Question string
	// Source is where the text was seen.
	Source string
}

// Name is law and article as a reader looks them up.
func (r Rule) Name() string { return strings.TrimSpace(r.Article + " " + r.Law) }

// On is the rule with the legal basis that a service names for its deemed approval, instead of its own.
func (r Rule) On(basis string) Rule {
	r.Article, r.Law = basis, ""
	return r
}

// At reports whether the rule is valid on a day.
func (r Rule) At(d Day) bool { return r.ValidFrom <= d && (r.ValidTo == nil || d < *r.ValidTo) }

// With is the rule with a length that a decision or a service names.
func (r Rule) With(amount int, unit Unit) Rule {
	r.Amount, r.Unit = amount, unit
	return r
}

// InUse reports whether days are computed here by the rule: it is not off, and its event is one that is seen here.
func (r Rule) InUse() bool {
	seen := map[Kind][]Anchor{Announcement: {NoticeSent, Retrieved}, AnswerDue: {Provided}, RemedyEnds: {Announced}, DeemedApproval: {DocumentsComplete}}
	return !r.Off && slices.Contains(seen[r.Kind], r.Anchor)
}

// shifts reports whether its day moves to the next working day.
func (r Rule) shifts() bool {
	if r.Kind == Announcement {
		return r.ShiftForDate
	}
	return r.ShiftForPeriod
}
