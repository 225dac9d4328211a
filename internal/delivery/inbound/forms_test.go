package inbound

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms/cmstest"
)

// program is a mail program at the authority, made of openssl, with the forms that real ones write.
type program struct {
	*gatewayDesk
	dir string
	q   asked
}

// newProgram answers a message. openssl states the time of the machine, so the clock is moved to it.
func newProgram(t *testing.T, g *gatewayDesk, key string) *program {
	t.Helper()
	p := &program{gatewayDesk: g, dir: t.TempDir(), q: g.ask(t, city, newReference())}
	g.Clock.Advance(time.Since(g.Clock.Now()))
	who := cmstest.Issue(t, cmstest.Of(t, key).Key, "post@city.example", g.Clock.Now(), nil)
	g.organisations.register(city, who.Certificate)
	p.keep(t, "city", who)
	p.keep(t, "platform", g.platform)
	return p
}

func (p *program) keep(t *testing.T, name string, who cmstest.Identity) {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(who.Key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		name + ".key": {Type: "PRIVATE KEY", Bytes: key}, name + ".pem": {Type: "CERTIFICATE", Bytes: who.Certificate.Raw},
	} {
		if err := os.WriteFile(filepath.Join(p.dir, file), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

func (p *program) sign(t *testing.T, entity string, args ...string) string {
	t.Helper()
	args = append([]string{"cms", "-sign", "-binary", "-signer", "city.pem", "-inkey", "city.key", "-md", "sha256"}, args...)
	return string(cmstest.OpenSSL(t, p.dir, []byte(entity), args...))
}

// pss and oaep are what MODERN and COMPAT ask for.
var (
	pss  = []string{"-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"}
	oaep = []string{"-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256"}
)

func (p *program) encrypt(t *testing.T, entity, cipher string, args ...string) string {
	t.Helper()
	args = append([]string{"cms", "-encrypt", "-binary", cipher, "-recip", "platform.pem"}, args...)
	return string(cmstest.OpenSSL(t, p.dir, []byte(entity), args...))
}

// mail is a whole mail around what openssl wrote.
func (p *program) mail(t *testing.T, entity string) []byte {
	t.Helper()
	r := p.to(p.q, "")
	return []byte(string(r.head()) + crlf(entity))
}

// textEntity is an entity of text as the program writes it.
func textEntity(body string) string {
	return crlf("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body)
}

func TestFormsOfMailProgramsAreTaken(t *testing.T) {
	t.Parallel()
	thunderbird := func(p *program) string {
		return crlf("Message-ID: <1@city.example>\nDate: Mon, 2 Mar 2026 10:20:00 +0100\nMIME-Version: 1.0\nUser-Agent: Mozilla Thunderbird\n" +
			"Content-Language: de-DE\nContent-Type: text/plain; charset=UTF-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n" +
			"Schöne Grüße, Ihr Antrag ist bewilligt.\n\n" + quote(p.q.text) + "\n")
	}
	outlook := func(p *program) string {
		html := "<html><body><p>Schöne Grüße, Ihr Antrag ist bewilligt.</p><hr><p>Von: Schalter</p><p>" + p.q.reference + "</p></body></html>"
		return crlf("Content-Type: multipart/alternative; boundary=\"_000_x_\"\n\n--_000_x_\nContent-Type: text/plain; charset=\"utf-8\"\n" +
			"Content-Transfer-Encoding: 8bit\n\nSchöne Grüße, Ihr Antrag ist bewilligt.\n\nVon: Schalter\nGesendet: Montag\nBetreff: Sichere Nachricht\n\n" +
			p.q.text + "\n--_000_x_\nContent-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: 8bit\n\n" + html + "\n--_000_x_--\n")
	}
	for name, tt := range map[string]struct {
		profile string
		key     string
		write   func(t *testing.T, p *program) string
		text    string
	}{
		"Thunderbird, clear-signed": {"MODERN", cmstest.AuthorityRSA, func(t *testing.T, p *program) string {
			return p.encrypt(t, crlf(p.sign(t, thunderbird(p), pss...)), "-aes-256-gcm", oaep...)
		}, "Schöne Grüße, Ihr Antrag ist bewilligt."},
		"signed with line feeds only": {"MODERN", cmstest.AuthorityRSA, func(t *testing.T, p *program) string {
			return p.encrypt(t, p.sign(t, thunderbird(p), pss...), "-aes-256-gcm", oaep...)
		}, "Schöne Grüße, Ihr Antrag ist bewilligt."},
		"key on an elliptic curve": {"MODERN", cmstest.AuthorityEC, func(t *testing.T, p *program) string {
			return p.encrypt(t, crlf(p.sign(t, thunderbird(p))), "-aes-256-gcm", oaep...)
		}, "Schöne Grüße, Ihr Antrag ist bewilligt."},
		"Outlook, opaque-signed, no inner sender": {"LEGACY", cmstest.AuthorityRSA, func(t *testing.T, p *program) string {
			return p.encrypt(t, crlf(p.sign(t, outlook(p), "-nodetach")), "-aes-256-cbc")
		}, ""},
		"gateway, CBC with OAEP": {"COMPAT", cmstest.AuthorityRSA, func(t *testing.T, p *program) string {
			return p.encrypt(t, crlf(p.sign(t, thunderbird(p), pss...)), "-aes-256-cbc", oaep...)
		}, "Schöne Grüße, Ihr Antrag ist bewilligt."},
		"triple wrapped": {"MODERN", cmstest.AuthorityRSA, func(t *testing.T, p *program) string {
			enclosed := crlf(p.encrypt(t, crlf(p.sign(t, thunderbird(p), pss...)), "-aes-256-gcm", oaep...))
			return p.sign(t, enclosed, pss...)
		}, "Schöne Grüße, Ihr Antrag ist bewilligt."},
		"footer under the answer": {"MODERN", cmstest.AuthorityRSA, func(t *testing.T, p *program) string {
			entity := textEntity("Ja.\n\n" + quote(p.q.text) + "\n\n-- \nStadt, Amt für Gewerbe\nTel. 0123\n")
			return p.encrypt(t, crlf(p.sign(t, entity, pss...)), "-aes-256-gcm", oaep...)
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onDesks(t, func(t *testing.T, g *gatewayDesk) {
				p := newProgram(t, g, tt.key)
				g.organisations.boxes[city].Profile, g.organisations.boxes[city].LegacyAllowed = tt.profile, true
				want(t, g.take(t, p.mail(t, tt.write(t, p))), isAccepted)
				got := g.cases.posted()
				if len(got) != 1 || len(got[0].Documents) != 0 {
					t.Fatalf("posted %+v", got)
				}
				if tt.text != "" && got[0].Text != tt.text {
					t.Errorf("text %q, want %q", got[0].Text, tt.text)
				}
				// What is not told apart for sure stays whole.
				if tt.text == "" && !strings.Contains(got[0].Text, p.q.reference) {
					t.Errorf("text %q lost something", got[0].Text)
				}
			})
		})
	}
}

func TestFormsThatServersSpoiledAreRefused(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		p := newProgram(t, g, cmstest.AuthorityRSA)
		enclosed := p.encrypt(t, crlf(p.sign(t, textEntity("Ja.\n\n"+quote(p.q.text)+"\n"), pss...)), "-aes-256-gcm", oaep...)
		footer := "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=f\n\n--f\n" + enclosed + "\n--f\nContent-Type: text/plain\n\nDiese Mail ist vertraulich.\n--f--\n"
		want(t, g.take(t, p.mail(t, footer)), isQuarantined, ReasonNotWholeBody)
		// A gateway at the edge took the encryption off.
		want(t, g.take(t, p.mail(t, p.sign(t, textEntity("Ja.\n\n"+quote(p.q.text)+"\n"), pss...))), isQuarantined, ReasonNotEncrypted)
		// Signed on the outside by another authority.
		other := cmstest.New(t, "post@county.example", g.Clock.Now(), nil)
		g.organisations.register(county, other.Certificate)
		p.keep(t, "city", other)
		want(t, g.take(t, p.mail(t, p.sign(t, crlf(enclosed)))), isQuarantined, ReasonOuterSigner)
		g.nothingShown(t)
	})
}
