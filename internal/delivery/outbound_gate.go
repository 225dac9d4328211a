package delivery

import (
	"context"
	"sync"
	"time"
)

const (
	// maxSending is how many mails are sent at once, sendWorkers how many workers there are: one more, which finds out that there
	// is no slot.
	maxSending  = 3
	sendWorkers = maxSending + 1
	// maxPerAuthority is how many of them go to one authority.
	maxPerAuthority = 2
	// longestSlotWait is how long a worker waits for a slot; a mail server nearby takes a mail in less.
	longestSlotWait = 50 * time.Millisecond
)

// gate bounds the mails that are processed at once: those that are sent, by slots, in all and for one authority; and those in
// both directions by the bytes of memory they take. A semaphore.Weighted does neither: a slot is taken of two counts at once, and
// a mail that finds no memory gives its worker back and still must not be overtaken forever.
type gate struct {
	mu        sync.Mutex
	changed   chan struct{}
	sending   int
	sendingTo map[string]int
	// waitingForSlot says that mails found no slot since takeWaiting was last called.
	waitingForSlot     bool
	memory, freeMemory int64
	// firstInLine is the mail that found no memory and is tried again: others leave it what it waits for, so that small ones do
	// not starve a large one.
	firstInLine memoryWaiter
}

// memoryWaiter is a mail for which memory is reserved until a time.
type memoryWaiter struct {
	mailID string
	bytes  int64
	until  time.Time
}

const (
	// memoryRetry is after what time a mail is tried again that found no memory.
	memoryRetry = 2 * time.Second
	// memoryReserved is how long memory is kept for a mail that is not tried again.
	memoryReserved = 30 * time.Second
)

func newGate(memory int64) *gate {
	return &gate{changed: make(chan struct{}), sendingTo: map[string]int{}, memory: memory, freeMemory: memory}
}

// acquireSlot takes a slot for a mail to an authority, waiting at most wait for it; nil says that there was none.
func (g *gate) acquireSlot(ctx context.Context, authorityID string, wait time.Duration) (release func()) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		taken, changed := g.tryAcquireSlot(authorityID)
		if taken {
			return func() { g.releaseSlot(authorityID) }
		}
		select {
		case <-ctx.Done():
			g.markWaiting()
			return nil
		case <-changed:
		}
	}
}

// tryAcquireSlot takes a slot if there is one; otherwise changed is closed when it is worth another try.
func (g *gate) tryAcquireSlot(authorityID string) (taken bool, changed <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.sending >= maxSending || g.sendingTo[authorityID] >= maxPerAuthority {
		return false, g.changed
	}
	g.sending++
	g.sendingTo[authorityID]++
	return true, nil
}

// releaseSlot gives a slot back.
func (g *gate) releaseSlot(authorityID string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sending--
	if g.sendingTo[authorityID]--; g.sendingTo[authorityID] == 0 {
		delete(g.sendingTo, authorityID)
	}
	g.broadcast()
}

// slotWait is how long a worker waits for a slot: not at all while other mails found none, because then the slots are taken for
// long and the worker has better to do.
func (g *gate) slotWait() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.waitingForSlot {
		return 0
	}
	return longestSlotWait
}

// takeWaiting says whether mails found no slot since it was last called, and which authorities have all of theirs taken now.
func (g *gate) takeWaiting() (any bool, full []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for authorityID, n := range g.sendingTo {
		if n >= maxPerAuthority {
			full = append(full, authorityID)
		}
	}
	any, g.waitingForSlot = g.waitingForSlot, false
	return any, full
}

// markWaiting notes that mails wait for a slot.
func (g *gate) markWaiting() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waitingForSlot = true
}

// acquireMemory takes memory for a mail; nil says that there is none now. A mail that needs more than all of it gets all of it.
// Nobody waits here: the caller that got none tries again after memoryRetry.
func (g *gate) acquireMemory(mailID string, bytes int64, now time.Time) (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	bytes = min(max(bytes, 0), g.memory)
	kept := int64(0)
	others := g.firstInLine.mailID != "" && g.firstInLine.mailID != mailID && now.Before(g.firstInLine.until)
	if others {
		kept = g.firstInLine.bytes
	}
	if bytes+kept > g.freeMemory {
		if !others {
			g.firstInLine = memoryWaiter{mailID, bytes, now.Add(memoryReserved)}
		}
		return nil
	}
	if g.firstInLine.mailID == mailID {
		g.firstInLine = memoryWaiter{}
	}
	g.freeMemory -= bytes
	return func() { g.releaseMemory(bytes) }
}

// releaseMemory gives memory back.
func (g *gate) releaseMemory(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.freeMemory += bytes
}

// broadcast wakes every worker that waits for a slot.
func (g *gate) broadcast() {
	close(g.changed)
	g.changed = make(chan struct{})
}
