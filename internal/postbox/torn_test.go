package postbox_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"schalter/internal/casemail"
	"schalter/internal/job"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// tear leaves a side with a key that does not open any more.
func (tn *town) tear(t *testing.T, sideID string) {
	t.Helper()
	err := tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE side SET wrapped_key = ? WHERE id = ?`, []byte("torn"), sideID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The copy of an authority that no key opens raises the alarm, and keeps the owner neither from a decision nor from deleting.
func TestATornCopyOfAnAuthorityHoldsUpNoOwner(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		decision := tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindDecision, Body: "Wird genehmigt"})
		tn.tear(t, c.ID)

		opened, err := tn.Conversation.MarkRead(as(anna), []string{decision.ID}, true)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := tn.Conversation.MessageTexts(as(anna), opened)
		if err != nil || *texts[0] != "Wird genehmigt" {
			t.Errorf("the decision: %v, %v", texts, err)
		}
		if n := alarms(c.ID); n != 1 {
			t.Errorf("%d alarms after opening, want 1", n)
		}

		deleted := tn.notices[city]
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		row, err := w.DB.Client().Side.Get(system(), c.ID)
		if err != nil || row.OwnerDeletedAt == nil || row.WaitingSince != nil {
			t.Errorf("the authority's copy: %+v, %v", row, err)
		}
		if n := alarms(c.ID); n != 2 || tn.notices[city] != deleted+1 {
			t.Errorf("%d alarms after deleting, want 2; %v mails", n, tn.notices)
		}
	})
}

// A mailbox that no key opens any more can be deleted like others, with the alarm, and the authority learns of it in its record.
func TestATornMailboxIsDeletedLikeOthers(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.tear(t, box.ID)
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		if n := alarms(box.ID); n != 1 {
			t.Errorf("%d alarms, want 1", n)
		}
		if c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]; c.OwnerDeletedAt == nil {
			t.Error("the authority does not learn of it")
		}
		if n, err := w.DB.Client().Side.Query().Count(system()); err != nil || n != 1 {
			t.Errorf("%d sides are left, %v", n, err)
		}
	})
}

// What is told to many is told to all whose mailbox opens.
func TestATornMailboxKeepsNobodyElseFromBeingTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		torn, box := tn.open(t, city), tn.open(t, city)
		before := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.send(t, torn, conversation.MessageSendInput{RecipientIDs: []string{city}})
		after := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.tear(t, torn.ID)
		tn.closed[city], tn.dissolved[city] = true, true
		jobs := job.NewRunner(w.DB, w.Log)
		tn.RegisterJobs(jobs)
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			if err := tn.Gateway.Closed(ctx, tx, city); err != nil {
				return err
			}
			return tn.AuthorityDissolved(ctx, tx, city)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := jobs.RunDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := w.DB.Client().Job.Query().Count(system()); err != nil || n > 0 {
			t.Fatalf("%d jobs are left, %v", n, err)
		}
		for _, unread := range []*conversation.Message{before, after} {
			if got := tn.delivery(t, unread); got.State != casemail.Failed {
				t.Errorf("what nobody opened: %+v", got)
			}
		}
		if n := tn.noticesIn(t, box.ID); n != 3 {
			t.Errorf("%d notices, want one for each message and one of the dissolution", n)
		}
	})
}

// Of several cases with a grant one lies in a mailbox that no key opens: the Einheitlicher Ansprechpartner sees of that one what is not sealed, and
// of the others everything.
func TestATornMailboxHoldsUpNoEinheitlicherAnsprechpartner(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		var list []*conversation.AuthorityCase
		boxes := []*conversation.CaseMailbox{tn.openAtPoint(t, trade), tn.openAtPoint(t, trade)}
		due := "2027-03-01"
		for _, box := range boxes {
			tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{chamber, city}})
			tn.grant(t, box, true, false)
			byReference := func(c *conversation.AuthorityCase) bool { return c.Reference == box.Reference }
			atCity := cases(t, tn, clerkCity, city, inbox.CaseFilter{})
			caseID := atCity[slices.IndexFunc(atCity, byReference)].ID
			tn.reply(t, conversation.CaseReplyInput{CaseID: caseID, Kind: casemail.KindRequest, Subject: "Unterlagen", Body: "Bitte den Plan", DueOn: &due})
			if _, err := tn.sayProgress(caseID, conversation.CaseProgressInput{State: casemail.WaitingForYou, NextStep: ptr("Plan prüfen")}); err != nil {
				t.Fatal(err)
			}
			atChamber := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})
			list = append(list, atChamber[slices.IndexFunc(atChamber, byReference)])
		}
		tn.tear(t, boxes[0].ID)
		parties, err := tn.Conversation.CaseParties(as(clerkIHK), list)
		if err != nil {
			t.Fatal(err)
		}
		for i, steps := range []int{0, 1} {
			at := slices.IndexFunc(parties[i], func(p *conversation.CaseParty) bool { return p.AuthorityID == city })
			if len(parties[i]) != 2 || at < 0 || parties[i][at].Progress == nil || parties[i][at].Progress.State != casemail.WaitingForYou {
				t.Fatalf("case %d: %+v", i, parties[i])
			}
			if p := parties[i][at].Progress; (p.NextStep != nil) != (steps == 1) {
				t.Errorf("case %d: %+v", i, p)
			}
		}
		if n := alarms(boxes[0].ID); n != 1 {
			t.Errorf("%d alarms, want 1", n)
		}
		// Grant and periods are not sealed: no key is asked for.
		grants, err := tn.Conversation.GrantsTo(as(clerkIHK), list)
		if err != nil || grants[0] == nil || grants[1] == nil {
			t.Errorf("grants %+v, %v", grants, err)
		}
		periods, err := tn.Conversation.CaseDeadlines(as(clerkIHK), list)
		if err != nil || len(periods[0]) != 1 || len(periods[1]) != 1 {
			t.Errorf("periods %+v, %v", periods, err)
		}
		if n := alarms(boxes[0].ID); n != 1 {
			t.Errorf("%d alarms after grant and periods, want 1", n)
		}
	})
}

// A mailbox that no key opens is neither named by those that continue it nor by the one that it continues; nothing else of them is held up.
func TestATornMailboxHoldsUpNoneThatContinuesIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		tn.decline(t, conversation.CaseDeclineInput{SuggestedAuthorityID: &chamber})
		successor := tn.handOver(t, conversation.MailboxHandOverInput{MailboxID: m.ID, FromAuthorityID: city, ToAuthorityID: chamber})
		tn.tear(t, m.ID)
		before, err := tn.Conversation.PredecessorsOf(as(anna), []*conversation.CaseMailbox{successor})
		if err != nil || before[0] != nil || alarms(m.ID) != 1 {
			t.Errorf("%v, %v, %d alarms", before, err, alarms(m.ID))
		}
	})
}

// The owner takes a grant back also where the copy of the Einheitlicher Ansprechpartner does not open.
func TestATornCopyHoldsUpNoRevocation(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, alarms := newLoudTown(t, w)
		m := tn.openAtPoint(t)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{chamber}})
		tn.grant(t, m, true, true)
		c := tn.atPoint(t)
		tn.tear(t, c.ID)
		if g := tn.grant(t, m, false, false); g.RevokedAt == nil || alarms(c.ID) != 1 {
			t.Errorf("%+v, %d alarms", g, alarms(c.ID))
		}
	})
}

// newLoudTown is a town whose alarms about something can be counted.
func newLoudTown(t *testing.T, w *testkit.World) (tn *town, alarms func(about string) int) {
	t.Helper()
	var answer bytes.Buffer
	return newTownWith(t, w, slog.New(slog.NewTextHandler(&answer, nil))), func(about string) (n int) {
		for line := range strings.Lines(answer.String()) {
			if strings.Contains(line, "alarm=true") && strings.Contains(line, about) {
				n++
			}
		}
		return n
	}
}
