package migrate_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"schalter/ent/migrate"
)

// Every table has a line in docs/operations.md that says what ends its rows, or why nothing does.
func TestEveryTableHasARuleWhatEndsItsRows(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## What is kept, and how long\n")
	if !found {
		t.Fatal("docs/operations.md has no section of that name")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| ([`a-z_, ]+) \\| (.*) \\|$").FindAllStringSubmatch(section, -1) {
		if len(row[2]) < 7 {
			t.Errorf("%s: no rule", row[1])
		}
		for _, name := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(row[1], -1) {
			listed = append(listed, name[1])
		}
	}
	var tables []string
	for _, table := range migrate.Tables {
		tables = append(tables, table.Name)
		if !slices.Contains(listed, table.Name) {
			t.Errorf("docs/operations.md says nothing of what ends the rows of %s", table.Name)
		}
	}
	for i, name := range listed {
		if !slices.Contains(tables, name) || slices.Contains(listed[:i], name) {
			t.Errorf("docs/operations.md has %s, which is no table or is there twice", name)
		}
	}
}
