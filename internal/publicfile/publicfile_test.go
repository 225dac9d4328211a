package publicfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"schalter/internal/money"
)

var table = &Table{
	Name:    "Anteile",
	Columns: []Column{{Key: "name", Title: "Name", Width: 30}, {Key: "people", Title: "Einwohner"}, {Key: "amount", Title: "Betrag"}},
	Rows: [][]any{
		{"München", 1_500_000, money.Euro(123_456_78)}, {"=1+1", 0, money.Euro(-5)}, {"@SUM(A1)", 1, nil}, {"+49", 2, money.Euro(0)}, {"-2", 3, nil},
		{"\t=cmd", 4, nil}, {"a,\"b\"\nc", 5, nil}, {"", 6, nil},
	},
	Notes: []string{"=Hinweis"},
}

func TestTextStaysTextInASpreadsheet(t *testing.T) {
	t.Parallel()
	b, err := table.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "Name", "A2": "München", "A3": "=1+1", "A4": "@SUM(A1)", "A5": "+49", "A6": "-2", "A8": "a,\"b\"\nc"} {
		got, err := f.GetCellValue("Anteile", cell)
		if err != nil || got != want {
			t.Errorf("%s is %q, %v", cell, got, err)
		}
		if formula, err := f.GetCellFormula("Anteile", cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q, %v", cell, formula, err)
		}
		if kind, err := f.GetCellType("Anteile", cell); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("%s is of type %v, %v", cell, kind, err)
		}
	}
	if got, err := f.GetCellValue("Anteile", "C2", excelize.Options{RawCellValue: true}); err != nil || got != "123456.78" {
		t.Errorf("the amount is %q, %v", got, err)
	}
	if formula, err := f.GetCellFormula("Hinweise", "A1"); err != nil || formula != "" {
		t.Errorf("a note is the formula %q, %v", formula, err)
	}
}

func TestTextThatWouldBeAFormulaIsMarkedInCSV(t *testing.T) {
	t.Parallel()
	b, err := table.CSV()
	if err != nil {
		t.Fatal(err)
	}
	want := "name,people,amount\r\nMünchen,1500000,123456.78\r\n'=1+1,0,-0.05\r\n'@SUM(A1),1,\r\n'+49,2,0.00\r\n'-2,3,\r\n'\t=cmd,4,\r\n\"a,\"\"b\"\"\r\nc\",5,\r\n,6,\r\n"
	if string(b) != want {
		t.Errorf("%q", b)
	}
	if _, err := (&Table{Columns: table.Columns, Rows: [][]any{{1.5}}}).CSV(); err == nil {
		t.Error("a float is a cell")
	}
}

func digestOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func TestAFileIsFetchedOnce(t *testing.T) {
	t.Parallel()
	f := New("a-1.csv", CSV, "/rechtliches/impressum", []byte("a,b\r\n"))
	ask := func(method, etag string) *http.Response {
		r := httptest.NewRequest(method, "/files/market/a-1.csv", nil)
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		w := httptest.NewRecorder()
		f.ServeHTTP(w, r)
		return w.Result()
	}
	first := ask(http.MethodGet, "")
	for name, want := range map[string]string{
		"Content-Type": CSV, "Content-Length": "5", "Content-Disposition": "attachment; filename=a-1.csv", "Cache-Control": "public, no-cache",
		"Link": `</rechtliches/impressum>; rel="license"`, "Access-Control-Allow-Origin": "*",
		"Repr-Digest": "sha-256=:" + digestOf("a,b\r\n") + ":",
	} {
		if got := first.Header.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, etag := range []string{first.Header.Get("ETag"), `"x", W/` + first.Header.Get("ETag"), "*"} {
		if again := ask(http.MethodGet, etag); again.StatusCode != http.StatusNotModified || again.Header.Get("Repr-Digest") == "" {
			t.Errorf("with %s: %d", etag, again.StatusCode)
		}
	}
	if again := ask(http.MethodGet, `"x"`); again.StatusCode != http.StatusOK {
		t.Errorf("with another tag: %d", again.StatusCode)
	}
	if head := ask(http.MethodHead, ""); head.ContentLength != 5 || head.Body == nil {
		t.Errorf("HEAD: %d", head.ContentLength)
	}
}

func TestADateIsToldWhereItIsKnownAndCountsLessThanATag(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 9, 15, 0, 500, time.UTC)
	f := New("a.csv", CSV, "", []byte("a\r\n")).ModifiedAt(at)
	ask := func(tag, since string) *http.Response {
		r := httptest.NewRequest(http.MethodGet, "/files/market/a.csv", nil)
		r.Header.Set("If-None-Match", tag)
		r.Header.Set("If-Modified-Since", since)
		w := httptest.NewRecorder()
		f.ServeHTTP(w, r)
		return w.Result()
	}
	if got := ask("", "").Header.Get("Last-Modified"); got != "Mon, 02 Mar 2026 09:15:00 GMT" {
		t.Error(got)
	}
	for want, since := range map[int]string{http.StatusNotModified: "Mon, 02 Mar 2026 09:15:00 GMT", http.StatusOK: "Mon, 02 Mar 2026 09:14:59 GMT"} {
		if got := ask("", since).StatusCode; got != want {
			t.Errorf("since %s: %d", since, got)
		}
	}
	if got := ask(`"other"`, "Mon, 02 Mar 2026 09:15:00 GMT").StatusCode; got != http.StatusOK {
		t.Errorf("another tag: %d", got)
	}
}

func TestTheSameTableIsTheSameFile(t *testing.T) {
	t.Parallel()
	first, err := table.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := table.XLSX()
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("another file, %v", err)
		}
	}
}
