// Package postbox is the case mailbox (Fallpostfach): citizens write from it to authorities, authorities answer into it. It puts together the
// packages below it and does what spans them: deleting a mailbox, retention, periodic sweeps, the entries of streams. It does not know HTTP, GraphQL
// or mails: what it needs of others it calls by the interfaces of [Ports].
//
// A mailbox has an owner and parties. Each participant has a side; an authority's side exists from the first message it gets. A
// side sees only what it sent or received.
//
// # Where to begin reading
//
// [Service] has the packages, from the ground up: each may call only some of those before it (the table is in ADR 0017). What people say to each other is in
// package conversation.
//
// # What it guarantees
//
// The operation that begins a transaction hands it down; nobody below opens another. The transactions run as the platform (viewer.System),
// so who may read or write is asked first, as a scope ([schalter/ent/rule]), and every look-up repeats it. Writers lock the owner's side
// first, then the authority's.
//
// Sides and wraps: docs/adr/0003-sides-and-wraps.md. The packages: docs/adr/0017-packages-of-the-postbox.md.
package postbox

import (
	"context"
	"log/slog"
	"time"

	"schalter/internal/deletion"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/gateway"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/proof"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Directory answers who is competent and what things are called.
type Directory interface {
	conversation.Directory
	// Dissolution tells of an authority that is not there any more; false for one that is, and for one that never was.
	Dissolution(authorityID, locale string) (Dissolution, bool)
}

// Organisations tells how authorities receive case mail and who works for them.
type Organisations interface {
	documents.Organisations
	conversation.Organisations
	inbox.Organisations
}

// Gateway takes messages to authorities that receive by their own mailbox. What it is told happens in the transaction that
// made it necessary.
type Gateway interface {
	conversation.Gateway
	// TellDeleted tells an authority that the owner deleted a mailbox from which it was written to.
	TellDeleted(ctx context.Context, tx *store.Tx, authorityID, reference string) error
	// Forget destroys what is kept of deliveries whose mailbox was deleted: what names the case, and answers that wait for a
	// decision.
	Forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) error
}

// Log is the public Merkle log.
type Log interface {
	chain.Log
	proof.Log
}

// Notices queues the mails that tell of new messages, without content, in the transaction that made them necessary.
type Notices interface {
	conversation.Notices
	DeletionNotice(ctx context.Context, tx *store.Tx, authorityID, sideID, reference string) error
	// Withdraw takes back the notices about a mailbox that is deleted, and forgets it in those that were sent.
	Withdraw(ctx context.Context, tx *store.Tx, accountID, sideID string) error
	// EndWarning warns a person at all addresses that so many mailboxes are deleted without activity, the first of them at the end of a day; the
	// ids are those of the mails. It is sent to who wants no notices, too.
	EndWarning(ctx context.Context, tx *store.Tx, accountID string, mailboxes int, first time.Time) (mailIDs []string, err error)
	// IdleDeleted tells a person at all addresses that a mailbox was deleted without activity; byLetter says that a letter warned of it.
	IdleDeleted(ctx context.Context, tx *store.Tx, accountID, reference string, byLetter bool) error
	// ArchiveReminder reminds those who work for an authority that so many cases wait for what the archive says.
	ArchiveReminder(ctx context.Context, tx *store.Tx, authorityID string, cases int) error
	// States says of mails, by id, whether they are QUEUED, SENT or FAILED; SENT where the trace is gone.
	States(ctx context.Context, tx *store.Tx, mailIDs []string) (map[string]string, error)
}

// Ports is what the postbox needs of others.
type Ports struct {
	Directory     Directory
	People        conversation.People
	Organisations Organisations
	Notices       Notices
	Blobs         documents.Blobs
	Inspector     documents.Inspector
	Gateway       Gateway
	Log           Log
	Letters       proof.Letters
	Audit         consents.Audit
	// Rules are those that days with legal effect are computed by; nil: those that come with the program.
	Rules dates.Rules
	// ConsentText is the version in force of the text of a consent.
	ConsentText func(consents.ConsentScope) string
	Desk        conversation.Desk
	// Certificates are issued of deletions.
	Certificates *deletion.Issuer
	EndLetters   EndLetters
	// IsBlocked reports whether an operator has blocked an account; nil: nobody is blocked.
	IsBlocked func(ctx context.Context, tx *store.Tx, accountID string) (bool, error)
	// BaseURL is where the platform is, for what is read outside of it.
	BaseURL string
}

// Service is the case mailbox: its packages, and what spans them.
type Service struct {
	Sides        *sides.Service
	Chain        *chain.Service
	Consents     *consents.Service
	Dates        *dates.Service
	Documents    *documents.Service
	Conversation *conversation.Service
	Inbox        *inbox.Service
	Gateway      *gateway.Service
	Proof        *proof.Service

	db    *store.DB
	keys  *vault.Platform
	ports Ports
	log   *slog.Logger
}

// New puts the packages together.
func New(db *store.DB, v *vault.Vault, keys *vault.Platform, ports Ports, log *slog.Logger) *Service {
	s := &Service{db: db, keys: keys, ports: ports, log: log}
	s.Sides = sides.New(db, v, keys, sides.Movers{
		UnderKey:     []sides.Mover{conversation.MoveMessageKeys, documents.MoveDocumentKeys, conversation.MoveDraftKeys},
		UnderHeadKey: []sides.Mover{chain.MoveRecord, inbox.MoveNotes, conversation.MoveProgress, sides.MoveHold},
	}, log)
	s.Chain = chain.New(s.Sides, db, keys, ports.Log)
	s.Documents = documents.New(documents.Options{
		Sides: s.Sides, DB: db, Keys: keys, Log: log, Blobs: ports.Blobs, Inspector: ports.Inspector, Organisations: ports.Organisations,
	})
	if ports.Rules == nil {
		ports.Rules = dates.Shipped{}
	}
	s.Dates = dates.New(db, ports.Rules)
	s.Consents = consents.New(consents.Options{DB: db, Audit: ports.Audit, TextVersion: ports.ConsentText})
	s.Conversation = conversation.New(conversation.Options{
		Sides: s.Sides, Chain: s.Chain, Documents: s.Documents, DB: db, Keys: keys, Log: log, Directory: ports.Directory, People: ports.People,
		Organisations: ports.Organisations, Notices: ports.Notices, Gateway: ports.Gateway, Consents: s.Consents, Dates: s.Dates, Desk: ports.Desk, Audit: ports.Audit,
	})
	s.Consents.UseParties(s.Conversation)
	s.Inbox = inbox.New(s.Sides, s.Chain, s.Conversation, db, ports.Organisations, ports.Audit)
	s.Gateway = gateway.New(gateway.Options{
		Sides: s.Sides, Documents: s.Documents, Conversation: s.Conversation, DB: db,
		Directory: ports.Directory, People: ports.People, Organisations: ports.Organisations, Notices: ports.Notices,
	})
	s.Proof = proof.New(proof.Options{
		Sides: s.Sides, Chain: s.Chain, Documents: s.Documents, Conversation: s.Conversation, Gateway: s.Gateway, Inbox: s.Inbox, Dates: s.Dates,
		Audit: ports.Audit, DB: db, Keys: keys, Directory: ports.Directory, Log: ports.Log, Letters: ports.Letters, BaseURL: ports.BaseURL,
	})
	return s
}

// UseGateway gives the postbox the gateway, which is put together after it.
func (s *Service) UseGateway(g Gateway) {
	s.ports.Gateway = g
	s.Conversation.UseGateway(g)
}
