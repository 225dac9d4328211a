package vault

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"schalter/internal/errs"
)

const (
	// transitTime bounds one call with its repetitions, transitTry one try of it.
	transitTime  = 5 * time.Second
	transitTry   = 2 * time.Second
	transitTries = 3
	// transitBytes bounds an answer.
	transitBytes = 1 << 20
	// maxTransitKey leaves room for the version in the 64 characters of kek_id.
	maxTransitKey = 40
)

// transitClient speaks the HTTP API of the transit engine.
type transitClient struct {
	base      string
	namespace string
	tokenFile string
	http      *http.Client

	mu    sync.Mutex
	token string
}

// transitRefusal is an answer that repeating does not change.
type transitRefusal struct {
	status int
	errors []string
}

func (r *transitRefusal) Error() string {
	return fmt.Sprintf("status %d: %s", r.status, strings.Join(r.errors, "; "))
}

func (r *transitRefusal) says(text string) bool { return strings.Contains(r.Error(), text) }

// serviceFailed is the error of a service that does not answer as it should; nothing is ever done without it.
func serviceFailed(err error) error {
	return &errs.Error{Code: errs.Unavailable, Message: errs.Outage.Message, German: errs.Outage.German, Err: fmt.Errorf("the key service does not answer: %w", err)}
}

// newTransitClient reads https://HOST/MOUNT/KEY with the options ca (a file of PEM), namespace, token_file and hosts (further ones of
// the same service, to which it may redirect).
func newTransitClient(address, token string) (c *transitClient, key string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, "", errors.New("want https://HOST/MOUNT/KEY")
	}
	path := strings.Trim(u.Path, "/")
	cut := strings.LastIndex(path, "/")
	if u.Host == "" || cut < 1 || u.User != nil || u.Fragment != "" {
		return nil, "", errors.New("want https://HOST/MOUNT/KEY")
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil, "", errors.New("want https, or http to this machine")
	}
	if key = path[cut+1:]; len(key) > maxTransitKey || strings.ContainsFunc(key, notInName) {
		return nil, "", fmt.Errorf("the key's name: want at most %d letters, digits, - and _", maxTransitKey)
	}
	c = &transitClient{
		base: u.Scheme + "://" + u.Host + "/v1/" + path[:cut] + "/", namespace: u.Query().Get("namespace"),
		tokenFile: u.Query().Get("token_file"), token: token,
	}
	for option := range u.Query() {
		if !slices.Contains(transitOptions, option) {
			return nil, "", fmt.Errorf("%s is not an option: %s", option, strings.Join(transitOptions, ", "))
		}
	}
	hosts, err := transitHosts(u)
	if err != nil {
		return nil, "", err
	}
	if c.http, err = transitHTTP(u.Query().Get("ca"), hosts); err != nil {
		return nil, "", err
	}
	if c.tokenFile != "" {
		if err := c.readToken(); err != nil {
			return nil, "", err
		}
	}
	if c.token == "" {
		return nil, "", errors.New("no token: set SCHALTER_KEYS or the option token_file")
	}
	return c, key, nil
}

var transitOptions = []string{"ca", "namespace", "token_file", "hosts"}

// transitHosts are the hosts of the service, each with its port.
func transitHosts(u *url.URL) ([]string, error) {
	hosts := []string{hostPort(u)}
	if !u.Query().Has("hosts") {
		return hosts, nil
	}
	for host := range strings.SplitSeq(u.Query().Get("hosts"), ",") {
		other, err := url.Parse(u.Scheme + "://" + host)
		if err != nil || other.Hostname() == "" || other.Host != host {
			return nil, fmt.Errorf("hosts: %q is no host: want HOST or HOST:PORT, with commas between", host)
		}
		if u.Scheme == "http" && !isLoopback(other.Hostname()) {
			return nil, errors.New("hosts: want https, or http to this machine")
		}
		hosts = append(hosts, hostPort(other))
	}
	return hosts, nil
}

// hostPort is a host in one spelling, with its port.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

func notInName(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
}

func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}

func transitHTTP(ca string, hosts []string) (*http.Client, error) {
	t := &http.Transport{
		DialContext: (&net.Dialer{Timeout: transitTry}).DialContext, TLSHandshakeTimeout: transitTry, MaxIdleConnsPerHost: 16,
		IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
	}
	if ca != "" {
		pem, err := os.ReadFile(ca)
		if err != nil {
			return nil, err
		}
		t.TLSClientConfig.RootCAs = x509.NewCertPool()
		if !t.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s holds no certificate", ca)
		}
	}
	return &http.Client{Transport: t, Timeout: transitTry, CheckRedirect: redirects(hosts)}, nil
}

// redirects follows a standby node to the active one, once: never away from TLS or from the service's hosts, because the token and what is to
// be wrapped go along.
func redirects(hosts []string) func(req *http.Request, via []*http.Request) error {
	return func(req *http.Request, via []*http.Request) error {
		if len(via) > 1 || req.URL.Scheme != via[0].URL.Scheme || req.URL.User != nil || !slices.Contains(hosts, hostPort(req.URL)) ||
			!strings.HasPrefix(req.URL.Path, "/v1/") {
			return errors.New("redirected elsewhere")
		}
		return nil
	}
}

// readToken takes the token of the file, which an agent renews.
func (c *transitClient) readToken() error {
	b, err := os.ReadFile(c.tokenFile)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.token = strings.TrimSpace(string(b))
	return nil
}

func (c *transitClient) currentToken() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.token
}

// call sends in and reads the data of the answer into out. What is worth repeating is repeated, with a new token where the
// old one is refused.
func (c *transitClient) call(ctx context.Context, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, transitTime)
	defer cancel()
	var err error
	for try := range transitTries {
		if try > 0 {
			select {
			case <-ctx.Done():
				return cmp.Or(err, ctx.Err())
			case <-time.After(time.Duration(try*try) * 100 * time.Millisecond):
			}
		}
		err = c.callOnce(ctx, method, path, in, out)
		var refused *transitRefusal
		if !errors.As(err, &refused) {
			if err == nil {
				return nil
			}
			continue
		}
		if !c.repeatable(refused) {
			return err
		}
	}
	return err
}

func (c *transitClient) repeatable(r *transitRefusal) bool {
	if r.status == http.StatusForbidden && c.tokenFile != "" {
		return c.readToken() == nil
	}
	return r.status == http.StatusTooManyRequests || r.status >= http.StatusInternalServerError
}

func (c *transitClient) callOnce(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("X-Vault-Token", c.currentToken())
	req.Header.Set("X-Vault-Request", "true")
	if c.namespace != "" {
		req.Header.Set("X-Vault-Namespace", c.namespace)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, transitBytes))
	if err != nil {
		return err
	}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return refusal(res.StatusCode, b)
	}
	if out == nil {
		return nil
	}
	var answer struct {
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(b, &answer); err != nil {
		return err
	}
	return json.Unmarshal(answer.Data, out)
}

func refusal(status int, body []byte) error {
	var reply struct {
		Errors []string `json:"errors"`
	}
	// A body that is not the service's own, such as a proxy's page, is not repeated in logs.
	_ = json.Unmarshal(body, &reply)
	return &transitRefusal{status: status, errors: reply.Errors}
}
