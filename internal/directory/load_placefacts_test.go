package directory_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"schalter/internal/directory"
	"schalter/internal/directory/lexis"
)

// Every name with a letter missing: what is no name any more is offered, and never becomes a place.
func TestGuessIsNeverTaken(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	offered := 0
	for i, r := range s.Regions(directory.RegionFilter{Kind: directory.RegionGemeinde}) {
		word := lexis.Words(r.Name)[0]
		if i%5 != 0 || len(word) < 7 {
			continue
		}
		typed := word[:3] + word[4:]
		result, err := s.Search("Hund anmelden "+typed, "de", 0)
		if err != nil {
			t.Fatal(err)
		}
		if result.Place != nil && !names(result, typed) {
			t.Errorf("%q became %s", typed, result.Place.Name)
		}
		if len(result.SuggestedPlaces) > 0 {
			offered++
		}
	}
	if offered < 100 {
		t.Errorf("only %d were offered", offered)
	}
}

// names reports whether one of the names of the place, or of the part of it, has the word.
func names(result *directory.SearchResult, typed string) bool {
	all := lexis.Words(result.Place.Name)
	if result.PlacePart != nil {
		all = append(all, lexis.Words(*result.PlacePart)...)
	}
	return slices.ContainsFunc(all, func(word string) bool { return lexis.Level(word) == lexis.Level(typed) })
}

func TestPartOfTownIsTakenWithItsName(t *testing.T) {
	t.Parallel()
	result, err := embedded(t).Search("Hund anmelden Bogenhausen", "de", 0)
	if err != nil || result.Place == nil || result.Place.ARS != "091620000000" || result.PlacePart == nil || *result.PlacePart != "Bogenhausen" {
		t.Fatalf("got %+v, %v", result, err)
	}
	if len(result.SuggestedPlaces) != 0 || result.Outside != nil {
		t.Errorf("also %v, %v", result.SuggestedPlaces, result.Outside)
	}
}

// A municipality goes before a part of the same name, and the town is offered beside it.
func TestMunicipalityComesBeforeItsPart(t *testing.T) {
	t.Parallel()
	result, err := embedded(t).Search("Moosach", "de", 0)
	if err != nil || result.Place == nil || result.Place.Name != "Moosach" || result.PlacePart != nil {
		t.Fatalf("got %+v, %v", result, err)
	}
	if len(result.OtherPlaces) == 0 || result.OtherPlaces[0].Name != "München" {
		t.Errorf("others: %v", result.OtherPlaces)
	}
}

func TestPlaceInBavariaAndOutside(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	both, err := s.Search("Gewerbe anmelden Münster", "de", 0)
	if err != nil || both.Place == nil || both.Place.Name != "Münster" || both.Outside == nil || *both.Outside != "Münster" {
		t.Errorf("full name: got %+v, %v", both, err)
	}
	short, err := s.Search("Gewerbe anmelden Sachsen", "de", 0)
	if err != nil || short.Place != nil || short.Outside == nil || len(short.SuggestedPlaces) == 0 || short.SuggestedPlaces[0].Region.Name != "Sachsen b.Ansbach" {
		t.Errorf("short name: got %+v, %v", short, err)
	}
}

func TestEveryPartIsUnderstood(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(dataFiles(t)["parts.tsv"].Data)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		town, err := s.Region(fields[0])
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(fields[2], "gelesen 20") {
			t.Errorf("%s: source %q does not say what was read and when", town.Name, fields[2])
		}
		for _, name := range strings.Split(fields[1], ",") {
			if name == "" || seen[town.ARS+name] {
				t.Errorf("%s: %q is empty or doubled", town.Name, name)
			}
			seen[town.ARS+name] = true
			result, err := s.Search(name+" "+town.Name, "de", 0)
			if err != nil || result.Place != town || result.PlacePart == nil {
				t.Errorf("%q: got %v %v, %v", name+" "+town.Name, result.Place, result.PlacePart, err)
			}
		}
	}
}

// TestPartsOfNeighboursAreNotOurs names villages that were once listed with the larger town beside which they lie.
func TestPartsOfNeighboursAreNotOurs(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	for query, wrong := range map[string]string{
		"Hund anmelden Amselfing": "Straubing", "Hund anmelden Esbach": "Coburg", "Hund anmelden Herboldshof": "Nürnberg",
		"Hund anmelden Fattigsmühle": "Hof", "Hund anmelden Osseck am Wald": "Hof", "Hund anmelden Cottenbach": "Bayreuth",
		"Hund anmelden Egelsee": "Memmingen",
	} {
		result, err := s.Search(query, "de", 0)
		if err != nil {
			t.Fatal(err)
		}
		if result.Place != nil && result.Place.Name == wrong {
			t.Errorf("%q: taken for %s", query, wrong)
		}
		for _, place := range result.OtherPlaces {
			if place.Name == wrong {
				t.Errorf("%q: %s is among the other places", query, wrong)
			}
		}
	}
}

func TestPlaceFactsMustAgreeWithTheRegister(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, content, want string }{
		{"part of no municipality", "parts.tsv", "ars\tnames\tsource\n09162\tSendling\ttest\n", "no municipality"},
		{"part without a source", "parts.tsv", "ars\tnames\tsource\n091620000000\tSendling\t\n", "no source"},
		{"plate of no district", "plates.tsv", "code\tkreise\tsource\nFFB\t091620000000\ttest\n", "unknown district"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			data := dataFiles(t)
			data[tt.file] = &fstest.MapFile{Data: []byte(tt.content)}
			if _, err := directory.Load(data); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}
