package graph

import (
	"cmp"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
)

var documentOfSPA = regexp.MustCompile(`(?m)^    ("(?:[^"\\]|\\.)*"): typeof types\.`)

// spaDocuments are the operations of the SPA, each with the fragments that it needs, as its code generator found them.
func spaDocuments(t *testing.T) map[string]*ast.QueryDocument {
	t.Helper()
	file, err := os.ReadFile("../frontend/src/gql/gql.ts")
	if err != nil {
		t.Fatal(err)
	}
	all := &ast.QueryDocument{}
	for _, m := range documentOfSPA.FindAllSubmatch(file, -1) {
		var text string
		if err := json.Unmarshal(m[1], &text); err != nil {
			t.Fatal(err)
		}
		d, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		all.Operations = append(all.Operations, d.Operations...)
		all.Fragments = append(all.Fragments, d.Fragments...)
	}
	documents := map[string]*ast.QueryDocument{}
	for _, op := range all.Operations {
		one := &ast.QueryDocument{Operations: ast.OperationList{op}, Fragments: all.Fragments}
		list := slices.DeleteFunc(validator.ValidateWithRules(servedSchema(), one, nil), func(e *gqlerror.Error) bool { return e.Rule == "NoUnusedFragments" })
		if len(list) > 0 {
			t.Fatalf("%s: %v", op.Name, list)
		}
		documents[op.Name] = one
	}
	return documents
}

// mostFor is what an operation may weigh: what only those see who are signed in, or change, is asked by nobody else.
func mostFor(op *ast.OperationDefinition) int {
	public := []string{"search", "regions", "region", "authorities", "services", "service", "undertakings", "competences", "legalTexts", "node", "nodes"}
	for _, s := range op.SelectionSet {
		if f, ok := s.(*ast.Field); !ok || slices.Contains(public, f.Name) {
			return MaxCost
		}
	}
	return MaxCostSignedIn
}

// Every operation of the SPA passes with room, with the longest pages that its variables may ask for.
func TestDocumentsOfTheSPAPassWithRoom(t *testing.T) {
	t.Parallel()
	documents := spaDocuments(t)
	if len(documents) < 80 {
		t.Fatalf("found %d operations only", len(documents))
	}
	type row struct {
		name string
		w    weight
	}
	var rows []row
	for name, d := range documents {
		vars := map[string]any{}
		for _, v := range d.Operations[0].VariableDefinitions {
			switch v.Type.Name() {
			case "Int":
				vars[v.Variable] = int64(50)
			case "String":
				vars[v.Variable] = "words"
			case "ID":
				// No page asks for more at once: a union has at most a few dozen members.
				if v.Type.Elem != nil {
					vars[v.Variable] = make([]any, 50)
				}
			}
		}
		w := weigh(d.Operations[0], vars)
		rows = append(rows, row{name, w})
		if w.cost > mostFor(d.Operations[0])/2 || w.depth > MaxDepth-3 || w.aliases > MaxAliases/2 {
			t.Errorf("%s weighs %+v, of at most half of %d", name, w, mostFor(d.Operations[0]))
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(b.w.cost, a.w.cost) })
	for _, r := range rows[:12] {
		t.Logf("%s %+v", strings.TrimSpace(r.name), r.w)
	}
}
