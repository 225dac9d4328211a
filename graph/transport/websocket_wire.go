package transport

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/coder/websocket"
)

// writeWait is how long a reader may take to accept one message before it counts as too slow.
const writeWait = 10 * time.Second

// maxReason is how many bytes of a reason fit into a control frame beside its code.
const maxReason = 123

// closeError is a fault of the other end, and the code to close with.
type closeError struct {
	code   websocket.StatusCode
	reason string
}

func (e *closeError) Error() string { return e.reason }

// socket is the server's end of a websocket. One goroutine reads; any may write or close.
type socket struct{ conn *websocket.Conn }

// accept takes over the connection of a handshake for the one subprotocol. When it returns false it has answered the
// request. The caller has checked the origin.
func accept(w http.ResponseWriter, r *http.Request) (*socket, bool) {
	if !hasToken(r.Header.Values("Sec-WebSocket-Protocol"), Protocol) {
		writeRefusal(w, r, http.StatusBadRequest, "websockets only with the subprotocol "+Protocol)
		return nil, false
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols: []string{Protocol}, InsecureSkipVerify: true, CompressionMode: websocket.CompressionDisabled,
	})
	if err != nil {
		return nil, false
	}
	conn.SetReadLimit(MaxBody)
	return &socket{conn}, true
}

// isUpgrade reports whether a request wants to become a websocket.
func isUpgrade(r *http.Request) bool {
	return hasToken(r.Header.Values("Connection"), "upgrade") && hasToken(r.Header.Values("Upgrade"), "websocket")
}

func hasToken(lists []string, token string) bool {
	for _, list := range lists {
		if slices.ContainsFunc(strings.Split(list, ","), func(t string) bool { return strings.EqualFold(strings.TrimSpace(t), token) }) {
			return true
		}
	}
	return false
}

// read returns the next message.
func (s *socket) read(ctx context.Context) ([]byte, error) {
	kind, b, err := s.conn.Read(ctx)
	switch {
	case err != nil:
	case kind != websocket.MessageText:
		err = &closeError{websocket.StatusUnsupportedData, "only text"}
	case !utf8.Valid(b):
		// What a client says in a ping comes back to it; that has to be text.
		err = &closeError{websocket.StatusInvalidFramePayloadData, "the text is not UTF-8"}
	}
	return b, err
}

// write sends one message. A reader that does not take it in time is cut off, so nothing piles up.
func (s *socket) write(message []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), writeWait)
	defer cancel()
	return s.conn.Write(ctx, websocket.MessageText, message)
}

// alive asks the other end for a sign of life, and cuts it off when there is none.
func (s *socket) alive() bool {
	ctx, cancel := context.WithTimeout(context.Background(), writeWait)
	defer cancel()
	if s.conn.Ping(ctx) == nil {
		return true
	}
	_ = s.conn.CloseNow()
	return false
}

// close closes with a code and waits a little for the answer.
func (s *socket) close(code websocket.StatusCode, reason string) {
	// A half character at the cut is none (RFC 6455, 5.5.1).
	_ = s.conn.Close(code, strings.ToValidUTF8(reason[:min(len(reason), maxReason)], ""))
}
