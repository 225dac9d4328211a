package web

import (
	"context"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"schalter/graph/transport"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

const (
	// guardBytes and guardPause are how much may go, and how long it may take, before the rights are asked again although nobody
	// said that they changed: a wake-up is only a hint.
	guardBytes = 8 << 20
	guardPause = 10 * time.Second
)

// errNoRight says that whoever fetches or sends has not the right any more that it began with.
var errNoRight = errs.Told(errs.Unauthenticated, "Die Sitzung ist beendet, oder ein Recht daraus.", "The session has ended, or a right that it had.")

// guard ends what goes on between a viewer and the program, as soon as the session ends or a right is taken away with which it
// began: downloads, exports, uploads.
type guard struct {
	s       *server
	ctx     context.Context
	was     *viewer.Viewer
	control *http.ResponseController
	gone    atomic.Bool
	// mu keeps whoever asks from a connection that is not this request's any more.
	mu       sync.Mutex
	finished bool
	bytes    int
	// sent is how much went in all, and slow how long the other end took for it.
	sent int64
	slow time.Duration
	// asked is when the rights were asked last; never before the first bytes, so that nothing is missed between opening and watching.
	asked time.Time
}

// watched begins to watch over the viewer in ctx; stop ends that. What is watched takes as long as the other end needs.
func (s *server) watched(ctx context.Context, w http.ResponseWriter) (g *guard, stop func()) {
	transport.Lift(ctx)
	g = &guard{s: s, ctx: ctx, was: viewer.From(ctx), control: http.NewResponseController(w)}
	cancel := s.Accounts.Watch(g.was.SessionID, func() { go g.ask() })
	return g, func() { cancel(); g.finish() }
}

// finish is called before the handler returns: from then on the connection is another request's, or nobody's.
func (g *guard) finish() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.finished = true
	if g.sent > 0 && !g.gone.Load() {
		// What is still under way has its time, too.
		_ = g.control.SetWriteDeadline(clock.System().Now().Add(g.s.times.stall))
	}
}

// ask looks whether the viewer still has what it began with. What the database does not answer is asked again later.
func (g *guard) ask() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(g.ctx), g.s.times.limit())
	defer cancel()
	now, err := g.s.Accounts.OfSession(ctx, g.was.SessionID)
	if err != nil && errs.CodeOf(err) != errs.Unauthenticated || err == nil && now.Keeps(g.was) {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.gone.Store(true)
	if g.finished {
		return
	}
	// Whatever waits for the other end waits no more.
	past := clock.System().Now().Add(-time.Second)
	_, _ = g.control.SetWriteDeadline(past), g.control.SetReadDeadline(past)
}

// pass counts what goes and fails once nothing may.
func (g *guard) pass(n int) error {
	if g.bytes += n; g.bytes >= guardBytes || clock.System().Now().Sub(g.asked) >= guardPause {
		g.bytes, g.asked = 0, clock.System().Now()
		g.ask()
	}
	if g.gone.Load() {
		return errNoRight
	}
	return nil
}

// extend gives a sender time, as long as it has the right.
func (g *guard) extend(t time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.gone.Load() {
		return nil
	}
	return g.control.SetReadDeadline(t)
}

// end breaks the connection off if the right went, so that nobody takes the half for the whole.
func (g *guard) end(err error) {
	if g.gone.Load() || err != nil {
		panic(http.ErrAbortHandler)
	}
}

// guardedWriter lets an answer go as long as its guard does.
type guardedWriter struct {
	http.ResponseWriter
	g *guard
}

func (w guardedWriter) Write(p []byte) (int, error) {
	if err := w.g.pass(len(p)); err != nil {
		return 0, err
	}
	begun := clock.System().Now()
	if err := w.g.hurry(begun); err != nil {
		return 0, err
	}
	n, err := w.ResponseWriter.Write(p)
	w.g.sent += int64(n)
	w.g.slow += clock.System().Now().Sub(begun)
	w.g.rest()
	return n, err
}

// hurry gives a receiver time as long as enough goes, as patient does a sender. What the program itself takes to make an answer does not count.
func (g *guard) hurry(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.gone.Load() {
		return errNoRight
	}
	_ = g.control.SetWriteDeadline(g.s.times.deadline(now.Add(-g.slow), now, g.sent))
	return nil
}

// rest takes the deadline back while the program makes what comes next: over HTTP/2 it would end the stream meanwhile.
func (g *guard) rest() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.gone.Load() {
		_ = g.control.SetWriteDeadline(time.Time{})
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w guardedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// guardedReader lets a body come as long as its guard does.
type guardedReader struct {
	r io.Reader
	g *guard
}

func (r guardedReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if refused := r.g.pass(n); refused != nil {
		return 0, refused
	}
	return n, err
}
