// Package sides keeps the sides of a case mailbox: what one reader (the owner, an authority, or the gateway while a mail is under way)
// holds of it. It finds, locks, makes and saves them, opens and renews their keys, and has what hangs on a side alone: the words it is found
// by, and the idempotency keys of those who write from it.
//
// # Where to begin reading
//
// [Side] is a side with its keys opened. [Service.Find] opens one for reading, [Service.Lock] and [Service.LockCase] in a transaction that
// will write, [Save] stores what the transaction moved. [Service.RenewKey] is what follows a deletion.
//
// # What it guarantees
//
// Anyone who reads or writes is asked first, as a scope ([schalter/ent/rule]), and the look-ups repeat it: a side of somebody else does not
// exist. Those without a scope say so: their callers have shown their right on another side, or act as the platform. Only this package locks sides, the owner's first, then the authority's. A key that is renewed takes along every wrap that stays;
// the old key is gone with the row that had it, so that what was deleted opens no more.
//
// Sides and wraps: docs/adr/0003-sides-and-wraps.md. The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package sides

import (
	"log/slog"

	"schalter/internal/store"
	"schalter/internal/vault"
)

// Service has the sides of all mailboxes.
type Service struct {
	db    *store.DB
	vault *vault.Vault
	keys  *vault.Platform
	// movers take along what lies under a side's keys when these are renewed.
	movers Movers
	log    *slog.Logger
}

// New returns the service. The movers are those of all packages that keep something under a side's keys.
func New(db *store.DB, v *vault.Vault, keys *vault.Platform, movers Movers, log *slog.Logger) *Service {
	return &Service{db: db, vault: v, keys: keys, movers: movers, log: log}
}
