package rulebook_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"schalter/internal/audit"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/rulebook"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func as(roles ...viewer.Role) context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_1", Locale: "de", Roles: roles})
}

var (
	editor  = as(viewer.Editor)
	citizen = as()
	someone = viewer.With(context.Background(), viewer.Anonymous())
)

// year are the dates of the last year by Art. 24 BayDiG.
type year []rulebook.StoredDate

func (y year) ComputedBy(_ context.Context, ruleID string, version int, _ time.Time, _ int) ([]rulebook.StoredDate, error) {
	if ruleID != "baydig-24-notice" || version != 1 {
		return nil, nil
	}
	return y, nil
}

func dates() (y year) {
	for _, event := range []legal.Day{"2026-06-01", "2026-07-01", "2026-11-02"} {
		y = append(y, rulebook.StoredDate{Event: event, Day: event.AddDays(3), Amount: 3, Unit: legal.Days, Place: "09461000"})
	}
	return y
}

func open(w *testkit.World) *rulebook.Service {
	return rulebook.New(w.DB, audit.New(w.DB, nil), dates())
}

func ptr[T any](v T) *T { return &v }

// fourthDay is Art. 24 BayDiG as if it said the 4th day from a day on.
func fourthDay(from string) rulebook.LegalRuleSaveInput {
	return rulebook.LegalRuleSaveInput{
		ReplacesID: ptr(rulebook.IDOf("baydig-24-notice", 1)), Kind: legal.Announcement, Law: "BayDiG", Article: "Art. 24 Abs. 2 Satz 1", Jurisdiction: "DE-BY",
		ProcedureLaw: ptr(legal.BayVwVfG), Anchor: legal.NoticeSent, Amount: 4, Unit: legal.Days, Holidays: legal.Municipality, ValidFrom: from,
		CounselConfirmed: true, Note: ptr("Geändert."),
	}
}

func refusal(err error) errs.Rule {
	var r *errs.Refusal
	if errors.As(err, &r) && len(r.Problems) > 0 {
		return r.Problems[0].Rule
	}
	return ""
}

func book(t *testing.T, w *testkit.World, s *rulebook.Service) (b legal.Book) {
	t.Helper()
	if err := w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
		b, err = s.Book(ctx, tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestANewVersionHoldsFromItsDayAndTheOldOneStays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := open(w)
		before, err := s.Rules(someone, rulebook.Filter{})
		if err != nil || len(before) != len(legal.Shipped().Rules()) {
			t.Fatal(len(before), err)
		}
		made, err := s.Save(editor, fourthDay("2027-01-01"))
		if err != nil {
			t.Fatal(err)
		}
		b := book(t, w, s)
		for day, want := range map[legal.Day]int{"2026-12-31": 3, "2027-01-01": 4} {
			if r, ok := b.Applicable(legal.Announcement, legal.BayVwVfG, legal.NoticeSent, day); !ok || r.Amount != want {
				t.Errorf("%s: day %d, not %d", day, r.Amount, want)
			}
		}
		if r, ok := b.Version("baydig-24-notice", 1); !ok || r.Amount != 3 {
			t.Error("the old version is gone")
		}
		versions, err := s.ByVersions(someone, []legal.Rule{{ID: "baydig-24-notice", Version: 1}, {ID: "baydig-24-notice", Version: 99}})
		if err != nil || versions[1] != nil {
			t.Fatal(versions, err)
		}
		old := versions[0]
		if old.ReplacedByID == nil || *old.ReplacedByID != made.ID || old.ValidTo != nil {
			t.Errorf("the old one is %+v, %v", old, err)
		}
		found, err := s.ByIDs(someone, []string{made.ID, "lrl_none", old.ID})
		if err != nil || found[0].Amount != 4 || found[1] != nil || found[2].ID != old.ID {
			t.Error(found, err)
		}
		cutBy, err := s.Replacements(someone, []*rulebook.LegalRule{made, old})
		if err != nil || cutBy[0] != nil || cutBy[1].ID != made.ID {
			t.Error(cutBy, err)
		}
		for on, want := range map[string]int{"2026-12-31": 3, "2027-06-01": 4} {
			list, err := s.Rules(someone, rulebook.Filter{Kind: ptr(legal.Announcement), ProcedureLaw: ptr(legal.BayVwVfG), On: &on})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, l := range list {
				if l.Anchor == legal.NoticeSent {
					n++
					if l.Amount != want {
						t.Errorf("on %s the rule is day %d", on, l.Amount)
					}
				}
			}
			if n != 1 {
				t.Errorf("on %s there are %d rules", on, n)
			}
		}
	})
}

// A version that begins before the one it replaces leaves nothing of it for new dates; what was computed by it still finds it.
func TestAVersionThatWasNeverRightIsOnlyOfThePast(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := open(w)
		if _, err := s.Save(editor, fourthDay("2020-01-01")); err != nil {
			t.Fatal(err)
		}
		b := book(t, w, s)
		if r, _ := b.Applicable(legal.Announcement, legal.BayVwVfG, legal.NoticeSent, "2026-11-30"); r.Version != 1001 {
			t.Errorf("version %d counts", r.Version)
		}
		if r, ok := b.Version("baydig-24-notice", 1); !ok || r.Amount != 3 {
			t.Error("the version that dates were computed by is gone")
		}
	})
}

// A start that was mistyped is corrected by an earlier one.
func TestAStartThatWasTooLateIsCorrected(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := open(w)
		late, err := s.Save(editor, fourthDay("2030-01-01"))
		if err != nil {
			t.Fatal(err)
		}
		right := fourthDay("2027-01-01")
		right.ReplacesID, right.Amount = &late.ID, 5
		if _, err := s.Save(editor, right); err != nil {
			t.Fatal(err)
		}
		b := book(t, w, s)
		for day, want := range map[legal.Day]int{"2026-12-31": 3, "2027-01-01": 5, "2030-06-01": 5} {
			if r, ok := b.Applicable(legal.Announcement, legal.BayVwVfG, legal.NoticeSent, day); !ok || r.Amount != want {
				t.Errorf("%s: %d days", day, r.Amount)
			}
		}
	})
}

func TestRulesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := open(w)
		for name, c := range map[string]struct {
			change func(*rulebook.LegalRuleSaveInput)
			want   errs.Rule
		}{
			"beside the other":     {func(in *rulebook.LegalRuleSaveInput) { in.ReplacesID = nil }, errs.InvalidValue},
			"replaces nothing":     {func(in *rulebook.LegalRuleSaveInput) { in.ReplacesID = ptr("lrl_none") }, errs.Missing},
			"another question":     {func(in *rulebook.LegalRuleSaveInput) { in.Anchor = legal.Posted }, errs.InvalidValue},
			"no such day":          {func(in *rulebook.LegalRuleSaveInput) { in.ValidFrom = "2027-02-29" }, errs.InvalidValue},
			"ends before it began": {func(in *rulebook.LegalRuleSaveInput) { in.ValidTo = ptr("2026-01-01") }, errs.InvalidValue},
			"no law":               {func(in *rulebook.LegalRuleSaveInput) { in.Law = "" }, errs.Required},
			"another country":      {func(in *rulebook.LegalRuleSaveInput) { in.Jurisdiction = "AT" }, errs.InvalidValue},
			"backwards":            {func(in *rulebook.LegalRuleSaveInput) { in.Amount = -1 }, errs.InvalidValue},
		} {
			in := fourthDay("2027-01-01")
			c.change(&in)
			if _, err := s.Save(editor, in); refusal(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := s.Preview(editor, in); refusal(err) != c.want {
				t.Errorf("%s, preview: %v", name, err)
			}
		}
		for _, who := range []context.Context{someone, citizen} {
			if _, err := s.Save(who, fourthDay("2027-01-01")); err == nil {
				t.Error("somebody else saved a rule")
			}
			if _, err := s.Preview(who, fourthDay("2027-01-01")); err == nil {
				t.Error("somebody else looked at a preview")
			}
		}
		if list, _ := s.Rules(someone, rulebook.Filter{}); len(list) != len(legal.Shipped().Rules()) {
			t.Errorf("%d rules", len(list))
		}
		if _, err := s.Rules(someone, rulebook.Filter{On: ptr("gestern")}); refusal(err) != errs.InvalidValue {
			t.Error(err)
		}
	})
}

func TestOfTwoEditorsAtOnceOneIsTold(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := open(w)
		var wg sync.WaitGroup
		results := make([]error, 2)
		for i := range results {
			wg.Go(func() { _, results[i] = s.Save(editor, fourthDay("2027-01-01")) })
		}
		wg.Wait()
		if (results[0] == nil) == (results[1] == nil) {
			t.Fatal(results)
		}
		for _, err := range results {
			if err != nil && refusal(err) != errs.WrongState {
				t.Error(err)
			}
		}
		rows, err := w.DB.Client().AuditEntry.Query().All(viewer.System(context.Background(), "test"))
		if err != nil || len(rows) != 1 || rows[0].Action != "legal-rule-save" {
			t.Error(rows, err)
		}
	})
}

func TestAPreviewSaysWhatWouldHaveChangedAndChangesNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := open(w)
		p, err := s.Preview(editor, fourthDay("2026-07-01"))
		if err != nil || p.Looked != 2 || p.Changed != 2 || !p.Complete || len(p.Examples) != 2 {
			t.Fatalf("%+v, %v", p, err)
		}
		if e := p.Examples[0]; e.Event != "2026-07-01" || e.Stored != "2026-07-04" || e.Would != "2026-07-05" {
			t.Errorf("%+v", e)
		}
		same := fourthDay("2026-07-01")
		same.Amount = 3
		if p, err := s.Preview(editor, same); err != nil || p.Looked != 2 || p.Changed != 0 {
			t.Errorf("%+v, %v", p, err)
		}
		if list, _ := s.Rules(someone, rulebook.Filter{}); len(list) != len(legal.Shipped().Rules()) {
			t.Error("a preview saved a rule")
		}
	})
}
