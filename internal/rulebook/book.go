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
// of a release yields to what editors had saved before it came, a correction of the same rule or a rule of their own that answers the same
// question: theirs holds until they take it back. fresh is a version that is being saved, nil for none: nothing yields to it but what it replaces.
func bookOf(list []*LegalRule, fresh *LegalRule) (legal.Book, error) {
	byID := map[string]*LegalRule{}
	for _, l := range list {
		byID[l.ID] = l
	}
	var rules, past []legal.Rule
	for _, l := range list {
		r := l.rule
		cut := l.firstAfter(byID)
		if cut != "" && cut <= r.ValidFrom {
			past = append(past, r)
			continue
		}
		if cut != "" && (r.ValidTo == nil || cut < *r.ValidTo) {
			r.ValidTo = &cut
		}
		if !l.saved && l != fresh && !yieldTo(&r, list, fresh) {
			past = append(past, l.rule)
			continue
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

// yieldTo has a rule of a release hold only while no rule that editors saved answers its question: it begins where one ends that holds at its
// beginning, and ends where the next begins. It reports false where nothing is left of it.
func yieldTo(r *legal.Rule, list []*LegalRule, fresh *LegalRule) bool {
	for moved := true; moved; {
		moved = false
		for _, l := range list {
			by := l.rule
			if !l.saved || l == fresh || !legal.SameQuestion(by, *r) || by.ValidTo != nil && *by.ValidTo <= r.ValidFrom || r.ValidTo != nil && *r.ValidTo <= by.ValidFrom {
				continue
			}
			switch {
			case by.ValidFrom > r.ValidFrom:
				end := by.ValidFrom
				r.ValidTo = &end
			case by.ValidTo == nil || r.ValidTo != nil && *r.ValidTo <= *by.ValidTo:
				return false
			default:
				r.ValidFrom, moved = *by.ValidTo, true
			}
		}
	}
	return true
}
