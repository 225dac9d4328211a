package support

import (
	"context"
	"slices"

	"schalter/ent"
	"schalter/ent/ticket"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/id"
)

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
	rows = slices.DeleteFunc(rows, func(row *ent.Ticket) bool { return !a.sees(TicketKind(row.Kind), row.OrganisationID) })
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

// readable are the ids of tickets that were read for the viewer; of others nothing is read.
func readable(ctx context.Context, tickets []*Ticket) ([]string, error) {
	a, err := accessOf(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(tickets))
	for i, t := range tickets {
		if !a.sees(t.Kind, t.OrganisationID) {
			return nil, errNoTicket()
		}
		ids[i] = t.ID
	}
	return ids, nil
}
