package mime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"schalter/internal/mail/mime"
)

// names are the files of a mail.
func names(m *mime.Message) string {
	var list []string
	for _, f := range m.Attachments {
		list = append(list, f.Name)
	}
	return strings.Join(list, ", ")
}

func mustParse(t *testing.T, raw string) *mime.Message {
	t.Helper()
	m, err := mime.Parse(crlf(raw), mime.Limits{})
	if err != nil {
		t.Fatalf("%v of\n%s", err, raw)
	}
	return m
}

// versions is a mail in plain text and HTML.
func versions(plain, html string) string {
	return "From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n" + plain +
		"\n--x\nContent-Type: text/html; charset=utf-8\n\n" + html + "\n--x--\n"
}

func TestHTMLThatSaysMoreThanThePlainTextIsShown(t *testing.T) {
	t.Parallel()
	const other = "\n\n---------- HTML-Fassung derselben Nachricht ----------\n\n"
	for name, tt := range map[string]struct{ plain, html, want string }{
		"blank":               {" \n\n", "<p>Ihr Antrag ist bewilligt.</p>", "Ihr Antrag ist bewilligt."},
		"only a picture":      {"[cid:image001.png@01DB]", "<p>Ihr Antrag ist bewilligt.</p>", "Ihr Antrag ist bewilligt."},
		"only half a picture": {strings.Repeat("[cid:", 100_000), "<p>x</p>", strings.Repeat("[cid:", 100_000) + other + "x"},
		"a picture between":   {"Ja [image: Logo] nein", "<p>Ja nein</p>", "Ja [image: Logo] nein"},
		"a stub":              {"Diese Nachricht ist im HTML-Format.", "<p>Ihr Antrag ist bewilligt.</p>", "Ihr Antrag ist bewilligt."},
		"a stub in English":   {"This is a multi-part message in MIME format.", "<p>Bewilligt.</p>", "Bewilligt."},
		"a long stub":         {"Ihr E-Mail-Programm unterstützt leider keine HTML-Mails. Um die Nachricht zu lesen, öffnen Sie bitte die HTML-Ansicht!", "<p>Bewilligt.</p>", "Bewilligt."},
		"a stub that says more": {"Diese Nachricht ist im HTML-Format. Frist: 3. Mai.", "<p>Bewilligt.</p>",
			"Diese Nachricht ist im HTML-Format. Frist: 3. Mai." + other + "Bewilligt."},
		"a stub without HTML": {"Diese Nachricht ist im HTML-Format.", "<p> </p>", "Diese Nachricht ist im HTML-Format."},
		"the same":            {"Sehr geehrte Frau Muster,\n\nIhr *Antrag* ist\nbewilligt.\n\n* eins\n* zwei", "<p>Sehr geehrte Frau Muster,</p><p>Ihr <b>Antrag</b> ist bewilligt.</p><ul><li>eins<li>zwei</ul>", "Sehr geehrte Frau Muster,\n\nIhr *Antrag* ist\nbewilligt.\n\n* eins\n* zwei"},
		"the same with links": {"Siehe hier<https://amt.example/x> und https://amt.example/y.", `<p>Siehe <a href="https://amt.example/x">hier</a> und <a href="https://amt.example/y">https://amt.example/y</a>.</p>`, "Siehe hier<https://amt.example/x> und https://amt.example/y."},
		"a link only in HTML": {"Siehe hier.", `<p>Siehe <a href="https://amt.example/x">hier</a>.</p>`, "Siehe hier." + other + "Siehe hier <https://amt.example/x>."},
		"a word more":         {"Ihr Antrag wird bewilligt.", "<p>Ihr Antrag wird nicht bewilligt.</p>", "Ihr Antrag wird bewilligt." + other + "Ihr Antrag wird nicht bewilligt."},
		"another amount":      {"Gebühr: 5 $", "<p>Gebühr: 5 €</p>", "Gebühr: 5 $" + other + "Gebühr: 5 €"},
		"a summary":           {"Guten Tag,\n\nsiehe unten.", "<p>Guten Tag,</p><p>siehe unten.</p><table><tr><td>Frist</td><td>3. Mai</td></tr></table>", "Guten Tag,\n\nsiehe unten." + other + "Guten Tag,\n\nsiehe unten.\n\nFrist 3. Mai"},
		"a sign":              {"👍", "<p>👍</p>", "👍"},
		"an address in .html": {"https://amt.example/antrag.html", "<p>Bewilligt.</p>", "https://amt.example/antrag.html" + other + "Bewilligt."},
	} {
		m := mustParse(t, versions(tt.plain, tt.html))
		if m.Text != tt.want || len(m.Attachments) != 0 || !m.HasText {
			t.Errorf("%s: text %q, files %s, said %v; want %q", name, m.Text, names(m), m.HasText, tt.want)
		}
	}
}

func TestTextAroundAttachmentsIsText(t *testing.T) {
	t.Parallel()
	const pdf = "Content-Type: application/pdf; name=bescheid.pdf\n\n%PDF"
	for name, tt := range map[string]struct {
		parts []string
		text  string
		files string
	}{
		"plain":              {[]string{"Content-Type: text/plain\n\nOben", pdf, "Content-Type: text/plain\n\nUnten"}, "Oben\n\nUnten", "bescheid.pdf"},
		"plain, then HTML":   {[]string{"Content-Type: text/plain\n\nOben", pdf, "Content-Type: text/html\n\n<p>Unten</p>"}, "Oben\n\nUnten", "bescheid.pdf"},
		"named by Exchange":  {[]string{"Content-Type: text/plain\n\nOben", pdf, "Content-Type: text/plain; name=\"ATT00001.txt\"\nContent-Disposition: attachment; filename=\"ATT00001.txt\"\n\nUnten"}, "Oben\n\nUnten", "bescheid.pdf"},
		"HTML with a name":   {[]string{"Content-Type: text/html; name=mail.html\n\n<p>Oben</p>", pdf}, "Oben", "bescheid.pdf"},
		"a file that is one": {[]string{"Content-Type: text/plain\n\nOben", "Content-Type: text/html\nContent-Disposition: attachment; filename=seite.html\n\n<p>x</p>"}, "Oben", "seite.html"},
		"PDF in the HTML":    {[]string{"Content-Type: multipart/alternative; boundary=i\n\n--i\n\nOben\n\nUnten\n--i\nContent-Type: multipart/related; boundary=r\n\n--r\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/html\n\nOben\n--m\n" + pdf + "\n--m\nContent-Type: text/html\n\nUnten\n--m--\n--r--\n--i--"}, "Oben\n\nUnten", "bescheid.pdf"},
		"signed once more":   {[]string{"Content-Type: multipart/signed; boundary=s\n\n--s\n\nOben\n--s\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--s--"}, "Oben", ""},
	} {
		m := mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"+strings.Join(tt.parts, "\n--x\n")+"\n--x--\n")
		if m.Text != tt.text || names(m) != tt.files {
			t.Errorf("%s: text %q, files %q", name, m.Text, names(m))
		}
	}
}

const inner = "From: Frau Muster <muster@stadt.example>\nTo: Amt <amt@stadt.example>\nDate: Mon, 2 Mar 2026 10:15:00 +0100\n" +
	"Subject: =?utf-8?q?Bewilligung_f=C3=BCr_Sie?=\nContent-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain\n\nBewilligt.\n--i\n" +
	"Content-Type: application/pdf; name=bescheid.pdf\n\n%PDF\n--i--\n"

func TestMailWithinTheMailIsShownWithItsHead(t *testing.T) {
	t.Parallel()
	const head = "---------- Weitergeleitete Nachricht ----------\nVon: Frau Muster <muster@stadt.example>\nAn: Amt <amt@stadt.example>\n" +
		"Datum: 02.03.2026, 10:15 Uhr\nBetreff: Bewilligung für Sie\n\nBewilligt."
	m := mustParse(t, "From: a@b.example\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=x.eml\n\n"+inner)
	if m.Text != head || names(m) != "bescheid.pdf" || !m.HasText {
		t.Errorf("text %q, files %q", m.Text, names(m))
	}
	// What stands behind it is not taken for its words.
	m = mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nZur Kenntnis\n--x\nContent-Type: message/rfc822\n\n"+inner+"\n--x\n\nGruß\n--x--\n")
	if want := "Zur Kenntnis\n\n" + head + "\n\n---------- Ende der weitergeleiteten Nachricht ----------\n\nGruß"; m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	// A head alone says nothing: what is in it cannot be read.
	m = mustParse(t, "From: a@b.example\nContent-Type: message/rfc822\n\nFrom: c@d.example\nSubject: x\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nabc\n")
	if m.HasText || names(m) != "smime.p7m" {
		t.Errorf("said %v: %q, files %q", m.HasText, m.Text, names(m))
	}
	digest := mustParse(t, "From: a@b.example\nContent-Type: multipart/digest; boundary=x\n\n--x\n\nFrom: c@d.example\n\neins\n--x\n\nFrom: e@f.example\n\nzwei\n--x--\n")
	if !strings.Contains(digest.Text, "Von: <c@d.example>\n\neins") || !strings.Contains(digest.Text, "Von: <e@f.example>\n\nzwei") {
		t.Errorf("digest: %q", digest.Text)
	}
}

func TestPicturesOfTheSignatureAreNoAttachments(t *testing.T) {
	t.Parallel()
	with := func(html, disposition string, size int) *mime.Message {
		return mustParse(t, "From: a@b.example\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"+html+
			"\n--x\nContent-Type: image/png; name=logo.png\nContent-ID: <logo@amt>\nContent-Disposition: "+disposition+"\n\n"+strings.Repeat("p", size)+"\n--x--\n")
	}
	const img = `<img src="cid:logo@amt">`
	for name, tt := range map[string]struct {
		html, disposition string
		size              int
		files             string
	}{
		"behind the greeting":    {"<p>Ja.</p><p>Mit freundlichen Gr&uuml;&szlig;en</p><p>Amt</p>" + img, "inline", 900, ""},
		"in a signature element": {`<p>Ja.</p><div class="moz-signature">` + img + "</div>", "inline", 900, ""},
		"Im Auftrag":             {"<p>Ja.</p><p>i. A. Muster</p>" + img, "inline", 900, ""},
		"in the text":            {"<p>Sehen Sie hier: " + img + "</p><p>Viele Grüße</p>", "inline", 900, "logo.png"},
		"in both":                {img + "<p>Viele Grüße</p>" + img, "inline", 900, "logo.png"},
		"not shown":              {"<p>Ja.</p><p>Viele Grüße</p>", "inline", 900, "logo.png"},
		"a large one":            {"<p>Ja.</p><p>Viele Grüße</p>" + img, "inline", 70 << 10, "logo.png"},
		"an attachment":          {"<p>Ja.</p><p>Viele Grüße</p>" + img, "attachment", 900, "logo.png"},
		"no greeting":            {"<p>Ja.</p>" + img, "inline", 900, "logo.png"},
	} {
		if m := with(tt.html, tt.disposition, tt.size); names(m) != tt.files {
			t.Errorf("%s: files %q, want %q", name, names(m), tt.files)
		}
	}
}

func TestAppointmentsAreTextAndNoAttachments(t *testing.T) {
	t.Parallel()
	const event = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Anhörung\\, Raum 5\nDTSTART;TZID=\"W. Europe Standard Time\":20260302T101500\n" +
		"DTEND:20260302T100000Z\nLOCATION:Rathaus\nDESCRIPTION:Bitte bringen Sie den Aus\n weis mit.\nBEGIN:VALARM\nDESCRIPTION:Reminder\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR"
	mail := func(plain string) string {
		return "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n" + plain +
			"\n--x\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n\n" + event + "\n--x--\n--m\nContent-Type: application/ics; name=invite.ics\nContent-Disposition: attachment\n\n" + event + "\n--m--\n"
	}
	hasText := "Anhörung, Raum 5, am 2. März 2026, 10:15 bis 11:00 Uhr, Rathaus. Bitte bringen Sie den Ausweis mit."
	for plain, want := range map[string]string{
		hasText:                              hasText,
		"Anbei die Einladung.":               "Anbei die Einladung.\n\nTermin: Anhörung, Raum 5\nBeginn: 02.03.2026, 10:15 Uhr\nEnde: 02.03.2026, 11:00 Uhr\nOrt: Rathaus\n\nBitte bringen Sie den Ausweis mit.",
		"Bitte bringen Sie den Ausweis mit.": "Bitte bringen Sie den Ausweis mit.\n\nTermin: Anhörung, Raum 5\nBeginn: 02.03.2026, 10:15 Uhr\nEnde: 02.03.2026, 11:00 Uhr\nOrt: Rathaus",
	} {
		if m := mustParse(t, mail(plain)); m.Text != want || len(m.Attachments) != 0 {
			t.Errorf("text %q, files %q; want %q", m.Text, names(m), want)
		}
	}
}

// A text that is too long for what room is left costs itself, not what stands behind it.
func TestATextThatIsTooLongCostsItselfOnly(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 950)
	part := func(head, body string) string { return "\n--x\n" + head + "\n\n" + body }
	for name, tt := range map[string]struct {
		parts, text, files string
		remarks            []mime.Remark
	}{
		"two texts, then a short one": {part("", long) + part("Content-Type: text/plain; charset=x-nirgends", long) + part("", "Ende"), long + "\n\nEnde", "anhang-1.txt", []mime.Remark{{Kind: mime.TextTooLong}}},
		"a page, then a short text":   {part("", long) + part("Content-Type: text/html", "<p>"+long[:100]+"</p>") + part("", "Ende"), long + "\n\nEnde", "anhang-1.html", []mime.Remark{{Kind: mime.TextTooLong}}},
		// Without its head and end, a mail within the mail would read as the sender's words.
		"no room for a head": {part("", long) + part("Content-Type: message/rfc822", inner) + part("", "Ende"), long + "\n\nEnde", "anhang-1.eml", []mime.Remark{{Kind: mime.TextTooLong}}},
	} {
		m, err := mime.Parse(crlf("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n"+tt.parts+"\n--x--\n"), mime.Limits{TextBytes: 1000})
		if err != nil || m.Text != tt.text || names(m) != tt.files || fmt.Sprint(m.Remarks) != fmt.Sprint(tt.remarks) {
			t.Errorf("%s: %v, text %q, files %q, remarks %v", name, err, m.Text, names(m), m.Remarks)
		}
	}
}

// What an appointment says is shown whole and as it is meant, or it stays a file that the sender is told of.
func TestAppointmentsLoseAndFalsifyNothing(t *testing.T) {
	t.Parallel()
	mail := func(plain, calendar string) *mime.Message {
		return mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain; charset=utf-8\n\n"+plain+
			"\n--m\nContent-Type: text/calendar; charset=utf-8; name=termine.ics\n\nBEGIN:VCALENDAR\n"+calendar+"END:VCALENDAR\n--m--\n")
	}
	event := func(lines ...string) string { return "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\n" }
	for name, tt := range map[string]struct{ plain, calendar, want string }{
		"a whole day":                {"Anbei.", event("SUMMARY:Frist", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260303"), "Anbei.\n\nTermin: Frist\nBeginn: 02.03.2026"},
		"whole days":                 {"Anbei.", event("SUMMARY:Auslegung", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"), "Anbei.\n\nTermin: Auslegung\nBeginn: 02.03.2026\nEnde: 04.03.2026"},
		"only the first day is said": {"Auslegung ab 2.3.2026", event("SUMMARY:Auslegung", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"), "Auslegung ab 2.3.2026\n\nTermin: Auslegung\nBeginn: 02.03.2026\nEnde: 04.03.2026"},
		"all days are said":          {"Auslegung 2.3.2026 bis 4.3.2026", event("SUMMARY:Auslegung", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"), "Auslegung 2.3.2026 bis 4.3.2026"},
		"another day with its digits": {"Anhörung am 01.12.2026, 10:00 Uhr", event("SUMMARY:Anhörung", "DTSTART:20260201T100000"),
			"Anhörung am 01.12.2026, 10:00 Uhr\n\nTermin: Anhörung\nBeginn: 01.02.2026, 10:00 Uhr"},
		"a number that is no time": {"Anhörung am 01.02.2026, Gebühr 1000 Euro", event("SUMMARY:Anhörung", "DTSTART:20260201T100000"),
			"Anhörung am 01.02.2026, Gebühr 1000 Euro\n\nTermin: Anhörung\nBeginn: 01.02.2026, 10:00 Uhr"},
		"said in words": {"Anhörung: am 1. Februar 2026 um 9.30 Uhr", event("SUMMARY:Anhörung", "DTSTART:20260201T093000"), "Anhörung: am 1. Februar 2026 um 9.30 Uhr"},
		"said in short": {"Anhörung: 1.2.2026, 9:30", event("SUMMARY:Anhörung", "DTSTART:20260201T093000"), "Anhörung: 1.2.2026, 9:30"},
		"a refusal": {"Anbei.", "METHOD:REPLY\n" + event("SUMMARY:Anhörung", "DTSTART:20260201T100000", "ATTENDEE;CN=Amt;PARTSTAT=DECLINED:mailto:amt@stadt.example", "COMMENT:Der Raum ist belegt."),
			"Anbei.\n\nAntwort zum Termin: Anhörung\nAntwort: abgesagt\nBeginn: 01.02.2026, 10:00 Uhr\nAnmerkung: Der Raum ist belegt."},
		"another proposal": {"Anhörung 01.02.2026, 10:00", "METHOD:COUNTER\n" + event("SUMMARY:Anhörung", "DTSTART:20260201T100000"),
			"Anhörung 01.02.2026, 10:00\n\nVorschlag für einen anderen Termin: Anhörung\nBeginn: 01.02.2026, 10:00 Uhr"},
	} {
		if m := mail(tt.plain, tt.calendar); m.Text != tt.want || len(m.Attachments) != 0 {
			t.Errorf("%s: text %q, files %q; want %q", name, m.Text, names(m), tt.want)
		}
	}
	var many strings.Builder
	for i := range 21 {
		many.WriteString(event(fmt.Sprint("SUMMARY:Termin ", i), "DTSTART:20260201T100000"))
	}
	if m := mail("Anbei.", many.String()); m.Text != "Anbei." || names(m) != "termine.ics" {
		t.Errorf("more than are shown: text %q, files %q", m.Text, names(m))
	}
	full, err := mime.Parse(crlf("From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\n"+strings.Repeat("x", 880)+"\n--m\nContent-Type: text/calendar; name=a.ics\n\n"+
		event("SUMMARY:A", "DTSTART:20260201T100000")+event("SUMMARY:B", "DTSTART:20260201T100000")+"\n--m--\n"), mime.Limits{TextBytes: 1000})
	if err != nil || names(full) != "a.ics" || strings.Contains(full.Text, "Termin") {
		t.Errorf("no room for all: %v, text %q", err, full.Text)
	}
}

// A card is text; one that the text repeats is left out. None is a file of which the sender is told that it is refused.
func TestCardsAreTextAndNoAttachments(t *testing.T) {
	t.Parallel()
	const full = "VERSION:3.0\nN:Muster;Erika;;Dr.;\nFN:Erika Muster\nORG:Stadt Bamberg;Bauamt\nTITLE:Sachbearbeiterin\nitem1.TEL;TYPE=WORK,VOICE:+49 951 87-1234\n" +
		"TEL;TYPE=FAX:+49 951 87-99\nEMAIL;TYPE=INTERNET:erika.muster@bamberg.ex\n ample\nADR;TYPE=WORK:;;Maxplatz 3;Bamberg;;96047;\nPHOTO;ENCODING=b:AAAA\nX-OWN:x\n"
	const shown = "Kontakt: Erika Muster\nStadt Bamberg, Bauamt\nFunktion: Sachbearbeiterin\nTelefon: +49 951 87-1234\nFax: +49 951 87-99\nE-Mail: erika.muster@bamberg.example\nAnschrift: Maxplatz 3, Bamberg, 96047"
	const signed = "Anbei.\n-- \nErika Muster, Sachbearbeiterin\nStadt Bamberg - Bauamt\nMaxplatz 3, 96047 Bamberg\nTel. 0951/87 1234, Fax 0951 87-99\nErika.Muster@bamberg.example"
	card := func(lines string) string { return "BEGIN:VCARD\n" + lines + "END:VCARD\n" }
	mail := func(plain, mediaType, cards string) *mime.Message {
		return mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain; charset=utf-8\n\n"+plain+
			"\n--m\nContent-Type: "+mediaType+"; charset=utf-8; name=muster.vcf\nContent-Disposition: attachment; filename=muster.vcf\n\n"+cards+"\n--m--\n")
	}
	for name, tt := range map[string]struct{ plain, cards, want string }{
		"beside a text":             {"Anbei.", card(full), "Anbei.\n\n" + shown},
		"beside a text signed so":   {signed, card(full), signed},
		"another number":            {strings.Replace(signed, "1234", "1235", 1), card(full), strings.Replace(signed, "1234", "1235", 1) + "\n\n" + shown},
		"twice":                     {"Anbei.", card(full) + card(full), "Anbei.\n\n" + shown},
		"two people":                {"Anbei.", card("FN:A\n") + card("FN:B\nTEL:1\n"), "Anbei.\n\nKontakt: A\n\nKontakt: B\nTelefon: 1"},
		"of version 2.1":            {"Anbei.", card("VERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Ji=\n=C5=99=C3=AD\nTEL;WORK:1\n"), "Anbei.\n\nKontakt: Müller, Jiří\nTelefon: 1"},
		"of version 4.0":            {"Anbei.", card("VERSION:4.0\nFN:A\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+49-951-1\nNOTE:Zeile\\, eins\\nzwei\n"), "Anbei.\n\nKontakt: A\nTelefon: +49-951-1\nAnmerkung: Zeile, eins\nzwei"},
		"an address with semicolon": {"Anbei.", card("FN:A\nADR:;;Haus 1\\; Hof;Ort;;;\n"), "Anbei.\n\nKontakt: A\nAnschrift: Haus 1; Hof, Ort"},
	} {
		for _, mediaType := range []string{"text/vcard", "text/x-vcard", "text/directory"} {
			if m := mail(tt.plain, mediaType, tt.cards); m.Text != tt.want || len(m.Attachments) != 0 {
				t.Errorf("%s: text %q, files %q; want %q", name, m.Text, names(m), tt.want)
			}
		}
	}
	for plain, hasText := range map[string]bool{" ": false, "Anbei.": true} {
		if m := mail(plain, "text/vcard", card(full)); m.HasText != hasText || !strings.HasSuffix(m.Text, shown) {
			t.Errorf("a card beside %q: says something is %v; %q", plain, m.HasText, m.Text)
		}
	}
	for name, cards := range map[string]string{
		"no card": "Guten Tag", "cut": "BEGIN:VCARD\nFN:A\n", "nameless": card("TEL:1\n"), "within one another": card(card("FN:A\n")),
		"too many": strings.Repeat(card("FN:A\n"), 21), "too large": card("FN:A\nPHOTO:" + strings.Repeat("A", 300<<10) + "\n"),
		"too many lines": card("FN:A\n" + strings.Repeat("ORG:B\n", 200)), "too long a text": card("FN:A\nNOTE:" + strings.Repeat("a", 40<<10) + "\n"),
	} {
		if m := mail("Anbei.", "text/vcard", cards); m.Text != "Anbei." || names(m) != "muster.vcf" {
			t.Errorf("%s: text %q, files %q", name, m.Text, names(m))
		}
	}
}

func TestABadPartCostsThatPartOnly(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]string{
		"no field":             "no field\n\nx",
		"two types":            "Content-Type: a/b\nContent-Type: a/c\n\nx",
		"two encodings":        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nx",
		"no boundary":          "Content-Type: multipart/mixed\n\n--y\n\nx\n--y--",
		"two boundaries":       "Content-Type: multipart/mixed; boundary=y; boundary=z\n\n--y\n\nx\n--y--",
		"a boundary elsewhere": "Content-Type: multipart/mixed; boundary=z\n\n--y\n\nx\n--y--",
		"an unknown encoding":  "Content-Type: application/pdf\nContent-Transfer-Encoding: x-own\n\nx",
		"broken base64":        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAAAA*",
		"no base64 at all":     "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n*",
	} {
		m := mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nJa\n--x\n"+part+"\n--x\n\nNein\n--x--\n")
		if m.Text != "Ja\n\nNein" || len(m.Attachments) != 1 || m.Attachments[0].Fault == "" {
			t.Errorf("%s: text %q, files %+v", name, m.Text, m.Attachments)
		}
	}
}

func TestOddHeadersCostNothing(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"a comment":                   "From: a@b.example\nContent-Type: text/plain (the (usual); kind) ; charset=utf-8 (x)\n\nGrüße",
		"a comment before":            "From: a@b.example\nContent-Type: (x) text/plain; charset=\"utf-8\"\n\nGrüße",
		"raw umlauts":                 "From: a@b.example\nContent-Type: text/plain; charset=utf-8; x-büro=\"Grün\"\n\nGrüße",
		"a parameter without a value": "From: a@b.example\nContent-Type: text/plain; odd; ; charset=utf-8; =; x\n\nGrüße",
		"no semicolon":                "From: a@b.example\nContent-Type: text/plain charset=utf-8 format=fixed\n\nGrüße",
		"a line without a colon":      "From: a@b.example\nthis is no field\n but goes on\nContent-Type: text/plain; charset=utf-8\n\nGrüße",
		"a mailbox file's line":       "From a@b.example Mon Mar  2 10:15:00 2026\nFrom: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nGrüße",
		"two subjects, two senders":   "From: a@b.example\nFrom: c@d.example\nSubject: x\nSubject: y\nContent-Type: text/plain; charset=utf-8\n\nGrüße",
		"the same type twice":         "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Type: text/plain; charset=UTF-8\n\nGrüße",
		"a space before the colon":    "From : a@b.example\nContent-Type : text/plain; charset=utf-8\n\nGrüße",
		"an encoding with a comment":  "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: (old) Quoted-Printable (x)\n\nGr=C3=BC=C3=9Fe",
		"no padding":                  "From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nR3LDvMOfZQ",
	} {
		m := mustParse(t, raw)
		if strings.TrimSpace(m.Text) != "Grüße" || len(m.Attachments) != 0 || len(m.From) != 1 || m.From[0].Address != "a@b.example" {
			t.Errorf("%s: %q from %v, files %q", name, m.Text, m.From, names(m))
		}
	}
	m := mustParse(t, "From: a@b.example\nIn-Reply-To: <a@b>\nReferences: <c@d>\nReferences: <e@f>\n\nx")
	if !slices.Equal(m.References, []string{"c@d", "e@f"}) {
		t.Errorf("references %v: each of them must fit", m.References)
	}
	named := mustParse(t, "From: a@b.example\nContent-Type: application/pdf; name=Bescheid (1).pdf\n\n%PDF")
	if names(named) != "Bescheid (1).pdf" {
		t.Errorf("name %q", names(named))
	}
	mixed := mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed (two); boundary=\"=?utf-8?q?x?=\" (y)\n\n--=?utf-8?q?x?=\n\nJa\n--=?utf-8?q?x?=--\n")
	if mixed.Text != "Ja" {
		t.Errorf("text %q", mixed.Text)
	}
}

func TestWhatTheTextDoesNotShowIsRemarked(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 2000)
	for name, tt := range map[string]struct {
		raw, text string
		remarks   []mime.Remark
		files     string
	}{
		"too long":              {"From: a@b.example\n\n" + long, "", []mime.Remark{{Kind: mime.TextTooLong}}, "anhang-1.txt"},
		"unknown charset":       {"From: a@b.example\nContent-Type: text/plain; charset=x-nirgends\n\nJa", "Ja", []mime.Remark{{mime.UnknownCharset, "x-nirgends"}}, ""},
		"unknown encoding":      {"From: a@b.example\nContent-Transfer-Encoding: x-own\n\nJa", "", []mime.Remark{{mime.UnreadableText, "x-own"}}, "anhang-1.txt"},
		"broken base64":         {"From: a@b.example\nContent-Transfer-Encoding: base64\n\nSmEh*", "", []mime.Remark{{mime.UnreadableText, "base64"}}, "anhang-1.txt"},
		"broken quoted":         {"From: a@b.example\nContent-Transfer-Encoding: quoted-printable\n\n5 =ZZ 6=", "5 =ZZ 6", nil, ""},
		"unknown, not chosen":   {strings.Replace(versions("Ja", "<p>Ja</p>"), "html; charset=utf-8", "html; charset=x-nirgends", 1), "Ja", nil, ""},
		"nothing to be told of": {"From: a@b.example\n\nJa", "Ja", nil, ""},
	} {
		m, err := mime.Parse(crlf(tt.raw), mime.Limits{TextBytes: 1000})
		if err != nil || m.Text != tt.text || names(m) != tt.files || fmt.Sprint(m.Remarks) != fmt.Sprint(tt.remarks) {
			t.Errorf("%s: %v, text %q, files %q, remarks %v", name, err, m.Text, names(m), m.Remarks)
		}
	}
}
