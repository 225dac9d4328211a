package verify_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/legal"
	"schalter/internal/verify"
)

// folder has a package, one that was changed, its root, another root, and checkpoints of the log.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	save := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := sealed(t, "Siegel")
	save("other.pem", certificate(sealed(t, "Anderes").Seal))
	save("root.pem", certificate(p.Seal))
	var b bytes.Buffer
	if err := evidence.WritePackage(&b, p); err != nil {
		t.Fatal(err)
	}
	save("good.asice", b.Bytes())
	save("bad.asice", bytes.Replace(b.Bytes(), []byte("Guten Tag"), []byte("Guten Tah"), 1))
	b.Reset()
	if err := evidence.WritePackage(&b, decided(t, p)); err != nil {
		t.Fatal(err)
	}
	save("decision.asice", b.Bytes())
	var handed bytes.Buffer
	if err := evidence.WritePackage(&handed, handedOver(t, p)); err != nil {
		t.Fatal(err)
	}
	save("handed.asice", handed.Bytes())
	save("baddecision.asice", bytes.Replace(b.Bytes(), []byte("Guten Tag"), []byte("Guten Tah"), 1))
	save("text.txt", []byte("Guten Tag"))
	save("present", p.Log.Checkpoint)
	return dir
}

func certificate(s evidence.SealSigner) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Chain[0].Raw})
}

func sealed(t *testing.T, name string) evidence.Package {
	t.Helper()
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c, err := evidence.SelfIssued(name, key, at, at.AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	// A title that would colour the terminal.
	subject, body := "Betreff\x1b[31m", "Guten Tag"
	signed, err := evidence.Sign(evidence.Manifest{
		Side: "mbx_1", Message: "msg_1", From: "Maria Müller\x1b[31m", To: []string{"Stadt Bamberg"}, SentAt: evidence.Instant(at), Services: []string{},
		SubjectSHA256: evidence.Digest([]byte(subject)), BodySHA256: evidence.Digest([]byte(body)), Documents: []evidence.Part{},
	}, "key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	token, err := evidence.Event{ID: "evt_1", Side: "mbx_1", Seq: 1, Kind: "MESSAGE_SENT", At: at, Message: "msg_1", Manifest: signed.Digest}.Token("key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	checkpoint, err := merkle.Checkpoint{Origin: "schalter.example/log", Size: 0}.Sign(private)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Package{
		Kind: evidence.Proof, Platform: "Schalter", BaseURL: "https://schalter.example", Side: "mbx_1", Reference: "FP-1", CreatedAt: at,
		Messages: []evidence.Message{{Signed: signed, Subject: subject, Body: body}}, Record: []evidence.Entry{{Token: token}},
		Keys: map[string]ed25519.PublicKey{"key_1": public}, Log: &evidence.Log{Checkpoint: checkpoint, Key: public},
		Seal: evidence.SealSigner{Key: key, Chain: []*x509.Certificate{c}},
	}
}

// handedOver is a package of a matter that was handed over to another authority.
func handedOver(t *testing.T, p evidence.Package) evidence.Package {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	m, err := evidence.Verify(p.Messages[0].Signed, p.Keys["key_1"])
	if err != nil {
		t.Fatal(err)
	}
	signed, err := evidence.Sign(m, "key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	first, err := evidence.Event{ID: "evt_1", Side: "mbx_1", Seq: 1, Kind: "MESSAGE_SENT", At: p.CreatedAt, Message: "msg_1", Manifest: signed.Digest}.Token("key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	second, err := evidence.Event{
		ID: "evt_2", Side: "mbx_1", Seq: 2, Kind: "HANDED_OVER_TO", At: p.CreatedAt, Previous: evidence.Link(first), Authority: &evidence.Authority{ID: "aut_2", Name: "IHK Bayreuth\x1b[31m"},
	}.Token("key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	p.Messages = []evidence.Message{{Signed: signed, Subject: p.Messages[0].Subject, Body: p.Messages[0].Body}}
	p.Record, p.Keys, p.Log = []evidence.Entry{{Token: first}, {Token: second}}, map[string]ed25519.PublicKey{"key_1": public}, nil
	return p
}

// decided is a package of a decision that was announced by its notice.
func decided(t *testing.T, p evidence.Package) evidence.Package {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	m, err := evidence.Verify(p.Messages[0].Signed, p.Keys["key_1"])
	if err != nil {
		t.Fatal(err)
	}
	m.Kind, m.DecisionEffect, m.Consent = "DECISION", "ANNOUNCEMENT", &evidence.Consent{ID: "con_1", Scope: "ANNOUNCEMENT", TextVersion: "2026-11", GivenAt: m.SentAt}
	signed, err := evidence.Sign(m, "key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	at := p.CreatedAt
	first, err := evidence.Event{ID: "evt_1", Side: "mbx_1", Seq: 1, Kind: "MESSAGE_RECEIVED", At: at, Message: "msg_1", Manifest: signed.Digest}.Token("key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	notice := evidence.Event{ID: "evt_2", Side: "mbx_1", Seq: 2, Kind: "NOTIFICATION_SENT", At: at.Add(25 * time.Hour), Occurred: at.Add(24 * time.Hour), Messages: []string{"msg_1"}, Previous: evidence.Link(first)}
	second, err := notice.Token("key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	facts, _ := evidence.FactsOf(m, []evidence.Event{notice})
	r, ok := legal.Shipped().Applicable(legal.Announcement, legal.BayVwVfG, legal.NoticeSent, facts.Events()[0].Day)
	if !ok {
		t.Fatal("no rule")
	}
	a := &evidence.Announcement{Facts: facts, ProcedureLaw: string(legal.BayVwVfG), Rules: []evidence.AnnouncementRule{evidence.RuleFile(r)}}
	a.Conclude()
	p.Messages = []evidence.Message{{Signed: signed, Subject: p.Messages[0].Subject, Body: p.Messages[0].Body, Announcement: a}}
	p.Record, p.Keys, p.Log = []evidence.Entry{{Token: first}, {Token: second}}, map[string]ed25519.PublicKey{"key_1": public}, nil
	return p
}

func TestExitCodesAndWords(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	for name, tt := range map[string]struct {
		args []string
		code int
		says []string
	}{
		"valid":                              {[]string{"good.asice"}, 0, []string{"GÜLTIG", "Vergleichen Sie den Fingerabdruck", "FP-1", "Stadt Bamberg"}},
		"trusted, in English":                {[]string{"-lang", "en", "-roots", "root.pem", "-checkpoint", "present", "good.asice"}, 0, []string{"VALID: the package is unchanged", "root that you trust"}},
		"another root":                       {[]string{"-roots", "other.pem", "good.asice"}, 1, []string{"UNGÜLTIG", "zertifikate/siegel.pem"}},
		"changed":                            {[]string{"bad.asice"}, 1, []string{"UNGÜLTIG", "FEHLER  Dateien wurden verändert.", "nachricht.txt"}},
		"another checkpoint":                 {[]string{"-checkpoint", "text.txt", "good.asice"}, 1, []string{"UNGÜLTIG", "zurückgesetzt"}},
		"of a decision":                      {[]string{"-announcement", "decision.asice"}, 0, []string{"GÜLTIG", "2026-11-27", "Regel baydig-24-notice, Fassung 1: Art. 24 Abs. 2 Satz 1 BayDiG", "am 3. Tag"}},
		"of a decision, in English":          {[]string{"-announcement", "-lang", "en", "decision.asice"}, 0, []string{"2026-11-27", "rule baydig-24-notice, version 1"}},
		"of a decision, without being asked": {[]string{"decision.asice"}, 0, []string{"GÜLTIG"}},
		"handed over":                        {[]string{"handed.asice"}, 0, []string{"GÜLTIG", "Übergeben an: IHK Bayreuth", "(aut_2)"}},
		"handed over, in English":            {[]string{"-lang", "en", "handed.asice"}, 0, []string{"Handed over to: IHK Bayreuth"}},
		"without a decision":                 {[]string{"-announcement", "good.asice"}, 0, []string{"offen   Nicht jeder Bescheid"}},
		"a changed decision":                 {[]string{"-announcement", "baddecision.asice"}, 1, []string{"UNGÜLTIG"}},
		"no package":                         {[]string{"text.txt"}, 2, nil},
		"no file":                            {[]string{"missing.asice"}, 2, nil},
		"a folder":                           {[]string{"."}, 2, nil},
		"no roots":                           {[]string{"-roots", "text.txt", "good.asice"}, 2, nil},
		"no language":                        {[]string{"-lang", "fr", "good.asice"}, 2, nil},
		"two files":                          {[]string{"good.asice", "bad.asice"}, 2, nil},
		"nothing":                            {nil, 2, nil},
		"an unknown flag":                    {[]string{"-x"}, 2, nil},
	} {
		var args []string
		for _, a := range tt.args {
			if strings.Contains(a, ".") || a == "present" {
				a = filepath.Join(dir, a)
			}
			args = append(args, a)
		}
		var out bytes.Buffer
		code := 0
		if err := verify.Run(args, &out, io.Discard); err != nil {
			var exit *verify.ExitError
			if !errors.As(err, &exit) {
				t.Fatal(name, err)
			}
			code = exit.Code
		}
		if code != tt.code || strings.Contains(out.String(), "\x1b") {
			t.Errorf("%s: exit code %d, want %d: %s", name, code, tt.code, &out)
		}
		for _, want := range tt.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is missing in %s", name, want, &out)
			}
		}
	}
}

// A certificate of deletion has no message: nothing is said of messages, texts and documents, here as on the page that checks packages.
func TestACertificateOfDeletionIsNotToldOfMessages(t *testing.T) {
	t.Parallel()
	p := sealed(t, "Siegel")
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := evidence.Deleted{Kind: evidence.AccountDeleted, At: p.CreatedAt, Digest: evidence.Digest([]byte("acc_1"))}
	token, err := evidence.DeletionToken("evt_1", d, "key_1", private)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = evidence.WritePackage(&b, evidence.Package{
		Kind: evidence.Deletion, Platform: p.Platform, BaseURL: p.BaseURL, Side: d.Digest, CreatedAt: p.CreatedAt, Record: []evidence.Entry{{Token: token}},
		Keys: map[string]ed25519.PublicKey{"key_1": public}, Seal: p.Seal,
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bescheinigung.asice")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := verify.Run([]string{file}, &out, io.Discard); err != nil {
		t.Fatal(err, out.String())
	}
	if report := out.String(); !strings.Contains(report, "Gelöscht: ein Konto") || !strings.Contains(report, "Das Paket enthält genau die Dateien") {
		t.Errorf("the report is\n%s", report)
	}
	for _, of := range []string{"Nachricht", "Betreff", "Dokument"} {
		if strings.Contains(out.String(), of) {
			t.Errorf("the report speaks of %s:\n%s", of, out.String())
		}
	}
}
