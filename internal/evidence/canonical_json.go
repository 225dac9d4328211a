package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	listHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">` + "\n" +
		`<asic:SigReference URI="` + fileSignature + `" MimeType="application/pkcs7-signature"/>` + "\n"
	listTail = "</asic:ASiCManifest>\n"
)

var listLine = regexp.MustCompile(`^<asic:DataObjectReference URI="([^"<>]+)" MimeType="[^"<>]*"><ds:DigestMethod Algorithm="` +
	regexp.QuoteMeta(sha256URI) + `"/><ds:DigestValue>([A-Za-z0-9+/=]+)</ds:DigestValue></asic:DataObjectReference>$`)

// readList reads the list of files in the one form in which it is written: digests by names, each name once. XML that says the
// same in another way is not read, so that nobody can read something else in it.
func readList(text []byte) (map[string][]byte, bool) {
	rest, begins := strings.CutPrefix(string(text), listHead)
	rest, ends := strings.CutSuffix(rest, listTail)
	if !begins || !ends || !utf8.Valid(text) {
		return nil, false
	}
	list := map[string][]byte{}
	for line := range strings.Lines(rest) {
		found := listLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if found == nil || !strings.HasSuffix(line, "\n") {
			return nil, false
		}
		name, err := url.PathUnescape(strings.ReplaceAll(found[1], "&amp;", "&"))
		sum, isBase64 := exactBase64(found[2])
		if _, twice := list[name]; err != nil || twice || escapeURI(name) != found[1] || !isBase64 || len(sum) != sha256.Size {
			return nil, false
		}
		list[name] = sum
	}
	return list, true
}

// exactBase64 decodes base64 in its one spelling: decoders pass over line feeds and over bits behind the last byte.
func exactBase64(s string) ([]byte, bool) {
	b, err := base64.StdEncoding.DecodeString(s)
	return b, err == nil && base64.StdEncoding.EncodeToString(b) == s
}

// readJSON reads a file of JSON as WritePackage writes it, with what stands behind it: no space, no name twice, whole numbers, one
// spelling of every text. Of what is known all must be there, with its name to the letter; what is not known is passed over.
func readJSON(text []byte, behind string, into any) bool {
	raw, ended := bytes.CutSuffix(text, []byte(behind))
	if !ended || !isCanonical(raw) || json.Unmarshal(raw, into) != nil {
		return false
	}
	var given, read any
	again, err := json.Marshal(into)
	return err == nil && json.Unmarshal(raw, &given) == nil && json.Unmarshal(again, &read) == nil && isReadWhole(read, given)
}

// isReadWhole reports whether everything that was read is in what was given, and the same.
func isReadWhole(read, given any) bool {
	switch read := read.(type) {
	case map[string]any:
		given, ok := given.(map[string]any)
		for name, value := range read {
			held, there := given[name]
			if !ok || !there || !isReadWhole(value, held) {
				return false
			}
		}
		return ok
	case []any:
		given, ok := given.([]any)
		if !ok || len(given) != len(read) {
			return false
		}
		for i := range read {
			if !isReadWhole(read[i], given[i]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(read, given)
}

const (
	maxNesting = 16
	// maxWhole is the largest number that JavaScript keeps exactly.
	maxWhole = 1<<53 - 1
)

var fieldName = regexp.MustCompile(`^[A-Za-z0-9]+$`)

var errForm = errors.New("not the form in which it is written")

// isCanonical says that JSON reads the same when it is written again.
func isCanonical(text []byte) bool {
	if !utf8.Valid(text) {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var again bytes.Buffer
	return writeCanonical(d, &again, 0) == nil && bytes.Equal(again.Bytes(), text)
}

func writeCanonical(d *json.Decoder, w *bytes.Buffer, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	switch token := token.(type) {
	case json.Delim:
		if depth == maxNesting {
			return errForm
		}
		return writeCanonicalList(d, w, depth+1, token)
	case json.Number:
		n, err := strconv.ParseInt(token.String(), 10, 64)
		if err != nil || n > maxWhole || n < -maxWhole {
			return errForm
		}
		w.WriteString(strconv.FormatInt(n, 10))
		return nil
	}
	b, err := json.Marshal(token)
	w.Write(b)
	return err
}

// writeCanonicalList writes an object or an array, whose beginning was read.
func writeCanonicalList(d *json.Decoder, w *bytes.Buffer, depth int, kind json.Delim) error {
	w.WriteRune(rune(kind))
	names := map[string]bool{}
	for n := 0; d.More(); n++ {
		if n > 0 {
			w.WriteByte(',')
		}
		if kind == '{' {
			token, err := d.Token()
			name, _ := token.(string)
			// Our decoder takes a name in any case of letters, others do not.
			if err != nil || !fieldName.MatchString(name) || names[strings.ToLower(name)] {
				return errors.Join(errForm, err)
			}
			names[strings.ToLower(name)] = true
			w.WriteString(`"` + name + `":`)
		}
		if err := writeCanonical(d, w, depth); err != nil {
			return err
		}
	}
	// The reader knows which bracket closes which.
	if _, err := d.Token(); err != nil {
		return err
	}
	w.WriteByte(byte(kind) + 2)
	return nil
}
