package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
)

// row is one line of a source table by column name.
type row map[string]string

// readTable reads a comma-separated table with a header line and checks that it has the columns.
func readTable(from fs.FS, name string, columns ...string) ([]row, error) {
	file, err := from.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("%s: empty", name)
	}
	rows := make([]row, 0, len(records)-1)
	for _, record := range records[1:] {
		r := make(row, len(record))
		for i, column := range records[0] {
			r[column] = record[i]
		}
		rows = append(rows, r)
	}
	return rows, requireColumns(name, records[0], columns)
}

func requireColumns(name string, header, columns []string) error {
	have := map[string]bool{}
	for _, column := range header {
		have[column] = true
	}
	for _, column := range columns {
		if !have[column] {
			return fmt.Errorf("%s: no column %s", name, column)
		}
	}
	return nil
}

// sources are the tables that the importer reads, as they are.
type sources struct {
	municipalities, unincorporated, districts, governments, unions []row
	postalCodes, coordinates, ihk, hwk                             []row
}

func readSources(from fs.FS) (*sources, error) {
	var s sources
	tables := []struct {
		into    *[]row
		name    string
		columns []string
	}{
		{&s.municipalities, "by_gemeinden.csv", []string{"ags", "ars", "name", "textkennzeichen", "kreis", "verband", "verbandsart", "einwohner", "plz_verwaltungssitz"}},
		{&s.unincorporated, "by_gemeindefreie_gebiete.csv", []string{"ags", "ars", "name", "einwohner"}},
		{&s.districts, "by_kreise.csv", []string{"kreis", "rb", "name", "sitz", "art"}},
		{&s.governments, "by_regierungsbezirke.csv", []string{"rb", "name", "sitz"}},
		{&s.unions, "by_verwaltungsgemeinschaften.csv", []string{"verband", "kreis", "name", "sitz_oder_plz"}},
		{&s.postalCodes, "by_plz_ags.csv", []string{"plz", "ags"}},
		{&s.coordinates, "by_koordinaten.csv", []string{"ags", "lat", "lon"}},
		{&s.ihk, "by_ihk_bezirke.csv", []string{"kreis", "ihk"}},
		{&s.hwk, "by_hwk_bezirke.csv", []string{"regierungsbezirk", "hwk"}},
	}
	for _, t := range tables {
		rows, err := readTable(from, t.name, t.columns...)
		if err != nil {
			return nil, err
		}
		*t.into = rows
	}
	return &s, nil
}
