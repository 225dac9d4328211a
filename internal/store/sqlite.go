package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"entgo.io/ent/dialect"
)

// databaseFile is the name of the SQLite file in the data folder.
const databaseFile = "schalter.db"

func (db *DB) filePath() string { return filepath.Join(db.dir, databaseFile) }

func (db *DB) openSQLite(dataDir string) (err error) {
	db.dialect, db.dir = dialect.SQLite, dataDir
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return err
	}
	if err := db.restrictPermissions(); err != nil {
		return err
	}
	if db.writer, err = sql.Open("sqlite", sqliteDSN(db.filePath(), "foreign_keys(1)", "synchronous(FULL)", "secure_delete(1)")); err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1)
	// The writer creates the journal before a reader looks for it.
	if err := db.writer.Ping(); err != nil {
		return err
	}
	if db.reader, err = sql.Open("sqlite", sqliteDSN(db.filePath(), "foreign_keys(1)", "query_only(1)")); err != nil {
		return err
	}
	sizePool(db.reader, max(4, 2*runtime.NumCPU()))
	return nil
}

func sqliteDSN(file string, pragmas ...string) string {
	q := url.Values{"_txlock": {"immediate"}}
	q["_pragma"] = append([]string{"busy_timeout(10000)", "journal_mode(WAL)"}, pragmas...)
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + q.Encode()
}

// restrictPermissions takes the rights of others from the database and the files beside it. SQLite gives its journal the rights that
// the database file has, and would make that one readable for everybody.
func (db *DB) restrictPermissions() error {
	f, err := os.OpenFile(db.filePath(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	names, err := db.filesBeside("")
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := Private(name); err != nil {
			db.log.Warn("others may read what is the program's own", "error", err)
		}
	}
	return nil
}

// filesBeside lists the files whose names begin with the database's and a suffix, in the order of their names.
func (db *DB) filesBeside(suffix string) ([]string, error) {
	entries, err := os.ReadDir(db.dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), databaseFile+suffix) {
			names = append(names, filepath.Join(db.dir, entry.Name()))
		}
	}
	return names, nil
}

// Private takes the rights of all others from a file or folder of the program's. What is not there is no error.
func Private(name string) error {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if rights := info.Mode().Perm(); rights&0o077 != 0 {
		err = os.Chmod(name, rights&^0o077)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

const (
	// copySuffix follows the database's name in those of its copies, before the version that they have.
	copySuffix = ".v"
	copiesKept = 2
	// copyLife is how long a copy stays: it holds what is deleted meanwhile, so less than backups are kept.
	copyLife = 7 * 24 * time.Hour
)

// copyBeforeMigration writes a copy of the database beside it, named by the version that it has. A copy is whole or not there.
func (db *DB) copyBeforeMigration(ctx context.Context, version int64) error {
	partial := db.filePath() + ".partial"
	if err := os.Remove(partial); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(partial, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := db.writer.ExecContext(ctx, `VACUUM INTO ?`, partial); err != nil {
		return errors.Join(err, os.Remove(partial))
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Rename(partial, fmt.Sprintf("%s%s%d", db.filePath(), copySuffix, version)); err != nil {
		return err
	}
	if err := syncFolder(db.dir); err != nil {
		return err
	}
	copies, err := db.listCopies()
	if err != nil {
		return err
	}
	for _, old := range copies[:max(0, len(copies)-copiesKept)] {
		if err := os.Remove(old); err != nil {
			return err
		}
	}
	return nil
}

func syncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// listCopies lists the copies that migrations left, the oldest version first.
func (db *DB) listCopies() ([]string, error) { return db.filesBeside(copySuffix) }

// Tidy does what a SQLite database needs every hour: what was overwritten leaves its journal, and copies that migrations made
// a week ago are removed. On PostgreSQL there is nothing to do.
func (db *DB) Tidy(ctx context.Context, now time.Time) error {
	if db.Postgres() {
		return nil
	}
	return errors.Join(db.truncateJournal(ctx), db.dropCopies(now))
}

// errJournalBusy says that a reader held the journal all the time.
var errJournalBusy = errors.New("the journal of the database could not be emptied: somebody reads all the time")

// truncateJournal writes the journal into the database and cuts it to nothing: until then it holds former versions of rows, and
// with them keys that were destroyed.
func (db *DB) truncateJournal(ctx context.Context) error {
	// A connection of its own: it holds up all writing while it waits for readers, so it does not wait for long.
	pool, err := sql.Open("sqlite", sqliteDSN(db.filePath(), "busy_timeout(1000)", "synchronous(FULL)"))
	if err != nil {
		return err
	}
	defer pool.Close()
	var busy, pages, done int
	if err := pool.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &done); err != nil {
		return err
	}
	if busy != 0 {
		return errJournalBusy
	}
	return nil
}

func (db *DB) dropCopies(now time.Time) error {
	copies, err := db.listCopies()
	if err != nil {
		return err
	}
	for _, name := range copies {
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		if info.ModTime().After(now.Add(-copyLife)) {
			continue
		}
		if err := os.Remove(name); err != nil {
			return err
		}
		db.log.Info("the copy of the database before its last migration is removed", "file", filepath.Base(name))
	}
	return nil
}
