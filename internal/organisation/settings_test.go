package organisation_test

import (
	"context"
	"sync"
	"testing"

	"schalter/internal/organisation"
	"schalter/internal/testkit"
)

// How clerks are shown is the admins' to say, by version; members and operators read it, and nobody else.
func TestSettingsAreTheAdminsOwn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		save := func(ctx context.Context, version int, display organisation.ClerkDisplay) error {
			return b.SaveSettings(ctx, organisation.AuthoritySettingsSaveInput{AuthorityID: "aut_bamberg", ExpectedVersion: version, ClerkDisplay: display})
		}
		want := func(refused string, err error) {
			t.Helper()
			if got := rule(err); got != refused {
				t.Errorf("got %s, want %s", got, refused)
			}
		}
		clerk := &organisation.Membership{Name: "Frau Huber"}
		shown := func(want string) {
			t.Helper()
			if got, err := b.ShownAs(context.Background(), "aut_bamberg", clerk, nil); err != nil || got != want {
				t.Errorf("got %q, %v, want %q", got, err, want)
			}
		}
		shown("Frau Huber")
		want("WRONG_STATE settings_admins_only", save(operator, 1, organisation.DisplayRole))
		want("UNAUTHENTICATED", save(anyone, 1, organisation.DisplayRole))
		want("NOT_FOUND", save(stranger, 1, organisation.DisplayRole))
		want("NOT_FOUND", save(colleague, 1, organisation.DisplayRole))
		want("INVALID clerkDisplay", save(admin, 1, "PSEUDONYM"))
		want("STALE", save(admin, 2, organisation.DisplayRole))
		shown("Frau Huber")
		channelBefore := b.Channel(admin, "aut_bamberg").Version

		// Two save at once: one of them has not seen the other's.
		results := make([]error, 2)
		var wg sync.WaitGroup
		for i := range results {
			wg.Go(func() { results[i] = save(admin, 1, organisation.DisplayRole) })
		}
		wg.Wait()
		if (results[0] == nil) == (results[1] == nil) {
			t.Errorf("both at once: %v", results)
		}
		shown(organisation.ClerkRole)
		for name, ctx := range map[string]context.Context{"admin": admin, "clerk": colleague, "operator": operator} {
			if got := b.Settings(ctx, "aut_bamberg"); got == nil || got.Version != 2 || got.ClerkDisplay != organisation.DisplayRole {
				t.Errorf("%s reads %+v", name, got)
			}
		}
		for name, ctx := range map[string]context.Context{"anonymous": anyone, "a member of another organisation": stranger} {
			if got := b.Settings(ctx, "aut_bamberg"); got != nil {
				t.Errorf("%s reads %+v", name, got)
			}
		}
		if got := b.Channel(admin, "aut_bamberg").Version; got != channelBefore {
			t.Errorf("the channel's version went from %d to %d", channelBefore, got)
		}
		if got := b.Settings(admin, "aut_unknown"); got != nil {
			t.Errorf("of an authority without a channel: %+v", got)
		}
	})
}
