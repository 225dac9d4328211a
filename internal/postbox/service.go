// Package postbox is the case mailbox (Fallpostfach): citizens write from it to authorities, authorities answer into it. It owns
// mailboxes, sides, messages, documents, drafts, deliveries as lists of facts, the clerk's inbox, and the evidence of all this. It
// does not know HTTP, GraphQL or mails: it calls what it needs of others by the interfaces of [Ports].
//
// A mailbox has an owner and parties. Each participant has a side; an authority's side exists from the first message it gets. A
// side sees only what it sent or received.
//
// # Where to begin reading
//
// [Service.Open] makes a mailbox. [Service.Send] and [Service.Reply] write a message; both end in deliverToSides, which puts it on
// each side. [Service.Messages] reads a side, [Service.MarkRead] opens what was received, [Service.Cases] is an authority's inbox.
// What the gateway learns comes by [Service.RecordFact], an answer by mail by [Service.ReceiveAnswer]. The keys of a side and the order of
// locks are in side.go, what a deletion leaves in delete_message.go, delete.go and forget.go.
//
// # What it guarantees
//
// A message is in a side's list, in its record (a chain of signed events) and in its reader's stream by one and the same
// transaction; only after its commit the writer is told that the message was sent. The same idempotency key writes once.
//
// Content is sealed under a key of its own for every message and document; each side that holds it has that key wrapped by the
// side's key. To delete is to destroy the wrap, and the side gets a new key, so that an old wrap opens nothing, a backup's neither.
//
// Who may read or write is asked first, as a scope ([schalter/ent/rule]); every look-up repeats it, because the transactions run as
// the platform (viewer.System). Writers lock the owner's side first, then the authority's.
//
// Sides and wraps: docs/adr/0003-sides-and-wraps.md. The packages that this one is to become: docs/adr/0017-packages-of-the-postbox.md.
package postbox

import (
	"context"
	"crypto/ed25519"
	"log/slog"
	"time"

	"schalter/internal/evidence/merkle"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
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
	RegionName(ars string) string
	// AuthorityName is empty when there is no such authority.
	AuthorityName(authorityID string) string
	// Dissolution tells of an authority that is not there any more; false for one that is, and for one that never was.
	Dissolution(authorityID, locale string) (Dissolution, bool)
}

// ServiceCandidates are the authorities that may be addressed for one service.
type ServiceCandidates struct {
	ServiceID  string
	Candidates []Candidate
}

// Candidate is one authority that may be addressed, and the rule that says so.
type Candidate struct {
	AuthorityID string
	Role        CompetenceRole
	RuleID      string
}

// People tells what is proven of a person.
type People interface {
	Facts(ctx context.Context, accountID string) (PersonFacts, error)
	// PlanDone forgets what the viewer set out to do before registering: a mailbox for it is open now.
	PlanDone(ctx context.Context) error
}

// PersonFacts is what the platform has proven of a person.
type PersonFacts struct {
	// Name and Address are as they are proven; the name is empty before the proof, and after a change of the profile until the next.
	Name    string
	Address *postal.Address
	// Proof is the trust level by which they were proven.
	Proof string
	// TrustLevel is the account's of now: what it may begin.
	TrustLevel string
	// Locale is "de" or "en".
	Locale string
}

// Organisations tells how authorities receive case mail and who works for them.
type Organisations interface {
	// Channel reads an authority's channel inside the transaction.
	Channel(ctx context.Context, tx *store.Tx, authorityID string) (ChannelFacts, error)
	// Connected reports whether an authority can be written to, as last known in memory.
	Connected(authorityID string) bool
	// MaxMessageBytes is the most a message with its documents may weigh, as last known in memory.
	MaxMessageBytes(authorityID string) int
	// Member is the viewer's membership by which it works for an authority.
	Member(ctx context.Context, accountID, authorityID string) (Member, error)
	// MemberByID checks that a membership works for an authority.
	MemberByID(ctx context.Context, membershipID, authorityID string) (Member, error)
}

// ChannelFacts says whether an authority can be written to now, and by which channel.
type ChannelFacts struct {
	Connected bool
	Kind      ChannelKind
	MaxBytes  int
}

// Gateway takes messages to authorities that receive by their own mailbox. What it is told happens in the transaction that
// made it necessary.
type Gateway interface {
	// Dispatch queues the mail of a delivery.
	Dispatch(ctx context.Context, tx *store.Tx, deliveryID, authorityID, reference string) error
	// TellDeleted tells an authority that the owner deleted a mailbox from which it was written to.
	TellDeleted(ctx context.Context, tx *store.Tx, authorityID, reference string) error
	// Forget destroys what is kept of deliveries whose mailbox was deleted: what names the case, and answers that wait for a
	// decision.
	Forget(ctx context.Context, tx *store.Tx, deliveryIDs []string) error
}

// Log takes the salted hashes of events into the public Merkle log.
type Log interface {
	Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error
	// Prove finds leaves in the log; nil while it is empty.
	Prove(ctx context.Context, leaves []merkle.Record) (*LogProof, error)
}

// Member is one colleague at an authority.
type Member struct{ ID, Name string }

// Notices queues the mails that tell of new messages, without content, in the transaction that made them necessary.
type Notices interface {
	OwnerNotice(ctx context.Context, tx *store.Tx, accountID, sideID string) error
	AuthorityNotice(ctx context.Context, tx *store.Tx, authorityID, sideID string) error
	DeletionNotice(ctx context.Context, tx *store.Tx, authorityID, sideID, reference string) error
	// Withdraw takes back the notices about a mailbox that is deleted, and forgets it in those that were sent.
	Withdraw(ctx context.Context, tx *store.Tx, accountID, sideID string) error
	// WithdrawAfter takes back a notice that waits and is only about messages that came after a time.
	WithdrawAfter(ctx context.Context, tx *store.Tx, accountID, sideID string, last time.Time) error
}

// Service is the case mailbox.
type Service struct {
	db     *store.DB
	vault  *vault.Vault
	keys   *vault.Platform
	movers movers
	Ports
	log *slog.Logger
	// exports has a place for each that is being prepared.
	exports chan struct{}
}

// Ports is what the postbox needs of others.
type Ports struct {
	Directory     Directory
	People        People
	Organisations Organisations
	Notices       Notices
	Blobs         Blobs
	Inspector     Inspector
	Gateway       Gateway
	Log           Log
	Letters       Letters
	// BaseURL is where the platform is, for what is read outside of it.
	BaseURL string
}

// New returns the service.
func New(db *store.DB, v *vault.Vault, keys *vault.Platform, ports Ports, log *slog.Logger) *Service {
	return &Service{
		db: db, vault: v, keys: keys, Ports: ports, log: log, exports: make(chan struct{}, exportsAtOnce),
		movers: movers{
			underKey:     []mover{moveMessageKeys, moveDocumentKeys, moveDraftKeys},
			underHeadKey: []mover{moveRecord, moveNotes},
		},
	}
}

// Limits of the postbox that several parts of it keep; each of the others stands where it is kept.
const (
	MaxSubject = 200
	MaxBody    = 50_000
	// RetentionYears is how long an authority keeps its copy after closing.
	RetentionYears = 2
)

// CompetenceRole is in which role an authority is a party (enum CompetenceRole).
type CompetenceRole string

// The roles.
const (
	Primary              CompetenceRole = "PRIMARY"
	Alternative          CompetenceRole = "ALTERNATIVE"
	PointOfSingleContact CompetenceRole = "POINT_OF_SINGLE_CONTACT"
)

// ChannelKind is by which channel an authority receives (enum ChannelKind of the contract).
type ChannelKind string

// The kinds of channel.
const (
	ByInbox ChannelKind = "INBOX"
	BySMIME ChannelKind = "SMIME"
)

// Dissolution says since when an authority is not there any more, and who took over its tasks.
type Dissolution struct {
	// Since is the first day without it, in the words of the language asked for.
	Since string
	// Successor is empty where nobody took over its tasks or it is not known.
	Successor string
}

// LogProof is leaves of the public log with their places in one signed state of it.
type LogProof struct {
	// Checkpoint is the signed note, Stamp a time stamp (RFC 3161) of it, or nil.
	Checkpoint, Stamp []byte
	Key               ed25519.PublicKey
	// Places has one entry for each leaf asked for; nil for one that is younger than the state.
	Places []*LogPlace
}

// LogPlace is where a leaf is, and what proves it.
type LogPlace struct {
	Index int64
	Proof []merkle.Hash
}
