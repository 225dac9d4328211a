//go:build demo

package app

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"schalter/graph"
	"schalter/internal/clock"
	"schalter/internal/id"
	"schalter/internal/vault"
)

// sent is a request as a program or a page of somebody else would make it.
type sent struct {
	method, path, body string
	header             http.Header
}

func (w *world) send(t testing.TB, s sent) (*http.Response, string) {
	t.Helper()
	if s.method == "" {
		s.method = http.MethodPost
	}
	if s.path == "" {
		s.path = "/graphql"
	}
	req, err := http.NewRequestWithContext(t.Context(), s.method, w.URL+s.path, strings.NewReader(s.body))
	if err != nil {
		t.Fatal(err)
	}
	if s.method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, values := range s.header {
		req.Header[name] = values
	}
	if host := req.Header.Get("Host"); host != "" {
		req.Host = host
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func head(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return h
}

func TestRequestsAreAnsweredAsTheyDeserve(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	const modern = "application/graphql-response+json"
	const ask = `{"query":"{ __typename }"}`
	tests := map[string]struct {
		sent   sent
		status int
		want   string
	}{
		"a query":                      {sent{body: ask}, 200, `{"data":{"__typename":"Query"}}`},
		"a query by GET":               {sent{method: "GET", path: "/graphql?query=%7B__typename%7D"}, 200, `{"data":{"__typename":"Query"}}`},
		"a mutation by GET":            {sent{method: "GET", path: "/graphql?query=mutation%7BsessionEnd(input:%7B%7D)%7BendedSessionId%7D%7D"}, 405, `INVALID`},
		"GET without query":            {sent{method: "GET"}, 400, `INVALID`},
		"another method":               {sent{method: "DELETE"}, 405, `INVALID`},
		"no body":                      {sent{}, 400, `INVALID`},
		"not JSON":                     {sent{body: `{"query":`}, 400, `INVALID`},
		"two values":                   {sent{body: ask + ask}, 400, `INVALID`},
		"a batch":                      {sent{body: "[" + ask + "]"}, 400, `batches`},
		"null":                         {sent{body: "null"}, 400, `INVALID`},
		"a number as query":            {sent{body: `{"query":1}`}, 400, `INVALID`},
		"variables as list":            {sent{body: `{"query":"{ __typename }","variables":[]}`}, 400, `INVALID`},
		"over a megabyte":              {sent{body: `{"query":"` + strings.Repeat(" ", 1<<20) + `"}`}, 413, `INVALID`},
		"text":                         {sent{body: ask, header: head("Content-Type", "text/plain")}, 415, `INVALID`},
		"a form":                       {sent{body: "query={__typename}", header: head("Content-Type", "application/x-www-form-urlencoded")}, 415, `INVALID`},
		"another character set":        {sent{body: ask, header: head("Content-Type", "application/json; charset=iso-8859-1")}, 415, `INVALID`},
		"an answer nobody makes":       {sent{body: ask, header: head("Accept", "image/png")}, 406, `INVALID`},
		"unknown field, old answer":    {sent{body: `{"query":"{ nothing }"}`, header: head("Accept", "application/json")}, 200, `INVALID`},
		"unknown field, modern answer": {sent{body: `{"query":"{ nothing }"}`, header: head("Accept", modern)}, 400, `INVALID`},
		"unparsable, modern answer":    {sent{body: `{"query":"{"}`, header: head("Accept", modern)}, 400, `INVALID`},
		"variable of another type":     {sent{body: `{"query":"query($n:Int){regions(first:$n){totalCount}}","variables":{"n":"x"}}`, header: head("Accept", modern)}, 400, `INVALID`},
		"variable out of range":        {sent{body: `{"query":"query($n:Int){regions(first:$n){totalCount}}","variables":{"n":99999999999999999999}}`}, 200, `INVALID`},
		"malformed id":                 {sent{body: `{"query":"{ node(id:\"msg_1\") { id } }"}`}, 200, `{"errors":[{"message":"this is not an id of this program","path":["node","id"],"extensions":{"code":"INVALID"}}],"data":{"node":null}}`},
		"an id with a NUL":             {sent{body: `{"query":"query($i:ID!){ node(id:$i) { id } }","variables":{"i":"msg_\u0000"}}`}, 200, `INVALID`},
		"an id of nothing":             {sent{body: `{"query":"{ node(id:\"msg_00000000000000000000000000\") { id } }"}`}, 200, `{"data":{"node":null}}`},
		"too many ids":                 {sent{body: `{"query":"query($i:[ID!]!){ nodes(ids:$i) { id } }","variables":{"i":[` + strings.TrimSuffix(strings.Repeat(`"reg_00000000000000000000000000",`, 101), ",") + `]}}`}, 200, `"code":"INVALID"`},
		"a page too long":              {sent{body: `{"query":"{ regions(first: 101) { totalCount } }"}`}, 200, `"code":"INVALID"`},
		"a cursor of another list":     {sent{body: `{"query":"{ regions(after: \"c2VydmljZXN8MQ\") { totalCount } }"}`}, 200, `"code":"INVALID"`},
		"a subscription":               {sent{body: `{"query":"subscription { mailboxChanged { cursor } }"}`, header: head("Accept", modern)}, 400, `INVALID`},
		"nobody's mailbox":             {sent{body: `{"query":"{ caseMailbox(id: \"mbx_00000000000000000000000000\") { id } }"}`}, 200, `"code":"UNAUTHENTICATED"`},
	}
	// This one waits for no other test: its token lives for ten minutes.
	both := sent{body: `{"query":"{ viewer { caseMailboxes(first: 1, last: 1) { edges { cursor } } } }"}`, header: head("Authorization", "Bearer "+w.as(t, citizen).Token)}
	if res, body := w.send(t, both); res.StatusCode != 200 || !strings.Contains(body, `"code":"INVALID"`) {
		t.Errorf("both ends of a page: got %d %.300s", res.StatusCode, body)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			res, body := w.send(t, tt.sent)
			if res.StatusCode != tt.status || !strings.Contains(body, tt.want) {
				t.Errorf("got %d %.300s, want %d and %s", res.StatusCode, body, tt.status, tt.want)
			}
			if res.StatusCode >= 400 && strings.Contains(body, `"data"`) {
				t.Errorf("an answer without execution has data: %s", body)
			}
		})
	}
}

// Attack case 47: a GraphQL POST of another site, a text/plain body, a websocket of a foreign origin (websocket_test.go).
func TestAttackCase47OtherSitesCannotWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	const write = `{"query":"mutation { sessionEnd(input: {}) { endedSessionId } }"}`
	for name, header := range map[string]http.Header{
		"cross-site by fetch metadata": head("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"),
		"cross-site by origin":         head("Origin", "https://evil.example"),
		"same site, other origin":      head("Sec-Fetch-Site", "same-site", "Origin", "https://sub.evil.example"),
		"sandboxed frame":              head("Sec-Fetch-Site", "cross-site", "Origin", "null"),
		"as text":                      head("Content-Type", "text/plain", "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"),
	} {
		if res, body := w.send(t, sent{body: write, header: header}); res.StatusCode != 403 {
			t.Errorf("%s: got %d %s", name, res.StatusCode, body)
		}
		if res, _ := w.send(t, sent{path: "/auth/refresh", header: header}); res.StatusCode != 403 {
			t.Errorf("%s: refresh answers %d", name, res.StatusCode)
		}
	}
	if res, body := w.send(t, sent{body: write, header: head("Sec-Fetch-Site", "same-origin", "Origin", w.URL)}); res.StatusCode != 200 {
		t.Errorf("own page: got %d %s", res.StatusCode, body)
	}
	// Public reading is open to other sites, without anything that could carry a right.
	res, _ := w.send(t, sent{method: "GET", path: "/graphql?query=%7B__typename%7D", header: head("Origin", "https://portal.example", "Sec-Fetch-Site", "cross-site")})
	if got := res.Header.Get("Access-Control-Allow-Origin"); res.StatusCode != 200 || got != "*" || res.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("public query: got %d, %q", res.StatusCode, got)
	}
	for name, header := range map[string]http.Header{
		"post":  head("Origin", "https://portal.example", "Access-Control-Request-Method", "POST"),
		"token": head("Origin", "https://portal.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "authorization"),
	} {
		if res, _ := w.send(t, sent{method: "OPTIONS", header: header}); res.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other sites are let in", name)
		}
	}
}

func TestForgedTokensAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	good := w.as(t, citizen).Token
	claims := jwt.MapClaims{}
	long, _, err := jwt.NewParser().ParseUnverified(good, claims)
	if err != nil {
		t.Fatal(err)
	}
	keyID, key := w.platform.Signer(vault.AccessToken)
	forge := func(method jwt.SigningMethod, key any, change func(h map[string]any, c jwt.MapClaims)) string {
		c := jwt.MapClaims{}
		for k, v := range claims {
			c[k] = v
		}
		token := jwt.NewWithClaims(method, c)
		for k, v := range long.Header {
			if k != "alg" {
				token.Header[k] = v
			}
		}
		change(token.Header, c)
		signed, err := token.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	same := func(map[string]any, jwt.MapClaims) {}
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, seal := w.platform.Signer(vault.Seal)
	parts := strings.Split(good, ".")
	tests := map[string]string{
		"nothing":                "",
		"noise":                  "x.y.z",
		"alg none":               forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, same),
		"HMAC by the public key": forge(jwt.SigningMethodHS256, []byte(w.platform.Public(vault.AccessToken, keyID)), same),
		"another key":            forge(jwt.SigningMethodEdDSA, stranger, same),
		"the seal's key":         forge(jwt.SigningMethodEdDSA, seal, same),
		"cut signature":          parts[0] + "." + parts[1] + ".",
		"expired":                forge(jwt.SigningMethodEdDSA, key, func(_ map[string]any, c jwt.MapClaims) { c["exp"] = clock.System().Now().Add(-time.Second).Unix() }),
		"without end":            forge(jwt.SigningMethodEdDSA, key, func(_ map[string]any, c jwt.MapClaims) { delete(c, "exp") }),
		"other audience":         forge(jwt.SigningMethodEdDSA, key, func(_ map[string]any, c jwt.MapClaims) { c["aud"] = "elsewhere" }),
		"other issuer":           forge(jwt.SigningMethodEdDSA, key, func(_ map[string]any, c jwt.MapClaims) { c["iss"] = "https://evil.example" }),
		"somebody's session":     forge(jwt.SigningMethodEdDSA, key, func(_ map[string]any, c jwt.MapClaims) { c["sub"] = id.New(id.Account, clock.System().Now()) }),
		"no session":             forge(jwt.SigningMethodEdDSA, key, func(_ map[string]any, c jwt.MapClaims) { delete(c, "sid") }),
		"unknown key id":         forge(jwt.SigningMethodEdDSA, key, func(h map[string]any, _ jwt.MapClaims) { h["kid"] = "key_00000000000000000000000000" }),
	}
	for name, token := range tests {
		res, body := w.send(t, sent{body: `{"query":"{ viewer { email } }"}`, header: head("Authorization", "Bearer "+token)})
		if res.StatusCode != 401 || !strings.Contains(body, "UNAUTHENTICATED") || strings.Contains(body, "data") {
			t.Errorf("%s: got %d %s", name, res.StatusCode, body)
		}
	}
	if res, body := w.send(t, sent{body: `{"query":"{ viewer { email } }"}`, header: head("Authorization", "Bearer "+good)}); !strings.Contains(body, citizen) {
		t.Errorf("the real one: got %d %s", res.StatusCode, body)
	}
}

func TestSlowBodyIsGivenUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = fmt.Fprintf(conn, "POST /graphql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", strings.TrimPrefix(w.URL, "http://"))
	_ = conn.SetReadDeadline(clock.System().Now().Add(40 * time.Second))
	answer := make([]byte, 100)
	n, err := conn.Read(answer)
	if err != nil || !bytes.HasPrefix(answer[:n], []byte("HTTP/1.1 408")) {
		t.Errorf("got %q, %v", answer[:n], err)
	}
}

func TestCookieHoldsTheRefreshToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	in, body := w.send(t, sent{body: `{"query":"mutation { sessionStart(input: {email: \"` + citizen + `\", password: \"` + password + `\"}) { accessToken viewer { email unreadMessageCount sessions { current } } } }"}`})
	cookies := in.Cookies()
	if len(cookies) != 1 || cookies[0].Name != "schalter" || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode || cookies[0].Path != "/" {
		t.Fatalf("got %v %s", cookies, body)
	}
	if strings.Contains(body, cookies[0].Value) {
		t.Error("the refresh token is in the answer")
	}
	if !strings.Contains(body, `"sessions":[{"current":true}`) {
		t.Errorf("the rest of the request is not the new session's: %s", body)
	}
	renewed, body := w.send(t, sent{path: "/auth/refresh", header: head("Cookie", "schalter="+cookies[0].Value)})
	var token struct{ AccessToken, ExpiresAt string }
	if err := json.Unmarshal([]byte(body), &token); err != nil || renewed.StatusCode != 200 || token.AccessToken == "" || token.ExpiresAt == "" {
		t.Fatalf("got %d %s", renewed.StatusCode, body)
	}
	if next := renewed.Cookies(); len(next) != 1 || next[0].Value == cookies[0].Value {
		t.Errorf("the refresh token was not changed: %v", next)
	}
	out, body := w.send(t, sent{body: `{"query":"mutation { sessionEnd(input: {}) { endedSessionId } }"}`, header: head("Authorization", "Bearer "+token.AccessToken)})
	if gone := out.Cookies(); len(gone) != 1 || gone[0].MaxAge >= 0 {
		t.Errorf("the cookie stays: %v %s", gone, body)
	}
	if res, _ := w.send(t, sent{path: "/auth/refresh", header: head("Cookie", "schalter="+renewed.Cookies()[0].Value)}); res.StatusCode != 401 {
		t.Errorf("an ended session is renewed: %d", res.StatusCode)
	}
}

func TestHeadersAndRoutes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	for path, tt := range map[string]struct {
		header http.Header
		status int
		want   string
	}{
		"/healthz":           {nil, 200, "ok"},
		"/readyz":            {nil, 200, "ok"},
		"/schema.graphql":    {nil, 200, graph.SDL()[:40]},
		"/documents/x":       {nil, 404, "NOT_FOUND"},
		"/assets/nothing.js": {nil, 404, "NOT_FOUND"},
		"/auth/refresh":      {nil, 404, "NOT_FOUND"},
		"/documents/" + id.New(id.Document, clock.System().Now()): {nil, 401, "UNAUTHENTICATED"},
	} {
		res, body := w.send(t, sent{method: "GET", path: path, header: tt.header})
		if res.StatusCode != tt.status || !strings.Contains(body, tt.want) {
			t.Errorf("%s: got %d %.100s, want %d", path, res.StatusCode, body, tt.status)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin"} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if policy := res.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if res.Header.Get("X-Request-Id") == "" {
			t.Errorf("%s: no request id", path)
		}
	}
	if res, _ := w.send(t, sent{method: "GET", path: "/healthz", header: head("Host", "schalter.evil.example")}); res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("the demo answers under a foreign name: %d", res.StatusCode)
	}
}
