package account

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"schalter/internal/errs"
	"schalter/internal/vault"
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
	return &BatchLink{
		Path: "/letters/" + name + "?ticket=" + s.batchTicket(viewer.From(ctx), name, expires), Filename: name,
		MediaType: kind.MediaType(), ExpiresAt: expires,
	}
}

// batchTicket has the form of all tickets: when it ends, the session, and the first half of a MAC over both, the account and
// the file.
func (s *Service) batchTicket(v *viewer.Viewer, name string, expires time.Time) string {
	at := strconv.FormatInt(expires.Unix(), 36)
	mac := s.platform.MAC(vault.DownloadTicket, "letters", name, v.AccountID, v.SessionID, at)
	return at + "." + v.SessionID + "." + hex.EncodeToString(mac[:16])
}

// CheckBatchTicket checks a ticket for a file of a batch against its viewer.
func (s *Service) CheckBatchTicket(v *viewer.Viewer, name, ticket string) error {
	refused := errs.New(errs.Unauthenticated, "the download link has expired")
	parts := strings.Split(ticket, ".")
	if len(parts) != 3 || parts[1] != v.SessionID {
		return refused
	}
	unix, err := strconv.ParseInt(parts[0], 36, 64)
	if err != nil || s.db.Clock().Now().After(time.Unix(unix, 0)) {
		return refused
	}
	mac, err := hex.DecodeString(parts[2])
	if err != nil || !s.platform.Verify(vault.DownloadTicket, mac, "letters", name, v.AccountID, v.SessionID, parts[0]) {
		return refused
	}
	return nil
}
