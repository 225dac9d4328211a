package delivery

import (
	"context"
	"sync"
	"time"
)

const (
	// maxSending is how many mails are on their way out at once, sendWorkers how many workers they have: one finds out which mails
	// have no place.
	maxSending  = 3
	sendWorkers = maxSending + 1
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
	// next is the mail that found no memory and comes again: others leave it what it waits for, so that small ones do not keep
	// a large one from ever being looked at.
	next waiting
}

// waiting is a mail that comes again, until a time.
type waiting struct {
	mailID string
	bytes  int64
	until  time.Time
}

const (
	// roomPause is after what time a mail comes again that found no memory.
	roomPause = 2 * time.Second
	// roomKept is how long memory is kept for a mail that does not come again.
	roomKept = 30 * time.Second
)

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

// hold takes memory for a mail; nil says that there is none now. A mail that is larger than all the room gets all of it. Nobody waits:
// whoever got none comes again after roomPause.
func (g *gate) hold(mailID string, bytes int64, now time.Time) (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	bytes = min(max(bytes, 0), g.room)
	kept := int64(0)
	others := g.next.mailID != "" && g.next.mailID != mailID && now.Before(g.next.until)
	if others {
		kept = g.next.bytes
	}
	if bytes+kept > g.free {
		if !others {
			g.next = waiting{mailID, bytes, now.Add(roomKept)}
		}
		return nil
	}
	if g.next.mailID == mailID {
		g.next = waiting{}
	}
	g.free -= bytes
	return func() { g.give(bytes) }
}

// give returns memory.
func (g *gate) give(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free += bytes
}

// tell has everyone who waits look again.
func (g *gate) tell() {
	close(g.changed)
	g.changed = make(chan struct{})
}
