// Package report reads and writes what mail servers and mail programs report of a mail: status notifications (DSN, RFC 3464)
// and receipts (MDN, RFC 8098). What it reads proves nothing: anyone can write a report.
package report

import (
	"bufio"
	"bytes"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-message/textproto"

	"schalter/internal/mail/mime"
)

// ErrNone is returned for a mail that is no report, or one without what makes it one.
var ErrNone = errors.New("mail is no report")

// limits are stricter than those of other mails: a report is short.
var limits = mime.Limits{Bytes: 1 << 20, Depth: 5, Parts: 20, HeaderBytes: 64 << 10, TextBytes: 64 << 10}

const (
	maxGroups = 101
	maxValue  = 500
)

// Action is what became of a mail for one recipient (RFC 3464, 2.3.3).
type Action string

// The actions there are. Relayed is all that is known when the next server does not report; it is no delivery.
const (
	Failed    Action = "failed"
	Delayed   Action = "delayed"
	Delivered Action = "delivered"
	Relayed   Action = "relayed"
	Expanded  Action = "expanded"
)

// DSN is a delivery status notification.
type DSN struct {
	// EnvelopeID is the ENVID that the sender gave, or empty.
	EnvelopeID   string
	ReportingMTA string
	Recipients   []Recipient
	// OriginalMessageID is that of the mail reported about, from the part that was returned, without angle brackets, or empty.
	OriginalMessageID string
}

// Recipient is what a DSN says of one recipient.
type Recipient struct {
	// Original is the address the sender gave (ORCPT), Final the one at the end; either may be empty.
	Original, Final string
	Action          Action
	// Status is the enhanced status code (RFC 3463), such as 5.1.1.
	Status string
	// Code is the reply code within the diagnostic, or 0.
	Code int
	// Diagnostic is what the other server said, one line of at most 500 bytes.
	Diagnostic string
	RemoteMTA  string
	// RetryUntil is when a delayed mail is given up, or zero.
	RetryUntil time.Time
}

// Disposition is what became of a mail at its reader (RFC 8098, 3.2.6).
type Disposition string

// The dispositions there are.
const (
	Displayed  Disposition = "displayed"
	Deleted    Disposition = "deleted"
	Dispatched Disposition = "dispatched"
	Processed  Disposition = "processed"
	Denied     Disposition = "denied"
)

// MDN is a message disposition notification.
type MDN struct {
	Disposition Disposition
	// Automatic tells that a program acted without a person; SentAutomatically that none was asked whether to send the MDN.
	Automatic, SentAutomatically bool
	// Modifiers are lower-case words such as error.
	Modifiers []string
	// OriginalMessageID is without angle brackets, or empty.
	OriginalMessageID string
	// OriginalRecipient and FinalRecipient are addresses; the first may be empty.
	OriginalRecipient, FinalRecipient string
	ReportingUA                       string
}

// IsReport reports whether a header announces a report, of whatever kind.
func IsReport(h mime.Header) bool { return h.MediaType == "multipart/report" }

// ParseDSN reads a status notification. Errors are ErrNone and those of mime.Parse.
func ParseDSN(raw []byte) (*DSN, error) {
	root, machine, err := find(raw, "message/delivery-status", "message/global-delivery-status")
	if err != nil {
		return nil, err
	}
	groups := groups(machine)
	if len(groups) < 2 {
		return nil, ErrNone
	}
	d := &DSN{
		EnvelopeID: field(groups[0], "Original-Envelope-Id"), ReportingMTA: typed(groups[0], "Reporting-Mta"), OriginalMessageID: original(root),
	}
	for _, g := range groups[1:] {
		if r, ok := recipient(g); ok {
			d.Recipients = append(d.Recipients, r)
		}
	}
	if len(d.Recipients) == 0 {
		return nil, ErrNone
	}
	return d, nil
}

func recipient(g textproto.Header) (Recipient, bool) {
	r := Recipient{
		Original: unxtext(addressOf(g, "Original-Recipient")), Final: addressOf(g, "Final-Recipient"), RemoteMTA: typed(g, "Remote-Mta"),
		Action: Action(strings.ToLower(field(g, "Action"))), Diagnostic: typed(g, "Diagnostic-Code"),
	}
	// Some servers write a comment behind the status.
	r.Status, _, _ = strings.Cut(field(g, "Status"), " ")
	if len(r.Diagnostic) >= 3 {
		if code, err := strconv.Atoi(r.Diagnostic[:3]); err == nil && code >= 200 && code < 600 {
			r.Code = code
		}
	}
	if until, err := mime.Date(field(g, "Will-Retry-Until")); err == nil {
		r.RetryUntil = until
	}
	switch r.Action {
	case Failed, Delayed, Delivered, Relayed, Expanded:
		return r, statusForm(r.Status) && (r.Final != "" || r.Original != "")
	}
	return r, false
}

// statusForm is RFC 3463, 2.
func statusForm(s string) bool {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || parts[0] != "2" && parts[0] != "4" && parts[0] != "5" {
		return false
	}
	for _, p := range parts {
		if _, err := strconv.ParseUint(p, 10, 10); err != nil || len(p) > 3 {
			return false
		}
	}
	return true
}

// ParseMDN reads a receipt. Errors are ErrNone and those of mime.Parse.
func ParseMDN(raw []byte) (*MDN, error) {
	_, machine, err := find(raw, "message/disposition-notification", "message/global-disposition-notification")
	if err != nil {
		return nil, err
	}
	groups := groups(machine)
	if len(groups) == 0 {
		return nil, ErrNone
	}
	g := groups[0]
	m := &MDN{
		OriginalMessageID: messageID(field(g, "Original-Message-Id")), OriginalRecipient: addressOf(g, "Original-Recipient"),
		FinalRecipient: addressOf(g, "Final-Recipient"), ReportingUA: field(g, "Reporting-Ua"),
	}
	if !m.disposition(field(g, "Disposition")) {
		return nil, ErrNone
	}
	return m, nil
}

// disposition reads `manual-action/MDN-sent-manually; displayed/error`.
func (m *MDN) disposition(value string) bool {
	mode, kind, found := strings.Cut(strings.ToLower(value), ";")
	if !found {
		return false
	}
	action, sending, _ := strings.Cut(strings.TrimSpace(mode), "/")
	m.Automatic = strings.TrimSpace(action) == "automatic-action"
	m.SentAutomatically = strings.TrimSpace(sending) == "mdn-sent-automatically"
	kind, modifiers, _ := strings.Cut(kind, "/")
	m.Disposition = Disposition(strings.TrimSpace(kind))
	for word := range strings.SplitSeq(modifiers, ",") {
		if word = strings.TrimSpace(word); word != "" && len(m.Modifiers) < 10 {
			m.Modifiers = append(m.Modifiers, word)
		}
	}
	switch m.Disposition {
	case Displayed, Deleted, Dispatched, Processed, Denied:
		return true
	}
	return false
}

// find returns the machine-readable part of a report.
func find(raw []byte, mediaTypes ...string) (root, machine *mime.Part, err error) {
	root, err = mime.ParseParts(raw, limits)
	if err != nil {
		return nil, nil, err
	}
	if root.MediaType != "multipart/report" {
		return nil, nil, ErrNone
	}
	for _, part := range root.Parts {
		for _, mediaType := range mediaTypes {
			if part.MediaType == mediaType {
				return root, part, nil
			}
		}
	}
	return nil, nil, ErrNone
}

// groups are the blocks of fields in the machine-readable part.
func groups(p *mime.Part) []textproto.Header {
	content, _ := p.Decode()
	text := strings.ReplaceAll(string(content), "\r\n", "\n")
	var found []textproto.Header
	for block := range strings.SplitSeq(text, "\n\n") {
		if block = strings.Trim(block, "\n"); block == "" || len(found) == maxGroups {
			continue
		}
		// A line that is no field ends the block; what stands before it counts.
		h, _ := textproto.ReadHeader(bufio.NewReader(strings.NewReader(block + "\n\n")))
		if h.Len() > 0 {
			found = append(found, h)
		}
	}
	return found
}

// field is a value as one line of at most maxValue bytes.
func field(h textproto.Header, name string) string {
	value := mime.Clean(h.Get(name))
	if len(value) > maxValue {
		value = strings.ToValidUTF8(value[:maxValue], "")
	}
	return strings.TrimSpace(value)
}

// typed is a value without the type before it: `rfc822; a@b`, `dns; host`, `smtp; 550 …`.
func typed(h textproto.Header, name string) string {
	value := field(h, name)
	if _, after, found := strings.Cut(value, ";"); found {
		value = strings.TrimSpace(after)
	}
	return value
}

// addressOf is a typed value without angle brackets, which some servers write.
func addressOf(h textproto.Header, name string) string { return strings.Trim(typed(h, name), "<> ") }

func messageID(s string) string { return strings.Trim(s, "<> ") }

// unxtext undoes the encoding of RFC 3461, 4, which some servers leave in place.
func unxtext(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '+' && i+2 < len(s) && upperHex(s[i+1]) && upperHex(s[i+2]) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil && c > ' ' && c < 0x7f {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func upperHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' }

// original is the Message-ID of the mail that came back, whole or its header.
func original(root *mime.Part) string {
	for _, part := range root.Parts {
		switch part.MediaType {
		case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers":
			content, _ := part.Decode()
			// A returned header may lack the empty line at its end.
			if h, err := mime.ParseHeader(append(bytes.TrimRight(head(content), "\r\n"), "\r\n\r\n"...), limits); err == nil {
				return h.MessageID
			}
		}
	}
	return ""
}

// head is the header of a mail.
func head(b []byte) []byte {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if at := bytes.Index(b, []byte(end)); at >= 0 {
			b = b[:at]
		}
	}
	return b
}
