package directory

import (
	"fmt"
	"io/fs"
	"strings"

	"schalter/internal/directory/lexis"
)

// part is a district or a well-known part of a larger town; it has no authorities of its own and means the town.
type part struct {
	region *Region
	name   string
}

// placeFacts are names that are no regions of the register: parts of towns, places outside Bavaria, codes of number plates.
type placeFacts struct {
	parts   []part
	outside map[string]string
	plates  map[string][]*Region
}

func (s *Snapshot) loadPlaceFacts(data fs.FS) (*placeFacts, error) {
	f := &placeFacts{outside: map[string]string{}, plates: map[string][]*Region{}}
	for _, load := range []func(fs.FS, *placeFacts) error{s.loadParts, loadOutside, s.loadPlates} {
		if err := load(data, f); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (s *Snapshot) loadParts(data fs.FS, f *placeFacts) error {
	t, err := readTable(data, "parts.tsv")
	if err != nil {
		return err
	}
	for _, fields := range t.rows {
		row := &reader{table: t, row: fields}
		town := s.regionByARS[row.text("ars")]
		if town == nil || town.Kind != RegionGemeinde || row.text("source") == "" {
			return fmt.Errorf("parts.tsv: %s: no municipality, or no source", row.text("ars"))
		}
		for _, name := range row.list("names") {
			f.parts = append(f.parts, part{town, name})
		}
		if row.err != nil {
			return row.err
		}
	}
	return nil
}

func loadOutside(data fs.FS, f *placeFacts) error {
	t, err := readTable(data, "outside.tsv")
	if err != nil {
		return err
	}
	for _, fields := range t.rows {
		row := &reader{table: t, row: fields}
		name := row.text("name")
		for _, as := range append(row.list("also"), name) {
			f.outside[strings.Join(nameWords(as), " ")] = name
		}
		if row.err != nil {
			return row.err
		}
	}
	return nil
}

func (s *Snapshot) loadPlates(data fs.FS, f *placeFacts) error {
	t, err := readTable(data, "plates.tsv")
	if err != nil {
		return err
	}
	for _, fields := range t.rows {
		row := &reader{table: t, row: fields}
		code := lexis.Fold(row.text("code"))
		for _, ars := range row.list("kreise") {
			kreis := s.regionByARS[ars]
			if kreis == nil || kreis.Kind != RegionKreis || row.err != nil {
				return fmt.Errorf("plates.tsv: %s: unknown district %q", code, ars)
			}
			if town := s.regionByARS[ars+"0000000"]; town != nil {
				kreis = town
			}
			f.plates[code] = append(f.plates[code], kreis)
		}
	}
	return nil
}
