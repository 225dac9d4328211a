package outbound

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/testkit"
)

// What arrives is read by a program that is not ours, in every profile.
func TestOpenSSLReadsWhatArrives(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	dir := t.TempDir()
	put := func(name, kind string, content []byte) string {
		path := filepath.Join(dir, name)
		if kind != "" {
			content = pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content})
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	private, err := x509.MarshalPKCS8PrivateKey(s.authority.Key)
	if err != nil {
		t.Fatal(err)
	}
	key, own := put("key.pem", "PRIVATE KEY", private), put("own.pem", "CERTIFICATE", s.authority.Certificate.Raw)
	platform := put("platform.pem", "CERTIFICATE", s.Keys.SMIME()[0].Certificate.Raw)
	for _, p := range []cms.Profile{cms.Modern, cms.Compat, cms.Legacy} {
		s.channels.change(func(b *delivery.Mailbox) { b.Profile, b.LegacyAllowed = string(p), true })
		s.post.set(func(p *post) { p.mails = nil })
		s.message(t, func(o *delivery.Outgoing) { o.Documents = []delivery.OutgoingDocument{file("a.pdf", noise(5000, 1))} })
		s.work(t)
		mail := put("mail.eml", "", s.one(t).raw)
		signed := filepath.Join(dir, "signed.eml")
		openssl(t, "cms", "-decrypt", "-in", mail, "-recip", own, "-inkey", key, "-out", signed)
		content := openssl(t, "cms", "-verify", "-in", signed, "-CAfile", platform, "-purpose", "any", "-no_check_time")
		if !bytes.Contains(content, []byte("Fallnummer: "+caseReference)) || !bytes.Contains(content, []byte(`hp="cipher"`)) {
			t.Errorf("%s: got\n%.2000s", p, content)
		}
	}
}

func openssl(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, problems bytes.Buffer
	cmd := exec.Command("openssl", args...) //nolint:gosec // fixed arguments
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("openssl %s: %v\n%s", strings.Join(args[:2], " "), err, problems.String())
	}
	return out.Bytes()
}
