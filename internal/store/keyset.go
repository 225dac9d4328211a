package store

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"entgo.io/ent/dialect/sql"

	"schalter/internal/errs"
	"schalter/internal/pagination"
)

// Order is that of a list that is read in pages: by id, which is the order of time, or by an instant and then by id. R is ent's row.
type Order[R any] struct {
	// Descending has the greatest first.
	Descending bool
	// ID is the id of a row.
	ID func(row R) string
	// Column is the instant that comes before the id, and At reads it; empty for a list by id alone.
	Column string
	At     func(row R) time.Time
}

// query is what ent generates for the rows of an entity.
type query[Q any, P, O ~func(*sql.Selector), R any] interface {
	Where(...P) Q
	Order(...O) Q
	Limit(int) Q
	All(context.Context) ([]R, error)
}

// ReadPage reads one page of a list, in its order: the rows of a query beyond the position that is asked for, each shown as show has it.
// A position is what the page before gave out; what cannot be one is refused.
func ReadPage[Q query[Q, P, O, R], P, O ~func(*sql.Selector), R, N any](
	ctx context.Context, q Q, order Order[R], req pagination.Request, show func(context.Context, []R) ([]N, error),
) (none pagination.Slice[N], err error) {
	beyond, err := order.beyond(req)
	if err != nil {
		return none, err
	}
	rows, err := q.Where(beyond).Order(order.by(req.Backward)).Limit(req.Limit + 1).All(ctx)
	if err != nil {
		return none, err
	}
	return pageOf(ctx, order, rows, req, show)
}

// ReadPageOfAny reads one page of the rows that any of several queries finds, each row once. Each query is read by its own index in the order
// of the list; one with OR between its conditions would have the database sort all that it finds, however long the list is.
func ReadPageOfAny[Q query[Q, P, O, R], P, O ~func(*sql.Selector), R, N any](
	ctx context.Context, list []Q, order Order[R], req pagination.Request, show func(context.Context, []R) ([]N, error),
) (none pagination.Slice[N], err error) {
	if len(list) == 1 {
		return ReadPage(ctx, list[0], order, req, show)
	}
	beyond, err := order.beyond(req)
	if err != nil {
		return none, err
	}
	var rows []R
	for _, q := range list {
		found, err := q.Where(beyond).Order(order.by(req.Backward)).Limit(req.Limit + 1).All(ctx)
		if err != nil {
			return none, err
		}
		rows = append(rows, found...)
	}
	slices.SortFunc(rows, func(a, b R) int {
		if order.Descending != req.Backward {
			a, b = b, a
		}
		return order.compare(a, b)
	})
	rows = slices.CompactFunc(rows, func(a, b R) bool { return order.ID(a) == order.ID(b) })
	return pageOf(ctx, order, rows[:min(len(rows), req.Limit+1)], req, show)
}

// compare is the ascending order of two rows.
func (o Order[R]) compare(a, b R) int {
	if o.Column != "" {
		if n := o.At(a).Compare(o.At(b)); n != 0 {
			return n
		}
	}
	return strings.Compare(o.ID(a), o.ID(b))
}

// pageOf shows the rows of a page, one more than it has where another one follows.
func pageOf[R, N any](ctx context.Context, o Order[R], rows []R, req pagination.Request, show func(context.Context, []R) ([]N, error)) (none pagination.Slice[N], err error) {
	shown, err := show(ctx, rows)
	if err != nil {
		return none, err
	}
	items := make([]pagination.Item[N], len(rows))
	for i, row := range rows {
		items[i] = pagination.Item[N]{Node: shown[i], Position: o.position(row)}
	}
	return pagination.Cut(req, items), nil
}

// Each shows rows one by one.
func Each[R, N any](one func(R) (N, error)) func(context.Context, []R) ([]N, error) {
	return func(_ context.Context, rows []R) ([]N, error) {
		shown := make([]N, len(rows))
		for i, row := range rows {
			var err error
			if shown[i], err = one(row); err != nil {
				return nil, err
			}
		}
		return shown, nil
	}
}

func (o Order[R]) position(row R) string {
	if o.Column == "" {
		return o.ID(row)
	}
	return o.At(row).UTC().Format(time.RFC3339Nano) + "|" + o.ID(row)
}

func errNoCursor() error { return errs.New(errs.Invalid, "this is not a cursor of this list") }

// by is the order in which the rows are read: backward from the end of the list.
func (o Order[R]) by(backward bool) func(*sql.Selector) {
	return func(s *sql.Selector) {
		for _, column := range []string{o.Column, "id"} {
			switch {
			case column == "":
			case o.Descending != backward:
				s.OrderBy(sql.Desc(s.C(column)))
			default:
				s.OrderBy(sql.Asc(s.C(column)))
			}
		}
	}
}

// beyond is where a page begins or ends: behind After, before Before.
func (o Order[R]) beyond(req pagination.Request) (func(*sql.Selector), error) {
	type border struct {
		at      time.Time
		id      string
		greater bool
	}
	var borders []border
	for _, b := range []struct {
		position string
		greater  bool
	}{{req.After, !o.Descending}, {req.Before, o.Descending}} {
		if b.position == "" {
			continue
		}
		if !utf8.ValidString(b.position) || strings.ContainsRune(b.position, 0) {
			// PostgreSQL's text holds neither.
			return nil, errNoCursor()
		}
		read := border{id: b.position, greater: b.greater}
		if o.Column != "" {
			at, rowID, ok := strings.Cut(b.position, "|")
			var err error
			if read.at, err = time.Parse(time.RFC3339Nano, at); !ok || err != nil {
				return nil, errNoCursor()
			}
			read.id = rowID
		}
		borders = append(borders, read)
	}
	return func(s *sql.Selector) {
		for _, b := range borders {
			further := sql.LT
			if b.greater {
				further = sql.GT
			}
			beyond := further(s.C("id"), b.id)
			if o.Column != "" {
				// The first condition says nothing new: it lets the database begin there in the index, which OR does not.
				from := sql.LTE
				if b.greater {
					from = sql.GTE
				}
				beyond = sql.And(from(s.C(o.Column), b.at), sql.Or(further(s.C(o.Column), b.at), sql.And(sql.EQ(s.C(o.Column), b.at), beyond)))
			}
			s.Where(beyond)
		}
	}, nil
}
