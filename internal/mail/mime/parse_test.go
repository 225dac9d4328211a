package mime_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"schalter/internal/mail/mime"
)

// crlf gives a mail written with LF its line ends.
func crlf(s string) []byte {
	return []byte(strings.ReplaceAll(strings.TrimPrefix(s, "\n"), "\n", "\r\n"))
}

// clients are mails in the forms that real programs write.
var clients = []struct {
	name, raw string
	text      string
	rendered  bool
	// files are name, media type and the beginning of the content.
	files []string
}{
	{
		name: "Thunderbird, the entity within an S/MIME signature has no From",
		raw: `
Content-Type: multipart/mixed; boundary="------------0kZ1"; protected-headers="v1"
In-Reply-To: <caaa@post.example>

--------------0kZ1
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: base64

R3V0ZW4gVGFnLCAKZGllIFVudGVybGFnZW4gc2luZCAKZGEuCgo+IGVpbiBaaXRhdCAKPiBnZWh0
IHdlaXRlcgo+PiB0aWVmCi0tIApBbXQK

--------------0kZ1
Content-Type: application/pdf; name="=?UTF-8?B?QmVzY2hlaWQgw5xiZXJnYWJlLnBkZg==?="
Content-Disposition: attachment; filename*0*=UTF-8''%42%65%73%63%68%65%69%64%20%C3;
 filename*1*=%9C%62%65%72%67%61%62%65%2E%70%64%66
Content-Transfer-Encoding: base64

JVBERi0xLjcK

--------------0kZ1--
`,
		text:  "Guten Tag, die Unterlagen sind da.\n\n> ein Zitat geht weiter\n>> tief\n-- \nAmt",
		files: []string{"Bescheid Übergabe.pdf", "application/pdf", "%PDF-1.7"},
	},
	{
		name: "Outlook with alternative, picture and Windows-1252",
		raw: `
From: "=?iso-8859-1?Q?M=FCller=2C_J=F6rg?=" <joerg.mueller@stadt.example>
To: "fall@post.example" <fall@post.example>
Subject: =?iso-8859-1?Q?AW:_Sichere_Nachricht_=2D_R=FCckfrage?=
Message-ID: <AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com>
References: <caaa@post.example>
 <cbbb@post.example>
In-Reply-To: <caaa@post.example>
Content-Type: multipart/related; boundary="_004_X_"; type="multipart/alternative"
MIME-Version: 1.0

--_004_X_
Content-Type: multipart/alternative; boundary="_000_X_"

--_000_X_
Content-Type: text/plain; charset="Windows-1252"
Content-Transfer-Encoding: quoted-printable

Gr=FC=DFe =80 5,=96 =84Ja=93 und eine sehr lange Zeile, die hier weich um=
bricht.

Von: Schalter
Gesendet: Sonntag

--_000_X_
Content-Type: text/html; charset="Windows-1252"
Content-Transfer-Encoding: quoted-printable

<html><body>Gr=FC=DFe</body></html>

--_000_X_--

--_004_X_
Content-Type: image/png; name="image001.png"
Content-ID: <image001.png@01DB>
Content-Disposition: inline; filename="image001.png"; size=4
Content-Transfer-Encoding: base64

iVBORw==

--_004_X_--
`,
		text:  "Grüße € 5,– „Ja“ und eine sehr lange Zeile, die hier weich umbricht.\n\nVon: Schalter\nGesendet: Sonntag",
		files: []string{"image001.png", "image/png", "\x89PNG"},
	},
	{
		name: "Outlook in TNEF",
		raw: `
From: amt@stadt.example
Content-Type: multipart/mixed; boundary="=_NextPart"

--=_NextPart
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: 8bit

Siehe Anlage
--=_NextPart
Content-Type: application/ms-tnef; name="winmail.dat"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="winmail.dat"

eJ8+IgAA
--=_NextPart--
`,
		text:  "Siehe Anlage",
		files: []string{"winmail.dat", "application/ms-tnef", "x\x9f>\""},
	},
	{
		name: "a gateway's footer as a part of its own",
		raw: `
From: amt@stadt.example
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain; charset=utf-8

Ja.

--x
Content-Type: text/plain; charset=us-ascii
Content-Disposition: inline

Virus free.

--x--
`,
		text: "Ja.\n\nVirus free.",
	},
	{
		name: "only HTML",
		raw: `
From: amt@stadt.example
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><head><title>nicht</title><style>p{color:red}</style></head><body><p>Guten&nbsp;Tag,</p>
<p>hier <b>fett</b> &amp; <a href=3D"https://amt.example/x?a=3D1&amp;b=3D2">ein Link</a>.<br>Neue
 Zeile <script>alert(1)</script><img src=3D"https://spur.example/p.gif" alt=3D"Wappen"></p>
<ul><li>eins<li>zwei</ul><table><tr><td>A</td><td>B</td></tr></table></body></html>
`,
		text:     "Guten\u00a0Tag,\n\nhier fett & ein Link <https://amt.example/x?a=1&b=2>.\nNeue Zeile Wappen\n\n- eins\n- zwei\n\nA B",
		rendered: true,
	},
	{
		name: "invitation and nested mail",
		raw: `
From: amt@stadt.example
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: multipart/alternative; boundary=y

--y
Content-Type: text/plain

Termin
--y
Content-Type: text/html

<p>Termin</p>
--y
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
--y--
--x
Content-Type: message/rfc822
Content-Disposition: attachment; filename="Ihre Nachricht"

From: a@b.example
Content-Type: multipart/mixed; boundary=z

--z
--z--
--x--
`,
		text:  "Termin\n\n---------- Weitergeleitete Nachricht ----------\nVon: <a@b.example>",
		files: []string{"anhang-1.ics", "text/calendar", "BEGIN:VCALENDAR"},
	},
	{
		name:  "attached text keeps its bytes",
		raw:   "From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1; name=notiz.txt\nContent-Transfer-Encoding: quoted-printable\n\n=E4\n",
		files: []string{"notiz.txt", "text/plain", "\xe4"},
	},
	{
		name: "no type at all, raw 8 bit",
		raw:  "From: a@b.example\n\nGr\xfc\xdfe\n",
		text: "Grüße",
	},
	{
		name: "unknown charset and encoding with spaces",
		raw:  "From: a@b.example\nContent-Type: text/plain; charset=x-nirgends\nContent-Transfer-Encoding:  Quoted-Printable ; x\n\nJa =E4\n",
		text: "Ja ä",
	},
	{
		name: "preamble, epilogue, no last delimiter",
		raw:  "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\nPre\n--xx\nno\n--x \n\nText\n--x\nContent-Type: application/pdf\n\n%PDF",
		text: "Text", files: []string{"anhang-1.pdf", "application/pdf", "%PDF"},
	},
}

func TestMailsOfRealClientsAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range clients {
		m, err := mime.Parse(crlf(tt.raw), mime.Limits{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if m.Text != tt.text || m.Rendered != tt.rendered {
			t.Errorf("%s: text %q, rendered %v; want %q", tt.name, m.Text, m.Rendered, tt.text)
		}
		if len(m.Attachments) != len(tt.files)/3 {
			t.Errorf("%s: files %+v", tt.name, m.Attachments)
			continue
		}
		for i, f := range m.Attachments {
			want := tt.files[3*i : 3*i+3]
			if f.Name != want[0] || f.MediaType != want[1] || !bytes.HasPrefix(f.Content, []byte(want[2])) || f.Fault != "" {
				t.Errorf("%s: file %q %q %.20q fault %q, want %q", tt.name, f.Name, f.MediaType, f.Content, f.Fault, want)
			}
		}
	}
}

func TestHeaderOfOutlookIsRead(t *testing.T) {
	t.Parallel()
	m, err := mime.ParseHeader(crlf(clients[1].raw), mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.From) != 1 || m.From[0] != (mime.Address{Name: "Müller, Jörg", Address: "joerg.mueller@stadt.example"}) || m.Subject != "AW: Sichere Nachricht - Rückfrage" {
		t.Errorf("%+v", m)
	}
	if !slices.Equal(m.References, []string{"caaa@post.example", "cbbb@post.example"}) || !slices.Equal(m.InReplyTo, []string{"caaa@post.example"}) {
		t.Errorf("%v, %v", m.References, m.InReplyTo)
	}
	if m.MessageID != "AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com" || m.Automatic || m.MediaType != "multipart/related" {
		t.Errorf("%+v", m)
	}
}

func TestDamagedPartsAreKeptAsTheyCanBeRead(t *testing.T) {
	t.Parallel()
	m, err := mime.Parse(crlf("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjcK!!!!\n--x\nContent-Transfer-Encoding: x-uuencode\n\nbegin\n--x--\n"), mime.Limits{})
	if err != nil || len(m.Attachments) != 2 {
		t.Fatalf("%+v, %v", m, err)
	}
	for i, want := range []mime.File{{Content: []byte("%PDF"), Fault: mime.Damaged}, {Content: []byte("begin"), Fault: mime.BadEncoding}} {
		if f := m.Attachments[i]; f.Fault != want.Fault || !bytes.HasPrefix(f.Content, want.Content) {
			t.Errorf("got %+v", f)
		}
	}
}

func TestLongTextBecomesAFile(t *testing.T) {
	t.Parallel()
	raw := crlf("From: a@b.example\n\n" + strings.Repeat("x", 100) + "\n")
	if m, err := mime.Parse(raw, mime.Limits{TextBytes: 99}); err != nil || m.Text != "" || len(m.Attachments) != 1 || m.Attachments[0].Name != "anhang-1.txt" {
		t.Errorf("%+v, %v", m, err)
	}
}

// Attack 24.
func TestAttack24MailsOfProgramsAreRecognised(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]bool{
		"Auto-Submitted: auto-replied":                            true,
		"Auto-Submitted: Auto-Generated (absence)":                true,
		"Auto-Submitted: no":                                      false,
		"Auto-Submitted: no; x":                                   false,
		"Precedence: Bulk":                                        true,
		"Precedence: list":                                        true,
		"Precedence: first-class":                                 false,
		"X-Auto-Response-Suppress: All":                           true,
		"X-Autoreply: yes":                                        true,
		"List-Id: <x.list.example>":                               true,
		"Return-Path: <>":                                         true,
		"Return-Path: <amt@stadt.example>":                        false,
		"Content-Type: multipart/report; boundary=x":              true,
		"Subject: Automatische Antwort":                           false,
		"AUTO-SUBMITTED:\n auto-replied":                          true,
		"Auto-Submitted: no\nAuto-Submitted: auto-replied":        true,
		"X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\n": true,
	} {
		h, err := mime.ParseHeader(crlf("From: a@b.example\n"+strings.TrimSpace(header)+"\n\nx\n"), mime.Limits{})
		if err != nil || h.Automatic != want {
			t.Errorf("%q: %v, %v; want %v", header, h.Automatic, err, want)
		}
	}
}

func TestAttack31FileNamesInEveryFormAreDecodedOrReplaced(t *testing.T) {
	t.Parallel()
	for disposition, want := range map[string]string{
		`attachment; filename=a.pdf`:                                                  "a.pdf",
		`attachment; filename="a;b\"c\\d.pdf"`:                                        `a;b"c\d.pdf`,
		`attachment; filename=Bescheid vom Amt.pdf; size=3`:                           "Bescheid vom Amt.pdf",
		`attachment; filename*=utf-8'de'%C3%9Cbung.pdf`:                               "Übung.pdf",
		`attachment; filename*=iso-8859-1''%DCbung.pdf`:                               "Übung.pdf",
		`attachment; filename*=x-nirgends''%DCbung.pdf`:                               "Übung.pdf",
		`attachment; filename*=utf-8''%DCbung.pdf`:                                    "Übung.pdf",
		`attachment; filename*=utf-8''%ZZ%C3`:                                         "%ZZÃ",
		`attachment; filename*0="Bes"; filename*1="cheid"; filename*2=".pdf"`:         "Bescheid.pdf",
		`attachment; filename*2=".pdf"; filename*1*=%C3%9F; filename*0*=utf-8''Stra`:  "Straß.pdf",
		`attachment; filename*0*=utf-8''%C3; filename*1*=%9C.pdf`:                     "Ü.pdf",
		`attachment; filename*0="a"; filename*2="c"`:                                  "a",
		`attachment; filename*1="b"; filename="c.pdf"`:                                "c.pdf",
		`attachment; filename="plain.pdf"; filename*=utf-8''%C3%9C.pdf`:               "Ü.pdf",
		`attachment; filename*="no charset.pdf"`:                                      "no charset.pdf",
		`attachment; filename="=?iso-8859-1?Q?=DCbung?= =?utf-8?B?LnBkZg==?="`:        "Übung.pdf",
		`attachment; filename="=?x-nirgends?Q?=DC?="`:                                 "=?x-nirgends?Q?=DC?=",
		"attachment; filename=\"\xdcbung.pdf\"":                                       "Übung.pdf",
		"attachment; filename=\"a\x00\x07b.pdf\"":                                     "ab.pdf",
		`attachment; filename*=utf-8''a%00%0D%0Ab.pdf`:                                "ab.pdf",
		`attachment; filename="unclosed`:                                              "unclosed",
		`attachment; filename*99999999999999999999="x"; filename*-1=y; filename*a*=z`: "anhang-1.pdf",
		`attachment; filename=`:                                                       "anhang-1.pdf",
		`attachment; =; ==; *=; *0*=; filename`:                                       "anhang-1.pdf",
		`attachment; filename="../../etc/passwd"`:                                     "../../etc/passwd",
		`attachment` + strings.Repeat("; x=y", 5000) + `; filename=late.pdf`:          "anhang-1.pdf",
		`attachment; filename="` + strings.Repeat("=?utf-8?q?=C3=9C?= ", 300) + `"`:   strings.Repeat("Ü", 300),
		`ATTACHMENT;FILENAME = "A.PDF" ; x`:                                           "A.PDF",
	} {
		raw := "From: a@b.example\r\nContent-Type: application/pdf\r\nContent-Disposition: " + disposition + "\r\n\r\n%PDF"
		m, err := mime.Parse([]byte(raw), mime.Limits{})
		if err != nil || len(m.Attachments) != 1 {
			t.Errorf("%.80q: %+v, %v", disposition, m, err)
			continue
		}
		if got := m.Attachments[0].Name; got != want {
			t.Errorf("%.80q: name %q, want %q", disposition, got, want)
		}
	}
}

func TestWhatIsNoMailIsRefused(t *testing.T) {
	t.Parallel()
	for what, raw := range map[string]string{
		"empty":                        "",
		"no header":                    "\n\ntext",
		"no field":                     "hello\n\ntext",
		"begins with a space":          " From: a@b.example\n\n",
		"no boundary":                  "From: a@b.example\nContent-Type: multipart/mixed\n\n--\n\nx\n----\n",
		"long boundary":                "From: a@b.example\nContent-Type: multipart/mixed; boundary=" + strings.Repeat("x", 300) + "\n\n",
		"two Content-Types":            "From: a@b.example\nContent-Type: text/plain\nContent-Type: text/html\n\nx",
		"two transfer encodings":       "From: a@b.example\nContent-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nx",
		"two boundaries":               "From: a@b.example\nContent-Type: multipart/mixed; boundary=x; boundary=y\n\n--x\n\na\n--x--\n",
		"two forms of a boundary":      "From: a@b.example\nContent-Type: multipart/mixed; boundary=x; boundary*=utf-8''y\n\n--x\n\na\n--x--\n",
		"a boundary that is not there": "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--y\n\na\n--y--\n",
	} {
		if m, err := mime.Parse(crlf(raw), mime.Limits{}); !errors.Is(err, mime.ErrMalformed) || m != nil {
			t.Errorf("%s: %+v, %v", what, m, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range clients {
		f.Add(crlf(c.raw))
	}
	f.Add(mustBuild(f, content()))
	f.Add(crlf("From: a@b\nContent-Type: multipart/mixed; boundary=\"a\"\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n--b--\n--a--"))
	f.Add(crlf("From: a\nContent-Type: text/html\n\n<a href='x' <!-- <b></a><script></scr"))
	f.Add(crlf(versions("Diese Nachricht ist im HTML-Format.", "<p>Ja <a href='https://a.example'>hier</a></p><div class=signature><img src='cid:x'></div>")))
	f.Add(crlf(versions("Ja", "<p>Nein</p>")))
	f.Add(crlf("From: a@b\nContent-Type: message/rfc822\n\n" + inner))
	f.Add(crlf("From a@b Mon\nno field\n x\nFrom: a\nContent-Type: multipart/digest (x); boundary=\"a\" odd\n\n--a\n\nSubject: x\n\ny\n--a\nContent-Type: a/b\nContent-Type: c/d\n\n--a--"))
	f.Add(crlf("From: a\nContent-Type: text/calendar\n\nBEGIN:VEVENT\nSUMMARY:a\nDTSTART;TZID=x:20260302T101500\nEND:VEVENT"))
	f.Add(crlf("From: a\nContent-Type: text/vcard\n\nBEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:A=\n=C3=BC;b\nitem1.TEL:+49 1234567\nADR:;;c;d\\;e\n f\nEND:VCARD"))
	f.Add(crlf("From: a\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\neJ8+IgEAAQIADIAABAAAAEphDQowAQ==\n--a--"))
	limits := mime.Limits{Bytes: 1 << 20, Depth: 5, Parts: 20, HeaderBytes: 4 << 10, TextBytes: 64 << 10}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := mime.Parse(raw, limits)
		if err != nil {
			if !slices.ContainsFunc([]error{mime.ErrTooLarge, mime.ErrTooDeep, mime.ErrTooManyParts, mime.ErrHeaderTooLarge, mime.ErrMalformed}, func(want error) bool {
				return errors.Is(err, want)
			}) {
				t.Errorf("error of no kind: %v", err)
			}
			return
		}
		total := 0
		all := []string{m.Text, m.Subject, m.MessageID, m.MediaType, fmt.Sprint(m.From, m.To, m.References)}
		for _, a := range m.Attachments {
			total += len(a.Content)
			all = append(all, a.Name, a.MediaType)
			if a.Name == "" || strings.ContainsAny(a.Name, "\r\n\x00") {
				t.Errorf("name %q", a.Name)
			}
		}
		if total > len(raw) || len(m.Text) > limits.TextBytes+8*limits.Parts {
			t.Errorf("%d bytes of files, %d of text from %d", total, len(m.Text), len(raw))
		}
		for _, s := range all {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
	})
}
