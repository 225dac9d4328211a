package directory_test

import (
	"encoding/csv"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"schalter/internal/directory"
	"schalter/internal/errs"
)

// describe returns the kind and the name of a hit.
func describe(hit directory.SearchHit, locale string) (kind, name string) {
	switch h := hit.(type) {
	case *directory.Region:
		return "Region", h.Name
	case *directory.Authority:
		return "Authority", h.Name
	case *directory.Service:
		return "Service", h.Text(locale).Name
	case *directory.Undertaking:
		return "Undertaking", h.Text(locale).Name
	}
	return "?", "?"
}

// checkFirstHit searches and compares the first hit with a kind and a pattern of its name, and what was understood of the place;
// the kind None wants no hit at all.
func checkFirstHit(t *testing.T, s *directory.Snapshot, locale, query, place, kind, pattern string) {
	t.Helper()
	result, err := s.Search(query, locale, 0)
	if err != nil {
		t.Errorf("%q: %v", query, err)
		return
	}
	if got := located(result); place != "" && got != place {
		t.Errorf("%q: got place %q, want %q", query, got, place)
	}
	if kind == "None" {
		if len(result.Hits) > 0 {
			k, n := describe(result.Hits[0], locale)
			t.Errorf("%q: got %s %q, want nothing", query, k, n)
		}
		return
	}
	if len(result.Hits) == 0 {
		t.Errorf("%q: nothing, want %s %s", query, kind, pattern)
		return
	}
	gotKind, gotName := describe(result.Hits[0], locale)
	if gotKind != kind || !regexp.MustCompile(pattern).MatchString(gotName) {
		t.Errorf("%q: got %s %q, want %s %s", query, gotKind, gotName, kind, pattern)
	}
}

// located writes what a line was understood to say of the place: München, München/Bogenhausen, ?München for one that is only
// offered, !Hamburg for one outside Bavaria, - for none.
func located(result *directory.SearchResult) string {
	withPart := func(r *directory.Region, part *string) string {
		if part != nil {
			return r.Name + "/" + *part
		}
		return r.Name
	}
	switch {
	case result.Place != nil && len(result.SuggestedPlaces) > 0:
		return "taken and offered at once"
	case result.Place != nil:
		return withPart(result.Place, result.PlacePart)
	case result.Outside != nil:
		return "!" + *result.Outside
	case len(result.SuggestedPlaces) > 0:
		return "?" + withPart(result.SuggestedPlaces[0].Region, result.SuggestedPlaces[0].Part)
	}
	return "-"
}

func TestQueriesHaveTheRightFirstHit(t *testing.T) {
	t.Parallel()
	file, err := os.Open("testdata/queries.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 401 {
		t.Errorf("only %d queries", len(rows)-1)
	}
	s := embedded(t)
	for _, row := range rows[1:] {
		checkFirstHit(t, s, row[0], row[1], row[2], row[3], row[4])
	}
}

func TestPlaceAndWhatAreBothUnderstood(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	result, err := s.Search("Café eröffnen in München", "de", 5)
	if err != nil || result.Place == nil || result.Place.ARS != "091620000000" {
		t.Fatalf("got %+v, %v", result, err)
	}
	last := result.Hits[len(result.Hits)-1]
	if kind, name := describe(last, "de"); kind != "Region" || name != "München" {
		t.Errorf("the place is not among the hits: %s %s", kind, name)
	}
}

func TestAmbiguousNameOffersTheOthersWithTheirDistrict(t *testing.T) {
	t.Parallel()
	result, err := embedded(t).Search("Hausen", "de", 0)
	if err != nil {
		t.Fatal(err)
	}
	districts := map[string]bool{}
	for _, place := range append([]*directory.Region{result.Place}, result.OtherPlaces...) {
		if place.Name == "Hausen" && place.Kind == directory.RegionGemeinde {
			districts[place.Kreis().Name] = true
		}
	}
	for _, want := range []string{"Kelheim", "Forchheim", "Rhön-Grabfeld", "Miltenberg"} {
		if !districts[want] {
			t.Errorf("no Hausen in %s: %v", want, districts)
		}
	}
}

func TestPostalCodeProposesEveryPlaceThatHasIt(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	result, err := s.Search("84533", "de", 0)
	if err != nil {
		t.Fatal(err)
	}
	got := len(result.OtherPlaces) + 1
	if want := len(s.RegionsByPostalCode("84533")); got != want || want < 2 {
		t.Errorf("got %d places, want %d", got, want)
	}
}

func TestEveryNameIsFound(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	for _, r := range s.Regions(directory.RegionFilter{Kind: directory.RegionGemeinde}) {
		if result, err := s.Search(r.Name, "de", 0); err != nil || !offers(result, r) {
			t.Errorf("%s %s is not found by its name: %v", r.ARS, r.Name, err)
		}
	}
	for _, locale := range directory.Locales {
		for _, v := range s.Services(directory.ServiceFilter{}) {
			if result, err := s.Search(v.Text(locale).Name, locale, 1); err != nil || len(result.Hits) == 0 || result.Hits[0] != directory.SearchHit(v) {
				t.Errorf("%q does not come first for its name: %v", v.Text(locale).Name, err)
			}
		}
		for _, u := range s.Undertakings(directory.UndertakingFilter{}) {
			if result, err := s.Search(u.Text(locale).Name, locale, 1); err != nil || len(result.Hits) == 0 || result.Hits[0] != directory.SearchHit(u) {
				t.Errorf("%q does not come first for its name: %v", u.Text(locale).Name, err)
			}
		}
	}
	for _, a := range s.Authorities(directory.AuthorityFilter{}) {
		result, err := s.Search(a.Name, "de", 0)
		if err != nil || !hasHit(result, a) {
			t.Errorf("%s is not found by its name: %v", a.Name, err)
		}
	}
}

func offers(result *directory.SearchResult, r *directory.Region) bool {
	return result.Place == r || slices.Contains(result.OtherPlaces, r)
}

func hasHit(result *directory.SearchResult, want directory.SearchHit) bool {
	return slices.Contains(result.Hits, want)
}

func TestSearchIsBounded(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	for _, tt := range []struct {
		name, query string
		first       int
		want        errs.Code
	}{
		{"longest", strings.Repeat("ä", 200), 0, ""},
		{"too long", strings.Repeat("ä", 201), 0, errs.Invalid},
		{"not UTF-8", "M\xfcnchen", 0, errs.Invalid},
		{"negative", "Hund", -1, errs.Invalid},
		{"too many", "Hund", 101, errs.Invalid},
		{"most", "Gemeinde Oberfranken", 100, ""},
		{"empty", "", 0, ""},
		{"blanks", "  \t ", 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			result, err := s.Search(tt.query, "de", tt.first)
			if errs.CodeOf(err) != tt.want {
				t.Errorf("got %v", err)
			}
			if err == nil && (result.Hits == nil || result.OtherPlaces == nil || len(result.Hits) > 100) {
				t.Errorf("got %+v", result)
			}
		})
	}
	if result, err := s.Search("Gewerbe", "de", 2); err != nil || len(result.Hits) != 2 {
		t.Errorf("first 2: got %v, %v", result, err)
	}
}

func TestSearchIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	a, b := embedded(t), embedded(t)
	for _, query := range []string{"anmelden", "Hausen", "Gewerbe Bamberg", "IHK", "Neu", "pass", "Bau"} {
		first, err := a.Search(query, "de", 100)
		if err != nil {
			t.Fatal(err)
		}
		second, _ := b.Search(query, "de", 100)
		if len(first.Hits) != len(second.Hits) {
			t.Errorf("%q: %d and %d hits", query, len(first.Hits), len(second.Hits))
			continue
		}
		for i := range first.Hits {
			if idOf(first.Hits[i]) != idOf(second.Hits[i]) {
				t.Errorf("%q: hit %d differs", query, i)
			}
		}
	}
}

func idOf(hit directory.SearchHit) string {
	switch h := hit.(type) {
	case *directory.Region:
		return h.ID
	case *directory.Authority:
		return h.ID
	case *directory.Service:
		return h.ID
	case *directory.Undertaking:
		return h.ID
	}
	return ""
}

func TestListsAreSearchedAndFiltered(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	regions, err := s.SearchRegions("hausen", directory.RegionFilter{Kind: directory.RegionGemeinde, Within: "094"})
	if err != nil || len(regions) == 0 || regions[0].Name != "Hausen" || regions[0].Kreis().Name != "Forchheim" {
		t.Errorf("regions: got %v, %v", regions, err)
	}
	authorities, err := s.SearchAuthorities("Bamberg", directory.AuthorityFilter{Kind: directory.KindLandratsamt})
	if err != nil || len(authorities) != 1 || authorities[0].Name != "Landratsamt Bamberg" {
		t.Errorf("authorities: got %v, %v", authorities, err)
	}
	authorities, err = s.SearchAuthorities("IHK", directory.AuthorityFilter{Within: "094"})
	if err != nil || len(authorities) != 2 {
		t.Errorf("chambers of Oberfranken: got %v, %v", authorities, err)
	}
	services, err := s.SearchServices("gewerbe", directory.ServiceFilter{Locale: "de", UndertakingID: directory.UndertakingID("gaststaette-eroeffnen")})
	if err != nil || len(services) == 0 || services[0].Slug != "gewerbe-anmelden" {
		t.Errorf("services: got %v, %v", services, err)
	}
	undertakings, err := s.SearchUndertakings("cafe", directory.UndertakingFilter{Locale: "de"})
	if err != nil || len(undertakings) == 0 || undertakings[0].Slug != "gaststaette-eroeffnen" {
		t.Errorf("undertakings: got %v, %v", undertakings, err)
	}
	all, err := s.SearchServices(" ", directory.ServiceFilter{Locale: "en"})
	if err != nil || len(all) != len(s.Services(directory.ServiceFilter{})) || !slices.IsSortedFunc(all, func(a, b *directory.Service) int {
		return strings.Compare(strings.ToLower(a.Text("en").Name), strings.ToLower(b.Text("en").Name))
	}) {
		t.Errorf("all services are not in order: %v", err)
	}
}

func TestDirectoryHandsOutTheReplacement(t *testing.T) {
	t.Parallel()
	d, err := directory.New()
	if err != nil {
		t.Fatal(err)
	}
	next, err := withRules(t, "[]")
	if err != nil {
		t.Fatal(err)
	}
	d.Replace(next)
	if d.Snapshot() != next {
		t.Error("the old snapshot is still handed out")
	}
}

func FuzzSearch(f *testing.F) {
	s := embedded(f)
	for _, seed := range []string{"Café eröffnen in München", "95444", "St. Wolfgang", "", "§ 34c", "\u0308ä\u200d", "a d b in am", strings.Repeat("gewerbe", 28)} {
		f.Add(seed, "de", 20)
	}
	f.Fuzz(func(t *testing.T, query, locale string, first int) {
		result, err := s.Search(query, locale, first)
		if err == nil && (result.Hits == nil || len(result.Hits) > directory.MaxHits) {
			t.Errorf("%q: %d hits", query, len(result.Hits))
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	s := embedded(b)
	for _, query := range []string{"Café eröffnen in München", "gewerbe anmelden", "Muinchen", "fuehrungszeugniss", "Landratsamt Bayreuth", "asdf qwertz uiop xyz", "Wo kann ich in Neustadt an der Aisch einen neuen Reisepass beantragen"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Search(query, "de", 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := directory.Load(os.DirFS("data")); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompetences(b *testing.B) {
	s := embedded(b)
	ids := []string{}
	for _, v := range s.Services(directory.ServiceFilter{})[:100] {
		ids = append(ids, v.ID)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Competences("091755114121", ids, today); err != nil {
			b.Fatal(err)
		}
	}
}
