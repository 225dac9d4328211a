package catalogue_test

import (
	"testing"

	"schalter/internal/budget"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/testkit"
)

// Orders and set-ups of a current sheet, which are most, ask the database for none; those of a former one still get it as it was.
func TestCurrentSheetsComeFromMemoryAndFormerOnesAsTheyWere(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in := sheet("wohngeld", "Wohngeld")
		first := h.save(t, in)
		former := first.Current.ID
		second := h.save(t, change(in, first, func(in *catalogue.OfferingSaveInput) { in.CostClass = catalogue.Priced }))
		current := second.Current.ID
		for _, c := range []struct {
			name       string
			ids        []string
			statements int
			want       map[string]catalogue.CostClass
		}{
			{"none", nil, 0, nil},
			{"the current one", []string{current, current}, 0, map[string]catalogue.CostClass{current: catalogue.Priced}},
			{"the former one", []string{former}, 1, map[string]catalogue.CostClass{former: catalogue.Free}},
			{"both", []string{former, current}, 1, map[string]catalogue.CostClass{former: catalogue.Free, current: catalogue.Priced}},
			{"one that is not there", []string{current, "ofv_unknown"}, 1, map[string]catalogue.CostClass{current: catalogue.Priced}},
		} {
			spent := 0
			found, err := h.VersionsByID(budget.With(nobody, func() error { spent++; return nil }), c.ids)
			if err != nil || spent != c.statements || len(found) != len(c.want) {
				t.Errorf("%s: got %d, %v by %d statements, want %d by %d", c.name, len(found), err, spent, len(c.want), c.statements)
			}
			for id, class := range c.want {
				if v := found[id]; v == nil || v.ID != id || v.CostClass != class || v.Tasks[0].TitleIn(catalogue.German) != "Vertrag DE" {
					t.Errorf("%s: got %+v", c.name, v)
				}
			}
		}
		if _, err := h.Version(nobody, "ofv_unknown"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a version that is not there: got %v", err)
		}
	})
}
