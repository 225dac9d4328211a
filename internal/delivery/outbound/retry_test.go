package outbound

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

func TestTemporaryRefusalIsTriedAgainUntilItIsTaken(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.set(func(p *post) {
			p.answer = func(n int) error {
				if n <= 2 {
					return temporary("try later")
				}
				return nil
			}
		})
		deliveryID := s.message(t, nil)
		s.work(t)
		first := s.cases.last(deliveryID)
		if first.State != delivery.FactDeferred || first.Status != "4.3.0" || first.Code == "" || !first.NextAttempt.Equal(testkit.Start.Add(time.Minute)) {
			t.Fatalf("got %+v", first)
		}
		s.pass(t, 59*time.Second)
		if got := s.cases.states(deliveryID); got != "DEFERRED" {
			t.Errorf("it was tried before its time: %s", got)
		}
		s.pass(t, time.Second)
		s.pass(t, 2*time.Minute)
		if got := s.cases.states(deliveryID); got != "DEFERRED DEFERRED HANDED_OVER" {
			t.Errorf("got %s", got)
		}
		s.one(t)
	})
}

func TestFinalRefusalFailsAtOnceWithItsCause(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.set(func(p *post) {
			p.recipient = func(string) error {
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "unknown"}
			}
		})
		deliveryID := s.message(t, nil)
		s.work(t)
		got := s.cases.last(deliveryID)
		if got.State != delivery.FactFailed || got.Failure != "UNKNOWN_MAILBOX" || got.Status != "5.1.1" || got.NextAttempt != nil {
			t.Errorf("got %+v", got)
		}
		if _, failed := s.channels.seen(); !slices.Equal(failed, []string{"UNKNOWN_MAILBOX"}) {
			t.Errorf("the channel learned of %v", failed)
		}
		s.pass(t, 72*time.Hour)
		if got := s.cases.states(deliveryID); got != "FAILED" {
			t.Errorf("it was tried again: %s", got)
		}
	})
}

// Relaying that is denied, a policy of our server, a content that it does not like: whatever our own server refuses beyond the
// recipient's mailbox is the operator's to mend, and neither the mail's end nor the authority's fault.
func TestFaultOfOurOwnServerDelaysAndIsCountedAgainstNobody(t *testing.T) {
	t.Parallel()
	for name, refused := range map[string]struct {
		recipient bool
		err       error
	}{
		"relaying denied":         {true, refusal(550, 5, 7, 1)},
		"relaying denied, bare":   {true, refusal(554)},
		"no status":               {true, refusal(550)},
		"content refused":         {false, refusal(554, 5, 7, 1)},
		"transaction failed":      {false, refusal(554, 5, 3, 0)},
		"sender's domain unknown": {true, refusal(550, 5, 1, 8)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSender(t, testkit.SQLite(t))
			s.post.set(func(p *post) {
				if refused.recipient {
					p.recipient = func(string) error { return refused.err }
				} else {
					p.answer = func(int) error { return refused.err }
				}
			})
			deliveryID := s.message(t, nil)
			s.work(t)
			if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.NextAttempt == nil || got.Code != codePlatform {
				t.Errorf("got %+v", got)
			}
			if _, failed := s.channels.seen(); len(failed) > 0 {
				t.Errorf("counted against the authority: %v", failed)
			}
			if !strings.Contains(s.logged.String(), "level=ERROR") {
				t.Errorf("no alarm: %s", s.logged)
			}
			s.post.set(func(p *post) { p.recipient, p.answer = nil, nil })
			s.pass(t, time.Minute)
			if got := s.cases.last(deliveryID); got.State != delivery.FactHandedOver {
				t.Errorf("got %+v after it was mended", got)
			}
		})
	}
}

func TestRefusalOfTheMailboxIsForGood(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"unknown": {refusal(550, 5, 1, 1), "UNKNOWN_MAILBOX"}, "full": {refusal(552, 5, 2, 2), "MAILBOX_FULL"},
		"closed": {refusal(550, 5, 2, 1), "REFUSED"}, "too large": {refusal(552, 5, 3, 4), "TOO_LARGE"}, "too large, bare": {refusal(552), "TOO_LARGE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSender(t, testkit.SQLite(t))
			s.post.set(func(p *post) { p.answer = func(int) error { return tt.err } })
			deliveryID := s.message(t, nil)
			s.work(t)
			if got := s.cases.last(deliveryID); got.State != delivery.FactFailed || string(got.Failure) != tt.want {
				t.Errorf("got %+v, want %s", got, tt.want)
			}
			if _, failed := s.channels.seen(); !slices.Equal(failed, []string{tt.want}) {
				t.Errorf("counted %v", failed)
			}
		})
	}
}

// A mail server that is down delays for 48 hours and no longer, with fewer tries as time goes by.
func TestServerThatIsDownIsTriedForTwoDays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.goDown()
		deliveryID := s.message(t, nil)
		s.work(t)
		tries := 1
		for s.cases.last(deliveryID).State == delivery.FactDeferred {
			if tries++; tries > 100 {
				t.Fatal("it does not end")
			}
			s.pass(t, s.cases.last(deliveryID).NextAttempt.Sub(s.Clock.Now()))
		}
		got := s.cases.last(deliveryID)
		if got.State != delivery.FactFailed || got.Failure != failPlatform || !strings.Contains(s.logged.String(), "level=ERROR") {
			t.Errorf("got %+v, log %s", got, s.logged)
		}
		if tries < 10 || tries > 30 {
			t.Errorf("got %d tries, want some 20", tries)
		}
		if took := s.Clock.Now().Sub(testkit.Start); took != 48*time.Hour {
			t.Errorf("it was tried for %s", took)
		}
		if _, failed := s.channels.seen(); len(failed) > 0 {
			t.Errorf("our own server's silence was counted against the authority: %v", failed)
		}
	})
}

func TestServerThatComesBackTakesWhatWaited(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		down, err := relay.New(relay.Config{URL: "smtp://" + testkit.Address(), Hello: "schalter.example"})
		if err != nil {
			t.Fatal(err)
		}
		up := s.Transport
		s.Transport = down
		var all []string
		for range 5 {
			all = append(all, s.message(t, nil))
		}
		s.work(t)
		s.pass(t, time.Minute)
		s.Transport = up
		s.pass(t, time.Hour)
		for _, deliveryID := range all {
			if got := s.cases.states(deliveryID); got != "DEFERRED DEFERRED HANDED_OVER" {
				t.Errorf("got %s", got)
			}
		}
		if got := len(s.post.taken()); got != len(all) {
			t.Errorf("got %d mails, want %d", got, len(all))
		}
	})
}

// liar takes a mail and breaks the connection instead of saying so.
type liar struct {
	delivery.Transport
	lie bool
}

func (l *liar) Send(ctx context.Context, m relay.Message) (relay.Accepted, error) {
	done, err := l.Transport.Send(ctx, m)
	if err == nil && l.lie {
		return relay.Accepted{}, &relay.Failure{Unknown: true, Step: relay.Reply, Cause: relay.Unreachable}
	}
	return done, err
}

func TestLostReplyHasTheSameMailSentAgain(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	l := &liar{s.Transport, true}
	s.Transport = l
	deliveryID := s.message(t, nil)
	s.work(t)
	l.lie = false
	s.pass(t, time.Minute)
	s.sameMailTwice(t)
	if got := s.cases.states(deliveryID); got != "DEFERRED HANDED_OVER" {
		t.Errorf("got %s", got)
	}
}

// sameMailTwice checks that what arrived twice is one mail to its reader.
func (s *sender) sameMailTwice(t *testing.T) {
	t.Helper()
	mails := s.post.taken()
	if len(mails) != 2 {
		t.Fatalf("got %d mails, want 2", len(mails))
	}
	_, a := s.open(t, mails[0].raw, cms.Modern)
	_, b := s.open(t, mails[1].raw, cms.Modern)
	if a.MessageID != b.MessageID || !a.Date.Equal(b.Date) || mails[0].envelopeID != mails[1].envelopeID || mails[0].from != mails[1].from {
		t.Errorf("got %s and %s", a.MessageID, b.MessageID)
	}
}

func TestDocumentThatCannotBeReadDelaysAndIsNotCut(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	broken := true
	whole := noise(10_000, 3)
	deliveryID := s.message(t, func(o *delivery.Outgoing) {
		d := file("a.pdf", whole)
		d.Open = func(context.Context) (io.ReadCloser, error) {
			if broken {
				return io.NopCloser(io.MultiReader(bytes.NewReader(whole[:5000]), failing{})), nil
			}
			return io.NopCloser(bytes.NewReader(whole)), nil
		}
		o.Documents = []delivery.OutgoingDocument{d}
	})
	s.work(t)
	if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.Code != "mail_platform" {
		t.Errorf("got %+v", got)
	}
	broken = false
	s.pass(t, time.Minute)
	_, mail := s.open(t, s.one(t).raw, cms.Modern)
	if !bytes.Equal(mail.Attachments[0].Content, whole) {
		t.Error("the document is another one")
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk") }

func TestMailWhoseJobWasLostIsFound(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		deliveryID := s.message(t, nil)
		s.tx(t, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM job`)
			return err
		})
		s.work(t)
		s.pass(t, 2*sweepMailsRate)
		if got := s.cases.states(deliveryID); got != "HANDED_OVER" {
			t.Errorf("got %q", got)
		}
	})
}

func TestWithoutAMailServerMailsWait(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	transport := s.Transport
	s.Transport = nil
	deliveryID := s.message(t, nil)
	s.pass(t, 40*time.Hour)
	s.Transport = transport
	s.pass(t, time.Hour)
	if got := s.cases.states(deliveryID); got != "HANDED_OVER" {
		t.Errorf("got %q", got)
	}
	s.Transport = nil
	deliveryID = s.message(t, nil)
	s.pass(t, 47*time.Hour)
	if got := s.cases.states(deliveryID); got != "" {
		t.Errorf("got %q before its time", got)
	}
	s.pass(t, time.Hour)
	if got := s.cases.last(deliveryID); got.State != delivery.FactFailed || got.Failure != failPlatform {
		t.Errorf("got %+v after two days without a server", got)
	}
}

// What a mail failed of is told as it was: the authority's connection, its side, or ours.
func TestMailThatCouldNotBeBroughtInTwoDaysSaysWhy(t *testing.T) {
	t.Parallel()
	busy := func(s *sender) {
		s.post.set(func(p *post) { p.recipient = func(string) error { return temporary("later") } })
	}
	suspended := func(s *sender) { s.channels.change(func(b *delivery.Mailbox) { b.Suspended = true }) }
	for name, tt := range map[string]struct {
		first, then func(*sender)
		want        string
		counted     bool
	}{
		"suspended":      {suspended, nil, "SUSPENDED", false},
		"never tested":   {func(s *sender) { s.channels.change(func(b *delivery.Mailbox) { b.Profile = "" }) }, nil, "SUSPENDED", false},
		"LEGACY ended":   {func(s *sender) { s.channels.change(func(b *delivery.Mailbox) { b.Profile = "LEGACY" }) }, nil, "SUSPENDED", false},
		"no certificate": {func(s *sender) { s.channels.change(func(b *delivery.Mailbox) { b.Encryption = nil }) }, nil, "CERTIFICATE", false},
		"no key of ours": {func(s *sender) { s.Keys = keyRing{} }, nil, "PLATFORM", false},
		"relaying denied": {func(s *sender) {
			s.post.set(func(p *post) { p.recipient = func(string) error { return refusal(550, 5, 7, 1) } })
		}, nil, "PLATFORM", false},
		"their side busy":        {busy, nil, "EXPIRED_RETRIES", true},
		"busy, then suspended":   {busy, suspended, "EXPIRED_RETRIES", false},
		"busy, then our key off": {busy, func(s *sender) { s.Keys = keyRing{} }, "EXPIRED_RETRIES", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSender(t, testkit.SQLite(t))
			tt.first(s)
			deliveryID := s.message(t, nil)
			s.work(t)
			if tt.then != nil {
				tt.then(s)
			}
			for range 60 {
				s.pass(t, time.Hour)
			}
			if got := s.cases.last(deliveryID); got.State != delivery.FactFailed || string(got.Failure) != tt.want || delivery.Deref(s.rows(t)[0].Failure) != tt.want {
				t.Errorf("got %+v, want %s", got, tt.want)
			}
			if _, failed := s.channels.seen(); (len(failed) > 0) != tt.counted {
				t.Errorf("counted %v", failed)
			}
			if alarm := strings.Contains(s.logged.String(), "fault of the platform"); alarm != (tt.want == "PLATFORM") {
				t.Errorf("alarm %v", alarm)
			}
		})
	}
}

func TestMailThatArrivesInTheEndHasNoFailure(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.post.set(func(p *post) { p.recipient = func(string) error { return temporary("later") } })
	s.message(t, nil)
	s.work(t)
	s.post.set(func(p *post) { p.recipient = nil })
	s.pass(t, time.Minute)
	if row := s.rows(t)[0]; row.State != gatewaymail.StateHANDED_OVER || row.Failure != nil {
		t.Errorf("got %s with failure %q", row.State, delivery.Deref(row.Failure))
	}
}
