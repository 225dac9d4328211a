package smime_test

import (
	"bytes"
	"crypto/x509"
	"encoding/base64"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/smime"
)

// What was signed is handed out as it was decrypted, with the places of content and signature: from these alone anybody can verify it.
func TestTheSignedEntityIsHandedOutWithItsLayout(t *testing.T) {
	t.Parallel()
	clearText := clearSigned(t, letter, authority)
	unix := strings.ReplaceAll(letter, "\r\n", "\n")
	binary := opaque(t, letter, authority)
	head, body, _ := bytes.Cut(binary, []byte("\r\n\r\n"))
	der, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(string(body), "\r\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	binary = append(bytes.Replace(append(head, "\r\n\r\n"...), []byte("base64"), []byte("binary"), 1), der...)
	for name, entity := range map[string][]byte{
		"clear":                  clearText,
		"clear with a preamble":  bytes.Replace(clearText, []byte("\r\n\r\n--"), []byte("\r\n\r\nThis is a signed message.\r\n\r\n--"), 1),
		"clear with bare feeds":  bytes.ReplaceAll(clearText, []byte("\r\n"), []byte("\n")),
		"clear with more fields": append([]byte("X-Spam: no\r\nSubject: =?utf-8?q?AW?=\r\n"), clearText...),
		"opaque":                 opaque(t, letter, authority),
		"opaque of a Unix text":  opaque(t, unix, authority),
		"opaque as bytes":        binary,
	} {
		opened, err := smime.Open(envelopeOf(t, entity, platform, cms.Modern), options(t, authority, platform, cms.Modern))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !bytes.Equal(opened.Signed, entity) {
			t.Errorf("%s: handed out as %q", name, opened.Signed)
		}
		l := opened.Layout
		message := opened.Signed[l.Signature[0]:l.Signature[1]]
		if l.Base64 {
			if message, err = base64.StdEncoding.DecodeString(strings.NewReplacer("\r", "", "\n", "").Replace(string(message))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		var content []byte
		if l.Content != [2]int{} {
			content = opened.Signed[l.Content[0]:l.Content[1]]
		}
		if l.CRLF {
			content = bytes.ReplaceAll(content, []byte("\n"), []byte("\r\n"))
		}
		signature, err := cms.Verify(message, content, []*x509.Certificate{opened.Signer}, cms.VerifyPolicy{})
		if err != nil || !bytes.Equal(signature.Content, opened.Entity) {
			t.Errorf("%s: %v", name, err)
		}
		if want := name == "clear with bare feeds"; l.CRLF != want {
			t.Errorf("%s: CRLF %v", name, l.CRLF)
		}
	}
}
