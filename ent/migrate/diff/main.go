// Command diff writes the migrations that lead from the committed versions to ent/schema, for both dialects. It needs an
// empty PostgreSQL database in SCHALTER_TEST_POSTGRES. Without a difference it writes nothing.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

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
	// What atlas writes of foreign keys around a rebuilt SQLite table is left as it is: store.Migrate runs each file in one
	// transaction on a connection that has them off.
	return m.NamedDiff(context.Background(), change, migrate.Tables...)
}
