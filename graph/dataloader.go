package graph

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// A dataloader over results that were listed together: the first resolver that asks for a field of one member loads that field for
// the whole list, in one call of the domain. It replaces the batch resolvers of gqlgen, which see only plain lists: they lose track
// at edges { node } of a connection.

var errNotLoaded = errors.New("the batch was not loaded")

type batchGroupsKey struct{}

// batchGroups has the group of each read model of one answer.
type batchGroups struct {
	mu sync.Mutex
	of map[any]*batchGroup
}

// batchGroup is a list that was read together, and what was loaded for all of it, by field and arguments.
type batchGroup struct {
	members any
	mu      sync.Mutex
	results map[string]*batchResult
}

type batchResult struct {
	once sync.Once
	list any
	err  error
}

// withBatchGroups gives every answer, and every event of a subscription, groups of its own: nothing is kept between answers.
func withBatchGroups(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	return next(context.WithValue(ctx, batchGroupsKey{}, &batchGroups{of: map[any]*batchGroup{}}))
}

// groupForBatch registers members as one group and returns them.
func groupForBatch[P comparable](ctx context.Context, members []P) []P {
	s, ok := ctx.Value(batchGroupsKey{}).(*batchGroups)
	if !ok || len(members) == 0 {
		return members
	}
	f := &batchGroup{members: members, results: map[string]*batchResult{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range members {
		s.of[m] = f
	}
	return members
}

// batchGroupOf is the group of one read model; a group of its own for one that was read alone.
func batchGroupOf[P comparable](ctx context.Context, one P) *batchGroup {
	if s, ok := ctx.Value(batchGroupsKey{}).(*batchGroups); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		if f := s.of[one]; f != nil {
			return f
		}
	}
	return &batchGroup{members: []P{one}, results: map[string]*batchResult{}}
}

// loadBatched returns the result of load for one, having called load once for its whole group. The results of load are in the order
// of the members; edge names the field with its arguments.
func loadBatched[P comparable, R any](ctx context.Context, one P, edge string, load func(context.Context, []P) ([]R, error)) (R, error) {
	f := batchGroupOf(ctx, one)
	f.mu.Lock()
	a := f.results[edge]
	if a == nil {
		a = &batchResult{}
		f.results[edge] = a
	}
	f.mu.Unlock()
	members := f.members.([]P)
	a.once.Do(func() {
		// Should load panic, the other members must not take the zero value for a result.
		a.err = errNotLoaded
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
