package graph

import (
	"context"

	"schalter/internal/market"
	"schalter/internal/postbox/documents"
	"schalter/internal/support"
)

// marketDomain is what spans the market of an organisation.
var marketDomain = domain{
	sizes: map[string]int{"OrganisationInternal.waiting": market.MaxWaiting},
	costs: map[string]int{
		"OrganisationInternal.waiting": waitingCost, "OrganisationInternal.marketCounts": countsCost,
	},
}

const (
	// waitingCost is that of looking through orders, contracts, rollouts with their tasks and links, and tickets of an organisation.
	waitingCost = 500
	// countsCost is that of counting them.
	countsCost = 50
)

// download is a file of an organisation, null for those who may not have it.
func download(link *market.FileLink, err error) (*documents.Download, error) {
	if link, err = absent(link, err); link == nil || err != nil {
		return nil, err
	}
	return &documents.Download{Path: link.Path, Filename: link.Filename, MediaType: link.MediaType, ExpiresAt: link.ExpiresAt}, nil
}

// taskTickets are the tickets that wait, as far as the viewer may see them.
func (r *Resolver) taskTickets(ctx context.Context, tasks []*market.MarketTask) ([]*support.Ticket, error) {
	var ids []string
	for _, t := range tasks {
		if t.TicketID != nil {
			ids = append(ids, *t.TicketID)
		}
	}
	found, err := r.Tickets.TicketsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]*support.Ticket, len(tasks))
	var there []*support.Ticket
	for i, t := range tasks {
		if list[i] = found[valueOrZero(t.TicketID)]; list[i] != nil {
			there = append(there, list[i])
		}
	}
	groupForBatch(ctx, there)
	return list, nil
}
