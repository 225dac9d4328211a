package outbound

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/postal"
	"schalter/internal/testkit"
)

var unusable = map[string]func(*x509.Certificate){
	"certificate_expired":         func(c *x509.Certificate) { c.NotAfter = testkit.Start.Add(-time.Minute) },
	"certificate_not_yet_valid":   func(c *x509.Certificate) { c.NotBefore = testkit.Start.Add(100 * time.Hour) },
	"certificate_wrong_key_usage": func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageDigitalSignature },
	"certificate_other_address":   func(c *x509.Certificate) { c.EmailAddresses = []string{"mallory@evil.example"} },
	"certificate_no_address":      func(c *x509.Certificate) { c.EmailAddresses = nil },
	"certificate_missing":         nil,
}

// A certificate that cannot be used blocks the sending and suspends the channel; a good one in time has the mail sent after
// all, otherwise it fails for the certificate after 48 hours.
func TestAttack17CertificateThatCannotBeUsedBlocksSending(t *testing.T) {
	t.Parallel()
	for want := range unusable {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			blocked(t, testkit.SQLite(t), want)
		})
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		blocked(t, testkit.Postgres(t), "certificate_expired")
	})
}

func blocked(t *testing.T, w *testkit.World, want string) {
	t.Helper()
	s := newSender(t, w)
	good := s.authority.Certificate
	var bad *x509.Certificate
	if change := unusable[want]; change != nil {
		bad = identity(t, cmstest.AuthorityRSA, authorityAddress, change).Certificate
	}
	s.channels.change(func(b *delivery.Mailbox) { b.Encryption = bad })
	deliveryID := s.message(t, nil)
	s.work(t)
	if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.Code != want {
		t.Fatalf("got %+v", got)
	}
	if broken, _ := s.channels.seen(); !slices.Equal(broken, []string{want}) {
		t.Errorf("the channel was suspended for %v", broken)
	}
	s.channels.change(func(b *delivery.Mailbox) { b.Encryption, b.Suspended = good, false })
	s.pass(t, time.Hour)
	if got := s.cases.last(deliveryID); got.State != delivery.FactHandedOver {
		t.Errorf("with a good certificate: got %+v", got)
	}

	s.channels.change(func(b *delivery.Mailbox) { b.Encryption = bad })
	failing := s.message(t, nil)
	s.work(t)
	began := s.Clock.Now()
	for s.cases.last(failing).State == delivery.FactDeferred {
		s.pass(t, s.cases.last(failing).NextAttempt.Sub(s.Clock.Now()))
	}
	if got := s.cases.last(failing); got.State != delivery.FactFailed || got.Failure != failCertificate || got.Code != want {
		t.Errorf("in the end: got %+v", got)
	}
	if took := s.Clock.Now().Sub(began); took != 48*time.Hour {
		t.Errorf("it ended after %s", took)
	}
	if got := len(s.post.taken()); got != 1 {
		t.Errorf("%d mails were sent, want only the one with a good certificate", got)
	}
}

// A certificate that ends while mails wait blocks those mails.
func TestAttack17CertificateThatEndsMeanwhile(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	ending := identity(t, cmstest.AuthorityRSA, authorityAddress, func(c *x509.Certificate) { c.NotAfter = testkit.Start.Add(30 * time.Second) })
	s.channels.change(func(b *delivery.Mailbox) { b.Encryption = ending.Certificate })
	s.post.set(func(p *post) { p.answer = func(int) error { return temporary("later") } })
	deliveryID := s.message(t, nil)
	s.work(t)
	s.post.set(func(p *post) { p.answer = nil })
	s.pass(t, time.Minute)
	if got := s.cases.last(deliveryID); got.Code != "certificate_expired" || len(s.post.taken()) != 0 {
		t.Errorf("got %+v and %d mails", got, len(s.post.taken()))
	}
}

func TestAttack30LineEndsInNamesBeginNoHeaderAndNoLine(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	const evil = "x\r\nBcc: mallory@evil.example\r\n\r\nFallnummer: BY-666-666-666\u2028\x00\u0085Y: z"
	s.message(t, func(o *delivery.Outgoing) {
		o.Subject, o.PersonName, o.Title, o.TrustLevel = evil, evil, evil, evil
		street := evil
		o.Address, o.Services = &postal.Address{Recipient: evil, Street: &street, City: evil, Country: "DE"}, []string{evil}
		o.Text = "a\x00b\x1b[2Jc"
		o.Documents = []delivery.OutgoingDocument{file(evil, []byte("%PDF"))}
	})
	s.work(t)
	got := s.one(t)
	if got.to != authorityAddress || strings.Contains(header(t, got.raw), "Bcc") {
		t.Errorf("to %s, header\n%s", got.to, header(t, got.raw))
	}
	opened, mail := s.open(t, got.raw, cms.Modern)
	inner, _, _ := bytes.Cut(opened.Entity, []byte("\r\n\r\n"))
	if bytes.Contains(inner, []byte("\r\nBcc")) || len(mail.To) != 1 {
		t.Errorf("the signed header has a line too many:\n%s", inner)
	}
	for line := range strings.SplitSeq(mail.Text, "\n") {
		if strings.HasPrefix(line, "Bcc") || strings.HasPrefix(line, "Fallnummer: BY-6") || strings.ContainsAny(line, "\x00\x1b") {
			t.Errorf("a line of its own: %q", line)
		}
	}
	if len(mail.Attachments) != 1 || strings.ContainsAny(mail.Attachments[0].Name, "\r\n\x00") {
		t.Errorf("got %+v", mail.Attachments)
	}
}

// What the composer lets through fits; what does not fit is refused before a byte of it is read or sent.
func TestAttack52MailLargerThanTheMailboxTakes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		const limit = 5 << 20
		s.channels.change(func(b *delivery.Mailbox) { b.MailLimit = limit })
		most := delivery.MaxMessageBytes(limit)

		text := strings.Repeat("Größe ", 2000)
		var documents []delivery.OutgoingDocument
		for i := range 20 {
			documents = append(documents, file(fmt.Sprintf("Anlage Ä %d mit einem langen Namen %s.pdf", i, strings.Repeat("ü", 60)), noise((most-len(text))/20, byte(i))))
		}
		fits := s.message(t, func(o *delivery.Outgoing) { o.Text, o.Documents = text, documents })
		s.work(t)
		if got := s.cases.last(fits); got.State != delivery.FactHandedOver {
			t.Errorf("what the composer lets through: got %+v", got)
		}
		if size := len(s.one(t).raw); size > limit || size < limit*9/10 {
			t.Errorf("the mail has %d of %d bytes", size, limit)
		}

		large := s.message(t, func(o *delivery.Outgoing) {
			d := file("a.pdf", noise(limit*3/4, 1))
			d.Open = nil
			o.Documents = []delivery.OutgoingDocument{d}
		})
		slightly := s.message(t, func(o *delivery.Outgoing) {
			o.Documents = []delivery.OutgoingDocument{file("a.pdf", noise(most+60_000, 1))}
		})
		s.work(t)
		for _, deliveryID := range []string{large, slightly} {
			if got := s.cases.last(deliveryID); got.State != delivery.FactFailed || got.Failure != failTooLarge {
				t.Errorf("got %+v", got)
			}
		}
		if got := len(s.post.taken()); got != 1 {
			t.Errorf("%d mails were sent, want 1", got)
		}
		if _, failed := s.channels.seen(); len(failed) > 0 {
			t.Errorf("the channel was blamed: %v", failed)
		}
	})
}

func TestMaxMessageBytesIsNeverNegative(t *testing.T) {
	t.Parallel()
	for limit, want := range map[int64]bool{-1: false, 0: false, 40 << 10: false, 1 << 20: true, 25 << 20: true} {
		if got := delivery.MaxMessageBytes(limit); got < 0 || got > 0 != want || int64(got) > max(0, limit) {
			t.Errorf("%d: got %d", limit, got)
		}
	}
	if got := delivery.MaxMessageBytes(25 << 20); got < 13_000_000 || int64(got) > mime.MaxRaw(25<<20) {
		t.Errorf("25 MiB: got %d", got)
	}
}

// The program dies between the server's 250 and the commit: the same mail goes out again, and counts once.
func TestAttack53DeathBetweenTakenAndCommitted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		deaths := 0
		s.cases.set(func(c *cases) {
			c.before = func(_ string, f delivery.Fact) error {
				if f.State == delivery.FactHandedOver && deaths == 0 {
					deaths++
					return errors.New("the power went off")
				}
				return nil
			}
		})
		deliveryID := s.message(t, nil)
		s.work(t)
		if row := s.rows(t)[0]; row.State != gatewaymail.StateQUEUED || s.cases.states(deliveryID) != "" || len(s.post.taken()) != 1 {
			t.Fatalf("got %s, %q", row.State, s.cases.states(deliveryID))
		}
		s.pass(t, claimDuration-time.Minute)
		if len(s.post.taken()) != 1 {
			t.Error("somebody else took the mail before its worker's time was over")
		}
		s.pass(t, 2*time.Minute)
		s.sameMailTwice(t)
		if got := s.cases.states(deliveryID); got != "HANDED_OVER" || deaths != 1 {
			t.Errorf("got %s", got)
		}
		s.pass(t, 72*time.Hour)
		if got := len(s.post.taken()); got != 2 {
			t.Errorf("it was sent %d times", got)
		}
	})
}

// A worker that was thought dead and comes back after another sent its mail changes nothing.
func TestAttack53LateWorkerCountsNothingTwice(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		deliveryID := s.message(t, nil)
		late, err := s.claimMail(s.ctx, s.rows(t)[0].ID)
		if err != nil || late == nil {
			t.Fatal(err)
		}
		text, broken := s.mailContent(s.ctx, late)
		outcome := s.attemptDelivery(s.ctx, late, text, broken)
		s.pass(t, claimDuration+time.Minute)
		for _, o := range []struct {
			name string
			err  error
		}{
			{"its success", s.settleAttempt(s.ctx, late, outcome)},
			{"its failure", s.settleAttempt(s.ctx, late, retryLater("mail_platform", failRetries))},
		} {
			if o.err != nil {
				t.Errorf("%s: %v", o.name, o.err)
			}
		}
		if got := s.cases.states(deliveryID); got != "HANDED_OVER" {
			t.Errorf("got %s", got)
		}
		s.sameMailTwice(t)
	})
}

// tarpit takes connections and says one byte a moment.
func tarpit(t *testing.T) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for {
					if _, err := conn.Write([]byte("2")); err != nil {
						return
					}
					time.Sleep(20 * time.Millisecond)
				}
			}()
		}
	}()
	return listener.Addr().String()
}

func TestSlowServerDelaysAndLosesNothing(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	good := s.Transport
	s.Transport = slow(t, tarpit(t))
	deliveryID := s.message(t, nil)
	s.work(t)
	if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.Code != "mail_unreachable" {
		t.Fatalf("got %+v", got)
	}
	s.Transport = good
	s.pass(t, time.Minute)
	if got := s.cases.states(deliveryID); got != "DEFERRED HANDED_OVER" {
		t.Errorf("got %s", got)
	}
}

func slow(t *testing.T, address string) delivery.Transport {
	t.Helper()
	client, err := relay.New(relay.Config{URL: "smtp://" + address, Hello: "schalter.example", Timeout: time.Second, CommandTimeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return client
}
