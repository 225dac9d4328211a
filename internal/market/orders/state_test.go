package orders

import (
	"testing"

	"schalter/internal/errs"
)

func TestWhatMayFollowOnAnOrder(t *testing.T) {
	t.Parallel()
	want := map[OrderState]map[act]OrderState{
		Draft:     {saves: Draft, submits: Submitted, returns: "", releases: "", cancels: Cancelled, changesContact: Draft, declines: ""},
		Submitted: {saves: "", submits: "", returns: Returned, releases: Released, cancels: Cancelled, changesContact: Submitted, declines: ""},
		Returned:  {saves: Returned, submits: Submitted, returns: "", releases: "", cancels: Cancelled, changesContact: Returned, declines: ""},
		Released:  {saves: "", submits: "", returns: "", releases: "", cancels: "", changesContact: Released, declines: Returned},
		Cancelled: {saves: "", submits: "", returns: "", releases: "", cancels: "", changesContact: "", declines: ""},
	}
	if len(want) != len(follows) {
		t.Errorf("%d states, the table has %d", len(want), len(follows))
	}
	for from, acts := range want {
		for a, to := range acts {
			got, err := from.after(a)
			if r := errs.AsRefusal(err); got != to || (to == "") != (r != nil && r.Problems[0].Rule == errs.WrongState) {
				t.Errorf("%s %s: got %q, %v; want %q", from, a, got, err, to)
			}
		}
		for a := range follows[from] {
			if _, named := acts[a]; !named {
				t.Errorf("%s %s is not in this table", from, a)
			}
		}
	}
}
