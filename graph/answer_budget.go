package graph

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/graph/transport"
	"schalter/internal/budget"
	"schalter/internal/errs"
)

// The budget of one answer. What a document may weigh is an upper bound; this is counted while it is answered, and ends it.
const (
	// MaxSpent is how much an answer may come to, in the unit of the cost: values, entries, bytes, statements and what fields cost
	// beside them, each by its price (cost_prices.go).
	MaxSpent = 24_150
	// MaxAnswer bounds names and values of an answer in bytes.
	MaxAnswer = 8 << 20
	// MaxCPU is how much of the program's CPU time may go into one answer.
	MaxCPU = time.Second
	// heavyCost is from which cost on the answers to those who are not signed in are made a few at a time.
	heavyCost = 1_000
	// MaxAtOnce is how many fields of one operation are read at the same time, each by a connection to the database: a hundred that
	// each took one would have them opened, and one that is new costs PostgreSQL ten times what it is then asked.
	MaxAtOnce = 3
	// cpuCheckEvery is after how much work the CPU time is checked, once the answer has come to half of its budget: what exports,
	// mails and jobs take on a busy machine is charged to the answers made meanwhile, and must end no page of the SPA.
	cpuCheckEvery = 512
	cpuCheckFrom  = MaxSpent / 2
)

// errOverBudget ends what is left of an answer that is over its budget; nobody sees it.
var errOverBudget = errors.New("over the budget")

// answerBudget counts what the answers of one operation cost: the answer of a query, or one event of a subscription at a time. A mutation
// is never ended: what it did is done, and its document was weighed.
type answerBudget struct {
	clock *cpuClock
	// heavy says that the answer may cost much and nobody is signed in who asks: it needs a slot.
	heavy bool
	// share is the reading of the clock when the answer began.
	share time.Duration
	spent atomic.Int64
	bytes atomic.Int64
	// schema are the values of the schema that were answered, statements those that the database was asked.
	schema, statements atomic.Int64
	over               atomic.Bool
	// most is what it may come to. key names what it asks of the schema alone, empty where it asks anything else, and answers keeps those.
	most    int64
	key     string
	answers *schemaAnswers
}

const budgetKey = "budget"

func budgetOf(op *graphql.OperationContext) *answerBudget {
	b, _ := op.Stats.GetExtension(budgetKey).(*answerBudget)
	return b
}

// limitConcurrency lets a few resolvers of an operation run at the same time. None of them waits for another one that has no slot yet: what
// lies below a field is answered after its resolver has returned.
func limitConcurrency(op *graphql.OperationContext) {
	slots := make(chan struct{}, MaxAtOnce)
	next := op.ResolverMiddleware
	op.ResolverMiddleware = func(ctx context.Context, resolve graphql.Resolver) (any, error) {
		if !graphql.GetFieldContext(ctx).IsResolver {
			return next(ctx, resolve)
		}
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		defer func() { <-slots }()
		return next(ctx, resolve)
	}
}

// chargeOperation counts everything that an operation answers.
func (c *cpuClock) chargeOperation(op *graphql.OperationContext, heavy bool) {
	limitConcurrency(op)
	if op.Operation.Operation == ast.Mutation {
		return
	}
	b := &answerBudget{clock: c, share: c.now(), heavy: heavy, most: MaxSpent}
	op.Stats.SetExtension(budgetKey, b)
	next := op.ResolverMiddleware
	op.ResolverMiddleware = func(ctx context.Context, resolve graphql.Resolver) (any, error) {
		return b.chargeField(ctx, func(ctx context.Context) (any, error) { return next(ctx, resolve) })
	}
}

// chargeSchemaAlone gives an operation that asks nothing but the schema the room of those, and what is kept of them.
func (s *schemaAnswers) chargeSchemaAlone(op *graphql.OperationContext) {
	if b := budgetOf(op); b != nil {
		if b.key = s.keyOf(op); b.key != "" {
			b.most, b.answers = MaxSchemaSpent, s
		}
	}
}

// withinBudget ends an answer that is over its budget with nothing but that.
func (c *cpuClock) withinBudget(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	b := budgetOf(graphql.GetOperationContext(ctx))
	if b == nil {
		// A mutation is charged nothing, and takes its part: a page is not charged for the passwords of those who sign in meanwhile.
		c.begin()
		defer c.end()
		return next(ctx)
	}
	if b.key != "" {
		if resp := b.answers.get(b.key); resp != nil {
			return resp
		}
	}
	if b.heavy {
		done, err := transport.NetworkLimitsOf(ctx).AcquireWork(ctx)
		var fault *errs.Error
		switch {
		case errors.As(err, &fault):
			return &graphql.Response{Errors: gqlerror.List{{Message: fault.In(locale(ctx)), Extensions: map[string]any{"code": string(fault.Code)}}}}
		case err != nil:
			return nil // nobody waits for the answer any more
		}
		defer done()
	}
	if b.key != "" {
		return b.answers.answer(ctx, b.key, func(ctx context.Context) *graphql.Response { return c.counted(ctx, b, next) })
	}
	return c.counted(ctx, b, next)
}

// counted answers and counts.
func (c *cpuClock) counted(ctx context.Context, b *answerBudget, next graphql.ResponseHandler) *graphql.Response {
	b.spent.Store(0)
	b.schema.Store(0)
	b.statements.Store(0)
	b.bytes.Store(0)
	b.over.Store(false)
	b.share = c.begin()
	defer c.end()
	resp := next(budget.With(ctx, b.chargeStatement))
	if resp == nil || !b.over.Load() {
		return resp
	}
	ended := &graphql.Response{Errors: gqlerror.List{shownTooComplex(ctx, overBudget)}}
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Query {
		// It was begun. A subscription ends with the error instead: an event that is not told must not be passed over.
		ended.Data = []byte("null")
	}
	return ended
}

// chargeField counts a field before it is answered and what it answered; nothing more is answered once the budget is spent.
func (b *answerBudget) chargeField(ctx context.Context, next graphql.Resolver) (any, error) {
	if b.over.Load() {
		return nil, errOverBudget
	}
	fc := graphql.GetFieldContext(ctx)
	if strings.HasPrefix(fc.Object, "__") {
		return b.chargeSchemaField(ctx, fc, next)
	}
	before := 0
	if fc.IsResolver {
		before = fixedCost(fc.Object, fc.Field.Name, asksWords(fc.Field.Name, fc.Args))
	}
	if !b.charge(1+before, len(fc.Field.Alias)) {
		return nil, errOverBudget
	}
	answer, err := next(ctx)
	if err != nil {
		return answer, err
	}
	if values, bytes := measure(answer); !b.charge(values, bytes) {
		return nil, errOverBudget
	}
	return answer, nil
}

// chargeSchemaField counts a field of the schema, which is in memory and asks nobody: its values count less than others.
func (b *answerBudget) chargeSchemaField(ctx context.Context, fc *graphql.FieldContext, next graphql.Resolver) (any, error) {
	answer, err := next(ctx)
	if err != nil {
		return answer, err
	}
	values, bytes := measure(answer)
	if !b.chargeSchema(1+values, bytes+len(fc.Field.Alias)) {
		return nil, errOverBudget
	}
	return answer, nil
}

// chargeSchema counts values of the schema by their price; what is less than one is counted with the next.
func (b *answerBudget) chargeSchema(values, bytes int) bool {
	n := b.schema.Add(int64(values))
	return b.charge(schemaCost(n)-schemaCost(n-int64(values)), bytes)
}

// chargeStatement counts a statement of the database, whose work there is in no reading of the program's CPU time. As many fields as are
// read at the same time may each need a new connection first: what asks the database nothing, such as the schema, does not pay for them.
func (b *answerBudget) chargeStatement() error {
	cost := statementCost
	if b.statements.Add(1) <= MaxAtOnce {
		cost += connectionCost
	}
	if b.over.Load() || !b.charge(cost, 0) {
		return errOverBudget
	}
	return nil
}

// total is what the answer has come to.
func (b *answerBudget) total() int { return int(b.spent.Load() + b.bytes.Load()/bytesForOne) }

// charge counts; false when that is too much.
func (b *answerBudget) charge(values, bytes int) bool {
	spent := b.spent.Add(int64(values))
	size := b.bytes.Add(int64(bytes))
	check := spent > cpuCheckFrom && spent/cpuCheckEvery != (spent-int64(values))/cpuCheckEvery
	if spent+size/bytesForOne <= b.most && size <= MaxAnswer && !(check && b.clock.now()-b.share > MaxCPU) {
		return true
	}
	b.over.Store(true)
	return false
}

// scalarBytes is what a value counts that is no text: a number, an instant, a brace.
const scalarBytes = 8

// measure says how many entries a value has, and how many bytes it is long.
func measure(v any) (values, bytes int) {
	switch v := v.(type) {
	case nil, bool:
		return 0, scalarBytes
	case string:
		return 0, scalarBytes + len(v)
	case *string:
		if v != nil {
			return 0, scalarBytes + len(*v)
		}
		return 0, scalarBytes
	case []string:
		for _, s := range v {
			bytes += scalarBytes + len(s)
		}
		return len(v) / scalarsForOne, bytes
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice:
		if r.Type().Elem().Kind() == reflect.String {
			return r.Len() / scalarsForOne, scalarBytes * r.Len()
		}
		return r.Len(), scalarBytes * r.Len()
	case reflect.String:
		return 0, scalarBytes + r.Len()
	}
	return 0, scalarBytes
}

func isOverBudget(err error) bool { return errors.Is(err, errOverBudget) }

// shownTooComplex is the one error of an answer that was ended.
func shownTooComplex(ctx context.Context, t text) *gqlerror.Error {
	return &gqlerror.Error{Message: t.in(locale(ctx)), Extensions: map[string]any{"code": string(errs.TooComplex)}}
}
