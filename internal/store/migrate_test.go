package store_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"modernc.org/sqlite"

	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// version is one migration, its statements apart.
type version struct {
	name       string
	statements []string
}

// versionsOf are the program's migrations, those of the future too.
func versionsOf(t *testing.T, db *store.DB) []version {
	t.Helper()
	files, err := db.Versions()
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	var list []version
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		_, script, _ := strings.Cut(string(content), "-- +goose Up\n")
		script, _, _ = strings.Cut(script, "-- +goose Down\n")
		v := version{name: name}
		for _, statement := range strings.SplitAfter(script, ";\n") {
			if strings.TrimSpace(statement) != "" {
				v.statements = append(v.statements, statement)
			}
		}
		list = append(list, v)
	}
	return list
}

// scripts is a folder of migrations, the last of which is broken off after some of its statements.
func scripts(list []version, breakOff string, after int) fstest.MapFS {
	files := fstest.MapFS{}
	for i, v := range list {
		statements := slices.Clone(v.statements)
		if i == len(list)-1 && breakOff != "" {
			statements = slices.Insert(statements, after, breakOff)
		}
		files[v.name] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + strings.Join(statements, "") + "\n-- +goose Down\n")}
	}
	return files
}

// A process is killed after each statement of each migration on a filled database: the database is as it was before, and the
// next start brings it to where an undisturbed one is.
func TestMigrationKilledAtAnyStatementStartsAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("one process after the other: nothing for the race detector, which runs with -short, to see")
	}
	t.Parallel()
	probe := testkit.SQLite(t).DB
	for i, v := range versionsOf(t, probe) {
		t.Run("sqlite/"+v.name, func(t *testing.T) {
			t.Parallel()
			killedMigration(t, i, openSQLite(t, t.TempDir()), killSQLite)
		})
	}
	probe = testkit.Postgres(t).DB
	for i, v := range versionsOf(t, probe) {
		t.Run("postgres/"+v.name, func(t *testing.T) {
			t.Parallel()
			db, err := store.Open(t.Context(), testkit.EmptyPostgresURL(t), "", clock.System(), testkit.Silent())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			killedMigration(t, i, &target{DB: db}, killPostgres)
		})
	}
}

// What was sent before anybody watched for silence is not judged by it: nobody knows who was heard since then.
func TestWhatWasSentBeforeSilenceWasWatchedIsNotJudged(t *testing.T) {
	t.Parallel()
	db := openSQLite(t, t.TempDir())
	all := versionsOf(t, db.DB)
	at := slices.IndexFunc(all, func(v version) bool { return strings.HasSuffix(v.name, "_clerks.sql") })
	if err := db.MigrateBy(t.Context(), scripts(all[:at], "", 0)); err != nil {
		t.Fatal(err)
	}
	fill(t, db.DB)
	if _, err := db.Raw().ExecContext(t.Context(), `UPDATE delivery SET silence_step = 0`); err != nil {
		t.Fatal(err)
	}
	if err := db.MigrateBy(t.Context(), scripts(all, "", 0)); err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, db.DB, "delivery", []string{"silence_step"})
	if len(rows) == 0 || slices.ContainsFunc(rows, func(r string) bool { return r != "delivery:4" }) {
		t.Errorf("silence is at %q", rows)
	}
}

// target is a database that migrations run on; dir is where a SQLite file is.
type target struct {
	*store.DB
	dir string
}

func openSQLite(t *testing.T, dir string) *target {
	t.Helper()
	db, err := store.Open(t.Context(), "", dir, clock.System(), testkit.Silent())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &target{DB: db, dir: dir}
}

func killedMigration(t *testing.T, index int, db *target, kill func(t *testing.T, db *target, index, after int)) {
	all := versionsOf(t, db.DB)
	if index > 0 {
		if err := db.MigrateBy(t.Context(), scripts(all[:index], "", 0)); err != nil {
			t.Fatal(err)
		}
		fill(t, db.DB)
	}
	before := content(t, db.DB)
	tables := columns(t, db.DB)
	shape := schemaOf(t, db.DB)
	for after := range len(all[index].statements) + 1 {
		kill(t, db, index, after)
		if got := schemaOf(t, db.DB); got != shape {
			t.Fatalf("killed after statement %d: the database has changed:\n%s", after, got)
		}
		if got := content(t, db.DB); got != before {
			t.Fatalf("killed after statement %d: got\n%s\nwant\n%s", after, got, before)
		}
	}
	if err := db.MigrateBy(t.Context(), scripts(all[:index+1], "", 0)); err != nil {
		t.Fatal(err)
	}
	keepsRows(t, db.DB, tables, before)
	if index == len(all)-1 {
		if err := db.CheckMigrated(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// keepsRows checks that what was there before is still there, column by column.
func keepsRows(t *testing.T, db *store.DB, before map[string][]string, rows string) {
	t.Helper()
	now := columns(t, db)
	for table, names := range before {
		if table == "goose_db_version" || now[table] == nil {
			continue
		}
		kept := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !slices.Contains(now[table], name) })
		for _, line := range rowsOf(t, db, table, kept) {
			if len(kept) == len(names) && !strings.Contains(rows, line) {
				t.Errorf("%s: a row is other than before: %s", table, line)
			}
		}
		if got, want := len(rowsOf(t, db, table, kept)), strings.Count("\n"+rows, "\n"+table+":"); got != want {
			t.Errorf("%s: %d rows, want %d", table, got, want)
		}
	}
}

// Variables of the process that is killed.
const (
	killFolder = "SCHALTER_TEST_KILL_FOLDER"
	killIndex  = "SCHALTER_TEST_KILL_INDEX"
	killAfter  = "SCHALTER_TEST_KILL_AFTER"
)

// killSQLite has a process of its own die in the midst of a migration.
func killSQLite(t *testing.T, db *target, index, after int) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestMigrationThatDies$") //nolint:gosec // the test itself
	child.Env = append(os.Environ(), killFolder+"="+db.dir, killIndex+"="+strconv.Itoa(index), killAfter+"="+strconv.Itoa(after))
	output, err := child.CombinedOutput()
	status, _ := child.ProcessState.Sys().(syscall.WaitStatus)
	if err == nil || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the process was not killed: %v\n%s", err, output)
	}
}

// TestMigrationThatDies is the other process of TestMigrationKilledAtAnyStatementStartsAgain; by itself it does nothing.
func TestMigrationThatDies(t *testing.T) {
	dir := os.Getenv(killFolder)
	if dir == "" {
		t.Skip("only as the other process of TestMigrationKilledAtAnyStatementStartsAgain")
	}
	sqlite.MustRegisterScalarFunction("die", 0, func(*sqlite.FunctionContext, []driverValue) (driverValue, error) {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	})
	index, _ := strconv.Atoi(os.Getenv(killIndex))
	after, _ := strconv.Atoi(os.Getenv(killAfter))
	db := openSQLite(t, dir)
	err := db.MigrateBy(context.Background(), scripts(versionsOf(t, db.DB)[:index+1], "SELECT die();\n", after))
	t.Fatalf("it lived: %v", err)
}

// killPostgres has the server end the connection in the midst of a migration, as it does for a client that is gone.
func killPostgres(t *testing.T, db *target, index, after int) {
	t.Helper()
	err := db.MigrateBy(t.Context(), scripts(versionsOf(t, db.DB)[:index+1], "SELECT pg_terminate_backend(pg_backend_pid());\n", after))
	if err == nil {
		t.Fatal("the migration was not broken off")
	}
}

// The next start of a program finds a copy of the database as it was, for its own account only.
func TestMigrationLeavesACopyOfTheDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db := openSQLite(t, dir)
	all := versionsOf(t, db.DB)
	if err := db.MigrateBy(t.Context(), scripts(all[:1], "", 0)); err != nil {
		t.Fatal(err)
	}
	if names := copies(t, dir); len(names) != 0 {
		t.Errorf("an empty database was copied: %v", names)
	}
	fill(t, db.DB)
	before := content(t, db.DB)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	names := copies(t, dir)
	if len(names) != 1 {
		t.Fatalf("got copies %v", names)
	}
	info, err := os.Stat(names[0])
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("got %v, %v", info.Mode(), err)
	}
	again := t.TempDir()
	b, err := os.ReadFile(names[0])
	if err == nil {
		err = os.WriteFile(filepath.Join(again, "schalter.db"), b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	restored := openSQLite(t, again)
	if got := content(t, restored.DB); got != before {
		t.Errorf("the copy holds\n%s\nwant\n%s", got, before)
	}
	// A week later it is gone, and nothing else.
	now := info.ModTime()
	for _, days := range []int{6, 8} {
		want := max(0, 7-days)
		if err := db.Tidy(t.Context(), now.AddDate(0, 0, days)); err != nil {
			t.Fatal(err)
		}
		if got := copies(t, dir); len(got) != want {
			t.Errorf("after %d days: %v", days, got)
		}
	}
	if err := db.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

func copies(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "schalter.db.*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// Whatever a file says of transactions, a rebuilt table keeps its children, and a migration that would leave children without
// parents changes nothing.
func TestRebuildKeepsTheChildren(t *testing.T) {
	t.Parallel()
	const rebuild = `-- +goose Up
PRAGMA foreign_keys = off;
CREATE TABLE new_case_mailbox AS SELECT * FROM case_mailbox%s;
DROP TABLE case_mailbox;
ALTER TABLE new_case_mailbox RENAME TO case_mailbox;
CREATE UNIQUE INDEX case_mailbox_id ON case_mailbox (id);
PRAGMA foreign_keys = on;
`
	for _, mark := range []string{"", "-- +goose NO TRANSACTION\n"} {
		db := openSQLite(t, t.TempDir())
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		fill(t, db.DB)
		files := scripts(versionsOf(t, db.DB), "", 0)
		shape, before := schemaOf(t, db.DB), content(t, db.DB)
		files["99990101000000_lossy.sql"] = &fstest.MapFile{Data: []byte(mark + fmt.Sprintf(rebuild, " WHERE id <> 'id-a'"))}
		if err := db.MigrateBy(t.Context(), files); err == nil || schemaOf(t, db.DB) != shape || content(t, db.DB) != before {
			t.Errorf("with %q: a migration that loses a parent: %v", mark, err)
		}
		delete(files, "99990101000000_lossy.sql")
		files["99990101000000_rebuild.sql"] = &fstest.MapFile{Data: []byte(mark + fmt.Sprintf(rebuild, ""))}
		if err := db.MigrateBy(t.Context(), files); err != nil {
			t.Fatal(err)
		}
		if got := len(rowsOf(t, db.DB, "case_party", []string{"id"})); got != 2 {
			t.Errorf("with %q: %d parties are left, want 2", mark, got)
		}
	}
}
