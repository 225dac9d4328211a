package delivery

import (
	"sync"
	"time"
)

// MemoryGate bounds the memory that mails take at once while they are built or read, in both directions together. A weighted
// semaphore does not do this: a mail that finds no memory gives its worker back, and still must not be overtaken forever.
type MemoryGate struct {
	mu          sync.Mutex
	total, free int64
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
	// MemoryRetry is after what time a mail is tried again that found no memory.
	MemoryRetry = 2 * time.Second
	// memoryReserved is how long memory is kept for a mail that is not tried again.
	memoryReserved = 30 * time.Second
)

// NewMemoryGate returns a gate for so many bytes.
func NewMemoryGate(bytes int64) *MemoryGate { return &MemoryGate{total: bytes, free: bytes} }

// Acquire takes memory for a mail; nil says that there is none now. A mail that needs more than all of it gets all of it.
// Nobody waits here: the caller that got none tries again after MemoryRetry.
func (g *MemoryGate) Acquire(mailID string, bytes int64, now time.Time) (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	bytes = min(max(bytes, 0), g.total)
	kept := int64(0)
	others := g.firstInLine.mailID != "" && g.firstInLine.mailID != mailID && now.Before(g.firstInLine.until)
	if others {
		kept = g.firstInLine.bytes
	}
	if bytes+kept > g.free {
		if !others {
			g.firstInLine = memoryWaiter{mailID, bytes, now.Add(memoryReserved)}
		}
		return nil
	}
	if g.firstInLine.mailID == mailID {
		g.firstInLine = memoryWaiter{}
	}
	g.free -= bytes
	return func() { g.release(bytes) }
}

// release gives memory back.
func (g *MemoryGate) release(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free += bytes
}
