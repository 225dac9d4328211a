package postbox_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

var keptClasses = []retention.Class{
	{Key: "short", Name: "Kurz", Months: 6}, {Key: "long", Name: "Lang", Months: 60}, {Key: "offer", Name: "Bauakten", Months: 12, OfferToArchive: true},
}

// A keeper is a town with one case, and what its clerks do with it.
type keeper struct {
	*town
	t       *testing.T
	mailbox *conversation.CaseMailbox
	c       *conversation.AuthorityCase
}

func newKeeper(t *testing.T, w *testkit.World) *keeper {
	t.Helper()
	k := &keeper{town: newTown(t, w), t: t}
	k.classes = keptClasses
	k.mailbox = k.open(t, city)
	k.send(t, k.mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}})
	k.c = cases(t, k.town, clerkCity, city, inbox.CaseFilter{})[0]
	return k
}

// update changes the case as somebody, from the version that is there.
func (k *keeper) update(who string, in inbox.CaseUpdate) error {
	k.t.Helper()
	c, err := k.Conversation.Case(as(clerkCity), k.c.ID)
	if err != nil {
		k.t.Fatal(err)
	}
	in.CaseID, in.ExpectedVersion = c.ID, c.Version
	c, err = k.Inbox.UpdateCase(as(who), in)
	if err == nil {
		k.c = c
	}
	return err
}

func (k *keeper) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *keeper) refused(what, rule string, err error) {
	k.t.Helper()
	got := "nothing"
	if refusal := errs.AsRefusal(err); refusal != nil {
		got = string(refusal.Problems[0].Rule) + " " + refusal.Problems[0].Text
	}
	if got != rule {
		k.t.Errorf("%s: refused with %s (%v), want %s", what, got, err, rule)
	}
}

func (k *keeper) stands() bool {
	k.t.Helper()
	_, err := k.Conversation.Case(as(clerkCity), k.c.ID)
	if err != nil {
		wantCode(k.t, err, errs.NotFound)
	}
	return err == nil
}

// sweepAt has two replicas sweep at once, at a time that the clock goes to.
func (k *keeper) sweepAt(now time.Time) {
	k.t.Helper()
	k.Clock.Advance(now.Sub(k.Clock.Now()))
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if err := k.SweepRetained(context.Background(), now); err != nil {
				k.t.Error(err)
			}
		})
	}
	both.Wait()
}

func (k *keeper) retainUntil() string {
	k.t.Helper()
	list, err := k.Inbox.RetainUntil(as(clerkCity), []*conversation.AuthorityCase{k.c})
	k.must(err)
	if list[0] == nil {
		return ""
	}
	return *list[0]
}

// now reads the case again.
func (k *keeper) now() *conversation.AuthorityCase {
	k.t.Helper()
	c, err := k.Conversation.Case(as(clerkCity), k.c.ID)
	k.must(err)
	k.c = c
	return c
}

func (k *keeper) toOffer() int {
	k.t.Helper()
	yes := true
	return len(cases(k.t, k.town, clerkCity, city, inbox.CaseFilter{ToOffer: &yes}))
}

func (k *keeper) audited(action string) (n int) {
	k.t.Helper()
	if err := k.DB.QueryRow(k.t.Context(), `SELECT COUNT(*) FROM audit_entry WHERE action = ? AND subject_id = ?`, action, k.c.ID).Scan(&n); err != nil {
		k.t.Fatal(err)
	}
	return n
}

func closeCase() inbox.CaseUpdate {
	state := conversation.CaseClosed
	return inbox.CaseUpdate{State: &state}
}

func class(key string) inbox.CaseUpdate {
	return inbox.CaseUpdate{Keeping: inbox.Keeping{RetentionClassKey: sides.Change{Set: true, Value: &key}}}
}

func hold(in *inbox.LegalHoldInput) inbox.CaseUpdate {
	return inbox.CaseUpdate{Keeping: inbox.Keeping{SetHold: true, Hold: in}}
}

func answer(in *inbox.ArchiveAnswerInput) inbox.CaseUpdate {
	return inbox.CaseUpdate{Keeping: inbox.Keeping{SetArchive: true, Archive: in}}
}

func reference(s *string) inbox.CaseUpdate {
	return inbox.CaseUpdate{Keeping: inbox.Keeping{FileReference: sides.Change{Set: true, Value: s}}}
}

// The search finds a case by its file reference, and by the one before no more; the person's own case mailbox knows nothing of it.
func TestFileReference(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		found := func(search string) int {
			t.Helper()
			return len(cases(t, k.town, clerkCity, city, inbox.CaseFilter{Search: &search}))
		}
		first, second, long := "32-140/Gewerbe", "33 B 7", strings.Repeat("x", inbox.MaxFileReference+1)
		k.must(k.update(clerkCity, reference(&first)))
		if k.c.FileReference == nil || *k.c.FileReference != first || found(first) != 1 || found("140 gewerbe") != 1 {
			t.Errorf("%v, found %d times", k.c.FileReference, found(first))
		}
		list, err := k.Conversation.Mailboxes(as(anna), conversation.MailboxFilter{Search: &first}, pagination.Request{Limit: 10})
		if err != nil || len(list.Items) != 0 {
			t.Errorf("the owner finds it by the authority's reference: %v", err)
		}
		k.must(k.update(clerkCity, reference(&second)))
		if found(first) != 0 || found(second) != 1 {
			t.Errorf("found %d times by the reference before, %d by the one of now", found(first), found(second))
		}
		if k.update(clerkCity, reference(&long)) == nil {
			t.Error("a text without end was taken")
		}
		k.must(k.update(clerkCity, reference(nil)))
		if k.c.FileReference != nil || found(second) != 0 || k.audited("case.reference") != 3 {
			t.Errorf("%v, found %d times, audited %d times", k.c.FileReference, found(second), k.audited("case.reference"))
		}
		title := k.c.Title
		if found(title) != 1 {
			t.Error("it is not found by its title any more")
		}
	})
}

// A closed case goes at the end of the months of its class, to the day, on both sides of each change of class.
func TestRetentionFollowsTheClass(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, closeCase()))
		closed := *k.c.ClosedAt
		until := func() string { return k.retainUntil() }
		day := func(months int) string { return clock.AddMonths(closed, months).In(clock.Berlin).Format(time.DateOnly) }
		if until() != day(6) {
			t.Errorf("kept until %s, want %s", until(), day(6))
		}
		k.refused("a class that is not there", "INVALID ", k.update(clerkCity, class("gone")))
		k.must(k.update(clerkCity, class("long")))
		if until() != day(60) {
			t.Errorf("kept until %s, want %s", until(), day(60))
		}
		k.sweepAt(clock.EndOfDay(clock.AddMonths(closed, 6)).Add(time.Minute))
		if !k.stands() {
			t.Fatal("it went by the class before")
		}
		k.refused("a class by which it would be over", "WRONG_STATE class_over", k.update(clerkCity, class("short")))
		// Closing again what is closed moves nothing.
		k.must(k.update(clerkCity, closeCase()))
		// Another class became shorter; it stays what it is.
		end := clock.EndOfDay(clock.AddMonths(closed, 60))
		k.sweepAt(end)
		if !k.stands() {
			t.Fatal("it went before its day was over")
		}
		k.sweepAt(end.Add(time.Minute))
		if k.stands() || k.audited("case.destroy") != 1 {
			t.Errorf("stands %v, audited %d times", k.stands(), k.audited("case.destroy"))
		}
		if list := messages(t, k.town, anna, k.mailbox.ID); len(list) != 1 {
			t.Errorf("the owner's side has %d messages", len(list))
		}
	})
}

// A class that was made shorter has the sweep look again: nothing waits for the day that it was to be before.
func TestAClassThatBecomesShorter(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, class("long")))
		k.must(k.update(clerkCity, closeCase()))
		k.sweepAt(clock.AddMonths(*k.c.ClosedAt, 20))
		use, err := k.Inbox.UseOfClasses(t.Context(), city)
		if err != nil || use["long"] != (retention.Use{Cases: 1, Closed: 1}) {
			t.Errorf("%+v, %v", use, err)
		}
		now := k.Clock.Now()
		k.classes = []retention.Class{keptClasses[0], keptClasses[1].Followed(retention.Class{Key: "long", Months: 12}, now)}
		k.must(k.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return sides.RetentionChanged(ctx, tx, city, "short") }))
		k.sweepAt(now.Add(29 * 24 * time.Hour))
		if !k.stands() {
			t.Fatal("it went within the 30 days")
		}
		k.sweepAt(now.Add(31 * 24 * time.Hour))
		if k.stands() {
			t.Error("it still stands")
		}
	})
}

// Nothing of a case goes while an order holds, also when an admin asks and its retention is long over; after its last day it goes.
func TestLegalHold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		reason := func(until *string) *inbox.LegalHoldInput {
			return &inbox.LegalHoldInput{Reason: "Klage beim Verwaltungsgericht", Until: until}
		}
		past := "2020-01-01"
		k.refused("a clerk", "WRONG_STATE hold_admins_only", k.update(clerkCity, hold(reason(nil))))
		k.refused("until a day that is over", "INVALID day_over", k.update(clerkTwo, hold(reason(&past))))
		k.refused("no reason", "REQUIRED ", k.update(clerkTwo, hold(&inbox.LegalHoldInput{})))
		doc := k.upload(t, as(clerkCity), documents.DocumentCreateInput{CaseID: &k.c.ID, Filename: "Entwurf.pdf"}, pdf(100))
		k.must(k.update(clerkTwo, hold(reason(nil))))
		got, err := k.Inbox.Hold(as(clerkCity), k.c)
		if err != nil || got == nil || got.Reason != "Klage beim Verwaltungsgericht" || got.By != "Frau Huber" || got.Until != nil {
			t.Errorf("%+v, %v", got, err)
		}
		k.refused("deleting a document", "WRONG_STATE legal_hold", k.Conversation.DeleteDocument(as(clerkCity), doc.ID))
		k.refused("lifting as a clerk", "WRONG_STATE hold_admins_only", k.update(clerkCity, hold(nil)))
		k.must(k.update(clerkCity, closeCase()))
		end := clock.EndOfDay(clock.AddMonths(*k.c.ClosedAt, 6))
		k.Clock.Advance(end.Add(time.Hour).Sub(k.Clock.Now()))
		k.must(k.Sweep(context.Background(), k.Clock.Now()))
		k.sweepAt(end.Add(2 * time.Hour))
		if !k.stands() {
			t.Fatal("it went although it is to be kept")
		}
		if _, err := k.Documents.LookAtFile(as(clerkCity), doc.ID); err != nil {
			t.Errorf("the document that was never sent went: %v", err)
		}
		// The owner deletes what is the owner's own.
		if _, err := k.DeleteMailbox(as(anna), k.mailbox.ID); err != nil {
			t.Fatal(err)
		}
		last := end.AddDate(0, 0, 60).In(clock.Berlin).Format(time.DateOnly)
		k.must(k.update(clerkTwo, hold(reason(&last))))
		k.sweepAt(end.AddDate(0, 0, 59))
		if !k.stands() {
			t.Fatal("it went before the last day of the order")
		}
		k.sweepAt(end.AddDate(0, 0, 95))
		if k.stands() {
			t.Error("it still stands after the last day of the order")
		}
		if k.audited("case.hold") != 2 {
			t.Errorf("audited %d times", k.audited("case.hold"))
		}
	})
}

// An order that is lifted keeps nothing any more, at once.
func TestALegalHoldThatIsLifted(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, closeCase()))
		k.must(k.update(clerkTwo, hold(&inbox.LegalHoldInput{Reason: "Klage"})))
		k.sweepAt(clock.AddMonths(*k.c.ClosedAt, 12))
		k.must(k.update(clerkTwo, hold(nil)))
		if got, err := k.Inbox.Hold(as(clerkCity), k.c); got != nil || err != nil {
			t.Errorf("%+v, %v", got, err)
		}
		k.sweepAt(k.Clock.Now().Add(time.Hour))
		if k.stands() || k.audited("case.hold-lift") != 1 {
			t.Errorf("stands %v, audited %d times", k.stands(), k.audited("case.hold-lift"))
		}
	})
}

// A case of a class that is offered goes only after the archive has answered, and the end of that day; until then the answer can be taken back.
func TestArchiveIsOfferedFirst(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		reply := func(day time.Time) *inbox.ArchiveAnswerInput {
			return &inbox.ArchiveAnswerInput{Answer: conversation.TakenOver, AnsweredOn: day.In(clock.Berlin).Format(time.DateOnly)}
		}
		k.must(k.update(clerkCity, class("offer")))
		k.must(k.update(clerkCity, closeCase()))
		k.refused("before its retention is over", "WRONG_STATE not_to_offer", k.update(clerkCity, answer(reply(k.Clock.Now()))))
		end := clock.EndOfDay(clock.AddMonths(*k.c.ClosedAt, 12))
		k.sweepAt(end)
		if k.toOffer() != 0 {
			t.Error("it is to be offered before its day")
		}
		k.sweepAt(end.Add(time.Hour))
		k.sweepAt(end.AddDate(3, 0, 0).Add(10 * time.Hour))
		if !k.stands() || k.toOffer() != 1 {
			t.Fatalf("stands %v, %d to offer", k.stands(), k.toOffer())
		}
		now := k.Clock.Now()
		k.refused("an answer of tomorrow", "INVALID ", k.update(clerkCity, answer(reply(now.AddDate(0, 0, 1)))))
		k.refused("an answer that there is not", "INVALID ", k.update(clerkCity, answer(&inbox.ArchiveAnswerInput{Answer: "MAYBE", AnsweredOn: "2026-01-01"})))
		k.must(k.update(clerkCity, answer(reply(now))))
		if k.c.ArchiveOffer == nil || k.toOffer() != 0 {
			t.Errorf("%+v, %d to offer", k.c.ArchiveOffer, k.toOffer())
		}
		k.sweepAt(now.Add(time.Minute))
		k.must(k.update(clerkCity, answer(nil)))
		k.sweepAt(now.AddDate(0, 0, 2))
		if !k.stands() || k.toOffer() != 1 {
			t.Fatalf("an answer that was taken back: stands %v, %d to offer", k.stands(), k.toOffer())
		}
		k.must(k.update(clerkCity, answer(reply(now))))
		k.sweepAt(now.AddDate(0, 0, 3).Add(time.Hour))
		if k.stands() || k.audited("case.archive") != 3 || k.audited("case.destroy") != 1 {
			t.Errorf("stands %v, audited %d and %d times", k.stands(), k.audited("case.archive"), k.audited("case.destroy"))
		}
	})
}

// Who writes to a case that waits for the archive has it go on.
func TestAnOfferEndsWhenSomebodyWrites(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, class("offer")))
		// Nobody closes it: it is closed after twelve months, and its class begins.
		k.sweepAt(clock.AddMonths(k.Clock.Now(), 12).Add(time.Minute))
		k.sweepAt(clock.AddMonths(k.Clock.Now(), 13))
		if k.toOffer() != 1 {
			t.Fatalf("%d to offer", k.toOffer())
		}
		c, err := k.Conversation.Case(as(clerkCity), k.c.ID)
		if err != nil || c.State != conversation.CaseClosed || c.ClosedAt == nil {
			t.Fatalf("%+v, %v", c, err)
		}
		k.send(t, k.mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}, IdempotencyKey: "again"})
		if k.toOffer() != 0 {
			t.Error("it still is to be offered")
		}
		k.sweepAt(k.Clock.Now().AddDate(0, 2, 0))
		if !k.stands() || k.toOffer() != 0 {
			t.Errorf("stands %v, %d to offer", k.stands(), k.toOffer())
		}
	})
}
