package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"schalter/graph/transport"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

// Visit is what is known of a request beside what it asks for.
type Visit struct {
	UserAgent string
	Address   netip.Addr

	w      http.ResponseWriter
	secure bool
	now    func() time.Time
}

type visitKey struct{}

// VisitOf returns the visit that a context belongs to; nil outside of requests.
func VisitOf(ctx context.Context) *Visit {
	v, _ := ctx.Value(visitKey{}).(*Visit)
	return v
}

// Remember gives the browser a refresh token: HttpOnly, for this host, never sent along by other sites.
func (v *Visit) Remember(token string, until time.Time) {
	if v == nil {
		return
	}
	v.cookie(token, until, int(until.Sub(v.now()).Seconds()))
}

// Forget takes the refresh token from the browser.
func (v *Visit) Forget() { v.cookie("", time.Time{}, -1) }

func (v *Visit) cookie(value string, until time.Time, maxAge int) {
	if v == nil || v.w == nil {
		return
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: cookieName(v.secure), Value: value, Path: "/", Expires: until, MaxAge: maxAge,
		HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteStrictMode,
	})
}

// cookieName has the prefix that binds a cookie to its host, where https lets browsers accept it.
func cookieName(secure bool) string {
	if secure {
		return "__Host-schalter"
	}
	return "schalter"
}

// visited puts the visit, the language and an anonymous viewer into the context.
func (s *server) visited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{UserAgent: r.UserAgent(), Address: s.address(r), w: w, secure: s.secure, now: s.Clock.Now}
		who := viewer.Anonymous()
		who.Locale = language(r.Header.Get("Accept-Language"))
		ctx := context.WithValue(viewer.With(r.Context(), who), visitKey{}, v)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// language is English when it is asked for before German, else German.
func language(accept string) string {
	for part := range strings.SplitSeq(accept, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch base, _, _ := strings.Cut(strings.ToLower(tag), "-"); base {
		case "en":
			return "en"
		case "de", "*":
			return "de"
		}
	}
	return "de"
}

// address is the network address of whoever asks: the last one in X-Forwarded-For that no trusted proxy added.
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

func (s *server) trusts(addr netip.Addr) bool {
	for _, p := range s.TrustedProxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// signedIn replaces the anonymous viewer by that of the access token; a token that does not hold is refused, not ignored.
func (s *server) signedIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := r.Header.Get("Authorization")
		if header == "" {
			next.ServeHTTP(w, r)
			return
		}
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			fail(w, http.StatusUnauthorized, "UNAUTHENTICATED", "only bearer tokens")
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

// logged gives the request an id, survives panics, and writes one line without anything personal.
func (s *server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.Clock.Now()
		request := id.New("req", start)
		w.Header().Set("X-Request-Id", request)
		r = r.WithContext(transport.WithRequestID(r.Context(), request))
		rec := &recorder{ResponseWriter: w}
		defer func() {
			cause := recover()
			if cause != nil && cause != http.ErrAbortHandler { //nolint:errorlint // it is a sentinel by identity
				s.Log.ErrorContext(r.Context(), "panic in a handler", "request", request, "panic", cause, "stack", string(debug.Stack()))
				if rec.status == 0 {
					fail(rec, http.StatusInternalServerError, "INTERNAL", "something went wrong here; the request id helps to find out what")
				}
			}
			s.Log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("request", request), slog.String("method", r.Method),
				slog.String("route", r.Pattern), slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes),
				slog.Duration("took", s.Clock.Now().Sub(start)))
		}()
		next.ServeHTTP(rec, r)
	})
}

// recorder notes what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
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
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// Flush implements http.Flusher.
func (r *recorder) Flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() }
