// Package rulebook is the table of rules by which days with legal effect are computed: those that come with the program, and the versions that
// editors added.
//
// # Where to begin reading
//
// [Service.Rules] lists them, [Service.Book] is what dates are computed by, [Service.Save] adds a version.
//
// # What it guarantees
//
// A rule is never changed or deleted. One that replaces another cuts its validity where its own begins; the one replaced is still found by those
// dates that were computed by it. Two rules that answer the same question on the same day are refused, also when two editors save at once.
package rulebook

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/legalrule"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/legal"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MaxRules bounds the versions that editors can add.
const MaxRules = 400

// Audit records what editors do.
type Audit interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// StoredDate is a date as it was computed, without whose it is.
type StoredDate struct {
	Event, Day legal.Day
	Amount     int
	Unit       legal.Unit
	Place      string
	ExtendedTo *legal.Day
}

// Dates are those that were computed by the rules.
type Dates interface {
	// ComputedBy are dates by one version of a rule since a moment, the newest first, one more than the limit where there are more.
	ComputedBy(ctx context.Context, ruleID string, version int, since time.Time, limit int) ([]StoredDate, error)
}

// Service has the rules.
type Service struct {
	db    *store.DB
	audit Audit
	dates Dates
}

// New returns the service.
func New(db *store.DB, audit Audit, dates Dates) *Service {
	return &Service{db: db, audit: audit, dates: dates}
}

// LegalRule is one version of a rule as it is shown. ValidTo is as it was saved; ReplacedByID says what cut it.
type LegalRule struct {
	ID                string
	Kind              legal.Kind
	Law               string
	Article           string
	Jurisdiction      string
	ProcedureLaw      *legal.ProcedureLaw
	Anchor            legal.Anchor
	Amount            int
	Unit              legal.Unit
	ShiftForDate      bool
	ShiftForPeriod    bool
	Holidays          legal.Scope
	ValidFrom         string
	ValidTo           *string
	CounselConfirmed  bool
	Note              *string
	Purpose           string
	InUse             bool
	QuestionToCounsel *string
	Source            *string
	ReplacedByID      *string
	replaces          string
	saved             bool
	rule              legal.Rule
}

// Rule is the rule to compute with.
func (r *LegalRule) Rule() legal.Rule { return r.rule }

// IDOf is the id by which a version of a shipped rule is known everywhere.
func IDOf(ruleID string, version int) string {
	return id.Derive(id.LegalRule, ruleID+"|"+strconv.Itoa(version))
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func shown(ruleID string, r legal.Rule, replaces *string) *LegalRule {
	l := &LegalRule{
		ID: ruleID, Kind: r.Kind, Law: r.Law, Article: r.Article, Jurisdiction: r.Jurisdiction, ProcedureLaw: r.ProcedureLaw, Anchor: r.Anchor,
		Amount: r.Amount, Unit: r.Unit, ShiftForDate: r.ShiftForDate, ShiftForPeriod: r.ShiftForPeriod, Holidays: r.Holidays, ValidFrom: string(r.ValidFrom),
		CounselConfirmed: r.CounselConfirmed, Note: optional(r.Note), Purpose: r.Special, InUse: r.InUse(), QuestionToCounsel: optional(r.Question),
		Source: optional(r.Source), rule: r,
	}
	if r.ValidTo != nil {
		l.ValidTo = optional(string(*r.ValidTo))
	}
	if replaces != nil {
		l.replaces = *replaces
	}
	return l
}

func ruleOf(row *ent.LegalRule) legal.Rule {
	r := legal.Rule{
		ID: row.RuleID, Version: row.RuleVersion, Kind: legal.Kind(row.Kind), Law: row.Law, Article: row.Article, Jurisdiction: row.Jurisdiction,
		Anchor: legal.Anchor(row.Anchor), Amount: row.Amount, Unit: legal.Unit(row.Unit), ShiftForDate: row.ShiftForDate, ShiftForPeriod: row.ShiftForPeriod,
		Holidays: legal.Scope(row.Holidays), ValidFrom: legal.Day(row.ValidFrom), CounselConfirmed: row.CounselConfirmed, Note: row.Note, Special: row.Special,
	}
	if row.ProcedureLaw != nil {
		law := legal.ProcedureLaw(*row.ProcedureLaw)
		r.ProcedureLaw = &law
	}
	if row.ValidTo != nil {
		to := legal.Day(*row.ValidTo)
		r.ValidTo = &to
	}
	return r
}

// Book are the rules as they are valid now, for who computes in a transaction.
func (s *Service) Book(ctx context.Context, tx *store.Tx) (legal.Book, error) {
	rows, err := tx.LegalRule.Query().Order(ent.Asc(legalrule.FieldID)).Limit(MaxRules).All(ctx)
	if err != nil {
		return legal.Book{}, err
	}
	if len(rows) == 0 {
		return legal.Shipped(), nil
	}
	return bookOf(all(legal.Shipped().Rules(), rows), nil)
}

// Check reports rules of which two would answer the same question on the same day: then no day with legal effect can be computed.
func (s *Service) Check(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "rulebook.Check")
	list, err := s.read(ctx)
	if err != nil {
		return err
	}
	_, err = bookOf(list, nil)
	return err
}

// Filter chooses rules; nil: all.
type Filter struct {
	Kind         *legal.Kind
	ProcedureLaw *legal.ProcedureLaw
	// On is a day on which they are valid.
	On *string
}

// Rules lists the rules by kind, law and beginning, the newest version first; anybody may read them. Refusals: INVALID for a day that is none.
func (s *Service) Rules(ctx context.Context, f Filter) (_ []*LegalRule, err error) {
	defer errs.Wrap(&err, "rulebook.Rules")
	list, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	var on legal.Day
	valid := map[string]map[int]bool{}
	if f.On != nil {
		if on, err = legal.ParseDay(*f.On); err != nil {
			return nil, errs.Refuse(errs.InvalidValue, "on")
		}
		book, err := bookOf(list, nil)
		if err != nil {
			return nil, err
		}
		for _, r := range book.Rules() {
			if r.At(on) {
				if valid[r.ID] == nil {
					valid[r.ID] = map[int]bool{}
				}
				valid[r.ID][r.Version] = true
			}
		}
	}
	list = slices.DeleteFunc(list, func(l *LegalRule) bool {
		return f.Kind != nil && l.Kind != *f.Kind || f.ProcedureLaw != nil && l.ProcedureLaw != nil && *l.ProcedureLaw != *f.ProcedureLaw ||
			on != "" && !valid[l.rule.ID][l.rule.Version]
	})
	slices.SortStableFunc(list, func(a, b *LegalRule) int {
		return cmp.Or(slices.Index(legal.Kinds, a.Kind)-slices.Index(legal.Kinds, b.Kind), cmp.Compare(a.rule.ID, b.rule.ID), b.rule.Version-a.rule.Version)
	})
	return list, nil
}

func (s *Service) read(ctx context.Context) ([]*LegalRule, error) {
	rows, err := s.db.Client().LegalRule.Query().Order(ent.Asc(legalrule.FieldID)).Limit(MaxRules).All(viewer.System(ctx, "rulebook-read"))
	if err != nil {
		return nil, err
	}
	return all(legal.Shipped().Rules(), rows), nil
}

// Revision names what a list holds, for its pages: rules are only ever added.
func Revision(list []*LegalRule) string { return strconv.Itoa(len(list)) }

// ByIDs are rules in the order of their ids, nil where there is none.
func (s *Service) ByIDs(ctx context.Context, ids []string) ([]*LegalRule, error) {
	list, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	found := make([]*LegalRule, len(ids))
	for i, wanted := range ids {
		if at := slices.IndexFunc(list, func(l *LegalRule) bool { return l.ID == wanted }); at >= 0 {
			found[i] = list[at]
		}
	}
	return found, nil
}

// Replacements are the rules that cut those, nil where none does.
func (s *Service) Replacements(ctx context.Context, of []*LegalRule) ([]*LegalRule, error) {
	ids := make([]string, len(of))
	for i, l := range of {
		if l.ReplacedByID != nil {
			ids[i] = *l.ReplacedByID
		}
	}
	return s.ByIDs(ctx, ids)
}

// LegalRuleSaveInput is a new version; nothing that is there is changed.
type LegalRuleSaveInput struct {
	// ReplacesID is the rule that ends where this one begins; nil adds one beside the others.
	ReplacesID       *string
	Kind             legal.Kind
	Law              string
	Article          string
	Jurisdiction     string
	ProcedureLaw     *legal.ProcedureLaw
	Anchor           legal.Anchor
	Amount           int
	Unit             legal.Unit
	ShiftForDate     bool
	ShiftForPeriod   bool
	Holidays         legal.Scope
	ValidFrom        string
	ValidTo          *string
	CounselConfirmed bool
	Note             *string
}

// LegalRulePreview is what a new version would have changed over the dates of the last year. Nothing that is stored changes.
type LegalRulePreview struct {
	// Looked is how many dates were looked at: those computed by the rule that is replaced from events on which the new one is valid.
	Looked int
	// Changed is how many would be another day.
	Changed int
	// Examples are some of them, without whose they are.
	Examples []*LegalRulePreviewExample
	// Complete is false when there were more dates than are looked at.
	Complete bool
}

// LegalRulePreviewExample is a day that would be another one.
type LegalRulePreviewExample struct{ Event, Stored, Would string }

// PreviewExamples is how many dates a preview shows.
const PreviewExamples = 5

// previewDates is how many it looks at.
const previewDates = 5000

func (in *LegalRuleSaveInput) rule() (legal.Rule, error) {
	var ps errs.Problems
	text := func(value string, limit int, field string) {
		if n := len([]rune(value)); n == 0 {
			ps.Add(errs.Required, field)
		} else if n > limit {
			ps.Add(errs.InvalidValue, field)
		}
	}
	text(in.Law, 60, "law")
	text(in.Article, 120, "article")
	if in.Jurisdiction != "DE" && in.Jurisdiction != "DE-BY" {
		ps.Add(errs.InvalidValue, "jurisdiction")
	}
	if in.Amount < 0 || in.Amount > 1000 {
		ps.Add(errs.InvalidValue, "amount")
	}
	r := legal.Rule{
		Kind: in.Kind, Law: in.Law, Article: in.Article, Jurisdiction: in.Jurisdiction, ProcedureLaw: in.ProcedureLaw, Anchor: in.Anchor, Amount: in.Amount,
		Unit: in.Unit, ShiftForDate: in.ShiftForDate, ShiftForPeriod: in.ShiftForPeriod, Holidays: in.Holidays, CounselConfirmed: in.CounselConfirmed,
	}
	from, err := legal.ParseDay(in.ValidFrom)
	if err != nil {
		ps.Add(errs.InvalidValue, "validFrom")
	}
	r.ValidFrom = from
	if in.ValidTo != nil {
		to, err := legal.ParseDay(*in.ValidTo)
		if err != nil || to <= from {
			ps.Add(errs.InvalidValue, "validTo")
		}
		r.ValidTo = &to
	}
	if in.Note != nil {
		if r.Note = *in.Note; len([]rune(r.Note)) > 2000 {
			ps.Add(errs.InvalidValue, "note")
		}
	}
	return r, ps.Err()
}

// candidate is the new version beside all that is there, and the rules with it; refused where two would answer the same question.
func (in *LegalRuleSaveInput) candidate(rows []*ent.LegalRule, newID string) (*LegalRule, *LegalRule, error) {
	r, err := in.rule()
	if err != nil {
		return nil, nil, err
	}
	list := all(legal.Shipped().Rules(), rows)
	if r.ID, r.Version = newID, 1; in.Kind == legal.DeemedApproval {
		r.Special = r.Name()
	}
	var old *LegalRule
	if in.ReplacesID != nil {
		at := slices.IndexFunc(list, func(l *LegalRule) bool { return l.ID == *in.ReplacesID })
		if at < 0 {
			return nil, nil, errs.Refuse(errs.Missing, "replacesId")
		}
		old = list[at]
		if old.ReplacedByID != nil {
			return nil, nil, errs.RefuseText(errs.WrongState, "rule_replaced", nil, "replacesId")
		}
		if old.Kind != in.Kind || old.Anchor != in.Anchor {
			return nil, nil, errs.RefuseText(errs.InvalidValue, "rule_other_question", nil, "kind")
		}
		r.ID, r.Version, r.Special = old.rule.ID, firstSaved, old.rule.Special
		for _, l := range list {
			if l.rule.ID == r.ID {
				r.Version = max(r.Version, l.rule.Version+1)
			}
		}
	}
	made := shown(newID, r, in.ReplacesID)
	if old != nil {
		old.ReplacedByID = &made.ID
	}
	if _, err := bookOf(append(list, made), made); err != nil {
		return nil, nil, errs.RefuseText(errs.InvalidValue, "rule_overlaps", nil, "validFrom")
	}
	return made, old, nil
}

// Preview says what a new version would have changed over the stored dates of the last year; for editors and operators. Refusals as Save.
func (s *Service) Preview(ctx context.Context, in LegalRuleSaveInput) (_ *LegalRulePreview, err error) {
	defer errs.Wrap(&err, "rulebook.Preview")
	if _, err := permit.Editor(ctx); err != nil {
		return nil, err
	}
	system := viewer.System(ctx, "rulebook-preview")
	rows, err := s.db.Client().LegalRule.Query().Order(ent.Asc(legalrule.FieldID)).Limit(MaxRules).All(system)
	if err != nil {
		return nil, err
	}
	now := s.db.Clock().Now()
	made, old, err := in.candidate(rows, id.New(id.LegalRule, now))
	if err != nil {
		return nil, err
	}
	p := &LegalRulePreview{Complete: true}
	if old == nil {
		return p, nil
	}
	stored, err := s.dates.ComputedBy(ctx, old.rule.ID, old.rule.Version, now.AddDate(-1, 0, 0), previewDates)
	if err != nil {
		return nil, err
	}
	if len(stored) > previewDates {
		p.Complete, stored = false, stored[:previewDates]
	}
	for _, d := range stored {
		if !made.rule.At(d.Event) {
			continue
		}
		p.Looked++
		r := made.rule
		if d.Amount != old.rule.Amount || d.Unit != old.rule.Unit {
			r = r.With(d.Amount, d.Unit) // as long as the decision or the service said
		}
		res := legal.Compute(r, d.Event, d.Place, legal.ShippedHolidays())
		if d.ExtendedTo != nil {
			res = res.ExtendTo(*d.ExtendedTo)
		}
		if res.Date == d.Day {
			continue
		}
		p.Changed++
		if len(p.Examples) < PreviewExamples {
			p.Examples = append(p.Examples, &LegalRulePreviewExample{Event: string(d.Event), Stored: string(d.Day), Would: string(res.Date)})
		}
	}
	return p, nil
}

// Save adds a version; for editors and operators. Refusals: INVALID when it would hold beside another one, WRONG_STATE when the rule was
// replaced already, TOO_MANY.
func (s *Service) Save(ctx context.Context, in LegalRuleSaveInput) (_ *LegalRule, err error) {
	defer errs.Wrap(&err, "rulebook.Save")
	v, err := permit.Editor(ctx)
	if err != nil {
		return nil, err
	}
	var made *LegalRule
	err = s.db.Tx(viewer.System(ctx, "rulebook-save"), func(ctx context.Context, tx *store.Tx) error {
		// the counter's row is locked until the commit: of two editors at once the second sees what the first saved
		if _, err := tx.Count(ctx, "rulebook-save", time.Hour); err != nil {
			return err
		}
		rows, err := tx.LegalRule.Query().Order(ent.Asc(legalrule.FieldID)).Limit(MaxRules).All(ctx)
		if err != nil {
			return err
		}
		if len(rows) >= MaxRules {
			return errs.RefuseText(errs.TooMany, "rule_too_many", []any{MaxRules})
		}
		if made, _, err = in.candidate(rows, id.New(id.LegalRule, tx.Now)); err != nil {
			return err
		}
		r := made.rule
		create := tx.LegalRule.Create().SetID(made.ID).SetRuleID(r.ID).SetRuleVersion(r.Version).SetKind(string(r.Kind)).SetLaw(r.Law).SetArticle(r.Article).
			SetJurisdiction(r.Jurisdiction).SetAnchor(string(r.Anchor)).SetAmount(r.Amount).SetUnit(string(r.Unit)).SetShiftForDate(r.ShiftForDate).
			SetShiftForPeriod(r.ShiftForPeriod).SetHolidays(string(r.Holidays)).SetValidFrom(string(r.ValidFrom)).SetSpecial(r.Special).
			SetCounselConfirmed(r.CounselConfirmed).SetNote(r.Note).SetNillableReplacesID(in.ReplacesID).SetSavedBy(v.AccountID).SetSavedAt(tx.Now)
		if r.ProcedureLaw != nil {
			create.SetProcedureLaw(string(*r.ProcedureLaw))
		}
		if r.ValidTo != nil {
			create.SetValidTo(string(*r.ValidTo))
		}
		if err := create.Exec(ctx); err != nil {
			return err
		}
		return s.audit.Record(ctx, tx, v, "legal-rule-save", made.ID, "", r.Name())
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// ByVersions are the versions that rules to compute with are, in their order; nil where there is none.
func (s *Service) ByVersions(ctx context.Context, rules []legal.Rule) ([]*LegalRule, error) {
	list, err := s.read(ctx)
	if err != nil {
		return nil, err
	}
	found := make([]*LegalRule, len(rules))
	for i, r := range rules {
		if at := slices.IndexFunc(list, func(l *LegalRule) bool { return l.rule.ID == r.ID && l.rule.Version == r.Version }); at >= 0 {
			found[i] = list[at]
		}
	}
	return found, nil
}
