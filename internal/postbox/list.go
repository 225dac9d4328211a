package postbox

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

// listing is a keyset list of sides of one reader: the hand-written SQL of the inbox.
type listing struct {
	reader string
	kind   entside.Kind
	// column is sorted by, then the id; NULL comes last.
	column     string
	descending bool
	where      []string
	args       []any
}

func (l *listing) addCondition(condition string, args ...any) {
	l.where = append(l.where, condition)
	l.args = append(l.args, args...)
}

// cursorPosition is where a row is in a listing: its sorted column, none for NULL, and its id. It is what a cursor carries.
type cursorPosition struct {
	Time *time.Time `json:"t,omitempty"`
	Day  *string    `json:"d,omitempty"`
	ID   string     `json:"i"`
}

// value is the sorted column as the database compares it.
func (p cursorPosition) value() any {
	switch {
	case p.Time != nil:
		return p.Time.UTC()
	case p.Day != nil:
		return *p.Day
	}
	return nil
}

func (p cursorPosition) String() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // a position has nothing that could fail
	}
	return string(b)
}

// parseCursor reads a position in a list that is sorted by column. Anybody can make up a cursor, so nothing of it reaches the
// database that the column cannot hold.
func parseCursor(s, column string) (cursorPosition, error) {
	var p cursorPosition
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
func (l *listing) after(p cursorPosition, backward bool) {
	op := ">"
	if l.descending != backward {
		op = "<"
	}
	v := p.value()
	switch {
	case v == nil && backward:
		l.addCondition("("+l.column+" IS NOT NULL OR id "+op+" ?)", p.ID)
	case v == nil:
		l.addCondition("("+l.column+" IS NULL AND id "+op+" ?)", p.ID)
	case backward:
		l.addCondition("("+l.column+" "+op+" ? OR ("+l.column+" = ? AND id "+op+" ?))", v, v, p.ID)
	default:
		l.addCondition("("+l.column+" "+op+" ? OR ("+l.column+" = ? AND id "+op+" ?) OR "+l.column+" IS NULL)", v, v, p.ID)
	}
}

func (l *listing) sql(backward bool, limit int) (string, []any) {
	direction, nulls := "ASC", "ASC"
	if l.descending != backward {
		direction = "DESC"
	}
	if backward {
		nulls = "DESC"
	}
	where := append([]string{"reader = ?", "kind = ?"}, l.where...)
	args := append([]any{l.reader, string(l.kind)}, l.args...)
	return "SELECT id FROM side WHERE " + strings.Join(where, " AND ") +
		" ORDER BY (" + l.column + " IS NULL) " + nulls + ", " + l.column + " " + direction + ", id " + direction + " LIMIT ?", append(args, limit)
}

// readSides opens the sides of one page, in the direction of reading, one more than asked for.
func (s *Service) readSides(ctx context.Context, l *listing, req pagination.Request) ([]*openSide, error) {
	for _, at := range []struct {
		position string
		backward bool
	}{{req.After, false}, {req.Before, true}} {
		if at.position == "" {
			continue
		}
		p, err := parseCursor(at.position, l.column)
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
func (s *Service) openSides(ctx context.Context, sideIDs []string) ([]*openSide, error) {
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(sideIDs...)).All(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*ent.Side, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	var sides []*openSide
	for _, sideID := range sideIDs {
		if byID[sideID] == nil {
			continue
		}
		side, err := s.openSide(ctx, byID[sideID])
		if err != nil {
			return nil, err
		}
		sides = append(sides, side)
	}
	return sides, nil
}

func countCondition(column string, positive bool) string {
	if positive {
		return column + " > 0"
	}
	return column + " = 0"
}
