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
	"schalter/internal/viewer"
)

// The limits of one request. docs/api.md quotes them from LimitsTable.
const (
	// MaxDepth is how deep fields may be nested.
	MaxDepth = 20
	// MaxCost bounds what an answer may come to at most, for callers who are not signed in: every value and every entry of a list
	// counts one, below a list as often as it may be long, and some fields count more (fixedCost).
	MaxCost = 50_000
	// MaxCostSignedIn is that for those who are: their lists are seldom as long as they may be.
	MaxCostSignedIn = 300_000
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
	// MaxEntries is how long any list in the variables may be.
	MaxEntries = 1_000
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
		{"cost, at most (see below), without signing in", MaxCost},
		{"cost, at most, signed in", MaxCostSignedIn},
		{"cost that an answer really comes to", MaxSpent},
		{"names and values of an answer", fmt.Sprintf("%d bytes", MaxAnswer)},
		{"CPU time of an answer", MaxCPU},
		{"fields of an operation that are read at the same time", MaxAtOnce},
		{"aliases in a document", MaxAliases},
		{"mutations in a request", MaxMutations},
		{"entries of a page, by default", DefaultPage},
		{"entries of a page, at most", MaxPage},
		{"ids in an argument", MaxIDs},
		{"entries of any list in the variables", MaxEntries},
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
type limits struct {
	known  *documents
	cpu    *cpuClock
	coerce coercion
}

var (
	_ graphql.OperationParameterMutator = limits{}
	_ graphql.OperationContextMutator   = limits{}
)

// ExtensionName implements graphql.HandlerExtension.
func (limits) ExtensionName() string { return "Limits" }

// Validate implements graphql.HandlerExtension.
func (limits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses documents that would be too much work to validate, and variables that are not of their types.
func (l limits) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if document, ok := l.known.Get(ctx, params.Query); ok {
		return l.coerceVariables(document, params)
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, MaxTokens)
	if err != nil {
		// The executor says what is wrong.
		return nil
	}
	named := 0
	for _, op := range document.Operations {
		named += countFields(op.SelectionSet)
	}
	for _, fragment := range document.Fragments {
		named += countFields(fragment.SelectionSet)
	}
	if named > MaxFields {
		return tooComplex(ctx, tooManyFields, named, MaxFields)
	}
	return l.coerceVariables(document, params)
}

func (l limits) coerceVariables(document *ast.QueryDocument, params *graphql.RawParams) *gqlerror.Error {
	op := document.Operations.ForName(params.OperationName)
	if op == nil {
		// The executor says so.
		return nil
	}
	return l.coerce.coerceVariables(op, params.Variables)
}

// countFields counts what a document names, fragments where they are defined.
func countFields(set ast.SelectionSet) (n int) {
	for _, selection := range set {
		n++
		switch v := selection.(type) {
		case *ast.Field:
			n += countFields(v.SelectionSet)
		case *ast.InlineFragment:
			n += countFields(v.SelectionSet)
		}
	}
	return n
}

// MutateOperationContext refuses operations that are too large with TOO_COMPLEX, and counts what the others spend.
func (l limits) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	most := MaxCost
	if viewer.From(ctx).SignedIn() {
		most = MaxCostSignedIn
	}
	w := weigh(op.Operation, op.Variables)
	switch {
	case w.depth > MaxDepth:
		return tooComplex(ctx, tooDeep, w.depth, MaxDepth)
	case w.cost > most:
		return tooComplex(ctx, tooCostly, w.cost, most)
	case w.aliases > MaxAliases:
		return tooComplex(ctx, tooManyAliases, w.aliases, MaxAliases)
	case op.Operation.Operation == ast.Mutation && len(op.Operation.SelectionSet) > MaxMutations:
		return tooComplex(ctx, tooManyMutations, MaxMutations)
	}
	l.cpu.chargeOperation(op, w.cost >= heavyCost && !viewer.From(ctx).SignedIn())
	return nil
}

// What a person reads of a document that is too much.
var (
	tooManyFields    = text{"Das Dokument nennt %d Felder, höchstens %d sind möglich.", "The document names %d fields; at most %d are possible."}
	tooDeep          = text{"Die Felder sind %d Ebenen tief verschachtelt, höchstens %d sind möglich.", "The fields are nested %d levels deep; at most %d are possible."}
	tooCostly        = text{"Der Aufwand kann %d erreichen, höchstens %d sind möglich. Bitte fragen Sie kürzere Seiten oder weniger Felder ab.", "The cost may come to %d; at most %d are possible. Please ask for shorter pages or fewer fields."}
	tooManyAliases   = text{"Das Dokument hat %d Aliasse, höchstens %d sind möglich.", "The document has %d aliases; at most %d are possible."}
	tooManyMutations = text{"Höchstens %d Mutationen sind in einer Anfrage möglich.", "At most %d mutations are possible in a request."}
	overBudget       = text{"Die Antwort wurde zu umfangreich und deshalb beendet. Bitte fragen Sie kürzere Seiten oder weniger Felder ab.", "The answer became too much and was ended. Please ask for shorter pages or fewer fields."}
)

func tooComplex(ctx context.Context, t text, args ...any) *gqlerror.Error {
	err := errs.New(errs.TooComplex, fmt.Sprintf(t.in(locale(ctx)), args...))
	return &gqlerror.Error{Message: err.Message, Err: err}
}

// weight is what a part of a document weighs.
type weight struct{ depth, cost, aliases int }

func (w weight) with(o weight) weight {
	return weight{max(w.depth, o.depth), bounded(w.cost + o.cost), bounded(w.aliases + o.aliases)}
}

// bounded keeps sums and products far from overflow.
func bounded(n int) int { return min(n, 1<<40) }

// scale weighs each fragment once for each size of the page around it, however often it is spread: the parser has made sure that
// there is no circle.
type scale struct {
	vars      map[string]any
	fragments map[spreadIn]weight
}

// spreadIn is a fragment inside of something that holds a page of this size; 0 outside.
type spreadIn struct {
	name string
	page int
}

// weigh says what an operation weighs at most.
func weigh(op *ast.OperationDefinition, vars map[string]any) weight {
	return scale{vars: vars, fragments: map[spreadIn]weight{}}.selections(op.SelectionSet, 0)
}

func (s scale) selections(set ast.SelectionSet, page int) (w weight) {
	for _, selection := range set {
		switch v := selection.(type) {
		case *ast.Field:
			w = w.with(s.field(v, page))
		case *ast.InlineFragment:
			w = w.with(s.selections(v.SelectionSet, page))
		case *ast.FragmentSpread:
			w = w.with(s.fragment(v, page))
		}
	}
	return w
}

func (s scale) fragment(spread *ast.FragmentSpread, page int) weight {
	in := spreadIn{spread.Name, page}
	w, known := s.fragments[in]
	if !known {
		w = s.selections(spread.Definition.SelectionSet, page)
		s.fragments[in] = w
	}
	return w
}

// field weighs a field: itself, what it costs whatever it answers, and every value that it may answer.
func (s scale) field(f *ast.Field, page int) weight {
	within := 0
	if f.Definition.Type.Name() == "SearchResult" {
		within = s.pageSize(f)
	}
	w := s.selections(f.SelectionSet, within)
	w = weight{w.depth + 1, bounded(1 + s.fixedCostOf(f) + s.costOfValues(f, page, w.cost)), w.aliases}
	if f.Alias != f.Name {
		w.aliases++
	}
	return w
}

// costOfValues is how much lies below a field of whose entries each costs this much.
func (s scale) costOfValues(f *ast.Field, page, each int) int {
	t := f.Definition.Type
	switch {
	case strings.HasSuffix(t.Name(), "Connection"):
		return s.pageSize(f) * each
	case t.Elem == nil || f.ObjectDefinition != nil && strings.HasSuffix(f.ObjectDefinition.Name, "Connection"):
		// The connection has counted its edges already.
		return each
	case each == 0:
		return s.listSize(f, page) / scalarsForOne
	}
	return s.listSize(f, page) * (1 + each)
}

// fixedCostOf is what a field costs beside its values.
func (s scale) fixedCostOf(f *ast.Field) int {
	if f.ObjectDefinition == nil {
		return 0
	}
	return fixedCost(f.ObjectDefinition.Name, f.Name, asksWords(f.Name, f.ArgumentMap(s.vars)))
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

// listSize is the length of the ids that a list answers, the page around it, or the most that it holds.
func (s scale) listSize(f *ast.Field, page int) int {
	for _, name := range []string{"ids", "serviceIds"} {
		if arg := f.Arguments.ForName(name); arg != nil {
			if v, err := arg.Value.Value(s.vars); err == nil {
				if list, ok := v.([]any); ok {
					return max(len(list), 1)
				}
			}
		}
	}
	switch {
	case f.Name == "hits" && page > 0:
		return page
	case f.Name == "userErrors":
		return errorsSize
	case f.ObjectDefinition != nil && strings.HasPrefix(f.ObjectDefinition.Name, "__"):
		return introspectionSize
	}
	return listSizes[f.ObjectDefinition.Name+"."+f.Name]
}
