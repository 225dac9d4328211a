package orders_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"schalter/internal/market/orders"
)

func TestTwoWhoSubmitAtOnceSubmitOnce(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		o := m.draft(t, "acc_buyer", m.ready(town))
		union := m.draft(t, "acc_union", func() orders.Saving {
			in := m.ready("org_union")
			in.OnBehalfOfID = of(hill)
			return in
		}())
		own := m.draft(t, "acc_hill", m.ready(hill))
		results := make([]string, 4)
		var wait sync.WaitGroup
		for i, c := range []struct {
			accountID string
			in        orders.Submitting
		}{{"acc_mayor", handIn(o)}, {"acc_mayor", handIn(o)}, {"acc_union", handIn(union)}, {"acc_hill", handIn(own)}} {
			wait.Go(func() {
				_, err := m.Submit(m.as(c.accountID), c.in)
				results[i] = rules(err)
			})
		}
		wait.Wait()
		slices.Sort(results[:2])
		if results[0] != "" || results[1] != "STALE order_stale expectedVersion" {
			t.Errorf("the same order: got %q", results[:2])
		}
		slices.Sort(results[2:])
		if results[2] != "" || !strings.HasPrefix(results[3], "ALREADY_ORDERED order_there") {
			t.Errorf("for the same municipality: got %q", results[2:])
		}
	})
}

func TestTwoWhoBeginAtOnceHaveOneDraft(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		results := make([]string, 2)
		same := m.ready(town)
		var wait sync.WaitGroup
		for i, accountID := range []string{"acc_buyer", "acc_mayor"} {
			wait.Go(func() {
				in := same
				_, err := m.Save(m.as(accountID), in)
				results[i] = rules(err)
			})
		}
		wait.Wait()
		slices.Sort(results)
		if results[0] != "" || !strings.HasPrefix(results[1], "ALREADY_ORDERED order_there") {
			t.Errorf("got %q", results)
		}
	})
}

func TestTheSameRequestTwiceAtOnceBeginsOneDraft(t *testing.T) {
	t.Parallel()
	onMarkets(t, func(t *testing.T, m *market) {
		ids, in := make([]string, 4), m.ready(town)
		var wait sync.WaitGroup
		for i := range ids {
			wait.Go(func() {
				one := in
				one.Subject, one.Technical = person("Frieda"), person("Theo")
				o, err := m.Save(m.as("acc_buyer"), one)
				if err != nil {
					t.Errorf("got %v", err)
					return
				}
				ids[i] = o.ID
			})
		}
		wait.Wait()
		if len(slices.Compact(ids)) != 1 {
			t.Errorf("got %v", ids)
		}
	})
}
