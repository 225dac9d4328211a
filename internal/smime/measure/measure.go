// Package measure compares the work of internal/smime with that of `openssl cms`, for benchmarks and tests. Nothing of the product uses
// it. Figures are CPU time, user and system, as wall time says little on a shared machine.
package measure

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"schalter/internal/cms"
	"schalter/internal/smime"
)

// Side is a correspondent with an RSA key of 3072 bits, certified by itself.
type Side struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
}

// NewSide makes one that is valid for a day around at.
func NewSide(address string, at time.Time) (Side, error) {
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	if err != nil {
		return Side{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(at.UnixNano()), Subject: pkix.Name{CommonName: address}, EmailAddresses: []string{address},
		NotBefore: at.Add(-12 * time.Hour), NotAfter: at.Add(12 * time.Hour),
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return Side{}, err
	}
	c, err := x509.ParseCertificate(raw)
	return Side{c, key}, err
}

// Entity is a MIME entity of size bytes, such as a letter with an attachment.
func Entity(size int) []byte {
	const head = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	const line = "JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\r\n"
	out := make([]byte, 0, size+len(line))
	for out = append(out, head...); len(out) < size; {
		out = append(out, line...)
	}
	return out
}

// Trip is a mail from one side to the other under a profile.
type Trip struct {
	From, To Side
	Profile  cms.Profile
	At       time.Time
}

// Seal signs and encrypts.
func (t Trip) Seal(entity []byte) ([]byte, error) {
	sealed, err := smime.Seal(entity, smime.SealOptions{
		Signer: smime.Signer{Certificate: t.From.Certificate, Key: t.From.Key}, At: t.At, Recipient: t.To.Certificate, Profile: t.Profile,
	})
	if err != nil {
		return nil, err
	}
	return sealed.Mail, nil
}

// Open decrypts and verifies.
func (t Trip) Open(mail []byte) (*smime.Opened, error) {
	return smime.Open(mail, smime.OpenOptions{
		Keys: []cms.Recipient{{Certificate: t.To.Certificate, Key: t.To.Key}}, Policy: t.Profile.Inbound(),
		Signature: t.Profile.InboundSignature(), Registered: smime.Registered(t.From.Certificate),
	})
}

// RoundTrip seals and opens one mail of size bytes and returns the largest amount of memory that the process had until then, in
// bytes (VmHWM of Linux): run it in a process of its own.
func (t Trip) RoundTrip(size int) (peak int64, err error) {
	entity := Entity(size)
	mail, err := t.Seal(entity)
	if err != nil {
		return 0, err
	}
	opened, err := t.Open(mail)
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(opened.Entity, entity) {
		return 0, errors.New("measure: another entity came out")
	}
	return highWater()
}

func highWater() (int64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	var kib int64
	if _, err := fmt.Sscan(string(after), &kib); err != nil {
		return 0, fmt.Errorf("measure: VmHWM: %w", err)
	}
	return kib << 10, nil
}

// Figures are CPU times of one mail.
type Figures struct {
	Seal, Open                 time.Duration
	OpenSSLSeal, OpenSSLDecode time.Duration // two processes each: sign and encrypt, decrypt and verify
}

// Compare seals and opens a mail of size bytes, rounds times by turns, here and by openssl, with the files of openssl in dir.
func (t Trip) Compare(ctx context.Context, dir string, size, rounds int) (Figures, error) {
	var sum Figures
	entity := Entity(size)
	o, err := t.openssl(dir, entity)
	if err != nil {
		return sum, err
	}
	for range rounds {
		if err := t.round(entity, &sum); err != nil {
			return sum, err
		}
		if err := o.round(ctx, &sum); err != nil {
			return sum, err
		}
	}
	n := time.Duration(rounds)
	return Figures{sum.Seal / n, sum.Open / n, sum.OpenSSLSeal / n, sum.OpenSSLDecode / n}, nil
}

func (t Trip) round(entity []byte, sum *Figures) error {
	start := ownCPU()
	mail, err := t.Seal(entity)
	if err != nil {
		return err
	}
	between := ownCPU()
	if _, err = t.Open(mail); err != nil {
		return err
	}
	sum.Seal += between - start
	sum.Open += ownCPU() - between
	return nil
}

func ownCPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// openssl does the same by command lines.
type openssl struct {
	dir    string
	cipher []string
}

func (t Trip) openssl(dir string, entity []byte) (openssl, error) {
	o := openssl{dir: dir, cipher: []string{"-aes-256-cbc"}}
	if t.Profile == cms.Modern {
		o.cipher = []string{"-aes-256-gcm"}
	}
	if t.Profile != cms.Legacy {
		o.cipher = append(o.cipher, "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256")
	}
	files := map[string][]byte{"entity": entity}
	for name, side := range map[string]Side{"from": t.From, "to": t.To} {
		key, err := x509.MarshalPKCS8PrivateKey(side.Key)
		if err != nil {
			return o, err
		}
		files[name+".key"] = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
		files[name+".pem"] = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: side.Certificate.Raw})
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return o, err
		}
	}
	return o, nil
}

func (o openssl) round(ctx context.Context, sum *Figures) error {
	for _, step := range []struct {
		into *time.Duration
		args []string
	}{
		{&sum.OpenSSLSeal, []string{"-sign", "-binary", "-in", "entity", "-out", "signed", "-signer", "from.pem", "-inkey", "from.key", "-md", "sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"}},
		{&sum.OpenSSLSeal, append([]string{"-encrypt", "-binary", "-in", "signed", "-out", "mail", "-recip", "to.pem"}, o.cipher...)},
		{&sum.OpenSSLDecode, []string{"-decrypt", "-binary", "-in", "mail", "-out", "plain", "-recip", "to.pem", "-inkey", "to.key"}},
		{&sum.OpenSSLDecode, []string{"-verify", "-binary", "-in", "plain", "-out", "verified", "-certfile", "from.pem", "-noverify"}},
	} {
		cmd := exec.CommandContext(ctx, "openssl", append([]string{"cms"}, step.args...)...)
		cmd.Dir = o.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("measure: openssl %s: %w: %s", step.args[0], err, out)
		}
		*step.into += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return nil
}
