package postbox_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/ent/auditentry"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func (tn *town) sweepSilent(t *testing.T) {
	t.Helper()
	// Twice: the same work once more does nothing.
	for range 2 {
		if err := tn.Conversation.SweepSilent(t.Context(), tn.Clock.Now()); err != nil {
			t.Fatal(err)
		}
	}
}

// silentFor sweeps four times a day for so many days, and says on which days after today the authority was reminded and Anna was told.
func (tn *town) silentFor(t *testing.T, mailboxID string, days int) (reminded, told []int) {
	t.Helper()
	start := clock.EndOfDay(tn.Clock.Now())
	for range days * 4 {
		tn.Clock.Advance(6 * time.Hour)
		reminders, notices := tn.notices["reminder "+city], len(tn.silenceNotices(t, mailboxID))
		tn.sweepSilent(t)
		day := int(clock.EndOfDay(tn.Clock.Now()).Sub(start).Round(time.Hour).Hours() / 24)
		for range tn.notices["reminder "+city] - reminders {
			reminded = append(reminded, day)
		}
		for range len(tn.silenceNotices(t, mailboxID)) - notices {
			told = append(told, day)
		}
	}
	return reminded, told
}

// silenceNotices are the texts by which the platform told of silence in Anna's mailbox.
func (tn *town) silenceNotices(t *testing.T, mailboxID string) (texts []string) {
	t.Helper()
	for _, m := range tn.inMailbox(t, mailboxID) {
		if m.Kind != casemail.KindNotice {
			continue
		}
		text, err := tn.Conversation.MessageTexts(as(anna), []*conversation.Message{m})
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, m.Subject+"\n"+*text[0])
	}
	return texts
}

func TestASilentAuthorityIsRemindedTwiceAndThenTheOwnerIsTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Subject: "Antrag", Body: "Ich beantrage."})
		if d := tn.delivery(t, m); d.Silent || tn.Proof.FallbackLetter(as(anna), d) != nil {
			t.Errorf("at first: %+v", d)
		}
		reminded, told := tn.silentFor(t, box.ID, 30)
		if !slices.Equal(reminded, []int{3, 9}) || !slices.Equal(told, []int{14}) {
			t.Fatalf("reminded on days %v, told on %v", reminded, told)
		}
		text := tn.silenceNotices(t, box.ID)[0]
		for _, part := range []string{"Noch nicht geöffnet: Ihre Nachricht an Stadt Bamberg", "seit 14 Tagen", "Geöffnet hat sie dort bisher niemand", "druckfertig", "warten Sie nicht ab"} {
			if !strings.Contains(text, part) {
				t.Errorf("the notice does not say %q: %s", part, text)
			}
		}
		notice := tn.inMailbox(t, box.ID)[1]
		if notice.InReplyToID == nil || *notice.InReplyToID != m.ID || !notice.Unread || tn.notices[anna] != 1 {
			t.Errorf("the notice: %+v, %d mails", notice, tn.notices[anna])
		}
		d := tn.delivery(t, m)
		if !d.Silent || d.State != casemail.Delivered || tn.Proof.FallbackLetter(as(anna), d) == nil {
			t.Errorf("then: %+v", d)
		}
		if _, err := tn.Proof.OpenPackage(as(anna), d.ID); err != nil {
			t.Errorf("the letter: %v", err)
		}
		if _, err := tn.Proof.OpenPackage(as(boris), d.ID); err == nil {
			t.Error("somebody else gets the letter")
		}
		acts, err := w.DB.Client().AuditEntry.Query().Where(auditentry.ActionHasPrefix("delivery."), auditentry.SubjectID(d.ID)).All(viewer.System(t.Context(), "test"))
		var recorded []string
		for _, a := range acts {
			recorded = append(recorded, a.Action+" "+*a.Detail)
		}
		slices.Sort(recorded)
		if err != nil || strings.Join(recorded, ", ") != "delivery.remind 3, delivery.remind 9, delivery.silent 14" {
			t.Errorf("audit: %v, %v", recorded, err)
		}
		// Opened at last, it is silent no more; the letter stays.
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{m.ID}, true); err != nil {
			t.Fatal(err)
		}
		if d := tn.delivery(t, m); d.Silent || tn.Proof.FallbackLetter(as(anna), d) == nil {
			t.Errorf("after it was opened: %+v", d)
		}
	})
}

// TestWhateverTheAuthorityDoesEndsItsSilence has one act each on the fifth day, after the first reminder.
func TestWhateverTheAuthorityDoesEndsItsSilence(t *testing.T) {
	t.Parallel()
	acts := map[string]func(t *testing.T, tn *town, box *conversation.CaseMailbox, m *conversation.Message, c *conversation.AuthorityCase){
		"opens": func(t *testing.T, tn *town, _ *conversation.CaseMailbox, m *conversation.Message, _ *conversation.AuthorityCase) {
			if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{m.ID}, true); err != nil {
				t.Fatal(err)
			}
		},
		"answers, without naming the message": func(t *testing.T, tn *town, _ *conversation.CaseMailbox, _ *conversation.Message, c *conversation.AuthorityCase) {
			tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID})
		},
		"confirms": func(t *testing.T, tn *town, _ *conversation.CaseMailbox, m *conversation.Message, c *conversation.AuthorityCase) {
			if _, err := tn.Inbox.ConfirmReceipt(as(clerkCity), c.ID, m.ID); err != nil {
				t.Fatal(err)
			}
		},
		"says how far it is": func(t *testing.T, tn *town, _ *conversation.CaseMailbox, _ *conversation.Message, c *conversation.AuthorityCase) {
			if _, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, DueOn: sides.Change{},
				Progress: &conversation.CaseProgressInput{State: casemail.InWork}}); err != nil {
				t.Fatal(err)
			}
		},
		"declines": func(t *testing.T, tn *town, _ *conversation.CaseMailbox, _ *conversation.Message, c *conversation.AuthorityCase) {
			tn.decline(t, conversation.CaseDeclineInput{CaseID: c.ID})
		},
		"the owner deletes the message": func(t *testing.T, tn *town, _ *conversation.CaseMailbox, m *conversation.Message, _ *conversation.AuthorityCase) {
			if err := tn.Conversation.DeleteMessage(as(anna), m.ID); err != nil {
				t.Fatal(err)
			}
		},
	}
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		for name, act := range acts {
			box := tn.open(t, city)
			m := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, ReceiptRequested: true})
			all := cases(t, tn, clerkCity, city, inbox.CaseFilter{})
			c := all[slices.IndexFunc(all, func(c *conversation.AuthorityCase) bool { return c.Reference == box.Reference })]
			reminded, _ := tn.silentFor(t, box.ID, 5)
			act(t, tn, box, m, c)
			again, told := tn.silentFor(t, box.ID, 30)
			if !slices.Equal(reminded, []int{3}) || len(again) > 0 || len(told) > 0 {
				t.Errorf("%s: reminded on %v, then on %v, told on %v", name, reminded, again, told)
			}
		}
		// A deleted mailbox leaves nobody to tell, and the authority has nothing to be reminded of.
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(20 * 24 * time.Hour)
		before := tn.notices["reminder "+city]
		tn.sweepSilent(t)
		if tn.notices["reminder "+city] != before {
			t.Error("reminded of a deleted mailbox")
		}
	})
}

// TestAJumpOfTheClockTakesOneStepOfSilence: of several that are due at once the last one is taken, and several messages make one notice.
func TestAJumpOfTheClockTakesOneStepOfSilence(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		first := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(24 * time.Hour)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(39 * 24 * time.Hour)
		tn.sweepSilent(t)
		texts := tn.silenceNotices(t, box.ID)
		if len(texts) != 1 || !strings.Contains(texts[0], "2 Ihrer Nachrichten") || !strings.Contains(texts[0], "seit 40 Tagen") || tn.notices["reminder "+city] != 0 {
			t.Errorf("told %q, reminded %d times", texts, tn.notices["reminder "+city])
		}
		if !tn.delivery(t, first).Silent {
			t.Error("the first is not silent")
		}
		reminded, told := tn.silentFor(t, box.ID, 10)
		if len(reminded)+len(told) > 0 {
			t.Errorf("later: reminded on %v, told on %v", reminded, told)
		}
	})
}

// TestSilenceCountsCalendarDaysInBerlin: a message of one minute before midnight is a day old two minutes later.
func TestSilenceCountsCalendarDaysInBerlin(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		w.Clock.Advance(clock.EndOfDay(w.Clock.Now()).Add(-time.Minute).Sub(w.Clock.Now()))
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(48 * time.Hour)
		tn.sweepSilent(t)
		if n := tn.notices["reminder "+city]; n != 0 {
			t.Errorf("after two days: %d reminders", n)
		}
		w.Clock.Advance(2 * time.Minute)
		tn.sweepSilent(t)
		if n := tn.notices["reminder "+city]; n != 1 {
			t.Errorf("on the third day: %d reminders", n)
		}
	})
}

// TestAnAuthorityOutOfUseIsNotSilent: what could not be opened is not held against it until it can be.
func TestAnAuthorityOutOfUseIsNotSilent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.closed[city] = true
		if reminded, told := tn.silentFor(t, box.ID, 20); len(reminded)+len(told) > 0 {
			t.Errorf("while it is out of use: reminded on %v, told on %v", reminded, told)
		}
		tn.closed[city] = false
		tn.sweepSilent(t)
		if n := len(tn.silenceNotices(t, box.ID)); n != 1 {
			t.Errorf("afterwards: %d notices", n)
		}
	})
}

// TestByMailNobodyIsRemindedAndTheOwnerHearsOfNoAnswer: of a mail nobody knows whether it was opened.
func TestByMailNobodyIsRemindedAndTheOwnerHearsOfNoAnswer(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		late := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		failed := tn.send(t, tn.open(t, city), conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(40 * time.Hour)
		// The days count from the hand-over.
		tn.recordFact(t, tn.delivery(t, late).ID, casemail.Fact{State: casemail.HandedOver})
		tn.recordFact(t, tn.delivery(t, failed).ID, casemail.Fact{State: casemail.HandedOver})
		tn.recordFact(t, tn.delivery(t, failed).ID, casemail.Fact{State: casemail.Failed, Failure: casemail.UnknownMailbox})
		reminded, told := tn.silentFor(t, box.ID, 20)
		if len(reminded) > 0 || !slices.Equal(told, []int{14}) {
			t.Fatalf("reminded on %v, told on %v", reminded, told)
		}
		text := tn.silenceNotices(t, box.ID)[0]
		if !strings.Contains(text, "Noch keine Antwort") || strings.Contains(text, "Geöffnet hat") || !strings.Contains(text, "können wir nicht sehen") {
			t.Errorf("told: %s", text)
		}
		if d := tn.delivery(t, late); !d.Silent || tn.Proof.FallbackLetter(as(anna), d) == nil {
			t.Errorf("%+v", d)
		}
		if d := tn.delivery(t, failed); d.Silent || d.State != casemail.Failed {
			t.Errorf("what failed: %+v", d)
		}
	})
}

// TestTwoSweepsAtOnceTakeEachStepOnce has several replicas sweep at the same time.
func TestTwoSweepsAtOnceTakeEachStepOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		w.Clock.Advance(15 * 24 * time.Hour)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := tn.Conversation.SweepSilent(t.Context(), tn.Clock.Now()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := len(tn.silenceNotices(t, box.ID)); n != 1 {
			t.Errorf("%d notices", n)
		}
	})
}

// Two weeks after two messages the authority is heard about one of them: neither is called silent any more, and the letters stay.
func TestAnAuthorityThatIsHeardIsSilentAboutNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		first := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		second := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.silentFor(t, box.ID, 20)
		if !tn.delivery(t, first).Silent || !tn.delivery(t, second).Silent {
			t.Fatal("nothing is silent")
		}
		if _, err := tn.Conversation.MarkRead(as(clerkCity), []string{first.ID}, true); err != nil {
			t.Fatal(err)
		}
		for _, m := range []*conversation.Message{first, second} {
			if d := tn.delivery(t, m); d.Silent || tn.Proof.FallbackLetter(as(anna), d) == nil {
				t.Errorf("%+v", d)
			} else if _, err := tn.Proof.OpenPackage(as(anna), d.ID); err != nil {
				t.Errorf("the letter: %v", err)
			}
		}
	})
}

// The cover of an Einheitlicher Ansprechpartner is none of the person's messages: nobody waits for an answer to it, and it is no letter in the
// person's name, whatever became of it.
func TestACoverIsNotSilentAndNoLetter(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for name, byMail := range map[string]bool{"inbox": false, "a mailbox of its own": true} {
			t.Run(name, func(t *testing.T) {
				tn := newTown(t, w)
				tn.byMail[city] = byMail
				m := tn.openAtPoint(t)
				sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}, Body: "Mein Antrag"})
				tn.grant(t, m, true, true)
				list := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})
				i := slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == m.Reference })
				if _, err := tn.Conversation.MarkRead(as(clerkIHK), []string{sent.ID}, true); err != nil {
					t.Fatal(err)
				}
				if err := tn.forward(t, conversation.CaseForwardInput{CaseID: list[i].ID, MessageIDs: []string{sent.ID}}); err != nil {
					t.Fatal(err)
				}
				for _, d := range tn.dispatched {
					tn.recordFact(t, d, casemail.Fact{State: casemail.HandedOver})
				}
				notices := len(tn.silenceNotices(t, m.ID))
				tn.silentFor(t, m.ID, 20)
				told := tn.silenceNotices(t, m.ID)[notices:]
				if len(told) != 1 || strings.Contains(told[0], "Ihrer Nachrichten") {
					t.Errorf("told: %q", told)
				}
				toCity := func(of *conversation.Message) *conversation.Delivery {
					t.Helper()
					found, err := tn.Conversation.Deliveries(as(anna), []*conversation.Message{of})
					if err != nil {
						t.Fatal(err)
					}
					at := slices.IndexFunc(found[0], func(d *conversation.Delivery) bool { return d.AuthorityID == city })
					return found[0][at]
				}
				messages := tn.inMailbox(t, m.ID)
				at := slices.IndexFunc(messages, func(m *conversation.Message) bool { return m.FromAuthorityID != nil })
				if d := toCity(sent); !d.Silent || tn.Proof.FallbackLetter(as(anna), d) == nil {
					t.Errorf("the message: %+v", d)
				}
				if d := toCity(messages[at]); d.Silent || tn.Proof.FallbackLetter(as(anna), d) != nil {
					t.Errorf("the cover: %+v", d)
				}
				if !byMail {
					return
				}
				// Of what failed it is not the person who is told, either.
				for _, d := range tn.dispatched {
					tn.recordFact(t, d, casemail.Fact{State: casemail.Failed, Failure: casemail.UnknownMailbox})
				}
				if failed := len(tn.silenceNotices(t, m.ID)) - notices - 1; failed != 1 {
					t.Errorf("%d notices of what failed, want one of the message", failed)
				}
				d := toCity(messages[at])
				if d.State != casemail.Failed || tn.Proof.FallbackLetter(as(anna), d) != nil {
					t.Errorf("the cover that failed: %+v", d)
				}
				if _, err := tn.Proof.OpenPackage(as(anna), d.ID); errs.CodeOf(err) != errs.NotFound {
					t.Errorf("its letter: %v", err)
				}
			})
		}
	})
}
