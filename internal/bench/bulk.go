package main

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/lib/pq"
)

// bulk writes many rows of one table in one transaction: by COPY on PostgreSQL, by a prepared statement on SQLite.
type bulk struct {
	tx   *sql.Tx
	stmt *sql.Stmt
	copy bool
}

func (w *world) bulk(ctx context.Context, conn *sql.Conn, table string, columns ...string) (*bulk, error) {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	query := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
	if w.postgres {
		query = "COPY " + table + " (" + strings.Join(columns, ", ") + ") FROM STDIN"
	}
	stmt, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return &bulk{tx, stmt, w.postgres}, nil
}

func (b *bulk) add(ctx context.Context, values ...any) error {
	_, err := b.stmt.ExecContext(ctx, values...)
	return err
}

func (b *bulk) commit(ctx context.Context) error {
	if b.copy {
		if _, err := b.stmt.ExecContext(ctx); err != nil {
			return errors.Join(err, b.tx.Rollback())
		}
	}
	return errors.Join(b.stmt.Close(), b.tx.Commit())
}

// unindexed drops the secondary indexes of tables, calls fill, and makes them again: sorted once instead of row by row.
func (w *world) unindexed(ctx context.Context, conn *sql.Conn, fill func() error, tables ...string) error {
	var again []string
	for _, table := range tables {
		names, made, err := w.indexes(ctx, conn, table)
		if err != nil {
			return err
		}
		for _, name := range names {
			if _, err := conn.ExecContext(ctx, "DROP INDEX "+pq.QuoteIdentifier(name)); err != nil {
				return err
			}
		}
		again = append(again, made...)
	}
	if err := fill(); err != nil {
		return err
	}
	for _, statement := range again {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// indexes are the names of a table's secondary indexes and the statements that make them.
func (w *world) indexes(ctx context.Context, conn *sql.Conn, table string) (names, made []string, err error) {
	query := `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`
	if w.postgres {
		query = `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1 AND indexname <> tablename || '_pkey'`
	}
	rows, err := conn.QueryContext(ctx, query, table)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, statement string
		if err := rows.Scan(&name, &statement); err != nil {
			return nil, nil, err
		}
		names, made = append(names, name), append(made, statement)
	}
	return names, made, rows.Err()
}
