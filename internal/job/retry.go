package job

import (
	"context"
	"errors"
	"time"

	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// settleJob writes the result of a try. It applies only while the job is this worker's (its number of attempts is the one that was
// claimed): what another worker did after the lease ended stays.
func (r *Runner) settleJob(ctx context.Context, j claimedJob, err error) {
	txErr := r.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		var put *later
		switch {
		case err == nil:
			return r.deleteJob(ctx, tx, j)
		case errors.As(err, &put):
			_, e := tx.Exec(ctx, `UPDATE job SET locked_until = NULL, run_at = ?, postponed = postponed + 1 WHERE id = ? AND attempts = ?`,
				tx.Now.Add(put.after), j.id, j.attempts)
			return e
		case errors.Is(err, ErrGiveUp) || r.isOver(j, tx.Now):
			return r.failJob(ctx, tx, j, err)
		}
		_, e := tx.Exec(ctx, `UPDATE job SET locked_until = NULL, run_at = ?, error_code = ? WHERE id = ? AND attempts = ?`,
			tx.Now.Add(backOff(j.tries)), failureCode(err), j.id, j.attempts)
		if e == nil {
			tx.AfterCommit(func(ctx context.Context) {
				r.log.WarnContext(ctx, "job failed", "job", j.id, "kind", string(j.kind), "attempt", j.tries, "error", err)
			})
		}
		return e
	})
	if txErr != nil {
		r.log.ErrorContext(ctx, "job could not be settled", "job", j.id, "kind", string(j.kind), "error", errors.Join(txErr, err))
	}
}

// isOver reports whether a job has had its time and its tries.
func (r *Runner) isOver(j claimedJob, now time.Time) bool {
	return j.tries >= minTries && now.Sub(j.since) >= r.works[j.kind].end
}

// deleteJob ends a job that succeeded. After a sweep the earlier failures of its kind are deleted too: this run did their work.
func (r *Runner) deleteJob(ctx context.Context, tx *store.Tx, j claimedJob) error {
	if _, err := tx.Exec(ctx, `DELETE FROM job WHERE id = ? AND attempts = ?`, j.id, j.attempts); err != nil {
		return err
	}
	return r.dropFailedSweeps(ctx, tx, j.kind)
}

func (r *Runner) dropFailedSweeps(ctx context.Context, tx *store.Tx, kind Kind) error {
	if !r.works[kind].sweep {
		return nil
	}
	_, err := tx.Exec(ctx, `DELETE FROM job WHERE kind = ? AND failed_at IS NOT NULL`, string(kind))
	return err
}

// failJob ends a job that failed for good. Its row stays, without its unique key, so that it keeps no new one from being added.
func (r *Runner) failJob(ctx context.Context, tx *store.Tx, j claimedJob, cause error) error {
	if err := r.dropFailedSweeps(ctx, tx, j.kind); err != nil {
		return err
	}
	tx.AfterCommit(func(ctx context.Context) {
		r.log.ErrorContext(ctx, "job failed for good", "job", j.id, "kind", string(j.kind), "attempt", j.tries, "error", cause)
	})
	_, err := tx.Exec(ctx, `UPDATE job SET locked_until = NULL, unique_key = NULL, failed_at = ?, error_code = ? WHERE id = ? AND attempts = ?`,
		tx.Now, failureCode(cause), j.id, j.attempts)
	return err
}

// failureCode says what kind of failure it was; the text of an error may hold content.
func failureCode(err error) string {
	switch {
	case errors.Is(err, errPanic):
		return "PANIC"
	case errors.Is(err, context.DeadlineExceeded):
		return "TIMEOUT"
	}
	return string(errs.CodeOf(err))
}

// backOff grows from 2 s to one hour.
func backOff(tries int) time.Duration {
	return min(time.Second<<min(max(tries, 1), 12), time.Hour)
}

// Stuck says of a kind what needs an operator's attention.
type Stuck struct {
	Kind Kind
	// Failed are the jobs that nobody tries any more, Late those that have been tried, or waited for, for more than an hour.
	Failed, Late int
	// ErrorCode is one of their failures; empty when there was none yet.
	ErrorCode string
	// Since is when the oldest one was to be done.
	Since time.Time
}

// lateAfter is how long a job may take before an operator hears of it.
const lateAfter = time.Hour

// Stuck lists the kinds of which jobs have failed for good or are late.
func (r *Runner) Stuck(ctx context.Context) (list []Stuck, err error) {
	defer errs.Wrap(&err, "job.Stuck")
	rows, err := r.db.Query(ctx, `SELECT s.kind, s.failed, s.late, s.code, oldest.created_at FROM (
			SELECT kind, COUNT(failed_at) AS failed, COUNT(*) - COUNT(failed_at) AS late, COALESCE(MAX(error_code), '') AS code, MIN(id) AS first
			FROM job WHERE failed_at IS NOT NULL OR COALESCE(first_attempt_at, run_at) < ? GROUP BY kind
		) s JOIN job oldest ON oldest.id = s.first ORDER BY s.kind LIMIT ?`,
		r.db.Clock().Now().Add(-lateAfter), maxStuckKinds)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one Stuck
		if err := rows.Scan(&one.Kind, &one.Failed, &one.Late, &one.ErrorCode, &one.Since); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, rows.Err()
}

// maxStuckKinds is more kinds than there are; each is one line, however many of its jobs are stuck.
const maxStuckKinds = 1000

// Retry starts the failed jobs of a kind again, with all of their time, and returns their number.
func (r *Runner) Retry(ctx context.Context, kind Kind) (n int64, err error) {
	defer errs.Wrap(&err, "job.Retry(%s)", kind)
	err = r.db.Tx(viewer.System(ctx, "job-retry"), func(ctx context.Context, tx *store.Tx) error {
		res, err := tx.Exec(ctx, `UPDATE job SET failed_at = NULL, first_attempt_at = NULL, postponed = attempts, run_at = ? WHERE kind = ? AND failed_at IS NOT NULL`,
			tx.Now, string(kind))
		if err != nil {
			return err
		}
		tx.WakeWorkersAfterCommit()
		n, err = res.RowsAffected()
		return err
	})
	return n, err
}

// failedKept is how long jobs that have failed for good stay.
const failedKept = 90 * 24 * time.Hour

// SweepFailed deletes jobs that failed long ago.
func (r *Runner) SweepFailed(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "job.SweepFailed")
	return r.db.Tx(viewer.System(ctx, "job-sweep"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM job WHERE failed_at < ?`, now.Add(-failedKept))
		return err
	})
}
