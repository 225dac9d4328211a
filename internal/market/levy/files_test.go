package levy

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"schalter/internal/errs"
	"schalter/internal/money"
	"schalter/internal/publicfile"
	"schalter/internal/testkit"
)

func content(t *testing.T, f *publicfile.File) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	f.ServeHTTP(w, httptest.NewRequest("GET", "/files/market/x", nil))
	return w.Body.Bytes()
}

func TestF33TheFilesOfAYearHaveAllSharesWithTheirComputation(t *testing.T) {
	t.Parallel()
	o := newOffice(testkit.SQLite(t))
	o.draft(t, draftOf(2027, nil))
	y := o.published(t)
	official := money.Euro(399_50)
	y, err := o.SaveOfficial(operator, y.ID, y.Version, []*LevyOfficialInput{{"094710111111", Gemeinde, &official}})
	if err != nil {
		t.Fatal(err)
	}
	files := NewFiles(o.Service, []string{"Quelle: Register"}, "https://schalter.example/rechtliches/impressum")
	fetched := func(ending string) []byte {
		f, err := files.File(someone, "levy-2026."+ending)
		if err != nil {
			t.Fatal(err)
		}
		return content(t, f)
	}
	rows, err := csv.NewReader(bytes.NewReader(fetched("csv"))).ReadAll()
	if err != nil || len(rows) != 1+len(y.shares) {
		t.Fatalf("CSV has %d rows, %v", len(rows), err)
	}
	if got := strings.Join(rows[1][:7], " "); got != "094710111111 Altendorf GEMEINDE 1000 400.00 399.50 0.50" || !strings.Contains(rows[1][7], "4.000 € × 1.000 ÷ 10.000 = 400 €") {
		t.Errorf("first row %v", rows[1])
	}
	var read fileYear
	if err := json.Unmarshal(fetched("json"), &read); err != nil || read.SharesDigest != y.SharesDigest || len(read.Shares) != len(y.shares) || *read.Shares[0].Difference != "0.50" || len(read.Sources) != 1 {
		t.Errorf("JSON is %+v, %v", read, err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(fetched("xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for i, s := range y.shares {
		row, err := book.GetRows("Digitalumlage 2026", excelize.Options{RawCellValue: true})
		if err != nil || row[i+1][0] != s.ARS || row[i+1][4]+".00" != s.Amount.String() {
			t.Errorf("row %d is %v, %v", i+1, row[i+1], err)
		}
	}
	notes, err := book.GetRows("Hinweise")
	if err != nil || !strings.Contains(notes[0][0], "Verbindlich ist der Bescheid") || !strings.Contains(notes[1][0], "Einwohner am 31.12.2024") {
		t.Errorf("notes %v, %v", notes, err)
	}
	// A draft has no file, and neither has what is no name.
	for _, name := range []string{"levy-2027.csv", "levy-2026.pdf", "levy-26.csv", "levy-+026.csv", "levy-2026", "levy-2026.csv.csv", "offerings.csv"} {
		if _, err := files.File(operator, name); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Who fetches the same file again costs nothing; official amounts make another one.
func TestAFileIsMadeOnceForEachVersion(t *testing.T) {
	t.Parallel()
	o := newOffice(testkit.SQLite(t))
	y := o.published(t)
	files := NewFiles(o.Service, nil, "")
	first, err := files.File(someone, "levy-2026.csv")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := files.File(someone, "levy-2026.csv"); err != nil || again != first {
		t.Errorf("it is made again, %v", err)
	}
	if _, err := o.SaveOfficial(operator, y.ID, y.Version, nil); err != nil {
		t.Fatal(err)
	}
	if later, err := files.File(someone, "levy-2026.csv"); err != nil || later == first || !bytes.Equal(content(t, later), content(t, first)) {
		t.Errorf("after a change of nothing it is another file, %v", err)
	}
}
