package support

import (
	"context"
	"strconv"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/predicate"
	"schalter/ent/ticket"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

// TicketFilter narrows a list of tickets; what is nil or empty narrows nothing.
type TicketFilter struct {
	OrganisationID *string
	State          *TicketState
	Kind           *TicketKind
	AssignedToMe   bool
	Search         string
}

var byUpdate = store.Order[*ent.Ticket]{
	Descending: true, ID: func(row *ent.Ticket) string { return row.ID },
	Column: ticket.FieldUpdatedAt, At: func(row *ent.Ticket) time.Time { return row.UpdatedAt },
}

// Tickets lists the tickets that the viewer may see, the last that changed first; those that were merged are left out.
func (s *Service) Tickets(ctx context.Context, f TicketFilter, req pagination.Request) (_ pagination.Slice[*Ticket], err error) {
	defer errs.Wrap(&err, "support.Tickets")
	a, err := accessOf(ctx)
	if err != nil {
		return pagination.Slice[*Ticket]{}, err
	}
	matching, few, err := s.found(ctx, f.Search)
	if err != nil {
		return pagination.Slice[*Ticket]{}, err
	}
	q := s.DB.Client().Ticket.Query().Where(ticket.MergedIntoIDIsNil()).Where(matching...)
	if !a.operator {
		own := []predicate.Ticket{ticket.OrganisationIDIn(a.organisations...)}
		if a.editor {
			own = append(own, ticket.KindEQ(ticket.KindDIRECTORY))
		}
		q.Where(ticket.Or(own...))
	}
	if f.OrganisationID != nil {
		organisationID, _, _ := s.Organisations.Find(*f.OrganisationID)
		q.Where(columnIs(ticket.FieldOrganisationID, organisationID, few))
	}
	if f.State != nil {
		// An organisation's parent in which nothing was written is a folder, and waits for nobody.
		q.Where(columnIs(ticket.FieldState, string(*f.State), few), ticket.Or(ticket.KindNEQ(ticket.KindORGANISATION), ticket.VersionGT(1)))
	}
	if f.Kind != nil {
		q.Where(columnIs(ticket.FieldKind, string(*f.Kind), few))
	}
	if f.AssignedToMe {
		q.Where(columnIs(ticket.FieldAssigneeID, a.accountID, few))
	}
	locale := localeOf(ctx)
	return store.ReadPage(system(ctx), q, byUpdate, req, func(ctx context.Context, rows []*ent.Ticket) ([]*Ticket, error) {
		return s.shown(ctx, locale, rows)
	})
}

// ChildrenOf is the same page of the tickets below several parents, the last that changed first, in as many statements as for one.
func (s *Service) ChildrenOf(ctx context.Context, parents []*Ticket, req pagination.Request) (_ []pagination.Slice[*Ticket], err error) {
	defer errs.Wrap(&err, "support.ChildrenOf")
	if _, err := readable(ctx, parents); err != nil {
		return nil, err
	}
	pages := make([]pagination.Slice[*Ticket], len(parents))
	var ids []string
	for _, p := range parents {
		if p.Kind == OfOrganisation {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return pages, nil
	}
	childIDs, err := s.pageOfChildren(ctx, ids, req)
	if err != nil {
		return nil, err
	}
	// A child is of its parent's organisation, and is asked for by itself all the same.
	found, err := s.TicketsByID(ctx, childIDs)
	if err != nil {
		return nil, err
	}
	for i, parent := range parents {
		var items []pagination.Item[*Ticket]
		for _, childID := range childIDs {
			if t := found[childID]; t != nil && valueOf(t.ParentID) == parent.ID {
				items = append(items, pagination.Item[*Ticket]{Node: t, Position: t.UpdatedAt.UTC().Format(time.RFC3339Nano) + "|" + t.ID})
			}
		}
		pages[i] = pagination.Cut(req, items)
	}
	return pages, nil
}

// pageOfChildren are the ids of a page below each parent, one more than asked for.
func (s *Service) pageOfChildren(ctx context.Context, parentIDs []string, req pagination.Request) ([]string, error) {
	var args []any
	for _, parentID := range parentIDs {
		args = append(args, parentID)
	}
	where := ""
	if req.After != "" {
		at, childID, _ := strings.Cut(req.After, "|")
		last, err := time.Parse(time.RFC3339Nano, at)
		if err != nil || !id.Is(id.Ticket, childID) {
			return nil, errs.New(errs.Invalid, "this is not a cursor of this list")
		}
		where = " AND updated_at <= ? AND (updated_at < ? OR updated_at = ? AND id < ?)"
		args = append(args, last, last, last, childID)
	}
	return s.ids(ctx, `SELECT id FROM (SELECT id, parent_id, ROW_NUMBER() OVER (PARTITION BY parent_id ORDER BY updated_at DESC, id DESC) AS place
		FROM ticket WHERE parent_id IN (`+store.Placeholders(len(parentIDs))+`) AND merged_into_id IS NULL`+where+`) AS numbered
		WHERE place <= `+strconv.Itoa(req.Limit+1)+` ORDER BY parent_id, place`, args...)
}

// ids reads a column of ids.
func (s *Service) ids(ctx context.Context, query string, args ...any) (list []string, err error) {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var rowID string
		if err := rows.Scan(&rowID); err != nil {
			return nil, err
		}
		list = append(list, rowID)
	}
	return list, rows.Err()
}
