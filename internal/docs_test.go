package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	testFunction = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	testName     = regexp.MustCompile(`\bTest[A-Z]\w+`)
	attackRow    = regexp.MustCompile("(?m)^\\|(?: (\\d+) \\|)?[^|\n]*\\| (`[^|\n]*) \\|$")
	testsOf      = regexp.MustCompile("`([a-z/]+)`: ([^`;]+)")
	// walkSpan is "package/file.go: function, function", or the name of a table.
	walkSpan = regexp.MustCompile("`([^`\n]+)`")
)

// testsBelow are the names of the tests by the folder they are in.
func testsBelow(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range testFunction.FindAllSubmatch(source, -1) {
			folder := filepath.ToSlash(filepath.Dir(path))
			found[folder] = append(found[folder], string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func readDoc(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Every row of the attack cases names tests that are there.
func TestAttackCasesNameTestsThatExist(t *testing.T) {
	t.Parallel()
	tests := testsBelow(t)
	named := 0
	for _, row := range attackRow.FindAllStringSubmatch(readDoc(t, "attack-cases.md"), -1) {
		for _, of := range testsOf.FindAllStringSubmatch(row[2], -1) {
			for name := range strings.SplitSeq(of[2], ",") {
				name = strings.TrimSpace(name)
				number := strings.Repeat("0", max(0, 2-len(row[1]))) + row[1]
				wanted := []string{name, "TestAttack" + number + name, "TestAttackCase" + number + name}
				if !slices.ContainsFunc(wanted, func(one string) bool { return slices.Contains(tests[of[1]], one) }) {
					t.Errorf("row %s: no test %s in %s", row[1], name, of[1])
				}
				named++
			}
		}
	}
	if named < 150 {
		t.Errorf("only %d tests are found in the rows", named)
	}
}

// What the other pages on security say of a test names one that is there.
func TestPagesOnSecurityNameTestsThatExist(t *testing.T) {
	t.Parallel()
	all := testsOfAll(t)
	for _, page := range []string{"asvs.md", "security.md"} {
		for _, name := range testName.FindAllString(readDoc(t, page), -1) {
			if !all[name] {
				t.Errorf("%s: no test %s", page, name)
			}
		}
	}
}

var (
	pathNamed   = regexp.MustCompile("`((?:internal|graph|ent|frontend|docs|scripts)/[^`<>* ]+|gqlgen\\.yml)`")
	commitNamed = regexp.MustCompile("`([0-9a-f]{7})`")
)

// Anyone who follows the page on adding things finds the files that it names, the tests, and the commits that did it.
func TestThePageOnAddingThingsNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	text, tests := readDoc(t, "contributing.md"), testsOfAll(t)
	paths := pathNamed.FindAllStringSubmatch(text, -1)
	for _, m := range paths {
		if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
			t.Errorf("no file %s", m[1])
		}
	}
	for _, name := range testName.FindAllString(text, -1) {
		if !tests[name] {
			t.Errorf("no test %s", name)
		}
	}
	commits := commitNamed.FindAllStringSubmatch(text, -1)
	if len(paths) < 30 || len(commits) < 6 {
		t.Errorf("found only %d files and %d commits", len(paths), len(commits))
	}
	var unknown []string
	for _, m := range commits {
		if err := exec.Command("git", "cat-file", "-e", m[1]+"^{commit}").Run(); err != nil {
			unknown = append(unknown, m[1])
		}
	}
	// A copy of the program without its history knows none of them, and cannot tell.
	if len(unknown) > 0 && len(unknown) < len(commits) && !shallowClone() {
		t.Errorf("no commits %v", unknown)
	}
}

func shallowClone() bool {
	out, err := exec.Command("git", "rev-parse", "--is-shallow-repository").Output()
	return err != nil || strings.TrimSpace(string(out)) != "false"
}

// What the two walks say stays true of files, functions and tables: each that is named is there, and none is named in another form.
func TestWalksNameFunctionsThatExist(t *testing.T) {
	t.Parallel()
	_, section, ok := strings.Cut(readDoc(t, "architecture.md"), "\n## Two walks\n")
	if !ok {
		t.Fatal("docs/architecture.md has no section Two walks")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	named := 0
	for _, span := range walkSpan.FindAllStringSubmatch(section, -1) {
		path, names, ok := strings.Cut(span[1], ": ")
		if !strings.HasSuffix(path, ".go") {
			if _, err := os.Stat(filepath.Join("..", "ent", strings.ReplaceAll(span[1], "_", ""))); err != nil || ok {
				t.Errorf("%q is no file with functions, and no table", span[1])
			}
			continue
		}
		functions := functionsIn(t, path)
		if !ok {
			continue
		}
		for name := range strings.SplitSeq(names, ", ") {
			if !functions[name] {
				t.Errorf("%s has no function %s", path, name)
			}
			named++
		}
	}
	if named < 80 {
		t.Errorf("only %d functions are named", named)
	}
}

// functionsIn are the names of the functions and methods in a file, whose path begins below internal, or with graph.
func functionsIn(t *testing.T, path string) map[string]bool {
	t.Helper()
	if strings.HasPrefix(path, "graph/") {
		path = "../" + path
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(path), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Error(err)
		return nil
	}
	found := map[string]bool{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			found[f.Name.Name] = true
		}
	}
	return found
}
