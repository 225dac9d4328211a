package directory_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"schalter/internal/directory"
)

func TestEveryIDEverShippedResolves(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/shipped.txt")
	if err != nil {
		t.Fatal(err)
	}
	shipped := strings.Fields(string(content))
	if !slices.IsSorted(shipped) || len(shipped) < 5000 {
		t.Fatalf("testdata/shipped.txt: %d ids, or not sorted", len(shipped))
	}
	s := embedded(t)
	resolves := map[string]bool{}
	for _, id := range s.IDs() {
		resolves[id] = true
		if _, found := slices.BinarySearch(shipped, id); !found {
			t.Errorf("%s is not in testdata/shipped.txt: go run ./internal/directory/ledger", id)
		}
	}
	for _, id := range shipped {
		if !resolves[id] {
			t.Errorf("%s was shipped and is gone: end it in data/former, by its validTo, or by that of the rule", id)
		}
	}
}

// changedData is the embedded data with lines moved from a table to that of former entries.
func changedData(t *testing.T, table, line, validTo, successor string, more ...func(fstest.MapFS)) fstest.MapFS {
	t.Helper()
	data := fstest.MapFS{}
	root := os.DirFS("data")
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, path)
		data[path] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := string(data[table].Data)
	var kept []string
	for l := range strings.SplitSeq(strings.TrimSuffix(before, "\n"), "\n") {
		if strings.HasPrefix(l, line+"\t") {
			data["former/"+table].Data = append(data["former/"+table].Data, l+"\t"+validTo+"\t"+successor+"\n"...)
			continue
		}
		kept = append(kept, l)
	}
	data[table].Data = []byte(strings.Join(kept, "\n") + "\n")
	if string(data[table].Data) == before {
		t.Fatalf("%s has no line %q", table, line)
	}
	for _, change := range more {
		change(data)
	}
	return data
}

func TestADissolvedAuthorityIsFoundByItsIDOnly(t *testing.T) {
	t.Parallel()
	s, err := directory.Load(changedData(t, "authorities.tsv", "VERWALTUNGSGEMEINSCHAFT\t094725412", "2026-07-01", "LANDRATSAMT:09472"))
	if err != nil {
		t.Fatal(err)
	}
	a := s.Authority(directory.AuthorityID(directory.KindVerwaltungsgemeinschaft, "094725412"))
	if a == nil || !a.Dissolved() || *a.ValidTo != "2026-07-01" || a.Name != embedded(t).Authority(a.ID).Name || len(a.Areas()) == 0 {
		t.Fatalf("dissolved: %+v", a)
	}
	if next := a.Successor(); next == nil || next.Name != "Landratsamt Bayreuth" || next.Dissolved() {
		t.Errorf("successor: %+v", next)
	}
	if slices.Contains(s.Authorities(directory.AuthorityFilter{}), a) || slices.Contains(s.AuthoritiesOf(a.Areas()[0]), a) {
		t.Error("a dissolved authority is still listed")
	}
	found, err := s.SearchAuthorities(a.Name, directory.AuthorityFilter{})
	if err != nil || slices.Contains(found, a) {
		t.Errorf("a dissolved authority is still found: %v", err)
	}
}

func TestAFormerRegionKeepsItsName(t *testing.T) {
	t.Parallel()
	s, err := directory.Load(changedData(t, "regions.tsv", "094729451451", "2026-07-01", "09472"))
	if err != nil {
		t.Fatal(err)
	}
	r := s.RegionOfThen("094729451451")
	if r == nil || r.ValidTo == nil || r.Name == "" || r.Kreis().ARS != "09472" || s.RegionByID(r.ID) != r {
		t.Fatalf("former: %+v", r)
	}
	if _, err := s.Region(r.ARS); err == nil {
		t.Error("a former region is still there")
	}
	if slices.Contains(r.Kreis().Children(), r) || slices.Contains(s.Regions(directory.RegionFilter{}), r) {
		t.Error("a former region is still listed")
	}
}

func TestAFormerServiceIsFoundByItsIDOnly(t *testing.T) {
	t.Parallel()
	const slug = "gewerbe-abmelden"
	end := func(data fstest.MapFS) {
		for name, file := range data {
			if strings.HasPrefix(name, "services/") {
				file.Data = []byte(strings.Replace(string(file.Data), `"slug": "`+slug+`",`, `"slug": "`+slug+`", "validTo": "2026-07-01",`, 1))
			}
		}
	}
	data := changedData(t, "regions.tsv", "094729451451", "2026-07-01", "", end)
	if _, err := directory.Load(data); err == nil || !strings.Contains(err.Error(), slug) {
		t.Fatalf("a former service in rules and undertakings that go on: %v", err)
	}
	// Nothing that goes on may name it.
	data["rules.json"].Data, data["undertakings.json"].Data = []byte("[]"), []byte("[]")
	s, err := directory.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	service := s.Service(directory.ServiceID(slug))
	if service == nil || service.ValidTo == nil || service.Text("de").Name == "" {
		t.Fatalf("former: %+v", service)
	}
	if slices.Contains(s.Services(directory.ServiceFilter{}), service) {
		t.Error("a former service is still listed")
	}
	answers, err := s.Competences("09472", []string{service.ID}, time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC))
	if err != nil || len(answers) != 1 || len(answers[0].Candidates) != 0 {
		t.Errorf("nobody is competent for what is not there any more: %+v, %v", answers, err)
	}
}

func TestFormerEntriesThatContradictAreRefused(t *testing.T) {
	t.Parallel()
	const union = "VERWALTUNGSGEMEINSCHAFT\t094725412"
	for _, tt := range []struct{ name, validTo, successor, want string }{
		{"day", "soon", "", "valid_to"},
		{"successor", "2026-07-01", "LANDRATSAMT:00000", "unknown successor"},
		{"circle", "2026-07-01", "VERWALTUNGSGEMEINSCHAFT:094725412", "circle"},
	} {
		if _, err := directory.Load(changedData(t, "authorities.tsv", union, tt.validTo, tt.successor)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}
