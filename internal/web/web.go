// Package web serves HTTP: the SPA, GraphQL, the renewal of sessions, documents, packages, the transparency log, health. It knows
// nothing of the domains behind its ports.
//
// Begin with server.handler, the table of routes, and server.wrap, the middleware around all of them. What the package guarantees:
//   - browsers may do what security.go says (content policy, origins) and hold a session in one cookie (client.go);
//   - one network cannot take the program for itself: requests (rate_limit.go), work and connections at once (slots.go), and the time
//     that a slow client may take (time_limits.go) are bounded;
//   - a transfer ends as soon as its viewer loses the right to it (transfer_rights.go);
//   - every answer to a refusal is made in refusal.go, and tells nothing of a fault but the id of the request.
//
// GraphQL over HTTP and websockets is graph/transport (docs/adr/0008-own-websocket-transport.md); docs/security.md lists the threats.
package web

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"schalter/graph/transport"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/viewer"
)

// Options are the dependencies and settings of the server.
type Options struct {
	// BaseURL is how browsers reach the program, without a slash at its end.
	BaseURL string
	// Demo refuses every host that does not name this machine.
	Demo           bool
	TrustedProxies []netip.Prefix
	GraphQL        http.Handler
	// SDL is the contract, served at /schema.graphql.
	SDL      string
	Accounts Accounts
	// CertificateSignIns may be nil where nobody is asked to sign in so.
	CertificateSignIns CertificateSignIns
	Documents          Documents
	Packages           Packages
	Certificates       Certificates
	LetterFiles        WholeFiles
	TicketFiles        WholeFiles
	// GroupFiles are those of the network of municipalities, which are uploaded here, too.
	GroupFiles      UploadedFiles
	ContractFiles   WholeFiles
	MarketExports   WholeFiles
	CalendarFiles   WholeFiles
	TransparencyLog TransparencyLog
	PublicFiles     PublicFiles
	SPA             fs.FS
	// Ready fails while the program cannot do its work; warnings are what of its work it cannot do meanwhile.
	Ready func(context.Context) (warnings []string, err error)
	// Extra are further routes, such as the tray of the demo.
	Extra map[string]http.Handler
	// Outage reports whether an error only means that something does not answer now; every other one is a fault.
	Outage func(error) bool
	// Sentence is what a person reads of a refused rule; nil names the rule.
	Sentence func(locale string, p errs.Problem) string
	Clock    clock.Clock
	Log      *slog.Logger
	// Security is the security log; nil writes none.
	Security *seclog.Log
	// RequestsPerSecond, SocketsPerNetwork and OpenWork are limits of this replica: requests of one network a second, its websockets and
	// event streams, and costly questions of all who are not signed in, at once. 0 is the default.
	RequestsPerSecond, SocketsPerNetwork, OpenWork int
}

// Defaults of the limits that are settings.
const (
	requestsPerSecond = 100
	socketsPerNetwork = 2_000
	openWork          = 8
)

// Accounts authenticates callers.
type Accounts interface {
	// SignIn returns ctx with the viewer of an access token, or UNAUTHENTICATED.
	SignIn(ctx context.Context, accessToken string) (context.Context, error)
	// OfSession returns the viewer of a session, or UNAUTHENTICATED.
	OfSession(ctx context.Context, sessionID string) (*viewer.Viewer, error)
	// Watch calls changed, which must not block, whenever something happened to a session or to the rights of its account, until
	// cancel is called.
	Watch(sessionID string, changed func()) (cancel func())
	// Refresh trades a refresh token for the next one and an access token.
	Refresh(ctx context.Context, refreshToken string) (*Renewed, error)
}

// Renewed is a session with its next pair of tokens.
type Renewed struct {
	AccessToken      string
	ExpiresAt        time.Time
	RefreshToken     string
	RefreshExpiresAt time.Time
}

type server struct {
	Options
	host   string
	secure bool
	rates  *rateLimiter
	// Slots for websockets and event streams, for costly work of those who are not signed in, for packages being sent.
	connectionSlots, workSlots, exportSlots *slots
	// connectionSlotsOfSites and workSlotsOfSites bound what the many networks of one site of IPv6 hold together.
	connectionSlotsOfSites, workSlotsOfSites *slots
	exportWait                               time.Duration
	times                                    times
}

// New returns the handler of all routes.
func New(o Options) (http.Handler, error) { return newServer(o).handler() }

func newServer(o Options) *server {
	if o.Sentence == nil {
		o.Sentence = func(_ string, p errs.Problem) string { return string(p.Rule) }
	}
	connections, work := cmp.Or(o.SocketsPerNetwork, socketsPerNetwork), cmp.Or(o.OpenWork, openWork)
	s := &server{
		Options: o, rates: newRateLimiter(o.Clock, cmp.Or(o.RequestsPerSecond, requestsPerSecond)), secure: strings.HasPrefix(o.BaseURL, "https://"),
		connectionSlots: newSlots(connections, noBound), workSlots: newSlots(workEach, work),
		connectionSlotsOfSites: newSlots(siteShare*connections, noBound), workSlotsOfSites: newSlots(max(1, work/2), noBound),
		exportSlots: newSlots(exportsEach, exportsAll), exportWait: exportWait, times: standardTimes,
	}
	s.host = strings.TrimPrefix(strings.TrimPrefix(o.BaseURL, "https://"), "http://")
	return s
}

func (s *server) handler() (http.Handler, error) {
	spa, err := newStatic(s.SPA, s.policy(), s.explorerPolicyFor)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/graphql", s.withCORS(s.withAuth(s.GraphQL)))
	mux.Handle("GET /schema.graphql", s.withCORS(http.HandlerFunc(s.schema)))
	mux.Handle("POST /auth/refresh", http.HandlerFunc(s.refresh))
	if s.CertificateSignIns != nil {
		mux.HandleFunc("POST /auth/organisation/{provider}/start", s.startCertificateSignIn)
		mux.HandleFunc("GET /auth/organisation/{provider}/return", s.returnFromProvider)
		mux.HandleFunc("POST /auth/organisation/complete", s.completeCertificateSignIn)
	}
	mux.HandleFunc("/auth/", notFound)
	mux.Handle("PUT /documents/{id}", s.withAuth(http.HandlerFunc(s.upload)))
	mux.Handle("GET /documents/{id}", s.withAuth(http.HandlerFunc(s.download)))
	mux.Handle("GET /letters/{file}", s.wholeFile(s.LetterFiles))
	mux.Handle("GET /ticket-files/{file}", s.wholeFile(s.TicketFiles))
	mux.Handle("PUT /group-files/{file}", s.withAuth(http.HandlerFunc(s.uploadGroupFile)))
	mux.Handle("GET /group-files/{file}", s.wholeFile(s.GroupFiles))
	mux.Handle("GET /contract-files/{file}", s.wholeFile(s.ContractFiles))
	mux.Handle("GET /market-exports/{file}", s.wholeFile(s.MarketExports))
	mux.Handle("/documents/{id}", methodNotAllowed("GET, HEAD, PUT"))
	mux.Handle("GET /originals/{id}", s.withAuth(http.HandlerFunc(s.original)))
	mux.Handle("/originals/{id}", methodNotAllowed("GET, HEAD"))
	mux.Handle("GET /deadlines/{file}", s.wholeFile(s.CalendarFiles))
	mux.HandleFunc("/letters/", notFound)
	mux.HandleFunc("/deadlines/", notFound)
	mux.HandleFunc("/ticket-files/", notFound)
	mux.HandleFunc("/group-files/", notFound)
	mux.HandleFunc("/contract-files/", notFound)
	mux.HandleFunc("/market-exports/", notFound)
	mux.Handle("GET /packages/{id}", s.withAuth(http.HandlerFunc(s.servePackage)))
	mux.Handle("/packages/{id}", methodNotAllowed("GET"))
	mux.Handle("GET /packages/{id}/xdomea", s.withAuth(http.HandlerFunc(s.serveTransfer)))
	mux.Handle("/packages/{id}/xdomea", methodNotAllowed("GET"))
	mux.HandleFunc("GET /deletions/{name}", s.serveCertificate)
	mux.Handle("/deletions/{name}", methodNotAllowed("GET"))
	mux.Handle("GET /log/checkpoint", s.withCORS(http.HandlerFunc(s.checkpoint)))
	mux.Handle("GET /log/tile/", s.withCORS(http.HandlerFunc(s.tile)))
	mux.Handle("GET /log/continuation/{size}", s.withCORS(http.HandlerFunc(s.continuation)))
	mux.HandleFunc("/log/", notFound)
	mux.Handle("GET /files/market/{file}", s.withCORS(http.HandlerFunc(s.publicFile)))
	mux.HandleFunc("/files/", notFound)
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", s.ready)
	for pattern, handler := range s.Extra {
		mux.Handle(pattern, handler)
	}
	mux.Handle("/", spa)
	return s.wrap(recordRoute(mux)), nil
}

// wrap puts the middleware of every request around the routes. The last one is the outermost: a request passes them from below.
func (s *server) wrap(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seclog.Fault(r.Context(), errs.Forbidden, "another site")
		writeProblem(w, http.StatusForbidden, "FORBIDDEN", "requests of other sites may only read")
	}))
	next = crossOrigin.Handler(next)
	next = s.withRateLimit(next)
	next = s.withWorkDeadline(next)
	next = s.withHostCheck(next)
	next = s.withSecurityHeaders(next)
	next = s.withClient(next)
	next = s.withReadDeadline(next)
	return s.withRequestLog(next)
}

func (s *server) schema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte(s.SDL))
}

// notFound answers under paths that are not the SPA's.
func notFound(w http.ResponseWriter, _ *http.Request) {
	writeProblem(w, http.StatusNotFound, "NOT_FOUND", "there is nothing here")
}

// methodNotAllowed refuses a method that a path does not have, and lists those that it has.
func methodNotAllowed(methods string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", methods)
		writeProblem(w, http.StatusMethodNotAllowed, "INVALID", "only "+methods)
	})
}

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	warnings, err := s.Ready(r.Context())
	if err != nil {
		w.Header().Set("Retry-After", transport.RetryAfter)
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	healthy(w, r)
	for _, warning := range warnings {
		_, _ = fmt.Fprintf(w, "warning: %s\n", warning)
	}
}
