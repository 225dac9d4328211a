package web

import (
	"strings"
	"testing"
)

func TestAssetsGoOutAsTheyWereBuilt(t *testing.T) {
	t.Parallel()
	h := handlerOf(t, options("https://schalter.example"))
	const script, page = "/assets/main.1a2b.js", "/"
	tests := map[string]struct {
		path, accept, coding, body, cache string
	}{
		"script, brotli":        {script, "gzip, deflate, br", "br", "br", "public, max-age=31536000, immutable"},
		"script, gzip":          {script, "gzip", "gzip", "gz", "public, max-age=31536000, immutable"},
		"script, as it is":      {script, "", "", "console.log(1)", "public, max-age=31536000, immutable"},
		"script, brotli is not": {script, "br;q=0, gzip", "gzip", "gz", "public, max-age=31536000, immutable"},
		"script, neither":       {script, "br;q=0, gzip;q=0.0", "", "console.log(1)", "public, max-age=31536000, immutable"},
		"script, other coding":  {script, "brotli, x-gzip", "", "console.log(1)", "public, max-age=31536000, immutable"},
		"page, brotli":          {page, "br;q=0.9", "br", "brotli", "no-cache"},
		"page, no gzip of it":   {page, "gzip", "", "<!doctype html><title>Schalter</title>", "no-cache"},
		"text":                  {"/robots.txt", "gzip, br", "", "User-agent: *\n", "no-cache"},
	}
	for name, tt := range tests {
		res := ask(h, "GET", tt.path, "Accept-Encoding", tt.accept)
		if body := text(t, res); res.StatusCode != 200 || body != tt.body || res.Header.Get("Content-Encoding") != tt.coding {
			t.Errorf("%s: got %d %q %q", name, res.StatusCode, res.Header.Get("Content-Encoding"), body)
		}
		if got := res.Header.Get("Cache-Control"); got != tt.cache || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: Cache-Control %q, Vary %q", name, got, res.Header.Get("Vary"))
		}
		if head := ask(h, "HEAD", tt.path, "Accept-Encoding", tt.accept); head.ContentLength != int64(len(tt.body)) || text(t, head) != "" {
			t.Errorf("%s: HEAD says %d bytes", name, head.ContentLength)
		}
	}
}

func TestKnownEntitiesAreNotSentAgain(t *testing.T) {
	t.Parallel()
	h := handlerOf(t, options("https://schalter.example"))
	etag := ask(h, "GET", "/").Header.Get("ETag")
	brotli := ask(h, "GET", "/", "Accept-Encoding", "br").Header.Get("ETag")
	if etag == brotli || !strings.HasPrefix(etag, `"`) || !strings.HasSuffix(brotli, `-br"`) {
		t.Errorf("entity tags %s and %s", etag, brotli)
	}
	for header, want := range map[string]int{
		etag: 304, "W/" + etag: 304, `"x", ` + etag: 304, "*": 304, "": 200, `"x"`: 200, brotli: 200, strings.Trim(etag, `"`): 200,
	} {
		res := ask(h, "GET", "/", "If-None-Match", header)
		if res.StatusCode != want || res.Header.Get("ETag") != etag {
			t.Errorf("If-None-Match %s: got %d", header, res.StatusCode)
		}
		if want == 304 && (text(t, res) != "" || res.Header.Get("Content-Encoding") != "") {
			t.Errorf("If-None-Match %s: an answer without content has some", header)
		}
	}
}

func TestPathsAreFilesOrTheSPAOrNothing(t *testing.T) {
	t.Parallel()
	h := handlerOf(t, options("https://schalter.example"))
	for path, want := range map[string]int{
		"/": 200, "/postfach/mbx_0": 200, "/start?service=srv_1": 200, "/api-explorer": 200, "/robots.txt": 200,
		"/assets/main.1a2b.js.map": 404, "/assets/main.1a2b.js.br": 404, "/assets/none.js": 404, "/assets/": 404, "/assets/x": 404,
		"/.keep": 404, "/explorer.html": 404, "/.env": 404, "/wp-login.php": 404, "/favicon.ico": 404, "/auth/nothing": 404,
		"/assets/%2e%2e/index.html": 404, "/a/%2e%2e/.keep": 404, "/%00": 200, "/%ff": 200,
	} {
		if got := ask(h, "GET", path).StatusCode; got != want && got != 307 && got != 301 {
			t.Errorf("%s: got %d, want %d", path, got, want)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"} {
		res := ask(h, method, "/")
		if body := text(t, res); res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD" || strings.Contains(body, "doctype") {
			t.Errorf("%s: got %d", method, res.StatusCode)
		}
	}
}

func TestMediaTypesDoNotDependOnTheMachine(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"a.js": "text/javascript; charset=utf-8", "a.css": "text/css; charset=utf-8", "a.html": "text/html; charset=utf-8", "a.svg": "image/svg+xml; charset=utf-8",
		"a.woff2": "font/woff2", "a.ttf": "font/ttf", "a.webmanifest": "application/manifest+json", "a.txt": "text/plain; charset=utf-8",
		"a.unheardof": "application/octet-stream", "a": "application/octet-stream",
	} {
		if got := mediaTypeOf(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
