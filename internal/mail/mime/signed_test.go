package mime_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/mail/mime"
)

// opaque is an entity in a signature of somebody, as mail programs send it.
func opaque(t testing.TB, entity string) string {
	t.Helper()
	who := cmstest.New(t, "somebody@stadt.example", time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), nil)
	der, err := cms.Sign([]byte(strings.ReplaceAll(entity, "\n", "\r\n")), cms.SignOptions{Certificate: who.Certificate, Key: who.Key})
	if err != nil {
		t.Fatal(err)
	}
	return inBase64(der)
}

func inBase64(der []byte) string {
	return "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n" +
		"Content-Disposition: attachment; filename=smime.p7m\n\n" + base64.StdEncoding.EncodeToString(der)
}

const (
	signedText = "Content-Type: multipart/mixed; boundary=s\n\n--s\nContent-Type: text/plain; charset=utf-8\n\nGrün ist bewilligt.\n--s\nContent-Type: application/pdf; name=bescheid.pdf\n\n%PDF\n--s--\n"
	frameStart = "---------- Weitergeleitete Nachricht ----------"
	frameEnd   = "---------- Ende der weitergeleiteten Nachricht ----------"
)

// A mail that somebody signed and the sender forwards is read as any forwarded mail, in whatever form it was signed.
func TestSignedMailsWithinTheMailAreShownAsForwarded(t *testing.T) {
	t.Parallel()
	const head = "From: Frau Muster <muster@stadt.example>\nSubject: Bewilligung\n"
	const shown = frameStart + "\nVon: Frau Muster <muster@stadt.example>\nBetreff: Bewilligung\n\nGrün ist bewilligt.\n\n" + frameEnd
	named := strings.Replace(opaque(t, signedText), "pkcs7-mime; smime-type=signed-data", "octet-stream", 1)
	clear := "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=c\n\n--c\n" + signedText +
		"\n--c\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n--c--\n"
	for name, tt := range map[string]struct{ part, text string }{
		"signed around the text":       {"Content-Type: message/rfc822\n\n" + head + opaque(t, signedText), shown},
		"named only":                   {"Content-Type: message/rfc822\n\n" + head + named, shown},
		"signed beside the text":       {"Content-Type: message/rfc822\n\n" + head + clear, shown},
		"signed twice":                 {"Content-Type: message/rfc822\n\n" + head + opaque(t, opaque(t, signedText)), shown},
		"with its head in itself":      {"Content-Type: message/rfc822\n\nFrom: x@y.example\n" + opaque(t, head+signedText), frameStart + "\nVon: <x@y.example>\n\n" + shown},
		"without the mail around":      {opaque(t, signedText), frameStart + "\n\nGrün ist bewilligt.\n\n" + frameEnd},
		"a head, without the mail too": {opaque(t, head+signedText), shown},
	} {
		m := mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nZur Kenntnis\n--x\n"+tt.part+"\n--x\n\nGruß\n--x--\n")
		if want := "Zur Kenntnis\n\n" + tt.text + "\n\nGruß"; strings.ReplaceAll(m.Text, frameEnd+"\n\n"+frameEnd, frameEnd) != want || names(m) != "bescheid.pdf" || !m.HasText {
			t.Errorf("%s: text %q, files %q", name, m.Text, names(m))
		}
	}
}

// What is encrypted, a file that was signed, or broken stays the file that it is.
func TestWhatCannotBeReadInASignatureStaysAFile(t *testing.T) {
	t.Parallel()
	who := cmstest.New(t, "a@stadt.example", time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), nil)
	sealed, err := cms.Encrypt([]byte("Content-Type: text/plain\r\n\r\nx"), who.Certificate, cms.Compat)
	if err != nil {
		t.Fatal(err)
	}
	whole := opaque(t, signedText)
	for name, part := range map[string]string{
		"encrypted":         inBase64(sealed),
		"encrypted, signed": opaque(t, inBase64(sealed)),
		"a signed document": opaque(t, "%PDF-1.7\nA: b\n\nx"),
		"cut":               whole[:len(whole)-400],
		"no content":        inBase64([]byte{0x30, 0}),
	} {
		m := mustParse(t, "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nJa\n--x\n"+part+"\n--x--\n")
		if !strings.HasPrefix(m.Text, "Ja") || strings.Contains(m.Text, "%PDF") || names(m) != "smime.p7m" {
			t.Errorf("%s: text %q, files %q", name, m.Text, names(m))
		}
	}
	// The whole mail is for package smime: nothing of it is shown without a look at who signed it.
	if m := mustParse(t, "From: a@b.example\n"+whole); m.Text != "" || names(m) != "smime.p7m" {
		t.Errorf("a signed mail itself: text %q, files %q", m.Text, names(m))
	}
}

// Mails within mails take no more memory than a mail may have, in whatever encoding each stands in the other.
func TestMailsWithinMailsAreOpenedWithinTheLimit(t *testing.T) {
	t.Parallel()
	entity := "From: a@b.example\nContent-Type: text/plain\n\n" + strings.Repeat("Innen. ", 300)
	for range 5 {
		entity = "From: a@b.example\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + strings.ReplaceAll(entity, "=", "=3D")
	}
	m, err := mime.Parse(crlf(entity), mime.Limits{Bytes: 3000})
	if err != nil || strings.Contains(m.Text, "Innen") || len(m.Attachments) != 1 {
		t.Errorf("%v: text %q, files %q", err, m.Text, names(m))
	}
	if m, err = mime.Parse(crlf(entity), mime.Limits{Bytes: 20_000}); err != nil || !strings.Contains(m.Text, "Innen") {
		t.Errorf("%v: text %q, files %q", err, m.Text, names(m))
	}
}
