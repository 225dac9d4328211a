// Package testkit gives tests real databases, a clock and keys. Begin with OnBoth, which runs a test on SQLite and PostgreSQL, each with a
// migrated database of its own; Client asks a served program as one person would. names.go lists what every column may name, so that
// tests of deletion find what was forgotten. For tests only.
package testkit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Start is the instant at which a test's clock stands at first.
var Start = time.Date(2026, 3, 2, 9, 15, 0, 0, time.UTC)

// World has the dependencies of a test of a domain: a database, a clock, keys.
type World struct {
	DB       *store.DB
	Clock    *clock.Fake
	Vault    *vault.Vault
	Platform *vault.Platform
	Log      *slog.Logger
	// DataDir is a folder of the test's own; on SQLite it holds the database file.
	DataDir string
}

// OnBoth runs a test on SQLite and on PostgreSQL, each with an empty migrated database that nobody else uses meanwhile (reuse.go).
func OnBoth(t *testing.T, test func(t *testing.T, w *World)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, Postgres(t))
	})
}

// SQLite is a world on a fresh SQLite file.
func SQLite(t testing.TB) *World {
	t.Helper()
	return open(t, "")
}

// Postgres is a world on an empty database of the PostgreSQL named by SCHALTER_TEST_POSTGRES, without which the test fails.
func Postgres(t testing.TB) *World {
	t.Helper()
	return open(t, PostgresURL(t))
}

// Quiet is a logger of errors alone.
func Quiet() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}

func open(t testing.TB, dsn string) *World {
	t.Helper()
	ctx := context.Background()
	w := &World{Clock: clock.NewFake(Start), Log: Quiet(), DataDir: t.TempDir()}
	var err error
	if dsn == "" {
		copyMigrated(t, w.DataDir)
	}
	if w.DB, err = store.Open(ctx, dsn, w.DataDir, w.Clock, w.Log); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.DB.Close() })
	provider, err := vault.OpenProvider("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	w.Vault = vault.New(provider)
	if w.Platform, err = vault.OpenPlatform(ctx, w.DB, w.Vault, vault.PlatformOptions{Log: w.Log}); err != nil {
		t.Fatal(err)
	}
	return w
}

// migrated is the content of a SQLite file that was migrated: migrating takes ten times as long as most tests.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "schalter-migrated-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db, err := store.Open(context.Background(), "", dir, clock.System(), Quiet())
	if err != nil {
		return nil, err
	}
	if err := errors.Join(db.Migrate(context.Background()), db.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "schalter.db"))
})

// copyMigrated puts a migrated SQLite file into a folder.
func copyMigrated(t testing.TB, dir string) {
	t.Helper()
	content, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "schalter.db"), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

var (
	template sync.Once
	number   atomic.Int64
)

// LastingPostgresURL makes a migrated database that the end of the test does not take away.
func LastingPostgresURL(t testing.TB) string {
	t.Helper()
	admin, base := server(t)
	model := fmt.Sprintf("schalter_model_%d", os.Getpid())
	template.Do(func() { makeTemplate(t, admin, base, model) })
	name := fmt.Sprintf("schalter_%d_%d", os.Getpid(), number.Add(1))
	create(t, admin, name, model)
	return withDatabase(base, name)
}

// EmptyPostgresURL makes a database without tables and returns its address.
func EmptyPostgresURL(t testing.TB) string {
	t.Helper()
	admin, base := server(t)
	name := fmt.Sprintf("schalter_empty_%d_%d", os.Getpid(), number.Add(1))
	create(t, admin, name, "template0")
	url := withDatabase(base, name)
	t.Cleanup(func() { drop(t, url) })
	return url
}

// CopyPostgres replaces the database at the address to by a copy of the one at from. Nobody may be connected to either.
func CopyPostgres(t testing.TB, from, to string) {
	t.Helper()
	admin, _ := server(t)
	name := databaseOf(t, to)
	if _, err := admin.Exec("DROP DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	create(t, admin, name, databaseOf(t, from))
}

// server is the PostgreSQL that tests make their databases on.
func server(t testing.TB) (admin *sql.DB, base string) {
	t.Helper()
	base = os.Getenv("SCHALTER_TEST_POSTGRES")
	if base == "" {
		t.Fatal("SCHALTER_TEST_POSTGRES is not set: run the tests by make test or scripts/with-postgres")
	}
	admin, err := sql.Open("postgres", base)
	if err != nil {
		t.Fatal(err)
	}
	admin.SetMaxOpenConns(1)
	t.Cleanup(func() { admin.Close() })
	return admin, base
}

func makeTemplate(t testing.TB, admin *sql.DB, base, model string) {
	t.Helper()
	if _, err := admin.Exec("CREATE DATABASE " + model + " STRATEGY file_copy"); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(context.Background(), withDatabase(base, model), "", clock.System(), Quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// cloning serialises CREATE DATABASE: PostgreSQL refuses a template that somebody else copies.
var cloning sync.Mutex

func create(t testing.TB, admin *sql.DB, name, model string) {
	t.Helper()
	cloning.Lock()
	defer cloning.Unlock()
	var err error
	for range 20 {
		if _, err = admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + model + " STRATEGY file_copy"); err == nil {
			return
		}
		if !strings.Contains(err.Error(), "being accessed") {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(err)
}

func drop(t testing.TB, address string) {
	admin, err := sql.Open("postgres", os.Getenv("SCHALTER_TEST_POSTGRES"))
	if err != nil {
		t.Error(err)
		return
	}
	defer admin.Close()
	if _, err := admin.Exec("DROP DATABASE IF EXISTS " + databaseOf(t, address) + " WITH (FORCE)"); err != nil {
		t.Error(err)
	}
}

func databaseOf(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(u.Path, "/")
}

func withDatabase(base, name string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	u.Path = "/" + name
	return u.String()
}

// Silent is a logger for tests in which things go wrong on purpose.
func Silent() *slog.Logger { return slog.New(slog.DiscardHandler) }
