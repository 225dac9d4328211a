package letter_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"schalter/internal/letter"
)

func toAuthority() letter.Letter {
	l := sample()
	l.Purpose, l.Contact = letter.Connect, "Petra Schütz"
	l.Recipient = letter.Address{Recipient: "Stadt Bamberg", Addition: "z. Hd. Petra Schütz", Street: "Maximiliansplatz", HouseNumber: "3", PostalCode: "96047", City: "Bamberg", Country: "DE"}
	return l
}

func TestLetterToAnAuthoritySaysWhatIsNeeded(t *testing.T) {
	t.Parallel()
	pdf := render(t, toAuthority())
	text := words(tool(t, pdf, "pdftotext", "-raw"))
	for _, want := range []string{
		"Freischalt-Code für Schalter", "Guten Tag Petra Schütz,", "7KM3-Q9XT-A2BC", "Gültig mindestens bis 23. Dezember 2026",
		"https://schalter.example/behoerde/freischalten", "Ihre Behörde hat das nicht angefragt?",
		"Stadt Bamberg z. Hd. Petra Schütz Maximiliansplatz 3 96047 Bamberg",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	if pages := tool(t, pdf, "pdfinfo"); !strings.Contains(pages, "Pages:           1\n") {
		t.Errorf("got %s", pages)
	}
}

func TestBatchHasEveryLetterOnItsPage(t *testing.T) {
	t.Parallel()
	letters := []letter.Letter{sample(), toAuthority(), sample()}
	letters[2].Recipient.Recipient = "Žydrūnė Łuczak"
	pdf, pages, err := letter.Batch(letters)
	if err != nil || !slices.Equal(pages, []int{1, 1, 1}) {
		t.Fatalf("got %v, %v", pages, err)
	}
	for i, want := range []string{"Maria Müller", "Stadt Bamberg", "Žydrūnė Łuczak"} {
		number := fmt.Sprint(i + 1)
		if text := words(tool(t, pdf, "pdftotext", "-raw", "-f", number, "-l", number)); !strings.Contains(text, want) || !strings.Contains(text, "7KM3-Q9XT-A2BC") {
			t.Errorf("page %d: got %s", i+1, text)
		}
	}
	again, _, err := letter.Batch(letters)
	if err != nil || !bytes.Equal(pdf, again) {
		t.Errorf("the same letters give other bytes: %v", err)
	}
}

func TestBatchNamesTheLetterThatDoesNotFit(t *testing.T) {
	t.Parallel()
	letters := []letter.Letter{sample(), sample()}
	letters[1].Recipient.City = ""
	pdf, _, err := letter.Batch(letters)
	var refused *letter.Error
	if !errors.As(err, &refused) || refused.Field != "city" || !strings.Contains(err.Error(), "letter 1") || pdf != nil {
		t.Errorf("got %v", err)
	}
	if _, _, err := letter.Batch(nil); err == nil {
		t.Error("an empty batch was made")
	}
}
