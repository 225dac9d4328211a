package mime

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	message "github.com/emersion/go-message"
)

// collector gathers text and files in the order of the mail.
type collector struct {
	m     *Message
	limit int
	texts []string
	html  []string
}

func (c *collector) collect(p *Part) {
	switch {
	case p.MediaType == "multipart/alternative":
		c.alternative(p)
	case p.multipart():
		for _, child := range p.Parts {
			c.collect(child)
		}
	case p.attached():
		c.file(p)
	case p.MediaType == "text/plain":
		c.text(p)
	case p.MediaType == "text/html":
		c.hypertext(p)
	default:
		c.file(p)
	}
}

// alternative takes the plain text; HTML that says the same is left out. What is neither (an invitation) is kept.
func (c *collector) alternative(p *Part) {
	if !slices.ContainsFunc(p.Parts, hasPlain) {
		for _, child := range p.Parts {
			c.collect(child)
		}
		return
	}
	for _, child := range p.Parts {
		switch {
		case hasPlain(child), !hasHTML(child):
			c.collect(child)
		case child.multipart():
			// The pictures of multipart/related.
			for _, inner := range child.Parts {
				if !hasHTML(inner) {
					c.collect(inner)
				}
			}
		}
	}
}

func hasPlain(p *Part) bool { return has(p, "text/plain") }
func hasHTML(p *Part) bool  { return has(p, "text/html") }

func has(p *Part, mediaType string) bool {
	return p.MediaType == mediaType && !p.attached() || slices.ContainsFunc(p.Parts, func(c *Part) bool { return has(c, mediaType) })
}

// attached tells that the sender meant a file: it says so or gives a name.
func (p *Part) attached() bool {
	disposition, params := parameters(p.header.Get("Content-Disposition"))
	return strings.EqualFold(disposition, "attachment") || params["filename"] != "" || p.Params["name"] != ""
}

// Decode returns the body without its transfer encoding, text in UTF-8; damaged tells that it was broken or unknown and that
// the result is what could be read.
func (p *Part) Decode() (content []byte, damaged bool) {
	if !strings.HasPrefix(p.MediaType, "text/") {
		return p.bytes()
	}
	content, damaged = p.decode(p.MediaType, map[string]string{"charset": p.Params["charset"]})
	return []byte(repaired(string(content))), damaged
}

// bytes is the content of a file: the charset of a text file is not touched.
func (p *Part) bytes() (content []byte, damaged bool) {
	return p.decode("application/octet-stream", nil)
}

func (p *Part) decode(mediaType string, params map[string]string) (content []byte, damaged bool) {
	var h message.Header
	if params["charset"] == "" {
		params = nil
	}
	h.SetContentType(mediaType, params)
	encoding, _, _ := strings.Cut(p.header.Get("Content-Transfer-Encoding"), ";")
	h.Set("Content-Transfer-Encoding", strings.TrimSpace(encoding))
	entity, err := message.New(h, bytes.NewReader(p.Body))
	content, readErr := io.ReadAll(entity.Body)
	return content, err != nil && !message.IsUnknownCharset(err) || readErr != nil
}

// Field returns a field of the part's header as text, or "".
func (p *Part) Field(name string) string { return plain(p.header.Get(name)) }

func (c *collector) text(p *Part) {
	content, damaged := p.Decode()
	if damaged || len(content) > c.limit {
		c.file(p)
		return
	}
	s := unixLines(string(content))
	if strings.EqualFold(p.Params["format"], "flowed") {
		s = unflow(s, strings.EqualFold(p.Params["delsp"], "yes"))
	}
	c.add(&c.texts, s, p)
}

func (c *collector) hypertext(p *Part) {
	content, damaged := p.Decode()
	c.file(p)
	if !damaged && len(content) <= c.limit {
		c.add(&c.html, render(string(content)), nil)
	}
}

// add keeps a text unless all texts together would pass the limit.
func (c *collector) add(to *[]string, s string, p *Part) {
	if s = strings.Trim(s, "\n"); s == "" {
		return
	}
	if c.limit -= len(s); c.limit < 0 {
		if c.limit = 0; p != nil {
			c.file(p)
		}
		return
	}
	*to = append(*to, s)
}

func (c *collector) finish() {
	if len(c.texts) == 0 && len(c.html) > 0 {
		c.texts, c.m.Rendered = c.html, true
	}
	c.m.Text = strings.Join(c.texts, "\n\n")
}

func (c *collector) file(p *Part) {
	content, damaged := p.bytes()
	if len(content) == 0 && p.name() == "" {
		return
	}
	name := p.name()
	if name == "" {
		name = fmt.Sprintf("%s-%d%s", "anhang", len(c.m.Attachments)+1, extensions[p.MediaType])
	}
	c.m.Attachments = append(c.m.Attachments, File{name, p.MediaType, content, damaged})
}

// name is the file name: filename= before name=, as everyone reads it; a nested mail has the extension .eml.
func (p *Part) name() string {
	_, params := parameters(p.header.Get("Content-Disposition"))
	name := params["filename"]
	if name == "" {
		name = p.Params["name"]
	}
	name = strings.TrimSpace(name)
	if p.MediaType == "message/rfc822" && name != "" && !strings.HasSuffix(strings.ToLower(name), ".eml") {
		name += ".eml"
	}
	return name
}

var extensions = map[string]string{
	"application/pdf": ".pdf", "application/xml": ".xml", "application/zip": ".zip", "application/ms-tnef": ".dat", "image/gif": ".gif",
	"image/jpeg": ".jpg", "image/png": ".png", "message/rfc822": ".eml", "text/calendar": ".ics", "text/html": ".html", "text/plain": ".txt",
	"text/xml": ".xml", "text/csv": ".csv", "application/pkcs7-signature": ".p7s", "application/pkcs7-mime": ".p7m", "text/vcard": ".vcf",
}

func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// unflow joins the lines of format=flowed (RFC 3676, 4): one that ends in a space goes on in the next of the same quote depth.
func unflow(s string, delsp bool) string {
	var b strings.Builder
	open, openDepth := false, 0
	for l := range strings.SplitSeq(s, "\n") {
		rest := strings.TrimLeft(l, ">")
		depth := len(l) - len(rest)
		// A space that was stuffed before the text.
		rest = strings.TrimPrefix(rest, " ")
		flowed := strings.HasSuffix(rest, " ") && rest != "-- "
		if open && (depth != openDepth || rest == "-- ") {
			b.WriteByte('\n')
			open = false
		}
		if !open && depth > 0 {
			b.WriteString(strings.Repeat(">", depth) + " ")
		}
		if flowed && delsp {
			rest = rest[:len(rest)-1]
		}
		b.WriteString(rest)
		if open, openDepth = flowed, depth; !open {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
