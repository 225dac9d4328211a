// Package asvs reads the list of the requirements of OWASP ASVS 5.0, levels 1 and 2, that this program answers to
// (docs/asvs.tsv), says what is wrong with it, and prints it as a page (docs/asvs.md). The standard's texts are not repeated.
package asvs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Row is what is said of one requirement.
type Row struct {
	ID    string
	Level int
	// State is one of States.
	State string
	// Shown names the tests and files that show a met requirement.
	Shown []string
	// Why says in a sentence what is done, or what is missing.
	Why string
}

// The states a requirement can be in.
const (
	Met           = "met"
	Partly        = "partly"
	Open          = "open"
	Operator      = "operator"
	NotApplicable = "n/a"
)

// States are all of them, in the order of the page's summary.
var States = []string{Met, Partly, Open, Operator, NotApplicable}

// sections are the levels of the standard's requirements in their order, by section: the requirement V1.2.6 has the sixth
// figure of V1.2. ASVS 5.0.0, CC BY-SA 4.0: numbers and levels only.
var sections = []struct{ name, levels string }{
	{"V1.1", "22"}, {"V1.2", "1111122223"}, {"V1.3", "112222222223"}, {"V1.4", "222"}, {"V1.5", "123"},
	{"V2.1", "122"}, {"V2.2", "112"}, {"V2.3", "12223"}, {"V2.4", "23"},
	{"V3.1", "3"}, {"V3.2", "113"}, {"V3.3", "12223"}, {"V3.4", "11222233"}, {"V3.5", "11122333"}, {"V3.6", "3"}, {"V3.7", "22333"},
	{"V4.1", "12233"}, {"V4.2", "23333"}, {"V4.3", "22"}, {"V4.4", "1222"},
	{"V5.1", "2"}, {"V5.2", "112333"}, {"V5.3", "113"}, {"V5.4", "222"},
	{"V6.1", "122"}, {"V6.2", "111111112222"}, {"V6.3", "11223333"}, {"V6.4", "112233"}, {"V6.5", "22222333"}, {"V6.6", "2223"},
	{"V6.7", "33"}, {"V6.8", "2222"},
	{"V7.1", "222"}, {"V7.2", "1111"}, {"V7.3", "22"}, {"V7.4", "11222"}, {"V7.5", "223"}, {"V7.6", "22"},
	{"V8.1", "1233"}, {"V8.2", "1123"}, {"V8.3", "133"}, {"V8.4", "23"},
	{"V9.1", "111"}, {"V9.2", "1222"},
	{"V10.1", "22"}, {"V10.2", "223"}, {"V10.3", "22223"}, {"V10.4", "1111122222233333"}, {"V10.5", "22222"}, {"V10.6", "22"},
	{"V10.7", "222"},
	{"V11.1", "2233"}, {"V11.2", "22233"}, {"V11.3", "11233"}, {"V11.4", "1222"}, {"V11.5", "23"}, {"V11.6", "23"}, {"V11.7", "33"},
	{"V12.1", "12233"}, {"V12.2", "11"}, {"V12.3", "22223"},
	{"V13.1", "2333"}, {"V13.2", "222223"}, {"V13.3", "2233"}, {"V13.4", "1222233"},
	{"V14.1", "22"}, {"V14.2", "12223333"}, {"V14.3", "122"},
	{"V15.1", "12233"}, {"V15.2", "12233"}, {"V15.3", "1222222"}, {"V15.4", "3333"},
	{"V16.1", "2"}, {"V16.2", "22222"}, {"V16.3", "2222"}, {"V16.4", "222"}, {"V16.5", "2223"},
	{"V17.1", "23"}, {"V17.2", "22223333"}, {"V17.3", "22"},
}

// Requirements are the ids of levels 1 and 2 with their level, in the order of the standard.
func Requirements() []Row {
	var all []Row
	for _, section := range sections {
		for i, figure := range section.levels {
			if level := int(figure - '0'); level < 3 {
				all = append(all, Row{ID: fmt.Sprintf("%s.%d", section.name, i+1), Level: level})
			}
		}
	}
	return all
}

// Parse reads the list: one row a line, five columns between tabs, comments behind #.
func Parse(list string) ([]Row, error) {
	var rows []Row
	for i, line := range strings.Split(strings.TrimSuffix(list, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 5 {
			return nil, fmt.Errorf("line %d has %d columns, not 5: %s", i+1, len(cells), line)
		}
		level, err := strconv.Atoi(cells[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: level: %w", i+1, err)
		}
		row := Row{ID: cells[0], Level: level, State: cells[2], Why: cells[4]}
		if cells[3] != "" {
			row.Shown = strings.Split(cells[3], ", ")
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Problems says what is wrong with rows. exists reports whether a test (its name begins with Test or Fuzz) or a file is there.
func Problems(rows []Row, exists func(name string) bool) []string {
	var problems []string
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	wanted := Requirements()
	for i, requirement := range wanted {
		switch at := slices.Index(ids, requirement.ID); {
		case at < 0:
			say("%s is missing", requirement.ID)
		case rows[at].Level != requirement.Level:
			say("%s is of level %d, not %d", requirement.ID, requirement.Level, rows[at].Level)
		case len(rows) == len(wanted) && at != i:
			say("%s is not at its place", requirement.ID)
		}
	}
	for i, row := range rows {
		if !slices.ContainsFunc(wanted, func(requirement Row) bool { return requirement.ID == row.ID }) {
			say("%s is no requirement of levels 1 and 2", row.ID)
		}
		if slices.Index(ids, row.ID) != i {
			say("%s is there twice", row.ID)
		}
		if !slices.Contains(States, row.State) {
			say("%s: there is no state %q", row.ID, row.State)
		}
		if strings.TrimSpace(row.Why) == "" {
			say("%s says nothing", row.ID)
		}
		if row.State == Met && len(row.Shown) == 0 {
			say("%s is met and names nothing that shows it", row.ID)
		}
		for _, name := range row.Shown {
			if !exists(name) {
				say("%s: there is no %q", row.ID, name)
			}
		}
	}
	return problems
}
