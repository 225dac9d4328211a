package delivery

import (
	"sync"
	"time"
)

// MemoryBudget bounds the memory that mails take at once while they are built or read, in both directions together. A weighted
// semaphore does not do this: a mail that finds no memory gives its worker back, and still must not be overtaken forever.
type MemoryBudget struct {
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

// NewMemoryBudget returns a budget of so many bytes.
func NewMemoryBudget(bytes int64) *MemoryBudget { return &MemoryBudget{total: bytes, free: bytes} }

// Acquire takes memory for a mail; nil says that there is none now. A mail that needs more than all of it gets all of it.
// Nobody waits here: the caller that got none tries again after MemoryRetry.
func (b *MemoryBudget) Acquire(mailID string, bytes int64, now time.Time) (release func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	bytes = min(max(bytes, 0), b.total)
	kept := int64(0)
	others := b.firstInLine.mailID != "" && b.firstInLine.mailID != mailID && now.Before(b.firstInLine.until)
	if others {
		kept = b.firstInLine.bytes
	}
	if bytes+kept > b.free {
		if !others {
			b.firstInLine = memoryWaiter{mailID, bytes, now.Add(memoryReserved)}
		}
		return nil
	}
	if b.firstInLine.mailID == mailID {
		b.firstInLine = memoryWaiter{}
	}
	b.free -= bytes
	return func() { b.release(bytes) }
}

// release gives memory back.
func (b *MemoryBudget) release(bytes int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.free += bytes
}
