package support

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"time"

	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// People tells who accounts are.
type People interface {
	// Addressee is how to write to an account, inside the transaction that does.
	Addressee(ctx context.Context, tx *store.Tx, accountID string) (Addressee, error)
	// Names leaves out whom the context's viewer may not see.
	Names(ctx context.Context, accountIDs []string) (map[string]string, error)
}

// Addressee is how to write to a person. It is an alias, so that who knows the accounts need not know this package.
type Addressee = struct {
	Email string
	// SecondEmail is empty until it is proven.
	SecondEmail string
	// Name is empty until the address is proven.
	Name string
	// Locale is DE or EN.
	Locale string
	Phrase string
	// Active says that the account is open; Notices that the person wants mails.
	Active, Notices bool
}

// Organisations tells whose a ticket is.
type Organisations interface {
	// Find returns the one id of an organisation, whichever it was asked for by, and its name; ok is false where there is none.
	Find(organisationID string) (foundID, name string, ok bool)
	// InMarket reports whether an account has a part in the market for an organisation, or with "" for any, inside the transaction that asks.
	InMarket(ctx context.Context, tx *store.Tx, organisationID, accountID string) (bool, error)
}

// Transport hands mails to the operator's mail server; *relay.Client is one.
type Transport interface {
	// Send returns when the server has taken the mail for good, or a *relay.Failure.
	Send(ctx context.Context, m relay.Message) (relay.Accepted, error)
}

// Tokens issues and checks the tokens of mails; *token.Keys is one.
type Tokens interface {
	Issue(kind token.Kind, id [16]byte) string
	Parse(s string) (token.Kind, [16]byte, error)
}

// Hasher makes keyed digests and tickets of downloads; *vault.Platform is one.
type Hasher interface {
	MAC(purpose vault.Purpose, parts ...string) []byte
	Ticket(expires time.Time, accountID, sessionID string, about ...string) string
	OpenTicket(ticket, accountID, sessionID string, about ...string) (expires time.Time, ok bool)
}

// Blobs stores sealed files.
type Blobs interface {
	Put(ctx context.Context, key string, write func(io.Writer) error) (int64, error)
	Open(ctx context.Context, key string) (blob.Blob, error)
	Delete(ctx context.Context, key string) error
}

// Inspector decides which files are taken in: an error that is a *scan.Error refuses one.
type Inspector interface {
	Check(ctx context.Context, r io.ReaderAt, size int64, filename string) (mediaType string, scanned bool, err error)
}

// DomainSigner adds the domain's signature (DKIM, RFC 6376) to a whole mail.
type DomainSigner interface {
	Sign(mail []byte) ([]byte, error)
}

// Options are the dependencies and settings of tickets.
type Options struct {
	DB            *store.DB
	Vault         *vault.Vault
	MAC           Hasher
	Tokens        Tokens
	People        People
	Organisations Organisations
	Blobs         Blobs
	Inspector     Inspector
	// Transport is nil while no mail server is configured: mails wait, at most 48 hours.
	Transport Transport
	// DomainSigner is nil where mails get no DKIM signature here.
	DomainSigner DomainSigner
	// From is the platform's own address, and Platform its name.
	From, Platform string
	// Domain is the one whose mails come in here; empty where none do: then mails say that they cannot be answered.
	Domain string
	// BaseURL is what links begin with, without a slash at its end.
	BaseURL string
	// Returned are told that a mail of another domain came back, by the kind of the token in its bounce address, in the transaction that takes
	// the report.
	Returned map[token.Kind]func(ctx context.Context, tx *store.Tx, bits [16]byte, cause relay.Cause) error
	// Answered is told what the municipality wrote by mail in the ticket of an order, in the transaction that enters it; nil asks nobody.
	Answered func(ctx context.Context, tx *store.Tx, a Answer) error
	// Directory names what reports on the directory are about.
	Directory Directory
	// ReportsPerNetwork is how many reports one network may make in an hour; 0 is 10.
	ReportsPerNetwork int
	// FewTickets is how many tickets may have a word that is searched for so that all of them are looked at; 0 is 5,000.
	FewTickets int
	Log        *slog.Logger
}

// Answer is a mail of one who takes part, other than a vendor or an IT provider, that became an entry of the ticket of an order.
type Answer struct {
	OrderID, EntryID string
	// Text is without what the mail quotes.
	Text string
}

// Service answers for tickets. Its clock is the database's.
type Service struct{ Options }

// New returns the service. Its jobs run only after RegisterJobs.
func New(o Options) *Service { return &Service{o} }

// access is what a viewer may see: all tickets, those of the directory, or those of organisations.
type access struct {
	operator      bool
	editor        bool
	accountID     string
	organisations []string
}

// accessOf reads the rights of the context's viewer; nobody without an account has any.
func accessOf(ctx context.Context) (access, error) {
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return access{}, err
	}
	a := access{operator: v.HasRole(viewer.Operator), editor: v.HasRole(viewer.Editor), accountID: v.AccountID}
	for i := range v.Memberships {
		if m := &v.Memberships[i]; m.InMarket() && !slices.Contains(a.organisations, m.OrganisationID) {
			a.organisations = append(a.organisations, m.OrganisationID)
		}
	}
	return a, nil
}

// keeps reports whether tickets of a kind are the viewer's to answer: operators all, editors those of the directory.
func (a access) keeps(kind TicketKind) bool { return a.operator || a.editor && kind == OfDirectory }

// sees reports whether a ticket of a kind, of an organisation or of none, exists for the viewer.
func (a access) sees(kind TicketKind, organisationID *string) bool {
	return a.keeps(kind) || a.belongs(organisationID)
}

// belongs reports whether the viewer acts for an organisation, or for all.
func (a access) belongs(organisationID *string) bool {
	return a.operator || organisationID != nil && slices.Contains(a.organisations, *organisationID)
}

// operatorAccess is accessOf for what operators alone do.
func operatorAccess(ctx context.Context) (access, error) {
	a, err := accessOf(ctx)
	if err == nil && !a.operator {
		err = errs.New(errs.Forbidden, "operators only")
	}
	return a, err
}

func errNoTicket() error { return errs.New(errs.NotFound, "no such ticket") }

func system(ctx context.Context) context.Context { return viewer.System(ctx, "tickets") }

// localeOf is the language of the context's viewer.
func localeOf(ctx context.Context) string { return viewer.From(ctx).Locale }
