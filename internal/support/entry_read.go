package support

import (
	"context"
	"slices"
	"strconv"

	"schalter/ent"
	"schalter/ent/ticketentry"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/store"
)

// EntriesOf is the same page of the entries of several tickets, oldest first, in as many statements as for one. Internal notes, and
// mails of unknown senders, are for those whose the tickets are to answer, where all of them are.
func (s *Service) EntriesOf(ctx context.Context, tickets []*Ticket, req pagination.Request) (_ []pagination.Slice[*TicketEntry], err error) {
	defer errs.Wrap(&err, "support.EntriesOf")
	ids, err := readable(ctx, tickets)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	all := !slices.ContainsFunc(tickets, func(t *Ticket) bool { return !a.keeps(t.Kind) })
	entryIDs, err := s.pageOfEntries(ctx, ids, all, req)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Client().TicketEntry.Query().Where(ticketentry.IDIn(entryIDs...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(x, y *ent.TicketEntry) int { return slices.Index(entryIDs, x.ID) - slices.Index(entryIDs, y.ID) })
	shown, err := s.openEntries(system(ctx), localeOf(ctx), rows)
	if err != nil {
		return nil, err
	}
	pages := make([]pagination.Slice[*TicketEntry], len(tickets))
	for i, ticketID := range ids {
		var items []pagination.Item[*TicketEntry]
		for _, e := range shown {
			if e.ticketID == ticketID {
				items = append(items, pagination.Item[*TicketEntry]{Node: e, Position: e.ID})
			}
		}
		pages[i] = pagination.Cut(req, items)
	}
	return pages, nil
}

// pageOfEntries are the ids of a page of each ticket, in the direction of the request, one more than asked for.
func (s *Service) pageOfEntries(ctx context.Context, ticketIDs []string, all bool, req pagination.Request) ([]string, error) {
	direction, where := "ASC", ""
	if req.Backward {
		direction = "DESC"
	}
	var args []any
	for _, ticketID := range ticketIDs {
		args = append(args, ticketID)
	}
	if req.After != "" {
		where += " AND id > ?"
		args = append(args, req.After)
	}
	if req.Before != "" {
		where += " AND id < ?"
		args = append(args, req.Before)
	}
	if !all {
		where += " AND internal = ? AND unconfirmed = ?"
		args = append(args, false, false)
	}
	if !id.Is(id.TicketEntry, req.After) && req.After != "" || !id.Is(id.TicketEntry, req.Before) && req.Before != "" {
		return nil, errs.New(errs.Invalid, "this is not a cursor of this list")
	}
	return s.ids(ctx, `SELECT id FROM (SELECT id, ticket_id, ROW_NUMBER() OVER (PARTITION BY ticket_id ORDER BY id `+direction+`) AS place
		FROM ticket_entry WHERE ticket_id IN (`+store.Placeholders(len(ticketIDs))+`)`+where+`) AS numbered
		WHERE place <= `+strconv.Itoa(req.Limit+1)+` ORDER BY ticket_id, place`, args...)
}

func (s *Service) openEntries(ctx context.Context, locale string, rows []*ent.TicketEntry) ([]*TicketEntry, error) {
	contents, err := s.openEntryRows(ctx, s.DB.Client(), rows...)
	if err != nil {
		return nil, err
	}
	list := make([]*TicketEntry, len(rows))
	for i, row := range rows {
		list[i] = &TicketEntry{
			ID: row.ID, Author: contents[i].Author, Body: inLanguage(locale, contents[i].Body, contents[i].English), Internal: row.Internal,
			Unconfirmed: row.Unconfirmed, Automatic: row.Automatic, ByMail: row.Kind == ticketentry.KindMAIL, At: row.At, ticketID: row.TicketID,
		}
		if contents[i].Whole != "" {
			list[i].WholeBody = &contents[i].Whole
		}
	}
	return list, nil
}

// Entry reads an entry; NOT_FOUND where there is none for the viewer.
func (s *Service) Entry(ctx context.Context, entryID string) (_ *TicketEntry, err error) {
	defer errs.Wrap(&err, "support.Entry(%s)", entryID)
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	row, err := s.DB.Client().TicketEntry.Query().Where(ticketentry.ID(entryID)).Only(system(ctx))
	if err != nil {
		return nil, asMissing(err)
	}
	t, err := s.Ticket(ctx, row.TicketID)
	if err != nil {
		return nil, err
	}
	if (row.Internal || row.Unconfirmed) && !a.keeps(t.Kind) {
		return nil, errNoTicket()
	}
	list, err := s.openEntries(system(ctx), localeOf(ctx), []*ent.TicketEntry{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// readableEntries are the ids of entries whose tickets the viewer may still see.
func (s *Service) readableEntries(ctx context.Context, entries []*TicketEntry) ([]string, error) {
	var tickets []string
	for _, e := range entries {
		if !slices.Contains(tickets, e.ticketID) {
			tickets = append(tickets, e.ticketID)
		}
	}
	found, err := s.TicketsByID(ctx, tickets)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(entries))
	for i, e := range entries {
		if found[e.ticketID] == nil {
			return nil, errNoTicket()
		}
		ids[i] = e.ID
	}
	return ids, nil
}
