package graph

import (
	"context"
	"fmt"

	"schalter/graph/model"
	"schalter/graph/paging"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/support"
)

// ticketDomain is matters of organisations with the operators.
var ticketDomain = domain{
	nodes: map[id.Kind]node{
		id.Ticket: privateNode("Ticket", func(ctx context.Context, r *Resolver, nodeID string) (*support.Ticket, error) {
			return r.Tickets.Ticket(ctx, nodeID)
		}),
		id.Participant: privateNode("TicketParticipant", func(ctx context.Context, r *Resolver, nodeID string) (*support.TicketParticipant, error) {
			return r.Tickets.Participant(ctx, nodeID)
		}),
		id.TicketEntry: privateNode("TicketEntry", func(ctx context.Context, r *Resolver, nodeID string) (*support.TicketEntry, error) {
			return r.Tickets.Entry(ctx, nodeID)
		}),
	},
	texts: []map[string]text{ticketTexts},
	sizes: map[string]int{
		"Ticket.participants":     support.MaxParticipants,
		"TicketEntry.files":       support.MaxFiles + 2,
		"TicketEntry.undelivered": support.MaxParticipants,
	},
	searches: map[string]bool{"tickets": true},
}

func ticketEntryEdge(e *support.TicketEntry) *paging.TicketEntryEdge {
	if e == nil {
		return nil
	}
	return &paging.TicketEntryEdge{Cursor: cursor("ticketEntries", e.ID), Node: e}
}

// entriesOf is a page of the entries of one ticket, read for all tickets that were read together with it.
func (r *Resolver) entriesOf(ctx context.Context, of *support.Ticket, w window) (*paging.TicketEntryConnection, error) {
	req, err := pageOf("ticketEntries", w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("entries%+v", req), func(ctx context.Context, tickets []*support.Ticket) ([]*paging.TicketEntryConnection, error) {
		pages, err := r.Tickets.EntriesOf(ctx, tickets, req)
		if err != nil {
			return nil, err
		}
		lists := make([]*paging.TicketEntryConnection, len(tickets))
		var all []*support.TicketEntry
		for i, s := range pages {
			lists[i] = connection(ctx, "ticketEntries", s)
			all = append(all, nodes(s)...)
		}
		groupForBatch(ctx, all)
		return lists, nil
	})
}

// childrenOf is a page of the tickets below one, read for all tickets that were read together with it.
func (r *Resolver) childrenOf(ctx context.Context, of *support.Ticket, w window) (*paging.TicketConnection, error) {
	req, err := pageOf("ticketChildren", w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("children%+v", req), func(ctx context.Context, parents []*support.Ticket) ([]*paging.TicketConnection, error) {
		pages, err := r.Tickets.ChildrenOf(ctx, parents, req)
		if err != nil {
			return nil, err
		}
		lists := make([]*paging.TicketConnection, len(parents))
		var all []*support.Ticket
		for i, s := range pages {
			lists[i] = connection(ctx, "ticketChildren", s)
			all = append(all, nodes(s)...)
		}
		groupForBatch(ctx, all)
		return lists, nil
	})
}

// relatedTicket is a ticket that others name, read for all of them at once; nil where the viewer may not see it.
func (r *Resolver) relatedTicket(ctx context.Context, of *support.Ticket, edge string, idOf func(*support.Ticket) *string) (*support.Ticket, error) {
	return loadBatched(ctx, of, edge, func(ctx context.Context, tickets []*support.Ticket) ([]*support.Ticket, error) {
		var ids []string
		for _, t := range tickets {
			if named := idOf(t); named != nil {
				ids = append(ids, *named)
			}
		}
		found, err := r.Tickets.TicketsByID(ctx, ids)
		if err != nil {
			return nil, err
		}
		list := make([]*support.Ticket, len(tickets))
		for i, t := range tickets {
			list[i] = found[valueOrZero(idOf(t))]
		}
		return list, nil
	})
}

func ticketUpdate(in model.TicketUpdateInput) support.TicketUpdate {
	update := support.TicketUpdate{
		TicketID: in.TicketID, ExpectedVersion: in.ExpectedVersion, State: in.State.Value(), AssignToMe: in.AssignToMe.Value(),
		RemoveParticipantIDs: in.RemoveParticipantIds.Value(),
	}
	for _, p := range in.AddParticipants.Value() {
		update.AddParticipants = append(update.AddParticipants, support.ParticipantInput{
			Role: p.Role, Name: p.Name, Email: p.Email, OrganisationID: p.OrganisationID.Value(),
		})
	}
	return update
}

func (r *Resolver) ticketChanged(ctx context.Context, e store.Entry, cursor string) (*model.TicketChanged, error) {
	t, entry, err := r.Tickets.Changed(ctx, e)
	if t == nil || err != nil {
		return nil, err
	}
	return &model.TicketChanged{Cursor: cursor, TicketID: t.ID, Ticket: t, EntryEdge: ticketEntryEdge(entry)}, nil
}
