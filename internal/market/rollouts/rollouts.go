// Package rollouts leads from the contract to the live service: the tasks of each order, the parameters to set it up by, what vendors are
// told and how they answer, and the links by which citizens reach the service.
//
// Begin with [Service.Begin], by which the release of an order makes a rollout, and [Service.SetTask]. What a person may do is decided in
// access.go, what may follow on what in task_state.go. What the platform observes it writes by itself ([Service.settle], after every
// change): that the contract is effective, that the vendor was told, that links were reported and work; nobody else can say so.
//
// A vendor has no account: its mail has a link (vendor_mail.go, session.go) that is redeemed for a session of an hour. Such a viewer is
// [viewer.Viewer.VendorID] and nothing else: no account and no member, so that everything else of the platform takes it for nobody.
//
// A link is checked within limits and every day (link_check.go); while it works and the rollout is live, citizens see it ([OnlineService]).
package rollouts

import (
	"context"
	"log/slog"
	"time"

	"schalter/ent"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Catalogue gives the sheets that orders were made from.
type Catalogue interface {
	// VersionsByID are those that there are, former ones too.
	VersionsByID(ctx context.Context, versionIDs []string) (map[string]*catalogue.OfferingVersion, error)
	Offering(offeringID string) *catalogue.Offering
	Procedure(procedureID string) *catalogue.SpecialistProcedure
}

// Organisation is what is asked of one here.
type Organisation struct {
	ID, Name string
	// RegionARS is its place, Email its public address; nil where not known.
	RegionARS, Email *string
	// AuthorityIDs are its authorities, the one that the directory has it by first.
	AuthorityIDs []string
	// SetsUp says that it is of a kind that sets services up for others: a vendor or an IT association.
	SetsUp bool
}

// Organisations tells who orders, who sets up, and for whom.
type Organisations interface {
	// Organisation is one by its id; nil when there is none.
	Organisation(organisationID string) *Organisation
	// SetsUpFor are the ids of those that any of some organisations may set services up for.
	SetsUpFor(ctx context.Context, organisationIDs []string) ([]string, error)
	// MaySetUp reports whether an organisation may set services up for another one now.
	MaySetUp(ctx context.Context, tx *store.Tx, organisationID, forOrganisationID string) (bool, error)
}

// ServiceFacts is what is said of a service in mails and lists.
type ServiceFacts struct {
	German, English string
	LeikaKey        *string
}

// Handled is a service that an authority handles.
type Handled struct{ ServiceID, AuthorityID string }

// Directory tells who is competent for what, and which places there are.
type Directory interface {
	ServiceFacts(serviceID string) (ServiceFacts, bool)
	// Competent are the authorities that handle services at a place, in the order of the services; one of own where that does. Empty where
	// nobody does.
	Competent(ars string, serviceIDs, own []string, at time.Time) []string
	// Handled are the services that authorities handle, by name.
	Handled(authorityIDs []string, at time.Time) []Handled
	// Below are the keys of the places directly below one, by name; those of the whole Land without one. NOT_FOUND for an unknown place.
	Below(ars string) ([]string, error)
	// Revision changes with any of it.
	Revision() string
}

// Persons tells how an account is called.
type Persons interface {
	Name(ctx context.Context, tx *store.Tx, accountID string) (string, error)
}

// Text is what the platform says, in both languages.
type Text struct{ German, English string }

// Note is what is noted in a ticket.
type Note struct {
	TicketID string
	// Key names what is noted: the same key of a ticket is noted once.
	Key  string
	Text Text
	// Internal is for operators alone, Resolved ends the ticket.
	Internal, Resolved bool
}

// Tickets writes into the ticket of an order; all who take part in it are mailed.
type Tickets interface {
	AddNote(ctx context.Context, tx *store.Tx, n Note) error
}

// Transport hands mails to the operator's mail server; *relay.Client is one.
type Transport interface {
	Send(ctx context.Context, m relay.Message) (relay.Accepted, error)
}

// Tokens issues the tokens of mails; *token.Keys is one.
type Tokens interface {
	Issue(kind token.Kind, id [16]byte) string
}

// DomainSigner adds the domain's signature (DKIM) to a whole mail.
type DomainSigner interface {
	Sign(mail []byte) ([]byte, error)
}

// Prober looks whether a page is there; *safehttp.Client is one.
type Prober interface {
	// Probe asks for the page and returns what its server answers.
	Probe(ctx context.Context, address string) (status int, err error)
}

// Recorder writes the audit log.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Options are the dependencies and settings of rollouts.
type Options struct {
	DB            *store.DB
	Vault         *vault.Vault
	Platform      *vault.Platform
	Catalogue     Catalogue
	Organisations Organisations
	Directory     Directory
	Persons       Persons
	Tickets       Tickets
	Audit         Recorder
	Prober        Prober
	Tokens        Tokens
	// Transport is nil while no mail server is configured: mails wait, at most 48 hours.
	Transport Transport
	// DomainSigner is nil where mails get no DKIM signature here.
	DomainSigner DomainSigner
	// From is the platform's own address, and PlatformName its name.
	From, PlatformName string
	// Domain is the one whose mails come in here; empty where none do.
	Domain string
	// BaseURL is what links begin with, without a slash at its end.
	BaseURL string
	Log     *slog.Logger
}

// Service answers for rollouts. Its clock is the database's.
type Service struct {
	Options
	counts   counts
	live     liveCounts
	onChange func(ctx context.Context, tx *store.Tx, orderID string) error
}

// New returns the service. Its jobs run only after RegisterJobs.
func New(o Options) *Service {
	return &Service{Options: o, onChange: func(context.Context, *store.Tx, string) error { return nil }}
}

// OnChange sets the function that is told, in the transaction that changes it, that the rollout of an order changed; before RegisterJobs.
func (s *Service) OnChange(fn func(ctx context.Context, tx *store.Tx, orderID string) error) {
	s.onChange = fn
}

// changes is the stream whose position is the revision of what everybody may know of rollouts. Streams are locked in the order of their
// names: this one comes after those of tickets.
const changes = "trade.rollouts"

// published tells everybody's readers that what they may know has changed.
func published(tx *store.Tx, r *ent.Rollout) {
	tx.Append(store.Entry{Reader: changes, Topic: store.TopicChange, SideID: r.ID, At: tx.Now})
}

func system(ctx context.Context) context.Context { return viewer.System(ctx, "rollouts") }

// hash is a keyed digest of what must not be found in the database by itself.
func (s *Service) hash(parts ...string) []byte {
	return s.Platform.MAC(vault.BlindIndex, append([]string{"rollout"}, parts...)...)
}
