package postbox_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/job"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// Everyone with a dissolved authority among the parties is told once, however often the job runs, and nobody else.
func TestADissolvedAuthorityIsToldOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		var told []*conversation.CaseMailbox
		for range 23 {
			told = append(told, tn.open(t, city))
		}
		other := tn.open(t, chamber)
		tn.dissolved[city] = true
		jobs := job.NewRunner(w.DB, w.Log)
		tn.RegisterJobs(jobs)
		for range 2 {
			err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
				return tn.AuthorityDissolved(ctx, tx, city)
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := jobs.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n, err := w.DB.Client().Job.Query().Count(viewer.System(t.Context(), "test")); err != nil || n > 0 {
				t.Fatalf("%d jobs are left, %v", n, err)
			}
		}
		for _, m := range told {
			list := messages(t, tn, anna, m.ID)
			if len(list) != 1 || list[0].Kind != casemail.KindNotice || list[0].Subject != "Aufgelöst: Stadt Bamberg" {
				t.Fatalf("notices: %+v", list)
			}
			texts, err := tn.Conversation.MessageTexts(as(anna), list)
			if err != nil || !strings.Contains(*texts[0], "seit dem 1. Juli 2026") || !strings.Contains(*texts[0], "übernommen: IHK für Oberfranken") {
				t.Errorf("body: %v, %v", texts, err)
			}
		}
		if list := messages(t, tn, anna, other.ID); len(list) != 0 {
			t.Errorf("somebody else was told: %+v", list)
		}
		if tn.notices[anna] != len(told) {
			t.Errorf("%d mails, want %d", tn.notices[anna], len(told))
		}
	})
}

// While a release is being rolled out, a replica with the directory of before may take the job: the notice waits for one that knows.
func TestTheNoticeOfADissolvedAuthorityWaitsForTheDirectory(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		jobs := job.NewRunner(w.DB, w.Log)
		tn.RegisterJobs(jobs)
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error { return tn.AuthorityDissolved(ctx, tx, city) })
		if err != nil {
			t.Fatal(err)
		}
		for _, known := range []bool{false, true} {
			tn.dissolved[city] = known
			if err := jobs.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			n, err := w.DB.Client().Job.Query().Count(viewer.System(t.Context(), "test"))
			if list := messages(t, tn, anna, m.ID); err != nil || (n == 0) != known || (len(list) == 1) != known {
				t.Fatalf("known %v: %d jobs, %d notices, %v", known, n, len(list), err)
			}
			tn.Clock.Advance(time.Minute)
		}
	})
}
