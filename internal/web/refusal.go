package web

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"

	"schalter/graph/transport"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/viewer"
)

// problem is an error outside of GraphQL, in the shape of a GraphQL response.
type problem struct {
	Errors []problemError `json:"errors"`
}

type problemError struct {
	Message    string            `json:"message"`
	Extensions map[string]string `json:"extensions"`
}

func writeProblem(w http.ResponseWriter, status int, code, message string) {
	writeJSON(w, status, problem{Errors: []problemError{{Message: message, Extensions: map[string]string{"code": code}}}})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", transport.RetryAfter)
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// What a person reads whose browser follows a link to a file, where an error has no sentence for people of its own.
var (
	errLinkOver = errs.Told(errs.Unauthenticated, "Dieser Link gilt nicht mehr. Laden Sie die Datei bitte von der Seite herunter, auf der sie steht.",
		"This link is no longer valid. Please download the file from the page that shows it.")
	errNoFile = errs.Told(errs.NotFound, "Diese Datei gibt es hier nicht, oder sie ist nicht für Sie bestimmt.",
		"There is no such file here, or it is not meant for you.")
	errUnexpected = errs.Told(errs.Internal, "Hier ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.", "Something went wrong here. Please try again.")
)

// faults are the codes that are passed on, with the status, and what a person reads of a fault that has no sentence of its own.
var faults = map[errs.Code]struct {
	status   int
	sentence *errs.Error
}{
	errs.Unauthenticated: {http.StatusUnauthorized, errLinkOver},
	errs.Forbidden:       {http.StatusForbidden, errNoFile},
	errs.NotFound:        {http.StatusNotFound, errNoFile},
	errs.Invalid:         {http.StatusBadRequest, errLinkOver},
	errs.Conflict:        {http.StatusConflict, errLinkOver},
	errs.RateLimited:     {http.StatusTooManyRequests, errs.Outage},
	errs.Unavailable:     {http.StatusServiceUnavailable, errs.Outage},
}

// isNavigation reports whether a browser shows the answer to a person, as it does with a link that was followed.
func isNavigation(r *http.Request) bool { return r.Header.Get("Sec-Fetch-Mode") == "navigate" }

// failWith answers with an error as far as it is meant for the outside; an unknown one is logged and answered by the request's id.
func (s *server) failWith(w http.ResponseWriter, r *http.Request, err error) {
	if refusal := errs.AsRefusal(err); refusal != nil {
		seclog.Rules(r.Context(), refusal, r.Pattern)
		p := refusal.Problems[0]
		s.writeMessage(w, r, http.StatusUnprocessableEntity, s.Sentence(viewer.From(r.Context()).Locale, p), map[string]string{"code": string(p.Rule), "text": p.Text})
		return
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		seclog.Write(r.Context(), seclog.InputRefused, "", slog.String("code", "TOO_LARGE"), slog.String("at", r.Pattern))
		writeProblem(w, http.StatusRequestEntityTooLarge, "TOO_LARGE", "the body is too large")
		return
	}
	var fault *errs.Error
	if errors.As(err, &fault) {
		if known, ok := faults[fault.Code]; ok {
			seclog.Fault(r.Context(), fault.Code, r.Pattern)
			if isNavigation(r) && fault.German == "" {
				fault = known.sentence
			}
			s.writeFault(w, r, known.status, fault)
			return
		}
	}
	if r.Context().Err() != nil {
		s.writeFault(w, r, http.StatusServiceUnavailable, errs.GivenUp)
		return
	}
	if s.Outage != nil && s.Outage(err) {
		s.Log.WarnContext(r.Context(), "something does not answer", "request", transport.RequestID(r.Context()), "route", r.Pattern, "error", err)
		s.writeFault(w, r, http.StatusServiceUnavailable, errs.Outage)
		return
	}
	s.Log.ErrorContext(r.Context(), "request failed", "request", transport.RequestID(r.Context()), "route", r.Pattern, "error", err)
	if isNavigation(r) {
		s.writeFault(w, r, http.StatusInternalServerError, errUnexpected)
		return
	}
	writeInternalError(w, transport.RequestID(r.Context()))
}

// writeFault answers with a fault, in the language of the caller.
func (s *server) writeFault(w http.ResponseWriter, r *http.Request, status int, fault *errs.Error) {
	if status == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
		w.Header().Set("Retry-After", "1")
	}
	s.writeMessage(w, r, status, fault.In(viewer.From(r.Context()).Locale), map[string]string{"code": string(fault.Code)})
}

// writeMessage answers with a sentence: as text where a browser shows it to a person, as JSON to programs.
func (s *server) writeMessage(w http.ResponseWriter, r *http.Request, status int, message string, extensions map[string]string) {
	if !isNavigation(r) {
		writeJSON(w, status, problem{Errors: []problemError{{Message: message, Extensions: extensions}}})
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", transport.RetryAfter)
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, message+"\n")
}

// writeInternalError answers with nothing but the id of the request, under which the log tells the rest.
func writeInternalError(w http.ResponseWriter, request string) {
	writeJSON(w, http.StatusInternalServerError, problem{Errors: []problemError{{
		Message:    "something went wrong here; the request id helps to find out what",
		Extensions: map[string]string{"code": string(errs.Internal), "requestId": request},
	}}})
}
