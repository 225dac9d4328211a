package transport

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// Protocol is the one websocket subprotocol that is spoken.
const Protocol = "graphql-transport-ws"

// Close codes of graphql-transport-ws.
const (
	closeBadRequest   websocket.StatusCode = 4400
	closeUnauthorized websocket.StatusCode = 4401
	closeForbidden    websocket.StatusCode = 4403
	closeInitTimeout  websocket.StatusCode = 4408
	closeDuplicate    websocket.StatusCode = 4409
	closeTooManyInits websocket.StatusCode = 4429
)

const (
	// initWait is how long a client may take to authenticate itself.
	initWait = 10 * time.Second
	// pingEvery keeps proxies from closing quiet sockets.
	pingEvery = 25 * time.Second
	// MaxOperations is how many operations may run on one websocket at a time.
	MaxOperations = 50
)

// wsMessage is a message of the protocol, in either direction.
type wsMessage struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// wsConn is one websocket: a goroutine that reads, and one for every operation.
type wsConn struct {
	h      *Handler
	socket *socket
	// base ends with the connection; ctx is base with the viewer and is the reader's own.
	base   context.Context
	ctx    context.Context
	cancel context.CancelFunc
	header http.Header
	// ready says that the client has authenticated itself, or said that it is anonymous.
	ready bool
	stops []func()

	mu         sync.Mutex
	operations map[string]*operation
	running    sync.WaitGroup
}

// operation is one that runs on a websocket.
type operation struct{ cancel context.CancelFunc }

func (h *Handler) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !h.AllowOrigin(r) {
		writeRefusal(w, r, http.StatusForbidden, "websockets only from this origin")
		return
	}
	releaseSlot, err := NetworkLimitsOf(r.Context()).AcquireConnection()
	if err != nil {
		writeRefusal(w, r, http.StatusTooManyRequests, messageFor(r.Context(), err))
		return
	}
	defer releaseSlot()
	s, ok := accept(w, r)
	if !ok {
		return
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	c := &wsConn{h: h, socket: s, base: ctx, ctx: ctx, cancel: cancel, header: r.Header, operations: map[string]*operation{}}
	leave, ok := h.connections.register(func() { s.close(websocket.StatusGoingAway, "the server stops") })
	if !ok {
		s.close(websocket.StatusGoingAway, "the server stops")
		cancel()
		return
	}
	defer leave()
	c.serve()
}

func (c *wsConn) serve() {
	late := time.AfterFunc(initWait, func() { c.socket.close(closeInitTimeout, "Connection initialisation timeout") })
	c.stops = append(c.stops, func() { late.Stop() })
	c.keepAlive()
	var err error
	for err == nil {
		var b []byte
		if b, err = c.socket.read(c.base); err == nil {
			err = c.handle(b, late)
		}
		if err == nil && NetworkLimitsOf(c.base).WaitForRate(c.base) != nil {
			err = &closeError{websocket.StatusTryAgainLater, "Too many messages"}
		}
	}
	c.cancel()
	for _, stop := range c.stops {
		stop()
	}
	var fault *closeError
	if errors.As(err, &fault) {
		c.socket.close(fault.code, fault.reason)
	}
	_ = c.socket.conn.CloseNow()
	c.running.Wait()
}

// keepAlive pings without a goroutine of its own.
func (c *wsConn) keepAlive() {
	var mu sync.Mutex
	var timer *time.Timer
	mu.Lock()
	defer mu.Unlock()
	timer = time.AfterFunc(pingEvery, func() {
		mu.Lock()
		defer mu.Unlock()
		if c.base.Err() == nil && c.socket.alive() {
			timer.Reset(pingEvery)
		}
	})
	c.stops = append(c.stops, func() { timer.Stop() })
}

func (c *wsConn) handle(b []byte, late *time.Timer) error {
	var m wsMessage
	if err := json.Unmarshal(b, &m); err != nil {
		return &closeError{closeBadRequest, "Invalid message"}
	}
	switch m.Type {
	case "connection_init":
		late.Stop()
		return c.init(m)
	case "ping":
		return c.send(wsMessage{Type: "pong", Payload: m.Payload})
	case "pong":
		return nil
	case "subscribe":
		return c.subscribe(m)
	case "complete":
		c.stop(m.ID)
		return nil
	}
	return &closeError{closeBadRequest, "Invalid message"}
}

func (c *wsConn) send(m wsMessage) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return c.socket.write(b)
}

// init learns who the client is. Without a token it is anonymous.
func (c *wsConn) init(m wsMessage) error {
	if c.ready {
		return &closeError{closeTooManyInits, "Too many initialisation requests"}
	}
	var payload struct {
		Authorization string `json:"authorization"`
	}
	if len(m.Payload) > 0 {
		if err := json.Unmarshal(m.Payload, &payload); err != nil {
			return &closeError{closeBadRequest, "Invalid message"}
		}
	}
	if payload.Authorization != "" {
		if err := c.signIn(payload.Authorization); err != nil {
			return err
		}
	}
	c.ready = true
	return c.send(wsMessage{Type: "connection_ack"})
}

func (c *wsConn) signIn(authorization string) error {
	scheme, token, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return &closeError{closeForbidden, "Forbidden"}
	}
	bound, cancel := WithTimeLimit(c.ctx, WorkTime)
	c.stops = append(c.stops, cancel)
	ctx, err := SignIn(bound, c.h.Sessions, strings.TrimSpace(token))
	LiftTimeLimit(bound)
	if errs.CodeOf(err) == errs.Unauthenticated {
		return &closeError{closeForbidden, "Forbidden"}
	}
	if err != nil {
		return &closeError{websocket.StatusTryAgainLater, "Try again later"}
	}
	c.ctx = ctx
	cred, _ := credentialOf(ctx)
	expiry := time.AfterFunc(cred.until.Sub(c.h.Clock.Now()), func() { c.socket.close(closeForbidden, "Token expired") })
	unwatch := c.h.Sessions.Watch(viewer.From(ctx).SessionID, func() { go c.closeIfSessionEnded(ctx) })
	c.stops = append(c.stops, func() { expiry.Stop() }, unwatch)
	return nil
}

// closeIfSessionEnded closes the socket when its session has ended.
func (c *wsConn) closeIfSessionEnded(ctx context.Context) {
	if _, err := c.h.withCurrentRights(ctx); errs.CodeOf(err) == errs.Unauthenticated {
		c.socket.close(closeUnauthorized, "Session ended")
	}
}

func (c *wsConn) subscribe(m wsMessage) error {
	if !c.ready {
		return &closeError{closeUnauthorized, "Unauthorized"}
	}
	params, err := parseParams(m.Payload)
	if err != nil || m.ID == "" {
		return &closeError{closeBadRequest, "Invalid message"}
	}
	params.Headers = c.header
	ctx, cancel := context.WithCancel(c.ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, taken := c.operations[m.ID]; taken {
		cancel()
		return &closeError{closeDuplicate, "Subscriber for " + m.ID + " already exists"}
	}
	if len(c.operations) >= MaxOperations {
		cancel()
		return c.send(wsMessage{ID: m.ID, Type: "error", Payload: tooMany})
	}
	o := &operation{cancel}
	c.operations[m.ID] = o
	c.running.Go(func() {
		defer c.end(m.ID, o)
		c.run(ctx, m.ID, o, params)
	})
	return nil
}

var tooMany = json.RawMessage(`[{"message":"at most 50 operations on one socket","extensions":{"code":"RATE_LIMITED"}}]`)

// stop ends an operation because the client does not want it any more.
func (c *wsConn) stop(id string) {
	c.mu.Lock()
	o := c.operations[id]
	c.mu.Unlock()
	if o != nil {
		c.end(id, o)
	}
}

// end forgets an operation; false when it was stopped before, so that nothing more is said of it.
func (c *wsConn) end(id string, o *operation) bool {
	o.cancel()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.operations[id] != o {
		return false
	}
	delete(c.operations, id)
	return true
}

func (c *wsConn) run(ctx context.Context, id string, o *operation, params *graphql.RawParams) {
	ctx = graphql.StartOperationTrace(ctx)
	params.ReadTime = graphql.TraceTiming{Start: graphql.Now(), End: graphql.Now()}
	op, failed := c.h.prepare(ctx, params)
	switch {
	case failed != nil:
		c.fault(id, o, failed)
	case isMutation(op):
		c.fault(id, o, c.h.errorResponse(ctx, op, errs.Invalid, "mutations only by POST"))
	case isSubscription(op):
		c.runSubscription(ctx, id, o, op)
	default:
		ctx, cancel := WithTimeLimit(ctx, WorkTime)
		defer cancel()
		if c.answer(id, o, c.h.execute(ctx, op)) == nil {
			c.complete(id, o)
		}
	}
}

func (c *wsConn) runSubscription(ctx context.Context, id string, o *operation, op *graphql.OperationContext) {
	starting, cancel := WithTimeLimit(ctx, WorkTime)
	defer cancel()
	err := c.h.runSubscription(starting, op, func() { LiftTimeLimit(starting); c.begun(id) }, func(resp *graphql.Response) error { return c.answer(id, o, resp) })
	switch {
	case errors.Is(err, errNoStart) || errors.Is(err, errReaderGone) || ctx.Err() != nil:
	case starting.Err() != nil:
		c.fault(id, o, c.h.failureResponse(ctx, op, errs.GivenUp))
	case err != nil:
		c.fault(id, o, c.h.failureResponse(ctx, op, err))
	default:
		c.complete(id, o)
	}
}

// begun says that a subscription has begun: the protocol has no message for it but the free payload of a ping, which every client answers.
func (c *wsConn) begun(id string) {
	payload, err := json.Marshal(map[string]string{"begun": id})
	if err == nil {
		_ = c.send(wsMessage{Type: "ping", Payload: payload})
	}
}

// answer sends an answer as next, or as error when nothing was executed.
func (c *wsConn) answer(id string, o *operation, resp *graphql.Response) error {
	if resp == nil {
		return nil
	}
	if resp.Data == nil {
		c.fault(id, o, resp)
		return nil
	}
	payload, err := encode(resp)
	if err != nil {
		return err
	}
	quoted, err := json.Marshal(id)
	if err != nil {
		return err
	}
	b := make([]byte, 0, len(payload)+len(quoted)+40)
	b = append(append(append(b, `{"id":`...), quoted...), `,"type":"next","payload":`...)
	return c.socket.write(append(append(b, payload...), '}'))
}

func (c *wsConn) complete(id string, o *operation) {
	if c.end(id, o) {
		_ = c.send(wsMessage{ID: id, Type: "complete"})
	}
}

func (c *wsConn) fault(id string, o *operation, resp *graphql.Response) {
	payload, err := json.Marshal(resp.Errors)
	if err == nil && c.end(id, o) {
		_ = c.send(wsMessage{ID: id, Type: "error", Payload: payload})
	}
}
