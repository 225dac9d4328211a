package directory

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// table is a tab-separated file with a header line.
type table struct {
	name    string
	columns map[string]int
	rows    [][]string
}

func readTable(data fs.FS, name string) (*table, error) {
	content, err := fs.ReadFile(data, name)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	t := &table{name: name, columns: map[string]int{}}
	header := strings.Split(lines[0], "\t")
	for i, column := range header {
		t.columns[column] = i
	}
	t.rows = make([][]string, 0, len(lines)-1)
	for i, line := range lines[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != len(header) {
			return nil, fmt.Errorf("%s line %d: %d fields, not %d", name, i+2, len(fields), len(header))
		}
		t.rows = append(t.rows, fields)
	}
	return t, nil
}

// reader reads the fields of one row by column and keeps the first error.
type reader struct {
	table *table
	row   []string
	err   error
}

func (r *reader) text(column string) string {
	i, ok := r.table.columns[column]
	if !ok {
		r.fail(column, fmt.Errorf("no such column"))
		return ""
	}
	return r.row[i]
}

func (r *reader) optional(column string) *string {
	if v := r.text(column); v != "" {
		return &v
	}
	return nil
}

func (r *reader) number(column string) int {
	n, err := strconv.Atoi(r.text(column))
	r.fail(column, err)
	return n
}

func (r *reader) degrees(column string) *float64 {
	v := r.text(column)
	if v == "" {
		return nil
	}
	f, err := strconv.ParseFloat(v, 64)
	r.fail(column, err)
	return &f
}

func (r *reader) list(column string) []string {
	if v := r.text(column); v != "" {
		return strings.Split(v, ",")
	}
	return []string{}
}

func (r *reader) fail(column string, err error) {
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("%s, %s, column %s: %w", r.table.name, r.row[0], column, err)
	}
}
