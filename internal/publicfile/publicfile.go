// Package publicfile makes and serves files for everybody at addresses that stay: spreadsheets, CSV and JSON of public data. A file is
// whole in memory and named by its digest, so that who has it asks only whether it changed. Begin with [New] and [File.ServeHTTP]; a table
// becomes a file by [Table.XLSX] and [Table.CSV].
//
// Guaranteed here: text that a spreadsheet program would take for a formula stays text ([Table]); the same content has the same bytes,
// ETag and Repr-Digest (RFC 9530).
package publicfile

import (
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The media types of the files.
const (
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	CSV  = "text/csv; charset=utf-8; header=present"
	JSON = "application/json"
)

// File is a public file with its content.
type File struct {
	name, mediaType, licence string
	content                  []byte
	etag, digest             string
	modified                 time.Time
}

// New returns a file. Licence is the address of what its use is bound to; empty for none.
func New(name, mediaType, licence string, content []byte) *File {
	sum := sha256.Sum256(content)
	return &File{
		name: name, mediaType: mediaType, licence: licence, content: content,
		etag: `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, digest: "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":",
	}
}

// ModifiedAt is the file with the moment of its last change, which is told where it is known.
func (f *File) ModifiedAt(at time.Time) *File {
	dated := *f
	dated.modified = at.UTC().Truncate(time.Second)
	return &dated
}

// Size is the number of its bytes.
func (f *File) Size() int { return len(f.content) }

// ServeHTTP answers GET and HEAD with the file, or with 304 who has it already.
func (f *File) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("ETag", f.etag)
	h.Set("Repr-Digest", f.digest)
	h.Set("Cache-Control", "public, no-cache")
	// Everybody may read it from everywhere.
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Repr-Digest, Link")
	if f.licence != "" {
		h.Set("Link", "<"+f.licence+`>; rel="license"`)
	}
	if !f.modified.IsZero() {
		h.Set("Last-Modified", f.modified.Format(http.TimeFormat))
	}
	if f.isKnown(r) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", f.mediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	h.Set("Content-Length", strconv.Itoa(len(f.content)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(f.content)
	}
}

// isKnown reports whether the caller has this file already; a tag counts more than a date (RFC 9110, 13.2.2).
func (f *File) isKnown(r *http.Request) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" {
		return has(tags, f.etag)
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !f.modified.IsZero() && !f.modified.After(since)
}

// has reports whether If-None-Match has an entity tag, compared weakly (RFC 9110, 13.1.2).
func has(list, etag string) bool {
	for part := range strings.SplitSeq(list, ",") {
		if tag := strings.TrimPrefix(strings.TrimSpace(part), "W/"); tag == etag || tag == "*" {
			return true
		}
	}
	return false
}
