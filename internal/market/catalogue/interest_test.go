package catalogue_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// announced saves an announced offering and returns it with its input.
func (h *hall) announced(t *testing.T) (catalogue.OfferingSaveInput, *catalogue.Offering) {
	t.Helper()
	in := sheet("wohngeld", "Wohngeld")
	in.State = catalogue.Announced
	return in, h.save(t, in)
}

func (h *hall) interested(t *testing.T, who context.Context) bool {
	t.Helper()
	answers, err := h.Interested(who, []*catalogue.Offering{h.OfferingBySlug("wohngeld")})
	if err != nil {
		t.Fatal(err)
	}
	return answers[0]
}

// waiting is what a viewer is told of how many wait.
func (h *hall) waiting(t *testing.T, who context.Context) string {
	t.Helper()
	o := h.OfferingBySlug("wohngeld")
	counts, err := h.Waiting(who, []*catalogue.Offering{o, o})
	if err != nil || len(counts) != 2 || counts[0] != counts[1] {
		t.Fatal(counts, err)
	}
	if counts[0] == nil {
		return "unknown"
	}
	return fmt.Sprint(*counts[0])
}

func TestEditorsSeeHowManyWait(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		_, o := h.announced(t)
		if got := h.waiting(t, editor); got != "0" {
			t.Error(got)
		}
		for _, who := range []context.Context{anna, boris} {
			if _, err := h.SetInterest(who, o.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		if got := h.waiting(t, editor); got != "2" {
			t.Error(got)
		}
		if got := h.waiting(t, anna) + h.waiting(t, nobody); got != "unknownunknown" {
			t.Error(got)
		}
	})
}

func TestF28WhoAskedIsToldOnceWhenAnOfferingCanBeOrdered(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in, o := h.announced(t)
		for _, who := range []context.Context{anna, anna, boris} {
			if _, err := h.SetInterest(who, o.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := h.SetInterest(boris, o.ID, false); err != nil {
			t.Fatal(err)
		}
		if !h.interested(t, anna) || h.interested(t, boris) || h.interested(t, nobody) {
			t.Error("whose wish it is")
		}
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		h.runJobs(t)
		if got := h.take(&h.mails); !slices.Equal(got, []string{"acc_anna wohngeld Wohngeld Wohngeld (EN)"}) {
			t.Error(got)
		}
		// A pause later tells nobody again.
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }))
		h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		h.runJobs(t)
		if got := h.take(&h.mails); len(got) != 0 || h.interested(t, anna) {
			t.Error(got)
		}
	})
}

func TestWhoCannotBeToldKeepsNobodyFromBeingTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in, o := h.announced(t)
		for i := range 20 {
			if _, err := h.SetInterest(as(&viewer.Viewer{AccountID: fmt.Sprintf("acc_%03d", i)}), o.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		h.refuses = "acc_007"
		h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		h.runJobs(t)
		if got := h.take(&h.mails); len(got) != 19 {
			t.Fatalf("%d mails", len(got))
		}
		h.refuses = ""
		w.Clock.Advance(24 * 60 * 60 * 1e9)
		h.runJobs(t)
		if got := h.take(&h.mails); len(got) != 1 || got[0][:7] != "acc_007" {
			t.Error(got)
		}
	})
}

func TestNobodyIsToldOfAnOfferingThatWasPausedMeanwhile(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in, o := h.announced(t)
		if _, err := h.SetInterest(anna, o.ID, true); err != nil {
			t.Fatal(err)
		}
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }))
		h.runJobs(t)
		if got := h.take(&h.mails); len(got) != 0 || !h.interested(t, anna) {
			t.Error(got)
		}
	})
}

// While one replica tells them, the offering is paused, which ends that, and can be ordered again: all who still wait are told by the next job.
func TestWhoStillWaitsIsToldAfterAPauseWhileOthersWereBeingTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in, o := h.announced(t)
		if _, err := h.SetInterest(anna, o.ID, true); err != nil {
			t.Fatal(err)
		}
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE job SET attempts = 1, locked_until = ? WHERE kind = 'offering-orderable'`, tx.Now.Add(time.Hour))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Paused }))
		h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		h.runJobs(t)
		if got := h.take(&h.mails); len(got) != 1 || h.interested(t, anna) {
			t.Error(got)
		}
	})
}

// The answer is what the database says, also where another replica wrote it a moment before.
func TestAnAnswerIsNoOlderThanTheChangeOfAnotherReplica(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in, o := h.announced(t)
		wishes, saves := h.replica(t), h.replica(t)
		in.CostClass = catalogue.Priced
		o = h.save(t, change(in, o, nil))
		for name, answer := range map[string]func() (*catalogue.Offering, error){
			"wish":           func() (*catalogue.Offering, error) { return wishes.SetInterest(anna, o.ID, true) },
			"saved as it is": func() (*catalogue.Offering, error) { return saves.SaveOffering(editor, change(in, o, nil)) },
		} {
			if got, err := answer(); err != nil || got.Version != o.Version || got.Current.CostClass != catalogue.Priced {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
	})
}

func TestInterestIsRefusedWhereThereIsNothingToWaitFor(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		in, o := h.announced(t)
		if _, err := h.SetInterest(nobody, o.ID, true); refusals(err) != "UNAUTHENTICATED" {
			t.Error(err)
		}
		if _, err := h.SetInterest(anna, id("off"), true); refusals(err) != "NOT_FOUND subjectId" {
			t.Error(err)
		}
		if _, err := h.SetInterest(anna, id("off"), false); refusals(err) != "NOT_FOUND subjectId" {
			t.Error(err)
		}
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Orderable }))
		if _, err := h.SetInterest(anna, o.ID, true); refusals(err) != "WRONG_STATE subjectId" {
			t.Error(err)
		}
		o = h.save(t, change(in, o, func(in *catalogue.OfferingSaveInput) { in.State = catalogue.Withdrawn }))
		if _, err := h.SetInterest(anna, o.ID, true); refusals(err) != "WRONG_STATE subjectId" {
			t.Error(err)
		}
	})
}

func TestWishEndsWithItsAccount(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := newHall(t, w)
		_, o := h.announced(t)
		for _, who := range []context.Context{anna, boris} {
			if _, err := h.SetInterest(who, o.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error { return h.Forget(ctx, tx, "acc_anna") })
		if err != nil || h.interested(t, anna) || !h.interested(t, boris) {
			t.Error(err)
		}
		testkit.Forgotten(t, w.DB, testkit.Person, "acc_anna")
	})
}
