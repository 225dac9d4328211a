// Package safehttp is an HTTP client for addresses that strangers chose: here those of OCSP and revocation lists, which certificates
// name. It never asks an address of this machine or of a private network, whatever a name resolves to; it follows at most three
// redirects, each checked again, and is bounded in time and bytes. Begin with [New], [Client.Get] and [Client.Post].
//
// [ForNamed] is for a server that the operator named, such as a provider of sign-ins: it may be anywhere, what it names itself may not.
package safehttp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

var (
	// ErrAddress is returned for an address that is not of the public network, or not http or https on its usual port.
	ErrAddress = errors.New("safehttp: not an address of the public network")
	// ErrTooLarge is returned for an answer of more bytes than are read.
	ErrTooLarge = errors.New("safehttp: the answer is too large")
	// ErrStatus is returned for an answer other than 200.
	ErrStatus = errors.New("safehttp: the answer is not what was asked for")
	// ErrRedirects is returned for more redirects than are followed.
	ErrRedirects = errors.New("safehttp: too many redirects")
	// ErrInsecure is returned where a page is not had by https alone.
	ErrInsecure = errors.New("safehttp: not by https all the way")
)

const (
	maxRedirects = 3
	timeout      = 15 * time.Second
)

// Client fetches within bounds; safe for concurrent use.
type Client struct {
	http *http.Client
	// limit is the size of an answer in bytes.
	limit int64
	// allowed says which addresses may be asked.
	allowed func(netip.AddrPort) bool
}

// New returns a client that reads at most limit bytes of an answer.
func New(limit int64) *Client {
	c := &Client{limit: limit, allowed: isPublic}
	dialer := &net.Dialer{Timeout: 5 * time.Second, ControlContext: c.checkResolved}
	c.http = &http.Client{
		Timeout: timeout,
		// No proxy of the environment: it would ask in our place, and address no check of ours.
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second,
			MaxResponseHeaderBytes: 64 << 10, MaxIdleConnsPerHost: 1, IdleConnTimeout: 10 * time.Second,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return ErrRedirects
			}
			if secure, _ := r.Context().Value(onlySecure{}).(bool); secure && r.URL.Scheme != "https" {
				return ErrInsecure
			}
			return checkURL(r.URL)
		},
	}
	return c
}

// checkResolved is called with the address that a name was resolved to, just before the connection: no name leads past it, not even
// one that resolves to something else the second time.
func (c *Client) checkResolved(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !c.allowed(at) {
		return ErrAddress
	}
	return nil
}

// reserved are the networks that are not public although package netip does not call them private (RFC 6890 and later registries).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("fec0::/10"),
}

// isPublic reports whether an address is of the public network, on a port of the web.
func isPublic(at netip.AddrPort) bool {
	a := at.Addr().Unmap()
	if at.Port() != 80 && at.Port() != 443 || !a.IsGlobalUnicast() || a.IsPrivate() || a.Zone() != "" {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

func checkURL(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" {
		return ErrAddress
	}
	return nil
}

// Get reads what is at an address.
func (c *Client) Get(ctx context.Context, address string) ([]byte, error) {
	return c.send(ctx, http.MethodGet, address, "", nil)
}

// Post sends body to an address and reads the answer.
func (c *Client) Post(ctx context.Context, address, contentType string, body []byte) ([]byte, error) {
	return c.send(ctx, http.MethodPost, address, contentType, body)
}

func (c *Client) send(ctx context.Context, method, address, contentType string, body []byte) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, ErrAddress
	}
	if err := checkURL(u); err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, ErrAddress
	}
	r.Header.Set("User-Agent", "schalter")
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	res, err := c.http.Do(r)
	if err != nil {
		return nil, fmt.Errorf("safehttp: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, ErrStatus
	}
	answer, err := io.ReadAll(io.LimitReader(res.Body, c.limit+1))
	if err != nil {
		return nil, fmt.Errorf("safehttp: %w", err)
	}
	if int64(len(answer)) > c.limit {
		return nil, ErrTooLarge
	}
	return answer, nil
}
