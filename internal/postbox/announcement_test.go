package postbox_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/evidence"
	"schalter/internal/legal"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// announcing is a mailbox from which the chamber was written to, by a person who consented to being announced to.
type announcing struct {
	*town
	testing.TB
	box, caseID string
	decided     int
}

func newAnnouncing(t *testing.T, w *testkit.World) *announcing {
	t.Helper()
	tn := newTown(t, w)
	box := tn.open(t, chamber)
	tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
	tn.consent(t, anna, chamber, consents.Announcement)
	return &announcing{tn, t, box.ID, cases(t, tn, clerkIHK, chamber, inboxFilter())[0].ID, 0}
}

// decide sends a decision, and the mail that tells of it waits.
func (a *announcing) decide(effect casemail.DecisionEffect) (messageID, mailID string) {
	a.Helper()
	a.decided++
	mailID = fmt.Sprintf("mai_%d", a.decided)
	sent, err := a.Conversation.Reply(as(clerkIHK), conversation.CaseReplyInput{CaseID: a.caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Ja.",
		DecisionEffect: effect, IdempotencyKey: mailID})
	if err != nil {
		a.Fatal(err)
	}
	a.queued(a, a.box, mailID)
	return sent.ID, mailID
}

func (a *announcing) read(messageID string) {
	a.Helper()
	if _, err := a.Conversation.MarkRead(as(anna), []string{messageID}, true); err != nil {
		a.Fatal(err)
	}
}

// counts checks when a decision counts as announced, on the sides named, and by which rule; an empty day is none.
func (a *announcing) counts(messageID string, day legal.Day, rule string, sides ...string) {
	a.Helper()
	for _, sideID := range sides {
		who := map[bool]string{true: anna, false: clerkIHK}[sideID == a.box]
		m, err := a.Conversation.Message(as(who), sideID, messageID)
		if err != nil {
			a.Fatal(err)
		}
		found, err := a.Conversation.Announcements(as(who), []*conversation.Message{m})
		if err != nil {
			a.Fatal(err)
		}
		switch d := found[0]; {
		case d == nil && day != "":
			a.Errorf("%s: no day, want %s", who, day)
		case d != nil && (d.Result.Date != day || d.Result.Rule.ID != rule || !d.Result.Provisional):
			a.Errorf("%s: %s by %s, want %s by %s", who, d.Result.Date, d.Result.Rule.ID, day, rule)
		}
	}
}

// proven computes the day from the authority's proof alone.
func (a *announcing) proven(messageID string, day legal.Day) {
	a.Helper()
	p, err := a.Proof.OpenPackage(as(clerkIHK), messageID, a.caseID)
	if err != nil {
		a.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		a.Fatal(err)
	}
	v, found, err := evidence.VerifyAnnouncements(bytes.NewReader(b.Bytes()), int64(b.Len()), evidence.Trust{})
	if c, _ := v.Of(evidence.CheckAnnouncement); err != nil || !v.Valid || c.Result != evidence.Passed || len(found) != 1 {
		a.Fatalf("%v, %+v, %d", err, v.Checks, len(found))
	}
	if res := found[0].Result; day == "" && res != nil || day != "" && (res == nil || res.Date != day) {
		a.Errorf("the package gives %+v, want %q", res, day)
	}
}

func berlin(t time.Time) legal.Day { return legal.Day(t.In(clock.Berlin).Format(time.DateOnly)) }

// Each change of a fact moves the day on both sides, and the telling of the same fact twice does not; the package alone gives the same day.
func TestADecisionIsAnnouncedByItsNoticeOrItsRetrieval(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		both := []string{a.box, a.caseID}
		first, mail := a.decide(casemail.EffectAnnouncement)
		a.counts(first, "", "", both...)
		a.proven(first, "")
		sentAt := w.Clock.Now()
		a.noticed(t, mail, a.box, true, sentAt)
		byNotice := berlin(sentAt).AddDays(3)
		a.counts(first, byNotice, "baydig-24-notice", both...)
		a.proven(first, byNotice)

		// Fetched on the next day, it counts from then.
		w.Clock.Advance(24 * time.Hour)
		a.read(first)
		fetched := berlin(w.Clock.Now())
		a.counts(first, fetched, "baydig-24-retrieval", both...)
		a.proven(first, fetched)

		// A notice that comes back after the day of announcement takes it back; the retrieval gives another.
		second, mail := a.decide(casemail.EffectAnnouncement)
		sentAt = w.Clock.Now()
		a.noticed(t, mail, a.box, true, sentAt)
		w.Clock.Advance(6 * 24 * time.Hour)
		a.noticed(t, mail, a.box, false, w.Clock.Now())
		a.counts(second, "", "", both...)
		a.proven(second, "")
		w.Clock.Advance(3 * 24 * time.Hour)
		a.read(second)
		a.counts(second, berlin(w.Clock.Now()), "baydig-24-retrieval", both...)
		a.proven(second, berlin(w.Clock.Now()))

		// One that was fetched late, and came back later still, moves to the retrieval.
		third, mail := a.decide(casemail.EffectAnnouncement)
		sentAt = w.Clock.Now()
		a.noticed(t, mail, a.box, true, sentAt)
		w.Clock.Advance(5 * 24 * time.Hour)
		a.read(third)
		fetched = berlin(w.Clock.Now())
		a.counts(third, berlin(sentAt).AddDays(3), "baydig-24-notice", both...)
		w.Clock.Advance(24 * time.Hour)
		a.noticed(t, mail, a.box, false, w.Clock.Now())
		a.counts(third, fetched, "baydig-24-retrieval", both...)
		a.proven(third, fetched)

		// What was superseded stays, and says by what.
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			rows, err := tx.LegalDate.Query().All(ctx)
			superseded := 0
			for _, row := range rows {
				if row.Kind == "ANNOUNCEMENT" && row.Supersedes != nil {
					superseded++
				}
			}
			if superseded != 4 {
				t.Errorf("%d days supersede another, want 4", superseded)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What is for information is not announced, whatever happens; one that was withdrawn neither, and consent that is revoked later takes nothing back.
func TestWhatIsNotAnnounced(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		both := []string{a.box, a.caseID}
		known, mail := a.decide(casemail.EffectInformation)
		a.noticed(t, mail, a.box, true, w.Clock.Now())
		a.read(known)
		a.counts(known, "", "", both...)
		a.proven(known, "")
		back, mail := a.decide(casemail.EffectAnnouncement)
		a.noticed(t, mail, a.box, true, w.Clock.Now())
		a.counts(back, berlin(w.Clock.Now()).AddDays(3), "baydig-24-notice", both...)
		if _, _, err := a.Conversation.Withdraw(as(clerkIHK), back, "Falsche Person"); err != nil {
			t.Fatal(err)
		}
		a.counts(back, "", "", both...)
		stays, mail := a.decide(casemail.EffectAnnouncement)
		own, err := a.Consents.Own(as(anna))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.Consents.Revoke(as(anna), own[0].ID); err != nil {
			t.Fatal(err)
		}
		a.noticed(t, mail, a.box, true, w.Clock.Now())
		a.counts(stays, berlin(w.Clock.Now()).AddDays(3), "baydig-24-notice", both...)
	})
}

// The owner deletes the mailbox: the day and what it comes from stay with the authority, and a notice that comes back afterwards still takes it back.
func TestTheDayStaysWithTheAuthorityAndStillFollowsTheFacts(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		decision, mail := a.decide(casemail.EffectAnnouncement)
		sentAt := w.Clock.Now()
		a.noticed(t, mail, a.box, true, sentAt)
		if _, err := a.DeleteMailbox(as(anna), a.box); err != nil {
			t.Fatal(err)
		}
		a.counts(decision, berlin(sentAt).AddDays(3), "baydig-24-notice", a.caseID)
		a.proven(decision, berlin(sentAt).AddDays(3))
		w.Clock.Advance(5 * 24 * time.Hour)
		a.noticed(t, mail, "", false, w.Clock.Now())
		a.counts(decision, "", "", a.caseID)
		a.proven(decision, "")
	})
}

// An editor replaces the rule by which a decision was announced: its day stays, and so do its proof and the export that say by which rule.
func TestAReplacedRuleStillProves(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		decision, mail := a.decide(casemail.EffectAnnouncement)
		sentAt := w.Clock.Now()
		a.noticed(t, mail, a.box, true, sentAt)
		w.Clock.Advance(40 * 24 * time.Hour)
		from := berlin(w.Clock.Now())
		rules := legal.Shipped().Rules()
		i := slices.IndexFunc(rules, func(r legal.Rule) bool { return r.ID == "baydig-24-notice" && r.At(berlin(sentAt)) })
		other := rules[i]
		rules[i].ValidTo = &from
		other.Version, other.Amount, other.ValidFrom = 900, 4, from
		book, err := legal.NewBook(append(rules, other))
		if err != nil {
			t.Fatal(err)
		}
		a.book = &book
		a.counts(decision, berlin(sentAt).AddDays(3), "baydig-24-notice", a.box, a.caseID)
		a.proven(decision, berlin(sentAt).AddDays(3))
		for _, subject := range []string{a.caseID, a.caseID + "/xdomea"} {
			p, err := a.Proof.OpenPackage(as(clerkIHK), subject)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Write(io.Discard); err != nil {
				t.Errorf("%s: %v", subject, err)
			}
		}
	})
}

// Where the rules in force give no day for what was recorded, the package is written without one.
func TestAPackageIsWrittenWithoutARule(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		a := newAnnouncing(t, w)
		rules := slices.DeleteFunc(legal.Shipped().Rules(), func(r legal.Rule) bool { return r.Kind == legal.Announcement })
		book, err := legal.NewBook(rules)
		if err != nil {
			t.Fatal(err)
		}
		a.book = &book
		decision, mail := a.decide(casemail.EffectAnnouncement)
		a.noticed(t, mail, a.box, true, w.Clock.Now())
		a.counts(decision, "", "", a.box, a.caseID)
		p, err := a.Proof.OpenPackage(as(clerkIHK), decision, a.caseID)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Write(io.Discard); err != nil {
			t.Error(err)
		}
	})
}
