package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// Columns are what a hand-written statement reads of a table: each column and where it belongs in a row, said once.
type Columns[R any] []Column[R]

// Column is one column and the field of a row that it is scanned into.
type Column[R any] struct {
	Name string
	Into func(row *R) any
}

// String names the columns for a SELECT.
func (c Columns[R]) String() string {
	names := make([]string, len(c))
	for i, column := range c {
		names[i] = column.Name
	}
	return strings.Join(names, ", ")
}

// Scan reads all rows, and closes them.
func (c Columns[R]) Scan(rows *sql.Rows) (list []*R, err error) {
	defer rows.Close()
	for rows.Next() {
		row := new(R)
		into := make([]any, len(c))
		for i, column := range c {
			into[i] = column.Into(row)
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

// JSON scans a column of JSON into a value, which stays as it is where the column is empty.
func JSON[T any](into *T) sql.Scanner { return &jsonColumn[T]{into} }

type jsonColumn[T any] struct{ into *T }

// Scan implements sql.Scanner.
func (j *jsonColumn[T]) Scan(src any) error {
	var text []byte
	switch v := src.(type) {
	case nil:
	case []byte:
		text = v
	case string:
		text = []byte(v)
	default:
		return fmt.Errorf("a column of JSON holds %T", src)
	}
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, j.into)
}
