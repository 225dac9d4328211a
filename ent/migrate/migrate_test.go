package migrate_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
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
			got := statements(changes.String())
			if d == "postgres" {
				got = withoutSame(t, db, got)
			}
			if len(got) > 0 {
				t.Errorf("the schema asks for more than the migrations give:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

// withoutSame leaves out indexes that are there already: PostgreSQL writes a condition in its own way, with types and parentheses.
func withoutSame(t *testing.T, db *sql.DB, list []string) (left []string) {
	t.Helper()
	same := map[string]bool{}
	for _, create := range list {
		name := indexName.FindStringSubmatch(create)
		if name == nil {
			continue
		}
		var there string
		if err := db.QueryRow("SELECT indexdef FROM pg_indexes WHERE indexname = $1", name[1]).Scan(&there); err != nil && !errors.Is(err, sql.ErrNoRows) {
			t.Fatal(err)
		}
		if plain.Replace(there) == plain.Replace(create) {
			same[create], same[`DROP INDEX "`+name[1]+`";`] = true, true
		}
	}
	return slices.DeleteFunc(list, func(statement string) bool { return same[statement] })
}

var (
	indexName = regexp.MustCompile(`^CREATE (?:UNIQUE )?INDEX "([^"]+)" ON`)
	plain     = strings.NewReplacer(`"`, "", "public.", "", " USING btree", "", "::text", "", "(", "", ")", "", ";", "")
)

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
