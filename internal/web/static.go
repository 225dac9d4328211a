package web

import (
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// static serves the SPA out of memory: hashed assets for good, everything else with a strong ETag, compressed as it was
// built.
type static struct {
	assets map[string]*asset
	index  *asset
}

type asset struct {
	body, br, gz []byte
	etag         string
	mediaType    string
	// policy is the Content-Security-Policy of a page; nil for everything else.
	policy    func(*http.Request) string
	immutable bool
}

const explorerPath = "/api-explorer"

func newStatic(files fs.FS, policy string, explorer func(*http.Request) string) (*static, error) {
	s := &static{assets: map[string]*asset{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || isHidden(name) {
			return err
		}
		a, err := load(files, name)
		if err != nil {
			return err
		}
		switch name {
		case "index.html":
			a.policy = func(*http.Request) string { return policy }
			s.index = a
		case "explorer.html":
			a.policy = explorer
			name = strings.TrimPrefix(explorerPath, "/")
		}
		s.assets["/"+name] = a
		return nil
	})
	return s, err
}

// isHidden reports whether a file has no path of its own: a compressed form, which goes with its original, or one that only the build
// needs.
func isHidden(name string) bool {
	return strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".map") || strings.HasPrefix(name, ".")
}

func load(files fs.FS, name string) (*asset, error) {
	body, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	a := &asset{
		body: body, etag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`,
		mediaType: mediaTypeOf(name), immutable: strings.HasPrefix(name, "assets/"),
	}
	// A file that did not get smaller has no compressed form.
	a.br, _ = fs.ReadFile(files, name+".br")
	a.gz, _ = fs.ReadFile(files, name+".gz")
	return a, nil
}

// mediaTypeOf is the media type of a file of the SPA, the same on every machine.
func mediaTypeOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".svg":
		return "image/svg+xml; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".ttf":
		return "font/ttf"
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		methodNotAllowed("GET, HEAD").ServeHTTP(w, r)
		return
	}
	a := s.find(r.URL.Path)
	if a == nil {
		writeProblem(w, http.StatusNotFound, "NOT_FOUND", "there is nothing here")
		return
	}
	a.serve(w, r)
}

// find answers every path that is no file with the SPA, whose router knows it.
func (s *static) find(p string) *asset {
	if a := s.assets[p]; a != nil {
		return a
	}
	if strings.HasPrefix(p, "/assets/") || path.Ext(p) != "" || p == explorerPath {
		return nil
	}
	return s.index
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	body, coding := a.inBestCoding(r.Header.Get("Accept-Encoding"))
	etag := a.etag
	if coding != "" {
		// Two codings are two representations: they must not share a strong validator (RFC 9110, 8.8.3).
		etag = etag[:len(etag)-1] + "-" + coding + `"`
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Type", a.mediaType)
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", etag)
	h.Set("Cache-Control", "no-cache")
	if a.immutable {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if a.policy != nil {
		h.Set("Content-Security-Policy", a.policy(r))
	}
	if matchesETag(r.Header.Get("If-None-Match"), etag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

// inBestCoding is the body in the best coding that the browser accepts; coding is empty for the body as it is.
func (a *asset) inBestCoding(accept string) (body []byte, coding string) {
	switch {
	case a.br != nil && acceptsCoding(accept, "br"):
		return a.br, "br"
	case a.gz != nil && acceptsCoding(accept, "gzip"):
		return a.gz, "gzip"
	}
	return a.body, ""
}

// acceptsCoding reports whether Accept-Encoding names a coding and does not refuse it.
func acceptsCoding(accept, coding string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		if name, params, _ := strings.Cut(part, ";"); strings.EqualFold(strings.TrimSpace(name), coding) {
			return quality(params) > 0
		}
	}
	return false
}

// matchesETag reports whether If-None-Match has an entity tag, compared weakly (RFC 9110, 13.1.2).
func matchesETag(list, etag string) bool {
	for part := range strings.SplitSeq(list, ",") {
		if tag := strings.TrimPrefix(strings.TrimSpace(part), "W/"); tag == etag || tag == "*" {
			return true
		}
	}
	return false
}
