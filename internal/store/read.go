package store

import (
	"context"
	"database/sql"
	"errors"
)

// Read runs fn with what a transaction reads by, outside of one: for what is shown, by functions that are asked inside transactions, too. It waits
// for no writer, and each of its statements counts in the budget of the request. It refuses to write by hand; ent's builders must not be used for
// that, and a row that fn locks is not locked for longer than the statement.
func (db *DB) Read(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return fn(ctx, &Tx{Client: db.Client(), Now: db.clock.Now(), db: db, tx: reading{db}})
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
