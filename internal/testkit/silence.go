package testkit

import (
	"net"
	"net/url"
	"sync"
	"testing"
)

// Gate stands before a server. When it is shut, it takes connections and lets nothing through, as a server does that hangs: nothing is
// refused and nothing ends.
type Gate struct {
	mu    sync.Mutex
	moved *sync.Cond
	shut  bool
	over  bool
}

// BeforePostgres returns the address of a database behind a gate.
func BeforePostgres(t testing.TB, dsn string) (gated string, g *Gate) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	behind := u.Host
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g = &Gate{}
	g.moved = sync.NewCond(&g.mu)
	t.Cleanup(func() {
		_ = l.Close()
		g.set(func() { g.over = true })
	})
	go g.serve(l, behind)
	u.Host = l.Addr().String()
	return u.String(), g
}

// Shut lets nothing through any more.
func (g *Gate) Shut() { g.set(func() { g.shut = true }) }

// Open lets everything through, also what came meanwhile.
func (g *Gate) Open() { g.set(func() { g.shut = false }) }

func (g *Gate) set(change func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	change()
	g.moved.Broadcast()
}

// pass waits until the gate is open; false when the test is over.
func (g *Gate) pass() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.shut && !g.over {
		g.moved.Wait()
	}
	return !g.over
}

func (g *Gate) serve(l net.Listener, behind string) {
	for {
		front, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer front.Close()
			if !g.pass() {
				return
			}
			back, err := net.Dial("tcp", behind)
			if err != nil {
				return
			}
			defer back.Close()
			go g.carry(front, back)
			g.carry(back, front)
		}()
	}
}

func (g *Gate) carry(from, to net.Conn) {
	defer to.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if !g.pass() {
			return
		}
		if n > 0 {
			if _, werr := to.Write(buffer[:n]); werr != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
