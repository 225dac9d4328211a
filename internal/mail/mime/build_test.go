package mime_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	stdmime "mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"schalter/internal/mail/mime"
)

const fileName = "Pläne für den Umbau – Straße Nr. 5, \"Café\" und noch vieles mehr, was nicht in eine Zeile passt.pdf"

func envelope() mime.Envelope {
	return mime.Envelope{
		From: mime.Address{Name: "Schalter, Fälle", Address: "fall@post.example"}, To: mime.Address{Name: "Stadt Ähren", Address: "amt@stadt.example"},
		Date: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC), MessageID: "caaaaaaaaaaaaaaaaaaaaaaaaaapjna4nr7byr5plczq@post.example",
		InReplyTo: []string{"AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com"}, References: []string{"a.b@c.example", "AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com"},
		OuterSubject: "Sichere Nachricht", Receipt: "fall@post.example",
	}
}

func content() mime.Content {
	return mime.Content{
		Envelope: envelope(), Subject: "Gaststätte „Zum Löwen“: Antrag auf Erlaubnis mit einem Betreff, der länger als eine Zeile ist",
		Text: "Guten Tag,\r\n\nanbei die Pläne. \n.\nFrom hier an\n" + strings.Repeat("lang ", 300) + "\n",
		Attachments: []mime.Attachment{
			{Name: fileName, MediaType: "application/pdf", Size: 100_003, Content: strings.NewReader(strings.Repeat("x", 100_003))},
			{Name: "leer.txt", MediaType: "text/plain", Content: strings.NewReader("")},
			{Name: "=?utf-8?q?kein?= Wort.bin", Size: 57 * 3, Content: bytes.NewReader(make([]byte, 57*3))},
		},
	}
}

func mustBuild(t testing.TB, c mime.Content) []byte {
	t.Helper()
	raw, err := mime.BuildInner(c)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestEntityIsReadBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	c := content()
	m, err := mime.Parse(mustBuild(t, c), mime.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if m.Subject != c.Subject || m.From[0] != c.From || m.To[0] != c.To || !m.Date.Equal(c.Date) || m.MessageID != c.MessageID || m.ReceiptTo != c.Receipt {
		t.Errorf("header %+v", m.Header)
	}
	if fmt.Sprint(m.References, m.InReplyTo) != fmt.Sprint(c.References, c.InReplyTo) {
		t.Errorf("references %v, %v", m.References, m.InReplyTo)
	}
	if want := strings.TrimRight(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\n"); m.Text != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	if len(m.Attachments) != 3 {
		t.Fatalf("%d attachments", len(m.Attachments))
	}
	for i, want := range c.Attachments {
		got := m.Attachments[i]
		if got.Name != want.Name || int64(len(got.Content)) != want.Size || got.Fault != "" {
			t.Errorf("attachment %q of %d bytes, damaged %v; want %q of %d", got.Name, len(got.Content), got.Fault != "", want.Name, want.Size)
		}
	}
}

func TestEntityIsSevenBitWithExactSize(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]func(*mime.Content){
		"files":    func(*mime.Content) {},
		"no files": func(c *mime.Content) { c.Attachments = nil },
		"Cyrillic": func(c *mime.Content) { c.Text = strings.Repeat("Здравствуйте ", 100) },
		"empty":    func(c *mime.Content) { c.Text, c.Attachments = "", nil },
		"legacy":   func(c *mime.Content) { c.LegacyDisplay = true },
		"ids":      func(c *mime.Content) { c.References = strings.Fields(strings.Repeat("a@b.example ", 200)) },
	} {
		c := content()
		change(&c)
		size, err := mime.InnerSize(c)
		if err != nil {
			t.Fatal(err)
		}
		raw := mustBuild(t, c)
		if int64(len(raw)) != size || cap(raw) != len(raw) {
			t.Errorf("%s: %d bytes in a buffer of %d, announced %d", what, len(raw), cap(raw), size)
		}
		for l := range strings.SplitSeq(string(raw), "\r\n") {
			if len(l) > 998 || strings.ContainsAny(l, "\r\n\x00") || strings.ContainsFunc(l, func(r rune) bool { return r > 0x7e }) {
				t.Fatalf("%s: line %q", what, l)
			}
		}
		again := content()
		change(&again)
		if !bytes.Equal(raw, mustBuild(t, again)) {
			t.Errorf("%s: built again it is another one", what)
		}
	}
}

// The reader here is the standard library, which shares nothing with the writer.
func TestAnotherReaderReadsTheEntity(t *testing.T) {
	t.Parallel()
	c := content()
	m, err := netmail.ReadMessage(bytes.NewReader(mustBuild(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := stdmime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" || params["hp"] != "cipher" {
		t.Fatalf("%q %v %v", kind, params, err)
	}
	for _, want := range []string{"Subject: Sichere Nachricht", "Message-ID: <" + c.MessageID + ">", "To: =?utf-8?q?Stadt_=C3=84hren?= <amt@stadt.example>"} {
		if got := strings.Join(m.Header["Hp-Outer"], "\n"); !strings.Contains(got, want) {
			t.Errorf("HP-Outer %q lacks %q", got, want)
		}
	}
	if got, err := new(stdmime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil || got != c.Subject {
		t.Errorf("subject %q, %v", got, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	text, err := parts.NextRawPart()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(text))
	if want := strings.ReplaceAll(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\n", "\r\n"); err != nil || string(body) != want {
		t.Errorf("text %q, %v", body, err)
	}
	file, err := parts.NextRawPart()
	if err != nil || file.FileName() != fileName {
		t.Fatalf("file %q, %v", file.FileName(), err)
	}
	_, named, err := stdmime.ParseMediaType(file.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := new(stdmime.WordDecoder).DecodeHeader(named["name"]); err != nil || got != fileName {
		t.Errorf("name for Outlook %q, %v", got, err)
	}
	if body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, file)); err != nil || len(body) != 100_003 {
		t.Errorf("%d bytes, %v", len(body), err)
	}
}

func TestOuterHeaderTellsNothingOfTheCase(t *testing.T) {
	t.Parallel()
	e := envelope()
	e.AutoSubmitted = "auto-generated"
	raw, err := mime.WrapEnveloped(e, []byte("der"), "authEnveloped-data")
	if err != nil {
		t.Fatal(err)
	}
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if head, err := mime.OuterHeader(e); err != nil || !bytes.HasPrefix(raw, head) || bytes.Contains(head, []byte("MIME-Version")) || !bytes.HasSuffix(head, []byte("\r\n")) {
		t.Errorf("outer header %q, %v", head, err)
	}
	kind, params, err := stdmime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "application/pkcs7-mime" || params["smime-type"] != "authEnveloped-data" || params["name"] != "smime.p7m" {
		t.Errorf("%q %v %v", kind, params, err)
	}
	for name, want := range map[string]string{
		"Subject": "Sichere Nachricht", "Auto-Submitted": "auto-generated", "Mime-Version": "1.0", "Message-Id": "<" + e.MessageID + ">",
		"Disposition-Notification-To": "<" + e.Receipt + ">", "Hp-Outer": "", "In-Reply-To": "<" + e.InReplyTo[0] + ">",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestSignedEntityIsKeptByteForByte(t *testing.T) {
	t.Parallel()
	inner := mustBuild(t, content())
	raw, err := mime.WrapSigned(inner, bytes.Repeat([]byte{0x30}, 3000), "sha-256")
	if err != nil {
		t.Fatal(err)
	}
	root, err := mime.ParseParts(raw, mime.Limits{})
	if err != nil || root.MediaType != "multipart/signed" || root.Params["micalg"] != "sha-256" || root.Params["protocol"] != "application/pkcs7-signature" || len(root.Parts) != 2 {
		t.Fatalf("%+v, %v", root, err)
	}
	if !bytes.Equal(root.Parts[0].Raw, inner) {
		t.Error("the signed bytes are others")
	}
	if der, damaged := root.Parts[1].Decode(); damaged || len(der) != 3000 {
		t.Errorf("signature of %d bytes, %v", len(der), damaged)
	}
}

func TestAttack30NoHeaderIsInjected(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"a\r\nBcc: x@demo.example", "a\nBcc: x", "a\rb", "a\x00b", "a\u0085b", "a\u2028b", "a\xffb", "a\r\n b"} {
		for what, change := range map[string]func(*mime.Content){
			"subject":        func(c *mime.Content) { c.Subject = bad },
			"outer subject":  func(c *mime.Content) { c.OuterSubject = bad },
			"name of from":   func(c *mime.Content) { c.From.Name = bad },
			"name of to":     func(c *mime.Content) { c.To.Name = bad },
			"address":        func(c *mime.Content) { c.To.Address = bad + "@demo.example" },
			"receipt":        func(c *mime.Content) { c.Receipt = "x@demo.example" + bad },
			"Message-ID":     func(c *mime.Content) { c.MessageID = bad + "@demo.example" },
			"In-Reply-To":    func(c *mime.Content) { c.InReplyTo = []string{"a@b", bad + "@demo.example"} },
			"References":     func(c *mime.Content) { c.References = []string{"a@b> " + bad} },
			"Auto-Submitted": func(c *mime.Content) { c.AutoSubmitted = bad },
			"file name":      func(c *mime.Content) { c.Attachments[0].Name = bad },
			"media type":     func(c *mime.Content) { c.Attachments[0].MediaType = "text/plain" + bad },
		} {
			c := content()
			change(&c)
			if raw, err := mime.BuildInner(c); !errors.Is(err, mime.ErrHeader) || raw != nil {
				t.Errorf("%s %+q: %v", what, bad, err)
			}
		}
		e := envelope()
		e.OuterSubject = bad
		if head, err := mime.OuterHeader(e); !errors.Is(err, mime.ErrHeader) || head != nil {
			t.Errorf("outer header %+q: %v", bad, err)
		}
		if _, err := mime.WrapEnveloped(e, nil, "enveloped-data"); !errors.Is(err, mime.ErrHeader) {
			t.Errorf("outer subject %+q: %v", bad, err)
		}
		if _, err := mime.WrapEnveloped(envelope(), nil, bad); !errors.Is(err, mime.ErrHeader) && bad != "a\r\n b" {
			t.Errorf("smime-type %+q: %v", bad, err)
		}
		for _, f := range []mime.Field{{Name: "Status", Value: bad}, {Name: bad, Value: "x"}} {
			r := mime.ReportContent{Envelope: envelope(), Type: "delivery-status", Groups: [][]mime.Field{{f}}}
			if _, err := mime.BuildReport(r); !errors.Is(err, mime.ErrHeader) {
				t.Errorf("report field %+q: %v", f, err)
			}
		}
	}
	c := content()
	c.Text = "a\x00"
	if _, err := mime.BuildInner(c); !errors.Is(err, mime.ErrText) {
		t.Errorf("text: %v", err)
	}
	c.Text = "\r\n\r\nBcc: x@demo.example\r\n--_=mixed\r\n"
	m, err := mime.Parse(mustBuild(t, c), mime.Limits{})
	if err != nil || len(m.To) != 1 || !strings.Contains(m.Text, "Bcc: x@demo.example") {
		t.Errorf("text that looks like a header: %+v, %v", m, err)
	}
}

func TestOfManyReferencesTheFirstAndTheNewestStay(t *testing.T) {
	t.Parallel()
	c := content()
	c.References = nil
	for i := range 500 {
		c.References = append(c.References, fmt.Sprintf("id%d@b.example", i))
	}
	h, err := mime.ParseHeader(mustBuild(t, c), mime.Limits{})
	if err != nil || len(h.References) != 50 || h.References[0] != "id0@b.example" || h.References[1] != "id451@b.example" || h.References[49] != "id499@b.example" {
		t.Errorf("%d references %v, %v", len(h.References), h.References, err)
	}
}

func TestFileOfAnotherLengthIsRefused(t *testing.T) {
	t.Parallel()
	for _, size := range []int64{0, 99_999, 100_004} {
		c := content()
		c.Attachments[0].Size = size
		if _, err := mime.BuildInner(c); !errors.Is(err, mime.ErrLength) {
			t.Errorf("announced %d: %v", size, err)
		}
	}
	c := content()
	c.Attachments[0].Content = io.MultiReader(strings.NewReader("x"), broken{})
	if _, err := mime.BuildInner(c); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("broken reader: %v", err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

const signature, envelopeSize = 5 << 10, 3 << 10

// announced is the bound of a mail that nobody builds.
func announced(t *testing.T, c mime.Content) int64 {
	t.Helper()
	inner, err := mime.InnerSize(c)
	if err != nil {
		t.Fatal(err)
	}
	return mime.MailSize(inner, signature+envelopeSize)
}

// whole builds a mail as the gateway does, with CMS structures of 8 KiB that do nothing.
func whole(t *testing.T, c mime.Content) int64 {
	t.Helper()
	signed, err := mime.WrapSigned(mustBuild(t, c), make([]byte, signature), "sha-256")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := mime.WrapEnveloped(c.Envelope, append(signed, make([]byte, envelopeSize)...), "authEnveloped-data")
	if err != nil {
		t.Fatal(err)
	}
	if bound := announced(t, c); int64(len(raw)) > bound {
		t.Errorf("mail of %d bytes, bound %d", len(raw), bound)
	}
	return int64(len(raw))
}

func TestWhatMaxRawAllowsFitsIntoTheMail(t *testing.T) {
	t.Parallel()
	for _, limit := range []int64{100 << 10, 1 << 20, 12 << 20, 100 << 20, 1 << 30} {
		raw := mime.MaxRaw(limit)
		for files := int64(1); files <= 20; files += 19 {
			c := content()
			c.References = strings.Fields(strings.Repeat("AM0PR01MB1@AM0PR01MB1.eurprd01.prod.exchangelabs.com ", 60))
			c.Text = strings.Repeat("ß\r\n", int(min(2000, raw/8)))
			c.Attachments = nil
			left := raw - int64(len(c.Text))
			for i := range files {
				size := left / (files - i)
				left -= size
				c.Attachments = append(c.Attachments, mime.Attachment{
					Name: strings.Repeat("語", 40), Size: size, Content: io.LimitReader(zeros{}, size),
					MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
				})
			}
			got := announced(t, c)
			if limit < 50<<20 {
				got = whole(t, c)
			}
			if got > limit {
				t.Errorf("%d raw bytes in %d files make a mail of %d bytes, limit %d", raw, files, got, limit)
			}
			if limit > 1<<20 && got < limit*97/100 {
				t.Errorf("%d raw bytes in %d files make a mail of only %d bytes, limit %d", raw, files, got, limit)
			}
		}
	}
	for _, limit := range []int64{-1, 0, 1, 80 << 10} {
		if got := mime.MaxRaw(limit); got != 0 {
			t.Errorf("MaxRaw(%d) = %d", limit, got)
		}
	}
	if got := mime.MaxRaw(1 << 62); got <= 0 || got > 1<<62/187*100 {
		t.Errorf("MaxRaw(2^62) = %d", got)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestPlainMailCarriesFiles(t *testing.T) {
	t.Parallel()
	content := bytes.Repeat([]byte{0, 250, '\n'}, 1000)
	raw, err := mime.BuildPlain(mime.Plain{
		Envelope: mime.Envelope{From: mime.Address{Address: "a@schalter.example"}, To: mime.Address{Address: "b@stadt.example"}, MessageID: "1@schalter.example", OuterSubject: "Freigabe"},
		Text:     "Grüße\n", Attachments: []mime.Attachment{{Name: "Vertrag Gewerbe.pdf", MediaType: "application/pdf", Size: int64(len(content)), Content: bytes.NewReader(content)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	read, err := mime.Parse(raw, mime.Limits{})
	if err != nil || strings.TrimSpace(read.Text) != "Grüße" || len(read.Attachments) != 1 || read.Attachments[0].Name != "Vertrag Gewerbe.pdf" || !bytes.Equal(read.Attachments[0].Content, content) {
		t.Errorf("got %+v, %v", read, err)
	}
}
