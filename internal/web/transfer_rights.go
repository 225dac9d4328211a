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
	// guardBytes and guardPause are after how many bytes, and after how long, the rights are checked again although no change was
	// reported: a wake-up is only a hint and may be lost.
	guardBytes = 8 << 20
	guardPause = 10 * time.Second
)

// errRightLost says that a transfer is over because its viewer lost the right that it began with.
var errRightLost = errs.Told(errs.Unauthenticated, "Die Sitzung ist beendet, oder ein Recht daraus.", "The session has ended, or a right that it had.")

// guard ends a transfer (download, export, upload) as soon as the session ends or its viewer loses a right that it began with. A stolen
// session that was ended must not go on reading for as long as its connection stays open.
type guard struct {
	s       *server
	ctx     context.Context
	begunAs *viewer.Viewer
	control *http.ResponseController
	refused atomic.Bool
	// mu keeps recheckRights, which runs beside the handler, off a connection that is not this request's any more.
	mu       sync.Mutex
	finished bool
	bytes    int
	// sent is how many bytes were written in all, and writeTime how long the client took to accept them.
	sent      int64
	writeTime time.Duration
	// checkedAt is when the rights were checked last; zero before the first bytes, so that a change between opening and watching is seen.
	checkedAt time.Time
}

// watchRights watches the rights of the viewer in ctx until stop is called. It lifts the time limit of the request: a transfer takes
// as long as the client needs, within the pace of times.
func (s *server) watchRights(ctx context.Context, w http.ResponseWriter) (g *guard, stop func()) {
	transport.LiftTimeLimit(ctx)
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
		// Bytes that are still buffered get their time, too.
		_ = g.control.SetWriteDeadline(clock.System().Now().Add(g.s.times.stall))
	}
}

// recheckRights checks whether the viewer still has the rights it began with. While the database does not answer nothing is refused:
// the next check follows soon.
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
	// A read or write that waits for the client returns at once.
	past := clock.System().Now().Add(-time.Second)
	_, _ = g.control.SetWriteDeadline(past), g.control.SetReadDeadline(past)
}

// countAndCheck counts bytes, checks the rights from time to time, and fails once they are gone.
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

// extendRead extends the deadline of an upload, as long as the right is there.
func (g *guard) extendRead(t time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.refused.Load() {
		return nil
	}
	return g.control.SetReadDeadline(t)
}

// abortIfRefused breaks the connection off, so that nobody takes half a file for the whole.
func (g *guard) abortIfRefused(err error) {
	if g.refused.Load() || err != nil {
		panic(http.ErrAbortHandler)
	}
}

// guardedWriter writes an answer as long as its guard allows it.
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

// extendWrite extends the deadline of a receiver as long as it takes enough bytes, as slowUploadReader does for a sender. The time that
// the program itself needs to make an answer does not count.
func (g *guard) extendWrite(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.refused.Load() {
		return errRightLost
	}
	_ = g.control.SetWriteDeadline(g.s.times.deadline(now.Add(-g.writeTime), now, g.sent))
	return nil
}

// clearWriteDeadline removes the deadline while the program makes the next bytes: over HTTP/2 it would end the stream meanwhile.
func (g *guard) clearWriteDeadline() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.refused.Load() {
		_ = g.control.SetWriteDeadline(time.Time{})
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w guardedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// guardedReader reads a request body as long as its guard allows it.
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
