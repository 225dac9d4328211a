package catalogue_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"schalter/internal/market/catalogue"
	"schalter/internal/testkit"
)

const licence = "https://schalter.example/rechtliches/impressum"

func (h *hall) publicFiles() *catalogue.Files {
	return catalogue.NewFiles(h.Service, "https://schalter.example", licence)
}

// fetch gets a file as anybody would.
func fetch(t *testing.T, f *catalogue.Files, name, etag string) *http.Response {
	t.Helper()
	file, err := f.File(name)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/files/market/"+name, nil)
	if etag != "" {
		r.Header.Set("If-None-Match", etag)
	}
	w := httptest.NewRecorder()
	file.ServeHTTP(w, r)
	return w.Result()
}

func contentOf(t *testing.T, r *http.Response) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// csvRows are the rows of CSV by their headings.
func csvRows(t *testing.T, content []byte) (rows []map[string]string) {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

func TestF21EverybodyFetchesTheCatalogueAsAFile(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		fill(t, h)
		in := sheet("alt", "Alter Dienst")
		h.save(t, change(in, h.save(t, in), func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Withdrawn }))
		f := h.publicFiles()
		rows := csvRows(t, contentOf(t, fetch(t, f, "catalogue.csv", "")))
		if len(rows) != 5 || rows[2]["slug"] != "gewerbe" || rows[2]["leika_keys"] != leika || rows[2]["cost"] != "PRICED" || rows[0]["orderable_from"] != "2026-10-01" {
			t.Errorf("%+v", rows)
		}
		if got := rows[4]["interfaces"]; got != "Bürgeramt Plus 2 (AVAILABLE, PRICED); Gewerbe Total (PLANNED, UNKNOWN)" {
			t.Error(got)
		}
		if english := csvRows(t, contentOf(t, fetch(t, f, "catalogue-en.csv", ""))); english[4]["name"] != "Wohngeld (EN)" || english[4]["services"] != "Housing benefit" {
			t.Errorf("%+v", english[4])
		}
		x, err := excelize.OpenReader(bytes.NewReader(contentOf(t, fetch(t, f, "catalogue.xlsx", ""))))
		if err != nil {
			t.Fatal(err)
		}
		for cell, want := range map[string]string{"A1": "Kennung", "C6": "Wohngeld", "E6": "EfA-Leistung", "F2": "angekündigt", "J6": "Ministerium für Bauen", "K2": "Gesundheitsamt", "O6": "ja"} {
			if got, err := x.GetCellValue("Katalog", cell); err != nil || got != want {
				t.Errorf("%s is %q, %v", cell, got, err)
			}
		}
		var all struct {
			Format    int
			Licence   string
			Offerings []struct {
				Slug, Page, Provider string
				Texts                []struct{ Locale, Name string }
				Interfaces           []struct{ Procedure, Vendor string }
				DataProtection       *struct{ LegalBasis string }
			}
		}
		if err := json.Unmarshal(contentOf(t, fetch(t, f, "catalogue.json", "")), &all); err != nil {
			t.Fatal(err)
		}
		last := all.Offerings[4]
		if all.Format != 1 || all.Licence != licence || last.Page != "https://schalter.example/markt/leistung/wohngeld" || len(last.Texts) != 2 ||
			last.Interfaces[0].Vendor != "Bürgersoft GmbH" || last.DataProtection.LegalBasis != "§ 8a Abs. 4 OZG" || all.Offerings[1].DataProtection != nil {
			t.Errorf("%+v", all)
		}
		if _, err := f.File("catalogue.pdf"); refusals(err) != "NOT_FOUND" {
			t.Error(err)
		}
	})
}

func TestFilesAreMadeOnceARevisionAndSayWhetherTheyChanged(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	in := sheet("wohngeld", "Wohngeld")
	o := h.save(t, in)
	f := h.publicFiles()
	for _, name := range []string{"catalogue.xlsx", "catalogue.csv", "catalogue.json", "catalogue-en.xlsx", "catalogue-en.csv"} {
		first, err := f.File(name)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := f.File(name); err != nil || again != first {
			t.Errorf("%s was made twice, %v", name, err)
		}
		got := fetch(t, f, name, "")
		if got.Header.Get("Last-Modified") != h.w.Clock.Now().Format(http.TimeFormat) || got.Header.Get("Link") != "<"+licence+`>; rel="license"` ||
			!strings.HasPrefix(got.Header.Get("Repr-Digest"), "sha-256=:") {
			t.Errorf("%s: %v", name, got.Header)
		}
		if again := fetch(t, f, name, got.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %d", name, again.StatusCode)
		}
	}
	// Another replica's file is the same to the byte.
	other := fetch(t, catalogue.NewFiles(h.replica(t), "https://schalter.example", licence), "catalogue.xlsx", "")
	if mine := fetch(t, f, "catalogue.xlsx", ""); other.Header.Get("Repr-Digest") != mine.Header.Get("Repr-Digest") {
		t.Error("two replicas have two files")
	}
	before := fetch(t, f, "catalogue.csv", "").Header
	h.w.Clock.Advance(time.Hour)
	h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }))
	after := fetch(t, f, "catalogue.csv", before.Get("ETag"))
	if after.StatusCode != http.StatusOK || after.Header.Get("Last-Modified") != h.w.Clock.Now().Format(http.TimeFormat) {
		t.Error(after.StatusCode, after.Header)
	}
}

func TestTextOfASheetIsNeverAFormula(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	for i, begin := range []string{"=", "+", "-", "@"} {
		in := sheet("a"+string(rune('0'+i)), begin+`HYPERLINK("https://boese.example")`)
		in.Texts[0].Summary, in.Texts[0].CostNote = begin+"1", ptr("\t"+begin+"1")
		h.save(t, in)
	}
	f := h.publicFiles()
	for _, row := range csvRows(t, contentOf(t, fetch(t, f, "catalogue.csv", ""))) {
		for key, cell := range row {
			if strings.HasPrefix(key, "name") && cell[0] != '\'' || strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				t.Errorf("%s is %q", key, cell)
			}
		}
	}
	x, err := excelize.OpenReader(bytes.NewReader(contentOf(t, fetch(t, f, "catalogue.xlsx", ""))))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("Katalog")
	if err != nil || len(rows) != 5 {
		t.Fatal(len(rows), err)
	}
	for r := range rows {
		for c := range rows[r] {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, err := x.GetCellFormula("Katalog", cell); err != nil || formula != "" {
				t.Errorf("%s is the formula %q, %v", cell, formula, err)
			}
		}
	}
}

func TestFilesSayWhatIsMadeUpAndInWhichLanguageARowIs(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	procedures, offerings := seeded()
	offerings[0].Texts, offerings[0].Invented = offerings[0].Texts[:1], []string{"*"}
	if err := h.Seed(t.Context(), procedures, offerings); err != nil {
		t.Fatal(err)
	}
	row := csvRows(t, contentOf(t, fetch(t, h.publicFiles(), "catalogue-en.csv", "")))[0]
	if row["language"] != "DE" || row["name"] != "Wohngeld" || row["invented"] != "*" || row["sources"] != "Verzeichnis" {
		t.Errorf("%+v", row)
	}
}

func TestFilesOfAnEmptyCatalogueAreThere(t *testing.T) {
	t.Parallel()
	h := newHall(t, testkit.SQLite(t))
	for _, name := range []string{"catalogue.xlsx", "catalogue.csv", "catalogue.json"} {
		if got := fetch(t, h.publicFiles(), name, ""); got.StatusCode != http.StatusOK || got.Header.Get("Last-Modified") != "" {
			t.Error(got.StatusCode, got.Header)
		}
	}
}
