package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// However folder and file were made before: nobody else reads the database and its journal.
func TestDatabaseFilesAreTheProgramsOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"schalter.db", "schalter.db.v20260101000000"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, name), 0o644); err != nil { //nolint:gosec // what is to be mended
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // what is to be mended
		t.Fatal(err)
	}
	db := openSQLite(t, dir)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 4 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", entry.Name(), info.Mode(), err)
		}
	}
}

// A key that was renewed stands in the journal until it is emptied; then nowhere.
func TestTidyLeavesNothingOfWhatWasOverwritten(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	ctx := viewer.System(t.Context(), "test")
	secret := []byte("a wrapped key that was renewed")
	write := func(query string, args ...any) {
		t.Helper()
		err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, query, args...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	write(`INSERT INTO counter (id, count, expires_at) VALUES (?, 1, ?)`, string(secret), w.Clock.Now())
	write(`UPDATE counter SET id = 'another' WHERE id = ?`, string(secret))
	if got := filesWith(t, w.DataDir, secret); len(got) == 0 {
		t.Fatal("the journal holds no former row: the test shows nothing")
	}
	if err := w.DB.Tidy(ctx, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if got := filesWith(t, w.DataDir, secret); len(got) > 0 {
		t.Errorf("still in %v", got)
	}
}

func filesWith(t *testing.T, dir string, secret []byte) (names []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, secret) {
			names = append(names, filepath.Base(name))
		}
	}
	return names
}
