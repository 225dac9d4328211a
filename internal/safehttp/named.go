package safehttp

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// ForNamed returns an HTTP client for a server that the operator named, wherever that one is, and for what it names itself, which must be
// of the public network and https. It follows no redirect, and reads at most limit bytes of an answer.
func ForNamed(named *url.URL, limit int64) *http.Client {
	guard := New(limit)
	toNamed := &net.Dialer{Timeout: 5 * time.Second}
	toOthers := &net.Dialer{Timeout: 5 * time.Second, ControlContext: guard.checkResolved}
	place := hostport(named)
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == place {
			return toNamed.DialContext(ctx, network, address)
		}
		return toOthers.DialContext(ctx, network, address)
	}
	return &http.Client{
		Timeout: 10 * time.Second,
		Transport: &bounded{place: place, scheme: named.Scheme, limit: limit, next: &http.Transport{
			DialContext: dial, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 8 * time.Second,
			MaxResponseHeaderBytes: 64 << 10, MaxIdleConnsPerHost: 2, MaxConnsPerHost: 32, IdleConnTimeout: 10 * time.Second,
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("safehttp: no redirects here") },
	}
}

func hostport(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	if u.Scheme == "http" {
		return net.JoinHostPort(u.Hostname(), "80")
	}
	return net.JoinHostPort(u.Hostname(), "443")
}

// bounded refuses addresses that are neither the named server's nor https, and ends answers that are too large.
type bounded struct {
	place, scheme string
	limit         int64
	next          http.RoundTripper
}

func (b *bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := checkURL(r.URL); err != nil {
		return nil, err
	}
	if r.URL.Scheme != "https" && (r.URL.Scheme != b.scheme || hostport(r.URL) != b.place) {
		return nil, ErrAddress
	}
	res, err := b.next.RoundTrip(r)
	if err == nil {
		res.Body = &cut{res.Body, b.limit}
	}
	return res, err
}

// cut fails where a body goes on too long.
type cut struct {
	io.ReadCloser
	left int64
}

func (c *cut) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.ReadCloser.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}
