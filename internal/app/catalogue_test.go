//go:build demo

package app

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
)

// marketFile fetches a public file of the market as anybody would.
func marketFile(t *testing.T, w *world, method, name string, header http.Header) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, w.URL+"/files/market/"+name, nil)
	if err != nil {
		t.Fatal(err)
	}
	for key := range header {
		r.Header.Set(key, header.Get(key))
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

func TestF21FilesOfTheCatalogueStandAtAddressesThatStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	got := marketFile(t, w, http.MethodGet, "catalogue.csv", nil)
	lines, err := csv.NewReader(got.Body).ReadAll()
	// 24 offerings of the demonstration, one of them withdrawn, and the headings.
	if err != nil || got.StatusCode != http.StatusOK || len(lines) != 24 || lines[0][0] != "slug" {
		t.Fatal(got.Status, len(lines), err)
	}
	h := got.Header
	if h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Set-Cookie") != "" || !strings.HasPrefix(h.Get("Repr-Digest"), "sha-256=:") || h.Get("Last-Modified") == "" {
		t.Error(h)
	}
	for _, known := range []http.Header{head("If-None-Match", h.Get("ETag")), head("If-Modified-Since", h.Get("Last-Modified"))} {
		if again := marketFile(t, w, http.MethodGet, "catalogue.csv", known); again.StatusCode != http.StatusNotModified {
			t.Error(known, again.Status)
		}
	}
	for _, name := range []string{"catalogue.xlsx", "catalogue-en.xlsx", "catalogue-en.csv", "catalogue.json"} {
		if head := marketFile(t, w, http.MethodHead, name, nil); head.StatusCode != http.StatusOK || head.ContentLength < 5_000 {
			t.Errorf("%s: %s, %d bytes", name, head.Status, head.ContentLength)
		}
	}
	if none := marketFile(t, w, http.MethodGet, "catalogue.pdf", nil); none.StatusCode != http.StatusNotFound {
		t.Error(none.Status)
	}
}
