package letter_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/letter"
)

func fallback() letter.FallbackLetter {
	return letter.FallbackLetter{
		Sender:    letter.Address{Recipient: "K\u035fhālid Müller", Street: "Lange Straße", HouseNumber: "12", PostalCode: "96047", City: "Bamberg", Country: "DE"},
		Recipient: letter.Office{Name: "Stadt Bamberg", Address: []string{"Ordnungsamt, Gewerbewesen", "Maximiliansplatz 3", "96047 Bamberg"}, Fax: "0951 87-0000"},
		Reference: "FP-2026-0042-7", Date: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), SentAt: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
		Subject:    "Gewerbeanmeldung Café „Zur Post“",
		Text:       "Sehr geehrte Damen und Herren,\n\nhiermit melde ich den Betrieb eines Cafés an. Die Unterlagen liegen bei.\n\nMit freundlichen Grüßen\nK\u035fhālid Müller\n",
		Enclosures: []string{"Lageplan.pdf", "Grundriss Erdgeschoss.pdf"},
		Note:       "Diese Nachricht konnte auf elektronischem Weg nicht zugestellt werden: Das Postfach der Behörde ist voll.",
	}
}

func renderFallback(t *testing.T, l letter.FallbackLetter) []byte {
	t.Helper()
	pdf, err := letter.Fallback(l)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestFallbackIsALetterFromThePersonToTheAuthority(t *testing.T) {
	t.Parallel()
	pdf := renderFallback(t, fallback())
	text := words(tool(t, pdf, "pdftotext", "-raw"))
	for _, want := range []string{
		"K\u035fhālid Müller Lange Straße 12 96047 Bamberg", "K\u035fhālid Müller · Lange Straße 12 · 96047 Bamberg", "Telefax 0951 87-0000",
		"Stadt Bamberg Ordnungsamt, Gewerbewesen Maximiliansplatz 3 96047 Bamberg", "Datum 25. November 2026", "Fallnummer (bitte in der Antwort angeben) FP-2026-0042-7",
		"Elektronisch abgesandt am 23. November 2026", "Gewerbeanmeldung Café „Zur Post“", "Das Postfach der Behörde ist voll.",
		"Sehr geehrte Damen und Herren,", "Anlagen (2)", "2. Grundriss Erdgeschoss.pdf", "Unterschrift: ", "Seite 1 von 1",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	if strings.Contains(text, "\ufffd") {
		t.Error("a character is said to be missing")
	}
	if again := renderFallback(t, fallback()); string(again) != string(pdf) {
		t.Error("the same letter gave other bytes")
	}
}

func TestLongFallbackGoesOnOverPagesWithoutLosingALine(t *testing.T) {
	t.Parallel()
	l := fallback()
	l.Text = strings.Repeat("Ein langer Absatz, der sich über mehrere Zeilen zieht und dabei nichts verliert, auch nicht am Seitenende. ", 8)
	l.Text = strings.Repeat(l.Text+"\n\n", 12) + strings.Repeat("W", 400) + "\nSchlusssatz 😀"
	pdf := renderFallback(t, l)
	text := words(tool(t, pdf, "pdftotext", "-raw"))
	if got := strings.Count(text, "Seitenende"); got != 96 {
		t.Errorf("%d sentences, want 96", got)
	}
	if !strings.Contains(text, "Seite 3 von 3") || !strings.Contains(text, "Schlusssatz \ufffd") || !strings.Contains(text, "nicht gedruckt werden kann") ||
		strings.Count(text, "K\u035fhālid Müller · FP-2026-0042-7 · 25. November 2026") != 2 {
		t.Errorf("got %s", text)
	}
	if got := strings.Count(text, "W"); got < 400 {
		t.Errorf("%d of 400 letters of a long word", got)
	}
	for _, w := range boxes(t, pdf) {
		if w.right > 190.5 || w.down > 290 {
			t.Errorf("%+v lies outside of the text area", w)
		}
	}
}

func TestFallbackTakesIncompleteAndLongAddresses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*letter.FallbackLetter){
		"only a name":       func(l *letter.FallbackLetter) { l.Sender = letter.Address{Recipient: "Maria Müller"} },
		"no address":        func(l *letter.FallbackLetter) { l.Recipient.Address, l.Recipient.Fax = nil, "" },
		"a long authority":  func(l *letter.FallbackLetter) { l.Recipient.Name = strings.Repeat("Verwaltungsgemeinschaft ", 5) },
		"a long sender":     func(l *letter.FallbackLetter) { l.Sender.Recipient = strings.Repeat("Wilhelmine Maximiliane ", 5) },
		"from abroad":       func(l *letter.FallbackLetter) { l.Sender.Country = "AT" },
		"other alphabets":   func(l *letter.FallbackLetter) { l.Sender.Recipient = "張 Ελένη" },
		"no text":           func(l *letter.FallbackLetter) { l.Text = "" },
		"no reference":      func(l *letter.FallbackLetter) { l.Reference = "" },
		"a hundred files":   func(l *letter.FallbackLetter) { l.Enclosures = make([]string, 100) },
		"a title of a page": func(l *letter.FallbackLetter) { l.Subject = strings.Repeat("Betreff ", 60) },
	} {
		l := fallback()
		change(&l)
		if _, err := letter.Fallback(l); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFallbackThatCannotBeAddressedIsRefused(t *testing.T) {
	t.Parallel()
	for want, change := range map[letter.Error]func(*letter.FallbackLetter){
		{Fault: letter.Missing, Field: "recipient"}: func(l *letter.FallbackLetter) { l.Sender.Recipient = " " },
		{Fault: letter.Missing, Field: "office"}:    func(l *letter.FallbackLetter) { l.Recipient.Name = "" },
		{Fault: letter.Overflow}:                    func(l *letter.FallbackLetter) { l.Recipient.Address = make([]string, 6) },
	} {
		l := fallback()
		change(&l)
		var got *letter.Error
		if pdf, err := letter.Fallback(l); !errors.As(err, &got) || *got != want || pdf != nil {
			t.Errorf("%+v: got %v", want, err)
		}
	}
}
