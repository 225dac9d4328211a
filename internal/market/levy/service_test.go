package levy

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"schalter/internal/audit"
	"schalter/internal/errs"
	"schalter/internal/money"
	"schalter/internal/pagination"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// office is a levy with a small Bavaria: a Bezirk, a Landkreis with two municipalities, a kreisfreie Stadt.
type office struct {
	*Service
	register atomic.Pointer[Register]
}

var places = []Place{
	{ARS: "094", Name: "Bezirk Oberfranken", Levels: []LevyLevel{Bezirk}},
	{ARS: "09471", Name: "Landkreis Bamberg", Levels: []LevyLevel{Landkreis}},
	{ARS: "094710111111", Name: "Altendorf", Population: 1_000, Levels: []LevyLevel{Gemeinde}},
	{ARS: "094710122122", Name: "Bischberg", Population: 2_000, Levels: []LevyLevel{Gemeinde}},
	{ARS: "094610000000", Name: "Bamberg", Population: 7_000, Levels: []LevyLevel{Gemeinde, Landkreis}},
}

func newOffice(w *testkit.World) *office {
	o := &office{}
	o.register.Store(NewRegister("r1", "2024-12-31", "2025-08-31", places))
	o.Service = New(w.DB, audit.New(w.DB, nil), o.register.Load)
	return o
}

func as(roles ...viewer.Role) context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_1", Locale: "de", Roles: roles})
}

var (
	operator = as(viewer.Operator)
	someone  = viewer.With(context.Background(), viewer.Anonymous())
)

// dienst costs 20,000 euros, of which the municipalities bear 8,000: 4,000 on GEMEINDE, the rest on the others.
func dienst() *LevyPosition {
	return &LevyPosition{Name: "Dienst", TotalCost: 20_000_00, StateOnlyCost: 4_000_00, Levels: []*LevyLevelShare{
		{Gemeinde, money.MustShare("1/2")}, {Landkreis, money.MustShare("1/3")}, {Bezirk, money.MustShare("1/6")},
	}}
}

func draftOf(year int, version *int) LevyDraftSaveInput {
	return LevyDraftSaveInput{
		ExpectedVersion: version, SettlementNote: "Wird verrechnet.",
		Basis: &LevyBasisInput{Year: year, StateShare: money.MustShare("1/2"), Positions: []*LevyPosition{dienst()}},
	}
}

func (o *office) draft(t *testing.T, in LevyDraftSaveInput) *LevyYear {
	t.Helper()
	y, err := o.SaveDraft(operator, in)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func (o *office) published(t *testing.T) *LevyYear {
	t.Helper()
	y := o.draft(t, draftOf(2026, nil))
	y, err := o.Publish(operator, y.ID, y.Version, y.SharesDigest)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

// refused fails unless the error refuses this rule at this place.
func refused(t *testing.T, err error, rule errs.Rule, field ...string) {
	t.Helper()
	r := errs.AsRefusal(err)
	if r == nil || !slices.ContainsFunc(r.Problems, func(p errs.Problem) bool { return p.Rule == rule && slices.Equal(p.Field, field) }) {
		t.Errorf("not %s at %v: %v", rule, field, err)
	}
}

func amounts(y *LevyYear) map[string]string {
	all := map[string]string{}
	for _, s := range y.shares {
		all[s.ARS+" "+string(s.Level)] = s.Amount.String()
	}
	return all
}

func TestAPublishedYearIsSeenByEverybodyAndADraftByOperatorsAlone(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(w)
		draft := o.draft(t, draftOf(2027, nil))
		y := o.published(t)
		if y.State != Published || y.PublishedAt == nil || y.StateAmount != 12_000_00 || y.MunicipalAmount != 8_000_00 || y.TotalCost != 20_000_00 {
			t.Errorf("published %+v", y.Outcome)
		}
		want := map[string]string{
			"094710111111 GEMEINDE": "400.00", "094710122122 GEMEINDE": "800.00", "094610000000 GEMEINDE": "2800.00",
			"09471 LANDKREIS": "800.00", "094610000000 LANDKREIS": "1867.00", "094 BEZIRK": "1334.00",
		}
		if got := amounts(y); !reflect.DeepEqual(got, want) {
			t.Errorf("shares are %v", got)
		}
		for ctx, want := range map[context.Context]int{someone: 1, as(): 1, as(viewer.Editor): 1, operator: 2} {
			if list, err := o.Years(ctx); err != nil || len(list) != want {
				t.Errorf("%d of %d years, %v", len(list), want, err)
			}
		}
		one := 1
		for _, ctx := range []context.Context{someone, as(viewer.Editor)} {
			byID, err := o.YearByID(ctx, draft.ID)
			byNumber, err2 := o.Year(ctx, 2027, &one)
			share, err3 := o.Share(ctx, draft.shares[0].ID)
			if byID != nil || byNumber != nil || share != nil || err != nil || err2 != nil || err3 != nil {
				t.Errorf("a draft is seen: %v %v %v, %v %v %v", byID, byNumber, share, err, err2, err3)
			}
		}
		for _, s := range []*LevyShare{y.shares[0], draft.shares[0]} {
			if found, err := o.Share(operator, s.ID); err != nil || found == nil || found.Amount != s.Amount {
				t.Errorf("share %s is %v, %v", s.ID, found, err)
			}
		}
	})
}

func TestOnlyOperatorsChangeTheLevy(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	o := newOffice(w)
	for ctx, want := range map[context.Context]errs.Code{someone: errs.Unauthenticated, as(): errs.Forbidden, as(viewer.Editor): errs.Forbidden} {
		_, draft := o.SaveDraft(ctx, draftOf(2026, nil))
		_, official := o.SaveOfficial(ctx, "lvy_x", 1, nil)
		_, publish := o.Publish(ctx, "lvy_x", 1, "")
		for _, err := range []error{draft, official, publish} {
			if errs.CodeOf(err) != want {
				t.Errorf("%v, not %s", err, want)
			}
		}
	}
}

func TestF33WhatDoesNotHoldIsRefusedAtItsPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(testkit.SQLite(t))
	short := dienst()
	short.Name, short.StateOnlyCost = " ", 20_001_00
	short.Levels[0].Share = money.MustShare("49/100")
	in := draftOf(1999, nil)
	in.Basis.Positions, in.SettlementNote = append(in.Basis.Positions, short), ""
	_, err := o.SaveDraft(operator, in)
	refused(t, err, errs.InvalidValue, "basis", "year")
	refused(t, err, errs.Required, "basis", "positions", "1", "name")
	refused(t, err, errs.InvalidValue, "basis", "positions", "1", "stateOnlyCost")
	refused(t, err, errs.InvalidValue, "basis", "positions", "1", "levels")
	refused(t, err, errs.Required, "settlementNote")
	if r := errs.AsRefusal(err); len(r.Problems) != 5 {
		t.Errorf("refused %v", r)
	}
	many := draftOf(2026, nil)
	for range MaxPositions {
		many.Basis.Positions = append(many.Basis.Positions, dienst())
	}
	_, err = o.SaveDraft(operator, many)
	refused(t, err, errs.TooMany, "basis", "positions")
}

func TestOneDraftAYearAndNobodyOverwritesAnothersChange(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(w)
		// Two begin the year at once: one draft is there, the other one is told.
		var wg sync.WaitGroup
		failures := make([]error, 2)
		for i := range failures {
			wg.Go(func() { _, failures[i] = o.SaveDraft(operator, draftOf(2026, nil)) })
		}
		wg.Wait()
		if (failures[0] == nil) == (failures[1] == nil) {
			t.Fatalf("two begin: %v, %v", failures[0], failures[1])
		}
		for _, err := range failures {
			if err != nil {
				refused(t, err, errs.Taken, "basis", "year")
			}
		}
		one, stale := 1, 7
		changed := draftOf(2026, &one)
		changed.Basis.Positions[0].TotalCost = 24_000_00
		y := o.draft(t, changed)
		if y.Version != 2 || y.Revision != 1 || y.MunicipalAmount != 10_000_00 {
			t.Errorf("changed to %+v", y)
		}
		_, err := o.SaveDraft(operator, draftOf(2026, &stale))
		refused(t, err, errs.Stale)
		_, err = o.SaveDraft(operator, draftOf(2028, &one))
		refused(t, err, errs.WrongState, "basis", "year")
	})
}

func TestF33OnlyWhatWasSeenIsPublished(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(w)
		seen := o.draft(t, draftOf(2026, nil))
		// The register changes between preview and publication: Altendorf has ten people more.
		other := slices.Clone(places)
		other[2].Population += 10
		o.register.Store(NewRegister("r2", "2024-12-31", "2025-08-31", other))
		_, err := o.Publish(operator, seen.ID, seen.Version, seen.SharesDigest)
		refused(t, err, errs.DigestMismatch, "sharesDigest")
		again, err := o.YearByID(operator, seen.ID)
		if err != nil || again.SharesDigest == seen.SharesDigest {
			t.Fatalf("the preview is the old one, %v", err)
		}
		// So do the positions, and who publishes has the version of before.
		one := 1
		changed := draftOf(2026, &one)
		changed.Basis.Positions[0].Name = "Anderer Dienst"
		newest := o.draft(t, changed)
		_, err = o.Publish(operator, seen.ID, again.Version, again.SharesDigest)
		refused(t, err, errs.Stale)
		_, err = o.Publish(operator, seen.ID, newest.Version, again.SharesDigest)
		refused(t, err, errs.DigestMismatch, "sharesDigest")
		if _, err = o.Publish(operator, newest.ID, newest.Version, newest.SharesDigest); err != nil {
			t.Fatal(err)
		}
		_, err = o.Publish(operator, newest.ID, newest.Version, newest.SharesDigest)
		refused(t, err, errs.WrongState)
	})
}

func TestF34OnlyThePopulationsOfTheDayOfTheLawArePublished(t *testing.T) {
	t.Parallel()
	o := newOffice(testkit.SQLite(t))
	y := o.draft(t, draftOf(2027, nil))
	_, err := o.Publish(operator, y.ID, y.Version, y.SharesDigest)
	refused(t, err, errs.WrongState)
	empty := draftOf(2026, nil)
	empty.Basis.Positions = nil
	y = o.draft(t, empty)
	_, err = o.Publish(operator, y.ID, y.Version, y.SharesDigest)
	refused(t, err, errs.Required)
}

func TestWhatIsPublishedNeverChanges(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(w)
		first := o.published(t)
		words := first.shares[0].Explain("de")
		// Altendorf is merged into Bischberg: the register of tomorrow has one place less.
		merged := slices.Delete(slices.Clone(places), 2, 3)
		merged[2].Population += 1_000
		o.register.Store(NewRegister("r2", "2024-12-31", "2026-01-01", merged))
		// Another replica has read nothing yet.
		replica := New(w.DB, audit.New(w.DB, nil), o.register.Load)
		again, err := replica.Year(someone, 2026, nil)
		if err != nil || !reflect.DeepEqual(amounts(again), amounts(first)) || again.SharesDigest != first.SharesDigest || again.digest() != first.SharesDigest {
			t.Errorf("after the merger %v, %v", again, err)
		}
		if again.shares[0].Explain("de") != words || again.TerritoryOn != "2025-08-31" {
			t.Errorf("it is explained otherwise: %s", again.shares[0].Explain("de"))
		}
		// A correction is a revision of its own, with the places of now.
		_, err = o.SaveDraft(operator, draftOf(2026, nil))
		refused(t, err, errs.Required, "correctionNote")
		note := "Altendorf gehört seit 1. Januar zu Bischberg."
		in := draftOf(2026, nil)
		in.CorrectionNote = &note
		draft := o.draft(t, in)
		if now, err := o.Year(someone, 2026, nil); err != nil || now.Revision != 1 {
			t.Errorf("before the correction is published it is %v, %v", now, err)
		}
		second, err := o.Publish(operator, draft.ID, draft.Version, draft.SharesDigest)
		if err != nil || second.Revision != 2 || amounts(second)["094710122122 GEMEINDE"] != "1200.00" {
			t.Fatalf("corrected to %v, %v", second, err)
		}
		revisions, err := o.Revisions(someone, 2026)
		if err != nil || len(revisions) != 2 || revisions[1].ID != first.ID || !reflect.DeepEqual(amounts(revisions[1]), amounts(first)) {
			t.Errorf("revisions %v, %v", revisions, err)
		}
		if list, err := o.Years(someone); err != nil || len(list) != 1 || list[0].ID != second.ID {
			t.Errorf("years %v, %v", list, err)
		}
	})
}

func TestOfficialAmountsStandBesideOurs(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(w)
		y := o.published(t)
		equal, less := money.Euro(400_00), money.Euro(1_866_00)
		in := []*LevyOfficialInput{{"094710111111", Gemeinde, &equal}, {"09461", Landkreis, &less}}
		after, err := o.SaveOfficial(operator, y.ID, y.Version, in)
		if err != nil {
			t.Fatal(err)
		}
		page, total, err := after.Shares(ShareFilter{Differing: true}, pagination.Request{Limit: 20})
		if err != nil || total != 1 || page.Items[0].Node.ARS != "094610000000" || page.Items[0].Node.Difference.String() != "1.00" {
			t.Errorf("differing are %d, %v", total, err)
		}
		if after.SharesDigest != y.SharesDigest || !reflect.DeepEqual(amounts(after), amounts(y)) {
			t.Error("official amounts changed ours")
		}
		_, err = o.SaveOfficial(operator, y.ID, y.Version, in)
		refused(t, err, errs.Stale)
		negative := money.Euro(-1)
		_, err = o.SaveOfficial(operator, y.ID, after.Version, []*LevyOfficialInput{
			{"094710111111", Landkreis, &equal}, {"094", Bezirk, &negative}, {"09461", Landkreis, &less}, {"094610000000", Landkreis, nil},
		})
		refused(t, err, errs.Missing, "amounts", "0", "ars")
		refused(t, err, errs.InvalidValue, "amounts", "1", "amount")
		refused(t, err, errs.InvalidValue, "amounts", "3", "ars")
		_, err = o.SaveOfficial(operator, y.ID, after.Version, make([]*LevyOfficialInput, MaxOfficials+1))
		refused(t, err, errs.TooMany, "amounts")
		in[0].Amount, in[1].Amount = nil, &equal
		after, err = o.SaveOfficial(operator, y.ID, after.Version, in)
		if err != nil {
			t.Fatal(err)
		}
		if own, err := o.SharesOf(someone, "09461"); err != nil || len(own) != 2 || own[1].Level != Landkreis || own[1].OfficialAmount.String() != "400.00" {
			t.Errorf("own shares %v, %v", own, err)
		}
		if s := after.share(y.share(shareID(y.ID, "094710111111", Gemeinde)).ID); s.OfficialAmount != nil {
			t.Errorf("%s was taken out", s.OfficialAmount)
		}
	})
}

func TestTwoPublishAtOnceAndOneDoes(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(w)
		y := o.draft(t, draftOf(2026, nil))
		var wg sync.WaitGroup
		var done atomic.Int32
		for range 2 {
			wg.Go(func() {
				if _, err := o.Publish(operator, y.ID, y.Version, y.SharesDigest); err == nil {
					done.Add(1)
				} else if errs.AsRefusal(err) == nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n, err := o.db.Client().LevyShare.Query().Count(viewer.System(context.Background(), "test")); err != nil || done.Load() != 1 || n != 6 {
			t.Errorf("%d published, %d rows, %v", done.Load(), n, err)
		}
	})
}

// Each transition of a year's state that there is, and each that there is not.
func TestAYearBecomesPublishedOnce(t *testing.T) {
	t.Parallel()
	for _, from := range []LevyState{Draft, Published} {
		for _, to := range []LevyState{Draft, Published} {
			if got := slices.Contains(transitions[from], to); got != (from == Draft && to == Published) {
				t.Errorf("%s may become %s: %v", from, to, got)
			}
		}
	}
}

func TestSharesAreFoundByNameAndKeyInPages(t *testing.T) {
	t.Parallel()
	o := newOffice(testkit.SQLite(t))
	y := o.published(t)
	var seen []string
	req := pagination.Request{Limit: 2}
	for {
		page, total, err := y.Shares(ShareFilter{}, req)
		if err != nil || total != 6 {
			t.Fatal(total, err)
		}
		for _, i := range page.Items {
			seen = append(seen, i.Node.Name+" "+string(i.Node.Level))
			req.After = i.Position
		}
		if !page.HasNext {
			break
		}
	}
	want := []string{"Altendorf GEMEINDE", "Bamberg GEMEINDE", "Bamberg LANDKREIS", "Bezirk Oberfranken BEZIRK", "Bischberg GEMEINDE", "Landkreis Bamberg LANDKREIS"}
	if !slices.Equal(seen, want) {
		t.Errorf("listed %v", seen)
	}
	for _, c := range []struct {
		filter ShareFilter
		want   int
	}{
		{ShareFilter{Search: "bamb"}, 3}, {ShareFilter{Search: "landkreis bamb"}, 1}, {ShareFilter{Search: "0947101"}, 2}, {ShareFilter{Level: Landkreis}, 2},
		{ShareFilter{Of: "09461"}, 2}, {ShareFilter{Of: "09471"}, 1}, {ShareFilter{Of: "0947"}, 0}, {ShareFilter{Of: "094710111111"}, 1},
		{ShareFilter{Search: "amberg"}, 0}, {ShareFilter{Differing: true}, 0},
	} {
		if _, total, err := y.Shares(c.filter, pagination.Request{Limit: 20}); err != nil || total != c.want {
			t.Errorf("%+v finds %d, %v", c.filter, total, err)
		}
	}
	if _, _, err := y.Shares(ShareFilter{}, pagination.Request{Limit: 2, After: "x"}); errs.CodeOf(err) != errs.Invalid {
		t.Errorf("no cursor: %v", err)
	}
}

func TestASimulationStoresNothingAndSaysWhatDoesNotHold(t *testing.T) {
	t.Parallel()
	o := newOffice(testkit.SQLite(t))
	b := draftOf(2026, nil).Basis
	sim, err := o.Simulate(b, []*LevyPopulationInput{{"09461", 17_000}})
	if err != nil {
		t.Fatal(err)
	}
	page, _, err := sim.Shares(ShareFilter{Of: "094610000000"}, pagination.Request{Limit: 5})
	// 4,000 euros × 17,000 of now 20,000 people.
	if err != nil || page.Items[0].Node.Amount != 3_400_00 || sim.Levels[0].PopulationBase != 20_000 {
		t.Errorf("%+v, %v", page.Items[0].Node, err)
	}
	for i, p := range [][]*LevyPopulationInput{{{"09471", 5}}, {{"094610000000", -1}}, {{"09461", 5}, {"094610000000", 6}}, {{"099999999999", 5}}, make([]*LevyPopulationInput, 101)} {
		if _, err := o.Simulate(b, p); errs.AsRefusal(err) == nil {
			t.Errorf("%d: %v", i, err)
		}
	}
	if list, err := o.Years(operator); err != nil || len(list) != 0 {
		t.Errorf("stored %v, %v", list, err)
	}
}

func TestTheActsOfOperatorsAreInTheAudit(t *testing.T) {
	t.Parallel()
	w := testkit.SQLite(t)
	o := newOffice(w)
	y := o.published(t)
	if _, err := o.SaveOfficial(operator, y.ID, y.Version, nil); err != nil {
		t.Fatal(err)
	}
	rows, err := w.DB.Client().AuditEntry.Query().All(viewer.System(context.Background(), "test"))
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, r := range rows {
		acts = append(acts, fmt.Sprintf("%s %s", r.Action, r.ActorID))
	}
	slices.Sort(acts)
	if want := []string{"levy.draft acc_1", "levy.official acc_1", "levy.publish acc_1"}; !slices.Equal(acts, want) {
		t.Errorf("audit has %v", acts)
	}
}
