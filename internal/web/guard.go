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

// errRightLost says that whoever fetches or sends has not the right any more that it began with.
var errRightLost = errs.Told(errs.Unauthenticated, "Die Sitzung ist beendet, oder ein Recht daraus.", "The session has ended, or a right that it had.")

// guard ends what goes on between a viewer and the program, as soon as the session ends or a right is taken away with which it
// began: downloads, exports, uploads.
type guard struct {
	s       *server
	ctx     context.Context
	begunAs *viewer.Viewer
	control *http.ResponseController
	refused atomic.Bool
	// mu keeps whoever asks from a connection that is not this request's any more.
	mu       sync.Mutex
	finished bool
	bytes    int
	// sent is how much went in all, and slow how long the other end took for it.
	sent      int64
	writeTime time.Duration
	// checkedAt is when the rights were asked last; never before the first bytes, so that nothing is missed between opening and watching.
	checkedAt time.Time
}

// watchRights begins to watch over the viewer in ctx; stop ends that. What is watched takes as long as the other end needs.
func (s *server) watchRights(ctx context.Context, w http.ResponseWriter) (g *guard, stop func()) {
	transport.Lift(ctx)
	g = &guard{s: s, ctx: ctx, begunAs: viewer.From(ctx), control: http.NewResponseController(w)}
	cancel := s.Accounts.Watch(g.begunAs.SessionID, func() { go g.recheckRights() })
	return g, func() { cancel(); g.finish() }
}

// finish is called before the handler returns: from then on the connection is another request's, or nobody's.
func (g *guard) finish() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.finished = true
	if g.sent > 0 && !g.refused.Load() {
		// What is still under way has its time, too.
		_ = g.control.SetWriteDeadline(clock.System().Now().Add(g.s.times.stall))
	}
}

// recheckRights looks whether the viewer still has what it began with. What the database does not answer is asked again later.
func (g *guard) recheckRights() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(g.ctx), g.s.times.workLimit())
	defer cancel()
	now, err := g.s.Accounts.OfSession(ctx, g.begunAs.SessionID)
	if err != nil && errs.CodeOf(err) != errs.Unauthenticated || err == nil && now.Keeps(g.begunAs) {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refused.Store(true)
	if g.finished {
		return
	}
	// Whatever waits for the other end waits no more.
	past := clock.System().Now().Add(-time.Second)
	_, _ = g.control.SetWriteDeadline(past), g.control.SetReadDeadline(past)
}

// countAndCheck counts what goes and fails once nothing may.
func (g *guard) countAndCheck(n int) error {
	if g.bytes += n; g.bytes >= guardBytes || clock.System().Now().Sub(g.checkedAt) >= guardPause {
		g.bytes, g.checkedAt = 0, clock.System().Now()
		g.recheckRights()
	}
	if g.refused.Load() {
		return errRightLost
	}
	return nil
}

// extendRead gives a sender time, as long as it has the right.
func (g *guard) extendRead(t time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.refused.Load() {
		return nil
	}
	return g.control.SetReadDeadline(t)
}

// abortIfRefused breaks the connection off if the right went, so that nobody takes the half for the whole.
func (g *guard) abortIfRefused(err error) {
	if g.refused.Load() || err != nil {
		panic(http.ErrAbortHandler)
	}
}

// guardedWriter lets an answer go as long as its guard does.
type guardedWriter struct {
	http.ResponseWriter
	g *guard
}

func (w guardedWriter) Write(p []byte) (int, error) {
	if err := w.g.countAndCheck(len(p)); err != nil {
		return 0, err
	}
	begun := clock.System().Now()
	if err := w.g.extendWrite(begun); err != nil {
		return 0, err
	}
	n, err := w.ResponseWriter.Write(p)
	w.g.sent += int64(n)
	w.g.writeTime += clock.System().Now().Sub(begun)
	w.g.clearWriteDeadline()
	return n, err
}

// extendWrite gives a receiver time as long as enough goes, as slowUploadReader does a sender. What the program itself takes to make an answer does not count.
func (g *guard) extendWrite(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.refused.Load() {
		return errRightLost
	}
	_ = g.control.SetWriteDeadline(g.s.times.deadline(now.Add(-g.writeTime), now, g.sent))
	return nil
}

// clearWriteDeadline takes the deadline back while the program makes what comes next: over HTTP/2 it would end the stream meanwhile.
func (g *guard) clearWriteDeadline() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.refused.Load() {
		_ = g.control.SetWriteDeadline(time.Time{})
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w guardedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// guardedReader lets a request body come as long as its guard does.
type guardedReader struct {
	r io.Reader
	g *guard
}

func (r guardedReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if refused := r.g.countAndCheck(n); refused != nil {
		return 0, refused
	}
	return n, err
}
