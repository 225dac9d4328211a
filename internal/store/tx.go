package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"

	"schalter/ent"
	"schalter/internal/errs"
)

// Tx is one writing transaction. All that it writes carries the one time Now.
type Tx struct {
	*ent.Client
	Now     time.Time
	db      *DB
	tx      byHand
	after   []func(context.Context)
	entries []Entry
	// destroyed names what is destroyed, for the ledger of deletions.
	destroyed []string
	jobs      bool
}

// byHand sends statements by hand.
type byHand interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Committed says what a transaction made known: the readers whose streams moved and whether jobs were added.
type Committed struct {
	Readers []string
	Jobs    bool
}

const txTries = 5

// Tx runs fn in a transaction and commits when it returns nil. It is repeated when the database says that two
// transactions met (40001, 40P01), so fn must have no effect outside tx; such effects go to AfterCommit.
// Publishing and waking happen after the commit. fn must do nothing slow, because on SQLite all other writers wait for it: no mail
// server, no scanner. The one thing over the network may be the key provider (SCHALTER_KEY_URL), which makes or unwraps the key of a
// side or an account where its row is locked; package vault bounds each such call (5 s), after which fn fails and nothing is written.
//
// Callers prove a right before (a rule.Scope), then call Tx with viewer.System: inside, the platform acts, and hand-written
// statements repeat the right by the ids of the scope.
func (db *DB) Tx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	var err error
	for try := range txTries {
		if err = db.tryTx(ctx, fn); !isRetryable(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try*try+1) * 5 * time.Millisecond):
		}
	}
	return &errs.Error{Code: errs.Unavailable, Message: errs.Outage.Message, German: errs.Outage.German, Err: fmt.Errorf("the database is busy: %w", err)}
}

func (db *DB) tryTx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	raw, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = raw.Rollback() }()
	client := ent.NewClient(ent.Driver(joinedDriver{entsql.NewDriver(db.dialect, entsql.Conn{ExecQuerier: raw})}))
	tx := &Tx{Client: client, Now: db.clock.Now(), db: db, tx: raw}
	if err := fn(ctx, tx); err != nil {
		return err
	}
	if err := tx.appendEntries(ctx); err != nil {
		return err
	}
	if err := db.commit(raw); err != nil {
		return err
	}
	tx.runAfterCommit(context.WithoutCancel(ctx))
	return nil
}

func (db *DB) commit(raw *sql.Tx) error {
	err := raw.Commit()
	if err == nil && db.lose != nil {
		err = db.lose()
	}
	if err == nil || isRolledBack(err) {
		return err
	}
	return uncertainError{err}
}

// uncertainError is the error of a commit of which nobody knows whether it happened.
type uncertainError struct{ error }

func (u uncertainError) Unwrap() error { return u.error }

// Uncertain reports whether a transaction that returned err may have been committed all the same: its answer was lost. Then
// nothing outside of the database may be cleaned up that its rows would name; every other error says that they do not.
func Uncertain(err error) bool {
	var u uncertainError
	return errors.As(err, &u)
}

// isRolledBack says that the database itself answered that it did not commit. A server that is going away says so, too, of what
// it has committed already.
func isRolledBack(err error) bool {
	var pe *pq.Error
	return errors.As(err, &pe) && pe.Code.Class() != "08" && pe.Code.Class() != "57"
}

// LoseAnswers has fn decide after each commit whether its answer is lost: the error is what Tx returns then, of a transaction
// that has happened. For tests of what comes after; nil ends it.
func (db *DB) LoseAnswers(fn func() error) { db.lose = fn }

// joinedDriver makes ent work inside a transaction that it did not open.
type joinedDriver struct{ *entsql.Driver }

func (d joinedDriver) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(d.Driver), nil }
func (d joinedDriver) BeginTx(context.Context, *sql.TxOptions) (dialect.Tx, error) {
	return dialect.NopTx(d.Driver), nil
}

// AfterCommit has fn run when, and only when, the transaction was committed.
func (tx *Tx) AfterCommit(fn func(context.Context)) { tx.after = append(tx.after, fn) }

// Exec writes by hand-written SQL with ? placeholders.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return tx.tx.ExecContext(ctx, tx.db.rebind(query), args...)
}

// Query reads by hand-written SQL with ? placeholders, inside the transaction.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.tx.QueryContext(ctx, tx.db.rebind(query), args...)
}

// QueryRow reads one row by hand-written SQL with ? placeholders, inside the transaction.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.tx.QueryRowContext(ctx, tx.db.rebind(query), args...)
}

// Postgres reports whether row locks exist; on SQLite the transaction itself is the lock.
func (tx *Tx) Postgres() bool { return tx.db.Postgres() }

// Locks reports whether rows are to be locked that what follows rests on: on SQLite one transaction writes at a time, and a Read, which has no
// transaction, only shows.
func (tx *Tx) Locks() bool { _, reads := tx.tx.(reading); return tx.Postgres() && !reads }

// OnCommit registers a listener of all transactions; called once while the program is put together.
func (db *DB) OnCommit(fn func(context.Context, Committed)) { db.after = append(db.after, fn) }

// OnDestroyed registers who keeps the ledger of deletions: after each commit it is told what the transaction destroyed. Called once while the
// program is put together.
func (db *DB) OnDestroyed(fn func(ctx context.Context, at time.Time, names []string)) {
	db.destroyed = fn
}

// KeepsLedger reports whether somebody keeps the ledger of deletions.
func (tx *Tx) KeepsLedger() bool { return tx.db.destroyed != nil }

// Destroyed names something that the transaction destroys, for who keeps the ledger of deletions.
func (tx *Tx) Destroyed(name string) { tx.destroyed = append(tx.destroyed, name) }

func (tx *Tx) runAfterCommit(ctx context.Context) {
	if len(tx.destroyed) > 0 && tx.db.destroyed != nil {
		tx.db.destroyed(ctx, tx.Now, tx.destroyed)
	}
	for _, fn := range tx.after {
		fn(ctx)
	}
	c := Committed{Readers: tx.movedReaders(), Jobs: tx.jobs}
	for _, fn := range tx.db.after {
		fn(ctx, c)
	}
}

func isRetryable(err error) bool {
	var pe *pq.Error
	if errors.As(err, &pe) {
		return pe.Code == "40001" || pe.Code == "40P01"
	}
	return false
}
