//go:build demo

package app

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	versions "schalter/ent/migrate"
	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// migrations has a SQLite database as the first release left it, filled; each round migrates a copy of it by a process that is
// killed, and again by one that is not.
type migrations struct {
	random      *rand.Rand
	base        string
	before      map[string]int
	rounds, cut int
}

const filledRows = 2000

func newMigrations(t *testing.T, random *rand.Rand) *migrations {
	t.Helper()
	m := &migrations{random: random, base: filepath.Join(t.TempDir(), "schalter.db"), before: map[string]int{}}
	db, err := sql.Open("sqlite", "file:"+m.base+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	files, err := fs.Sub(versions.Versions, "sqlite")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpByOne(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.fill(t, db)
	for _, table := range []string{"account", "side", "message", "view_message", "channel", "stream_entry"} {
		if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(new(int)); err != nil {
			t.Fatal(err)
		}
		m.before[table] = filledRows
	}
	return m
}

// fill writes rows that refer to each other, as the first release had them.
func (m *migrations) fill(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, table := range []string{"account", "side", "message", "view_message", "channel", "stream_entry"} {
		names, values := describe(t, db, table)
		statement := fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO %s (%s) SELECT %s FROM n`,
			filledRows, table, strings.Join(names, ", "), strings.Join(values, ", "))
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
}

// describe lists the columns of a table, with an expression for the value of row i in each.
func describe(t *testing.T, db *sql.DB, table string) (names, values []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `SELECT name, type, "notnull" FROM pragma_table_info(?)`, table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	enums := map[string]string{
		"account.state": "ACTIVE", "account.trust_level": "POSTAL", "account.locale": "DE", "side.kind": "OWNER", "side.state": "NEW", "message.direction": "OUTBOUND",
		"message.kind": "MESSAGE", "channel.kind": "INBOX", "channel.state": "ACTIVE", "stream_entry.topic": "CHANGE",
	}
	for rows.Next() {
		var name, kind string
		var required bool
		if err := rows.Scan(&name, &kind, &required); err != nil {
			t.Fatal(err)
		}
		if !required && name != "id" {
			continue
		}
		value := "'" + name + "-' || i"
		switch kind = strings.ToLower(kind); {
		case enums[table+"."+name] != "":
			value = "'" + enums[table+"."+name] + "'"
		case name == "id" && strings.Contains(kind, "int"):
			value = "i"
		case name == "side_id", name == "message_id", name == "id":
			value = "'id-' || i"
		case strings.Contains(kind, "bool"):
			value = "0"
		case strings.Contains(kind, "int"):
			value = "i"
		case strings.Contains(kind, "blob"):
			value = "CAST('b' || i AS BLOB)"
		case strings.Contains(kind, "time"):
			value = "'2026-11-22 08:00:00+00:00'"
		case strings.Contains(kind, "json"):
			value = "'[]'"
		}
		names, values = append(names, "`"+name+"`"), append(values, value)
	}
	return names, values
}

// round kills a migration at a random moment and starts it again.
func (m *migrations) round(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	content, err := os.ReadFile(m.base)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "schalter.db"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &siege{dir: dir, inlet: testkit.Address(), office: &mailOffice{Addr: testkit.Address()}}
	first := s.command("migrate")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Duration(m.random.IntN(700)) * time.Millisecond)
	_ = first.Process.Kill()
	m.rounds++
	if first.Wait() != nil {
		m.cut++
	}
	second := s.command("migrate")
	if out, err := second.CombinedOutput(); err != nil {
		t.Fatalf("a killed migration does not start again: %v\n%s", err, out)
	}
	db, err := store.Open(t.Context(), "", dir, clock.System(), testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.CheckMigrated(context.Background()); err != nil {
		t.Error(err)
	}
	for table, want := range m.before {
		var got int
		if err := db.QueryRow(t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&got); err != nil || got != want {
			t.Errorf("%s has %d rows after a killed migration, not %d: %v", table, got, want, err)
		}
	}
	var broken int
	if err := db.QueryRow(t.Context(), "SELECT COUNT(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil || broken > 0 {
		t.Errorf("%d rows refer to nothing: %v", broken, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || !slices.ContainsFunc(files, func(e os.DirEntry) bool { return e.Name() == "schalter.db" }) {
		t.Errorf("the database is not where it was: %v", err)
	}
}
