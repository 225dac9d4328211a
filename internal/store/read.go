package store

import (
	"context"
	"database/sql"
	"errors"
)

// Read runs fn with what a transaction reads by, outside of one: for what is shown, by functions that are asked inside transactions, too. It waits
// for no writer, and each of its statements counts in the budget of the request. What writes fails, by hand as by ent's builders; so does what
// locks a row without asking Tx.Locks, and what leaves something for a commit, which there is none of.
func (db *DB) Read(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	tx := &Tx{Client: db.Client(), Now: db.clock.Now(), db: db, tx: reading{db}}
	if err := fn(ctx, tx); err != nil {
		return err
	}
	if len(tx.after)+len(tx.entries) > 0 || tx.jobs {
		return errReadsOnly
	}
	return nil
}

var errReadsOnly = errors.New("nothing is written outside of a transaction")

// reading sends those of a Read.
type reading struct{ db *DB }

func (reading) ExecContext(context.Context, string, ...any) (sql.Result, error) {
	return nil, errReadsOnly
}

func (r reading) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return r.db.Query(ctx, query, args...)
}

func (r reading) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return r.db.QueryRow(ctx, query, args...)
}
