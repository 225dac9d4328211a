package graph

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// Read models that were read together are asked together for what lies behind them: one call for a whole list, also where
// the list is a connection. (gqlgen's batch resolvers see only plain lists: they lose track at edges { node }.)

var errUnanswered = errors.New("what was asked together was not answered")

type siblingsKey struct{}

// siblings are the families of one answer.
type siblings struct {
	mu sync.Mutex
	of map[any]*family
}

// family is what was read together.
type family struct {
	members any
	mu      sync.Mutex
	answers map[string]*familyAnswer
}

type familyAnswer struct {
	once sync.Once
	list any
	err  error
}

// withSiblings gives every answer, and every event of a subscription, families of its own.
func withSiblings(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	return next(context.WithValue(ctx, siblingsKey{}, &siblings{of: map[any]*family{}}))
}

// together notes that these were read together, and returns them.
func together[P comparable](ctx context.Context, members []P) []P {
	s, ok := ctx.Value(siblingsKey{}).(*siblings)
	if !ok || len(members) == 0 {
		return members
	}
	f := &family{members: members, answers: map[string]*familyAnswer{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range members {
		s.of[m] = f
	}
	return members
}

func familyOf[P comparable](ctx context.Context, one P) *family {
	if s, ok := ctx.Value(siblingsKey{}).(*siblings); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		if f := s.of[one]; f != nil {
			return f
		}
	}
	return &family{members: []P{one}, answers: map[string]*familyAnswer{}}
}

// ask returns what load says about one, having asked once for its whole family. The answers of load are in the order of
// the members; edge names the question with its arguments.
func ask[P comparable, R any](ctx context.Context, one P, edge string, load func(context.Context, []P) ([]R, error)) (R, error) {
	f := familyOf(ctx, one)
	f.mu.Lock()
	a := f.answers[edge]
	if a == nil {
		a = &familyAnswer{}
		f.answers[edge] = a
	}
	f.mu.Unlock()
	members := f.members.([]P)
	a.once.Do(func() {
		// Should load panic, the others of the family must not take nothing for an answer.
		a.err = errUnanswered
		a.list, a.err = load(ctx, members)
	})
	list, _ := a.list.([]R)
	i := slices.Index(members, one)
	if a.err != nil || i < 0 || i >= len(list) {
		var none R
		return none, a.err
	}
	return list[i], nil
}
