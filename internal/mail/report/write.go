package report

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"schalter/internal/mail/mime"
)

// ErrContent is returned for a report that lacks what it must say.
var ErrContent = errors.New("report is incomplete")

// Frame is what stands around a report.
type Frame struct {
	// Envelope is the report's own; its OuterSubject is the subject.
	Envelope mime.Envelope
	// Text is for people.
	Text string
	// Original is the header of the mail reported about, or empty.
	Original []byte
}

// WriteDSN returns a status notification as a whole mail. Errors are ErrContent and those of mime.BuildReport.
func WriteDSN(f Frame, d DSN) ([]byte, error) {
	if d.ReportingMTA == "" || len(d.Recipients) == 0 {
		return nil, ErrContent
	}
	message := []mime.Field{{Name: "Reporting-MTA", Value: "dns; " + d.ReportingMTA}}
	message = appendField(message, "Original-Envelope-Id", "", d.EnvelopeID)
	groups := [][]mime.Field{message}
	for _, r := range d.Recipients {
		if r.Final == "" || !statusForm(r.Status) || r.Action == "" {
			return nil, ErrContent
		}
		g := appendField(nil, "Original-Recipient", "rfc822; ", r.Original)
		g = append(g, mime.Field{Name: "Final-Recipient", Value: "rfc822; " + r.Final}, mime.Field{Name: "Action", Value: string(r.Action)},
			mime.Field{Name: "Status", Value: r.Status})
		g = appendField(g, "Remote-MTA", "dns; ", r.RemoteMTA)
		g = appendField(g, "Diagnostic-Code", "smtp; ", r.Diagnostic)
		if !r.RetryUntil.IsZero() {
			g = append(g, mime.Field{Name: "Will-Retry-Until", Value: r.RetryUntil.UTC().Format(time.RFC1123Z)})
		}
		groups = append(groups, g)
	}
	return write(f, "delivery-status", groups)
}

// WriteMDN returns a receipt as a whole mail, which can be signed like any entity. Errors are ErrContent and those of
// mime.BuildReport.
func WriteMDN(f Frame, m MDN) ([]byte, error) {
	if m.FinalRecipient == "" || m.Disposition == "" {
		return nil, ErrContent
	}
	g := appendField(nil, "Reporting-UA", "", m.ReportingUA)
	g = appendField(g, "Original-Recipient", "rfc822; ", m.OriginalRecipient)
	g = append(g, mime.Field{Name: "Final-Recipient", Value: "rfc822; " + m.FinalRecipient})
	if m.OriginalMessageID != "" {
		g = append(g, mime.Field{Name: "Original-Message-ID", Value: "<" + m.OriginalMessageID + ">"})
	}
	action, sending := "manual-action", "MDN-sent-manually"
	if m.Automatic {
		action = "automatic-action"
	}
	if m.SentAutomatically {
		sending = "MDN-sent-automatically"
	}
	value := fmt.Sprintf("%s/%s; %s", action, sending, m.Disposition)
	if len(m.Modifiers) > 0 {
		value += "/" + strings.Join(m.Modifiers, ",")
	}
	g = append(g, mime.Field{Name: "Disposition", Value: value})
	return write(f, "disposition-notification", [][]mime.Field{g})
}

func write(f Frame, kind string, groups [][]mime.Field) ([]byte, error) {
	return mime.BuildReport(mime.ReportContent{Envelope: f.Envelope, Type: kind, Text: f.Text, Groups: groups, Original: f.Original})
}

func appendField(g []mime.Field, name, before, value string) []mime.Field {
	if value == "" {
		return g
	}
	return append(g, mime.Field{Name: name, Value: before + value})
}
