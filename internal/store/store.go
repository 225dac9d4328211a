// Package store opens the database, on either dialect, and is the only door to writing: [DB.Tx].
//
// Begin with [DB.Tx] and [Tx] (one writing transaction: ent's client, hand-written SQL, effects after the commit), [DB.Client] and
// [DB.Query] (reading), [Tx.Append] and [DB.Entries] (streams: docs/adr/0004-streams-per-reader.md), [Tx.Count] (counters of limits).
// Why there are two dialects and one door: docs/adr/0007-two-dialects-one-door.md.
//
// All reading goes through a pool that cannot write. On SQLite all writing goes through one connection that takes the write
// lock at its beginning. On PostgreSQL both are pools at READ COMMITTED. That is enough where a transaction that derives
// something from rows, such as a number or a state, first locks their parent (a side, an account, a channel, a stream): the second one
// waits and then reads what the first committed. What an event is counted for only to raise an alarm is read without a lock. Streams are
// locked last, just before the commit, in sorted order.
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
	// destroyed keeps the ledger of deletions.
	destroyed func(ctx context.Context, at time.Time, names []string)
	hot       statements
	trace     func(query string)
	lose      func() error
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
	db.client = ent.NewClient(ent.Driver(meteredDriver{entsql.OpenDB(db.dialect, db.reader)}))
	return db, nil
}

func (db *DB) openPostgres() (err error) {
	db.dialect = dialect.Postgres
	if db.writer, err = OpenPool(db.url); err != nil {
		return err
	}
	sizePool(db.writer, maxConnections)
	// A pool of its own: a transaction that reads beside itself must never wait for a connection that another
	// transaction holds while it waits for this one's locks.
	if db.reader, err = openPool(db.url, "SET default_transaction_read_only = on"); err != nil {
		return err
	}
	sizePool(db.reader, maxConnections)
	return nil
}

const (
	// maxConnections is how many connections each of the pools has at most.
	maxConnections = 32
	// idleTime is after how long a connection is closed that nobody needed.
	idleTime = 5 * time.Minute
)

// sizePool lets a pool have up to n connections, and keeps idle ones open: with fewer kept than open, each burst of reads closes
// and opens connections all the time, and a new one costs PostgreSQL ten times what it is then asked.
func sizePool(pool *sql.DB, n int) {
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

// Client reads; its policies ask the viewer in the context. It can neither write nor lock rows: see Tx.
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
	db.client = ent.NewClient(ent.Driver(dialect.DebugWithContext(meteredDriver{entsql.OpenDB(db.dialect, db.reader)}, func(_ context.Context, v ...any) {
		fn(fmt.Sprint(v...))
	})))
}

func (db *DB) traceQuery(query string) string {
	if db.trace != nil {
		db.trace(query)
	}
	return query
}

// meteredDriver is the driver for reading: each statement is charged to the budget of the request (package budget).
type meteredDriver struct{ dialect.Driver }

// Query implements dialect.Driver.
func (d meteredDriver) Query(ctx context.Context, query string, args, v any) error {
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
	return db.reader.QueryContext(ctx, db.rebind(db.traceQuery(query)), args...)
}

// QueryRow reads one row by hand-written SQL with ? placeholders.
func (db *DB) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	if err := budget.Statement(ctx); err != nil {
		refused, cancel := context.WithCancelCause(ctx)
		cancel(err)
		ctx = refused
	}
	return db.reader.QueryRowContext(ctx, db.rebind(db.traceQuery(query)), args...)
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
