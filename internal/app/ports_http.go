package app

import (
	"context"
	"io"
	"time"

	"schalter/graph/transport"
	"schalter/internal/account"
	"schalter/internal/market/rollouts"
	"schalter/internal/notify"
	"schalter/internal/postbox"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/gateway"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// Adapters: the ports of HTTP and GraphQL, answered by the domains.

// sessions authenticates callers, over HTTP and over websockets.
type sessions struct {
	accounts *account.Service
	rollouts *rollouts.Service
	hub      *notify.Hub
}

// Authenticate asks the rollouts about the token of a vendor, and the accounts about every other one: neither is asked about the other's.
func (s sessions) Authenticate(ctx context.Context, token string) (*viewer.Viewer, time.Time, error) {
	if rollouts.IsVendorToken(token) {
		return s.rollouts.Authenticate(ctx, token)
	}
	return s.accounts.Authenticate(ctx, token)
}

// Watch watches a session's own stream: to end the session appends to it, on whichever replica that happens.
func (s sessions) Watch(sessionID string, changed func()) (cancel func()) {
	return s.hub.Watch(sessionID, changed)
}

func (s sessions) SignIn(ctx context.Context, accessToken string) (context.Context, error) {
	return transport.SignIn(ctx, s, accessToken)
}

func (s sessions) OfSession(ctx context.Context, sessionID string) (*viewer.Viewer, error) {
	return s.accounts.OfSession(ctx, sessionID)
}

func (s sessions) Refresh(ctx context.Context, refreshToken string) (*web.Renewed, error) {
	in, err := s.accounts.Refresh(ctx, refreshToken)
	if err != nil {
		return nil, err
	}
	return renewedOf(in), nil
}

// browser is the client whose request a resolver answers (graph.Browser).
type browser struct{}

func (browser) Client(ctx context.Context) account.Client {
	caller := web.ClientOf(ctx)
	if caller == nil {
		return account.Client{}
	}
	return account.Client{UserAgent: caller.UserAgent, Address: caller.Address, RefreshToken: caller.RefreshToken}
}

func (browser) Remember(ctx context.Context, token string, until time.Time) {
	web.ClientOf(ctx).Remember(token, until)
}

func (browser) Forget(ctx context.Context) { web.ClientOf(ctx).Forget() }

// calendarFiles answers HTTP with the days of sides as calendar files.
type calendarFiles struct{ postbox *postbox.Service }

func (c calendarFiles) Open(ctx context.Context, name string) (*web.WholeFile, error) {
	content, filename, err := c.postbox.Conversation.OpenCalendar(ctx, name)
	if err != nil {
		return nil, err
	}
	return &web.WholeFile{Content: content, Filename: filename, MediaType: "text/calendar; charset=utf-8"}, nil
}

func (c calendarFiles) CheckTicket(v *viewer.Viewer, name, ticket string) error {
	return c.postbox.Conversation.CheckCalendarTicket(v, name, ticket)
}

// documentFiles answers HTTP with the bytes of documents.
type documentFiles struct{ postbox *postbox.Service }

func (d documentFiles) Upload(ctx context.Context, documentID string, body io.Reader) (string, error) {
	doc, err := d.postbox.Documents.Upload(ctx, documentID, body)
	if err != nil {
		return "", err
	}
	return string(doc.State), nil
}

func (d documentFiles) Open(ctx context.Context, documentID, sideID string) (web.File, error) {
	return fileOf(d.postbox.Conversation.OpenFile(ctx, documentID, sideID))
}

func (d documentFiles) OpenForHead(ctx context.Context, documentID, sideID string) (web.File, error) {
	return fileOf(d.postbox.Documents.LookAtFile(ctx, documentID, sideID))
}

func (d documentFiles) OpenOriginal(ctx context.Context, messageID, sideID string) (web.File, error) {
	return originalFileOf(d.postbox.Gateway.OpenOriginal(ctx, messageID, sideID))
}

func (d documentFiles) OpenOriginalForHead(ctx context.Context, messageID, sideID string) (web.File, error) {
	return originalFileOf(d.postbox.Gateway.LookAtOriginal(ctx, messageID, sideID))
}

func originalFileOf(f *gateway.OriginalFile, err error) (web.File, error) {
	if err != nil {
		return web.File{}, err
	}
	return web.File{Content: f, Filename: f.Original.Filename, MediaType: f.Original.MediaType}, nil
}

func fileOf(f *documents.File, err error) (web.File, error) {
	if err != nil {
		return web.File{}, err
	}
	return web.File{Content: f, Filename: f.Document.Filename, MediaType: f.Document.MediaType}, nil
}

func (d documentFiles) TicketSession(ticket string) string { return documents.TicketSession(ticket) }

func (d documentFiles) CheckTicket(ctx context.Context, v *viewer.Viewer, subjectID, sideID, ticket string, continues bool) error {
	return d.postbox.Documents.CheckTicket(ctx, v, subjectID, sideID, ticket, continues)
}

func (d documentFiles) BeginDownload(ctx context.Context, ticket string) error {
	return d.postbox.Documents.BeginDownload(ctx, ticket)
}
