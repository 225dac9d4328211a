//go:build demo

package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// headerBreaks are attempts to end a line of a mail's head, or of an answer's, and to begin another.
var headerBreaks = []string{"x\r\nBcc: evil@evil.example", "x\nBcc: evil@evil.example", "x\rBcc: evil@evil.example", "x\r\n\r\n<script>", "x\x0bBcc: e", "x\u2028Bcc: e", "x\u0085Bcc: e"}

func TestAttackCase30LinesCannotBeInjected(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	for _, bad := range headerBreaks {
		for name, tt := range map[string]struct {
			client   testkit.Client
			document string
			input    map[string]any
		}{
			"subject": {f.owner, `messageSend(input: $i)`, map[string]any{"mailboxId": f.mailbox, "recipientIds": []string{bamberg}, "subject": bad, "body": "B", "idempotencyKey": f.key()}},
			"answer":  {f.clerk, `caseReply(input: $i)`, map[string]any{"caseId": f.caseID, "subject": bad, "body": "B", "idempotencyKey": f.key()}},
			"title":   {f.owner, `mailboxOpen(input: $i)`, map[string]any{"authorityId": bamberg, "title": bad}},
			"name":    {w.Client, `accountRegister(input: $i)`, map[string]any{"email": "nora@demo.example", "givenName": bad, "familyName": "Ächter", "termsVersion": "2026-11"}},
			"email":   {w.Client, `accountRegister(input: $i)`, map[string]any{"email": "nora@demo.example" + bad, "givenName": "Nora", "familyName": "Ächter", "termsVersion": "2026-11"}},
			"sign-in": {w.Client, `sessionStart(input: $i)`, map[string]any{"email": bad + "@demo.example", "password": "x"}},
			"reset":   {w.Client, `passwordResetRequest(input: $i)`, map[string]any{"email": bad}},
			"phrase":  {f.owner, `profileUpdate(input: $i)`, map[string]any{"recognitionPhrase": bad}},
			"street":  {f.owner, `postalAddressSet(input: $i)`, map[string]any{"address": map[string]any{"street": bad, "postalCode": "95444", "city": "Bayreuth"}}},
			"city":    {f.owner, `postalAddressSet(input: $i)`, map[string]any{"address": map[string]any{"postalCode": "95444", "city": bad}}},
		} {
			operation, _, _ := strings.Cut(tt.document, "(")
			kind := strings.ToUpper(operation[:1]) + operation[1:] + "Input"
			a := patiently(t, tt.client, "mutation($i: "+kind+"!) { "+tt.document+" { userErrors { code field } } }", map[string]any{"i": tt.input})
			var out map[string]struct{ UserErrors []userError }
			if err := json.Unmarshal(a.Data, &out); err != nil {
				t.Fatalf("%s: %v %+v", name, err, a.Errors)
			}
			if list := out[operation].UserErrors; len(list) != 1 || list[0].Code != "INVALID" || len(list[0].Field) == 0 {
				t.Errorf("%s %q: got %+v", name, bad, list)
			}
		}
	}
	_, mails := w.send(t, sent{method: "GET", path: "/demo/mails.json"})
	if strings.Contains(mails, "evil") || strings.Contains(mails, "nora@") {
		t.Errorf("a mail was written: %.300s", mails)
	}
}

// trayCode waits until a letter with another code than the given ones lies in the tray, and returns its code.
func trayCode(t *testing.T, w *world, known ...string) string {
	t.Helper()
	for range 3000 {
		_, body := w.send(t, sent{method: "GET", path: "/demo/letters.json"})
		var letters []struct{ Code string }
		if err := json.Unmarshal([]byte(body), &letters); err != nil {
			t.Fatalf("%v: %.200s", err, body)
		}
		for _, l := range letters {
			if !slices.Contains(known, l.Code) {
				return l.Code
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("no letter")
	return ""
}

func TestAttackCase41CodeOfAnEarlierAddressIsVoid(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		nora := register(t, w, "nora@demo.example")
		move := func(city, postalCode string) {
			nora.Must(t, `mutation($i: PostalAddressSetInput!) { postalAddressSet(input: $i) { userErrors { code } } }`,
				map[string]any{"i": map[string]any{"address": map[string]any{"street": "Ring", "houseNumber": "1", "postalCode": postalCode, "city": city}}}, nil)
		}
		activate := func(c testkit.Client, code string) string {
			return outcome(t, patiently(t, c, `mutation($i: AccountActivateInput!) { accountActivate(input: $i) { viewer { trustLevel postalAddress { city } } userErrors { code field message } } }`, map[string]any{"i": map[string]any{"code": code}}))
		}
		move("Bamberg", "96047")
		first := trayCode(t, w)
		move("München", "80331")
		second := trayCode(t, w, first)
		if got := activate(nora, first); got != "WRONG_CODE" {
			t.Errorf("code of the earlier address: got %s", got)
		}
		if got := activate(w.as(t, buyer), second); got != "WRONG_STATE" {
			t.Errorf("code of another person: got %s", got)
		}
		if got := activate(nora, strings.ToLower(strings.ReplaceAll(second, "-", " "))); got != "ok" {
			t.Errorf("code of the address: got %s", got)
		}
		if got := activate(nora, second); got != "WRONG_STATE" {
			t.Errorf("the same code again: got %s", got)
		}
	})
}

func TestAttackCase45ReusedRefreshTokenEndsTheSession(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		in, body := w.send(t, sent{body: `{"query":"mutation { sessionStart(input: {email: \"` + citizen + `\", password: \"` + password + `\"}) { accessToken } }"}`})
		if len(in.Cookies()) != 1 {
			t.Fatal(body)
		}
		refresh := func(cookie *http.Cookie) (*http.Response, string) {
			return w.send(t, sent{path: "/auth/refresh", header: head("Cookie", cookie.Name+"="+cookie.Value)})
		}
		stolen := in.Cookies()[0]
		renewed, body := refresh(stolen)
		var token struct{ AccessToken string }
		if err := json.Unmarshal([]byte(body), &token); err != nil || renewed.StatusCode != 200 {
			t.Fatalf("got %d %s", renewed.StatusCode, body)
		}
		// Two tabs may come at once; what comes later is a thief, or the one who was robbed.
		err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE refresh_token SET used_at = ? WHERE used_at IS NOT NULL`, tx.Now.Add(-11*time.Second))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if res, body := refresh(stolen); res.StatusCode != 401 || strings.Contains(body, "accessToken") || res.Cookies()[0].MaxAge >= 0 {
			t.Errorf("the token used before: got %d %s", res.StatusCode, body)
		}
		if res, _ := refresh(renewed.Cookies()[0]); res.StatusCode != 401 {
			t.Errorf("its successor: got %d", res.StatusCode)
		}
		if res, body := w.send(t, sent{body: `{"query":"{ viewer { email } }"}`, header: head("Authorization", "Bearer "+token.AccessToken)}); res.StatusCode != 401 {
			t.Errorf("the access token: got %d %s", res.StatusCode, body)
		}
	})
}

// The thief of a cookie and its owner both lose everything that depends on it, once the copy comes back late: tokens, cookies and open
// sockets. Other sessions of the person go on.
func TestAttackCase45NothingOfTheSessionGoesOn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		elsewhere := w.as(t, citizen)
		in, body := w.send(t, sent{body: `{"query":"mutation { sessionStart(input: {email: \"` + citizen + `\", password: \"` + password + `\"}) { accessToken } }"}`})
		if len(in.Cookies()) != 1 {
			t.Fatal(body)
		}
		refresh := func(cookie *http.Cookie) (*http.Response, string) {
			return w.send(t, sent{path: "/auth/refresh", header: head("Cookie", cookie.Name+"="+cookie.Value)})
		}
		copied := in.Cookies()[0]
		var cookies []*http.Cookie
		var tokens []string
		var sockets []line
		for range 2 {
			res, body := refresh(copied)
			var token struct{ AccessToken string }
			if err := json.Unmarshal([]byte(body), &token); err != nil || res.StatusCode != 200 {
				t.Fatalf("got %d %s", res.StatusCode, body)
			}
			cookies, tokens = append(cookies, res.Cookies()...), append(tokens, token.AccessToken)
			sockets = append(sockets, w.connect(t, token.AccessToken))
		}
		other := w.connect(t, elsewhere.Token)
		err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE refresh_token SET used_at = ? WHERE used_at IS NOT NULL`, tx.Now.Add(-11*time.Second))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if res, _ := refresh(copied); res.StatusCode != 401 {
			t.Fatalf("the cookie used before: got %d", res.StatusCode)
		}
		for i, token := range tokens {
			if res, body := w.send(t, sent{body: `{"query":"{ viewer { email } }"}`, header: head("Authorization", "Bearer "+token)}); res.StatusCode != 401 || strings.Contains(body, citizen) {
				t.Errorf("access token %d: got %d %s", i, res.StatusCode, body)
			}
			if got := sockets[i].closing(); got != 4401 {
				t.Errorf("socket %d: closed by %d", i, got)
			}
		}
		for i, cookie := range cookies {
			if res, body := refresh(cookie); res.StatusCode != 401 || strings.Contains(body, "accessToken") {
				t.Errorf("cookie %d: got %d", i, res.StatusCode)
			}
		}
		elsewhere.Must(t, `{ viewer { email } }`, nil, nil)
		other.ask("live", "subscription { mailboxChanged { cursor } }", nil)
		if m := other.hearAny(); m.Type != "ping" || !strings.Contains(string(m.Payload), "live") {
			t.Errorf("the other session's socket says %s %s", m.Type, m.Payload)
		}
	})
}

// Attack case 46 over the ways that are not GraphQL over POST; http_test.go has that one.
func TestAttackCase46ForgedTokensOpenNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	header, claims, _ := strings.Cut(f.owner.Token, ".")
	claims, signature, _ := strings.Cut(claims, ".")
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"at+jwt"}`)) + "." + claims + "."
	for name, token := range map[string]string{
		"alg none": none, "cut": header + "." + claims, "bits turned": header + "." + claims + "." + strings.ToUpper(signature[:40]) + signature[40:],
		"a NUL": f.owner.Token + "\x00", "the refresh token's form": strings.Repeat("A", 43), "over-long": strings.Repeat("A", 20_000), "empty": "",
	} {
		if !strings.ContainsRune(token, 0) {
			forged := testkit.Client{URL: w.URL, Token: token}
			if res, body := fetchFile(t, forged, w.URL+"/documents/"+f.document, ""); res.StatusCode != 401 || strings.Contains(string(body), "PDF") {
				t.Errorf("%s: GET answers %d", name, res.StatusCode)
			}
			if got := put(t, forged, w.URL+"/documents/"+f.document, pdf(100)); got != 401 {
				t.Errorf("%s: PUT answers %d", name, got)
			}
			if token != "" && streamRefusal(t, forged, `subscription { mailboxChanged { cursor } }`, nil) != "UNAUTHENTICATED" {
				t.Errorf("%s: the event stream opens", name)
			}
		}
		l := w.dial(t)
		hello, err := json.Marshal(map[string]any{"type": "connection_init", "payload": map[string]any{"authorization": "Bearer " + token}})
		if err != nil {
			t.Fatal(err)
		}
		l.send(string(hello))
		if got := l.closing(); got != websocket.StatusCode(4403) {
			t.Errorf("%s: the socket closes with %d", name, got)
		}
	}
}

func TestAttackCase48AddressesCannotBeTriedOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		register(t, w, "nora@demo.example")
		for name, document := range map[string]string{
			"sign-in":      `mutation { sessionStart(input: {email: "%s", password: "wrong but long enough"}) { accessToken expiresAt viewer { id } userErrors { code field message } } }`,
			"reset":        `mutation { passwordResetRequest(input: {email: "%s"}) { accepted userErrors { code field message } } }`,
			"registration": `mutation { accountRegister(input: {email: "%s", givenName: "Nora", familyName: "Ächter", termsVersion: "2026-11"}) { accepted userErrors { code field message } } }`,
		} {
			ask := func(email string) string {
				body, err := json.Marshal(map[string]any{"query": fmt.Sprintf(document, email)})
				if err != nil {
					t.Fatal(err)
				}
				res, answer := w.send(t, sent{body: string(body)})
				return fmt.Sprint(res.StatusCode, len(res.Header), res.Cookies(), answer)
			}
			known, unknown := ask("nora@demo.example"), ask("nobody@demo.example")
			if known != unknown {
				t.Errorf("%s: known %s, unknown %s", name, known, unknown)
			}
		}
	})
}

// It stands alone: it looks at the memory of the whole process.
func TestAttackCase50AThousandSignInsAtOnceAreBounded(t *testing.T) {
	w := newMailWorldWith(t, worldConfig(t, ""), testkit.Quiet(), realPasswords)
	runtime.GC()
	done := make(chan struct{})
	peak := make(chan uint64)
	go func() {
		var most uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	counts := map[string]int{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for i := range 1000 {
		all.Go(func() {
			got := signIn(t, client, w.URL, fmt.Sprintf("somebody-%d@demo.example", i))
			mu.Lock()
			defer mu.Unlock()
			counts[got]++
		})
	}
	all.Wait()
	close(done)
	if most := <-peak; most > 1<<30 {
		t.Errorf("the heap grew to %d MiB", most>>20)
	}
	// Too many for the network is 429; too many at once for the processors is an answer of the operation.
	// A request that had a slot, and whose time was over before the database had one, on a slow machine, gets 503.
	refused := counts["429 RATE_LIMITED"] + counts["200 RATE_LIMITED"] + counts["503 UNAVAILABLE"]
	if tried := counts["200 WRONG_CREDENTIALS"]; tried == 0 || refused == 0 || tried+refused != 1000 {
		t.Errorf("got %v", counts)
	}
	w.as(t, citizen)
}

// signIn tries a wrong password and returns status and code.
func signIn(t *testing.T, client *http.Client, url, email string) string {
	body := fmt.Sprintf(`{"query":"mutation { sessionStart(input: {email: \"%s\", password: \"wrong\"}) { accessToken userErrors { code } } }"}`, email)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/graphql-response+json")
	res, err := client.Do(req)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	a := &testkit.Answer{}
	if err := json.NewDecoder(res.Body).Decode(a); err != nil {
		return err.Error()
	}
	if code := a.Code(); code != "" {
		return fmt.Sprint(res.StatusCode, " ", code)
	}
	return fmt.Sprint(res.StatusCode, " ", outcome(t, a))
}
