package contracts_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/market/contracts"
	"schalter/internal/testkit"
)

func TestEveryTransitionOfAContract(t *testing.T) {
	t.Parallel()
	allowed := map[contracts.ContractState]string{
		contracts.Draft: "EFFECTIVE ON_HOLD TERMINATED EXPIRED", contracts.Offered: "SIGNED DECLINED TERMINATED EXPIRED", contracts.Signed: "EFFECTIVE TERMINATED EXPIRED",
		contracts.Effective: "ON_HOLD TERMINATED EXPIRED", contracts.OnHold: "EFFECTIVE TERMINATED EXPIRED", contracts.Terminated: "", contracts.Expired: "",
		contracts.Declined: "",
	}
	if len(allowed) != len(contracts.States) {
		t.Fatal("a state is missing")
	}
	for _, from := range contracts.States {
		for _, to := range contracts.States {
			want := slices.Contains(strings.Fields(allowed[from]), string(to))
			if from.CanBecome(to) != want {
				t.Errorf("%s → %s: %v, want %v", from, to, !want, want)
			}
		}
		if from.Over() != (allowed[from] == "") {
			t.Errorf("%s: over is %v", from, from.Over())
		}
	}
}

func TestF29ReuseIsMostlyWithOneMinistryAndByExceptionWithAnother(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		top := n.link(t, contracts.Provision, nil, land, fitko)
		for _, ministry := range []string{stmd, stmb} {
			reuse := n.link(t, contracts.Reuse, top, fitko, ministry)
			sub := n.link(t, contracts.SubReuse, reuse, ministry, baykommun)
			if reuse.GranteeID != ministry || sub.State != contracts.Effective || len(sub.Chain) != 2 || sub.Chain[1].GranteeID != ministry {
				t.Errorf("%s: %+v under %+v", ministry, sub, reuse)
			}
		}
		if n.acts[0] != "acc_operator contract.record "+fitko {
			t.Errorf("audit: %v", n.acts)
		}
	})
}

func TestLinksFollowFromTheOneAbove(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	top := n.link(t, contracts.Provision, nil, land, fitko)
	reuse := n.link(t, contracts.Reuse, top, fitko, stmd)
	for name, c := range map[string]struct {
		in   contracts.ContractRecordInput
		want string
	}{
		"without a parent":      {n.recording(contracts.Reuse, nil, fitko, stmd), "INVALID contract_parent_level parentId"},
		"a parent at the top":   {n.recording(contracts.Provision, top, land, fitko), "INVALID contract_parent_level parentId"},
		"a level left out":      {n.recording(contracts.SubReuse, top, stmd, baykommun), "INVALID contract_parent_level parentId"},
		"unknown parent":        {n.recording(contracts.Reuse, &contracts.Contract{ID: "ctr_none"}, fitko, stmd), "NOT_FOUND contract_parent_unknown parentId"},
		"not its grantee":       {n.recording(contracts.SubReuse, reuse, stmb, baykommun), "INVALID contract_parent_grantee grantorId"},
		"kind of the grantor":   {n.recording(contracts.Reuse, top, stmd, stmd), "INVALID contract_party_kind grantorId"},
		"kind of the grantee":   {n.recording(contracts.SubReuse, reuse, stmd, bamberg), "INVALID contract_party_kind granteeId"},
		"unknown organisation":  {n.recording(contracts.Reuse, top, fitko, "org_nobody"), "NOT_FOUND organisation_unknown granteeId"},
		"the municipality's":    {n.recording(contracts.SubSubReuse, reuse, baykommun, bamberg), "INVALID contract_level_by_order level"},
		"unknown offering":      {n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.OfferingID = "off_none" }), "NOT_FOUND contract_offering_unknown offeringId"},
		"a state by signatures": {n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.State = contracts.Signed }), "INVALID contract_recorded_state state"},
		"no first day":          {n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.EffectiveFrom = nil }), "REQUIRED effectiveFrom"},
		"ends before":           {n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.EndsOn = of("2023-12-31") }), "INVALID contract_ends_before endsOn"},
		"no day":                {n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.EndsOn = of("2027-02-30") }), "INVALID endsOn"},
		"no key":                {n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.IdempotencyKey = "" }), "REQUIRED idempotencyKey"},
		"itself above":          {n.recording(contracts.Reuse, reuse, fitko, stmd, func(in *contracts.ContractRecordInput) { in.ContractID, in.ExpectedVersion = &reuse.ID, &reuse.Version }), "INVALID contract_fixed granteeId"},
	} {
		if _, err := n.Record(n.operator(), c.in); rule(err) != c.want {
			t.Errorf("%s: %q, want %q", name, rule(err), c.want)
		}
	}
	if _, err := n.Record(n.mayor(), n.recording(contracts.Provision, nil, land, fitko)); rule(err) != "FORBIDDEN" {
		t.Errorf("by a member: %v", err)
	}
}

func TestTheSameCallRecordsOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		in := n.recording(contracts.Provision, nil, land, fitko)
		first, err := n.Record(n.operator(), in)
		if err != nil {
			t.Fatal(err)
		}
		again, err := n.Record(n.operator(), in)
		if err != nil || again.ID != first.ID || again.Version != first.Version {
			t.Errorf("again: %+v, %v", again, err)
		}
		in.EndsOn = of("2030-12-31")
		if _, err := n.Record(n.operator(), in); rule(err) != "IDEMPOTENCY_CONFLICT idempotencyKey" {
			t.Errorf("another call with the key: %v", err)
		}
		in.ContractID, in.ExpectedVersion, in.IdempotencyKey = &first.ID, of(first.Version-1), "another"
		if _, err := n.Record(n.operator(), in); rule(err) != "STALE" {
			t.Errorf("an old version: %v", err)
		}
	})
}

func TestF31TheChainSaysWhoSinceWhenAndUntilWhen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		links := n.chain(t)
		n.link(t, contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.State = contracts.Draft })
		n.link(t, contracts.SubReuse, links[1], stmd, baykommun, func(in *contracts.ContractRecordInput) { in.State = contracts.Draft })
		ended, err := n.Record(n.operator(), contracts.ContractRecordInput{
			ContractID: &links[1].ID, ExpectedVersion: &links[1].Version, Level: contracts.Reuse, ParentID: &links[0].ID, OfferingID: wohngeld, GrantorID: fitko, GranteeID: stmd,
			State: contracts.Effective, EffectiveFrom: of("2024-01-01"), EndsOn: of("2030-12-31"), IdempotencyKey: "end",
		})
		if err != nil || *ended.EndsOn != "2030-12-31" {
			t.Fatal(ended, err)
		}
		chains, err := n.ChainsOf(t.Context(), []string{wohngeld, "off_other"})
		if err != nil || len(chains) != 1 || len(chains[wohngeld]) != 3 {
			t.Fatalf("%+v, %v", chains, err)
		}
		var got []string
		for _, l := range chains[wohngeld] {
			ends := ""
			if l.EndsOn != nil {
				ends = *l.EndsOn
			}
			got = append(got, strings.Join([]string{string(l.Level), string(l.State), l.GrantorID, l.GranteeID, *l.EffectiveFrom, ends}, " "))
		}
		want := []string{
			"PROVISION EFFECTIVE org_land org_fitko 2024-01-01 ", "REUSE EFFECTIVE org_fitko org_stmd 2024-01-01 2030-12-31",
			"SUB_REUSE EFFECTIVE org_stmd org_baykommun 2024-01-01 2030-12-31",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s", strings.Join(got, "\n"))
		}
	})
}

// What is below holds only while all above holds, ends with it, and comes back with it.
func TestWhatIsBelowFollowsWhatIsAbove(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		links := n.chain(t)
		c := n.effective(t, bamberg)
		n.take()
		set := func(state contracts.ContractState, endsOn *string) {
			t.Helper()
			top := n.now(t, links[0])
			in := n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.State, in.EndsOn = state, endsOn })
			in.ContractID, in.ExpectedVersion = &top.ID, &top.Version
			if _, err := n.Record(n.operator(), in); err != nil {
				t.Fatal(err)
			}
			if err := n.TellChanges(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		states := func() (list []string) {
			for _, l := range append(slices.Clone(links), c) {
				list = append(list, string(n.now(t, l).State))
			}
			return list
		}
		set(contracts.OnHold, nil)
		if got := states(); slices.ContainsFunc(got, func(s string) bool { return s != "ON_HOLD" }) || !slices.Equal(n.take(), []string{"on hold " + *c.OrderID}) {
			t.Errorf("on hold: %v", got)
		}
		set(contracts.Effective, nil)
		if got := states(); slices.ContainsFunc(got, func(s string) bool { return s != "EFFECTIVE" }) || !slices.Equal(n.take(), []string{"resumed " + *c.OrderID}) {
			t.Errorf("back again: %v", got)
		}
		set(contracts.Effective, of(n.today(3)))
		if got := n.now(t, c); got.EndsOn == nil || *got.EndsOn != n.today(3) || got.ByTermination() || got.State != contracts.Effective {
			t.Errorf("ends with what is above: %+v", got)
		}
		set(contracts.Effective, of(n.today(5)))
		if got := n.now(t, c); *got.EndsOn != n.today(5) {
			t.Errorf("a later end: %v", *got.EndsOn)
		}
		if got, want := n.take(), []string{"end agreed instead of  " + *c.OrderID, "end agreed instead of " + n.today(3) + " " + *c.OrderID}; !slices.Equal(got, want) {
			t.Errorf("told of both: %q, want %q", got, want)
		}
		w.Clock.Advance(5 * 24 * time.Hour)
		if err := n.Sweep(t.Context(), w.Clock.Now()); err != nil || n.now(t, c).State != contracts.Effective {
			t.Errorf("on its last day: %v, %v", n.now(t, c).State, err)
		}
		w.Clock.Advance(24 * time.Hour)
		if err := n.Sweep(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if err := n.TellChanges(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := states(); slices.ContainsFunc(got, func(s string) bool { return s != "EXPIRED" }) || !slices.Equal(n.take(), []string{"ended " + *c.OrderID}) {
			t.Errorf("a day later: %v", got)
		}
		if _, err := n.tryOffer(coburg); rule(err) != "WRONG_STATE contract_no_chain" {
			t.Errorf("an offer below what is over: %v", err)
		}
	})
}

// The form shows the last day as it stands; who sends it back unchanged does not agree an end of its own.
func TestAnEndFromAboveThatIsSentBackUnchangedBecomesNoEndOfItsOwn(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	links := n.chain(t)
	save := func(i int, parent *contracts.Contract, grantor, grantee string, endsOn *string) *contracts.Contract {
		t.Helper()
		c := n.now(t, links[i])
		in := n.recording(c.Level, parent, grantor, grantee, func(in *contracts.ContractRecordInput) { in.EndsOn = endsOn })
		in.ContractID, in.ExpectedVersion = &c.ID, &c.Version
		c, err := n.Record(n.operator(), in)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	save(0, nil, land, fitko, of(n.today(10)))
	save(1, links[0], fitko, stmd, of(n.today(10)))
	save(0, nil, land, fitko, of(n.today(30)))
	if c := n.now(t, links[1]); *c.EndsOn != n.today(30) {
		t.Errorf("ends on %s, what is above on %s", *c.EndsOn, n.today(30))
	}
	if c := save(1, links[0], fitko, stmd, of(n.today(20))); *c.EndsOn != n.today(20) {
		t.Errorf("an end of its own: %s", *c.EndsOn)
	}
	save(0, nil, land, fitko, nil)
	if c := save(1, links[0], fitko, stmd, nil); c.EndsOn != nil {
		t.Errorf("none any more: %s", *c.EndsOn)
	}
}

// The hours between midnight and the next sweep: what is over by its last day is signed by nobody, and nothing is offered below it.
func TestNothingIsSignedOrOfferedAfterTheLastDayAbove(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	links := n.chain(t)
	c := n.offer(t, bamberg)
	end := n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.EndsOn = of(n.today(0)) })
	end.ContractID, end.ExpectedVersion = &links[0].ID, &links[0].Version
	if _, err := n.Record(n.operator(), end); err != nil {
		t.Fatal(err)
	}
	n.take()
	n.w.Clock.Advance(24 * time.Hour)
	if _, err := n.signed(n.mayor(), c); rule(err) != "WRONG_STATE contract_above_not_effective" || len(n.take()) != 0 {
		t.Errorf("signed: %v", err)
	}
	if parties, err := n.SignableAs(n.mayor(), []*contracts.Contract{n.now(t, c)}); err != nil || parties[0] != nil {
		t.Errorf("signable: %v, %v", parties, err)
	}
	if _, err := n.tryOffer(coburg); rule(err) != "WRONG_STATE contract_no_chain" {
		t.Errorf("offered: %v", err)
	}
}

func TestALinkHoldsFromItsFirstDayOn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		top := n.link(t, contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.EffectiveFrom = of(n.today(2)) })
		reuse := n.link(t, contracts.Reuse, top, fitko, stmd)
		if top.State != contracts.Draft || reuse.State != contracts.OnHold {
			t.Fatalf("%s, %s below it", top.State, reuse.State)
		}
		w.Clock.Advance(2 * 24 * time.Hour)
		if err := n.Sweep(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if a, b := n.now(t, top).State, n.now(t, reuse).State; a != contracts.Effective || b != contracts.Effective {
			t.Errorf("on the day: %s, %s", a, b)
		}
	})
}
