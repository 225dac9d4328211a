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
	// Upload stores the bytes of an announced document and returns the state that it is in then.
	Upload(ctx context.Context, documentID string, body io.Reader) (state string, err error)
	// Open opens a document for its viewer, on the side that is named; the name may be empty where there is only one.
	Open(ctx context.Context, documentID, sideID string) (File, error)
	// OpenForHead opens a document as Open does, for its headers alone: no event is recorded.
	OpenForHead(ctx context.Context, documentID, sideID string) (File, error)
	// OpenOriginal and OpenOriginalForHead open the signed mail that a message came by.
	OpenOriginal(ctx context.Context, messageID, sideID string) (File, error)
	OpenOriginalForHead(ctx context.Context, messageID, sideID string) (File, error)
	// TicketSession is the session that a ticket was made for; empty for a string that is no ticket.
	TicketSession(ticket string) string
	// CheckTicket checks a ticket for a file of a side against its viewer. continues says that this is a range behind the first
	// byte, which may come later than the ticket ends if BeginDownload was told of that byte.
	CheckTicket(ctx context.Context, v *viewer.Viewer, subjectID, sideID, ticket string, continues bool) error
	// BeginDownload stores that the first byte was given under a ticket.
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
	s.takeUpload(w, r, id.Document, r.PathValue("id"), s.Documents.Upload)
}

// uploadGroupFile takes the bytes of a file of a group.
func (s *server) uploadGroupFile(w http.ResponseWriter, r *http.Request) {
	s.takeUpload(w, r, id.GroupFile, r.PathValue("file"), s.GroupFiles.Upload)
}

// takeUpload has store take the bytes of what an id of a kind names, and answers with the state that it is in then.
func (s *server) takeUpload(w http.ResponseWriter, r *http.Request, kind id.Kind, documentID string, store func(context.Context, string, io.Reader) (string, error)) {
	if !id.Is(kind, documentID) {
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
	state, err := store(r.Context(), documentID, body)
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
	s.serveFile(w, r, storedFile{kind: id.Document, open: s.Documents.Open, openForHead: s.Documents.OpenForHead})
}

// originalTicket is the prefix of what a ticket for the signed mail of a message is about, as the postbox makes it. A ticket for the
// proof of that message has none, so that neither opens the other.
const originalTicket = "original."

// original gives the signed mail of a message, by the message's id.
func (s *server) original(w http.ResponseWriter, r *http.Request) {
	s.serveFile(w, r, storedFile{kind: id.Message, ticket: originalTicket, open: s.Documents.OpenOriginal, openForHead: s.Documents.OpenOriginalForHead})
}

// storedFile is a file that never changes, named by an id of some kind. A fetch is recorded as an event of the side; HEAD is not.
type storedFile struct {
	kind id.Kind
	// ticket is the prefix of what a ticket for the file is about.
	ticket      string
	open        func(ctx context.Context, subjectID, sideID string) (File, error)
	openForHead func(ctx context.Context, subjectID, sideID string) (File, error)
}

func (s *server) serveFile(w http.ResponseWriter, r *http.Request, of storedFile) {
	subjectID := r.PathValue("id")
	if !id.Is(of.kind, subjectID) {
		s.writeFault(w, r, http.StatusNotFound, errNoFile)
		return
	}
	// The file never changes, so its id says whether a range continues the same bytes.
	etag := `"` + subjectID + `"`
	ticket := ticketOf(r)
	ctx, err := s.asDownloader(r, of.ticket+subjectID, isContinuation(r, etag))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	r = r.WithContext(ctx)
	open := of.open
	if r.Method == http.MethodHead {
		open = of.openForHead
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
	http.ServeContent(guardedWriter{w, g}, r, "", time.Time{}, s.withBeginRecorded(ctx, ticket, f.Content))
	g.abortIfRefused(nil)
}

// sideOf names whose copy is fetched: one account may hold several, as owner and as clerk.
func sideOf(r *http.Request) string { return r.URL.Query().Get("side") }

// asDownloader returns the request's context with the viewer who downloads: that of the access token, or that of a ticket in the URL,
// by which a browser can save a file. continues says that the first byte is not asked for.
func (s *server) asDownloader(r *http.Request, subjectID string, continues bool) (context.Context, error) {
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

// ticketOf is the ticket of a request; empty where an access token authenticates it.
func ticketOf(r *http.Request) string {
	if viewer.From(r.Context()).SignedIn() {
		return ""
	}
	return r.URL.Query().Get("ticket")
}

var oneRangeOn = regexp.MustCompile(`^bytes=[1-9][0-9]{0,17}-[0-9]{0,18}$`)

// isContinuation reports whether the answer can only be one range behind the first byte of the same bytes. A request that ServeContent
// would answer with the whole file is none: it needs a ticket that is still valid.
func isContinuation(r *http.Request, etag string) bool {
	same := r.Header.Get("If-Range")
	return oneRangeOn.MatchString(r.Header.Get("Range")) && (same == "" || same == etag)
}

// withBeginRecorded records when the first byte of a file is given under a ticket.
func (s *server) withBeginRecorded(ctx context.Context, ticket string, content io.ReadSeeker) io.ReadSeeker {
	if ticket == "" {
		return content
	}
	return &firstByteReader{ReadSeeker: content, onFirstByte: func() {
		// Without the record the download goes on; only continuing it will need a new ticket.
		if err := s.Documents.BeginDownload(ctx, ticket); err != nil {
			s.Log.WarnContext(ctx, "a begun download could not be noted", "error", err)
		}
	}}
}

// firstByteReader calls onFirstByte once, before the first byte is read.
type firstByteReader struct {
	io.ReadSeeker
	at          int64
	onFirstByte func()
}

func (b *firstByteReader) Seek(offset int64, whence int) (at int64, err error) {
	at, err = b.ReadSeeker.Seek(offset, whence)
	b.at = at
	return at, err
}

func (b *firstByteReader) Read(p []byte) (int, error) {
	if b.at == 0 && b.onFirstByte != nil {
		b.onFirstByte()
		b.onFirstByte = nil
	}
	n, err := b.ReadSeeker.Read(p)
	b.at += int64(n)
	return n, err
}
