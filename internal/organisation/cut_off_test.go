package organisation_test

import (
	"context"
	"strings"
	"testing"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// Without the gateway's address an authority with a mailbox of its own cannot be written to, and everybody sees that; with the
// address it is back, with nothing to mend.
func TestWithoutTheGatewaysAddressMailboxesAreCutOff(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		b.connect(t)
		before := b.shown()
		if !strings.Contains(before, "SMIME ACTIVE") || !strings.HasSuffix(before, "CONNECTED") || b.CutOff() != 0 {
			t.Fatalf("got %s, %d cut off", before, b.CutOff())
		}
		without := b.ports()
		without.GatewayAddress, without.Prober = "", nil
		b.restart(t, without)
		if got := b.shown(); !strings.Contains(got, "SMIME SUSPENDED") || !strings.HasSuffix(got, "problem_gateway_off SUSPENDED") {
			t.Errorf("without an address: got %s", got)
		}
		if got := b.sendable(t); got != organisation.Suspended {
			t.Errorf("who sends sees %s", got)
		}
		list, err := b.SuspendedChannels(operator)
		if err != nil || len(list) != 1 || list[0].AuthorityID != "aut_bamberg" || b.CutOff() != 1 {
			t.Errorf("operators see %v, %v; %d cut off", list, err, b.CutOff())
		}
		for _, authorityID := range b.ConnectedAuthorities() {
			if authorityID == "aut_bamberg" {
				t.Error("it counts as connected")
			}
		}
		b.restart(t, b.ports())
		if got := b.shown(); got != before || b.sendable(t) != organisation.Connected || b.CutOff() != 0 {
			t.Errorf("with the address again: got %s, want %s", got, before)
		}
	})
}

// restart makes a service with other settings on the same database.
func (b *bureau) restart(t *testing.T, p organisation.Ports) {
	t.Helper()
	fresh, err := organisation.New(context.Background(), b.w.DB, names{}, b.w.Log)
	if err != nil {
		t.Fatal(err)
	}
	fresh.SetPorts(p)
	b.Service = fresh
}

// sendable is what the transaction of a sending sees.
func (b *bureau) sendable(t *testing.T) (r organisation.Reachability) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *store.Tx) error {
		c, err := b.ChannelFor(ctx, tx, "aut_bamberg")
		r = c.Reachability()
		return err
	})
	return r
}
