package smime_test

import (
	"bytes"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/smime"
)

// FuzzOpen takes what an attacker controls: the mail, and the entity that he encrypts for us.
func FuzzOpen(f *testing.F) {
	from, to := cmstest.AuthorityEC, cmstest.PlatformEC
	f.Add(seal(f, letter, from, to, cms.Modern), false)
	f.Add(seal(f, letter, from, to, cms.Compat), false)
	f.Add([]byte("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"), false)
	f.Add(clearSigned(f, letter, from), true)
	f.Add(opaque(f, letter, from), true)
	f.Add(append([]byte("MIME-Version: 1.0\r\n"), clearSigned(f, string(envelopeOf(f, clearSigned(f, letter, from), to, cms.Modern)), from)...), false)
	odd := []byte("From a@b Mon\r\nno field\r\n x\r\nSubject: a\r\nSubject: b\r\n")
	f.Add(append(bytes.Clone(odd), seal(f, letter, from, to, cms.Modern)...), false)
	f.Add(append(bytes.Clone(odd), clearSigned(f, letter, from)...), true)
	f.Add(append(seal(f, letter, from, to, cms.Modern), "-- \r\nfooter\r\n"...), false)
	f.Add(bytes.Replace(clearSigned(f, letter, from), []byte("boundary="), []byte("(x) boundary=x; boundary*="), 1), true)
	o := options(f, from, to, cms.Compat)
	certificate := cmstest.Certificate(f, to)
	f.Fuzz(func(t *testing.T, in []byte, inside bool) {
		mail := in
		if inside {
			der, err := cms.Encrypt(in, certificate, cms.Modern)
			if err != nil {
				t.Fatal(err)
			}
			mail = mailOf(der, "authEnveloped-data")
		}
		before := bytes.Clone(mail)
		opened, err := smime.Open(mail, o)
		if !bytes.Equal(mail, before) {
			t.Fatal("the mail was changed")
		}
		if (opened == nil) != (err != nil) || err != nil && smime.ReasonOf(err) == "" {
			t.Fatalf("got %v, %v", opened, err)
		}
		// Nobody but the authority signs, and it signed one letter only.
		if opened != nil && !bytes.HasPrefix(bytes.ReplaceAll(opened.Entity, []byte("\r\n"), []byte("\n")), bytes.ReplaceAll([]byte(letter), []byte("\r\n"), []byte("\n"))) {
			t.Fatalf("an entity that was never signed: %q", opened.Entity)
		}
	})
}
