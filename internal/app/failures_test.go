//go:build demo

package app

import (
	"context"
	"testing"
	"time"

	"schalter/internal/job"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Work that nobody tries any more, or that waits too long, stands on the desk by its kind, without content.
func TestStuckJobsAreOnTheDesk(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		type stuck struct {
			Kind         string
			Failed, Late int
			Since        time.Time
		}
		onDesk := func() (jobs []stuck) {
			var out struct {
				Desk struct{ Failures struct{ Jobs []stuck } }
			}
			w.as(t, operator).Must(t, `{ desk { failures { jobs { kind failed late since } } } }`, nil, &out)
			return out.Desk.Failures.Jobs
		}
		if jobs := onDesk(); jobs == nil || len(jobs) != 0 {
			t.Fatalf("before: got %v, want an empty list", jobs)
		}
		var since time.Time
		err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			since = tx.Now
			for _, kind := range []job.Kind{"test-failed", "test-late"} {
				if err := job.Enqueue(ctx, tx, kind, "", tx.Now.Add(-2*time.Hour), ""); err != nil {
					return err
				}
			}
			_, err := tx.Exec(ctx, `UPDATE job SET failed_at = ? WHERE kind = 'test-failed'`, tx.Now)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		jobs := onDesk()
		if len(jobs) != 2 || jobs[0].Kind != "test-failed" || jobs[0].Failed != 1 || jobs[0].Late != 0 || jobs[1].Kind != "test-late" || jobs[1].Failed != 0 || jobs[1].Late != 1 {
			t.Fatalf("got %+v", jobs)
		}
		if !jobs[0].Since.Equal(since.Truncate(time.Microsecond)) {
			t.Errorf("since: got %v, want %v", jobs[0].Since, since)
		}
	})
}
