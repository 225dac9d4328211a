package app

import (
	"context"

	"schalter/internal/market"
	"schalter/internal/support"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// openMarket opens what spans the market, and has those who see an order learn what became of its contract and its rollout.
func (a *app) openMarket(context.Context) error {
	a.market = market.New(a.db, market.Ports{
		Catalogue: a.catalogue, Orders: a.orders, Contracts: a.contracts, Rollouts: a.rollouts, Tickets: marketTickets{a.tickets},
		Organisations: organisationNames{a.organisations}, Authorities: competence{a.directory}, Addresses: a.platform,
	})
	a.rollouts.OnChange(a.orders.Touch)
	return nil
}

// marketTickets answers the market with the tickets.
type marketTickets struct{ tickets *support.Service }

func (t marketTickets) Unanswered(ctx context.Context, organisationID string, limit int) ([]market.WaitingTicket, error) {
	waiting, err := t.tickets.Unanswered(ctx, organisationID, limit)
	list := make([]market.WaitingTicket, len(waiting))
	for i, w := range waiting {
		list[i] = market.WaitingTicket{ID: w.TicketID, Since: w.Since}
	}
	return list, err
}

func (t marketTickets) CountWaiting(ctx context.Context) (int, error) {
	return t.tickets.CountWaiting(ctx)
}

func (t marketTickets) Count(ctx context.Context, organisationID string) (int, error) {
	return t.tickets.Count(ctx, organisationID)
}

// marketExports answers HTTP with the files of organisations.
type marketExports struct{ market *market.Service }

func (m marketExports) Open(ctx context.Context, file string) (*web.WholeFile, error) {
	content, name, mediaType, err := m.market.File(ctx, file)
	if err != nil {
		return nil, err
	}
	return &web.WholeFile{Content: content, Filename: name, MediaType: mediaType}, nil
}

func (m marketExports) CheckTicket(v *viewer.Viewer, file, ticket string) error {
	return m.market.CheckTicket(v, file, ticket)
}
