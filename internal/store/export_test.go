package store

import (
	"context"
	"database/sql"
	"io/fs"
)

// Versions are the program's own migrations.
func (db *DB) Versions() (fs.FS, error) { return db.migrationFiles() }

// MigrateBy runs other migrations.
func (db *DB) MigrateBy(ctx context.Context, files fs.FS) error { return db.migrate(ctx, files) }

// Raw is the pool that writes.
func (db *DB) Raw() *sql.DB { return db.writer }

// Reader is the pool that reads.
func (db *DB) Reader() *sql.DB { return db.reader }
