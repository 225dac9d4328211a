package outbound

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	verifier "github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-smtp"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/mail/dkim"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

var subjectForm = regexp.MustCompile(`(?m)^Subject: Sichere Nachricht \([BCDFGHJKLMNPQRSTVWXZ]{6}\)\r$`)

// Mail programs group by subject and sender: mails of one case are to stay together, those of others apart, and nothing of the
// case may be told by it.
func TestSubjectsOutsideTellCasesApart(t *testing.T) {
	t.Parallel()
	first := outerSubjectOf("caaa@schalter.example", nil)
	for _, tt := range []struct {
		got  string
		same bool
	}{
		{outerSubjectOf("caaa@schalter.example", nil), true}, {outerSubjectOf("cbbb@schalter.example", []string{"caaa@schalter.example"}), true},
		{outerSubjectOf("cccc@schalter.example", []string{"caaa@schalter.example", "cbbb@schalter.example"}), true},
		{outerSubjectOf("cbbb@schalter.example", nil), false}, {outerSubjectOf("cccc@schalter.example", []string{"cbbb@schalter.example"}), false},
	} {
		if !subjectForm.MatchString("Subject: "+tt.got+"\r\n") || (tt.got == first) != tt.same {
			t.Errorf("%q, the first %q", tt.got, first)
		}
	}
	seen := map[string]bool{}
	for i := range 1000 {
		seen[outerSubjectOf(fmt.Sprint("c", i, "@schalter.example"), nil)] = true
	}
	if len(seen) < 990 {
		t.Errorf("%d subjects for 1000 cases", len(seen))
	}
	if refs := delivery.ReferencesIn(first); len(refs) > 0 {
		t.Errorf("%q reads as something else", first)
	}
}

func TestMessageArrivesWholeAndSaysNothingOutside(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		plan, photo := noise(200_000, 1), noise(57, 2)
		deliveryID := s.message(t, func(o *delivery.Outgoing) {
			o.ReceiptRequested = true
			o.Documents = []delivery.OutgoingDocument{file("Grundriß Café.pdf", plan), file("b.pdf", photo), file("leer.pdf", nil)}
		})
		s.work(t)
		got := s.one(t)

		head := header(t, got.raw)
		for _, secret := range []string{"Anna", "Beispiel", "Gewerbe", "Caf", "BY-", "Bamberg\"", "Frage"} {
			if strings.Contains(strings.ReplaceAll(head, authorityAddress, ""), secret) {
				t.Errorf("the outer header says %q:\n%s", secret, head)
			}
		}
		if !subjectForm.MatchString(head) || !strings.Contains(head, "smime-type=authEnveloped-data") {
			t.Errorf("outer header:\n%s", head)
		}

		opened, mail := s.open(t, got.raw, cms.Modern)
		if opened.Profile != cms.Modern || !opened.Announced.Equal(s.Keys.SMIME()[0].Certificate) {
			t.Errorf("got profile %s, announced %v", opened.Profile, opened.Announced.Subject)
		}
		if n := strings.Count(mail.Text, caseReference); n != 1 || !strings.Contains(mail.Text, "\nAktenzeichen: "+caseReference+"\n") {
			t.Errorf("the reference stands there %d times:\n%s", n, mail.Text)
		}
		for _, said := range []string{
			"Anna Beispiel", "Lange Straße 1, 96047 Bamberg", "Name und Anschrift durch einen Brief", "welche Unterlagen brauchen Sie?",
			"Gesendet: 2. März 2026, 10:15 Uhr", "Antworten Sie einfach auf diese Mail", "Empfangsbestätigung",
		} {
			if !strings.Contains(mail.Text, said) {
				t.Errorf("the text lacks %q:\n%s", said, mail.Text)
			}
		}
		if mail.Subject != "Frage zur Gewerbeanmeldung" || mail.ReceiptTo != gatewayAddress || mail.From[0].Address != gatewayAddress {
			t.Errorf("got header %+v", mail.Header)
		}
		var names []string
		var contents [][]byte
		for _, a := range mail.Attachments {
			names, contents = append(names, a.Name), append(contents, a.Content)
		}
		if !slices.Equal(names, []string{"Grundriß Café.pdf", "b.pdf", "leer.pdf"}) || !bytes.Equal(contents[0], plan) || !bytes.Equal(contents[1], photo) {
			t.Errorf("got attachments %q", names)
		}

		row := s.rows(t)[0]
		kind, named, err := s.Tokens.Parse(strings.TrimPrefix(strings.TrimSuffix(got.from, "@schalter.example"), "b+"))
		want, _ := token.Bytes(row.ID)
		if err != nil || kind != token.Bounce || named != want || got.envelopeID != row.ID {
			t.Errorf("the bounce address %s and the envelope id %s do not name the row", got.from, got.envelopeID)
		}
		text, _ := token.OfMessageID(mail.MessageID, "schalter.example")
		if kind, named, err := s.Tokens.Parse(text); err != nil || kind != token.Delivery || named != want {
			t.Errorf("Message-ID %s is not of the row", mail.MessageID)
		}
		if s.cases.states(deliveryID) != "HANDED_OVER" || row.State != gatewaymail.StateHANDED_OVER || row.Size != int64(len(got.raw)) ||
			row.Profile == nil || *row.Profile != gatewaymail.ProfileMODERN || row.HandedOverAt == nil || row.NextAttemptAt != nil {
			t.Errorf("got facts %q, row %+v", s.cases.states(deliveryID), row)
		}
	})
}

func TestEveryProfileReachesEveryKindOfKey(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	for _, key := range []string{cmstest.AuthorityRSA, cmstest.AuthorityEC} {
		for _, p := range []cms.Profile{cms.Modern, cms.Compat, cms.Legacy} {
			s.authority = identity(t, key, authorityAddress, nil)
			s.channels.change(func(b *delivery.Mailbox) {
				b.Profile, b.LegacyAllowed, b.Encryption = string(p), true, s.authority.Certificate
			})
			s.post.set(func(p *post) { p.mails = nil })
			s.message(t, nil)
			s.work(t)
			opened, _ := s.open(t, s.one(t).raw, p)
			if opened.Profile != p && key == cmstest.AuthorityRSA {
				t.Errorf("%s: got %s, want %s", key, opened.Profile, p)
			}
		}
	}
}

func TestLaterMailsOfACaseReferToEarlierOnes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		for range 3 {
			s.message(t, nil)
			s.pass(t, time.Minute)
		}
		s.message(t, func(o *delivery.Outgoing) { o.Reference = "BY-AAA-AAA-AAA" })
		s.work(t)
		var ids []string
		for i, got := range s.post.taken() {
			_, mail := s.open(t, got.raw, cms.Modern)
			want := ids
			if i == 3 {
				want = nil
			}
			if !slices.Equal(mail.References, want) {
				t.Errorf("mail %d: got %v, want %v", i, mail.References, want)
			}
			if i == 2 && !slices.Equal(mail.InReplyTo, ids[1:]) {
				t.Errorf("got In-Reply-To %v, want %v", mail.InReplyTo, ids[1:])
			}
			ids = append(ids, mail.MessageID)
		}
		if len(ids) != 4 {
			t.Fatalf("got %d mails, want 4", len(ids))
		}
	})
}

// A mail goes out under the certificate of the authority's gateway where that counts for the mailbox, also the test of a new one.
func TestMailsAreEncryptedForTheGatewayThatCounts(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	const gateway = "domain-confidentiality-authority@bamberg.example"
	s.authority = identity(t, cmstest.AuthorityRSA, gateway, nil)
	s.channels.change(func(b *delivery.Mailbox) { b.Encryption = s.authority.Certificate })
	refused := s.message(t, nil)
	s.work(t)
	if got := s.cases.last(refused); len(s.post.taken()) != 0 || got.Code != "certificate_other_address" {
		t.Errorf("no gateway's: %+v, %d mails", got, len(s.post.taken()))
	}
	s.channels.change(func(b *delivery.Mailbox) { b.Suspended, b.EncryptionName = false, gateway })
	s.message(t, nil)
	s.work(t)
	s.open(t, s.one(t).raw, cms.Modern)
	s.channels.change(func(b *delivery.Mailbox) {
		b.Trial, b.TrialName = identity(t, cmstest.AuthorityEC, authorityAddress, nil).Certificate, authorityAddress
	})
	box, err := s.Channels.Mailbox(s.ctx, bamberg)
	if err != nil {
		t.Fatal(err)
	}
	box.Encryption, box.EncryptionName = box.Trial, box.TrialName
	if fault := certificateFault(box, s.Clock.Now()); fault != "" {
		t.Errorf("the test of its successor: %s", fault)
	}
}

// Mail programs that put a case together by its first mail find that in every later one.
func TestLaterMailsOfALongCaseReferToItsFirst(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		for range maxChain + 3 {
			s.message(t, nil)
			s.pass(t, time.Minute)
		}
		var ids []string
		for i, got := range s.post.taken() {
			_, mail := s.open(t, got.raw, cms.Modern)
			want := ids
			if i > maxChain {
				want = append([]string{ids[0]}, ids[i-maxChain+1:]...)
			}
			if !slices.Equal(mail.References, want) {
				t.Errorf("mail %d: got %v, want %v", i, mail.References, want)
			}
			ids = append(ids, mail.MessageID)
		}
		if len(ids) != maxChain+3 {
			t.Fatalf("got %d mails", len(ids))
		}
	})
}

// Where it cannot be known whether there is a mailbox again, no mail is given up.
func TestMailsOfAClosedChannelWaitWhileItIsNotKnown(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.channels.change(func(b *delivery.Mailbox) { b.Suspended = true })
		deliveryID := s.message(t, nil)
		s.work(t)
		s.Clock.Advance(time.Hour)
		s.channels.fail(errors.New("the database is away"))
		if err := s.failWaitingMails(s.ctx, bamberg); err == nil {
			t.Error("the job must come back")
		}
		if rows := s.rows(t); len(rows) != 1 || rows[0].State != gatewaymail.StateQUEUED || strings.Contains(s.cases.states(deliveryID), delivery.FactFailed) {
			t.Errorf("the mail was given up: %v, %s", rows, s.cases.states(deliveryID))
		}
		s.channels.fail(delivery.ErrClosed)
		if err := s.failWaitingMails(s.ctx, bamberg); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(s.cases.states(deliveryID), delivery.FactFailed) {
			t.Errorf("the channel is closed: %s", s.cases.states(deliveryID))
		}
	})
}

// A key of tokens that changes between two mails makes no other mail of what went out, and no other thread.
func TestThreadsStandWhenTheKeyOfTokensChanges(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	l := &liar{s.Transport, true}
	s.Transport = l
	s.message(t, nil)
	s.work(t)
	l.lie = false
	tokens, err := token.NewKeys(map[uint8][]byte{1: bytes.Repeat([]byte{7}, token.MinKey), 2: bytes.Repeat([]byte{8}, token.MinKey)}, 2)
	if err != nil {
		t.Fatal(err)
	}
	s.Tokens = tokens
	s.pass(t, time.Minute)
	s.message(t, nil)
	s.work(t)
	mails := s.post.taken()
	if len(mails) != 3 {
		t.Fatalf("got %d mails, want 3", len(mails))
	}
	_, first := s.open(t, mails[0].raw, cms.Modern)
	_, again := s.open(t, mails[1].raw, cms.Modern)
	_, later := s.open(t, mails[2].raw, cms.Modern)
	if again.MessageID != first.MessageID || !slices.Equal(later.References, []string{first.MessageID}) {
		t.Errorf("got %s, %s, references %v", first.MessageID, again.MessageID, later.References)
	}
}

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

func TestWhatWasTakenBackIsNotSent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		deliveryID := s.message(t, nil)
		s.cases.set(func(c *cases) { clear(c.outgoing) })
		s.work(t)
		if row := s.rows(t)[0]; row.State != gatewaymail.StateSTOPPED || row.SettledAt == nil {
			t.Errorf("got %+v", row)
		}
		if got := s.cases.states(deliveryID); got != "" || len(s.post.taken()) != 0 {
			t.Errorf("got facts %q and %d mails", got, len(s.post.taken()))
		}
	})
}

func TestSuspendedChannelWaitsWithoutOneWordToTheServer(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.channels.change(func(b *delivery.Mailbox) { b.Suspended = true })
	deliveryID := s.message(t, nil)
	s.work(t)
	if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.Code != "mail_suspended" || got.NextAttempt == nil {
		t.Fatalf("got %+v", got)
	}
	if s.post.tries != 0 {
		t.Error("it was sent all the same")
	}
	s.channels.change(func(b *delivery.Mailbox) { b.Suspended = false })
	s.pass(t, time.Minute)
	if got := s.cases.states(deliveryID); got != "DEFERRED HANDED_OVER" {
		t.Errorf("got %s", got)
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

// Two replicas on one database, each with several workers, send each mail once.
func TestReplicasSendEachMailOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.set(func(p *post) {
			p.answer = func(int) error { time.Sleep(2 * time.Millisecond); return nil }
		})
		other := New(delivery.NewShared(s.options(t)))
		const mails = 12
		for range mails {
			s.message(t, nil)
		}
		// In addition to their jobs, every worker of both tries every mail.
		var wg sync.WaitGroup
		for _, row := range s.rows(t) {
			for _, replica := range []*Service{s.Service, other, s.Service, other} {
				wg.Go(func() {
					for range 20 {
						if err := replica.sendMail(s.ctx, row.ID); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		wg.Wait()
		s.pass(t, time.Minute)
		seen := map[string]int{}
		for _, m := range s.post.taken() {
			seen[m.envelopeID]++
		}
		for _, row := range s.rows(t) {
			if seen[row.ID] != 1 || row.Attempts != 1 || row.State != gatewaymail.StateHANDED_OVER {
				t.Errorf("%s was sent %d times, %d attempts, %s", row.ID, seen[row.ID], row.Attempts, row.State)
			}
		}
	})
}

// With more mails than places none is forgotten, and the server is not flooded: neither for one authority nor for all.
func TestCrowdOfMailsIsSentAFewAtATime(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		const others = "aut_other"
		s.channels.boxes[others] = &delivery.Mailbox{
			AuthorityID: others, Address: "post@other.example", Profile: "MODERN",
			Encryption: identity(t, cmstest.AuthorityEC, "post@other.example", nil).Certificate,
		}
		crowd := &counting{Transport: s.Transport, now: map[string]int{}, most: map[string]int{}, full: map[string]*barrier{
			"": newBarrier(maxSending), authorityAddress: newBarrier(maxPerAuthority),
		}}
		s.Transport = crowd
		const mails = 24
		for range mails / 3 {
			s.message(t, nil)
			s.message(t, nil)
			s.tx(t, func(ctx context.Context, tx *store.Tx) error { return s.TellDeleted(ctx, tx, others, caseReference) })
		}
		s.runUntil(t, func() bool { return len(s.post.taken()) >= mails })
		for _, row := range s.rows(t) {
			if row.State != gatewaymail.StateHANDED_OVER || row.Attempts != 1 {
				t.Errorf("got %s after %d attempts", row.State, row.Attempts)
			}
		}
		if crowd.most[authorityAddress] != maxPerAuthority || crowd.most[""] != maxSending {
			t.Errorf("at most %d to one and %d at once, want %d and %d", crowd.most[authorityAddress], crowd.most[""], maxPerAuthority, maxSending)
		}
	})
}

// counting counts the mails that are sent at once. The first ones stay until there are as many as there may be.
type counting struct {
	delivery.Transport
	mu        sync.Mutex
	now, most map[string]int
	full      map[string]*barrier
}

// barrier lets nobody through until n have come.
type barrier struct {
	n    int
	open chan struct{}
}

func newBarrier(n int) *barrier { return &barrier{n, make(chan struct{})} }

func (c *counting) add(n int, keys ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range keys {
		before := c.most[k]
		c.now[k] += n
		c.most[k] = max(before, c.now[k])
		if b := c.full[k]; b != nil && before < b.n && c.most[k] >= b.n {
			close(b.open)
		}
	}
}

func (c *counting) Send(ctx context.Context, m relay.Message) (relay.Accepted, error) {
	c.add(1, "", m.To)
	defer c.add(-1, "", m.To)
	for _, k := range []string{"", m.To} {
		if b := c.full[k]; b != nil {
			select {
			case <-b.open:
			case <-ctx.Done():
			}
		}
	}
	return c.Transport.Send(ctx, m)
}

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

func TestDomainSignsMails(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if s.DomainSigner, err = dkim.New("schalter.example", dkim.Key{Selector: "e2026", Signer: key}); err != nil {
		t.Fatal(err)
	}
	s.message(t, func(o *delivery.Outgoing) { o.Documents = []delivery.OutgoingDocument{file("a.pdf", noise(10_000, 1))} })
	s.work(t)
	got := s.one(t)
	verified, err := verifier.VerifyWithOptions(bytes.NewReader(got.raw), &verifier.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)}, nil
	}})
	if err != nil || len(verified) != 1 || verified[0].Err != nil || verified[0].Domain != "schalter.example" {
		t.Errorf("got %+v, %v", verified, err)
	}
	s.open(t, got.raw, cms.Modern)
}

func TestLogNamesNobody(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.post.set(func(p *post) {
		p.answer = func(int) error { return temporary("mailbox of " + authorityAddress + " is busy") }
	})
	s.message(t, nil)
	s.work(t)
	if s.logged.Len() == 0 {
		t.Fatal("nothing was logged")
	}
	for _, secret := range []string{"@", "Anna", "Gewerbe", caseReference} {
		if strings.Contains(s.logged.String(), secret) {
			t.Errorf("the log says %q: %s", secret, s.logged)
		}
	}
}
