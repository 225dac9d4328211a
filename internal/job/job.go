// Package job does the work that must happen: jobs are rows written in the transaction that makes them necessary, taken by
// any replica's workers, repeated until they succeed. Handlers run at least once and must have their effect once.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Kind names what a job does.
type Kind string

// Handler does one job; subject is the id of what it is about. An error has it tried again later.
type Handler func(ctx context.Context, subject string) error

// ErrGiveUp wrapped in a handler's error ends the job without another try.
var ErrGiveUp = errors.New("give up")

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
	tx.AddedJob()
	return nil
}

// Drop takes back the jobs of some kinds about a subject. One that a worker has in hand is finished.
func Drop(ctx context.Context, tx *store.Tx, subject string, kinds ...Kind) error {
	for _, kind := range kinds {
		if _, err := tx.Exec(ctx, `DELETE FROM job WHERE kind = ? AND subject = ?`, string(kind), subject); err != nil {
			return fmt.Errorf("drop %s: %w", kind, err)
		}
	}
	return nil
}

// DropAfter is Drop for jobs that were added after a time.
func DropAfter(ctx context.Context, tx *store.Tx, subject string, last time.Time, kind Kind) error {
	_, err := tx.Exec(ctx, `DELETE FROM job WHERE kind = ? AND subject = ? AND created_at > ?`, string(kind), subject, last)
	return err
}

// Sweep is work that comes round: a function of now, run on every replica but on only one at a time.
type Sweep struct {
	Kind  Kind
	Every time.Duration
	Run   func(ctx context.Context, now time.Time) error
}

// Runner takes jobs and sweeps.
type Runner struct {
	db       *store.DB
	log      *slog.Logger
	handlers map[Kind]Handler
	sweeps   []Sweep
	wake     chan struct{}
	// lease is how long a job is a worker's own; a worker that dies gives it back so.
	lease time.Duration
}

// NewRunner returns a runner without handlers.
func NewRunner(db *store.DB, log *slog.Logger) *Runner {
	r := &Runner{db: db, log: log, handlers: map[Kind]Handler{}, wake: make(chan struct{}, 1), lease: 5 * time.Minute}
	db.OnCommit(func(_ context.Context, c store.Committed) {
		if c.Jobs {
			r.Wake()
		}
	})
	return r
}

// Handle registers the handler of a kind; before Run.
func (r *Runner) Handle(kind Kind, h Handler) { r.handlers[kind] = h }

// Sweep registers work that comes round; before Run.
func (r *Runner) Sweep(s Sweep) {
	r.sweeps = append(r.sweeps, s)
	r.handlers[s.Kind] = func(ctx context.Context, _ string) error { return s.Run(ctx, r.db.Clock().Now()) }
}

// Wake has the runner look for jobs now.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

const (
	workers  = 4
	pollRate = time.Second
)

// Run works until ctx ends, then waits for the jobs in hand.
func (r *Runner) Run(ctx context.Context) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, workers)
	tick := time.NewTicker(pollRate)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := r.planSweeps(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "sweeps could not be planned", "error", err)
		}
		r.drain(ctx, slots, &wg)
		select {
		case <-ctx.Done():
		case <-r.wake:
		case <-tick.C:
		}
	}
	wg.Wait()
}

// drain starts every job that is due, as far as there are free workers.
func (r *Runner) drain(ctx context.Context, slots chan struct{}, wg *sync.WaitGroup) {
	for ctx.Err() == nil {
		select {
		case slots <- struct{}{}:
		default:
			return
		}
		j, err := r.claim(ctx)
		if err != nil || j == nil {
			<-slots
			if err != nil && ctx.Err() == nil {
				r.log.ErrorContext(ctx, "jobs could not be claimed", "error", err)
			}
			return
		}
		wg.Go(func() {
			defer func() { <-slots; r.Wake() }()
			r.work(context.WithoutCancel(ctx), *j)
		})
	}
}

// RunDue does everything that is due now, one by one; for tests and commands.
func (r *Runner) RunDue(ctx context.Context) error {
	if err := r.planSweeps(ctx); err != nil {
		return err
	}
	for {
		j, err := r.claim(ctx)
		if err != nil || j == nil {
			return err
		}
		r.work(ctx, *j)
	}
}

type claimed struct {
	id, subject string
	kind        Kind
	attempts    int
}

func (r *Runner) work(ctx context.Context, j claimed) {
	ctx = viewer.System(ctx, "job:"+string(j.kind))
	h, ok := r.handlers[j.kind]
	if !ok {
		// Another version's job: leave it to a replica that knows it.
		r.settle(ctx, j, fmt.Errorf("no handler for %s", j.kind))
		return
	}
	stop := r.keepLease(ctx, j)
	err := protect(ctx, h, j.subject)
	stop()
	r.settle(ctx, j, err)
}

// keepLease keeps a job the worker's own while its handler runs.
func (r *Runner) keepLease(ctx context.Context, j claimed) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(r.lease / 3)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			err := r.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, `UPDATE job SET locked_until = ? WHERE id = ? AND attempts = ?`, tx.Now.Add(r.lease), j.id, j.attempts)
				return err
			})
			if err != nil && ctx.Err() == nil {
				r.log.WarnContext(ctx, "lease could not be kept", "job", j.id, "error", err)
			}
		}
	})
	return func() { cancel(); wg.Wait() }
}

func protect(ctx context.Context, h Handler, subject string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return h(ctx, subject)
}

func (r *Runner) settle(ctx context.Context, j claimed, err error) {
	if err != nil {
		r.log.WarnContext(ctx, "job failed", "job", j.id, "kind", string(j.kind), "attempt", j.attempts, "error", err)
	}
	txErr := r.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err == nil || errors.Is(err, ErrGiveUp) {
			_, e := tx.Exec(ctx, `DELETE FROM job WHERE id = ? AND attempts = ?`, j.id, j.attempts)
			return e
		}
		_, e := tx.Exec(ctx, `UPDATE job SET locked_until = NULL, run_at = ? WHERE id = ? AND attempts = ?`, tx.Now.Add(backOff(j.attempts)), j.id, j.attempts)
		return e
	})
	if txErr != nil {
		r.log.ErrorContext(ctx, "job could not be settled", "job", j.id, "error", txErr)
	}
}

// backOff grows from 2 s to one hour.
func backOff(attempts int) time.Duration {
	return min(time.Second<<min(attempts, 12), time.Hour)
}

func (r *Runner) claim(ctx context.Context) (*claimed, error) {
	ctx = viewer.System(ctx, "job-claim")
	due, err := r.anyDue(ctx)
	if err != nil || !due {
		return nil, err
	}
	var j *claimed
	err = r.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		j = nil
		lock := ""
		if tx.Postgres() {
			lock = " FOR UPDATE SKIP LOCKED"
		}
		rows, err := tx.Query(ctx, `UPDATE job SET attempts = attempts + 1, locked_until = ? WHERE id IN (
			SELECT id FROM job WHERE run_at <= ? AND (locked_until IS NULL OR locked_until < ?) ORDER BY run_at LIMIT 1`+lock+`)
			RETURNING id, kind, subject, attempts`, tx.Now.Add(r.lease), tx.Now, tx.Now)
		if err != nil {
			return err
		}
		defer rows.Close()
		if rows.Next() {
			j = &claimed{}
			if err := rows.Scan(&j.id, &j.kind, &j.subject, &j.attempts); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	return j, err
}

// anyDue looks without taking the write lock.
func (r *Runner) anyDue(ctx context.Context) (bool, error) {
	now := r.db.Clock().Now()
	var n int
	err := r.db.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE run_at <= ? AND (locked_until IS NULL OR locked_until < ?) LIMIT 1) AS due`,
		now, now).Scan(&n)
	return n > 0, err
}

// planSweeps adds the jobs of the present period; the unique key keeps other replicas from adding them again.
func (r *Runner) planSweeps(ctx context.Context) error {
	now := r.db.Clock().Now()
	for i := range r.sweeps {
		s := &r.sweeps[i]
		period := fmt.Sprint(now.UnixNano() / int64(s.Every))
		known, err := r.planned(ctx, s.Kind, period)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		err = r.db.Tx(viewer.System(ctx, "sweep-plan"), func(ctx context.Context, tx *store.Tx) error {
			return tx.PlanOnce(ctx, "sweep|"+string(s.Kind), period, func() error {
				return Enqueue(ctx, tx, s.Kind, "sweep", tx.Now, period)
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *Runner) planned(ctx context.Context, kind Kind, period string) (bool, error) {
	return r.db.PlannedOnce(ctx, "sweep|"+string(kind), period)
}
