package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"schalter/graph/transport"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// person is the one account behind the server of these tests: token is its access token and its refresh token.
type person struct{ token string }

func (p person) SignIn(ctx context.Context, token string) (context.Context, error) {
	if token != p.token {
		return ctx, errs.New(errs.Unauthenticated, "the access token is not valid")
	}
	return viewer.With(ctx, &viewer.Viewer{AccountID: "acc", SessionID: "ses"}), nil
}

func (p person) OfSession(ctx context.Context, sessionID string) (*viewer.Viewer, error) {
	if sessionID == "ses" {
		return &viewer.Viewer{AccountID: "acc", SessionID: "ses"}, nil
	}
	return nil, errs.New(errs.Unauthenticated, "the session has ended")
}

func (person) Watch(string, func()) (cancel func()) { return func() {} }

func (p person) Refresh(_ context.Context, token string) (*Renewed, error) {
	if token != p.token {
		return nil, errs.New(errs.Unauthenticated, "the session has ended")
	}
	return &Renewed{AccessToken: "access", ExpiresAt: noon, RefreshToken: "next", RefreshExpiresAt: noon.Add(time.Hour)}, nil
}

// shelf stores one document and serves it.
type shelf struct{ content string }

func (s shelf) Upload(_ context.Context, _ string, body io.Reader) (string, error) {
	if _, err := io.Copy(io.Discard, body); err != nil {
		return "", err
	}
	return "READY", nil
}

type bytesFile struct{ *strings.Reader }

func (bytesFile) Close() error { return nil }

func (s shelf) Open(context.Context, string, string) (File, error) {
	return File{Content: bytesFile{strings.NewReader(s.content)}, Filename: "Lageplan “neu”.pdf", MediaType: "application/pdf"}, nil
}

func (s shelf) OpenOriginal(ctx context.Context, messageID, sideID string) (File, error) {
	return s.Open(ctx, messageID, sideID)
}

func (s shelf) OpenOriginalForHead(ctx context.Context, messageID, sideID string) (File, error) {
	return s.Open(ctx, messageID, sideID)
}

func (s shelf) OpenForHead(ctx context.Context, documentID, sideID string) (File, error) {
	return s.Open(ctx, documentID, sideID)
}

func (shelf) TicketSession(string) string { return "" }

func (shelf) BeginDownload(context.Context, string) error { return nil }

func (shelf) CheckTicket(context.Context, *viewer.Viewer, string, string, string, bool) error {
	return errs.New(errs.Unauthenticated, "the download link has expired")
}

var spa = fstest.MapFS{
	"index.html":              {Data: []byte("<!doctype html><title>Schalter</title>")},
	"index.html.br":           {Data: []byte("brotli")},
	"explorer.html":           {Data: []byte("<!doctype html><title>API</title>")},
	"robots.txt":              {Data: []byte("User-agent: *\n")},
	"assets/main.1a2b.js":     {Data: []byte("console.log(1)")},
	"assets/main.1a2b.js.br":  {Data: []byte("br")},
	"assets/main.1a2b.js.gz":  {Data: []byte("gz")},
	"assets/main.1a2b.js.map": {Data: []byte("{}")},
	".keep":                   {Data: []byte{}},
}

func options(baseURL string) Options {
	return Options{
		BaseURL: baseURL, GraphQL: &transport.Handler{}, SDL: "type Query", Accounts: person{"right"}, Documents: shelf{"0123456789"},
		SPA: spa, Ready: func(context.Context) ([]string, error) { return nil, nil }, Clock: clock.NewFake(noon), Log: slog.New(slog.DiscardHandler),
		Extra: map[string]http.Handler{"GET /panic": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") })},
	}
}

func handlerOf(t *testing.T, o Options) http.Handler {
	t.Helper()
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// ask makes one request; header is name, value, name, value.
func ask(h http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		if r.Header.Add(header[i], header[i+1]); header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var document = "/documents/" + id.New(id.Document, noon)
