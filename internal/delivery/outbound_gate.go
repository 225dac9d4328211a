package delivery

import (
	"context"
	"sync"
	"time"
)

const (
	// maxSending is how many mails are on their way out at once: fewer than the workers, so that a slow mail server holds up
	// nothing but the gateway.
	maxSending = 3
	// maxForOne is how many of them go to one authority.
	maxForOne = 2
	// placePatience is how long a worker waits for a place; a mail server at hand takes a mail in less.
	placePatience = 50 * time.Millisecond
)

// gate bounds the mails in hand: their number, the number for one authority, and the bytes of memory they take.
type gate struct {
	mu      sync.Mutex
	changed chan struct{}
	sending int
	byOne   map[string]int
	// turned says that mails were turned away since somebody last looked.
	turned     bool
	room, free int64
}

func newGate(room int64) *gate {
	return &gate{changed: make(chan struct{}), byOne: map[string]int{}, room: room, free: room}
}

// enter takes a place for a mail to an authority, waiting at most patience for it; nil says that there was none.
func (g *gate) enter(ctx context.Context, authorityID string, patience time.Duration) (leave func()) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		taken, changed := g.place(authorityID)
		if taken {
			return func() { g.leave(authorityID) }
		}
		select {
		case <-ctx.Done():
			g.turnAway()
			return nil
		case <-changed:
		}
	}
}

// place takes a place if there is one, and tells when to look again.
func (g *gate) place(authorityID string) (taken bool, changed <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.sending >= maxSending || g.byOne[authorityID] >= maxForOne {
		return false, g.changed
	}
	g.sending++
	g.byOne[authorityID]++
	return true, nil
}

func (g *gate) leave(authorityID string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sending--
	if g.byOne[authorityID]--; g.byOne[authorityID] == 0 {
		delete(g.byOne, authorityID)
	}
	g.tell()
}

// patience is how long a worker waits for a place: not at all while mails were turned away, because then the places are
// taken for long and the worker has better to do.
func (g *gate) patience() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.turned {
		return 0
	}
	return placePatience
}

// turnedAway says whether mails were turned away since it was last asked, and which authorities have no place now.
func (g *gate) turnedAway() (any bool, full []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for authorityID, n := range g.byOne {
		if n >= maxForOne {
			full = append(full, authorityID)
		}
	}
	any, g.turned = g.turned, false
	return any, full
}

// turnAway notes that mails still wait for a place.
func (g *gate) turnAway() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turned = true
}

// hold takes memory for a mail, waiting at most patience for it; nil says that there was none. A mail that is larger than all
// the room gets all of it.
func (g *gate) hold(ctx context.Context, bytes int64, patience time.Duration) (release func()) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	bytes = min(max(bytes, 0), g.room)
	for {
		taken, changed := g.take(bytes)
		if taken {
			return func() { g.give(bytes) }
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
	}
}

// take takes memory if there is so much, and tells when to look again.
func (g *gate) take(bytes int64) (taken bool, changed <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if bytes > g.free {
		return false, g.changed
	}
	g.free -= bytes
	return true, nil
}

// give returns memory.
func (g *gate) give(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free += bytes
	g.tell()
}

// tell has everyone who waits look again.
func (g *gate) tell() {
	close(g.changed)
	g.changed = make(chan struct{})
}
