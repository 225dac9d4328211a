package testkit

import (
	"context"
	"database/sql"
	"testing"

	"schalter/internal/store"
)

func TestADatabaseOfPostgreSQLServesOneTestAfterAnother(t *testing.T) {
	rows := func(address, table string) (n int) {
		db, err := sql.Open("postgres", address)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	serve := func(name, statement string) (address string) {
		t.Run(name, func(t *testing.T) {
			address = PostgresURL(t)
			if n := rows(address, "idempotency_record"); n != 0 {
				t.Fatalf("it begins with %d rows", n)
			}
			w := open(t, address)
			if err := w.DB.CheckMigrated(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := w.DB.Tx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, statement)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
		return address
	}
	const writes = "INSERT INTO idempotency_record (actor, key_hash, request_digest, result_id, at) VALUES ('a', 'b', 'c', 'd', now())"
	first := serve("writes rows", writes)
	if n := rows(first, "idempotency_record"); n != 0 {
		t.Errorf("%d rows were left", n)
	}
	second := serve("writes more", writes)
	if second != first {
		t.Error("it was not used again")
	}
	third := serve("leaves a table", "CREATE TABLE left_over (i int)")
	if fourth := serve("begins with another", writes); third != first || fourth == third {
		t.Errorf("who left a table had %s, the next one has %s", third, fourth)
	}
}
