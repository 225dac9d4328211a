package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/viewer"
)

func TestEveryAnswerHasTheHeadersOfItsKind(t *testing.T) {
	t.Parallel()
	const strict = "default-src 'none'; frame-ancestors 'none'; sandbox"
	tests := map[string]struct {
		method, path string
		header       []string
		status       int
		policy       string
	}{
		"page":             {"GET", "/", nil, 200, "script-src 'self';"},
		"page of the SPA":  {"GET", "/mailboxes/x", nil, 200, "require-trusted-types-for 'script'"},
		"explorer":         {"GET", "/api-explorer", nil, 200, "worker-src 'self' blob:"},
		"asset":            {"GET", "/assets/main.1a2b.js", nil, 200, strict},
		"nothing":          {"GET", "/assets/none.js", nil, 404, strict},
		"health":           {"GET", "/healthz", nil, 200, strict},
		"contract":         {"GET", "/schema.graphql", nil, 200, strict},
		"GraphQL":          {"POST", "/graphql", nil, 415, strict},
		"renewal":          {"POST", "/auth/refresh", nil, 401, strict},
		"document":         {"GET", document, []string{"Authorization", "Bearer right"}, 200, strict},
		"foreign document": {"GET", document, []string{"Authorization", "Bearer wrong"}, 401, strict},
		"another site":     {"POST", "/graphql", []string{"Origin", "https://evil.example"}, 403, strict},
		"fault":            {"GET", "/panic", nil, 500, strict},
	}
	h := handlerOf(t, options("https://schalter.example"))
	for name, tt := range tests {
		res := ask(h, tt.method, tt.path, tt.header...)
		if res.StatusCode != tt.status {
			t.Errorf("%s: status %d, want %d", name, res.StatusCode, tt.status)
		}
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
			"Strict-Transport-Security": "max-age=31536000; includeSubDomains", "X-Request-Id": "req_",
			"Content-Security-Policy": tt.policy, "Permissions-Policy": "camera",
		} {
			if header == "Permissions-Policy" {
				want = "geolocation=()"
			}
			if got := res.Header.Get(header); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q, want %q in it", name, header, got, want)
			}
		}
		policy := res.Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") && name != "explorer" || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe-eval") {
			t.Errorf("%s: policy %q", name, policy)
		}
	}
	if res := ask(handlerOf(t, options("http://127.0.0.1:8080")), "GET", "/"); res.Header.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS without https")
	}
}

func TestSocketsOfThePageAreOfItsHost(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{"https://schalter.example": "wss://schalter.example;", "http://127.0.0.1:8080": "ws://127.0.0.1:8080;"} {
		if got := ask(handlerOf(t, options(base)), "GET", "/").Header.Get("Content-Security-Policy"); !strings.Contains(got, "connect-src 'self' "+want) {
			t.Errorf("%s: got %q", base, got)
		}
	}
}

func TestDemoAnswersUnderNamesOfThisMachineOnly(t *testing.T) {
	t.Parallel()
	o := options("http://127.0.0.1:8080")
	o.Demo = true
	demo, real := handlerOf(t, o), handlerOf(t, options("https://schalter.example"))
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "127.0.0.1:8080": 200, "[::1]:8080": 200, "127.9.9.9": 200,
		"evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "10.0.0.1": 421, "": 421, "[::ffff:10.0.0.1]": 421,
	} {
		if got := ask(demo, "GET", "/healthz", "Host", host).StatusCode; got != want {
			t.Errorf("demo as %q: got %d, want %d", host, got, want)
		}
	}
	if got := ask(real, "GET", "/healthz", "Host", "evil.example").StatusCode; got != 200 {
		t.Errorf("real as another name: got %d", got)
	}
}

func TestForwardedAddressesCountFromTrustedProxiesOnly(t *testing.T) {
	t.Parallel()
	o := options("https://schalter.example")
	o.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	tests := map[string]struct {
		peer      string
		forwarded []string
		want      string
	}{
		"nobody between":            {"192.0.2.1:1", nil, "192.0.2.1"},
		"claimed by a stranger":     {"192.0.2.1:1", []string{"198.51.100.7"}, "192.0.2.1"},
		"told by the proxy":         {"10.0.0.1:1", []string{"198.51.100.7"}, "198.51.100.7"},
		"claimed through the proxy": {"10.0.0.1:1", []string{"203.0.113.9, 198.51.100.7"}, "198.51.100.7"},
		"claimed in another header": {"10.0.0.1:1", []string{"203.0.113.9", "198.51.100.7"}, "198.51.100.7"},
		"two proxies":               {"10.0.0.1:1", []string{"198.51.100.7, 10.0.0.2"}, "198.51.100.7"},
		"all trusted":               {"10.0.0.1:1", []string{"10.0.0.3"}, "10.0.0.3"},
		"nonsense":                  {"10.0.0.1:1", []string{"198.51.100.7, unknown"}, "10.0.0.1"},
		"with a port":               {"10.0.0.1:1", []string{"198.51.100.7:4711"}, "198.51.100.7"},
		"IPv6 with brackets":        {"[fd00::1]:1", []string{"[2001:db8::7]"}, "2001:db8::7"},
		"IPv4 written as IPv6":      {"[::ffff:10.0.0.1]:1", []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		"a zone":                    {"[fe80::1%eth0]:1", nil, "fe80::1"},
		"no address at all":         {"@", nil, "invalid IP"},
	}
	for name, tt := range tests {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.peer
		r.Header["X-Forwarded-For"] = tt.forwarded
		if got := newServer(o).address(r).String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

func TestCookieIsBoundToItsHost(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://schalter.example": "__Host-schalter=next; Path=/; Expires=Mon, 02 Mar 2026 13:00:00 GMT; Max-Age=3600; HttpOnly; Secure; SameSite=Strict",
		"http://127.0.0.1:8080":    "schalter=next; Path=/; Expires=Mon, 02 Mar 2026 13:00:00 GMT; Max-Age=3600; HttpOnly; SameSite=Strict",
	} {
		name, _, _ := strings.Cut(want, "=")
		h := handlerOf(t, options(base))
		res := ask(h, "POST", "/auth/refresh", "Cookie", name+"=right")
		if got := res.Header.Get("Set-Cookie"); res.StatusCode != 200 || got != want {
			t.Errorf("got %d %q, want %q", res.StatusCode, got, want)
		}
		if got := res.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("Cache-Control %q", got)
		}
		if body := text(t, res); strings.Contains(body, "next") {
			t.Errorf("the refresh token is in the answer: %s", body)
		}
		res = ask(h, "POST", "/auth/refresh", "Cookie", name+"=wrong")
		if got := res.Header.Get("Set-Cookie"); res.StatusCode != 401 || !strings.HasPrefix(got, name+"=; Path=/; Max-Age=0") {
			t.Errorf("a cookie of nobody: got %d %q", res.StatusCode, got)
		}
		if res = ask(h, "POST", "/auth/refresh"); res.StatusCode != 401 || res.Header.Get("Set-Cookie") != "" {
			t.Errorf("no cookie: got %d %q", res.StatusCode, res.Header.Get("Set-Cookie"))
		}
	}
	// The cookie that any site of a neighbouring host could set does not count where there is https.
	if res := ask(handlerOf(t, options("https://schalter.example")), "POST", "/auth/refresh", "Cookie", "schalter=right"); res.StatusCode != 401 {
		t.Errorf("a cookie without its prefix: got %d", res.StatusCode)
	}
}

func TestPanicIsAFaultWithARequestID(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	o := options("https://schalter.example")
	o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	res := ask(handlerOf(t, o), "GET", "/panic")
	request, body := res.Header.Get("X-Request-Id"), text(t, res)
	if res.StatusCode != 500 || !strings.Contains(body, `"INTERNAL"`) || !strings.Contains(body, request) || strings.Contains(body, "boom") {
		t.Errorf("got %d %s", res.StatusCode, body)
	}
	for _, want := range []string{"panic=boom", "request=" + request, `route="GET /panic"`, "status=500"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %s: %s", want, log.String())
		}
	}
}

func TestLogNamesRoutesAndNobody(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	o := options("https://schalter.example")
	o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	ask(handlerOf(t, o), "GET", document+"?ticket=secret", "Authorization", "Bearer right", "User-Agent", "Anna's phone", "Cookie", "schalter=secret")
	if got := log.String(); !strings.Contains(got, `route="GET /documents/{id}"`) || !strings.Contains(got, "status=200 bytes=10") {
		t.Errorf("got %s", got)
	}
	for _, never := range []string{"secret", "right", "Anna", "192.0.2.1", "Lageplan"} {
		if strings.Contains(log.String(), never) {
			t.Errorf("%s is in the log: %s", never, log.String())
		}
	}
}

func TestAuthorizationIsABearerTokenOrRefused(t *testing.T) {
	t.Parallel()
	h := handlerOf(t, options("https://schalter.example"))
	for header, want := range map[string]int{
		"Bearer right": 200, "bearer right": 200, "Bearer  right": 200, "Bearer wrong": 401, "Bearer": 401, "Bearer ": 401, "right": 401,
		"Basic cmlnaHQ6": 401, "Bearer right right": 401,
	} {
		res := ask(h, "GET", document, "Authorization", header)
		if body := text(t, res); res.StatusCode != want || want == 401 && !strings.Contains(body, "UNAUTHENTICATED") {
			t.Errorf("%q: got %d %s", header, res.StatusCode, body)
		}
	}
}

func TestLanguageIsTheOneAskedForMost(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]string{
		"": "de", "de": "de", "en": "en", "EN-gb": "en", "de-AT,en;q=0.9": "de", "en-US,en;q=0.9,de;q=0.8": "en", "en;q=0.5,de;q=0.9": "de",
		"fr,en;q=0.3": "en", "fr,it": "de", "*": "de", "en;q=0": "de", "en;q=0,*": "de", "*;q=0.1,en;q=0.2": "en", "en ; q=0.4": "en",
		"en;q=NaN": "de", "en;q=2": "de", "en;q=x": "de", "english": "de", ",,;": "de", "fr;q=1, en;level=1": "en", "\x00en": "de",
		strings.Repeat("fr,", 5000) + "en": "en",
	} {
		if got := language(accept); got != want {
			t.Errorf("%.40q: got %s, want %s", accept, got, want)
		}
	}
}

func TestReadinessSaysWhy(t *testing.T) {
	t.Parallel()
	o := options("https://schalter.example")
	o.Ready = func(context.Context) ([]string, error) { return []string{"no gateway"}, nil }
	h := handlerOf(t, o)
	if res := ask(h, "GET", "/readyz"); res.StatusCode != 200 || text(t, res) != "ok\nwarning: no gateway\n" {
		t.Errorf("got %d", res.StatusCode)
	}
	o.Ready = func(context.Context) ([]string, error) { return nil, errors.New("stopping") }
	h = handlerOf(t, o)
	if res := ask(h, "GET", "/readyz"); res.StatusCode != 503 || text(t, res) != "stopping\n" {
		t.Errorf("got %d", res.StatusCode)
	}
	if res := ask(h, "GET", "/healthz"); res.StatusCode != 200 {
		t.Errorf("got %d", res.StatusCode)
	}
}

func TestFaultsHaveTheStatusOfTheirCode(t *testing.T) {
	t.Parallel()
	s := newServer(options("https://schalter.example"))
	for _, tt := range []struct {
		err    error
		status int
		code   string
	}{
		{errs.New(errs.NotFound, "x"), 404, "NOT_FOUND"},
		{errs.New(errs.Conflict, "x"), 409, "CONFLICT"},
		{errs.New(errs.RateLimited, "x"), 429, "RATE_LIMITED"},
		{errs.New(errs.Unavailable, "x"), 503, "UNAVAILABLE"},
		{errs.Refuse(errs.WrongState), 422, "WRONG_STATE"},
		{&http.MaxBytesError{Limit: 1}, 413, "TOO_LARGE"},
		{errors.New("secret of the database"), 500, "INTERNAL"},
		{&errs.Error{Code: errs.Internal, Message: "secret of a domain"}, 500, "INTERNAL"},
	} {
		w := httptest.NewRecorder()
		s.failWith(w, httptest.NewRequest("GET", "/", nil), tt.err)
		if body := w.Body.String(); w.Code != tt.status || !strings.Contains(body, `"`+tt.code+`"`) || strings.Contains(body, "secret") {
			t.Errorf("%v: got %d %s", tt.err, w.Code, body)
		}
	}
}

func TestRefusedMethodsSayWhatIsTaken(t *testing.T) {
	t.Parallel()
	h := handlerOf(t, options("https://schalter.example"))
	document, pack := "/documents/"+id.New(id.Document, noon), "/packages/"+id.New(id.Mailbox, noon)
	for _, tt := range []struct{ method, path, allow string }{
		{"DELETE", document, "GET, HEAD, PUT"},
		{"POST", document, "GET, HEAD, PUT"},
		{"HEAD", pack, "GET"},
		{"PUT", pack, "GET"},
		{"HEAD", "/letters/x.pdf", "GET"},
		{"DELETE", "/graphql", "GET, HEAD, POST"},
		{"POST", "/healthz", "GET, HEAD"},
		{"DELETE", "/readyz", "GET, HEAD"},
		{"POST", "/schema.graphql", "GET, HEAD"},
		{"POST", "/postfach", "GET, HEAD"},
	} {
		res := ask(h, tt.method, tt.path)
		if got := res.Header.Get("Allow"); res.StatusCode != http.StatusMethodNotAllowed || got != tt.allow {
			t.Errorf("%s %s: got %d, Allow %q, want %q", tt.method, tt.path, res.StatusCode, got, tt.allow)
		}
	}
	// The methods that are named as allowed are.
	res := ask(h, "HEAD", document, "Authorization", "bearer right")
	if res.StatusCode != 200 || res.ContentLength != 10 || res.Header.Get("ETag") == "" || text(t, res) != "" {
		t.Errorf("HEAD of a document: got %d, %d bytes, %v", res.StatusCode, res.ContentLength, res.Header)
	}
	if res := ask(h, "HEAD", "/schema.graphql"); res.StatusCode != 200 {
		t.Errorf("HEAD of the contract: got %d", res.StatusCode)
	}
}

// slowOffice makes files for longer than other requests may take.
type slowOffice struct{ asked time.Duration }

func (o slowOffice) make(ctx context.Context) error {
	select {
	case <-time.After(o.asked):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (o slowOffice) Package(ctx context.Context, _, _ string) (*Package, error) {
	return &Package{Filename: "x.zip", MediaType: "application/zip", Write: func(w io.Writer) error {
		_, err := io.WriteString(w, "whole")
		return err
	}}, o.make(ctx)
}

func (o slowOffice) Open(ctx context.Context, _ string) (*WholeFile, error) {
	return &WholeFile{Content: []byte("whole"), Filename: "x.pdf", MediaType: "application/pdf"}, o.make(ctx)
}

func (slowOffice) CheckTicket(*viewer.Viewer, string, string) error { return nil }

// silent is a directory of sessions that does not answer.
type silent struct{ person }

func (silent) Refresh(ctx context.Context, _ string) (*Renewed, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestAQuestionHasItsTimeAndAFileMore(t *testing.T) {
	t.Parallel()
	o := options("https://schalter.example")
	o.Packages, o.LetterFiles, o.Accounts = slowOffice{200 * time.Millisecond}, slowOffice{200 * time.Millisecond}, silent{person{"right"}}
	s := newServer(o)
	s.times.work = 20 * time.Millisecond
	h, err := s.handler()
	if err != nil {
		t.Fatal(err)
	}
	res := ask(h, "POST", "/auth/refresh", "Cookie", "__Host-schalter=right")
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || !strings.Contains(text(t, res), "UNAVAILABLE") {
		t.Errorf("a question that hangs: got %d", res.StatusCode)
	}
	for _, path := range []string{"/packages/" + id.New(id.Mailbox, noon), "/letters/x.pdf"} {
		if res := ask(h, "GET", path, "Authorization", "Bearer right"); res.StatusCode != 200 || text(t, res) != "whole" {
			t.Errorf("%s: got %d", path, res.StatusCode)
		}
	}
}

// A link to a file is followed by people: every refusal of it is a sentence in their language.
func TestALinkThatLeadsNowhereSaysSoInTheLanguageOfThePerson(t *testing.T) {
	t.Parallel()
	s := newServer(options("https://schalter.example"))
	sentenceFor := func(locale, path string, err error) string {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Sec-Fetch-Mode", "navigate")
		r.Header.Set("Accept-Language", locale)
		w := httptest.NewRecorder()
		if err == nil {
			handlerOf(t, s.Options).ServeHTTP(w, r)
		} else {
			who := viewer.Anonymous()
			who.Locale = locale
			s.failWith(w, r.WithContext(viewer.With(r.Context(), who)), err)
		}
		return w.Body.String()
	}
	for code := range faults {
		err := errs.New(code, "for programs")
		if de, en := sentenceFor("de", "/", err), sentenceFor("en", "/", err); strings.Contains(de+en, "for programs") || de == en || strings.HasPrefix(de, "{") {
			t.Errorf("%s: %q, %q", code, de, en)
		}
	}
	if de, en := sentenceFor("de", "/", io.ErrUnexpectedEOF), sentenceFor("en", "/", io.ErrUnexpectedEOF); de == en || strings.HasPrefix(de, "{") {
		t.Errorf("a fault here: %q, %q", de, en)
	}
	for _, path := range []string{"/documents/cut", "/packages/cut", "/originals/cut"} {
		if de, en := sentenceFor("de", path, nil), sentenceFor("en", path, nil); de == en || strings.HasPrefix(de, "{") {
			t.Errorf("%s: %q, %q", path, de, en)
		}
	}
}
