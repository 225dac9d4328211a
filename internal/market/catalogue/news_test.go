package catalogue_test

import (
	"fmt"
	"strings"
	"testing"

	"schalter/internal/market/catalogue"
	"schalter/internal/testkit"
)

// What can be ordered since now, and what has another version of its sheet, is passed on in the transaction that makes it so; nothing else is.
func TestF39WhatBecomesOfAnOfferingIsPassedOn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in := sheet("wohngeld", "Wohngeld")
		in.State = catalogue.Announced
		o := h.save(t, in)
		steps := []struct {
			name      string
			change    func(*catalogue.OfferingSaveInput)
			told      bool
			orderable bool
		}{
			{"nothing changed", nil, false, false},
			{"another day", func(in *catalogue.OfferingSaveInput) { in.OrderableFrom = ptr("2027-01-01") }, false, false},
			{"another sheet before it can be ordered", func(in *catalogue.OfferingSaveInput) { in.FinancedByLevy = false }, true, false},
			{"it can be ordered", func(in *catalogue.OfferingSaveInput) { in.State, in.OrderableFrom = catalogue.Orderable, nil }, true, true},
			{"another sheet", func(in *catalogue.OfferingSaveInput) { in.FinancedByLevy = true }, true, false},
			{"it pauses", func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }, false, false},
			{"it can be ordered again, by another sheet", func(in *catalogue.OfferingSaveInput) { in.State, in.FinancedByLevy = catalogue.Orderable, false }, true, true},
			{"it is withdrawn, with another sheet", func(in *catalogue.OfferingSaveInput) { in.State, in.FinancedByLevy = catalogue.Withdrawn, true }, false, false},
		}
		if got := h.take(&h.news); len(got) != 0 {
			t.Errorf("a first sheet that cannot be ordered yet is told: %v", got)
		}
		for _, step := range steps {
			next := change(in, o, step.change)
			o = h.save(t, next)
			in = next
			want := fmt.Sprint(o.ID, " ", o.Current.ID, " ", step.orderable, " ", o.Version)
			if got := strings.Join(h.take(&h.news), "; "); got != want && step.told || got != "" && !step.told {
				t.Errorf("%s: told %q, want %t %q", step.name, got, step.told, want)
			}
		}
		first := h.save(t, sheet("gewerbe", "Gewerbe"))
		if got := strings.Join(h.take(&h.news), "; "); got != fmt.Sprint(first.ID, " ", first.Current.ID, " true 1") {
			t.Errorf("a new one that can be ordered: %q", got)
		}
	})
}
