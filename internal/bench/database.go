package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/lib/pq"

	"schalter/internal/store"
	"schalter/internal/vault"
)

// world is one database with the program's keys.
type world struct {
	name     string
	postgres bool
	// url is empty for SQLite, whose file is in dir.
	url      string
	dir      string
	db       *store.DB
	vault    *vault.Vault
	platform *vault.Platform
	// raw writes and reads past the store: for seeding, plans and the hand-written handler.
	raw *sql.DB
	// notes is what seeding remembers between two tables.
	notes []note
}

// openWorld makes an empty migrated database, "sqlite" or "postgres".
func (b *bench) openWorld(ctx context.Context, kind, name string) (w *world, err error) {
	w = &world{name: name, dir: filepath.Join(b.dir, kind+"-"+name), postgres: kind == "postgres"}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return nil, err
	}
	if w.postgres {
		if w.url, err = createDatabase(ctx, "bench_"+name); err != nil {
			return nil, err
		}
	}
	if w.db, err = store.Open(ctx, w.url, w.dir, b.clock, b.log); err != nil {
		return nil, err
	}
	if err := w.db.Migrate(ctx); err != nil {
		return nil, err
	}
	provider, err := vault.OpenProvider("file:"+filepath.Join(w.dir, "keys"), "")
	if err != nil {
		return nil, err
	}
	w.vault = vault.New(provider)
	if w.platform, err = vault.OpenPlatform(ctx, w.db, w.vault, vault.PlatformOptions{Log: b.log}); err != nil {
		return nil, err
	}
	w.raw, err = w.open()
	return w, err
}

// open opens a pool beside the store's, with the same settings as the store's readers, but it may write.
func (w *world) open() (*sql.DB, error) {
	if w.postgres {
		db, err := sql.Open("postgres", w.url)
		if err == nil {
			db.SetMaxOpenConns(32)
			db.SetMaxIdleConns(32)
		}
		return db, err
	}
	q := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.Join(w.dir, "schalter.db")}).EscapedPath()+"?"+q.Encode())
	if err == nil {
		db.SetMaxOpenConns(4)
		db.SetMaxIdleConns(4)
	}
	return db, err
}

func (w *world) close() error {
	err := errors.Join(w.raw.Close(), w.db.Close())
	if w.postgres {
		return errors.Join(err, dropDatabase("bench_"+w.name))
	}
	return errors.Join(err, os.RemoveAll(w.dir))
}

var errNoPostgres = errors.New("SCHALTER_TEST_POSTGRES is not set: run scripts/bench")

func createDatabase(ctx context.Context, name string) (string, error) {
	base, admin, err := openAdmin()
	if err != nil {
		return "", err
	}
	defer admin.Close()
	if _, err := admin.ExecContext(ctx, "CREATE DATABASE "+pq.QuoteIdentifier(name)); err != nil {
		return "", err
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	return u.String(), nil
}

func dropDatabase(name string) error {
	_, admin, err := openAdmin()
	if err != nil {
		return err
	}
	defer admin.Close()
	_, err = admin.Exec("DROP DATABASE IF EXISTS " + pq.QuoteIdentifier(name) + " WITH (FORCE)")
	return err
}

func openAdmin() (base string, admin *sql.DB, err error) {
	base = os.Getenv("SCHALTER_TEST_POSTGRES")
	if base == "" {
		return "", nil, errNoPostgres
	}
	if admin, err = sql.Open("postgres", base); err != nil {
		return "", nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	return base, admin, nil
}
