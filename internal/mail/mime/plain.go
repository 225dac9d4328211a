package mime

import "bytes"

// Plain is a mail of the platform in the clear that is text alone, to be answered.
type Plain struct {
	// Envelope has the subject as OuterSubject.
	Envelope
	// ReplyTo is the address for answers; empty is From.
	ReplyTo string
	// Language is that of the text, such as de, or empty.
	Language string
	// Text is UTF-8 with lines that end in LF or CRLF.
	Text string
}

// BuildPlain returns the whole mail with CRLF line ends. Errors are ErrHeader and ErrText.
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
	h.parameters("Content-Type", "text/plain", []param{{"charset", "utf-8"}})
	h.add("Content-Transfer-Encoding", encoding)
	var b bytes.Buffer
	if err := firstError(h.writeTo(&b), write(&b, body)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
