package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"schalter/graph/transport"
	"schalter/internal/clock"
	"schalter/internal/id"
	"schalter/internal/seclog"
	"schalter/internal/viewer"
)

// Client is who sent a request: address, user agent, the refresh token of its cookie.
type Client struct {
	UserAgent string
	Address   netip.Addr
	// RefreshToken is what the browser's cookie holds; empty without one.
	RefreshToken string

	w      http.ResponseWriter
	secure bool
	now    func() time.Time
}

type clientKey struct{}

// ClientOf returns the client whose request a context belongs to; nil outside of requests.
func ClientOf(ctx context.Context) *Client {
	c, _ := ctx.Value(clientKey{}).(*Client)
	return c
}

// Remember gives the browser a refresh token: HttpOnly, for this host, never sent along by other sites.
func (c *Client) Remember(token string, until time.Time) {
	if c == nil {
		return
	}
	c.cookie(token, until, int(until.Sub(c.now()).Seconds()))
}

// Forget takes the refresh token from the browser.
func (c *Client) Forget() { c.cookie("", time.Time{}, -1) }

func (c *Client) cookie(value string, until time.Time, maxAge int) {
	if c == nil || c.w == nil {
		return
	}
	http.SetCookie(c.w, &http.Cookie{
		Name: cookieName(c.secure), Value: value, Path: "/", Expires: until, MaxAge: maxAge,
		HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteStrictMode,
	})
}

// cookieName has the prefix that binds a cookie to its host, where https lets browsers accept it.
func cookieName(secure bool) string {
	if secure {
		return "__Host-schalter"
	}
	return "schalter"
}

// withClient puts the client, the language and an anonymous viewer into the context.
func (s *server) withClient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Client{UserAgent: r.UserAgent(), Address: s.address(r), w: w, secure: s.secure, now: s.Clock.Now}
		if cookie, err := r.Cookie(cookieName(s.secure)); err == nil {
			v.RefreshToken = cookie.Value
		}
		who := viewer.Anonymous()
		who.Locale = language(r.Header.Get("Accept-Language"))
		ctx := context.WithValue(viewer.With(r.Context(), who), clientKey{}, v)
		ctx = seclog.With(ctx, s.Security, transport.RequestID(ctx), NetworkOf(v.Address))
		ctx = transport.WithNetworkLimits(ctx, networkLimits{s, ctx, v.Address})
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// language is the one of German and English with the higher weight in Accept-Language; German when it names neither.
func language(accept string) string {
	best, most := "de", 0.0
	for part := range strings.SplitSeq(accept, ",") {
		tag, params, _ := strings.Cut(part, ";")
		base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if base == "*" {
			base = "de"
		}
		if q := quality(params); q > most && (base == "de" || base == "en") {
			best, most = base, q
		}
	}
	return best
}

// quality is the weight of an alternative (RFC 9110, 12.4.2), from 0 to 1; 0 also for one that is malformed.
func quality(params string) float64 {
	value, ok := strings.CutPrefix(strings.TrimSpace(params), "q=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(value, 64)
	if err != nil || q < 0 || q > 1 {
		return 0
	}
	return q
}

// address is the network address of the caller: the last one in X-Forwarded-For that no trusted proxy added.
func (s *server) address(r *http.Request) netip.Addr {
	peer := parseAddr(r.RemoteAddr)
	forwarded := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(forwarded) - 1; i >= 0 && s.trusts(peer); i-- {
		next := parseAddr(strings.TrimSpace(forwarded[i]))
		if !next.IsValid() {
			break
		}
		peer = next
	}
	return peer
}

func parseAddr(s string) netip.Addr {
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	addr, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return addr.Unmap().WithZone("")
}

// trusts reports whether an address is that of a proxy of ours, whose X-Forwarded-For counts.
func (s *server) trusts(addr netip.Addr) bool {
	for _, p := range s.TrustedProxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// withAuth replaces the anonymous viewer by that of the access token; an invalid token is refused, not ignored.
func (s *server) withAuth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := r.Header.Get("Authorization")
		if header == "" {
			next.ServeHTTP(w, r)
			return
		}
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			writeProblem(w, http.StatusUnauthorized, "UNAUTHENTICATED", "only bearer tokens")
			return
		}
		ctx, err := s.Accounts.SignIn(r.Context(), strings.TrimSpace(token))
		if err != nil {
			s.failWith(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// withRequestLog gives the request an id, recovers from panics, and logs one line without anything personal.
func (s *server) withRequestLog(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.Clock.Now()
		request := id.New("req", start)
		w.Header().Set("X-Request-Id", request)
		r = r.WithContext(transport.WithRequestID(r.Context(), request))
		rec := &recorder{ResponseWriter: w, stall: s.times.stall}
		// The connection may still bear the deadline of the request before.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
		defer func() {
			cause := recover()
			if cause != nil && cause != http.ErrAbortHandler { //nolint:errorlint // it is a sentinel by identity
				s.Log.ErrorContext(r.Context(), "panic in a handler", "request", request, "panic", cause, "stack", string(debug.Stack()))
				if rec.status == 0 {
					writeInternalError(rec, request)
				}
			}
			s.Log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("request", request), slog.String("method", r.Method),
				slog.String("route", rec.route), slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes),
				slog.Duration("took", s.Clock.Now().Sub(start)))
			if cause == http.ErrAbortHandler { //nolint:errorlint // as above
				// The server breaks the connection off: nobody takes half an answer for the whole.
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(rec, r)
	})
}

// recordRoute tells the recorder which route was taken: the multiplexer sets it only on the request that it was given.
func recordRoute(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rec, ok := w.(*recorder); ok {
			defer func() { rec.route = r.Pattern }()
		}
		mux.ServeHTTP(w, r)
	})
}

// recorder records what was answered, and extends the write deadline of a slow receiver as long as bytes are taken.
type recorder struct {
	http.ResponseWriter
	route  string
	status int
	bytes  int64
	stall  time.Duration
	// ownDeadline says that the handler sets the write deadline itself.
	ownDeadline bool
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	if !r.ownDeadline {
		_ = http.NewResponseController(r.ResponseWriter).SetWriteDeadline(clock.System().Now().Add(r.stall))
	}
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

// SetWriteDeadline is for http.ResponseController: from the first call on, the handler decides.
func (r *recorder) SetWriteDeadline(t time.Time) error {
	r.ownDeadline = true
	return http.NewResponseController(r.ResponseWriter).SetWriteDeadline(t)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// Flush implements http.Flusher.
func (r *recorder) Flush() { _ = r.FlushError() }

// FlushError is Flush for http.ResponseController, which says whether it was sent.
func (r *recorder) FlushError() error { return http.NewResponseController(r.ResponseWriter).Flush() }
