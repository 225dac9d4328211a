package support

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/ent/ticketmail"
	"schalter/ent/ticketparticipant"
	"schalter/internal/checkcode"
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
	q := s.DB.Client().Ticket.Query().Where(ticket.MergedIntoIDIsNil())
	if !a.operator {
		q.Where(ticket.OrganisationIDIn(a.organisations...))
	}
	if f.OrganisationID != nil {
		organisationID, _, _ := s.Organisations.Find(*f.OrganisationID)
		q.Where(ticket.OrganisationID(organisationID))
	}
	if f.State != nil {
		// An organisation's parent in which nothing was written is a folder, and waits for nobody.
		q.Where(ticket.StateEQ(ticket.State(*f.State)), ticket.Or(ticket.KindNEQ(ticket.KindORGANISATION), ticket.VersionGT(1)))
	}
	if f.Kind != nil {
		q.Where(ticket.KindEQ(ticket.Kind(*f.Kind)))
	}
	if f.AssignedToMe {
		q.Where(ticket.AssigneeID(a.accountID))
	}
	matching, err := s.found(f.Search)
	if err != nil {
		return pagination.Slice[*Ticket]{}, err
	}
	locale := localeOf(ctx)
	return store.ReadPage(system(ctx), q.Where(matching...), byUpdate, req, func(ctx context.Context, rows []*ent.Ticket) ([]*Ticket, error) {
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
		where = " AND (updated_at < ? OR updated_at = ? AND id < ?)"
		args = append(args, last, last, childID)
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

// Ticket reads a ticket by its id; NOT_FOUND where there is none for the viewer.
func (s *Service) Ticket(ctx context.Context, ticketID string) (_ *Ticket, err error) {
	defer errs.Wrap(&err, "support.Ticket(%s)", ticketID)
	found, err := s.TicketsByID(ctx, []string{ticketID})
	if err == nil && found[ticketID] == nil {
		err = errNoTicket()
	}
	return found[ticketID], err
}

// TicketsByID reads tickets by their ids; what the viewer may not see is left out.
func (s *Service) TicketsByID(ctx context.Context, ids []string) (found map[string]*Ticket, err error) {
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	found = map[string]*Ticket{}
	ids = slices.DeleteFunc(slices.Clone(ids), func(s string) bool { return !id.Is(id.Ticket, s) })
	if len(ids) == 0 {
		return found, nil
	}
	rows, err := s.DB.Client().Ticket.Query().Where(ticket.IDIn(ids...)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(row *ent.Ticket) bool { return !a.sees(row.OrganisationID) })
	list, err := s.shown(system(ctx), localeOf(ctx), rows)
	for _, t := range list {
		found[t.ID] = t
	}
	return found, err
}

// ByReference reads a ticket by its reference; NOT_FOUND where there is none for the viewer.
func (s *Service) ByReference(ctx context.Context, typed string) (_ *Ticket, err error) {
	defer errs.Wrap(&err, "support.ByReference")
	if _, err := accessOf(ctx); err != nil {
		return nil, err
	}
	reference, err := checkcode.ParseTicketReference(typed)
	if err != nil {
		return nil, errNoTicket()
	}
	ticketID, err := s.DB.Client().Ticket.Query().Where(ticket.Reference(reference)).OnlyID(system(ctx))
	if err != nil {
		return nil, asMissing(err)
	}
	return s.Ticket(ctx, ticketID)
}

// shown opens rows.
func (s *Service) shown(ctx context.Context, locale string, rows []*ent.Ticket) ([]*Ticket, error) {
	list := make([]*Ticket, len(rows))
	for i, row := range rows {
		key, err := s.keyOf(ctx, row)
		if err != nil {
			return nil, err
		}
		var head sealedTicket
		if err := key.OpenJSON(fieldAAD(row.ID, "ticket"), row.Sealed, &head); err != nil {
			return nil, err
		}
		list[i] = &Ticket{
			ID: row.ID, Version: row.Version, Reference: row.Reference, Kind: TicketKind(row.Kind), State: TicketState(row.State),
			Subject: inLanguage(locale, head.Subject, head.English), OrganisationID: row.OrganisationID, RequesterName: head.Requester,
			AssigneeID: row.AssigneeID, OrderID: row.OrderID, OfferingID: row.OfferingID, ParentID: row.ParentID, MergedIntoID: row.MergedIntoID,
			CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt, FirstAnsweredAt: row.FirstAnsweredAt,
		}
	}
	return list, nil
}

func inLanguage(locale, german, english string) string {
	if locale == "en" && english != "" {
		return english
	}
	return german
}

// AssigneeNames are the names of the operators who have the tickets, in their order; nil where nobody has one.
func (s *Service) AssigneeNames(ctx context.Context, tickets []*Ticket) ([]*string, error) {
	var ids []string
	for _, t := range tickets {
		if t.AssigneeID != nil {
			ids = append(ids, *t.AssigneeID)
		}
	}
	names, err := s.People.Names(system(ctx), ids)
	if err != nil {
		return nil, err
	}
	list := make([]*string, len(tickets))
	for i, t := range tickets {
		if name, ok := names[valueOf(t.AssigneeID)]; ok {
			list[i] = &name
		}
	}
	return list, nil
}

// ParticipantsOf are those who take part in each ticket.
func (s *Service) ParticipantsOf(ctx context.Context, tickets []*Ticket) (_ [][]*TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.ParticipantsOf")
	ids, err := readable(ctx, tickets)
	if err != nil {
		return nil, err
	}
	all, err := s.participants(system(ctx), s.DB.Client(), ids...)
	if err != nil {
		return nil, err
	}
	lists := make([][]*TicketParticipant, len(tickets))
	for _, p := range all {
		i := slices.Index(ids, p.TicketID)
		lists[i] = append(lists[i], p.shown())
	}
	return lists, nil
}

// readable are the ids of tickets that were read for the viewer; of others nothing is read.
func readable(ctx context.Context, tickets []*Ticket) ([]string, error) {
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(tickets))
	for i, t := range tickets {
		if !a.sees(t.OrganisationID) {
			return nil, errNoTicket()
		}
		ids[i] = t.ID
	}
	return ids, nil
}

// Participant reads one who takes part; NOT_FOUND where there is none for the viewer.
func (s *Service) Participant(ctx context.Context, participantID string) (_ *TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.Participant(%s)", participantID)
	if _, err := accessOf(ctx); err != nil {
		return nil, err
	}
	inner := system(ctx)
	row, err := s.DB.Client().TicketParticipant.Query().Where(ticketparticipant.ID(participantID)).Only(inner)
	if err != nil {
		return nil, asMissing(err)
	}
	if _, err := s.Ticket(ctx, row.TicketID); err != nil {
		return nil, err
	}
	list, err := s.openParticipants(inner, s.DB.Client(), []*ent.TicketParticipant{row})
	if err != nil {
		return nil, err
	}
	return list[0].shown(), nil
}

// EntriesOf is the same page of the entries of several tickets, oldest first, in as many statements as for one. Internal notes, and
// mails of unknown senders, are for operators.
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
	entryIDs, err := s.pageOfEntries(ctx, ids, a.operator, req)
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
func (s *Service) pageOfEntries(ctx context.Context, ticketIDs []string, operator bool, req pagination.Request) ([]string, error) {
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
	if !operator {
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
	var origins []string
	for _, row := range rows {
		if !slices.Contains(origins, row.OriginID) {
			origins = append(origins, row.OriginID)
		}
	}
	keys, err := s.keysOf(ctx, s.DB.Client(), origins)
	if err != nil {
		return nil, err
	}
	list := make([]*TicketEntry, len(rows))
	for i, row := range rows {
		var content sealedEntry
		if err := keys[row.OriginID].OpenJSON(fieldAAD(row.ID, "ticket_entry"), row.Sealed, &content); err != nil {
			return nil, err
		}
		list[i] = &TicketEntry{
			ID: row.ID, Author: content.Author, Body: inLanguage(locale, content.Body, content.English), Internal: row.Internal, Unconfirmed: row.Unconfirmed,
			Automatic: row.Automatic, ByMail: row.Kind == ticketentry.KindMAIL, At: row.At, ticketID: row.TicketID,
		}
		if content.Whole != "" {
			list[i].WholeBody = &content.Whole
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
	if (row.Internal || row.Unconfirmed) && !a.operator {
		return nil, errNoTicket()
	}
	if _, err := s.Ticket(ctx, row.TicketID); err != nil {
		return nil, err
	}
	list, err := s.openEntries(system(ctx), localeOf(ctx), []*ent.TicketEntry{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// UndeliveredOf are those whose mail of each entry came back.
func (s *Service) UndeliveredOf(ctx context.Context, entries []*TicketEntry) (_ [][]*TicketParticipant, err error) {
	defer errs.Wrap(&err, "support.UndeliveredOf")
	lists := make([][]*TicketParticipant, len(entries))
	ids, err := s.readableEntries(ctx, entries)
	if err != nil || len(ids) == 0 {
		return lists, err
	}
	ctx = system(ctx)
	mails, err := s.DB.Client().TicketMail.Query().Where(ticketmail.EntryIDIn(ids...),
		ticketmail.StateIn(ticketmail.StateFAILED, ticketmail.StateRETURNED)).All(ctx)
	if err != nil || len(mails) == 0 {
		return lists, err
	}
	var who []string
	for _, m := range mails {
		who = append(who, m.ParticipantID)
	}
	rows, err := s.DB.Client().TicketParticipant.Query().Where(ticketparticipant.IDIn(who...)).All(ctx)
	if err != nil {
		return nil, err
	}
	opened, err := s.openParticipants(ctx, s.DB.Client(), rows)
	if err != nil {
		return nil, err
	}
	for _, m := range mails {
		i := slices.Index(ids, *m.EntryID)
		at := slices.IndexFunc(opened, func(p participant) bool { return p.ID == m.ParticipantID })
		if i >= 0 && at >= 0 {
			lists[i] = append(lists[i], opened[at].shown())
		}
	}
	return lists, nil
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
