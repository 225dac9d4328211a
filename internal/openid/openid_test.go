package openid_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/clock"
	"schalter/internal/openid"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// provider is a small provider whose answers a test makes wrong.
type provider struct {
	*httptest.Server
	key *ecdsa.PrivateKey
	// metadata and claims are put over what is right; sign makes another id_token altogether.
	metadata, claims map[string]any
	sign             func(claims jwt.MapClaims) string
	// asked is the last request of the token endpoint.
	asked url.Values
	basic string
	code  int
	nonce string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, metadata: map[string]any{}, claims: map[string]any{}, code: http.StatusOK}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *provider) discovery(w http.ResponseWriter, _ *http.Request) {
	m := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"id_token_signing_alg_values_supported": []string{"ES256", "none", "HS256"},
	}
	maps.Copy(m, p.metadata)
	answer(w, m)
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (p *provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "k", Algorithm: "ES256", Use: "sig"}}})
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	p.asked = r.PostForm
	p.basic, _, _ = r.BasicAuth()
	if p.code != http.StatusOK {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(p.code)
		_, _ = w.Write([]byte(`{"error":"invalid_grant","error_description":"Herr Geheim"}`))
		return
	}
	c := jwt.MapClaims{
		"iss": p.URL, "sub": "login-1", "aud": "schalter", "exp": noon.Add(time.Minute).Unix(), "iat": noon.Unix(), "nonce": p.nonce, "name": "Zoë",
	}
	maps.Copy(c, p.claims)
	sign := p.sign
	if sign == nil {
		sign = func(c jwt.MapClaims) string { return signed(jwt.SigningMethodES256, p.key, c) }
	}
	answer(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": sign(c)})
}

func signed(m jwt.SigningMethod, key any, c jwt.MapClaims) string {
	t := jwt.NewWithClaims(m, c)
	t.Header["kid"] = "k"
	s, err := t.SignedString(key)
	if err != nil {
		panic(err)
	}
	return s
}

func (p *provider) client(t *testing.T, set func(*openid.Options)) *openid.Provider {
	t.Helper()
	o := openid.Options{
		Issuer: p.URL, ClientID: "schalter", ClientSecret: "secret", RedirectURL: "https://schalter.example/back", Clock: clock.NewFake(noon),
	}
	if set != nil {
		set(&o)
	}
	client, err := openid.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func newFlow(t *testing.T) openid.Flow {
	t.Helper()
	secret, err := openid.NewSecret()
	if err != nil {
		t.Fatal(err)
	}
	return openid.FlowOf(secret)
}

func TestABrowserIsSentWithStateNonceAndChallenge(t *testing.T) {
	t.Parallel()
	p, f := newProvider(t), newFlow(t)
	address, err := p.client(t, nil).Address(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	challenge := sha256.Sum256([]byte(f.Verifier))
	for name, want := range map[string]string{
		"response_type": "code", "client_id": "schalter", "state": f.State, "nonce": f.Nonce, "code_challenge_method": "S256", "prompt": "login",
		"redirect_uri": "https://schalter.example/back", "code_challenge": base64.RawURLEncoding.EncodeToString(challenge[:]), "scope": "openid",
	} {
		if got := u.Query().Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if f.State == f.Nonce || f.Nonce == f.Verifier || strings.Contains(address, f.Verifier) {
		t.Error("one part gives away another")
	}
}

func TestAnAnswerOfTheProviderIsTaken(t *testing.T) {
	t.Parallel()
	p, f := newProvider(t), newFlow(t)
	p.nonce, p.claims["auth_time"] = f.Nonce, noon.Add(-time.Minute).Unix()
	in, err := p.client(t, nil).Redeem(context.Background(), f, openid.Return{Code: "c", Issuer: p.URL})
	if err != nil {
		t.Fatal(err)
	}
	if in.Subject != "login-1" || !in.At.Equal(noon.Add(-time.Minute)) || string(in.Claims["name"]) != `"Zoë"` {
		t.Errorf("got %+v", in)
	}
	if p.asked.Get("code_verifier") != f.Verifier || p.asked.Get("code") != "c" || p.asked.Get("redirect_uri") != "https://schalter.example/back" || p.basic != "schalter" {
		t.Errorf("asked %v by %q", p.asked, p.basic)
	}
}

func TestAClientProvesItselfByItsKey(t *testing.T) {
	t.Parallel()
	p, f := newProvider(t), newFlow(t)
	p.nonce = f.Nonce
	der, err := x509.MarshalPKCS8PrivateKey(p.key)
	if err != nil {
		t.Fatal(err)
	}
	key, err := openid.ParseKey(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
	if err != nil {
		t.Fatal(err)
	}
	client := p.client(t, func(o *openid.Options) { o.ClientSecret, o.PrivateKey, o.KeyID = "", key, "ours" })
	if _, err := client.Redeem(context.Background(), f, openid.Return{Code: "c"}); err != nil {
		t.Fatal(err)
	}
	made, err := jwt.Parse(p.asked.Get("client_assertion"), func(*jwt.Token) (any, error) { return p.key.Public(), nil },
		jwt.WithAudience(p.URL+"/token"), jwt.WithIssuer("schalter"), jwt.WithSubject("schalter"), jwt.WithTimeFunc(func() time.Time { return noon }))
	if err != nil || made.Header["kid"] != "ours" || p.basic != "" || p.asked.Get("client_secret") != "" {
		t.Errorf("got %v, %v", made, err)
	}
}

// What comes back is judged; nothing of it that is not exactly right signs anybody in.
func TestForgedAnswersAreRefused(t *testing.T) {
	t.Parallel()
	strangers, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	claim := func(name string, value any) func(*provider) {
		return func(p *provider) { p.claims[name] = value }
	}
	tests := map[string]struct {
		spoil func(*provider)
		back  openid.Return
		want  error
	}{
		"another nonce":        {claim("nonce", "other"), openid.Return{}, openid.ErrAnswer},
		"no nonce":             {claim("nonce", ""), openid.Return{}, openid.ErrAnswer},
		"expired":              {claim("exp", noon.Add(-time.Second).Unix()), openid.Return{}, openid.ErrAnswer},
		"of tomorrow":          {claim("iat", noon.Add(time.Hour).Unix()), openid.Return{}, openid.ErrAnswer},
		"another issuer":       {claim("iss", "https://evil.example"), openid.Return{}, openid.ErrAnswer},
		"for another client":   {claim("aud", "other"), openid.Return{}, openid.ErrAnswer},
		"for others, too":      {claim("aud", []string{"schalter", "other"}), openid.Return{}, openid.ErrAnswer},
		"made for another":     {claim("azp", "other"), openid.Return{}, openid.ErrAnswer},
		"without subject":      {claim("sub", ""), openid.Return{}, openid.ErrAnswer},
		"another access token": {claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), openid.Return{}, openid.ErrAnswer},
		"signed by nobody":     {func(p *provider) { p.sign = unsigned }, openid.Return{}, openid.ErrAnswer},
		"signed by the secret": {func(p *provider) {
			p.sign = func(c jwt.MapClaims) string { return signed(jwt.SigningMethodHS256, []byte("secret"), c) }
		}, openid.Return{}, openid.ErrAnswer},
		"signed by a stranger": {func(p *provider) {
			p.sign = func(c jwt.MapClaims) string { return signed(jwt.SigningMethodES256, strangers, c) }
		}, openid.Return{}, openid.ErrAnswer},
		"no id_token":            {func(p *provider) { p.sign = func(jwt.MapClaims) string { return "" } }, openid.Return{}, openid.ErrAnswer},
		"iss of another":         {nil, openid.Return{Issuer: "https://evil.example"}, openid.ErrAnswer},
		"iss promised, not sent": {func(p *provider) { p.metadata["authorization_response_iss_parameter_supported"] = true }, openid.Return{}, openid.ErrAnswer},
		"code not taken":         {func(p *provider) { p.code = http.StatusBadRequest }, openid.Return{}, openid.ErrAnswer},
		"token endpoint fails":   {func(p *provider) { p.code = http.StatusBadGateway }, openid.Return{}, openid.ErrUnavailable},
		"given up":               {nil, openid.Return{Error: "access_denied"}, openid.ErrCancelled},
		"not served":             {nil, openid.Return{Error: "unauthorized_client"}, openid.ErrRefused},
		"out of order":           {nil, openid.Return{Error: "temporarily_unavailable"}, openid.ErrUnavailable},
		"described as another":   {func(p *provider) { p.metadata["issuer"] = "https://evil.example" }, openid.Return{}, openid.ErrUnavailable},
		"without PKCE":           {func(p *provider) { p.metadata["code_challenge_methods_supported"] = []string{"plain"} }, openid.Return{}, openid.ErrUnavailable},
		"description too large":  {func(p *provider) { p.metadata["x"] = strings.Repeat("x", 300<<10) }, openid.Return{}, openid.ErrUnavailable},
		"keys elsewhere inside":  {func(p *provider) { p.metadata["jwks_uri"] = "https://10.0.0.1/keys" }, openid.Return{}, openid.ErrUnavailable},
		"token elsewhere inside": {func(p *provider) { p.metadata["token_endpoint"] = "http://169.254.169.254/" }, openid.Return{}, openid.ErrUnavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, f := newProvider(t), newFlow(t)
			p.nonce = f.Nonce
			if tt.spoil != nil {
				tt.spoil(p)
			}
			back := tt.back
			if back.Error == "" {
				back.Code = "c"
			}
			in, err := p.client(t, nil).Redeem(context.Background(), f, back)
			if in != nil || !errors.Is(err, tt.want) {
				t.Errorf("got %+v, %v, want %v", in, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "Geheim") {
				t.Errorf("the error repeats what the provider wrote: %v", err)
			}
		})
	}
}

// unsigned is the algorithm "none".
func unsigned(c jwt.MapClaims) string {
	return signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, c)
}

func TestAProviderThatIsAwayIsToldAsSuch(t *testing.T) {
	t.Parallel()
	p, f := newProvider(t), newFlow(t)
	client := p.client(t, nil)
	p.Close()
	if _, err := client.Address(context.Background(), f); !errors.Is(err, openid.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := client.Redeem(ctx, f, openid.Return{Code: "c"}); !errors.Is(err, openid.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestWeakKeysOfClientsAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "no PEM", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		if _, err := openid.ParseKey(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
