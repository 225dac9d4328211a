package mime

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// nested is n multiparts within one another.
func nested(n int) []byte {
	var b bytes.Buffer
	b.WriteString("From: a@b.example\r\n")
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("\r\ntext\r\n")
	for i := range n {
		fmt.Fprintf(&b, "--b%d--\r\n", n-1-i)
	}
	return b.Bytes()
}

func many(n int) []byte {
	return []byte("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n\r\ntext\r\n", n) + "--x--\r\n")
}

// levels are n multiparts within one another with some parts in each.
func levels(n, parts int) []byte {
	raw := nested(n)
	for i := range n {
		delimiter := fmt.Appendf(nil, "--b%d\r\n", i)
		raw = bytes.Replace(raw, delimiter, append(bytes.Repeat(append(delimiter, "\r\ntext\r\n"...), parts), delimiter...), 1)
	}
	return raw
}

// The work is counted in bytes looked at, which no load of the machine changes.
func TestAttack26BombsAreCutAtTheirLimit(t *testing.T) {
	t.Parallel()
	gigabyte := make([]byte, 1<<30)
	copy(gigabyte, "From: a@b.example\r\nX: ")
	for _, tt := range []struct {
		what   string
		raw    []byte
		limits Limits
		want   error
		// work bounds what is looked at, in times the mail's size, or in bytes when it is larger than 100.
		work int64
	}{
		{"2,000 nested multiparts", nested(2000), Limits{}, ErrTooDeep, 21},
		{"21 nested multiparts", nested(21), Limits{}, ErrTooDeep, 21},
		{"10,000 parts", many(10_000), Limits{}, ErrTooManyParts, 1},
		{"101 parts", many(101), Limits{}, ErrTooManyParts, 1},
		{"1 GB header", gigabyte, Limits{}, ErrTooLarge, 0},
		{"1 GB header where a mail of that size is allowed", gigabyte, Limits{Bytes: 2 << 30}, ErrHeaderTooLarge, 64 << 10},
		{"many header fields", []byte(strings.Repeat("A: b\r\n", 20_000) + "\r\n"), Limits{}, ErrHeaderTooLarge, 64 << 10},
		{"many parts on many levels", levels(15, 10), Limits{}, ErrTooManyParts, 17},
	} {
		s := splitter{limits: tt.limits.withDefaults()}
		part, err := s.parse(tt.raw)
		if !errors.Is(err, tt.want) || part != nil {
			t.Errorf("%s: %v, want %v", tt.what, err, tt.want)
		}
		allowed := tt.work
		if allowed <= 100 {
			allowed *= int64(len(tt.raw))
		}
		if s.scanned > allowed {
			t.Errorf("%s: looked at %d bytes of %d", tt.what, s.scanned, len(tt.raw))
		}
		if m, err := Parse(tt.raw, tt.limits); !errors.Is(err, tt.want) || m != nil {
			t.Errorf("%s: Parse: %v", tt.what, err)
		}
	}
}

func TestMailsAtTheirLimitsAreTaken(t *testing.T) {
	t.Parallel()
	for what, raw := range map[string][]byte{
		"20 nested": nested(20), "99 parts and the mail itself": many(99),
		"header of 64 KiB": []byte("X: " + strings.Repeat("a", 64<<10-7) + "\r\n\r\n"),
	} {
		if _, err := Parse(raw, Limits{}); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// The header of one part costs that part, and not the mail.
func TestAttack26LongHeaderOfAPartIsNotRead(t *testing.T) {
	t.Parallel()
	raw := []byte("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nX: " + strings.Repeat("a", 70_000) + "\r\n\r\n--x\r\n\r\nJa\r\n--x--")
	s := splitter{limits: Limits{}.withDefaults()}
	if _, err := s.parse(raw); err != nil || s.scanned > 3*int64(len(raw)) {
		t.Errorf("looked at %d bytes of %d, %v", s.scanned, len(raw), err)
	}
	m, err := Parse(raw, Limits{})
	if err != nil || m.Text != "Ja" || len(m.Attachments) != 1 || m.Attachments[0].Fault != BadHeader {
		t.Errorf("%+v, %v", m, err)
	}
}

// A message within a mail is not opened beyond the limits, whatever is in it.
func TestNestedMessageIsNotOpenedBeyondTheLimits(t *testing.T) {
	t.Parallel()
	raw := append([]byte("From: a@b.example\r\nContent-Type: message/rfc822\r\n\r\n"), nested(2000)...)
	m, err := Parse(raw, Limits{})
	if err != nil || len(m.Attachments) != 1 || m.Attachments[0].Name != "anhang-1.eml" || !bytes.Equal(m.Attachments[0].Content, nested(2000)) {
		t.Errorf("%v", err)
	}
}

func TestRenderingReadsEveryByteOnce(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		strings.Repeat("<", 200_000), strings.Repeat("<a href=", 50_000), strings.Repeat("<!--", 50_000), strings.Repeat("<script>", 30_000),
		strings.Repeat("<a href=\"x", 50_000), strings.Repeat("</", 100_000), "<a " + strings.Repeat("b=c ", 50_000) + ">", strings.Repeat("&", 200_000),
		strings.Repeat("<script></", 20_000), strings.Repeat("<li><a href=http://x>", 20_000),
	} {
		if got := render(s); len(got) > 3*len(s) {
			t.Errorf("%.20q… became %d bytes of %d", s, len(got), len(s))
		}
	}
}

func TestHTMLIsReadAsAPersonReadsIt(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"a<br>b<br/>c<BR />d":                            "a\nb\nc\nd",
		"<p>a</p><p>b</p>":                               "a\n\nb",
		"1 < 2 und 3 > 2":                                "1 < 2 und 3 > 2",
		"<div>a</div><div>b</div>":                       "a\nb",
		"a<!-- nicht --><!--[if mso]>x<![endif]-->b":     "ab",
		"<style>x</style >a<script >y</script\n>b":       "ab",
		`<a href="https://amt.example/">amt.example</a>`: "amt.example",
		`<a href="mailto:x@y.example">x@y.example</a>`:   "x@y.example",
		`<a href="javascript:alert(1)">Klick</a>`:        "Klick",
		`<a href=' HTTPS://a.example '>Bank</a>`:         "Bank <HTTPS://a.example>",
		`<a title="href=x" href="tel:+49">Ruf</a>`:       "Ruf <tel:+49>",
		`<img alt="&lt;b&gt;" src=x>`:                    "<b>",
		`<p title="a>b">c`:                               "c",
		"&#228;&auml;&#xe4;&nope;\u200b":                 "äää&nope;",
		"<o:p>&nbsp;</o:p>a":                             "\u00a0a",
		"<blockquote>zitiert</blockquote>neu":            "zitiert\n\nneu",
		"a\x00\x07b":                                     "ab",
		"<title>offen":                                   "",
		"  <b> a </b>  b":                                "a b",
	} {
		if got := render(s); got != strings.TrimSpace(want) && got != want {
			t.Errorf("render(%q) = %q, want %q", s, got, want)
		}
	}
}

// unequal is n numbers of seven digits, which a card may name too.
func unequal(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "x%07d", i)
	}
	return b.String()
}

// What folded lines cost is counted in bytes, beside no other test.
func TestAttack26CardsCostWhatTheyHold(t *testing.T) {
	for name, lines := range map[string]string{
		"folded lines":            "PHOTO:a\n" + strings.Repeat(" a\n", 80_000),
		"soft line ends":          "NOTE;QUOTED-PRINTABLE:" + strings.Repeat("a=\n", 80_000),
		"a name without an end":   "NOTE;QUOTED-PRINTABLE" + strings.Repeat("a=\n", 80_000),
		"many lines of one label": strings.Repeat("ORG:a\n", 40_000),
	} {
		raw := "BEGIN:VCARD\nFN:A\n" + lines + "END:VCARD\n"
		var before, behind runtime.MemStats
		runtime.ReadMemStats(&before)
		cardsIn(raw)
		runtime.ReadMemStats(&behind)
		if used := behind.TotalAlloc - before.TotalAlloc; used > 100*uint64(len(raw)) {
			t.Errorf("%s: %d bytes of memory for %d", name, used, len(raw))
		}
	}
}

// All of a card, and of an appointment, is looked for in the text: what many of them say is a file.
func TestAttack26CardsAndAppointmentsOfAMailAreBounded(t *testing.T) {
	t.Parallel()
	card := "Content-Type: text/vcard\r\n\r\nBEGIN:VCARD\r\nFN:A\r\n" + strings.Repeat("TEL:9999999\r\n", maxCardLines) + "END:VCARD\r\n"
	var events strings.Builder
	for i := range 90 {
		fmt.Fprintf(&events, "--x\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nSUMMARY:A%d\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:B%d\r\nEND:VEVENT\r\n", i, i)
	}
	for name, tt := range map[string]struct {
		parts string
		shown string
		most  int
	}{
		"cards":        {strings.Repeat("--x\r\n"+card, 90), "Telefon: ", maxCardText / len("Telefon: 9999999\n")},
		"appointments": {events.String(), "Termin: ", maxAllEvents},
	} {
		m, err := Parse([]byte("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n"+unequal(60_000)+"\r\n"+tt.parts+"--x--\r\n"), Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if shown := strings.Count(m.Text, tt.shown); shown == 0 || shown > tt.most || len(m.Attachments) == 0 {
			t.Errorf("%s: %d are shown, at most %d may be; %d files", name, shown, tt.most, len(m.Attachments))
		}
	}
}
