package testkit_test

import (
	"strings"
	"testing"

	"entgo.io/ent/dialect/sql/schema"

	"schalter/internal/testkit"
)

// A new column of text or bytes is listed with what it names, and what becomes of it when that is deleted.
func TestEveryColumnSaysWhatItNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	testkit.EachColumn(func(table string, c *schema.Column) {
		column := table + "." + c.Name
		seen[column] = true
		name, names := testkit.Names[column]
		switch plain := testkit.IsPlain(table, c.Name); {
		case !names && !plain:
			t.Errorf("%s is in neither list of internal/testkit/names.go: say what it names and what becomes of it when that is deleted", column)
		case names && plain:
			t.Errorf("%s is in both lists", column)
		case names && name.Becomes == "":
			t.Errorf("%s: it is not said what becomes of it", column)
		}
	})
	for column := range testkit.Names {
		if !seen[column] {
			t.Errorf("%s is listed and is not in the schema", column)
		}
	}
	for table, columns := range testkit.Plain {
		for _, c := range strings.Fields(columns) {
			if !seen[table+"."+c] {
				t.Errorf("%s.%s is listed and is not in the schema", table, c)
			}
		}
	}
}
