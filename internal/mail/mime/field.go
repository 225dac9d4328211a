package mime

import (
	"fmt"
	netmail "net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	maxAddresses = 100
	maxIDs       = 200
)

// readHeader reads a header as tolerantly as can be: of fields that should stand once and stand several times the first counts;
// what names other mails is taken from all of them, because each is one more to fit.
func readHeader(p *Part) (Header, error) {
	if len(p.header) == 0 {
		return Header{}, fmt.Errorf("%w: no header", ErrMalformed)
	}
	all := func(name string) string { return strings.Join(p.header.Values(name), ", ") }
	h := Header{
		From: addresses(p.header.Get("From")), To: addresses(all("To")),
		Subject: plain(p.header.Get("Subject")), MediaType: p.MediaType,
		InReplyTo: ids(all("In-Reply-To")), References: ids(all("References")),
	}
	if own := ids(all("Message-Id")); len(own) > 0 {
		h.MessageID = own[0]
	}
	if date, err := Date(p.header.Get("Date")); err == nil {
		h.Date = date
	}
	if to := addresses(p.header.Get("Disposition-Notification-To")); len(to) == 1 {
		h.ReceiptTo = to[0].Address
	}
	h.AutoSubmitted = strings.ToLower(plain(p.header.Get("Auto-Submitted")))
	h.Precedence = strings.ToLower(plain(p.header.Get("Precedence")))
	h.Automatic = automatic(p.header.Values, p.MediaType)
	return h, nil
}

var bracketed = regexp.MustCompile(`<([^<>\s]{3,400})>`)

// ids returns the Message-IDs of a field. Some servers fold within an id; what then is none is left out.
func ids(value string) []string {
	var found []string
	for _, m := range bracketed.FindAllStringSubmatch(value, maxIDs) {
		if messageID.MatchString(m[1]) {
			found = append(found, m[1])
		}
	}
	return found
}

// addresses returns the mailboxes of a field, without those that cannot be read.
func addresses(value string) []Address {
	if value == "" {
		return nil
	}
	parser := netmail.AddressParser{WordDecoder: &words}
	list, err := parser.ParseList(repairUTF8(value))
	if err != nil {
		list = nil
		for one := range strings.SplitSeq(value, ",") {
			if a, err := parser.Parse(repairUTF8(one)); err == nil && len(list) < maxAddresses {
				list = append(list, a)
			}
		}
	}
	var found []Address
	for _, a := range list[:min(len(list), maxAddresses)] {
		// Some clients quote an encoded word, which RFC 2047 forbids.
		found = append(found, Address{plain(a.Name), clean(a.Address)})
	}
	return found
}

// plain is a field as text.
func plain(value string) string {
	decoded, err := words.DecodeHeader(repairUTF8(value))
	if err != nil {
		decoded = repairUTF8(value)
	}
	return clean(decoded)
}

// repairUTF8 is s as UTF-8: bytes that are not UTF-8 are what old clients write, Windows-1252.
func repairUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return out
}

// clean leaves out control characters and line separators.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// automatic reports whether a program wrote a mail (RFC 3834, and what Exchange, Google and list servers write): an answer
// would begin a loop.
func automatic(values func(name string) []string, mediaType string) bool {
	if mediaType == "multipart/report" || slices.Contains(values("Return-Path"), "<>") {
		return true
	}
	for _, v := range values("Auto-Submitted") {
		if word, _, _ := strings.Cut(v, ";"); !strings.EqualFold(strings.TrimSpace(word), "no") {
			return true
		}
	}
	for _, v := range values("Precedence") {
		if slices.Contains([]string{"bulk", "junk", "list", "auto_reply"}, strings.ToLower(strings.TrimSpace(v))) {
			return true
		}
	}
	return slices.ContainsFunc([]string{"List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Mail-Autoreply"},
		func(name string) bool { return len(values(name)) > 0 })
}

// Date reads a date of RFC 5322, in UTC.
func Date(value string) (time.Time, error) {
	date, err := netmail.ParseDate(value)
	return date.UTC(), err
}

// Clean returns a raw field value as valid UTF-8 without control characters.
func Clean(value string) string { return clean(repairUTF8(value)) }

// Fields are the fields of one header.
type Fields struct{ part *Part }

// ParseFields reads a header for fields that Header does not have, with the limits and errors of ParseHeader. A field may stand
// several times.
func ParseFields(raw []byte, limits Limits) (Fields, error) {
	root, err := topPart(raw, limits)
	if err != nil {
		return Fields{&Part{}}, err
	}
	return Fields{root}, nil
}

// Addresses returns the mailboxes of all fields of a name, in their order, without those that cannot be read.
func (f Fields) Addresses(name string) []Address {
	var found []Address
	for _, value := range f.part.header.Values(name) {
		found = append(found, addresses(value)...)
	}
	return found[:min(len(found), maxAddresses)]
}
