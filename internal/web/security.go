package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/rs/cors"
)

// sockets is where the SPA may open websockets: the same host, spelt out for browsers to which 'self' means http only.
func (s *server) sockets() string {
	if s.secure {
		return "wss://" + s.host
	}
	return "ws://" + s.host
}

// policy is the Content-Security-Policy of the SPA: nothing inline, nothing from elsewhere, no markup made of text.
// data: is for the icons of the style sheet.
func (s *server) policy() string {
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", "style-src-attr 'none'", "img-src 'self' data: blob:",
		"font-src 'self'", "connect-src 'self' " + s.sockets(), "manifest-src 'self'", "worker-src 'self'", "form-action 'self'",
		"base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
	}, "; ")
}

// explorerPolicy is that of the API explorer, whose editor writes style elements of its own. Its scripts are other people's: they reach
// /graphql and nothing else, above all not the renewal of a session, and can open no page that could. 'self' would be every path.
func explorerPolicy(host string, secure bool) string {
	s := ""
	if secure {
		s = "s"
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:",
		"connect-src http" + s + "://" + host + "/graphql ws" + s + "://" + host + "/graphql", "worker-src 'self' blob:",
		"base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "sandbox allow-scripts allow-same-origin allow-forms",
	}, "; ")
}

// explorerPolicyFor names the host that a demo is reached by, of which this machine has several.
func (s *server) explorerPolicyFor(r *http.Request) string {
	host := s.host
	if s.Demo {
		host = r.Host
	}
	return explorerPolicy(host, s.secure)
}

// strictPolicy is for everything that is no page.
const strictPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

func (s *server) withSecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Content-Security-Policy", strictPolicy)
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// withCORS lets pages of other sites read, without credentials: GET, and no header that could carry a token.
func (s *server) withCORS(next http.Handler) http.Handler {
	return cors.New(cors.Options{
		AllowedOrigins: []string{"*"}, AllowedMethods: []string{http.MethodGet},
		AllowedHeaders: []string{"Accept", "Accept-Language", "Content-Type"}, MaxAge: 86400,
	}).Handler(next)
}

// withHostCheck keeps a demo, whose passwords everyone knows, from answering under any name but this machine's (DNS
// rebinding).
func (s *server) withHostCheck(next http.Handler) http.Handler {
	if !s.Demo {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			writeProblem(w, http.StatusMisdirectedRequest, "FORBIDDEN", "the demo answers this machine only")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func loopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

// SameOrigin reports whether a page of this program, or no page at all, opens a websocket.
func SameOrigin(baseURL string) func(*http.Request) bool {
	return func(r *http.Request) bool {
		origin := r.Header.Get("Origin")
		if origin == "" || origin == baseURL {
			return true
		}
		// A demo is reached as localhost and as 127.0.0.1.
		_, host, _ := strings.Cut(origin, "://")
		return strings.HasPrefix(baseURL, "http://") && host == r.Host && loopback(host)
	}
}
