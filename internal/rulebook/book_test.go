package rulebook

import (
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
