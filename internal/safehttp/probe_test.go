package safehttp

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// probing is a client that may ask this machine and believes in its certificate.
func probing(limit int64) *Client {
	c := open(limit)
	c.http.Transport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true} //nolint:gosec // a server of the test's own
	return c
}

func TestAPageIsLookedForWithinLimits(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	var written atomic.Int64
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("there")) })
	mux.HandleFunc("/no-head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/endless", http.StatusFound) })
	mux.HandleFunc("/one", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/page", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/plain", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+r.Host+"/page", http.StatusFound)
	})
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://user:secret@"+r.Host+"/page", http.StatusFound)
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotImplemented)
			return
		}
		block := make([]byte, 1<<20)
		for range 2 << 10 {
			n, err := w.Write(block)
			written.Add(int64(n))
			if err != nil {
				return
			}
		}
	})
	server := httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	for path, want := range map[string]struct {
		status int
		err    error
	}{
		"/page": {200, nil}, "/no-head": {200, nil}, "/gone": {410, nil}, "/one": {200, nil}, "/huge": {200, nil}, "/nothing": {404, nil},
		"/endless": {0, ErrRedirects}, "/plain": {0, ErrInsecure}, "/inside": {0, ErrAddress},
	} {
		begun := time.Now()
		status, err := probing(64<<10).Probe(context.Background(), server.URL+path)
		if status != want.status || !errors.Is(err, want.err) {
			t.Errorf("%s: got %d, %v", path, status, err)
		}
		if time.Since(begun) > timeout {
			t.Errorf("%s: took %s", path, time.Since(begun))
		}
	}
	if n := written.Load(); n > 64<<20 {
		t.Errorf("of a page of 2 GB %d bytes were taken", n)
	}
}

func TestAProbeReachesNothingPrivate(t *testing.T) {
	t.Parallel()
	reached := false
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(server.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	for address, want := range map[string]error{
		server.URL: ErrAddress, "https://localhost:" + port: ErrAddress, "https://[::ffff:127.0.0.1]:" + port: ErrAddress, "http://example.org/": ErrInsecure,
		"https://user:secret@example.org/": ErrAddress, "file:///etc/passwd": ErrAddress, "https://\x00/": ErrAddress,
	} {
		if _, err := New(100).Probe(context.Background(), address); !errors.Is(err, want) {
			t.Errorf("%s: got %v", address, err)
		}
	}
	if reached {
		t.Error("the server of this machine was asked")
	}
}
