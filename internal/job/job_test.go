package job_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func enqueue(t *testing.T, w *testkit.World, kind job.Kind, subject, unique string) {
	t.Helper()
	err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		return job.Enqueue(ctx, tx, kind, subject, tx.Now, unique)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestJobIsTriedAgainUntilItSucceeds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		tries := 0
		r.Handle("k", func(context.Context, string) error {
			if tries++; tries < 3 {
				return errors.New("not yet")
			}
			return nil
		})
		enqueue(t, w, "k", "s", "")
		for range 10 {
			if err := r.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(10 * time.Second)
		}
		if tries != 3 {
			t.Errorf("got %d tries, want 3", tries)
		}
	})
}

func TestJobThatGivesUpOrPanicsHarmsNobody(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		var gaveUp, panicked, fine int
		r.Handle("up", func(context.Context, string) error { gaveUp++; return fmt.Errorf("no: %w", job.ErrGiveUp) })
		r.Handle("panic", func(context.Context, string) error { panicked++; panic("boom") })
		r.Handle("fine", func(context.Context, string) error { fine++; return nil })
		enqueue(t, w, "up", "s", "")
		enqueue(t, w, "panic", "s", "")
		enqueue(t, w, "fine", "s", "")
		for range 2 {
			if err := r.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Minute)
		}
		if gaveUp != 1 || panicked != 2 || fine != 1 {
			t.Errorf("got %d, %d, %d; want 1, 2, 1", gaveUp, panicked, fine)
		}
	})
}

func TestUniqueKeyKeepsOneJobWaiting(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		n := 0
		r.Handle("k", func(context.Context, string) error { n++; return nil })
		enqueue(t, w, "k", "a", "once")
		enqueue(t, w, "k", "b", "once")
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		enqueue(t, w, "k", "c", "once")
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n != 2 {
			t.Errorf("got %d runs, want 2", n)
		}
	})
}

// What the database knows of the table's size decides how it looks for the next job, never how many are taken at once: of those
// that nobody works on, a worker that took them would be the only one to know.
func TestOneJobIsTakenAtATimeWhateverTheDatabaseKnows(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		runs := 0
		r.Handle("k", func(context.Context, string) error { runs++; return nil })
		enqueue(t, w, "k", "first", "")
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `ANALYZE job`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			enqueue(t, w, "k", fmt.Sprint(i), "")
		}
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if runs != 6 {
			t.Errorf("%d of 6 jobs were done", runs)
		}
	})
}

func TestTwoRunnersNeverShareAJob(t *testing.T) {
	t.Parallel()
	w := testkit.Postgres(t)
	var done sync.Map
	var runs atomic.Int64
	handler := func(_ context.Context, subject string) error {
		if _, twice := done.LoadOrStore(subject, true); twice {
			t.Errorf("%s ran twice", subject)
		}
		runs.Add(1)
		return nil
	}
	const jobs = 60
	for i := range jobs {
		enqueue(t, w, "k", fmt.Sprint(i), "")
	}
	var wg sync.WaitGroup
	for range 3 {
		r := job.NewRunner(w.DB, testkit.Silent())
		r.Handle("k", handler)
		wg.Go(func() {
			if err := r.RunDue(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if runs.Load() != jobs {
		t.Errorf("got %d runs, want %d", runs.Load(), jobs)
	}
}

func TestJobOfADeadWorkerComesBack(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		enqueue(t, w, "k", "s", "")
		// A worker took the job and died with it.
		err := w.DB.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE job SET locked_until = ?, attempts = 1`, tx.Now.Add(5*time.Minute))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		r := job.NewRunner(w.DB, testkit.Silent())
		n := 0
		r.Handle("k", func(context.Context, string) error { n++; return nil })
		if err := r.RunDue(t.Context()); err != nil || n != 0 {
			t.Fatalf("while the lease lasts: %d runs, %v", n, err)
		}
		w.Clock.Advance(6 * time.Minute)
		if err := r.RunDue(t.Context()); err != nil || n != 1 {
			t.Errorf("after it: %d runs, %v; want 1", n, err)
		}
	})
}

func TestSweepRunsOnceAPeriodOverAllReplicas(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := 0
		for range 2 {
			r := job.NewRunner(w.DB, testkit.Silent())
			r.Sweep(job.Sweep{Kind: "sweep", Every: time.Hour, Run: func(context.Context, time.Time) error { n++; return nil }})
			for range 2 {
				if err := r.RunDue(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		w.Clock.Advance(time.Hour)
		r := job.NewRunner(w.DB, testkit.Silent())
		r.Sweep(job.Sweep{Kind: "sweep", Every: time.Hour, Run: func(context.Context, time.Time) error { n++; return nil }})
		if err := r.RunDue(t.Context()); err != nil || n != 2 {
			t.Errorf("got %d runs, %v; want 2", n, err)
		}
	})
}
