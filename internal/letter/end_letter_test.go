package letter_test

import (
	"strings"
	"testing"
	"time"

	"schalter/internal/letter"
)

func ending() letter.Letter {
	l := sample()
	l.Purpose, l.Code, l.ValidUntil, l.Mailbox, l.Reference = letter.Ending, "", time.Time{}, "FP-7KM3-Q9XT", "Q3M7K9XT"
	l.LastActivity = time.Date(2026, 6, 23, 22, 30, 0, 0, time.UTC)
	return l
}

func TestLetterAboutAnEndSaysWhatWhenAndHowToKeepIt(t *testing.T) {
	t.Parallel()
	text := words(tool(t, render(t, ending()), "pdftotext", "-layout"))
	for _, want := range []string{
		"Maria Müller", "Hauptstraße 12a", "96047 Bamberg", "Ihr Fallpostfach FP-7KM3-Q9XT wird bald gelöscht", "ist zuletzt am 24. Juni 2026 etwas geschehen", "in denen sechs Monate lang nichts geschieht", "Frühestens am 23. Dezember 2026", "mit allen Nachrichten",
		"So behalten Sie es", "„Behalten“", "https://schalter.example/postfach", "Alles exportieren", "Unser Zeichen", "Q3M7K9XT", "Wenn unzustellbar, zurück an Absender.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q", want)
		}
	}
	for _, wrong := range []string{"Code", "Nicht nachsenden", "In English", "Gültig", "seit sechs Monaten"} {
		if strings.Contains(text, wrong) {
			t.Errorf("the letter says %q", wrong)
		}
	}
}

func TestLetterAboutAnEndHasEnglishText(t *testing.T) {
	t.Parallel()
	l := ending()
	l.Locale = letter.English
	text := words(tool(t, render(t, l), "pdftotext", "-layout"))
	for _, want := range []string{"your case mailbox FP-7KM3-Q9XT will soon be deleted", "Something last happened in it on 24 June 2026.", "on 23 December 2026 at the earliest", "choose “Keep”"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q", want)
		}
	}
}

// A letter that was ordered before the day was kept names none, and no wrong one.
func TestLetterAboutAnEndWithoutADayNamesNone(t *testing.T) {
	t.Parallel()
	l := ending()
	l.LastActivity = time.Time{}
	text := words(tool(t, render(t, l), "pdftotext", "-layout"))
	if !strings.Contains(text, "ist längere Zeit nichts geschehen") || strings.Contains(text, "zuletzt am") {
		t.Errorf("it says: %s", text)
	}
}

// Letters with and without a code go to the print provider together.
func TestLetterAboutAnEndGoesWithOthers(t *testing.T) {
	t.Parallel()
	pdf, pages, err := letter.Batch([]letter.Letter{sample(), ending()})
	if err != nil || len(pages) != 2 || pages[0] != 1 || pages[1] != 1 {
		t.Fatalf("pages %v, %v", pages, err)
	}
	if text := tool(t, pdf, "pdftotext", "-f", "2"); !strings.Contains(text, "FP-7KM3-Q9XT") {
		t.Error("the second page is another letter")
	}
}
