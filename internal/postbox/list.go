package postbox

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/page"
	"schalter/internal/store"
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
func (s *Service) readSides(ctx context.Context, l *listing, req page.Request) ([]*openSide, error) {
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

// Mailboxes is one page of the viewer's mailboxes, the one with the newest message first.
func (s *Service) Mailboxes(ctx context.Context, filter MailboxFilter, req page.Request) (_ page.Slice[*CaseMailbox], err error) {
	defer errs.Wrap(&err, "postbox.Mailboxes")
	var none page.Slice[*CaseMailbox]
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return none, err
	}
	l := &listing{reader: scope.Readers()[0], kind: entside.KindOWNER, column: "last_message_at", descending: true}
	if filter.Unread != nil {
		l.addCondition(countCondition("unread_count", *filter.Unread))
	}
	if err := s.addSearch(l, filter.Search); err != nil {
		return none, err
	}
	sides, err := s.readSides(ctx, l, req)
	if err != nil {
		return none, err
	}
	opened, err := s.mailboxRows(ctx, sides)
	if err != nil {
		return none, err
	}
	var items []page.Item[*CaseMailbox]
	for _, side := range sides {
		row := opened[side.ID]
		if row == nil {
			continue
		}
		at := side.LastMessageAt
		items = append(items, page.Item[*CaseMailbox]{Node: side.mailbox(row.OpenedAt, string(row.Kind)), Position: cursorPosition{Time: &at, ID: side.ID}.String()})
	}
	return page.Cut(req, items), nil
}

func countCondition(column string, positive bool) string {
	if positive {
		return column + " > 0"
	}
	return column + " = 0"
}

func (s *Service) mailboxRows(ctx context.Context, sides []*openSide) (map[string]*ent.CaseMailbox, error) {
	wanted := make([]string, len(sides))
	for i, side := range sides {
		wanted[i] = side.ID
	}
	rows, err := s.db.Client().CaseMailbox.Query().Where(casemailbox.IDIn(wanted...)).All(ctx)
	if err != nil {
		return nil, err
	}
	by := make(map[string]*ent.CaseMailbox, len(rows))
	for _, row := range rows {
		by[row.ID] = row
	}
	return by, nil
}

// Cases is one page of the inbox of an authority that the viewer works for.
func (s *Service) Cases(ctx context.Context, authorityID string, filter CaseFilter, order CaseOrder, req page.Request) (_ page.Slice[*AuthorityCase], err error) {
	defer errs.Wrap(&err, "postbox.Cases(%s)", authorityID)
	var none page.Slice[*AuthorityCase]
	scope, err := rule.AuthorityScope(ctx, authorityID)
	if err != nil {
		return none, err
	}
	l := &listing{reader: scope.Readers()[0], kind: entside.KindAUTHORITY}
	switch order {
	case NewestMessage:
		l.column, l.descending = "last_message_at", true
	case DueFirst:
		l.column = "due_on"
	default:
		l.column = "waiting_since"
	}
	if err := s.applyFilter(l, filter); err != nil {
		return none, err
	}
	sides, err := s.readSides(ctx, l, req)
	if err != nil {
		return none, err
	}
	var items []page.Item[*AuthorityCase]
	for _, side := range sides {
		items = append(items, page.Item[*AuthorityCase]{Node: side.authorityCase(), Position: side.cursorPosition(l.column).String()})
	}
	return page.Cut(req, items), nil
}

func (s *openSide) cursorPosition(column string) cursorPosition {
	switch column {
	case "last_message_at":
		return cursorPosition{Time: &s.LastMessageAt, ID: s.ID}
	case "due_on":
		return cursorPosition{Day: s.DueOn, ID: s.ID}
	}
	return cursorPosition{Time: s.WaitingSince, ID: s.ID}
}

func (s *Service) applyFilter(l *listing, f CaseFilter) error {
	if len(f.States) > 0 {
		// Each state once, however often it is named.
		var args []any
		for _, state := range slices.Compact(slices.Sorted(slices.Values(f.States))) {
			args = append(args, string(state))
		}
		l.addCondition("state IN ("+store.Placeholders(len(args))+")", args...)
	}
	if f.AssigneeID != nil {
		l.addCondition("assignee_id = ?", *f.AssigneeID)
	}
	if f.Unassigned != nil {
		l.addCondition(map[bool]string{true: "assignee_id IS NULL", false: "assignee_id IS NOT NULL"}[*f.Unassigned])
	}
	if f.Unread != nil {
		l.addCondition(countCondition("unread_count", *f.Unread))
	}
	if f.DueBefore != nil {
		l.addCondition("due_on < ?", *f.DueBefore)
	}
	if f.ServiceID != nil {
		if !id.Is(id.Service, *f.ServiceID) {
			return errs.New(errs.Invalid, "malformed service id")
		}
		// The ids are a JSON list; an id has no character that LIKE treats specially but its underscore.
		l.addCondition("CAST(service_ids AS TEXT) LIKE ?", "%"+*f.ServiceID+"%")
	}
	return s.addSearch(l, f.Search)
}
