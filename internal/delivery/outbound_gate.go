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
)

// gate bounds the mails in hand: their number, the number for one authority, and the bytes of memory they take.
type gate struct {
	mu      sync.Mutex
	changed chan struct{}
	sending int
	byOne   map[string]int
	room    int64
	free    int64
}

func newGate(room int64) *gate {
	return &gate{changed: make(chan struct{}), byOne: map[string]int{}, room: room, free: room}
}

// enter takes a place for a mail to an authority. It waits at most patience for one; nil says that there was none.
func (g *gate) enter(ctx context.Context, authorityID string, patience time.Duration) (leave func()) {
	taken := g.wait(ctx, patience, func() bool {
		if g.sending >= maxSending || g.byOne[authorityID] >= maxForOne {
			return false
		}
		g.sending++
		g.byOne[authorityID]++
		return true
	})
	if !taken {
		return nil
	}
	return func() {
		g.change(func() {
			g.sending--
			if g.byOne[authorityID]--; g.byOne[authorityID] == 0 {
				delete(g.byOne, authorityID)
			}
		})
	}
}

// hold takes memory for a mail. One that is larger than all the room gets all of it.
func (g *gate) hold(ctx context.Context, bytes int64, patience time.Duration) (release func()) {
	bytes = min(max(bytes, 0), g.room)
	taken := g.wait(ctx, patience, func() bool {
		if bytes > g.free {
			return false
		}
		g.free -= bytes
		return true
	})
	if !taken {
		return nil
	}
	return func() { g.change(func() { g.free += bytes }) }
}

// change alters what is free and has everyone who waits look again.
func (g *gate) change(fn func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	fn()
	close(g.changed)
	g.changed = make(chan struct{})
}

// wait tries until it succeeds, ctx ends or patience is over. try runs under the lock.
func (g *gate) wait(ctx context.Context, patience time.Duration, try func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		g.mu.Lock()
		ok, changed := try(), g.changed
		g.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-changed:
		}
	}
}
