package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"testing/fstest"
	"time"

	"schalter/graph"
	"schalter/graph/transport"
	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/postbox"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// baseURL is where the program is said to be; nothing listens there.
const baseURL = "http://127.0.0.1:8080"

// product is the program's own handler over a database: everything between the socket and the database, and of the domains
// those that reading a mailbox needs.
func (b *bench) product(w *world) (http.Handler, error) {
	log := slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelInfo}))
	accounts, err := account.New(account.Options{DB: w.db, Vault: w.vault, Platform: w.platform, Log: log, BaseURL: baseURL})
	if err != nil {
		return nil, err
	}
	known, err := directory.New()
	if err != nil {
		return nil, err
	}
	s := signedIn{accounts}
	live := graph.NewHandler(&graph.Resolver{
		Accounts: accounts, Postbox: postbox.New(w.db, w.vault, w.platform, postbox.Ports{Directory: names{directory: known}}, log),
		Streams: w.db, Clock: b.clock, Log: log, BaseURL: baseURL,
	}, s, b.clock, log, web.SameOrigin(baseURL))
	return web.New(web.Options{
		BaseURL: baseURL, GraphQL: live, SDL: graph.SDL(), Accounts: s, SPA: fstest.MapFS{},
		Ready: func(context.Context) ([]string, error) { return nil, nil }, Clock: b.clock, Log: log,
	})
}

// names is what reading a mailbox asks of the directory: what the senders of older messages are called.
type names struct {
	postbox.Directory
	directory *directory.Directory
}

func (n names) AuthorityName(authorityID string) string {
	if a := n.directory.Snapshot().Authority(authorityID); a != nil {
		return a.Name
	}
	return ""
}

// signedIn says who asks, as the program does.
type signedIn struct{ accounts *account.Service }

func (s signedIn) Authenticate(ctx context.Context, token string) (*viewer.Viewer, time.Time, error) {
	return s.accounts.Authenticate(ctx, token)
}

func (s signedIn) Watch(string, func()) (cancel func()) { return func() {} }

func (s signedIn) SignIn(ctx context.Context, token string) (context.Context, error) {
	return transport.SignIn(ctx, s, token)
}

func (s signedIn) OfSession(ctx context.Context, sessionID string) (*viewer.Viewer, error) {
	return s.accounts.OfSession(ctx, sessionID)
}

func (s signedIn) Refresh(context.Context, string) (*web.Renewed, error) {
	return nil, http.ErrNotSupported
}
