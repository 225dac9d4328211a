package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// waits returns once n wait.
func (p *slots) waits(t *testing.T, n int) {
	t.Helper()
	for {
		p.mu.Lock()
		now := len(p.queue)
		p.mu.Unlock()
		if now == n {
			return
		}
		if t.Context().Err() != nil {
			t.Fatalf("%d wait, not %d", now, n)
		}
		time.Sleep(time.Millisecond)
	}
}

func takeNow(t *testing.T, p *slots, who string) func() {
	t.Helper()
	give, err := p.acquire(t.Context(), who, 0)
	if err != nil {
		t.Fatalf("%s: %v", who, err)
	}
	return give
}

func TestSlotsAreBoundedForEachAndForAll(t *testing.T) {
	t.Parallel()
	p := newSlots(2, 3)
	a1, a2 := takeNow(t, p, "a"), takeNow(t, p, "a")
	if _, err := p.acquire(t.Context(), "a", 0); !errors.Is(err, errOwnSlots) {
		t.Errorf("a third one of a: %v", err)
	}
	b1 := takeNow(t, p, "b")
	if _, err := p.acquire(t.Context(), "c", 0); !errors.Is(err, errAllSlots) {
		t.Errorf("a fourth one: %v", err)
	}
	a1()
	a1() // giving back twice is giving back once
	c1 := takeNow(t, p, "c")
	if _, err := p.acquire(t.Context(), "c", 0); !errors.Is(err, errAllSlots) {
		t.Errorf("a fourth one: %v", err)
	}
	for _, give := range []func(){a2, b1, c1} {
		give()
	}
	if len(p.by) != 0 || p.taken != 0 {
		t.Errorf("left: %d taken, %v", p.taken, p.by)
	}
}

// Those who wait come in turn, but nobody waits for the own slots of somebody else.
func TestWhoWaitsForASlotComesInTurn(t *testing.T) {
	t.Parallel()
	p := newSlots(1, 2)
	a, b := takeNow(t, p, "a"), takeNow(t, p, "b")
	order := make(chan string, 3)
	gives := make(chan func(), 3)
	for i, who := range []string{"a", "c", "d"} {
		go func() {
			give, err := p.acquire(context.Background(), who, time.Hour)
			if err != nil {
				t.Errorf("%s: %v", who, err)
			}
			order <- who
			gives <- give
		}()
		p.waits(t, i+1)
	}
	b()
	if got := <-order; got != "c" {
		t.Errorf("%s came before c", got)
	}
	a()
	if got := <-order; got != "a" {
		t.Errorf("%s came before a", got)
	}
	(<-gives)()
	if got := <-order; got != "d" {
		t.Errorf("%s came before d", got)
	}
	(<-gives)()
	(<-gives)()
	if len(p.by) != 0 || p.taken != 0 || len(p.queue) != 0 {
		t.Errorf("left: %d taken, %v, %d wait", p.taken, p.by, len(p.queue))
	}
}

func TestWaitingForASlotIsBounded(t *testing.T) {
	t.Parallel()
	p := newSlots(1, 1)
	give := takeNow(t, p, "a")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, waitingShare)
	for i := range waitingShare {
		go func() {
			_, err := p.acquire(ctx, "a", time.Hour)
			ended <- err
		}()
		p.waits(t, i+1)
	}
	if _, err := p.acquire(ctx, "a", time.Hour); !errors.Is(err, errOwnSlots) {
		t.Errorf("one more of a: %v", err)
	}
	if _, err := p.acquire(ctx, "b", time.Hour); !errors.Is(err, errAllSlots) {
		t.Errorf("one more: %v", err)
	}
	cancel()
	for range waitingShare {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := p.acquire(t.Context(), "b", time.Millisecond); !errors.Is(err, errAllSlots) {
		t.Errorf("waited in vain: %v", err)
	}
	give()
	takeNow(t, p, "b")()
	if len(p.by) != 0 {
		t.Errorf("left: %v", p.by)
	}
}

// Every refusal at a limit has a sentence in both languages, and Retry-After where the limit passes.
func TestLimitsSpeakTheLanguageOfTheRequest(t *testing.T) {
	t.Parallel()
	s := newServer(options("https://schalter.example"))
	sentences := map[string]bool{}
	for _, fault := range []*errs.Error{errOwnSlots, errAllSlots, errTooMuch, errs.GivenUp, errs.Outage, errs.SessionEnded, errRightLost} {
		for _, locale := range []string{"de", "en"} {
			for _, mode := range []string{"navigate", "cors"} {
				r := httptest.NewRequest("GET", "/", nil)
				r.Header.Set("Sec-Fetch-Mode", mode)
				w := httptest.NewRecorder()
				who := viewer.Anonymous()
				who.Locale = locale
				s.failWith(w, r.WithContext(viewer.With(r.Context(), who)), fault)
				body := w.Body.String()
				if !strings.Contains(body, fault.In(locale)) || strings.HasPrefix(body, "{") == (mode == "navigate") {
					t.Errorf("%s, %s: got %s", locale, mode, body)
				}
				if w.Code != 401 && w.Header().Get("Retry-After") == "" {
					t.Errorf("%s: no Retry-After", body)
				}
				sentences[fault.In(locale)] = true
			}
		}
	}
	if len(sentences) != 14 {
		t.Errorf("said: %v", sentences)
	}
}

// Thirty clerks behind one address, each with the inbox in three tabs: all at once after a restart, and all again within a minute in the
// morning. A tab loads at most 40 files and answers; the browser budget (frontend/scripts) keeps it far below.
func TestAnOfficeBehindOneAddressIsNotLockedOut(t *testing.T) {
	t.Parallel()
	const clerks, tabs, files = 30, 3, 40
	o := options("https://schalter.example")
	clk := clock.NewFake(noon)
	o.Clock = clk
	s := newServer(o)
	addr := netip.MustParseAddr("192.0.2.7")
	g := networkLimits{s, t.Context(), addr}
	// After a restart: each browser renews its session, each tab opens its socket, signs in there, listens twice and reads twice.
	for range clerks {
		if !s.rates.allow(addr) {
			t.Fatal("a session is not renewed")
		}
		for range tabs {
			if !s.rates.allow(addr) {
				t.Fatal("no socket")
			}
			if _, err := g.AcquireConnection(); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if !s.rates.allow(addr) {
					t.Fatal("no answer")
				}
			}
		}
	}
	for range clerks * tabs * 3 {
		if _, ok := s.rates.reserve(addr); !ok {
			t.Fatal("a socket is closed for its messages")
		}
	}
	clk.Advance(time.Minute)
	for i := range clerks * tabs * files {
		if i%(clerks*tabs) == 0 {
			clk.Advance(time.Minute / files)
		}
		if !s.rates.allow(addr) {
			t.Fatalf("request %d is refused", i)
		}
	}
}

// Thirty people of one school search at the same moment: all find a slot, in turn.
func TestASchoolBehindOneAddressIsNotLockedOut(t *testing.T) {
	t.Parallel()
	const pupils = 30
	s := newServer(options("https://schalter.example"))
	done := make(chan error, pupils)
	gives := make(chan func(), pupils)
	for range pupils {
		go func() {
			give, err := s.workSlots.acquire(t.Context(), "192.0.2.0/32", time.Hour)
			if err == nil {
				gives <- give
			}
			done <- err
		}()
	}
	for range pupils {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		(<-gives)()
	}
}

// A /48 has 65,536 networks: they hold no more sockets together than a few networks do, and leave costly answers to others.
func TestASiteOfManyNetworksDoesNotTakeAllSlots(t *testing.T) {
	t.Parallel()
	o := options("https://schalter.example")
	o.SocketsPerNetwork = 2
	s := newServer(o)
	of := func(address string, i int) networkLimits {
		return networkLimits{s, t.Context(), netip.MustParseAddr(fmt.Sprintf(address, i))}
	}
	const site, elsewhere = "2001:db8:1:%x::7", "2001:db8:2:%x::7"
	sockets, work := 0, 0
	for i := range 20 {
		if _, err := of(site, i).AcquireConnection(); err == nil {
			sockets++
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // a call that finds no slot at once does not wait
		if _, err := of(site, i).AcquireWork(ctx); err == nil {
			work++
		}
	}
	if sockets != siteShare*2 || work != openWork/2 {
		t.Errorf("one site holds %d sockets and %d slots for costly answers", sockets, work)
	}
	if _, err := of(elsewhere, 0).AcquireConnection(); err != nil {
		t.Errorf("a socket from elsewhere: %v", err)
	}
	leave, err := of(elsewhere, 0).AcquireWork(t.Context())
	if err != nil {
		t.Fatalf("a costly answer elsewhere: %v", err)
	}
	leave()
	if n := len(s.workSlotsOfSites.by); n != 1 {
		t.Errorf("%d sites are remembered", n)
	}
}

// A certificate of deletion needs no sign-in and costs a seal: a network that has all its slots taken is told to come again, and gets it then.
func TestACertificateOfDeletionTakesASlotOfItsNetwork(t *testing.T) {
	t.Parallel()
	o := options("https://schalter.example")
	o.Certificates = certificates{}
	s := newServer(o)
	h, err := s.handler()
	if err != nil {
		t.Fatal(err)
	}
	address := netip.MustParseAddr("192.0.2.1")
	l := networkLimits{s, t.Context(), address}
	var leaves []func()
	for {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		leave, err := l.AcquireWork(ctx)
		if err != nil {
			break
		}
		leaves = append(leaves, leave)
	}
	if len(leaves) == 0 {
		t.Fatal("a network has no slot at all")
	}
	if res := ask(h, "GET", "/deletions/token"); res.StatusCode != http.StatusTooManyRequests || !strings.Contains(text(t, res), "RATE_LIMITED") {
		t.Errorf("with all slots taken: %d", res.StatusCode)
	}
	leaves[0]()
	for range 2 {
		if res := ask(h, "GET", "/deletions/token"); res.StatusCode != http.StatusOK || text(t, res) != "a certificate" {
			t.Errorf("with a slot: %d", res.StatusCode)
		}
	}
	if res := ask(h, "HEAD", "/deletions/token"); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("HEAD: %d", res.StatusCode)
	}
}

// certificates are one small file for every name.
type certificates struct{}

func (certificates) Certificate(context.Context, string) (*Package, error) {
	return &Package{Filename: "loeschbescheinigung.asice", MediaType: "application/octet-stream", Write: func(w io.Writer) error {
		_, err := io.WriteString(w, "a certificate")
		return err
	}}, nil
}
