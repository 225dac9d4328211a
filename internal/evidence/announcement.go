package evidence

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"

	"schalter/internal/legal"
)

// AnnouncementFacts are what a day of announcement is computed from, as the signed parts of a package say it. Times are in the form of Instant, empty
// where nothing happened.
type AnnouncementFacts struct {
	// Effect is what sending the decision did, by the consent as it stood then.
	Effect     string   `json:"effect"`
	Consent    *Consent `json:"consent,omitempty"`
	ProvidedAt string   `json:"providedAt"`
	// NoticeSentAt and NoticeFailedAt are when the mail that told of it was taken, and came back or could not be sent.
	NoticeSentAt   string `json:"noticeSentAt,omitempty"`
	NoticeFailedAt string `json:"noticeFailedAt,omitempty"`
	RetrievedAt    string `json:"retrievedAt,omitempty"`
	WithdrawnAt    string `json:"withdrawnAt,omitempty"`
}

// AnnouncementRule is a rule as a package has it.
type AnnouncementRule struct {
	ID               string `json:"id"`
	Version          int    `json:"version"`
	Law              string `json:"law"`
	Article          string `json:"article"`
	Jurisdiction     string `json:"jurisdiction"`
	ProcedureLaw     string `json:"procedureLaw,omitempty"`
	Anchor           string `json:"anchor"`
	Amount           int    `json:"amount"`
	Unit             string `json:"unit"`
	ShiftForDate     bool   `json:"shiftForDate"`
	Holidays         string `json:"holidays"`
	ValidFrom        string `json:"validFrom"`
	ValidTo          string `json:"validTo,omitempty"`
	CounselConfirmed bool   `json:"counselConfirmed"`
}

// Announcement is what the platform computed of a decision: the facts, the rules that they ask for, and the day that counts. Without a day none of the
// facts gives one.
type Announcement struct {
	Facts        AnnouncementFacts `json:"facts"`
	ProcedureLaw string            `json:"procedureLaw,omitempty"`
	// Place is the official key of the place whose holidays count; empty where no rule asks for holidays.
	Place string             `json:"place,omitempty"`
	Rules []AnnouncementRule `json:"rules"`
	// Rule, Version, Anchor and AnchorDay are what the day comes from.
	Rule        string `json:"rule,omitempty"`
	Version     int    `json:"version,omitempty"`
	Anchor      string `json:"anchor,omitempty"`
	AnchorDay   string `json:"anchorDay,omitempty"`
	Day         string `json:"day,omitempty"`
	Provisional bool   `json:"provisional,omitempty"`
}

// The effects of a decision.
const (
	effectInformation  = "INFORMATION"
	effectAnnouncement = "ANNOUNCEMENT"
	effectService      = "SERVICE_OF_DOCUMENTS"
)

// FactsOf reads what a record says of how a decision reached the person; false for what is no decision, and for one of before its effect was asked.
func FactsOf(m Manifest, events []Event) (f AnnouncementFacts, ok bool) {
	if m.Kind != "DECISION" || m.DecisionEffect == "" {
		return f, false
	}
	f = AnnouncementFacts{Effect: m.DecisionEffect, Consent: m.Consent, ProvidedAt: m.SentAt}
	first := func(into *string, e Event) {
		at := e.At
		if !e.Occurred.IsZero() {
			at = e.Occurred
		}
		if *into == "" {
			*into = Instant(at)
		}
	}
	for _, e := range events {
		switch {
		case e.Kind == "NOTIFICATION_SENT" && slices.Contains(e.Messages, m.Message):
			first(&f.NoticeSentAt, e)
		case e.Kind == "NOTIFICATION_FAILED" && slices.Contains(e.Messages, m.Message):
			first(&f.NoticeFailedAt, e)
		case e.Kind == "MESSAGE_OPENED" && e.Message == m.Message && e.Capacity == "owner":
			first(&f.RetrievedAt, e)
		case e.Kind == "MESSAGE_WITHDRAWN" && e.Message == m.Message:
			first(&f.WithdrawnAt, e)
		}
	}
	return f, true
}

// AnnouncementEvent is an event that a decision may count from.
type AnnouncementEvent struct {
	Anchor legal.Anchor
	Day    legal.Day
}

// Events are those that the day may count from: the notice while it has not come back, and the retrieval; none where it was not to be announced, was
// not consented to, or was withdrawn.
func (f AnnouncementFacts) Events() (list []AnnouncementEvent) {
	if f.Effect != effectAnnouncement || f.Consent == nil || f.Consent.Scope != effectAnnouncement || f.Consent.RevokedAt != "" || f.WithdrawnAt != "" {
		return nil
	}
	add := func(anchor legal.Anchor, instant string) {
		if at, err := time.Parse(time.RFC3339, instant); err == nil {
			list = append(list, AnnouncementEvent{anchor, legal.DayOf(at)})
		}
	}
	if f.NoticeFailedAt == "" {
		add(legal.NoticeSent, f.NoticeSentAt)
	}
	add(legal.Retrieved, f.RetrievedAt)
	return list
}

// RuleFile is a rule as a package has it.
func RuleFile(r legal.Rule) AnnouncementRule {
	x := AnnouncementRule{
		ID: r.ID, Version: r.Version, Law: r.Law, Article: r.Article, Jurisdiction: r.Jurisdiction, Anchor: string(r.Anchor), Amount: r.Amount,
		Unit: string(r.Unit), ShiftForDate: r.ShiftForDate, Holidays: string(r.Holidays), ValidFrom: string(r.ValidFrom), CounselConfirmed: r.CounselConfirmed,
	}
	if r.ProcedureLaw != nil {
		x.ProcedureLaw = string(*r.ProcedureLaw)
	}
	if r.ValidTo != nil {
		x.ValidTo = string(*r.ValidTo)
	}
	return x
}

// rule is the rule as it is computed by.
func (x AnnouncementRule) rule() legal.Rule {
	r := legal.Rule{
		ID: x.ID, Version: x.Version, Kind: legal.Announcement, Law: x.Law, Article: x.Article, Jurisdiction: x.Jurisdiction, Anchor: legal.Anchor(x.Anchor),
		Amount: x.Amount, Unit: legal.Unit(x.Unit), ShiftForDate: x.ShiftForDate, Holidays: legal.Scope(x.Holidays), ValidFrom: legal.Day(x.ValidFrom),
		CounselConfirmed: x.CounselConfirmed,
	}
	if x.ProcedureLaw != "" {
		law := legal.ProcedureLaw(x.ProcedureLaw)
		r.ProcedureLaw = &law
	}
	if x.ValidTo != "" {
		to := legal.Day(x.ValidTo)
		r.ValidTo = &to
	}
	return r
}

// isKnown reports whether a rule is one that comes with the program; one of that name and version with another content is no rule. One that ends
// earlier than it was shipped to is the same: another rule took its place.
func (x AnnouncementRule) isKnown() (known, differs bool) {
	shipped, known := legal.Shipped().Version(x.ID, x.Version)
	file := RuleFile(shipped)
	if x.ValidTo != "" && (file.ValidTo == "" || x.ValidTo < file.ValidTo) {
		file.ValidTo = x.ValidTo
	}
	return known, known && file != x
}

// Recompute computes the day from the facts by the rules: the earlier one of two. False when none of the facts gives a day.
func (a Announcement) Recompute() (found legal.Result, ok bool) {
	for _, e := range a.Facts.Events() {
		at := slices.IndexFunc(a.Rules, func(x AnnouncementRule) bool {
			return x.Anchor == string(e.Anchor) && x.rule().At(e.Day) && (x.ProcedureLaw == "" || x.ProcedureLaw == a.ProcedureLaw)
		})
		if at < 0 {
			continue
		}
		if res := legal.Compute(a.Rules[at].rule(), e.Day, a.Place, legal.ShippedHolidays()); !ok || res.Date < found.Date {
			found, ok = res, true
		}
	}
	return found, ok
}

// Conclude fills in the day that the facts give by the rules.
func (a *Announcement) Conclude() {
	a.Rule, a.Version, a.Anchor, a.AnchorDay, a.Day, a.Provisional = "", 0, "", "", "", false
	if res, ok := a.Recompute(); ok {
		a.Rule, a.Version, a.Anchor, a.AnchorDay = res.Rule.ID, res.Rule.Version, string(res.Rule.Anchor), string(res.Anchor)
		a.Day, a.Provisional = string(res.Date), res.Provisional
	}
}

// fault is why a claim does not hold against the facts of the record; empty where it does.
func (a Announcement) fault(facts AnnouncementFacts) string {
	if !reflect.DeepEqual(a.Facts, facts) {
		return "facts"
	}
	for i, x := range a.Rules {
		if _, differs := x.isKnown(); differs || slices.ContainsFunc(a.Rules[:i], func(y AnnouncementRule) bool { return y.Anchor == x.Anchor }) {
			return "rules"
		}
		if _, err := legal.NewBook([]legal.Rule{x.rule()}); err != nil {
			return "rules"
		}
	}
	if a.Place != "" && !slices.ContainsFunc(a.Rules, func(x AnnouncementRule) bool { return x.ShiftForDate }) {
		return "place"
	}
	res, ok := a.Recompute()
	if !ok {
		if a.Day != "" || a.Rule != "" || a.Version != 0 || a.Anchor != "" || a.AnchorDay != "" || a.Provisional {
			return "day"
		}
		// A fact that gives a day by a rule of ours gives one in every package.
		for _, e := range facts.Events() {
			if _, has := legal.Shipped().Applicable(legal.Announcement, legal.ProcedureLaw(a.ProcedureLaw), e.Anchor, e.Day); has {
				return "rules"
			}
		}
		return ""
	}
	if a.Day != string(res.Date) || a.Rule != res.Rule.ID || a.Version != res.Rule.Version || a.Anchor != string(res.Rule.Anchor) ||
		a.AnchorDay != string(res.Anchor) || a.Provisional != res.Provisional {
		return "day"
	}
	return ""
}

// Holds reports whether the day is what the facts of a record give.
func (a Announcement) Holds(m Manifest, events []Event) bool {
	facts, ok := FactsOf(m, events)
	return ok && a.fault(facts) == ""
}

// checkAnnouncements refuses a day that does not follow from the record.
func (o *opened) checkAnnouncements() error {
	for i, m := range o.Messages {
		if m.Announcement != nil && !m.Announcement.Holds(o.manifests[i], o.events) {
			return fmt.Errorf("%w: the day on which %s counts as announced does not follow from the record", ErrPackage, o.manifests[i].Message)
		}
	}
	return nil
}

// Announced is what a package says of a decision, computed again.
type Announced struct {
	Message string
	Facts   AnnouncementFacts
	// Result is the day and the rule; nil where none of the facts gives a day.
	Result *legal.Result
	// Shipped says that the rule comes with the program that computes; another one is of the package alone.
	Shipped bool
}

// CheckAnnouncement is the check of days of announcement, which VerifyAnnouncements alone makes.
const CheckAnnouncement CheckName = "ANNOUNCEMENT"

// VerifyAnnouncements checks a package as VerifyPackage does, and computes from it alone when its decisions count as announced.
func VerifyAnnouncements(r io.ReaderAt, size int64, trust Trust) (*Verdict, []Announced, error) {
	v, err := verifyPackage(r, size, trust)
	if err != nil {
		return nil, nil, err
	}
	if !v.Valid {
		// What was changed says nothing about a day.
		return v.Verdict, nil, nil
	}
	return v.Verdict, v.checkAnnouncements(), nil
}

func (v *verifier) checkAnnouncements() (list []Announced) {
	var bad []string
	silent := 0
	for i, m := range v.Messages {
		facts, ok := FactsOf(m, v.events)
		claim := v.index.Messages[i].Announcement
		switch {
		case !ok && claim == nil:
			continue
		case claim == nil:
			silent++
			continue
		case !ok || claim.fault(facts) != "":
			bad = append(bad, v.index.Messages[i].Folder+fileMessage)
			continue
		}
		found := Announced{Message: m.Message, Facts: facts}
		if res, computed := claim.Recompute(); computed {
			known, _ := RuleFile(res.Rule).isKnown()
			found.Result, found.Shipped = &res, known
		}
		list = append(list, found)
	}
	switch {
	case len(bad) > 0:
		v.add(CheckAnnouncement, Failed, "", append(bad, fileIndex)...)
		return nil
	case len(list) == 0 || silent > 0:
		v.add(CheckAnnouncement, Open, fmt.Sprintf("%d/%d", len(list), len(list)+silent))
	default:
		v.add(CheckAnnouncement, Passed, fmt.Sprint(len(list)))
	}
	return list
}

// effectWords are what sending a decision did, as the PDF says it.
var effectWords = map[string]string{
	effectInformation:  "Zur Kenntnis, nicht bekannt gegeben: Durch diese Nachricht ist der Bescheid nicht bekannt gegeben; von ihr läuft keine Frist.",
	effectAnnouncement: "Zur Bekanntgabe bereitgestellt (Art. 24 BayDiG)",
	effectService:      "Zur Zustellung bereitgestellt (Art. 25 BayDiG). Ein Tag der Zustellung wird nicht berechnet.",
}

// printAnnouncement prints what a decision does, how it reached the person, and from which day it counts as announced.
func (o *opened) printAnnouncement(p *paper, i int) {
	facts, ok := FactsOf(o.manifests[i], o.events)
	if !ok {
		return
	}
	effect := effectWords[facts.Effect]
	if c := facts.Consent; c != nil {
		effect += ", mit Einwilligung vom " + formatInstant(c.GivenAt) + " in der Fassung " + c.TextVersion
	}
	p.printFact("Wirkung", effect)
	if facts.Effect == effectInformation {
		return
	}
	notice := "nicht festgehalten"
	switch {
	case facts.NoticeSentAt != "" && facts.NoticeFailedAt != "":
		notice = "gesendet am " + formatInstant(facts.NoticeSentAt) + ", zurückgekommen am " + formatInstant(facts.NoticeFailedAt)
	case facts.NoticeSentAt != "":
		notice = "gesendet am " + formatInstant(facts.NoticeSentAt)
	case facts.NoticeFailedAt != "":
		notice = "nicht gesendet, festgestellt am " + formatInstant(facts.NoticeFailedAt)
	}
	p.printFact("Benachrichtigung", notice)
	if facts.RetrievedAt != "" {
		p.printFact("Abgerufen", formatInstant(facts.RetrievedAt))
	}
	claim := o.Messages[i].Announcement
	if claim == nil || facts.Effect != effectAnnouncement {
		return
	}
	res, computed := claim.Recompute()
	if !computed {
		p.printFact("Bekanntgabe", "Aus dem, was festgehalten ist, ergibt sich bisher kein Tag der Bekanntgabe.")
		return
	}
	day := "gilt als bekannt gegeben am " + res.Date.Words("de")
	if res.Provisional {
		day += " (vorläufig)"
	}
	p.printFact("Bekanntgabe", day+". "+res.Explain("de"))
}
