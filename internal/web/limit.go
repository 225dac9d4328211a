package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"schalter/internal/clock"
)

// Limits of one network (an IPv4 address, a /64 of IPv6) on one replica. They keep one client from taking the program for
// itself; logins, codes and registrations are counted in the database.
const (
	requestsPerSecond = 100
	requestsBurst     = 500
	maxNetworks       = 100_000
	networkKept       = 10 * time.Minute
)

type limiter struct {
	clock    clock.Clock
	mu       sync.Mutex
	networks map[netip.Prefix]*network
	swept    time.Time
}

type network struct {
	bucket *rate.Limiter
	seen   time.Time
}

func newLimiter(clk clock.Clock) *limiter {
	return &limiter{clock: clk, networks: map[netip.Prefix]*network{}, swept: clk.Now()}
}

func (l *limiter) allow(addr netip.Addr) bool {
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	prefix, err := addr.Prefix(bits)
	if err != nil {
		return true
	}
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(now)
	n := l.networks[prefix]
	if n == nil {
		if len(l.networks) >= maxNetworks {
			return false
		}
		n = &network{bucket: rate.NewLimiter(requestsPerSecond, requestsBurst)}
		l.networks[prefix] = n
	}
	n.seen = now
	return n.bucket.AllowN(now, 1)
}

func (l *limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < networkKept {
		return
	}
	l.swept = now
	for p, n := range l.networks {
		if now.Sub(n.seen) > networkKept {
			delete(l.networks, p)
		}
	}
}

// bounded refuses networks that ask too much.
func (s *server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v := VisitOf(r.Context()); v != nil && v.Address.IsValid() && !s.limiter.allow(v.Address) {
			w.Header().Set("Retry-After", "1")
			fail(w, http.StatusTooManyRequests, "RATE_LIMITED", "too many requests")
			return
		}
		next.ServeHTTP(w, r)
	})
}
