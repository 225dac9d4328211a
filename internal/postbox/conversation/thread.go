package conversation

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/ent/rule"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/postbox/sides"
)

// Messages is one page of a side's messages in the order they came, by Message.Position.
func (s *Service) Messages(ctx context.Context, sideID string, req pagination.Request) (pagination.Slice[*Message], error) {
	visible, err := s.sides.FindVisible(ctx, []string{sideID})
	if err != nil {
		return pagination.Slice[*Message]{}, err
	}
	pages, err := readOnSides(ctx, s, visible, []string{sideID}, func(ctx context.Context, sides map[string]*sides.Side, sideIDs []string) ([]pagination.Slice[*Message], error) {
		return s.pagesOn(ctx, sides, sideIDs, req)
	})
	if err != nil {
		return pagination.Slice[*Message]{}, err
	}
	return pages[0], nil
}

// Sided is what a side was opened for: a mailbox or a case of the viewer's.
type Sided interface{ opened() *sides.Side }

func (m *CaseMailbox) opened() *sides.Side   { return m.side }
func (c *AuthorityCase) opened() *sides.Side { return c.side }

// MessagesOf is the same page of the messages of several mailboxes or cases that were read for the same viewer, one for
// each, in as many statements as for one.
func MessagesOf[T Sided](ctx context.Context, s *Service, of []T, req pagination.Request) (_ []pagination.Slice[*Message], err error) {
	defer errs.Wrap(&err, "postbox.MessagesOf")
	return ReadOfSides(ctx, s, of, func(ctx context.Context, sides map[string]*sides.Side, sideIDs []string) ([]pagination.Slice[*Message], error) {
		return s.pagesOn(ctx, sides, sideIDs, req)
	})
}

// reading reads something of each of several open sides, in their order.
type reading[R any] func(ctx context.Context, sides map[string]*sides.Side, sideIDs []string) ([]R, error)

// ReadOfSides reads of several mailboxes or cases, and opens them again when they got new keys meanwhile. What was opened for
// somebody else is not there.
func ReadOfSides[T Sided, R any](ctx context.Context, s *Service, of []T, read reading[R]) ([]R, error) {
	scope, err := rule.ScopeOf(ctx)
	if err != nil {
		return nil, err
	}
	opened := make(map[string]*sides.Side, len(of))
	sideIDs := make([]string, len(of))
	for i, o := range of {
		side := o.opened()
		if !slices.Contains(scope.Readers(), side.Reader) {
			return nil, sides.NoSuchSide()
		}
		opened[side.ID], sideIDs[i] = side, side.ID
	}
	return readOnSides(ctx, s, opened, sideIDs, read)
}

// ListsOf are the lists of what was found by side, in the order of the sides.
func ListsOf[R any](sideIDs []string, found map[string][]R) [][]R {
	lists := make([][]R, len(sideIDs))
	for i, sideID := range sideIDs {
		lists[i] = found[sideID]
	}
	return lists
}

// readOnSides reads of sides that are open, as ReadOfSides does.
func readOnSides[R any](ctx context.Context, s *Service, opened map[string]*sides.Side, sideIDs []string, read reading[R]) ([]R, error) {
	tried := false
	return sides.RetryOnNewKey(ctx, func(ctx context.Context) (_ []R, err error) {
		if tried {
			if opened, err = s.sides.FindVisible(ctx, sideIDs); err != nil {
				return nil, err
			}
		}
		tried = true
		return read(ctx, opened, sideIDs)
	})
}

func (s *Service) pagesOn(ctx context.Context, opened map[string]*sides.Side, sideIDs []string, req pagination.Request) ([]pagination.Slice[*Message], error) {
	views, err := s.pagesOfViews(ctx, sideIDs, req)
	if err != nil {
		return nil, err
	}
	var wanted []string
	for _, list := range views {
		for _, v := range list {
			wanted = append(wanted, v.MessageID)
		}
	}
	heads, err := s.readHeads(ctx, wanted)
	if err != nil {
		return nil, err
	}
	pages := make([]pagination.Slice[*Message], len(sideIDs))
	for i, sideID := range sideIDs {
		list, err := s.openAll(ctx, opened[sideID], views[sideID], heads)
		if err != nil {
			return nil, err
		}
		items := make([]pagination.Item[*Message], len(list))
		for j, m := range list {
			items[j] = pagination.Item[*Message]{Node: m, Position: m.Position()}
		}
		pages[i] = pagination.Cut(req, items)
	}
	return pages, nil
}

// pagesOfViews reads the narrow rows of a page of each side: on PostgreSQL from the index alone. The sides are the
// viewer's: they were found under the viewer's scope.
func (s *Service) pagesOfViews(ctx context.Context, sideIDs []string, req pagination.Request) (map[string][]*ent.ViewMessage, error) {
	after, before, err := sides.Positions(req)
	if err != nil {
		return nil, err
	}
	order := "ASC"
	if req.Backward {
		order = "DESC"
	}
	one := "SELECT " + viewColumns.String() + " FROM view_message WHERE side_id = ? AND seq > ? AND seq < ? ORDER BY seq " + order + " LIMIT ?"
	var parts []string
	var args []any
	for _, sideID := range sideIDs {
		parts = append(parts, "SELECT * FROM ("+one+") AS side_page")
		args = append(args, sideID, after, before, req.Limit+1)
	}
	read := s.db.Query
	if len(sideIDs) == 1 {
		read = s.db.Hot
	}
	rows, err := read(ctx, strings.Join(parts, " UNION ALL "), args...)
	if err != nil {
		return nil, err
	}
	return scanViews(rows)
}

func scanViews(rows *sql.Rows) (map[string][]*ent.ViewMessage, error) {
	list, err := viewColumns.Scan(rows)
	if err != nil {
		return nil, err
	}
	views := map[string][]*ent.ViewMessage{}
	for _, v := range list {
		views[v.SideID] = append(views[v.SideID], v)
	}
	return views, nil
}

// OpenViews opens messages for a list, in the order of the views: heads, no texts.
func (s *Service) OpenViews(ctx context.Context, side *sides.Side, views []*ent.ViewMessage) ([]*Message, error) {
	wanted := make([]string, len(views))
	for i, v := range views {
		wanted[i] = v.MessageID
	}
	heads, err := s.readHeads(ctx, wanted)
	if err != nil {
		return nil, err
	}
	return s.openAll(ctx, side, views, heads)
}

func (s *Service) openAll(ctx context.Context, side *sides.Side, views []*ent.ViewMessage, heads map[string]*ent.Message) ([]*Message, error) {
	list := make([]*Message, 0, len(views))
	for _, v := range views {
		row, ok := heads[v.MessageID]
		if !ok {
			continue
		}
		m, err := s.OpenMessage(ctx, side, v, row)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// MessageTexts opens the texts of messages, one for each; nil where it waits for the message to be opened.
func (s *Service) MessageTexts(ctx context.Context, messages []*Message) ([]*string, error) {
	wanted := make([]string, len(messages))
	for i, m := range messages {
		wanted[i] = m.ID
	}
	// The keys came with the messages; without them the rows say nothing.
	rows, err := s.db.Client().Message.Query().Where(message.IDIn(wanted...)).
		Select(message.FieldID, message.FieldSealedBody).All(sides.SystemReads(ctx, "postbox.bodies"))
	if err != nil {
		return nil, err
	}
	sealed := make(map[string][]byte, len(rows))
	for _, row := range rows {
		sealed[row.ID] = row.SealedBody
	}
	texts := make([]*string, len(messages))
	for i, m := range messages {
		if m.Locked() || sealed[m.ID] == nil {
			continue
		}
		plain, err := m.key.Open(sides.FieldAAD(m.ID, "message", "body"), sealed[m.ID])
		if err != nil {
			return nil, s.sides.Alarm(ctx, m.ID, err)
		}
		text := string(plain)
		texts[i] = &text
	}
	return texts, nil
}

// Holding names a message as one side holds it.
type Holding struct{ Side, Message string }

type heldMessages struct {
	At              map[Holding]int
	Sides, Messages []string
}

// Holdings gathers which sides hold which messages, for one statement over all of them.
func Holdings(messages []*Message) heldMessages {
	h := heldMessages{At: map[Holding]int{}}
	for i, m := range messages {
		h.At[Holding{m.SideID, m.ID}] = i
		h.Messages = append(h.Messages, m.ID)
		if !slices.Contains(h.Sides, m.SideID) {
			h.Sides = append(h.Sides, m.SideID)
		}
	}
	return h
}
