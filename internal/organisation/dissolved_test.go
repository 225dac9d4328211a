package organisation_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// An authority that a new directory does not have any more cannot be written to from that moment on; its channel is taken out of
// use once, and those concerned are told once.
func TestADissolvedAuthorityIsOutOfUse(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		if b.Reachability("aut_bamberg") != organisation.Connected || b.MaxMessageBytes("aut_bamberg") == 0 {
			t.Fatal("the channel is not in use at first")
		}
		b.dissolved = map[string]bool{"aut_bamberg": true, "aut_coburg": true}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			c, err := b.ChannelFor(ctx, tx, "aut_bamberg")
			if err == nil && c.Reachability() != organisation.NotConnected {
				t.Errorf("in a transaction: %s", c.Reachability())
			}
			return err
		})
		if got := rule(b.RequestConnect(anyone, wish("aut_coburg", organisation.Inbox), here)); got != "WRONG_STATE authority_dissolved authorityId" {
			t.Errorf("a dissolved authority is asked for: %s", got)
		}
		b.mails, b.acts = nil, nil
		for range 2 {
			if err := b.Sweep(context.Background(), w.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			w.Clock.Advance(time.Hour)
		}
		if b.Reachability("aut_bamberg") != organisation.NotConnected || b.MaxMessageBytes("aut_bamberg") != 0 || b.ChannelKindOf("aut_bamberg") != nil ||
			slices.Contains(b.ConnectedAuthorities(), "aut_bamberg") {
			t.Errorf("still reachable: %s", b.Reachability("aut_bamberg"))
		}
		if !slices.Equal(b.dissolvedTold, []string{"aut_bamberg"}) {
			t.Errorf("told: %q", b.dissolvedTold)
		}
		if len(b.mails) != 1 || len(b.acts) != 1 {
			t.Errorf("mails %q, acts %q: want one each", b.mails, b.acts)
		}
		// Its clerks still have the authority, to read and answer what is open.
		if o := b.Organisation("org_bamberg"); !slices.Contains(o.AuthorityIDs, "aut_bamberg") {
			t.Errorf("the organisation has lost its authority: %q", o.AuthorityIDs)
		}
		c := b.Channel(admin, "aut_bamberg")
		if c == nil || c.State != organisation.ChannelSuspended || c.ProblemKey == nil || *c.ProblemKey != "problem_dissolved" {
			t.Errorf("channel: %+v", c)
		}
	})
}
