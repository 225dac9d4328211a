//go:build demo

package app

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

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
