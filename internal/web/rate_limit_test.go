package web

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
)

func TestOneNetworkCannotTakeTheProgramForItself(t *testing.T) {
	t.Parallel()
	clk := clock.NewFake(noon)
	l := newRateLimiter(clk, requestsPerSecond)
	busy, neighbour, other := netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::2"), netip.MustParseAddr("2001:db8:0:1::1")
	for i := range requestsBurst {
		if !l.allow(busy) {
			t.Fatalf("request %d is refused", i)
		}
	}
	if l.allow(busy) || l.allow(neighbour) {
		t.Error("the network goes on beyond its burst")
	}
	if !l.allow(other) || !l.allow(netip.MustParseAddr("192.0.2.1")) {
		t.Error("another network is refused")
	}
	clk.Advance(time.Second / requestsPerSecond)
	if !l.allow(busy) || l.allow(busy) {
		t.Error("the bucket does not fill at its rate")
	}
	clk.Advance(2 * networkKept)
	if l.allow(netip.MustParseAddr("192.0.2.2")); len(l.networks) != 1 {
		t.Errorf("%d networks are remembered", len(l.networks))
	}
}

const requestsBurst = burstSeconds * requestsPerSecond

// A /47 has more networks than the table: it locked everybody out.
func TestManyNetworksPushNobodyOut(t *testing.T) {
	t.Parallel()
	clk := clock.NewFake(noon)
	l := newRateLimiter(clk, requestsPerSecond)
	honest := netip.MustParseAddr("192.0.2.1")
	for range requestsBurst {
		l.allow(honest)
	}
	for n := range 300_000 {
		if n%100 == 0 {
			clk.Advance(time.Millisecond)
		}
		// The networks of two sites.
		a := netip.MustParseAddr("2001:db8::").As16()
		a[5], a[6], a[7] = byte(n>>16&1), byte(n>>8), byte(n)
		l.allow(netip.AddrFrom16(a))
	}
	if most := 2 * (siteShare*requestsBurst + siteShare*requestsPerSecond*3 + 1); len(l.networks) > most+1 {
		t.Errorf("two sites take %d places, at most %d are theirs", len(l.networks), most)
	}
	if !l.allow(honest) {
		t.Error("who asked before is refused")
	}
	if !l.allow(netip.MustParseAddr("192.0.2.2")) {
		t.Error("a newcomer is refused")
	}
}

func TestAFullTableOfNetworksForgetsWhoAskedLongestAgo(t *testing.T) {
	t.Parallel()
	l := newRateLimiter(clock.NewFake(noon), requestsPerSecond)
	first := netip.MustParseAddr("10.0.0.0")
	addr := first
	for range maxNetworks + 10 {
		if !l.allow(addr) {
			t.Fatalf("%v is refused", addr)
		}
		addr = addr.Next()
	}
	if len(l.networks) > maxNetworks || l.order.Len() != len(l.networks) {
		t.Errorf("%d networks are remembered", len(l.networks))
	}
	if l.networks[NetworkOf(first)] != nil || l.networks[NetworkOf(addr.Prev())] == nil {
		t.Error("the wrong one was forgotten")
	}
}

// Messages of websockets and requests draw from one bucket.
func TestWebsocketsDrawFromTheBucketOfRequests(t *testing.T) {
	t.Parallel()
	clk := clock.NewFake(noon)
	l := newRateLimiter(clk, requestsPerSecond)
	addr := netip.MustParseAddr("192.0.2.1")
	for i := range requestsBurst {
		if pause, ok := l.reserve(addr); pause != 0 || !ok {
			t.Fatalf("message %d waits %v", i, pause)
		}
	}
	if l.allow(addr) {
		t.Error("a request finds something left")
	}
	if pause, ok := l.reserve(addr); pause != time.Second/requestsPerSecond || !ok {
		t.Errorf("the next message waits %v", pause)
	}
	for ok := true; ok; {
		_, ok = l.reserve(addr)
	}
	clk.Advance(longestPause)
	if pause, ok := l.reserve(addr); !ok || pause > 2*time.Second/requestsPerSecond {
		t.Errorf("what was refused was drawn: the next waits %v", pause)
	}
}

func TestTooManyRequestsAreToldSo(t *testing.T) {
	t.Parallel()
	h := handlerOf(t, options("https://schalter.example"))
	var res *http.Response
	for range requestsBurst + 1 {
		res = ask(h, "GET", "/healthz")
	}
	if body := text(t, res); res.StatusCode != 429 || res.Header.Get("Retry-After") != "1" || !strings.Contains(body, `"RATE_LIMITED"`) {
		t.Errorf("got %d %v %s", res.StatusCode, res.Header, body)
	}
}
