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
	// workWait is how long costly work of somebody who is not signed in waits for its turn.
	workWait = 2 * time.Second
	// exportWait is that of a package.
	exportWait = 10 * time.Second
	// workEach, exportsEach and exportsAll are places of one network, of one account and of all.
	workEach    = 2
	exportsEach = 2
	exportsAll  = 16
	// waitingShare is how many may wait for each place: thirty people of one school who ask at the same moment find room.
	waitingShare = 16
	// noBound is for places that are bounded for each alone.
	noBound = math.MaxInt / waitingShare
)

var (
	errOwnPlaces = errs.Told(errs.RateLimited, "Von hier wird zu viel gleichzeitig abgefragt. Bitte versuchen Sie es gleich noch einmal.",
		"Too much is asked at once from here. Please try again in a moment.")
	errAllPlaces = errs.Told(errs.Unavailable, "Gerade wird sehr viel abgefragt. Bitte versuchen Sie es gleich noch einmal.",
		"Much is being asked just now. Please try again in a moment.")
)

// places bounds what is done at once, by each and by all. Who finds no place waits for one, for a short time and with few others;
// those who wait come in turn, except where somebody has all of their own places.
type places struct {
	each, all int
	mu        sync.Mutex
	taken     int
	by        map[string]*share
	queue     []*waiter
}

// share is somebody who has places or waits for one.
type share struct{ taken, waiting int }

type waiter struct {
	who   string
	given chan struct{}
}

func newPlaces(each, all int) *places { return &places{each: each, all: all, by: map[string]*share{}} }

// take takes a place for somebody and waits for one as long as wait.
func (p *places) take(ctx context.Context, who string, wait time.Duration) (give func(), err error) {
	w, err := p.enter(who, wait > 0)
	if err != nil {
		return nil, err
	}
	give = sync.OnceFunc(func() { p.leave(who) })
	if w == nil {
		return give, nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-w.given:
		return give, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-timer.C:
	}
	if reason := p.giveUp(w); reason == nil {
		return give, nil
	} else if err == nil {
		err = reason
	}
	return nil, err
}

// enter takes a place if there is one, or a place in the queue.
func (p *places) enter(who string, mayWait bool) (*waiter, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.shareOf(who)
	switch reason := p.refusal(h); {
	case reason == nil && len(p.queue) == 0, reason == nil && p.onlyOthersOwn():
		p.taken++
		h.taken++
		return nil, nil
	case reason == nil:
		// Those who wait come first; there will be a place for them in a moment.
	case !mayWait:
		p.drop(who)
		return nil, reason
	}
	if h.waiting >= waitingShare*p.each {
		p.drop(who)
		return nil, errOwnPlaces
	}
	if len(p.queue) >= waitingShare*p.all {
		p.drop(who)
		return nil, errAllPlaces
	}
	h.waiting++
	w := &waiter{who, make(chan struct{})}
	p.queue = append(p.queue, w)
	return w, nil
}

// onlyOthersOwn reports whether all who wait do so because they have all of their own places.
func (p *places) onlyOthersOwn() bool {
	return !slices.ContainsFunc(p.queue, func(w *waiter) bool { return p.by[w.who].taken < p.each })
}

func (p *places) shareOf(who string) *share {
	if p.by[who] == nil {
		p.by[who] = &share{}
	}
	return p.by[who]
}

func (p *places) refusal(h *share) error {
	switch {
	case h.taken >= p.each:
		return errOwnPlaces
	case p.taken >= p.all:
		return errAllPlaces
	}
	return nil
}

// leave gives a place back, and on to whoever waits longest of those who may have it.
func (p *places) leave(who string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken--
	p.by[who].taken--
	p.drop(who)
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

// giveUp leaves the queue and says what was waited for; nil when the place was given meanwhile.
func (p *places) giveUp(w *waiter) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.Index(p.queue, w)
	if i < 0 {
		return nil
	}
	p.queue = slices.Delete(p.queue, i, i+1)
	h := p.by[w.who]
	h.waiting--
	reason := errAllPlaces
	if h.taken >= p.each {
		reason = errOwnPlaces
	}
	p.drop(w.who)
	return reason
}

// drop forgets somebody who has nothing any more.
func (p *places) drop(who string) {
	if h := p.by[who]; h != nil && h.taken == 0 && h.waiting == 0 {
		delete(p.by, who)
	}
}
