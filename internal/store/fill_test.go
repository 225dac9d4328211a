package store_test

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"schalter/internal/store"
)

type driverValue = driver.Value

// column is one column of a table as the database itself describes it.
type column struct {
	table, name, kind string
	// parent is the table that it refers to, values what a CHECK allows.
	parent string
	values []string
}

// fill writes two rows into every table, in the order in which they refer to each other.
func fill(t *testing.T, db *store.DB) {
	t.Helper()
	tables := map[string][]column{}
	for _, c := range describe(t, db) {
		tables[c.table] = append(tables[c.table], c)
	}
	delete(tables, "goose_db_version")
	for len(tables) > 0 {
		before := len(tables)
		for name, list := range tables {
			if slices.ContainsFunc(list, func(c column) bool { return c.parent != "" && c.parent != name && tables[c.parent] != nil }) {
				continue
			}
			for i := range 2 {
				insert(t, db, name, list, i)
			}
			delete(tables, name)
		}
		if len(tables) == before {
			t.Fatal("tables refer to each other in a circle")
		}
	}
}

func insert(t *testing.T, db *store.DB, table string, list []column, i int) {
	t.Helper()
	var names, marks []string
	var values []any
	for n, c := range list {
		names = append(names, `"`+c.name+`"`)
		mark := "?"
		if db.Postgres() {
			mark = fmt.Sprintf("$%d", n+1)
		}
		marks, values = append(marks, mark), append(values, c.value(i))
	}
	statement := fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES (%s)`, table, strings.Join(names, ", "), strings.Join(marks, ", "))
	if _, err := db.Raw().ExecContext(t.Context(), statement, values...); err != nil {
		t.Fatalf("%s: %v", table, err)
	}
}

// value is what a row has in a column; ids are alike everywhere, so that whatever refers to one finds it.
func (c column) value(i int) any {
	kind := strings.ToLower(c.kind)
	switch {
	case len(c.values) > 0:
		return c.values[0]
	case c.parent != "" && !strings.Contains(kind, "int"):
		return "id-" + string(rune('a'+i))
	case strings.Contains(kind, "json"):
		return `[]`
	case c.name == "whole_market" && i > 0:
		// One group may be that of the whole market, all others have nothing there.
		return nil
	case strings.Contains(kind, "bool"):
		return false
	case strings.Contains(kind, "int"):
		return i + 1
	case strings.Contains(kind, "blob"), strings.Contains(kind, "bytea"):
		return []byte{byte('a' + i)}
	case strings.Contains(kind, "time"):
		return "2026-03-01 08:00:00+00:00"
	}
	return c.name + "-" + string(rune('a'+i))
}

var allowed = regexp.MustCompile(`'([^']*)'`)

func describe(t *testing.T, db *store.DB) (list []column) {
	t.Helper()
	query, check := `SELECT m.name, c.name, c.type, COALESCE(f."table", ''), m.sql FROM sqlite_master m JOIN pragma_table_info(m.name) c
		LEFT JOIN pragma_foreign_key_list(m.name) f ON f."from" = c.name WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
		regexp.MustCompile(`CHECK \((\w+) IN \(([^)]*)\)\)`)
	if db.Postgres() {
		query, check = `SELECT c.table_name, c.column_name, c.data_type,
			COALESCE((SELECT p.relname FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
				WHERE k.contype = 'f' AND k.conrelid = (quote_ident(c.table_name))::regclass AND a.attname = c.column_name LIMIT 1), ''),
			COALESCE((SELECT string_agg(pg_get_constraintdef(k.oid), '; ') FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = (quote_ident(c.table_name))::regclass), '')
			FROM information_schema.columns c WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position`,
			regexp.MustCompile(`CHECK \(+(\w+)\)?(?:::text)? = ([^;]*)`)
	}
	for _, row := range table(t, db, query, 5) {
		c := column{table: row[0], name: row[1], kind: row[2], parent: row[3]}
		for _, found := range check.FindAllStringSubmatch(row[4], -1) {
			if found[1] == c.name {
				for _, value := range allowed.FindAllStringSubmatch(found[2], -1) {
					c.values = append(c.values, value[1])
				}
			}
		}
		list = append(list, c)
	}
	return list
}

// table reads text.
func table(t *testing.T, db *store.DB, query string, width int) (list [][]string) {
	t.Helper()
	rows, err := db.Raw().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%v in %s", err, query)
	}
	defer rows.Close()
	for rows.Next() {
		cells := make([]sql.NullString, width)
		into := make([]any, width)
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		line := make([]string, width)
		for i, c := range cells {
			line[i] = c.String
		}
		list = append(list, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// columns are the names of the columns of each table.
func columns(t *testing.T, db *store.DB) map[string][]string {
	t.Helper()
	tables := map[string][]string{}
	for _, c := range describe(t, db) {
		if !slices.Contains(tables[c.table], c.name) {
			tables[c.table] = append(tables[c.table], c.name)
		}
	}
	return tables
}

func rowsOf(t *testing.T, db *store.DB, name string, columns []string) (lines []string) {
	t.Helper()
	quoted := `"` + strings.Join(columns, `", "`) + `"`
	for _, row := range table(t, db, fmt.Sprintf(`SELECT %s FROM "%s"`, quoted, name), len(columns)) {
		lines = append(lines, name+":"+strings.Join(row, "|"))
	}
	slices.Sort(lines)
	return lines
}

// content is every row of every table.
func content(t *testing.T, db *store.DB) string {
	t.Helper()
	var lines []string
	for name, list := range columns(t, db) {
		if name != "goose_db_version" {
			lines = append(lines, rowsOf(t, db, name, list)...)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// schemaOf is every table, index and constraint, and the versions that the database says it has.
func schemaOf(t *testing.T, db *store.DB) string {
	t.Helper()
	query := `SELECT name || ' ' || COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE '%goose%' AND name NOT LIKE 'sqlite_%' ORDER BY name`
	if db.Postgres() {
		query = `SELECT line FROM (SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name NOT LIKE '%goose%' UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '%goose%'
			UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0 AND conrelid::regclass::text NOT LIKE '%goose%') AS l ORDER BY line`
	}
	var b strings.Builder
	for _, row := range table(t, db, query, 1) {
		b.WriteString(row[0] + "\n")
	}
	if columns(t, db)["goose_db_version"] != nil {
		for _, row := range table(t, db, `SELECT version_id FROM goose_db_version WHERE version_id > 0 ORDER BY id`, 1) {
			b.WriteString("version " + row[0] + "\n")
		}
	}
	return b.String()
}
