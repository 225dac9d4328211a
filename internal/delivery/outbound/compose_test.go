package outbound

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	verifier "github.com/emersion/go-msgauth/dkim"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/mail/dkim"
	"schalter/internal/mail/token"
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
		if n := strings.Count(mail.Text, caseReference); n != 1 || !strings.Contains(mail.Text, "\nFallnummer: "+caseReference+"\n") {
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
