package transport

import (
	"bufio"
	"bytes"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"schalter/internal/clock"
)

// Close codes of RFC 6455 §7.4.1 that this program sends.
const (
	closeNormal      = 1000
	closeGoingAway   = 1001
	closeProtocol    = 1002
	closeUnsupported = 1003
	closeNotUTF8     = 1007
	closeTooBig      = 1009
)

// opcodes of RFC 6455 §5.2.
const (
	opContinuation = 0x0
	opText         = 0x1
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA
)

const (
	// writeWait is how long a reader may take to accept one message before it counts as too slow.
	writeWait = 10 * time.Second
	// closeWait is how long the other end has to answer a close frame.
	closeWait = 2 * time.Second
)

// errClosed says that the other end closed the socket in good order.
var errClosed = errors.New("the socket was closed")

// closeError is a fault of the other end, and the code to close with.
type closeError struct {
	code   int
	reason string
}

func (e *closeError) Error() string { return e.reason }

// socket is the server's end of a websocket (RFC 6455, without extensions). One goroutine reads; any may write or close.
type socket struct {
	conn net.Conn
	in   *bufio.Reader
	// max is the most bytes a message may have.
	max int
	// idle is how long the socket may be without any frame from the other end.
	idle time.Duration

	mu      sync.Mutex
	closing bool
}

// accept takes over the connection of a handshake for one subprotocol. When it returns false it has answered the request.
func accept(w http.ResponseWriter, r *http.Request, protocol string) (*socket, bool) {
	h := r.Header
	key, err := base64.StdEncoding.DecodeString(h.Get("Sec-WebSocket-Key"))
	switch {
	case r.Method != http.MethodGet || err != nil || len(key) != 16:
		http.Error(w, "malformed websocket handshake", http.StatusBadRequest)
		return nil, false
	case h.Get("Sec-WebSocket-Version") != "13":
		w.Header().Set("Sec-WebSocket-Version", "13")
		http.Error(w, "only websocket version 13", http.StatusUpgradeRequired)
		return nil, false
	case !hasToken(h.Values("Sec-WebSocket-Protocol"), protocol):
		http.Error(w, "only the websocket subprotocol "+protocol, http.StatusBadRequest)
		return nil, false
	}
	conn, rw, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, "this connection cannot become a websocket", http.StatusNotImplemented)
		return nil, false
	}
	s := &socket{conn: conn, in: rw.Reader, max: MaxBody, idle: idleWait}
	answer := "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
		acceptKey(h.Get("Sec-WebSocket-Key")) + "\r\nSec-WebSocket-Protocol: " + protocol + "\r\n\r\n"
	_ = conn.SetDeadline(time.Time{})
	_ = conn.SetWriteDeadline(clock.System().Now().Add(writeWait))
	if _, err := io.WriteString(conn, answer); err != nil {
		_ = conn.Close()
		return nil, false
	}
	return s, true
}

// upgrades reports whether a request wants to become a websocket.
func upgrades(r *http.Request) bool {
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

func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// read returns the next message. It answers pings by itself. An error is errClosed, a *closeError, or of the network.
func (s *socket) read() ([]byte, error) {
	var message bytes.Buffer
	for first := true; ; {
		s.await()
		f, err := s.frame()
		if err != nil {
			return nil, err
		}
		if f.op >= opClose {
			if err := s.control(f); err != nil {
				return nil, err
			}
			continue
		}
		if first == (f.op == opContinuation) {
			return nil, &closeError{closeProtocol, "frames out of order"}
		}
		if f.op != opText && f.op != opContinuation {
			return nil, &closeError{closeUnsupported, "only text"}
		}
		first = false
		if f.length > uint64(s.max-message.Len()) {
			return nil, &closeError{closeTooBig, "message too big"}
		}
		if err := s.payload(&message, f); err != nil {
			return nil, err
		}
		if f.fin {
			break
		}
	}
	if !utf8.Valid(message.Bytes()) {
		return nil, &closeError{closeNotUTF8, "not UTF-8"}
	}
	return message.Bytes(), nil
}

// await sets how long the next frame may take.
func (s *socket) await() {
	s.mu.Lock()
	defer s.mu.Unlock()
	wait := s.idle
	if s.closing {
		wait = closeWait
	}
	_ = s.conn.SetReadDeadline(clock.System().Now().Add(wait))
}

// frame is the head of a frame.
type frame struct {
	fin    bool
	op     byte
	length uint64
	mask   [4]byte
}

func (s *socket) frame() (f frame, err error) {
	var b [8]byte
	if _, err := io.ReadFull(s.in, b[:2]); err != nil {
		return f, err
	}
	f.fin, f.op, f.length = b[0]&0x80 != 0, b[0]&0x0f, uint64(b[1]&0x7f)
	if b[0]&0x70 != 0 || b[1]&0x80 == 0 || f.op > opText+1 && f.op < opClose || f.op > opPong {
		return f, &closeError{closeProtocol, "malformed frame"}
	}
	if f.op >= opClose && (!f.fin || f.length > 125) {
		return f, &closeError{closeProtocol, "malformed control frame"}
	}
	switch f.length {
	case 126:
		_, err = io.ReadFull(s.in, b[:2])
		f.length = uint64(binary.BigEndian.Uint16(b[:2]))
	case 127:
		_, err = io.ReadFull(s.in, b[:8])
		f.length = binary.BigEndian.Uint64(b[:8])
	}
	if err == nil {
		_, err = io.ReadFull(s.in, f.mask[:])
	}
	return f, err
}

// payload appends a frame's content, growing only as bytes really come.
func (s *socket) payload(to *bytes.Buffer, f frame) error {
	start := to.Len()
	if _, err := io.CopyN(to, s.in, int64(f.length)); err != nil {
		return err
	}
	for i, b := range to.Bytes()[start:] {
		to.Bytes()[start+i] = b ^ f.mask[i&3]
	}
	return nil
}

func (s *socket) control(f frame) error {
	var content bytes.Buffer
	if err := s.payload(&content, f); err != nil {
		return err
	}
	switch f.op {
	case opPing:
		return s.send(opPong, content.Bytes())
	case opClose:
		s.close(closeNormal, "")
		return errClosed
	}
	return nil
}

// write sends one text message.
func (s *socket) write(message []byte) error { return s.send(opText, message) }

// send writes one frame. A reader that does not take it in time is cut off, so nothing piles up.
func (s *socket) send(op byte, content []byte) error {
	b := make([]byte, 0, len(content)+10)
	b = append(b, 0x80|op)
	switch n := len(content); {
	case n < 126:
		b = append(b, byte(n))
	case n <= 0xffff:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	b = append(b, content...)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return errClosed
	}
	return s.put(op, b)
}

// put writes a whole frame; the caller holds mu.
func (s *socket) put(op byte, b []byte) error {
	s.closing = op == opClose
	_ = s.conn.SetWriteDeadline(clock.System().Now().Add(writeWait))
	if _, err := s.conn.Write(b); err != nil {
		s.closing = true
		// The reader wakes up and leaves.
		_ = s.conn.SetReadDeadline(clock.System().Now())
		return err
	}
	return nil
}

// close says good-bye with a code, once. The reader waits shortly for the answer; see finish.
func (s *socket) close(code int, reason string) {
	content := binary.BigEndian.AppendUint16(nil, uint16(code))
	content = append(content, reason[:min(len(reason), 123)]...)
	if err := s.send(opClose, content); err == nil {
		_ = s.conn.SetReadDeadline(clock.System().Now().Add(closeWait))
	}
}

// finish ends the connection after the last read. When this end closed first, what still comes is read away until the
// other end closes too, else the network might throw our close frame away (RFC 9293 §3.6.1).
func (s *socket) finish(err error) {
	var fault *closeError
	if errors.As(err, &fault) {
		s.close(fault.code, fault.reason)
	}
	s.mu.Lock()
	drain := s.closing && !errors.Is(err, errClosed)
	s.closing = true
	s.mu.Unlock()
	if drain {
		s.drain()
	}
	_ = s.conn.Close()
}

// drain reads until the other end's close frame, a fault, or closeWait.
func (s *socket) drain() {
	_ = s.conn.SetReadDeadline(clock.System().Now().Add(closeWait))
	for {
		f, err := s.frame()
		if err != nil || f.op == opClose {
			return
		}
		if _, err := io.CopyN(io.Discard, s.in, int64(min(f.length, 1<<30))); err != nil {
			return
		}
	}
}
