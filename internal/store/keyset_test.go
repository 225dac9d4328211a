package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/ent"
	"schalter/ent/auditentry"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// A list is the same from either end, in pages of any size, whatever its order; of several rows of one instant none is lost or shown twice.
func TestPagesAreOneListFromEitherEnd(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := viewer.System(t.Context(), "test")
		start := w.Clock.Now()
		minutes := map[string]int{"a": 3, "b": 1, "c": 2, "d": 1, "e": 1}
		for name, minute := range minutes {
			err := w.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
				return tx.AuditEntry.Create().SetID("aud_" + name).SetAt(start.Add(time.Duration(minute) * time.Minute)).SetActorID("acc_1").
					SetCapacity("operator").SetAction("test").Exec(ctx)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		byID := store.Order[*ent.AuditEntry]{ID: func(row *ent.AuditEntry) string { return row.ID }}
		byTime := byID
		byTime.Column, byTime.At = auditentry.FieldAt, func(row *ent.AuditEntry) time.Time { return row.At }
		for want, order := range map[string]store.Order[*ent.AuditEntry]{"abcde": byID, "bdeca": byTime} {
			for _, descending := range []bool{false, true} {
				order.Descending = descending
				list := strings.Split(want, "")
				if descending {
					slices.Reverse(list)
				}
				for size := 1; size <= 6; size++ {
					for _, backward := range []bool{false, true} {
						for _, read := range []readOne{readPage, readPageOfAny} {
							if got := walkPages(ctx, t, w.DB, read, order, size, backward); !slices.Equal(got, list) {
								t.Errorf("%s, descending %v, pages of %d, backward %v: got %v, want %v", order.Column, descending, size, backward, got, list)
							}
						}
					}
				}
			}
		}
		for _, strange := range []string{"x", "2026|aud_a", start.Format(time.RFC3339Nano)} {
			if _, err := readPage(ctx, w.DB, byTime, pagination.Request{Limit: 1, After: strange}); errs.CodeOf(err) != errs.Invalid {
				t.Errorf("%s: got %v, want INVALID", strange, err)
			}
		}
		for _, strange := range []string{"aud_\x00", "aud_\xff"} {
			if _, err := readPage(ctx, w.DB, byID, pagination.Request{Limit: 1, Before: strange}); errs.CodeOf(err) != errs.Invalid {
				t.Errorf("%q: got %v, want INVALID", strange, err)
			}
		}
	})
}

func readPage(ctx context.Context, db *store.DB, order store.Order[*ent.AuditEntry], req pagination.Request) (pagination.Slice[string], error) {
	return store.ReadPage(ctx, db.Client().AuditEntry.Query(), order, req, store.Each(func(row *ent.AuditEntry) (string, error) {
		return strings.TrimPrefix(row.ID, "aud_"), nil
	}))
}

type readOne func(context.Context, *store.DB, store.Order[*ent.AuditEntry], pagination.Request) (pagination.Slice[string], error)

// readPageOfAny reads the same by three queries, of which two find a row that another one finds, too.
func readPageOfAny(ctx context.Context, db *store.DB, order store.Order[*ent.AuditEntry], req pagination.Request) (pagination.Slice[string], error) {
	var either []*ent.AuditEntryQuery
	for _, ids := range [][]string{{"aud_a", "aud_c"}, {"aud_b", "aud_c", "aud_d"}, {"aud_d", "aud_e"}} {
		either = append(either, db.Client().AuditEntry.Query().Where(auditentry.IDIn(ids...)))
	}
	return store.ReadPageOfAny(ctx, either, order, req, store.Each(func(row *ent.AuditEntry) (string, error) {
		return strings.TrimPrefix(row.ID, "aud_"), nil
	}))
}

// walkPages reads a list page by page from one of its ends.
func walkPages(ctx context.Context, t *testing.T, db *store.DB, read readOne, order store.Order[*ent.AuditEntry], size int, backward bool) (all []string) {
	t.Helper()
	req := pagination.Request{Limit: size, Backward: backward}
	for more := true; more; {
		s, err := read(ctx, db, order, req)
		if err != nil {
			t.Fatal(err)
		}
		var part []string
		for _, item := range s.Items {
			part = append(part, item.Node)
		}
		if backward {
			all, more, req.Before = append(part, all...), s.HasPrevious, s.Items[0].Position
		} else {
			all, more, req.After = append(all, part...), s.HasNext, s.Items[len(s.Items)-1].Position
		}
	}
	return all
}
