package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// Without a bound of our own each of these would wait forever; the test ends because they do not.
func TestSilentServerHoldsNobody(t *testing.T) {
	t.Parallel()
	dsn, gate := testkit.BeforePostgres(t, testkit.PostgresURL(t))
	db, err := store.Open(t.Context(), dsn, "", testkit.SQLite(t).Clock, testkit.Silent())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	const hot = `SELECT COUNT(*) FROM instance WHERE id <> ?`
	acts := map[string]func(context.Context) error{
		"reads": func(ctx context.Context) error { return db.Ping(ctx) },
		"reads by a kept statement": func(ctx context.Context) error {
			rows, err := db.Hot(ctx, hot, "x")
			if err != nil {
				return err
			}
			return rows.Close()
		},
		"writes": func(ctx context.Context) error {
			return db.Tx(viewer.System(ctx, "test"), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Count(ctx, "x", time.Hour)
				return err
			})
		},
	}
	for name, act := range acts {
		if err := act(t.Context()); err != nil {
			t.Fatalf("%s while the server answers: %v", name, err)
		}
	}
	acts["commits"] = func(ctx context.Context) error {
		gate.Open()
		return db.Tx(viewer.System(ctx, "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Count(ctx, "y", time.Hour)
			gate.Shut()
			return err
		})
	}
	gate.Shut()
	for name, act := range acts {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		err := act(ctx)
		cancel()
		gate.Shut()
		if !store.Outage(err) {
			t.Errorf("%s: got %v, want an outage", name, err)
		}
	}
	gate.Open()
	if err := again(t, db.Ping); err != nil {
		t.Errorf("once the server answers again: %v", err)
	}
}

// again tries until what was cut off is out of the pool.
func again(t *testing.T, act func(context.Context) error) (err error) {
	for range 50 {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		err = act(ctx)
		cancel()
		if err == nil {
			return nil
		}
	}
	return err
}

// Another program may hold the file of the database: a backup, a command, somebody with a shell.
func TestLockedFileHoldsNobody(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	other, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.Join(w.DataDir, "schalter.db")}).EscapedPath()+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	held, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	write := func(ctx context.Context) error {
		return w.DB.Tx(viewer.System(ctx, "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Count(ctx, "x", time.Hour)
			return err
		})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := write(ctx); !store.Outage(err) {
		t.Errorf("got %v, want an outage", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context()); err != nil {
		t.Errorf("once the lock is gone: %v", err)
	}
}

func TestOutageIsToldFromFault(t *testing.T) {
	t.Parallel()
	for code, want := range map[pqerror.Code]bool{
		"08006": true, "53300": true, "53100": true, "57P01": true, "57014": true, "55P03": true, "25006": true, "40001": true,
		"23505": false, "42601": false, "22021": false, "XX000": false,
	} {
		if got := store.Outage(fmt.Errorf("account.Me: %w", &pq.Error{Code: code})); got != want {
			t.Errorf("%s: got %v", code, got)
		}
	}
	if store.Outage(nil) || store.Outage(errors.New("pq: something")) || store.Outage(sql.ErrNoRows) {
		t.Error("what is no outage counts as one")
	}
	w := testkit.SQLite(t)
	if _, err := w.DB.Query(t.Context(), `SELECT nothing FROM nowhere`); err == nil || store.Outage(err) {
		t.Errorf("a wrong statement: got %v", err)
	}
}
