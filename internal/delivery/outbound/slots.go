package outbound

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
	// slotPatience is how long a worker waits for a slot; a mail server nearby takes a mail in less.
	slotPatience = 50 * time.Millisecond
)

// slots bound the mails that are sent at once, in all and for one authority. A weighted semaphore does not do this: a slot is
// taken of two counts at once.
type slots struct {
	mu        sync.Mutex
	changed   chan struct{}
	sending   int
	sendingTo map[string]int
	// waiting says that mails found no slot since takeWaiting was last called.
	waiting bool
}

func newSlots() *slots { return &slots{changed: make(chan struct{}), sendingTo: map[string]int{}} }

// acquire takes a slot for a mail to an authority, waiting at most wait for it; nil says that there was none.
func (s *slots) acquire(ctx context.Context, authorityID string, wait time.Duration) (release func()) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		taken, changed := s.tryAcquire(authorityID)
		if taken {
			return func() { s.release(authorityID) }
		}
		select {
		case <-ctx.Done():
			s.markWaiting()
			return nil
		case <-changed:
		}
	}
}

// tryAcquire takes a slot if there is one; otherwise changed is closed when it is worth another try.
func (s *slots) tryAcquire(authorityID string) (taken bool, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sending >= maxSending || s.sendingTo[authorityID] >= maxPerAuthority {
		return false, s.changed
	}
	s.sending++
	s.sendingTo[authorityID]++
	return true, nil
}

// release gives a slot back.
func (s *slots) release(authorityID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sending--
	if s.sendingTo[authorityID]--; s.sendingTo[authorityID] == 0 {
		delete(s.sendingTo, authorityID)
	}
	s.broadcast()
}

// patience is how long a worker waits for a slot: not at all while other mails found none, because then the slots are taken for
// long and the worker has better to do.
func (s *slots) patience() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting {
		return 0
	}
	return slotPatience
}

// takeWaiting says whether mails found no slot since it was last called, and which authorities have all of theirs taken now.
func (s *slots) takeWaiting() (any bool, full []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for authorityID, n := range s.sendingTo {
		if n >= maxPerAuthority {
			full = append(full, authorityID)
		}
	}
	any, s.waiting = s.waiting, false
	return any, full
}

// markWaiting notes that mails wait for a slot.
func (s *slots) markWaiting() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = true
}

// broadcast wakes every worker that waits for a slot.
func (s *slots) broadcast() {
	close(s.changed)
	s.changed = make(chan struct{})
}
