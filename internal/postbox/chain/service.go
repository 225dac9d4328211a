// Package chain keeps the record of a side: a chain of signed events, each naming the one before it. Its
// salted hashes go into the public log.
//
// # Where to begin reading
//
// [Event] is what happened; [Service.Append] signs it as the next one of a side's chain and takes its hash into the public log, in the transaction
// of what happened. [Service.Events] reads a record.
//
// # What it guarantees
//
// What happened and its event are one transaction: there is none without the other. The caller has the side locked, so that a chain has no
// two events with one number.
//
// The log: docs/adr/0013-log-and-packages.md. The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package chain

import (
	"context"

	"schalter/internal/evidence/merkle"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Log takes the salted hashes of events into the public Merkle log.
type Log interface {
	Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error
}

// Service writes and reads the records of sides.
type Service struct {
	sides   *sides.Service
	db      *store.DB
	keys    *vault.Platform
	treelog Log
}

// New returns the service.
func New(of *sides.Service, db *store.DB, keys *vault.Platform, treelog Log) *Service {
	return &Service{sides: of, db: db, keys: keys, treelog: treelog}
}
