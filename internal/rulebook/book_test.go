package rulebook

import (
	"errors"
	"slices"
	"testing"

	"schalter/ent"
	"schalter/internal/legal"
)

// A release that ships another version of a rule which editors have corrected meanwhile takes nothing away: the correction counts where it did, and every
// version is found by its number.
func TestAReleaseDoesNotFallOverACorrection(t *testing.T) {
	t.Parallel()
	shipped := legal.Shipped().Rules()
	i := slices.IndexFunc(shipped, func(r legal.Rule) bool { return r.ID == "baydig-24-notice" })
	second := shipped[i]
	from := legal.Day("2027-06-01")
	shipped[i].ValidTo, second.Version, second.Amount, second.ValidFrom = &from, 2, 5, from
	law := string(*second.ProcedureLaw)
	replaces := IDOf("baydig-24-notice", 1)
	row := &ent.LegalRule{
		ID: "lrl_1", RuleID: second.ID, RuleVersion: firstSaved, ReplacesID: &replaces, Kind: "ANNOUNCEMENT", Law: "BayDiG", Article: "Art. 24", Jurisdiction: "DE-BY",
		ProcedureLaw: &law, Anchor: string(second.Anchor), Amount: 4, Unit: string(second.Unit), Holidays: string(second.Holidays), ValidFrom: "2027-01-01",
	}
	book, err := bookOf(all(append(shipped, second), []*ent.LegalRule{row}), nil)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[legal.Day]int{"2026-12-31": 1, "2027-01-01": firstSaved, "2028-01-01": firstSaved} {
		if r, ok := book.Applicable(legal.Announcement, legal.BayVwVfG, legal.NoticeSent, day); !ok || r.Version != want {
			t.Errorf("%s: version %d, want %d", day, r.Version, want)
		}
	}
	for _, version := range []int{1, 2, firstSaved} {
		if _, ok := book.Version("baydig-24-notice", version); !ok {
			t.Errorf("version %d is gone", version)
		}
	}
}

// A release that ships what editors had added by themselves yields to theirs as long as it holds, and every day has one answer. Editors can go on
// saving rules.
func TestAReleaseYieldsToARuleThatEditorsAdded(t *testing.T) {
	t.Parallel()
	law := legal.BayVwVfG
	question := legal.Rule{
		ID: "new-in-release", Version: 1, Kind: legal.Announcement, Law: "BayXG", Article: "Art. 1", Jurisdiction: "DE-BY", ProcedureLaw: &law, Anchor: legal.NoticeSent,
		Amount: 7, Unit: legal.Days, Holidays: legal.NoHolidays, Special: "BY_COURIER", ValidFrom: "2027-01-01",
	}
	added := func(id string, amount int, from, to string) *ent.LegalRule {
		procedure := string(law)
		row := &ent.LegalRule{
			ID: id, RuleID: id, RuleVersion: 1, Kind: string(question.Kind), Law: "BayXG", Article: "Art. 1", Jurisdiction: "DE-BY", ProcedureLaw: &procedure,
			Anchor: string(question.Anchor), Amount: amount, Unit: string(question.Unit), Holidays: string(question.Holidays), Special: question.Special, ValidFrom: from,
		}
		if to != "" {
			row.ValidTo = &to
		}
		return row
	}
	for name, c := range map[string]struct {
		rows []*ent.LegalRule
		want map[legal.Day]int
	}{
		"theirs came before":       {[]*ent.LegalRule{added("lrl_1", 1, "2026-01-01", "")}, map[legal.Day]int{"2026-12-31": 1, "2027-01-01": 1, "2035-01-01": 1}},
		"theirs begins later":      {[]*ent.LegalRule{added("lrl_1", 1, "2028-01-01", "")}, map[legal.Day]int{"2027-12-31": 7, "2028-01-01": 1}},
		"theirs ends":              {[]*ent.LegalRule{added("lrl_1", 1, "2026-01-01", "2028-01-01")}, map[legal.Day]int{"2027-06-01": 1, "2028-01-01": 7, "2035-01-01": 7}},
		"two, one after the other": {[]*ent.LegalRule{added("lrl_2", 2, "2028-01-01", ""), added("lrl_1", 1, "2026-01-01", "2028-01-01")}, map[legal.Day]int{"2027-06-01": 1, "2028-01-01": 2}},
		"two with a gap":           {[]*ent.LegalRule{added("lrl_1", 1, "2026-01-01", "2028-01-01"), added("lrl_2", 2, "2029-01-01", "")}, map[legal.Day]int{"2027-06-01": 1, "2028-06-01": 7, "2029-01-01": 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shipped := append(legal.Shipped().Rules(), question)
			book, err := bookOf(all(shipped, c.rows), nil)
			if err != nil {
				t.Fatal(err)
			}
			for day, want := range c.want {
				if r, ok := book.Special(question.Kind, law, question.Anchor, question.Special, day); !ok || r.Amount != want {
					t.Errorf("%s: %d, %v, want %d", day, r.Amount, ok, want)
				}
			}
			if r, ok := book.Version("new-in-release", 1); !ok || r.Amount != 7 {
				t.Errorf("the version of the release: %+v, %v", r, ok)
			}
			// Another rule that somebody saves is not refused because of it; one that overlaps is.
			fresh := shown("lrl_9", legal.Rule{
				ID: "lrl_9", Version: 1, Kind: legal.Announcement, Law: "BayYG", Article: "Art. 2", Jurisdiction: "DE-BY", Anchor: legal.NoticeSent, Amount: 1,
				Unit: legal.Days, Holidays: legal.NoHolidays, Special: "BY_PIGEON", ValidFrom: "2027-01-01",
			}, nil)
			if _, err := bookOf(append(all(shipped, c.rows), fresh), fresh); err != nil {
				t.Errorf("another rule: %v", err)
			}
			twice := shown("lrl_9", question, nil)
			twice.rule.ID, twice.rule.ValidFrom = "lrl_9", "2030-01-01"
			if _, err := bookOf(append(all(shipped, c.rows), twice), twice); !errors.Is(err, legal.ErrOverlap) {
				t.Errorf("one that overlaps: %v", err)
			}
		})
	}
}
