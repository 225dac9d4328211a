package contracts_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/market/contracts"
	"schalter/internal/testkit"
)

func TestTheEarliestEndIsTheEndOfAMonthAfterTheNoticePeriod(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today  string
		months int
		want   string
	}{
		{"2026-11-29", 3, "2027-02-28"}, {"2026-11-30", 3, "2027-02-28"}, {"2026-12-01", 3, "2027-03-31"}, {"2027-11-30", 3, "2028-02-29"}, {"2026-01-31", 1, "2026-02-28"},
		{"2026-06-15", 0, "2026-06-30"}, {"2026-06-30", 6, "2026-12-31"}, {"2026-07-01", 12, "2027-07-31"}, {"no day", 3, ""},
	} {
		if got := contracts.EarliestEnd(c.today, c.months); got != c.want {
			t.Errorf("%s, %d months: %s, want %s", c.today, c.months, got, c.want)
		}
	}
}

// terminating is the input by which a contract is ended on a day, as was shown.
func (n *town) terminating(t testing.TB, c *contracts.Contract, day string) contracts.ContractTerminateInput {
	t.Helper()
	shown, err := n.Termination(n.operator(), c, day)
	if err != nil {
		t.Fatal(err)
	}
	return contracts.ContractTerminateInput{ContractID: c.ID, ExpectedVersion: c.Version, EndsOn: day, TerminationDigest: shown.Digest, Reason: "Wechsel"}
}

func TestWhatKeepsAContractFromBeingTerminated(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	n.chain(t)
	c, offered := n.effective(t, bamberg), n.offer(t, bamberg)
	days, err := n.TerminableFrom(n.mayor(), []*contracts.Contract{c, offered})
	if err != nil || days[0] == nil || days[1] != nil {
		t.Fatal(days, err)
	}
	in := n.terminating(t, c, *days[0])
	for name, x := range map[string]struct {
		change func(*contracts.ContractTerminateInput)
		want   string
	}{
		"an old version":     {func(in *contracts.ContractTerminateInput) { in.ExpectedVersion-- }, "STALE"},
		"too early":          {func(in *contracts.ContractTerminateInput) { in.EndsOn = n.today(20) }, "INVALID contract_end_early endsOn"},
		"within a month":     {func(in *contracts.ContractTerminateInput) { in.EndsOn = "2031-01-30" }, "INVALID contract_end_of_month endsOn"},
		"no reason":          {func(in *contracts.ContractTerminateInput) { in.Reason = " " }, "REQUIRED contract_reason reason"},
		"no day":             {func(in *contracts.ContractTerminateInput) { in.EndsOn = "morgen" }, "INVALID endsOn"},
		"not what was shown": {func(in *contracts.ContractTerminateInput) { in.TerminationDigest = "0" }, "DIGEST_MISMATCH contract_other_termination terminationDigest"},
		"not concluded": {func(in *contracts.ContractTerminateInput) {
			in.ContractID, in.ExpectedVersion = offered.ID, offered.Version
		}, "WRONG_STATE contract_not_terminable"},
	} {
		with := in
		x.change(&with)
		if _, err := n.Terminate(n.mayor(), with); rule(err) != x.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	n.signs["acc_deputy"] = nil
	if _, err := n.Terminate(n.deputy(), in); rule(err) != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
		t.Errorf("who may not sign: %v", err)
	}
	if _, err := n.Terminate(n.operator(), in); rule(err) != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
		t.Errorf("an operator: %v", err)
	}
	if _, err := n.Terminate(n.signedIn("acc_coburg", coburg), in); rule(err) != "NOT_FOUND" {
		t.Errorf("another organisation: %v", err)
	}
	n.take()
	n.shared["acc_mayor"] = true
	if _, err := n.Terminate(n.mayor(), in); rule(err) != "REQUIRED contract_acting_person actingPerson" {
		t.Errorf("F25: nobody named: %v", err)
	}
	in.ActingPerson = of("Max Muster")
	done, err := n.Terminate(n.mayor(), in)
	if err != nil || *done.EndsOn != in.EndsOn || !done.ByTermination() || done.State != contracts.Effective {
		t.Fatal(done, err)
	}
	if notice := done.TerminationNotice; notice == nil || notice.Reason != in.Reason || notice.By == "" || *notice.ActingPerson != "Max Muster" {
		t.Errorf("notice: %+v", notice)
	}
	if err := n.TellChanges(t.Context()); err != nil || !slices.Equal(n.take(), []string{"ending " + *c.OrderID}) {
		t.Error("nobody was told", err)
	}
	in = n.terminating(t, done, *done.EndsOn)
	if _, err := n.Terminate(n.grantor(), in); rule(err) != "INVALID contract_ends_already endsOn" {
		t.Errorf("again: %v", err)
	}
}

// Two things that happen to a contract before anybody is told are both told.
func TestAnEndIsToldOfAContractThatIsPutOnHoldAtTheSameTime(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	links := n.chain(t)
	c := n.effective(t, bamberg)
	n.take()
	hold := n.recording(contracts.Provision, nil, land, fitko, func(in *contracts.ContractRecordInput) { in.State = contracts.OnHold })
	hold.ContractID, hold.ExpectedVersion = &links[0].ID, &links[0].Version
	top, err := n.Record(n.operator(), hold)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.Terminate(n.operator(), n.terminating(t, top, contracts.EarliestEnd(n.today(0), *top.NoticePeriodMonths))); err != nil {
		t.Fatal(err)
	}
	if err := n.TellChanges(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := n.take(); !slices.Equal(got, []string{"on hold " + *c.OrderID, "ending with PROVISION: Wechsel " + *c.OrderID}) {
		t.Errorf("told: %v", got)
	}
}

// Those below read by what their contract ends: not by their own notice, where one above ends earlier; and the notice is gone where another end
// was agreed.
func TestTheNoticeIsThatByWhichAContractEnds(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	links := n.chain(t)
	c := n.effective(t, bamberg)
	own := n.terminating(t, c, contracts.EarliestEnd(n.today(0), 24))
	own.Reason = "Andere Lösung"
	if _, err := n.Terminate(n.mayor(), own); err != nil {
		t.Fatal(err)
	}
	top := links[0]
	ended, err := n.Terminate(n.operator(), n.terminating(t, top, contracts.EarliestEnd(n.today(0), *top.NoticePeriodMonths)))
	if err != nil || ended.TerminationNotice == nil {
		t.Fatal(ended, err)
	}
	n.take()
	if err := n.TellChanges(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := n.take(), []string{"ending with PROVISION: Wechsel " + *c.OrderID}; !slices.Equal(got, want) {
		t.Errorf("told: %v, want %v", got, want)
	}
	notices := func() string {
		t.Helper()
		above, err := n.Contract(n.operator(), top.ID)
		if err != nil {
			t.Fatal(err)
		}
		below, err := n.Contract(n.mayor(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		reason := func(n *contracts.ContractNotice) string {
			if n == nil {
				return "none"
			}
			return n.Reason
		}
		return reason(above.TerminationNotice) + ", " + reason(below.TerminationNotice)
	}
	if got := notices(); got != "Wechsel, none" {
		t.Errorf("notices: %s", got)
	}
	again := n.recording(contracts.Provision, nil, land, fitko)
	again.ContractID, again.ExpectedVersion, again.EndsOn = &top.ID, &ended.Version, of("2040-12-31")
	if _, err := n.Record(n.operator(), again); err != nil {
		t.Fatal(err)
	}
	if got := notices(); got != "none, Andere Lösung" {
		t.Errorf("notices after another end was agreed above: %s", got)
	}
}

// Who was told of an end hears, too, when that does not hold any more.
func TestAnEndThatDoesNotHoldAnyMoreIsTold(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	top := n.chain(t)[0]
	c := n.effective(t, bamberg)
	n.take()
	day := contracts.EarliestEnd(n.today(0), *top.NoticePeriodMonths)
	ended, err := n.Terminate(n.operator(), n.terminating(t, top, day))
	if err != nil {
		t.Fatal(err)
	}
	record := func(version int, endsOn *string) *contracts.Contract {
		t.Helper()
		in := n.recording(contracts.Provision, nil, land, fitko)
		in.ContractID, in.ExpectedVersion, in.EndsOn = &top.ID, &version, endsOn
		now, err := n.Record(n.operator(), in)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	told := func(want ...string) {
		t.Helper()
		if err := n.TellChanges(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := n.take(); !slices.Equal(got, want) {
			t.Errorf("told %q, want %q", got, want)
		}
	}
	told("ending with PROVISION: Wechsel " + *c.OrderID)
	open := record(ended.Version, nil)
	told("end agreed instead of " + day + " " + *c.OrderID)
	record(open.Version, of("2040-12-31"))
	told("end agreed instead of  " + *c.OrderID)
}

// Over random chains, what is shown before a termination is what then ends, whatever is signed meanwhile.
func TestWhatIsShownBeforeATerminationIsWhatEnds(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		if _, err := n.SaveTemplate(n.operator(), demoTemplate(t)); err != nil {
			t.Fatal(err)
		}
		for seed := range uint64(4) {
			t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { n.endOne(t, rand.New(rand.NewPCG(seed, 7))) })
		}
	})
}

// forest is a random one of contracts.
type forest struct {
	links, leaves []*contracts.Contract
	parent        map[string]string
}

func (n *town) forest(t *testing.T, r *rand.Rand) (f forest) {
	t.Helper()
	f.parent = map[string]string{}
	end := func(in *contracts.ContractRecordInput) {
		if r.IntN(4) == 0 {
			in.EndsOn = of(time.Date(n.w.Clock.Now().Year()+r.IntN(2), time.Month(1+r.IntN(24)), 0, 0, 0, 0, 0, time.UTC).AddDate(1, 0, 0).Format(time.DateOnly))
		}
		if r.IntN(6) == 0 {
			in.State = contracts.OnHold
		}
		in.NoticePeriodMonths = of(r.IntN(9))
	}
	add := func(c *contracts.Contract, parent *contracts.Contract) *contracts.Contract {
		f.links = append(f.links, c)
		if parent != nil {
			f.parent[c.ID] = parent.ID
		}
		return c
	}
	top := add(n.link(t, contracts.Provision, nil, land, fitko, end), nil)
	for range 1 + r.IntN(2) {
		ministry := []string{stmd, stmb}[r.IntN(2)]
		reuse := add(n.link(t, contracts.Reuse, top, fitko, ministry, end), top)
		for range 1 + r.IntN(2) {
			add(n.link(t, contracts.SubReuse, reuse, ministry, baykommun, end), reuse)
		}
	}
	for range 3 + r.IntN(4) {
		c := n.offer(t, []string{bamberg, coburg, member}[r.IntN(3)])
		f.leaves = append(f.leaves, c)
		f.parent[c.ID] = *c.ParentID
	}
	return f
}

// below are the ids of all contracts below one.
func (f forest) below(id string) (list []string) {
	for child, parent := range f.parent {
		if parent == id {
			list = append(append(list, child), f.below(child)...)
		}
	}
	return list
}

func (n *town) endOne(t *testing.T, r *rand.Rand) {
	f := n.forest(t, r)
	var all sync.WaitGroup
	for _, c := range f.leaves {
		if r.IntN(3) == 0 {
			continue
		}
		ctx := map[string]func() error{
			bamberg: func() error { _, err := n.signed(n.mayor(), c); return err },
			coburg:  func() error { _, err := n.signed(n.signedIn("acc_coburg", coburg), c); return err },
			member:  func() error { _, err := n.signed(n.signedIn("acc_union", union), c); return err },
		}[c.GranteeID]
		all.Go(func() {
			if ctx() == nil {
				_, _ = n.signed(n.grantor(), c)
			}
		})
	}
	target := f.links[r.IntN(len(f.links))]
	var ended *contracts.Contract
	var shown *contracts.ContractTermination
	var affected []string
	all.Go(func() {
		for range 20 {
			c := n.now(t, target)
			if c.State.Over() || c.State == contracts.Draft {
				return
			}
			day := contracts.EarliestEnd(n.today(0), *c.NoticePeriodMonths)
			if c.EndsOn != nil && *c.EndsOn <= day {
				return
			}
			in := n.terminating(t, c, day)
			preview, err := n.Termination(n.operator(), c, day)
			if err != nil {
				t.Error(err)
				return
			}
			page, err := n.Affected(n.operator(), preview, onePage)
			if err != nil || len(page.Items) != preview.AffectedCount {
				t.Errorf("%d shown, %d counted, %v", len(page.Items), preview.AffectedCount, err)
			}
			done, err := n.Terminate(n.operator(), in)
			if err == nil {
				ended, shown = done, preview
				for _, item := range page.Items {
					affected = append(affected, item.Node.ID)
				}
				return
			}
			// Somebody changed it between reading and writing: read again.
			if refused := rule(err); refused != "STALE" && errs.AsRefusal(err) != nil {
				t.Errorf("refused: %v", err)
				return
			}
		}
	})
	all.Wait()
	if ended == nil {
		t.Log("nothing to end here")
		return
	}
	day, err := time.Parse(time.DateOnly, *ended.EndsOn)
	if err != nil {
		t.Fatal(err)
	}
	n.w.Clock.Advance(day.AddDate(0, 0, 1).Add(12 * time.Hour).Sub(n.w.Clock.Now()))
	if err := n.Sweep(t.Context(), n.w.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, id := range f.below(ended.ID) {
		c := n.now(t, &contracts.Contract{ID: id})
		if c.EndsOn != nil && *c.EndsOn == *ended.EndsOn {
			got = append(got, id)
		}
		if c.EndsOn == nil || !c.State.Over() {
			t.Errorf("%s goes on after the one above has ended: %s, %v", c.Level, c.State, c.EndsOn)
		}
	}
	slices.Sort(got)
	slices.Sort(affected)
	if !slices.Equal(got, affected) || shown.AffectedCount != len(got) {
		t.Errorf("shown %v, ended %v", affected, got)
	}
	if c := n.now(t, ended); c.State != contracts.Terminated {
		t.Errorf("the contract itself: %s", c.State)
	}
}
