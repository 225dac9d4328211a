// Command diff writes the migrations that lead from the committed versions to ent/schema, for both dialects. It needs an
// empty PostgreSQL database in SCHALTER_TEST_POSTGRES. Without a difference it writes nothing.
package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	atlas "ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "github.com/lib/pq"
	_ "modernc.org/sqlite"

	"schalter/ent/migrate"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: diff FOLDER NAME")
		os.Exit(2)
	}
	for _, d := range []struct{ dialect, driver, url, folder string }{
		{dialect.SQLite, "sqlite", "file:diff?mode=memory&cache=shared&_pragma=foreign_keys(1)", "sqlite"},
		{dialect.Postgres, "postgres", os.Getenv("SCHALTER_TEST_POSTGRES"), "postgres"},
	} {
		if err := diff(d.dialect, d.driver, d.url, filepath.Join(os.Args[1], d.folder), os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, d.dialect+":", err)
			os.Exit(1)
		}
	}
}

func diff(name, driver, url, folder, change string) error {
	db, err := sql.Open(driver, url)
	if err != nil {
		return err
	}
	defer db.Close()
	dir, err := sqltool.NewGooseDir(folder)
	if err != nil {
		return err
	}
	m, err := schema.NewMigrate(entsql.OpenDB(name, db), schema.WithDir(dir), schema.WithFormatter(sqltool.GooseFormatter),
		schema.WithMigrationMode(schema.ModeReplay), schema.WithDialect(name), schema.WithDropColumn(true), schema.WithDropIndex(true))
	if err != nil {
		return err
	}
	if err := m.NamedDiff(context.Background(), change, migrate.Tables...); err != nil {
		return err
	}
	return guardRebuilds(dir, folder)
}

// guardRebuilds marks the files that rebuild a SQLite table: inside goose's transaction the pragma that keeps children
// from being deleted has no effect.
func guardRebuilds(dir atlas.Dir, folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.sql"))
	if err != nil {
		return err
	}
	mark := []byte("-- +goose NO TRANSACTION\n")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		if !bytes.Contains(b, []byte("PRAGMA foreign_keys")) || bytes.Contains(b, mark) {
			continue
		}
		if err := os.WriteFile(f, append(mark, b...), 0o644); err != nil { //nolint:gosec // source files are world-readable
			return err
		}
	}
	sum, err := dir.Checksum()
	if err != nil {
		return err
	}
	return atlas.WriteSumFile(dir, sum)
}
