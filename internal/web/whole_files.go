package web

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"

	"schalter/internal/viewer"
)

// WholeFiles gives whole files to those who may have them: batches of letters to operators, what came with mails to those who see the ticket.
type WholeFiles interface {
	// Open reads or makes a file by its name; for all others there is none.
	Open(ctx context.Context, name string) (*WholeFile, error)
	// CheckTicket checks a ticket for a file against its viewer.
	CheckTicket(v *viewer.Viewer, name, ticket string) error
}

// UploadedFiles are whole files that were uploaded here.
type UploadedFiles interface {
	WholeFiles
	// Upload stores the bytes of an announced file and returns the state that it is in then.
	Upload(ctx context.Context, name string, body io.Reader) (state string, err error)
}

// WholeFile is a file in memory.
type WholeFile struct {
	Content             []byte
	Filename, MediaType string
}

// wholeFile serves files by the part of the path that is called file.
func (s *server) wholeFile(files WholeFiles) http.Handler {
	return s.withAuth(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.serveWhole(w, r, files) }))
}

func (s *server) serveWhole(w http.ResponseWriter, r *http.Request, files WholeFiles) {
	// A fetch is recorded in the audit, and HEAD would be none.
	if r.Method == http.MethodHead {
		methodNotAllowed("GET").ServeHTTP(w, r)
		return
	}
	name := r.PathValue("file")
	ctx, err := s.asFileReader(r, files, name)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	ctx, cancel := withExportTime(ctx)
	defer cancel()
	f, err := files.Open(ctx, name)
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

// asFileReader returns the request's context with the viewer who fetches: that of the access token, or that of a ticket in the URL.
func (s *server) asFileReader(r *http.Request, files WholeFiles, name string) (context.Context, error) {
	ctx, ticket := r.Context(), ticketOf(r)
	if ticket == "" {
		return ctx, nil
	}
	// Tickets have one form, whatever they open.
	v, err := s.Accounts.OfSession(ctx, s.Documents.TicketSession(ticket))
	if err != nil {
		return nil, err
	}
	if err := files.CheckTicket(v, name, ticket); err != nil {
		return nil, err
	}
	return viewer.With(ctx, v), nil
}
