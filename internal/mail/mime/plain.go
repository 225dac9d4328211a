package mime

import "bytes"

// Plain is a mail of the platform in the clear, to be answered: a text, and files where there are any.
type Plain struct {
	// Envelope has the subject as OuterSubject.
	Envelope
	// ReplyTo is the address for answers; empty is From.
	ReplyTo string
	// Language is that of the text, such as de, or empty.
	Language string
	// Text is UTF-8 with lines that end in LF or CRLF.
	Text        string
	Attachments []Attachment
}

// BuildPlain returns the whole mail with CRLF line ends: text/plain, or multipart/mixed (RFC 2046, 5.1.3) with files. Errors are ErrHeader,
// ErrText, ErrLength or those of a reader.
func BuildPlain(p Plain) ([]byte, error) {
	h := outerHeaders(p.Envelope)
	if p.ReplyTo != "" {
		h.address("Reply-To", Address{Address: p.ReplyTo})
	}
	// Exchange answers automatic mails unless this header says not to.
	h.add("X-Auto-Response-Suppress", "All")
	if p.Language != "" {
		h.add("Content-Language", p.Language)
	}
	encoding, body, err := encodeText(p.Text)
	if err != nil {
		return nil, err
	}
	h.add("MIME-Version", "1.0")
	if len(p.Attachments) > 0 {
		return buildWithFiles(h, p, encoding, body)
	}
	h.parameters("Content-Type", "text/plain", []param{{"charset", "utf-8"}})
	h.add("Content-Transfer-Encoding", encoding)
	var b bytes.Buffer
	if err := firstError(h.writeTo(&b), write(&b, body)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func buildWithFiles(h *headers, p Plain, encoding, body string) ([]byte, error) {
	boundary := boundaryOf(p.MessageID, "mixed")
	h.parameters("Content-Type", "multipart/mixed", []param{{"boundary", boundary}})
	var b bytes.Buffer
	err := firstError(h.writeTo(&b), write(&b, "--"+boundary+"\r\n"), headersOf("text/plain", []param{{"charset", "utf-8"}}, encoding).writeTo(&b), write(&b, body))
	for _, a := range p.Attachments {
		err = firstError(err, write(&b, "\r\n--"+boundary+"\r\n"), fileHeaders(a).writeTo(&b), writeFile(&b, a))
	}
	if err := firstError(err, write(&b, "\r\n--"+boundary+"--\r\n")); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
