//go:build interop

package cms_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
)

// The other programs, both ways. With VECTORS=1 what they make, for the content of testdata/vectors/text, becomes the vectors that
// vectors_test.go reads.

type bench struct {
	t    *testing.T
	dir  string
	env  []string
	text []byte
}

func newBench(t *testing.T) *bench {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors/text")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, dir: cmstest.Dir(t), env: os.Environ(), text: text}
	b.put("text", text)
	return b
}

func (b *bench) put(name string, content []byte) {
	b.t.Helper()
	if err := os.WriteFile(filepath.Join(b.dir, name), content, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) get(name string) []byte {
	b.t.Helper()
	content, err := os.ReadFile(filepath.Join(b.dir, name))
	if err != nil {
		b.t.Fatal(err)
	}
	return content
}

// try runs a program in the directory.
func (b *bench) try(in string, name string, args ...string) (string, error) {
	b.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env, cmd.Stdin = b.dir, b.env, strings.NewReader(in)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, io.Writer(&out)
	err := cmd.Run()
	return out.String(), err
}

func (b *bench) run(in string, name string, args ...string) {
	b.t.Helper()
	if out, err := b.try(in, name, args...); err != nil {
		b.t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// theirs reads a message of another program by our package, and keeps it as a vector if asked to.
func (b *bench) theirs(file string) {
	b.t.Helper()
	msg := b.get(file)
	if err := readVector(b.t, file, msg, b.text); err != nil {
		b.t.Errorf("%s: %v", file, err)
		return
	}
	if os.Getenv("VECTORS") == "1" {
		if err := os.WriteFile(filepath.Join("testdata/vectors", file), msg, 0o644); err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b *bench) same(what string, got []byte) {
	b.t.Helper()
	if !bytes.Equal(got, b.text) {
		b.t.Errorf("%s: got %q", what, got)
	}
}

// p12 writes an identity in the old encryption that NSS and gpgsm import.
func (b *bench) p12(who string) string {
	b.t.Helper()
	b.run("", "openssl", "pkcs12", "-export", "-legacy", "-in", who+".pem", "-inkey", who+".key", "-certfile", "chain.pem", "-name", who, "-passout", "pass:x", "-out", who+".p12")
	return who + ".p12"
}

func TestInteropOpenSSL(t *testing.T) {
	b := newBench(t)
	oaep := []string{"-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256"}
	encrypt := func(file, who string, more ...string) {
		b.run("", "openssl", append([]string{"cms", "-encrypt", "-binary", "-in", "text", "-outform", "DER", "-out", file, "-recip", who + ".pem"}, more...)...)
		b.theirs(file)
	}
	encrypt("openssl-gcm-oaep_authority-rsa.der", cmstest.AuthorityRSA, append(oaep, "-aes-256-gcm")...)
	encrypt("openssl-gcm-ecdh_authority-ec.der", cmstest.AuthorityEC, "-aes-256-gcm", "-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap")
	encrypt("openssl-gcm-ecdh-sha1_platform-ec.der", cmstest.PlatformEC, "-aes-256-gcm")
	encrypt("openssl-cbc-oaep-stream_authority-rsa.der", cmstest.AuthorityRSA, append(oaep, "-aes-256-cbc", "-stream")...)
	encrypt("openssl-cbc-rsa15_authority-rsa.der", cmstest.AuthorityRSA, "-aes-256-cbc")
	sign := func(file, who string, more ...string) {
		b.run("", "openssl", append([]string{"cms", "-sign", "-binary", "-nodetach", "-in", "text", "-outform", "DER", "-out", file, "-signer", who + ".pem", "-inkey", who + ".key"}, more...)...)
		b.theirs(file)
	}
	sign("openssl-signed-pss_authority-rsa.der", cmstest.AuthorityRSA, "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest")
	sign("openssl-signed-ecdsa-stream_authority-ec.der", cmstest.AuthorityEC, "-stream")
}

func TestInteropBouncyCastle(t *testing.T) {
	b := newBench(t)
	for _, p := range profiles {
		for _, who := range identities {
			b.put("ours-enc_"+string(p)+"_"+who+".der", encrypt(t, b.text, who, p))
		}
	}
	for _, who := range identities {
		b.put("ours-sig_strong_"+who+".der", sign(t, b.text, who, nil))
		b.put("ours-sig_weak_"+who+".der", sign(t, b.text, who, func(o *cms.SignOptions) { o.PKCS1v15 = true }))
	}
	source, err := filepath.Abs("testdata/interop/Interop.java")
	if err != nil {
		t.Fatal(err)
	}
	b.run("", "java", "-cp", "/usr/share/java/bcprov.jar:/usr/share/java/bcpkix.jar:/usr/share/java/bcutil.jar:/usr/share/java/bcmail.jar", source, b.dir)
	ours, err := filepath.Glob(filepath.Join(b.dir, "ours-*.der"))
	if err != nil || len(ours) != 20 {
		t.Fatalf("%d messages, %v", len(ours), err)
	}
	for _, path := range ours {
		name := filepath.Base(path)
		if failure, err := os.ReadFile(path + ".failed"); err == nil {
			// BouncyCastle 1.72 has no reader for AuthEnvelopedData by key agreement.
			if !strings.Contains(name, "MODERN") || !strings.Contains(name, "-ec") {
				t.Errorf("%s: %s", name, failure)
			}
			continue
		}
		b.same(name, b.get(name+".out"))
	}
	theirs, err := filepath.Glob(filepath.Join(b.dir, "bc-*.der"))
	if err != nil || len(theirs) != 9 {
		t.Fatalf("%d messages of theirs, %v", len(theirs), err)
	}
	for _, path := range theirs {
		b.theirs(filepath.Base(path))
	}
}

func TestInteropNSS(t *testing.T) {
	b := newBench(t)
	b.run("", "certutil", "-N", "-d", "sql:.", "--empty-password")
	b.run("", "certutil", "-A", "-d", "sql:.", "-n", "root", "-t", "CT,C,C", "-a", "-i", "root.pem")
	b.run("", "certutil", "-A", "-d", "sql:.", "-n", "sub", "-t", ",,", "-a", "-i", "sub.pem")
	for _, who := range identities {
		b.run("", "pk12util", "-d", "sql:.", "-i", b.p12(who), "-W", "x", "-K", "")
	}
	for _, who := range identities {
		for _, weak := range []bool{false, true} {
			b.put("ours.der", sign(t, b.text, who, func(o *cms.SignOptions) { o.PKCS1v15 = weak }))
			b.run("", "cmsutil", "-D", "-d", "sql:.", "-i", "ours.der", "-o", "out")
			b.same("signed by "+who, b.get("out"))
		}
	}
	b.put("ours.der", encrypt(t, b.text, cmstest.AuthorityRSA, cms.Legacy))
	b.run("", "cmsutil", "-D", "-d", "sql:.", "-i", "ours.der", "-o", "out")
	b.same("LEGACY", b.get("out"))
	b.put("ours.der", encrypt(t, b.text, cmstest.AuthorityRSA, cms.Modern))
	if out, err := b.try("", "cmsutil", "-D", "-d", "sql:.", "-i", "ours.der", "-o", "out"); err == nil {
		t.Errorf("NSS reads MODERN now: the matrix of profiles can be revised\n%s", out)
	}
	b.run("", "cmsutil", "-E", "-d", "sql:.", "-r", "gewerbe@bamberg.example", "-i", "text", "-o", "nss-cbc128-rsa15_authority-rsa.der")
	b.theirs("nss-cbc128-rsa15_authority-rsa.der")
	for file, who := range map[string]string{"nss-signed-pkcs1_authority-rsa.der": cmstest.AuthorityRSA, "nss-signed-ecdsa_authority-ec.der": cmstest.AuthorityEC} {
		b.run("", "cmsutil", "-S", "-d", "sql:.", "-N", who, "-i", "text", "-o", file, "-H", "SHA256", "-G")
		b.theirs(file)
	}
}

func TestInteropGpgsm(t *testing.T) {
	b := newBench(t)
	home, err := os.MkdirTemp("", "g") // a short path: the agent's socket is in it
	if err != nil {
		t.Fatal(err)
	}
	b.env = append(b.env, "GNUPGHOME="+home)
	t.Cleanup(func() {
		_, _ = b.try("", "gpgconf", "--kill", "all")
		_ = os.RemoveAll(home)
	})
	fingerprint, err := b.try("", "openssl", "x509", "-in", "root.pem", "-noout", "-fingerprint", "-sha1")
	if err != nil {
		t.Fatal(fingerprint)
	}
	_, fingerprint, _ = strings.Cut(strings.TrimSpace(fingerprint), "=")
	if err := os.WriteFile(filepath.Join(home, "trustlist.txt"), []byte(fingerprint+" S relax\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	gpgsm := func(args ...string) []string {
		return append([]string{"--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--disable-crl-checks", "--disable-policy-checks"}, args...)
	}
	b.run("x\n", "gpgsm", gpgsm("--import", "chain.pem", "platform-rsa.pem", "platform-ec.pem", "authority-ec.pem")...)
	b.run("x\n", "gpgsm", gpgsm("--import", b.p12(cmstest.AuthorityRSA))...)
	for _, who := range identities {
		for _, weak := range []bool{false, true} {
			b.put("ours.der", sign(t, b.text, who, func(o *cms.SignOptions) { o.PKCS1v15 = weak }))
			b.run("x\n", "gpgsm", gpgsm("--assume-binary", "--output", "out", "--verify", "ours.der")...)
			b.same("signed by "+who, b.get("out"))
		}
	}
	b.put("ours.der", encrypt(t, b.text, cmstest.AuthorityRSA, cms.Legacy))
	b.run("x\n", "gpgsm", gpgsm("--assume-binary", "--output", "out", "--decrypt", "ours.der")...)
	b.same("LEGACY", b.get("out"))
	b.run("x\n", "gpgsm", gpgsm("--output", "gpgsm-cbc128-rsa15_authority-rsa.der", "--recipient", "gewerbe@bamberg.example", "--encrypt", "text")...)
	b.theirs("gpgsm-cbc128-rsa15_authority-rsa.der")
	b.run("x\n", "gpgsm", gpgsm("--output", "gpgsm-signed-pkcs1_authority-rsa.der", "--local-user", "gewerbe@bamberg.example", "--sign", "text")...)
	b.theirs("gpgsm-signed-pkcs1_authority-rsa.der")
}
