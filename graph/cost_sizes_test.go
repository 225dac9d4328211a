package graph

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"schalter/internal/clock"
	"schalter/internal/directory"
)

// listsOf names every list of the contract that is not the content of a page, as Type.field.
func listsOf(schema *ast.Schema) []string {
	var names []string
	for _, t := range schema.Types {
		if t.Kind != ast.Object && t.Kind != ast.Interface || strings.HasPrefix(t.Name, "__") {
			continue
		}
		for _, f := range t.Fields {
			if f.Type.Elem != nil && !strings.HasSuffix(t.Name, "Connection") && f.Name != "userErrors" {
				names = append(names, t.Name+"."+f.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestEveryListHasASize(t *testing.T) {
	t.Parallel()
	want := listsOf(servedSchema())
	if got := slices.Sorted(maps.Keys(listSizes)); !slices.Equal(got, want) {
		t.Errorf("sizes are given for\n%v\nbut the lists of the contract are\n%v", got, want)
	}
	for name, n := range listSizes {
		if n < 1 {
			t.Errorf("%s has the size %d", name, n)
		}
	}
}

// largest are the longest lists of the directory, as Type.field.
func largest(t *testing.T, s *directory.Snapshot) map[string]int {
	t.Helper()
	found := map[string]int{}
	longest := func(name string, n int) { found[name] = max(found[name], n) }
	regions, err1 := s.SearchRegions("", directory.RegionFilter{})
	authorities, err2 := s.SearchAuthorities("", directory.AuthorityFilter{})
	services, err3 := s.SearchServices("", directory.ServiceFilter{})
	undertakings, err4 := s.SearchUndertakings("", directory.UndertakingFilter{})
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range regions {
		longest("Region.postalCodes", len(r.PostalCodes))
		longest("Region.authorities", len(s.AuthoritiesOf(r)))
	}
	for _, a := range authorities {
		longest("Authority.areas", len(a.Areas()))
	}
	var ids []string
	for _, v := range services {
		ids = append(ids, v.ID)
		longest("Service.undertakings", len(v.Undertakings()))
		for _, locale := range directory.Locales {
			longest("Service.keywords", len(v.Text(locale).Keywords))
			longest("Service.requiredDocuments", len(v.Text(locale).RequiredDocuments))
		}
		for _, r := range v.Rules() {
			longest("CompetenceRule.authorityKinds", len(r.AuthorityKinds))
		}
	}
	for _, u := range undertakings {
		longest("Undertaking.services", len(u.Services()))
	}
	now := clock.System().Now()
	for i, r := range regions {
		if r.Kind != directory.RegionGemeinde || i%10 != 0 {
			continue
		}
		for some := range slices.Chunk(ids, directory.MaxServices) {
			competences, err := s.Competences(r.ARS, some, now)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range competences {
				longest("Competence.candidates", len(c.Candidates))
			}
		}
	}
	return found
}

// The sizes by which documents are weighed are not below what the directory holds.
func TestListsOfTheDirectoryAreNoLongerThanTheyCount(t *testing.T) {
	t.Parallel()
	d, err := directory.New()
	if err != nil {
		t.Fatal(err)
	}
	found := largest(t, d.Snapshot())
	for name, n := range found {
		if n > listSizes[name] {
			t.Errorf("%s counts %d, the longest has %d", name, listSizes[name], n)
		}
	}
	t.Log(found)
}

// Costs that `scripts/bench dearest` was measured with: lower ones let a query be accepted that takes more than 100 ms of CPU.
func TestFieldsCountWhatTheyWereMeasuredToCost(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		object, field string
		words         bool
		least         int
	}{
		{"Query", "search", true, 2_000}, {"Query", "regions", true, 2_000}, {"Authority", "services", false, 150}, {"Authority", "channel", false, 20},
		{"Authority", "organisation", false, 20}, {"Query", "node", false, 25}, {"Query", "viewer", false, 25}, {"Viewer", "caseMailboxes", false, 25},
	} {
		if got := fixedCost(tt.object, tt.field, tt.words); got < tt.least {
			t.Errorf("%s.%s counts %d, at least %d", tt.object, tt.field, got, tt.least)
		}
	}
}
