package internal

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// behaviours is how many rows the document on the market has.
const behaviours = 46

var (
	behaviourRow  = regexp.MustCompile(`(?m)^\| F(\d+) \| [^|\n]+ \| ([^|\n]+) \|$`)
	behaviourTest = regexp.MustCompile("`(TestF(\\d+)[A-Z]\\w*)`")
	behaviourWalk = regexp.MustCompile("`([a-z-]+\\.test\\.mjs)`")
)

// Every row of the document on the market names tests that bear its number, or says that it is open. One that both do not know is a fault.
func TestSeedBehavioursNameTheirTests(t *testing.T) {
	t.Parallel()
	tests, rows := testsOfAll(t), map[string]string{}
	for _, m := range behaviourRow.FindAllStringSubmatch(readDoc(t, "seed-behaviours.md"), -1) {
		if _, twice := rows[m[1]]; twice {
			t.Errorf("F%s stands there twice", m[1])
		}
		rows[m[1]] = m[2]
	}
	for n := 1; n <= behaviours; n++ {
		number := fmt.Sprint(n)
		cell, ok := rows[number]
		if !ok {
			t.Errorf("there is no row F%s", number)
			continue
		}
		for _, problem := range problemsOfBehaviour(number, cell, rows, tests) {
			t.Error(problem)
		}
	}
	if len(rows) != behaviours {
		t.Errorf("%d rows, not %d", len(rows), behaviours)
	}
}

func problemsOfBehaviour(number, cell string, rows map[string]string, tests map[string]bool) (problems []string) {
	if cell == "open" || strings.HasPrefix(cell, "none: ") {
		return nil
	}
	if other, ok := strings.CutPrefix(cell, "as F"); ok {
		if of := rows[other]; of == "" || strings.HasPrefix(of, "as ") {
			problems = append(problems, fmt.Sprintf("F%s is as F%s, which says nothing itself", number, other))
		}
		return problems
	}
	named := behaviourTest.FindAllStringSubmatch(cell, -1)
	walks := behaviourWalk.FindAllStringSubmatch(cell, -1)
	for _, m := range named {
		if !tests[m[1]] {
			problems = append(problems, fmt.Sprintf("F%s: there is no test %s", number, m[1]))
		}
		if m[2] != strings.Repeat("0", max(0, len(m[2])-len(number)))+number {
			problems = append(problems, fmt.Sprintf("F%s: %s bears another number", number, m[1]))
		}
	}
	title := regexp.MustCompile(`test\([^\n]*\bF` + number + `\b`)
	for _, m := range walks {
		source, err := os.ReadFile(filepath.Join("..", "frontend", "e2e", m[1]))
		if err != nil || !title.Match(source) {
			problems = append(problems, fmt.Sprintf("F%s: %s has no journey with this number in its title", number, m[1]))
		}
	}
	if len(named)+len(walks) == 0 {
		problems = append(problems, fmt.Sprintf("F%s names no test: %s", number, cell))
	}
	return problems
}

func TestABehaviourWithoutItsTestIsFound(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{"TestF20AHealthOfficeOrdersTwo": true, "TestF2Links": true}
	for cell, want := range map[string]int{
		"open": 0, "none: nothing is promised": 0, "`TestF20AHealthOfficeOrdersTwo`": 0, "as F2": 0, "as F3": 1,
		"`TestF20Missing`": 1, "`TestF2Links`": 1, "works": 1, "`none.test.mjs`": 1,
	} {
		if got := problemsOfBehaviour("20", cell, map[string]string{"2": "`TestF2Links`"}, tests); len(got) != want {
			t.Errorf("%q: got %q", cell, got)
		}
	}
}
