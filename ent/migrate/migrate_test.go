package migrate_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	"schalter/ent/migrate"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// The versioned migrations lead to exactly what ent would make by itself.
func TestVersionsLeadToTheSchema(t *testing.T) {
	t.Parallel()
	for _, d := range []string{"sqlite", "postgres"} {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			name, driver, dsn := dialect.SQLite, "sqlite", "file:"+filepath.Join(testkit.SQLite(t).DataDir, "schalter.db")+"?_pragma=foreign_keys(1)"
			if d == "postgres" {
				name, driver, dsn = dialect.Postgres, "postgres", testkit.PostgresURL(t)
			}
			db, err := sql.Open(driver, dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
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
