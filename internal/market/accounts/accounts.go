// Package accounts holds who may act for an organisation in the market: requests for an account with what an organisation certificate
// said, the decisions of operators about them, and who may sign for whom and until when.
//
// Begin with [Service.Request] and [Service.Decide]; the rules by which a certificate is a person's or an organisation's are in rules.go
// and touch nothing. [Service.MaySign] is asked inside the transaction that submits an order or signs a contract: what a member may do
// otherwise is in its membership, which package organisation holds.
//
// A person has one waiting or active account, and a certificate belongs to one; what the person wrote and the certificate said is
// sealed, and compared by keyed hashes.
package accounts

import (
	"context"
	"time"

	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// DefaultLimit is how many accounts a tax number may have over all its organisations, where the setting says nothing else.
const DefaultLimit = 5000

// Claims is what an organisation certificate said at a sign-in.
type Claims struct {
	// AccountID is the provider's name of the login.
	AccountID string `json:"accountId"`
	// Fingerprint is the SHA-256 of the certificate, 64 lower-case hex digits.
	Fingerprint string  `json:"fingerprint"`
	Email       *string `json:"email,omitempty"`
	// PersonName is nil for a certificate on a functional mailbox.
	PersonName        *string         `json:"personName,omitempty"`
	FunctionalMailbox bool            `json:"functionalMailbox,omitempty"`
	OrganisationName  string          `json:"organisationName"`
	LegalForm         *string         `json:"legalForm,omitempty"`
	Address           *postal.Address `json:"address,omitempty"`
	// TaxNumber is 13 digits (ELSTER), as the provider wrote them.
	TaxNumber *string   `json:"taxNumber,omitempty"`
	ValidTo   time.Time `json:"validTo"`
}

// SignIn is one sign-in by certificate.
type SignIn struct {
	ID     string
	Claims Claims
}

// Certificates tells what certificate a session was begun or refreshed by, and whose it is.
type Certificates interface {
	// CertificateIn is the last sign-in by certificate of a session, nil without one.
	CertificateIn(ctx context.Context, tx *store.Tx, sessionID string) (*SignIn, error)
	// Bind makes the sign-in's certificate the one of an account; refused with CERTIFICATE_IN_USE when it is another one's.
	Bind(ctx context.Context, tx *store.Tx, signInID, accountID string) error
	// Unbind makes that nobody signs in to an account by certificate any more.
	Unbind(ctx context.Context, tx *store.Tx, accountID string) error
	// NewAccount makes the account of somebody who has none, with the sign-in's certificate.
	NewAccount(ctx context.Context, tx *store.Tx, signInID string, p Applicant) (accountID string, err error)
}

// Applicant is somebody without an account.
type Applicant struct {
	GivenName, FamilyName, Email, Locale string
	// TermsVersion is that of the terms that the person accepted.
	TermsVersion string
}

// Organisation is what is asked of one here.
type Organisation struct {
	ID, Name, Kind string
	// FromDirectory says that the directory has it, Dissolved that it has it no more, Confirmed that an operator let it in.
	FromDirectory, Dissolved, Confirmed bool
}

// Organisations tells and changes who works for which organisation.
type Organisations interface {
	// Organisation is one by its id, OfARS the directory's by its key, UnionOf the Verwaltungsgemeinschaft of a municipality; nil when
	// there is none.
	Organisation(organisationID string) *Organisation
	OfARS(ars string) *Organisation
	UnionOf(organisationID string) *Organisation
	// DirectoryKind reports whether the directory has all organisations of a kind.
	DirectoryKind(kind string) bool
	// Ensure makes the row of one that the directory has, and returns the id of the row.
	Ensure(ctx context.Context, tx *store.Tx, organisationID string) (string, error)
	// Propose makes one that is in no list until Confirm; Withdraw takes it away again if nobody confirmed it.
	Propose(ctx context.Context, tx *store.Tx, name, kind string, ars *string) (organisationID string, err error)
	Confirm(ctx context.Context, tx *store.Tx, organisationID string) error
	Withdraw(ctx context.Context, tx *store.Tx, organisationID string) error
	// Mailboxes are the functional mailboxes of an organisation, MailboxOwner whose an address is; empty for nobody's.
	Mailboxes(ctx context.Context, tx *store.Tx, organisationID string) ([]string, error)
	MailboxOwner(ctx context.Context, tx *store.Tx, email string) (organisationID string, err error)
	AddMailboxes(ctx context.Context, tx *store.Tx, organisationID string, emails []string) error
	// NoteTaxNumber keeps the first tax number that an organisation's certificates name.
	NoteTaxNumber(ctx context.Context, tx *store.Tx, organisationID, taxNumber string) error
	// NoteDigitalOfficer keeps the digitalisation officer of an organisation that has none.
	NoteDigitalOfficer(ctx context.Context, tx *store.Tx, organisationID string, c Contact) error
	// Admit gives an account roles in an organisation, beside those it has; the first member of one that nobody manages becomes its
	// admin. Operators become no members.
	Admit(ctx context.Context, tx *store.Tx, organisationID, accountID string, roles []string) (membershipID string, err error)
	// TakeRoles takes roles from an account; a membership without any ends.
	TakeRoles(ctx context.Context, tx *store.Tx, organisationID, accountID string, roles []string) error
	// Signatory is the membership of an account in an organisation if it has the role SIGNATORY, held until the transaction ends; empty
	// otherwise.
	Signatory(ctx context.Context, tx *store.Tx, organisationID, accountID string) (membershipID string, err error)
	// Manages reports whether an account is an admin of an organisation, held until the transaction ends.
	Manages(ctx context.Context, tx *store.Tx, organisationID, accountID string) (bool, error)
	// Employed is the organisation of a membership; empty for none.
	Employed(ctx context.Context, tx *store.Tx, membershipID string) (organisationID string, err error)
}

// Persons tells accounts apart.
type Persons interface {
	Hold(ctx context.Context, tx *store.Tx, accountID string) (viewer.Standing, error)
	Identify(ctx context.Context, tx *store.Tx, accountIDs []string) ([]viewer.Standing, error)
	Same(a, b viewer.Standing) bool
}

// Notices tells people by mail what became of their account.
type Notices interface {
	MarketAccountApproved(ctx context.Context, tx *store.Tx, accountID, organisation string, maySign bool) error
	MarketAccountRejected(ctx context.Context, tx *store.Tx, accountID, organisation, note string) error
	// Invited tells somebody who may have no account of an invitation, with its link.
	Invited(ctx context.Context, tx *store.Tx, in Invited) error
}

// Invited is what the mail of an invitation says.
type Invited = struct {
	Email, Locale, Organisation, By, Token string
	// ByCertificate says that the roles need an account of the market, which is asked for by certificate.
	ByCertificate bool
	Until         time.Time
}

// Recorder writes the audit log.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Ports is what the service asks of the rest of the platform.
type Ports struct {
	Vault         *vault.Vault
	Platform      *vault.Platform
	Certificates  Certificates
	Organisations Organisations
	Persons       Persons
	Notices       Notices
	Audit         Recorder
	// Limit is how many accounts a tax number may have; 0 is DefaultLimit.
	Limit int
}

// Service answers who may act for an organisation in the market.
type Service struct {
	db    *store.DB
	ports Ports
}

// New returns the service.
func New(db *store.DB, p Ports) *Service {
	if p.Limit == 0 {
		p.Limit = DefaultLimit
	}
	return &Service{db: db, ports: p}
}

// Limit is how many accounts a tax number may have.
func (s *Service) Limit() int { return s.ports.Limit }

// keyedHash is a keyed hash of what must be compared and never read.
func (s *Service) keyedHash(parts ...string) []byte {
	return s.ports.Platform.MAC(vault.BlindIndex, append([]string{"market-account"}, parts...)...)
}
