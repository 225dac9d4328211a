package mime

import (
	"regexp"
	"slices"
	"strings"
)

// Many programs add the sender's card to each mail. What a card says is shown as text, unless the text says it already; so no card
// is a file that is refused.

const (
	// maxCards bounds the cards that are shown of one part; one with more is a file.
	maxCards = 20
	// maxCardBytes is how large such a part may be: most of it is a picture.
	maxCardBytes = 256 << 10
	// maxCardLines bounds what one card says, maxCardText what those of a whole mail say together, in bytes: all of it is looked for in
	// the text.
	maxCardLines = 100
	maxCardText  = 32 << 10
	// shortest is how many digits a number must have to be known again.
	shortest = 5
)

// card is what is shown of a vCard (RFC 6350; the older forms too), in the order in which it is shown.
type card struct {
	name  string
	lines []cardLine
}

type cardLine struct{ label, value string }

func (p *Part) isCard() bool {
	switch p.MediaType {
	case "text/vcard", "text/x-vcard", "text/directory":
		return true
	}
	return false
}

// addCards shows what a part with cards says as text; false when it says nothing that can be read, or too much to be shown whole.
func (c *collector) addCards(p *Part) bool {
	content, fault := p.bytes()
	if fault != "" || len(content) > maxCardBytes {
		return false
	}
	s, _ := inCharset(content, p.Params["charset"])
	cards := cardsIn(s)
	if len(cards) == 0 || len(cards) > maxCards {
		return false
	}
	var all strings.Builder
	for _, one := range cards {
		all.WriteString(one.text() + "\n\n")
	}
	if c.cardText += all.Len(); c.cardText > maxCardText || !c.reserveText(all.String()) {
		return false
	}
	for _, one := range cards {
		c.pieces = append(c.pieces, piece{text: one.text(), card: one})
	}
	return true
}

// cardsIn reads cards, at most one more than are shown; none at all where one is not understood.
func cardsIn(s string) (found []*card) {
	var now *card
	for _, line := range unfolded(s) {
		name, params, value := cutProperty(line)
		if _, after, grouped := strings.Cut(name, "."); grouped {
			name = after
		}
		switch {
		case name == "BEGIN" && strings.EqualFold(value, "VCARD"):
			if now != nil || len(found) > maxCards {
				return nil
			}
			now = &card{}
		case now == nil:
		case name == "END":
			if found = append(found, now); now.name == "" {
				return nil
			}
			now = nil
		default:
			if now.set(name, params, value); len(now.lines) > maxCardLines {
				return nil
			}
		}
	}
	if now != nil {
		return nil
	}
	return found
}

// unfolded are the content lines: folded ones put together, and soft line ends taken out of quoted-printable, which version 2.1 has. Every byte is
// copied once.
func unfolded(s string) (lines []string) {
	var now strings.Builder
	encoded, open := false, false
	for line := range strings.SplitSeq(unixLines(s), "\n") {
		folded := !open && now.Len() > 0 && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"))
		switch {
		case folded:
			line = line[1:]
		case !open:
			lines = append(lines, now.String())
			now.Reset()
			head, _, _ := strings.Cut(line, ":")
			encoded = strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
		}
		if open = encoded && strings.HasSuffix(line, "="); open {
			line = line[:len(line)-1]
		}
		now.WriteString(line)
	}
	return append(lines, now.String())
}

var cardLabels = map[string]string{
	"TITLE": "Funktion", "ROLE": "Aufgabe", "TEL": "Telefon", "EMAIL": "E-Mail", "ADR": "Anschrift", "URL": "Internet", "NOTE": "Anmerkung",
}

func (k *card) set(name, params, value string) {
	if strings.Contains(strings.ToUpper(params), "QUOTED-PRINTABLE") {
		value, _ = inCharset(fromQuotedPrintable([]byte(value)), parameter(params, "CHARSET"))
	}
	if name == "ADR" || name == "ORG" || name == "N" {
		value = joined(value)
	}
	value = strings.TrimSpace(cleanLines(unescapeText.Replace(repairUTF8(value))))
	switch {
	case value == "":
	case name == "FN":
		k.name = value
	case name == "N" && k.name == "":
		k.name = value
	case name == "ORG":
		k.lines = slices.Insert(k.lines, 0, cardLine{"", value})
	case name == "TEL" && strings.Contains(strings.ToUpper(params), "FAX"):
		k.lines = append(k.lines, cardLine{"Fax", strings.TrimPrefix(value, "tel:")})
	case cardLabels[name] != "":
		k.lines = append(k.lines, cardLine{cardLabels[name], strings.TrimPrefix(value, "tel:")})
	}
}

// joined puts the parts of a value in parts together.
func joined(value string) string {
	var parts []string
	for part := range strings.SplitSeq(strings.ReplaceAll(value, `\;`, "\x00"), ";") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, strings.ReplaceAll(part, "\x00", `\;`))
		}
	}
	return strings.Join(parts, `\, `)
}

// text is a card as a person reads it.
func (k *card) text() string {
	lines := []string{"Kontakt: " + k.name}
	for _, l := range k.lines {
		if l.label == "" {
			lines = append(lines, l.value)
			continue
		}
		lines = append(lines, l.label+": "+l.value)
	}
	return strings.Join(lines, "\n")
}

// dropRepeatedCards leaves out cards of which the rest of the text says all: the sender's own, beside a text that is signed with it.
func (c *collector) dropRepeatedCards() {
	if !slices.ContainsFunc(c.pieces, func(p piece) bool { return p.card != nil }) {
		return
	}
	var all strings.Builder
	var numbers []string
	seen := map[string]bool{}
	for _, p := range c.pieces {
		if p.card == nil {
			all.WriteString(comparedText(p.text) + "\n")
			numbers = append(numbers, numbersIn(p.text)...)
		}
	}
	c.pieces = slices.DeleteFunc(c.pieces, func(p piece) bool {
		if p.card == nil {
			return false
		}
		again := seen[p.text]
		seen[p.text] = true
		return again || p.card.repeatedIn(all.String(), numbers)
	})
}

// repeatedIn says whether a text says everything of a card, its numbers in whatever form.
func (k *card) repeatedIn(text string, numbers []string) bool {
	if len(k.lines) == 0 || !strings.Contains(text, comparedText(k.name)) {
		return false
	}
	for _, l := range k.lines {
		switch l.label {
		case "Telefon", "Fax":
			wanted := national(l.value)
			if len(wanted) < shortest || !slices.ContainsFunc(numbers, func(n string) bool { return strings.HasSuffix(n, wanted) }) {
				return false
			}
		case "Anschrift", "":
			for part := range strings.SplitSeq(l.value, ",") {
				if !strings.Contains(text, comparedText(part)) {
					return false
				}
			}
		default:
			if !strings.Contains(text, comparedText(normalAddress(l.value))) {
				return false
			}
		}
	}
	return true
}

// number finds what may be a telephone number in a text.
var number = regexp.MustCompile(`[+(]?[0-9][0-9 ()/.\x{2013}\x{00a0}-]*`)

// numbersIn are the telephone numbers of a text, in digits.
func numbersIn(s string) (list []string) {
	for _, one := range number.FindAllString(s, -1) {
		list = append(list, digits(one))
	}
	return list
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// national is a number without what stands before it for callers from elsewhere: "+49 951 87-0" is also "0951 87-0".
func national(number string) string {
	d := digits(number)
	if strings.HasPrefix(strings.TrimSpace(number), "+49") {
		return strings.TrimPrefix(strings.TrimPrefix(d, "49"), "0")
	}
	return strings.TrimLeft(d, "0")
}
