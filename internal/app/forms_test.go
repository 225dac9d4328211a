//go:build demo

package app

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"
)

func TestHeadOfADocumentFetchesNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna, clerk := w.as(t, citizen), w.as(t, clerkBamberg)
		mailbox := openMailbox(t, anna, bamberg)
		content := pdf(2000)
		doc, _ := announce(t, anna, map[string]any{"mailboxId": mailbox}, len(content))
		if got := put(t, anna, w.URL+"/documents/"+doc, content); got != http.StatusOK {
			t.Fatalf("upload: %d", got)
		}
		message := sendMessage(t, anna, mailbox, bamberg, "k", doc)
		unread := func() bool {
			var out struct{ Node struct{ Unread bool } }
			clerk.Must(t, `query($i: ID!) { node(id: $i) { ... on Message { unread } } }`, map[string]any{"i": message}, &out)
			return out.Node.Unread
		}
		bearer := head("Authorization", "bearer "+clerk.Token)
		res, _ := w.send(t, sent{method: http.MethodHead, path: "/documents/" + doc, header: bearer})
		if res.StatusCode != http.StatusOK || res.ContentLength != int64(len(content)) || res.Header.Get("Content-Type") != "application/pdf" {
			t.Errorf("got %d, %d bytes, %v", res.StatusCode, res.ContentLength, res.Header)
		}
		if !unread() {
			t.Error("asking for the size has opened the message")
		}
		if res, _ := w.send(t, sent{method: http.MethodGet, path: "/documents/" + doc, header: bearer}); res.StatusCode != http.StatusOK || unread() {
			t.Errorf("a fetch: got %d, unread %v", res.StatusCode, unread())
		}
		stranger := head("Authorization", "Bearer "+w.as(t, clerkMunich).Token)
		if res, _ := w.send(t, sent{method: http.MethodHead, path: "/documents/" + doc, header: stranger}); res.StatusCode != http.StatusNotFound {
			t.Errorf("a stranger: got %d", res.StatusCode)
		}
	})
}

// What a client wrote comes back in reasons and pongs: that is text to the last byte (RFC 6455, 5.5.1 and 5.6), and a scheme is written
// in any case (RFC 9110, 11.1).
func TestWebsocketSaysOnlyText(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	token := w.as(t, citizen).Token
	begin := func() line {
		l := w.dial(t)
		l.send(`{"type":"connection_init","payload":{"authorization":"bearer ` + token + `"}}`)
		if m := l.hear(); m.Type != "connection_ack" {
			t.Fatalf("got %s", m.Type)
		}
		return l
	}
	for _, id := range []string{strings.Repeat("ü", 100), "x" + strings.Repeat("ü", 100), strings.Repeat("€", 50), "x" + strings.Repeat("😀", 40)} {
		l := begin()
		subscription := `{"id":"` + id + `","type":"subscribe","payload":{"query":"subscription { mailboxChanged { cursor } }"}}`
		l.send(subscription)
		l.send(subscription)
		end := l.farewell()
		if end.Code != 4409 || !utf8.ValidString(end.Reason) || len(end.Reason) < 100 {
			t.Errorf("%s: closed with %d %q", id, end.Code, end.Reason)
		}
	}
	l := begin()
	l.send("{\"type\":\"ping\",\"payload\":{\"x\":\"\xc3\"}}")
	if end := l.farewell(); end.Code != websocket.StatusInvalidFramePayloadData {
		t.Errorf("a ping that is no text: closed with %d %q", end.Code, end.Reason)
	}
}

// farewell is how the server closes.
func (l line) farewell() websocket.CloseError {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.t.Context(), 20*time.Second)
	defer cancel()
	for {
		_, _, err := l.Read(ctx)
		var end websocket.CloseError
		if errors.As(err, &end) {
			return end
		}
		if err != nil {
			l.t.Fatalf("the socket does not close: %v", err)
		}
	}
}
