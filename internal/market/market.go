// Package market spans what its packages have of one organisation: what waits there for the viewer, how much there is, and all of it as
// a file. Begin with [Service.Waiting]; rules are those of the packages below, which are asked for what the viewer may see.
package market

import (
	"context"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// WaitingTicket is one that waits for an answer of the organisation.
type WaitingTicket struct {
	ID    string
	Since time.Time
}

// Tickets tells of the matters of organisations with the operators.
type Tickets interface {
	// Unanswered are those of an organisation that wait for it, the oldest first, as far as the viewer may see them; at most limit.
	Unanswered(ctx context.Context, organisationID string, limit int) ([]WaitingTicket, error)
	// Count is how many of an organisation are not resolved.
	Count(ctx context.Context, organisationID string) (int, error)
	// CountWaiting is how many wait for the operators, counted up to 1,000; for operators.
	CountWaiting(ctx context.Context) (int, error)
}

// Organisations tells how they are called.
type Organisations interface {
	OrganisationName(organisationID string) (string, bool)
}

// Authorities tells how they are called.
type Authorities interface {
	// AuthorityName is empty for one that is not there.
	AuthorityName(authorityID string) string
}

// Addresses makes addresses that let a session fetch a file for a short time; *vault.Platform does.
type Addresses interface {
	Ticket(expires time.Time, accountID, sessionID string, about ...string) string
	OpenTicket(ticket, accountID, sessionID string, about ...string) (expires time.Time, ok bool)
}

// Ports is what the service asks of the packages of the market and of the rest of the platform.
type Ports struct {
	Catalogue     *catalogue.Service
	Orders        *orders.Service
	Contracts     *contracts.Service
	Rollouts      *rollouts.Service
	Tickets       Tickets
	Organisations Organisations
	Authorities   Authorities
	Addresses     Addresses
}

// Service answers what spans the market.
type Service struct {
	db    *store.DB
	ports Ports
}

// New returns the service.
func New(db *store.DB, p Ports) *Service { return &Service{db: db, ports: p} }

// takesPart reports whether something of an organisation in the market is for the viewer to do.
func takesPart(ctx context.Context, organisationID string) bool {
	m := viewer.From(ctx).MemberOf(organisationID)
	return m != nil && m.InMarket()
}
