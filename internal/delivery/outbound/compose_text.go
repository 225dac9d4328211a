package outbound

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/delivery"
	"schalter/internal/letter"
	"schalter/internal/postal"
)

// messageText is the text of a person's message as a clerk reads it. The reference stands in it once, so that an answer that
// quotes it names one case.
func messageText(o *delivery.Outgoing, platform string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", openingText(o, delivery.OneLine(platform)))
	line := func(label, value string) {
		if value = delivery.OneLine(value); value != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, value)
		}
	}
	line("Fallnummer", o.Reference)
	// What the person wrote may name other cases; quoted in the answer they would make it doubtful which one is meant.
	line("Betreff", delivery.WithoutReferences(o.Subject))
	line("Postfach", delivery.WithoutReferences(o.Title))
	line("Leistungen", strings.Join(o.Services, "; "))
	line("Von", o.PersonName)
	line("Anschrift", strings.Join(addressLines(o.Address), ", "))
	line("Geprüft", trustText(o.TrustLevel))
	line("Gesendet", dayAndTime(o.SentAt))
	line("Anlagen", fileNames(o.Documents))
	fmt.Fprintf(&b, "\n%s\n%s\n%s\n\n%s", separator, delivery.PlainText(delivery.WithoutReferences(o.Text)), separator, answering)
	if o.ReceiptRequested {
		b.WriteString(receiptAsked)
	}
	return b.String()
}

var separator = strings.Repeat("-", 64)

// Paragraphs are single lines: mail programs break them to the window, and quote them without ragged rests.
const answering = "Antworten Sie einfach auf diese Mail, signiert und verschlüsselt, und lassen Sie den zitierten Text mit der " +
	"Fallnummer stehen. Ihre Antwort erscheint mit ihren Anlagen im Postfach der Person. Schreiben Sie nur an diese Adresse, ohne Kopie an andere: Nur hier wird die Antwort zugeordnet.\n"

const receiptAsked = "\nDie Person bittet um eine Empfangsbestätigung. Als Bestätigung gilt Ihre signierte Antwort; auch eine kurze genügt.\n"

func openingText(o *delivery.Outgoing, platform string) string {
	person := delivery.OneLine(o.PersonName)
	if o.Kind == casemail.KindApplication {
		return fmt.Sprintf("%s stellt bei Ihnen über %s einen Antrag.", person, platform)
	}
	return fmt.Sprintf("%s schreibt Ihnen über %s.", person, platform)
}

// addressLines is a person's address as a letter writes it, without the name; none where it is not known or cannot be written.
func addressLines(a *postal.Address) []string {
	if a == nil {
		return nil
	}
	list, err := letter.AddressLines(letter.AddressOf(*a))
	if err != nil || len(list) == 0 {
		return nil
	}
	return list[1:]
}

var trustTexts = map[string]string{
	"NONE":              "nichts",
	"EMAIL":             "E-Mail-Adresse",
	"POSTAL":            "Name und Anschrift durch einen Brief",
	"EIDAS_LOW":         "elektronischer Ausweis, Vertrauensniveau niedrig",
	"EIDAS_SUBSTANTIAL": "elektronischer Ausweis, Vertrauensniveau substanziell",
	"EIDAS_HIGH":        "elektronischer Ausweis, Vertrauensniveau hoch",
}

func trustText(level string) string {
	if text, ok := trustTexts[level]; ok {
		return text
	}
	return level
}

func fileNames(documents []delivery.OutgoingDocument) string {
	names := make([]string, len(documents))
	for i, d := range documents {
		names[i] = fmt.Sprintf("%s (%s)", fileName(d.Filename), kilobytes(d.Size))
	}
	return strings.Join(names, "; ")
}

func kilobytes(n int64) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%d MB", n/1_000_000)
	case n >= 1_000:
		return fmt.Sprintf("%d kB", n/1_000)
	}
	return fmt.Sprintf("%d Byte", n)
}

var months = [...]string{
	"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
}

func dayAndTime(t time.Time) string {
	t = t.In(clock.Berlin)
	return fmt.Sprintf("%d. %s %d, %02d:%02d Uhr", t.Day(), months[t.Month()-1], t.Year(), t.Hour(), t.Minute())
}

func fileName(s string) string {
	if s = delivery.OneLine(s); s != "" {
		return s
	}
	return "anlage"
}
