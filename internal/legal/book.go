package legal

import (
	_ "embed" // the tables
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrOverlap is two versions of one rule that hold on the same day.
var ErrOverlap = errors.New("legal: two versions of a rule hold on the same day")

// Book is a set of rules that never changes and in which no two answer the same question on the same day.
type Book struct {
	rules []Rule
	// past are versions that were replaced before they could be used any more.
	past []Rule
}

// SameQuestion reports whether two rules could be asked for by the same words.
func SameQuestion(a, b Rule) bool {
	law := a.ProcedureLaw == nil && b.ProcedureLaw == nil ||
		a.ProcedureLaw != nil && b.ProcedureLaw != nil && *a.ProcedureLaw == *b.ProcedureLaw
	return a.ID == b.ID || a.Kind == b.Kind && law && a.Anchor == b.Anchor && a.Special == b.Special && a.Off == b.Off && a.Jurisdiction == b.Jurisdiction
}

func overlap(a, b Rule) bool {
	return (b.ValidTo == nil || a.ValidFrom < *b.ValidTo) && (a.ValidTo == nil || b.ValidFrom < *a.ValidTo)
}

// NewBook makes one, or refuses with ErrOverlap. Those of the past are found by their version alone.
func NewBook(rules []Rule, past ...Rule) (Book, error) {
	for i, r := range rules {
		if err := r.check(); err != nil {
			return Book{}, err
		}
		for _, other := range rules[:i] {
			if SameQuestion(r, other) && overlap(r, other) {
				return Book{}, fmt.Errorf("%w: %s %d and %s %d", ErrOverlap, r.ID, r.Version, other.ID, other.Version)
			}
			if r.ID == other.ID && r.Version == other.Version {
				return Book{}, fmt.Errorf("legal: %s %d is there twice", r.ID, r.Version)
			}
		}
	}
	return Book{rules: slices.Clone(rules), past: past}, nil
}

// check refuses what no rule can be.
func (r Rule) check() error {
	switch {
	case r.ID == "" || r.Version < 1 || r.Law == "" || r.Article == "":
		return fmt.Errorf("legal: rule %q %d lacks its name", r.ID, r.Version)
	case !slices.Contains(Kinds, r.Kind) || !slices.Contains(Anchors, r.Anchor) ||
		!slices.Contains([]Unit{Days, Weeks, Months}, r.Unit) || !slices.Contains([]Scope{NoHolidays, Land, Municipality}, r.Holidays):
		return fmt.Errorf("legal: rule %s %d has a word that nobody knows", r.ID, r.Version)
	case r.ProcedureLaw != nil && !slices.Contains(ProcedureLaws, *r.ProcedureLaw):
		return fmt.Errorf("legal: rule %s %d is of no procedure", r.ID, r.Version)
	case r.Amount < 0 || r.Amount > 1000:
		return fmt.Errorf("legal: rule %s %d counts %d", r.ID, r.Version, r.Amount)
	case !r.ValidFrom.Valid() || r.ValidTo != nil && (!r.ValidTo.Valid() || *r.ValidTo <= r.ValidFrom):
		return fmt.Errorf("legal: rule %s %d is never valid", r.ID, r.Version)
	}
	return nil
}

// Rules are all rules in the order they were given.
func (b Book) Rules() []Rule { return slices.Clone(b.rules) }

// Version is one version of a rule.
func (b Book) Version(id string, version int) (Rule, bool) {
	for _, r := range slices.Concat(b.rules, b.past) {
		if r.ID == id && r.Version == version {
			return r, true
		}
	}
	return Rule{}, false
}

// Applicable is the rule that holds for an event on a day; of one for the code of procedure and one for all, that for the code.
func (b Book) Applicable(kind Kind, law ProcedureLaw, anchor Anchor, on Day) (Rule, bool) {
	return b.Special(kind, law, anchor, "", on)
}

// Special is the rule with a name of its own, such as NoInstruction.
func (b Book) Special(kind Kind, law ProcedureLaw, anchor Anchor, special string, on Day) (Rule, bool) {
	var found *Rule
	for i, r := range b.rules {
		if r.Kind != kind || r.Anchor != anchor || r.Special != special || r.Off || !r.At(on) || r.ProcedureLaw != nil && *r.ProcedureLaw != law {
			continue
		}
		if found == nil || found.ProcedureLaw == nil {
			found = &b.rules[i]
		}
	}
	if found == nil {
		return Rule{}, false
	}
	return *found, true
}

//go:embed data/rules.tsv
var rulesTable string

// ruleColumns are the columns of the table, in order.
var ruleColumns = []string{
	"id", "version", "kind", "law", "article", "jurisdiction", "procedure_law", "anchor", "amount", "unit", "shift_date", "shift_period",
	"holidays", "valid_from", "valid_to", "special", "off", "confirmed", "note", "question", "source",
}

// readTable reads a table of tabs with a heading; lines that begin with # are remarks.
func readTable(text string, columns []string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord = '\t', '#', true, len(columns)
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("legal: the columns are not %v", columns)
	}
	return rows[1:], nil
}

func parseRules(text string) ([]Rule, error) {
	rows, err := readTable(text, ruleColumns)
	if err != nil {
		return nil, err
	}
	rules := make([]Rule, 0, len(rows))
	for _, f := range rows {
		version, err := strconv.Atoi(f[1])
		if err != nil {
			return nil, fmt.Errorf("legal: %s: %w", f[0], err)
		}
		amount, err := strconv.Atoi(f[8])
		if err != nil {
			return nil, fmt.Errorf("legal: %s: %w", f[0], err)
		}
		r := Rule{
			ID: f[0], Version: version, Kind: Kind(f[2]), Law: f[3], Article: f[4], Jurisdiction: f[5], Anchor: Anchor(f[7]), Amount: amount,
			Unit: Unit(f[9]), ShiftForDate: f[10] == "yes", ShiftForPeriod: f[11] == "yes", Holidays: Scope(f[12]), ValidFrom: Day(f[13]),
			Special: f[15], Off: f[16] == "yes", CounselConfirmed: f[17] == "yes", Note: f[18], Question: f[19], Source: f[20],
		}
		if f[6] != "" {
			law := ProcedureLaw(f[6])
			r.ProcedureLaw = &law
		}
		if f[14] != "" {
			to := Day(f[14])
			r.ValidTo = &to
		}
		rules = append(rules, r)
	}
	return rules, nil
}

var shipped = func() Book {
	rules, err := parseRules(rulesTable)
	if err != nil {
		panic(err)
	}
	b, err := NewBook(rules)
	if err != nil {
		panic(err)
	}
	return b
}()

// Shipped are the rules that come with the program.
func Shipped() Book { return shipped }
