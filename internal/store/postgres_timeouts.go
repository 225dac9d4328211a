package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"time"

	"github.com/lib/pq"

	"schalter/internal/clock"
)

// A PostgreSQL server, or a proxy before it, may take a connection and never say anything again. The driver then waits forever, and
// so does a cancel request: it goes to the same server on another connection. So the time is kept at the socket.
const (
	// connectTime is how long a new connection may take.
	connectTime = 5 * time.Second
	// grace is how long the driver has to come back when the time of its caller is over, before the connection is cut.
	grace = time.Second
	// silence is how long the server may say nothing to somebody who has all the time: a sweep may have much to do.
	silence = 5 * time.Minute
)

// OpenPool opens a pool of connections to a PostgreSQL server, none of which outlasts the time of its user by more than a second.
func OpenPool(dsn string) (*sql.DB, error) { return openPool(dsn, "") }

// openPool has each connection begin with a statement, where there is one.
func openPool(dsn, begin string) (*sql.DB, error) {
	c, err := pq.NewConnector(withUTC(dsn))
	if err != nil {
		return nil, err
	}
	c.Dialer(dialer{})
	return sql.OpenDB(connector{c, begin}), nil
}

type connector struct {
	*pq.Connector
	begin string
}

// pqConn is what the driver's connections can do.
type pqConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.QueryerContext
	driver.ExecerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	driver.NamedValueChecker
}

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	opened := &line{}
	// With several hosts one is dialled after the other; each is cut when the time is over.
	raw, err := c.Connector.Connect(context.WithValue(ctx, lineKey{}, opened))
	opened.release()
	if err != nil {
		return nil, errors.Join(err, ctx.Err())
	}
	able, ok := raw.(pqConn)
	if !ok {
		return nil, errors.Join(errors.New("the driver cannot do what it could"), raw.Close())
	}
	begun := conn{able, opened}
	if c.begin != "" {
		_, err = begun.ExecContext(ctx, c.begin, nil)
		opened.release()
	}
	if err != nil {
		return nil, errors.Join(err, ctx.Err(), begun.Close())
	}
	return begun, nil
}

// conn is a connection whose line is cut when the time of its user is over and the driver does not come back.
type conn struct {
	pqConn
	line *line
}

func (c conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	c.line.boundBy(ctx)
	s, err := c.pqConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt{s, c.line}, nil
}

func (c conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.line.boundBy(ctx)
	return c.pqConn.BeginTx(ctx, opts)
}

func (c conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.line.boundBy(ctx)
	return c.pqConn.QueryContext(ctx, query, args)
}

func (c conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.line.boundBy(ctx)
	return c.pqConn.ExecContext(ctx, query, args)
}

func (c conn) Ping(ctx context.Context) error {
	c.line.boundBy(ctx)
	return c.pqConn.Ping(ctx)
}

// IsValid is asked when the connection goes back to its pool: from then on nobody's time is that of the connection.
func (c conn) IsValid() bool {
	c.line.release()
	return c.pqConn.IsValid()
}

type stmt struct {
	driver.Stmt
	line *line
}

func (s stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.line.boundBy(ctx)
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}

func (s stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.line.boundBy(ctx)
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

type lineKey struct{}

// dialer makes lines. What is dialled without one is the driver's way to cancel, which nobody waits for.
type dialer struct{}

func (dialer) Dial(network, address string) (net.Conn, error) {
	return dialer{}.DialTimeout(network, address, connectTime)
}

func (dialer) DialTimeout(network, address string, limit time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return dialer{}.DialContext(ctx, network, address)
}

func (dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	of, ours := ctx.Value(lineKey{}).(*line)
	if !ours {
		var cancel func()
		ctx, cancel = context.WithTimeout(ctx, grace)
		defer cancel()
	}
	var d net.Dialer
	raw, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if !ours {
		return raw, raw.SetDeadline(clock.System().Now().Add(grace))
	}
	of.Conn = raw
	of.boundBy(ctx)
	return of, nil
}

// line is the connection to the server. It is used by one goroutine at a time, as the pool gives it out.
type line struct {
	net.Conn
	// of ends with the time of who uses it, and end has it be nobody's.
	of  <-chan struct{}
	end func()
}

// boundBy cuts the line when the time of ctx is over and the driver does not come back.
func (l *line) boundBy(ctx context.Context) {
	if l.of != nil && l.of == ctx.Done() {
		return
	}
	l.release()
	if ctx.Done() == nil {
		return
	}
	raw, done := l.Conn, make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		late := time.NewTimer(grace)
		defer late.Stop()
		select {
		case <-late.C:
			_ = raw.Close()
		case <-done:
		}
	})
	l.of, l.end = ctx.Done(), func() { stop(); close(done) }
}

func (l *line) release() {
	if l.end != nil {
		l.end()
	}
	l.of, l.end = nil, nil
}

func (l *line) Read(b []byte) (int, error) {
	if err := l.SetReadDeadline(clock.System().Now().Add(silence)); err != nil {
		return 0, err
	}
	return l.Conn.Read(b)
}

func (l *line) Write(b []byte) (int, error) {
	if err := l.SetWriteDeadline(clock.System().Now().Add(silence)); err != nil {
		return 0, err
	}
	return l.Conn.Write(b)
}
