// Package documents keeps the sealed files of messages: uploads before they are sent, what is read of them, the documents of answers that came by
// mail, and the signed original of such an answer.
//
// # Where to begin reading
//
// [Service.AnnounceDocument] announces a file, [Service.Upload] checks and seals its bytes, [Service.TakeDocuments] puts it into a message.
// [Service.OpenBytes] reads one; tickets ([Service.CheckTicket]) let a browser do so without a session's token. [Service.StoreDocuments] and
// [Service.StoreOriginal] take in what an answer by mail brings.
//
// # What it guarantees
//
// Bytes are looked at before anybody else can read them, sealed under a key of their own before they are on a disk, and destroyed with the
// last side that holds them. A side reads what it uploaded or was sent.
//
// The file format: docs/adr/0009-file-format.md. The packages of the postbox: docs/adr/0017-packages-of-the-postbox.md.
package documents

import (
	"log/slog"

	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Organisations tells which authorities can be written to.
type Organisations interface {
	// Connected reports whether an authority can be written to, as last known in memory.
	Connected(authorityID string) bool
}

// Service has the documents of all sides.
type Service struct {
	sides         *sides.Service
	db            *store.DB
	keys          *vault.Platform
	log           *slog.Logger
	blobs         Blobs
	inspector     Inspector
	organisations Organisations
}

// Options are what documents need.
type Options struct {
	Sides         *sides.Service
	DB            *store.DB
	Keys          *vault.Platform
	Log           *slog.Logger
	Blobs         Blobs
	Inspector     Inspector
	Organisations Organisations
}

// New returns the service.
func New(o Options) *Service {
	return &Service{
		sides: o.Sides, db: o.DB, keys: o.Keys, log: o.Log, blobs: o.Blobs, inspector: o.Inspector, organisations: o.Organisations,
	}
}
