package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
)

// pagesOfSPA are the documents of the SPA, as its code generator found them.
const pagesOfSPA = "frontend/src/gql/gql.ts"

var documentOfPage = regexp.MustCompile(`(?m)^    ("(?:[^"\\]|\\.)*"): typeof types\.`)

// readPages are the SPA's documents, each with the fragments that it needs, by name.
func readPages() (map[string]string, error) {
	file, err := os.ReadFile(pagesOfSPA)
	if err != nil {
		return nil, err
	}
	all := &ast.QueryDocument{}
	for _, m := range documentOfPage.FindAllSubmatch(file, -1) {
		var text string
		if err := json.Unmarshal(m[1], &text); err != nil {
			return nil, err
		}
		d, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
		all.Operations, all.Fragments = append(all.Operations, d.Operations...), append(all.Fragments, d.Fragments...)
	}
	pages := map[string]string{}
	for _, op := range all.Operations {
		one := &ast.QueryDocument{Operations: ast.OperationList{op}}
		needed(op.SelectionSet, all.Fragments, one)
		var b bytes.Buffer
		formatter.NewFormatter(&b).FormatQueryDocument(one)
		pages[op.Name] = b.String()
	}
	return pages, nil
}

// needed adds the fragments that a selection names to a document.
func needed(set ast.SelectionSet, all ast.FragmentDefinitionList, to *ast.QueryDocument) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			needed(s.SelectionSet, all, to)
		case *ast.InlineFragment:
			needed(s.SelectionSet, all, to)
		case *ast.FragmentSpread:
			if f := all.ForName(s.Name); f != nil && to.Fragments.ForName(s.Name) == nil {
				to.Fragments = append(to.Fragments, f)
				needed(f.SelectionSet, all, to)
			}
		}
	}
}
