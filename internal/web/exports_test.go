package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"schalter/internal/id"
)

// endless is a package that goes on as long as somebody takes it.
type endless struct{ ended chan error }

func (e endless) Package(context.Context, string, string) (*Package, error) {
	return &Package{Filename: "all.zip", MediaType: "application/zip", Write: func(w io.Writer) error {
		block := make([]byte, 32<<10)
		for {
			if _, err := w.Write(block); err != nil {
				e.ended <- err
				return err
			}
		}
	}}, nil
}

// told is a package that says whether it was served to its end.
type told struct {
	err    error
	served *int
}

func (p told) Package(context.Context, string, string) (*Package, error) {
	return &Package{
		Filename: "all.zip", MediaType: "application/zip",
		Write: func(w io.Writer) error {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return err
			}
			return p.err
		},
		Served: func(context.Context) error { *p.served++; return nil },
	}, nil
}

// Only of a file that was sent to its end it is told that it was.
func TestAPackageIsToldServedOnceAllOfItWasSent(t *testing.T) {
	t.Parallel()
	for _, broken := range []error{nil, errors.New("a document is gone")} {
		served := 0
		o := options("http://127.0.0.1:8080")
		o.Packages = told{broken, &served}
		h, err := newServer(o).handler()
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(h)
		req, _ := http.NewRequest(http.MethodGet, server.URL+export, http.NoBody)
		req.Header.Set("Authorization", "Bearer right")
		res, err := server.Client().Do(req)
		if err == nil {
			_, err = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
		server.Close()
		if want := map[bool]int{true: 1, false: 0}[broken == nil]; served != want || (err == nil) != (broken == nil) {
			t.Errorf("%v: told %d times, %v", broken, served, err)
		}
	}
}

var export = "/packages/" + id.New(id.Mailbox, noon)

// A client that takes an export byte by byte would keep its slot forever, since each byte is progress. The test hangs if nobody ends
// it.
func TestExportsHaveALeastPace(t *testing.T) {
	t.Parallel()
	o := options("http://127.0.0.1:8080")
	e := endless{make(chan error, 1)}
	o.Packages = e
	s := newServer(o)
	s.times = times{body: time.Minute, stall: 500 * time.Millisecond, rate: 100 << 20}
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
	_, _ = io.WriteString(conn, "GET "+export+" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer right\r\n\r\n")
	go func() {
		part := make([]byte, 64<<10)
		for {
			if _, err := conn.Read(part); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	var slow net.Error
	if err := <-e.ended; !errors.As(err, &slow) || !slow.Timeout() {
		t.Errorf("got %v", err)
	}
}

func TestExportsHaveSlotsForEachAccountAndWaitABoundedTime(t *testing.T) {
	t.Parallel()
	o := options("http://127.0.0.1:8080")
	o.Packages = endless{}
	s := newServer(o)
	s.exportWait = time.Millisecond
	h, err := s.handler()
	if err != nil {
		t.Fatal(err)
	}
	var gives []func()
	for range exportsEach {
		gives = append(gives, takeNow(t, s.exportSlots, "acc"))
	}
	res := ask(h, "GET", export, "Authorization", "Bearer right", "Accept-Language", "en")
	if body := text(t, res); res.StatusCode != 429 || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "RATE_LIMITED") {
		t.Errorf("beyond its own places: got %d %v %s", res.StatusCode, res.Header, body)
	}
	gives[0]()
	for n := range exportsAll - exportsEach + 1 {
		takeNow(t, s.exportSlots, "other "+string(rune('a'+n)))
	}
	res = ask(h, "GET", export, "Authorization", "Bearer right")
	if body := text(t, res); res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "UNAVAILABLE") {
		t.Errorf("beyond all places: got %d %v %s", res.StatusCode, res.Header, body)
	}
}
