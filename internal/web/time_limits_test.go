package web

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// impatient is a server that waits as long as these tests like to.
func impatient(t *testing.T, t0 times) *httptest.Server {
	t.Helper()
	s := newServer(options("http://127.0.0.1:8080"))
	s.times = t0
	h, err := s.handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// dribble sends a request's head, then one byte after another until the server has had enough, and returns its answer. The
// test hangs if the server waits forever.
func dribble(t *testing.T, server *httptest.Server, head string) (*http.Response, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, head+"Host: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	go func() {
		for range 1_000_000 {
			if _, err := conn.Write([]byte("x")); err != nil {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	in := bufio.NewReader(conn)
	res, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res, in
}

func TestWhoSendsByteByByteIsCutOff(t *testing.T) {
	t.Parallel()
	server := impatient(t, times{body: 50 * time.Millisecond, stall: 50 * time.Millisecond, rate: 1 << 20})
	for name, tt := range map[string]struct {
		head   string
		status int
	}{
		"a request":                  {"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\n", 408},
		"an event stream":            {"POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n", 408},
		"an upload":                  {"PUT " + document + " HTTP/1.1\r\nAuthorization: Bearer right\r\n", 408},
		"an upload by nobody":        {"PUT " + document + " HTTP/1.1\r\n", 401},
		"an upload to nothing":       {"PUT /documents/x HTTP/1.1\r\n", 404},
		"a request that is refused":  {"POST /graphql HTTP/1.1\r\nContent-Type: text/plain\r\n", 415},
		"a renewal":                  {"POST /auth/refresh HTTP/1.1\r\n", 401},
		"a page":                     {"POST / HTTP/1.1\r\n", 405},
		"a question with a body":     {"GET /healthz HTTP/1.1\r\n", 200},
		"a request of another site":  {"POST /graphql HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\n", 403},
		"a token that does not hold": {"POST /graphql HTTP/1.1\r\nAuthorization: Bearer wrong\r\n", 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res, in := dribble(t, server, tt.head)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			_, _ = io.Copy(io.Discard, res.Body)
			if b, err := in.ReadByte(); err == nil {
				t.Errorf("the connection goes on with %q", b)
			}
		})
	}
}

func TestConnectionGoesOnAfterABodyInTime(t *testing.T) {
	t.Parallel()
	server := impatient(t, times{body: time.Minute, stall: time.Minute, rate: 1})
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	for range 3 {
		if _, err := fmt.Fprintf(conn, "PUT %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer right\r\nContent-Length: 3\r\n\r\nabc", document); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		if body := text(t, res); res.StatusCode != 200 || !strings.Contains(body, `"READY"`) {
			t.Errorf("got %d %s", res.StatusCode, body)
		}
	}
}

func TestBrokenUploadIsNoFaultOfTheServer(t *testing.T) {
	t.Parallel()
	server := impatient(t, standardTimes)
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = fmt.Fprintf(conn, "PUT %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer right\r\nContent-Length: 100\r\n\r\nabc", document)
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body := text(t, res); res.StatusCode != 408 || !strings.Contains(body, `"INVALID"`) {
		t.Errorf("got %d %s", res.StatusCode, body)
	}
}

// A receiver that takes nothing is given up: the handler's write fails once the buffers of the connection are full.
func TestWhoReadsNothingIsCutOff(t *testing.T) {
	t.Parallel()
	done := make(chan error, 1)
	o := options("http://127.0.0.1:8080")
	o.Extra = map[string]http.Handler{"GET /endless": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				done <- err
				return
			}
		}
	})}
	s := newServer(o)
	s.times.stall = 50 * time.Millisecond
	h, err := s.handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	defer server.Close()
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "GET /endless HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
	if err := <-done; !strings.Contains(err.Error(), "timeout") {
		t.Errorf("got %v", err)
	}
}

// Over HTTP/2 a deadline ends the stream when it passes, not when something is written next.
func TestLongUploadOverHTTP2IsTakenIn(t *testing.T) {
	t.Parallel()
	s := newServer(options("https://127.0.0.1"))
	s.times = times{body: time.Minute, stall: time.Second, rate: 1}
	h, err := s.handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(h)
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	r, w := io.Pipe()
	go func() {
		for range 6 {
			_, _ = w.Write([]byte("x"))
			time.Sleep(250 * time.Millisecond)
		}
		_ = w.Close()
	}()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, server.URL+document, r)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer right")
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body := text(t, res); res.ProtoMajor != 2 || res.StatusCode != 200 || !strings.Contains(body, "READY") {
		t.Errorf("got %s %d %s", res.Proto, res.StatusCode, body)
	}
}

func TestUploadsHaveAPace(t *testing.T) {
	t.Parallel()
	p := times{stall: time.Minute, rate: 1000}
	for _, tt := range []struct {
		after time.Duration
		n     int64
		want  time.Duration
	}{
		{0, 0, time.Minute},
		{30 * time.Second, 0, time.Minute},
		{30 * time.Second, 10, time.Minute + 10*time.Millisecond},
		{30 * time.Second, 1_000_000, 90 * time.Second},
		{20 * time.Minute, 1_000_000, time.Minute + 1000*time.Second},
		{time.Hour, MaxUpload, time.Hour + time.Minute},
	} {
		if got := p.deadline(noon, noon.Add(tt.after), tt.n).Sub(noon); got != tt.want {
			t.Errorf("%d bytes after %s: until %s, want %s", tt.n, tt.after, got, tt.want)
		}
	}
}
