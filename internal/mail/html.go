package mail

import (
	"html"
	"regexp"
	"strings"
)

const (
	before = `<!DOCTYPE html><html lang="`
	middle = `"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>`
	within = `</title></head><body style="margin:0 auto;max-width:38em;padding:1em;font-family:sans-serif;line-height:1.5">`
	after  = "</body></html>\n"
)

// HTML returns the HTML alternative of a mail: its own, or its text with paragraphs and with links where addresses stand.
func HTML(m Message) string {
	if m.HTML != "" {
		return m.HTML
	}
	var b strings.Builder
	b.WriteString(before + html.EscapeString(strings.ToLower(m.Locale)) + middle + html.EscapeString(m.Subject) + within)
	for paragraph := range strings.SplitSeq(strings.Trim(m.Text, "\n"), "\n\n") {
		b.WriteString("\n<p>" + strings.ReplaceAll(linked(strings.Trim(paragraph, "\n")), "\n", "<br>\n") + "</p>")
	}
	b.WriteString("\n" + after)
	return b.String()
}

// address is a web address as it stands in running text: the sign that ends a sentence is not part of it.
var address = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?)]`)

func linked(text string) string {
	var b strings.Builder
	at := 0
	for _, found := range address.FindAllStringIndex(text, -1) {
		b.WriteString(html.EscapeString(text[at:found[0]]))
		link := html.EscapeString(text[found[0]:found[1]])
		b.WriteString(`<a href="` + link + `">` + link + "</a>")
		at = found[1]
	}
	b.WriteString(html.EscapeString(text[at:]))
	return b.String()
}
