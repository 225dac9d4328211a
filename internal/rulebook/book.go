package rulebook

import (
	"schalter/ent"
	"schalter/internal/legal"
)

// firstSaved is the version that the first correction of a shipped rule by editors gets: a release numbers its own from 1, and may ship another one
// of the same rule later.
const firstSaved = 1001

// all are the shipped and the saved rules, each with what replaced it.
func all(shipped []legal.Rule, rows []*ent.LegalRule) []*LegalRule {
	var list []*LegalRule
	for _, r := range shipped {
		list = append(list, shown(IDOf(r.ID, r.Version), r, nil))
	}
	for _, row := range rows {
		l := shown(row.ID, ruleOf(row), row.ReplacesID)
		l.saved = true
		list = append(list, l)
	}
	byID := map[string]*LegalRule{}
	for _, l := range list {
		byID[l.ID] = l
	}
	for _, l := range list {
		if old := byID[l.replaces]; old != nil {
			old.ReplacedByID = &l.ID
		}
	}
	return list
}

// bookOf puts rules together as they are valid. One that was replaced ends where the first of those that came after it begins, or was never valid. One
// of a release ends where editors had corrected the same rule before it came: the correction holds until they take it back. fresh is a version that
// is being saved, nil for none: nothing gives way to it but what it replaces.
func bookOf(list []*LegalRule, fresh *LegalRule) (legal.Book, error) {
	byID := map[string]*LegalRule{}
	for _, l := range list {
		byID[l.ID] = l
	}
	var rules, past []legal.Rule
	for _, l := range list {
		r := l.rule
		cut := l.firstAfter(byID)
		if cut == "" && !l.saved && l != fresh {
			cut = l.firstCorrection(list, fresh)
		}
		if cut != "" && cut <= r.ValidFrom {
			past = append(past, r)
			continue
		}
		if cut != "" && (r.ValidTo == nil || cut < *r.ValidTo) {
			r.ValidTo = &cut
		}
		rules = append(rules, r)
	}
	return legal.NewBook(rules, past...)
}

// firstAfter is the earliest day on which one of those that replaced a rule, one after the other, begins; empty where none did.
func (r *LegalRule) firstAfter(byID map[string]*LegalRule) (first legal.Day) {
	for next := r.ReplacedByID; next != nil; next = byID[*next].ReplacedByID {
		if from := byID[*next].rule.ValidFrom; first == "" || from < first {
			first = from
		}
	}
	return first
}

// firstCorrection is the earliest day from which editors corrected the same rule while this one is valid.
func (r *LegalRule) firstCorrection(list []*LegalRule, fresh *LegalRule) (first legal.Day) {
	for _, l := range list {
		if !l.saved || l == fresh || l.rule.ID != r.rule.ID || r.rule.ValidTo != nil && *r.rule.ValidTo <= l.rule.ValidFrom ||
			l.rule.ValidTo != nil && *l.rule.ValidTo <= r.rule.ValidFrom {
			continue
		}
		if first == "" || l.rule.ValidFrom < first {
			first = l.rule.ValidFrom
		}
	}
	return first
}
