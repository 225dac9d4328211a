package inbound

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
)

// partsOf is the entity of an answer in parts; the reference stands in its subject.
func partsOf(a asked, parts ...string) []byte {
	return []byte(crlf("Subject: AW: " + a.reference + "\nContent-Type: multipart/mixed; boundary=\"m\"\n\n--m\n" + strings.Join(parts, "\n--m\n") + "\n--m--\n"))
}

const (
	packed  = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=winmail.dat\n\n"
	winmail = packed + "eJ8+IgAA"
	within  = "From: Frau Muster <muster@stadt.example>\nTo: Amt <post@city.example>\nDate: Mon, 2 Mar 2026 10:15:00 +0100\nSubject: Bewilligung\n"
)

// lastTold is the text of the last mail to an authority, and to whom it went.
func (g *gatewayDesk) lastTold(t testing.TB) (text string) {
	t.Helper()
	return g.arrived(t, city).text
}

// An answer is what all of it says, in whatever form it came.
func TestAnswersKeepTheirSubstance(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for name, tt := range map[string]struct {
			parts []string
			text  string
			files string
		}{
			"a stub before the HTML": {[]string{"Content-Type: multipart/alternative; boundary=a\n\n--a\n\nDiese Nachricht ist im HTML-Format.\n--a\nContent-Type: text/html\n\n<p>Bewilligt.</p>\n--a--"}, "Bewilligt.", ""},
			"a blank plain text":     {[]string{"Content-Type: multipart/alternative; boundary=a\n\n--a\n\n \n--a\nContent-Type: text/html\n\n<p>Bewilligt.</p>\n--a--"}, "Bewilligt.", ""},
			"only HTML":              {[]string{"Content-Type: text/html\n\n<p>Bewilligt.</p>"}, "Bewilligt.", ""},
			"text around a document": {[]string{"\nOben", "Content-Type: application/pdf; name=a.pdf\n\n%PDF-1.7", "\nUnten"}, "Oben\n\nUnten", "a.pdf"},
			"packed by Outlook":      {[]string{"\nSiehe Anlage", packed + "eJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcAGAAAAElQTS5NaWNyb3NvZnQgTWFpbC5Ob3RlADEIAQOQBgA8AAAAAgAAAAIBCRABAAAAJAAAACAAAAAUAAAATUVMQQAAAAB7XHJ0ZjEgU2llaGUgQW5sYWdlfQsAGw4BAAAAuQECApAGAA4AAAAAAAAAAAAAAAAAAAAAAAAAAg+ABgAIAAAAJVBERi0xLjfCAQIQgAEADQAAAEJFU0NIRX4xLlBERgBhAwIFkAYAeAAAAAQAAAADAAU3AQAAAB8ABzcBAAAAKgAAAEIAZQBzAGMAaABlAGkAZAAgAGYA/AByACAAUwBpAGUALgBwAGQAZgAAAAAAHgAONwEAAAAQAAAAYXBwbGljYXRpb24vcGRmAB8QATACAAAABAAAAGEAAAAEAAAAYgAAAB4Q"}, "Siehe Anlage", "Bescheid für Sie.pdf"},
			"text packed by Outlook": {[]string{"\n ", packed + "eJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcAGAAAAElQTS5NaWNyb3NvZnQgTWFpbC5Ob3RlADEIAQOQBgCAAAAAAgAAAAMABYAAAAAAAAAAAAAAAAAAAAAAAQAAABAAAAB4AC0AZQBpAGcAZQBuAAAABwAAAB8AABABAAAAPgAAAEkAaAByACAAQQBuAHQAcgBhAGcADQAKAGkAcwB0ACAAYgBlAHcAaQBsAGwAaQBnAHQAOgAgADUAIACsIAAAAAAiDg=="}, "Ihr Antrag\nist bewilligt: 5 €", ""},
			"a forwarded mail": {[]string{"Content-Type: message/rfc822\n\n" + within + "Content-Type: multipart/mixed; boundary=i\n\n--i\n\nBewilligt.\n--i\nContent-Type: application/pdf; name=b.pdf\n\n%PDF-1.7\n--i--"},
				"---------- Weitergeleitete Nachricht ----------\nVon: Frau Muster <muster@stadt.example>\nAn: Amt <post@city.example>\nDatum: 02.03.2026, 10:15 Uhr\nBetreff: Bewilligung\n\nBewilligt.", "b.pdf"},
		} {
			q := g.ask(t, city, newReference())
			r := g.to(q, "")
			r.entity = partsOf(q, tt.parts...)
			before, sent := len(g.cases.posted()), len(g.outbox.all())
			want(t, g.take(t, g.write(t, r)), isAccepted)
			posted := g.cases.posted()
			if len(posted) != before+1 {
				t.Fatalf("%s: posted %d", name, len(posted)-before)
			}
			var files []string
			for _, d := range posted[before].Documents {
				files = append(files, d.(keptDocument).Filename)
			}
			if got := posted[before]; got.Text != tt.text || strings.Join(files, ", ") != tt.files || got.Automatic {
				t.Errorf("%s: text %q, documents %v", name, got.Text, files)
			}
			if told := g.told(t, sent); len(told) > 0 {
				t.Errorf("%s: told %v", name, told)
			}
		}
	})
}

// What cannot be taken in is said to the authority; where nothing can, nothing is answered.
func TestWhatCannotBeTakenInIsSaid(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for name, tt := range map[string]struct {
			parts []string
			why   []string
			taken bool
		}{
			"only winmail.dat":             {[]string{winmail}, []string{"winmail.dat: part_tnef"}, false},
			"winmail.dat and blank text":   {[]string{"\n \n", winmail}, []string{"winmail.dat: part_tnef"}, false},
			"winmail.dat besides text":     {[]string{"\nSiehe Anlage", winmail}, []string{"winmail.dat: part_tnef"}, true},
			"a forwarded mail, sealed":     {[]string{"Content-Type: message/rfc822\n\n" + within + "Content-Type: application/pkcs7-mime; name=smime.p7m\n\nabc"}, []string{"smime.p7m: part_sealed"}, false},
			"a page":                       {[]string{"\nJa", "Content-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<p>x</p>"}, []string{"a.html: part_html"}, true},
			"a mail that cannot be opened": {[]string{"\nJa", "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"Ihre Mail\"\n\nno mail"}, []string{"Ihre Mail.eml: part_message"}, true},
			"a part with a bad header":     {[]string{"\nJa", "Content-Type: application/pdf\nContent-Type: text/html\n\nx"}, []string{"anhang-1: part_header"}, true},
			"a cut document":               {[]string{"\nJa", "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjcK*"}, []string{"a.pdf: part_damaged"}, true},
			"a text in an unknown way":     {[]string{"Content-Type: text/plain\nContent-Transfer-Encoding: x-own\n\nJa"}, []string{"anhang-1.txt: part_encoding"}, false},
			"the sender's card alone":      {[]string{winmail, "Content-Type: text/vcard; name=a.vcf\n\nBEGIN:VCARD\nFN:Frau Muster\nTEL:0951 1234\nEND:VCARD"}, []string{"winmail.dat: part_tnef"}, false},
			"two":                          {[]string{"\nJa", winmail, "Content-Type: application/zip; name=a.exe\n\nMZ"}, []string{"winmail.dat: part_tnef", "a.exe: part_extension"}, true},
		} {
			q := g.ask(t, city, newReference())
			r := g.to(q, "")
			r.entity = partsOf(q, tt.parts...)
			before, sent := len(g.cases.posted()), len(g.outbox.all())
			row := g.take(t, g.write(t, r))
			if tt.taken {
				want(t, row, isAccepted)
			} else {
				want(t, row, isQuarantined, ReasonUnreadable)
			}
			if got := len(g.cases.posted()) - before; got != map[bool]int{true: 1}[tt.taken] {
				t.Errorf("%s: posted %d", name, got)
			}
			if told := g.told(t, sent); !slices.Equal(told, []string{"post@city.example"}) {
				t.Errorf("%s: told %v", name, told)
				continue
			}
			text := g.lastTold(t)
			for _, line := range append(tt.why, "Fallnummer: "+q.reference) {
				if !strings.Contains(text, line+"\n") {
					t.Errorf("%s: not told %q in\n%s", name, line, text)
				}
			}
			if strings.Contains(text, "nicht zugestellt: Nichts") == tt.taken {
				t.Errorf("%s: taken %v, told\n%s", name, tt.taken, text)
			}
		}
		// A document that is refused or damaged is shown as that.
		last := g.cases.posted()
		for _, a := range last {
			for _, d := range a.Documents {
				if d.Refused() == "" {
					t.Errorf("%+v counts as taken in", d)
				}
			}
		}
	})
}

// A signed mail within the mail is shown as forwarded, no matter who signed it, and its signature counts for nothing.
func TestSignedMailsThatAreForwardedCountForNothing(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		for _, who := range []string{city, county} {
			signer := g.signers[who]
			entity := crlf("Content-Type: multipart/mixed; boundary=s\n\n--s\n\nBewilligt.\n--s\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.7\n--s--\n")
			der, err := cms.Sign([]byte(entity), cms.SignOptions{Certificate: signer.Certificate, Key: signer.Key, SigningTime: g.Clock.Now()})
			if err != nil {
				t.Fatal(err)
			}
			signed := "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(der)
			r := g.to(q, "")
			r.entity = partsOf(q, "\nZur Kenntnis", "Content-Type: message/rfc822\n\n"+within+signed)
			before, sent := len(g.cases.posted()), len(g.outbox.all())
			want(t, g.take(t, g.write(t, r)), isAccepted)
			posted := g.cases.posted()
			if len(posted) != before+1 || len(g.told(t, sent)) > 0 {
				t.Fatalf("posted %d, told %v", len(posted)-before, g.told(t, sent))
			}
			if got := posted[before]; got.AuthorityID != city || len(got.Documents) != 1 ||
				!strings.HasPrefix(got.Text, "Zur Kenntnis\n\n---------- Weitergeleitete Nachricht ----------\nVon: Frau Muster") || !strings.Contains(got.Text, "\n\nBewilligt.") {
				t.Errorf("%+v", got)
			}
			// Alone, in a mail that nobody signed, it is no answer.
			r.entity = nil
			row := g.take(t, g.encrypted(t, r, partsOf(q, "\nZur Kenntnis", "Content-Type: message/rfc822\n\n"+within+signed)))
			want(t, row, isQuarantined, ReasonNotSigned)
		}
	})
}

// A program gets no such word: it would answer, and nobody would read it.
func TestWhatAProgramSentIsNotSaid(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for _, parts := range [][]string{{"\nBin weg.", winmail}, {winmail}} {
			q := g.ask(t, city, newReference())
			r := g.to(q, "")
			r.entity = append([]byte("Auto-Submitted: auto-replied\r\n"), partsOf(q, parts...)...)
			sent := len(g.outbox.all())
			g.take(t, g.write(t, r))
			if told := g.told(t, sent); len(told) > 0 {
				t.Errorf("told %v", told)
			}
		}
	})
}

// What servers did to the outer header costs nothing.
func TestOddOuterHeadersCostNoAnswer(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for name, tt := range map[string]struct{ before, outer string }{
			"two subjects":           {"", "Subject: eins\r\nSubject: zwei\r\n"},
			"two senders":            {"", "From: other@city.example\r\n"},
			"a line without a colon": {"", "some server was here\r\n and here\r\n"},
			"a mailbox file's line":  {"From post@city.example Mon Mar  2 10:15:00 2026\r\n", ""},
			"a header of 300 KiB":    {strings.Repeat("X-Trace: "+strings.Repeat("x", 90)+"\r\n", 3000), ""},
			"two lists of mails":     {"", "References: <other@city.example>\r\n"},
			"raw umlauts":            {"", "X-B\xfcro: Gr\xfc\xdfe\r\n"},
		} {
			r := g.to(g.ask(t, city, newReference()), "Ja.")
			r.outer += tt.outer
			before := len(g.cases.posted())
			want(t, g.take(t, append([]byte(tt.before), g.write(t, r)...)), isAccepted)
			if len(g.cases.posted()) != before+1 {
				t.Errorf("%s: not posted", name)
			}
		}
	})
}

// What was signed is read by the same reader, and its oddities cost nothing either.
func TestOddSignedHeadersCostNoAnswer(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for name, header := range map[string]string{
			"two subjects":           "Subject: Bescheid\r\nSubject: zwei\r\nContent-Type: text/plain; charset=utf-8\r\n",
			"a line without a colon": "Subject: Bescheid\r\nno field\r\nContent-Type: text/plain; charset=utf-8\r\n",
			"a comment":              "Subject: Bescheid\r\nContent-Type: text/plain (plain; text); charset=utf-8 (x)\r\n",
			"raw umlauts":            "Subject: Bescheid\r\nContent-Type: text/plain; x-b\xfcro=\xe4; charset=utf-8\r\n",
			"no semicolon":           "Subject: Bescheid\r\nContent-Type: text/plain charset=utf-8\r\n",
			"a header of 300 KiB":    "Subject: Bescheid\r\nContent-Type: text/plain; charset=utf-8\r\n" + strings.Repeat("X-Trace: "+strings.Repeat("x", 90)+"\r\n", 3000),
		} {
			r := g.to(g.ask(t, city, newReference()), "Schöne Grüße.")
			r.entity = []byte(header + "\r\n" + crlf(r.text))
			before := len(g.cases.posted())
			want(t, g.take(t, g.write(t, r)), isAccepted)
			if got := g.cases.posted(); len(got) != before+1 || got[before].Text != "Schöne Grüße." || got[before].Subject != "Bescheid" {
				t.Errorf("%s: %+v", name, got[before:])
			}
		}
		// Where it is open how the text is encoded, nothing is shown.
		r := g.to(g.ask(t, city, newReference()), "Ja.")
		r.entity = []byte("Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: base64\r\n\r\n" + crlf(r.text))
		want(t, g.take(t, g.write(t, r)), isQuarantined, ReasonMalformed)
		// A second subject may name another case as well as the first.
		q := g.ask(t, city, newReference())
		r = g.to(q, "Ja.")
		r.entity = []byte("Subject: Bescheid\r\nSubject: " + newReference() + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + crlf(r.text))
		want(t, g.take(t, g.write(t, r)), isHeld, ReasonReferenceForeign)
	})
}

// A refusal names its true reason to whom a valid token of ours shows.
func TestRefusalsNameTheirTrueReason(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		soon := cmstest.Issue(t, cmstest.Of(t, cmstest.Other).Key, "post@city.example", g.Clock.Now().AddDate(-5, 0, 0), nil)
		if soon.Certificate.NotAfter.After(g.Clock.Now()) {
			t.Fatalf("the certificate lasts until %s", soon.Certificate.NotAfter)
		}
		g.organisations.register(city, soon.Certificate)
		var many strings.Builder
		many.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n")
		for range 120 {
			many.WriteString("--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.7\r\n")
		}
		var deep strings.Builder
		for i := range 25 {
			fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
		}
		for _, tt := range []struct {
			name   string
			change func(r *reply)
			after  string
			reason Reason
		}{
			{"an expired certificate", func(r *reply) { r.signer = soon }, "", ReasonExpired},
			{"a certificate of nobody", func(r *reply) { r.signer = identity(t, cmstest.Other, "post@city.example", nil) }, "", ReasonSignerUnknown},
			{"a footer behind the envelope", func(*reply) {}, "-- \r\nDiese Mail wurde auf Viren geprüft.\r\n", ReasonNotWholeBody},
			{"too many attachments", func(r *reply) { r.entity = []byte(many.String()) }, "", ReasonTooManyParts},
			{"nested too deep", func(r *reply) { r.entity = []byte(deep.String()) }, "", ReasonTooDeep},
			{"two types outside", func(r *reply) { r.outer += "Content-Type: text/plain\r\n" }, "", ReasonMalformed},
		} {
			r := g.to(g.ask(t, city, newReference()), "Ja.")
			tt.change(&r)
			// One notice an hour, two a day of what nobody signed.
			g.Clock.Advance(25 * time.Hour)
			r.at = g.Clock.Now()
			sent := len(g.outbox.all())
			row := g.take(t, append(g.write(t, r), tt.after...))
			if row.State != isQuarantined || delivery.Deref(row.Reason) != string(tt.reason) {
				t.Errorf("%s: got %s %s", tt.name, row.State, delivery.Deref(row.Reason))
			}
			if told := g.told(t, sent); !slices.Equal(told, []string{"post@city.example"}) {
				t.Errorf("%s: told %v", tt.name, told)
			} else if text := g.lastTold(t); !strings.Contains(text, "Grund: "+string(tt.reason)+"\n") {
				t.Errorf("%s: told\n%s", tt.name, text)
			}
		}
		g.nothingShown(t)
	})
}

// The message itself says what of its text cannot be shown as it is.
func TestTextsOverTheLimitOrInUnknownCharsetsSaySo(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		long := strings.Repeat("Zeile ohne Ende. ", maxAnswerText/16)
		for name, tt := range map[string]struct {
			part    string
			remarks []delivery.Remark
			files   int
		}{
			"longer than a message": {"\n" + long, []delivery.Remark{{Kind: string(mime.TextTooLong)}}, 1},
			"longer than a text":    {"\n" + strings.Repeat(long, 25), []delivery.Remark{{Kind: string(mime.TextTooLong)}}, 1},
			"unknown charset":       {"Content-Type: text/plain; charset=x-nirgends\n\nJa", []delivery.Remark{{Kind: string(mime.UnknownCharset), Detail: "x-nirgends"}}, 0},
			"nothing":               {"\nJa", nil, 0},
		} {
			q := g.ask(t, city, newReference())
			r := g.to(q, "")
			r.entity = partsOf(q, tt.part)
			before := len(g.cases.posted())
			want(t, g.take(t, g.write(t, r)), isAccepted)
			got := g.cases.posted()
			if len(got) != before+1 || !slices.Equal(got[before].Remarks, tt.remarks) || len(got[before].Documents) != tt.files {
				t.Errorf("%s: %d answers, remarks %v, %d documents", name, len(got)-before, got[before].Remarks, len(got[before].Documents))
			}
		}
	})
}

// Somebody who reads a mailbox can neither add to what was signed nor have it read in another way.
func TestToleranceShowsNothingThatWasNotSigned(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.to(g.ask(t, city, newReference()), "Ja.")
		signed := signedEntity(t, r)
		evil := "Content-Type: text/plain\r\n\r\nZahlen Sie 500 Euro."
		boundary := string(signed[bytes.Index(signed, []byte("boundary=\""))+10:])
		boundary, _, _ = strings.Cut(boundary, "\"")
		head, body, _ := strings.Cut(string(signed), "\r\n\r\n")
		for name, entity := range map[string]string{
			"a junk line that opens a part":  "--" + boundary + "\r\n" + head + "\r\n\r\n--" + boundary + "\r\n" + evil + "\r\n" + body,
			"another boundary first":         strings.Replace(head, "boundary=", "boundary=evil; boundary=", 1) + "\r\n\r\n--evil\r\n" + evil + "\r\n--evil\r\n" + body,
			"another boundary in a comment":  strings.Replace(head, "boundary=", "(boundary=evil); x=\"", 1) + "\r\n\r\n" + body,
			"a type first":                   "Content-Type: multipart/mixed; boundary=evil\r\n" + head + "\r\n\r\n--evil\r\n" + evil + "\r\n--evil--\r\n" + body,
			"an octet-stream around":         "Content-Type: application/octet-stream; name=smime.p7m\r\n\r\n" + evil,
			"a signature by name beside it":  "Content-Type: multipart/mixed; boundary=evil\r\n\r\n--evil\r\n" + evil + "\r\n--evil\r\n" + string(signed) + "\r\n--evil--\r\n",
			"a mail within the mail, signed": "Content-Type: message/rfc822\r\n\r\nFrom: post@city.example\r\n" + string(signed),
		} {
			row := g.take(t, g.encrypted(t, r, []byte(entity)))
			if row.State != isQuarantined {
				t.Errorf("%s: %s %s", name, row.State, delivery.Deref(row.Reason))
			}
		}
		g.nothingShown(t)
		want(t, g.take(t, g.encrypted(t, r, signed)), isAccepted)
	})
}
