// Package openid is the relying party of OpenID Connect: it sends a browser to a provider and judges what comes back. Begin with [New],
// [Provider.Address] (the way there) and [Provider.Redeem] (the way back); [Flow] ties the two together.
//
// It speaks the authorization code flow with PKCE (S256) and nothing else. A provider is asked by TLS, within bounds of time and bytes
// (package safehttp), and its answer counts only if: the parameter iss names it where it promises one or sends one (RFC 9207), the code
// is taken by its token endpoint, and the id_token is signed by one of its keys with an algorithm of a short list, is for this client and
// for nobody else, has the nonce of the flow, and has not expired. What is not so is [ErrAnswer]; a provider that does not answer in time is
// [ErrUnavailable], and nobody waits for it longer than that.
package openid

import (
	"context"
	"crypto"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"schalter/internal/clock"
	"schalter/internal/safehttp"
)

// What can become of a sign-in.
var (
	// ErrUnavailable: the provider does not answer, or not as a provider does.
	ErrUnavailable = errors.New("openid: the provider does not answer")
	// ErrAnswer: what came back is not this provider's answer to this flow.
	ErrAnswer = errors.New("openid: not an answer of the provider to this sign-in")
	// ErrCancelled: the person, or the provider for the person, gave up.
	ErrCancelled = errors.New("openid: the sign-in was given up")
	// ErrRefused: the provider does not want to serve this client.
	ErrRefused = errors.New("openid: the provider refuses")
)

const (
	// answerLimit bounds each answer of a provider in bytes, exchangeTime all that a sign-in asks of it.
	answerLimit  = 256 << 10
	exchangeTime = 20 * time.Second
	// metadataKept is how long a provider's description is used, metadataPause how long it is not asked for again when it did not come.
	metadataKept  = time.Hour
	metadataPause = 5 * time.Second
	// atOnce bounds the sign-ins that wait for one provider.
	atOnce = 32
)

// algorithms may sign an id_token: no secrets of two, no "none", no hash of yesterday.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}

// Options describe a provider, and the client that this program is to it.
type Options struct {
	Issuer, ClientID string
	// ClientSecret or PrivateKey prove the client; one of them. KeyID names the key to the provider.
	ClientSecret string
	PrivateKey   crypto.Signer
	KeyID        string
	// Scopes are asked for beside openid.
	Scopes []string
	// UserInfo asks the provider's UserInfo endpoint, too.
	UserInfo bool
	// RedirectURL is where the provider sends browsers back to, exactly.
	RedirectURL string
	Clock       clock.Clock
}

// Provider is one provider; safe for concurrent use.
type Provider struct {
	Options
	http  *http.Client
	slots chan struct{}

	discovering chan struct{}
	mu          sync.Mutex
	known       *description
	failedUntil time.Time
}

// description is what a provider says of itself.
type description struct {
	*oidc.Provider
	verifier *oidc.IDTokenVerifier
	oauth    oauth2.Config
	// namesItself says that it sends its name with every answer (RFC 9207).
	namesItself bool
	until       time.Time
}

// New returns a provider; it is asked when it is needed first.
func New(o Options) (*Provider, error) {
	issuer, err := url.Parse(o.Issuer)
	if err != nil || issuer.Host == "" {
		return nil, errors.New("openid: the issuer is no address")
	}
	return &Provider{Options: o, http: safehttp.ForNamed(issuer, answerLimit), slots: make(chan struct{}, atOnce), discovering: make(chan struct{}, 1)}, nil
}

// begin takes a slot and bounds the time of all that follows.
func (p *Provider) begin(ctx context.Context) (context.Context, func(), error) {
	select {
	case p.slots <- struct{}{}:
	default:
		return nil, nil, fmt.Errorf("%w: too many wait for it", ErrUnavailable)
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, p.http), exchangeTime)
	return ctx, func() { cancel(); <-p.slots }, nil
}

// Address is where a browser is sent. The person is asked to sign in there each time, even one whom the provider remembers: a sign-in is an act.
func (p *Provider) Address(ctx context.Context, f Flow) (string, error) {
	ctx, end, err := p.begin(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	d, err := p.describe(ctx)
	if err != nil {
		return "", err
	}
	return d.oauth.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier), oauth2.SetAuthURLParam("prompt", "login")), nil
}

// describe asks the provider to describe itself, once for all who wait for it.
func (p *Provider) describe(ctx context.Context) (*description, error) {
	select {
	case p.discovering <- struct{}{}:
		defer func() { <-p.discovering }()
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, ctx.Err())
	}
	now := p.Clock.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil && now.Before(p.known.until) {
		return p.known, nil
	}
	if now.Before(p.failedUntil) {
		return nil, fmt.Errorf("%w: it did not a moment ago", ErrUnavailable)
	}
	d, err := p.discover(ctx)
	if err != nil {
		p.failedUntil = now.Add(metadataPause)
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	d.until = now.Add(metadataKept)
	p.known = d
	return d, nil
}

func (p *Provider) discover(ctx context.Context) (*description, error) {
	provider, err := oidc.NewProvider(ctx, p.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		NamesItself bool     `json:"authorization_response_iss_parameter_supported"`
		Keys        string   `json:"jwks_uri"`
		Methods     []string `json:"token_endpoint_auth_methods_supported"`
		Challenges  []string `json:"code_challenge_methods_supported"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, err
	}
	if len(more.Challenges) > 0 && !slices.Contains(more.Challenges, "S256") {
		return nil, errors.New("the provider knows no PKCE with S256")
	}
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if p.PrivateKey != nil || len(more.Methods) > 0 && !slices.Contains(more.Methods, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	// The keys outlive this request.
	keys := &watchedKeys{oidc.NewRemoteKeySet(oidc.ClientContext(context.WithoutCancel(ctx), p.http), more.Keys)}
	return &description{
		Provider:    provider,
		verifier:    oidc.NewVerifier(p.Issuer, keys, &oidc.Config{ClientID: p.ClientID, SupportedSigningAlgs: algorithms, Now: p.Clock.Now}),
		oauth:       oauth2.Config{ClientID: p.ClientID, ClientSecret: p.ClientSecret, Endpoint: endpoint, RedirectURL: p.RedirectURL, Scopes: append([]string{oidc.ScopeOpenID}, p.Scopes...)},
		namesItself: more.NamesItself,
	}, nil
}

// Return is what a provider sent a browser back with.
type Return struct {
	Code string
	// Issuer is the parameter iss (RFC 9207), Error the code of an error instead of a code.
	Issuer, Error string
}

// Identity is who the provider says it is.
type Identity struct {
	Subject string
	// At is when the person signed in there; now where the provider does not say.
	At     time.Time
	Claims map[string]json.RawMessage
}

// Redeem judges what came back. The caller has compared the state, and lets nobody come twice.
func (p *Provider) Redeem(ctx context.Context, f Flow, r Return) (*Identity, error) {
	ctx, end, err := p.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	d, err := p.describe(ctx)
	if err != nil {
		return nil, err
	}
	if r.Issuer != p.Issuer && (r.Issuer != "" || d.namesItself) {
		return nil, fmt.Errorf("%w: it names another issuer, or none", ErrAnswer)
	}
	if r.Error != "" || r.Code == "" {
		return nil, refusal(r.Error)
	}
	token, err := p.exchange(ctx, d, f, r.Code)
	if err != nil {
		return nil, err
	}
	raw, _ := token.Extra("id_token").(string)
	var keysLost error
	verified, err := d.verifier.Verify(context.WithValue(ctx, keysLostKey{}, &keysLost), raw)
	if keysLost != nil {
		return nil, fmt.Errorf("%w: its keys: %w", ErrUnavailable, keysLost)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: the id_token: %w", ErrAnswer, err)
	}
	if err := p.check(verified, f, token.AccessToken); err != nil {
		return nil, err
	}
	return p.identity(ctx, d, verified, token)
}

// refusal is an answer with an error (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6).
func refusal(code string) error {
	switch code {
	case "access_denied", "login_required", "interaction_required", "consent_required", "account_selection_required":
		return ErrCancelled
	case "server_error", "temporarily_unavailable":
		return ErrUnavailable
	case "":
		return fmt.Errorf("%w: neither code nor error", ErrAnswer)
	}
	return ErrRefused
}

// exchange trades the code for tokens. What the provider wrote is never passed on: it may be about the person.
func (p *Provider) exchange(ctx context.Context, d *description, f Flow, code string) (*oauth2.Token, error) {
	options := []oauth2.AuthCodeOption{oauth2.VerifierOption(f.Verifier)}
	if p.PrivateKey != nil {
		assertion, err := p.assertion(d.oauth.Endpoint.TokenURL)
		if err != nil {
			return nil, err
		}
		options = append(options, oauth2.SetAuthURLParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
			oauth2.SetAuthURLParam("client_assertion", assertion))
	}
	token, err := d.oauth.Exchange(ctx, code, options...)
	var told *oauth2.RetrieveError
	switch {
	case err == nil:
		return token, nil
	case errors.As(err, &told) && told.Response.StatusCode < http.StatusInternalServerError && told.ErrorCode == "invalid_grant":
		return nil, fmt.Errorf("%w: the code is not taken", ErrAnswer)
	case errors.As(err, &told) && told.Response.StatusCode < http.StatusInternalServerError:
		return nil, fmt.Errorf("%w: status %d at the token endpoint", ErrRefused, told.Response.StatusCode)
	}
	return nil, fmt.Errorf("%w: at the token endpoint", ErrUnavailable)
}

// watchedKeys are a provider's keys. The library does not tell whether a signature is wrong or the keys did not come: that is noted in the
// variable that the context holds.
type watchedKeys struct{ oidc.KeySet }

type keysLostKey struct{}

func (k *watchedKeys) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	payload, err := k.KeySet.VerifySignature(ctx, token)
	var network *url.Error
	if lost, ok := ctx.Value(keysLostKey{}).(*error); ok && err != nil && (ctx.Err() != nil || errors.As(err, &network)) {
		*lost = err
	}
	return payload, err
}

// check judges what the library leaves to its caller (OpenID Connect Core, 3.1.3.7).
func (p *Provider) check(t *oidc.IDToken, f Flow, accessToken string) error {
	var more struct {
		AuthorizedParty string `json:"azp"`
	}
	if err := t.Claims(&more); err != nil {
		return fmt.Errorf("%w: the id_token: %w", ErrAnswer, err)
	}
	switch now := p.Clock.Now(); {
	case !hmac.Equal([]byte(t.Nonce), []byte(f.Nonce)):
		return fmt.Errorf("%w: another nonce", ErrAnswer)
	case len(t.Audience) != 1 && more.AuthorizedParty == "", more.AuthorizedParty != "" && more.AuthorizedParty != p.ClientID:
		return fmt.Errorf("%w: made for another client", ErrAnswer)
	case t.Subject == "" || len(t.Subject) > 255:
		return fmt.Errorf("%w: no subject", ErrAnswer)
	case t.IssuedAt.After(now.Add(skew)):
		return fmt.Errorf("%w: issued in the future", ErrAnswer)
	}
	if t.AccessTokenHash != "" && t.VerifyAccessToken(accessToken) != nil {
		return fmt.Errorf("%w: another access token", ErrAnswer)
	}
	return nil
}

// skew is how far the clocks of two servers may be apart.
const skew = 5 * time.Minute

func (p *Provider) identity(ctx context.Context, d *description, t *oidc.IDToken, token *oauth2.Token) (*Identity, error) {
	in := &Identity{Subject: t.Subject, At: p.Clock.Now(), Claims: map[string]json.RawMessage{}}
	if p.UserInfo {
		info, err := d.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return nil, fmt.Errorf("%w: its UserInfo", ErrUnavailable)
		}
		if info.Subject != t.Subject {
			return nil, fmt.Errorf("%w: UserInfo is about somebody else", ErrAnswer)
		}
		if err := info.Claims(&in.Claims); err != nil {
			return nil, fmt.Errorf("%w: UserInfo: %w", ErrAnswer, err)
		}
	}
	// What is signed counts.
	if err := t.Claims(&in.Claims); err != nil {
		return nil, fmt.Errorf("%w: the id_token: %w", ErrAnswer, err)
	}
	var at struct {
		Seconds int64 `json:"auth_time"`
	}
	if err := t.Claims(&at); err != nil {
		return nil, fmt.Errorf("%w: the id_token: %w", ErrAnswer, err)
	}
	if told := time.Unix(at.Seconds, 0).UTC(); at.Seconds > 0 && told.Before(in.At) {
		in.At = told
	}
	return in, nil
}
