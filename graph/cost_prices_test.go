package graph

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// unlimited is a budget that no CPU time ends.
func unlimited() *answerBudget {
	return &answerBudget{most: MaxSpent, clock: &cpuClock{read: func() (time.Duration, time.Time) { return 0, time.Time{} }}}
}

// Whatever an answer is made of, and in whatever mixture: when its budget ends it, what was taken until then costs less than the goal.
// The prices are those that were measured; a larger budget, a part that counts less or is not counted fails here.
func TestTheDearestAnswerStaysBelowTheGoal(t *testing.T) {
	t.Parallel()
	value := func(s *answerBudget) (time.Duration, bool) { return unitPrice, s.charge(1, 0) }
	schema := func(s *answerBudget) (time.Duration, bool) { return schemaPrice, s.chargeSchema(1, 0) }
	short := func(s *answerBudget) (time.Duration, bool) { return 40 * bytePrice, s.charge(0, 40) }
	long := func(s *answerBudget) (time.Duration, bool) { return 200_000 * bytePrice, s.charge(0, 200_000) }
	statement := func(s *answerBudget) (time.Duration, bool) {
		price := statementPrice
		if s.statements.Load() < MaxAtOnce {
			price += connectionPrice
		}
		return price, s.chargeStatement() == nil
	}
	words := func(s *answerBudget) (time.Duration, bool) {
		return searchPrice, s.charge(fixedCost("Query", "search", true), 0)
	}
	services := func(s *answerBudget) (time.Duration, bool) {
		return servicesPrice, s.charge(fixedCost("Authority", "services", false), 0)
	}
	type part = func(*answerBudget) (time.Duration, bool)
	for name, parts := range map[string][]part{
		"values": {value}, "values of the schema": {schema}, "values of both": {schema, value, schema}, "short texts": {short}, "long texts": {long}, "statements": {statement}, "searches": {words}, "services": {services},
		"values with texts": {value, short}, "messages": {statement, value, long}, "everything": {value, short, long, statement, words, services},
	} {
		s := unlimited()
		cost := requestPrice
		for i := 0; ; i++ {
			price, taken := parts[i%len(parts)](s)
			if !taken {
				break
			}
			cost += price
		}
		if cost >= MaxDearest {
			t.Errorf("%s: %v, the goal is %v", name, cost, MaxDearest)
		}
		if most := dearest(MaxSpent + 1); cost > most {
			t.Errorf("%s: %v, more than the %v that are counted", name, cost, most)
		}
	}
}

// Prices that were measured (docs/performance.md): lower ones would let a query be accepted that costs more than the goal.
func TestPricesAreThoseMeasured(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]struct{ got, measured time.Duration }{
		"value": {unitPrice, 3500 * time.Nanosecond}, "byte": {bytePrice, 8 * time.Nanosecond}, "statement": {statementPrice, 800 * time.Microsecond},
		"connection": {connectionPrice, 5 * time.Millisecond}, "request": {requestPrice, 2500 * time.Microsecond}, "search": {searchPrice, 8 * time.Millisecond},
		"services": {servicesPrice, 500 * time.Microsecond}, "schema value": {schemaPrice, 2400 * time.Nanosecond}, "levy": {levyPrice, 7 * time.Millisecond},
	} {
		if p.got < p.measured {
			t.Errorf("%s: %v, measured %v", name, p.got, p.measured)
		}
	}
}

var rowOfDearest = regexp.MustCompile(`(?m)^\| (sqlite|postgres) \| ([a-z ]+) \| ([0-9.]+) \| \d+ \| (?:yes|no) \|`)

// The figures that are published were measured below the goal, for each kind of viewer on both databases.
func TestPublishedFiguresOfTheDearestQueryAreBelowTheGoal(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := rowOfDearest.FindAllStringSubmatch(string(page), -1)
	if len(rows) != 12 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		ms, err := strconv.ParseFloat(r[3], 64)
		if err != nil || ms >= float64(MaxDearest.Milliseconds()) {
			t.Errorf("%s, %s: %s ms", r[1], r[2], r[3])
		}
	}
}

// A hundred fields that each had a connection of its own opened sixteen new ones, whose start cost PostgreSQL 80 ms of CPU.
func TestFewFieldsAreReadAtTheSameTime(t *testing.T) {
	t.Parallel()
	for _, kind := range []ast.Operation{ast.Query, ast.Mutation, ast.Subscription} {
		synctest.Test(t, func(t *testing.T) {
			op := &graphql.OperationContext{Operation: &ast.OperationDefinition{Operation: kind}}
			op.ResolverMiddleware = func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }
			(&cpuClock{read: func() (time.Duration, time.Time) { return 0, time.Time{} }}).chargeOperation(op, false)
			ask := func(ctx context.Context, reads bool, resolve graphql.Resolver) error {
				field := &graphql.FieldContext{Object: "Query", IsResolver: reads, Field: graphql.CollectedField{Field: &ast.Field{Name: "viewer"}}}
				_, err := op.ResolverMiddleware(graphql.WithFieldContext(ctx, field), resolve)
				return err
			}
			begun, end := make(chan struct{}, 100), make(chan struct{})
			for range cap(begun) {
				go func() {
					if err := ask(t.Context(), true, func(context.Context) (any, error) {
						begun <- struct{}{}
						<-end
						return nil, nil
					}); err != nil {
						t.Error(err)
					}
				}()
			}
			synctest.Wait()
			if n := len(begun); n != MaxAtOnce {
				t.Errorf("%s: %d at once", kind, n)
			}
			// What reads nothing waits for nobody, and who has hung up does not wait either.
			if err := ask(t.Context(), false, func(context.Context) (any, error) { return nil, nil }); err != nil {
				t.Error(err)
			}
			gone, hangUp := context.WithCancel(t.Context())
			hangUp()
			if err := ask(gone, true, func(context.Context) (any, error) { return nil, nil }); err == nil {
				t.Error("had a place")
			}
			close(end)
			synctest.Wait()
			if n := len(begun); n != cap(begun) {
				t.Errorf("%s: %d in the end", kind, n)
			}
		})
	}
}
