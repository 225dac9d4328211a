package safehttp

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// onlySecure is the key of a context whose request is led nowhere but by https.
type onlySecure struct{}

// Probe looks whether there is a page for people at an address, and returns what its server answers after its redirects: by https all the
// way. Of the page no more is read than the client's limit, however long it is.
func (c *Client) Probe(ctx context.Context, address string) (status int, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return 0, ErrAddress
	}
	if err := checkURL(u); err != nil {
		return 0, err
	}
	if u.Scheme != "https" {
		return 0, ErrInsecure
	}
	ctx = context.WithValue(ctx, onlySecure{}, true)
	status, err = c.ask(ctx, http.MethodHead, u)
	if err == nil && status < http.StatusBadRequest {
		return status, nil
	}
	// Some servers have no answer to HEAD, or another one than to people.
	return c.ask(ctx, http.MethodGet, u)
}

func (c *Client) ask(ctx context.Context, method string, u *url.URL) (int, error) {
	r, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return 0, ErrAddress
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (compatible; schalter; link check)")
	r.Header.Set("Accept", "text/html,*/*;q=0.5")
	res, err := c.http.Do(r)
	if err != nil {
		return 0, fmt.Errorf("safehttp: %w", err)
	}
	defer res.Body.Close()
	if _, err := io.CopyN(io.Discard, res.Body, c.limit); err != nil && err != io.EOF {
		return 0, fmt.Errorf("safehttp: %w", err)
	}
	return res.StatusCode, nil
}
