// Package catalogue is what municipalities can take over: the sheets of offerings with their versions, and the specialist procedures that
// they work with. Everybody may read it; operators and editors write it.
//
// Begin with [Service.Offerings] to read and [Service.SaveOffering] to write. A sheet is never changed: what is saved otherwise is its next
// version, and an order keeps the one that it was made from ([Service.Version]). What changes without another version is the state of an
// offering (state.go).
//
// All answers come from one immutable snapshot of the current sheets, which every replica reads again when another one wrote (package
// organisation does the same); the files for everybody (files.go) are made of it once a revision. Only former versions, and who waits
// for an offering (interest.go), are asked of the database.
package catalogue

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Ports is what the catalogue asks of the rest of the platform.
type Ports struct {
	Directory     Directory
	Organisations Organisations
	Notices       Notices
	Orders        Orders
	Audit         Recorder
	// News is told what becomes of offerings; nil where nobody is.
	News News
}

// News passes on what becomes of offerings.
type News interface {
	// OfferingChanged tells of a change in the transaction that makes it.
	OfferingChanged(ctx context.Context, tx *store.Tx, c Change) error
}

// Change is that an offering can be ordered since now, or that it has another version of its sheet.
type Change struct {
	OfferingID, VersionID string
	Orderable             bool
	// Revision counts the changes of the offering.
	Revision int
}

// Orders tells what was ordered.
type Orders interface {
	// OrderedBy are the offerings that an organisation of the viewer's ordered, or that were ordered for it; NOT_FOUND for another one.
	OrderedBy(ctx context.Context, organisationID string) ([]string, error)
}

// Directory tells what is known of services.
type Directory interface {
	// ServiceFacts are those of a service; false for an unknown id.
	ServiceFacts(serviceID string) (ServiceFacts, bool)
}

// ServiceFacts is what of a service goes into search, filters and files.
type ServiceFacts struct {
	// Names are those in each language.
	Names map[Locale]string
	// Keywords are everyday words in all languages.
	Keywords []string
	// LeikaKey is its official key, nil where that is not known.
	LeikaKey *string
	// Former says that it is not there any more: sheets that name it stay, new ones cannot.
	Former bool
}

// Organisations tells who provides offerings and makes procedures.
type Organisations interface {
	// OrganisationName is the name of an organisation; false for an unknown id.
	OrganisationName(organisationID string) (string, bool)
}

// Notices writes mails into the transaction that makes them necessary.
type Notices interface {
	// OfferingOrderable tells a person that an offering can be ordered now; names are by locale, DE or EN.
	OfferingOrderable(ctx context.Context, tx *store.Tx, accountID, slug string, names map[string]string) error
}

// Recorder writes the audit log.
type Recorder interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Service answers what the catalogue has.
type Service struct {
	db    *store.DB
	ports Ports
	log   *slog.Logger
	// reloading keeps an older state from replacing a newer one.
	reloading sync.Mutex
	current   atomic.Pointer[snapshot]
}

// New returns the service with what the database says now.
func New(ctx context.Context, db *store.DB, ports Ports, log *slog.Logger) (*Service, error) {
	s := &Service{db: db, ports: ports, log: log}
	db.OnCommit(func(ctx context.Context, c store.Committed) {
		if slices.Contains(c.Readers, changes) {
			s.logFailure(ctx, s.Reload(ctx))
		}
	})
	return s, s.Reload(ctx)
}

// changes is the stream whose position is the revision of the catalogue.
const changes = "catalogue"

// notifyReplicas makes every replica read the catalogue again once the transaction is committed.
func notifyReplicas(tx *store.Tx, what string) {
	tx.Append(store.Entry{Reader: changes, Topic: store.TopicChange, SideID: what, At: tx.Now})
}

// watchRate is how soon a replica learns what another one changed.
const watchRate = 3 * time.Second

// Watch reloads when another replica changed something, until ctx ends.
func (s *Service) Watch(ctx context.Context) {
	clock.Every(ctx, watchRate, func() {
		if err := s.ReloadIfStale(ctx); ctx.Err() == nil {
			s.logFailure(ctx, err)
		}
	})
}

// ReloadIfStale reloads if another replica changed something.
func (s *Service) ReloadIfStale(ctx context.Context) error {
	revision, err := s.db.Position(ctx, changes)
	if err != nil || revision == s.current.Load().revision {
		return err
	}
	return s.Reload(ctx)
}

func (s *Service) logFailure(ctx context.Context, err error) {
	if err != nil {
		s.log.ErrorContext(ctx, "the catalogue could not be read", "error", err)
	}
}

// Reload reads the whole catalogue.
func (s *Service) Reload(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "catalogue.Reload")
	s.reloading.Lock()
	defer s.reloading.Unlock()
	n, err := s.readSnapshot(viewer.System(ctx, "catalogue-load"))
	if err == nil {
		s.current.Store(n)
	}
	return err
}

// Revision counts the changes of the catalogue, as this replica knows them.
func (s *Service) Revision() int64 { return s.current.Load().revision }
