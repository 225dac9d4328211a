package letter_test

import (
	"bytes"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rsc.io/qr"

	"schalter/internal/letter"
)

const activation = "7KM3Q9XTA2BC"

func sample() letter.Letter {
	return letter.Letter{
		Sender: letter.Sender{
			Name: "Staatliche Stelle für Fallpostfächer", Address: []string{"Amtsweg 1", "80539 München"},
			Contact: []string{"Telefon 089 0000-0000", "hilfe@schalter.example"},
		},
		Recipient: letter.Address{Recipient: "Maria Müller", Street: "Hauptstraße", HouseNumber: "12a", PostalCode: "96047", City: "Bamberg", Country: "DE"},
		Code:      activation, Platform: "Schalter", BaseURL: "https://schalter.example/", Locale: letter.German, Reference: "B-2026-000123",
		Date: time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), ValidUntil: time.Date(2026, 12, 23, 22, 59, 59, 0, time.UTC),
	}
}

func render(t *testing.T, l letter.Letter) []byte {
	t.Helper()
	pdf, err := letter.Render(l)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// tool runs one of poppler's programs on a PDF and returns what it writes.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, path)
	if name == "pdftotext" {
		args = append(args, "-")
	}
	var stderr bytes.Buffer
	run := exec.Command(name, args...)
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%s: %v: %s", name, err, &stderr)
	}
	return string(out)
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestLetterSaysWhatIsNeeded(t *testing.T) {
	t.Parallel()
	pdf := render(t, sample())
	text := words(tool(t, pdf, "pdftotext", "-raw"))
	for _, want := range []string{
		"Ihr Aktivierungs-Code für Schalter", "Guten Tag Maria Müller,", "7KM3-Q9XT-A2BC", "Gültig mindestens bis 23. Dezember 2026",
		"Datum 23. November 2026", "Unser Zeichen B-2026-000123", "https://schalter.example/aktivieren", "1. Öffnen Sie", "2. Melden Sie sich",
		"3. Geben Sie den Code ein", "Sie haben sich nicht registriert?", "Staatliche Stelle für Fallpostfächer · Amtsweg 1 · 80539 München",
		"Maria Müller Hauptstraße 12a 96047 Bamberg",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	if strings.Contains(text, "In English") || strings.Contains(text, "DEUTSCHLAND") {
		t.Error("a German letter at home has English text or a country")
	}
	if got := strings.Count(string(pdf), "/Type /Page\n"); got != 1 {
		t.Errorf("%d pages, want 1", got)
	}
}

func TestLettersAbroadAndInEnglishHaveEnglishText(t *testing.T) {
	t.Parallel()
	abroad, english := sample(), sample()
	abroad.Recipient.Country = "AT"
	english.Locale = letter.English
	for _, l := range []letter.Letter{abroad, english} {
		text := words(tool(t, render(t, l), "pdftotext", "-raw"))
		for _, want := range []string{"In English: your activation code", "by 23 December 2026", "Guten Tag Maria Müller,"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in %s", want, text)
			}
		}
	}
}

func TestAttack43NamesArePrintedAsSpelled(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"L\u0302uka M\u0302 N\u0302", "K\u035fhālid Ḳ\u0304", "Γιώργος Παπαδόπουλος", "Георги Иванов", "Đặng Thị Ngọc Hân", "j\u0301ā S\u031b\u0304"} {
		l := sample()
		l.Recipient.Recipient = name
		text := tool(t, render(t, l), "pdftotext", "-raw")
		if got := strings.Count(text, name); got != 2 {
			t.Errorf("%s %+q is found %d times, want 2 (window and greeting)", name, name, got)
		}
	}
}

// word is one word of pdftotext's report with its box, in millimetres from the upper left corner.
type word struct {
	text                   string
	left, top, right, down float64
}

func boxes(t *testing.T, pdf []byte) []word {
	t.Helper()
	form := regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)
	var found []word
	for _, match := range form.FindAllStringSubmatch(tool(t, pdf, "pdftotext", "-bbox"), -1) {
		var at [4]float64
		for i := range at {
			points, err := strconv.ParseFloat(match[i+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			at[i] = points * 25.4 / 72
		}
		found = append(found, word{match[5], at[0], at[1], at[2], at[3]})
	}
	return found
}

func TestAddressLiesInTheWindow(t *testing.T) {
	t.Parallel()
	l := sample()
	l.Recipient = letter.Address{
		Recipient: "Zeile-Eins Zeile-Eins Zeile-Eins", Addition: "Zeile-Zwei", Street: "Zeile-Drei", City: "Zeile-Vier", Region: "Zeile-Fünf", PostalCode: "90210", Country: "GB",
	}
	seen := 0
	for _, w := range boxes(t, render(t, l)) {
		inZone := w.left >= 25-0.1 && w.right <= 105 && w.top >= 62.7-1 && w.down <= 90+1
		printed := strings.HasPrefix(w.text, "Zeile-") && w.text != "Zeile-Eins," || w.text == "90210" || w.text == "KÖNIGREICH"
		if printed && w.top < 95 {
			seen++
			if !inZone {
				t.Errorf("%+v lies outside of the address zone", w)
			}
		} else if inZone && w.text != "VEREINIGTES" && w.down > 62.7+0.5 {
			t.Errorf("%+v lies in the address zone", w)
		}
	}
	if seen != 9 {
		t.Errorf("found %d words of the address, want 9", seen)
	}
}

// raster is a page as grey pixels.
type raster struct {
	width, height int
	pixels        []byte
}

func (r raster) black(x, y int) bool { return r.pixels[y*r.width+x] < 128 }

// paint renders a part of the page, in millimetres, at 20 pixels a millimetre.
func paint(t *testing.T, pdf []byte, x, y, w, h int) raster {
	t.Helper()
	scale := func(n int) string { return strconv.Itoa(n * 20) }
	pgm := tool(t, pdf, "pdftoppm", "-gray", "-singlefile", "-r", "508", "-x", scale(x), "-y", scale(y), "-W", scale(w), "-H", scale(h))
	header := regexp.MustCompile(`^P5\n(\d+) (\d+)\n255\n`).FindStringSubmatch(pgm)
	if header == nil {
		t.Fatalf("pdftoppm wrote %.40q", pgm)
	}
	width, _ := strconv.Atoi(header[1])
	height, _ := strconv.Atoi(header[2])
	return raster{width, height, []byte(pgm[len(header[0]):])}
}

func TestAttack42CodeOnlyInTheFragment(t *testing.T) {
	t.Parallel()
	l := sample()
	link, err := url.Parse(letter.Link(l.BaseURL, l.Code))
	if err != nil || link.Fragment != "c="+activation {
		t.Fatalf("link %v, %v", link, err)
	}
	sent := *link
	sent.Fragment = ""
	if got, want := sent.String(), "https://schalter.example/aktivieren"; got != want {
		t.Errorf("a browser would send %q, want %q", got, want)
	}
	symbol, err := qr.Encode(letter.Link(l.BaseURL, l.Code), qr.M)
	if err != nil {
		t.Fatal(err)
	}
	page := paint(t, render(t, l), 154, 131, 35, 34)
	var columns, rows []int
	for i := range page.pixels {
		if page.pixels[i] < 128 {
			columns, rows = append(columns, i%page.width), append(rows, i/page.width)
		}
	}
	if len(columns) == 0 {
		t.Fatal("no QR code where it should be")
	}
	left, top := slices.Min(columns), slices.Min(rows)
	module := float64(slices.Max(columns)-left+1) / float64(symbol.Size)
	for y := range symbol.Size {
		for x := range symbol.Size {
			got := page.black(left+int((float64(x)+0.5)*module), top+int((float64(y)+0.5)*module))
			if want := symbol.Black(x, y); got != want {
				t.Fatalf("module %d,%d is black: %v, want %v", x, y, got, want)
			}
		}
	}
}

func TestFoldAndPunchMarksLieWhereTheNormSays(t *testing.T) {
	t.Parallel()
	page := paint(t, render(t, sample()), 0, 0, 15, 297)
	var got []int
	for y := range page.height {
		if page.pixels[y*page.width+6*20] < 200 && (len(got) == 0 || y-got[len(got)-1] > 20) {
			got = append(got, y)
		}
	}
	want := []int{105 * 20, 1485 * 2, 210 * 20}
	if len(got) != 3 || slices.ContainsFunc([]int{0, 1, 2}, func(i int) bool { return got[i] < want[i]-4 || got[i] > want[i]+4 }) {
		t.Errorf("marks at %v, want %v (twentieths of a millimetre)", got, want)
	}
}

func TestSameLetterHasTheSameBytes(t *testing.T) {
	t.Parallel()
	want := render(t, sample())
	for range 5 {
		if got := render(t, sample()); !bytes.Equal(got, want) {
			t.Fatal("two renderings differ")
		}
	}
}

func TestOtherTextsThatDoNotFitAreRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*letter.Letter){
		"platform":  func(l *letter.Letter) { l.Platform = strings.Repeat("Plattform ", 30) },
		"sender":    func(l *letter.Letter) { l.Sender.Name = strings.Repeat("Ministerium ", 20) },
		"return":    func(l *letter.Letter) { l.Sender.Address = []string{strings.Repeat("Straße", 30)} },
		"contact":   func(l *letter.Letter) { l.Sender.Contact = slices.Repeat([]string{"x"}, 12) },
		"base URL":  func(l *letter.Letter) { l.BaseURL = "https://" + strings.Repeat("a", 300) + ".example" },
		"reference": func(l *letter.Letter) { l.Reference = strings.Repeat("x", 200) },
		"emoji":     func(l *letter.Letter) { l.Platform = "Schalter 😀" },
	} {
		l := sample()
		change(&l)
		var refused *letter.Error
		if got, err := letter.Render(l); !errors.As(err, &refused) || got != nil {
			t.Errorf("%s: %d bytes, %v; want it refused", name, len(got), err)
		}
	}
}

func TestLongestLetterStaysOnThePage(t *testing.T) {
	t.Parallel()
	l := sample()
	l.Recipient.Recipient, l.Recipient.Country, l.Locale = strings.Repeat("Wilhelmine Maximiliane ", 5)+"Zu", "AT", letter.English
	l.Platform, l.BaseURL = "Elektronisches Fallpostfach Bayern", "https://fallpostfach.verwaltung.bayern.example"
	for _, w := range boxes(t, render(t, l)) {
		if w.right > 190.5 || w.down > 290 {
			t.Errorf("%+v lies outside of the text area", w)
		}
	}
}
