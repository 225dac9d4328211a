//go:build demo

package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
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

const caseMessages = `subscription ($a: ID!, $after: String) {
	caseMessageReceived(authorityId: $a, after: $after) { cursor messageEdge { node { id subject } } case { id unreadCount } }
}`

type received struct {
	Data struct {
		CaseMessageReceived struct {
			Cursor      string
			MessageEdge struct{ Node struct{ ID, Subject string } }
		}
	}
}

func (l line) received() received {
	l.t.Helper()
	m := l.hear()
	if m.Type != "next" {
		l.t.Fatalf("got %s %s", m.Type, m.Payload)
	}
	var r received
	if err := json.Unmarshal(m.Payload, &r); err != nil {
		l.t.Fatal(err)
	}
	return r
}

func TestAbsenceOfAHundredMessages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, person, bamberg)
		start := w.cursor(t, bamberg)
		l := w.connect(t, clerk.Token)
		l.ask("live", caseMessages, map[string]any{"a": bamberg, "after": start})
		first := sendMessage(t, person, mailbox, bamberg, "first")
		r := l.received()
		if got := r.Data.CaseMessageReceived.MessageEdge.Node.ID; got != first {
			t.Fatalf("got %s, want %s", got, first)
		}
		_ = l.CloseNow()

		var want, got []string
		for i := range 100 {
			want = append(want, sendMessage(t, person, mailbox, bamberg, fmt.Sprint("away", i)))
		}
		l = w.connect(t, clerk.Token)
		l.ask("again", caseMessages, map[string]any{"a": bamberg, "after": r.Data.CaseMessageReceived.Cursor})
		for range 60 {
			r = l.received()
			got = append(got, r.Data.CaseMessageReceived.MessageEdge.Node.ID)
		}
		// Gone once more, in the middle of it.
		_ = l.CloseNow()
		want = append(want, sendMessage(t, person, mailbox, bamberg, "meanwhile"))
		l = w.connect(t, clerk.Token)
		l.ask("third", caseMessages, map[string]any{"a": bamberg, "after": r.Data.CaseMessageReceived.Cursor})
		want = append(want, sendMessage(t, person, mailbox, bamberg, "live"))
		for len(got) < len(want) {
			got = append(got, l.received().Data.CaseMessageReceived.MessageEdge.Node.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %d messages, want these %d in this order", len(got), len(want))
		}
	})
}

// A second device that was away learns that a mailbox was deleted, once, and nothing else of it; its cursor is good for the
// rest.
func TestAnotherDeviceLearnsThatAMailboxWasDeleted(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		const changes = `subscription ($after: String) { mailboxChanged(after: $after) { cursor mailboxId event { kind } mailbox { id } } }`
		person := w.as(t, citizen)
		account, err := w.people.IDOfEmail(viewer.System(t.Context(), "test"), citizen)
		if err != nil {
			t.Fatal(err)
		}
		gone, stays := openMailbox(t, person, bamberg), openMailbox(t, person, bamberg)
		cursor := w.cursor(t, account)
		live := w.connect(t, w.as(t, citizen).Token)
		live.ask("live", changes, map[string]any{"after": cursor})
		sendMessage(t, person, gone, bamberg, "one")
		sendMessage(t, person, stays, bamberg, "two")
		sendMessage(t, person, gone, bamberg, "three")
		person.Must(t, `mutation($i: MailboxDeleteInput!) { mailboxDelete(input: $i) { deletedMailboxId userErrors { code } } }`,
			map[string]any{"i": map[string]any{"mailboxId": gone}}, nil)
		sendMessage(t, person, stays, bamberg, "four")
		away := w.connect(t, w.as(t, citizen).Token)
		away.ask("away", changes, map[string]any{"after": cursor})
		for name, l := range map[string]line{"open": live, "away": away} {
			var deleted, others int
			for others < 2 || deleted < 1 {
				var m struct {
					Data struct {
						MailboxChanged struct {
							MailboxID string
							Event     struct{ Kind string }
							Mailbox   *struct{ ID string }
						}
					}
				}
				heard := l.hear()
				if err := json.Unmarshal(heard.Payload, &m); heard.Type != "next" || err != nil {
					t.Fatalf("%s: got %s %s, %v", name, heard.Type, heard.Payload, err)
				}
				c := m.Data.MailboxChanged
				switch {
				case c.MailboxID == stays && c.Event.Kind == "MESSAGE_SENT":
					others++
				case c.MailboxID == gone && c.Event.Kind == "MAILBOX_DELETED" && c.Mailbox == nil:
					deleted++
				case c.MailboxID == gone && name == "away":
					t.Errorf("of a deleted mailbox it also got %+v", c)
				}
			}
			if deleted != 1 {
				t.Errorf("%s: told %d times", name, deleted)
			}
		}
	})
}

func TestRightsAreReadForEveryEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, person, bamberg)
	l := w.connect(t, clerk.Token)
	l.ask("live", caseMessages, map[string]any{"a": bamberg, "after": w.cursor(t, bamberg)})
	sendMessage(t, person, mailbox, bamberg, "k1")
	l.received()
	w.dismiss(t, clerkBamberg)
	sendMessage(t, person, mailbox, bamberg, "k2")
	if m := l.hear(); m.Type != "error" || !strings.Contains(string(m.Payload), "NOT_FOUND") {
		t.Errorf("a former clerk got %s %s", m.Type, m.Payload)
	}
}

// stream is an event stream, as a client reads it.
type stream struct {
	t    testing.TB
	res  *http.Response
	read string
}

func (w *world) listen(t testing.TB, token, document string) *stream {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if got := res.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
		t.Fatalf("got %s", got)
	}
	return &stream{t: t, res: res}
}

// until reads until the stream has sent something.
func (s *stream) until(what string) string {
	s.t.Helper()
	buf := make([]byte, 4096)
	for !strings.Contains(s.read, what) {
		n, err := s.res.Body.Read(buf)
		s.read += string(buf[:n])
		if err != nil && !strings.Contains(s.read, what) {
			s.t.Fatalf("%v after %q", err, s.read)
		}
	}
	return s.read
}

func (s *stream) rest() string {
	s.t.Helper()
	return s.until("event: complete\ndata:\n\n")
}

func TestEventStream(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, person, bamberg)
	s := w.listen(t, clerk.Token, `subscription { caseMessageReceived(authorityId: "`+bamberg+`", after: "`+w.cursor(t, bamberg)+`") { messageEdge { node { id } } } }`)
	id := sendMessage(t, person, mailbox, bamberg, "k")
	if got, want := s.until("event: next"), `data: {"data":{"caseMessageReceived":{"messageEdge":{"node":{"id":"`+id; !strings.Contains(s.until("}\n\n"), want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
	for name, tt := range map[string]struct{ document, want string }{
		"query":         {"{ viewer { email } }", `data: {"data":{"viewer":{"email":"clerk-bamberg@demo.example"}}}`},
		"unknown field": {"{ nothing }", `"code":"INVALID"`},
		"foreign inbox": {`subscription { caseChanged(authorityId: "` + eaUpper + `") { cursor } }`, `"code":"NOT_FOUND"`},
	} {
		if got := w.listen(t, clerk.Token, tt.document).rest(); !strings.Contains(got, tt.want) || strings.Count(got, "event: next") != 1 {
			t.Errorf("%s: got %q", name, got)
		}
	}
	w.live.Shutdown(t.Context())
	if w.live.Open() != 0 {
		t.Error("the stream stays open")
	}
}

// An event stream opens when its subscription has begun, so that a client that sees it open misses nothing from then on.
func TestAnOpenEventStreamHasBegun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.PostgresURL(t))
	person, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
	mailbox := openMailbox(t, person, bamberg)
	opened := make(chan *stream, 1)
	ctx := viewer.System(t.Context(), "test")
	err := w.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// As long as this is held, no subscription finds out where it begins.
		if _, err := tx.Exec(ctx, `LOCK TABLE stream IN ACCESS EXCLUSIVE MODE`); err != nil {
			return err
		}
		go func() {
			opened <- w.listen(t, clerk.Token, `subscription { caseMessageReceived(authorityId: "`+bamberg+`") { messageEdge { node { id } } } }`)
		}()
		for waiting := 0; waiting == 0; {
			if err := w.db.QueryRow(ctx, `SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'stream'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&waiting); err != nil {
				return err
			}
		}
		select {
		case <-opened:
			t.Error("the stream is open before its subscription has begun")
		default:
		}
		return nil
	})
	if err != nil || t.Failed() {
		t.Fatal(err)
	}
	s := <-opened
	s.until(sendMessage(t, person, mailbox, bamberg, "heard"))
}

// dismiss takes a person's work away.
func (w *world) dismiss(t testing.TB, email string) {
	t.Helper()
	ctx := viewer.System(t.Context(), "test")
	accountID, err := w.people.IDOfEmail(ctx, email)
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM membership WHERE account_id = ?`, accountID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cursor is where a reader's stream stands now.
func (w *world) cursor(t testing.TB, reader string) string {
	t.Helper()
	seq, err := w.db.Position(t.Context(), reader)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s|%d", w.epoch, seq))
}
