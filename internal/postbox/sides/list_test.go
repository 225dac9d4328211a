package sides

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	entside "schalter/ent/side"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// Every page of an inbox is read in the order of an index, whichever way and wherever it begins: nothing is sorted, so that the work does not grow with
// the cases of the authority.
func TestNoPageOfAListIsSorted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		at, day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), "2026-03-02"
		const last = "cas_06hgi81ag1pe46gqronsk6p7t0"
		for _, l := range []*Listing{
			{Column: "last_message_at", Descending: true}, {Column: "waiting_since", Nullable: true}, {Column: "due_on", Nullable: true},
		} {
			l.Reader, l.Kind = "aut_1", entside.KindAUTHORITY
			with := CursorPosition{Time: &at, ID: last}
			if l.Column == "due_on" {
				with = CursorPosition{Day: &day, ID: last}
			}
			for _, p := range []CursorPosition{{}, with, {ID: last}} {
				for _, backward := range []bool{false, true} {
					req := pagination.Request{Limit: 50, Backward: backward}
					switch {
					case p.ID == "":
					case backward:
						req.Before = p.String()
					default:
						req.After = p.String()
					}
					parts, err := l.parts(req)
					if err != nil {
						t.Fatal(err)
					}
					for _, half := range parts {
						query, args := l.sql(half, backward, 51)
						if plan := planOf(t, w, query, args); strings.Contains(plan, "Sort") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "SCAN side\n") {
							t.Errorf("%s, %+v:\n%s", query, req, plan)
						}
					}
				}
			}
		}
	})
}

// planOf is how a database answers a statement when it reads in the order of an index wherever it can.
func planOf(t *testing.T, w *testkit.World, query string, args []any) string {
	t.Helper()
	var plan strings.Builder
	err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		explain := "EXPLAIN QUERY PLAN "
		if w.DB.Postgres() {
			explain = "EXPLAIN "
			for _, scan := range []string{"seqscan", "bitmapscan"} {
				if _, err := tx.Exec(ctx, "SET LOCAL enable_"+scan+" = off"); err != nil {
					return err
				}
			}
		}
		rows, err := tx.Query(ctx, explain+query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil {
			return err
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(any)
			}
			if err := rows.Scan(cells...); err != nil {
				return err
			}
			fmt.Fprintln(&plan, *cells[len(cells)-1].(*any))
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
