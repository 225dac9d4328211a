package internal

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/asvs"
)

// listOfASVS is docs/asvs.tsv.
func listOfASVS(t *testing.T) []asvs.Row {
	t.Helper()
	rows, err := asvs.Parse(readDoc(t, "asvs.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Every requirement of ASVS 5.0, levels 1 and 2, has its row, and what a row names is there.
func TestASVSListIsWhole(t *testing.T) {
	t.Parallel()
	if n := len(asvs.Requirements()); n != 253 {
		t.Errorf("%d requirements; the standard has 253 in levels 1 and 2", n)
	}
	tests := testsOfAll(t)
	for _, problem := range asvs.Problems(listOfASVS(t), func(name string) bool { return isThere(tests, name) }) {
		t.Error(problem)
	}
}

// The page is the one that the list prints.
func TestASVSPageIsPrintedFromTheList(t *testing.T) {
	t.Parallel()
	if asvs.Page(listOfASVS(t)) != readDoc(t, "asvs.md") {
		t.Error("docs/asvs.md is not what docs/asvs.tsv prints: go run ./internal/asvs/printer")
	}
}

// The check refuses a list that says too much or too little.
func TestASVSCheckFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	tests := testsOfAll(t)
	for name, wrong := range map[string]struct {
		change func(rows []asvs.Row) []asvs.Row
		want   string
	}{
		"a missing id":      {func(rows []asvs.Row) []asvs.Row { return rows[1:] }, "V1.1.1 is missing"},
		"an id of level 3":  {func(rows []asvs.Row) []asvs.Row { rows[0].ID = "V1.2.10"; return rows }, "V1.2.10 is no requirement"},
		"an id twice":       {func(rows []asvs.Row) []asvs.Row { return append(rows, rows[0]) }, "V1.1.1 is there twice"},
		"two ids swapped":   {func(rows []asvs.Row) []asvs.Row { rows[0], rows[1] = rows[1], rows[0]; return rows }, "V1.1.1 is not at its place"},
		"another level":     {func(rows []asvs.Row) []asvs.Row { rows[0].Level = 1; return rows }, "V1.1.1 is of level 2, not 1"},
		"an unknown state":  {func(rows []asvs.Row) []asvs.Row { rows[0].State = "nearly"; return rows }, `V1.1.1: there is no state "nearly"`},
		"no word":           {func(rows []asvs.Row) []asvs.Row { rows[0].Why = " "; return rows }, "V1.1.1 says nothing"},
		"a test of nowhere": {func(rows []asvs.Row) []asvs.Row { rows[0].Shown = []string{"TestOfNowhere"}; return rows }, "V1.1.1: there is no"},
		"a file of nowhere": {func(rows []asvs.Row) []asvs.Row { rows[0].Shown = []string{"docs/nowhere.md"}; return rows }, "V1.1.1: there is no"},
		"a folder":          {func(rows []asvs.Row) []asvs.Row { rows[0].Shown = []string{"docs"}; return rows }, "V1.1.1: there is no"},
		"met by nothing":    {func(rows []asvs.Row) []asvs.Row { rows[0].State, rows[0].Shown = asvs.Met, nil; return rows }, "V1.1.1 is met and names nothing"},
	} {
		problems := asvs.Problems(wrong.change(listOfASVS(t)), func(name string) bool { return isThere(tests, name) })
		if !strings.Contains(strings.Join(problems, "\n"), wrong.want) {
			t.Errorf("%s: the check says %q, not %q", name, problems, wrong.want)
		}
	}
}

// isThere reports whether a name is one of a Go test, or the path of a file of this repository.
func isThere(tests map[string]bool, name string) bool {
	if strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz") {
		return tests[name]
	}
	info, err := os.Stat(filepath.Join("..", filepath.FromSlash(name)))
	return err == nil && info.Mode().IsRegular()
}

// testsOfAll are the names of all tests and fuzzers of the Go code.
func testsOfAll(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "frontend" || entry.Name() == "var" || entry.Name() == ".git") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(path)
		for _, m := range testFunction.FindAllSubmatch(source, -1) {
			found[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
