package levy

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"schalter/internal/errs"
	"schalter/internal/publicfile"
)

// Files makes the public files of published years.
type Files struct {
	levy *Service
	// sources are lines that name where the inhabitants come from; licence is the address that says what the use of the files is bound to.
	sources []string
	licence string
}

// NewFiles returns the files of the service's years.
func NewFiles(s *Service, sources []string, licence string) *Files {
	return &Files{levy: s, sources: sources, licence: licence}
}

// formats make a file of a year, by its ending.
var formats = map[string]struct {
	mediaType string
	make      func(*Files, *LevyYear) ([]byte, error)
}{
	"xlsx": {publicfile.XLSX, func(f *Files, y *LevyYear) ([]byte, error) { return f.table(y).XLSX() }},
	"csv":  {publicfile.CSV, func(f *Files, y *LevyYear) ([]byte, error) { return f.table(y).CSV() }},
	"json": {publicfile.JSON, (*Files).json},
}

// File is the public file of this name, such as levy-2026.csv: all shares of the newest published revision. NOT_FOUND where there is none.
func (f *Files) File(ctx context.Context, name string) (_ *publicfile.File, err error) {
	defer errs.Wrap(&err, "levy.File")
	none := errs.New(errs.NotFound, "no such file")
	stem, ending, _ := strings.Cut(name, ".")
	digits, ok := strings.CutPrefix(stem, "levy-")
	year, err := strconv.Atoi(digits)
	format, known := formats[ending]
	if err != nil || !ok || !known || len(digits) != 4 || digits[0] == '+' || digits[0] == '-' {
		return nil, none
	}
	y, err := f.levy.Year(ctx, year, nil)
	if err != nil {
		return nil, err
	}
	if y == nil {
		return nil, none
	}
	return y.files.get(name, func() (*publicfile.File, error) {
		content, err := format.make(f, y)
		if err != nil {
			return nil, err
		}
		return publicfile.New(name, format.mediaType, f.licence, content), nil
	})
}

func (f *Files) table(y *LevyYear) *publicfile.Table {
	t := &publicfile.Table{Name: fmt.Sprintf("Digitalumlage %d", y.Year), Columns: []publicfile.Column{
		{Key: "ars", Title: "Regionalschlüssel", Width: 18}, {Key: "name", Title: "Name", Width: 36}, {Key: "level", Title: "Ebene", Width: 14},
		{Key: "population", Title: "Einwohner", Width: 12}, {Key: "amount", Title: "Anteil (Euro)", Width: 18},
		{Key: "official_amount", Title: "Amtlich (Euro)", Width: 18}, {Key: "difference", Title: "Unterschied (Euro)", Width: 18},
		{Key: "explanation", Title: "Berechnung", Width: 120},
	}, Notes: f.notes(y)}
	for _, s := range y.shares {
		row := []any{s.ARS, s.Name, string(s.Level), s.Population, s.Amount, nil, nil, strings.ReplaceAll(s.Explain("de"), "\u00a0", " ")}
		if s.OfficialAmount != nil {
			row[5], row[6] = *s.OfficialAmount, *s.Difference
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (f *Files) notes(y *LevyYear) []string {
	lines := []string{
		fmt.Sprintf("Digitalumlage %d, Fassung %d: Nachrechnung. Verbindlich ist der Bescheid des Landesamts für Statistik.", y.Year, y.Revision),
		fmt.Sprintf("Einwohner am %s, Gebietsstand %s.", german.date(y.PopulationOn), german.date(y.TerritoryOn)),
		y.SettlementNote,
	}
	for _, level := range y.Levels {
		lines = append(lines, "Ebene der "+german.levels[level.Level]+":")
		for _, line := range level.Computation("de") {
			lines = append(lines, strings.ReplaceAll(line, "\u00a0", " "))
		}
	}
	return append(append(lines, "Prüfsumme der Anteile (SHA-256): "+y.SharesDigest), f.sources...)
}

// The JSON of a year; the names of its fields stay.
type (
	fileYear struct {
		Year         int            `json:"year"`
		Revision     int            `json:"revision"`
		PublishedAt  string         `json:"publishedAt"`
		PopulationOn string         `json:"populationOn"`
		TerritoryOn  string         `json:"territoryOn"`
		StateShare   string         `json:"stateShare"`
		TotalCost    string         `json:"totalCost"`
		StateAmount  string         `json:"stateAmount"`
		Municipal    string         `json:"municipalAmount"`
		SharesTotal  string         `json:"sharesTotal"`
		SharesDigest string         `json:"sharesDigest"`
		Binding      string         `json:"binding"`
		Sources      []string       `json:"sources"`
		Positions    []filePosition `json:"positions"`
		Shares       []fileShare    `json:"shares"`
	}
	filePosition struct {
		Name          string            `json:"name"`
		TotalCost     string            `json:"totalCost"`
		StateOnlyCost string            `json:"stateOnlyCost"`
		Levels        map[string]string `json:"levels"`
	}
	fileShare struct {
		ARS        string  `json:"ars"`
		Name       string  `json:"name"`
		Level      string  `json:"level"`
		Population int     `json:"population"`
		Amount     string  `json:"amount"`
		Official   *string `json:"officialAmount,omitempty"`
		Difference *string `json:"difference,omitempty"`
	}
)

func (f *Files) json(y *LevyYear) ([]byte, error) {
	out := fileYear{
		Year: y.Year, Revision: y.Revision, PopulationOn: y.PopulationOn, TerritoryOn: y.TerritoryOn, StateShare: y.StateShare.String(),
		TotalCost: y.TotalCost.String(), StateAmount: y.StateAmount.String(), Municipal: y.MunicipalAmount.String(),
		SharesTotal: y.SharesTotal.String(), SharesDigest: y.SharesDigest, Sources: f.sources,
		Binding: "Nachrechnung; verbindlich ist der Bescheid des Landesamts für Statistik.",
	}
	if y.PublishedAt != nil {
		out.PublishedAt = y.PublishedAt.UTC().Format("2006-01-02T15:04:05.000000Z")
	}
	for _, p := range y.Positions {
		position := filePosition{Name: p.Name, TotalCost: p.TotalCost.String(), StateOnlyCost: p.StateOnlyCost.String(), Levels: map[string]string{}}
		for _, level := range p.Levels {
			position.Levels[string(level.Level)] = level.Share.String()
		}
		out.Positions = append(out.Positions, position)
	}
	for _, s := range y.shares {
		share := fileShare{ARS: s.ARS, Name: s.Name, Level: string(s.Level), Population: s.Population, Amount: s.Amount.String()}
		if s.OfficialAmount != nil {
			official, difference := s.OfficialAmount.String(), s.Difference.String()
			share.Official, share.Difference = &official, &difference
		}
		out.Shares = append(out.Shares, share)
	}
	return json.MarshalIndent(out, "", " ")
}
