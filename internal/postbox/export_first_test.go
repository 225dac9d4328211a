package postbox_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/deletion"
	"schalter/internal/evidence"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// exportClasses are those of an authority whose copies end with their export.
var exportClasses = []retention.Class{
	{Key: "export", Name: "Mit Export", ExportFirst: true}, {Key: "offer", Name: "Archiv", ExportFirst: true, OfferToArchive: true}, {Key: "long", Name: "Lang", Months: 60},
}

func newExporter(t *testing.T, w *testkit.World) *keeper {
	t.Helper()
	k := newKeeper(t, w)
	k.classes = exportClasses
	return k
}

// export reads the case's export to its end, as its clerk; meanwhile is done before the platform is told that it was served.
func (k *keeper) export(suffix string, meanwhile ...func()) []byte {
	k.t.Helper()
	p, err := k.Proof.OpenPackage(as(clerkCity), k.c.ID+suffix)
	k.must(err)
	var content bytes.Buffer
	k.must(p.Write(&content))
	for _, do := range meanwhile {
		do()
	}
	k.must(p.Served(as(clerkCity)))
	return content.Bytes()
}

// exported is what a clerk sees of the case's export, and its last day.
func (k *keeper) exported() (e conversation.CaseExported, until string) {
	k.t.Helper()
	c, err := k.Conversation.Case(as(clerkCity), k.c.ID)
	k.must(err)
	if c.Exported != nil {
		e = *c.Exported
	}
	k.c = c
	return e, k.retainUntil()
}

// A copy of a class that asks for it ends seven days after its export and closing, in either order; never without an export.
func TestACopyEndsWithItsExportAndClosing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		for _, format := range []string{"", "/xdomea"} {
			k := newExporter(t, w)
			k.must(k.update(clerkCity, closeCase()))
			k.sweepAt(k.Clock.Now().AddDate(5, 0, 0))
			if e, until := k.exported(); !k.stands() || !e.At.IsZero() || until != "" {
				t.Fatalf("not exported, after five years: stands %v, %+v, until %q", k.stands(), e, until)
			}
			now := k.Clock.Now()
			k.export(format)
			end := clock.EndOfDay(now.In(clock.Berlin).AddDate(0, 0, 7))
			if e, until := k.exported(); !e.Complete || !e.At.Equal(now) || until != clock.Day(end) || k.audited("case.export") != 1 {
				t.Errorf("exported: %+v, until %q, audited %d times", e, until, k.audited("case.export"))
			}
			k.sweepAt(end)
			if !k.stands() {
				t.Fatal("it went before its day was over")
			}
			k.sweepAt(end.Add(time.Minute))
			if k.stands() {
				t.Error("it still stands after its day")
			}
			if list := messages(t, k.town, anna, k.mailbox.ID); len(list) != 1 {
				t.Errorf("the owner's side has %d messages", len(list))
			}
		}
		// Exported first, and closed a month later.
		k := newExporter(t, w)
		k.export("")
		k.sweepAt(k.Clock.Now().AddDate(0, 1, 0))
		k.must(k.update(clerkCity, closeCase()))
		end := clock.EndOfDay(k.Clock.Now().In(clock.Berlin).AddDate(0, 0, 7))
		k.sweepAt(end)
		if !k.stands() {
			t.Fatal("it went within seven days after it was closed")
		}
		k.sweepAt(end.Add(time.Minute))
		if k.stands() {
			t.Error("it still stands")
		}
	})
}

// Nothing goes that is not in the export: whatever is added after it has the case wait for another one.
func TestNothingGoesThatIsNotInTheExport(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		reference := "32-140/7"
		for what, add := range map[string]func(k *keeper){
			"a message": func(k *keeper) {
				k.send(t, k.mailbox, conversation.MessageSendInput{RecipientIDs: []string{city}, IdempotencyKey: "again"})
				k.must(k.update(clerkCity, closeCase()))
			},
			"a note": func(k *keeper) {
				_, err := k.Inbox.AddNote(as(clerkCity), k.c.ID, "Anruf der Person")
				k.must(err)
			},
			"a file reference": func(k *keeper) {
				in := inbox.CaseUpdate{}
				in.Keeping.FileReference.Set, in.Keeping.FileReference.Value = true, &reference
				k.must(k.update(clerkCity, in))
			},
			"an event": func(k *keeper) {
				if _, err := k.DeleteMailbox(as(anna), k.mailbox.ID); err != nil {
					t.Fatal(err)
				}
			},
			"progress": func(k *keeper) {
				k.must(k.update(clerkCity, inbox.CaseUpdate{Progress: &conversation.CaseProgressInput{State: "DECIDED"}}))
			},
		} {
			// After the export, and while it is read.
			for _, meanwhile := range []bool{false, true} {
				k := newExporter(t, w)
				k.must(k.update(clerkCity, closeCase()))
				if meanwhile {
					k.export("", func() { add(k) })
				} else {
					k.export("")
					add(k)
				}
				if e, until := k.exported(); e.Complete || until != "" {
					t.Errorf("%s, meanwhile %v: %+v, until %q", what, meanwhile, e, until)
				}
				k.sweepAt(k.Clock.Now().AddDate(0, 3, 0))
				if !k.stands() {
					t.Fatalf("%s, meanwhile %v: it went", what, meanwhile)
				}
				k.export("")
				if e, until := k.exported(); !e.Complete || until == "" {
					t.Errorf("%s, meanwhile %v, exported again: %+v, until %q", what, meanwhile, e, until)
				}
				k.sweepAt(k.Clock.Now().AddDate(0, 0, 9))
				if k.stands() {
					t.Errorf("%s, meanwhile %v: it still stands after another export", what, meanwhile)
				}
			}
		}
	})
}

// An export that broke off counts for nothing, and nor does the owner's.
func TestAnExportThatBrokeOffCountsForNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newExporter(t, w)
		k.must(k.update(clerkCity, closeCase()))
		p, err := k.Proof.OpenPackage(as(clerkCity), k.c.ID)
		k.must(err)
		if err := p.Write(brokenPipe{}); err == nil {
			t.Fatal("it was written to nobody")
		}
		own, err := k.Proof.OpenPackage(as(anna), k.mailbox.ID)
		k.must(err)
		if own.Served != nil {
			t.Error("the owner's export is kept as the authority's")
		}
		if e, _ := k.exported(); !e.At.IsZero() {
			t.Errorf("%+v", e)
		}
	})
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// The archive and an order come before the end; reopened, nothing ends.
func TestAnExportIsNotTheEndWhereSomethingElseKeepsTheCase(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newExporter(t, w)
		k.must(k.update(clerkCity, class("offer")))
		k.must(k.update(clerkCity, closeCase()))
		k.export("")
		k.sweepAt(k.Clock.Now().AddDate(0, 0, 9))
		if !k.stands() || k.toOffer() != 1 {
			t.Fatalf("stands %v, %d to offer", k.stands(), k.toOffer())
		}
		// What was offered is not all of it any more: the answer is void, and the export counts for nothing.
		k.must(k.update(clerkCity, answer(&inbox.ArchiveAnswerInput{Answer: conversation.TakenOver, AnsweredOn: clock.Day(k.Clock.Now())})))
		_, err := k.Inbox.AddNote(as(clerkCity), k.c.ID, "Nachtrag")
		k.must(err)
		k.sweepAt(k.Clock.Now().AddDate(0, 0, 2))
		if c, err := k.Conversation.Case(as(clerkCity), k.c.ID); err != nil || c.ArchiveOffer != nil || c.AwaitingArchiveSince != nil {
			t.Fatalf("%+v, %v", c, err)
		}
		k.export("")
		k.must(k.update(clerkTwo, hold(&inbox.LegalHoldInput{Reason: "Klage"})))
		k.sweepAt(k.Clock.Now().AddDate(0, 0, 9))
		if !k.stands() || k.toOffer() != 0 {
			t.Fatalf("held: stands %v, %d to offer", k.stands(), k.toOffer())
		}
		k.must(k.update(clerkTwo, hold(nil)))
		state := conversation.InProgress
		k.must(k.update(clerkCity, inbox.CaseUpdate{State: &state}))
		k.sweepAt(k.Clock.Now().AddDate(0, 2, 0))
		if !k.stands() || k.toOffer() != 0 {
			t.Errorf("reopened: stands %v, %d to offer", k.stands(), k.toOffer())
		}
	})
}

// The export has what the copy holds beside its messages, in both formats: person, progress, notes. The owner's has none of it.
func TestTheExportHasWhatTheCaseHoldsBesideItsMessages(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newExporter(t, w)
		_, err := k.Inbox.AddNote(as(clerkCity), k.c.ID, "Anruf der Person: kommt am Montag")
		k.must(err)
		next := "Ortstermin"
		k.must(k.update(clerkCity, inbox.CaseUpdate{Progress: &conversation.CaseProgressInput{State: "IN_PROGRESS", NextStep: &next}}))
		file := func(content []byte, name string) string {
			t.Helper()
			r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
			k.must(err)
			for _, f := range r.File {
				if !strings.HasSuffix(f.Name, name) {
					continue
				}
				opened, err := f.Open()
				k.must(err)
				text, err := io.ReadAll(opened)
				k.must(err)
				if strings.HasPrefix(string(text), "Akte zum Fall "+k.c.Reference) {
					return string(text)
				}
			}
			return ""
		}
		content := k.export("")
		for _, text := range []string{file(content, "akte.txt"), file(k.export("/xdomea"), ".txt")} {
			for _, want := range []string{"Anruf der Person: kommt am Montag", "Ortstermin", "in Bearbeitung", k.c.Person.Name} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %q", want, text)
				}
			}
		}
		v, err := evidence.VerifyPackage(bytes.NewReader(content), int64(len(content)), evidence.Trust{})
		if err != nil || !v.Valid {
			t.Errorf("%+v, %v", v, err)
		}
		own, err := k.Proof.OpenPackage(as(anna), k.mailbox.ID)
		k.must(err)
		var owners bytes.Buffer
		k.must(own.Write(&owners))
		if text := file(owners.Bytes(), "akte.txt"); text != "" {
			t.Errorf("the owner's export has %q", text)
		}
	})
}

// A case that was destroyed leaves a certificate for its authority, which verifies and says nothing of the case but its id's digest.
func TestACertificateOfADestroyedCase(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newExporter(t, w)
		reference := k.c.Reference
		k.must(k.update(clerkCity, closeCase()))
		k.export("")
		k.sweepAt(k.Clock.Now().AddDate(0, 0, 9))
		issuer := deletion.New(deletion.Options{DB: w.DB, Keys: w.Platform, Log: k.town, Clock: w.Clock, Platform: "Schalter", BaseURL: "https://schalter.example"})
		list := func(authorityID string) []pagination.Item[*deletion.CaseCertificate] {
			t.Helper()
			page, err := issuer.ListCases(t.Context(), authorityID, pagination.Request{Limit: 10})
			k.must(err)
			return page.Items
		}
		kept := list(city)
		if len(kept) != 1 || kept[0].Node.Reference != reference || kept[0].Node.RetentionClass != "Mit Export" || len(list("aut_other")) != 0 {
			t.Fatalf("%+v", kept)
		}
		file, err := issuer.Open(t.Context(), strings.TrimPrefix(kept[0].Node.Download.Path, deletion.Path))
		k.must(err)
		var content bytes.Buffer
		k.must(file.Write(&content))
		v, err := evidence.VerifyPackage(bytes.NewReader(content.Bytes()), int64(content.Len()), evidence.Trust{})
		if err != nil || !v.Valid || v.Deleted == nil || v.Deleted.Kind != evidence.CaseDeleted || !v.Deleted.ByPlatform || v.Deleted.Digest != evidence.Digest([]byte(k.c.ID)) {
			t.Errorf("%+v, %v", v, err)
		}
		if strings.Contains(content.String(), reference) {
			t.Error("the file names the case")
		}
		k.Clock.Advance(deletion.CaseLife)
		k.must(issuer.Sweep(t.Context(), k.Clock.Now()))
		if left := list(city); len(left) != 0 {
			t.Errorf("after a year: %+v", left)
		}
	})
}

// Those who work for an authority are reminded of what waits for the archive: when it begins to, and every thirty days at most, once over two
// replicas, with the number alone.
func TestCasesThatWaitForTheArchiveAreRemindedOf(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		k.must(k.update(clerkCity, class("offer")))
		k.must(k.update(clerkCity, closeCase()))
		reminded := func() int { return k.notices["archive "+city] }
		end := clock.EndOfDay(clock.AddMonths(*k.c.ClosedAt, 12))
		k.sweepAt(end)
		if reminded() != 0 {
			t.Fatalf("reminded of %d cases before one waits", reminded())
		}
		at := end.Add(time.Hour)
		k.sweepAt(at)
		k.sweepAt(at.Add(time.Hour))
		k.sweepAt(at.Add(29 * 24 * time.Hour))
		if reminded() != 1 {
			t.Fatalf("reminded of %d cases, want 1", reminded())
		}
		k.sweepAt(at.Add(31 * 24 * time.Hour))
		if reminded() != 2 {
			t.Errorf("reminded of %d cases in two months", reminded())
		}
		k.must(k.update(clerkCity, answer(&inbox.ArchiveAnswerInput{Answer: conversation.TakenOver, AnsweredOn: clock.Day(k.Clock.Now())})))
		k.sweepAt(at.Add(80 * 24 * time.Hour))
		if k.stands() || reminded() != 2 {
			t.Errorf("stands %v, reminded of %d cases after the answer", k.stands(), reminded())
		}
	})
}

// What a clerk chose stays with a draft, also that a decision has no instruction; an answered message that is gone is not named any more.
func TestADraftKeepsWhatWasChosen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newKeeper(t, w)
		asked := messages(t, k.town, clerkCity, k.c.ID)[0].ID
		day, effect := "2027-03-01", casemail.EffectInformation
		in := conversation.DraftSaveInput{CaseID: &k.c.ID, Subject: "Bescheid", Body: "Sie bekommen sie.", Kind: "DECISION", InReplyToID: &asked, DueOn: &day,
			DecisionEffect: &effect, Remedy: &conversation.PeriodInput{Amount: 2, Unit: "WEEKS"}}
		saved, err := k.Conversation.SaveDraft(as(clerkCity), in)
		k.must(err)
		kept := func() *conversation.Draft {
			t.Helper()
			d, err := k.Conversation.Draft(as(clerkCity), saved.ID)
			k.must(err)
			return d
		}
		d := kept()
		if d.Kind != "DECISION" || d.InReplyToID == nil || *d.InReplyToID != asked || *d.DueOn != day || *d.DecisionEffect != "INFORMATION" ||
			*d.Remedy != (conversation.Period{Amount: 2, Unit: "WEEKS"}) || d.NoRemedy {
			t.Errorf("%+v", d)
		}
		in.DraftID, in.ExpectedVersion, in.Remedy, in.NoRemedy, in.DueOn = &saved.ID, &saved.Version, nil, true, nil
		_, err = k.Conversation.SaveDraft(as(clerkCity), in)
		k.must(err)
		if d := kept(); d.Remedy != nil || !d.NoRemedy || d.DueOn != nil {
			t.Errorf("changed: %+v", d)
		}
		bad := in
		bad.Remedy = &conversation.PeriodInput{Amount: 1, Unit: "MONTHS"}
		_, err = k.Conversation.SaveDraft(as(clerkCity), bad)
		k.refused("a remedy and none", "INVALID ", err)
		bad.NoRemedy, bad.Remedy.Amount = false, 25
		_, err = k.Conversation.SaveDraft(as(clerkCity), bad)
		k.refused("a remedy of 25 months", "INVALID ", err)
		noDay := "2027-02-30"
		bad = in
		bad.DueOn = &noDay
		_, err = k.Conversation.SaveDraft(as(clerkCity), bad)
		k.refused("no day", "INVALID ", err)
		k.must(k.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM view_message WHERE side_id = ? AND message_id = ?`, k.c.ID, asked)
			return err
		}))
		if d := kept(); d.InReplyToID != nil {
			t.Errorf("it answers a message that is gone: %+v", d)
		}
	})
}

// Nobody who does not work for the authority opens its export.
func TestOthersDoNotOpenTheExport(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		k := newExporter(t, w)
		for _, ctx := range []context.Context{as(anna), as(boris), viewer.With(t.Context(), &viewer.Viewer{})} {
			if _, err := k.Proof.OpenPackage(ctx, k.c.ID); err == nil {
				t.Error("somebody else opened it")
			}
		}
	})
}
