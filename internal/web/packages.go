package web

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"schalter/graph/transport"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

// Packages makes files when they are fetched: proofs, exports, letters ready to print. An access token or a ticket opens them, as with
// documents.
type Packages interface {
	// Package prepares the file about a subject, named by its id, or by a case's id with /xdomea behind it, on a side; sideID may be empty where there is only one. It fails with
	// NOT_FOUND where the viewer may not see the subject.
	Package(ctx context.Context, subjectID, sideID string) (*Package, error)
}

// Package is a file that is made while it is sent.
type Package struct {
	Filename, MediaType string
	// Write makes the file; after an error nobody may use what was written.
	Write func(w io.Writer) error
	// Served is told that all of it was sent; nil where nobody needs to know.
	Served func(ctx context.Context) error
}

func (s *server) servePackage(w http.ResponseWriter, r *http.Request) {
	s.sendPackage(w, r, r.PathValue("id"))
}

func (s *server) serveTransfer(w http.ResponseWriter, r *http.Request) {
	s.sendPackage(w, r, r.PathValue("id")+"/xdomea")
}

// sendPackage makes and sends the file about a subject in its turn.
func (s *server) sendPackage(w http.ResponseWriter, r *http.Request, subject string) {
	if _, err := id.Parse(r.PathValue("id")); err != nil {
		s.writeFault(w, r, http.StatusNotFound, errNoFile)
		return
	}
	if r.Method == http.MethodHead {
		methodNotAllowed("GET").ServeHTTP(w, r)
		return
	}
	// Each time it is another file: a download of it cannot be continued.
	ctx, err := s.asDownloader(r, subject, false)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	r = r.WithContext(ctx)
	ctx, cancel := withExportTime(ctx)
	defer cancel()
	leave, err := s.exportSlots.acquire(ctx, viewer.From(ctx).AccountID, s.exportWait)
	if err != nil {
		w.Header().Set("Retry-After", "10")
		s.failWith(w, r, err)
		return
	}
	defer leave()
	p, err := s.Packages.Package(ctx, subject, sideOf(r))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", p.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.Filename}))
	h.Set("Cache-Control", "private, no-store")
	g, stop := s.watchRights(ctx, w)
	defer stop()
	if err := p.Write(guardedWriter{w, g}); err != nil {
		s.Log.ErrorContext(ctx, "package broke off", "subject", subject, "error", err)
		// A browser must not take half a file for the whole.
		panic(http.ErrAbortHandler)
	}
	if p.Served == nil {
		return
	}
	// What is still buffered is sent, too. Whether the last byte arrived, nobody here can see.
	if err := http.NewResponseController(w).Flush(); err != nil {
		s.Log.ErrorContext(ctx, "package broke off", "subject", subject, "error", err)
		panic(http.ErrAbortHandler)
	}
	if err := p.Served(ctx); err != nil {
		s.Log.ErrorContext(ctx, "an export is not known as served", "subject", subject, "error", err)
	}
}

// Certificates makes certificates of deletion. Who has the address of one may have it: it names nobody.
type Certificates interface {
	// Certificate prepares the one that is fetched by a name. It fails with NOT_FOUND where there is none.
	Certificate(ctx context.Context, name string) (*Package, error)
}

// serveCertificate makes it whole before it is sent: it is small.
func (s *server) serveCertificate(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		methodNotAllowed("GET").ServeHTTP(w, r)
		return
	}
	// Nobody signs in for it, and sealing costs.
	leave, err := transport.NetworkLimitsOf(r.Context()).AcquireWork(r.Context())
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	defer leave()
	p, err := s.Certificates.Certificate(r.Context(), r.PathValue("name"))
	var content bytes.Buffer
	if err == nil {
		err = p.Write(&content)
	}
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", p.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.Filename}))
	h.Set("Cache-Control", "private, no-store")
	_, _ = content.WriteTo(w)
}

// TransparencyLog publishes the Merkle log.
type TransparencyLog interface {
	// Checkpoint is the last signed state, nil while the log is empty.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Tile is a tile's content by its path; full says that it will never change. NOT_FOUND where there is none.
	Tile(ctx context.Context, path string) (content []byte, full bool, err error)
	// Continuation proves that the log continues the one of an earlier size. NOT_FOUND where it does not.
	Continuation(ctx context.Context, earlier int64) ([]byte, error)
}

func (s *server) checkpoint(w http.ResponseWriter, r *http.Request) {
	note, err := s.TransparencyLog.Checkpoint(r.Context())
	if err == nil && note == nil {
		err = errs.New(errs.NotFound, "the log is empty")
	}
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(note)
}

func (s *server) tile(w http.ResponseWriter, r *http.Request) {
	content, full, err := s.TransparencyLog.Tile(r.Context(), strings.TrimPrefix(r.URL.Path, "/log/"))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Cache-Control", "no-cache")
	if full {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	_, _ = w.Write(content)
}

func (s *server) continuation(w http.ResponseWriter, r *http.Request) {
	earlier, err := strconv.ParseInt(r.PathValue("size"), 10, 64)
	if err != nil {
		notFound(w, r)
		return
	}
	text, err := s.TransparencyLog.Continuation(r.Context(), earlier)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(text)
}
