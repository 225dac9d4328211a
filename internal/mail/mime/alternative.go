package mime

import (
	"regexp"
	"strings"
	"unicode"
)

// otherVersion stands before the HTML where the plain text of the same mail does not say what it says.
const otherVersion = "---------- HTML-Fassung derselben Nachricht ----------"

// addAlternative takes the plain text and, where that does not say what the HTML says, the HTML as well; one that is blank or only
// points to the HTML is none. Files of all versions are kept.
func (c *collector) addAlternative(p *Part) {
	var plain, rich, rest []*collector
	var spare []*Part
	for _, child := range p.Parts {
		switch {
		case isSpare(child):
			spare = append(spare, child)
		case hasHTML(child):
			rich = append(rich, c.branch(child))
		case hasPlain(child):
			plain = append(plain, c.branch(child))
		default:
			rest = append(rest, c.branch(child))
		}
	}
	short, long := textOf(plain), textOf(rich)
	switch {
	case !hasWords(long):
		if strings.Contains(short, strings.TrimSpace(long)) {
			c.dropText(rich)
		}
	case !hasWords(short) || isStub(short):
		c.dropText(plain)
	case saysAll(short, rich):
		c.dropText(rich)
	default:
		c.labelVersion(rich[0])
	}
	if !hasWords(short) && !hasWords(long) {
		for _, one := range spare {
			rest = append(rest, c.branch(one))
		}
	}
	for _, branches := range [][]*collector{plain, rich, rest} {
		for _, b := range branches {
			c.join(b)
		}
	}
}

// isSpare says whether a part is a version that counts only where there is no other.
func isSpare(p *Part) bool {
	if p.isAttachment() {
		return false
	}
	switch p.MediaType {
	case "text/enriched", "text/richtext", "text/rtf", "application/rtf", "text/x-amp-html", "text/watch-html":
		return true
	}
	return false
}

func textOf(branches []*collector) string {
	var b strings.Builder
	for _, one := range branches {
		for _, p := range one.pieces {
			b.WriteString(p.text + "\n")
		}
	}
	return b.String()
}

// dropText takes the text from branches; an appointment in it stays.
func (c *collector) dropText(branches []*collector) {
	for _, b := range branches {
		var kept []piece
		for _, p := range b.pieces {
			if p.event != nil || p.card != nil {
				kept = append(kept, p)
				continue
			}
			c.limit += len(p.text)
		}
		b.pieces, b.remarks = kept, nil
	}
}

// labelVersion says before a branch what it is.
func (c *collector) labelVersion(b *collector) {
	if c.reserveText(otherVersion) {
		b.pieces = append([]piece{{text: otherVersion, head: true}}, b.pieces...)
	}
}

// reserveText counts a text against the limit; false when it is too long.
func (c *collector) reserveText(s string) bool {
	if c.limit < len(s) {
		return false
	}
	c.limit -= len(s)
	return true
}

// isVisible says whether something can be seen of s.
func isVisible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

// placeholders are how what programs write into the plain text for pictures begins.
var placeholders = []string{"cid:", "image", "bild", "inline image"}

// withoutPlaceholders leaves those out: "[cid:image001.png@01DB]". Every byte is looked at a fixed number of times.
func withoutPlaceholders(s string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '[')
		if open < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:open])
		s = s[open:]
		end := strings.IndexAny(s[1:], "[]\n") + 1
		if end == 0 {
			end = len(s)
		}
		if end < len(s) && s[end] == ']' && beginsPlaceholder(s[1:end]) {
			s = s[end+1:]
			continue
		}
		b.WriteString(s[:end])
		s = s[end:]
	}
}

func beginsPlaceholder(s string) bool {
	for _, begin := range placeholders {
		if len(s) >= len(begin) && strings.EqualFold(s[:len(begin)], begin) {
			return true
		}
	}
	return false
}

// hasWords says whether words stand in s.
func hasWords(s string) bool { return strings.ContainsFunc(withoutPlaceholders(s), isCompared) }

// pointer finds sentences which only say that the message is in the HTML; an address that ends in it says nothing of the kind.
var pointer = regexp.MustCompile(`(?i)(^|[^./\w])html|multi-?part message in mime format|mehrteilige nachricht im mime-format|(view|read) (this|it|the (e-?)?mail|the message).{0,40}(browser|online)|im browser (an|lesen|öffnen)`)

// maxStub is how long a stub may be, in bytes.
const maxStub = 600

var sentenceEnd = regexp.MustCompile(`[.!?:]+(\s|$)|\n\s*\n`)

// isStub says whether a plain text says nothing but that the message is in the HTML. One sentence that says more makes it none.
func isStub(s string) bool {
	if len(s) > maxStub || !pointer.MatchString(s) {
		return false
	}
	for _, sentence := range sentenceEnd.Split(s, -1) {
		if hasWords(sentence) && !pointer.MatchString(sentence) {
			return false
		}
	}
	return true
}

// isCompared says whether a character is compared: programs write lists, rules and quotations in other signs.
func isCompared(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Sc, r) || r == '%' || r == '§'
}

// comparedText leaves of s what is compared.
func comparedText(s string) string {
	return strings.Map(func(r rune) rune {
		if !isCompared(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

var (
	inBrackets = regexp.MustCompile(`<[^<>\s]{3,}>`)
	written    = regexp.MustCompile(`(?i)https?://[^\s<>"]+|[a-z0-9._%+-]+@[a-z0-9.-]+`)
)

// saysAll reports whether a plain text says all that the pieces of other versions say, in their order, and has the addresses of
// their links.
func saysAll(plain string, branches []*collector) bool {
	plain = withoutPlaceholders(plain)
	known := map[string]bool{}
	for _, address := range written.FindAllString(plain, -1) {
		known[normalAddress(address)] = true
	}
	var lines []string
	for _, b := range branches {
		for _, p := range b.pieces {
			for _, link := range p.links {
				if !known[normalAddress(link)] {
					return false
				}
			}
			bare := p.bare
			if !p.html {
				bare = p.text
			}
			lines = append(lines, strings.Split(bare, "\n")...)
		}
	}
	return containsLines(comparedText(plain), lines) || containsLines(comparedText(inBrackets.ReplaceAllString(plain, "")), lines)
}

func normalAddress(s string) string {
	s = strings.ToLower(s)
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		s = strings.TrimPrefix(s, scheme)
	}
	return strings.TrimRight(s, "/.,;:)>]'")
}

const (
	// maxScattered is how many lines may stand in the plain text in another form, maxGap how far apart their words may then be.
	maxScattered = 200
	maxGap       = 80
)

// containsLines says whether lines stand in a text, in their order; both are as comparedText leaves them.
func containsLines(text string, lines []string) bool {
	scattered := 0
	for _, line := range lines {
		whole := comparedText(line)
		if at := strings.Index(text, whole); at >= 0 {
			text = text[at+len(whole):]
			continue
		}
		if scattered++; scattered > maxScattered {
			return false
		}
		for i, word := range strings.Fields(line) {
			word = comparedText(word)
			window := text
			if i > 0 {
				window = text[:min(len(text), maxGap+len(word))]
			}
			at := strings.Index(window, word)
			if at < 0 {
				return false
			}
			text = text[at+len(word):]
		}
	}
	return true
}
