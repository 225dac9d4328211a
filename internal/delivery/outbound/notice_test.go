package outbound

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/checkcode"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

const nonce = "7K2M-94QX-HTRA"

func (s *sender) test(t *testing.T, testID, profile string) {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *store.Tx) error {
		return s.SendTest(ctx, tx, bamberg, testID, profile, nonce)
	})
	s.work(t)
}

func TestConnectionTestGoesOutInItsProfileAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		// A channel that is being set up, or broke, is tested all the same.
		s.channels.change(func(b *delivery.Mailbox) { b.Profile, b.Suspended = "", true })
		for _, profile := range []cms.Profile{cms.Modern, cms.Compat} {
			s.post.set(func(p *post) { p.mails = nil })
			s.test(t, "tst_"+string(profile), string(profile))
			got := s.one(t)
			opened, mail := s.open(t, got.raw, profile)
			if opened.Profile != profile {
				t.Errorf("got %s, want %s", opened.Profile, profile)
			}
			for _, said := range []string{
				"Antworten Sie signiert und verschlüsselt auf diese Mail; lassen Sie die Prüfzeichen stehen", "Prüfzeichen: " + nonce + "\n", profileNames[string(profile)],
			} {
				if !strings.Contains(mail.Text, said) {
					t.Errorf("the text lacks %q:\n%s", said, mail.Text)
				}
			}
			if strings.Contains(header(t, got.raw), "test") || strings.Contains(header(t, got.raw), nonce) {
				t.Error("the outer header says what it is")
			}
			id, _ := token.OfMessageID(mail.MessageID, "schalter.example")
			if kind, _, err := s.Tokens.Parse(id); err != nil || kind != token.ConnectionTest {
				t.Errorf("got kind %d, %v", kind, err)
			}
		}
		for _, row := range s.rows(t) {
			if row.State != gatewaymail.StateHANDED_OVER || len(row.Sealed) > 0 || len(row.WrappedKey) > 0 || row.KekID != "" {
				t.Errorf("the content is still there: %+v", row)
			}
		}
	})
}

func TestConnectionTestInLegacyNeedsItsPermission(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	if got, want := TestProfiles(false), []string{"MODERN", "COMPAT"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := TestProfiles(true), []string{"MODERN", "COMPAT", "LEGACY"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	s.test(t, "tst_1", "LEGACY")
	if s.channels.failing["tst_1"] != "mail_legacy_ended" || len(s.post.taken()) != 0 {
		t.Errorf("got %v and %d mails", s.channels.failing, len(s.post.taken()))
	}
	s.channels.change(func(b *delivery.Mailbox) { b.LegacyAllowed = true })
	s.test(t, "tst_2", "LEGACY")
	if opened, _ := s.open(t, s.one(t).raw, cms.Legacy); opened.Profile != cms.Legacy {
		t.Errorf("got %s", opened.Profile)
	}
}

// Without the operators' permission, or after its last day, no message leaves in LEGACY: it waits for a better profile, or for the permission.
func TestAMessageInLegacyNeedsItsPermission(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.channels.change(func(b *delivery.Mailbox) { b.Profile = string(cms.Legacy) })
		deliveryID := s.message(t, nil)
		s.work(t)
		if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.Code != codeLegacyEnded || len(s.post.taken()) != 0 {
			t.Fatalf("got %+v and %d mails", got, len(s.post.taken()))
		}
		s.channels.change(func(b *delivery.Mailbox) { b.LegacyAllowed = true })
		s.pass(t, time.Hour)
		if opened, _ := s.open(t, s.one(t).raw, cms.Legacy); opened.Profile != cms.Legacy {
			t.Errorf("got %s", opened.Profile)
		}
	})
}

func TestConnectionTestWithoutACertificateFailsAtOnce(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.channels.change(func(b *delivery.Mailbox) { b.Encryption = nil })
	s.test(t, "tst_1", "MODERN")
	delete(s.channels.boxes, bamberg)
	s.test(t, "tst_2", "MODERN")
	if got := s.channels.failing; got["tst_1"] != "certificate_missing" || got["tst_2"] != "mail_no_mailbox" {
		t.Errorf("got %v", got)
	}
}

func TestConnectionTestThatIsRefusedFails(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.post.set(func(p *post) {
		p.recipient = func(string) error { return refusal(550, 5, 1, 1) }
	})
	s.test(t, "tst_1", "MODERN")
	if got := s.channels.failing["tst_1"]; got != "mail_unknown_mailbox" {
		t.Errorf("got %q", got)
	}
	if _, failed := s.channels.seen(); len(failed) > 0 {
		t.Errorf("a test counted against the channel: %v", failed)
	}
}

func TestPolicyNoticeComesAtMostOnceAnHour(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		var sent []bool
		for range 3 {
			for range 3 {
				s.tx(t, func(ctx context.Context, tx *store.Tx) error {
					ok, err := s.SendPolicyNotice(ctx, tx, PolicyNotice{AuthorityID: bamberg, Reason: "Die Mail war nicht signiert.", ReceivedAt: tx.Now})
					sent = append(sent, ok)
					return err
				})
			}
			s.pass(t, 30*time.Minute)
		}
		if want := []bool{true, false, false, false, false, false, true, false, false}; !slices.Equal(sent, want) {
			t.Errorf("got %v, want %v", sent, want)
		}
		mails := s.post.taken()
		if len(mails) != 2 {
			t.Fatalf("got %d mails, want 2", len(mails))
		}
		_, mail := s.open(t, mails[0].raw, cms.Modern)
		if mails[0].to != authorityAddress || !strings.Contains(mail.Text, "Grund: Die Mail war nicht signiert.") || mail.AutoSubmitted != "auto-generated" {
			t.Errorf("to %s: %s", mails[0].to, mail.Text)
		}
	})
}

// Unsigned mails in an authority's name use up none of the notices about its own mails.
func TestForgedMailsUseUpNoPolicyNotices(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		sent := map[bool]int{}
		notice := func(signed bool) {
			s.tx(t, func(ctx context.Context, tx *store.Tx) error {
				ok, err := s.SendPolicyNotice(ctx, tx, PolicyNotice{AuthorityID: bamberg, Reason: "x", ReceivedAt: tx.Now, Signed: signed})
				if ok {
					sent[signed]++
				}
				return err
			})
		}
		for range 8 {
			for range 5 {
				notice(false)
			}
			notice(true)
			w.Clock.Advance(time.Hour)
		}
		if sent[false] != MaxUnsignedPolicyPerDay || sent[true] != maxPolicyPerDay {
			t.Errorf("told %d times of forged mails and %d times of its own", sent[false], sent[true])
		}
	})
}

func TestConfirmRequestNamesTheCaseOnceAndTheHeldMail(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.tx(t, func(ctx context.Context, tx *store.Tx) error {
		return s.SendConfirmRequest(ctx, tx, ConfirmRequest{
			AuthorityID: bamberg, InboundID: "inm_1", Reference: caseReference, Mark: "a1b2-c3d4", Subject: "Ihr Antrag", ReceivedAt: tx.Now,
		})
	})
	s.work(t)
	_, mail := s.open(t, s.one(t).raw, cms.Modern)
	if strings.Count(mail.Text, caseReference) != 1 || !strings.Contains(mail.Text, "Prüfzeichen: a1b2-c3d4\n") || !strings.Contains(mail.Text, "Betreff: Ihr Antrag\n") {
		t.Errorf("got\n%s", mail.Text)
	}
	row := s.rows(t)[0]
	id, _ := token.OfMessageID(mail.MessageID, "schalter.example")
	kind, b, err := s.Tokens.Parse(id)
	if err != nil || kind != token.Confirmation || token.ID("gml", b) != row.ID || row.SubjectID == nil || *row.SubjectID != "inm_1" {
		t.Errorf("got kind %d of %x, %v; row %+v", kind, b, err, row)
	}
}

func TestConfirmRequestLeavesOutASubjectWithAReference(t *testing.T) {
	t.Parallel()
	other := checkcode.NewReference(rand.Reader)
	got := confirmText(ConfirmRequest{Reference: checkcode.NewReference(rand.Reader), Subject: "Re: " + other, ReceivedAt: testkit.Start})
	if strings.Contains(got, other) || len(delivery.ReferencesIn(got)) != 1 {
		t.Errorf("got\n%s", got)
	}
}

func TestConfirmRequestThatFailsGivesTheHeldMailUp(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.set(func(p *post) { p.recipient = func(string) error { return refusal(550, 5, 1, 1) } })
		s.tx(t, func(ctx context.Context, tx *store.Tx) error {
			return s.SendConfirmRequest(ctx, tx, ConfirmRequest{AuthorityID: bamberg, InboundID: "inm_1", Reference: caseReference, ReceivedAt: tx.Now})
		})
		s.work(t)
		if got := s.held.quarantined; !slices.Equal(got, []string{"inm_1"}) {
			t.Errorf("gave up %v", got)
		}
	})
}

func TestDeletionIsTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.tx(t, func(ctx context.Context, tx *store.Tx) error { return s.TellDeleted(ctx, tx, bamberg, caseReference) })
		if row := s.rows(t)[0]; strings.Contains(string(row.Sealed), "Postfach") || len(row.Sealed) == 0 {
			t.Error("the content is not sealed")
		}
		s.work(t)
		_, mail := s.open(t, s.one(t).raw, cms.Modern)
		if strings.Count(mail.Text, caseReference) != 1 || mail.Subject != "Postfach gelöscht" {
			t.Errorf("%s\n%s", mail.Subject, mail.Text)
		}
	})
}

// A mail of the platform that cannot be delivered ends without a word to anybody, and its content is destroyed.
func TestMailOfThePlatformThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	delete(s.channels.boxes, bamberg)
	s.tx(t, func(ctx context.Context, tx *store.Tx) error { return s.TellDeleted(ctx, tx, bamberg, caseReference) })
	s.work(t)
	for range 60 {
		s.pass(t, time.Hour)
	}
	row := s.rows(t)[0]
	if row.State != gatewaymail.StateFAILED || *row.Failure != failUnreachable || len(row.Sealed) > 0 || len(row.WrappedKey) > 0 {
		t.Errorf("got %+v", row)
	}
}

func TestEveryCodeThatFactsCarryIsListed(t *testing.T) {
	t.Parallel()
	codes := Codes()
	for _, cause := range []relay.Cause{relay.Classify(0, "5.1.1"), relay.Classify(0, "5.2.2"), relay.Classify(0, "5.3.4"), relay.Classify(554, ""), relay.Classify(0, ""), relay.Classify(450, "4.3.0")} {
		if !slices.Contains(codes, CodeOf(cause)) {
			t.Errorf("%s is not listed", CodeOf(cause))
		}
	}
	for code := range unusable {
		if !slices.Contains(codes, code) {
			t.Errorf("%s is not listed", code)
		}
	}
	slices.Sort(codes)
	if len(slices.Compact(codes)) != len(Codes()) || slices.ContainsFunc(codes, func(c string) bool { return len(c) > 64 }) {
		t.Errorf("a code twice, or longer than its column: %v", codes)
	}
}
