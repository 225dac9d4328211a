package web

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

func TestTextsSayTheirCharset(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		mediaType, content, want string
	}{
		"ASCII":                {"text/plain", "Antrag", "text/plain; charset=utf-8"},
		"UTF-8":                {"text/csv", "Straße;Müller", "text/csv; charset=utf-8"},
		"UTF-8 with its mark":  {"text/plain", "\xef\xbb\xbfStraße", "text/plain; charset=utf-8"},
		"Windows":              {"text/plain", "Stra\xdfe", "text/plain; charset=windows-1252"},
		"UTF-16":               {"text/plain", "\xff\xfeA\x00", "text/plain; charset=utf-16"},
		"empty":                {"text/plain", "", "text/plain; charset=utf-8"},
		"cut in a character":   {"text/plain", strings.Repeat("a", charsetSample-1) + "ß und mehr", "text/plain; charset=utf-8"},
		"Windows, much of it":  {"text/plain", "\xdf" + strings.Repeat("a", charsetSample), "text/plain; charset=windows-1252"},
		"XML that declares":    {"application/xml", `<?xml version="1.0" encoding="ISO-8859-1"?><a>` + "\xdf</a>", "application/xml; charset=iso-8859-1"},
		"XML without a word":   {"application/gml+xml", "<a>ß</a>", "application/gml+xml; charset=utf-8"},
		"a declaration forged": {"application/xml", `<?xml version="1.0" encoding="a; x=y"?><a/>`, "application/xml; charset=utf-8"},
		"no text":              {"application/pdf", "%PDF-1.7", "application/pdf"},
	} {
		r := bytes.NewReader([]byte(tt.content))
		got, err := typeWithCharset(tt.mediaType, r)
		if err != nil || got != tt.want {
			t.Errorf("%s: got %s, %v, want %s", name, got, err, tt.want)
		}
		if rest, err := io.ReadAll(r); err != nil || string(rest) != tt.content {
			t.Errorf("%s: %d bytes are left, %v", name, len(rest), err)
		}
	}
}

// The scripts of the API explorer are other people's.
func TestTheExplorerReachesNothingButTheAPI(t *testing.T) {
	t.Parallel()
	demo := options("http://127.0.0.1:8080")
	demo.Demo = true
	for _, tt := range []struct {
		o              Options
		host, connects string
	}{
		{options("https://schalter.example"), "schalter.example", "connect-src https://schalter.example/graphql wss://schalter.example/graphql;"},
		{options("https://schalter.example"), "evil.example", "connect-src https://schalter.example/graphql wss://schalter.example/graphql;"},
		{demo, "localhost:8080", "connect-src http://localhost:8080/graphql ws://localhost:8080/graphql;"},
	} {
		policy := ask(handlerOf(t, tt.o), "GET", "/api-explorer", "Host", tt.host).Header.Get("Content-Security-Policy")
		for _, want := range []string{tt.connects, "default-src 'none';", "form-action 'none';", "base-uri 'none';"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: %q is not in %q", tt.host, want, policy)
			}
		}
		_, sandbox, ok := strings.Cut(policy, "sandbox ")
		if !ok || strings.Contains(sandbox, "popups") || strings.Contains(sandbox, "navigation") {
			t.Errorf("%s: pages can be opened: %q", tt.host, policy)
		}
	}
}
