package account

import (
	"context"
	"time"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// batchTicketLife is how long a download of a batch's file may be begun.
const batchTicketLife = time.Minute

// BatchLink is where a file of a batch can be fetched, by a browser that sends no access token.
type BatchLink struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

// BatchDownload gives an address for a file of a batch with a ticket of this viewer; nil when the letters were destroyed.
func (s *Service) BatchDownload(ctx context.Context, b *LetterBatch, kind BatchKind) *BatchLink {
	now := s.db.Clock().Now()
	if !b.Downloadable(now) {
		return nil
	}
	name, expires := kind.Filename(b.ID), now.Add(batchTicketLife)
	v := viewer.From(ctx)
	return &BatchLink{
		Path: "/letters/" + name + "?ticket=" + s.platform.Ticket(expires, v.AccountID, v.SessionID, "letters", name), Filename: name,
		MediaType: kind.MediaType(), ExpiresAt: expires,
	}
}

// CheckBatchTicket checks a ticket for a file of a batch against its viewer.
func (s *Service) CheckBatchTicket(v *viewer.Viewer, name, ticket string) error {
	expires, ok := s.platform.OpenTicket(ticket, v.AccountID, v.SessionID, "letters", name)
	if !ok || s.db.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}
