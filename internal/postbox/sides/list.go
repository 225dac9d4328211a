package sides

import (
	"context"
	"encoding/json"
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
	Column     string
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

// after adds the condition for rows after p in the list's order, or before it when the list is read backward.
func (l *Listing) after(p CursorPosition, backward bool) {
	op := ">"
	if l.Descending != backward {
		op = "<"
	}
	v := p.value()
	switch {
	case v == nil && backward:
		l.AddCondition("("+l.Column+" IS NOT NULL OR id "+op+" ?)", p.ID)
	case v == nil:
		l.AddCondition("("+l.Column+" IS NULL AND id "+op+" ?)", p.ID)
	case backward:
		l.AddCondition("("+l.Column+" "+op+" ? OR ("+l.Column+" = ? AND id "+op+" ?))", v, v, p.ID)
	default:
		l.AddCondition("("+l.Column+" "+op+" ? OR ("+l.Column+" = ? AND id "+op+" ?) OR "+l.Column+" IS NULL)", v, v, p.ID)
	}
}

func (l *Listing) sql(backward bool, limit int) (string, []any) {
	direction, nulls := "ASC", "ASC"
	if l.Descending != backward {
		direction = "DESC"
	}
	if backward {
		nulls = "DESC"
	}
	where := append([]string{"reader = ?", "kind = ?"}, l.where...)
	args := append([]any{l.Reader, string(l.Kind)}, l.args...)
	return "SELECT id FROM side WHERE " + strings.Join(where, " AND ") +
		" ORDER BY (" + l.Column + " IS NULL) " + nulls + ", " + l.Column + " " + direction + ", id " + direction + " LIMIT ?", append(args, limit)
}

// Read opens the sides of one page, in the direction of reading, one more than asked for.
func (s *Service) Read(ctx context.Context, l *Listing, req pagination.Request) ([]*Side, error) {
	for _, at := range []struct {
		position string
		backward bool
	}{{req.After, false}, {req.Before, true}} {
		if at.position == "" {
			continue
		}
		p, err := parseCursor(at.position, l.Column)
		if err != nil {
			return nil, err
		}
		l.after(p, at.backward)
	}
	query, args := l.sql(req.Backward, req.Limit+1)
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var sideID string
		if err := rows.Scan(&sideID); err != nil {
			return nil, err
		}
		found = append(found, sideID)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return s.openSides(ctx, found)
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
