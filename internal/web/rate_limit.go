package web

import (
	"container/list"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/seclog"
)

// Limits of one network (an IPv4 address, a /64 of IPv6) on one replica. They keep one client from taking the program for
// itself; logins, codes and registrations are counted in the database.
const (
	// burstSeconds is for how many seconds' requests a network may ask at once.
	burstSeconds = 5
	// siteShare is how many times what one network may a /48 may together, in requests and sockets: a site has 65,536 networks.
	siteShare   = 4
	maxNetworks = 100_000
	networkKept = 10 * time.Minute
	// longestPause is how long a message of a websocket waits for its turn.
	longestPause = 5 * time.Second
)

// rateLimiter counts the requests of networks. It keeps those that asked last: one that is forgotten begins with a full bucket, which it
// would have after some seconds without a request anyway.
type rateLimiter struct {
	clock     clock.Clock
	perSecond int
	mu        sync.Mutex
	// order has the network that asked last in front.
	order    *list.List
	networks map[netip.Prefix]*list.Element
}

type network struct {
	prefix netip.Prefix
	bucket *rate.Limiter
	seen   time.Time
}

func newRateLimiter(clk clock.Clock, perSecond int) *rateLimiter {
	return &rateLimiter{clock: clk, perSecond: perSecond, order: list.New(), networks: map[netip.Prefix]*list.Element{}}
}

// NetworkOf is the network that an address is counted for: the address itself, or the /64 of IPv6 that a provider gives to one line.
func NetworkOf(addr netip.Addr) netip.Prefix {
	bits := 64
	if addr.Is4() {
		bits = 32
	}
	prefix, _ := addr.Prefix(bits)
	return prefix
}

// siteOf is the /48 of an address of IPv6.
func siteOf(addr netip.Addr) (site netip.Prefix, ok bool) {
	if addr.Is6() {
		site, _ = addr.Prefix(48)
	}
	return site, site.IsValid()
}

// allow draws one request; false when there is none left.
func (l *rateLimiter) allow(addr netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	buckets := l.buckets(addr, now)
	for _, b := range buckets {
		if b.TokensAt(now) < 1 {
			return false
		}
	}
	for _, b := range buckets {
		b.AllowN(now, 1)
	}
	return true
}

// reserve draws one and says how long to wait before it may be used; false when that is too long.
func (l *rateLimiter) reserve(addr netip.Addr) (pause time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	var drawn []*rate.Reservation
	for _, b := range l.buckets(addr, now) {
		r := b.ReserveN(now, 1)
		drawn = append(drawn, r)
		pause = max(pause, r.DelayFrom(now))
	}
	if pause <= longestPause {
		return pause, true
	}
	for _, r := range drawn {
		r.CancelAt(now)
	}
	return 0, false
}

// buckets are those that an address draws from, the widest first. While the site has nothing left its networks are not kept, so
// that it cannot push the others out.
func (l *rateLimiter) buckets(addr netip.Addr, now time.Time) []*rate.Limiter {
	l.forget(now)
	if !addr.IsValid() {
		return nil
	}
	var found []*rate.Limiter
	if site, ok := siteOf(addr); ok {
		b := l.bucket(site, siteShare*l.perSecond, now)
		if found = append(found, b); b.TokensAt(now) < 1 {
			return found
		}
	}
	return append(found, l.bucket(NetworkOf(addr), l.perSecond, now))
}

func (l *rateLimiter) bucket(prefix netip.Prefix, perSecond int, now time.Time) *rate.Limiter {
	e := l.networks[prefix]
	if e == nil {
		e = l.order.PushFront(&network{prefix: prefix, bucket: rate.NewLimiter(rate.Limit(perSecond), burstSeconds*perSecond)})
		l.networks[prefix] = e
	}
	l.order.MoveToFront(e)
	n := e.Value.(*network)
	n.seen = now
	return n.bucket
}

// forget drops networks that have not asked for long, and those that asked longest ago when there are too many.
func (l *rateLimiter) forget(now time.Time) {
	for e := l.order.Back(); e != nil; e = l.order.Back() {
		n := e.Value.(*network)
		if len(l.networks) < maxNetworks-1 && now.Sub(n.seen) <= networkKept {
			return
		}
		l.order.Remove(e)
		delete(l.networks, n.prefix)
	}
}

var errTooMuch = errs.Told(errs.RateLimited, "Von hier kommen zu viele Anfragen auf einmal. Bitte versuchen Sie es gleich noch einmal.",
	"Too many requests come from here at once. Please try again in a moment.")

// withRateLimit refuses networks that ask too much.
func (s *server) withRateLimit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v := ClientOf(r.Context()); v != nil && v.Address.IsValid() && !s.rates.allow(v.Address) {
			seclog.Fault(r.Context(), errs.RateLimited, "requests of a network")
			w.Header().Set("Retry-After", "1")
			s.writeFault(w, r, http.StatusTooManyRequests, errTooMuch)
			return
		}
		next.ServeHTTP(w, r)
	})
}
