//go:build demo

package app

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/clock"
	"schalter/internal/vault"
)

// line is a websocket of graphql-transport-ws, as a client holds it.
type line struct {
	*websocket.Conn
	t testing.TB
}

type lineMessage struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

func (w *world) dial(t testing.TB) line {
	t.Helper()
	conn, res, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(w.URL, "http")+"/graphql",
		&websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err, res)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return line{conn, t}
}

// connect is dial, and sign-in by a token.
func (w *world) connect(t testing.TB, token string) line {
	t.Helper()
	l := w.dial(t)
	l.send(`{"type":"connection_init","payload":{"authorization":"Bearer ` + token + `"}}`)
	if m := l.hear(); m.Type != "connection_ack" {
		t.Fatalf("got %s, want connection_ack", m.Type)
	}
	return l
}

func (l line) send(message string) {
	l.t.Helper()
	if err := l.Write(l.t.Context(), websocket.MessageText, []byte(message)); err != nil {
		l.t.Fatal(err)
	}
}

// hear is the next message, without those that say that a subscription has begun.
func (l line) hear() lineMessage {
	l.t.Helper()
	for {
		m := l.hearAny()
		if m.Type != "ping" {
			return m
		}
		l.send(`{"type":"pong"}`)
	}
}

func (l line) hearAny() lineMessage {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), 20*time.Second)
	defer cancel()
	_, b, err := l.Read(ctx)
	if err != nil {
		l.t.Fatal(err)
	}
	var m lineMessage
	if err := json.Unmarshal(b, &m); err != nil {
		l.t.Fatal(err)
	}
	return m
}

// ask starts an operation.
func (l line) ask(id, document string, variables map[string]any) {
	l.t.Helper()
	b, err := json.Marshal(map[string]any{"id": id, "type": "subscribe", "payload": map[string]any{"query": document, "variables": variables}})
	if err != nil {
		l.t.Fatal(err)
	}
	l.send(string(b))
}

// closing waits for the code that the server closes with.
func (l line) closing() websocket.StatusCode {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), 20*time.Second)
	defer cancel()
	for {
		if _, _, err := l.Read(ctx); err != nil {
			if ctx.Err() != nil {
				l.t.Fatal("the socket stays open")
			}
			return websocket.CloseStatus(err)
		}
	}
}

func TestWebsocketClosesAsTheProtocolSays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	const start = `{"type":"connection_init"}`
	const quiet = `{"id":"1","type":"subscribe","payload":{"query":"subscription { mailboxChanged { cursor } }"}}`
	signIn := `{"type":"connection_init","payload":{"authorization":"Bearer ` + w.as(t, citizen).Token + `"}}`
	tests := map[string]struct {
		say  []string
		want websocket.StatusCode
	}{
		"not JSON":                  {[]string{"hello"}, 4400},
		"unknown type":              {[]string{`{"type":"start"}`}, 4400},
		"no type":                   {[]string{`{}`}, 4400},
		"payload of another shape":  {[]string{`{"type":"connection_init","payload":7}`}, 4400},
		"no id":                     {[]string{start, `{"type":"subscribe","payload":{"query":"{ __typename }"}}`}, 4400},
		"no query":                  {[]string{start, `{"id":"1","type":"subscribe","payload":{}}`}, 4400},
		"an operation before hello": {[]string{`{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}`}, 4401},
		"a token that is none":      {[]string{`{"type":"connection_init","payload":{"authorization":"Bearer x"}}`}, 4403},
		"another scheme":            {[]string{`{"type":"connection_init","payload":{"authorization":"Basic x"}}`}, 4403},
		"nothing said":              {nil, 4408},
		"the same id again":         {[]string{signIn, quiet, quiet}, 4409},
		"hello again":               {[]string{start, start}, 4429},
		"too big":                   {[]string{strings.Repeat("x", 1<<20+1)}, websocket.StatusMessageTooBig},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := w.dial(t)
			for _, m := range tt.say {
				l.send(m)
			}
			if got := l.closing(); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
	t.Run("not text", func(t *testing.T) {
		t.Parallel()
		l := w.dial(t)
		if err := l.Write(t.Context(), websocket.MessageBinary, []byte(start)); err != nil {
			t.Fatal(err)
		}
		if got := l.closing(); got != websocket.StatusUnsupportedData {
			t.Errorf("got %d", got)
		}
	})
}

func TestWebsocketAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	l := w.connect(t, w.as(t, citizen).Token)
	l.send(`{"type":"ping","payload":{"n":1}}`)
	if m := l.hear(); m.Type != "pong" || string(m.Payload) != `{"n":1}` {
		t.Errorf("ping: got %+v", m)
	}
	l.ask("q", "{ viewer { email } }", nil)
	if m := l.hear(); m.ID != "q" || m.Type != "next" || string(m.Payload) != `{"data":{"viewer":{"email":"citizen@demo.example"}}}` {
		t.Errorf("query: got %+v %s", m, m.Payload)
	}
	if m := l.hear(); m.ID != "q" || m.Type != "complete" {
		t.Errorf("query: got %+v", m)
	}
	for name, document := range map[string]string{
		"mutation":        `mutation { sessionEnd(input: {}) { endedSessionId } }`,
		"unknown field":   `{ nothing }`,
		"foreign inbox":   `subscription { caseChanged(authorityId: "` + bamberg + `") { cursor } }`,
		"foreign cursor":  `subscription { mailboxChanged(after: "` + foreignCursor + `") { cursor } }`,
		"no cursor":       `subscription { mailboxChanged(after: "?") { cursor } }`,
		"two at one time": `subscription { mailboxChanged { cursor } messageReceived { cursor } }`,
	} {
		l.ask(name, document, nil)
		m := l.hear()
		if m.ID != name || m.Type != "error" || !strings.Contains(string(m.Payload), `"code":"`) {
			t.Errorf("%s: got %s %s", name, m.Type, m.Payload)
		}
		if want := map[string]string{"foreign inbox": "NOT_FOUND", "foreign cursor": "CURSOR_EXPIRED"}[name]; !strings.Contains(string(m.Payload), want) {
			t.Errorf("%s: got %s, want %s", name, m.Payload, want)
		}
	}
}

// foreignCursor is of another life of the streams: base64 of "other|1".
const foreignCursor = "b3RoZXJ8MQ"

func TestWebsocketsAreForOwnPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	for name, tt := range map[string]struct {
		header http.Header
		proto  string
		want   int
	}{
		"attack case 47: foreign origin": {http.Header{"Origin": {"https://evil.example"}}, "graphql-transport-ws", 403},
		"origin that only looks alike":   {http.Header{"Origin": {w.URL + ".evil.example"}}, "graphql-transport-ws", 403},
		"no origin at all":               {http.Header{"Origin": {"null"}}, "graphql-transport-ws", 403},
		"older protocol":                 {nil, "graphql-ws", 400},
		"own origin":                     {http.Header{"Origin": {w.URL}}, "graphql-transport-ws", 101},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, res, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(w.URL, "http")+"/graphql",
				&websocket.DialOptions{Subprotocols: []string{tt.proto}, HTTPHeader: tt.header})
			if err == nil {
				_ = conn.CloseNow()
			}
			if res == nil || res.StatusCode != tt.want {
				t.Errorf("got %v, %v, want %d", res, err, tt.want)
			}
		})
	}
}

// shortToken is an access token of somebody's session that ends soon.
func (w *world) shortToken(t testing.TB, token string, life time.Duration) string {
	t.Helper()
	claims := jwt.MapClaims{}
	long, _, err := jwt.NewParser().ParseUnverified(token, claims)
	if err != nil {
		t.Fatal(err)
	}
	claims["exp"] = clock.System().Now().Add(life).Unix()
	_, key := w.platform.Signer(vault.AccessToken)
	short := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims)
	short.Header = long.Header
	signed, err := short.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestSocketsEndWithTheirRight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	one := w.as(t, citizen)
	l := w.connect(t, w.shortToken(t, one.Token, 2*time.Second))
	if got := l.closing(); got != 4403 {
		t.Errorf("after the token's end: got %d, want 4403", got)
	}
	other, events := w.connect(t, one.Token), w.listen(t, one.Token, "subscription { mailboxChanged { cursor } }")
	one.Must(t, `mutation { sessionEnd(input: {}) { endedSessionId } }`, nil, nil)
	if got := other.closing(); got != 4401 {
		t.Errorf("after the session's end: got %d, want 4401", got)
	}
	if got := events.rest(); !strings.Contains(got, "UNAUTHENTICATED") || !strings.Contains(got, "event: complete") {
		t.Errorf("after the session's end the event stream says %q", got)
	}
	third := w.connect(t, w.as(t, citizen).Token)
	w.live.Shutdown(t.Context())
	if got := third.closing(); got != websocket.StatusGoingAway {
		t.Errorf("when the program stops: got %d, want 1001", got)
	}
	if w.live.Open() != 0 {
		t.Errorf("%d connections are left", w.live.Open())
	}
}

// Over a websocket a subscription says that it has begun; what happens from then on comes, without a cursor.
func TestASocketSaysWhenASubscriptionHasBegun(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, person, bamberg)
		l := w.connect(t, clerk.Token)
		l.ask("live", caseMessages, map[string]any{"a": bamberg})
		if m := l.hearAny(); m.Type != "ping" || string(m.Payload) != `{"begun":"live"}` {
			t.Fatalf("got %s %s", m.Type, m.Payload)
		}
		l.send(`{"type":"pong","payload":{"begun":"live"}}`)
		sent := sendMessage(t, person, mailbox, bamberg, "at once")
		if got := l.received().Data.CaseMessageReceived.MessageEdge.Node.ID; got != sent {
			t.Errorf("got %s, want %s", got, sent)
		}
		// One that does not begin says so by its error alone.
		l.ask("refused", `subscription { mailboxChanged(after: "`+foreignCursor+`") { cursor } }`, nil)
		if m := l.hearAny(); m.Type != "error" {
			t.Errorf("got %s", m.Type)
		}
	})
}
