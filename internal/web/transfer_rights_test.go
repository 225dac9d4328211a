package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

// revocable is an account whose session and rights can be taken away.
type revocable struct {
	person
	mu      sync.Mutex
	now     *viewer.Viewer
	changed map[int]func()
}

func (h *revocable) SignIn(ctx context.Context, _ string) (context.Context, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return viewer.With(ctx, h.now), nil
}

func (h *revocable) OfSession(context.Context, string) (*viewer.Viewer, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.now == nil {
		return nil, errs.New(errs.Unauthenticated, "the session has ended")
	}
	return h.now, nil
}

func (h *revocable) Watch(_ string, changed func()) (cancel func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := len(h.changed)
	h.changed[n] = changed
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.changed, n)
	}
}

// become changes what the account may do, and wakes those who watch if wake says so.
func (h *revocable) become(v *viewer.Viewer, wake bool) {
	h.mu.Lock()
	h.now = v
	var all []func()
	for _, changed := range h.changed {
		all = append(all, changed)
	}
	h.mu.Unlock()
	for _, changed := range all {
		if wake {
			changed()
		}
	}
}

// long is a document, and an export, of a size that no buffer holds.
type long struct{ shelf }

const longSize = 512 << 20

type zeros struct{ at int64 }

func (z *zeros) Read(p []byte) (int, error) {
	n := int64(len(p))
	if left := longSize - z.at; n > left {
		n = left
	}
	z.at += n
	if n == 0 {
		return 0, io.EOF
	}
	return int(n), nil
}

func (z *zeros) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += z.at
	case io.SeekEnd:
		offset += longSize
	}
	z.at = offset
	return offset, nil
}

func (*zeros) Close() error { return nil }

func (long) Open(context.Context, string, string) (File, error) {
	return File{Content: &zeros{}, Filename: "lang.bin", MediaType: "application/octet-stream"}, nil
}

func (l long) OpenOriginal(ctx context.Context, messageID, sideID string) (File, error) {
	return l.Open(ctx, messageID, sideID)
}

func (l long) OpenOriginalForHead(ctx context.Context, messageID, sideID string) (File, error) {
	return l.Open(ctx, messageID, sideID)
}

func (l long) OpenForHead(ctx context.Context, documentID, sideID string) (File, error) {
	return l.Open(ctx, documentID, sideID)
}

func (long) Package(context.Context, string, string) (*Package, error) {
	return &Package{Filename: "export.zip", MediaType: "application/zip", Write: func(w io.Writer) error {
		_, err := io.Copy(w, &zeros{})
		return err
	}}, nil
}

func clerk(authorities ...string) *viewer.Viewer {
	return &viewer.Viewer{AccountID: "acc", SessionID: "ses", ClerkFor: authorities, Memberships: []viewer.Membership{{OrganisationID: "org", Clerk: true}}}
}

// A transfer ends with the session, and with any right that it was begun with; while all of them are kept it is not disturbed.
func TestRunningDownloadsEndWithTheRight(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/documents/" + id.New(id.Document, noon), "/packages/" + id.New(id.Mailbox, noon)} {
		for _, tt := range []struct {
			name  string
			after *viewer.Viewer
			wake  bool
			whole bool
		}{
			{"the session ended", nil, true, false},
			{"no clerk of one authority any more", clerk("aut_1"), true, false},
			{"nobody woke the download, it asks by itself", clerk("aut_1"), false, false},
			{"another right was added", clerk("aut_1", "aut_2", "aut_3"), true, true},
		} {
			t.Run(strings.Split(path, "/")[1]+": "+tt.name, func(t *testing.T) {
				t.Parallel()
				h := &revocable{now: clerk("aut_1", "aut_2"), changed: map[int]func(){}}
				n, err := fetchAcross(t, h, path, func() { h.become(tt.after, tt.wake) })
				if whole := err == nil && n == longSize; whole != tt.whole {
					t.Errorf("got %d bytes of %d, %v", n, longSize, err)
				}
				if len(h.changed) != 0 {
					t.Error("it is still watched")
				}
			})
		}
	}
}

// fetchAcross fetches a file and does something after its first bytes.
func fetchAcross(t *testing.T, h *revocable, path string, between func()) (int64, error) {
	t.Helper()
	o := options("http://127.0.0.1")
	o.Accounts, o.Documents, o.Packages = h, long{}, long{}
	handler := handlerOf(t, o)
	server := httptest.NewServer(handler)
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer right")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %d", res.StatusCode)
	}
	first, err := io.CopyN(io.Discard, res.Body, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	between()
	rest, err := io.Copy(io.Discard, res.Body)
	return first + rest, err
}

// An upload that has begun ends with the session too.
func TestRunningUploadsEndWithTheSession(t *testing.T) {
	t.Parallel()
	h := &revocable{now: clerk("aut_1"), changed: map[int]func(){}}
	o := options("http://127.0.0.1")
	o.Accounts = h
	g, stop := newServer(o).watchRights(viewer.With(t.Context(), h.now), httptest.NewRecorder())
	defer stop()
	body := guardedReader{&zeros{}, g}
	if _, err := body.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	h.become(nil, false)
	_, err := io.Copy(io.Discard, body)
	if !errors.Is(err, errRightLost) {
		t.Errorf("got %v", err)
	}
}

// line is a connection that records when it is cut.
type line struct {
	*httptest.ResponseRecorder
	cuts int
}

func (l *line) SetReadDeadline(time.Time) error  { l.cuts++; return nil }
func (l *line) SetWriteDeadline(time.Time) error { l.cuts++; return nil }

// A change that is reported when the handler is done does not touch the connection: it is another request's by then, and over HTTP/2
// there is nothing left to touch.
func TestWhoIsDoneIsNotCutOff(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		done bool
		cuts int
	}{{"still going on", false, 2}, {"done", true, 0}} {
		h := &revocable{now: clerk("aut_1"), changed: map[int]func(){}}
		o, l := options("http://127.0.0.1"), &line{ResponseRecorder: httptest.NewRecorder()}
		o.Accounts = h
		g, stop := newServer(o).watchRights(viewer.With(t.Context(), h.now), l)
		h.become(nil, false)
		if tt.done {
			stop()
		}
		// What the watch has begun by then.
		g.recheckRights()
		if l.cuts != tt.cuts {
			t.Errorf("%s: cut %d times, want %d", tt.name, l.cuts, tt.cuts)
		}
		stop()
	}
}
