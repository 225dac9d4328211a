package inlet

import (
	"crypto/tls"
	"net"
	"sync"
	"time"
)

// connections are those that are open.
type connections struct {
	mu         sync.Mutex
	open       map[*conn]bool
	perAddress map[string]int
	max, maxOf int
	lifetime   time.Duration
	draining   bool
}

func (c *connections) limits(config Config) {
	c.open, c.perAddress = map[*conn]bool{}, map[string]int{}
	c.max, c.maxOf, c.lifetime = config.MaxConnections, config.MaxPerAddress, config.Lifetime
}

// conn is one connection.
type conn struct {
	net.Conn
	owner *connections
	host  string
	once  sync.Once
	// The owner's lock guards these two.
	timer        *time.Timer
	transferring bool
}

// Close implements net.Conn.
func (c *conn) Close() error {
	c.once.Do(func() { c.owner.forget(c) })
	return c.Conn.Close()
}

// busy tells that a mail is being taken. When the server is closing, the end of it ends the connection.
func (c *conn) busy(transferring bool) {
	c.owner.mu.Lock()
	c.transferring = transferring
	end := !transferring && c.owner.draining
	c.owner.mu.Unlock()
	if end {
		c.Close()
	}
}

func (c *connections) forget(gone *conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	gone.timer.Stop()
	delete(c.open, gone)
	if c.perAddress[gone.host]--; c.perAddress[gone.host] <= 0 {
		delete(c.perAddress, gone.host)
	}
}

// admit takes a connection in, or returns nil when there are enough.
func (c *connections) admit(raw net.Conn) *conn {
	host, _, err := net.SplitHostPort(raw.RemoteAddr().String())
	if err != nil {
		host = raw.RemoteAddr().String()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.draining || len(c.open) >= c.max || c.perAddress[host] >= c.maxOf {
		return nil
	}
	admitted := &conn{Conn: raw, owner: c, host: host}
	admitted.timer = time.AfterFunc(c.lifetime, func() { admitted.Close() })
	c.open[admitted] = true
	c.perAddress[host]++
	return admitted
}

// find returns the connection below TLS.
func (c *connections) find(outer net.Conn) *conn {
	if secured, ok := outer.(*tls.Conn); ok {
		outer = secured.NetConn()
	}
	return outer.(*conn)
}

// drain ends what is idle and lets nobody in.
func (c *connections) drain() {
	c.end(func(one *conn) bool { return !one.transferring })
}

func (c *connections) close() {
	c.end(func(*conn) bool { return true })
}

func (c *connections) end(which func(*conn) bool) {
	c.mu.Lock()
	c.draining = true
	var ended []*conn
	for one := range c.open {
		if which(one) {
			ended = append(ended, one)
		}
	}
	c.mu.Unlock()
	for _, one := range ended {
		one.Close()
	}
}

// listener admits connections.
type listener struct {
	net.Listener
	conns *connections
}

// refusal is RFC 5321, 3.8, for a server that has no room.
const refusal = "421 4.3.2 Too many connections, try again\r\n"

// Accept implements net.Listener.
func (l *listener) Accept() (net.Conn, error) {
	for {
		raw, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if admitted := l.conns.admit(raw); admitted != nil {
			return admitted, nil
		}
		refuse(raw)
	}
}

// refuse says why; the reply fits into the buffer of a fresh connection, so that it cannot block.
func refuse(raw net.Conn) {
	_, _ = raw.Write([]byte(refusal))
	raw.Close()
}
