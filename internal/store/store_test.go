package store_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/internal/budget"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestTx(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := viewer.System(context.Background(), "test")
		t.Run("failure leaves nothing and publishes nothing", func(t *testing.T) {
			published := false
			boom := errors.New("boom")
			err := w.DB.Tx(ctx, func(_ context.Context, tx *store.Tx) error {
				tx.AfterCommit(func(context.Context) { published = true })
				tx.Append(store.Entry{Reader: "acc_1", Topic: store.TopicChange, SideID: "mbx_1", At: tx.Now})
				return boom
			})
			if !errors.Is(err, boom) || published {
				t.Fatalf("got err %v, published %v", err, published)
			}
			if got, _ := w.DB.Position(ctx, "acc_1"); got != 0 {
				t.Errorf("position: got %d, want 0", got)
			}
		})
		t.Run("the outer client cannot write for people", func(t *testing.T) {
			citizen := viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_1"})
			err := w.DB.Tx(citizen, func(ctx context.Context, tx *store.Tx) error {
				return tx.Organisation.Create().SetID("org_1").SetName("x").SetKind("OTHER").SetCreatedAt(tx.Now).Exec(ctx)
			})
			if err == nil {
				t.Error("a citizen wrote an organisation")
			}
		})
	})
}

func TestStreamIsNumberedInCommitOrder(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := viewer.System(context.Background(), "test")
		const writers, each = 8, 25
		stop := make(chan struct{})
		var seen []int64
		var readers sync.WaitGroup
		readers.Go(func() {
			// A reader that always goes on behind what it saw must see every number once, in order.
			var after int64
			for {
				// What is read after the last writer ended is all there is; an empty read before proves nothing.
				ended := isClosed(stop)
				entries, upTo, err := w.DB.Entries(ctx, "acc_r", store.TopicChange, after, 7)
				if err != nil {
					t.Error(err)
					return
				}
				for _, e := range entries {
					seen = append(seen, e.Seq)
				}
				after = upTo
				if ended && len(entries) == 0 {
					return
				}
				if !ended {
					time.Sleep(time.Millisecond)
				}
			}
		})
		var wg sync.WaitGroup
		for range writers {
			wg.Go(func() {
				for range each {
					err := w.DB.Tx(ctx, func(_ context.Context, tx *store.Tx) error {
						tx.Append(store.Entry{Reader: "acc_r", Topic: store.TopicChange, SideID: "s", At: tx.Now})
						tx.Append(store.Entry{Reader: "acc_other", Topic: store.TopicMessage, SideID: "s", At: tx.Now})
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		close(stop)
		readers.Wait()
		want := make([]int64, writers*each)
		for i := range want {
			want[i] = int64(i + 1)
		}
		if !slices.Equal(seen, want) {
			t.Errorf("got %d numbers %v, want 1 to %d in order", len(seen), seen, len(want))
		}
	})
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestCountBeginsAnewAfterItsWindow(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := viewer.System(context.Background(), "test")
		count := func() (n int) {
			t.Helper()
			err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
				n, err = tx.Count(ctx, "k", time.Minute)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		got := []int{count(), count()}
		w.Clock.Advance(time.Minute)
		got = append(got, count())
		if want := []int{1, 2, 1}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestClaimRefusesTheOtherKind(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := context.Background()
		if _, err := w.DB.EnsureInstance(ctx, store.Demo, "e1"); err != nil {
			t.Fatal(err)
		}
		if epoch, err := w.DB.EnsureInstance(ctx, store.Demo, "e2"); err != nil || epoch != "e1" {
			t.Errorf("got %q, %v", epoch, err)
		}
		if _, err := w.DB.EnsureInstance(ctx, store.Real, "e3"); !errors.Is(err, store.ErrOtherKind) {
			t.Errorf("got %v, want ErrOtherKind", err)
		}
	})
}

// Whatever reads can be paid for, and is refused before it is sent when nothing is left.
func TestEveryStatementThatReadsIsPaidFor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		errNone := errors.New("nothing left")
		paid, left := 0, 3
		ctx := budget.With(viewer.System(t.Context(), "test"), func() error {
			if paid++; paid > left {
				return errNone
			}
			return nil
		})
		const one = `SELECT COUNT(*) FROM instance`
		for _, refused := range []bool{false, true} {
			var n int
			err := w.DB.QueryRow(ctx, one).Scan(&n)
			rows, err2 := w.DB.Query(ctx, one)
			hot, err3 := w.DB.Hot(ctx, one)
			if refused {
				_, err4 := w.DB.Client().Account.Query().Count(ctx)
				if err == nil || !errors.Is(err2, errNone) || !errors.Is(err3, errNone) || !errors.Is(err4, errNone) || paid != left+4 {
					t.Errorf("with nothing left: %v, %v, %v, %v, %d paid", err, err2, err3, err4, paid)
				}
				return
			}
			if err := errors.Join(err, err2, err3); err != nil || paid != left {
				t.Fatalf("%v, %d paid", err, paid)
			}
			_, _ = rows.Close(), hot.Close()
		}
	})
}

// With fewer connections kept than open every burst of reads closed and opened some: sixteen for a hundred fields of one query.
func TestConnectionsOfABurstAreKept(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		pools := map[string]*sql.DB{"reading": w.DB.Reader(), "writing": w.DB.Raw()}
		for name, pool := range pools {
			most := pool.Stats().MaxOpenConnections
			taken := make([]*sql.Conn, most)
			for i := range taken {
				var err error
				if taken[i], err = pool.Conn(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for _, c := range taken {
				if err := c.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if s := pool.Stats(); most == 0 || s.MaxIdleClosed > 0 || s.Idle != most {
				t.Errorf("%s: %d of %d kept, %d closed", name, s.Idle, most, s.MaxIdleClosed)
			}
		}
	})
}
