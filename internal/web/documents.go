package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"regexp"
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
	// Look opens a document as Open does, for what is said of it: that it is fetched is not put on record.
	Look(ctx context.Context, documentID, sideID string) (File, error)
	// OpenOriginal and LookAtOriginal do so with the signed mail that a message came by.
	OpenOriginal(ctx context.Context, messageID, sideID string) (File, error)
	LookAtOriginal(ctx context.Context, messageID, sideID string) (File, error)
	// TicketSession is the session that a ticket was made for, empty for something that is no ticket.
	TicketSession(ticket string) string
	// CheckTicket checks a ticket for a file of a side against its viewer. continues says that this is a range behind the first
	// byte, which may come later than the ticket ends if BeginDownload was told of that byte.
	CheckTicket(ctx context.Context, v *viewer.Viewer, subjectID, sideID, ticket string, continues bool) error
	// BeginDownload remembers that the first byte was given under a ticket.
	BeginDownload(ctx context.Context, ticket string) error
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
		writeProblem(w, http.StatusNotFound, "NOT_FOUND", "there is no such document")
		return
	}
	if !viewer.From(r.Context()).SignedIn() {
		writeProblem(w, http.StatusUnauthorized, "UNAUTHENTICATED", "sign in first")
		return
	}
	g, stop := s.watchRights(r.Context(), w)
	defer stop()
	body := newSlowUploadReader(guardedReader{http.MaxBytesReader(w, r.Body, MaxUpload), g}, g.extendRead, s.times)
	state, err := s.Documents.Upload(r.Context(), documentID, body)
	var tooLarge *http.MaxBytesError
	switch {
	case g.refused.Load():
		s.failWith(w, r, errRightLost)
		return
	case err != nil && body.err != nil && !errors.As(body.err, &tooLarge):
		writeProblem(w, http.StatusRequestTimeout, "INVALID", "the bytes did not come completely")
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
	s.give(w, r, givenFile{kind: id.Document, open: s.Documents.Open, look: s.Documents.Look})
}

// originalTicket begins what a ticket for the signed mail of a message is about, as the postbox makes it: one for the proof of that
// message is another.
const originalTicket = "original."

// original gives the signed mail of a message, by the message's id.
func (s *server) original(w http.ResponseWriter, r *http.Request) {
	s.give(w, r, givenFile{kind: id.Message, ticket: originalTicket, open: s.Documents.OpenOriginal, look: s.Documents.LookAtOriginal})
}

// givenFile is a file that never changes, by an id of some kind. A fetch is put on record; asking for headers alone is none.
type givenFile struct {
	kind   id.Kind
	ticket string
	open   func(ctx context.Context, subjectID, sideID string) (File, error)
	look   func(ctx context.Context, subjectID, sideID string) (File, error)
}

func (s *server) give(w http.ResponseWriter, r *http.Request, of givenFile) {
	subjectID := r.PathValue("id")
	if !id.Is(of.kind, subjectID) {
		s.writeFault(w, r, http.StatusNotFound, errNoFile)
		return
	}
	// It never changes, so its id says whether a range continues the same bytes.
	etag := `"` + subjectID + `"`
	ticket := ticketOf(r)
	ctx, err := s.downloader(r, of.ticket+subjectID, continues(r, etag))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	r = r.WithContext(ctx)
	open := of.open
	if r.Method == http.MethodHead {
		open = of.look
	}
	f, err := open(ctx, subjectID, sideOf(r))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	defer f.Content.Close()
	mediaType, err := typeWithCharset(f.MediaType, f.Content)
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Filename}))
	h.Set("Cache-Control", "private, no-store")
	h.Set("ETag", etag)
	if strings.Count(r.Header.Get("Range"), ",") >= maxRanges {
		r.Header.Del("Range")
	}
	g, stop := s.watchRights(ctx, w)
	defer stop()
	http.ServeContent(guardedWriter{w, g}, r, "", time.Time{}, s.begins(ctx, ticket, f.Content))
	g.abortIfRefused(nil)
}

// sideOf names whose copy is fetched: one account may hold several, as owner and as clerk.
func sideOf(r *http.Request) string { return r.URL.Query().Get("side") }

// downloader is who downloads: by the access token, or by a ticket in the address, which a browser can save with. continues says
// that nothing of the first bytes is asked for.
func (s *server) downloader(r *http.Request, subjectID string, continues bool) (context.Context, error) {
	ctx, ticket := r.Context(), ticketOf(r)
	if ticket == "" {
		return ctx, nil
	}
	v, err := s.Accounts.OfSession(ctx, s.Documents.TicketSession(ticket))
	if err != nil {
		return nil, err
	}
	if err := s.Documents.CheckTicket(ctx, v, subjectID, sideOf(r), ticket, continues); err != nil {
		return nil, err
	}
	return viewer.With(ctx, v), nil
}

// ticketOf is the ticket that a request is answered by; none where the access token says who asks.
func ticketOf(r *http.Request) string {
	if viewer.From(r.Context()).SignedIn() {
		return ""
	}
	return r.URL.Query().Get("ticket")
}

var oneRangeOn = regexp.MustCompile(`^bytes=[1-9][0-9]{0,17}-[0-9]{0,18}$`)

// continues says that an answer can only be one range behind the first byte of the same bytes. Whatever ServeContent would answer
// with the whole file is none.
func continues(r *http.Request, etag string) bool {
	same := r.Header.Get("If-Range")
	return oneRangeOn.MatchString(r.Header.Get("Range")) && (same == "" || same == etag)
}

// begins tells when the first byte of a file is given under a ticket.
func (s *server) begins(ctx context.Context, ticket string, content io.ReadSeeker) io.ReadSeeker {
	if ticket == "" {
		return content
	}
	return &beginning{ReadSeeker: content, told: func() {
		// Without the note the download goes on; only continuing it will need a new ticket.
		if err := s.Documents.BeginDownload(ctx, ticket); err != nil {
			s.Log.WarnContext(ctx, "a begun download could not be noted", "error", err)
		}
	}}
}

// beginning tells before the byte at its beginning is read.
type beginning struct {
	io.ReadSeeker
	at   int64
	told func()
}

func (b *beginning) Seek(offset int64, whence int) (at int64, err error) {
	at, err = b.ReadSeeker.Seek(offset, whence)
	b.at = at
	return at, err
}

func (b *beginning) Read(p []byte) (int, error) {
	if b.at == 0 && b.told != nil {
		b.told()
		b.told = nil
	}
	n, err := b.ReadSeeker.Read(p)
	b.at += int64(n)
	return n, err
}
