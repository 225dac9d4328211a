//go:build demo

package app

import (
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// tryLine opens a websocket and says with which status it is answered.
func (w *world) tryLine(t *testing.T) (*websocket.Conn, *http.Response) {
	t.Helper()
	conn, res, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(w.URL, "http")+"/graphql",
		&websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if res == nil {
		t.Fatal(err)
	}
	return conn, res
}

func TestWebsocketsOfANetworkAreBounded(t *testing.T) {
	t.Parallel()
	cfg := worldConfig(t, "")
	cfg.SocketsPerNetwork = 2
	w, stop := runWorld(t, cfg)
	t.Cleanup(stop)
	w.dial(t)
	second := w.dial(t)
	_, res := w.tryLine(t)
	if res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
		t.Errorf("the third one: got %d %v", res.StatusCode, res.Header)
	}
	token := w.as(t, citizen).Token
	events := postEvents(t, w, token)
	if events.StatusCode != http.StatusTooManyRequests {
		t.Errorf("an event stream beside them: got %d", events.StatusCode)
	}
	_ = second.CloseNow()
	for { // the server learns of it in a moment; the test's own time bounds this
		conn, res := w.tryLine(t)
		if res.StatusCode == http.StatusSwitchingProtocols {
			_ = conn.CloseNow()
			return
		}
	}
}

func postEvents(t *testing.T, w *world, token string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL+"/graphql", strings.NewReader(`{"query":"subscription { mailboxChanged { cursor } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

// A network that has used up its requests by a websocket has none left, and the websocket goes on as they come back.
func TestMessagesOfWebsocketsCountAsRequests(t *testing.T) {
	t.Parallel()
	cfg := worldConfig(t, "")
	cfg.RequestsPerNetwork = 2
	w, stop := runWorld(t, cfg)
	t.Cleanup(stop)
	l := w.dial(t)
	for range 40 {
		l.send(`{"type":"ping"}`)
	}
	// The burst is of ten; those behind it wait for their turn and take each one that comes back.
	for range 13 {
		if m := l.hearAny(); m.Type != "pong" {
			t.Fatalf("got %s", m.Type)
		}
	}
	res, err := http.Get(w.URL + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusTooManyRequests {
		t.Errorf("a request beside them: got %d", res.StatusCode)
	}
}
