package graph

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"schalter/internal/clock"
	"schalter/internal/testkit"
)

// The executor has no answer for whom nobody waits: that is no reason to panic, on any way that a request may come.
func TestWhoHangsUpBreaksNothing(t *testing.T) {
	t.Parallel()
	h := NewHandler(&Resolver{}, nil, clock.System(), testkit.Quiet(), nil)
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	for name, header := range map[string]string{
		"old answer": "application/json", "modern answer": "application/graphql-response+json", "events": "text/event-stream",
	} {
		r := httptest.NewRequestWithContext(gone, http.MethodPost, "/graphql", strings.NewReader(`{"query":"{ __typename }"}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", header)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), `"code":"UNAVAILABLE"`) {
			t.Errorf("%s: got %d %s", name, w.Code, w.Body)
		}
		if header != "text/event-stream" && (w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "") {
			t.Errorf("%s: got %d, Retry-After %q", name, w.Code, w.Header().Get("Retry-After"))
		}
	}
}
