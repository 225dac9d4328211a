package transport

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// keepAlive is how often a quiet event stream sends an empty comment, so that proxies do not close it.
const keepAlive = 15 * time.Second

// serveEvents runs one operation as server-sent events (graphql-sse, "distinct connections mode").
func (h *Handler) serveEvents(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		writeRefusal(w, r, http.StatusMethodNotAllowed, "event streams only by POST")
		return
	}
	params, ok := readPost(w, r)
	if !ok {
		return
	}
	op, failed := h.prepare(r.Context(), params)
	switch {
	case failed != nil:
		sendAsEvents(w, failed)
	case isSubscription(op):
		h.streamEvents(w, r, op)
	default:
		// The answer first: a resolver may still set headers.
		sendAsEvents(w, h.execute(r.Context(), op))
	}
}

// sendAsEvents sends one answer as an event stream.
func sendAsEvents(w http.ResponseWriter, resp *graphql.Response) {
	es := newEvents(w)
	defer es.stop()
	_ = es.sendNext(resp)
	es.complete()
}

var (
	errGoingAway    = errors.New("the server stops")
	errTokenExpired = errs.New(errs.Unauthenticated, "the access token has expired")
)

func (h *Handler) streamEvents(w http.ResponseWriter, r *http.Request, op *graphql.OperationContext) {
	releaseSlot, err := NetworkLimitsOf(r.Context()).AcquireConnection()
	if err != nil {
		writeRefusal(w, r, http.StatusTooManyRequests, messageFor(r.Context(), err))
		return
	}
	defer releaseSlot()
	ctx, end := context.WithCancelCause(r.Context())
	defer end(nil)
	leave, ok := h.connections.register(func() { end(errGoingAway) })
	if !ok {
		writeRefusal(w, r, http.StatusServiceUnavailable, messageFor(r.Context(), errs.Outage))
		return
	}
	defer leave()
	es := newEvents(w)
	defer es.stop()
	stop := h.endWithSession(ctx, end)
	defer stop()
	// The stream opens when the subscription has begun: who sees it open has missed nothing since.
	err = h.runSubscription(ctx, op, func() { LiftTimeLimit(ctx); es.open() }, es.sendNext)
	cause := context.Cause(ctx)
	if err == nil && errs.CodeOf(cause) == errs.Unauthenticated {
		err = cause
	}
	if err == nil && errors.Is(cause, context.DeadlineExceeded) {
		err = errs.GivenUp
	}
	switch {
	case errors.Is(cause, errGoingAway):
		// No complete: the client comes back to another replica.
		return
	case err != nil && !errors.Is(err, errNoStart) && !errors.Is(err, errReaderGone):
		_ = es.sendNext(h.failureResponse(context.WithoutCancel(ctx), op, err))
	}
	es.complete()
}

// endWithSession ends ctx when the viewer's token expires or the session ends.
func (h *Handler) endWithSession(ctx context.Context, end context.CancelCauseFunc) (stop func()) {
	c, ok := credentialOf(ctx)
	if !ok {
		return func() {}
	}
	expiry := time.AfterFunc(c.until.Sub(h.Clock.Now()), func() { end(errTokenExpired) })
	cancel := h.Sessions.Watch(viewer.From(ctx).SessionID, func() {
		go func() {
			if _, err := h.withCurrentRights(ctx); errs.CodeOf(err) == errs.Unauthenticated {
				end(errs.SessionEnded)
			}
		}()
	})
	return func() { expiry.Stop(); cancel() }
}

// events is an event stream. It opens with the first thing that is written.
type events struct {
	mu    sync.Mutex
	w     http.ResponseWriter
	rc    *http.ResponseController
	timer *time.Timer
	done  bool
}

func newEvents(w http.ResponseWriter) *events {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	return &events{w: w, rc: http.NewResponseController(w)}
}

// open opens the stream before there is anything to send, and keeps it alive from then on.
func (es *events) open() {
	_ = es.write(":\n\n")
	es.timer = time.AfterFunc(keepAlive, es.tick)
}

func (es *events) tick() {
	if es.write(":\n\n") == nil {
		es.timer.Reset(keepAlive)
	}
}

func (es *events) sendNext(resp *graphql.Response) error {
	body, err := encode(resp)
	if err != nil {
		return err
	}
	return es.write("event: next\ndata: " + string(body) + "\n\n")
}

func (es *events) complete() { _ = es.write("event: complete\ndata:\n\n") }

func (es *events) stop() {
	if es.timer != nil {
		es.timer.Stop()
	}
	es.mu.Lock()
	defer es.mu.Unlock()
	es.done = true
	_ = es.rc.SetWriteDeadline(time.Time{})
}

func (es *events) write(text string) error {
	es.mu.Lock()
	defer es.mu.Unlock()
	if es.done {
		return errReaderGone
	}
	_ = es.rc.SetWriteDeadline(clock.System().Now().Add(writeWait))
	_, err := es.w.Write([]byte(text))
	if err == nil {
		err = es.rc.Flush()
	}
	// Over HTTP/2 a deadline ends the stream when it passes, also while nothing is written.
	_ = es.rc.SetWriteDeadline(time.Time{})
	if err != nil {
		es.done = true
		return errors.Join(errReaderGone, err)
	}
	return nil
}
