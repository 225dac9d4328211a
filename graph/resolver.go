// Package graph is the GraphQL transport: it turns requests into one call of a domain and read models into answers, and
// holds nothing else. Types, executor and signatures are generated from schema/*.graphql; see gqlgen.yml.
//
// Begin with [NewHandler] and [Resolver]; each domain has its resolvers in NAME.resolvers.go and what else it tells in the file of its
// name (domain.go). Guaranteed here: a document is bounded before it runs (request_limits.go, request_cost.go) and its answer while
// it is made (answer_budget.go); lists come in pages (pagination.go), and what lies behind their entries is asked for together
// (dataloader.go); a subscription goes on where a lost connection left it (subscription.go, subscription_resume.go). Why the schema is
// written by hand: docs/adr/0002-hand-written-schema.md.
package graph

import (
	"context"
	"log/slog"
	"time"

	"schalter/graph/model"
	"schalter/internal/account"
	"schalter/internal/audit"
	"schalter/internal/clock"
	"schalter/internal/deletion"
	"schalter/internal/delivery/inbound"
	"schalter/internal/directory"
	"schalter/internal/market"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/levy"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/network"
	"schalter/internal/organisation"
	"schalter/internal/postbox"
	"schalter/internal/rulebook"
	"schalter/internal/store"
	"schalter/internal/support"
)

// domains are those whose objects the contract shows. A new one adds its line here and its service below, and writes everything else
// in the file of its name.
var domains = []domain{directoryDomain, organisationDomain, accountDomain, postboxDomain, supportDomain, catalogueDomain, levyDomain, marketAccountsDomain, contractsDomain, ordersDomain, marketDomain, ticketDomain, rolloutDomain, networkDomain, rulebookDomain, deadlineDomain}

// Resolver has the dependencies of all resolvers.
type Resolver struct {
	Directory     *directory.Directory
	Organisations *organisation.Service
	Accounts      *account.Service
	Postbox       *postbox.Service
	Audit         *audit.Service
	Certificates  *deletion.Issuer
	Catalogue     *catalogue.Service
	Levy          *levy.Service
	// MarketAccounts are those of the market, Accounts those of the platform.
	MarketAccounts *accounts.Service
	Contracts      *contracts.Service
	Orders         *orders.Service
	// Market is what spans those of an organisation.
	Market *market.Service
	// Gateway is there without an address of the gateway too: what it holds can still be read and judged.
	Gateway  *inbound.Service
	Tickets  *support.Service
	Rollouts *rollouts.Service
	Network  *network.Service
	Rulebook *rulebook.Service
	Keys     Keys
	Failed   Failed
	Streams  Streams
	Wake     Wake
	Browser  Browser
	Legal    LegalTexts
	Clock    clock.Clock
	Log      *slog.Logger
	// BaseURL is what addresses begin with, without a slash at its end.
	BaseURL string
	// Epoch names the life of the streams; a restore begins a new one.
	Epoch string
	// Outage reports whether an error only means that something does not answer now; every other one is a fault.
	Outage func(error) bool
}

// Streams reads what was appended for each reader.
type Streams interface {
	// Entries reads at most limit entries behind a number, and the number up to which the stream was read.
	Entries(ctx context.Context, reader string, topic store.Topic, after int64, limit int) ([]store.Entry, int64, error)
	// Position is the number of the last entry.
	Position(ctx context.Context, reader string) (int64, error)
	// Oldest is the smallest number still kept; 0 when there is none.
	Oldest(ctx context.Context, reader string) (int64, error)
}

// Wake tells that a stream has moved; the first value is there at once.
type Wake interface {
	Subscribe(reader string) (wake <-chan struct{}, cancel func())
}

// Browser is the client that sent the request of a context: who it is, and the cookie it keeps.
type Browser interface {
	// Client is the device and the network address of the request.
	Client(ctx context.Context) account.Client
	// Remember gives the browser the refresh token of a session.
	Remember(ctx context.Context, token string, until time.Time)
	// Forget takes the refresh token from the browser.
	Forget(ctx context.Context)
}

// Failed counts jobs and mails that ended without success, for operators.
type Failed interface {
	Failures(ctx context.Context) (*model.Failures, error)
}

// Keys gives what the platform signs and encrypts with, as far as everybody may know it.
type Keys interface {
	PlatformKeys(ctx context.Context) (*model.PlatformKeys, error)
}

// LegalTexts gives the legal texts in force, in a language.
type LegalTexts interface {
	InForce(locale string) []*model.LegalText
}
