package mime

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	netmail "net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-message/textproto"

	"schalter/internal/mail"
)

// messageID is an id-left "@" id-right of RFC 5322, 3.6.4, without quoting, as every program writes it.
var messageID = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,180}@[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\\[\\]:-]{1,180}$")

var (
	mediaTypeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$`)
	tokenForm     = regexp.MustCompile(`^[A-Za-z0-9!#$&^_.+-]+$`)
)

const (
	maxReferences = 50
	maxLine       = 76
)

type field struct{ name, value string }

type param struct{ name, value string }

// headers collects the fields of one header; the first error stays.
type headers struct {
	fields []field
	err    error
}

// IsOneLine reports whether a value stays within its header line.
func IsOneLine(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	})
}

func validText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// add takes a value that may be folded already by CRLF and one space.
func (h *headers) add(name, value string) {
	if !IsOneLine(strings.ReplaceAll(value, "\r\n ", " ")) {
		h.err = firstError(h.err, fmt.Errorf("%w: %s", ErrHeader, name))
		return
	}
	h.fields = append(h.fields, field{name, value})
}

func (h *headers) envelope(e Envelope) {
	h.address("From", e.From)
	h.address("To", e.To)
	h.add("Date", e.Date.UTC().Format(time.RFC1123Z))
	h.ids("Message-ID", []string{e.MessageID})
	h.ids("In-Reply-To", e.InReplyTo)
	h.ids("References", e.References)
	switch e.AutoSubmitted {
	case "":
	case "auto-generated", "auto-replied":
		h.add("Auto-Submitted", e.AutoSubmitted)
	default:
		h.err = firstError(h.err, fmt.Errorf("%w: Auto-Submitted", ErrHeader))
	}
}

func (h *headers) address(name string, a Address) {
	parsed, err := mail.ParseAddress(a.Address)
	if err != nil || parsed != a.Address || !IsOneLine(a.Name) {
		h.err = firstError(h.err, fmt.Errorf("%w: %s", ErrHeader, name))
		return
	}
	if a.Name == "" {
		h.add(name, "<"+a.Address+">")
		return
	}
	h.add(name, fold((&netmail.Address{Name: a.Name, Address: a.Address}).String()))
}

// ids writes the first and the newest of many ids (RFC 5322, 3.6.4), one a line.
func (h *headers) ids(name string, ids []string) {
	if len(ids) == 0 {
		return
	}
	if len(ids) > maxReferences {
		ids = append([]string{ids[0]}, ids[len(ids)-maxReferences+1:]...)
	}
	for _, id := range ids {
		if !messageID.MatchString(id) {
			h.err = firstError(h.err, fmt.Errorf("%w: %s", ErrHeader, name))
			return
		}
	}
	h.add(name, "<"+strings.Join(ids, ">\r\n <")+">")
}

func (h *headers) text(name, value string) {
	if !IsOneLine(value) {
		h.err = firstError(h.err, fmt.Errorf("%w: %s", ErrHeader, name))
		return
	}
	h.add(name, fold(headerText(value)))
}

// parameters writes a value with parameters, each on a line of its own, long or non-ASCII ones in the form of RFC 2231 with
// continuations.
func (h *headers) parameters(name, value string, params []param) {
	form := tokenForm
	if name == "Content-Type" {
		form = mediaTypeForm
	}
	if !form.MatchString(value) {
		h.err = firstError(h.err, fmt.Errorf("%w: %s", ErrHeader, name))
		return
	}
	var b strings.Builder
	b.WriteString(value)
	for _, p := range params {
		if !IsOneLine(p.value) {
			h.err = firstError(h.err, fmt.Errorf("%w: %s", ErrHeader, p.name))
			return
		}
		for _, piece := range pieces(p) {
			b.WriteString(";\r\n " + piece)
		}
	}
	h.add(name, b.String())
}

// pieces is one parameter as it is written: quoted, or cut by RFC 2231, 3 and 4.
func pieces(p param) []string {
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.value)
	// What looks like an encoded word stands only where it is one.
	word := strings.Contains(p.value, "=?")
	if ascii(p.value) && (len(quoted) <= 200 || word) && (!word || p.name == "name") {
		return []string{p.name + `="` + strings.ReplaceAll(quoted, "?= =?", "?=\r\n =?") + `"`}
	}
	const piece = 60
	rest, cut := "utf-8''"+percent(p.value), []string(nil)
	if len(rest) <= piece {
		return []string{p.name + "*=" + rest}
	}
	for n := 0; rest != ""; n++ {
		end := min(piece, len(rest))
		if at := strings.LastIndexByte(rest[max(0, end-2):end], '%'); at >= 0 && end < len(rest) {
			end = max(0, end-2) + at
		}
		cut = append(cut, fmt.Sprintf("%s*%d*=%s", p.name, n, rest[:end]))
		rest = rest[end:]
	}
	return cut
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

func percent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < 0x80 && (unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) || c == '.' || c == '-' || c == '_') {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// fold breaks a long value at its spaces.
func fold(s string) string {
	if len(s) < maxLine-20 {
		return s
	}
	var b strings.Builder
	length := 20
	for i, w := range strings.Split(s, " ") {
		switch {
		case i > 0 && length+len(w) >= maxLine && w != "":
			b.WriteString("\r\n ")
			length = 1
		case i > 0:
			b.WriteByte(' ')
			length++
		}
		b.WriteString(w)
		length += len(w)
	}
	return b.String()
}

func (h *headers) writeTo(w io.Writer) error {
	if h.err != nil {
		return h.err
	}
	return textproto.WriteHeader(w, h.proto())
}

// writeFieldsTo writes the fields without the empty line after them.
func (h *headers) writeFieldsTo(w io.Writer) error {
	for _, f := range h.fields {
		if err := write(w, f.name+": "+f.value+"\r\n"); err != nil {
			return err
		}
	}
	return h.err
}

func (h *headers) proto() textproto.Header {
	var out textproto.Header
	for i := len(h.fields) - 1; i >= 0; i-- {
		out.AddRaw([]byte(h.fields[i].name + ": " + h.fields[i].value + "\r\n"))
	}
	return out
}

// boundaryOf is the same for the same mail, so that building it again gives the same bytes. "_=" can stand in no
// quoted-printable or base64 text (RFC 2045, 6.7).
func boundaryOf(seed, role string) string {
	sum := sha256.Sum256([]byte(role + "|" + seed))
	return "_=" + role + "_" + base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20])
}
