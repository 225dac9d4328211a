package cms_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
)

// text has line ends of all kinds and more bytes than a chunk of openssl's streams.
var text = []byte("Guten Tag\r\n\nÄÖÜ\x00\xff" + strings.Repeat("0123456789abcdef", 1000))

func TestOpenSSLDecryptsWhatWeEncrypt(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	for _, p := range profiles {
		for _, who := range identities {
			for _, content := range [][]byte{text, {}} {
				got := cmstest.OpenSSL(t, dir, encrypt(t, content, who, p), "cms", "-decrypt", "-inform", "DER", "-binary", "-recip", who+".pem", "-inkey", who+".key")
				if !bytes.Equal(got, content) {
					t.Errorf("%s %s: got %d bytes", p, who, len(got))
				}
			}
		}
	}
}

func TestOpenSSLVerifiesWhatWeSign(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	if err := os.WriteFile(filepath.Join(dir, "text"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, who := range identities {
		for _, weak := range []bool{false, true} {
			opaque := sign(t, text, who, func(o *cms.SignOptions) { o.PKCS1v15 = weak })
			args := []string{"cms", "-verify", "-inform", "DER", "-binary", "-CAfile", "root.pem", "-purpose", "smimesign"}
			if got := cmstest.OpenSSL(t, dir, opaque, args...); !bytes.Equal(got, text) {
				t.Errorf("%s: got %d bytes", who, len(got))
			}
			detached := sign(t, text, who, func(o *cms.SignOptions) { o.PKCS1v15, o.Detached = weak, true })
			cmstest.OpenSSL(t, dir, detached, append(args, "-cades", "-content", "text")...)
		}
	}
}

func TestWhatOpenSSLEncryptsIsDecrypted(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	oaep := []string{"-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256"}
	oaep384 := []string{"-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha384", "-keyopt", "rsa_mgf1_md:sha512"}
	ecdh := []string{"-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap"}
	for name, tc := range map[string]struct {
		who    string
		cipher string
		more   []string
		least  cms.Profile // whose policy accepts it
	}{
		"GCM OAEP":                 {cmstest.AuthorityRSA, "-aes-256-gcm", oaep, cms.Modern},
		"GCM OAEP SHA-384":         {cmstest.AuthorityRSA, "-aes-256-gcm", oaep384, cms.Modern},
		"GCM-128 OAEP":             {cmstest.AuthorityRSA, "-aes-128-gcm", oaep, cms.Compat},
		"GCM-192 OAEP":             {cmstest.AuthorityRSA, "-aes-192-gcm", oaep, cms.Compat},
		"GCM P-384":                {cmstest.AuthorityEC, "-aes-256-gcm", ecdh, cms.Modern},
		"GCM P-256":                {cmstest.PlatformEC, "-aes-256-gcm", ecdh, cms.Modern},
		"GCM P-384, KDF by SHA-1":  {cmstest.AuthorityEC, "-aes-256-gcm", nil, cms.Modern},
		"GCM P-384, KDF SHA-384":   {cmstest.AuthorityEC, "-aes-256-gcm", []string{"-keyopt", "ecdh_kdf_md:sha384"}, cms.Modern},
		"GCM P-384, KDF SHA-512":   {cmstest.AuthorityEC, "-aes-256-gcm", []string{"-keyopt", "ecdh_kdf_md:sha512"}, cms.Modern},
		"GCM P-384, aes128-wrap":   {cmstest.AuthorityEC, "-aes-256-gcm", []string{"-aes128-wrap"}, cms.Compat},
		"CBC OAEP":                 {cmstest.AuthorityRSA, "-aes-256-cbc", oaep, cms.Compat},
		"CBC OAEP, streamed":       {cmstest.AuthorityRSA, "-aes-256-cbc", append([]string{"-stream"}, oaep...), cms.Compat},
		"CBC OAEP, key identifier": {cmstest.AuthorityRSA, "-aes-256-cbc", append([]string{"-keyid"}, oaep...), cms.Compat},
		"CBC P-384":                {cmstest.AuthorityEC, "-aes-256-cbc", ecdh, cms.Compat},
		"CBC P-256, key id":        {cmstest.PlatformEC, "-aes-256-cbc", append([]string{"-keyid", "-stream"}, ecdh...), cms.Compat},
		"CBC RSA 1.5":              {cmstest.AuthorityRSA, "-aes-256-cbc", nil, cms.Legacy},
		"CBC-128 RSA 1.5":          {cmstest.AuthorityRSA, "-aes-128-cbc", nil, cms.Legacy},
		"3DES":                     {cmstest.AuthorityRSA, "-des3", nil, ""},
		"CBC-192":                  {cmstest.AuthorityRSA, "-aes-192-cbc", oaep, ""},
		"OAEP by SHA-1":            {cmstest.AuthorityRSA, "-aes-256-gcm", oaep[:2], ""},
		"Camellia":                 {cmstest.AuthorityRSA, "-camellia-256-cbc", oaep, ""},
	} {
		args := append([]string{"cms", "-encrypt", "-binary", "-outform", "DER", tc.cipher, "-recip", tc.who + ".pem"}, tc.more...)
		msg := cmstest.OpenSSL(t, dir, text, args...)
		for _, p := range profiles {
			got, info, err := cms.Decrypt(msg, recipients(t, tc.who), p.Inbound())
			if want := p.Accepts(tc.least); (err == nil) != want {
				t.Errorf("%s under %s: %v (refused %q)", name, p, err, info.Refused)
			}
			if err == nil && (!bytes.Equal(got, text) || info.Profile != tc.least) {
				t.Errorf("%s under %s: %d bytes, profile %s", name, p, len(got), info.Profile)
			}
		}
	}
}

func TestADecryptionForTwoRecipientsFindsOurs(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	msg := cmstest.OpenSSL(t, dir, text, "cms", "-encrypt", "-binary", "-outform", "DER", "-aes-256-cbc", "other.pem", "platform-ec.pem", "authority-rsa.pem")
	for _, who := range []string{cmstest.PlatformEC, cmstest.AuthorityRSA} {
		if got, _, err := cms.Decrypt(msg, recipients(t, who), cms.Legacy.Inbound()); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %v", who, err)
		}
	}
}

func TestWhatOpenSSLSignsVerifies(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	pss := []string{"-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"}
	for name, tc := range map[string]struct {
		who  string
		more []string
		want bool
		weak bool
	}{
		"PSS":                   {cmstest.AuthorityRSA, pss, true, false},
		"PSS, longest salt":     {cmstest.AuthorityRSA, []string{"-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:max"}, true, false},
		"PSS SHA-512":           {cmstest.AuthorityRSA, append([]string{"-md", "sha512"}, pss...), true, false},
		"PSS, key identifier":   {cmstest.AuthorityRSA, append([]string{"-keyid"}, pss...), true, false},
		"PSS, CAdES":            {cmstest.AuthorityRSA, append([]string{"-cades"}, pss...), true, false},
		"PKCS1 v1.5":            {cmstest.AuthorityRSA, nil, true, true},
		"PKCS1 v1.5, streamed":  {cmstest.AuthorityRSA, []string{"-stream"}, true, true},
		"ECDSA P-384":           {cmstest.AuthorityEC, nil, true, false},
		"ECDSA P-384 SHA-384":   {cmstest.AuthorityEC, []string{"-md", "sha384"}, true, false},
		"ECDSA P-256, streamed": {cmstest.PlatformEC, []string{"-stream"}, true, false},
		"SHA-1":                 {cmstest.AuthorityRSA, append([]string{"-md", "sha1"}, pss...), false, false},
		"MGF1 by SHA-1":         {cmstest.AuthorityRSA, []string{"-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest", "-keyopt", "rsa_mgf1_md:sha1"}, false, false},
		"without attributes":    {cmstest.AuthorityRSA, append([]string{"-noattr"}, pss...), false, false},
	} {
		for _, detached := range []bool{false, true} {
			args := []string{"cms", "-sign", "-binary", "-outform", "DER", "-signer", tc.who + ".pem", "-inkey", tc.who + ".key"}
			var apart []byte
			if detached {
				if slices.Contains(tc.more, "-stream") {
					continue // openssl embeds the content all the same
				}
				apart = text
			} else {
				args = append(args, "-nodetach")
			}
			msg := cmstest.OpenSSL(t, dir, text, append(args, tc.more...)...)
			got, err := cms.Verify(msg, apart, registered(t, tc.who), cms.VerifyPolicy{PKCS1v15: true})
			if (err == nil) != tc.want {
				t.Errorf("%s: %v", name, err)
			}
			if err == nil && (!bytes.Equal(got.Content, text) || got.Weak != tc.weak) {
				t.Errorf("%s: weak %v", name, got.Weak)
			}
			_, err = cms.Verify(msg, apart, registered(t, tc.who), cms.VerifyPolicy{})
			if (err == nil) != (tc.want && !tc.weak) {
				t.Errorf("%s under the strict policy: %v", name, err)
			}
		}
	}
}
