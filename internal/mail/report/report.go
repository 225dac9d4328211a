// Package report reads and writes what mail servers and mail programs report of a mail: status notifications (DSN, RFC 3464)
// and receipts (MDN, RFC 8098). What it reads proves nothing: anyone can write a report. Reading is tolerant of what real servers
// write (testdata), and bounded. To read it, begin with ParseDSN and ParseMDN.
package report

import (
	"errors"
	"slices"
	"strings"
	"time"

	"schalter/internal/mail/mime"
)

// ErrNone is returned for a mail that is no report, or one without what makes it one.
var ErrNone = errors.New("mail is no report")

// limits are stricter than those of other mails: a report is short, though the mail that came back may stand before it.
var limits = mime.Limits{Bytes: 64 << 20, Depth: 5, Parts: 100, HeaderBytes: 1 << 20, TextBytes: 64 << 10}

const (
	// maxRecipients bounds the recipients of one report, maxStatus the machine-readable part in bytes.
	maxRecipients = 100
	maxStatus     = 256 << 10
	maxValue      = 500
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

// ParseMDN reads a receipt. Errors are ErrNone and those of mime.Parse.
func ParseMDN(raw []byte) (*MDN, error) {
	machine, err := findPart(raw, "message/disposition-notification", "message/global-disposition-notification")
	if err != nil {
		return nil, err
	}
	content, _ := machine.Decode()
	groups := blocksOf(content)
	if len(groups) == 0 {
		return nil, ErrNone
	}
	g := groups[0]
	m := &MDN{
		OriginalMessageID: messageID(fieldValue(g, "Original-Message-Id")), OriginalRecipient: addressOf(g, "Original-Recipient"),
		FinalRecipient: addressOf(g, "Final-Recipient"), ReportingUA: fieldValue(g, "Reporting-Ua"),
	}
	if !m.disposition(fieldValue(g, "Disposition")) {
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

// findPart returns the machine-readable part of a report that is one.
func findPart(raw []byte, mediaTypes ...string) (*mime.Part, error) {
	root, err := mime.ParseParts(raw, limits)
	if err != nil {
		return nil, err
	}
	if root.MediaType != "multipart/report" {
		return nil, ErrNone
	}
	for _, part := range root.Parts {
		if slices.Contains(mediaTypes, part.MediaType) {
			return part, nil
		}
	}
	return nil, ErrNone
}

// fieldValue is a value as one line of at most maxValue bytes.
func fieldValue(h block, name string) string {
	value := mime.Clean(h.Get(name))
	if len(value) > maxValue {
		value = strings.ToValidUTF8(value[:maxValue], "")
	}
	return strings.TrimSpace(value)
}

// typedValue is a value without the type before it: `rfc822; a@b`, `dns; host`, `smtp; 550 …`.
func typedValue(h block, name string) string {
	value := fieldValue(h, name)
	if _, after, found := strings.Cut(value, ";"); found {
		value = strings.TrimSpace(after)
	}
	return value
}

// addressOf is a typed value without angle brackets, which some servers write.
func addressOf(h block, name string) string { return strings.Trim(typedValue(h, name), "<> ") }

func messageID(s string) string { return strings.Trim(s, "<> ") }
