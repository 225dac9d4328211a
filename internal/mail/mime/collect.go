package mime

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// piece is a stretch of the text.
type piece struct {
	text string
	// bare is what of it must stand in a plain text that says the same, links the addresses; both are set for HTML.
	bare  string
	links []string
	html  bool
	// head is the head of a mail within the mail, tail the line at its end: neither says anything by itself.
	head, tail bool
	// event is set for an appointment, card for somebody's card.
	event *event
	card  *card
}

// collector gathers text and files in the order of the mail.
type collector struct {
	*shared
	pieces  []piece
	files   []File
	remarks []Remark
}

// shared is what the collectors of all branches of a mail have together.
type shared struct {
	// limit is how many bytes of text may still come.
	limit int
	// pictures are those that HTML shows, by their Content-ID.
	pictures map[string]picture
	events   map[string]bool
	// cardText is how many bytes of cards came.
	cardText int
}

// picture is how HTML shows a picture.
type picture struct{ inText, inSignature bool }

// gather takes the text and the files of a mail that was split.
func gather(m *Message, root *Part, limit int) {
	c := collector{shared: &shared{limit: limit, pictures: map[string]picture{}, events: map[string]bool{}}}
	c.collect(root)
	c.finish(m)
}

// branch gathers a part by itself.
func (c *collector) branch(p *Part) *collector {
	b := &collector{shared: c.shared}
	b.collect(p)
	return b
}

// join appends what a branch gathered.
func (c *collector) join(b *collector) {
	c.pieces, c.files, c.remarks = append(c.pieces, b.pieces...), append(c.files, b.files...), append(c.remarks, b.remarks...)
}

func (c *collector) collect(p *Part) {
	switch {
	case p.fault != "":
		c.addFile(p)
	case p.MediaType == "application/applefile":
		// What a Mac notes of a file for itself; the file stands beside it (RFC 1740).
	case p.MediaType == "multipart/alternative":
		c.addAlternative(p)
	case p.multipart():
		for _, child := range p.Parts {
			if p.MediaType == "multipart/signed" && child.isSignature() {
				// It says nothing besides what it is over.
				continue
			}
			c.collect(child)
		}
	case p.message != nil:
		c.addMessage(p)
	case p.isCalendar() && c.addCalendar(p):
	case p.isTNEF() && c.addTNEF(p):
	case p.isCard() && c.addCards(p):
	case p.isAttachment():
		c.addFile(p)
	case p.MediaType == "text/plain":
		c.addText(p)
	case p.MediaType == "text/html":
		c.addHTML(p)
	default:
		c.addFile(p)
	}
}

func (p *Part) isSignature() bool {
	return strings.HasSuffix(p.MediaType, "pkcs7-signature") || p.MediaType == "application/pgp-signature"
}

func hasPlain(p *Part) bool { return has(p, "text/plain") }
func hasHTML(p *Part) bool  { return has(p, "text/html") }

func has(p *Part, mediaType string) bool {
	if p.MediaType == mediaType && !p.isAttachment() {
		return true
	}
	for _, child := range p.Parts {
		if has(child, mediaType) {
			return true
		}
	}
	return false
}

// ofExchange is how Exchange names a piece of the text that stands behind an attachment.
var ofExchange = regexp.MustCompile(`(?i)^att\d{5}\.(txt|html?)$`)

// isAttachment tells that the sender meant a file: it says so or gives a name. HTML with a name is still text, because no file of
// it is taken in.
func (p *Part) isAttachment() bool {
	disposition, params, _ := parameters(p.header.Get("Content-Disposition"))
	name := params["filename"]
	if name == "" {
		name = p.Params["name"]
	}
	switch {
	case ofExchange.MatchString(strings.TrimSpace(name)):
		return false
	case strings.EqualFold(disposition, "attachment"):
		return true
	}
	return name != "" && p.MediaType != "text/html"
}

func (c *collector) addText(p *Part) {
	content, fault := p.bytes()
	if fault != "" {
		c.remarks = append(c.remarks, Remark{UnreadableText, p.Encoding})
		c.addFile(p)
		return
	}
	charset := p.Params["charset"]
	s, known := inCharset(content, charset)
	if s = unixLines(s); strings.EqualFold(p.Params["format"], "flowed") {
		s = unflow(s, strings.EqualFold(p.Params["delsp"], "yes"))
	}
	if s = strings.Trim(s, "\n"); !isVisible(s) {
		return
	}
	if !c.reserveText(s) {
		c.addLongText(p)
		return
	}
	if !known {
		c.remarks = append(c.remarks, Remark{UnknownCharset, clean(charset)})
	}
	c.pieces = append(c.pieces, piece{text: s})
}

// addLongText takes a text as a file.
func (c *collector) addLongText(p *Part) {
	c.remarks = append(c.remarks, Remark{Kind: TextTooLong})
	c.addFile(p)
}

// maxHTML is how many times the limit of text the source of an HTML text may have.
const maxHTML = 8

func (c *collector) addHTML(p *Part) {
	content, fault := p.bytes()
	if fault != "" {
		c.remarks = append(c.remarks, Remark{UnreadableText, p.Encoding})
		c.addFile(p)
		return
	}
	charset := p.Params["charset"]
	source, known := inCharset(content, charset)
	if len(source) > maxHTML*c.limit {
		c.addLongText(p)
		return
	}
	r := rendition(source)
	for id, shown := range r.pictures() {
		before := c.pictures[id]
		c.pictures[id] = picture{before.inText || shown.inText, before.inSignature || shown.inSignature}
	}
	text := r.String()
	if text == "" {
		return
	}
	if r.cut || !c.reserveText(text) {
		c.addLongText(p)
		return
	}
	if !known {
		c.remarks = append(c.remarks, Remark{UnknownCharset, clean(charset)})
	}
	c.pieces = append(c.pieces, piece{text: text, bare: r.bare.String(), links: r.links, html: true})
}

// finish puts the text together and names the files.
func (c *collector) finish(m *Message) {
	c.dropRepeatedEvents()
	c.dropRepeatedCards()
	var b strings.Builder
	for i, one := range c.pieces {
		if one.tail && onlyTails(c.pieces[i:]) {
			break
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(one.text)
		m.HasText = m.HasText || !one.head && !one.tail && one.card == nil
		m.Rendered = m.Rendered || one.html
	}
	m.Text, m.Remarks = b.String(), c.remarks
	for _, f := range c.files {
		if c.isDecoration(f) {
			continue
		}
		if f.Name == "" {
			f.Name = fmt.Sprintf("anhang-%d%s", len(m.Attachments)+1, extensions[f.MediaType])
		}
		m.Attachments = append(m.Attachments, f)
	}
}

func onlyTails(rest []piece) bool {
	for _, one := range rest {
		if !one.tail {
			return false
		}
	}
	return true
}

// maxDecoration is how large a picture of a signature may be, in bytes; a larger one is rather a picture of something.
const maxDecoration = 64 << 10

// isDecoration says that a file is a picture that HTML shows in the sender's signature only.
func (c *collector) isDecoration(f File) bool {
	shown := c.pictures[f.contentID]
	return f.contentID != "" && !f.attached && f.Fault == "" && strings.HasPrefix(f.MediaType, "image/") && len(f.Content) <= maxDecoration &&
		shown.inSignature && !shown.inText
}

func (c *collector) addFile(p *Part) {
	content, fault := p.bytes()
	if len(content) == 0 && p.name() == "" && blankBytes(p.Body) {
		return
	}
	disposition, _, _ := parameters(p.header.Get("Content-Disposition"))
	c.files = append(c.files, File{
		Name: p.name(), MediaType: p.MediaType, Content: content, Fault: fault,
		contentID: strings.Trim(p.header.Get("Content-Id"), " <>"), attached: strings.EqualFold(disposition, "attachment"),
	})
}

// name is the file name: filename= before name=, as everyone reads it; a nested mail has the extension .eml.
func (p *Part) name() string {
	_, params, _ := parameters(p.header.Get("Content-Disposition"))
	name := params["filename"]
	if name == "" {
		name = p.Params["name"]
	}
	name = strings.TrimSpace(name)
	if p.isMessage() && name != "" && !strings.EqualFold(path.Ext(name), ".eml") {
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
