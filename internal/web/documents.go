package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"schalter/internal/id"
	"schalter/internal/viewer"
)

// Documents carries the bytes of documents; they never pass through GraphQL.
type Documents interface {
	// Upload takes the bytes of an announced document and says what became of it.
	Upload(ctx context.Context, documentID string, body io.Reader) (state string, err error)
	// Open opens a document for its viewer, on the side that is named; the name may be empty where there is only one.
	Open(ctx context.Context, documentID, sideID string) (File, error)
	// TicketSession is the session that a ticket was made for, empty for something that is no ticket.
	TicketSession(ticket string) string
	// CheckTicket checks a ticket for a file of a side against its viewer.
	CheckTicket(v *viewer.Viewer, subjectID, sideID, ticket string, begun bool) error
}

// File is a document opened for reading.
type File struct {
	Content   io.ReadSeekCloser
	Filename  string
	MediaType string
}

// maxRanges is how many ranges of a file one request may ask for; with more it gets the whole file (RFC 9110, 14.2).
const maxRanges = 16

// MaxUpload bounds the body of an upload in bytes; the document's own size is checked as it comes.
const MaxUpload = 300 << 20

func (s *server) upload(w http.ResponseWriter, r *http.Request) {
	documentID := r.PathValue("id")
	if !id.Is(id.Document, documentID) {
		fail(w, http.StatusNotFound, "NOT_FOUND", "there is no such document")
		return
	}
	if !viewer.From(r.Context()).SignedIn() {
		fail(w, http.StatusUnauthorized, "UNAUTHENTICATED", "sign in first")
		return
	}
	g, stop := s.watched(r.Context(), w)
	defer stop()
	body := newPatient(guardedReader{http.MaxBytesReader(w, r.Body, MaxUpload), g}, g.extend, s.times)
	state, err := s.Documents.Upload(r.Context(), documentID, body)
	var tooLarge *http.MaxBytesError
	switch {
	case g.gone.Load():
		s.failWith(w, r, errNoRight)
		return
	case err != nil && body.broken != nil && !errors.As(body.broken, &tooLarge):
		fail(w, http.StatusRequestTimeout, "INVALID", "the bytes did not come completely")
		return
	case err != nil:
		s.failWith(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, struct {
		ID    string `json:"id"`
		State string `json:"state"`
	}{documentID, state})
}

func (s *server) download(w http.ResponseWriter, r *http.Request) {
	documentID := r.PathValue("id")
	if !id.Is(id.Document, documentID) {
		fail(w, http.StatusNotFound, "NOT_FOUND", "there is no such document")
		return
	}
	// A fetch is put on record; asking for headers alone is none.
	if r.Method == http.MethodHead {
		w.Header().Set("Allow", "GET, PUT")
		fail(w, http.StatusMethodNotAllowed, "INVALID", "only GET and PUT")
		return
	}
	ctx, err := s.downloader(r, documentID)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	f, err := s.Documents.Open(ctx, documentID, sideOf(r))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	defer f.Content.Close()
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Filename}))
	h.Set("Cache-Control", "private, no-store")
	if strings.Count(r.Header.Get("Range"), ",") >= maxRanges {
		r.Header.Del("Range")
	}
	g, stop := s.watched(ctx, w)
	defer stop()
	http.ServeContent(guardedWriter{w, g}, r, "", time.Time{}, f.Content)
	g.end(nil)
}

// sideOf names whose copy is fetched: one account may hold several, as owner and as clerk.
func sideOf(r *http.Request) string { return r.URL.Query().Get("side") }

// downloader is who downloads: by the access token, or by a ticket in the address, which a browser can save with.
func (s *server) downloader(r *http.Request, subjectID string) (context.Context, error) {
	ctx := r.Context()
	ticket := r.URL.Query().Get("ticket")
	if viewer.From(ctx).SignedIn() || ticket == "" {
		return ctx, nil
	}
	v, err := s.Accounts.OfSession(ctx, s.Documents.TicketSession(ticket))
	if err != nil {
		return nil, err
	}
	if err := s.Documents.CheckTicket(v, subjectID, sideOf(r), ticket, r.Header.Get("Range") != ""); err != nil {
		return nil, err
	}
	return viewer.With(ctx, v), nil
}
