package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"schalter/internal/cms"
	"schalter/internal/smime/measure"
)

const (
	kilobyte = 1 << 10
	megabyte = 1 << 20
	// largeMail is compared with openssl, smallMail measured by itself, hugeMail for its memory; in bytes of the MIME entity.
	largeMail, smallMail, hugeMail = 10 * megabyte, 10 * kilobyte, 50 * megabyte
	// memoryTimes is the most memory that a huge mail may take, in times of its size.
	memoryTimes = 6
)

func cmsMails(ctx context.Context, b *bench) error {
	at := b.clock.Now()
	from, err := measure.NewSide("gateway@schalter.example", at)
	if err != nil {
		return err
	}
	to, err := measure.NewSide("amt@stadt.example", at)
	if err != nil {
		return err
	}
	trip := func(p cms.Profile) measure.Trip { return measure.Trip{From: from, To: to, Profile: p, At: at} }
	return errors.Join(b.againstOpenSSL(ctx, trip), b.smallMails(trip, at), b.memoryOfMails(ctx, trip))
}

// againstOpenSSL compares in turns. Generating the entity and writing files is not counted; openssl's processes read and
// write files, which is how it is used.
func (b *bench) againstOpenSSL(ctx context.Context, trip func(cms.Profile) measure.Trip) error {
	out, err := exec.CommandContext(ctx, "openssl", "version").Output()
	if err != nil {
		return fmt.Errorf("openssl: %w", err)
	}
	version, _, _ := strings.Cut(string(out), " (")
	b.out.printf("CPU (user and system, RUSAGE) of one mail around a MIME entity of %d MB, RSA with 3072 bits, medians of %d rounds in turns with %s: "+
		"`openssl cms -sign` and `-encrypt` are two processes with a file between, so are `-decrypt` and `-verify`; ours is one call that makes the whole mail in memory, "+
		"or opens it.\n\n", largeMail/megabyte, b.rounds, strings.TrimSpace(version))
	var rows [][]string
	for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
		var ours, theirs [2][]time.Duration
		for range b.rounds {
			f, err := trip(p).Compare(ctx, b.dir, largeMail, 1)
			if err != nil {
				return err
			}
			ours[0], ours[1] = append(ours[0], f.Seal), append(ours[1], f.Open)
			theirs[0], theirs[1] = append(theirs[0], f.OpenSSLSeal), append(theirs[1], f.OpenSSLDecode)
		}
		for i, step := range []string{"sign and encrypt", "decrypt and verify"} {
			rows = append(rows, compared(p, step, median(ours[i]), median(theirs[i])))
		}
		rows = append(rows, compared(p, "both", median(ours[0])+median(ours[1]), median(theirs[0])+median(theirs[1])))
	}
	b.out.table([]string{"profile", "step", "CPU ms", "openssl's CPU ms", "ratio"}, rows)
	return nil
}

func compared(p cms.Profile, step string, ours, theirs time.Duration) []string {
	return []string{string(p), step, millis(ours), millis(theirs), ratio(ours.Seconds() / theirs.Seconds())}
}

// smallMails measures what a mail costs that has next to no content.
func (b *bench) smallMails(trip func(cms.Profile) measure.Trip, at time.Time) error {
	b.out.printf("The same for a mail of %d KB, in the process, both sides with the same kind of key; medians of %d rounds of %s.\n\n",
		smallMail/kilobyte, b.rounds, b.roundTime)
	var rows [][]string
	for _, curve := range []elliptic.Curve{nil, elliptic.P256(), elliptic.P384()} {
		t, name, err := withCurve(trip(cms.Modern), curve, at)
		if err != nil {
			return err
		}
		entity := measure.Entity(smallMail)
		mail, err := t.Seal(entity)
		if err != nil {
			return err
		}
		seal, err := b.each(func() error { _, err := t.Seal(entity); return err })
		if err != nil {
			return err
		}
		open, err := b.each(func() error { _, err := t.Open(mail); return err })
		if err != nil {
			return err
		}
		rows = append(rows, []string{name, string(t.Profile), strconv.Itoa(len(mail)), hundredths(seal), hundredths(open)})
	}
	b.out.table([]string{"keys", "profile", "bytes of the mail", "sign and encrypt, CPU ms", "decrypt and verify, CPU ms"}, rows)
	return nil
}

// withCurve gives both sides keys of a curve; nil leaves RSA.
func withCurve(t measure.Trip, curve elliptic.Curve, at time.Time) (_ measure.Trip, name string, err error) {
	if curve == nil {
		return t, "RSA 3072", nil
	}
	if t.From, err = newSideOn(curve, "gateway@schalter.example", at); err == nil {
		t.To, err = newSideOn(curve, "amt@stadt.example", at)
	}
	return t, curve.Params().Name, err
}

func newSideOn(curve elliptic.Curve, address string, at time.Time) (s measure.Side, err error) {
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		return s, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(at.UnixNano()), Subject: pkix.Name{CommonName: address}, EmailAddresses: []string{address},
		NotBefore: at.Add(-time.Hour), NotAfter: at.Add(time.Hour), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyAgreement,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return s, err
	}
	s.Key = key
	s.Certificate, err = x509.ParseCertificate(der)
	return s, err
}

// each is the CPU of one call, the median of rounds.
func (b *bench) each(call func() error) (time.Duration, error) {
	var list []time.Duration
	for range b.rounds {
		calls, cpu, until := 0, ownCPU(), b.clock.Now().Add(b.roundTime)
		for b.clock.Now().Before(until) {
			if err := call(); err != nil {
				return 0, err
			}
			calls++
		}
		list = append(list, (ownCPU()-cpu)/time.Duration(calls))
	}
	return median(list), nil
}

// memoryStep has this program do one step of a huge mail in a process of its own and say its peak: PROFILE, seal or open, and
// a folder with keys and mail.
const memoryStep = "SCHALTER_TEST_BENCH_MEMORY"

func (b *bench) memoryOfMails(ctx context.Context, trip func(cms.Profile) measure.Trip) (err error) {
	b.out.printf("Peak memory (VmHWM) of a fresh process, its start included, that seals or opens one mail around an entity of %d MB, in times of the entity. "+
		"Sealing holds the entity and the mail; opening holds the mail and what comes out. The collector is set as in the program.\n\n", hugeMail/megabyte)
	var rows [][]string
	for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
		dir, failed := b.layOut(trip(p))
		if failed != nil {
			return failed
		}
		row := []string{string(p)}
		for _, step := range []string{"seal", "open"} {
			peak, failed := b.peakOf(ctx, p, step, dir)
			if failed != nil {
				return failed
			}
			if peak > memoryTimes*hugeMail {
				err = errors.Join(err, fmt.Errorf("%s, %s: %s MB", p, step, mega(peak)))
			}
			row = append(row, mega(peak), ratio(float64(peak)/hugeMail))
		}
		rows = append(rows, row)
	}
	b.out.table([]string{"profile", "seal, MB", "times", "open, MB", "times"}, rows)
	return err
}

// layOut writes keys, certificates and a huge mail into a folder.
func (b *bench) layOut(t measure.Trip) (dir string, err error) {
	mail, err := t.Seal(measure.Entity(hugeMail))
	if err != nil {
		return "", err
	}
	dir = filepath.Join(b.dir, "memory-"+string(t.Profile))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	files := map[string][]byte{"mail": mail}
	for name, side := range map[string]measure.Side{"from": t.From, "to": t.To} {
		key, err := x509.MarshalPKCS8PrivateKey(side.Key)
		if err != nil {
			return "", err
		}
		files[name] = append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}),
			pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: side.Certificate.Raw})...)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return "", err
		}
	}
	return dir, nil
}

func (b *bench) peakOf(ctx context.Context, p cms.Profile, step, dir string) (int64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = []string{memoryStep + "=" + strings.Join([]string{string(p), step, dir}, " ")}
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", step, err)
	}
	return strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
}

// doMemoryStep is that process; it returns its peak in bytes.
func doMemoryStep(order string, at time.Time) (int64, error) {
	words := strings.SplitN(order, " ", 3)
	if len(words) != 3 {
		return 0, fmt.Errorf("no step %q", order)
	}
	t := measure.Trip{Profile: cms.Profile(words[0]), At: at}
	var err error
	if t.From, err = readSide(filepath.Join(words[2], "from")); err != nil {
		return 0, err
	}
	if t.To, err = readSide(filepath.Join(words[2], "to")); err != nil {
		return 0, err
	}
	if words[1] == "seal" {
		_, err = t.Seal(measure.Entity(hugeMail))
	} else {
		var mail []byte
		if mail, err = os.ReadFile(filepath.Join(words[2], "mail")); err == nil {
			_, err = t.Open(mail)
		}
	}
	if err != nil {
		return 0, err
	}
	return memoryOf(os.Getpid(), "VmHWM")
}

// readSide reads a key and its certificate from a file of PEM.
func readSide(path string) (s measure.Side, err error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	private, rest := pem.Decode(content)
	certificate, _ := pem.Decode(rest)
	if private == nil || certificate == nil {
		return s, errors.New(path + " holds no key with certificate")
	}
	key, err := x509.ParsePKCS8PrivateKey(private.Bytes)
	if err != nil {
		return s, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return s, errors.New(path + " holds no key to sign with")
	}
	s.Key = signer
	s.Certificate, err = x509.ParseCertificate(certificate.Bytes)
	return s, err
}
