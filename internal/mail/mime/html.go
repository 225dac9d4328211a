package mime

import (
	"html"
	"regexp"
	"strings"
	"unicode"
)

const maxRendered = 1 << 20

// silent are elements whose content nobody reads.
var silent = map[string]bool{"script": true, "style": true, "title": true, "template": true, "svg": true, "iframe": true}

// breaks are elements that begin and end a line; those with true leave an empty one.
var breaks = map[string]bool{
	"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "blockquote": true, "ul": true, "ol": true, "table": true, "pre": true,
	"div": false, "br": false, "li": false, "tr": false, "hr": false, "dt": false, "dd": false, "section": false, "article": false, "address": false,
}

// render returns what a reader of an HTML mail reads, as plain text: nothing is loaded, links keep their address in angle
// brackets, pictures their alternative text. The work is linear in the length.
func render(s string) string { return rendition(s).String() }

// rendition renders HTML.
func rendition(s string) *renderer {
	r := &renderer{signature: -1}
	for s != "" {
		lt := strings.IndexByte(s, '<')
		if lt < 0 {
			r.text(s)
			break
		}
		r.text(s[:lt])
		name, attributes, rest := cutTag(s[lt:])
		if silent[name] && !strings.HasSuffix(attributes, "/") {
			rest = after(rest, name)
		} else {
			r.element(name, attributes)
		}
		s = rest
	}
	return r
}

// cutTag reads one tag, comment or declaration at the start of s; name is empty for what is none.
func cutTag(s string) (name, attributes, rest string) {
	if strings.HasPrefix(s, "<!--") {
		if _, rest, found := strings.Cut(s[4:], "-->"); found {
			return "!", "", rest
		}
		return "!", "", ""
	}
	if len(s) < 2 || !isLetter(s[1]) && s[1] != '/' && s[1] != '!' && s[1] != '?' {
		return "", "<", s[1:]
	}
	end := closing(s)
	inner := s[1:end]
	if end < len(s) {
		rest = s[end+1:]
	}
	cut := strings.IndexAny(inner, " \t\r\n")
	if cut < 0 {
		return strings.ToLower(strings.TrimSuffix(inner, "/")), "", rest
	}
	return strings.ToLower(inner[:cut]), inner[cut:], rest
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// closing is where the tag ends; quotes may hide a >.
func closing(s string) int {
	var quote byte
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return i
		}
	}
	return len(s)
}

// after skips to behind the end tag of a silent element.
func after(s, name string) string {
	for at := 0; ; {
		i := strings.Index(s[at:], "</")
		if i < 0 {
			return ""
		}
		at += i + 2
		if len(s)-at >= len(name) && strings.EqualFold(s[at:at+len(name)], name) {
			_, rest, _ := strings.Cut(s[at:], ">")
			return rest
		}
	}
}

type renderer struct {
	b strings.Builder
	// newlines is how many line ends stand at the end; space tells that a space waits.
	newlines int
	space    bool
	begun    bool
	// link is the address of the link that is open, its text begins at linkAt.
	link   string
	linkAt int
	// bare is what counts of the text without what programs add, such as the addresses of links, which are in links.
	bare  strings.Builder
	links []string
	aside bool
	// shown are the pictures of the mail by their Content-ID, with the place where they stand; signature is where an element begins
	// that calls itself one, -1 without. cut says that the limit was met.
	shown     []placed
	signature int
	cut       bool
}

type placed struct {
	id string
	at int
}

// String is the whole text.
func (r *renderer) String() string { return strings.TrimSpace(r.b.String()) }

// signOff finds how people end a letter, and the mark before a signature.
var signOff = regexp.MustCompile(`(?im)^[ \x{a0}]*(mit (freundlich|best|herzlich|lieb|viel|kollegial)\w*( \w+)? gr(ü|ue)(ß|ss)en|(freundlich|viel|best|herzlich|lieb|schön)e (gr(ü|ue)(ß|ss)e|grüsse)|` +
	`hochachtungsvoll|mfg|vg|lg|i\.[ \x{a0}]?[av]\.|im auftrag|--|(best|kind|warm) regards|yours (sincerely|faithfully))`)

// pictures says of each picture of the mail whether it stands in the text or in the signature.
func (r *renderer) pictures() map[string]picture {
	greeting := signOff.FindStringIndex(r.b.String())
	found := map[string]picture{}
	for _, one := range r.shown {
		p := found[one.id]
		if greeting != nil && one.at > greeting[0] || r.signature >= 0 && one.at >= r.signature {
			p.inSignature = true
		} else {
			p.inText = true
		}
		found[one.id] = p
	}
	return found
}

// picture notes a picture that came with the mail.
func (r *renderer) picture(source string) {
	source = html.UnescapeString(strings.TrimSpace(source))
	if len(source) > 4 && strings.EqualFold(source[:4], "cid:") {
		r.shown = append(r.shown, placed{strings.Trim(unpercent(source[4:]), "<> "), r.b.Len()})
	}
}

// addition writes what does not stand in the text itself.
func (r *renderer) addition(s string) {
	r.aside = true
	r.text(s)
	r.aside = false
}

func (r *renderer) element(name, attributes string) {
	closes := strings.HasPrefix(name, "/")
	name = strings.TrimPrefix(name, "/")
	if r.signature < 0 && strings.Contains(attributes, "ignature") && marksSignature(attributes) {
		r.signature = r.b.Len()
	}
	switch name {
	case "":
		r.text(attributes)
	case "a":
		if closes {
			r.endLink()
			return
		}
		r.link, r.linkAt = address(attribute(attributes, "href")), r.b.Len()
	case "img":
		r.picture(attribute(attributes, "src"))
		r.addition(attribute(attributes, "alt"))
	case "td", "th":
		r.space = true
	case "li":
		if r.line(1); !closes {
			r.text("- ")
		}
	default:
		paragraph, is := breaks[name]
		switch {
		case is && paragraph:
			r.line(2)
		case name == "br":
			r.lineMore()
		case is:
			r.line(1)
		}
	}
}

// endLink writes the address of a link unless its text is the address already.
func (r *renderer) endLink() {
	_, bare, _ := strings.Cut(r.link, ":")
	if shown := r.b.String()[r.linkAt:]; r.link != "" && !strings.Contains(shown, strings.Trim(bare, "/")) {
		r.addition(" <" + html.EscapeString(r.link) + ">")
		if !strings.HasPrefix(strings.ToLower(r.link), "tel:") {
			r.links = append(r.links, r.link)
		}
	}
	r.link = ""
}

// marksSignature says whether an element calls itself a signature, as those of Thunderbird, Gmail and Outlook do.
func marksSignature(attributes string) bool {
	return strings.Contains(strings.ToLower(attribute(attributes, "class")+" "+attribute(attributes, "id")), "signature")
}

// address is a link a person may want to see; javascript and the like are not.
func address(href string) string {
	href = clean(html.UnescapeString(strings.TrimSpace(href)))
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if len(href) > len(scheme) && strings.EqualFold(href[:len(scheme)], scheme) {
			return href
		}
	}
	return ""
}

// attribute returns the raw value of an attribute.
func attribute(s, name string) string {
	for s != "" {
		s = strings.TrimLeft(s, " \t\r\n/")
		key, rest, found := strings.Cut(s, "=")
		if !found {
			return ""
		}
		if fields := strings.Fields(key); len(fields) > 0 {
			key = fields[len(fields)-1]
		}
		value, next := attributeValue(strings.TrimLeft(rest, " \t\r\n"))
		if strings.EqualFold(key, name) {
			return value
		}
		s = next
	}
	return ""
}

func attributeValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	if s[0] == '"' || s[0] == '\'' {
		value, rest, _ = strings.Cut(s[1:], s[:1])
		return value, rest
	}
	if at := strings.IndexAny(s, " \t\r\n"); at >= 0 {
		return s[:at], s[at:]
	}
	return s, ""
}

// line makes sure of n line ends.
func (r *renderer) line(n int) {
	r.space = false
	r.bare.WriteByte('\n')
	for r.begun && r.newlines < n {
		r.b.WriteByte('\n')
		r.newlines++
	}
}

func (r *renderer) lineMore() {
	r.bare.WriteByte('\n')
	if r.space = false; r.begun && r.newlines < 3 {
		r.b.WriteByte('\n')
		r.newlines++
	}
}

// text writes words with one space between them, as HTML shows them.
func (r *renderer) text(s string) {
	for _, c := range html.UnescapeString(s) {
		switch {
		case r.b.Len() > maxRendered:
			r.cut = true
			return
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			r.space = true
		case c < ' ' || c == 0x7f || c == '\u200b' || c == '\ufeff':
		default:
			if r.space && r.newlines == 0 && r.begun {
				r.b.WriteByte(' ')
				if !r.aside {
					r.bare.WriteByte(' ')
				}
			}
			if !r.aside && isCompared(c) {
				r.bare.WriteRune(unicode.ToLower(c))
			}
			r.space, r.begun, r.newlines = false, true, 0
			r.b.WriteRune(c)
		}
	}
}
