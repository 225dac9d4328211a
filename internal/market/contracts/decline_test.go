package contracts_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"schalter/internal/market/contracts"
	"schalter/internal/testkit"
)

func declining(c *contracts.Contract, reason string) contracts.ContractDeclineInput {
	return contracts.ContractDeclineInput{ContractID: c.ID, ExpectedVersion: c.Version, Reason: reason}
}

func TestAnOfferedContractIsDeclinedWithAReasonByWhoMaySignForTheGrantee(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		n.chain(t)
		c := n.offer(t, bamberg)
		n.take()
		if _, err := n.Decline(n.mayor(), declining(c, " ")); rule(err) != "REQUIRED contract_reason reason" {
			t.Errorf("without a reason: %v", err)
		}
		stale := declining(c, "Die Anschrift stimmt nicht.")
		stale.ExpectedVersion++
		if _, err := n.Decline(n.mayor(), stale); rule(err) != "STALE" {
			t.Errorf("another version: %v", err)
		}
		if _, err := n.Decline(n.grantor(), declining(c, "Nein.")); !strings.HasPrefix(rule(err), "NOT_AUTHORISED_TO_SIGN") {
			t.Errorf("the other side: %v", err)
		}
		if _, err := n.Decline(n.operator(), declining(c, "Nein.")); !strings.HasPrefix(rule(err), "NOT_AUTHORISED_TO_SIGN") {
			t.Errorf("an operator: %v", err)
		}
		for who, want := range map[string]bool{"acc_mayor": true, "acc_grantor": false} {
			organisation := bamberg
			if !want {
				organisation = baykommun
			}
			if may, err := n.Declinable(n.as(who, organisation), []*contracts.Contract{c}); err != nil || may[0] != want {
				t.Errorf("%s may decline: %v, %v", who, may, err)
			}
		}
		done, err := n.Decline(n.mayor(), declining(c, "Die Anschrift stimmt nicht."))
		if err != nil || done.State != contracts.Declined || done.Refusal == nil || done.Refusal.Reason != "Die Anschrift stimmt nicht." || done.Refusal.By == "" || done.Version != c.Version+1 {
			t.Fatalf("%+v, %v", done, err)
		}
		if effects := n.take(); len(effects) != 1 || !strings.HasPrefix(effects[0], "declined") {
			t.Errorf("told: %v", effects)
		}
		// It is over: nobody signs, declines or ends it, and no day changes it.
		if _, err := n.signed(n.mayor(), done); rule(err) != "WRONG_STATE contract_not_to_sign" {
			t.Errorf("signed afterwards: %v", err)
		}
		if _, err := n.Decline(n.mayor(), declining(done, "Noch einmal.")); rule(err) != "WRONG_STATE contract_not_to_decline" {
			t.Errorf("declined twice: %v", err)
		}
		if may, err := n.Declinable(n.mayor(), []*contracts.Contract{done}); err != nil || may[0] {
			t.Errorf("declinable afterwards: %v, %v", may, err)
		}
		if err := n.Sweep(n.operator(), n.w.Clock.Now()); err != nil || n.now(t, done).State != contracts.Declined || len(n.take()) > 0 {
			t.Errorf("after a sweep: %+v, %v", n.now(t, done), err)
		}
	})
}

// The same order gets another contract; the one that was declined stays as it was, and the order's contract is the new one.
func TestAnOrderWhoseContractWasDeclinedGetsAnother(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		n.chain(t)
		first := n.offer(t, bamberg)
		again := n.offerFor(t, *first.OrderID)
		if again.ID != first.ID {
			t.Errorf("an order has two contracts that were not declined: %s and %s", first.ID, again.ID)
		}
		if _, err := n.Decline(n.mayor(), declining(first, "Bitte das Amt nennen.")); err != nil {
			t.Fatal(err)
		}
		second := n.offerFor(t, *first.OrderID)
		if second.ID == first.ID || second.State != contracts.Offered || second.Reference == first.Reference {
			t.Fatalf("%+v", second)
		}
		found, err := n.OfOrders(n.mayor(), []string{*first.OrderID})
		if err != nil || found[*first.OrderID].ID != second.ID {
			t.Errorf("of the order: %+v, %v", found, err)
		}
		if kept := n.now(t, first); kept.State != contracts.Declined || kept.Refusal == nil {
			t.Errorf("the first: %+v", kept)
		}
		if count, err := n.Count(n.mayor(), bamberg); err != nil || count != 1 {
			t.Errorf("counted: %d, %v", count, err)
		}
	})
}

func TestASharedAccountThatDeclinesNamesWhoActs(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t))
	n.chain(t)
	c := n.offer(t, bamberg)
	n.shared["acc_mayor"] = true
	in := declining(c, "Nein.")
	if _, err := n.Decline(n.mayor(), in); rule(err) != "REQUIRED contract_acting_person actingPerson" {
		t.Errorf("nobody named: %v", err)
	}
	in.ActingPerson = of("Max Muster")
	if done, err := n.Decline(n.mayor(), in); err != nil || *done.Refusal.ActingPerson != "Max Muster" {
		t.Errorf("%+v, %v", done, err)
	}
}

// One signs while a colleague declines: one of both counts, and the other is told so.
func TestWhoSignsAndWhoDeclinesAtOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w)
		n.chain(t)
		for range 5 {
			c := n.offer(t, bamberg)
			var errs [2]error
			var all sync.WaitGroup
			all.Go(func() { _, errs[0] = n.signed(n.mayor(), c) })
			all.Go(func() { _, errs[1] = n.Decline(n.deputy(), declining(c, "Nein.")) })
			all.Wait()
			is := n.now(t, c)
			switch {
			case errs[0] == nil && errs[1] != nil && is.State == contracts.Signed && slices.Contains([]string{"STALE", "WRONG_STATE contract_not_to_decline"}, rule(errs[1])):
			case errs[0] != nil && errs[1] == nil && is.State == contracts.Declined && rule(errs[0]) == "WRONG_STATE contract_not_to_sign":
			default:
				t.Errorf("signed: %v, declined: %v, now %s", errs[0], errs[1], is.State)
			}
		}
	})
}
