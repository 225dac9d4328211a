package migrate_test

import (
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	"github.com/pressly/goose/v3"

	"schalter/ent/migrate"
	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// The versioned migrations lead to exactly what ent would make by itself.
func TestVersionsLeadToTheSchema(t *testing.T) {
	t.Parallel()
	for _, d := range []string{"sqlite", "postgres"} {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			name, driver, dsn := dialect.SQLite, "sqlite", "file:"+filepath.Join(t.TempDir(), "x.db")+"?_pragma=foreign_keys(1)"
			if d == "postgres" {
				name, driver, dsn = dialect.Postgres, "postgres", testkit.PostgresURL(t)
			}
			db, err := sql.Open(driver, dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			migrateUp(t, db, d)
			var changes strings.Builder
			m, err := schema.NewMigrate(&schema.WriteDriver{Driver: entsql.OpenDB(name, db), Writer: &changes},
				schema.WithDropColumn(true), schema.WithDropIndex(true), schema.WithForeignKeys(true))
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Create(context.Background(), migrate.Tables...); err != nil {
				t.Fatal(err)
			}
			if got := statements(changes.String()); len(got) > 0 {
				t.Errorf("the schema asks for more than the migrations give:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

func migrateUp(t *testing.T, db *sql.DB, folder string) {
	t.Helper()
	files, err := fs.Sub(migrate.Versions, folder)
	if err != nil {
		t.Fatal(err)
	}
	d := goose.DialectSQLite3
	if folder == "postgres" {
		d = goose.DialectPostgres
	}
	p, err := goose.NewProvider(d, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Up(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// statements are those of a script that change something.
func statements(script string) []string {
	var list []string
	for _, line := range strings.Split(script, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "--") || strings.HasPrefix(line, "BEGIN") || strings.HasPrefix(line, "COMMIT") ||
			strings.HasPrefix(line, "PRAGMA") {
			continue
		}
		list = append(list, line)
	}
	return list
}

// A file that rebuilds a SQLite table must not run in goose's transaction: there the pragma that spares the children has
// no effect, and they would be deleted in silence.
func TestRebuildsAreOutsideTransactions(t *testing.T) {
	t.Parallel()
	files, err := fs.Glob(migrate.Versions, "sqlite/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %v, %v", files, err)
	}
	for _, f := range files {
		b, err := fs.ReadFile(migrate.Versions, f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "PRAGMA foreign_keys") && !strings.HasPrefix(string(b), "-- +goose NO TRANSACTION") {
			t.Errorf("%s rebuilds a table inside a transaction", f)
		}
	}
}

// The trap itself, on a filled database: what the mark saves.
func TestRebuildOfAFilledDatabaseKeepsTheChildren(t *testing.T) {
	t.Parallel()
	rebuild := `-- +goose Up
PRAGMA foreign_keys = off;
CREATE TABLE new_case_mailbox AS SELECT * FROM case_mailbox;
DROP TABLE case_mailbox;
ALTER TABLE new_case_mailbox RENAME TO case_mailbox;
PRAGMA foreign_keys = on;
`
	for mark, want := range map[string]int{"": 0, "-- +goose NO TRANSACTION\n": 1} {
		dir := t.TempDir()
		db, err := store.Open(context.Background(), "", dir, clock.System(), testkit.Quiet())
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(context.Background()); err != nil {
			t.Fatal(err)
		}
		_ = db.Close()
		raw, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "schalter.db")+"?_pragma=foreign_keys(1)")
		if err != nil {
			t.Fatal(err)
		}
		raw.SetMaxOpenConns(1)
		for _, q := range []string{
			`INSERT INTO case_mailbox (id, account_id, reference, kind, directory_revision, opened_at) VALUES ('mbx_1', 'acc_1', 'R', 'AUTHORITY', '1', '2026-03-01 08:00:00 +0000 UTC')`,
			`INSERT INTO case_party (id, mailbox_id, account_id, authority_id, role, service_ids, position) VALUES ('pty_1', 'mbx_1', 'acc_1', 'aut_1', 'PRIMARY', '[]', 0)`,
		} {
			if _, err := raw.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		next := t.TempDir()
		if err := os.WriteFile(filepath.Join(next, "1_rebuild.sql"), []byte(mark+rebuild), 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := goose.NewProvider(goose.DialectSQLite3, raw, os.DirFS(next), goose.WithTableName("test_version"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Up(context.Background()); err != nil {
			t.Fatal(err)
		}
		var parties int
		if err := raw.QueryRow(`SELECT COUNT(*) FROM case_party`).Scan(&parties); err != nil {
			t.Fatal(err)
		}
		_ = raw.Close()
		if parties != want {
			t.Errorf("with %q: %d parties are left, want %d", mark, parties, want)
		}
	}
}

// A value that is none is refused by the database itself, on both dialects.
func TestEnumsAreChecked(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		err := w.DB.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO channel (id, organisation_id, kind, state, max_message_bytes, created_at) VALUES ('a', 'o', 'PIGEON', 'ACTIVE', 1, ?)`, tx.Now)
			return err
		})
		if err == nil {
			t.Error("a channel by pigeon was taken")
		}
	})
}
