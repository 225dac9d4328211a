package sides

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
)

// Listing is a keyset list of sides of one reader: the hand-written SQL of the inbox.
type Listing struct {
	Reader string
	Kind   entside.Kind
	// Column is sorted by, then the id; NULL comes last.
	Column string
	// Nullable says that the column can be NULL.
	Nullable   bool
	Descending bool
	where      []string
	args       []any
}

// AddCondition narrows the listing by a condition of ours, never of a client.
func (l *Listing) AddCondition(condition string, args ...any) {
	l.where = append(l.where, condition)
	l.args = append(l.args, args...)
}

// CursorPosition is where a row is in a listing: its sorted column, none for NULL, and its id. It is what a cursor carries.
type CursorPosition struct {
	Time *time.Time `json:"t,omitempty"`
	Day  *string    `json:"d,omitempty"`
	ID   string     `json:"i"`
}

// value is the sorted column as the database compares it.
func (p CursorPosition) value() any {
	switch {
	case p.Time != nil:
		return p.Time.UTC()
	case p.Day != nil:
		return *p.Day
	}
	return nil
}

func (p CursorPosition) String() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // a position has nothing that could fail
	}
	return string(b)
}

// parseCursor reads a position in a list that is sorted by column. Anybody can make up a cursor, so nothing of it reaches the
// database that the column cannot hold.
func parseCursor(s, column string) (CursorPosition, error) {
	var p CursorPosition
	err := json.Unmarshal([]byte(s), &p)
	if err == nil {
		_, err = id.Parse(p.ID)
	}
	if err == nil && p.Day != nil {
		_, err = time.Parse(time.DateOnly, *p.Day)
	}
	byDay := column == "due_on"
	if err != nil || p.Day != nil && !byDay || p.Time != nil && byDay {
		return p, errs.New(errs.Invalid, "malformed cursor")
	}
	return p, nil
}

// part is one half of a listing: the rows that have a value, or those that have none. Each is read by itself, in the order of the index: an order that
// names both, such as "x IS NULL, x", is in no index, and to sort by it takes all sides of the reader.
type part struct {
	null   bool
	bounds []bound
}

// bound keeps what comes after a position, by the operator of the listing's direction.
type bound struct {
	at CursorPosition
	op string
}

// parts are what is to be read of a page, in the order of reading.
func (l *Listing) parts(req pagination.Request) ([]part, error) {
	values, nulls := &part{}, &part{null: true}
	if !l.Nullable {
		nulls = nil
	}
	for _, limit := range []struct {
		position string
		before   bool
	}{{req.After, false}, {req.Before, true}} {
		if limit.position == "" {
			continue
		}
		p, err := parseCursor(limit.position, l.Column)
		if err != nil {
			return nil, err
		}
		b := bound{at: p, op: ">"}
		if l.Descending != limit.before {
			b.op = "<"
		}
		// NULL comes last: all values are before it, and what has none is after all values.
		switch hasNone := p.value() == nil; {
		case hasNone && limit.before:
			nulls = nulls.within(b)
		case hasNone:
			values, nulls = nil, nulls.within(b)
		case limit.before:
			values, nulls = values.within(b), nil
		default:
			values = values.within(b)
		}
	}
	var list []part
	for _, p := range []*part{values, nulls} {
		if p != nil {
			list = append(list, *p)
		}
	}
	if req.Backward {
		slices.Reverse(list)
	}
	return list, nil
}

// within narrows a part; nothing is left of nothing.
func (p *part) within(b bound) *part {
	if p != nil {
		p.bounds = append(p.bounds, b)
	}
	return p
}

func (l *Listing) sql(p part, backward bool, limit int) (string, []any) {
	direction := "ASC"
	if l.Descending != backward {
		direction = "DESC"
	}
	where := append([]string{"reader = ?", "kind = ?"}, l.where...)
	args := append([]any{l.Reader, string(l.Kind)}, l.args...)
	switch {
	case p.null:
		where = append(where, l.Column+" IS NULL")
	case l.Nullable:
		where = append(where, l.Column+" IS NOT NULL")
	}
	for _, b := range p.bounds {
		if p.null {
			where, args = append(where, "id "+b.op+" ?"), append(args, b.at.ID)
		} else {
			where, args = append(where, "("+l.Column+", id) "+b.op+" (?, ?)"), append(args, b.at.value(), b.at.ID)
		}
	}
	return "SELECT id FROM side WHERE " + strings.Join(where, " AND ") +
		" ORDER BY " + l.Column + " " + direction + ", id " + direction + " LIMIT ?", append(args, limit)
}

// Read opens the sides of one page, in the direction of reading, one more than asked for.
func (s *Service) Read(ctx context.Context, l *Listing, req pagination.Request) ([]*Side, error) {
	parts, err := l.parts(req)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, p := range parts {
		left := req.Limit + 1 - len(found)
		if left <= 0 {
			break
		}
		ids, err := s.readIDs(ctx, l, p, req.Backward, left)
		if err != nil {
			return nil, err
		}
		found = append(found, ids...)
	}
	return s.openSides(ctx, found)
}

func (s *Service) readIDs(ctx context.Context, l *Listing, p part, backward bool, limit int) (found []string, err error) {
	query, args := l.sql(p, backward, limit)
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var sideID string
		if err := rows.Scan(&sideID); err != nil {
			return nil, err
		}
		found = append(found, sideID)
	}
	return found, rows.Err()
}

// openSides opens sides in the order of their ids given.
func (s *Service) openSides(ctx context.Context, sideIDs []string) ([]*Side, error) {
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(sideIDs...)).All(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*ent.Side, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	var sides []*Side
	for _, sideID := range sideIDs {
		if byID[sideID] == nil {
			continue
		}
		side, err := s.OpenRow(ctx, byID[sideID])
		if err != nil {
			return nil, err
		}
		sides = append(sides, side)
	}
	return sides, nil
}

// CountCondition is the condition that a counter is above zero, or that it is not.
func CountCondition(column string, positive bool) string {
	if positive {
		return column + " > 0"
	}
	return column + " = 0"
}
