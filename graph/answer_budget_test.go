package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"schalter/graph/transport"
	"schalter/internal/budget"
	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// asked is an answer of the directory to somebody who is not signed in, and what it cost.
func asked(t *testing.T, locale, document string) (*graphql.Response, *answerBudget) {
	t.Helper()
	d, err := directory.New()
	if err != nil {
		t.Fatal(err)
	}
	h := NewHandler(&Resolver{Directory: d, Clock: clock.System(), BaseURL: "https://schalter.example"}, nil, clock.System(), testkit.Quiet(), nil)
	who := viewer.Anonymous()
	who.Locale = locale
	ctx := graphql.StartOperationTrace(viewer.With(context.Background(), who))
	op, list := h.Exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document})
	if len(list) > 0 {
		return h.Exec.DispatchError(graphql.WithOperationContext(ctx, op), list), nil
	}
	responses, ctx := h.Exec.DispatchOperation(ctx, op)
	return responses(ctx), budgetOf(op)
}

// An anonymous query of 132 bytes took 7 s of CPU and 700 MB.
func TestNestedListsWithoutSizesAreRefused(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`{authorities(first:100){edges{node{areas{authorities{areas{authorities{id}}}}}}}}`,
		`{undertakings(first:100){edges{node{services{undertakings{services{undertakings{services{id name}}}}}}}}}`,
		`{regions(first:100){edges{node{authorities{areas{id name}}}}}}`,
		`{search(query:"Bayern",first:1){otherPlaces{authorities{areas{authorities{areas{id}}}}}}}`,
	} {
		resp, _ := asked(t, "de", document)
		if codeOf(resp.Errors) != errs.TooComplex || resp.Data != nil {
			t.Errorf("%s: got %v and %d bytes", document, resp.Errors, len(resp.Data))
		}
	}
}

// wide answers more than its budget, though it may.
func wide() string {
	var b strings.Builder
	b.WriteString("{")
	for i := range 20 {
		fmt.Fprintf(&b, ` a%d: regions(first: 100) { edges { node { id ars ags name designation kind population populationOn latitude longitude validTo } } }`, i)
	}
	return b.String() + "}"
}

func TestAnAnswerOverItsBudgetIsEndedWithASentence(t *testing.T) {
	t.Parallel()
	for locale, want := range map[string]string{"de": overBudget.de, "en": overBudget.en} {
		resp, spent := asked(t, locale, wide())
		if len(resp.Errors) != 1 || codeOf(resp.Errors) != errs.TooComplex || resp.Errors[0].Message != want || string(resp.Data) != "null" {
			t.Errorf("got %v and %d bytes", resp.Errors, len(resp.Data))
		}
		if n := spent.total(); n <= MaxSpent || n > MaxSpent+2*MaxPage {
			t.Errorf("ended after %d", n)
		}
	}
}

func TestSearchesByWordsAreBoundedTogether(t *testing.T) {
	t.Parallel()
	searches := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ` a%d: search(query: "Gewerbe anmelden in Bamberg", first: 1) { placePart }`, i)
		}
		return "{" + b.String() + "}"
	}
	if resp, _ := asked(t, "de", searches(5)); len(resp.Errors) > 0 {
		t.Errorf("five: %v", resp.Errors)
	}
	for _, n := range []int{MaxSpent/textCost + 1, MaxCost/textCost + 1} {
		if resp, _ := asked(t, "de", searches(n)); codeOf(resp.Errors) != errs.TooComplex {
			t.Errorf("%d: got %v", n, resp.Errors)
		}
	}
}

// Tools that read the schema go on working.
func TestIntrospectionStaysWithinTheBudget(t *testing.T) {
	t.Parallel()
	resp, spent := asked(t, "de", introspection)
	if len(resp.Errors) > 0 {
		t.Fatal(resp.Errors)
	}
	t.Logf("%d of %d, %d bytes", spent.total(), MaxSchemaSpent, len(resp.Data))
	mixed := strings.Replace(introspection, "query {", "query { again: undertakings(first: 1) { totalCount } a: __schema { types { ...T } }", 1)
	if resp, _ := asked(t, "de", mixed); codeOf(resp.Errors) != errs.TooComplex {
		t.Errorf("with something else, in the room of every answer: got %v and %d bytes", resp.Errors, len(resp.Data))
	}
	twice := strings.Replace(introspection, "query {", "query { again: __schema { types { ...T } }", 1)
	if resp, _ := asked(t, "de", twice); codeOf(resp.Errors) != errs.TooComplex {
		t.Errorf("twice: got %v and %d bytes", resp.Errors, len(resp.Data))
	}
}

// What was answered about the schema is kept for everybody by document, operation and variables; what was refused or asks anything else is not.
func TestAnswersAboutTheSchemaAreKept(t *testing.T) {
	t.Parallel()
	d, err := directory.New()
	if err != nil {
		t.Fatal(err)
	}
	h := NewHandler(&Resolver{Directory: d, Clock: clock.System(), BaseURL: "https://schalter.example"}, nil, clock.System(), testkit.Quiet(), nil)
	ask := func(document string, variables map[string]any, operation string) (string, int) {
		t.Helper()
		ctx := graphql.StartOperationTrace(viewer.With(context.Background(), viewer.Anonymous()))
		op, list := h.Exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document, Variables: variables, OperationName: operation})
		if len(list) > 0 {
			t.Fatal(list)
		}
		responses, ctx := h.Exec.DispatchOperation(ctx, op)
		resp := responses(ctx)
		if len(resp.Errors) > 0 {
			return string(codeOf(resp.Errors)), budgetOf(op).total()
		}
		return string(resp.Data), budgetOf(op).total()
	}
	first, cost := ask(introspection, nil, "")
	again, none := ask(introspection, nil, "")
	if first != again || cost == 0 || none != 0 || !strings.Contains(first, `"CaseMailbox"`) {
		t.Errorf("kept: %d bytes for %d, then %d bytes for %d", len(first), cost, len(again), none)
	}
	const much = `s: __schema { types { name fields { name description type { name kind } args { name } } enumValues { name } } }`
	named := `query A($n: String!) { __type(name: $n) { name } ` + much + ` } query B($n: String!) { __type(name: $n) { kind name } ` + much + ` }`
	for want, asked := range map[string]struct{ operation, name string }{
		`{"__type":{"name":"Region"}`: {"A", "Region"}, `{"__type":{"name":"Service"}`: {"A", "Service"}, `{"__type":{"kind":"OBJECT","name":"Region"}`: {"B", "Region"},
	} {
		for time := range 2 {
			if got, cost := ask(named, map[string]any{"n": asked.name}, asked.operation); !strings.HasPrefix(got, want) || (cost == 0) != (time == 1) {
				t.Errorf("%+v, time %d: for %d got %.80s", asked, time, cost, got)
			}
		}
	}
	for range 2 {
		if _, cost := ask(`{ __type(name: "Region") { name } }`, nil, ""); cost == 0 {
			t.Error("what costs little is kept")
		}
	}
	fragment := `{ ...F } fragment F on Query { __typename services(first: 1) { edges { node { id } } } }`
	for range 2 {
		if _, cost := ask(fragment, nil, ""); cost == 0 {
			t.Error("what asks something else is kept")
		}
	}
	// Many forms push each other out, and all are answered.
	for i := range 3 * schemaAnswersKept {
		if got, _ := ask(fmt.Sprintf("{ a%d: __typename %s }", i, much), nil, ""); !strings.HasPrefix(got, fmt.Sprintf(`{"a%d":"Query"`, i)) {
			t.Errorf("form %d: %.80s", i, got)
		}
	}
	if _, cost := ask(introspection, nil, ""); cost == 0 {
		t.Error("the oldest is kept beside as many others as there is room for")
	}
}

// What is counted is not less than what is sent.
func TestBytesAreCounted(t *testing.T) {
	t.Parallel()
	resp, spent := asked(t, "de", `{ services(first: 100) { edges { node { id name description keywords requiredDocuments legalBasis } } } }`)
	if len(resp.Errors) > 0 {
		t.Fatal(resp.Errors)
	}
	if n := spent.bytes.Load(); n < int64(len(resp.Data)) || n > 2*int64(len(resp.Data)) {
		t.Errorf("counted %d, sent %d", n, len(resp.Data))
	}
}

func TestCPUTimeIsSharedAmongTheAnswersBeingMade(t *testing.T) {
	t.Parallel()
	var program time.Duration
	c := &cpuClock{read: func() (time.Duration, time.Time) { return program, time.Time{}.Add(program) }}
	program = 3 * time.Second // before anything is answered
	one := c.begin()
	program += 10 * time.Millisecond
	two := c.begin()
	program += 20 * time.Millisecond
	if first, second := c.now()-one, c.now()-two; first != 20*time.Millisecond || second != 10*time.Millisecond {
		t.Errorf("charged %v and %v", first, second)
	}
	c.end()
	program += 20 * time.Millisecond
	if second := c.now() - two; second != 30*time.Millisecond {
		t.Errorf("alone again: charged %v", second)
	}
}

// What the database does is in no reading of the program's CPU time: it is counted, and ends an answer in the middle of a field, too.
func TestStatementsArePaidFor(t *testing.T) {
	t.Parallel()
	c := &cpuClock{read: func() (time.Duration, time.Time) { return 0, time.Time{} }}
	op := &graphql.OperationContext{Operation: &ast.OperationDefinition{Operation: ast.Query}}
	op.ResolverMiddleware = func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }
	c.chargeOperation(op, false)
	who := viewer.Anonymous()
	who.Locale = "en"
	sent := 0
	resp := c.withinBudget(graphql.WithOperationContext(viewer.With(t.Context(), who), op), func(ctx context.Context) *graphql.Response {
		for budget.Statement(ctx) == nil {
			sent++
		}
		if err := budget.Statement(ctx); !isOverBudget(err) {
			t.Errorf("got %v", err)
		}
		return &graphql.Response{}
	})
	if sent != (MaxSpent-MaxAtOnce*connectionCost)/statementCost || codeOf(resp.Errors) != errs.TooComplex || string(resp.Data) != "null" {
		t.Errorf("%d statements, %v", sent, resp)
	}
}

// Passwords are computed in mutations: who reads a page meanwhile does not pay for them.
func TestMutationsTakeTheirPartOfTheCPUTime(t *testing.T) {
	t.Parallel()
	var program time.Duration
	c := &cpuClock{read: func() (time.Duration, time.Time) { return program, time.Time{}.Add(program) }}
	page := c.begin()
	ctx := graphql.WithOperationContext(t.Context(), &graphql.OperationContext{})
	c.withinBudget(ctx, func(context.Context) *graphql.Response {
		program += 2 * MaxCPU
		return nil
	})
	if charged := c.now() - page; charged != MaxCPU {
		t.Errorf("charged %v", charged)
	}
	if c.making != 1 {
		t.Errorf("%d answers are being made", c.making)
	}
}

// On a machine of many cores the program may spend seconds on files and mails while a page is read.
func TestAnAnswerIsChargedNoMoreThanTheTimeThatPassed(t *testing.T) {
	t.Parallel()
	var program, passed time.Duration
	c := &cpuClock{read: func() (time.Duration, time.Time) { return program, time.Time{}.Add(passed) }}
	s := &answerBudget{clock: c, share: c.begin(), most: MaxSpent}
	program, passed = 8*MaxCPU, MaxCPU/5
	if !s.charge(cpuCheckFrom+cpuCheckEvery, 0) {
		t.Error("ended for what others did")
	}
	if charged := c.now() - s.share; charged != MaxCPU/5 {
		t.Errorf("charged %v", charged)
	}
}

func TestACPUBudgetThatIsSpentEndsTheAnswer(t *testing.T) {
	t.Parallel()
	var program time.Duration
	c := &cpuClock{read: func() (time.Duration, time.Time) { return program, time.Time{}.Add(program) }}
	s := &answerBudget{clock: c, share: c.begin(), most: MaxSpent}
	program = MaxCPU + 1
	// A page that waits while exports take all cores is charged for them, and is made all the same.
	for range cpuCheckFrom / cpuCheckEvery {
		if !s.charge(cpuCheckEvery, 0) {
			t.Fatal("ended for what others did")
		}
	}
	if s.charge(cpuCheckEvery, 0) || !s.over.Load() {
		t.Error("not ended")
	}
}

// busy are limits of a network without a slot for costly work.
type busy struct {
	transport.NetworkLimits
	asked int
	err   error
}

func (b *busy) AcquireWork(context.Context) (func(), error) {
	b.asked++
	return func() {}, b.err
}

func TestCostlyWorkOfStrangersNeedsASlot(t *testing.T) {
	t.Parallel()
	d, err := directory.New()
	if err != nil {
		t.Fatal(err)
	}
	somebody := &viewer.Viewer{AccountID: "acc_00000000000000000000000000", Locale: "de"}
	const (
		search = `{ search(query: "Hund anmelden in Bamberg") { hits { __typename } } }`
		costly = `{ authorities(first: 100) { edges { node { id name phone fax website openingHours postBox kind } } } }`
		types  = `{ __schema { types { name fields { name description type { name kind } args { name } } enumValues { name } } } }`
		cheap  = `{ regions(first: 10) { edges { node { id name } } } }`
	)
	for _, tt := range []struct {
		document string
		who      *viewer.Viewer
		needs    bool
	}{
		{search, viewer.Anonymous(), true}, {costly, viewer.Anonymous(), true}, {types, viewer.Anonymous(), true}, {introspection, viewer.Anonymous(), true},
		{cheap, viewer.Anonymous(), false}, {search, somebody, false},
	} {
		for _, refused := range []*errs.Error{nil, errs.New(errs.RateLimited, "too much"), errs.New(errs.Unavailable, "too much")} {
			limits := &busy{}
			// Another one each time: what it keeps of the schema needs no slot.
			h := NewHandler(&Resolver{Directory: d, Clock: clock.System(), BaseURL: "https://schalter.example"}, nil, clock.System(), testkit.Quiet(), nil)
			if refused != nil {
				limits.err = refused
			}
			ctx := graphql.StartOperationTrace(transport.WithNetworkLimits(viewer.With(t.Context(), tt.who), limits))
			op, list := h.Exec.CreateOperationContext(ctx, &graphql.RawParams{Query: tt.document})
			if len(list) > 0 {
				t.Fatal(list)
			}
			responses, ctx := h.Exec.DispatchOperation(ctx, op)
			resp := responses(ctx)
			want := errs.Code("")
			if tt.needs && refused != nil {
				want = refused.Code
			}
			if (limits.asked == 1) != tt.needs || codeOf(resp.Errors) != want || (resp.Data == nil) != (want != "") {
				t.Errorf("%.40s: asked for a slot %d times, got %v and %d bytes", tt.document, limits.asked, resp.Errors, len(resp.Data))
			}
		}
	}
}
