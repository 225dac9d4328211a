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
		{"cost that an answer about the schema alone really comes to", MaxSchemaSpent},
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

// requestLimits weighs operations before they run.
type requestLimits struct {
	cache  *parsedDocuments
	cpu    *cpuClock
	coerce coercion
	schema *schemaAnswers
}

var (
	_ graphql.OperationParameterMutator = requestLimits{}
	_ graphql.OperationContextMutator   = requestLimits{}
)

// ExtensionName implements graphql.HandlerExtension.
func (requestLimits) ExtensionName() string { return "Limits" }

// Validate implements graphql.HandlerExtension.
func (requestLimits) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses documents that would be too much work to validate, and variables that are not of their types.
func (l requestLimits) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if document, ok := l.cache.Get(ctx, params.Query); ok {
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

func (l requestLimits) coerceVariables(document *ast.QueryDocument, params *graphql.RawParams) *gqlerror.Error {
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
func (l requestLimits) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
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
	heavy := w.cost >= heavyCost
	l.cpu.chargeOperation(op, heavy && !viewer.From(ctx).SignedIn())
	if heavy {
		// What costs little is not kept, so that it displaces nothing.
		l.schema.chargeSchemaAlone(op)
	}
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
