package postbox_test

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// threeMonths is the silence that grants what § 6a GewO is about.
var threeMonths = &conversation.Silence{Amount: 3, Unit: legal.Months, Basis: "§ 6a GewO", Extendable: true}

// receipts are the notices of arrival in Anna's mailbox, as subject and text.
func (tn *town) receipts(t *testing.T, mailboxID string) (list []*conversation.Message, texts []string) {
	t.Helper()
	all, found := tn.texts(t, anna, mailboxID)
	for i, m := range all {
		if m.Kind == casemail.KindNotice {
			list, texts = append(list, m), append(texts, m.Subject+"\n\n"+found[i])
		}
	}
	return list, texts
}

// The whole of it, as a person reads it: 2 March 2026 is a Monday.
const wholeReceipt = `Eingang bestätigt: IHK für Oberfranken

Ihre Nachricht ist bei „IHK für Oberfranken“ eingegangen.

Tag und Uhrzeit des Eingangs: Montag, 2. März 2026, 10:15 Uhr

Leitet der Einheitliche Ansprechpartner Ihre Unterlagen weiter, gelten sie bei der zuständigen Behörde als eingegangen am Freitag, 6. März 2026 (Art. 71b Abs. 2 BayVwVfG, vorläufig).

Fristen, die für Antrag oder Anzeige gelten, wahrt schon der Eingang beim Einheitlichen Ansprechpartner (Art. 71b Abs. 2 BayVwVfG).

Frist, Beginn und Folge (Stand: 2. März 2026)

„Versammlung anzeigen“
Frist: drei Monate (§ 6a GewO).
Beginn: erst wenn die Unterlagen vollständig sind. Ob sie es sind, sagt die zuständige Behörde.
Folge: Entscheidet sie bis zum Ende der Frist nicht, gilt die Genehmigung als erteilt. Sie kann die Frist einmal verlängern und muss das mitteilen.

Rechtsbehelfe

Gegen einen Bescheid: Welcher Rechtsbehelf möglich ist, bei wem und bis wann, sagt seine Rechtsbehelfsbelehrung (§ 58 Abs. 1 VwGO).

Entscheidet die Behörde ohne zureichenden Grund nicht in angemessener Frist: Klage beim Verwaltungsgericht, in der Regel nicht vor Ablauf von drei Monaten seit dem Antrag (§ 75 VwGO).

Setzt ein Antrag oder eine Anzeige der Behörde eine Frist, stellt die zuständige Behörde darüber eine Empfangsbestätigung aus (Art. 71b Abs. 3 BayVwVfG).

Vorläufig, weil noch nicht juristisch bestätigt: Art. 71b Abs. 2 BayVwVfG, § 6a GewO, § 58 Abs. 1 VwGO, § 75 VwGO, Art. 71b Abs. 3 BayVwVfG.

Diese Mitteilung kommt automatisch. Sie ist keine Entscheidung. Sie sagt nicht, ob jemand Ihre Nachricht gelesen hat, und nicht, ob Ihre Unterlagen vollständig sind.`

const laterReceipt = `Eingang bestätigt: IHK für Oberfranken

Ihre Nachricht ist bei „IHK für Oberfranken“ eingegangen.

Tag und Uhrzeit des Eingangs: Mittwoch, 4. März 2026, 11:15 Uhr

„Versammlung anzeigen“: Die Frist beginnt erst, wenn die Unterlagen vollständig sind.

Diese Mitteilung kommt automatisch. Sie ist keine Entscheidung. Sie sagt nicht, ob jemand Ihre Nachricht gelesen hat, und nicht, ob Ihre Unterlagen vollständig sind.`

// TestWhoWritesToAnEinheitlicherAnsprechpartnerIsToldWhatArt71bAsks has the first message, a later one, one that was sent twice, an application, and
// one after the competent authority told that the documents are complete.
func TestWhoWritesToAnEinheitlicherAnsprechpartnerIsToldWhatArt71bAsks(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{assembly: threeMonths}
		m := tn.openAtPoint(t)
		first := conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Mein Antrag", IdempotencyKey: "once"}
		sent := tn.send(t, m, first)
		tn.send(t, m, first)
		list, texts := tn.receipts(t, m.ID)
		if len(texts) != 1 || texts[0] != wholeReceipt {
			t.Fatalf("%d: %s", len(texts), strings.Join(texts, "\n----\n"))
		}
		if r := list[0]; r.InReplyToID == nil || *r.InReplyToID != sent.ID || !r.Unread || r.Direction != casemail.FromPlatform || tn.notices[anna] != 1 {
			t.Errorf("the notice: %+v, %d mails", r, tn.notices[anna])
		}
		tn.wantVerifies(t, anna, list[0].ID, m.ID)
		w.Clock.Advance(49 * time.Hour)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Der Plan"})
		if _, texts := tn.receipts(t, m.ID); len(texts) != 2 || texts[1] != laterReceipt {
			t.Errorf("%d: %s", len(texts), texts[len(texts)-1])
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Kind: casemail.KindApplication, Body: "Ein zweiter Antrag"})
		if _, texts := tn.receipts(t, m.ID); len(texts) != 3 || !strings.Contains(texts[2], "Rechtsbehelfe") {
			t.Errorf("an application: %s", texts[len(texts)-1])
		}
		// The authority did nothing: it does not see the notices, and stays silent.
		if _, texts := tn.texts(t, clerkIHK, tn.atPoint(t).ID); len(texts) != 3 {
			t.Errorf("the Einheitlicher Ansprechpartner reads %q", texts)
		}
		if d := tn.delivery(t, sent); d.State != casemail.Delivered {
			t.Errorf("the delivery is %s", d.State)
		}
		// Once it was told that the documents are complete, nothing is said of when the period begins.
		tn.grant(t, m, true, true)
		if err := tn.forward(t, conversation.CaseForwardInput{MessageIDs: []string{sent.ID}}); err != nil {
			t.Fatal(err)
		}
		atCity := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.reply(t, conversation.CaseReplyInput{CaseID: atCity.ID, Kind: casemail.KindComplete, Subject: "Vollständig", Body: "Alles da.", IdempotencyKey: rand.Text()})
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Noch etwas"})
		_, texts = tn.receipts(t, m.ID)
		if last := texts[len(texts)-1]; len(texts) != 4 || strings.Contains(last, "Frist") {
			t.Errorf("after COMPLETE: %d, %s", len(texts), last)
		}
	})
}

// TestAReceiptClaimsNothingThatIsNotKnown has services without deemed approval, a case without a service, a day for which no rule is known, other
// authorities, and English.
func TestAReceiptClaimsNothingThatIsNotKnown(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.singleContact = chamber
		first := func(m *conversation.CaseMailbox, to string) string {
			t.Helper()
			tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{to}})
			_, texts := tn.receipts(t, m.ID)
			return strings.Join(texts, "\n----\n")
		}
		wants := func(name, text string, with []string, without ...string) {
			t.Helper()
			for _, part := range with {
				if !strings.Contains(text, part) {
					t.Errorf("%s: no %q in %s", name, part, text)
				}
			}
			for _, part := range without {
				if strings.Contains(text, part) {
					t.Errorf("%s: %q in %s", name, part, text)
				}
			}
		}
		const unknown = "„Versammlung anzeigen“\nEine Frist, nach der eine Genehmigung als erteilt gilt, ist hier nicht bekannt."
		remedies := []string{"§ 58 Abs. 1 VwGO", "§ 75 VwGO"}
		claims := []string{"\nFrist: ", "Beginn: ", "Folge: ", "gilt die Genehmigung"}
		wants("without deemed approval", first(tn.openAtPoint(t), chamber), append(remedies, unknown), claims...)

		alone, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{AuthorityID: &chamber})
		if err != nil {
			t.Fatal(err)
		}
		wants("for it alone", first(alone, chamber), append(remedies, "Tag und Uhrzeit des Eingangs: Montag, 2. März 2026, 10:15 Uhr", "In diesem Fall ist keine Leistung genannt."), claims...)

		both := tn.openAtPoint(t, trade)
		if text := first(both, city); text != "" {
			t.Errorf("the city confirms: %s", text)
		}
		if text := first(tn.open(t, chamber), chamber); text != "" {
			t.Errorf("as another authority the chamber confirms: %s", text)
		}

		tn.silences = map[string]*conversation.Silence{assembly: twoWeeks}
		tn.locale = "en"
		wants("in English", first(tn.openAtPoint(t), chamber), []string{"Arrival confirmed: IHK für Oberfranken\n\nYour message has arrived at “IHK für Oberfranken”.", "Frist: zwei Wochen (§ 2 Abs. 3 BayGastV)."})
		tn.locale = ""

		// Rules of another day are not named, also where a service says how long its period is.
		rules := legal.Shipped().Rules()
		ended := legal.Day("2026-03-02")
		for i := range rules {
			if rules[i].Kind == legal.DeemedApproval && rules[i].ValidTo == nil {
				rules[i].ValidTo = &ended
			}
		}
		book, err := legal.NewBook(rules)
		if err != nil {
			t.Fatal(err)
		}
		tn.book = &book
		wants("without a rule", first(tn.openAtPoint(t), chamber), append(remedies, unknown), append(claims, "BayGastV", "gelten sie bei der zuständigen Behörde")...)
		tn.book = nil
	})
}

// TestAnEinheitlicherAnsprechpartnerWithAMailboxOfItsOwnIsConfirmedOnceItIsKnown has every fact that the gateway may learn.
func TestAnEinheitlicherAnsprechpartnerWithAMailboxOfItsOwnIsConfirmedOnceItIsKnown(t *testing.T) {
	t.Parallel()
	for name, facts := range map[string]struct {
		states []casemail.DeliveryState
		want   []int
	}{
		"relayed, delivered, opened": {[]casemail.DeliveryState{casemail.HandedOver, casemail.Relayed, casemail.Delivered, casemail.Opened}, []int{0, 1, 1, 1}},
		"opened, and a late report":  {[]casemail.DeliveryState{casemail.HandedOver, casemail.Opened, casemail.Relayed}, []int{0, 1, 1}},
		"came back, and was opened":  {[]casemail.DeliveryState{casemail.HandedOver, casemail.Relayed, casemail.Failed, casemail.Opened}, []int{0, 1, 1, 1}},
		"never arrived":              {[]casemail.DeliveryState{casemail.Deferred, casemail.Failed}, []int{0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				tn := newTown(t, w)
				tn.byMail[chamber] = true
				m := tn.openAtPoint(t)
				tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
				var confirmed []string
				for i, state := range facts.states {
					w.Clock.Advance(time.Hour)
					// Each twice, as two replicas may read the same report.
					for range 2 {
						f := casemail.Fact{State: state}
						if state == casemail.Failed {
							f.Failure = casemail.MailboxFull
						}
						tn.recordFact(t, tn.dispatched[0], f)
					}
					_, texts := tn.receipts(t, m.ID)
					confirmed = slices.DeleteFunc(texts, func(text string) bool { return !strings.HasPrefix(text, "Eingang bestätigt") })
					if len(confirmed) != facts.want[i] {
						t.Errorf("after %s: %d receipts", state, len(confirmed))
					}
				}
				for _, text := range confirmed {
					if !strings.Contains(text, "Bekannt ist der Eingang hier seit: Montag, 2. März 2026, 12:15 Uhr") || strings.Contains(text, "gelten sie bei der zuständigen Behörde") {
						t.Errorf("it says %s", text)
					}
				}
			})
		})
	}
}

// TestNothingIsConfirmedInAMailboxThatIsDeleted shows that a late report finds nobody to tell.
func TestNothingIsConfirmedInAMailboxThatIsDeleted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.byMail[chamber] = true
		m := tn.openAtPoint(t)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
		if _, err := tn.DeleteMailbox(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		err := tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			return tn.Gateway.RecordFact(ctx, tx, tn.dispatched[0], casemail.Fact{State: casemail.Relayed})
		})
		if err != nil || tn.notices[anna] != 0 {
			t.Errorf("%v, %d mails", err, tn.notices[anna])
		}
	})
}

// TestAReceiptIsNoActOfTheEinheitlicherAnsprechpartner shows that it stays silent all the same.
func TestAReceiptIsNoActOfTheEinheitlicherAnsprechpartner(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openAtPoint(t)
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
		w.Clock.Advance(15 * 24 * time.Hour)
		tn.sweepSilent(t)
		if d := tn.delivery(t, sent); !d.Silent || d.State != casemail.Delivered {
			t.Errorf("the receipt counts as heard: %+v", d)
		}
	})
}

// TestTheCoverSaysWhenWhatIsPassedOnCountsAsReceived has one message, several of one day and of two, and a matter that another authority had before.
func TestTheCoverSaysWhenWhatIsPassedOnCountsAsReceived(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.silences = map[string]*conversation.Silence{assembly: threeMonths}
		m := tn.openAtPoint(t)
		send := func(subject string) string {
			t.Helper()
			return tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Subject: subject}).ID
		}
		passOn := func(ids ...string) string {
			t.Helper()
			if err := tn.forward(t, conversation.CaseForwardInput{MessageIDs: ids}); err != nil {
				t.Fatal(err)
			}
			messages, texts := tn.texts(t, clerkCity, cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0].ID)
			at := len(texts) - 1 - len(ids)
			if messages[at].FromAuthorityID == nil {
				t.Fatalf("no cover: %q", texts)
			}
			return texts[at]
		}
		one, two := send("Antrag"), send("Plan")
		w.Clock.Advance(49 * time.Hour)
		three, four := send("Nachweis"), send("Lageplan")
		w.Clock.Advance(49 * time.Hour)
		tn.grant(t, m, true, true)
		const facts = `Fristen, die für Antrag oder Anzeige gelten, wahrt schon der Eingang beim Einheitlichen Ansprechpartner (Art. 71b Abs. 2 BayVwVfG).

Frist, Beginn und Folge (Stand: 2. März 2026)

„Versammlung anzeigen“
Frist: drei Monate (§ 6a GewO).
Beginn: erst wenn die Unterlagen vollständig sind. Ob sie es sind, sagt die zuständige Behörde.
Folge: Entscheidet sie bis zum Ende der Frist nicht, gilt die Genehmigung als erteilt. Sie kann die Frist einmal verlängern und muss das mitteilen.

Setzt ein Antrag oder eine Anzeige der Behörde eine Frist, stellt die zuständige Behörde darüber eine Empfangsbestätigung aus (Art. 71b Abs. 3 BayVwVfG).

Vorläufig, weil noch nicht juristisch bestätigt: Art. 71b Abs. 2 BayVwVfG, § 6a GewO, Art. 71b Abs. 3 BayVwVfG.`
		want := "IHK für Oberfranken leitet Ihnen weiter, was die Person dort eingereicht hat (1 Nachricht). Die Person hat das erlaubt.\n\nEingang beim Einheitlichen Ansprechpartner: Montag, 2. März 2026, 10:15 Uhr\n\n" +
			"Die Unterlagen gelten bei Ihnen als eingegangen am Freitag, 6. März 2026 (Art. 71b Abs. 2 BayVwVfG, vorläufig).\n\n" + facts
		if got := passOn(one); got != want {
			t.Errorf("one message:\n%s", got)
		}
		want = "IHK für Oberfranken leitet Ihnen weiter, was die Person dort eingereicht hat (2 Nachrichten). Die Person hat das erlaubt.\n\nErster Eingang beim Einheitlichen Ansprechpartner: Montag, 2. März 2026, 10:15 Uhr\n\n" +
			"Eingang der einzelnen Nachrichten:\n" +
			"„Plan“: Montag, 2. März 2026, 10:15 Uhr. Gilt bei Ihnen als eingegangen am Freitag, 6. März 2026 (Art. 71b Abs. 2 BayVwVfG, vorläufig).\n" +
			"„Nachweis“: Mittwoch, 4. März 2026, 11:15 Uhr. Gilt bei Ihnen als eingegangen am Sonntag, 8. März 2026 (Art. 71b Abs. 2 BayVwVfG, vorläufig).\n\n" + facts
		if got := passOn(two, three); got != want {
			t.Errorf("of two days:\n%s", got)
		}
		// What came late has its own day, and the matter that of its first receipt.
		if got := passOn(four); !strings.Contains(got, "\n\nEingang beim Einheitlichen Ansprechpartner: Mittwoch, 4. März 2026, 11:15 Uhr\n\nDie Unterlagen gelten bei Ihnen als eingegangen am Sonntag, 8. März 2026 ") {
			t.Errorf("a late one:\n%s", got)
		}
		if c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]; c.FirstReceivedAt == nil || legal.DayOf(*c.FirstReceivedAt) != "2026-03-02" {
			t.Errorf("first received %v", c.FirstReceivedAt)
		}
	})
}

// TestTheCoverNamesAnEarlierReceiptAsThat shows that the day on which another authority had the matter is not said to be that of the Einheitlicher
// Ansprechpartner.
func TestTheCoverNamesAnEarlierReceiptAsThat(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{assembly}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{{ServiceID: assembly, AuthorityID: city}}})
		if err != nil {
			t.Fatal(err)
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(49 * time.Hour)
		tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		next := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		list, texts := tn.receipts(t, next.ID)
		if len(texts) != 1 || !strings.Contains(texts[0], "Tag und Uhrzeit des Eingangs: Mittwoch, 4. März 2026, 11:15 Uhr") {
			t.Fatalf("the receipt of what was handed over: %q", texts)
		}
		tn.grant(t, next, true, true)
		if err := tn.forward(t, conversation.CaseForwardInput{MessageIDs: []string{*list[0].InReplyToID}}); err != nil {
			t.Fatal(err)
		}
		for _, c := range cases(t, tn, clerkCity, city, inbox.CaseFilter{}) {
			_, texts := tn.texts(t, clerkCity, c.ID)
			if i := slices.IndexFunc(texts, func(text string) bool { return strings.Contains(text, "leitet Ihnen weiter") }); i >= 0 {
				want := "Eingang beim Einheitlichen Ansprechpartner: Mittwoch, 4. März 2026, 11:15 Uhr\n\nDavor war die Sache schon bei einer anderen Behörde eingegangen: Montag, 2. März 2026, 10:15 Uhr\n\n" +
					"Die Unterlagen gelten bei Ihnen als eingegangen am Sonntag, 8. März 2026"
				if !strings.Contains(texts[i], want) || c.FirstReceivedAt == nil || legal.DayOf(*c.FirstReceivedAt) != "2026-03-02" {
					t.Errorf("first received %v: %s", c.FirstReceivedAt, texts[i])
				}
				return
			}
		}
		t.Error("no cover")
	})
}
