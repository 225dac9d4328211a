package transport

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/internal/errs"
)

func (h *Handler) serveGet(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	params := &graphql.RawParams{Query: q.Get("query"), OperationName: q.Get("operationName"), Headers: r.Header}
	if params.Query == "" {
		writeRefusal(w, r, http.StatusBadRequest, "the parameter query is missing")
		return
	}
	if v := q.Get("variables"); v != "" {
		if err := decode(strings.NewReader(v), &params.Variables); err != nil {
			writeRefusal(w, r, http.StatusBadRequest, "the parameter variables is not an object of JSON")
			return
		}
	}
	if v := q.Get("extensions"); v != "" {
		if err := decode(strings.NewReader(v), &params.Extensions); err != nil {
			writeRefusal(w, r, http.StatusBadRequest, "the parameter extensions is not an object of JSON")
			return
		}
	}
	h.run(w, r, params, true)
}

func (h *Handler) servePost(w http.ResponseWriter, r *http.Request) {
	params, ok := readPost(w, r)
	if !ok {
		return
	}
	h.run(w, r, params, false)
}

// readPost reads the parameters of a POST. When it returns false it has answered.
func readPost(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, bool) {
	mediaType, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != typeJSON || (params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8")) {
		writeRefusal(w, r, http.StatusUnsupportedMediaType, "the content type must be application/json in UTF-8")
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		writeRefusal(w, r, http.StatusRequestEntityTooLarge, "a request has at most 1 MiB")
		return nil, false
	case err != nil:
		writeRefusal(w, r, http.StatusRequestTimeout, "the request did not come completely")
		return nil, false
	}
	// The limit was for the request: event streams go on, and a deadline would end them.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	p, err := parseParams(body)
	if err != nil {
		writeRefusal(w, r, http.StatusBadRequest, err.Error())
		return nil, false
	}
	p.Headers = r.Header
	return p, true
}

// parseParams reads the JSON object of a request.
func parseParams(body []byte) (*graphql.RawParams, error) {
	if b := bytes.TrimLeft(body, " \t\r\n"); len(b) > 0 && b[0] == '[' {
		return nil, errors.New("one operation a request: batches are not taken")
	}
	var p struct {
		Query         *string        `json:"query"`
		OperationName *string        `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	if err := decode(bytes.NewReader(body), &p); err != nil {
		return nil, errors.New("the body is not a GraphQL request in JSON")
	}
	// The decoder and the lexer would put a replacement character where there is none, and so change the text unseen.
	if !utf8.Valid(body) || loneSurrogate(string(body)) || p.Query != nil && loneSurrogate(*p.Query) {
		return nil, errors.New("the body is not UTF-8, or has half of a surrogate pair")
	}
	if p.Query == nil || *p.Query == "" {
		return nil, errors.New("the member query is missing")
	}
	params := &graphql.RawParams{Query: *p.Query, Variables: p.Variables, Extensions: p.Extensions}
	if p.OperationName != nil {
		params.OperationName = *p.OperationName
	}
	return params, nil
}

// loneSurrogate reports whether an escape in text, of JSON or of GraphQL, is half of a surrogate pair (RFC 8259, 8.2).
func loneSurrogate(text string) bool {
	for {
		at := strings.IndexByte(text, '\\')
		if at < 0 || at+1 >= len(text) {
			return false
		}
		high, after := readEscape(text[at:])
		if utf16.IsSurrogate(high) {
			low, rest := readEscape(after)
			if utf16.DecodeRune(high, low) == utf8.RuneError {
				return true
			}
			after = rest
		}
		text = after
	}
}

// readEscape is the code unit of an escape \uXXXX at the beginning of text, -1 for any other, and what follows it.
func readEscape(text string) (rune, string) {
	if len(text) < 2 || text[0] != '\\' {
		return -1, text
	}
	if text[1] != 'u' || len(text) < 6 {
		return -1, text[2:]
	}
	unit, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil {
		return -1, text[2:]
	}
	return rune(unit), text[6:]
}

// decode reads exactly one JSON value; numbers keep their digits.
func decode(r io.Reader, to any) error {
	d := json.NewDecoder(r)
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}

func (h *Handler) run(w http.ResponseWriter, r *http.Request, params *graphql.RawParams, safe bool) {
	mediaType, ok := answerType(r)
	if !ok {
		writeRefusal(w, r, http.StatusNotAcceptable, "answers are application/graphql-response+json, application/json or text/event-stream")
		return
	}
	ctx := r.Context()
	params.ReadTime = graphql.TraceTiming{Start: graphql.GetStartTime(ctx), End: graphql.Now()}
	op, failed := h.prepare(ctx, params)
	switch {
	case failed != nil:
		writeResponse(w, mediaType, statusOf(mediaType, failed), failed)
	case safe && isMutation(op):
		w.Header().Set("Allow", "POST")
		writeResponse(w, mediaType, http.StatusMethodNotAllowed, h.errorResponse(ctx, op, errs.Invalid, "mutations only by POST"))
	case isSubscription(op) && !safe && accepts(r, typeEvents):
		h.streamEvents(w, r, op)
	case isSubscription(op):
		resp := h.errorResponse(ctx, op, errs.Invalid, "subscriptions only by websocket or text/event-stream")
		writeResponse(w, mediaType, statusOf(mediaType, resp), resp)
	default:
		resp := h.execute(ctx, op)
		writeResponse(w, mediaType, statusOf(mediaType, resp), resp)
	}
}

// statusOf is the status of an answer (GraphQL over HTTP, "Status codes"): application/json says 200 to every well-formed
// request, application/graphql-response+json tells requests that did not run from those that did. In an outage both say so, for
// proxies and programs that look at nothing else.
func statusOf(mediaType string, resp *graphql.Response) int {
	if isOutage(resp) {
		return http.StatusServiceUnavailable
	}
	if mediaType == typeJSON || resp.Data != nil {
		return http.StatusOK
	}
	return statusOfErrors(resp.Errors)
}

// isOutage reports whether nothing of what was asked could be answered, because something did not answer here.
func isOutage(resp *graphql.Response) bool {
	if !slices.ContainsFunc(resp.Errors, func(e *gqlerror.Error) bool { return e.Extensions["code"] == string(errs.Unavailable) }) {
		return false
	}
	var fields map[string]json.RawMessage
	if resp.Data != nil && json.Unmarshal(resp.Data, &fields) != nil {
		return false
	}
	for _, value := range fields {
		if string(value) != "null" {
			return false
		}
	}
	return true
}

func statusOfErrors(list gqlerror.List) int {
	if len(list) == 0 {
		return http.StatusOK
	}
	switch code, _ := list[0].Extensions["code"].(string); errs.Code(code) {
	case errs.Unauthenticated:
		return http.StatusUnauthorized
	case errs.Forbidden:
		return http.StatusForbidden
	case errs.RateLimited:
		return http.StatusTooManyRequests
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	case errs.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}
