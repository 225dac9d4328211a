package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"schalter/ent/migrate"
)

// ErrNotMigrated is returned when the database is behind the program: run "schalter migrate".
var ErrNotMigrated = errors.New(`the database is not migrated: run "schalter migrate"`)

// migrationFiles are the program's migrations for this dialect.
func (db *DB) migrationFiles() (fs.FS, error) {
	if db.Postgres() {
		return fs.Sub(migrate.Versions, "postgres")
	}
	return fs.Sub(migrate.Versions, "sqlite")
}

// newMigrationProvider returns what runs the files of a folder. Each runs in one transaction, together with the row that says that it
// ran: a program that dies meanwhile leaves the database as it was before the file.
func (db *DB) newMigrationProvider(pool *sql.DB, files fs.FS) (*goose.Provider, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	list := make([]*goose.Migration, len(names))
	for i, name := range names {
		if list[i], err = db.readMigration(files, name); err != nil {
			return nil, err
		}
	}
	options := []goose.ProviderOption{goose.WithVerbose(false), goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(list...)}
	if !db.Postgres() {
		return goose.NewProvider(goose.DialectSQLite3, pool, nil, options...)
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, pool, nil, append(options, goose.WithSessionLocker(locker))...)
}

// readMigration reads one file. What it says of transactions ("-- +goose NO TRANSACTION") counts for nothing, and neither do the pragmas
// around the rebuild of a SQLite table: in a transaction they have no effect, and the connection has foreign keys off.
func (db *DB) readMigration(files fs.FS, name string) (*goose.Migration, error) {
	digits, _, _ := strings.Cut(path.Base(name), "_")
	version, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("migration %s: its name does not begin with a number", name)
	}
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	_, script, found := strings.Cut(string(content), "-- +goose Up\n")
	if !found {
		return nil, fmt.Errorf("migration %s: no part that leads up", name)
	}
	script, _, _ = strings.Cut(script, "-- +goose Down\n")
	up := func(ctx context.Context, tx *sql.Tx) error { return db.runScript(ctx, tx, script) }
	return goose.NewGoMigration(version, &goose.GoFunc{RunTx: up}, nil), nil
}

func (db *DB) runScript(ctx context.Context, tx *sql.Tx, script string) error {
	if db.Postgres() {
		_, err := tx.ExecContext(ctx, script)
		return err
	}
	before, err := brokenReferences(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, script); err != nil {
		return err
	}
	after, err := brokenReferences(ctx, tx)
	if err == nil && after > before {
		err = fmt.Errorf("%d rows would refer to rows that are not there", after-before)
	}
	return err
}

// brokenReferences counts the rows of a SQLite database that refer to rows that are not there.
func brokenReferences(ctx context.Context, tx *sql.Tx) (n int, err error) {
	err = tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM pragma_foreign_key_check`).Scan(&n)
	return n, err
}

// Migrate brings the database to the program's version. It may run while replicas of the version before serve. On SQLite it
// first writes a copy of the database beside it.
func (db *DB) Migrate(ctx context.Context) error {
	files, err := db.migrationFiles()
	if err == nil {
		err = db.migrate(ctx, files)
	}
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func (db *DB) migrate(ctx context.Context, files fs.FS) error {
	if db.Postgres() {
		// A migration takes as long as it takes.
		pool, err := sql.Open("postgres", withUTC(db.url))
		if err != nil {
			return err
		}
		defer pool.Close()
		return db.up(ctx, pool, files)
	}
	pending, version, err := db.pendingMigrations(ctx, files)
	if err != nil || !pending {
		return err
	}
	if version > 0 {
		if err := db.copyBeforeMigration(ctx, version); err != nil {
			return fmt.Errorf("copy of the database before it is changed (there must be room for it in %s): %w", db.dir, err)
		}
	}
	// A connection of its own, because foreign keys can only be switched off outside of a transaction.
	pool, err := sql.Open("sqlite", sqliteDSN(db.filePath(), "foreign_keys(0)", "synchronous(FULL)", "secure_delete(1)"))
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	return db.up(ctx, pool, files)
}

func (db *DB) up(ctx context.Context, pool *sql.DB, files fs.FS) error {
	p, err := db.newMigrationProvider(pool, files)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// pendingMigrations says whether there is something to run, and which version the database has; 0 is an empty one.
func (db *DB) pendingMigrations(ctx context.Context, files fs.FS) (pending bool, version int64, err error) {
	p, err := db.newMigrationProvider(db.writer, files)
	if err != nil {
		return false, 0, err
	}
	if pending, err = p.HasPending(ctx); err != nil || !pending {
		return false, 0, err
	}
	version, err = p.GetDBVersion(ctx)
	return pending, version, err
}

// CheckMigrated returns ErrNotMigrated when a migration of this program was not run.
func (db *DB) CheckMigrated(ctx context.Context) error {
	if begun, err := db.hasMigrations(ctx); err != nil || !begun {
		return errors.Join(err, ErrNotMigrated)
	}
	files, err := db.migrationFiles()
	if err != nil {
		return err
	}
	pending, _, err := db.pendingMigrations(ctx, files)
	if err == nil && pending {
		err = ErrNotMigrated
	}
	return err
}

// hasMigrations reports whether the table of versions is there: asking the library would make it, which is the owner's right.
func (db *DB) hasMigrations(ctx context.Context) (begun bool, err error) {
	if !db.Postgres() {
		return true, nil
	}
	err = db.reader.QueryRowContext(ctx, `SELECT to_regclass('goose_db_version') IS NOT NULL`).Scan(&begun)
	return begun, err
}
