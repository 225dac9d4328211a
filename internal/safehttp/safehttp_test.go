package safehttp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestOnlyThePublicNetworkIsAsked(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"93.184.215.14:80": true, "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443": true,
		"93.184.215.14:25": false, "127.0.0.1:80": false, "10.1.2.3:80": false, "172.16.0.1:80": false, "192.168.1.1:443": false,
		"169.254.169.254:80": false, "100.64.0.1:80": false, "0.0.0.0:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false,
		"198.18.0.1:80": false, "[::1]:80": false, "[fe80::1]:80": false, "[fd00::1]:80": false, "[::ffff:10.0.0.1]:80": false,
		"[64:ff9b::a00:1]:80": false, "[2002:a00:1::]:80": false, "[::]:80": false, "240.0.0.1:80": false,
	} {
		if got := isPublic(netip.MustParseAddrPort(address)); got != want {
			t.Errorf("%s: got %v, want %v", address, got, want)
		}
	}
}

func TestPrivateAddressesAreNeverReached(t *testing.T) {
	t.Parallel()
	reached := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	t.Cleanup(server.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	for _, address := range []string{
		server.URL, "http://localhost:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://0x7f000001:" + port,
		"ftp://example.org/", "file:///etc/passwd", "http://", "http://user:secret@example.org/", "http://\x00/", "ldap:///cn=x",
	} {
		if _, err := New(100).Get(context.Background(), address); err == nil {
			t.Errorf("%s: answered", address)
		}
	}
	if reached {
		t.Error("the server of this machine was asked")
	}
}

// open is a client that may ask this machine.
func open(limit int64) *Client {
	c := New(limit)
	c.allowed = func(netip.AddrPort) bool { return true }
	return c
}

func TestAnswersAreBounded(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/size/{n}", func(w http.ResponseWriter, r *http.Request) {
		n := len(r.PathValue("n"))
		_, _ = w.Write(make([]byte, n))
	})
	mux.HandleFunc("/hop/{n}", func(w http.ResponseWriter, r *http.Request) {
		left := strings.TrimPrefix(r.PathValue("n"), "x")
		if left == "" {
			_, _ = io.WriteString(w, "there")
			return
		}
		http.Redirect(w, r, "/hop/x"+left[1:], http.StatusFound)
	})
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/gone", http.NotFound)
	mux.HandleFunc("POST /ask", func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s", r.Header.Get("Content-Type"), b)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	c := open(20)
	for _, tt := range []struct {
		path, want string
		err        error
	}{
		{"/size/12345678901234567890", strings.Repeat("\x00", 20), nil}, {"/size/123456789012345678901", "", ErrTooLarge},
		{"/hop/x123", "there", nil}, {"/gone", "", ErrStatus}, {"/away", "", ErrAddress},
	} {
		got, err := c.Get(context.Background(), server.URL+tt.path)
		if string(got) != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: got %q, %v, want %q, %v", tt.path, got, err, tt.want, tt.err)
		}
	}
	if _, err := c.Get(context.Background(), server.URL+"/hop/x1234"); err == nil {
		t.Error("four redirects were followed")
	}
	if got, err := open(100).Post(context.Background(), server.URL+"/ask", "application/ocsp-request", []byte("question")); err != nil || string(got) != "application/ocsp-request question" {
		t.Errorf("post: got %q, %v", got, err)
	}
}
