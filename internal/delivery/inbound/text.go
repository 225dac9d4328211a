package inbound

import (
	"regexp"
	"slices"
	"strings"

	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
)

const (
	// maxAnswerText is how many characters of text a message shows; a longer text is attached as a document.
	maxAnswerText = 50_000
	// maxAnswerSubject is in characters.
	maxAnswerSubject = 200
	// maxRemarks bounds the remarks on a text, maxRemarkDetail what the mail itself names in one, in characters.
	maxRemarks      = 10
	maxRemarkDetail = 40
	// noSubject stands where the signed header has no subject: what stands outside of the signature does not count.
	noSubject = "Antwort"
)

// replyMark is one "Re:" or "AW:" of those that programs pile up.
var replyMark = regexp.MustCompile(`(?i)^\s*(re|aw|antw|antwort|sv|wg|fw|fwd|rv|r)\s*(\[\d{1,3}\]|\(\d{1,3}\))?\s*:\s*`)

// answerSubject is the subject without marks of replies before it.
func answerSubject(subject string) string {
	subject = delivery.PlainText(delivery.OneLine(subject))
	for {
		at := replyMark.FindStringIndex(subject)
		if at == nil {
			break
		}
		subject = subject[at[1]:]
	}
	if runes := []rune(subject); len(runes) > maxAnswerSubject {
		subject = string(runes[:maxAnswerSubject])
	}
	if subject = strings.TrimSpace(subject); subject == "" {
		return noSubject
	}
	return subject
}

// withoutOurQuote leaves out our own mail where it stands quoted at the end, line by line behind a ">" and with the reference in
// it. Everything else stays: what may be part of the answer is part of it.
func withoutOurQuote(text, reference, platform, address string) string {
	text = strings.TrimRight(delivery.PlainText(text), " \t\r\n")
	lines := strings.Split(text, "\n")
	start := len(lines)
	for start > 0 && (strings.HasPrefix(lines[start-1], ">") || strings.TrimSpace(lines[start-1]) == "") {
		start--
	}
	if start == len(lines) || !slices.Contains(delivery.ReferencesIn(strings.Join(lines[start:], "\n")), reference) {
		return text
	}
	kept := strings.TrimRight(strings.Join(lines[:start], "\n"), " \t\r\n")
	return withoutAttribution(kept, platform, address)
}

// withoutAttribution leaves out the one or two lines before a quotation that say who wrote it when, if they name us.
func withoutAttribution(text, platform, address string) string {
	if !strings.HasSuffix(text, ":") {
		return text
	}
	at := strings.LastIndex(text, "\n\n")
	paragraph := text[at+1:]
	if strings.Count(strings.Trim(paragraph, "\n"), "\n") > 1 {
		return text
	}
	if strings.Contains(paragraph, address) || platform != "" && strings.Contains(paragraph, platform) {
		return strings.TrimRight(text[:at+1], " \t\r\n")
	}
	return text
}

// attachmentsOf are the documents of an answer; a text that is too long for a message is one of them.
func attachmentsOf(m *mime.Message, text string) []delivery.Attachment {
	var list []delivery.Attachment
	if len([]rune(text)) > maxAnswerText {
		list = append(list, delivery.Attachment{Filename: "Nachricht.txt", MediaType: "text/plain", Data: []byte(text)})
	}
	for _, f := range m.Attachments {
		list = append(list, delivery.Attachment{Filename: f.Name, MediaType: f.MediaType, Data: f.Content, Damaged: f.Fault != ""})
	}
	return list
}

// remarksOf are what the person must be told of the text, each once.
func remarksOf(m *mime.Message, text string) []delivery.Remark {
	var list []delivery.Remark
	add := func(r delivery.Remark) {
		if !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	if len([]rune(text)) > maxAnswerText {
		add(delivery.Remark{Kind: string(mime.TextTooLong)})
	}
	for _, r := range m.Remarks {
		detail := []rune(delivery.OneLine(r.Detail))
		add(delivery.Remark{Kind: string(r.Kind), Detail: string(detail[:min(len(detail), maxRemarkDetail)])})
	}
	return list[:min(len(list), maxRemarks)]
}
