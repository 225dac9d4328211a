package mime

import "bytes"

// Notice is a mail of the platform in the clear: a text, and the same as HTML.
type Notice struct {
	// Envelope has the subject as OuterSubject.
	Envelope
	// Language is that of the text, such as de, or empty.
	Language string
	// Text is plain UTF-8 with lines that end in LF or CRLF.
	Text string
	HTML string
}

// BuildNotice returns the whole mail with CRLF line ends: multipart/alternative (RFC 2046, 5.1.4), the text before the HTML. Errors
// are ErrHeader and ErrText.
func BuildNotice(n Notice) ([]byte, error) {
	h := outerHeaders(n.Envelope)
	// Exchange answers automatic mails unless this header says not to.
	h.add("X-Auto-Response-Suppress", "All")
	if n.Language != "" {
		h.add("Content-Language", n.Language)
	}
	boundary := boundaryOf(n.MessageID, "alternative")
	h.add("MIME-Version", "1.0")
	h.parameters("Content-Type", "multipart/alternative", []param{{"boundary", boundary}})
	var b bytes.Buffer
	err := h.writeTo(&b)
	for _, part := range []struct{ mediaType, text string }{{"text/plain", n.Text}, {"text/html", n.HTML}} {
		encoding, body, failed := encodeText(part.text)
		err = firstError(err, failed)
		if err == nil {
			err = firstError(write(&b, "--"+boundary+"\r\n"), headersOf(part.mediaType, []param{{"charset", "utf-8"}}, encoding).writeTo(&b), write(&b, body+"\r\n"))
		}
	}
	if err := firstError(err, write(&b, "--"+boundary+"--\r\n")); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
