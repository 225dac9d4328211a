package network

import (
	"context"
	"time"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// FileLink is an address to fetch a file from; it ends soon, and is for the viewer's session alone.
type FileLink struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

// fileLinkLife is how long a link to a file is good.
const fileLinkLife = time.Minute

// below is the path under which the files are.
const below = "/group-files/"

// Link is where the viewer fetches a file; nil for one without bytes.
func (s *Service) Link(ctx context.Context, d *GroupDocument) *FileLink {
	if !d.ready {
		return nil
	}
	v, expires := viewer.From(ctx), s.DB.Clock().Now().Add(fileLinkLife)
	return &FileLink{
		Path:     below + d.ID + "?ticket=" + s.MAC.Ticket(expires, v.AccountID, v.SessionID, "group-file", d.ID),
		Filename: d.Filename, MediaType: d.MediaType, ExpiresAt: expires,
	}
}

// UploadPath is where the bytes of a file are put; nil once that they are there.
func (d *GroupDocument) UploadPath() *string {
	if !d.Awaited() {
		return nil
	}
	path := below + d.ID
	return &path
}

// CheckTicket checks the ticket of a link against its viewer.
func (s *Service) CheckTicket(v *viewer.Viewer, fileID, ticket string) error {
	expires, ok := s.MAC.OpenTicket(ticket, v.AccountID, v.SessionID, "group-file", fileID)
	if !ok || s.DB.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}
