package transport

import (
	"context"
	"sync"
	"time"
)

// connections are the sockets and event streams that are open, so that a program that stops can close them in order.
type connections struct {
	mu      sync.Mutex
	closing bool
	next    int
	closers map[int]func()
}

// register adds an open connection and how to end it; false when the program stops.
func (c *connections) register(closeConn func()) (leave func(), ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closing {
		return nil, false
	}
	if c.closers == nil {
		c.closers = map[int]func(){}
	}
	id := c.next
	c.next++
	c.closers[id] = closeConn
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.closers, id)
	}, true
}

func (c *connections) open() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.closers)
}

// Shutdown closes every websocket with 1001 and ends every event stream, and waits for them until ctx ends.
func (h *Handler) Shutdown(ctx context.Context) {
	h.connections.mu.Lock()
	h.connections.closing = true
	var all []func()
	for _, closeConn := range h.connections.closers {
		all = append(all, closeConn)
	}
	h.connections.mu.Unlock()
	for _, closeConn := range all {
		go closeConn()
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for h.connections.open() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Open is how many websockets and event streams are open.
func (h *Handler) Open() int { return h.connections.open() }
