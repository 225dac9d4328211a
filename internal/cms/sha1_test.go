package cms_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
)

// The object identifiers of SHA-1, of signatures by it and of the derivation of ECDH keys by it.
var sha1OIDs = map[string]string{
	"SHA-1": "\x06\x05\x2b\x0e\x03\x02\x1a", "RSA with SHA-1": "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05", "ECDSA with SHA-1": "\x06\x07\x2a\x86\x48\xce\x3d\x04\x01",
	"ECDH with SHA-1": "\x06\x09\x2b\x81\x05\x10\x86\x48\x3f\x00\x02",
}

// What we write has SHA-1 nowhere, in no profile. What is read has it in one place: in the derivation of the key of an ECDH envelope, because
// OpenSSL and Outlook write nothing else by default; the name of the procedure says so.
func TestSHA1IsNeverWrittenAndReadInOnePlaceOnly(t *testing.T) {
	t.Parallel()
	without := func(what string, written []byte) {
		t.Helper()
		for name, id := range sha1OIDs {
			if bytes.Contains(written, []byte(id)) {
				t.Errorf("%s is written with %s", what, name)
			}
		}
	}
	for _, who := range identities {
		without("what "+who+" signs", sign(t, []byte("Ja"), who, nil))
		for _, p := range profiles {
			without(string(p)+" for "+who, encrypt(t, []byte("Ja"), who, p))
		}
	}
	mail, err := os.ReadFile("testdata/vectors/openssl-gcm-ecdh-sha1_platform-ec.der")
	if err != nil {
		t.Fatal(err)
	}
	_, info, err := cms.Decrypt(mail, recipients(t, cmstest.PlatformEC), cms.Modern.Inbound())
	if err != nil || !strings.Contains(info.KeyManagement, "SHA1") && !strings.Contains(info.KeyManagement, "SHA-1") {
		t.Errorf("got %+v, %v", info, err)
	}
}
