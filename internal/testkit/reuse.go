package testkit

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"
)

// Making a database of PostgreSQL costs more than most tests do in one, and so does each first connection to it. So a test that
// ended well leaves its database to the next one of its package, emptied.

// idle are the databases that tests have left, and tables those of a database that was just migrated.
var idle struct {
	sync.Mutex
	urls   []string
	tables string
}

// PostgresURL is the address of an empty migrated database, which may have served another test.
func PostgresURL(t testing.TB) string {
	t.Helper()
	idle.Lock()
	var address string
	if n := len(idle.urls); n > 0 {
		address, idle.urls = idle.urls[n-1], idle.urls[:n-1]
	}
	idle.Unlock()
	if address == "" {
		address = LastingPostgresURL(t)
	}
	t.Cleanup(func() {
		if t.Failed() || empty(address) != nil {
			drop(t, address)
			return
		}
		idle.Lock()
		idle.urls = append(idle.urls, address)
		idle.Unlock()
	})
	return address
}

// empty takes every row away that a test wrote, and fails where it left more than rows: another table, or somebody who is still connected.
func empty(address string) error {
	db, err := sql.Open("postgres", address)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := alone(db); err != nil {
		return err
	}
	var tables, filled []string
	if err := db.QueryRow(`SELECT array_agg(format('%I.%I', schemaname, tablename) ORDER BY 1) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`).Scan(pq.Array(&tables)); err != nil {
		return err
	}
	if err := sameTables(tables); err != nil {
		return err
	}
	var asked []string
	for _, table := range tables {
		if table != "public.goose_db_version" {
			asked = append(asked, fmt.Sprintf("SELECT '%s' WHERE EXISTS (SELECT FROM %s)", table, table))
		}
	}
	rows, err := db.Query(strings.Join(asked, " UNION ALL "))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return err
		}
		filled = append(filled, table)
	}
	if err := rows.Err(); err != nil || len(filled) == 0 {
		return err
	}
	// For the few rows of a test DELETE costs less than TRUNCATE, which makes a new file for each index. Nothing that hangs on them is asked.
	statements := []string{"SET session_replication_role = replica"}
	for _, table := range filled {
		statements = append(statements, "DELETE FROM "+table)
	}
	statements = append(statements, "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL")
	_, err = db.Exec(strings.Join(statements, "; "))
	return err
}

// alone waits until what the test closed has gone.
func alone(db *sql.DB) error {
	for range 50 {
		var others int
		if err := db.QueryRow("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").Scan(&others); err != nil || others == 0 {
			return err
		}
		time.Sleep(2 * time.Millisecond)
	}
	return errors.New("somebody is still connected")
}

func sameTables(tables []string) error {
	all := strings.Join(tables, " ")
	idle.Lock()
	defer idle.Unlock()
	if idle.tables == "" {
		idle.tables = all
	}
	if idle.tables != all {
		return errors.New("there are other tables now")
	}
	return nil
}
