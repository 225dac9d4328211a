package mime

import (
	"bytes"
)

// Field is one header field of a report's machine-readable part.
type Field struct{ Name, Value string }

// ReportContent is a multipart/report (RFC 6522).
type ReportContent struct {
	// Envelope is the report's own; its OuterSubject is the subject.
	Envelope
	// Type is the report-type: delivery-status or disposition-notification.
	Type string
	// Text is for people.
	Text string
	// Groups are blocks of fields, an empty line between them.
	Groups [][]Field
	// Original is the header of the mail reported about, or empty.
	Original []byte
}

// BuildReport returns a whole mail, or an entity to be signed. Errors are ErrHeader and ErrText.
func BuildReport(r ReportContent) ([]byte, error) {
	boundary := boundaryOf(r.MessageID, "report")
	text, err := textPart(Content{Text: r.Text})
	if err != nil {
		return nil, err
	}
	var h headers
	h.envelope(r.Envelope)
	h.text("Subject", r.OuterSubject)
	h.add("MIME-Version", "1.0")
	h.parameters("Content-Type", "multipart/report", []param{{"report-type", r.Type}, {"boundary", boundary}})
	var b bytes.Buffer
	err = firstError(h.writeTo(&b), write(&b, "--"+boundary+"\r\n"), headersOf("text/plain", text.contentType, text.encoding).writeTo(&b), write(&b, text.body))
	err = firstError(err, write(&b, "\r\n--"+boundary+"\r\n"), headersOf("message/"+r.Type, nil, "7bit").writeTo(&b))
	for i, group := range r.Groups {
		var fields headers
		for _, f := range group {
			if !tokenForm.MatchString(f.Name) || !ascii(f.Value) {
				return nil, ErrHeader
			}
			fields.add(f.Name, fold(f.Value))
		}
		if i > 0 {
			err = firstError(err, write(&b, "\r\n"))
		}
		err = firstError(err, fields.writeFieldsTo(&b))
	}
	if len(r.Original) > 0 {
		err = firstError(err, write(&b, "\r\n--"+boundary+"\r\n"), headersOf("text/rfc822-headers", nil, "base64").writeTo(&b), writeBase64(&b, bytes.NewReader(r.Original)))
	}
	if err = firstError(err, write(&b, "\r\n--"+boundary+"--\r\n")); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func headersOf(mediaType string, params []param, encoding string) *headers {
	var h headers
	h.parameters("Content-Type", mediaType, params)
	h.add("Content-Transfer-Encoding", encoding)
	return &h
}
