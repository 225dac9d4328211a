package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// WakeWorkersAfterCommit wakes the workers of this replica after the commit; for transactions that add a job.
func (tx *Tx) WakeWorkersAfterCommit() { tx.jobs = true }

// PlannedOnce reports whether PlanOnce ran for this period.
func (db *DB) PlannedOnce(ctx context.Context, name, period string) (bool, error) {
	var n int
	err := db.QueryRow(ctx, `SELECT COUNT(*) FROM counter WHERE id = ?`, name+"|"+period).Scan(&n)
	return n > 0, err
}

// PlanOnce runs fn once for a name and period, on whichever replica comes first.
func (tx *Tx) PlanOnce(ctx context.Context, name, period string, fn func() error) error {
	res, err := tx.Exec(ctx, `INSERT INTO counter (id, count, expires_at) VALUES (?, 1, ?) ON CONFLICT (id) DO NOTHING`,
		name+"|"+period, tx.Now.Add(48*time.Hour))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return fn()
}

// Count adds one to what key counts in a window of time and returns the sum so far. A window begins with its first count.
// Keys are keyed hashes: the table holds no address and no name.
func (tx *Tx) Count(ctx context.Context, key string, window time.Duration) (int, error) {
	var n int
	err := tx.QueryRow(ctx, `INSERT INTO counter (id, count, expires_at) VALUES (?, 1, ?)
		ON CONFLICT (id) DO UPDATE SET
			count = CASE WHEN counter.expires_at <= ? THEN 1 ELSE counter.count + 1 END,
			expires_at = CASE WHEN counter.expires_at <= ? THEN excluded.expires_at ELSE counter.expires_at END
		RETURNING count`, key, tx.Now.Add(window), tx.Now, tx.Now).Scan(&n)
	return n, err
}

// CountedUntil is when a count starts from zero; the present instant for one that does not run.
func (tx *Tx) CountedUntil(ctx context.Context, key string) (time.Time, error) {
	until := tx.Now
	err := tx.QueryRow(ctx, `SELECT expires_at FROM counter WHERE id = ? AND expires_at > ?`, key, tx.Now).Scan(&until)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return until.UTC(), err
}

// Uncount takes one back.
func (tx *Tx) Uncount(ctx context.Context, key string) error {
	_, err := tx.Exec(ctx, `UPDATE counter SET count = count - 1 WHERE id = ? AND count > 0`, key)
	return err
}

// Counted reports whether key counts anything now.
func (db *DB) Counted(ctx context.Context, key string) (bool, error) {
	var n int
	err := db.QueryRow(ctx, `SELECT COUNT(*) FROM counter WHERE id = ? AND expires_at > ?`, key, db.Clock().Now()).Scan(&n)
	return n > 0, err
}

// Forget ends a count.
func (tx *Tx) Forget(ctx context.Context, key string) error {
	_, err := tx.Exec(ctx, `DELETE FROM counter WHERE id = ?`, key)
	return err
}
