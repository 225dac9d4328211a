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

func withinAnswer(fn func(ctx context.Context)) {
	withBatchGroups(context.Background(), func(ctx context.Context) *graphql.Response {
		fn(ctx)
		return nil
	})
}

func TestABatchIsLoadedOnce(t *testing.T) {
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
	withinAnswer(func(ctx context.Context) {
		list := make([]*int, 100)
		for i := range list {
			list[i] = &i
		}
		groupForBatch(ctx, list)
		var wg sync.WaitGroup
		for i, one := range list {
			wg.Go(func() {
				got, err := loadBatched(ctx, one, "double", double)
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
		if got, err := loadBatched(ctx, &alone, "double", double); got != "14" || err != nil {
			t.Errorf("alone: got %s, %v", got, err)
		}
	})
}

func TestABatchSharesAnError(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	withinAnswer(func(ctx context.Context) {
		list := groupForBatch(ctx, []*int{new(int), new(int)})
		for _, one := range list {
			if _, err := loadBatched(ctx, one, "x", func(context.Context, []*int) ([]int, error) { return nil, boom }); !errors.Is(err, boom) {
				t.Errorf("got %v", err)
			}
		}
	})
}
