// Package orders holds what organisations take over from the catalogue, from the draft to the release.
//
// Begin with [Service.Save] and [Service.Submit]; what may follow on what is one table (state.go), who may order what for whom is place.go,
// and check.go says what submission would refuse, by the same code that refuses it. A buyer prepares, a person who may sign for the
// organisation on that day submits ([accounts.Service.MaySign], asked inside the transaction). The sheet is frozen with the
// submission: until then the version of an order counts the versions of the sheet, too, so that nobody submits another one than was seen.
//
// An offering is ordered once for an organisation or unit: a unique column holds the place, also when two come at the same time. What people
// wrote is sealed under a key of each order.
package orders

import (
	"context"
	"errors"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Text is a sentence of the platform in both languages.
type Text = errs.Bilingual

// Contact is a person whom an order names.
type Contact = accounts.Contact

// Organisation is what is asked of one here.
type Organisation struct {
	ID, Name string
	Kind     catalogue.OrganisationKind
	// Dissolved says that the directory has it no more, Confirmed that an operator let it in.
	Dissolved, Confirmed bool
}

// Unit is a part of an organisation that orders by its own kind. ValidTo is the first day (ISO 8601) on which it is there no more.
type Unit struct {
	ID, OrganisationID string
	Kind               catalogue.OrganisationKind
	ValidTo            *string
}

// Organisations tells who orders.
type Organisations interface {
	// Organisation is one by its id, UnionOf the Verwaltungsgemeinschaft of a municipality; nil when there is none.
	Organisation(organisationID string) *Organisation
	UnionOf(organisationID string) *Organisation
	// Units are the parts of an organisation, Unit is one by its id.
	Units(organisationID string) []*Unit
	Unit(unitID string) *Unit
	// Contacts are those that an organisation names for its orders, nil where it names none.
	Contacts(ctx context.Context, tx *store.Tx, organisationID string) (subject, technical *Contact, err error)
}

// Accounts tells who may act in the market; *accounts.Service does.
type Accounts interface {
	Acting(ctx context.Context, tx *store.Tx, v *viewer.Viewer) (*accounts.Signer, error)
	MaySign(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID, day string) (*accounts.Signer, error)
	Signable(ctx context.Context, tx *store.Tx, v *viewer.Viewer, day string) (map[string]bool, error)
	Confirmed(ctx context.Context, client *ent.Client, signerID, day string) (map[string]bool, error)
}

// NewTicket is what the ticket of an order begins with. Its subject is that of the offering; who submitted takes part, and the contacts do.
type NewTicket struct {
	OrderID, OrganisationID, OfferingID, RequesterID string
	Subject, First                                   Text
	Contacts                                         []Contact
	// Quiet has nobody mailed.
	Quiet bool
}

// Telling is what is told in the ticket of an order; the same key is told once.
type Telling struct {
	OrderID, Key string
	Text         Text
	Files        []File
	// Ends resolves the ticket with it, Quiet has nobody mailed.
	Ends, Quiet bool
}

// File goes with what is told, in the ticket and by mail.
type File struct {
	Name, MediaType string
	Content         []byte
}

// Tickets keeps the matter of each order.
type Tickets interface {
	Open(ctx context.Context, tx *store.Tx, t NewTicket) (ticketID string, err error)
	AddToTicket(ctx context.Context, tx *store.Tx, t Telling) error
	// Replace takes contacts out of the ticket of an order and others in.
	Replace(ctx context.Context, tx *store.Tx, orderID string, gone, come []Contact) error
}

// Offered is what a release offered: the contract, with its files for the mail.
type Offered struct {
	ContractID string
	Files      []File
}

// Releases makes what follows on the release of an order, in its transaction: contracts and rollouts do.
type Releases interface {
	// Offer has the contract of an order offered to the organisation that it is for, with the sheet as it was submitted; a refusal in words where it
	// cannot be.
	Offer(ctx context.Context, tx *store.Tx, o *Order, sheet *catalogue.OfferingVersion) (*Offered, error)
	// Begin begins the rollout.
	Begin(ctx context.Context, tx *store.Tx, o *Order) error
	// ContactsChanged tells the rollout whom the order names now.
	ContactsChanged(ctx context.Context, tx *store.Tx, o *Order) error
}

// People tells how accounts are called.
type People interface {
	Name(ctx context.Context, tx *store.Tx, accountID string) (string, error)
}

// Recorder writes the audit log.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Ports is what the service asks of the rest of the platform.
type Ports struct {
	Vault         *vault.Vault
	Platform      *vault.Platform
	Catalogue     *catalogue.Service
	Accounts      Accounts
	Organisations Organisations
	Tickets       Tickets
	Releases      Releases
	People        People
	Audit         Recorder
}

// Service answers what was ordered.
type Service struct {
	db    *store.DB
	ports Ports
}

// New returns the service.
func New(db *store.DB, p Ports) *Service { return &Service{db: db, ports: p} }

func system(ctx context.Context) context.Context { return viewer.System(ctx, "orders") }

func errNoOrder() error { return errs.New(errs.NotFound, "no such order") }

// inTx runs a change. Where somebody took the same place at the same time, it runs once more, and finds what is there now.
func (s *Service) inTx(ctx context.Context, fn func(ctx context.Context, tx *store.Tx) error) error {
	var constraint *ent.ConstraintError
	err := s.db.Tx(system(ctx), fn)
	if errors.As(err, &constraint) {
		err = s.db.Tx(system(ctx), fn)
	}
	if errors.As(err, &constraint) {
		return errs.RefuseText(errs.AlreadyOrdered, "order_there_now", nil, "offeringId")
	}
	return err
}

// buys reports whether a member may prepare orders.
func buys(v *viewer.Viewer, organisationID string) bool {
	m := v.MemberOf(organisationID)
	return m != nil && (m.Buyer || m.Signatory)
}

// requireBuyer finds the account of the market by which the viewer orders for an organisation.
func (s *Service) requireBuyer(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID string) error {
	acting, err := s.ports.Accounts.Acting(ctx, tx, v)
	if err == nil && (acting == nil || acting.OrganisationID != organisationID) {
		err = errs.RefuseText(errs.NotEligible, "order_account_missing", nil, "organisationId")
	}
	return err
}
