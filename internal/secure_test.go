package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dangerous are packages of the standard library that no package of ours has in the release, and why.
var dangerous = map[string]string{
	"os/exec": "the program starts no other program", "unsafe": "memory is safe", "plugin": "no code is loaded", "encoding/gob": "what is read has a declared form",
	"text/template": "nothing is made of templates", "html/template": "nothing is made of templates", "net/rpc": "the contract is the only way in",
	"net/http/pprof": "there is no debug mode", "expvar": "there is no debug mode", "C": "there is no cgo",
}

// chance lists the packages that may use numbers that can be guessed: for pauses, not for secrets.
var chance = []string{"schalter/internal/delivery"}

// released are the packages of ours in the release binary, with the files that belong to it.
func released(t *testing.T) map[string][]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}}{{"\t"}}{{.Dir}}{{range .GoFiles}}{{"\t"}}{{.}}{{end}}{{range .CgoFiles}}{{"\t"}}{{.}}{{end}}`, ".")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if cells[0] != "schalter" && !strings.HasPrefix(cells[0], module) {
			continue
		}
		for _, name := range cells[2:] {
			files[cells[0]] = append(files[cells[0]], filepath.Join(cells[1], name))
		}
	}
	if len(files) < 50 {
		t.Fatalf("only %d packages are found", len(files))
	}
	return files
}

func eachReleased(t *testing.T, visit func(pkg string, file *ast.File, at func(ast.Node) string)) {
	t.Helper()
	for pkg, names := range released(t) {
		for _, name := range names {
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			visit(pkg, file, func(n ast.Node) string { return set.Position(n.Pos()).String() })
		}
	}
}

// What makes whole kinds of attack possible is not in the release: other programs, loaded code, templates, unsafe memory, and
// numbers that can be guessed where secrets are made.
func TestReleaseHasNothingDangerous(t *testing.T) {
	t.Parallel()
	eachReleased(t, func(pkg string, file *ast.File, at func(ast.Node) string) {
		for _, imported := range file.Imports {
			path := strings.Trim(imported.Path.Value, `"`)
			if why, found := dangerous[path]; found {
				t.Errorf("%s imports %s: %s", at(imported), path, why)
			}
			if strings.HasPrefix(path, "math/rand") && !slices.Contains(chance, pkg) {
				t.Errorf("%s imports %s: secrets are of crypto/rand", at(imported), path)
			}
		}
	})
}

// Regular expressions are made when the program starts, in declarations of packages: none is made of what somebody typed.
func TestPatternsAreMadeAtTheStart(t *testing.T) {
	t.Parallel()
	found := 0
	eachReleased(t, func(_ string, file *ast.File, at func(ast.Node) string) {
		for _, declared := range file.Decls {
			_, inFunction := declared.(*ast.FuncDecl)
			ast.Inspect(declared, func(n ast.Node) bool {
				fn, ok := n.(*ast.SelectorExpr)
				if !ok || !slices.Contains([]string{"Compile", "MustCompile", "CompilePOSIX", "MustCompilePOSIX", "Match", "MatchString", "MatchReader"}, fn.Sel.Name) {
					return true
				}
				if of, ok := fn.X.(*ast.Ident); !ok || of.Name != "regexp" {
					return true
				}
				if found++; inFunction {
					t.Errorf("%s: a pattern that is made while the program runs", at(fn))
				}
				return true
			})
		}
	})
	if found < 5 {
		t.Errorf("only %d patterns are found", found)
	}
}
