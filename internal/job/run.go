package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Runner takes jobs and sweeps.
type Runner struct {
	db     *store.DB
	log    *slog.Logger
	works  map[Kind]kindSpec
	sweeps []Sweep
	wake   chan struct{}
	// lease is how long a claimed job is its worker's own; when a worker dies, others may claim the job after it.
	lease time.Duration

	mu sync.Mutex
	// workers are how many each share has, busy how many of them have a job.
	workers, busy map[string]int
}

// NewRunner returns a runner without handlers.
func NewRunner(db *store.DB, log *slog.Logger) *Runner {
	r := &Runner{
		db: db, log: log, works: map[Kind]kindSpec{}, wake: make(chan struct{}, 1), lease: 5 * time.Minute,
		workers: map[string]int{}, busy: map[string]int{},
	}
	db.OnCommit(func(_ context.Context, c store.Committed) {
		if c.Jobs {
			r.Wake()
		}
	})
	return r
}

// Handle registers the handler of a kind; before Run. Jobs of kinds without one are left to a replica that knows them.
func (r *Runner) Handle(kind Kind, h Handler, options ...Option) {
	w := kindSpec{handler: h, workers: commonWorkers, end: tryFor}
	for _, option := range options {
		option(&w)
	}
	r.works[kind] = w
	r.workers[w.share] = max(r.workers[w.share], w.workers)
}

// Sweep registers work that runs periodically; before Run. A run that fails is retried until the next one is due.
func (r *Runner) Sweep(s Sweep) {
	r.sweeps = append(r.sweeps, s)
	run := func(ctx context.Context, _ string) error { return s.Run(ctx, r.db.Clock().Now()) }
	r.Handle(s.Kind, run, Share(sweepShare, sweepWorkers), EndAfter(s.Every), func(w *kindSpec) { w.sweep = true })
}

// Wake has the runner look for jobs now.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then waits for the jobs that are running.
func (r *Runner) Run(ctx context.Context) {
	var wg sync.WaitGroup
	tick := time.NewTicker(pollRate)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := r.planSweeps(ctx); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "sweeps could not be planned", "error", err)
		}
		r.startDueJobs(ctx, &wg)
		select {
		case <-ctx.Done():
		case <-r.wake:
		case <-tick.C:
		}
	}
	wg.Wait()
}

// startDueJobs starts every job that is due, as long as its kind has a free worker.
func (r *Runner) startDueJobs(ctx context.Context, wg *sync.WaitGroup) {
	for ctx.Err() == nil {
		kinds := r.kindsWithRoom()
		if len(kinds) == 0 {
			return
		}
		j, err := r.claimNext(ctx, kinds)
		if err != nil || j == nil {
			if err != nil && ctx.Err() == nil {
				r.log.ErrorContext(ctx, "jobs could not be claimed", "error", err)
			}
			return
		}
		share := r.works[j.kind].share
		r.addBusy(share, 1)
		wg.Go(func() {
			defer func() { r.addBusy(share, -1); r.Wake() }()
			r.runJob(context.WithoutCancel(ctx), *j)
		})
	}
}

func (r *Runner) addBusy(share string, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy[share] += n
}

// kindsWithRoom are the kinds whose share has a free worker.
func (r *Runner) kindsWithRoom() (kinds []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for kind, w := range r.works {
		if r.busy[w.share] < r.workers[w.share] {
			kinds = append(kinds, string(kind))
		}
	}
	slices.Sort(kinds)
	return kinds
}

// RunDue does everything that is due now, one by one; for tests and commands.
func (r *Runner) RunDue(ctx context.Context) error {
	if err := r.planSweeps(ctx); err != nil {
		return err
	}
	for {
		j, err := r.claimNext(ctx, r.kindsWithRoom())
		if err != nil || j == nil {
			return err
		}
		r.runJob(ctx, *j)
	}
}

// claimedJob is a job that a worker of this replica has.
type claimedJob struct {
	id, subject string
	kind        Kind
	// attempts counts how often it was taken, and says whose it is; tries are those that count.
	attempts, tries int
	// since is when it was taken for the first time.
	since time.Time
}

func (r *Runner) runJob(ctx context.Context, j claimedJob) {
	ctx = viewer.System(ctx, "job:"+string(j.kind))
	if j.tries > maxDeaths && r.isOver(j, r.db.Clock().Now()) {
		r.settleJob(ctx, j, fmt.Errorf("%w: every worker that took it died", ErrGiveUp))
		return
	}
	stop := r.keepLease(ctx, j)
	err := callProtected(ctx, r.works[j.kind].handler, j.subject)
	stop()
	r.settleJob(ctx, j, err)
}

// keepLease renews the lease of a job while its handler runs.
func (r *Runner) keepLease(ctx context.Context, j claimedJob) (stop func()) {
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

// errPanic is the error of a handler that panicked.
var errPanic = errors.New("panic")

func callProtected(ctx context.Context, h Handler, subject string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errPanic, p)
		}
	}()
	return h(ctx, subject)
}

func (r *Runner) claimNext(ctx context.Context, kinds []string) (*claimedJob, error) {
	ctx = viewer.System(ctx, "job-claim")
	due, err := r.isAnyDue(ctx, kinds)
	if err != nil || !due {
		return nil, err
	}
	ofKinds, kindsArg := r.db.In("kind", kinds)
	var j *claimedJob
	err = r.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		j = nil
		lock := ""
		if tx.Postgres() {
			lock = " FOR UPDATE SKIP LOCKED"
		}
		// Equal to one, not in a list of one: a list may be joined, and PostgreSQL then looks for the next one again for each row of
		// the table, and takes them all.
		rows, err := tx.Query(ctx, `UPDATE job SET attempts = attempts + 1, locked_until = ?, first_attempt_at = COALESCE(first_attempt_at, ?) WHERE id = (
			SELECT id FROM job WHERE failed_at IS NULL AND run_at <= ? AND (locked_until IS NULL OR locked_until < ?) AND `+ofKinds+` ORDER BY run_at LIMIT 1`+lock+`)
			RETURNING id, kind, subject, attempts, attempts - postponed, first_attempt_at`, tx.Now.Add(r.lease), tx.Now, tx.Now, tx.Now, kindsArg)
		if err != nil {
			return err
		}
		defer rows.Close()
		if rows.Next() {
			j = &claimedJob{}
			if err := rows.Scan(&j.id, &j.kind, &j.subject, &j.attempts, &j.tries, &j.since); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	return j, err
}

// isAnyDue looks without taking the write lock.
func (r *Runner) isAnyDue(ctx context.Context, kinds []string) (bool, error) {
	now := r.db.Clock().Now()
	ofKinds, kindsArg := r.db.In("kind", kinds)
	var n int
	err := r.db.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE failed_at IS NULL AND run_at <= ? AND (locked_until IS NULL OR locked_until < ?)
		AND `+ofKinds+` LIMIT 1) AS due`, now, now, kindsArg).Scan(&n)
	return n > 0, err
}

// planSweeps adds the jobs of the present period; the unique key keeps other replicas from adding them again.
func (r *Runner) planSweeps(ctx context.Context) error {
	now := r.db.Clock().Now()
	for i := range r.sweeps {
		s := &r.sweeps[i]
		period := fmt.Sprint(now.UnixNano() / int64(s.Every))
		known, err := r.db.PlannedOnce(ctx, "sweep|"+string(s.Kind), period)
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
