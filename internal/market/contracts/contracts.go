// Package contracts holds the chain of contracts from the provider of an offering down to the municipality: links above, which operators
// record, and the municipality's own, which is made from a template, signed on the platform by both sides and ends with what is above it.
//
// Begin with [Service.Offer] and [Service.Sign]. What a contract's state and last day are on a day is a pure function of it and the one above
// (link.go); everything that changes either settles the contracts below in the same transaction (settle.go). Contracts are locked from the top
// of their chain down, so signatures and an end above them follow each other on both databases.
package contracts

import (
	"context"
	"time"

	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Offerings is what is asked of the catalogue.
type Offerings interface {
	Offering(id string) *catalogue.Offering
	Version(ctx context.Context, versionID string) (*catalogue.OfferingVersion, error)
	Procedure(id string) *catalogue.SpecialistProcedure
}

// Services tells what services of the directory are called.
type Services interface {
	// ServiceName is empty for one that is not there.
	ServiceName(serviceID string) (name, leikaKey string)
}

// Party is an organisation as far as a contract names it.
type Party struct {
	// Address is in one line; ARS is empty for one that is of no region.
	ID, Name, Kind, Address, ARS string
}

// Organisations tells who the parties are.
type Organisations interface {
	// Party is nil for one that is not there or was never let in.
	Party(organisationID string) *Party
	// Ensure makes the row of one that the directory has, and returns its id.
	Ensure(ctx context.Context, tx *store.Tx, organisationID string) (string, error)
}

// Signing tells by what somebody may sign; *accounts.Service is one.
type Signing interface {
	MaySign(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID, day string) (*accounts.Signer, error)
	// Signable are all organisations that MaySign would find something for.
	Signable(ctx context.Context, tx *store.Tx, v *viewer.Viewer, day string) (map[string]bool, error)
}

// Certificate is a sign-in by organisation certificate.
type Certificate struct {
	Fingerprint string
	At          time.Time
}

// Certificates tells how somebody signed in.
type Certificates interface {
	// Fresh is the viewer's sign-in in this session by the certificate that is the account's now, not older than maxAge; it stays that until
	// the transaction ends. CERTIFICATE_SIGN_IN_REQUIRED otherwise.
	Fresh(ctx context.Context, tx *store.Tx, v *viewer.Viewer, maxAge time.Duration) (*Certificate, error)
	// Name is what the person of an account is called.
	Name(ctx context.Context, tx *store.Tx, accountID string) (string, error)
}

// Sealer seals documents for the platform.
type Sealer interface {
	SealPDF(pdf []byte, at time.Time) ([]byte, error)
}

// Effects is told what becomes of the contract of an order, in the transaction that does it or in one soon after.
type Effects interface {
	Signed(ctx context.Context, tx *store.Tx, c *Contract, party ContractParty) error
	// Declined is told when the grantee refused it.
	Declined(ctx context.Context, tx *store.Tx, c *Contract) error
	Effective(ctx context.Context, tx *store.Tx, c *Contract) error
	OnHold(ctx context.Context, tx *store.Tx, c *Contract) error
	Resumed(ctx context.Context, tx *store.Tx, c *Contract) error
	// Ending is told when a last day was set by a termination: of terminated, which is this contract or one above. Ended is told when it is over.
	Ending(ctx context.Context, tx *store.Tx, c, terminated *Contract) error
	// EndAgreed is told when another last day was agreed, or none, instead of a termination's too; before is the one that was told last, empty
	// for none.
	EndAgreed(ctx context.Context, tx *store.Tx, c *Contract, before string) error
	Ended(ctx context.Context, tx *store.Tx, c *Contract) error
}

// Recorder writes the audit log.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Ports is what the service asks of the rest of the platform.
type Ports struct {
	Vault         *vault.Vault
	Platform      *vault.Platform
	Offerings     Offerings
	Services      Services
	Organisations Organisations
	Signing       Signing
	Certificates  Certificates
	Sealer        Sealer
	Effects       Effects
	Audit         Recorder
	// Creator is the program's name in documents.
	Creator string
}

// Service answers for contracts.
type Service struct {
	db    *store.DB
	ports Ports
}

// New returns the service. Its jobs run only after RegisterJobs.
func New(db *store.DB, p Ports) *Service { return &Service{db: db, ports: p} }

func valueOrEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// orNil is nil for an empty text.
func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
