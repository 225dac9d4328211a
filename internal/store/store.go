// Package store opens the database, on either dialect, and is the only door to writing: [DB.Tx].
//
// On SQLite all reading goes through a pool that cannot write, all writing through one connection that takes the write
// lock at its beginning. On PostgreSQL both are pools at READ COMMITTED; whoever numbers rows locks their parent first.
package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/lib/pq"
	_ "modernc.org/sqlite" // the SQLite driver

	"schalter/ent"
	_ "schalter/ent/runtime" // hooks and policies are registered here
	"schalter/internal/budget"
	"schalter/internal/clock"
)

// DB is the database.
type DB struct {
	dialect string
	url     string
	// dir is the data folder, where the SQLite file is.
	dir    string
	reader *sql.DB
	writer *sql.DB
	client *ent.Client
	clock  clock.Clock
	log    *slog.Logger
	after  []func(context.Context, Committed)
	hot    statements
	trace  func(query string)
	lose   func() error
}

// Open opens the database at url (postgres://…), or the SQLite file in dataDir when url is empty. It changes nothing.
func Open(ctx context.Context, url, dataDir string, clk clock.Clock, log *slog.Logger) (*DB, error) {
	db := &DB{url: url, clock: clk, log: log}
	var err error
	if url == "" {
		err = db.openSQLite(dataDir)
	} else {
		err = db.openPostgres()
	}
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := db.writer.PingContext(ctx); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.client = ent.NewClient(ent.Driver(paid{entsql.OpenDB(db.dialect, db.reader)}))
	return db, nil
}

func (db *DB) openPostgres() (err error) {
	db.dialect = dialect.Postgres
	if db.writer, err = OpenPool(db.url); err != nil {
		return err
	}
	keep(db.writer, maxConnections)
	// A pool of its own: a transaction that reads beside itself must never wait for a connection that another
	// transaction holds while it waits for this one's locks.
	if db.reader, err = OpenPool(db.url); err != nil {
		return err
	}
	keep(db.reader, maxConnections)
	return nil
}

const (
	// maxConnections is how many connections each of the pools has at most.
	maxConnections = 32
	// idleTime is after how long a connection is closed that nobody needed.
	idleTime = 5 * time.Minute
)

// keep lets a pool have up to n connections, and keeps them for the next ones: with fewer kept than open, each burst of reads closes
// and opens connections all the time, and a new one costs PostgreSQL ten times what it is then asked.
func keep(pool *sql.DB, n int) {
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	pool.SetConnMaxIdleTime(idleTime)
}

func withUTC(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme == "" {
		return dsn
	}
	q := u.Query()
	q.Set("timezone", "UTC")
	u.RawQuery = q.Encode()
	return u.String()
}

// Client reads; its policies ask the viewer in the context. It cannot write on SQLite and must not on PostgreSQL: see Tx.
func (db *DB) Client() *ent.Client { return db.client }

// Dialect is "sqlite3" or "postgres".
func (db *DB) Dialect() string { return db.dialect }

// Postgres reports whether the database is PostgreSQL.
func (db *DB) Postgres() bool { return db.dialect == dialect.Postgres }

// URL is the address the database was opened with; empty for SQLite.
func (db *DB) URL() string { return db.url }

// Clock is the clock of all transactions.
func (db *DB) Clock() clock.Clock { return db.clock }

// Trace has fn hear every statement that reads, so that tests can count them; before the database is used.
func (db *DB) Trace(fn func(query string)) {
	db.trace = fn
	db.client = ent.NewClient(ent.Driver(dialect.DebugWithContext(paid{entsql.OpenDB(db.dialect, db.reader)}, func(_ context.Context, v ...any) {
		fn(fmt.Sprint(v...))
	})))
}

func (db *DB) traced(query string) string {
	if db.trace != nil {
		db.trace(query)
	}
	return query
}

// paid is the driver for reading, which lets statements be paid for.
type paid struct{ dialect.Driver }

// Query implements dialect.Driver.
func (d paid) Query(ctx context.Context, query string, args, v any) error {
	if err := budget.Statement(ctx); err != nil {
		return err
	}
	return d.Driver.Query(ctx, query, args, v)
}

// Query reads by hand-written SQL with ? placeholders. Callers pass ids that came out of a rule.Scope.
func (db *DB) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := budget.Statement(ctx); err != nil {
		return nil, err
	}
	return db.reader.QueryContext(ctx, db.rebind(db.traced(query)), args...)
}

// QueryRow reads one row by hand-written SQL with ? placeholders.
func (db *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	if err := budget.Statement(ctx); err != nil {
		refused, cancel := context.WithCancelCause(ctx)
		cancel(err)
		ctx = refused
	}
	return db.reader.QueryRowContext(ctx, db.rebind(db.traced(query)), args...)
}

// In is a condition that a column is one of some ids, and its one argument, so that the statement's text does not vary.
func (db *DB) In(column string, ids []string) (condition string, arg any) {
	if db.Postgres() {
		return column + " = ANY(?)", pq.Array(ids)
	}
	b, err := json.Marshal(ids)
	if err != nil {
		panic(err) // text can always be written
	}
	return column + " IN (SELECT value FROM json_each(?))", string(b)
}

// Ping reports whether the database answers: it reads a row, for an open file or connection says nothing.
func (db *DB) Ping(ctx context.Context) error {
	var n int
	return db.QueryRow(ctx, `SELECT COUNT(*) FROM instance`).Scan(&n)
}

// Close closes all connections.
func (db *DB) Close() error {
	_ = db.reader.Close()
	return db.writer.Close()
}

// rebind writes ? placeholders as the dialect wants them. No statement of ours holds a ? in a literal.
func (db *DB) rebind(query string) string {
	if !db.Postgres() {
		return query
	}
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r == '?' {
			n++
			fmt.Fprintf(&b, "$%d", n)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
