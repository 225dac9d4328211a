// Package job runs background work: jobs are rows written in the transaction that makes them necessary, claimed by any replica's
// workers, retried with a growing delay (at most an hour) until they succeed or their time is over. Sweeps are jobs that run
// periodically, on one replica at a time.
//
// Begin with [Enqueue] (in a transaction), [Runner.Handle] and [Runner.Sweep] (at the start), [Runner.Run]. Handlers run at least once
// and must have their effect once: a worker that dies gives its lease back, and another one runs the job again. A table of our own
// and no library: docs/adr/0005-own-job-table.md.
package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"schalter/internal/id"
	"schalter/internal/store"
)

// Kind names what a job does.
type Kind string

// Handler does one job; subject is the id of what it is about. After an error it is retried. A handler never waits for room that
// other jobs hold: it returns Later.
type Handler func(ctx context.Context, subject string) error

// ErrGiveUp wrapped in a handler's error ends the job without another try. It stays, for operators to see.
var ErrGiveUp = errors.New("give up")

// later is the error of a handler that did nothing.
type later struct{ after time.Duration }

func (l *later) Error() string { return "later: there is no room now" }

// Later is returned by a handler that found no room, such as memory, and did nothing: the job is put back, to run after some
// time, and this counts as no try.
func Later(after time.Duration) error { return &later{after} }

// IsLater reports whether an error is, or wraps, that of Later.
func IsLater(err error) bool {
	var l *later
	return errors.As(err, &l)
}

// Enqueue adds a job to the transaction, to run at or after at. With a unique key a second job of the same key is
// not added while the first waits.
func Enqueue(ctx context.Context, tx *store.Tx, kind Kind, subject string, at time.Time, uniqueKey string) error {
	var unique any
	if uniqueKey != "" {
		unique = string(kind) + "|" + uniqueKey
	}
	_, err := tx.Exec(ctx, `INSERT INTO job (id, kind, subject, unique_key, run_at, attempts, created_at)
		VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT (unique_key) DO NOTHING`,
		id.New(id.Job, tx.Now), string(kind), subject, unique, at, tx.Now)
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", kind, err)
	}
	tx.WakeWorkersAfterCommit()
	return nil
}

// Drop takes back the jobs of some kinds about a subject. One that is running is finished.
func Drop(ctx context.Context, tx *store.Tx, subject string, kinds ...Kind) error {
	for _, kind := range kinds {
		if _, err := tx.Exec(ctx, `DELETE FROM job WHERE kind = ? AND subject = ?`, string(kind), subject); err != nil {
			return fmt.Errorf("drop %s: %w", kind, err)
		}
	}
	return nil
}

// DropIdle is Drop for one kind and but for a job that is being run; running says that there is one.
func DropIdle(ctx context.Context, tx *store.Tx, subject string, kind Kind) (running bool, err error) {
	if _, err := tx.Exec(ctx, `DELETE FROM job WHERE kind = ? AND subject = ? AND (locked_until IS NULL OR locked_until <= ?)`, string(kind), subject, tx.Now); err != nil {
		return false, fmt.Errorf("drop %s: %w", kind, err)
	}
	var left int
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM job WHERE kind = ? AND subject = ? AND locked_until IS NOT NULL`, string(kind), subject).Scan(&left)
	return left > 0, err
}

// DropAfter is Drop for jobs that were added after a time.
func DropAfter(ctx context.Context, tx *store.Tx, subject string, last time.Time, kind Kind) error {
	_, err := tx.Exec(ctx, `DELETE FROM job WHERE kind = ? AND subject = ? AND created_at > ?`, string(kind), subject, last)
	return err
}

// Option says something of the jobs of a kind.
type Option func(*kindSpec)

// kindSpec is what a runner knows of a kind.
type kindSpec struct {
	handler Handler
	share   string
	workers int
	end     time.Duration
	// sweep says that the jobs are of a sweep, which runs periodically: the last failure of a kind is the only one that counts.
	sweep bool
}

// Share runs the jobs of a kind, together with those of other kinds that name the same share, on workers of their own: so many at
// once on a replica, however many wait. Kinds without a share have the common workers.
func Share(name string, workers int) Option {
	return func(w *kindSpec) { w.share, w.workers = name, workers }
}

// EndAfter is how long the jobs of a kind are tried, from the first try.
func EndAfter(d time.Duration) Option { return func(w *kindSpec) { w.end = d } }

const (
	// commonWorkers are the workers of the kinds without a share, sweepWorkers those of all sweeps.
	commonWorkers = 4
	sweepWorkers  = 2
	sweepShare    = "sweeps"
	// tryFor is how long a job is tried where its kind says nothing.
	tryFor = 7 * 24 * time.Hour
	// minTries is how often a job is tried at least: a program that was stopped for a week has tried nothing.
	minTries = 5
	// maxDeaths is how often a job is claimed by workers that die, when its time is over.
	maxDeaths = 300
	pollRate  = time.Second
)

// Sweep is work that runs periodically: a function of now, run on every replica but on only one at a time.
type Sweep struct {
	Kind  Kind
	Every time.Duration
	Run   func(ctx context.Context, now time.Time) error
}
