package graph

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
)

func answering(fn func(ctx context.Context)) {
	withSiblings(context.Background(), func(ctx context.Context) *graphql.Response {
		fn(ctx)
		return nil
	})
}

func TestSiblingsAreAskedOnce(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	double := func(_ context.Context, of []*int) ([]string, error) {
		asked.Add(1)
		out := make([]string, len(of))
		for i, n := range of {
			out[i] = strconv.Itoa(2 * *n)
		}
		return out, nil
	}
	answering(func(ctx context.Context) {
		list := make([]*int, 100)
		for i := range list {
			list[i] = &i
		}
		together(ctx, list)
		var wg sync.WaitGroup
		for i, one := range list {
			wg.Go(func() {
				got, err := ask(ctx, one, "double", double)
				if want := strconv.Itoa(2 * i); got != want || err != nil {
					t.Errorf("got %s, %v, want %s", got, err, want)
				}
			})
		}
		wg.Wait()
		if got := asked.Load(); got != 1 {
			t.Errorf("asked %d times", got)
		}
		alone := 7
		if got, err := ask(ctx, &alone, "double", double); got != "14" || err != nil {
			t.Errorf("alone: got %s, %v", got, err)
		}
	})
}

func TestSiblingsShareAnError(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	answering(func(ctx context.Context) {
		list := together(ctx, []*int{new(int), new(int)})
		for _, one := range list {
			if _, err := ask(ctx, one, "x", func(context.Context, []*int) ([]int, error) { return nil, boom }); !errors.Is(err, boom) {
				t.Errorf("got %v", err)
			}
		}
	})
}
