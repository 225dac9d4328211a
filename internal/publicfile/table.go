package publicfile

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"schalter/internal/money"
)

// Table is what becomes a spreadsheet or CSV. A cell is text, an int, a [money.Euro], or nil where there is nothing; nothing else.
type Table struct {
	// Name is that of the sheet, at most 31 characters.
	Name    string
	Columns []Column
	Rows    [][]any
	// Notes are lines of a second sheet: where the data come from, and what they are bound to. CSV has no place for them.
	Notes []string
}

// Column is a column of a table. Key heads it in CSV, Title in a spreadsheet.
type Column struct {
	Key, Title string
	// Width is in characters; 0 leaves it to the program.
	Width float64
}

// formula are the beginnings that spreadsheet programs take for a formula, or pass over until one comes.
const formula = "=+-@\t\r\n"

// asText makes text of CSV that nobody takes for a formula: an apostrophe before it, which spreadsheet programs know.
func asText(s string) string {
	if s != "" && strings.ContainsRune(formula, rune(s[0])) {
		return "'" + s
	}
	return s
}

// CSV writes the table by RFC 4180, in UTF-8: commas, lines that end in CR LF, decimal points. Text that would be a formula begins with an
// apostrophe.
func (t *Table) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	line := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		line[i] = c.Key
	}
	if err := w.Write(line); err != nil {
		return nil, err
	}
	for _, row := range t.Rows {
		for i, cell := range row {
			switch v := cell.(type) {
			case nil:
				line[i] = ""
			case int:
				line[i] = strconv.Itoa(v)
			case money.Euro:
				line[i] = v.String()
			case string:
				line[i] = asText(v)
			default:
				return nil, fmt.Errorf("a cell of a table is %T", cell)
			}
		}
		if err := w.Write(line[:len(row)]); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// XLSX writes the table as a spreadsheet: text in cells of text, which are never formulas, and numbers in cells of numbers.
func (t *Table) XLSX() ([]byte, error) { return Workbook(t) }

// Workbook writes tables as the sheets of one spreadsheet, as [Table.XLSX] does one; the notes are those of the first.
func Workbook(tables ...*Table) (_ []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	for i, t := range tables {
		if i == 0 {
			err = f.SetSheetName("Sheet1", t.Name)
		} else {
			_, err = f.NewSheet(t.Name)
		}
		if err != nil {
			return nil, err
		}
		if err := t.write(f); err != nil {
			return nil, err
		}
	}
	if notes := tables[0].Notes; len(notes) > 0 {
		if err := writeNotes(f, notes); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return inOrder(b.Bytes())
}

// inOrder is a package with its parts by name: they come in any order, and the same table is to be the same file.
func inOrder(packed []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range r.File {
		if err := w.Copy(part); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (t *Table) write(f *excelize.File) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	euros := `#,##0.00\ "€"`
	amount, err := f.NewStyle(&excelize.Style{CustomNumFmt: &euros})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = excelize.Cell{StyleID: bold, Value: c.Title}
		if c.Width > 0 {
			if err := w.SetColWidth(i+1, i+1, c.Width); err != nil {
				return err
			}
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = cell
			if e, ok := cell.(money.Euro); ok {
				// A spreadsheet knows no other numbers: below 2^53 cents the one that is nearest shows the same two decimals.
				cells[i] = excelize.Cell{StyleID: amount, Value: float64(e) / 100}
			}
		}
		if err := w.SetRow("A"+strconv.Itoa(n+2), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

func writeNotes(f *excelize.File, notes []string) error {
	const sheet = "Hinweise"
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, 1, 120); err != nil {
		return err
	}
	for i, note := range notes {
		if err := w.SetRow("A"+strconv.Itoa(i+1), []any{note}); err != nil {
			return err
		}
	}
	return w.Flush()
}
