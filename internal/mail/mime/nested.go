package mime

import (
	"strings"

	"schalter/internal/clock"
)

// A mail within the mail is shown with its head, so that nobody takes its words for the sender's.
const (
	forwarded    = "---------- Weitergeleitete Nachricht ----------"
	forwardedEnd = "---------- Ende der weitergeleiteten Nachricht ----------"
	// maxHeadLine is how much of one line of such a head is shown, in bytes.
	maxHeadLine = 500
)

// addMessage takes the text and the files of a part that is a mail, or signed in itself; no matter who signed it, it is shown as
// forwarded. Without room for its head and its end it is a file.
func (c *collector) addMessage(p *Part) {
	head := headOf(p.message)
	if !c.reserveText(head + forwardedEnd) {
		c.addLongText(p)
		return
	}
	c.pieces = append(c.pieces, piece{text: head, head: true})
	c.collect(p.message.withoutSignature())
	c.pieces = append(c.pieces, piece{text: forwardedEnd, tail: true})
}

// withoutSignature is what a signed mail says; where that has a head of its own, it is shown with it.
func (p *Part) withoutSignature() *Part {
	for p.isCMS() && p.message != nil && headOf(p.message) == forwarded {
		p = p.message
	}
	return p
}

// headOf is the head of a mail as a person reads it.
func headOf(p *Part) string {
	h, _ := readHeader(p)
	lines := []string{forwarded}
	add := func(label, value string) {
		if value = strings.TrimSpace(value); len(value) > maxHeadLine {
			value = strings.ToValidUTF8(value[:maxHeadLine], "") + " …"
		}
		if value != "" {
			lines = append(lines, label+": "+value)
		}
	}
	people := func(list []Address, raw string) string {
		var shown []string
		for _, a := range list {
			shown = append(shown, strings.TrimSpace(a.Name+" <"+a.Address+">"))
		}
		if len(shown) == 0 {
			return plain(raw)
		}
		return strings.Join(shown, ", ")
	}
	add("Von", people(h.From, p.header.Get("From")))
	add("An", people(h.To, p.header.Get("To")))
	date := plain(p.header.Get("Date"))
	if !h.Date.IsZero() {
		date = clock.DayAndTime(h.Date)
	}
	add("Datum", date)
	add("Betreff", h.Subject)
	return strings.Join(lines, "\n")
}
