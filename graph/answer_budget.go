package graph

import (
	"context"
	"errors"
	"reflect"
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
	// beside them, each by its price (prices.go).
	MaxSpent = 20_000
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

// errSpent ends what is left of an answer that is over its budget; nobody sees it.
var errSpent = errors.New("over the budget")

// spending is what the answers of one operation cost: the answer of a query, or one event of a subscription at a time. A mutation
// is never ended: what it did is done, and its document was weighed.
type spending struct {
	clock *cpuClock
	// heavy says that the answer may cost much and nobody is signed in who asks: it needs a slot.
	heavy bool
	// share is the reading of the clock when the answer began.
	share time.Duration
	spent atomic.Int64
	bytes atomic.Int64
	over  atomic.Bool
}

const spendingKey = "spending"

func spendingOf(op *graphql.OperationContext) *spending {
	s, _ := op.Stats.GetExtension(spendingKey).(*spending)
	return s
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
	s := &spending{clock: c, share: c.now(), heavy: heavy}
	op.Stats.SetExtension(spendingKey, s)
	next := op.ResolverMiddleware
	op.ResolverMiddleware = func(ctx context.Context, resolve graphql.Resolver) (any, error) {
		return s.chargeField(ctx, func(ctx context.Context) (any, error) { return next(ctx, resolve) })
	}
}

// withinBudget ends an answer that is over its budget with nothing but that.
func (c *cpuClock) withinBudget(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	s := spendingOf(graphql.GetOperationContext(ctx))
	if s == nil {
		// A mutation is charged nothing, and takes its part: a page is not charged for the passwords of those who sign in meanwhile.
		c.begin()
		defer c.end()
		return next(ctx)
	}
	if s.heavy {
		done, err := transport.GateOf(ctx).Work(ctx)
		var fault *errs.Error
		switch {
		case errors.As(err, &fault):
			return &graphql.Response{Errors: gqlerror.List{{Message: fault.In(locale(ctx)), Extensions: map[string]any{"code": string(fault.Code)}}}}
		case err != nil:
			return nil // nobody waits for the answer any more
		}
		defer done()
	}
	s.spent.Store(0)
	s.bytes.Store(0)
	s.over.Store(false)
	s.share = c.begin()
	defer c.end()
	resp := next(budget.With(ctx, s.chargeStatement))
	if resp == nil || !s.over.Load() {
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
func (s *spending) chargeField(ctx context.Context, next graphql.Resolver) (any, error) {
	if s.over.Load() {
		return nil, errSpent
	}
	fc := graphql.GetFieldContext(ctx)
	before := 0
	if fc.IsResolver {
		before = fixedCost(fc.Object, fc.Field.Name, asksWords(fc.Field.Name, fc.Args))
	}
	if !s.charge(1+before, len(fc.Field.Alias)) {
		return nil, errSpent
	}
	answer, err := next(ctx)
	if err != nil {
		return answer, err
	}
	if values, bytes := measure(answer); !s.charge(values, bytes) {
		return nil, errSpent
	}
	return answer, nil
}

// chargeStatement counts a statement of the database, whose work there is in no reading of the program's CPU time.
func (s *spending) chargeStatement() error {
	if s.over.Load() || !s.charge(statementCost, 0) {
		return errSpent
	}
	return nil
}

// total is what the answer has come to.
func (s *spending) total() int { return int(s.spent.Load() + s.bytes.Load()/bytesForOne) }

// charge counts; false when that is too much.
func (s *spending) charge(values, bytes int) bool {
	spent := s.spent.Add(int64(values))
	size := s.bytes.Add(int64(bytes))
	check := spent > cpuCheckFrom && spent/cpuCheckEvery != (spent-int64(values))/cpuCheckEvery
	if spent+size/bytesForOne <= MaxSpent && size <= MaxAnswer && !(check && s.clock.now()-s.share > MaxCPU) {
		return true
	}
	s.over.Store(true)
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

func isSpent(err error) bool { return errors.Is(err, errSpent) }

// shownTooComplex is the one error of an answer that was ended.
func shownTooComplex(ctx context.Context, t text) *gqlerror.Error {
	return &gqlerror.Error{Message: t.in(locale(ctx)), Extensions: map[string]any{"code": string(errs.TooComplex)}}
}
