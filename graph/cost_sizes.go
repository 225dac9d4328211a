package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// listSizes is how many entries the lists hold that have no page.
var listSizes = joined(func(d domain) []map[string]int { return []map[string]int{commonSizes, d.sizes} })

// commonSizes are those of the lists that are no domain's.
var commonSizes = map[string]int{
	"Query.legalTexts": 4,
	"Query.nodes":      MaxIDs,
	"UserError.field":  5,
}

const (
	// errorsSize is how many refused rules a mutation names.
	errorsSize = 10
	// scalarsForOne is how many entries of a list of texts count as one value; their length is counted in bytes.
	scalarsForOne = 10
	// introspectionSize is what a list of the schema counts.
	introspectionSize = 8
)

// fixedCost is what a field costs whatever it answers; words says that it has an argument with words to search for.
func fixedCost(object, field string, words bool) int {
	name := object + "." + field
	switch {
	case words:
		return textCost
	case fieldCosts[name] > 0:
		return fieldCosts[name]
	case readFields[name]:
		return readCost
	}
	return 0
}

// fieldCosts are the fields that have a price of their own.
var fieldCosts = joined(func(d domain) []map[string]int { return []map[string]int{d.costs} })

// readFields are the fields behind which there is a page or something to read.
var readFields = func() map[string]bool {
	found := map[string]bool{}
	for _, t := range servedSchema().Types {
		if t.Kind != ast.Object || strings.HasPrefix(t.Name, "__") {
			continue
		}
		for _, f := range t.Fields {
			root := t.Name == "Query" || t.Name == "Mutation" || t.Name == "Subscription"
			if root && !strings.HasPrefix(f.Name, "__") || strings.HasSuffix(f.Type.Name(), "Connection") {
				found[t.Name+"."+f.Name] = true
			}
		}
	}
	return found
}()

// asksWords reports whether a field of the directory is asked to search for words.
func asksWords(field string, args map[string]any) bool {
	if !wordFields[field] {
		return false
	}
	for _, name := range []string{"search", "query"} {
		switch words := args[name].(type) {
		case string:
			return words != ""
		case *string:
			return words != nil && *words != ""
		}
	}
	return false
}

// wordFields search for words.
var wordFields = joined(func(d domain) []map[string]bool { return []map[string]bool{d.searches} })
