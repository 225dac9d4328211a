package catalogue_test

import (
	"testing"

	"schalter/internal/market/catalogue"
	"schalter/internal/testkit"
)

func seeded() ([]catalogue.SeededProcedure, []catalogue.SeededOffering) {
	p := catalogue.SeededProcedure{Name: "Bürgeramt Plus", VendorID: "org_vendor", Versions: []string{"2"}}
	in := sheet("wohngeld", "Wohngeld")
	in.State = catalogue.Paused
	in.Interfaces = []*catalogue.OfferingInterface{{ProcedureID: catalogue.ProcedureIDOf(p), State: catalogue.InterfaceAvailable, CostClass: catalogue.Free}}
	return []catalogue.SeededProcedure{p}, []catalogue.SeededOffering{{OfferingSaveInput: in, Invented: []string{"contacts"}, Sources: []string{"Verzeichnis"}}}
}

func TestEmptyCatalogueIsFilledOnceAndWhatWasMadeUpStaysMarked(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		procedures, offerings := seeded()
		if err := h.Seed(t.Context(), procedures, offerings); err != nil {
			t.Fatal(err)
		}
		o := h.OfferingBySlug("wohngeld")
		if o.ID != catalogue.OfferingIDOf("wohngeld") || o.State != catalogue.Paused || o.Current.Invented[0] != "contacts" || h.Empty() {
			t.Fatalf("%+v", o)
		}
		// What an editor changes is not filled in again, and the marks stay.
		in := sheet("wohngeld", "Wohngeld neu")
		o = h.save(t, change(in, o, nil))
		more := sheet("gewerbe", "Gewerbe")
		if err := h.Seed(t.Context(), procedures, append(offerings, catalogue.SeededOffering{OfferingSaveInput: more})); err != nil {
			t.Fatal(err)
		}
		if got := slugs(t, h.Service, catalogue.OfferingFilter{}); got != "wohngeld" || o.Current.Sources[0] != "Verzeichnis" || o.Current.Invented[0] != "contacts" {
			t.Errorf("%s, %+v", got, o.Current)
		}
	})
}

func TestCatalogueIsFilledWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		for name, spoil := range map[string]func(o *catalogue.SeededOffering){
			"enum": func(o *catalogue.SeededOffering) { o.CostClass = "CHEAP" }, "provider": func(o *catalogue.SeededOffering) { o.ProviderID = "org_nobody" },
			"source": func(o *catalogue.SeededOffering) { o.Sources = []string{"a\nb"} }, "locale": func(o *catalogue.SeededOffering) { o.Texts[1].Locale = "FR" },
			"procedure": func(o *catalogue.SeededOffering) { o.Interfaces[0].ProcedureID = id("spr") },
		} {
			procedures, offerings := seeded()
			spoil(&offerings[0])
			if err := h.Seed(t.Context(), procedures, offerings); err == nil || !h.Empty() {
				t.Errorf("%s: %v", name, err)
			}
			if list, err := h.Procedures(nil, ""); err != nil || len(list.Procedures) != 0 {
				t.Errorf("%s: procedures stayed", name)
			}
		}
	})
}
