package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// facts are the days that the tables stand for (Hinweise.txt of the register).
var facts = [][]string{
	{"territory_on", "2025-08-31"},
	{"population_on", "2024-12-31"},
}

// attributions are the lines that the sources ask to be shown, for the imprint.
var attributions = [][]string{
	{"register", "© Daten (im Auftrag der Herausgebergemeinschaft Statistische Ämter des Bundes und der Länder) Statistisches Bundesamt (Destatis), 2025", "Vervielfältigung und Verbreitung, auch auszugsweise, mit Quellenangabe gestattet"},
	{"postal-codes", "Postleitzahlen: geonames.org", "CC BY 4.0"},
	{"coordinates", "© GeoBasis-DE / BKG 2021 (Daten verändert)", "dl-de/by-2-0"},
	{"chambers", "Bezirke der Industrie- und Handelskammern: § 1 BezVIHK (BayRS 701-2-W)", "Amtliches Werk, § 5 UrhG"},
	{"service-keys", "LeiKa-Schlüssel: Leistungsverzeichnis der Landeshauptstadt München, Stand 2026-06-08 (nur Schlüssel)", "EUPL-1.2"},
	{"place-parts", "Stadtbezirke und Ortsteile der größeren Städte: nach den in der Tabelle genannten Quellen", "Tatsachen"},
	{"number-plates", "Unterscheidungszeichen der Kraftfahrzeuge: nach der Fahrzeug-Zulassungsverordnung", "Amtliches Werk, § 5 UrhG"},
}

// generate returns the embedded tables by file name.
func generate(from fs.FS) (map[string][]byte, error) {
	s, err := readSources(from)
	if err != nil {
		return nil, err
	}
	regions, err := makeRegions(s)
	if err != nil {
		return nil, err
	}
	authorities, err := makeAuthorities(s, regions)
	if err != nil {
		return nil, err
	}
	var regionLines, authorityLines [][]string
	for _, ars := range slices.Sorted(maps.Keys(regions)) {
		regionLines = append(regionLines, regions[ars].fields())
	}
	for _, a := range authorities {
		authorityLines = append(authorityLines, a.fields())
	}
	files := map[string][]byte{}
	for name, table := range map[string]struct {
		header []string
		lines  [][]string
	}{
		"regions.tsv":      {regionHeader, regionLines},
		"authorities.tsv":  {authorityHeader, authorityLines},
		"facts.tsv":        {[]string{"fact", "value"}, facts},
		"attributions.tsv": {[]string{"of", "text", "licence"}, attributions},
	} {
		if files[name], err = encode(table.header, table.lines); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return files, nil
}

// encode writes one entity a line, tab-separated without quoting.
func encode(header []string, lines [][]string) ([]byte, error) {
	var b bytes.Buffer
	for _, line := range append([][]string{header}, lines...) {
		for _, field := range line {
			if strings.ContainsAny(field, "\t\r\n") {
				return nil, fmt.Errorf("field %q holds a separator", field)
			}
		}
		b.WriteString(strings.Join(line, "\t"))
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}
