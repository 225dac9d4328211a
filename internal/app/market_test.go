package app

import (
	"testing"

	"schalter/internal/directory"
	"schalter/internal/market/levy"
)

func TestF34TheLevyIsDividedByAllPeopleOfBavaria(t *testing.T) {
	t.Parallel()
	d, err := directory.New()
	if err != nil {
		t.Fatal(err)
	}
	register := (&levyRegister{directory: d}).Register()
	count, people, payers := map[levy.LevyLevel]int{}, 0, 0
	for _, p := range register.Places {
		for _, level := range p.Levels {
			count[level]++
			payers++
		}
		people += p.Population
		if len(p.ARS) == 12 {
			continue
		}
		region, err := d.Snapshot().Region(p.ARS)
		if err != nil || p.Population != 0 || region.Population == nil {
			t.Errorf("%s: %v, %v", p.ARS, region, err)
		}
	}
	// 2,056 municipalities; 71 Landkreise and 25 kreisfreie Städte; 7 Bezirke.
	if people != 13_248_928 || count[levy.Gemeinde] != 2056 || count[levy.Landkreis] != 96 || count[levy.Bezirk] != 7 || payers != 2159 {
		t.Errorf("%d people, payers %v", people, count)
	}
	if register.PopulationOn != levy.PopulationDay(2026) {
		t.Errorf("populations are of %s", register.PopulationOn)
	}
	for asked, want := range map[string]string{"09461": "094610000000", "094610000000": "094610000000", "09471": "09471", "091": "091", "09": "", "99999": ""} {
		if got := register.Payer(asked); got != want {
			t.Errorf("%s pays as %q", asked, got)
		}
	}
}
