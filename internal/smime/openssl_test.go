package smime_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/smime"
)

var encryption = map[string][]string{
	cmstest.PlatformRSA: {"-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256"},
	cmstest.PlatformEC:  {"-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap"},
}

func TestOpenSSLReadsWhatIsSealed(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	for _, p := range []cms.Profile{cms.Modern, cms.Compat, cms.Legacy} {
		for _, from := range []string{cmstest.PlatformRSA, cmstest.PlatformEC} {
			for _, to := range []string{cmstest.AuthorityRSA, cmstest.AuthorityEC} {
				mail := seal(t, letter, from, to, p)
				signed := cmstest.OpenSSL(t, dir, mail, "cms", "-decrypt", "-recip", to+".pem", "-inkey", to+".key", "-binary")
				got := cmstest.OpenSSL(t, dir, signed, "cms", "-verify", "-CAfile", "root.pem", "-purpose", "smimesign")
				if string(got) != letter {
					t.Errorf("%s %s to %s: got %q", p, from, to, got)
				}
			}
		}
	}
}

func TestMailsMadeByOpenSSLOpen(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	from := cmstest.AuthorityRSA
	for _, text := range []string{letter, strings.ReplaceAll(letter, "\r\n", "\n")} {
		for form, sign := range map[string][]string{
			"clear": nil, "clear, binary": {"-binary"}, "opaque": {"-nodetach"}, "opaque, streamed": {"-nodetach", "-binary", "-stream"},
			"clear with CRLF": {"-crlfeol"},
		} {
			for to, keys := range encryption {
				for cipher, p := range map[string]cms.Profile{"-aes-256-gcm": cms.Modern, "-aes-256-cbc": cms.Compat} {
					signed := cmstest.OpenSSL(t, dir, []byte(text), append([]string{"cms", "-sign", "-signer", from + ".pem", "-inkey", from + ".key"}, sign...)...)
					mail := cmstest.OpenSSL(t, dir, signed, append([]string{"cms", "-encrypt", "-binary", cipher, "-recip", to + ".pem", "-subject", "Antwort", "-from", "a@b.example"}, keys...)...)
					o := options(t, from, to, p)
					o.Signature.PKCS1v15 = true
					got, err := smime.Open(mail, o)
					if err != nil {
						t.Errorf("%s %s: %v\n%s", form, cipher, err, mail[:min(400, len(mail))])
						continue
					}
					if want := bytes.ReplaceAll(got.Entity, []byte("\r\n"), []byte("\n")); string(want) != strings.ReplaceAll(letter, "\r\n", "\n") {
						t.Errorf("%s %s: got %q", form, cipher, got.Entity)
					}
				}
			}
		}
	}
}

func TestOpenSSLVerifiesWhatIsOnlySigned(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	for _, from := range []string{cmstest.PlatformRSA, cmstest.PlatformEC, cmstest.AuthorityEC} {
		entity := clearSigned(t, letter, from)
		if err := os.WriteFile(filepath.Join(dir, "mail"), append([]byte("MIME-Version: 1.0\r\n"), entity...), 0o600); err != nil {
			t.Fatal(err)
		}
		got := cmstest.OpenSSL(t, dir, nil, "cms", "-verify", "-in", "mail", "-CAfile", "root.pem", "-purpose", "smimesign")
		if string(got) != letter {
			t.Errorf("%s: got %q", from, got)
		}
	}
}
