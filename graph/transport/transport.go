// Package transport carries GraphQL over HTTP: GET and POST (GraphQL over HTTP), server-sent events (graphql-sse, distinct
// connections) and websockets (graphql-transport-ws). It knows nothing of the schema. Begin at Handler.ServeHTTP; a subscription
// is driven by the Source that its resolver hands to Drive. Why it is not gqlgen's: docs/adr/0008-own-websocket-transport.md.
//
// gqlgen's own transports encode every answer twice, keep several goroutines for a subscription and close websockets with
// codes of their own; these do not.
package transport

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// MaxBody is the largest request, or message of a websocket, in bytes.
const MaxBody = 1 << 20

// Sessions authenticates callers, and says for how long that holds.
type Sessions interface {
	// Authenticate returns the viewer of an access token, with the rights of now, and when the token expires; or
	// UNAUTHENTICATED, also when the session has ended.
	Authenticate(ctx context.Context, token string) (*viewer.Viewer, time.Time, error)
	// OfSession returns the viewer of a session with the rights of now, or UNAUTHENTICATED when it has ended.
	OfSession(ctx context.Context, sessionID string) (*viewer.Viewer, error)
	// Watch calls changed, which must not block, whenever something happened to a session, until cancel is called.
	Watch(sessionID string, changed func()) (cancel func())
}

// SignIn returns ctx with the viewer of an access token, or UNAUTHENTICATED. The language stays that of the request.
func SignIn(ctx context.Context, s Sessions, token string) (context.Context, error) {
	v, until, err := s.Authenticate(ctx, token)
	if err != nil {
		return ctx, err
	}
	if asked := viewer.From(ctx); viewer.Present(ctx) {
		v.Locale = asked.Locale
	}
	return context.WithValue(viewer.With(ctx, v), credentialKey{}, credential{token, until}), nil
}

// credential is what the viewer of a context was authenticated by.
type credential struct {
	token string
	until time.Time
}

type credentialKey struct{}

func credentialOf(ctx context.Context) (credential, bool) {
	c, ok := ctx.Value(credentialKey{}).(credential)
	return c, ok
}

type requestKey struct{}

// WithRequestID returns ctx with the id by which the log and the answer name a request.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the id of the request; empty outside of requests.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// Handler serves one path. The zero value of Sessions is not usable; AllowOrigin decides about websockets of browsers.
type Handler struct {
	Exec        graphql.GraphExecutor
	Sessions    Sessions
	Clock       clock.Clock
	AllowOrigin func(r *http.Request) bool

	connections connections
}

// ServeHTTP implements http.Handler. The viewer is in the request's context already, except for websockets, which bring
// their token in the first message.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(graphql.StartOperationTrace(r.Context()))
	switch {
	case isUpgrade(r):
		h.serveSocket(w, r)
	case onlyEvents(r):
		h.serveEvents(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodHead:
		h.serveGet(w, r)
	case r.Method == http.MethodPost:
		h.servePost(w, r)
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		writeRefusal(w, r, http.StatusMethodNotAllowed, "only GET, HEAD and POST")
	}
}

const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
	typeEvents   = "text/event-stream"
)

// onlyEvents reports whether the client accepts event streams and nothing else.
func onlyEvents(r *http.Request) bool {
	_, whole := answerType(r)
	return accepts(r, typeEvents) && !whole
}

// accepts reports whether the request names a media type itself, without wildcards.
func accepts(r *http.Request, mediaType string) bool {
	for _, part := range strings.Split(r.Header.Get("Accept"), ",") {
		if t, params, err := mime.ParseMediaType(part); err == nil && t == mediaType && params["q"] != "0" {
			return true
		}
	}
	return false
}

// answerType is the media type of the answer, and whether one was asked for that exists.
func answerType(r *http.Request) (string, bool) {
	accept := r.Header.Get("Accept")
	if accept == "" {
		return typeJSON, true
	}
	for _, part := range strings.Split(accept, ",") {
		t, params, err := mime.ParseMediaType(part)
		if err != nil || params["q"] == "0" {
			continue
		}
		if c := params["charset"]; c != "" && !strings.EqualFold(c, "utf-8") {
			continue
		}
		switch t {
		case typeResponse:
			return typeResponse, true
		case typeJSON, "*/*", "application/*":
			return typeJSON, true
		}
	}
	return typeJSON, false
}

// messageFor is what an error says to the caller, in its language.
func messageFor(ctx context.Context, err error) string {
	var fault *errs.Error
	if errors.As(err, &fault) {
		return fault.In(viewer.From(ctx).Locale)
	}
	return err.Error()
}

// writeRefusal answers a request that is no GraphQL request.
func writeRefusal(w http.ResponseWriter, r *http.Request, status int, message string) {
	code := errs.Invalid
	switch status {
	case http.StatusUnauthorized:
		code = errs.Unauthenticated
	case http.StatusForbidden:
		code = errs.Forbidden
	case http.StatusServiceUnavailable:
		code = errs.Unavailable
	case http.StatusTooManyRequests:
		code = errs.RateLimited
	}
	e := &gqlerror.Error{Message: message, Extensions: map[string]any{"code": string(code)}}
	mediaType, _ := answerType(r)
	writeResponse(w, mediaType, status, &graphql.Response{Errors: gqlerror.List{e}})
}

func writeResponse(w http.ResponseWriter, mediaType string, status int, resp *graphql.Response) {
	body, err := encode(resp)
	if err != nil {
		http.Error(w, "the answer cannot be written", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	switch {
	case status == http.StatusServiceUnavailable:
		h.Set("Retry-After", RetryAfter)
	case isTransient(resp):
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// isTransient reports whether nothing was done for a reason that passes: to ask again is worth it.
func isTransient(resp *graphql.Response) bool {
	if resp.Data != nil || len(resp.Errors) == 0 {
		return false
	}
	code := resp.Errors[0].Extensions["code"]
	return code == string(errs.RateLimited) || code == string(errs.Unavailable)
}

// encode writes an answer around its data, which the executor has written already. Without execution there is no data key.
func encode(resp *graphql.Response) ([]byte, error) {
	b := make([]byte, 0, len(resp.Data)+64)
	b = append(b, '{')
	if len(resp.Errors) > 0 {
		list, err := json.Marshal(resp.Errors)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `"errors":`...), list...)
	}
	if resp.Data != nil {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(b, `"data":`...), resp.Data...)
	}
	if len(resp.Extensions) > 0 {
		ext, err := json.Marshal(resp.Extensions)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"extensions":`...), ext...)
	}
	return append(b, '}'), nil
}

// prepare parses, validates and weighs an operation. When it cannot run, the response says why.
func (h *Handler) prepare(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, *graphql.Response) {
	op, list := h.Exec.CreateOperationContext(ctx, params)
	if len(list) > 0 {
		return nil, h.Exec.DispatchError(graphql.WithOperationContext(ctx, op), list)
	}
	return op, nil
}

// errorResponse is an answer to an operation that was understood but is not for this transport.
func (h *Handler) errorResponse(ctx context.Context, op *graphql.OperationContext, code errs.Code, message string) *graphql.Response {
	e := &gqlerror.Error{Message: message, Err: errs.New(code, message)}
	return h.Exec.DispatchError(graphql.WithOperationContext(ctx, op), gqlerror.List{e})
}

// execute is the one answer to a query or mutation. The executor has none when nobody waits for it any more, or its time is over.
func (h *Handler) execute(ctx context.Context, op *graphql.OperationContext) *graphql.Response {
	responses, inner := h.Exec.DispatchOperation(ctx, op)
	if resp := responses(inner); resp != nil {
		return resp
	}
	return h.failureResponse(context.WithoutCancel(ctx), op, errs.GivenUp)
}

func isMutation(op *graphql.OperationContext) bool { return op.Operation.Operation == ast.Mutation }
func isSubscription(op *graphql.OperationContext) bool {
	return op.Operation.Operation == ast.Subscription
}
