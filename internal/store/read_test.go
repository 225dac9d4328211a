package store_test

import (
	"context"
	"database/sql"
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

// What only reads does not pretend to have written, locked or told anything.
func TestReadingRefusesAllThatNeedsATransaction(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for name, fn := range map[string]func(context.Context, *store.Tx) error{
			"a statement by hand": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, `DELETE FROM audit_entry`)
				return err
			},
			"one that answers": func(ctx context.Context, tx *store.Tx) error {
				var id string
				if err := tx.QueryRow(ctx, `DELETE FROM counter RETURNING id`).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
					return err
				}
				return nil
			},
			"a row by ent": func(ctx context.Context, tx *store.Tx) error {
				return tx.AuditEntry.Create().SetID("aud_1").SetAt(tx.Now).SetActorID("acc_1").SetCapacity("system").SetAction("test").Exec(ctx)
			},
			"rows by ent": func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.OfferingInterest.Delete().Exec(ctx)
				return err
			},
			"a lock": func(ctx context.Context, tx *store.Tx) error {
				if !tx.Postgres() {
					return errors.New("there are none")
				}
				_, err := tx.AuditEntry.Query().ForUpdate().All(ctx)
				return err
			},
			"an entry of a stream": func(_ context.Context, tx *store.Tx) error {
				tx.Append(store.Entry{Reader: "acc_1", Topic: store.TopicChange, SideID: "x", At: tx.Now})
				return nil
			},
			"what follows a commit": func(_ context.Context, tx *store.Tx) error {
				tx.AfterCommit(func(context.Context) { t.Error("there was no commit") })
				return nil
			},
			"workers": func(_ context.Context, tx *store.Tx) error { tx.WakeWorkersAfterCommit(); return nil },
		} {
			if err := w.DB.Read(viewer.System(t.Context(), "test"), fn); err == nil {
				t.Errorf("%s: not refused", name)
			}
		}
	})
}
