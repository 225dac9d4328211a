// Package proof makes evidence when it is asked for: the proof of one message, the export of a side, the letter that takes the place of a failed
// delivery.
//
// # Where to begin reading
//
// [Service.OpenPackage] makes a package (ASiC-E, EN 319 162-1) for a message, a mailbox or a case; [Service.FallbackLetter] prints a letter.
//
// # What it guarantees
//
// A package holds what its reader's side holds and nothing more, and can be checked without the platform. It changes nothing but one thing: of an
// authority's export that was served to its end the side keeps when it was made and what was the last event in it.
//
// Log and packages: docs/adr/0013-log-and-packages.md. The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package proof

import (
	"context"

	"schalter/internal/evidence/merkle"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/gateway"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Directory says what authorities are called.
type Directory interface {
	AuthorityName(authorityID string) string
}

// Log proves what the public Merkle log has.
type Log interface {
	// Prove finds leaves in the log; nil while it is empty.
	Prove(ctx context.Context, leaves []merkle.Record) (*LogProof, error)
}

// Service makes proofs, exports and letters.
type Service struct {
	sides        *sides.Service
	chain        *chain.Service
	documents    *documents.Service
	conversation *conversation.Service
	gateway      *gateway.Service
	inbox        *inbox.Service
	dates        *dates.Service
	audit        inbox.Audit
	db           *store.DB
	keys         *vault.Platform
	directory    Directory
	treelog      Log
	letters      Letters
	baseURL      string
	// exports has a slot for each that is being prepared.
	exports chan struct{}
}

// Options are what proofs need.
type Options struct {
	Sides        *sides.Service
	Chain        *chain.Service
	Documents    *documents.Service
	Conversation *conversation.Service
	Gateway      *gateway.Service
	Inbox        *inbox.Service
	Dates        *dates.Service
	Audit        inbox.Audit
	DB           *store.DB
	Keys         *vault.Platform
	Directory    Directory
	Log          Log
	Letters      Letters
	// BaseURL is where the platform is, for what is read outside of it.
	BaseURL string
}

// New returns the service.
func New(o Options) *Service {
	return &Service{
		sides: o.Sides, chain: o.Chain, documents: o.Documents, conversation: o.Conversation, gateway: o.Gateway, inbox: o.Inbox,
		dates: o.Dates, audit: o.Audit, db: o.DB, keys: o.Keys,
		directory: o.Directory, treelog: o.Log, letters: o.Letters, baseURL: o.BaseURL, exports: make(chan struct{}, exportsAtOnce),
	}
}
