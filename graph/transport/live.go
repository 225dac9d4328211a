package transport

import (
	"context"
	"sync"
	"time"
)

// connections are the sockets and event streams that are open, so that a program that stops can say good-bye.
type connections struct {
	mu      sync.Mutex
	closing bool
	next    int
	goodbye map[int]func()
}

// join notes an open connection and how to end it; false when the program stops.
func (c *connections) join(goodbye func()) (leave func(), ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing {
		return nil, false
	}
	if c.goodbye == nil {
		c.goodbye = map[int]func(){}
	}
	id := c.next
	c.next++
	c.goodbye[id] = goodbye
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.goodbye, id)
	}, true
}

func (c *connections) open() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.goodbye)
}

// Shutdown closes every websocket with 1001 and ends every event stream, and waits for them until ctx ends.
func (h *Handler) Shutdown(ctx context.Context) {
	h.live.mu.Lock()
	h.live.closing = true
	var all []func()
	for _, goodbye := range h.live.goodbye {
		all = append(all, goodbye)
	}
	h.live.mu.Unlock()
	for _, goodbye := range all {
		go goodbye()
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for h.live.open() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Open is how many websockets and event streams are open.
func (h *Handler) Open() int { return h.live.open() }
