// Package gateway is the postbox's half of delivery by mail: what is read for a mail to an authority, which facts a report adds, and how an answer
// by mail becomes a message. internal/delivery has the mails themselves.
//
// # Where to begin reading
//
// [Service.Outgoing] reads a message for its mail, from the side that keeps it in transit. [Service.RecordFact] adds what a report says of a delivery.
// [Service.ReceiveAnswer] writes an answer that came by mail.
//
// # What it guarantees
//
// An answer is written once, whatever is repeated, on the case of the message that it answers and on no other. What is in transit is kept no longer than
// until its fate is known. What internal/delivery reports is written in its transaction.
//
// Transit sides: docs/adr/0012-transit-sides.md. The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package gateway

import (
	"context"

	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// Directory says what things are called.
type Directory interface {
	AuthorityName(authorityID string) string
	ServiceName(serviceID, locale string) string
}

// People tells what is proven of a person.
type People interface {
	Facts(ctx context.Context, accountID string) (conversation.PersonFacts, error)
}

// Organisations tells how authorities receive case mail.
type Organisations interface {
	// Channel reads an authority's channel inside the transaction.
	Channel(ctx context.Context, tx *store.Tx, authorityID string) (conversation.ChannelFacts, error)
}

// Notices queues the mails that tell of new messages, without content, in the transaction that made them necessary.
type Notices interface {
	OwnerNotice(ctx context.Context, tx *store.Tx, accountID, sideID string) error
}

// Service is what internal/delivery is answered by.
type Service struct {
	sides         *sides.Service
	documents     *documents.Service
	conversation  *conversation.Service
	db            *store.DB
	directory     Directory
	people        People
	organisations Organisations
	notices       Notices
}

// Options are what the gateway's half needs.
type Options struct {
	Sides         *sides.Service
	Documents     *documents.Service
	Conversation  *conversation.Service
	DB            *store.DB
	Directory     Directory
	People        People
	Organisations Organisations
	Notices       Notices
}

// New returns the service.
func New(o Options) *Service {
	return &Service{
		sides: o.Sides, documents: o.Documents, conversation: o.Conversation, db: o.DB, directory: o.Directory,
		people: o.People, organisations: o.Organisations, notices: o.Notices,
	}
}
