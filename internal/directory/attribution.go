package directory

import "io/fs"

// Attribution is one line that a source of the data asks to be shown, with its licence.
type Attribution struct{ Of, Text, Licence string }

// Attributions returns the lines for the imprint; callers must not change the slice.
func (s *Snapshot) Attributions() []Attribution { return s.attributions }

// TerritoryOn is the ISO 8601 calendar day whose municipalities and districts the directory shows.
func (s *Snapshot) TerritoryOn() string { return s.territoryOn }

func (s *Snapshot) loadAttributions(data fs.FS) error {
	lines, err := readTable(data, "attributions.tsv")
	if err != nil {
		return err
	}
	for _, row := range lines.rows {
		r := &reader{table: lines, row: row}
		s.attributions = append(s.attributions, Attribution{Of: r.text("of"), Text: r.text("text"), Licence: r.text("licence")})
		if r.err != nil {
			return r.err
		}
	}
	facts, err := readTable(data, "facts.tsv")
	if err != nil {
		return err
	}
	for _, row := range facts.rows {
		r := &reader{table: facts, row: row}
		switch r.text("fact") {
		case "territory_on":
			s.territoryOn = r.text("value")
		case "population_on":
			s.populationOn = r.optional("value")
		}
		if r.err != nil {
			return r.err
		}
	}
	return nil
}
