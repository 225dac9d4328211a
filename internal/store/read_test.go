package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"schalter/internal/budget"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// What is only shown reads while somebody writes, within the budget of its request, and writes nothing.
func TestReadingWaitsForNoWriterAndIsCharged(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := viewer.System(t.Context(), "test")
		err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Exec(ctx, `INSERT INTO counter (id, count, expires_at) VALUES ('a', 1, ?)`, tx.Now.Add(time.Hour)); err != nil {
				return err
			}
			short, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			return w.DB.Read(short, func(ctx context.Context, tx *store.Tx) error {
				var n int
				if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM counter WHERE id = ?`, "a").Scan(&n); err != nil || n != 0 {
					t.Errorf("it sees %d of what is not committed, %v", n, err)
				}
				if _, err := tx.Exec(ctx, `DELETE FROM counter`); err == nil {
					t.Error("it writes")
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		spent, over := 0, errors.New("over")
		paying := budget.With(ctx, func() error {
			if spent++; spent > 2 {
				return over
			}
			return nil
		})
		err = w.DB.Read(paying, func(ctx context.Context, tx *store.Tx) error {
			for range 2 {
				if _, err := tx.AuditEntry.Query().Count(ctx); err != nil {
					t.Errorf("statement %d: %v", spent, err)
				}
			}
			_, err := tx.AuditEntry.Query().Count(ctx)
			return err
		})
		if !errors.Is(err, over) || spent != 3 {
			t.Errorf("got %v after %d statements", err, spent)
		}
	})
}
