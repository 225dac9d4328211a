package organisation_test

import (
	"context"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"schalter/internal/organisation"
	"schalter/internal/testkit"
)

// watched is a bureau in use whose certificate names a station.
func watched(t *testing.T, w *testkit.World, by func(form *x509.Certificate, s *station)) (*bureau, *station) {
	t.Helper()
	b := newBureau(t, w)
	s := newStation(t, w, b.ca)
	p := b.ports()
	p.Fetcher = s
	b.SetPorts(p)
	b.set(t, mailboxAddress, 20<<20)
	form := leaf(w, mailboxAddress)
	by(form, s)
	text := asPEM(b.ca.issue(t, form), b.ca.certificate)
	if _, err := b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text}); err != nil {
		t.Fatal(err)
	}
	s.revoked = []*big.Int{big.NewInt(1_000_000)}
	if err := b.answer(t, b.test(t)[0]); err != nil {
		t.Fatal(err)
	}
	b.take(&b.mails)
	return b, s
}

// ask sweeps and says what is known of the certificate, and of the channel.
func (b *bureau) ask(t *testing.T) string {
	t.Helper()
	if err := b.SweepRevocations(context.Background(), b.w.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	return fmt.Sprint(list[0].State, " ", list[0].RevocationCheckedAt != nil, " ", b.Channel(admin, "aut_bamberg").State)
}

var servers = map[string]func(*x509.Certificate, *station){
	"OCSP": func(f *x509.Certificate, s *station) { f.OCSPServer = []string{s.URL + "/ocsp"} },
	"list": func(f *x509.Certificate, s *station) {
		f.CRLDistributionPoints = []string{"ldap:///CN=x", s.URL + "/crl"}
	},
	"list when OCSP fails": func(f *x509.Certificate, s *station) {
		f.OCSPServer, f.CRLDistributionPoints = []string{s.URL + "/nothing"}, []string{s.URL + "/crl"}
	},
}

func TestRevokedCertificatesBreakTheConnection(t *testing.T) {
	t.Parallel()
	for name, by := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				b, s := watched(t, w, by)
				if got, want := b.ask(t), "VALID true ACTIVE"; got != want {
					t.Errorf("good: got %s, want %s", got, want)
				}
				list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
				if err != nil {
					t.Fatal(err)
				}
				serial, _ := new(big.Int).SetString(list[0].SerialNumber, 16)
				s.mu.Lock()
				s.revoked, s.asked = append(s.revoked, serial), 0
				s.mu.Unlock()
				if got, want := b.ask(t), "VALID true ACTIVE"; got != want || s.asked != 0 {
					t.Errorf("asked again at once: got %s, want %s", got, want)
				}
				w.Clock.Advance(13 * time.Hour)
				if got, want := b.ask(t), "REVOKED true SUSPENDED"; got != want {
					t.Errorf("revoked: got %s, want %s", got, want)
				}
				if got, want := b.take(&b.mails), "broken acc_1"; got != want {
					t.Errorf("mails: got %s, want %s", got, want)
				}
				if m, err := b.Mailbox(context.Background(), "aut_bamberg"); err != nil || m.Encryption != nil || len(m.Signing) != 0 || !m.Suspended {
					t.Errorf("mailbox: got %+v, %v", m, err)
				}
				if signers, err := b.Signers(context.Background()); err != nil || len(signers) != 0 {
					t.Errorf("signers: got %v, %v", signers, err)
				}
			})
		})
	}
}

func TestWithoutAnAnswerNothingIsBlocked(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*station){
		"nothing that can be read": func(s *station) { s.broken = true },
		"an answer of last month":  func(s *station) { s.stale = true },
		"nobody there":             func(s *station) { s.Close() },
		"signed by somebody else":  func(s *station) { s.ca = newIssuer(s.t, "Prüfstelle") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for name, by := range servers {
				b, s := watched(t, testkit.SQLite(t), by)
				s.mu.Lock()
				change(s)
				s.mu.Unlock()
				if got, want := b.ask(t), "VALID false ACTIVE"; got != want {
					t.Errorf("%s: got %s, want %s", name, got, want)
				}
			}
		})
	}
}

func TestRevokedCertificateWithASuccessorIsToldAndBreaksNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b, s := watched(t, w, servers["OCSP"])
		list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
		if err != nil {
			t.Fatal(err)
		}
		serial, _ := new(big.Int).SetString(list[0].SerialNumber, 16)
		successor := b.ca.issue(t, leaf(w, mailboxAddress))
		b.store(t, successor)
		b.take(&b.mails)
		if _, err := b.Signers(context.Background()); err != nil {
			t.Fatal(err)
		}
		s.revoked = append(s.revoked, serial)
		w.Clock.Advance(13 * time.Hour)
		if err := b.SweepRevocations(context.Background(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if got, want := b.take(&b.mails), "revoked acc_1"; got != want || !strings.HasPrefix(b.shown(), "SMIME ACTIVE") {
			t.Errorf("got %q, %s, want %q", got, b.shown(), want)
		}
		if m, err := b.Mailbox(context.Background(), "aut_bamberg"); err != nil || !m.Encryption.Equal(successor) {
			t.Errorf("mailbox: got %+v, %v", m, err)
		}
		if signers, err := b.Signers(context.Background()); err != nil || len(signers) != 1 {
			t.Errorf("signers: got %d, %v", len(signers), err)
		}
	})
}

// slow is an issuer's service whose answers take a minute and are of no use.
type slow struct {
	w     *testkit.World
	asked []string
}

func (s *slow) Get(context.Context, string) ([]byte, error) { return nil, errors.New("not there") }

func (s *slow) Post(_ context.Context, url, _ string, _ []byte) ([]byte, error) {
	s.w.Clock.Advance(time.Minute)
	s.asked = append(s.asked, url)
	return nil, errors.New("too slow")
}

func TestRoundOfRevocationsEndsInTimeAndTheNextGoesOn(t *testing.T) {
	t.Parallel()
	b := newBureau(t, testkit.SQLite(t))
	b.set(t, mailboxAddress, 20<<20)
	for i := range 3 {
		form := leaf(b.w, mailboxAddress)
		form.OCSPServer = []string{fmt.Sprint("http://ocsp.example/", i)}
		text := asPEM(b.ca.issue(t, form), b.ca.certificate)
		if _, err := b.AddCertificate(admin, organisation.NewCertificate{AuthorityID: "aut_bamberg", PEM: &text}); err != nil {
			t.Fatal(err)
		}
		b.w.Clock.Advance(time.Second)
	}
	s := &slow{w: b.w}
	p := b.ports()
	p.Fetcher = s
	b.SetPorts(p)
	for round, want := range []string{"0 1", "2", "0 1"} {
		s.asked = nil
		if err := b.SweepRevocations(context.Background(), b.w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(strings.Join(s.asked, " "), "http://ocsp.example/", ""); got != want {
			t.Errorf("round %d: got %q, want %q", round, got, want)
		}
	}
}

func extension(t *testing.T, critical bool, value any, id ...int) pkix.Extension {
	t.Helper()
	der, err := asn1.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return pkix.Extension{Id: id, Critical: critical, Value: der}
}

// distribution is an issuing distribution point (RFC 5280, 5.2.5) with an address, or with one of its other fields.
func distribution(t *testing.T, url string, tag int, value ...byte) pkix.Extension {
	t.Helper()
	var inner []asn1.RawValue
	if url != "" {
		name, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 6, Bytes: []byte(url)})
		if err != nil {
			t.Fatal(err)
		}
		full, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: name})
		if err != nil {
			t.Fatal(err)
		}
		inner = append(inner, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: full})
	}
	if tag > 0 {
		inner = append(inner, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, Bytes: value})
	}
	return extension(t, true, inner, 2, 5, 29, 28)
}

// A list that says something which is not known here, or is about others, decides nothing: the certificate is neither good nor
// revoked by it, whether it stands in it or not.
func TestListsThatAreNotUnderstoodDecideNothing(t *testing.T) {
	t.Parallel()
	entry := func(list *x509.RevocationList, e pkix.Extension) {
		list.RevokedCertificateEntries[0].ExtraExtensions = []pkix.Extension{e}
	}
	for name, c := range map[string]struct {
		change         func(s *station, list *x509.RevocationList)
		absent, inList string
	}{
		"as it should be": {func(*station, *x509.RevocationList) {}, "VALID true ACTIVE", "REVOKED true SUSPENDED"},
		"an extension that is optional": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{extension(t, false, 1, 1, 3, 6, 1, 9, 9)}
		}, "VALID true ACTIVE", "REVOKED true SUSPENDED"},
		"its own address": {func(s *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{distribution(t, s.URL+"/crl", 0)}
		}, "VALID true ACTIVE", "REVOKED true SUSPENDED"},
		"only people's": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{distribution(t, "", 1, 0xff)}
		}, "VALID true ACTIVE", "REVOKED true SUSPENDED"},
		"some reasons only": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{distribution(t, "", 3, 1, 0x40)}
		}, "VALID false ACTIVE", "REVOKED true SUSPENDED"},
		"a critical extension": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{extension(t, true, 1, 1, 3, 6, 1, 9, 9)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"a delta": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{extension(t, true, 1, 2, 5, 29, 27)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"a delta, not marked": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{extension(t, false, 1, 2, 5, 29, 27)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"indirect": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{distribution(t, "", 4, 0xff)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"only issuers": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{distribution(t, "", 2, 0xff)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"another address": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{distribution(t, "http://other.example/crl", 0)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"a distribution that is none": {func(_ *station, l *x509.RevocationList) {
			l.ExtraExtensions = []pkix.Extension{extension(t, true, "x", 2, 5, 29, 28)}
		}, "VALID false ACTIVE", "VALID false ACTIVE"},
		"an entry of another issuer": {func(_ *station, l *x509.RevocationList) { entry(l, extension(t, true, []string{"x"}, 2, 5, 29, 29)) }, "VALID false ACTIVE", "VALID false ACTIVE"},
		"a critical entry":           {func(_ *station, l *x509.RevocationList) { entry(l, extension(t, true, 1, 1, 3, 6, 1, 9, 9)) }, "VALID false ACTIVE", "VALID false ACTIVE"},
		"an entry taken back":        {func(_ *station, l *x509.RevocationList) { l.RevokedCertificateEntries[0].ReasonCode = 8 }, "VALID false ACTIVE", "VALID false ACTIVE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, s := watched(t, testkit.SQLite(t), servers["list"])
			s.mu.Lock()
			s.change = func(l *x509.RevocationList) { c.change(s, l) }
			s.mu.Unlock()
			if got := b.ask(t); got != c.absent {
				t.Errorf("not in the list: got %s, want %s", got, c.absent)
			}
			list, err := b.CertificatesOf(admin, b.Channel(admin, "aut_bamberg"))
			if err != nil {
				t.Fatal(err)
			}
			serial, _ := new(big.Int).SetString(list[0].SerialNumber, 16)
			s.mu.Lock()
			s.revoked = append(s.revoked, serial)
			s.mu.Unlock()
			b.w.Clock.Advance(13 * time.Hour)
			if got := b.ask(t); got != c.inList {
				t.Errorf("in the list: got %s, want %s", got, c.inList)
			}
		})
	}
}
