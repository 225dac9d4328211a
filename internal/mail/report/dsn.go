package report

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"schalter/internal/mail/mime"
)

// ParseDSN reads a status notification as servers really write them: its machine-readable part may stand anywhere in the mail,
// also in a mail that is passed on whole; be one block, or more than RFC 3464 asks for; have lines that are not folded, and no
// status. What it says of two kinds at once says the lesser: a server that writes "delivered" of what it only passed on has
// not delivered it. Errors are ErrNone and those of mime.Parse.
func ParseDSN(raw []byte) (*DSN, error) {
	root, err := mime.ParseParts(raw, limits)
	if err != nil {
		return nil, err
	}
	machine := statusPart(root)
	if machine == nil {
		if root, machine = findNested(root); machine == nil {
			return nil, ErrNone
		}
	}
	whole, recipients := splitBlocks(blocksOf(content(machine)))
	d := &DSN{
		EnvelopeID: fieldValue(whole, "Original-Envelope-Id"), ReportingMTA: typedValue(whole, "Reporting-Mta"), OriginalMessageID: originalMessageID(root),
	}
	for _, g := range recipients {
		if r, ok := parseRecipient(g); ok {
			d.Recipients = append(d.Recipients, r)
		}
	}
	if len(d.Recipients) == 0 {
		return nil, ErrNone
	}
	if saysPassedOn(root, machine) {
		for i := range d.Recipients {
			d.Recipients[i].demoteToRelayed()
		}
	}
	return d, nil
}

// statusPart is the machine-readable part within a mail: by its media type, or, where a server on the way has renamed that, a
// file which holds nothing else.
func statusPart(root *mime.Part) *mime.Part {
	var file *mime.Part
	for part := range allParts(root) {
		switch {
		case part.MediaType == "message/delivery-status" || part.MediaType == "message/global-delivery-status":
			return part
		case file == nil && part != root && isFile(part) && isStatus(blocksOf(content(part))):
			file = part
		}
	}
	return file
}

func isFile(p *mime.Part) bool {
	return p.Filename() != "" && (p.MediaType == "text/plain" || p.MediaType == "application/octet-stream")
}

// isStatus says that blocks can be nothing but a report's.
func isStatus(blocks []block) bool {
	whole, recipients := splitBlocks(blocks)
	return whole.Get("Reporting-Mta") != "" && slices.ContainsFunc(recipients, func(g block) bool { return g.Get("Action") != "" && g.namesRecipient() })
}

// findNested finds a report that is passed on whole, as a mail within the mail.
func findNested(root *mime.Part) (inner, machine *mime.Part) {
	for part := range allParts(root) {
		if part == root || part.MediaType != "message/rfc822" && part.MediaType != "message/global" {
			continue
		}
		inner, err := mime.ParseParts(content(part), limits)
		if err != nil {
			continue
		}
		if machine := statusPart(inner); machine != nil {
			return inner, machine
		}
	}
	return nil, nil
}

// allParts goes through a mail's parts, each before what it holds.
func allParts(root *mime.Part) func(yield func(*mime.Part) bool) {
	return func(yield func(*mime.Part) bool) { walk(root, yield) }
}

func walk(p *mime.Part, yield func(*mime.Part) bool) bool {
	if !yield(p) {
		return false
	}
	for _, part := range p.Parts {
		if !walk(part, yield) {
			return false
		}
	}
	return true
}

func content(p *mime.Part) []byte {
	decoded, _ := p.Decode()
	return decoded
}

// splitBlocks tells what a report says of the mail from what it says of each recipient. Servers leave out the empty line between
// the two or between recipients, and put empty lines into one.
func splitBlocks(blocks []block) (whole block, recipients []block) {
	var open block
	end := func() {
		if len(open) > 0 && len(recipients) < maxRecipients {
			recipients = append(recipients, open)
		}
		open = nil
	}
	for _, b := range blocks {
		if open.namesRecipient() && open.Get("Action") != "" && (b.namesRecipient() || b.Get("Action") != "") {
			end()
		}
		for _, f := range b {
			switch {
			case ofMail[f.name]:
				whole = append(whole, f)
				continue
			case (f.name == "final-recipient" || f.name == "action") && open.Get(f.name) != "",
				f.name == "original-recipient" && open.namesRecipient() && open.Get("action") != "":
				end()
			}
			if len(open) < maxFields {
				open = append(open, f)
			}
		}
	}
	end()
	return whole, recipients
}

// ofMail are the fields that speak of the whole mail (RFC 3464, 2.2).
var ofMail = map[string]bool{
	"original-envelope-id": true, "reporting-mta": true, "dsn-gateway": true, "received-from-mta": true, "arrival-date": true,
}

func parseRecipient(g block) (Recipient, bool) {
	r := Recipient{
		Original: unxtext(addressOf(g, "Original-Recipient")), Final: addressOf(g, "Final-Recipient"), RemoteMTA: typedValue(g, "Remote-Mta"),
		Diagnostic: typedValue(g, "Diagnostic-Code"),
	}
	if len(r.Diagnostic) >= 3 {
		if code, err := strconv.Atoi(r.Diagnostic[:3]); err == nil && code >= 200 && code < 600 {
			r.Code = code
		}
	}
	if until, err := mime.Date(fieldValue(g, "Will-Retry-Until")); err == nil {
		r.RetryUntil = until
	}
	value := strings.ToLower(fieldValue(g, "Action"))
	word, _, _ := strings.Cut(strings.TrimSpace(value), " ")
	word, _, _ = strings.Cut(word, "(")
	r.Action = actions[strings.Trim(word, ".;,")]
	var ok bool
	if r.Status, ok = r.status(fieldValue(g, "Status")); !ok || r.Final == "" && r.Original == "" {
		return r, false
	}
	if passedOn.MatchString(value) || passedOn.MatchString(strings.ToLower(r.Diagnostic)) || queued.MatchString(strings.ToLower(r.Diagnostic)) {
		r.demoteToRelayed()
	}
	return r, true
}

// actions are the words that servers write, with what they mean.
var actions = map[string]Action{
	"failed": Failed, "delayed": Delayed, "delivered": Delivered, "relayed": Relayed, "expanded": Expanded,
	// OpenSMTPD before 5.7; gateways.
	"error": Failed, "failure": Failed, "fail": Failed, "expired": Failed, "bounced": Failed, "rejected": Failed, "undeliverable": Failed,
	"delay": Delayed, "deferred": Delayed,
}

// passedOn is how servers say in words that they only passed a mail on; queued what the next server answered to that.
var (
	passedOn = regexp.MustCompile(`\brelayed\b|non-dsn|no delivery (status )?notification (was|will be) sent|weitergeleitet|weitergegeben|keine (zustell|übermittlungs)\S* gesendet`)
	queued   = regexp.MustCompile(`\bqueued\b`)
)

// demoteToRelayed turns a claimed delivery into what it was, a mail that was passed on.
func (r *Recipient) demoteToRelayed() {
	if r.Action == Delivered {
		r.Action = Relayed
	}
}

// saysPassedOn reads what stands there for people. Exim writes "delivered" for programs, and only here that it passed the mail on.
func saysPassedOn(root, machine *mime.Part) bool {
	for part := range allParts(root) {
		if part == machine || part.Filename() != "" || part.MediaType != "text/plain" && part.MediaType != "text/html" {
			continue
		}
		text := content(part)
		if passedOn.Match(bytes.ToLower(text[:min(len(text), limits.TextBytes)])) {
			return true
		}
	}
	return false
}

var (
	statusIn  = regexp.MustCompile(`(?:^|[\s;#(])([245]\.\d{1,3}\.\d{1,3})(?:$|[\s;,:)-])`)
	shortForm = regexp.MustCompile(`^([245])(?:\.(\d{1,3})|\d\d)?$`)
)

// status is the status that a report gives, or the one that its other words amount to; not ok when they contradict each other,
// or the status is none.
func (r *Recipient) status(value string) (status string, ok bool) {
	switch {
	case r.Action == "":
		return "", false
	case value == "":
		status = r.statusByItself()
	default:
		word, _, _ := strings.Cut(value, " ")
		if m := statusIn.FindStringSubmatch(value); m != nil {
			status = m[1]
		} else if m := shortForm.FindStringSubmatch(word); m != nil {
			status = m[1] + "." + cmp.Or(m[2], "0") + ".0"
		}
	}
	if !statusForm(status) {
		return "", false
	}
	bad := status[0] != '2'
	switch r.Action {
	case Failed, Delayed:
		return status, bad
	}
	return status, !bad
}

// statusByItself is the status of a report that has none: as the other server said it, else the undefined one of its class.
func (r *Recipient) statusByItself() string {
	class := map[Action]string{Failed: "5", Delayed: "4"}[r.Action]
	if class == "" {
		return "2.0.0"
	}
	if m := statusIn.FindStringSubmatch(r.Diagnostic); m != nil && m[1][0] != '2' {
		return m[1]
	}
	return class + ".0.0"
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

// originalMessageID is the Message-ID of the mail that came back, whole or its header.
func originalMessageID(root *mime.Part) string {
	for part := range allParts(root) {
		if part == root {
			continue
		}
		switch part.MediaType {
		case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers":
			// A returned header may lack the empty line at its end.
			if h, err := mime.ParseHeader(append(bytes.TrimRight(head(content(part)), "\r\n"), "\r\n\r\n"...), limits); err == nil {
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
