// Package inbox is what a clerk does with a case: list and filter, assign, set a due date, close, note for colleagues, confirm receipt.
//
// # Where to begin reading
//
// [Service.Cases] is an authority's list, [Service.UpdateCase] changes a case, [Service.ConfirmReceipt] tells the citizen that a message arrived.
//
// # What it guarantees
//
// A change of state, assignee or due date names the version it was made on; of two at once one is told so. Only a member of the case's
// authority reads or changes it. What is noted here is seen by colleagues alone.
//
// The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package inbox

import (
	"context"

	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Organisations tells who works for an authority.
type Organisations interface {
	// Member is the viewer's membership by which it works for an authority; assigneeID is whose case it is, nil for nobody's.
	Member(ctx context.Context, accountID, authorityID string, assigneeID *string) (conversation.Member, error)
	// AwayFor are the memberships of those who are away and whose deputy a membership is.
	AwayFor(ctx context.Context, membershipID string) ([]string, error)
	// MemberByID checks that a membership works for an authority.
	MemberByID(ctx context.Context, membershipID, authorityID string) (conversation.Member, error)
	// RetentionClasses are those of an authority as they are shown; RetentionClassesNow come from the database.
	RetentionClasses(authorityID string) []retention.Class
	RetentionClassesNow(ctx context.Context, tx *store.Tx, authorityID string) ([]retention.Class, error)
}

// Audit is the log of what was done.
type Audit interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Service has the inboxes of all authorities.
type Service struct {
	sides         *sides.Service
	chain         *chain.Service
	conversation  *conversation.Service
	db            *store.DB
	organisations Organisations
	audit         Audit
}

// New returns the service.
func New(of *sides.Service, record *chain.Service, talk *conversation.Service, db *store.DB, organisations Organisations, audit Audit) *Service {
	return &Service{sides: of, chain: record, conversation: talk, db: db, organisations: organisations, audit: audit}
}
