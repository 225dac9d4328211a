package mime

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

var (
	// ErrHeader is returned for a value that cannot stand in a header: a control character, a line end, bytes that are not
	// UTF-8, something that is no address or no Message-ID. Nothing is cleaned silently.
	ErrHeader = errors.New("value cannot stand in a mail header")
	// ErrText is returned for a text that is not UTF-8 or has a NUL.
	ErrText = errors.New("text cannot stand in a mail")
	// ErrLength is returned when an attachment has not the number of bytes that was announced.
	ErrLength = errors.New("attachment has another length than announced")
)

// Address is one mailbox: an addr-spec as mail.ParseAddress returns it and a name that may be empty.
type Address struct {
	Name    string
	Address string
}

// Envelope is what the outer and the inner header have in common; each is built from it.
type Envelope struct {
	From, To Address
	Date     time.Time
	// MessageID stands without angle brackets.
	MessageID string
	// InReplyTo and References are Message-IDs without angle brackets, oldest first.
	InReplyTo, References []string
	// OuterSubject is the neutral subject that servers on the way see.
	OuterSubject string
	// AutoSubmitted is empty, or auto-generated or auto-replied (RFC 3834); it stands in the outer header too.
	AutoSubmitted string
	// Receipt is the address to which a receipt of display is asked (RFC 8098), or empty. It stands outside too: mail programs
	// look for it only there.
	Receipt string
}

// Attachment is one file of a mail to be built.
type Attachment struct {
	// Name is the file name, UTF-8.
	Name string
	// MediaType is type/subtype without parameters; empty means application/octet-stream.
	MediaType string
	// Size is the number of bytes that Content gives.
	Size    int64
	Content io.Reader
}

// Content is the signed part of a mail.
type Content struct {
	Envelope
	// Subject is the real one; it stands only inside the encryption.
	Subject string
	// Text is plain UTF-8 with lines that end in LF or CRLF.
	Text string
	// LegacyDisplay repeats the subject as the first line of the text for clients without RFC 9788, in the form by which newer
	// clients recognise and hide it.
	LegacyDisplay bool
	Attachments   []Attachment
}

// BuildInner returns the MIME entity to be signed: the text, the files and, in its header, the protected header fields of
// RFC 9788 with hp="cipher". It is 7bit throughout with CRLF line ends, so that no server on the way changes a byte of it.
// The result is the one buffer that files are read into; its size is InnerSize. Errors are ErrHeader, ErrText, ErrLength or
// those of a reader.
func BuildInner(c Content) ([]byte, error) {
	size, err := InnerSize(c)
	if err != nil {
		return nil, err
	}
	buffer := bytes.NewBuffer(make([]byte, 0, size))
	if err := writeInner(buffer, c, writeFile); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

// InnerSize returns the exact number of bytes that BuildInner will return, without reading a file.
func InnerSize(c Content) (int64, error) {
	var n counter
	err := writeInner(&n, c, func(_ io.Writer, a Attachment) error {
		n += counter(wrapped(a.Size))
		return nil
	})
	return int64(n), err
}

type counter int64

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}

func writeInner(w io.Writer, c Content, file func(io.Writer, Attachment) error) error {
	h := protectedHeaders(c)
	text, err := textPart(c)
	if err != nil {
		return err
	}
	if len(c.Attachments) == 0 {
		text.contentType = append(text.contentType, param{"hp", "cipher"})
		h.parameters("Content-Type", "text/plain", text.contentType)
		h.add("Content-Transfer-Encoding", text.encoding)
		return firstError(h.writeTo(w), write(w, text.body))
	}
	boundary := boundaryOf(c.MessageID, "mixed")
	h.parameters("Content-Type", "multipart/mixed", []param{{"boundary", boundary}, {"hp", "cipher"}})
	part := headersOf("text/plain", text.contentType, text.encoding)
	err = firstError(h.writeTo(w), write(w, "--"+boundary+"\r\n"), part.writeTo(w), write(w, text.body))
	for _, a := range c.Attachments {
		if err == nil {
			err = firstError(write(w, "\r\n--"+boundary+"\r\n"), fileHeaders(a).writeTo(w), file(w, a))
		}
	}
	return firstError(err, write(w, "\r\n--"+boundary+"--\r\n"))
}

// firstError returns the first error.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func write(w io.Writer, s string) error {
	_, err := io.WriteString(w, s)
	return err
}

// protectedHeaders is the header inside: the real fields, and what stands outside as HP-Outer (RFC 9788, 2.2).
func protectedHeaders(c Content) *headers {
	var h headers
	h.envelope(c.Envelope)
	h.text("Subject", c.Subject)
	if c.Receipt != "" {
		h.address("Disposition-Notification-To", Address{Address: c.Receipt})
	}
	h.add("MIME-Version", "1.0")
	outside := outerHeaders(c.Envelope)
	for _, f := range outside.fields {
		h.fields = append(h.fields, field{"HP-Outer", f.name + ": " + f.value})
	}
	h.err = firstError(h.err, outside.err)
	return &h
}

func fileHeaders(a Attachment) *headers {
	var h headers
	mediaType := a.MediaType
	if mediaType == "" {
		mediaType = "application/octet-stream"
	}
	// Outlook reads only name=, in the form of RFC 2047; everyone else filename= in that of RFC 2231.
	h.parameters("Content-Type", mediaType, []param{{"name", headerText(a.Name)}})
	h.add("Content-Transfer-Encoding", "base64")
	h.parameters("Content-Disposition", "attachment", []param{{"filename", a.Name}})
	if a.Name == "" || !IsOneLine(a.Name) {
		h.err = fmt.Errorf("%w: file name", ErrHeader)
	}
	return &h
}

// WrapSigned returns the multipart/signed entity (RFC 8551, 3.5.3) of an inner entity, byte for byte, and its detached
// signature in DER. Micalg is the digest, such as sha-256.
func WrapSigned(inner, signature []byte, micalg string) ([]byte, error) {
	boundary := boundaryOf(string(signature), "signed")
	var h, part headers
	h.parameters("Content-Type", "multipart/signed", []param{
		{"protocol", "application/pkcs7-signature"}, {"micalg", micalg}, {"boundary", boundary},
	})
	part.parameters("Content-Type", "application/pkcs7-signature", []param{{"name", "smime.p7s"}})
	part.add("Content-Transfer-Encoding", "base64")
	part.parameters("Content-Disposition", "attachment", []param{{"filename", "smime.p7s"}})
	b := bytes.NewBuffer(make([]byte, 0, int64(len(inner))+wrapped(int64(len(signature)))+1<<10))
	err := firstError(h.writeTo(b), write(b, "--"+boundary+"\r\n"))
	b.Write(inner)
	err = firstError(err, write(b, "\r\n--"+boundary+"\r\n"), part.writeTo(b), writeBase64(b, bytes.NewReader(signature)), write(b, "\r\n--"+boundary+"--\r\n"))
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// OuterHeader returns the header fields that servers on the way see, without those that say what the body is and without the
// empty line at the end. The error is ErrHeader.
func OuterHeader(e Envelope) ([]byte, error) {
	var b bytes.Buffer
	if err := outerHeaders(e).writeFieldsTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func outerHeaders(e Envelope) *headers {
	var h headers
	h.envelope(e)
	h.text("Subject", e.OuterSubject)
	if e.Receipt != "" {
		h.address("Disposition-Notification-To", Address{Address: e.Receipt})
	}
	return &h
}

// WrapEnveloped returns the whole mail around an encrypted content in DER: the outer header with the neutral subject, and one
// application/pkcs7-mime body. SMIMEType is enveloped-data or authEnveloped-data (RFC 8551, 3.2.2).
func WrapEnveloped(e Envelope, der []byte, smimeType string) ([]byte, error) {
	h := outerHeaders(e)
	h.add("MIME-Version", "1.0")
	h.parameters("Content-Type", "application/pkcs7-mime", []param{{"smime-type", smimeType}, {"name", "smime.p7m"}})
	h.add("Content-Transfer-Encoding", "base64")
	h.parameters("Content-Disposition", "attachment", []param{{"filename", "smime.p7m"}})
	b := bytes.NewBuffer(make([]byte, 0, wrapped(int64(len(der)))+headerRoom))
	if err := firstError(h.writeTo(b), writeBase64(b, bytes.NewReader(der)), write(b, "\r\n")); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// headerRoom is room for an outer header with some references.
const headerRoom = 4 << 10

// crlfLines gives a text CRLF line ends, or ErrText.
func crlfLines(s string) (string, error) {
	if !validText(s) {
		return "", ErrText
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.ReplaceAll(s, "\n", "\r\n"), nil
}
