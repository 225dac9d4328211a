package graph

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
)

func TestEveryRuleHasASentence(t *testing.T) {
	t.Parallel()
	all := map[string]string{}
	for rule, s := range rules {
		all[string(rule)+" de"], all[string(rule)+" en"] = s.de, s.en
	}
	for key, s := range texts {
		all[key+" de"], all[key+" en"] = s.de, s.en
		if strings.Count(s.de, "%") != strings.Count(s.en, "%") {
			t.Errorf("%s: the languages take different arguments", key)
		}
	}
	for key, s := range all {
		if s == "" || !strings.HasSuffix(s, ".") {
			t.Errorf("%s: %q is no sentence", key, s)
		}
	}
	for _, v := range servedSchema().Types["UserErrorCode"].EnumValues {
		if _, ok := rules[errs.Rule(v.Name)]; !ok {
			t.Errorf("%s has no sentence", v.Name)
		}
	}
}

// keysUsed reads the keys of texts out of the domains' calls of RefuseText and AddText.
func keysUsed(t *testing.T) map[string]string {
	t.Helper()
	keys := map[string]string{}
	err := fs.WalkDir(os.DirFS("../internal"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../internal/"+path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "RefuseText" || sel.Sel.Name == "AddText") {
				if lit, ok := call.Args[1].(*ast.BasicLit); ok {
					key, _ := strconv.Unquote(lit.Value)
					keys[key] = path
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestEveryTextOfTheDomainsIsInTheCatalogue(t *testing.T) {
	t.Parallel()
	used := keysUsed(t)
	if len(used) < 20 {
		t.Fatalf("only %d keys found", len(used))
	}
	for key, where := range used {
		if _, ok := texts[key]; !ok {
			t.Errorf("%s (%s) is missing", key, where)
		}
	}
}

func TestSentence(t *testing.T) {
	t.Parallel()
	next := time.Date(2026, 3, 1, 23, 30, 0, 0, time.UTC)
	for want, p := range map[string]errs.Problem{
		"Höchstens 200 Zeichen sind möglich.":                          {Rule: errs.TooLong, Text: "too_long", Args: []any{200}},
		"Den nächsten Brief können Sie ab dem 2. März 2026 bestellen.": {Rule: errs.LetterLimit, Text: "letter_limit", Args: []any{next}},
		"Eine Datei darf höchstens 100 MB groß sein.":                  {Rule: errs.TooLarge, Text: "file_too_large", Args: []any{int64(100_000_000)}},
		"Das ist zu groß.": {Rule: errs.TooLarge, Text: "unheard_of"},
	} {
		if got := sentence("de", p); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got, want := sentence("en", errs.Problem{Rule: errs.Required}), "Please fill in this field."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
