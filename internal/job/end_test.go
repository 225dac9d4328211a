package job_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// pass lets time go by in steps and does what is due.
func pass(t *testing.T, w *testkit.World, r *job.Runner, d, step time.Duration) {
	t.Helper()
	for ; d > 0; d -= step {
		w.Clock.Advance(step)
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func stuck(t *testing.T, r *job.Runner) map[job.Kind]job.Stuck {
	t.Helper()
	list, err := r.Stuck(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	byKind := map[job.Kind]job.Stuck{}
	for _, s := range list {
		byKind[s.Kind] = s
	}
	return byKind
}

// However many jobs of one kind wait for something, those of others are done meanwhile.
func TestNoKindTakesTheWorkersOfOthers(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		var inHand, most atomic.Int64
		begun, release, done := make(chan struct{}, 100), make(chan struct{}), make(chan struct{})
		r.Handle("slow", func(context.Context, string) error {
			for n := inHand.Add(1); n > most.Load(); {
				most.Store(n)
			}
			begun <- struct{}{}
			<-release
			inHand.Add(-1)
			return nil
		}, job.Share("slow", 2))
		r.Handle("quick", func(context.Context, string) error { close(done); return nil })
		for i := range 20 {
			enqueue(t, w, "slow", fmt.Sprint(i), "")
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { r.Run(ctx); close(ended) }()
		<-begun
		<-begun
		enqueue(t, w, "quick", "s", "")
		<-done
		close(release)
		for range 18 {
			<-begun
		}
		stop()
		<-ended
		if got := most.Load(); got != 2 {
			t.Errorf("%d slow jobs at once, want 2", got)
		}
	})
}

// A job for which there is no room is put back, for as long as it takes, and this is no failure.
func TestJobWithoutRoomIsPutBack(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		runs, room := 0, false
		r.Handle("k", func(context.Context, string) error {
			if runs++; !room {
				return fmt.Errorf("wrapped: %w", job.Later(5*time.Second))
			}
			return errors.New("a failure")
		}, job.EndAfter(time.Minute))
		enqueue(t, w, "k", "s", "")
		pass(t, w, r, 10*time.Minute, 5*time.Second)
		if s := stuck(t, r)["k"]; runs != 120 || s.Failed != 0 || s.ErrorCode != "" {
			t.Fatalf("%d runs, %+v", runs, s)
		}
		room = true
		w.Clock.Advance(5 * time.Second)
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if s := stuck(t, r)["k"]; s.Failed != 0 {
			t.Errorf("its first failure ended it: %+v", s)
		}
	})
}

// A job that never succeeds ends, is counted, keeps nobody from asking for the same again, and can be retried.
func TestJobThatNeverSucceedsEnds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		var subjects []string
		works := false
		r.Handle("k", func(_ context.Context, subject string) error {
			subjects = append(subjects, subject)
			if works {
				return nil
			}
			return errs.New(errs.Unavailable, "Anna's key service is away")
		}, job.EndAfter(24*time.Hour))
		enqueue(t, w, "k", "first", "key")
		pass(t, w, r, 23*time.Hour, 30*time.Minute)
		if s := stuck(t, r)["k"]; s.Failed != 0 || s.Late != 1 || s.ErrorCode != "UNAVAILABLE" {
			t.Fatalf("after 23 hours: %+v", s)
		}
		pass(t, w, r, 3*time.Hour, 30*time.Minute)
		if s := stuck(t, r)["k"]; s.Failed != 1 || s.Late != 0 || s.ErrorCode != "UNAVAILABLE" || !s.Since.Equal(testkit.Start) {
			t.Fatalf("after 26 hours: %+v", s)
		}
		tries := len(subjects)
		pass(t, w, r, 24*time.Hour, time.Hour)
		if len(subjects) != tries {
			t.Error("it was tried after its end")
		}
		works = true
		enqueue(t, w, "k", "second", "key")
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := r.Retry(t.Context(), "k"); n != 1 || err != nil {
			t.Fatalf("retried: %d, %v", n, err)
		}
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := subjects[tries:]; len(got) != 2 || got[0] != "second" || got[1] != "first" || len(stuck(t, r)) != 0 {
			t.Errorf("afterwards %v ran, stuck is %v", got, stuck(t, r))
		}
	})
}

// A program that stood still has not tried: what waits gets its tries.
func TestJobThatWaitedForTheProgramIsTriedSeveralTimes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		tries := 0
		r.Handle("k", func(context.Context, string) error {
			if tries++; tries < 4 {
				return errors.New("not yet")
			}
			return nil
		})
		enqueue(t, w, "k", "s", "")
		pass(t, w, r, time.Second, time.Second)
		w.Clock.Advance(30 * 24 * time.Hour)
		pass(t, w, r, 10*time.Minute, time.Minute)
		if tries != 4 || len(stuck(t, r)) != 0 {
			t.Errorf("%d tries, %v", tries, stuck(t, r))
		}
	})
}

// A job that kills each worker which takes it ends, too.
func TestJobThatKillsItsWorkersEnds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		runs := 0
		r.Handle("k", func(context.Context, string) error { runs++; return nil }, job.EndAfter(time.Hour))
		enqueue(t, w, "k", "s", "")
		err := w.DB.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE job SET attempts = 300, first_attempt_at = ?, locked_until = ?`, tx.Now.Add(-25*time.Hour), tx.Now.Add(-time.Second))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if runs != 0 || stuck(t, r)["k"].Failed != 1 {
			t.Errorf("%d runs, %v", runs, stuck(t, r))
		}
	})
}

// A sweep that fails is tried until the next one comes; one that succeeds has done what others failed to do.
func TestFailedSweepIsSeenUntilOneSucceeds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		broken := true
		r.Sweep(job.Sweep{Kind: "sweep", Every: time.Hour, Run: func(context.Context, time.Time) error {
			if broken {
				return fmt.Errorf("stopped: %w", job.ErrGiveUp)
			}
			return nil
		}})
		for range 3 {
			pass(t, w, r, time.Hour, 10*time.Minute)
			if s := stuck(t, r)["sweep"]; s.Failed != 1 || s.Late != 0 {
				t.Errorf("got %+v", s)
			}
		}
		broken = false
		pass(t, w, r, time.Hour, time.Hour)
		if got := stuck(t, r); len(got) != 0 {
			t.Errorf("after it succeeded: %v", got)
		}
	})
}

// What no replica knows is left alone, and seen.
func TestJobThatNobodyKnowsIsSeen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		ran := false
		r.Handle("known", func(context.Context, string) error { ran = true; return nil })
		enqueue(t, w, "unknown", "s", "")
		enqueue(t, w, "known", "s", "")
		pass(t, w, r, 2*time.Hour, time.Hour)
		if s := stuck(t, r)["unknown"]; !ran || s.Late != 1 || s.ErrorCode != "" {
			t.Errorf("ran %v, %+v", ran, s)
		}
	})
}

func TestJobsThatFailedLongAgoAreDeleted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		r.Handle("k", func(context.Context, string) error { return job.ErrGiveUp })
		enqueue(t, w, "k", "s", "")
		if err := r.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, days := range []int{89, 91} {
			if err := r.SweepFailed(t.Context(), testkit.Start.AddDate(0, 0, days)); err != nil {
				t.Fatal(err)
			}
			if got := len(stuck(t, r)); got != min(1, max(0, 90-days)) {
				t.Errorf("after %d days: %d kinds", days, got)
			}
		}
	})
}

// A kind of which very many jobs fail hides no other kind.
func TestManyStuckJobsHideNoOtherKind(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		r := job.NewRunner(w.DB, testkit.Silent())
		err := w.DB.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for i := range 10_500 {
				if err := job.Enqueue(ctx, tx, "a", fmt.Sprint(i), tx.Now, ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Minute)
		enqueue(t, w, "b", "s", "")
		w.Clock.Advance(2 * time.Hour)
		list := stuck(t, r)
		if a, b := list["a"], list["b"]; a.Late != 10_500 || !a.Since.Equal(testkit.Start) || b.Late != 1 || !b.Since.Equal(testkit.Start.Add(time.Minute)) {
			t.Errorf("got %+v", list)
		}
	})
}
