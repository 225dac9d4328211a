package web

import (
	"context"
	"errors"
	"testing"
	"time"

	"schalter/internal/errs"
)

// waits returns once n wait.
func (p *places) waits(t *testing.T, n int) {
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

func takeNow(t *testing.T, p *places, who string) func() {
	t.Helper()
	give, err := p.take(t.Context(), who, 0)
	if err != nil {
		t.Fatalf("%s: %v", who, err)
	}
	return give
}

func TestPlacesAreBoundedForEachAndForAll(t *testing.T) {
	t.Parallel()
	p := newPlaces(2, 3)
	a1, a2 := takeNow(t, p, "a"), takeNow(t, p, "a")
	if _, err := p.take(t.Context(), "a", 0); !errors.Is(err, errOwnPlaces) {
		t.Errorf("a third one of a: %v", err)
	}
	b1 := takeNow(t, p, "b")
	if _, err := p.take(t.Context(), "c", 0); !errors.Is(err, errAllPlaces) {
		t.Errorf("a fourth one: %v", err)
	}
	a1()
	a1() // giving back twice is giving back once
	c1 := takeNow(t, p, "c")
	if _, err := p.take(t.Context(), "c", 0); !errors.Is(err, errAllPlaces) {
		t.Errorf("a fourth one: %v", err)
	}
	for _, give := range []func(){a2, b1, c1} {
		give()
	}
	if len(p.by) != 0 || p.taken != 0 {
		t.Errorf("left: %d taken, %v", p.taken, p.by)
	}
}

// Who waits comes in turn, but nobody waits for somebody else's own places.
func TestWhoWaitsForAPlaceComesInTurn(t *testing.T) {
	t.Parallel()
	p := newPlaces(1, 2)
	a, b := takeNow(t, p, "a"), takeNow(t, p, "b")
	order := make(chan string, 3)
	gives := make(chan func(), 3)
	for i, who := range []string{"a", "c", "d"} {
		go func() {
			give, err := p.take(context.Background(), who, time.Hour)
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

func TestWaitingForAPlaceIsBounded(t *testing.T) {
	t.Parallel()
	p := newPlaces(1, 1)
	give := takeNow(t, p, "a")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, waitingShare)
	for i := range waitingShare {
		go func() {
			_, err := p.take(ctx, "a", time.Hour)
			ended <- err
		}()
		p.waits(t, i+1)
	}
	if _, err := p.take(ctx, "a", time.Hour); !errors.Is(err, errOwnPlaces) {
		t.Errorf("one more of a: %v", err)
	}
	if _, err := p.take(ctx, "b", time.Hour); !errors.Is(err, errAllPlaces) {
		t.Errorf("one more: %v", err)
	}
	cancel()
	for range waitingShare {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := p.take(t.Context(), "b", time.Millisecond); !errors.Is(err, errAllPlaces) {
		t.Errorf("waited in vain: %v", err)
	}
	give()
	takeNow(t, p, "b")()
	if len(p.by) != 0 {
		t.Errorf("left: %v", p.by)
	}
}

func TestNoPlaceIsSaidInTheLanguageOfTheRequest(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, locale := range []string{"de", "en"} {
		for err, code := range map[error]errs.Code{errOwnPlaces: errs.RateLimited, errAllPlaces: errs.Unavailable} {
			got := noPlace(locale, err)
			if errs.CodeOf(got) != code {
				t.Errorf("%s: %v", locale, got)
			}
			said[got.Error()] = true
		}
	}
	if len(said) != 4 {
		t.Errorf("got %v", said)
	}
}
