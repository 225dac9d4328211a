package web

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"

	"schalter/internal/viewer"
)

// LetterFiles makes the files of a batch of letters for the operator who hands them to the print provider.
type LetterFiles interface {
	// Open makes a file by its name; for all but operators there is none.
	Open(ctx context.Context, name string) (*Letters, error)
	// CheckTicket checks a ticket for a file against its viewer.
	CheckTicket(v *viewer.Viewer, name, ticket string) error
}

// Letters is a file of a batch.
type Letters struct {
	Content             []byte
	Filename, MediaType string
}

func (s *server) letters(w http.ResponseWriter, r *http.Request) {
	// A fetch is recorded in the audit, and HEAD would be none.
	if r.Method == http.MethodHead {
		methodNotAllowed("GET").ServeHTTP(w, r)
		return
	}
	name := r.PathValue("file")
	ctx, err := s.asLetterReader(r, name)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	ctx, cancel := withExportTime(ctx)
	defer cancel()
	f, err := s.LetterFiles.Open(ctx, name)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Filename}))
	h.Set("Cache-Control", "private, no-store")
	g, stop := s.watchRights(ctx, w)
	defer stop()
	_, err = io.Copy(guardedWriter{w, g}, struct{ io.Reader }{bytes.NewReader(f.Content)})
	g.abortIfRefused(err)
}

// asLetterReader returns the request's context with the viewer who fetches: that of the access token, or that of a ticket in the URL.
func (s *server) asLetterReader(r *http.Request, name string) (context.Context, error) {
	ctx, ticket := r.Context(), ticketOf(r)
	if ticket == "" {
		return ctx, nil
	}
	// Tickets have one form, whatever they open.
	v, err := s.Accounts.OfSession(ctx, s.Documents.TicketSession(ticket))
	if err != nil {
		return nil, err
	}
	if err := s.LetterFiles.CheckTicket(v, name, ticket); err != nil {
		return nil, err
	}
	return viewer.With(ctx, v), nil
}
