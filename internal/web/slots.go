package web

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"schalter/internal/errs"
)

const (
	// workWait is how long costly work of a caller who is not signed in waits for its turn.
	workWait = 2 * time.Second
	// exportWait is how long a package waits.
	exportWait = 10 * time.Second
	// workEach, exportsEach and exportsAll are slots of one network, of one account and of all.
	workEach    = 2
	exportsEach = 2
	exportsAll  = 16
	// waitingShare is how many may wait for each slot: thirty people of one school who ask at the same moment find room.
	waitingShare = 16
	// noBound is for slots that are bounded for each alone.
	noBound = math.MaxInt / waitingShare
)

var (
	errOwnSlots = errs.Told(errs.RateLimited, "Von hier wird zu viel gleichzeitig abgefragt. Bitte versuchen Sie es gleich noch einmal.",
		"Too much is asked at once from here. Please try again in a moment.")
	errAllSlots = errs.Told(errs.Unavailable, "Gerade wird sehr viel abgefragt. Bitte versuchen Sie es gleich noch einmal.",
		"Much is being asked just now. Please try again in a moment.")
)

// slots is a semaphore with two bounds: what one caller ("who": a network, an account) does at once, and what all do together. A caller
// that finds no slot waits for one, for a short time and with few others, in turn; those who have all of their own slots are passed
// over, so that they hold up nobody else.
type slots struct {
	each, all int
	mu        sync.Mutex
	taken     int
	by        map[string]*share
	queue     []*waiter
}

// share is what one caller has taken, and how many of its requests wait.
type share struct{ taken, waiting int }

type waiter struct {
	who   string
	given chan struct{}
}

func newSlots(each, all int) *slots { return &slots{each: each, all: all, by: map[string]*share{}} }

// acquire takes a slot for one caller and waits for one as long as wait. The caller releases it; to do so twice is harmless.
func (p *slots) acquire(ctx context.Context, who string, wait time.Duration) (release func(), err error) {
	w, err := p.acquireOrQueue(who, wait > 0)
	if err != nil {
		return nil, err
	}
	release = sync.OnceFunc(func() { p.release(who) })
	if w == nil {
		return release, nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-w.given:
		return release, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-timer.C:
	}
	if reason := p.leaveQueue(w); reason == nil {
		return release, nil
	} else if err == nil {
		err = reason
	}
	return nil, err
}

// acquireOrQueue takes a slot if there is one, and else a position in the queue.
func (p *slots) acquireOrQueue(who string, mayWait bool) (*waiter, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.shareOf(who)
	switch reason := p.refusal(h); {
	case reason == nil && len(p.queue) == 0, reason == nil && p.queueWaitsForOwnSlots():
		p.taken++
		h.taken++
		return nil, nil
	case reason == nil:
		// Those who wait come first; a slot for them is about to be given.
	case !mayWait:
		p.forgetIdle(who)
		return nil, reason
	}
	if h.waiting >= waitingShare*p.each {
		p.forgetIdle(who)
		return nil, errOwnSlots
	}
	if len(p.queue) >= waitingShare*p.all {
		p.forgetIdle(who)
		return nil, errAllSlots
	}
	h.waiting++
	w := &waiter{who, make(chan struct{})}
	p.queue = append(p.queue, w)
	return w, nil
}

// queueWaitsForOwnSlots reports whether all who wait do so because they have all of their own slots.
func (p *slots) queueWaitsForOwnSlots() bool {
	return !slices.ContainsFunc(p.queue, func(w *waiter) bool { return p.by[w.who].taken < p.each })
}

func (p *slots) shareOf(who string) *share {
	if p.by[who] == nil {
		p.by[who] = &share{}
	}
	return p.by[who]
}

func (p *slots) refusal(h *share) error {
	switch {
	case h.taken >= p.each:
		return errOwnSlots
	case p.taken >= p.all:
		return errAllSlots
	}
	return nil
}

// release gives a slot back, and on to the one that has waited longest of those that may have it.
func (p *slots) release(who string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken--
	p.by[who].taken--
	p.forgetIdle(who)
	for i := 0; i < len(p.queue) && p.taken < p.all; {
		w := p.queue[i]
		h := p.by[w.who]
		if h.taken >= p.each {
			i++
			continue
		}
		p.queue = slices.Delete(p.queue, i, i+1)
		h.waiting--
		h.taken++
		p.taken++
		close(w.given)
	}
}

// leaveQueue leaves the queue and returns why there was no slot; nil when one was given meanwhile.
func (p *slots) leaveQueue(w *waiter) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.Index(p.queue, w)
	if i < 0 {
		return nil
	}
	p.queue = slices.Delete(p.queue, i, i+1)
	h := p.by[w.who]
	h.waiting--
	reason := errAllSlots
	if h.taken >= p.each {
		reason = errOwnSlots
	}
	p.forgetIdle(w.who)
	return reason
}

// forgetIdle forgets a caller that neither holds a slot nor waits.
func (p *slots) forgetIdle(who string) {
	if h := p.by[who]; h != nil && h.taken == 0 && h.waiting == 0 {
		delete(p.by, who)
	}
}
