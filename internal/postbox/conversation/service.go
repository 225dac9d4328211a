// Package conversation is what citizens and authorities say to each other: mailboxes and their parties, messages, drafts, and what became of each
// delivery.
//
// # Where to begin reading
//
// [Service.Open] makes a mailbox. [Service.Send] and [Service.Reply] write a message; both end in DeliverToSides, which puts it on
// each side. [Service.Messages] reads a side, [Service.MarkRead] opens what was received. A delivery is a list of facts
// ([Service.AddFact]); its state is derived from them. [Service.DeleteMessage] takes a message from one side.
//
// # What it guarantees
//
// A message is in a side's list, in its record and in its reader's stream by one and the same transaction; only after its commit the
// writer is told that the message was sent. The same idempotency key writes once.
//
// Content is sealed under a key of its own for every message; each side that holds it has that key wrapped by the side's key. To delete is
// to destroy the wrap, and the side gets a new key, so that an old wrap opens nothing, a backup's neither.
//
// The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package conversation

import (
	"context"
	"log/slog"
	"time"

	"schalter/internal/legal"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Directory answers who is competent and what things are called.
type Directory interface {
	// Revision names the state of the directory that answers.
	Revision() string
	// Competences lists, in order, the authorities that may be addressed for each service at a place.
	Competences(ars string, serviceIDs []string, at time.Time) ([]ServiceCandidates, error)
	// UndertakingServices lists the services of an undertaking; false when it does not exist.
	UndertakingServices(undertakingID string) ([]string, bool)
	UndertakingName(undertakingID, locale string) string
	ServiceName(serviceID, locale string) string
	// RequiredTrust is the trust level that a service asks for (enum TrustLevel).
	RequiredTrust(serviceID string) string
	// Filing is by which way an application for a service is valid at an authority, at a place where one is known.
	Filing(ars *string, serviceID, authorityID string, at time.Time) Filing
	RegionName(ars string) string
	// ProcedureLaw is the code of procedure that governs services; the general Bavarian one where they do not agree or none is named.
	ProcedureLaw(serviceIDs []string) legal.ProcedureLaw
	// Silence is when the silence of an authority grants a service; nil where it grants nothing.
	Silence(serviceID string) *Silence
	// Seat is the official key of the place of an authority, whose holidays count; empty where it is not known.
	Seat(authorityID string) string
	// AuthorityName is empty when there is no such authority.
	AuthorityName(authorityID string) string
	// IsSingleContact reports whether an authority is an Einheitlicher Ansprechpartner.
	IsSingleContact(authorityID string) bool
}

// People tells what is proven of a person.
type People interface {
	Facts(ctx context.Context, accountID string) (PersonFacts, error)
	// Hold keeps the account of a person from being deleted before the transaction ends; NOT_FOUND when it is gone.
	Hold(ctx context.Context, tx *store.Tx, accountID string) error
	// PlanDone forgets what the viewer set out to do before registering: a mailbox for it is open now.
	PlanDone(ctx context.Context) error
}

// Organisations tells how authorities receive case mail and who works for them.
type Organisations interface {
	// Channel reads an authority's channel inside the transaction.
	Channel(ctx context.Context, tx *store.Tx, authorityID string) (ChannelFacts, error)
	// Member is the viewer's membership by which it works for an authority, with what persons may read of it; assigneeID is whose case it is, nil
	// for nobody's.
	Member(ctx context.Context, accountID, authorityID string, assigneeID *string) (Member, error)
}

// Notices queues the mails that tell of new messages, without content, in the transaction that made them necessary.
type Notices interface {
	OwnerNotice(ctx context.Context, tx *store.Tx, accountID, sideID string) error
	AuthorityNotice(ctx context.Context, tx *store.Tx, authorityID, sideID string) error
	// ProgressNotice tells the owner that an authority said how far it is.
	ProgressNotice(ctx context.Context, tx *store.Tx, accountID, sideID string) error
	// SilenceReminder reminds those who work for an authority of messages that nobody there has opened.
	SilenceReminder(ctx context.Context, tx *store.Tx, authorityID string) error
	// WithdrawAfter takes back a notice that waits and is only about messages that came after a time.
	WithdrawAfter(ctx context.Context, tx *store.Tx, accountID, sideID string, last time.Time) error
}

// Gateway takes messages to authorities that receive by their own mailbox.
type Gateway interface {
	// Dispatch queues the mail of a delivery, in the transaction that made it necessary.
	Dispatch(ctx context.Context, tx *store.Tx, deliveryID, authorityID, reference string) error
}

// Audit is the log of what was done.
type Audit interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Service has the conversations of all mailboxes.
type Service struct {
	sides         *sides.Service
	chain         *chain.Service
	documents     *documents.Service
	db            *store.DB
	keys          *vault.Platform
	log           *slog.Logger
	directory     Directory
	people        People
	organisations Organisations
	notices       Notices
	gateway       Gateway
	consents      *consents.Service
	dates         *dates.Service
	desk          Desk
	audit         Audit
}

// Options are what conversations need.
type Options struct {
	Sides         *sides.Service
	Chain         *chain.Service
	Documents     *documents.Service
	DB            *store.DB
	Keys          *vault.Platform
	Log           *slog.Logger
	Directory     Directory
	People        People
	Organisations Organisations
	Notices       Notices
	Gateway       Gateway
	Consents      *consents.Service
	Dates         *dates.Service
	Desk          Desk
	Audit         Audit
}

// New returns the service.
func New(o Options) *Service {
	return &Service{
		sides: o.Sides, chain: o.Chain, documents: o.Documents, db: o.DB, keys: o.Keys, log: o.Log, directory: o.Directory,
		people: o.People, organisations: o.Organisations, notices: o.Notices, gateway: o.Gateway, consents: o.Consents, dates: o.Dates, desk: o.Desk, audit: o.Audit,
	}
}

// UseGateway gives the service the gateway, which is put together after it.
func (s *Service) UseGateway(g Gateway) { s.gateway = g }
