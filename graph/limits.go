package graph

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"schalter/graph/transport"
	"schalter/internal/errs"
)

// The limits of one request. docs/api.md quotes them from LimitsTable.
const (
	// MaxDepth is how deep fields may be nested.
	MaxDepth = 20
	// MaxCost bounds the sum over all fields of the number of times each may appear in the answer: a field counts one, and
	// below a list as often as the list may be long.
	MaxCost = 50_000
	// MaxTokens is the length of a document in tokens.
	MaxTokens = 4_000
	// MaxFields is how many fields a document may name; checking whether they go together takes the square of that.
	MaxFields = 1_000
	// MaxAliases is how many fields of a document may have another name.
	MaxAliases = 100
	// MaxMutations is how many mutations one request may hold; they run one after the other.
	MaxMutations = 10
	// MaxIDs is how many ids an argument may list.
	MaxIDs = 100
	// listCost is what a list counts that has no size of its own, such as the documents of a message.
	listCost = 4
	// introspectionCost is what a list of the schema counts.
	introspectionCost = 8
)

// LimitsTable lists the limits for the documentation, in Markdown.
func LimitsTable() string {
	rows := []struct {
		name  string
		value any
	}{
		{"request body or websocket message", fmt.Sprintf("%d bytes", transport.MaxBody)},
		{"tokens of a document", MaxTokens},
		{"fields named in a document", MaxFields},
		{"depth", MaxDepth},
		{"cost: each field counts one, below a connection as often as `first` or `last` says, below another list " + fmt.Sprint(listCost) + " times", MaxCost},
		{"aliases in a document", MaxAliases},
		{"mutations in a request", MaxMutations},
		{"entries of a page, by default", DefaultPage},
		{"entries of a page, at most", MaxPage},
		{"ids in an argument", MaxIDs},
		{"operations on one websocket at a time", transport.MaxOperations},
	}
	var b strings.Builder
	b.WriteString("| limit | value |\n|---|---|\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %v |\n", r.name, r.value)
	}
	return b.String()
}

// limits weighs operations before they run.
type limits struct{ known *documents }

var (
	_ graphql.OperationParameterMutator = limits{}
	_ graphql.OperationContextMutator   = limits{}
)

// ExtensionName implements graphql.HandlerExtension.
func (limits) ExtensionName() string { return "Limits" }

// Validate implements graphql.HandlerExtension.
func (limits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses documents that would be too much work to validate.
func (l limits) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, ok := l.known.Get(ctx, params.Query); ok {
		return nil
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, MaxTokens)
	if err != nil {
		// The executor says what is wrong.
		return nil
	}
	named := 0
	for _, op := range document.Operations {
		named += fields(op.SelectionSet)
	}
	for _, fragment := range document.Fragments {
		named += fields(fragment.SelectionSet)
	}
	if named > MaxFields {
		return tooComplex("%d fields are over %d", named, MaxFields)
	}
	return nil
}

// fields counts what a document names, fragments where they are defined.
func fields(set ast.SelectionSet) (n int) {
	for _, selection := range set {
		n++
		switch v := selection.(type) {
		case *ast.Field:
			n += fields(v.SelectionSet)
		case *ast.InlineFragment:
			n += fields(v.SelectionSet)
		}
	}
	return n
}

// MutateOperationContext refuses operations that are too large with TOO_COMPLEX.
func (limits) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	s := scale{vars: op.Variables, fragments: map[string]weight{}}
	w := s.selections(op.Operation.SelectionSet)
	switch {
	case w.depth > MaxDepth:
		return tooComplex("the depth %d is over %d", w.depth, MaxDepth)
	case w.cost > MaxCost:
		return tooComplex("the cost %d is over %d: ask for shorter pages or fewer fields", w.cost, MaxCost)
	case w.aliases > MaxAliases:
		return tooComplex("%d aliases are over %d", w.aliases, MaxAliases)
	case op.Operation.Operation == ast.Mutation && len(op.Operation.SelectionSet) > MaxMutations:
		return tooComplex("more than %d mutations", MaxMutations)
	}
	return nil
}

func tooComplex(format string, args ...any) *gqlerror.Error {
	err := errs.Newf(errs.TooComplex, format, args...)
	return &gqlerror.Error{Message: err.Message, Err: err}
}

// weight is what a part of a document weighs.
type weight struct{ depth, cost, aliases int }

func (w weight) with(o weight) weight {
	return weight{max(w.depth, o.depth), bounded(w.cost + o.cost), bounded(w.aliases + o.aliases)}
}

// bounded keeps sums and products far from overflow.
func bounded(n int) int { return min(n, 1<<40) }

// scale weighs each fragment once, however often it is spread: the parser has made sure that there is no circle.
type scale struct {
	vars      map[string]any
	fragments map[string]weight
}

func (s scale) selections(set ast.SelectionSet) (w weight) {
	for _, selection := range set {
		switch v := selection.(type) {
		case *ast.Field:
			w = w.with(s.field(v))
		case *ast.InlineFragment:
			w = w.with(s.selections(v.SelectionSet))
		case *ast.FragmentSpread:
			w = w.with(s.fragment(v))
		}
	}
	return w
}

func (s scale) fragment(spread *ast.FragmentSpread) weight {
	w, known := s.fragments[spread.Name]
	if !known {
		w = s.selections(spread.Definition.SelectionSet)
		s.fragments[spread.Name] = w
	}
	return w
}

func (s scale) field(f *ast.Field) weight {
	w := s.selections(f.SelectionSet)
	w = weight{w.depth + 1, bounded(1 + s.times(f)*w.cost), w.aliases}
	if f.Alias != f.Name {
		w.aliases++
	}
	return w
}

// times is how often what lies below a field may appear.
func (s scale) times(f *ast.Field) int {
	t := f.Definition.Type
	switch {
	case strings.HasPrefix(t.Name(), "__"):
		if t.Elem != nil {
			return introspectionCost
		}
	case strings.HasSuffix(t.Name(), "Connection"):
		return s.pageSize(f)
	case t.Name() == "SearchResult":
		return s.pageSize(f)
	case f.ObjectDefinition != nil && insidePage(f):
		// The connection has counted already.
		return 1
	case t.Elem != nil:
		return s.listSize(f)
	}
	return 1
}

// insidePage reports whether a list is the content of something that has been counted.
func insidePage(f *ast.Field) bool {
	of := f.ObjectDefinition.Name
	return f.Name == "edges" && strings.HasSuffix(of, "Connection") || of == "SearchResult"
}

func (s scale) pageSize(f *ast.Field) int {
	for _, name := range []string{"first", "last"} {
		arg := f.Arguments.ForName(name)
		if arg == nil {
			continue
		}
		if v, err := arg.Value.Value(s.vars); err == nil {
			if n, ok := number(v); ok {
				return int(max(n, 1))
			}
		}
	}
	return DefaultPage
}

func number(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case interface{ Int64() (int64, error) }:
		i, err := n.Int64()
		return i, err == nil
	}
	return 0, false
}

// listSize is the length of the ids that a list answers, or what a list counts by default.
func (s scale) listSize(f *ast.Field) int {
	for _, name := range []string{"ids", "serviceIds"} {
		if arg := f.Arguments.ForName(name); arg != nil {
			if v, err := arg.Value.Value(s.vars); err == nil {
				if list, ok := v.([]any); ok {
					return max(len(list), 1)
				}
			}
		}
	}
	return listCost
}
